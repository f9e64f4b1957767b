/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SEARCH_INTERNAL_H
#define SEARCH_INTERNAL_H
/* What the parts of the search share. Not for others. */
#include "library.h"
#include "search.h"
#include "search.sql.h"
#include "words.h"

/* Goes up when the same text gives other terms than before: all is indexed anew. */
#define SEARCH_EDITION 1

#define SEARCH_WORDS 8         /* of a question */
#define SEARCH_ALTERNATIVES 32 /* of a word */
#define SEARCH_TEXT_MAX ((size_t)1000) /* bytes of a question that are read */

/* A term as both databases keep it: the language's letter and a stem. Terms
 * that begin with '0' say for whom a document is. */
struct str search_term(enum lang lang, struct str stem, struct arena *a);
const char *search_audience_term(int audience);
const char *search_audience_name(int audience); /* "victims" */

/* ---- search_plan.c: what is asked for ---- */

/* One way to say a word: all of these stems. */
struct search_way {
	struct strs stems;
	double weight; /* 1 as it was said; less for what only belongs to it */
};

/* One word of the question (or some that belong together), and its ways. */
struct search_group {
	struct str said; /* as typed, or corrected */
	struct search_way v[SEARCH_ALTERNATIVES];
	size_t n; /* 0: nowhere */
	int64_t documents;
	bool corrected;
};

struct search_plan {
	enum lang lang;
	struct search_group v[SEARCH_WORDS];
	size_t n;
	struct strs danger;
};

enum err search_plan_make(struct db_read *r, const struct search_aid *aid, struct str text, enum lang lang,
    struct arena *a, struct search_plan *ret_plan);

/* The groups of `which` (bits) as the databases are asked: all of them, and the audience if any (-1: none). */
struct str search_plan_text(const struct search_plan *p, unsigned which, int audience, struct arena *a);

/* ---- search_rank.c: which comes first ---- */

struct search_candidate {
	int64_t place;
	struct str strong;
	unsigned groups; /* bits: which it holds */
	double score;
};

struct search_candidates {
	struct search_candidate *v;
	size_t n;
};

/* Gives scores and sorts, best first. */
void search_rank(const struct search_plan *p, struct search_candidates *c, struct arena *a);
/* For whom a document is: bits by enum audience. */
unsigned search_audiences(struct str strong);

/* The kinds, in the order of places. */
#define SEARCH_PLACE_SHIFT 40
struct str search_kind_of(struct str kind, int *ret_class);

/* ---- search_mark.c: what is shown ---- */

struct search_marker;
struct search_marker *search_marker_new(const struct search_plan *p, struct arena *a);
struct search_pieces search_mark(struct search_marker *m, struct str text, struct arena *a);
/* The summary, or the part of the text that holds most of what was asked for. */
struct search_pieces search_mark_part(struct search_marker *m, struct str summary, struct str text, struct arena *a);

/* ---- search_index.c: writing ---- */

struct search_document {
	enum lang lang;
	const char *kind; /* "tool", "checklist", ... */
	struct str address, title, summary;
	struct str names;    /* what else it may be called: counts as its title */
	struct str heads;    /* headings and key words */
	struct str plain;
	unsigned audiences;  /* bits */
};

struct search_source {
	struct id version;
	struct str kind, name;
	struct search_document v[LANG_COUNT];
	size_t n;
};

/* A document's words and terms, made before the transaction begins. */
struct search_entry;
const struct search_entry *search_entry_make(const struct search_document *d, struct arena *a);

/* Puts a source in the place of what was indexed of it before. */
enum err search_put(struct db_write *w, const struct search_source *s, const struct search_entry *const *entries,
    struct arena *a);
enum err search_remove(struct db_write *w, int64_t edition, struct id version, struct arena *a);

/* ---- search_source.c: what there is ---- */

/* Reads a content version. n is 0 for what nobody searches (a welcome). */
enum err search_source_read(
	struct core *core, struct db_read *r, struct id version, struct arena *a, struct search_source *ret_source);

/* ---- search_services.c: the directory ---- */

/* At most so many services that are not indexed as they are now, and of those
 * that are gone. Nothing when the directory has not changed. */
enum err search_services_look(struct db_read *r, size_t most, struct arena *a, struct search_source *ret_sources,
    size_t *ret_n, struct search_gone_rows *ret_gone);

#endif
