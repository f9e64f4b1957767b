/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account_passkey.h"
#include "date.h"
#include "enter.h"
#include "form.h"
#include "log.h"
#include "passkey_door.html.h"
#include "passkey_list.html.h"
#include "passkey_new.html.h"
#include "passkey_one.html.h"
#include "passkey_view.h"
#include "say.h"
#include "session.h"
#include "signin.h"
#include "signin_internal.h"

#include "banned.h"

/* Binds a question to this browser, for as long as the question is good. */
#define BROWSER_COOKIE "__Host-passkey"

static struct str
browser_of(struct web *web)
{
	struct str cookie = web_cookie(web, BROWSER_COOKIE);
	struct str browser = cookie.n == ID_TEXT_LENGTH ? cookie : web_form_id(web);
	web_set_cookie(web, BROWSER_COOKIE, browser, PASSKEY_CHALLENGE_TTL / CLOCK_SECOND);
	return browser;
}

/* ---- signing in ---- */

struct passkey_begin
passkey_begin(struct web *web)
{
	return (struct passkey_begin){
		.action = web_url(web, "/sign-in/passkey/begin"), .csrf = web_form_token(web), .next = enter_next(web),
	};
}

static struct passkey_ask
ask(struct web *web)
{
	return (struct passkey_ask){
		.action = web_url(web, "/sign-in/passkey"),
		.csrf = web_form_token(web),
		.next = enter_next(web),
		.challenge = account_passkey_challenge(web->core, PASSKEY_FOR_SIGN_IN, browser_of(web), web->arena),
		.site = account_passkey_site(web->core),
		.only = STR(""),
	};
}

static enum err
door_page(struct web *web, enum msg wrong)
{
	struct passkey_door_page p = {
		.top = web_page(web, web_text(web, MSG_PASSKEY_ASK_TITLE)),
		.ask = ask(web),
		.back = web_url(web, "/sign-in"),
	};
	if (wrong != MSG_NONE) {
		p.form.error = web_text(web, wrong);
		p.form.errors = form_view_count(&p.form);
	}
	p.ask.now = wrong == MSG_NONE;
	p.top.has_errors = p.form.errors > 0;
	passkey_door_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return ERR_OK;
}

/* A form, and not a page to link to: public pages set no cookie, and whoever
 * uses no passkey gets none. */
static enum err
begin(struct web *web)
{
	return door_page(web, MSG_NONE);
}

static struct passkey_sent
sent_by(const struct web *web)
{
	return (struct passkey_sent){
		.challenge = web_field(web, "challenge"),
		.credential = web_field(web, "credential"),
		.client_data = web_field(web, "client_data"),
		.authenticator = web_field(web, "authenticator"),
		.signature = web_field(web, "signature"),
		.user = web_field(web, "user"),
	};
}

/* What is done with a proof, and what is shown when there is none. */
struct entering {
	struct web *web;
	enum passkey_purpose purpose;
	struct str bound;
	struct id account; /* whose it must be, or ID_NONE */
	enum err (*enter)(struct web *web, struct id account, const char *method);
	enum err (*wrong)(struct web *web, enum msg wrong);
	struct passkey_proof proof;
};

static enum err
enter_run(struct db_write *w, void *arg)
{
	const struct entering *x = arg;
	TRY(account_passkey_use(w, &x->proof));
	return x->enter(x->web, x->proof.account, ENTER_PASSKEY);
}

static enum err
enter_with(struct entering *x)
{
	struct web *web = x->web;
	struct passkey_sent sent = sent_by(web);
	const char *why = "";
	enum err e = account_passkey_verify(
	    web->core, x->purpose, x->bound, x->account, &sent, web->arena, &x->proof, &why);
	if (e == ERR_OK) {
		why = "replayed";
		e = web_write(web, enter_run, x);
	}
	if (e == ERR_NOT_FOUND) {
		log_warning("passkey_refused reason=%s peer=%.*s", why, STR_ARG(web->x->request.peer));
		return x->wrong(web, MSG_PASSKEY_ASK_WRONG);
	}
	TRY(e);
	log_info("signed_in account=%.*s method=passkey", STR_ARG(id_text(x->proof.account, web->arena)));
	return ERR_OK;
}

static enum err
sign_in(struct web *web)
{
	struct entering x = {
		.web = web, .purpose = PASSKEY_FOR_SIGN_IN, .bound = web_cookie(web, BROWSER_COOKIE),
		.enter = enter, .wrong = door_page,
	};
	return enter_with(&x);
}

/* ---- once more ---- */

/* The ids of what somebody has. */
static enum err
known_ids(struct web *web, struct db_read *r, struct str *ret_ids)
{
	struct passkeys_kept kept;
	struct buf b;
	TRY(account_passkey_list(web->core, r, web->actor.account, web->arena, &kept));
	buf_init(&b, (size_t)1 << 16, web->arena);
	for (size_t i = 0; i < kept.n; i++)
		buf_printf(&b, "%s%.*s", i == 0 ? "" : " ", STR_ARG(kept.v[i].credential));
	*ret_ids = kept.n == 0 ? STR("") : buf_view(&b);
	return buf_ok(&b) ? ERR_OK : ERR_INTERNAL;
}

