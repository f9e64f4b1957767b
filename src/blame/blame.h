/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BLAME_BLAME_H
#define BLAME_BLAME_H
/*
 * Phrasings that put the blame on the person who reads. The list is a text:
 * one pattern a line, "nl: WORDS" or "en: WORDS" (without language: both), "*"
 * is any one word, "#" begins a comment. A pattern is found within a sentence,
 * whatever stands between its words but the end of one.
 */
#include <stdbool.h>

#include "lang.h"
#include "str.h"

#define BLAME_MAX ((size_t)256 * 1024) /* bytes of a list */

struct blame_pattern {
	struct strs words;
	bool in[LANG_COUNT];
	int line; /* in the list */
};

struct blame {
	struct blame_pattern *v; /* by the first byte of their first word, "*" before all */
	size_t n;
	uint32_t from[257]; /* those that begin with byte c: from[c] up to from[c + 1]; "*": up to from[0] */
};

/* ERR_INVALID: not UTF-8, larger than BLAME_MAX, or a pattern without words:
 * *ret_line is where. */
enum err blame_parse(struct str list, struct arena *a, struct blame *ret_blame, int *ret_line);

/* The next phrase in text from *at on (0 at first), which moves behind its
 * first word. False: no more. */
struct blame_found {
	size_t at;        /* of its first byte in text */
	struct str words; /* as the text has them, with single spaces */
};
bool blame_next(const struct blame *b, struct str text, enum lang lang, struct arena *a, size_t *at,
    struct blame_found *ret_found);

#endif
