/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A stream cut into lines must not depend on the pieces it came in: the first
 * bytes of the input say how long the pieces are, the rest is the stream.
 * What comes out is compared with a plain walk over the whole.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ndjson.h"

#include "banned.h"

#define LINE_MAX_BYTES 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct expected {
	struct str rest;
	int64_t line;
};

/* The next line that counts, as it should be. */
static enum ndjson_got
expect(struct expected *x, struct str *ret_line)
{
	struct str line;
	while (x->rest.n > 0) {
		ptrdiff_t at = str_find_char(x->rest, '\n');
		size_t length = at < 0 ? x->rest.n : (size_t)at;
		line = str_cut(x->rest, 0, length);
		x->rest = str_cut(x->rest, length + (at >= 0), x->rest.n);
		x->line++;
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n > LINE_MAX_BYTES)
			return NDJSON_TOO_LONG;
		if (str_trim(line).n == 0)
			continue;
		*ret_line = line;
		return NDJSON_LINE;
	}
	return NDJSON_END;
}

static void
require(int truth)
{
	if (!truth)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 4)
		return 0;
	struct arena *a = arena_new();
	struct expected x = { .rest = { (const char *)data + 4, size - 4 } };
	struct str given = x.rest, line, wanted;
	struct ndjson r;
	ndjson_init(&r, LINE_MAX_BYTES, a);
	for (size_t turn = 0;;) {
		enum ndjson_got got = ndjson_next(&r, &line);
		if (got == NDJSON_MORE) {
			size_t room, n = (size_t)data[turn++ % 4] + 1;
			char *p = ndjson_room(&r, &room);
			require(room > 0);
			n = n > given.n ? given.n : n;
			n = n > room ? room : n;
			if (n > 0)
				memcpy(p, given.p, n);
			given = str_cut(given, n, given.n);
			ndjson_added(&r, n);
			continue;
		}
		require(got == expect(&x, &wanted));
		if (got == NDJSON_END)
			break;
		require(r.line == x.line);
		require(got == NDJSON_TOO_LONG || str_eq(line, wanted));
	}
	arena_free(a);
	return 0;
}
