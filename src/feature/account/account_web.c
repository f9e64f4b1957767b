/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account_app.html.h"
#include "account_codes.html.h"
#include "account_internal.h"
#include "account_password.html.h"
#include "account_sessions.html.h"
#include "account_show.html.h"
#include "clock.h"
#include "log.h"
#include "say.h"
#include "session.h"

#include "banned.h"

#define FEW 3 /* recovery codes: time for new ones */

/* ---- all of it ---- */

static struct str
what_was_done(struct web *web)
{
	static const struct msg_word done[] = {
		{ "password", MSG_ACCOUNT_DONE_PASSWORD },
		{ "app", MSG_ACCOUNT_DONE_APP },
	};
	enum msg text = MSG_WORD(done, web_query(web, "done"));
	return text == MSG_NONE ? STR_NONE : web_text(web, text);
}

static enum err
show(struct web *web)
{
	struct account_show_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_TITLE)),
		.done = what_was_done(web),
		.password = web_url(web, "/account/password"),
		.app = web_url(web, "/account/app"),
		.codes = web_url(web, "/account/codes"),
		.passkeys = web_url(web, "/account/passkeys"),
		.sessions = web_url(web, "/account/sessions"),
	};
	if (identity_offers_to_add(web).n > 0)
		p.identity = web_url(web, "/account/identity");
	TRY(account_has_password(web->r, web->actor.account, web->arena, &p.own));
	TRY(recovery_code_left(web->r, web->actor.account, web->arena, &p.left));
	p.few = p.left < FEW;
	account_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- another password ---- */

/* Who signs in at a provider only has no password, app or codes to change. ERR_NOT_FOUND: it is so. */
static enum err
need_password(const struct web *web)
{
	bool has;
	TRY(account_has_password(web->r, web->actor.account, web->arena, &has));
	return has ? ERR_OK : ERR_NOT_FOUND;
}

static const struct form_field password_fields[] = {
	{ "password", FORM_PASSWORD, MSG_ACCOUNT_PASSWORD_NEW, MSG_ACCOUNT_PASSWORD_HINT, 0, 200, "new-password",
		NULL },
	{ "password-again", FORM_PASSWORD, MSG_ACCOUNT_PASSWORD_AGAIN, MSG_NONE, 0, 200, "new-password", NULL },
};
#define PASSWORD_FIELDS (sizeof password_fields / sizeof password_fields[0])

