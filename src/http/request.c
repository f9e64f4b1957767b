/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "connection.h"

#include "banned.h"

struct str
http_header(const struct http_request *r, const char *name)
{
	struct str wanted = str_from_z(name);
	for (size_t i = 0; i < r->header_count; i++)
		if (str_eq_nocase(r->headers[i].name, wanted))
			return r->headers[i].value;
	return STR_NONE;
}

/* Counts the pairs of that name in one Cookie header. */
static int
find_cookie(struct str pairs, struct str name, struct str *found)
{
	int count = 0;
	struct str pair;
	while (str_split(&pairs, ';', &pair)) {
		pair = str_trim(pair);
		if (pair.n > name.n && pair.p[name.n] == '=' && str_starts(pair, name)) {
			*found = str_cut(pair, name.n + 1, pair.n);
			count++;
		}
	}
	return count;
}

struct str
http_cookie(const struct http_request *r, const char *name)
{
	struct str found = STR_NONE;
	int count = 0;
	for (size_t i = 0; i < r->header_count; i++)
		if (str_eq_nocase(r->headers[i].name, STR("cookie")))
			count += find_cookie(r->headers[i].value, str_from_z(name), &found);
	return count == 1 ? found : STR_NONE;
}

/* One address and nothing else, in the form that inet_ntop gives it. */
static bool
normalise_address(struct str s, char *ret_text)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	char text[INET6_ADDRSTRLEN];
	unsigned char bytes[16];
	if (s.n == 0 || s.n >= sizeof text || memchr(s.p, 0, s.n) != NULL)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = 0;
	if (inet_pton(AF_INET, text, bytes) == 1) { /* has one form only */
		memcpy(ret_text, text, s.n + 1);
		return true;
	}
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return false;
	if (memcmp(bytes, mapped, sizeof mapped) == 0)
		return inet_ntop(AF_INET, bytes + sizeof mapped, ret_text, INET6_ADDRSTRLEN) != NULL;
	return inet_ntop(AF_INET6, bytes, ret_text, INET6_ADDRSTRLEN) != NULL;
}

static bool
take_forwarded(struct work *w)
{
	const struct http_header *found = NULL;
	for (size_t i = 0; i < w->parse.header_count; i++) {
		const struct http_header *h = &w->parse.headers[i];
		if (!str_eq_nocase(h->name, STR("x-forwarded-for")))
			continue;
		if (found != NULL)
			return false;
		found = h;
	}
	return found != NULL && normalise_address(found->value, w->peer);
}

/* From the parsed head to the request; 0, or the status to refuse it with. */
int
request_fill(struct work *w, bool trust_forwarded)
{
	struct http_parse *p = &w->parse;
	w->x.request = (struct http_request){
		.method = p->method, .target = p->target, .path = p->path, .query = p->query,
		.headers = p->headers, .header_count = p->header_count,
		.has_length = p->has_length, .length = p->length, .body = STR(""),
		.peer = str_from_z(w->connection->peer),
	};
	if (!trust_forwarded)
		return 0;
	if (!take_forwarded(w))
		return 400;
	w->x.request.peer = str_from_z(w->peer);
	return 0;
}
