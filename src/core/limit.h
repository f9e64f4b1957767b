/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_LIMIT_H
#define CORE_LIMIT_H
/*
 * How often one source may try: token buckets by address (IPv6 by /64) and
 * class, in a table of fixed size. A flood slows its source down and nobody
 * else; it never locks an account.
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum limit_class {
	LIMIT_POST,   /* forms: 60 at once, then 2 a second */
	LIMIT_TRY,    /* guesses at codes and passwords: 10 at once, then one in 12 seconds */
	LIMIT_API,    /* partner API calls without a valid token: 20 at once, then 1 a second */
	LIMIT_CLASS_COUNT,
};

struct limit;
struct limit *limit_new(void);
void limit_free(struct limit *l);

/* Takes one; false when there is none left. *ret_wait then is the number of
 * seconds after which it is worth trying again. */
bool limit_take(struct limit *l, enum limit_class c, struct str peer, int *ret_wait);
/* The same at a moment that the caller names (clock_mono). */
bool limit_take_at(struct limit *l, enum limit_class c, struct str peer, int64_t now, int *ret_wait);

/* Gives back what was taken: the try was a good one. A whole office that
 * signs in at nine is no guesser. */
void limit_give_back(struct limit *l, enum limit_class c, struct str peer);

#endif
