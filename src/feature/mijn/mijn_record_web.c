/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Who looked in the dossier, and asking about it. */
#include "clock.h"
#include "form.h"
#include "mijn_form.html.h"
#include "mijn_internal.h"
#include "mijn_records.html.h"

#include "banned.h"

#define PAGE 100

/* ---- the list ---- */

bool
mijn_place(const struct web *web, const char *name, int64_t *ret_made, struct id *ret_id)
{
	struct str rest = web_query(web, name), text;
	struct id id;
	int64_t made;
	if (rest.n == 0 || !str_split(&rest, '-', &text) || str_int(text, &made) != ERR_OK ||
	    id_parse(rest, &id) != ERR_OK || id_is_none(id))
		return false;
	*ret_made = made;
	*ret_id = id;
	return true;
}

struct str
mijn_place_text(int64_t made, struct id id, struct arena *a)
{
	return str_printf(a, "%lld-%.*s", (long long)made, STR_ARG(id_text(id, a)));
}

/* Behind the last line of the page before; from the newest when it is none. */
static struct mijn_record_rows_in
page_from(const struct web *web)
{
	struct mijn_record_rows_in in = { .client = web->actor.client };
	if (!mijn_place(web, "before", &in.before, &in.before_id)) {
		in.before = MIJN_NEWEST;
		in.before_id = (struct id){ { 1 } };
	}
	return in;
}

/* The client's own looks that follow one another are one line. */
static bool
folds(const struct mijn_look_view *last, const struct mijn_look *look)
{
	return look->own && last->times > 0;
}

static struct mijn_look_view
look_view(struct web *web, const struct mijn_look *look, int64_t now)
{
	struct mijn_look_view v = {
		.when = mijn_moment(web->lang, look->made, now, web->arena),
		.who = look->who,
		.what = look->what,
		.why = look->why,
		.emergency = look->emergency,
		.times = look->own ? 1 : 0,
		.ask = { STR_NONE },
	};
	if (!look->own)
		v.ask = web_url(web, "/mijn/records/%.*s/ask", STR_ARG(id_text(look->id, web->arena)));
	return v;
}

static struct mijn_look_views
look_views(struct web *web, const struct mijn_record_rows_rows *rows, int64_t now)
{
	struct mijn_look_view *v = ARENA_ARRAY(web->arena, struct mijn_look_view, rows->n);
	size_t n = 0;
	for (size_t i = 0; i < rows->n && i < PAGE; i++) {
		struct mijn_look look = mijn_look_of(&rows->v[i], web->lang, web->arena);
		if (n > 0 && folds(&v[n - 1], &look))
			v[n - 1].times++;
		else
			v[n++] = look_view(web, &look, now);
	}
	return (struct mijn_look_views){ v, n };
}

static enum err
question_views(struct web *web, int64_t now, struct mijn_question_views *ret_views)
{
	struct mijn_questions list;
	TRY(mijn_question_list(web->core, web->r, web->actor.client, web->arena, &list));
	struct mijn_question_view *v = ARENA_ARRAY(web->arena, struct mijn_question_view, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct mijn_question *q = &list.v[i];
		struct mijn_look look;
		TRY(mijn_look_find(web->r, q->client, q->record, web->lang, web->arena, &look));
		struct msg_arg about[] = {
			{ .text = look.who }, { .text = mijn_moment(web->lang, look.made, now, web->arena) },
		};
		v[i] = (struct mijn_question_view){
			.made = mijn_day(web->lang, q->made, now, web->arena),
			.about = msg_fill(web->lang, MSG_MIJN_RECORDS_ABOUT, about, 2, web->arena),
			.text = q->text,
			.answer = q->answer,
			.answered = q->answered > 0 ? mijn_day(web->lang, q->answered, now, web->arena) : STR_NONE,
		};
	}
	*ret_views = (struct mijn_question_views){ v, list.n };
	return ERR_OK;
}

enum err
mijn_show_records(struct web *web)
{
	struct mijn_record_rows_rows rows;
	struct mijn_record_rows_in from = page_from(web);
	int64_t now = clock_wall();
	TRY(mijn_record_rows(web->r, from, web->arena, &rows));
	struct mijn_records_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_RECORDS_TITLE)),
		.asked = web_query(web, "asked").n > 0,
		.looks = look_views(web, &rows, now),
		.back = web_url(web, "/mijn"),
		.newest = from.before == MIJN_NEWEST ? (struct url){ STR_NONE } : web_url(web, "/mijn/records"),
	};
	if (rows.n > PAGE)
		p.earlier = web_url(web, "/mijn/records?before=%.*s",
			STR_ARG(mijn_place_text(rows.v[PAGE - 1].made, rows.v[PAGE - 1].id, web->arena)));
	if (from.before == MIJN_NEWEST)
		TRY(question_views(web, now, &p.questions));
	mijn_records_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- asking about a line ---- */

static const struct form_field fields[] = {
	{ "text", FORM_LONG, MSG_MIJN_ASK_LABEL, MSG_MIJN_ASK_HINT, 0, 2000, NULL, NULL },
};

/* ERR_NOT_FOUND: no such line in this dossier, or one's own. */
static enum err
asked_look(struct web *web, struct mijn_look *ret_look)
{
	struct id record;
	struct mijn_look look;
	TRY(web_param_id(web, 0, &record));
	TRY(mijn_look_find(web->r, web->actor.client, record, web->lang, web->arena, &look));
	if (look.own)
		return ERR_NOT_FOUND;
	*ret_look = look;
	return ERR_OK;
}

static void
ask_page(struct web *web, const struct mijn_look *look, const struct form *f, enum msg wrong)
{
	struct mijn_line *v = ARENA_ARRAY(web->arena, struct mijn_line, 4);
	v[0] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHEN),
		mijn_moment(web->lang, look->made, clock_wall(), web->arena) };
	v[1] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHO), look->who };
	v[2] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHAT), look->what };
	v[3] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHY), look->why };
	struct str action = web_path(web, "/mijn/records/%.*s/ask", STR_ARG(id_text(look->id, web->arena)));
	struct mijn_form_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_ASK_TITLE)),
		.lead = web_text(web, MSG_MIJN_ASK_LEAD),
		.lines = { v, 4 },
		.form = form_view(f, web, action, MSG_MIJN_ASK_SEND),
		.back = web_url(web, "/mijn/records"),
		.back_label = web_text(web, MSG_MIJN_RECORDS_TITLE),
	};
	if (wrong != MSG_NONE) {
		p.form.error = web_text(web, wrong);
		p.form.errors = form_view_count(&p.form);
	}
	p.top.has_errors = p.form.errors > 0;
	mijn_form_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
}

enum err
mijn_show_ask(struct web *web)
{
	struct mijn_look look;
	struct form f;
	TRY(asked_look(web, &look));
	form_init(&f, fields, 1);
	ask_page(web, &look, &f, MSG_NONE);
	return ERR_OK;
}

enum err
mijn_ask(struct web *web)
{
	struct mijn_look look;
	struct form f;
	TRY(asked_look(web, &look));
	enum err e = form_read(&f, fields, 1, web);
	if (e == ERR_OK)
		e = mijn_question_ask(
			web->core, web->w, web->actor.client, look.id, form_value(&f, "text"), web->arena);
	if (e == ERR_INVALID || e == ERR_LIMIT) {
		ask_page(web, &look, &f, e == ERR_LIMIT ? MSG_MIJN_ASK_MANY : MSG_NONE);
		return ERR_INVALID;
	}
	TRY(e);
	return web_redirect(web, "/mijn/records?asked=1");
}
