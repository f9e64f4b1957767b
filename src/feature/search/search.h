/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SEARCH_H
#define SEARCH_H
/*
 * Finding what is public: articles, guides, services. Words are made alike for
 * both databases (src/words), so that both find the same: stems, compounds,
 * people's words for ours, and what lies near a word that nobody knows.
 *
 * The index is made from what is live, by a timer: whoever publishes or
 * retires does not know of it. Nothing of who searches is kept. What was
 * searched without a result is counted by a keyed hash; its words are kept
 * once they were asked on SEARCH_WANTED_DAYS days.
 */
#include "core.h"
#include "date.h"
#include "lang.h"
#include "route.h"

/* ---- people's words, and words that point to danger ---- */

/* A line of content/synonyms.LANG.txt: "nare berichten: bedreiging, stalking"
 * (what people say: what we call it), or "!113: zelfmoord, wil dood" (the help
 * line that stands on top when these words are asked for). '#' begins a remark. */
struct search_phrase {
	struct strs said;       /* as folded words */
	struct strs stems;      /* of the same */
	struct strs *meant;     /* what we call it: each some stems; empty for danger */
	size_t meant_count;
	struct str helpline;    /* danger: its id; else absent */
	int line;
};

struct search_aid {
	struct search_phrase *v;
	size_t n;
};

struct search_fault {
	int line;
	struct str reason;
};

struct search_faults {
	struct search_fault *v;
	size_t n;
};

#define SEARCH_AID_MAX 1000 /* phrases */

/* Everything lives in a. ERR_INVALID: *ret_faults says what is wrong (each
 * out-parameter is set in its own case only). */
enum err search_aid_parse(struct str text, enum lang lang, struct arena *a, const struct search_aid **ret_aid,
    struct search_faults *ret_faults);

/* ---- searching ---- */

#define SEARCH_LOOKED_AT 1000 /* documents, in the order of their place: what stands behind them is not ranked */
#define SEARCH_PAGE 10
#define SEARCH_PAGES 10
#define SEARCH_AUDIENCES 4

struct search_question {
	struct str text; /* as somebody typed it: any bytes */
	enum lang lang;
	int audience;    /* number in enum audience, or -1: all */
	int page;        /* from 0 */
};

/* A piece of text, marked when it is what was asked for. */
struct search_piece {
	struct str text;
	bool marked;
};

struct search_pieces {
	struct search_piece *v;
	size_t n;
};

struct search_hit {
	struct str kind, address; /* address: own path without language */
	struct search_pieces title, text;
};

struct search_hits {
	struct search_hit *v;
	size_t n;
};

struct search_results {
	struct search_hits hits;                /* of this page */
	size_t total;                           /* of the audience asked for */
	bool more;                              /* there are more than were looked at */
	size_t by_audience[SEARCH_AUDIENCES], all; /* among those that were looked at */
	struct str corrected;                   /* the words searched for instead, or absent */
	struct strs unknown;                    /* words that are nowhere, and were left out */
	bool loosened;                          /* nothing holds all of the words */
	struct strs danger;                     /* ids of help lines that belong on top */
	bool asked;                             /* there was a word to search for */
};

/* Text lives in a. ERR_OK with total 0: nothing found. */
enum err search_run(struct core *core, struct db_read *r, const struct search_question *q, struct arena *a,
    struct search_results *ret_results);

/* ---- the index ---- */

/* Timers. search_sync looks at what was published last and goes on with what
 * is left to do, for a moment each time; search_sweep compares all with all. */
enum err search_sync(struct core *core);
enum err search_sweep(struct core *core);

/* ---- what was not found ---- */

#define SEARCH_WANTED_DAYS 3

/* Counts what somebody searched in vain. Drops what looks like a number, an
 * address or more than a few words. */
enum err search_missed(struct core *core, struct str text, enum lang lang, struct arena *a);
/* Forgets what was asked on a day or two, and what is old. A timer. */
enum err search_missed_clean(struct core *core);

struct search_wanted {
	struct str language, words;
	int64_t count;
};

struct search_wanted_words {
	struct search_wanted *v;
	size_t n;
};

/* The most asked without a result in these days. */
enum err search_wanted_read(
	struct db_read *r, struct date from, struct date until, struct arena *a, struct search_wanted_words *ret_words);

extern const struct route search_routes[];
extern const size_t search_route_count;

#endif
