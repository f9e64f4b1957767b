/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "web.h"

#include <stdarg.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "random.h"
#include "session.h"
#include "web_internal.h"

#include "banned.h"

#define DESCRIPTION_MAX 300 /* bytes: about what lists of search engines show */
#define PAGE_FIRST 16384
#define PAGE_MAX ((size_t)16 << 20)

void
turn_clear(struct turn *t)
{
	buf_clear(&t->x->response.headers);
	t->x->response.status = 0;
	t->x->response.body = STR_NONE;
	t->web.answered = false;
	buf_clear(&t->out);
}

struct str
web_query(const struct web *web, const char *name)
{
	return http_field(&web->query, name);
}

struct str
web_field(const struct web *web, const char *name)
{
	return http_field(&web->fields, name);
}

enum err
web_param_id(const struct web *web, size_t i, struct id *ret_id)
{
	struct id id;
	if (id_parse(web->param[i], &id) != ERR_OK || id_is_none(id))
		return ERR_NOT_FOUND;
	*ret_id = id;
	return ERR_OK;
}

__attribute__((format(printf, 2, 0))) /* "/nl" and the printed path; "/" alone is the language's first page. */
static struct str
path_v(const struct web *web, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	struct str lang = str_from_z(lang_code(web->lang));
	size_t n = str_format(NULL, 0, format, args);
	char *path = arena_raw(web->arena, 1 + lang.n + n + 1);
	path[0] = '/';
	memcpy(path + 1, lang.p, lang.n);
	str_format(path + 1 + lang.n, n + 1, format, again);
	va_end(again);
	size_t length = 1 + lang.n + (n == 1 ? 0 : n);
	path[length] = '\0';
	return (struct str){ path, length };
}

struct str
web_path(const struct web *web, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str path = path_v(web, format, args);
	va_end(args);
	return path;
}

struct url
web_url(const struct web *web, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str path = path_v(web, format, args);
	va_end(args);
	return url_path(path);
}

struct str
web_text(const struct web *web, enum msg id)
{
	return msg_text(web->lang, id);
}

/* ---- the frame ---- */

struct page_nav
web_nav(const struct web *web, enum msg label, const struct web_place *places, size_t n, struct str current)
{
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, n);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct page_link){
			.label = web_text(web, places[i].label),
			.url = web_url(web, "%s", places[i].path),
			.current = str_eq_z(current, places[i].path),
		};
	return (struct page_nav){ web_text(web, label), { v, n } };
}

struct menu_item {
	const char *path;
	enum msg label;
	enum permission permission;
};

static const struct menu_item menu[] = {
	{ "/mijn", MSG_MENU_MIJN, PERM_CLIENT },
	{ "/work", MSG_MENU_WORK, PERM_WORK },
	{ "/figures", MSG_MENU_FIGURES, PERM_FIGURES },
	{ "/editor", MSG_MENU_CONTENT, PERM_CONTENT },
	{ "/entries", MSG_MENU_DIRECTORY, PERM_DIRECTORY },
	{ "/staff", MSG_MENU_STAFF, PERM_STAFF_ACCOUNTS },
	{ "/questions", MSG_MENU_QUESTIONS, PERM_RECORDS },
	{ "/records", MSG_MENU_RECORDS, PERM_RECORDS },
	{ "/reports", MSG_MENU_REPORTS, PERM_CLIENT },
};

static struct page_links
menu_of(const struct web *web)
{
	size_t n = 0;
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, sizeof menu / sizeof menu[0]);
	for (size_t i = 0; i < sizeof menu / sizeof menu[0]; i++)
		if (permission_has(web->actor.role, menu[i].permission))
			v[n++] = (struct page_link){
				.label = web_text(web, menu[i].label),
				.url = web_url(web, "%s", menu[i].path),
				.current = str_eq_z(web->path, menu[i].path),
			};
	return (struct page_links){ v, n };
}

/* A request is not written down each time: the end may be that much nearer. */
static struct page_end
end_of(const struct web *web)
{
	bool visit = id_is_none(web->actor.account);
	if (web->actor.ends == 0)
		return (struct page_end){ .visit = visit };
	return (struct page_end){
		.stay = web_url(web, visit ? "/welcome/stay" : "/sign-in/stay"),
		.idle = (SESSION_IDLE - SESSION_TOUCH) / CLOCK_SECOND,
		.last = (web->actor.ends - clock_wall()) / CLOCK_SECOND,
		.visit = visit,
	};
}

struct page
web_page(struct web *web, struct str title)
{
	const char *other = lang_code(web->lang == LANG_NL ? LANG_EN : LANG_NL);
	bool signed_in = !id_is_none(web->actor.account);
	bool open = web->route != NULL && (web->route->flags & ROUTE_CACHE);
	bool token = web->route != NULL && (web->route->flags & ROUTE_TOKEN);
	struct str path = web->path.n == 1 ? STR("") : web->path;
	struct str here = str_printf(web->arena, "/%s%.*s", lang_code(web->lang), STR_ARG(path));
	return (struct page){
		.title = title,
		.site = web->core->organisation,
		.other_language = url_printf(web->arena, "/%s%.*s", other, STR_ARG(path)),
		.canonical = open ? url_whole(web->core->public_url, here, web->arena) : (struct url){ STR_NONE },
		.index = open && !token,
		.wide = web->actor.kind == ACTOR_ACCOUNT,
		.signed_in = signed_in,
		.csrf = signed_in ? web_form_token(web) : STR_NONE,
		.menu = signed_in ? menu_of(web) : (struct page_links){ NULL, 0 },
		.phone = web->core->phone,
		.phone_url = url_tel(web->core->phone, web->arena),
		.end = end_of(web),
	};
}

