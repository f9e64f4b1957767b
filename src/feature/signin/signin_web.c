/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "enter.h"
#include "form.h"
#include "log.h"
#include "session.h"
#include "sign_in.html.h"
#include "sign_in_again.html.h"
#include "signin.h"
#include "signin_internal.h"
#include "signin_view.h"
#include "web.h"

#include "banned.h"

#define EMAIL { "email", FORM_EMAIL, MSG_SIGNIN_EMAIL, MSG_NONE, 0, 200, "username", NULL }
#define PASSWORD { "password", FORM_PASSWORD, MSG_SIGNIN_PASSWORD, MSG_NONE, 0, 200, "current-password", NULL }
#define CODE { "code", FORM_ONE_TIME, MSG_SIGNIN_CODE, MSG_SIGNIN_CODE_HINT, 0, 20, NULL, NULL }
#define PAPER { "code", FORM_CODE, MSG_SIGNIN_PAPER, MSG_SIGNIN_PAPER_HINT, 0, 40, NULL, NULL }
static const struct form_field with_app[] = { EMAIL, PASSWORD, CODE };
static const struct form_field with_paper[] = { EMAIL, PASSWORD, PAPER };
#define FIELDS 3
#define AGAIN_FIELDS 2 /* the same without the address */

/* A code from paper has letters, and asks for another keyboard. */
static bool
is_paper(const struct web *web)
{
	return str_eq_z(web_query(web, "with"), "paper") || str_eq_z(web_field(web, "with"), "paper");
}

static const struct form_field *
fields_of(const struct web *web)
{
	return is_paper(web) ? with_paper : with_app;
}

static void
finish_form(struct web *web, struct form_view *view, enum msg wrong)
{
	if (is_paper(web))
		form_view_hide(view, STR("with"), STR("paper"), web->arena);
	if (wrong == MSG_NONE)
		return;
	view->error = web_text(web, wrong);
	view->errors = form_view_count(view);
}