static enum err
ask_again(struct web *web, struct db_read *r, struct passkey_ask *ret_ask)
{
	struct str ids;
	TRY(known_ids(web, r, &ids));
	if (ids.n == 0)
		return ERR_OK;
	*ret_ask = (struct passkey_ask){
		.action = web_url(web, "/sign-in/again/passkey"),
		.csrf = web_form_token(web),
		.next = enter_next(web),
		.challenge = account_passkey_challenge(web->core, PASSKEY_FOR_PROOF, web->actor.session, web->arena),
		.site = account_passkey_site(web->core),
		.only = ids,
	};
	return ERR_OK;
}

enum err
passkey_ask_again(struct web *web, struct passkey_ask *ret_ask)
{
	struct db_read *r;
	if (web->r != NULL)
		return ask_again(web, web->r, ret_ask);
	TRY(db_read_begin(web->core->db, &r));
	enum err e = ask_again(web, r, ret_ask);
	db_read_end(r);
	return e;
}

static enum err
sign_in_again(struct web *web)
{
	struct entering x = {
		.web = web, .purpose = PASSKEY_FOR_PROOF, .bound = web->actor.session, .account = web->actor.account,
		.enter = signin_again_enter, .wrong = signin_again_wrong,
	};
	return enter_with(&x);
}

/* ---- the list ---- */

static struct str
day_of(const struct web *web, int64_t wall)
{
	return wall == 0 ? STR_NONE : date_text(date_local(wall).date, web->lang, web->arena);
}

