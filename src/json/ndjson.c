/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "ndjson.h"

#include <assert.h>
#include <string.h>

#include "banned.h"

#define READ_AHEAD ((size_t)64 * 1024)

void
ndjson_init(struct ndjson *r, size_t max, struct arena *a)
{
	*r = (struct ndjson){ .max = max, .cap = max + READ_AHEAD };
	r->p = arena_alloc(a, r->cap);
}

char *
ndjson_room(struct ndjson *r, size_t *ret_n)
{
	if (r->from > 0)
		memmove(r->p, r->p + r->from, r->n - r->from);
	r->n -= r->from;
	r->from = 0;
	*ret_n = r->cap - r->n;
	return r->p + r->n;
}

void
ndjson_added(struct ndjson *r, size_t n)
{
	assert(n <= r->cap - r->n);
	r->n += n;
	r->ended = n == 0;
}

/* Takes up to the next LF off; false when there is none. At the end of the
 * stream what is left is a line too. */
static bool
take(struct ndjson *r, struct str *ret_line)
{
	struct str rest = { r->p + r->from, r->n - r->from };
	ptrdiff_t at = str_find_char(rest, '\n');
	if (at < 0 && (!r->ended || rest.n == 0))
		return false;
	size_t length = at < 0 ? rest.n : (size_t)at;
	r->from += length + (at >= 0);
	r->line++;
	if (length > 0 && rest.p[length - 1] == '\r')
		length--;
	*ret_line = (struct str){ rest.p, length };
	return true;
}

/* A line that is too long is dropped piece by piece, and told at its end. */
static enum ndjson_got
more(struct ndjson *r)
{
	if (r->n - r->from > r->max + 1) { /* a CR may stand at its end */
		r->skipping = true;
		r->from = r->n;
	}
	if (!r->ended)
		return NDJSON_MORE;
	if (!r->skipping)
		return NDJSON_END;
	r->skipping = false;
	r->line++;
	return NDJSON_TOO_LONG;
}

enum ndjson_got
ndjson_next(struct ndjson *r, struct str *ret_line)
{
	struct str line;
	while (take(r, &line)) {
		bool too_long = r->skipping || line.n > r->max;
		r->skipping = false;
		if (too_long)
			return NDJSON_TOO_LONG;
		if (str_trim(line).n == 0)
			continue;
		*ret_line = line;
		return NDJSON_LINE;
	}
	return more(r);
}
