/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ARTICLE_ARTICLE_INTERNAL_H
#define ARTICLE_ARTICLE_INTERNAL_H
/*
 * How the files work together. Not for others.
 *
 * article_header.c  "key: value" lines -> struct article
 * article_body.c    Markdown -> groups, items, menus
 * article.c         the whole, faults, blame
 * article_score.c   how hard it is to read
 * article_words.c   syllables
 */
#include "article.h"
#include "blame.h"

struct article_reader {
	struct arena *a;    /* of the article and the faults */
	struct arena *work; /* of the reading */
	const struct article_context *context;
	struct article *article;
	struct article_faults faults;
	int line;       /* being read */
	int kind_line;  /* of "kind:"; 1 when there is none */
	bool consent;   /* stories */
	bool unreadable; /* not even its title can be shown */
};

void article_fault(struct article_reader *r, int line, enum msg reason, const struct msg_arg *args, size_t n);
void article_fault_said(struct article_reader *r, int line, struct msg_said reason);

/* Takes the header off *rest, whose line in the file is then *ret_line. False: there is none. */
bool article_read_header(struct article_reader *r, struct str *rest, int *ret_line);

/* first: the line of the file where body begins. */
void article_read_body(struct article_reader *r, struct str body, int first);

bool article_is_word(struct str s); /* a-z 0-9 and '-', not empty */

#endif
