/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_BUF_H
#define BASE_BUF_H
/*
 * A buffer that grows up to a maximum and remembers that it did not fit:
 * write without looking, and ask buf_ok() once at the end. Memory is the
 * arena's, or the heap's when the arena is NULL (then buf_free).
 */
#include <stdarg.h>
#include <stdbool.h>

#include "str.h"

struct buf {
	char *p;
	size_t n, cap, max;
	bool full; /* something did not fit; from then on nothing is added */
	struct arena *arena;
};

void buf_init(struct buf *b, size_t max, struct arena *a);
void buf_free(struct buf *b); /* only when made with arena NULL */
void buf_clear(struct buf *b);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_ok(const struct buf *b);

/* Room for n more bytes at the end, to be filled by the caller, who then adds
 * to b->n; NULL when it does not fit. */
char *buf_room(struct buf *b, size_t n);

/* What was written so far; valid until the next write. */
struct str buf_view(const struct buf *b);

#endif
