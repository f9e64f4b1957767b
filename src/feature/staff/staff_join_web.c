/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto_sign_in.h"
#include "form.h"
#include "log.h"
#include "password.h"
#include "staff_internal.h"
#include "staff_join.html.h"
#include "staff_joined.html.h"
#include "squares.h"
#include "staff_view.h"

#include "banned.h"

static const struct form_field password_fields[] = {
	{ "password", FORM_PASSWORD, MSG_STAFF_JOIN_PASSWORD, MSG_STAFF_JOIN_PASSWORD_HINT, 0, 200,
		"new-password", NULL },
	{ "password-again", FORM_PASSWORD, MSG_STAFF_JOIN_AGAIN, MSG_NONE, 0, 200, "new-password", NULL },
};

static const struct form_field code_fields[] = {
	{ "code", FORM_ONE_TIME, MSG_STAFF_JOIN_CODE, MSG_STAFF_JOIN_CODE_HINT, 0, 20, NULL, NULL },
};

static struct staff_join_page
page_of(struct web *web)
{
	return (struct staff_join_page){
		.top = web_page(web, web_text(web, MSG_STAFF_JOIN_TITLE)),
		.sign_in = web_url(web, "/sign-in"),
	};
}

static enum err
nothing_there(struct web *web)
{
	struct staff_join_page p = page_of(web);
	p.gone = true;
	staff_join_html(web_html(web, 200), &p);
	return ERR_OK;
}

static struct str
path_of(struct web *web, const char *page)
{
	return web_path(web, "/invitation/%.*s%s", STR_ARG(web->param[0]), page);
}

/* ---- the password ---- */

static enum err
password_page(struct web *web, const struct staff_invitation *i, const struct form *f)
{
	struct staff_join_page p = page_of(web);
	p.name = i->name;
	p.role = web_text(web, staff_role_message(i->role));
	p.team = i->team_name;
	p.form = form_view(f, web, path_of(web, ""), MSG_STAFF_JOIN_NEXT);
	p.top.has_errors = form_failed(f);
	staff_join_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

enum err
staff_show_invitation(struct web *web)
{
	struct staff_invitation i;
	struct form f;
	enum err e = staff_invitation_find(web->core, web->r, web->param[0], web->arena, &i);
	if (e == ERR_NOT_FOUND)
		return nothing_there(web);
	TRY(e);
	form_init(&f, password_fields, 2);
	return password_page(web, &i, &f);
}

static enum err
read_password(struct web *web, struct form *f)
{
	TRY(form_read(f, password_fields, 2, web));
	enum msg fault = password_fault(form_value(f, "password"), web->arena);
	if (fault != MSG_NONE)
		form_fail(f, "password", fault);
	else if (!str_eq(form_value(f, "password"), form_value(f, "password-again")))
		form_fail(f, "password-again", MSG_STAFF_JOIN_DIFFERS);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

struct choosing {
	struct web *web;
	struct id invitation;
	struct str hash;
};

static enum err
choose(struct db_write *w, void *arg)
{
	const struct choosing *c = arg;
	struct web *web = c->web;
	TRY(staff_invitation_password(web->core, w, c->invitation, c->hash, web->arena));
	return web_redirect(web, "/invitation/%.*s/app", STR_ARG(web->param[0]));
}

enum err
staff_take_password(struct web *web)
{
	struct staff_invitation i;
	struct form f;
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = staff_invitation_find(web->core, r, web->param[0], web->arena, &i);
	db_read_end(r);
	if (e == ERR_NOT_FOUND)
		return nothing_there(web);
	TRY(e);
	if (read_password(web, &f) != ERR_OK)
		return password_page(web, &i, &f);
	struct choosing c = { .web = web, .invitation = i.id };
	TRY(crypto_password_hash(form_value(&f, "password"), web->arena, &c.hash));
	return web_write(web, choose, &c);
}

/* ---- the app ---- */

static enum err
app_page(struct web *web, const struct staff_invitation *i, const struct form *f)
{
	struct staff_join_page p = page_of(web);
	struct str secret = crypto_totp_text((const unsigned char *)i->totp.p, web->arena);
	struct str address = squares_app_address(web->core->mail_from_name, i->email, secret, web->arena);
	TRY(squares_make(address, web->arena, &p.squares, &p.size));
	p.secret = squares_in_fours(secret, web->arena);
	p.form = form_view(f, web, path_of(web, "/app"), MSG_STAFF_JOIN_DONE);
	p.top.has_errors = form_failed(f);
	staff_join_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

/* ERR_NOT_FOUND also while no password was chosen: the first step comes first. */
static enum err
find_chosen(struct web *web, struct staff_invitation *ret_invitation)
{
	TRY(staff_invitation_find(web->core, web->r, web->param[0], web->arena, ret_invitation));
	return ret_invitation->totp.n == CRYPTO_TOTP_SECRET_SIZE ? ERR_OK : ERR_NOT_FOUND;
}

enum err
staff_show_app(struct web *web)
{
	struct staff_invitation i;
	struct form f;
	enum err e = find_chosen(web, &i);
	if (e == ERR_NOT_FOUND)
		return nothing_there(web);
	TRY(e);
	form_init(&f, code_fields, 1);
	return app_page(web, &i, &f);
}

enum err
staff_take_app(struct web *web)
{
	struct staff_invitation i;
	struct form f;
	enum err e = find_chosen(web, &i);
	if (e == ERR_NOT_FOUND)
		return nothing_there(web);
	TRY(e);
	if (form_read(&f, code_fields, 1, web) != ERR_OK)
		return app_page(web, &i, &f);
	e = staff_invitation_finish(web->core, web->w, &i, form_value(&f, "code"), web->arena);
	if (e == ERR_INVALID) {
		form_fail(&f, "code", MSG_STAFF_JOIN_CODE_WRONG);
		return app_page(web, &i, &f);
	}
	TRY(e);
	return web_redirect(web, "/joined");
}

enum err
staff_show_welcome(struct web *web)
{
	struct staff_join_page p = page_of(web);
	p.top.title = web_text(web, MSG_STAFF_JOINED_TITLE);
	staff_joined_html(web_html(web, 200), &p);
	return ERR_OK;
}
