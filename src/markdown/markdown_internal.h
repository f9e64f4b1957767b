/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MARKDOWN_MARKDOWN_INTERNAL_H
#define MARKDOWN_MARKDOWN_INTERNAL_H
/* What the writers and the checker share. Not for others. */
#include <cmark-gfm.h>

#include "markdown.h"

/* The document of text, freed with the arena. */
cmark_node *markdown_parse(struct str text, struct arena *a);

/* Takes the next piece off *rest: words, or the id of "{helpline:ID}". False
 * when nothing is left. An id is as written, known or not. */
struct markdown_piece {
	bool is_helpline;
	struct str s;
};
bool markdown_next_piece(struct str *rest, struct markdown_piece *ret_piece);

const struct markdown_helpline *markdown_helpline_find(const struct markdown_helplines *helplines, struct str id);

#endif
