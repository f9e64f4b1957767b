/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "dispatch_answer.h"

#include "enter.h"
#include "error_page.html.h"
#include "kept.h"
#include "kept.html.h"
#include "limit.h"
#include "log.h"
#include "problem.h"

#include "banned.h"

enum lang
answer_language(const struct http_request *r)
{
	if (str_starts(r->path, STR("/en/")) || str_eq_z(r->path, "/en"))
		return LANG_EN;
	if (str_starts(r->path, STR("/nl/")) || str_eq_z(r->path, "/nl"))
		return LANG_NL;
	/* The first language we know in the browser's list. */
	struct str accept = http_header(r, "Accept-Language");
	ptrdiff_t nl = str_find(accept, STR("nl")), en = str_find(accept, STR("en"));
	return en >= 0 && (nl < 0 || en < nl) ? LANG_EN : LANG_NL;
}

/* ---- headers of every answer ---- */

static const char page_policy[] =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
static const char file_policy[] =
    "Content-Security-Policy: default-src 'none'; media-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "sandbox\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
static const char embed_policy[] =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'none'; frame-ancestors *; base-uri 'none'\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n";
static const char always[] =
    "X-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), ";
static const char passkey_policy[] = "publickey-credentials-get=(self), publickey-credentials-create=(self)\r\n";
static const char no_passkey_policy[] = "publickey-credentials-get=(), publickey-credentials-create=()\r\n";

/* Nobody may put a page of ours into theirs, but for what is made for it; and
 * then not what is shown when it is not there. */
static struct str
policy_of(unsigned flags, int status)
{
	if (flags & ROUTE_FILE)
		return str_from(file_policy, sizeof file_policy - 1);
	if ((flags & ROUTE_EMBED) && (status == 200 || status == 304))
		return str_from(embed_policy, sizeof embed_policy - 1);
	return str_from(page_policy, sizeof page_policy - 1);
}

static void
add_headers(struct turn *t)
{
	struct http_exchange *x = t->x;
	unsigned flags = t->web.route == NULL ? 0 : t->web.route->flags;
	int status = x->response.status;
	bool cache = (flags & ROUTE_CACHE) && (status == 200 || status == 206 || status == 304);
	http_add_lines(x, policy_of(flags, status));
	http_add_lines(x, str_from(always, sizeof always - 1));
	/* what may not be seen looks like what is not there */
	http_add_lines(x, str_from_z((flags & ROUTE_PASSKEY) && status != 404 ? passkey_policy : no_passkey_policy));
	http_add_lines(x, flags & ROUTE_TOKEN ? STR("Referrer-Policy: no-referrer\r\n")
	                                      : STR("Referrer-Policy: same-origin\r\n"));
	if (t->web.core->secure)
		http_add_lines(x, STR("Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"));
	if (!cache)
		http_add_lines(x, STR("Cache-Control: no-store\r\n"));
	if (problem_is_api(x->request.path))
		problem_add_api_headers(x);
}

static void
send(struct turn *t)
{
	if (t->x->response.body.p == NULL && t->out.n > 0)
		t->x->response.body = buf_view(&t->out);
	add_headers(t);
	http_answer(t->x);
}

/* ---- pages for what went wrong ---- */

static void
error_page(struct turn *t, int status)
{
	struct error_page p = {
		.top = web_page(&t->web, error_page_title(t->web.lang, status)),
		.status = status,
		.retry = t->x->request.method == HTTP_GET ? url_path(t->x->request.path) : (struct url){ STR_NONE },
	};
	p.top.index = false;
	p.top.canonical = (struct url){ STR_NONE };
	p.top.end = (struct page_end){ .stay = { STR_NONE } }; /* nothing was typed; and each is the same to the byte */
	error_page_html(web_html(&t->web, status), &p);
}

void
answer_status(struct turn *t, int status)
{
	if (problem_is_api(t->x->request.path))
		problem_fill(t->x, status);
	else
		error_page(t, status);
	send(t);
}

void
answer_with_language(struct turn *t)
{
	const struct http_request *r = &t->x->request;
	t->web.lang = answer_language(r);
	if (r->method != HTTP_GET && r->method != HTTP_HEAD) {
		answer_status(t, 404);
		return;
	}
	web_redirect(&t->web, "%.*s%s%.*s", STR_ARG(r->path), r->query.p == NULL ? "" : "?", STR_ARG(r->query));
	http_add_header(t->x, "Vary", STR("Accept-Language"));
	send(t);
}

