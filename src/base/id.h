/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_ID_H
#define BASE_ID_H
/*
 * The key of a row: 48 bits of wall time in milliseconds, then 80 random
 * bits. Sorts by time of making, which keeps inserts at the end of an index.
 * Not a secret: an address that a person may hold carries a token besides.
 * As text: 26 characters of Crockford's base 32 in lower case.
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct id {
	uint8_t b[16];
};

#define ID_TEXT_LENGTH 26
#define ID_NONE ((struct id){ { 0 } })

struct id id_new(void);
bool id_eq(struct id a, struct id b);
bool id_is_none(struct id i); /* all zero: absent */
struct str id_text(struct id i, struct arena *a);
/* ERR_INVALID unless s is exactly what id_text would give for some id. */
enum err id_parse(struct str s, struct id *ret_id);

/* Crockford's base 32 of any bytes (lower case, no check character), as many
 * characters as it takes; the last ones' spare bits are zero. */
struct str id_base32(const void *p, size_t n, struct arena *a);

#endif
