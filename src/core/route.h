/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ROUTE_H
#define CORE_ROUTE_H
/*
 * Routes are data: what a feature answers to, and everything the dispatcher
 * checks before the handler runs. Declared without language; /nl and /en are
 * taken off before. Addresses below /api, /hsds, /static, /exit and /health have
 * none. "/a/" is not "/a": a slash at the end is a route of its own.
 */
#include <stdbool.h>
#include <stddef.h>

#include "http.h"
#include "lang.h"
#include "permission.h"

struct web;

enum route_mode {
	READ,   /* on the loop, in one read snapshot; run again in the pool when it takes over 2 ms */
	WRITE,  /* the whole handler in one write transaction; may run more than once */
	SLOW,   /* in the pool; may block; opens what it needs itself */
	STREAM, /* as SLOW, and reads its body with http_body_read */
};

enum route_flag {
	ROUTE_NO_LANG = 1 << 0,   /* address has no language prefix */
	ROUTE_NO_FORM = 1 << 1,   /* WRITE of a program: no origin, token or receipt; body up to 64 KB */
	ROUTE_RECORD = 1 << 2,    /* :client or the actor's client is read: access record first */
	ROUTE_TOKEN = 1 << 3,     /* the address holds a token: Referrer-Policy no-referrer */
	ROUTE_CACHE = 1 << 4,     /* public and the same for everybody, also for who is signed in: may be kept, and the
	                             handler says how (web_unchanged, or a header of its own) */
	ROUTE_TRIES = 1 << 5,     /* guessing: the strict rate limit */
	ROUTE_DEMO = 1 << 6,      /* exists only with --demo */
	ROUTE_FILE = 1 << 7,      /* a file somebody put up: opened by itself it may load and run nothing */
	ROUTE_EMBED = 1 << 8,     /* may be taken into the pages of others: public, no cookie, no form */
	ROUTE_STEP_UP = 1 << 9,   /* for who proved in the last 5 minutes that it is them (SESSION_PROVED); others are
	                             asked first and led back, and what they typed comes along */
	ROUTE_PASSKEY = 1 << 12,  /* its page may ask the browser for a passkey */
};

/* ERR_OK: the handler has answered through web.h. ERR_INVALID after it
 * answered: the page with messages is sent and nothing is saved. Any other
 * error: the dispatcher makes the page. */
typedef enum err route_fn(struct web *web);

struct route {
	enum http_method method;
	const char *path; /* "/work/:id/attempt"; parameters are whole segments */
	enum route_mode mode;
	route_fn *run;
	enum permission permission;
	unsigned flags;
	const char *part;    /* ROUTE_RECORD: which part is read, and */
	const char *purpose; /* why, as kept in the record */
};

struct route_table {
	const struct route *v;
	size_t n;
};

#define ROUTE_MAX_PARAMS 4

struct router;

/* Aborts with a log line when a route has no permission, stands there twice,
 * or changes something for whoever has a cookie without the checks of a form. */
struct router *router_new(const struct route_table *tables, size_t n);
void router_free(struct router *r);

enum route_match { ROUTE_FOUND, ROUTE_ABSENT, ROUTE_OTHER_METHOD, ROUTE_NEEDS_LANG };

struct route_hit {
	const struct route *route;
	enum lang lang;
	bool has_lang;
	struct str path; /* without the language */
	struct str param[ROUTE_MAX_PARAMS];
};

/* HEAD finds the GET route. ROUTE_NEEDS_LANG: a GET that would exist with a
 * language before it ("/" or an old link): redirect. */
enum route_match router_find(
	const struct router *r, enum http_method method, struct str path, struct route_hit *ret_hit);

/* "GET, HEAD, POST": the methods that the address knows. */
struct str router_methods(const struct router *r, struct str path);

/* Whether routes for accounts begin with the same segment as the path (without
 * language): what stands there is nobody's business who is not signed in. */
bool router_is_staff_area(const struct router *r, struct str path);

/* Every route, for the test that walks the table. */
size_t router_count(const struct router *r);
const struct route *router_at(const struct router *r, size_t i);

#endif
