/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "buf.h"
#include "clock.h"
#include "enter.h"
#include "form.h"
#include "identity.sql.h"
#include "identity_confirm.html.h"
#include "identity_list.html.h"
#include "identity_part.h"
#include "identity_view.h"
#include "log.h"
#include "say.h"
#include "session.h"
#include "vault.h"

#include "banned.h"

/* ---- asking ---- */

struct question {
	enum msg title, lead, more, yes, no;
	const char *action, *back;
};

static struct str
named(struct web *web, enum msg id, struct str name)
{
	struct msg_arg arg = { .text = name };
	return msg_fill(web->lang, id, &arg, 1, web->arena);
}

static enum err
ask(struct web *web, const struct question *q)
{
	struct form f;
	struct identity_pending p;
	if (identity_pending_open(web, &p) != ERR_OK)
		return identity_stop(web, "again");
	form_init(&f, NULL, 0);
	struct identity_confirm_page page = {
		.top = web_page(web, web_text(web, q->title)),
		.lead = named(web, q->lead, web->core->provider[p.provider].name),
		.more = web_text(web, q->more),
		.form = form_view(&f, web, web_path(web, "%s", q->action), q->yes),
		.back = web_url(web, "%s", q->back),
		.back_label = web_text(web, q->no),
	};
	identity_confirm_html(web_html(web, 200), &page);
	return ERR_OK;
}

enum err
identity_show_add(struct web *web)
{
	static const struct question q = {
		MSG_IDENTITY_ADD_TITLE, MSG_IDENTITY_ADD_LEAD, MSG_IDENTITY_ADD_MORE, MSG_IDENTITY_ADD_YES,
		MSG_IDENTITY_ADD_NO, "/account/identity/add", "/account/identity",
	};
	return ask(web, &q);
}

enum err
identity_show_welcome(struct web *web)
{
	static const struct question q = {
		MSG_IDENTITY_NEW_TITLE, MSG_IDENTITY_NEW_LEAD, MSG_IDENTITY_NEW_MORE, MSG_IDENTITY_NEW_YES,
		MSG_IDENTITY_NEW_NO, "/welcome/identity", "/welcome",
	};
	return ask(web, &q);
}

/* ---- adding ---- */

/* ERR_CONFLICT: it is somebody's already. */
static enum err
tie(struct web *web, const struct identity_pending *p, struct id account)
{
	struct identity_known_row row;
	TRY(identity_forget_closed(web->w, (struct identity_forget_closed_in){ .mac = p->mac }));
	enum err e = identity_known(web->r, (struct identity_known_in){ .mac = p->mac }, web->arena, &row);
	if (e == ERR_OK)
		return ERR_CONFLICT;
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(identity_insert(web->w, (struct identity_insert_in){
	    .id = id_new(), .mac = p->mac, .account = account, .issuer = web->core->provider[p->provider].issuer,
	    .made = clock_wall() }));
	web_set_cookie(web, IDENTITY_PENDING_COOKIE, STR(""), -1);
	return ERR_OK;
}

enum err
identity_add(struct web *web)
{
	struct identity_pending p;
	if (identity_pending_open(web, &p) != ERR_OK)
		return identity_stop(web, "again");
	enum err e = tie(web, &p, web->actor.account);
	if (e == ERR_CONFLICT)
		return identity_stop(web, "taken");
	TRY(e);
	return web_redirect(web, "/account/identity");
}

/* A client who has an account adds to it from inside: an open welcome link is
 * no reason to let another way in. */
static enum err
make_account(struct web *web, struct id *ret_account)
{
	const struct vault_key *key;
	struct id client = web->actor.client;
	enum err e = account_client_has(web->r, client, web->arena);
	if (e != ERR_NOT_FOUND)
		return e == ERR_OK ? ERR_CONFLICT : e;
	TRY(vault_open(web->core->vault, web->r, client, web->grant, web->arena, &key));
	return account_put_bare(web->core, web->w, key, web->arena, ret_account);
}

enum err
identity_welcome(struct web *web)
{
	struct identity_pending p;
	struct id account;
	struct actor actor;
	if (identity_pending_open(web, &p) != ERR_OK)
		return identity_stop(web, "again");
	enum err e = make_account(web, &account);
	if (e == ERR_OK)
		e = tie(web, &p, account);
	if (e == ERR_CONFLICT)
		return ERR_CONFLICT;
	TRY(e);
	TRY(enter_quietly(web, account, ENTER_OIDC, &actor));
	TRY(visit_end(web->w, web_cookie(web, VISIT_COOKIE)));
	web_set_cookie(web, VISIT_COOKIE, STR(""), -1);
	return web_redirect(web, "%s", role_home(actor.role));
}

/* ---- what there is ---- */

static struct identity_row
row_of(struct web *web, const struct identity_list_row *r)
{
	struct form f;
	struct arena *a = web->arena;
	form_init(&f, NULL, 0);
	return (struct identity_row){
		.name = identity_provider_name(web->core, r->issuer),
		.since = date_text(date_local(r->made).date, web->lang, a),
		.used = date_text(date_local(r->used).date, web->lang, a),
		.remove = form_view(&f, web, web_path(web, "/account/identity/%.*s/remove", STR_ARG(id_text(r->id, a))),
		    MSG_IDENTITY_LIST_REMOVE),
	};
}

enum err
identity_show_list(struct web *web)
{
	struct identity_list_rows rows;
	TRY(identity_list(web->r, (struct identity_list_in){ .account = web->actor.account }, web->arena, &rows));
	struct identity_row *v = ARENA_ARRAY(web->arena, struct identity_row, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = row_of(web, &rows.v[i]);
	struct identity_list_page page = {
		.top = web_page(web, web_text(web, MSG_IDENTITY_LIST_TITLE)),
		.rows = { v, rows.n },
		.back = web_url(web, "/account"),
		.offers = identity_offers_to_add(web),
	};
	identity_list_html(web_html(web, 200), &page);
	return ERR_OK;
}

enum err
identity_remove(struct web *web)
{
	struct identity_list_rows rows;
	struct id id;
	int64_t changed;
	TRY(web_param_id(web, 0, &id));
	TRY(identity_delete(web->w, (struct identity_delete_in){ .id = id, .account = web->actor.account }, &changed));
	if (changed == 1)
		return web_redirect(web, "/account/identity");
	TRY(identity_list(web->r, (struct identity_list_in){ .account = web->actor.account }, web->arena, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (id_eq(rows.v[i].id, id))
			return identity_stop(web, "last");
	return web_redirect(web, "/account/identity");
}
