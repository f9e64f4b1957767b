/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A request as it comes off the socket: head, then body. Given whole and
 * byte by byte the result must be the same, and what was taken must hold
 * none of what is refused.
 */
#include <stdlib.h>
#include <string.h>

#include "parse.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

/* The body's bytes, copied to out; false when the framing broke. */
static bool
decode(const struct http_parse *p, struct str in, size_t step, struct str *rest, char *out, size_t *ret_n)
{
	struct http_body_decoder d;
	size_t n = 0;
	http_body_init(&d, p);
	while (in.n > 0 && !http_body_done(&d)) {
		struct str piece = str_cut(in, 0, step), data;
		size_t before = piece.n;
		if (http_body_decode(&d, &piece, &data) != ERR_OK)
			return false;
		must(before > piece.n || piece.n == 0);
		memcpy(out + n, data.p, data.n);
		n += data.n;
		in = str_cut(in, before - piece.n, in.n);
	}
	*rest = in;
	*ret_n = n;
	return true;
}

static void
check_body(const struct http_parse *p, struct str in)
{
	char *whole = malloc(in.n + 1), *slow = malloc(in.n + 1);
	size_t whole_n = 0, slow_n = 0;
	struct str whole_rest = STR_NONE, slow_rest = STR_NONE;
	must(whole != NULL && slow != NULL);
	bool whole_ok = decode(p, in, in.n, &whole_rest, whole, &whole_n);
	bool slow_ok = decode(p, in, 1, &slow_rest, slow, &slow_n);
	must(whole_ok == slow_ok);
	if (whole_ok) {
		must(whole_n == slow_n && memcmp(whole, slow, whole_n) == 0);
		must(whole_rest.p == slow_rest.p && whole_rest.n == slow_rest.n);
		must(p->chunked || whole_n <= p->length);
	}
	free(whole);
	free(slow);
}

static void
check_taken(const struct http_parse *p, struct str all)
{
	struct str head = str_cut(all, 0, p->head_length);
	must(p->has_host && !(p->chunked && p->has_length));
	must(p->path.n > 0 && p->path.p[0] == '/');
	must(str_ends(head, STR("\r\n\r\n")));
	must(memchr(head.p, 0, head.n) == NULL);
	must(str_find(head, STR("\r\n ")) < 0 && str_find(head, STR("\n\n")) < 0);
	for (size_t i = 0; i < p->header_count; i++)
		must(p->headers[i].name.n > 0 && str_find_char(p->headers[i].value, '\n') < 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct http_parse whole, slow;
	struct str all = { (const char *)data, size };
	http_parse_init(&whole);
	http_parse_init(&slow);
	int at_once = http_parse_head(&whole, all.p, all.n), slowly = HTTP_PARSE_MORE;
	for (size_t n = 1; n <= size && slowly == HTTP_PARSE_MORE; n++)
		slowly = http_parse_head(&slow, all.p, n);
	must(at_once == slowly);
	if (at_once != HTTP_PARSE_DONE)
		return 0;
	must(whole.head_length == slow.head_length && whole.header_count == slow.header_count);
	must(memcmp(whole.headers, slow.headers, whole.header_count * sizeof *whole.headers) == 0);
	must(whole.length == slow.length && whole.chunked == slow.chunked && whole.close == slow.close);
	check_taken(&whole, all);
	check_body(&whole, str_cut(all, whole.head_length, all.n));
	return 0;
}