static enum err
password_page(struct web *web, const struct form *f)
{
	struct account_form_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_PASSWORD_TITLE)),
		.form = form_view(f, web, web_path(web, "/account/password"), MSG_ACCOUNT_PASSWORD_SUBMIT),
		.back = web_url(web, "/account"),
		.failed = form_failed(f),
	};
	p.top.has_errors = p.failed;
	account_password_html(web_html(web, p.failed ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_password(struct web *web)
{
	struct form f;
	TRY(need_password(web));
	form_init(&f, password_fields, PASSWORD_FIELDS);
	return password_page(web, &f);
}

struct changing {
	struct web *web;
	struct str hash;
};

static enum err
change_password(struct db_write *w, void *arg)
{
	const struct changing *c = arg;
	struct web *web = c->web;
	TRY(account_change_password(w, web->actor.account, c->hash));
	TRY(session_end_others(w, &web->actor));
	return web_redirect(web, "/account?done=password");
}

static enum err
take_password(struct web *web)
{
	struct form f;
	struct changing c = { .web = web };
	if (account_read_password(web, &f, password_fields, PASSWORD_FIELDS) != ERR_OK)
		return password_page(web, &f);
	TRY(account_hash_password(form_value(&f, "password"), web->arena, &c.hash));
	TRY(web_write(web, change_password, &c));
	log_info("password_changed account=%.*s", STR_ARG(id_text(web->actor.account, web->arena)));
	return ERR_OK;
}

/* ---- another app ---- */

static enum err
app_page(struct web *web, const struct form *f)
{
	struct enrolment n;
	enum err e = enrolment_find(web->core, web->r, web->actor.account, web->arena, &n);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	struct account_app_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_APP_OTHER)),
		.made = e == ERR_OK,
		.form = form_view(f, web, web_path(web, "/account/app"), MSG_ACCOUNT_APP_SUBMIT),
		.begin = web_url(web, "/account/app/begin"),
		.back = web_url(web, "/account"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	if (p.made)
		TRY(account_square_of(web, web_text(web, MSG_ACCOUNT_TITLE), n.totp, &p.square));
	p.top.has_errors = form_failed(f);
	account_app_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_app(struct web *web)
{
	struct form f;
	TRY(need_password(web));
	form_init(&f, account_code_fields, 1);
	return app_page(web, &f);
}

static enum err
begin_app(struct web *web)
{
	struct enrolment_new n = { .owner = web->actor.account, .client = web->actor.client };
	TRY(need_password(web));
	TRY(enrolment_begin(web->core, web->w, &n, web->arena));
	return web_redirect(web, "/account/app");
}

static enum err
take_app(struct web *web)
{
	struct form f;
	if (form_read(&f, account_code_fields, 1, web) != ERR_OK)
		return app_page(web, &f);
	enum err e = account_take_app(web->core, web->w, web->actor.account, form_value(&f, "code"), web->arena);
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/account/app");
	if (e == ERR_INVALID) {
		form_fail(&f, "code", MSG_ACCOUNT_APP_CODE_WRONG);
		return app_page(web, &f);
	}
	TRY(e);
	TRY(session_end_others(web->w, &web->actor));
	log_info("app_changed account=%.*s", STR_ARG(id_text(web->actor.account, web->arena)));
	return web_redirect(web, "/account?done=app");
}

/* ---- recovery codes ---- */

static enum err
show_codes(struct web *web)
{
	struct account_codes_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_CODES_TITLE)),
		.make = web_url(web, "/account/codes"),
		.on = web_url(web, "/account"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	TRY(need_password(web));
	TRY(recovery_code_left(web->r, web->actor.account, web->arena, &p.left));
	account_codes_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
make_codes(struct web *web)
{
	struct str codes[RECOVERY_CODES];
	TRY(need_password(web));
	TRY(recovery_code_make(web->w, web->core->vault, web->actor.account, web->arena, codes));
	log_info("recovery_codes_made account=%.*s", STR_ARG(id_text(web->actor.account, web->arena)));
	return account_show_codes(web, codes, false);
}

/* ---- where somebody is signed in ---- */

static struct account_session
session_view(struct web *web, const struct session_shown *s)
{
	struct str since = moment_text(s->made, web->lang, web->arena);
	struct str about = str_printf(web->arena, "%.*s, %.*s", STR_ARG(s->device), STR_ARG(since));
	struct str end = web_path(web, "/account/sessions/%.*s/end", STR_ARG(s->key));
	return (struct account_session){
		.device = s->device,
		.since = since,
		.seen = moment_text(s->seen, web->lang, web->arena),
		.current = s->current,
		.end = web_press_about(web, MSG_ACCOUNT_SESSION_END, end, about),
	};
}

static enum err
show_sessions(struct web *web)
{
	struct session_list list;
	TRY(session_list(web->r, &web->actor, web->arena, &list));
	struct account_session *v = ARENA_ARRAY(web->arena, struct account_session, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = session_view(web, &list.v[i]);
	struct account_sessions_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_SESSIONS_TITLE)),
		.sessions = { v, list.n },
		.end_others = web_url(web, "/account/sessions/end-others"),
		.back = web_url(web, "/account"),
		.others = list.n > 1,
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	account_sessions_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* One that is over already is what was asked for. */
static enum err
end_session(struct web *web)
{
	enum err e = session_end_one(web->w, &web->actor, web->param[0], web->arena);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/account/sessions");
}

static enum err
end_others(struct web *web)
{
	TRY(session_end_others(web->w, &web->actor));
	return web_redirect(web, "/account/sessions");
}

const struct route account_routes[] = {
	{ HTTP_GET, "/account", READ, show, PERM_ACCOUNT, 0, NULL, NULL },
	{ HTTP_GET, "/account/new", READ, account_show_new, PERM_WELCOME, 0, NULL, NULL },
	{ HTTP_POST, "/account/new", SLOW, account_take_new, PERM_WELCOME, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/new/app", READ, account_show_new_app, PERM_WELCOME, 0, NULL, NULL },
	{ HTTP_POST, "/account/new/app", WRITE, account_take_new_app, PERM_WELCOME, ROUTE_TRIES | ROUTE_RECORD,
		"welcome", "welcome" },
	{ HTTP_GET, "/account/recover", READ, account_show_recover, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/account/recover", WRITE, account_take_recover, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/recover/new", READ, account_show_recover_new, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/account/recover/new", SLOW, account_take_recover_new, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/recover/app", READ, account_show_recover_app, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/account/recover/app", WRITE, account_take_recover_app, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/password", READ, show_password, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/password", SLOW, take_password, PERM_ACCOUNT, ROUTE_STEP_UP | ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/app", READ, show_app, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/app/begin", WRITE, begin_app, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/app", WRITE, take_app, PERM_ACCOUNT, ROUTE_STEP_UP | ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/account/codes", READ, show_codes, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/codes", WRITE, make_codes, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_GET, "/account/sessions", READ, show_sessions, PERM_ACCOUNT, 0, NULL, NULL },
	{ HTTP_POST, "/account/sessions/end-others", WRITE, end_others, PERM_ACCOUNT, 0, NULL, NULL },
	{ HTTP_POST, "/account/sessions/:session/end", WRITE, end_session, PERM_ACCOUNT, 0, NULL, NULL },
};
const size_t account_route_count = sizeof account_routes / sizeof account_routes[0];
