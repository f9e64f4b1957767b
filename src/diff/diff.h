/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H
/*
 * What changed between two versions of a text, for people: line by line, and
 * word by word within a line that changed. Shortest edit script after Myers,
 * "An O(ND) Difference Algorithm and Its Variations" (1986).
 *
 * The work is capped: beyond DIFF_LINES_MAX changed lines (or DIFF_WORDS_MAX
 * changed words of a line) what differs is given whole, removed and then
 * added. That is a longer answer, never a wrong one.
 */
#include <stdbool.h>

#include "str.h"

#define DIFF_LINES_MAX 1000
#define DIFF_WORDS_MAX 200

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };

/* Neighbouring words of one kind, with the white space between them. */
struct diff_piece {
	enum diff_kind kind;
	struct str text;
};

struct diff_pieces {
	struct diff_piece *v;
	size_t n;
};

/* A line of either text, or of both when it stayed or only some of its words
 * changed. The pieces that are not added make the old line, those that are not
 * removed the new one. */
struct diff_line {
	int64_t old_number, new_number; /* from 1; 0: the line is not in that text */
	int64_t skipped;                /* > 0: so many lines that stayed are left out here; no pieces */
	struct diff_pieces pieces;
};

struct diff_lines {
	struct diff_line *v;
	size_t n;
};

struct diff {
	struct diff_lines lines;
	size_t removed, added; /* lines that are only in the old, only in the new text */
	size_t changed;        /* lines with other words */
};

/* Lines that stayed are shown up to `context` before and after each change;
 * context < 0 shows all. Slices point into the two texts. */
struct diff diff_texts(struct str before, struct str after, int context, struct arena *a);

#endif
