/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The dashboard, and the routes of the whole environment. */
#include <stdlib.h>

#include "clock.h"
#include "mijn_internal.h"
#include "mijn_overview.html.h"
#include "recovery.h"

#include "banned.h"

#define FRESH (14 * CLOCK_DAY)
#define EVENTS_MAX 200

enum err
mijn_open(struct web *web, const struct vault_key **ret_key)
{
	return vault_open(web->core->vault, web->r, web->actor.client, web->grant, web->arena, ret_key);
}

enum err
mijn_find_draft(struct web *web, struct intake_draft *ret_draft)
{
	struct intake_draft d;
	TRY(intake_load(web->core, web->r, web_cookie(web, INTAKE_COOKIE), web->arena, &d));
	if (!id_is_none(d.client) || d.answers.n == 0)
		return ERR_NOT_FOUND;
	*ret_draft = d;
	return ERR_OK;
}

enum err
mijn_offer(struct web *web, bool *ret_has, struct mijn_draft *ret_offer)
{
	struct intake_draft d;
	enum err e = mijn_find_draft(web, &d);
	*ret_has = e == ERR_OK;
	if (e == ERR_OK)
		*ret_offer = (struct mijn_draft){
			.draft = web_url(web, "/guide/%.*s/check", STR_ARG(d.guide->guide->name)),
			.keep = web_press(web, MSG_MIJN_KEEP, web_path(web, "/mijn/kept")),
		};
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ---- what happened ---- */

struct event {
	int64_t made;
	struct str what;
	struct url link;
};

struct events {
	struct web *web;
	struct event v[EVENTS_MAX];
	size_t n;
};

static void
add(struct events *e, int64_t made, enum msg what, struct url link)
{
	if (what != MSG_NONE && e->n < EVENTS_MAX)
		e->v[e->n++] = (struct event){ made, web_text(e->web, what), link };
}

static enum err
add_registrations(struct events *e, struct id client)
{
	static const enum msg words[REGISTRATION_SOURCE_COUNT] = {
		[REGISTRATION_POLICE] = MSG_MIJN_EVENT_REGISTERED_POLICE,
		[REGISTRATION_SELF] = MSG_MIJN_EVENT_REGISTERED_SELF,
		[REGISTRATION_REFERRAL] = MSG_MIJN_EVENT_REGISTERED_REFERRAL,
	};
	struct web *web = e->web;
	struct mijn_registration_rows_rows rows;
	TRY(mijn_registration_rows(
		web->r, (struct mijn_registration_rows_in){ .client = client }, web->arena, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		enum registration_source s = registration_source_parse(rows.v[i].source);
		add(e, rows.v[i].received, s < REGISTRATION_SOURCE_COUNT ? words[s] : MSG_MIJN_EVENT_REGISTERED_SELF,
			(struct url){ STR_NONE });
	}
	return ERR_OK;
}

static enum err
add_contacts(struct events *e, struct id client)
{
	struct web *web = e->web;
	struct mijn_contact_rows_rows contacts;
	struct mijn_letter_rows_rows letters;
	struct url none = { STR_NONE };
	TRY(mijn_contact_rows(web->r, (struct mijn_contact_rows_in){ .client = client }, web->arena, &contacts));
	TRY(mijn_letter_rows(web->r, (struct mijn_letter_rows_in){ .client = client }, web->arena, &letters));
	for (size_t i = 0; i < contacts.n; i++)
		add(e, contacts.v[i].made, mijn_contact_words(contacts.v[i].channel, contacts.v[i].result), none);
	for (size_t i = 0; i < letters.n; i++)
		if (letters.v[i].sent.set)
			add(e, letters.v[i].sent.v, MSG_MIJN_EVENT_LETTER, none);
	return ERR_OK;
}

static enum err
add_own(struct events *e, struct id client)
{
	struct web *web = e->web;
	struct mijn_intake_rows_rows intakes;
	struct mijn_questions questions;
	TRY(mijn_intake_rows(web->r, (struct mijn_intake_rows_in){ .client = client }, web->arena, &intakes));
	TRY(mijn_question_list(web->core, web->r, client, web->arena, &questions));
	for (size_t i = 0; i < intakes.n; i++)
		add(e, intakes.v[i].made, MSG_MIJN_EVENT_ANSWERS,
			web_url(web, "/mijn/answers/%.*s", STR_ARG(id_text(intakes.v[i].id, web->arena))));
	for (size_t i = 0; i < questions.n; i++)
		if (questions.v[i].answered > 0)
			add(e, questions.v[i].answered, MSG_MIJN_EVENT_ANSWERED, web_url(web, "/mijn/records"));
	return ERR_OK;
}

static int
newest_first(const void *a, const void *b)
{
	int64_t x = ((const struct event *)a)->made, y = ((const struct event *)b)->made;
	return x > y ? -1 : x < y;
}

static enum err
load_events(struct web *web, struct events **ret_events)
{
	struct events *e = ARENA_NEW(web->arena, struct events);
	struct id client = web->actor.client;
	e->web = web;
	e->n = 0;
	TRY(add_registrations(e, client));
	TRY(add_contacts(e, client));
	TRY(add_own(e, client));
	qsort(e->v, e->n, sizeof e->v[0], newest_first);
	*ret_events = e;
	return ERR_OK;
}

static struct mijn_items
items_of(const struct events *e, size_t from, size_t to, int64_t now)
{
	struct arena *a = e->web->arena;
	struct mijn_item *v = ARENA_ARRAY(a, struct mijn_item, to - from);
	for (size_t i = from; i < to; i++)
		v[i - from] = (struct mijn_item){
			.when = mijn_day(e->web->lang, e->v[i].made, now, a),
			.what = e->v[i].what,
			.link = e->v[i].link,
		};
	return (struct mijn_items){ v, to - from };
}

static size_t
count_fresh(const struct events *e, int64_t now)
{
	size_t n = 0;
	while (n < e->n && e->v[n].made > now - FRESH)
		n++;
	return n;
}

/* ---- what is planned ---- */

static enum msg
planned_words(struct str kind)
{
	if (str_eq_z(kind, "callback"))
		return MSG_MIJN_PLANNED_CALL;
	return str_eq_z(kind, "registration") ? MSG_MIJN_PLANNED_LOOK : MSG_NONE;
}

/* What is late is not a promise any more: it says so. */
static enum err
planned_items(struct web *web, int64_t now, struct mijn_items *ret_items)
{
	struct mijn_work_rows_rows rows;
	struct mijn_work_rows_in in = { .client = web->actor.client };
	TRY(mijn_work_rows(web->r, in, web->arena, &rows));
	struct mijn_item *v = ARENA_ARRAY(web->arena, struct mijn_item, rows.n);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		enum msg words = planned_words(rows.v[i].kind);
		struct msg_arg day = { .text = mijn_day(web->lang, rows.v[i].due, now, web->arena) };
		if (words == MSG_NONE)
			continue;
		v[n].what = web_text(web, words);
		v[n].link = (struct url){ STR_NONE };
		v[n++].when = rows.v[i].due < now ? web_text(web, MSG_MIJN_PLANNED_LATE)
						  : msg_fill(web->lang, MSG_MIJN_PLANNED_BEFORE, &day, 1, web->arena);
	}
	*ret_items = (struct mijn_items){ v, n };
	return ERR_OK;
}

/* ---- the page ---- */

static enum msg
greeting(int64_t now)
{
	int hour = date_local(now).hour;
	if (hour < 6 || hour >= 18)
		return MSG_MIJN_HELLO_EVENING;
	return hour < 12 ? MSG_MIJN_HELLO_MORNING : MSG_MIJN_HELLO_AFTERNOON;
}

static enum err
wish_of(struct web *web, enum contact_wish *ret_wish)
{
	struct mijn_wish_row row;
	enum err e = mijn_wish(web->r, (struct mijn_wish_in){ .client = web->actor.client }, web->arena, &row);
	if (e == ERR_NOT_FOUND)
		*ret_wish = CONTACT_UNASKED;
	else if (e == ERR_OK)
		*ret_wish = contact_wish_parse(row.wish);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Who can still sign in sees at once that somebody asks for another way in. */
static enum err
warn(struct web *web, struct mijn_overview_page *p)
{
	struct recovery y;
	enum err e = recovery_find(web->r, web->actor.client, web->arena, &y);
	if (e == ERR_OK && recovery_is_open(&y)) {
		p->recovery = web_url(web, "/mijn/recovery");
		p->stop = web_press(web, MSG_RECOVERY_OWN_STOP, web_path(web, "/mijn/recovery/stop"));
	}
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Nothing that stands here needs a key: no word of what happened to somebody
 * is on the page that lies open first. */
enum err
mijn_show_overview(struct web *web)
{
	struct events *events;
	struct mijn_items planned;
	enum contact_wish wish;
	int64_t now = clock_wall();
	TRY(load_events(web, &events));
	TRY(planned_items(web, now, &planned));
	TRY(wish_of(web, &wish));
	size_t fresh = count_fresh(events, now);
	struct mijn_overview_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_TITLE)),
		.hello = web_text(web, greeting(now)),
		.first_time = wish == CONTACT_UNASKED,
		.choose_contact = wish == CONTACT_UNASKED,
		.wishes = web_url(web, "/mijn/contact"),
		.records = web_url(web, "/mijn/records"),
		.consents = web_url(web, "/mijn/consents"),
		.kept = web_url(web, "/mijn/kept"),
		.private = web_url(web, "/mijn/private"),
		.data = web_url(web, "/mijn/data"),
		.account = web_url(web, "/account"),
		.people = web_url(web, "/contact"),
		.fresh = items_of(events, 0, fresh, now),
		.planned = planned,
		.earlier = items_of(events, fresh, events->n, now),
	};
	TRY(mijn_offer(web, &p.has_draft, &p.offer));
	TRY(warn(web, &p));
	mijn_overview_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* What an ex-partner with the device in hand must not see or change. */
#define PROVED (ROUTE_RECORD | ROUTE_STEP_UP)

const struct route mijn_routes[] = {
	{ HTTP_GET, "/mijn", READ, mijn_show_overview, PERM_CLIENT, ROUTE_RECORD, "overview", "own" },
	{ HTTP_GET, "/mijn/contact", READ, mijn_show_contact, PERM_CLIENT, ROUTE_RECORD, "contact_wishes", "own" },
	{ HTTP_GET, "/mijn/contact/change", READ, mijn_show_change, PERM_CLIENT, PROVED, "contact_wishes", "own" },
	{ HTTP_POST, "/mijn/contact/change", WRITE, mijn_save_change, PERM_CLIENT, PROVED, "contact_wishes", "own" },
	{ HTTP_GET, "/mijn/records", READ, mijn_show_records, PERM_CLIENT, PROVED, "records", "own" },
	{ HTTP_GET, "/mijn/records/:record/ask", READ, mijn_show_ask, PERM_CLIENT, PROVED, "records", "own" },
	{ HTTP_POST, "/mijn/records/:record/ask", WRITE, mijn_ask, PERM_CLIENT, PROVED, "records", "own" },
	{ HTTP_GET, "/mijn/consents", READ, mijn_show_consents, PERM_CLIENT, ROUTE_RECORD, "consents", "own" },
	{ HTTP_POST, "/mijn/consents/:purpose/give", WRITE, mijn_give_consent, PERM_CLIENT, PROVED,
	    "consents", "own" },
	{ HTTP_POST, "/mijn/consents/:purpose/revoke", WRITE, mijn_revoke_consent, PERM_CLIENT, ROUTE_RECORD,
	    "consents", "own" },
	{ HTTP_GET, "/mijn/kept", READ, mijn_show_kept, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_POST, "/mijn/kept", WRITE, mijn_keep, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_POST, "/mijn/kept/lists", WRITE, mijn_keep_lists, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_GET, "/mijn/kept/:kept", READ, mijn_show_kept_one, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_POST, "/mijn/kept/:kept/go-on", WRITE, mijn_go_on, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_POST, "/mijn/kept/:kept/remove", WRITE, mijn_remove, PERM_CLIENT, ROUTE_RECORD, "kept", "own" },
	{ HTTP_GET, "/mijn/answers/:intake", READ, mijn_show_answers, PERM_CLIENT, ROUTE_RECORD, "intake", "own" },
	{ HTTP_GET, "/mijn/data", READ, mijn_show_data, PERM_CLIENT, 0, NULL, NULL },
	{ HTTP_GET, "/mijn/data/json", SLOW, mijn_send_json, PERM_CLIENT, PROVED, "all", "own" },
	{ HTTP_GET, "/mijn/data/pdf", SLOW, mijn_send_pdf, PERM_CLIENT, PROVED, "all", "own" },
	{ HTTP_GET, "/questions", READ, mijn_show_questions, PERM_RECORDS, 0, NULL, NULL },
	{ HTTP_GET, "/questions/:question", READ, mijn_show_question, PERM_RECORDS, 0, NULL, NULL },
	{ HTTP_POST, "/questions/:question", WRITE, mijn_answer, PERM_RECORDS, 0, NULL, NULL },
};
const size_t mijn_route_count = sizeof mijn_routes / sizeof mijn_routes[0];
