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
	enum msg said;   /* or MSG_NONE: a text of its own, in the same language; then it is what is shown */
};
#define MSG_Z(Z) { .text = str_from_z(Z) }
/* Arguments and how many, for the two parameters that take them; for none: NULL, 0. */
#define MSG_ARGS(...) \
	(const struct msg_arg[]){ __VA_ARGS__ }, \
	sizeof((const struct msg_arg[]){ __VA_ARGS__ }) / sizeof(struct msg_arg)

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

/* What is said before it is known in which language it will be read: the reason why a text is refused, which a
 * command prints in English and a page shows in the language of who reads. msg_say is the only way to make one, so
 * that no reason is without a text in each. At most MSG_SAID_MAX bytes each: what is longer is cut behind a
 * character. Lives in a. */
#define MSG_SAID_MAX 500
struct msg_said {
	struct str in[LANG_COUNT];
};
struct msg_said msg_say(enum msg msg, const struct msg_arg *args, size_t n, struct arena *a);

/* What messages.c holds. */
struct msg_entry {
	struct str one; /* absent: not a plural */
	struct str many;
};

extern const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT];

#endif
