/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_WEB_H
#define CORE_WEB_H
/*
 * What a handler is given, and how it answers. Everything lives in the
 * request's arena. A handler reads web->r (and writes web->w in WRITE mode),
 * calls one operation of its feature, and answers once with web_html,
 * web_redirect, web_json or web_bytes.
 */
#include "actor.h"
#include "core.h"
#include "html.h"
#include "http.h"
#include "messages.h"
#include "page.h"
#include "route.h"

struct access_grant;

struct web {
	struct core *core;
	struct http_exchange *x;
	struct arena *arena;
	const struct route *route;
	enum lang lang;
	struct str path;                    /* without the language: "/guide/fraud" */
	struct str param[ROUTE_MAX_PARAMS]; /* values of :segments, in order */
	struct actor actor;
	const struct access_grant *grant; /* ROUTE_RECORD: the record is durable */
	struct http_fields query;         /* decoded; empty when malformed */
	struct http_fields fields;        /* of the form that was sent */
	struct db_read *r;                /* READ and WRITE */
	struct db_write *w;               /* WRITE */
	struct str form_id;               /* the form that this POST answers, or absent */
	bool answered;
};

/* The value of a query or form field, or absent. */
struct str web_query(const struct web *web, const char *name);
struct str web_field(const struct web *web, const char *name);

/* The id in parameter i; ERR_NOT_FOUND when it is none. */
enum err web_param_id(const struct web *web, size_t i, struct id *ret_id);

/* "/nl" + the printed path: an address of this site in the page's language. */
struct str web_path(const struct web *web, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct url web_url(const struct web *web, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The frame of a page with its title, filled from the request. */
struct page web_page(struct web *web, struct str title);

/* A public page that stands in both languages under its path, for search engines and whoever shares it. about: its
 * first sentences are shown; card: the picture, behind "/card/". */
void web_let_be_found(struct web *web, struct page *top, struct str about, struct str card);

struct web_place {
	const char *path;
	enum msg label;
};
/* Those places as links, the one that is shown (a path as theirs) marked. */
struct page_nav web_nav(const struct web *web, enum msg label, const struct web_place *places, size_t n,
    struct str current);

/* 204: it is well, and the page stays as it is. Also a handler: the request itself is what keeps somebody in. */
enum err web_nothing(struct web *web);

/* Begins an HTML answer: give what it returns to a template. */
struct html *web_html(struct web *web, int status);
/* 303 to an own path, as web_path. */
enum err web_redirect(struct web *web, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* 303 to another site: the quick exit only. */
enum err web_leave(struct web *web, struct url to);
/* The same to the page of a provider where somebody signs in; the address was checked where it came from. */
enum err web_leave_to_sign_in(struct web *web, struct str address);
/* For what is the same for everybody (ROUTE_CACHE): says how it may be kept
 * (Cache-Control) and under which validator ("\"...\"", quotes and all). True:
 * the visitor has it already and the answer is 304; there is nothing to make. */
bool web_unchanged(struct web *web, const char *cache_control, struct str etag);
/* Bytes of any type. body must live in the arena or be static. */
enum err web_bytes(struct web *web, int status, const char *content_type, struct str body);

/* A __Host- cookie (Secure, HttpOnly, SameSite=Lax, Path=/); max_age in
 * seconds, 0 for the browser's session, -1 to clear it. */
void web_set_cookie(struct web *web, const char *name, struct str value, int64_t max_age);
struct str web_cookie(const struct web *web, const char *name);

/* The text of a message in the page's language, without arguments. */
struct str web_text(const struct web *web, enum msg id);

/* The writing part of a SLOW handler: once a form, as a WRITE handler, with its receipt in the same
 * transaction. run has the arg, writes and answers; a form that was answered before gets its first answer. */
enum err web_write(struct web *web, db_write_fn *run, void *arg);

/* ---- for forms ---- */

/* A fresh random form_id, and the token that binds a form to the cookies it
 * was made with. The form partials carry both. */
struct str web_form_id(struct web *web);
struct str web_form_token(struct web *web);
/* Such a form with nothing but a button. action: as web_path makes it. */
struct page_press web_press(struct web *web, enum msg label, struct str action);
/* One among others like it, told apart by what it is about. */
struct page_press web_press_about(struct web *web, enum msg label, struct str action, struct str about);

#endif
