/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "mijn_data.h"
#include "mijn_data_show.html.h"
#include "session.h"

#include "banned.h"

/* The vault's key, where it is open. ERR_OK with NULL: it is closed. */
static enum err
open_private(struct web *web, const struct private_key **ret_key)
{
	struct str cookie = web_cookie(web, SESSION_COOKIE);
	const struct private_key *p = NULL;
	enum err e = private_current(web->core, web->r, &web->actor, cookie, web->arena, &p);
	*ret_key = p;
	return e == ERR_FORBIDDEN ? ERR_OK : e;
}

static enum err
add_private(struct web *web, struct mijn_data *d)
{
	const struct private_key *p;
	TRY(open_private(web, &p));
	return mijn_data_add_private(web->r, web->actor.client, p, web->arena, d);
}

enum err
mijn_show_data(struct web *web)
{
	struct private_vault vault;
	const struct private_key *key;
	enum err e = private_find(web->r, web->actor.client, web->arena, &vault);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(open_private(web, &key));
	struct mijn_data_page p = {
		.has_private = e == ERR_OK,
		.is_open = key != NULL,
		.private = web_url(web, "/mijn/private?next=/mijn/data"),
		.top = web_page(web, web_text(web, MSG_MIJN_DATA_TITLE)),
		.json = web_url(web, "/mijn/data/json"),
		.pdf = web_url(web, "/mijn/data/pdf"),
		.back = web_url(web, "/mijn"),
		.privacy = web_url(web, "/privacy"),
	};
	mijn_data_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* In one snapshot, which closes before anything is made of it. */
static enum err
load(struct web *web, struct mijn_data *ret_data)
{
	const struct vault_key *key;
	TRY(db_read_begin(web->core->db, &web->r));
	enum err e = mijn_open(web, &key);
	if (e == ERR_OK)
		e = mijn_data_load(web->core, web->r, key, web->lang, web->arena, ret_data);
	if (e == ERR_OK)
		e = add_private(web, ret_data);
	db_read_end(web->r);
	web->r = NULL;
	return e;
}

/* The name says nothing: it stands in the folder of downloads. */
static enum err
send(struct web *web, const char *type, const char *ending, struct str bytes)
{
	const char *name = web->lang == LANG_NL ? "gegevens" : "data";
	http_add_header(web->x, "Content-Disposition",
		str_printf(web->arena, "attachment; filename=\"%s.%s\"", name, ending));
	return web_bytes(web, 200, type, bytes);
}

enum err
mijn_send_json(struct web *web)
{
	struct mijn_data data;
	TRY(load(web, &data));
	struct str json = mijn_data_json(web->core, &data, web->lang, clock_wall(), web->arena);
	return send(web, "application/json", "json", json);
}

enum err
mijn_send_pdf(struct web *web)
{
	struct mijn_data data;
	struct str pdf;
	TRY(load(web, &data));
	TRY(mijn_data_pdf(web->core, &data, web->lang, clock_wall(), web->arena, &pdf));
	return send(web, "application/pdf", "pdf", pdf);
}