static enum err
page(struct web *web, const struct form *f, enum msg wrong)
{
	struct sign_in_page p = {
		.top = web_page(web, web_text(web, MSG_SIGNIN_TITLE)),
		.form = form_view(f, web, web_path(web, "/sign-in"), MSG_SIGNIN_SUBMIT),
		.passkey = passkey_begin(web),
		.offers = identity_offers(web, enter_next(web)),
		.failed = f->sent,
		.paper = is_paper(web) ? (struct url){ STR_NONE } : web_url(web, "/sign-in?with=paper"),
		.lost = web_url(web, "/sign-in/lost"),
	};
	finish_form(web, &p.form, wrong);
	p.top.has_errors = p.form.errors > 0;
	sign_in_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show(struct web *web)
{
	struct form f;
	if (!id_is_none(web->actor.account))
		return web_redirect(web, "%s", role_home(web->actor.role));
	form_init(&f, fields_of(web), FIELDS);
	return page(web, &f, MSG_NONE);
}

/* ---- signing in ---- */

static const char *
method_of(const struct account_proof *proof)
{
	return proof->recovery.n > 0 ? ENTER_RECOVERY : ENTER_PASSWORD;
}

struct begin {
	struct web *web;
	struct account_proof proof;
};

static enum err
begin_run(struct db_write *w, void *arg)
{
	const struct begin *b = arg;
	TRY(account_use_proof(w, &b->proof));
	return enter(b->web, b->proof.account, method_of(&b->proof));
}

static enum err
sign_in(struct web *web)
{
	struct form f;
	struct begin b = { .web = web };
	if (form_read(&f, fields_of(web), FIELDS, web) != ERR_OK)
		return page(web, &f, MSG_NONE);
	enum err e = account_verify(web->core, form_value(&f, "email"), form_value(&f, "password"),
		form_value(&f, "code"), web->arena, &b.proof);
	if (e == ERR_OK)
		e = web_write(web, begin_run, &b);
	if (e == ERR_NOT_FOUND) {
		log_warning("sign_in_refused peer=%.*s", STR_ARG(web->x->request.peer));
		return page(web, &f, MSG_SIGNIN_WRONG);
	}
	TRY(e);
	log_info("signed_in account=%.*s", STR_ARG(id_text(b.proof.account, web->arena)));
	return ERR_OK;
}

/* ---- once more, for what is extra protected ---- */

/* With what the account signs in; a SLOW handler has no snapshot and takes one for it. */
static enum err
find_ways(struct web *web, struct str next, struct again_page *p)
{
	struct db_read *r = web->r;
	if (web->r == NULL)
		TRY(db_read_begin(web->core->db, &r));
	enum err e = account_has_password(r, web->actor.account, web->arena, &p->password);
	if (e == ERR_OK)
		e = identity_offers_again(web, r, next, &p->offers);
	if (web->r == NULL)
		db_read_end(r);
	return e;
}

static enum err
again_page(struct web *web, const struct form *f, enum msg wrong, bool done)
{
	struct str next = enter_next(web), escaped = enter_escape(next, web->arena);
	struct again_page p = {
		.top = web_page(web, web_text(web, MSG_SIGNIN_AGAIN_TITLE)),
		.form = form_view(f, web, web_path(web, "/sign-in/again"), MSG_SIGNIN_AGAIN_SUBMIT),
		.failed = f->sent,
		.done = done,
	};
	TRY(passkey_ask_again(web, &p.passkey));
	if (!is_paper(web))
		p.paper = web_url(
			web, "/sign-in/again?with=paper%s%.*s", next.n > 0 ? "&next=" : "", STR_ARG(escaped));
	if (next.p != NULL)
		form_view_hide(&p.form, STR("next"), next, web->arena);
	TRY(find_ways(web, next, &p));
	finish_form(web, &p.form, wrong);
	p.top.has_errors = p.form.errors > 0;
	sign_in_again_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_again(struct web *web)
{
	struct form f;
	form_init(&f, fields_of(web) + 1, AGAIN_FIELDS);
	bool done = session_proved_lately(&web->actor);
	if (done && enter_next(web).p != NULL)
		return web_redirect(web, "%.*s", STR_ARG(enter_next(web)));
	return again_page(web, &f, MSG_NONE, done);
}

enum err
signin_again_wrong(struct web *web, enum msg wrong)
{
	struct form f;
	form_init(&f, fields_of(web) + 1, AGAIN_FIELDS);
	return again_page(web, &f, wrong, false);
}

/* Without a page to go back to: somebody keeps a form open beside this. */
enum err
signin_again_enter(struct web *web, struct id account, const char *method)
{
	struct actor actor;
	if (enter_next(web).p != NULL)
		return enter(web, account, method);
	TRY(enter_quietly(web, account, method, &actor));
	return web_redirect(web, "/sign-in/again");
}

static enum err
again_run(struct db_write *w, void *arg)
{
	const struct begin *b = arg;
	TRY(account_use_proof(w, &b->proof));
	return signin_again_enter(b->web, b->proof.account, method_of(&b->proof));
}

static enum err
sign_in_again(struct web *web)
{
	struct form f;
	struct begin b = { .web = web };
	if (form_read(&f, fields_of(web) + 1, AGAIN_FIELDS, web) != ERR_OK)
		return again_page(web, &f, MSG_NONE, false);
	enum err e = account_verify_again(web->core, web->actor.account, form_value(&f, "password"),
		form_value(&f, "code"), web->arena, &b.proof);
	if (e == ERR_OK)
		e = web_write(web, again_run, &b);
	if (e != ERR_NOT_FOUND)
		return e;
	log_warning("sign_in_again_refused peer=%.*s", STR_ARG(web->x->request.peer));
	return again_page(web, &f, MSG_SIGNIN_AGAIN_WRONG, false);
}

/* ---- signing out ---- */

static enum err
sign_out(struct web *web)
{
	struct str token = web_cookie(web, SESSION_COOKIE);
	if (token.n > 0)
		TRY(session_end(web->w, token));
	web_set_cookie(web, SESSION_COOKIE, STR(""), -1);
	/* Whoever sits here next must not find what a client answered. */
	if (web->actor.kind == ACTOR_CLIENT)
		web_set_cookie(web, DRAFT_COOKIE, STR(""), -1);
	http_add_header(web->x, "Clear-Site-Data", STR("\"cache\", \"storage\""));
	return web_redirect(web, "/");
}

const struct route signin_routes[] = {
	{ HTTP_GET, "/sign-in", READ, show, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/sign-in", SLOW, sign_in, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/sign-in/again", READ, show_again, PERM_ACCOUNT, ROUTE_PASSKEY, NULL, NULL },
	{ HTTP_POST, "/sign-in/again", SLOW, sign_in_again, PERM_ACCOUNT, ROUTE_TRIES | ROUTE_PASSKEY, NULL, NULL },
	{ HTTP_GET, "/sign-in/stay", READ, web_nothing, PERM_ACCOUNT, 0, NULL, NULL },
	{ HTTP_POST, "/sign-out", WRITE, sign_out, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t signin_route_count = sizeof signin_routes / sizeof signin_routes[0];
