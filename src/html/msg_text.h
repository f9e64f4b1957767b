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

/* The text with its arguments filled in and the marks of links left out. */
void msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n);

/* What messages.c holds. */
struct msg_entry {
	struct str one; /* absent: not a plural */
	struct str many;
};

extern const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT];

#endif
