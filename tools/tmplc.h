/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_TMPLC_H
#define TOOLS_TMPLC_H
/*
 * The parts of tmplc, the template compiler (see tmplc.c for what it does):
 *   tmplc_po.c        PO files -> struct catalog; pieces of a message
 *   tmplc_position.c  where in an HTML document a byte of static text stands
 *   tmplc_template.c  one template -> one C function
 *   tmplc_message.c   the catalog -> messages.h and messages.c; unused ids
 * The program lives as short as a build step: memory is never given back, and
 * the first error ends it.
 */
#include "buf.h"
#include "lang.h"
#include "str.h"

/* Prints "file:line: reason" and ends the program with status 1. */
_Noreturn void fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The whole file as text without NUL; fails if it cannot be read. */
struct str read_source(const char *path, struct arena *a);
/* Writes DIR/NAME, replacing it. */
void write_output(const char *dir, const char *name, const struct buf *b);
/* "dir/guide.html" -> "guide.html". */
struct str base_name(struct str path);
/* The text as lines of C string literals, each on its own line behind `indent`;
 * \x01NAME\x02 in it becomes the macro NAME. */
void put_literal(struct buf *b, struct str text, const char *indent);

/* ---- messages ---- */

#define MESSAGE_ARGS 9

struct message {
	struct str id;
	const char *file[LANG_COUNT]; /* NULL: not in this language */
	int line[LANG_COUNT];
	struct str text[LANG_COUNT][2]; /* [0] is the only one, or the one for 1 */
	bool plural;
	int args;   /* arguments 1..args are wanted */
	int links;  /* bit n: argument n is a link */
};

struct catalog {
	struct message *v;
	size_t n, cap;
	struct arena *arena;
};

/* Adds x.nl.po or x.en.po. */
void catalog_read(struct catalog *c, const char *path);
/* Sorts by id, and fails on what is missing in a language or differs between them. */
void catalog_check(struct catalog *c);
/* NULL if there is none. */
const struct message *catalog_find(const struct catalog *c, struct str id);

enum piece_kind { PIECE_TEXT, PIECE_ARG, PIECE_LINK_OPEN, PIECE_LINK_CLOSE };

struct piece {
	enum piece_kind kind;
	struct str text; /* PIECE_TEXT */
	int number;      /* the others: 1 to 9 */
};

/* Takes the next piece off *rest; false at the end. */
bool message_piece(struct str *rest, struct piece *ret_piece);

/* "guide.next" -> "MSG_GUIDE_NEXT" */
void put_message_constant(struct buf *b, struct str id);
void messages_emit(const struct catalog *c, const char *dir);
/* Fails with the place of an id that none of the files uses. */
void messages_unused(const struct catalog *c, char **files, int count);

/* ---- position ---- */

enum position_state {
	POSITION_TEXT,
	POSITION_RAW_TEXT,     /* inside title, textarea, script */
	POSITION_RAW_END,      /* ... behind a '<' there */
	POSITION_TAG_OPEN,     /* behind '<' */
	POSITION_DECLARATION,  /* <!doctype */
	POSITION_TAG_NAME,
	POSITION_BETWEEN,      /* in a tag, white space before */
	POSITION_NEED_SPACE,   /* in a tag, behind a complete attribute */
	POSITION_ATTR_NAME,
	POSITION_AFTER_NAME,   /* white space behind an attribute name */
	POSITION_BEFORE_VALUE, /* behind '=' */
	POSITION_QUOTED,
	POSITION_UNQUOTED,
	POSITION_END_TAG,
};

struct position {
	enum position_state state;
	char quote;
	char tag[32], attr[32];
	size_t tag_n, attr_n, end_n;
	bool started; /* the attribute's value is not empty any more */
	bool part;    /* URL: behind '?' or '#' */
	bool asset;   /* script with an own file */
	bool pre;     /* white space counts */
	bool svg;
};

/* What may stand at a position, and so how it is escaped. */
enum place { PLACE_NONE, PLACE_TEXT, PLACE_RAW_TEXT, PLACE_ATTR, PLACE_URL, PLACE_URL_PART, PLACE_NUMBER };

/* Goes over one byte of static text. NULL, or the reason why it may not stand there. */
const char *position_step(struct position *p, char c);
/* What a value here is; PLACE_NONE sets the reason. */
enum place position_place(const struct position *p, const char **ret_reason);
/* Called at a value: the attribute is not empty any more. */
void position_value(struct position *p);
/* Called where a block begins or ends: completes a name, so that whatever
 * follows cannot lengthen it. NULL, or the reason why no block may stand there. */
const char *position_settle(struct position *p);
/* False if the two are different places. If not, *ret_joined is the stricter of them. */
bool position_join(const struct position *p, const struct position *q, struct position *ret_joined);
/* "inside attribute href of a" */
void position_describe(const struct position *p, char *ret_text, size_t size);

/* ---- templates ---- */

struct template_options {
	const char *out;   /* folder */
	const char *icons; /* folder of NAME.svg, or NULL */
};

void template_compile(const char *path, const struct catalog *c, const struct template_options *o, struct arena *a);

#endif
