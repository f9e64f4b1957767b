/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What everybody may know of it, and what the client sees of their own. */
#include "access.h"
#include "log.h"
#include "recovery_internal.h"
#include "recovery_lost.html.h"
#include "recovery_own.html.h"
#include "say.h"

#include "banned.h"

enum err
recovery_step(struct web *web, struct id client, const char *purpose)
{
	const struct access_grant *grant;
	log_info("%s client=%.*s", purpose, STR_ARG(id_text(client, web->arena)));
	return access_write(web->w, &(struct access_request){
	    .actor = web->actor, .client = client, .part = "recovery", .purpose = purpose }, web->arena, &grant);
}

struct str
recovery_moment(struct web *web, enum msg text, int64_t moment)
{
	struct msg_arg arg = { .text = moment_text(moment, web->lang, web->arena) };
	return msg_fill(web->lang, text, &arg, 1, web->arena);
}

/* ---- for whoever cannot get in ---- */

static enum err
show_lost(struct web *web)
{
	struct recovery_lost_page p = {
		.top = web_page(web, web_text(web, MSG_RECOVERY_LOST_TITLE)),
		.phone = web->core->phone,
		.hours = web->core->recovery_hours,
		.code = web_url(web, "/account/recover"),
		.people = web_url(web, "/contact"),
		.hours_page = web_url(web, "/contact-hours"),
		.sign_in = web_url(web, "/sign-in"),
	};
	recovery_lost_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- the client who is in ---- */

static struct str
own_state(struct web *web, const struct recovery *y)
{
	static const enum msg ended[RECOVERY_STATE_COUNT] = {
		[RECOVERY_USED] = MSG_RECOVERY_OWN_USED,
		[RECOVERY_STOPPED] = MSG_RECOVERY_OWN_STOPPED,
	};
	if (recovery_is_open(y))
		return recovery_moment(web, MSG_RECOVERY_OWN_OPEN, y->made);
	return web_text(web, ended[y->state] != MSG_NONE ? ended[y->state] : MSG_RECOVERY_OWN_OVER);
}

static enum err
show_own(struct web *web)
{
	struct recovery y;
	enum err e = recovery_find(web->r, web->actor.client, web->arena, &y);
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/mijn");
	TRY(e);
	struct recovery_own_page p = {
		.top = web_page(web, web_text(web, MSG_RECOVERY_OWN_TITLE)),
		.state = own_state(web, &y),
		.back = web_url(web, "/mijn"),
		.password = web_url(web, "/account/password"),
		.people = web_url(web, "/contact"),
		.stopped = y.state == RECOVERY_STOPPED,
	};
	if (recovery_is_open(&y)) {
		p.more = web_text(web, MSG_RECOVERY_OWN_MORE);
		p.stop = web_press(web, MSG_RECOVERY_OWN_STOP, web_path(web, "/mijn/recovery/stop"));
	}
	recovery_own_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* Over already is what was asked for. */
static enum err
stop(struct web *web)
{
	enum err e = recovery_end(web->w, web->actor.client, RECOVERY_STOPPED, web->arena);
	if (e == ERR_OK)
		e = recovery_step(web, web->actor.client, "recovery_stop");
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/mijn/recovery");
}

#define DESK PERM_WORK, ROUTE_RECORD | ROUTE_STEP_UP, "recovery", "recovery"

const struct route recovery_routes[] = {
	{ HTTP_GET, "/sign-in/lost", READ, show_lost, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/mijn/recovery", READ, show_own, PERM_CLIENT, ROUTE_RECORD, "overview", "own" },
	{ HTTP_POST, "/mijn/recovery/stop", WRITE, stop, PERM_CLIENT, ROUTE_RECORD, "overview", "own" },
	{ HTTP_GET, "/work/recoveries", READ, recovery_show_list, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/client/:client/recovery", READ, recovery_show_desk, DESK },
	{ HTTP_POST, "/work/client/:client/recovery", WRITE, recovery_take_start, DESK },
	{ HTTP_POST, "/work/client/:client/recovery/decide", WRITE, recovery_take_decision, DESK },
	{ HTTP_POST, "/work/client/:client/recovery/withdraw", WRITE, recovery_take_withdraw, DESK },
	{ HTTP_POST, "/work/client/:client/recovery/code", WRITE, recovery_take_code, DESK },
};
const size_t recovery_route_count = sizeof recovery_routes / sizeof recovery_routes[0];
