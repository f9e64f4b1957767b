/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTML_MSG_TEXT_H
#define HTML_MSG_TEXT_H
/*
 * The texts that C code chooses (field messages and the like); templates take
 * theirs by id and need none of this. Include "messages.h": tmplc makes it
 * from the PO files, with `enum msg` and this header behind it.
 */
#include "buf.h"
#include "lang.h"

/* An argument of a message; of a plural's first only the number counts. */
struct msg_arg {
	struct str text; /* absent: the number is shown */
	int64_t number;
};

/* The text as it stands in the PO file; of a plural the form for many. MSG_NONE: empty. */
struct str msg_text(enum lang lang, enum msg msg);

/* The text for a name that the program keeps (in a row, in an address). */
struct msg_word {
	const char *name;
	enum msg text;
};
/* MSG_NONE: none of the n has that name. */
enum msg msg_of(const struct msg_word *words, size_t n, struct str name);
#define MSG_WORD(WORDS, NAME) msg_of(WORDS, sizeof(WORDS) / sizeof(WORDS)[0], NAME)

/* The text with its arguments filled in and the marks of links left out. */
void msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n);
/* The same as a text of its own. */
struct str msg_fill(enum lang lang, enum msg msg, const struct msg_arg *args, size_t n, struct arena *a);

/* What messages.c holds. */
struct msg_entry {
	struct str one; /* absent: not a plural */
	struct str many;
};

extern const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT];

#endif
