/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PROBLEM_H
#define CORE_PROBLEM_H
/*
 * What programs are told when it did not work: application/problem+json
 * (RFC 9457), for every address below /api and /hsds. Used by the dispatcher for what
 * it refuses and by handlers for the rest. Nothing that was sent is repeated.
 */
#include "http.h"

#define API_VERSION "1.0.0"

/* "/api", "/hsds" and everything below them answers with problems instead of pages. */
bool problem_is_api(struct str path);

/* What the dispatcher puts on every answer of an API, also the good ones:
 * API-Version, and for /hsds that any site may read it. */
void problem_add_api_headers(struct http_exchange *x);

/* Fills x->response with the standard problem of that status, and sends
 * nothing. 401 also says which scheme is wanted. */
void problem_fill(struct http_exchange *x, int status);

/* The same with a detail of its own in both languages; `members` are more
 * JSON members (",\"errors\":[...]"), or absent. */
struct problem {
	int status;
	struct str detail, detail_en;
	struct str members;
};
void problem_fill_with(struct http_exchange *x, const struct problem *p);

#endif
