/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIFF_MATCH_H
#define DIFF_MATCH_H
/* The algorithm, over pieces of any size. */
#include "diff.h"

/* Which pieces two lists have in common, in order: the kept ones of both are
 * as many, and equal one by one. */
struct diff_match {
	bool *kept_a, *kept_b;
};

/* Past max_edits only what both begin and end with is kept. */
struct diff_match diff_match(struct strs a, struct strs b, size_t max_edits, struct arena *arena);

#endif
