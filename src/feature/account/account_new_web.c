/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account_app.html.h"
#include "account_internal.h"
#include "account_new.html.h"
#include "enter.h"
#include "log.h"
#include "session.h"

#include "banned.h"

const struct form_field account_new_fields[ACCOUNT_NEW_FIELDS] = {
	{ "email", FORM_EMAIL, MSG_ACCOUNT_EMAIL, MSG_ACCOUNT_EMAIL_HINT, 0, 200, "username", NULL },
	{ "password", FORM_PASSWORD, MSG_ACCOUNT_PASSWORD, MSG_ACCOUNT_PASSWORD_HINT, 0, 200, "new-password", NULL },
	{ "password-again", FORM_PASSWORD, MSG_ACCOUNT_PASSWORD_AGAIN, MSG_NONE, 0, 200, "new-password", NULL },
};

/* Who has an account already, or is signed in, makes none. */
static bool
is_elsewhere(struct web *web, struct db_read *r)
{
	return !id_is_none(web->actor.account) || account_client_has(r, web->actor.client, web->arena) == ERR_OK;
}

static enum err
new_page(struct web *web, const struct form *f)
{
	struct account_form_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_NEW_TITLE)),
		.form = form_view(f, web, web_path(web, "/account/new"), MSG_ACCOUNT_NEW_SUBMIT),
		.back = web_url(web, "/welcome"),
		.failed = form_failed(f),
		.offers = identity_offers_to_clients(web),
	};
	p.top.has_errors = p.failed;
	account_new_html(web_html(web, p.failed ? 422 : 200), &p);
	return ERR_OK;
}

enum err
account_show_new(struct web *web)
{
	struct form f;
	if (is_elsewhere(web, web->r))
		return web_redirect(web, "/account");
	form_init(&f, account_new_fields, ACCOUNT_NEW_FIELDS);
	return new_page(web, &f);
}

struct choosing {
	struct web *web;
	struct str email, hash;
};

static enum err
choose(struct db_write *w, void *arg)
{
	const struct choosing *c = arg;
	struct web *web = c->web;
	if (is_elsewhere(web, web->r))
		return web_redirect(web, "/account");
	struct enrolment_new n = {
		.owner = web->actor.client, .client = web->actor.client, .email = c->email, .password = c->hash,
	};
	TRY(enrolment_begin(web->core, w, &n, web->arena));
	return web_redirect(web, "/account/new/app");
}

enum err
account_take_new(struct web *web)
{
	struct form f;
	struct choosing c = { .web = web };
	if (account_read_password(web, &f, account_new_fields, ACCOUNT_NEW_FIELDS) != ERR_OK)
		return new_page(web, &f);
	c.email = form_value(&f, "email");
	TRY(account_hash_password(form_value(&f, "password"), web->arena, &c.hash));
	return web_write(web, choose, &c);
}

/* ---- the app ---- */

enum err
account_new_app_page(struct web *web, const struct form *f, const struct enrolment *n, const char *path,
    const char *back)
{
	struct account_app_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_APP_TITLE)),
		.made = true,
		.form = form_view(f, web, web_path(web, "%s", path), MSG_ACCOUNT_APP_SUBMIT),
		.back = web_url(web, "%s", back),
	};
	TRY(account_square_of(web, n->email, n->totp, &p.square));
	p.top.has_errors = form_failed(f);
	account_app_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
app_page(struct web *web, const struct form *f, const struct enrolment *n)
{
	return account_new_app_page(web, f, n, "/account/new/app", "/account/new");
}

enum err
account_show_new_app(struct web *web)
{
	struct form f;
	struct enrolment n;
	enum err e = enrolment_find(web->core, web->r, web->actor.client, web->arena, &n);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && n.email.p == NULL))
		return web_redirect(web, "/account/new");
	TRY(e);
	form_init(&f, account_code_fields, 1);
	return app_page(web, &f, &n);
}

/* Signed in from here on: the visit that led here is over. */
static enum err
come_in(struct web *web, const struct account_made *made)
{
	TRY(visit_end(web->w, web_cookie(web, VISIT_COOKIE)));
	web_set_cookie(web, VISIT_COOKIE, STR(""), -1);
	TRY(enter_quietly(web, made->account, ENTER_PASSWORD, &web->actor));
	log_info("account_made account=%.*s", STR_ARG(id_text(made->account, web->arena)));
	return account_show_codes(web, made->codes, true);
}

enum err
account_take_new_app(struct web *web)
{
	struct form f;
	struct enrolment n;
	const struct vault_key *key;
	struct account_made made;
	enum err e = enrolment_find(web->core, web->r, web->actor.client, web->arena, &n);
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/account/new");
	TRY(e);
	if (form_read(&f, account_code_fields, 1, web) != ERR_OK)
		return app_page(web, &f, &n);
	TRY(vault_open(web->core->vault, web->r, web->actor.client, web->grant, web->arena, &key));
	e = account_make(web->core, web->w, key, form_value(&f, "code"), web->arena, &made);
	if (e == ERR_INVALID) {
		form_fail(&f, "code", MSG_ACCOUNT_APP_CODE_WRONG);
		return app_page(web, &f, &n);
	}
	if (e == ERR_CONFLICT || e == ERR_NOT_FOUND)
		return web_redirect(web, "/account/new");
	TRY(e);
	return come_in(web, &made);
}
