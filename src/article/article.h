/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H
/*
 * An article: one piece of public content in one language, as somebody wrote
 * it in a Markdown file with a header. Reads it, refuses what cannot work, and
 * says how readable it is. Knows nothing of HTTP, of the database or of who
 * reads. The format: docs/content.md.
 *
 * A struct article is immutable once parsed and may be read by many threads.
 */
#include <stdbool.h>

#include "arena.h"
#include "date.h"
#include "err.h"
#include "html.h"
#include "lang.h"
#include "markdown.h"
#include "messages.h"
#include "str.h"

enum article_kind {
	ARTICLE_PAGE,
	ARTICLE_HOME,
	ARTICLE_CHECKLIST,
	ARTICLE_THEME,
	ARTICLE_PLAN,
	ARTICLE_STORY,
	ARTICLE_VIDEO,
	ARTICLE_TIP,
};
#define ARTICLE_KIND_COUNT (ARTICLE_TIP + 1)

enum audience { AUDIENCE_VICTIMS, AUDIENCE_HELPERS, AUDIENCE_PROFESSIONALS, AUDIENCE_YOUTH };
#define AUDIENCE_COUNT (AUDIENCE_YOUTH + 1)

const char *article_kind_code(enum article_kind kind);    /* "checklist" */
const char *audience_code(enum audience audience);        /* "victims" */

/* The codes that headers may name, ends with NULL: "online-sexual-harassment", "aid-work". */
extern const char *const article_offences[];
extern const char *const article_sectors[];

/* "victims/burglary": a-z, 0-9 and '-', one or two parts, at most ARTICLE_NAME_MAX bytes. */
#define ARTICLE_NAME_MAX 100
bool article_name_is_valid(struct str name);

/* An item of a checklist, and what stands under its heading. */
struct article_item {
	struct str id;    /* of the page: "call-bank" */
	struct str title; /* plain words */
	struct html_safe text;
	struct str plain;
};

struct article_items {
	struct article_item *v;
	size_t n;
};

/* A group of a checklist, or the text under one ## heading. id is that of the
 * heading in the HTML, written or made of its words. Items of a checklist that
 * stand before its first group have one without id and title. */
struct article_group {
	struct str id, title;
	struct html_safe text; /* what stands before the first item */
	struct str plain;
	struct article_items items; /* checklists only */
};

struct article_groups {
	struct article_group *v;
	size_t n;
};

/* The menu of an environment: the cards of its home, by heading. */
struct article_menu {
	struct str id, title; /* absent: cards before the first heading */
	struct markdown_cards cards;
};

struct article_menus {
	struct article_menu *v;
	size_t n;
};

struct article_source {
	struct str what, url;
	struct date checked;
};

struct article_download {
	struct str file, label;
};

/* Of these offences nobody may see by chance that somebody reads of them. */
bool article_is_delicate(struct strs offences);

struct article {
	struct str name; /* "victims/burglary" */
	enum lang lang;
	enum article_kind kind;
	struct str title, summary, owner;
	struct date checked;
	bool audiences[AUDIENCE_COUNT];
	enum audience audience; /* where it is at home */
	struct strs offences, sectors;
	bool delicate; /* its offences are: no flyer, no card that names it */
	struct str image, video, other; /* or absent */
	struct date told; /* stories: when it was told, with consent to show it; else DATE_NONE */
	struct article_source *sources;
	size_t source_count;
	struct article_download *downloads;
	size_t download_count;
	struct html_safe intro;     /* what stands before the first heading */
	struct html_safe body;      /* the whole, intro too; headings have ids, lists of cards are cards */
	struct article_groups groups;
	struct article_menus menus; /* kind home */
	struct str plain;           /* the whole as plain text: search, mail */
	struct markdown_blocks blocks; /* the whole for paper */
	struct markdown_links links; /* what its text leads to, with the line in the file */
};

/* One thing that is wrong, or worth a second look. */
struct article_fault {
	int line; /* from 1 in the file */
	struct msg_said reason;
};

struct article_faults {
	struct article_fault *v;
	size_t n;
};

/* What an article may refer to from outside its file; any part may be absent. */
struct article_context {
	const struct markdown_helplines *helplines;
	struct str blame; /* bytes of blame.txt */
	bool published;   /* was checked when it was published: what has gone since is left out, and only a
	                     header that cannot be read is refused. The preview of an editor is as lenient. */
};

#define ARTICLE_MAX MARKDOWN_MAX /* bytes of a file */
#define ARTICLE_FAULTS_MAX 200
#define ARTICLE_TITLE_MAX 80     /* characters */
#define ARTICLE_SUMMARY_MAX 160
#define ARTICLE_ITEMS_MIN 8
#define ARTICLE_ITEMS_MAX 15

/* Everything of *ret_article lives in a. ERR_INVALID: *ret_faults says all
 * that was found (each out-parameter is set in its own case only). */
enum err article_parse(struct str text, struct str name, enum lang lang, const struct article_context *context,
    struct arena *a, const struct article **ret_article, struct article_faults *ret_faults);

/* How hard a text is to read, against B1: figures, and sentences and words to
 * look at. Advice for who writes; nothing is refused for it. */
struct article_reading {
	int words, sentences;
	int longest_sentence;     /* words */
	double words_per_sentence;
	double syllables_per_word;
	double score;             /* 0 hard to 100 easy: Flesch-Douma (1960) for Dutch, Flesch (1948) for English */
	struct article_faults hints; /* long sentences, long or unusual words, passive voice (Dutch), with lines */
};
/* text: a whole file, or what stands below its header. hard_words: bytes of
 * words.LANG.txt, "hard word or words: simpler ones" a line; absent: none. */
struct article_reading article_read_score(
    struct str text, enum lang lang, struct str hard_words, struct arena *a);

#endif
