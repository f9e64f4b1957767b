/* Made by tmplc from the PO files. */
#pragma once
/*
 * The texts that C code chooses (field messages and the like). Templates
 * take theirs by id and need none of this.
 */
#include "buf.h"
#include "lang.h"
#include "str.h"

enum msg {
	MSG_NONE,
	MSG_GOLDEN_HELLO,
	MSG_GOLDEN_LINK,
	MSG_GOLDEN_PLAIN,
	MSG_GOLDEN_STEPS,
	MSG_COUNT
};

/* An argument of a message; of a plural's first only the number counts. */
struct msg_arg {
	struct str text; /* absent: the number is shown */
	int64_t number;
};

/* The text as it stands in the PO file; of a plural the form for many. MSG_NONE: empty. */
struct str msg_text(enum lang lang, enum msg msg);

/* The text with its arguments filled in and the marks of links left out. */
void msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n);