void
web_let_be_found(struct web *web, struct page *top, struct str about, struct str card)
{
	struct url in[LANG_COUNT];
	struct str root = web->core->public_url;
	for (enum lang l = 0; l < LANG_COUNT; l++)
		in[l] = url_whole(
		    root, str_printf(web->arena, "/%s%.*s", lang_code(l), STR_ARG(web->path)), web->arena);
	top->index = true;
	top->canonical = in[web->lang];
	top->dutch = in[LANG_NL];
	top->english = in[LANG_EN];
	top->description = str_brief(about, DESCRIPTION_MAX, web->arena);
	top->image = url_whole(root, web_path(web, "/card/%.*s", STR_ARG(card)), web->arena);
}

/* ---- answering ---- */

struct html *
web_html(struct web *web, int status)
{
	struct turn *t = turn_of(web);
	if (t->out.max == 0) {
		buf_init(&t->out, PAGE_MAX, web->arena);
		buf_room(&t->out, PAGE_FIRST);
	}
	buf_clear(&t->out);
	t->html = (struct html){ .out = &t->out, .lang = web->lang };
	t->x->response.status = status;
	http_add_header(t->x, "Content-Type", STR("text/html; charset=utf-8"));
	web->answered = true;
	return &t->html;
}

enum err
web_redirect(struct web *web, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str path = path_v(web, format, args);
	va_end(args);
	web->x->response.status = 303;
	http_add_header(web->x, "Location", path);
	web->answered = true;
	return ERR_OK;
}

static enum err
leave_to(struct web *web, struct str address)
{
	web->x->response.status = 303;
	http_add_header(web->x, "Location", address);
	web->answered = true;
	return ERR_OK;
}

enum err
web_nothing(struct web *web)
{
	web->x->response.status = 204;
	web->answered = true;
	return ERR_OK;
}

enum err
web_leave(struct web *web, struct url to)
{
	return leave_to(web, to.s);
}

enum err
web_leave_to_sign_in(struct web *web, struct str address)
{
	return leave_to(web, address);
}

/* If-None-Match: a list, where a proxy that packed the answer put W/ before
 * ours; "*" is anything. */
static bool
is_named(struct str list, struct str etag)
{
	struct str piece;
	while (str_split(&list, ',', &piece)) {
		piece = str_trim(piece);
		if (str_starts(piece, STR("W/")))
			piece = str_cut(piece, 2, piece.n);
		if (str_eq(piece, etag) || str_eq_z(piece, "*"))
			return true;
	}
	return false;
}

bool
web_unchanged(struct web *web, const char *cache_control, struct str etag)
{
	http_add_header(web->x, "Cache-Control", str_from_z(cache_control));
	http_add_header(web->x, "ETag", etag);
	if (!is_named(http_header(&web->x->request, "If-None-Match"), etag))
		return false;
	web->x->response.status = 304;
	web->answered = true;
	return true;
}

enum err
web_bytes(struct web *web, int status, const char *content_type, struct str body)
{
	web->x->response.status = status;
	web->x->response.body = body;
	http_add_header(web->x, "Content-Type", str_from_z(content_type));
	web->answered = true;
	return ERR_OK;
}

void
web_set_cookie(struct web *web, const char *name, struct str value, int64_t max_age)
{
	struct str age = STR("");
	if (max_age != 0)
		age = str_printf(web->arena, "; Max-Age=%lld", (long long)(max_age < 0 ? 0 : max_age));
	http_add_header(web->x, "Set-Cookie",
	    str_printf(web->arena, "%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax%.*s", name, STR_ARG(value),
	        STR_ARG(age)));
}

struct str
web_cookie(const struct web *web, const char *name)
{
	return http_cookie(&web->x->request, name);
}

/* ---- forms ---- */

struct str
web_form_id(struct web *web)
{
	unsigned char secret[16];
	random_bytes(secret, sizeof secret);
	return id_base32(secret, sizeof secret, web->arena);
}

/* The cookies that say who somebody is, strongest first: the form belongs to
 * the first one that is there. */
static const char *const identities[] = { SESSION_COOKIE, VISIT_COOKIE, DRAFT_COOKIE };

struct str
web_form_token(struct web *web)
{
	for (size_t i = 0; i < sizeof identities / sizeof identities[0]; i++) {
		struct str cookie = web_cookie(web, identities[i]);
		if (cookie.n == 0)
			continue;
		unsigned char mac[CRYPTO_MAC_SIZE];
		crypto_digest(str_printf(web->arena, "form token %.*s", STR_ARG(cookie)), mac);
		return id_base32(mac, 15, web->arena);
	}
	return STR("");
}

struct page_press
web_press(struct web *web, enum msg label, struct str action)
{
	return (struct page_press){
		.action = url_path(action),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
		.label = web_text(web, label),
	};
}

struct page_press
web_press_about(struct web *web, enum msg label, struct str action, struct str about)
{
	struct page_press press = web_press(web, label, action);
	press.about = about;
	return press;
}
