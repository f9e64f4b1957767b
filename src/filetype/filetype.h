/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef FILETYPE_FILETYPE_H
#define FILETYPE_FILETYPE_H
/*
 * The kinds of public files that we keep, known by their ending, and whether
 * the bytes are what the ending says. Refuses what is something else as well
 * (a script in a picture, a page in a film), what has a tail behind its end,
 * and pictures that grow to more than a screen can show.
 */
#include <stdint.h>

#include "messages.h"
#include "str.h"

struct filetype {
	const char *ending; /* "svg", without the dot */
	const char *type;   /* "image/svg+xml" */
	size_t max;         /* bytes */
	bool whole;         /* filetype_check needs the whole file, else its first FILETYPE_HEAD bytes */
};

#define FILETYPE_HEAD ((size_t)4096)
#define FILETYPE_SIDE_MAX 8192 /* pixels of a side of a picture */

/* By the ending of a name; NULL: not a kind that we keep. */
const struct filetype *filetype_of(struct str name);
/* The n-th of all kinds; NULL behind the last. */
const struct filetype *filetype_at(size_t n);

/* ERR_INVALID: *ret_reason says what is wrong, and *ret_line where (1 where
 * the file has no lines). A file beyond max is refused before by the caller. */
enum err filetype_check(
    const struct filetype *t, struct str bytes, struct arena *a, int *ret_line, struct msg_said *ret_reason);

/*
 * SVG as a drawing and nothing else: a closed list of elements and attributes,
 * no style sheet that fetches, no address but '#name', no entities of its own,
 * no scripts, events or animation, and a bounded number of shapes. As
 * filetype_check, for bytes of any origin.
 */
enum err filetype_svg_check(struct str svg, struct arena *a, int *ret_line, struct msg_said *ret_reason);

#endif