void
answer_other_method(struct turn *t, struct str allow)
{
	http_add_header(t->x, "Allow", allow);
	answer_status(t, 405);
}

void
answer_refused(struct turn *t)
{
	int status = t->x->response.status;
	if (problem_is_api(t->x->request.path))
		problem_fill(t->x, status);
	else
		error_page(t, status);
	send(t);
}

/* The form that was sent comes back: what was typed is shown, and one button
 * sends it again under a new token. */
static void
kept_page(struct turn *t, int status, enum kept_why why)
{
	struct kept_page p = { .top = web_page(&t->web, kept_title(&t->web, why)) };
	kept_fill(&t->web, why, &p);
	kept_html(web_html(&t->web, status), &p);
}

static bool
has_typed_text(const struct turn *t)
{
	return t->x->request.method == HTTP_POST && t->web.fields.n > 0 && t->web.route != NULL &&
	    !(t->web.route->flags & ROUTE_NO_FORM);
}

void
answer_form_refused(struct turn *t, int status)
{
	if (status == 409)
		kept_page(t, 409, KEPT_TOKEN);
	else
		error_page(t, status);
	send(t);
}

/* Whoever keeps trying tokens is slowed down. */
static void
unknown_partner(struct turn *t)
{
	int wait = 0;
	bool within = limit_take(t->web.core->limit, LIMIT_API, t->x->request.peer, &wait);
	log_warning("partner_refused path=%s", t->web.route->path);
	problem_fill(t->x, within ? 401 : 429);
	if (!within)
		http_add_header(t->x, "Retry-After", str_printf(t->web.arena, "%d", wait));
}

static void
signed_out(struct turn *t)
{
	struct web *web = &t->web;
	if (web->route->permission == PERM_PARTNER)
		unknown_partner(t);
	else if (has_typed_text(t))
		kept_page(t, 401, web->route->permission == PERM_WELCOME ? KEPT_VISIT : KEPT_SESSION);
	else if (web->route->permission == PERM_WELCOME)
		web_redirect(web, "/welcome/ended");
	else
		web_redirect(web, "/sign-in");
}

/* Asks once more who it is, and leads back; a form waits until that is done. */
static void
prove_again(struct turn *t)
{
	if (has_typed_text(t))
		kept_page(t, 401, KEPT_PROOF);
	else
		web_redirect(&t->web, "/sign-in/again%.*s", STR_ARG(enter_back(&t->web)));
}

/* The page that asks for what; what was typed comes back for when that is said. */
static void
ask_purpose(struct turn *t)
{
	struct web *web = &t->web;
	if (has_typed_text(t))
		kept_page(t, 409, KEPT_PURPOSE);
	else
		web_redirect(web, "/work/client/%.*s/open", STR_ARG(web->param[0]));
}

static int
status_of(enum err e)
{
	switch (e) {
	case ERR_OK: return 200;
	case ERR_NOT_FOUND: return 404;
	case ERR_INVALID: return 400;
	case ERR_FORBIDDEN: return 404;
	case ERR_CONFLICT: return 409;
	case ERR_RETRY: return 503;
	case ERR_LIMIT: return 429;
	case ERR_UNAVAILABLE: return 503;
	case ERR_INTERNAL: return 500;
	}
	return 500;
}

void
answer_send(struct turn *t, enum err e)
{
	struct web *web = &t->web;
	bool page_made = web->answered && (e == ERR_OK || e == ERR_INVALID);
	if (page_made) {
		/* what was guessed was right: it leads on */
		if ((web->route->flags & ROUTE_TRIES) && t->x->response.status == 303)
			limit_give_back(web->core->limit, LIMIT_TRY, t->x->request.peer);
		send(t);
		return;
	}
	int status = e == ERR_OK ? 500 : status_of(e);
	turn_clear(t);
	if (status >= 500)
		log_error("request_failed path=%s error=%s", web->route->path, err_name(e));
	if (e == ERR_FORBIDDEN && web->actor.kind == ACTOR_NOBODY)
		signed_out(t);
	else if (e == ERR_FORBIDDEN && t->step_up)
		prove_again(t);
	else if (e == ERR_FORBIDDEN && t->asks_purpose)
		ask_purpose(t);
	else if (status == 503 && has_typed_text(t))
		kept_page(t, 503, KEPT_AWAY);
	else if (problem_is_api(t->x->request.path))
		problem_fill(t->x, status);
	else
		error_page(t, status);
	if (status == 503)
		http_add_header(t->x, "Retry-After", STR("5"));
	send(t);
}
