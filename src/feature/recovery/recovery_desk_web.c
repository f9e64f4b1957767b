/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: one worker starts, another decides, the first hands over the code. */
#include "code.h"
#include "form.h"
#include "recovery.sql.h"
#include "recovery_code.html.h"
#include "recovery_desk.html.h"
#include "recovery_internal.h"
#include "recovery_list.html.h"
#include "registration.h"
#include "say.h"
#include "session.h"

#include "banned.h"

/* ---- what waits for a team ---- */

enum err
recovery_show_list(struct web *web)
{
	struct recovery_of_team_rows rows = { 0 };
	int64_t after = clock_wall() - RECOVERY_LIFE;
	if (!id_is_none(web->actor.team))
		TRY(recovery_of_team(web->r, (struct recovery_of_team_in){
		    .team = web->actor.team, .made_after = after, .ready_after = after }, web->arena, &rows));
	struct recovery_row *v = ARENA_ARRAY(web->arena, struct recovery_row, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct recovery_of_team_row *row = &rows.v[i];
		v[i] = (struct recovery_row){
			.number = row->number,
			.since = moment_text(row->made, web->lang, web->arena),
			.what = row->ready.set ? recovery_moment(web, MSG_RECOVERY_LIST_READY, row->ready.v)
			                       : web_text(web, MSG_RECOVERY_LIST_WAITING),
			.open = web_url(web, "/work/client/%.*s/recovery", STR_ARG(id_text(row->client, web->arena))),
			.mine = id_eq(row->started_by, web->actor.id),
		};
		TRY(vault_unseal_staff(web->core->vault, SEALED_ACCOUNT_NAME, row->started_by, row->name, web->arena,
			&v[i].by));
	}
	struct recovery_list_page p = {
		.top = web_page(web, web_text(web, MSG_RECOVERY_LIST_TITLE)),
		.back = web_url(web, "/work"),
		.rows = { v, rows.n },
	};
	recovery_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- one client ---- */

struct desk {
	const struct vault_key *key;
	struct registration_head head;
	struct registration registration;
	struct id client;
	bool has; /* there was one before, or is one */
	struct recovery y;
};

/* The client's team only: an emergency opens a dossier, and no way in. */
static enum err
load(struct web *web, struct desk *ret_desk)
{
	struct desk d = { .has = true };
	struct recovery_whose_row whose;
	TRY(web_param_id(web, 0, &d.client));
	TRY(recovery_whose(web->r, (struct recovery_whose_in){ .client = d.client }, web->arena, &whose));
	if (!id_eq(whose.team, web->actor.team) || id_is_none(whose.account))
		return ERR_NOT_FOUND;
	TRY(registration_of_client(web->r, d.client, web->arena, &d.head));
	TRY(vault_open(web->core->vault, web->r, d.client, web->grant, web->arena, &d.key));
	TRY(registration_load(web->r, d.key, d.head.id, web->arena, &d.registration));
	enum err e = recovery_find(web->r, d.client, web->arena, &d.y);
	if (e == ERR_OK)
		e = recovery_read(d.key, &d.y, web->arena);
	else if (e == ERR_NOT_FOUND)
		d.has = false;
	*ret_desk = d;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static const struct form_choice how_choices[] = {
	{ "met", MSG_RECOVERY_HOW_MET }, { "called", MSG_RECOVERY_HOW_CALLED }, { "other", MSG_RECOVERY_HOW_OTHER },
	{ NULL, MSG_NONE },
};

static const struct form_field start_fields[] = {
	{ "reason", FORM_LONG, MSG_RECOVERY_REASON, MSG_RECOVERY_REASON_HINT, 0, 2000, NULL, NULL },
	{ "how", FORM_ONE, MSG_RECOVERY_HOW, MSG_RECOVERY_HOW_HINT, 0, 0, NULL, how_choices },
	{ "other", FORM_LONG, MSG_RECOVERY_OTHER, MSG_RECOVERY_OTHER_HINT, FORM_OPTIONAL, 2000, NULL, NULL },
};
#define START_FIELDS (sizeof start_fields / sizeof start_fields[0])

static const struct form_choice decision_choices[] = {
	{ "yes", MSG_RECOVERY_YES }, { "no", MSG_RECOVERY_NO }, { NULL, MSG_NONE },
};

static const struct form_field decide_fields[] = {
	{ "decision", FORM_ONE, MSG_RECOVERY_DECISION, MSG_NONE, 0, 0, NULL, decision_choices },
	{ "answer", FORM_LONG, MSG_RECOVERY_ANSWER, MSG_RECOVERY_ANSWER_HINT, 0, 2000, NULL, NULL },
};
#define DECIDE_FIELDS (sizeof decide_fields / sizeof decide_fields[0])

static struct str
desk_path(struct web *web, const char *what)
{
	return web_path(web, "/work/client/%.*s/recovery%s", STR_ARG(web->param[0]), what);
}

static bool
is_mine(const struct web *web, const struct desk *d)
{
	return id_eq(d->y.started_by, web->actor.id);
}

static struct str
state_text(struct web *web, const struct desk *d)
{
	static const enum msg words[RECOVERY_STATE_COUNT] = {
		[RECOVERY_WAITING] = MSG_RECOVERY_STATE_WAITING,
		[RECOVERY_USED] = MSG_RECOVERY_STATE_USED,
		[RECOVERY_REFUSED] = MSG_RECOVERY_STATE_REFUSED,
		[RECOVERY_WITHDRAWN] = MSG_RECOVERY_STATE_WITHDRAWN,
		[RECOVERY_STOPPED] = MSG_RECOVERY_STATE_STOPPED,
		[RECOVERY_VOID] = MSG_RECOVERY_STATE_VOID,
		[RECOVERY_EXPIRED] = MSG_RECOVERY_STATE_EXPIRED,
	};
	if (d->y.state == RECOVERY_APPROVED)
		return recovery_moment(web, MSG_RECOVERY_STATE_APPROVED, d->y.ready);
	if (d->y.state == RECOVERY_READY)
		return recovery_moment(web, MSG_RECOVERY_STATE_READY, d->y.ready + RECOVERY_LIFE);
	return web_text(web, words[d->y.state]);
}

/* What somebody can do now, in words. */
static struct str
more_text(struct web *web, const struct desk *d)
{
	if (d->y.state == RECOVERY_STOPPED)
		return web_text(web, MSG_RECOVERY_MORE_STOPPED);
	if (d->y.state == RECOVERY_WAITING && is_mine(web, d))
		return web_text(web, MSG_RECOVERY_MORE_COLLEAGUE);
	if (d->y.state == RECOVERY_READY && !is_mine(web, d))
		return web_text(web, MSG_RECOVERY_MORE_STARTER);
	return STR_NONE;
}

static void
add_line(struct web *web, struct recovery_lines *lines, struct recovery_line *v, enum msg label, struct str text)
{
	if (text.n > 0)
		v[lines->n++] = (struct recovery_line){ web_text(web, label), text };
}

static enum err
fill_lines(struct web *web, const struct desk *d, struct recovery_lines *ret_lines)
{
	const enum msg how[RECOVERY_HOW_COUNT + 1] = {
		MSG_RECOVERY_HOW_MET, MSG_RECOVERY_HOW_CALLED, MSG_RECOVERY_HOW_OTHER, MSG_RECOVERY_HOW_OTHER,
	};
	struct recovery_line *v = ARENA_ARRAY(web->arena, struct recovery_line, 7);
	struct recovery_lines lines = { v, 0 };
	struct str starter, decider = STR_NONE;
	TRY(account_name(web->core, web->r, d->y.started_by, web->arena, &starter));
	if (!id_is_none(d->y.decided_by))
		TRY(account_name(web->core, web->r, d->y.decided_by, web->arena, &decider));
	add_line(web, &lines, v, MSG_RECOVERY_LINE_BY, starter);
	add_line(web, &lines, v, MSG_RECOVERY_LINE_SINCE, moment_text(d->y.made, web->lang, web->arena));
	add_line(web, &lines, v, MSG_RECOVERY_LINE_REASON, d->y.reason);
	add_line(web, &lines, v, MSG_RECOVERY_LINE_HOW, web_text(web, how[d->y.how]));
	add_line(web, &lines, v, MSG_RECOVERY_LINE_OTHER, d->y.other);
	add_line(web, &lines, v, MSG_RECOVERY_LINE_DECIDED, decider);
	add_line(web, &lines, v, MSG_RECOVERY_LINE_ANSWER, d->y.answer);
	*ret_lines = lines;
	return ERR_OK;
}

/* The form that somebody has before them now, with what they typed. */
static void
fill_form(struct web *web, const struct desk *d, const struct form *f, struct recovery_desk_page *p)
{
	struct form first;
	p->asks = !d->has || !recovery_is_open(&d->y);
	bool decides = d->has && d->y.state == RECOVERY_WAITING && !is_mine(web, d);
	if (!p->asks && !decides)
		return;
	if (p->asks)
		form_init(&first, start_fields, START_FIELDS);
	else
		form_init(&first, decide_fields, DECIDE_FIELDS);
	p->form = form_view(f == NULL ? &first : f, web, desk_path(web, p->asks ? "" : "/decide"),
		p->asks ? MSG_RECOVERY_DESK_START_SUBMIT : MSG_RECOVERY_DESK_DECIDE_SUBMIT);
	if (decides)
		form_view_hide(&p->form, STR("recovery"), id_text(d->y.id, web->arena), web->arena);
}

static enum err
desk_page(struct web *web, const struct desk *d, const struct form *f, enum msg wrong)
{
	struct recovery_desk_page p = {
		.top = web_page(web, web_text(web, MSG_RECOVERY_DESK_TITLE)),
		.back = web_url(web, "/work/client/%.*s", STR_ARG(web->param[0])),
		.name = registration_full_name(&d->registration, web->arena),
		.number = d->head.number,
	};
	if (d->has) {
		p.state = state_text(web, d);
		p.more = wrong != MSG_NONE ? web_text(web, wrong) : more_text(web, d);
		TRY(fill_lines(web, d, &p.lines));
	}
	if (d->has && recovery_is_open(&d->y))
		p.withdraw = web_press(web, MSG_RECOVERY_DESK_WITHDRAW, desk_path(web, "/withdraw"));
	if (d->has && d->y.state == RECOVERY_READY && is_mine(web, d))
		p.code = web_press(web, MSG_RECOVERY_DESK_CODE, desk_path(web, "/code"));
	fill_form(web, d, f, &p);
	p.top.has_errors = p.form.errors > 0;
	recovery_desk_html(web_html(web, p.form.errors > 0 || wrong != MSG_NONE ? 422 : 200), &p);
	return ERR_OK;
}

enum err
recovery_show_desk(struct web *web)
{
	struct desk d;
	TRY(load(web, &d));
	return desk_page(web, &d, NULL, MSG_NONE);
}

/* It became something else meanwhile, by a colleague or a double click: the page says what. */
static enum err
back_to_desk(struct web *web, enum err e)
{
	if (e != ERR_OK && e != ERR_NOT_FOUND && e != ERR_CONFLICT && e != ERR_FORBIDDEN)
		return e;
	return web_redirect(web, "/work/client/%.*s/recovery", STR_ARG(web->param[0]));
}

enum err
recovery_take_start(struct web *web)
{
	struct desk d;
	struct form f;
	TRY(load(web, &d));
	if (d.has && recovery_is_open(&d.y))
		return back_to_desk(web, ERR_CONFLICT);
	enum err e = form_read(&f, start_fields, START_FIELDS, web);
	struct recovery_new n = { .by = web->actor.id, .how = recovery_how_parse(form_value(&f, "how")) };
	if (e == ERR_OK && n.how == RECOVERY_OTHER && form_value(&f, "other").n == 0) {
		form_fail(&f, "other", MSG_RECOVERY_OTHER_MISSING);
		e = ERR_INVALID;
	}
	if (e != ERR_OK)
		return desk_page(web, &d, &f, MSG_NONE);
	n.reason = form_value(&f, "reason");
	n.other = n.how == RECOVERY_OTHER ? form_value(&f, "other") : STR_NONE;
	e = recovery_start(web->core, web->w, d.key, &n, web->arena);
	if (e == ERR_OK)
		e = recovery_step(web, d.client, "recovery_start");
	return back_to_desk(web, e);
}

enum err
recovery_take_decision(struct web *web)
{
	struct desk d;
	struct form f;
	struct recovery_decision decision = { .by = web->actor.id };
	TRY(load(web, &d));
	if (!d.has || d.y.state != RECOVERY_WAITING || is_mine(web, &d) ||
	    id_parse(web_field(web, "recovery"), &decision.recovery) != ERR_OK)
		return back_to_desk(web, ERR_FORBIDDEN);
	if (form_read(&f, decide_fields, DECIDE_FIELDS, web) != ERR_OK)
		return desk_page(web, &d, &f, MSG_NONE);
	decision.yes = str_eq_z(form_value(&f, "decision"), "yes");
	decision.reason = form_value(&f, "answer");
	enum err e = recovery_decide(web->core, web->w, d.key, &decision, web->arena);
	if (e == ERR_OK)
		e = recovery_step(web, d.client, decision.yes ? "recovery_yes" : "recovery_no");
	return back_to_desk(web, e);
}

enum err
recovery_take_withdraw(struct web *web)
{
	struct desk d;
	TRY(load(web, &d));
	enum err e = recovery_end(web->w, d.client, RECOVERY_WITHDRAWN, web->arena);
	if (e == ERR_OK)
		e = recovery_step(web, d.client, "recovery_withdraw");
	return back_to_desk(web, e);
}

/* Shown this once: the database knows its hash only. */
static enum err
code_page(struct web *web, struct str secret)
{
	struct recovery_code_page p = {
		.top = web_page(web, web_text(web, MSG_RECOVERY_CODE_TITLE)),
		.code = code_pretty(secret, web->arena),
		.address = str_printf(web->arena, "%.*s/%s/account/recover", STR_ARG(web->core->public_url),
			lang_code(web->lang)),
		.back = url_path(desk_path(web, "")),
	};
	recovery_code_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* The birth date; the postcode where that was never known. */
enum err
recovery_take_code(struct web *web)
{
	struct desk d;
	struct str secret;
	TRY(load(web, &d));
	struct welcome_proof known = { .birth = d.registration.birth };
	if (date_is_none(known.birth))
		known.postcode = d.registration.address.postcode;
	enum err e = recovery_make_code(web->core, web->w, d.client, web->actor.id, &known, web->arena, &secret);
	if (e == ERR_INVALID)
		return desk_page(web, &d, NULL, MSG_RECOVERY_MORE_NOTHING_KNOWN);
	if (e == ERR_OK)
		e = recovery_step(web, d.client, "recovery_code");
	return e == ERR_OK ? code_page(web, secret) : back_to_desk(web, e);
}
