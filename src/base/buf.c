/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

void
buf_init(struct buf *b, size_t max, struct arena *a)
{
	*b = (struct buf){ .max = max, .arena = a };
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ .max = b->max };
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
}

static void
grow(struct buf *b, size_t need)
{
	size_t cap = b->cap < 256 ? 256 : b->cap * 2;
	if (cap < need)
		cap = need;
	if (cap > b->max)
		cap = b->max;
	char *p = b->arena != NULL ? arena_raw(b->arena, cap) : realloc(b->p, cap);
	if (p == NULL)
		abort();
	if (b->arena != NULL && b->n > 0)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
}

char *
buf_room(struct buf *b, size_t n)
{
	if (b->full || n > b->max - b->n) {
		b->full = true;
		return NULL;
	}
	if (b->cap - b->n < n || b->p == NULL)
		grow(b, b->n + n);
	return b->p + b->n;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	char *room = buf_room(b, n);
	if (room == NULL)
		return;
	memcpy(room, p, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_z(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_int(struct buf *b, int64_t v)
{
	char digits[24];
	int n = snprintf(digits, sizeof digits, "%lld", (long long)v);
	buf_add(b, digits, (size_t)n);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	va_list again;
	va_copy(again, args);
	size_t n = str_format(NULL, 0, format, args);
	va_end(args);
	char *room = buf_room(b, n + 1);
	if (room != NULL) {
		str_format(room, n + 1, format, again);
		b->n += n;
	} else {
		b->full = true;
	}
	va_end(again);
}

bool
buf_ok(const struct buf *b)
{
	return !b->full;
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p == NULL ? "" : b->p, b->n };
}
