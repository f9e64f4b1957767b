/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef NDJSON_H
#define NDJSON_H
/*
 * Cuts a stream of bytes of any length into lines, in one buffer of fixed
 * size. Lines end with LF or CR LF; the last needs no end; lines of white
 * space are counted and left out. What a line holds is none of its business.
 */
#include <stdint.h>

#include "arena.h"
#include "str.h"

struct ndjson {
	char *p;
	size_t from, n, cap; /* p[from..n) was not handed out yet */
	size_t max;
	int64_t line; /* number of the line handed out last; the first is 1 */
	bool skipping, ended;
};

enum ndjson_got {
	NDJSON_LINE,
	NDJSON_TOO_LONG, /* the line number of one that was left out */
	NDJSON_MORE,     /* give it more bytes */
	NDJSON_END,
};

/* Lines of at most max bytes. */
void ndjson_init(struct ndjson *r, size_t max, struct arena *a);

/* Where to put the next bytes, and how many fit (never 0 after NDJSON_MORE).
 * Lines handed out before are gone. */
char *ndjson_room(struct ndjson *r, size_t *ret_n);

/* n bytes were put there; 0: these were all. */
void ndjson_added(struct ndjson *r, size_t n);

enum ndjson_got ndjson_next(struct ndjson *r, struct str *ret_line);

#endif
