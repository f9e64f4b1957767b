/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_TMPLC_H
#define TOOLS_TMPLC_H
/*
 * The parts of tmplc, the template compiler (see tmplc.c for what it does):
 *   tmplc_po.c        PO files -> struct catalog; pieces of a message
 *   tmplc_position.c  where in an HTML document a byte of static text stands
 *   tmplc_template.c  one template -> one C function
 */
#include "lang.h"
#include "tool.h"

/* The text as a C string literal. With an indent it stands on lines of its own, each behind that. */
void put_literal(struct buf *b, struct str text, const char *indent);

/* ---- messages ---- */

#define MESSAGES_MAX 20000

struct message {
	struct str id, constant;      /* guide.next, MSG_GUIDE_NEXT */
	const char *file[LANG_COUNT]; /* NULL: not in this language */
	int line[LANG_COUNT];
	struct str text[LANG_COUNT][2]; /* [0] is the only one, or the one for 1 */
	bool plural;
	int args; /* arguments 1..args are wanted */
};

struct catalog {
	struct message *v; /* room for MESSAGES_MAX */
	size_t n;
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

/* ---- position ---- */

enum position_state {
	POSITION_TEXT,
	POSITION_RAW_TEXT,   /* inside title, textarea, script */
	POSITION_TAG_NAME,
	POSITION_BETWEEN,    /* in a tag, white space before */
	POSITION_NEED_SPACE, /* in a tag, behind a complete attribute */
	POSITION_ATTR_NAME,
	POSITION_QUOTED,
	POSITION_LAST_SETTLED = POSITION_QUOTED, /* up to here a block may begin or end */
	POSITION_RAW_END,                        /* behind '<' in raw text */
	POSITION_TAG_OPEN,                       /* behind '<' */
	POSITION_DECLARATION,                    /* <!doctype */
	POSITION_BEFORE_VALUE,                   /* behind '=' */
	POSITION_END_TAG_OPEN,                   /* behind "</" */
	POSITION_END_TAG,
};

#define HTML_NAME_SIZE 32
enum html_name { NAME_NONE, NAME_TAG, NAME_ATTR, NAME_COUNT };

struct position {
	enum position_state state;
	char name[NAME_COUNT][HTML_NAME_SIZE];
	size_t end_n;
	bool started; /* the attribute's value is not empty any more */
	bool part;    /* URL: behind '?' or '#' */
	bool asset;   /* script with an own file */
	bool pre;     /* white space counts */
	bool svg;
};

/* Goes over one byte of static text. NULL, or the reason why it may not stand there. */
const char *position_step(struct position *p, char c);
/* The function of html.h that writes a value here, and so escapes it as it must be
 * here; NULL: *ret_reason says why none may stand here. */
const char *position_writer(const struct position *p, const char **ret_reason);
/* Called where a block begins or ends: completes a name, so that whatever
 * follows cannot lengthen it. NULL, or the reason why no block may stand there. */
const char *position_settle(struct position *p);
/* False if the two are different places. If not, *p becomes the stricter of them. */
bool position_join(struct position *p, const struct position *q);
/* "in attribute href of <a>" */
struct str position_describe(const struct position *p, struct arena *a);

/* ---- templates ---- */

/* Writes OUT/NAME.c and .h of the template; icons is the folder of NAME.svg. */
void template_compile(const char *path, const struct catalog *c, const char *out, const char *icons);

#endif