static enum err
show_list(struct web *web)
{
	struct passkeys_kept kept;
	TRY(account_passkey_list(web->core, web->r, web->actor.account, web->arena, &kept));
	struct passkey_line *v = ARENA_ARRAY(web->arena, struct passkey_line, kept.n);
	for (size_t i = 0; i < kept.n; i++)
		v[i] = (struct passkey_line){
			.open = web_url(web, "/account/passkeys/%.*s", STR_ARG(id_text(kept.v[i].id, web->arena))),
			.name = kept.v[i].name,
			.made = day_of(web, kept.v[i].made),
			.used = day_of(web, kept.v[i].used),
		};
	struct passkey_list_page p = {
		.top = web_page(web, web_text(web, MSG_PASSKEY_TITLE)),
		.passkeys = { v, kept.n },
		.add = web_url(web, "/account/passkeys/new"),
		.back = web_url(web, "/account"),
	};
	passkey_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- a new one ---- */

static const struct form_field new_fields[] = {
	{ "name", FORM_TEXT, MSG_PASSKEY_NEW_NAME, MSG_PASSKEY_NEW_NAME_HINT, FORM_OPTIONAL, PASSKEY_NAME_MAX, NULL,
		NULL },
};

static enum err
new_page(struct web *web, const struct form *f, enum msg wrong)
{
	struct passkey_new_page p = {
		.top = web_page(web, web_text(web, MSG_PASSKEY_NEW_TITLE)),
		.form = form_view(f, web, web_path(web, "/account/passkeys/new"), MSG_PASSKEY_NEW_SUBMIT),
		.back = web_url(web, "/account/passkeys"),
		.challenge = account_passkey_challenge(web->core, PASSKEY_FOR_NEW, web->actor.session, web->arena),
		.site = account_passkey_site(web->core),
		.organisation = web->core->organisation,
		.user = account_passkey_user(web->core, web->actor.account, web->arena),
	};
	TRY(known_ids(web, web->r, &p.known));
	if (wrong != MSG_NONE) {
		p.form.error = web_text(web, wrong);
		p.form.errors = form_view_count(&p.form);
	}
	p.top.has_errors = p.form.errors > 0;
	passkey_new_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return p.form.errors > 0 ? ERR_INVALID : ERR_OK;
}

static enum err
show_new(struct web *web)
{
	struct form f;
	form_init(&f, new_fields, 1);
	return new_page(web, &f, MSG_NONE);
}

static enum err
refuse_new(struct web *web, const struct form *f, enum err e, const char *why)
{
	if (e == ERR_CONFLICT)
		return new_page(web, f, MSG_PASSKEY_NEW_KNOWN);
	if (e == ERR_LIMIT)
		return new_page(web, f, MSG_PASSKEY_NEW_ENOUGH);
	if (e != ERR_NOT_FOUND)
		return e;
	log_warning("passkey_not_added reason=%s", why);
	return new_page(web, f, MSG_PASSKEY_NEW_WRONG);
}

static enum err
add(struct web *web)
{
	struct form f;
	const char *why = "";
	if (form_read(&f, new_fields, 1, web) != ERR_OK)
		return new_page(web, &f, MSG_NONE);
	struct str name = form_value(&f, "name");
	struct passkey_new n = {
		.challenge = web_field(web, "challenge"),
		.client_data = web_field(web, "client_data"),
		.attestation = web_field(web, "attestation"),
		.name = name.n > 0 ? name : web_text(web, MSG_PASSKEY_NEW_DEFAULT),
	};
	enum err e =
	    account_passkey_add(web->core, web->w, web->actor.account, web->actor.session, &n, web->arena, &why);
	if (e != ERR_OK)
		return refuse_new(web, &f, e, why);
	log_info("passkey_added account=%.*s", STR_ARG(id_text(web->actor.account, web->arena)));
	return web_redirect(web, "/account/passkeys");
}

/* ---- one of them ---- */

static const struct form_field name_fields[] = {
	{ "name", FORM_TEXT, MSG_PASSKEY_ONE_NAME, MSG_NONE, 0, PASSKEY_NAME_MAX, NULL, NULL },
};

static enum err
find(struct web *web, struct passkey_kept *ret_kept)
{
	struct id id;
	struct passkeys_kept kept;
	TRY(web_param_id(web, 0, &id));
	TRY(account_passkey_list(web->core, web->r, web->actor.account, web->arena, &kept));
	for (size_t i = 0; i < kept.n; i++)
		if (id_eq(kept.v[i].id, id)) {
			*ret_kept = kept.v[i];
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

static enum err
one_page(struct web *web, const struct passkey_kept *k, const struct form *f, enum msg wrong)
{
	struct str id = id_text(k->id, web->arena);
	struct str rename = web_path(web, "/account/passkeys/%.*s/name", STR_ARG(id));
	struct passkey_page p = {
		.top = web_page(web, k->name),
		.form = form_view(f, web, rename, MSG_PASSKEY_ONE_SUBMIT),
		.made = day_of(web, k->made),
		.used = day_of(web, k->used),
		.back = web_url(web, "/account/passkeys"),
		.remove = web_url(web, "/account/passkeys/%.*s/remove", STR_ARG(id)),
		.form_id = web_form_id(web),
	};
	if (wrong != MSG_NONE) {
		p.form.error = web_text(web, wrong);
		p.form.errors = form_view_count(&p.form);
	}
	p.top.has_errors = p.form.errors > 0;
	passkey_one_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return p.form.errors > 0 ? ERR_INVALID : ERR_OK;
}

static enum err
show_one(struct web *web)
{
	struct form f;
	struct passkey_kept k;
	TRY(find(web, &k));
	form_init(&f, name_fields, 1);
	form_set(&f, "name", k.name);
	return one_page(web, &k, &f, MSG_NONE);
}

static enum err
rename_one(struct web *web)
{
	struct form f;
	struct passkey_kept k;
	TRY(find(web, &k));
	if (form_read(&f, name_fields, 1, web) != ERR_OK)
		return one_page(web, &k, &f, MSG_NONE);
	TRY(account_passkey_rename(web->core, web->w, web->actor.account, k.id, form_value(&f, "name"), web->arena));
	return web_redirect(web, "/account/passkeys");
}

static enum err
remove_one(struct web *web)
{
	struct form f;
	struct passkey_kept k;
	TRY(find(web, &k));
	enum err e = account_passkey_remove(web->w, web->actor.account, k.id, web->arena);
	if (e == ERR_CONFLICT) {
		form_init(&f, name_fields, 1);
		form_set(&f, "name", k.name);
		return one_page(web, &k, &f, MSG_PASSKEY_REMOVE_LAST);
	}
	TRY(e);
	TRY(session_end_others(web->w, &web->actor));
	log_info("passkey_removed account=%.*s", STR_ARG(id_text(web->actor.account, web->arena)));
	return web_redirect(web, "/account/passkeys");
}

#define OWN(MODE, RUN, FLAGS) MODE, RUN, PERM_ACCOUNT, FLAGS, NULL, NULL

const struct route passkey_routes[] = {
	{ HTTP_POST, "/sign-in/passkey/begin", SLOW, begin, PERM_PUBLIC, ROUTE_PASSKEY, NULL, NULL },
	{ HTTP_POST, "/sign-in/passkey", SLOW, sign_in, PERM_PUBLIC, ROUTE_PASSKEY, NULL, NULL },
	{ HTTP_POST, "/sign-in/again/passkey", OWN(SLOW, sign_in_again, ROUTE_PASSKEY) },
	{ HTTP_GET, "/account/passkeys", OWN(READ, show_list, 0) },
	{ HTTP_GET, "/account/passkeys/new", OWN(READ, show_new, ROUTE_PASSKEY | ROUTE_STEP_UP) },
	{ HTTP_POST, "/account/passkeys/new", OWN(WRITE, add, ROUTE_PASSKEY | ROUTE_STEP_UP) },
	{ HTTP_GET, "/account/passkeys/:passkey", OWN(READ, show_one, 0) },
	{ HTTP_POST, "/account/passkeys/:passkey/name", OWN(WRITE, rename_one, 0) },
	{ HTTP_POST, "/account/passkeys/:passkey/remove", OWN(WRITE, remove_one, ROUTE_STEP_UP) },
};
const size_t passkey_route_count = sizeof passkey_routes / sizeof passkey_routes[0];
