/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MARKDOWN_MARKDOWN_INTERNAL_H
#define MARKDOWN_MARKDOWN_INTERNAL_H
/*
 * What the files share. Not for others.
 *
 * markdown.c        bytes -> the tree, addresses, help lines
 * markdown_part.c   headings and what stands between them, cards, links
 * markdown_html.c   the tree -> HTML
 * markdown_plain.c  the tree -> plain text
 * markdown_block.c  the tree -> blocks for paper
 * markdown_check.c  what would be left out
 */
#include <cmark-gfm.h>

#include "buf.h"
#include "markdown.h"

/* The most that one byte of Markdown grows to is under 100 bytes of HTML
 * (nested quotes and lists, a help line with a long name). */
#define OUTPUT_MAX (MARKDOWN_MAX * 128)

/* A table fills up short rows: its cells are bounded before it is read. */
#define TABLE_CELLS_MAX 60000

struct markdown_document {
	cmark_node *tree;
	enum lang lang;
	const struct markdown_helplines *helplines;
	struct markdown_headings headings;
	cmark_node **nodes; /* of the headings */
};

struct writer {
	struct buf out;
	enum lang lang;
	const struct markdown_helplines *helplines;
	cmark_node *open_link; /* a link inside a link is only its words */
	int list_depth;
	int level;  /* of the last heading */
	bool parts; /* an article: headings have ids, lists of cards are cards */
	struct arena *work;
};

void markdown_write_html(struct writer *w, cmark_node *block);
void markdown_write_plain(struct writer *w, cmark_node *block);

/* The document of text, freed with the arena. The user data of its numbered
 * headings is their struct markdown_heading. */
cmark_node *markdown_parse(struct str text, struct arena *a);
bool markdown_tables_fit(struct str text);

enum markdown_table { MARKDOWN_NO_TABLE, MARKDOWN_TABLE, MARKDOWN_HEADER, MARKDOWN_ROW, MARKDOWN_CELL };
enum markdown_table markdown_table_node(cmark_node *node);

/* The first block of a part, and the one behind its last (NULL: none). */
cmark_node *markdown_first_block(const struct markdown_document *d, size_t place);
cmark_node *markdown_end_block(const struct markdown_document *d, size_t place);

bool markdown_is_cards(cmark_node *node); /* a list with nothing but cards */
bool markdown_has_language(struct str path);

/* The words in a node, without their markup. */
struct str markdown_words(
	cmark_node *node, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);

/* Takes the next piece off *rest: words, or the id of "{helpline:ID}". False
 * when nothing is left. An id is as written, known or not. */
struct markdown_piece {
	bool is_helpline;
	struct str s;
};
bool markdown_next_piece(struct str *rest, struct markdown_piece *ret_piece);

const struct markdown_helpline *markdown_helpline_find(const struct markdown_helplines *helplines, struct str id);

#endif
