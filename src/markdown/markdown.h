/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MARKDOWN_MARKDOWN_H
#define MARKDOWN_MARKDOWN_H
/*
 * Markdown (CommonMark) to HTML and to plain text. What comes out is safe
 * whatever goes in: no HTML of the author, no images, links only to https
 * and to own paths. An own path is written without language ("/callback");
 * the language of the page is put before it, except for the addresses that
 * have none (/api /static /exit /code /health). "{helpline:ID}" becomes
 * "NAME (PHONE)" with a tel: link; nothing else makes one. The headings of a
 * text begin at h2, as the page has its own h1: # is as ##; "{#id}" behind the
 * words of a heading names it. Tables are those of GitHub.
 *
 * What is not allowed is left out (HTML, the link around its words); what
 * would be left out, markdown_check says. Text that is not UTF-8 becomes
 * empty, and what stands after MARKDOWN_MAX bytes is not read.
 */
#include <stdbool.h>

#include "html.h"
#include "lang.h"
#include "messages.h"
#include "str.h"

#define MARKDOWN_MAX ((size_t)128 * 1024)

/* Somebody to call; phone or url may be absent, not both. Texts of at most
 * MARKDOWN_HELPLINE_MAX bytes each, https addresses only: the caller checks. */
#define MARKDOWN_HELPLINE_MAX 200
struct markdown_helpline {
	struct str id, phone, url;
	struct str name[LANG_COUNT];
};

struct markdown_helplines {
	const struct markdown_helpline *v;
	size_t n;
};

/* Without helplines: "{helpline:ID}" stays as it is. */
struct html_safe markdown_html(struct str text, enum lang lang, struct arena *a);
struct str markdown_plain(struct str text, enum lang lang, struct arena *a);

/* The same with helplines (NULL: none). In plain text a link to https has its
 * address behind it; an own path is left out, as paper knows no site. */
struct html_safe markdown_html_with(
	struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);
struct str markdown_plain_with(
	struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);

/* The two kinds of address that a text may link to. */
bool markdown_is_path(struct str address);  /* "/callback": own, without language */
bool markdown_is_https(struct str address); /* "https://host..." */

/* ---- a text in its parts ---- */

/* Blocks of a text are numbered by its headings (those that stand in no list
 * or quote): place 0 is the beginning, place 1 is behind the first heading, and
 * so on; place headings.n + 1 is the end. Lives in the arena it was read in. */
#define MARKDOWN_HEADINGS_MAX 200 /* more are not headings of the text: markdown_check says so */
struct markdown_heading {
	int level, line; /* level as written, 1 to 6 */
	struct str id;   /* the same in HTML; each once in a text */
	bool named;      /* the id was written ("{#id}"), else it is made of the words */
	struct str title; /* plain words, without the id */
};

struct markdown_headings {
	struct markdown_heading *v;
	size_t n;
};

/* An item "[words](address): sentence" of a list that has no others. */
struct markdown_card {
	struct str label, to, text; /* plain words; to: own path without language, or https */
};

struct markdown_cards {
	struct markdown_card *v;
	size_t n;
};

struct markdown_link {
	int line;
	struct str to;
};

struct markdown_links {
	struct markdown_link *v;
	size_t n;
};

struct markdown_document;
const struct markdown_document *markdown_read(
	struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);
struct markdown_headings markdown_headings(const struct markdown_document *d);

/* What stands from place `first` up to the heading before place `end`: with 0
 * and headings.n + 1 the whole, headings too. Here headings have their ids and lists of cards are cards. */
struct html_safe markdown_part_html(const struct markdown_document *d, size_t first, size_t end, struct arena *a);
struct str markdown_part_plain(const struct markdown_document *d, size_t first, size_t end, struct arena *a);
struct markdown_cards markdown_part_cards(
	const struct markdown_document *d, size_t first, size_t end, struct arena *a);
bool markdown_part_has_table(const struct markdown_document *d, size_t first, size_t end);
bool markdown_part_has_list(const struct markdown_document *d, size_t first, size_t end);

/* The text as a row of blocks in plain words, for paper: no trees, no markup. */
enum markdown_block_kind {
	MARKDOWN_BLOCK_HEADING,
	MARKDOWN_BLOCK_PARAGRAPH,
	MARKDOWN_BLOCK_BULLET,
	MARKDOWN_BLOCK_NUMBER,
	MARKDOWN_BLOCK_QUOTE,
	MARKDOWN_BLOCK_COLUMNS, /* the first row of a table */
	MARKDOWN_BLOCK_ROW,
};

struct markdown_block {
	enum markdown_block_kind kind;
	int level;         /* of a heading, as written; of the rest how deep in lists it stands, from 0 */
	int number;        /* of an item with a number */
	struct str text;   /* as markdown_plain has it */
	struct strs cells; /* of a table's rows, as many in each */
};

struct markdown_blocks {
	struct markdown_block *v;
	size_t n;
};

struct markdown_blocks markdown_part_blocks(
	const struct markdown_document *d, size_t first, size_t end, struct arena *a);

/* All that may be followed: own paths and https. */
struct markdown_links markdown_links(const struct markdown_document *d, struct arena *a);

/* What would be left out, with the line (from 1) where it stands; at most
 * MARKDOWN_FAULTS_MAX. Also helplines that are not in the list. */
#define MARKDOWN_FAULTS_MAX 20
struct markdown_fault {
	int line;
	struct msg_said reason;
};

struct markdown_faults {
	struct markdown_fault *v;
	size_t n;
};

struct markdown_faults markdown_check(struct str text, const struct markdown_helplines *helplines, struct arena *a);

#endif
