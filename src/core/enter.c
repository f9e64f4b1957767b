/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "enter.h"

#include "clock.h"
#include "device.h"
#include "private.h"
#include "session.h"

#include "banned.h"

#define NEXT_MAX 500

/* What may stand in a path and its query (RFC 3986), and nothing that a
 * browser reads as the beginning of another site. */
static bool
is_own_path(struct str path)
{
	if (path.n == 0 || path.n > NEXT_MAX || path.p[0] != '/' || str_starts(path, STR("//")))
		return false;
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!letter && str_find_char(STR("/-._~?=&%+:,"), c) < 0)
			return false;
	}
	return true;
}

struct str
enter_next(const struct web *web)
{
	struct str next = web_field(web, "next");
	if (next.p == NULL)
		next = web_query(web, "next");
	return is_own_path(next) ? next : STR_NONE;
}

/* As the value of a query: what means something there is escaped (RFC 3986, 2.1). */
struct str
enter_escape(struct str path, struct arena *a)
{
	struct buf b;
	buf_init(&b, 3 * NEXT_MAX + 1, a);
	for (size_t i = 0; i < path.n; i++)
		if (str_find_char(STR("%&+=?:,"), path.p[i]) >= 0)
			buf_printf(&b, "%%%02X", (unsigned char)path.p[i]);
		else
			buf_char(&b, path.p[i]);
	return buf_view(&b);
}

struct str
enter_back(const struct web *web)
{
	struct str query = web->x->request.query;
	struct str path =
	    str_printf(web->arena, "%.*s%s%.*s", STR_ARG(web->path), query.n > 0 ? "?" : "", STR_ARG(query));
	if (!is_own_path(path))
		return STR("");
	return str_printf(web->arena, "?next=%.*s", STR_ARG(enter_escape(path, web->arena)));
}

enum err
enter_quietly(struct web *web, struct id account, const char *method, struct actor *ret_actor)
{
	struct str before = web_cookie(web, SESSION_COOKIE), token;
	bool stale;
	struct session_new n = {
		.account = account,
		.method = method,
		.device = device_of(http_header(&web->x->request, "User-Agent"), web->arena),
	};
	TRY(session_begin(web->w, &n, web->arena, &token));
	if (before.n > 0) {
		TRY(private_carry(web->w, before, account, token, web->arena));
		TRY(session_end(web->w, before));
	}
	TRY(session_find(web->r, token, web->arena, ret_actor, &stale));
	web_set_cookie(web, SESSION_COOKIE, token, SESSION_ABSOLUTE / CLOCK_SECOND);
	return ERR_OK;
}

enum err
enter(struct web *web, struct id account, const char *method)
{
	struct actor actor;
	TRY(enter_quietly(web, account, method, &actor));
	struct str next = enter_next(web);
	if (next.p != NULL)
		return web_redirect(web, "%.*s", STR_ARG(next));
	return web_redirect(web, "%s", role_home(actor.role));
}
