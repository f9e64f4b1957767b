/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Back in with a code that two workers stand behind (feature/recovery): the code
 * and what the person knows, then an address and password, then the app. */
#include "access.h"
#include "account_internal.h"
#include "account_recover.html.h"
#include "code.h"
#include "enter.h"
#include "log.h"
#include "recovery.h"
#include "session.h"

#include "banned.h"

static const struct form_field code_fields[] = {
	{ "code", FORM_CODE, MSG_ACCOUNT_RECOVER_CODE, MSG_ACCOUNT_RECOVER_CODE_HINT, 0, 40, NULL, NULL },
	{ "birth", FORM_DATE, MSG_ACCOUNT_RECOVER_BIRTH, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "postcode", FORM_POSTCODE, MSG_ACCOUNT_RECOVER_POSTCODE, MSG_ACCOUNT_RECOVER_POSTCODE_HINT, FORM_OPTIONAL,
		10, NULL, NULL },
};
#define CODE_FIELDS (sizeof code_fields / sizeof code_fields[0])

static enum err
recover_page(struct web *web, const struct form *f, enum msg title, enum msg lead, const char *path, enum msg submit)
{
	struct account_recover_page p = {
		.top = web_page(web, web_text(web, title)),
		.lead = web_text(web, lead),
		.form = form_view(f, web, web_path(web, "%s", path), submit),
		.how = web_url(web, "/sign-in/lost"),
	};
	p.top.has_errors = form_failed(f);
	account_recover_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

/* ---- the code ---- */

static enum err
code_page(struct web *web, const struct form *f)
{
	return recover_page(web, f, MSG_ACCOUNT_RECOVER_TITLE, MSG_ACCOUNT_RECOVER_LEAD, "/account/recover",
		MSG_ACCOUNT_RECOVER_SUBMIT);
}

enum err
account_show_recover(struct web *web)
{
	struct form f;
	form_init(&f, code_fields, CODE_FIELDS);
	return code_page(web, &f);
}

/* Whatever is wrong, be it the code or what the person knows, is said in the same words. */
static enum err
prove(struct web *web, const struct form *f, struct str *ret_token)
{
	struct str secret;
	struct welcome_proof proof = { .birth = form_date(f, "birth"), .postcode = form_value(f, "postcode") };
	if (code_normal(form_value(f, "code"), web->arena, &secret) != ERR_OK)
		return ERR_NOT_FOUND;
	return recovery_prove(web->core, web->w, secret, &proof, web->arena, ret_token);
}

/* A wrong proof answers with ERR_OK, so that the try stays counted. */
enum err
account_take_recover(struct web *web)
{
	struct form f;
	struct str token;
	enum err e = form_read(&f, code_fields, CODE_FIELDS, web);
	if (e == ERR_OK && date_is_none(form_date(&f, "birth")) && form_value(&f, "postcode").n == 0) {
		form_fail(&f, "birth", MSG_ACCOUNT_RECOVER_NONE);
		e = ERR_INVALID;
	}
	if (e != ERR_OK)
		return code_page(web, &f);
	e = prove(web, &f, &token);
	if (e == ERR_NOT_FOUND || e == ERR_FORBIDDEN || e == ERR_LIMIT) {
		log_warning("recovery_refused peer=%.*s", STR_ARG(web->x->request.peer));
		form_fail(&f, "code", MSG_ACCOUNT_RECOVER_WRONG);
		return code_page(web, &f);
	}
	TRY(e);
	web_set_cookie(web, RECOVERY_COOKIE, token, RECOVERY_PROVED_LIFE / CLOCK_SECOND);
	return web_redirect(web, "/account/recover/new");
}

/* ---- address and password ---- */

/* ERR_NOT_FOUND: no code was opened in this browser, or it is over. */
static enum err
find_proved(struct web *web, struct recovery *ret_recovery)
{
	return recovery_proved(web->r, web_cookie(web, RECOVERY_COOKIE), web->arena, ret_recovery);
}

static enum err
begin_again(struct web *web, enum err e)
{
	return e == ERR_NOT_FOUND ? web_redirect(web, "/account/recover") : e;
}

static enum err
new_page(struct web *web, const struct form *f)
{
	return recover_page(web, f, MSG_ACCOUNT_RECOVER_NEW_TITLE, MSG_ACCOUNT_RECOVER_NEW_LEAD,
		"/account/recover/new", MSG_ACCOUNT_RECOVER_NEW_SUBMIT);
}

enum err
account_show_recover_new(struct web *web)
{
	struct form f;
	struct recovery y;
	enum err e = find_proved(web, &y);
	if (e != ERR_OK)
		return begin_again(web, e);
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
	struct recovery y;
	enum err e = find_proved(web, &y);
	if (e != ERR_OK)
		return begin_again(web, e);
	struct enrolment_new n = { .owner = y.id, .client = y.client, .email = c->email, .password = c->hash };
	TRY(enrolment_begin(web->core, w, &n, web->arena));
	return web_redirect(web, "/account/recover/app");
}

enum err
account_take_recover_new(struct web *web)
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

struct chosen {
	struct recovery y;
	struct enrolment n;
};

static enum err
find_chosen(struct web *web, struct chosen *ret_chosen)
{
	TRY(find_proved(web, &ret_chosen->y));
	return enrolment_find(web->core, web->r, ret_chosen->y.id, web->arena, &ret_chosen->n);
}

static enum err
app_page(struct web *web, const struct form *f, const struct enrolment *n)
{
	return account_new_app_page(web, f, n, "/account/recover/app", "/account/recover/new");
}

enum err
account_show_recover_app(struct web *web)
{
	struct form f;
	struct chosen c;
	enum err e = find_chosen(web, &c);
	if (e != ERR_OK)
		return begin_again(web, e);
	form_init(&f, account_code_fields, 1);
	return app_page(web, &f, &c.n);
}

/* On record as the client's own; opens the client, under whose key the address stands. */
static enum err
open_client(struct web *web, const struct recovery *y, const struct vault_key **ret_key)
{
	const struct access_grant *grant;
	struct access_request q = {
		.actor = { .kind = ACTOR_CLIENT, .id = y->client, .client = y->client,
		    .session = session_hash(web_cookie(web, RECOVERY_COOKIE), web->arena) },
		.client = y->client,
		.part = "recovery",
		.purpose = "recovery_done",
	};
	TRY(access_write(web->w, &q, web->arena, &grant));
	return vault_open(web->core->vault, web->r, y->client, grant, web->arena, ret_key);
}

static enum err
come_in(struct web *web, const struct chosen *c, struct str code)
{
	const struct vault_key *key;
	struct account_made made;
	TRY(open_client(web, &c->y, &key));
	TRY(account_make_anew(web->core, web->w, key, c->y.id, c->y.account, code, web->arena, &made));
	TRY(recovery_finish(web->core, web->w, key, &c->y, web->arena));
	web_set_cookie(web, RECOVERY_COOKIE, STR(""), -1);
	TRY(enter_quietly(web, made.account, ENTER_PASSWORD, &web->actor));
	log_info("recovery_done account=%.*s", STR_ARG(id_text(made.account, web->arena)));
	return account_show_codes(web, made.codes, true);
}

enum err
account_take_recover_app(struct web *web)
{
	struct form f;
	struct chosen c;
	int64_t step;
	enum err e = find_chosen(web, &c);
	if (e != ERR_OK)
		return begin_again(web, e);
	if (form_read(&f, account_code_fields, 1, web) != ERR_OK)
		return app_page(web, &f, &c.n);
	/* before anything is opened or goes on record */
	if (account_check_app(c.n.totp, form_value(&f, "code"), 0, &step) != ERR_OK) {
		form_fail(&f, "code", MSG_ACCOUNT_APP_CODE_WRONG);
		return app_page(web, &f, &c.n);
	}
	return come_in(web, &c, form_value(&f, "code"));
}
