/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "assets.h"
#include "clock.h"
#include "date.h"
#include "session.h"
#include "site_internal.h"

#include "banned.h"

/* ---- static files ---- */

enum err
site_asset_send(struct web *web)
{
	const struct http_request *r = &web->x->request;
	for (size_t i = 0; i < asset_count; i++) {
		const struct asset *f = &assets[i];
		if (!str_eq(f->path, r->path))
			continue;
		bool gzip = f->gzip.p != NULL && str_find(http_header(r, "Accept-Encoding"), STR("gzip")) >= 0;
		http_add_header(web->x, "Cache-Control", STR("public, max-age=31536000, immutable"));
		http_add_header(web->x, "Vary", STR("Accept-Encoding"));
		if (gzip)
			http_add_header(web->x, "Content-Encoding", STR("gzip"));
		char *type = str_z(f->type, web->arena);
		return web_bytes(web, 200, type, gzip ? f->gzip : f->bytes);
	}
	return ERR_NOT_FOUND;
}

enum err
site_health(struct web *web)
{
	if (db_is_ailing(web->core->db))
		return ERR_UNAVAILABLE;
	return web_bytes(web, 200, "text/plain; charset=utf-8", STR("ok\n"));
}

/* ---- security.txt (RFC 9116) ---- */

/* A program that nobody started anew for a year is not looked after, and its
 * file says so by having expired. */
#define SECURITY_LASTS (364 * CLOCK_DAY)

enum err
site_security_show(struct web *web)
{
	const struct core *c = web->core;
	struct str contact = c->security_contact;
	struct str expires = date_iso(date_local(c->started + SECURITY_LASTS).date, web->arena);
	if (contact.n == 0)
		contact = str_printf(web->arena, "%.*s/nl/contact", STR_ARG(c->public_url));
	return web_bytes(web, 200, "text/plain; charset=utf-8", str_printf(web->arena,
	    "Contact: %.*s\nExpires: %.*sT00:00:00Z\nPreferred-Languages: nl, en\n"
	    "Canonical: %.*s/.well-known/security.txt\n",
	    STR_ARG(contact), STR_ARG(expires), STR_ARG(c->public_url)));
}

/* ---- quick exit ---- */

struct leaving {
	struct str session, visit;
};

static enum err
end_all(struct db_write *w, void *arg)
{
	const struct leaving *l = arg;
	if (l->session.n > 0)
		TRY(session_end(w, l->session));
	return l->visit.n > 0 ? visit_end(w, l->visit) : ERR_OK;
}

/* Leaves whatever happens: if the session cannot be ended in the database,
 * the browser still loses its cookies. */
enum err
site_leave(struct web *web)
{
	struct leaving l = { web_cookie(web, SESSION_COOKIE), web_cookie(web, VISIT_COOKIE) };
	if (l.session.n + l.visit.n > 0)
		db_write_run(web->core->db, end_all, &l);
	web_set_cookie(web, SESSION_COOKIE, STR(""), -1);
	web_set_cookie(web, VISIT_COOKIE, STR(""), -1);
	web_set_cookie(web, "__Host-draft", STR(""), -1);
	http_add_header(web->x, "Clear-Site-Data", STR("\"cache\", \"cookies\", \"storage\""));
	return web_leave(web, url_https(web->core->exit_url));
}
