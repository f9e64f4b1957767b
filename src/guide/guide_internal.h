/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef GUIDE_GUIDE_INTERNAL_H
#define GUIDE_GUIDE_INTERNAL_H
/*
 * How the engine's files work together. Not for others.
 *
 * guide_yaml.c       bytes -> a tree of nodes with line numbers
 * guide_read.c       the tree's head, outcomes and the whole -> struct guide
 * guide_step.c       the tree's steps -> struct guide_step
 * guide_text.c       texts in both languages, phrasings that blame
 * guide_theme.c      scores that are shown, sources, organisations
 * guide_condition.c  the text of a `when` -> struct guide_condition; whether it holds
 * guide_check.c      what no answers can reach
 * guide_walk.c       the way through, for somebody's answers
 * guide_reason.c     why an outcome holds, and the points of themes
 * guide_answer.c     answers as values and as JSON
 * guide_folder.c     helplines, and a whole content folder
 */
#include "blame.h"
#include "guide.h"
#include "markdown.h"

#define GUIDE_FILE_MAX ((size_t)256 * 1024)
#define GUIDE_NODES_MAX 20000
#define GUIDE_DEPTH_MAX 12
#define GUIDE_KEYS_MAX 50
#define GUIDE_STEPS_MAX 200
#define GUIDE_OPTIONS_MAX 40
#define GUIDE_OUTCOMES_MAX 50
#define GUIDE_SCORES_MAX 16
#define GUIDE_POINTS_MAX 1000
#define GUIDE_BANDS_MAX 5
#define GUIDE_SOURCES_MAX 30
#define GUIDE_FAULTS_MAX 200
#define GUIDE_TEXT_MAX 2000    /* characters of an open question, and of a title or label in bytes */
#define GUIDE_TEXT_DEFAULT 500 /* characters of an open question that does not say */
#define GUIDE_CONDITION_MAX 1000

/* ---- faults ---- */

struct guide_report {
	struct arena *a; /* of the faults */
	struct str file;
	struct guide_fault *v;
	size_t n, cap;
};

void guide_report_add(struct guide_report *r, int line, enum msg reason, const struct msg_arg *args, size_t n);
void guide_report_said(struct guide_report *r, int line, struct msg_said reason);
struct guide_faults guide_report_faults(struct guide_report *r); /* by file and line */

/* ---- the tree ---- */

enum guide_node_kind { GUIDE_NODE_TEXT, GUIDE_NODE_LIST, GUIDE_NODE_MAP };

struct guide_node {
	enum guide_node_kind kind;
	int line;        /* where it begins; of a block text (|, >): its first line of words */
	struct str text; /* NODE_TEXT */
	struct str key;  /* in a map */
	int key_line;
	struct guide_node *first, *next; /* children of a list or map; the next in the same */
	size_t count;                    /* of children */
};

/* NULL: cannot be read, the report says why. */
const struct guide_node *guide_yaml_read(struct str yaml, struct guide_report *report, struct arena *a);

/* ---- reading ---- */

struct guide_shared {
	struct markdown_helplines helplines;
	struct blame blame;
	bool published;
};

struct guide_reader {
	struct guide_report *report;
	struct arena *a;    /* of the guide */
	struct arena *work; /* of the reading */
	const struct guide_shared *shared;
	struct guide *guide;
	bool unsound; /* steps or conditions are broken: reaching cannot be judged */
};

/* Faults in blame.txt go to the report. */
void guide_blame_read(struct str text, struct guide_report *report, struct arena *a, struct guide_shared *shared);
void guide_helplines_read(
	struct str yaml, struct guide_report *report, struct arena *a, struct guide_helplines *ret_helplines);
/* NULL: not one; the report says why. */
const struct guide *guide_read(
	struct str yaml, struct guide_report *report, const struct guide_shared *shared, struct arena *a);

/* Unknown and double keys. `keys` ends with NULL (NULL: any). False: not a map, or too large a one. */
bool guide_map_check(struct guide_reader *r, const struct guide_node *map, const char *const *keys, const char *what);
const struct guide_node *guide_map_get(const struct guide_node *map, const char *key); /* or NULL */
/* The same, where its absence is a fault. */
const struct guide_node *guide_map_need(struct guide_reader *r, const struct guide_node *map, const char *key);

/* Single values; a fault gives STR_NONE, 0 or the default. NULL node: absent. */
struct str guide_read_word(struct guide_reader *r, const struct guide_node *node, const char *what);
struct str guide_read_name(struct guide_reader *r, const struct guide_node *node, const char *what); /* a-z 0-9 - */
bool guide_read_bool(struct guide_reader *r, const struct guide_node *node, const char *what);
int guide_read_int(struct guide_reader *r, const struct guide_node *node, const char *what, int min, int max, int none);
struct date guide_read_date(struct guide_reader *r, const struct guide_node *node, const char *what);
/* Position of the node's text in `names` (ends with NULL); 0 after a fault. */
size_t guide_read_choice(
	struct guide_reader *r, const struct guide_node *node, const char *const *names, const char *what);

/* Texts in both languages; `map` is what holds `key`. */
void guide_read_text(struct guide_reader *r, const struct guide_node *map, const char *key, bool needed,
	struct guide_text *ret_text);
void guide_read_prose(
	struct guide_reader *r, const struct guide_node *map, const char *key, struct guide_prose *ret_prose);

void guide_read_steps(struct guide_reader *r, const struct guide_node *list);

/* After the steps; NULL node: none. */
void guide_read_themes(struct guide_reader *r, const struct guide_node *list);
void guide_read_sources(struct guide_reader *r, const struct guide_node *list);
const struct guide_directory *guide_read_directory(struct guide_reader *r, const struct guide_node *map); /* or NULL */
/* An address that begins with https; absent after a fault. */
struct str guide_read_https(struct guide_reader *r, const struct guide_node *node, const char *what);

/* ---- conditions ---- */

enum guide_operator { GUIDE_CHOSEN, GUIDE_ANSWERED, GUIDE_SCORE, GUIDE_NOT, GUIDE_AND, GUIDE_OR };

struct guide_condition {
	enum guide_operator operator;
	size_t index;                               /* of the step (CHOSEN, ANSWERED) or the score */
	uint64_t option;                            /* CHOSEN: its bit */
	int64_t points;                             /* SCORE: at least so many */
	const struct guide_condition *left, *right; /* NOT has only left */
};

/* The condition before step `at` (all steps: an outcome's); NULL after a fault. */
const struct guide_condition *guide_condition_read(struct guide_reader *r, const struct guide_node *node, size_t at);

struct guide_state_step {
	bool applies, answered;
	uint64_t chosen; /* a bit for each option */
};

struct guide_state {
	struct guide_state_step step[GUIDE_STEPS_MAX];
	int64_t score[GUIDE_SCORES_MAX]; /* of the applying steps so far */
};

/* The points that the steps before `at` can give at most (sign 1), or at least (-1). */
int64_t guide_points_bound(const struct guide *g, size_t at, size_t score, int sign);

bool guide_condition_holds(const struct guide_condition *c, const struct guide_state *state);
void guide_state_score(struct guide_state *state, const struct guide_step *step, uint64_t options, int sign);

/* What the answers amount to, all steps in order. */
void guide_state_make(const struct guide *g, const struct guide_answers *answers, struct guide_state *ret_state);

/* ---- reaching ---- */

/* Reports steps that no answers reach and outcomes that none give; the nodes
 * are those of the steps and outcomes, for their lines. */
void guide_check_reach(struct guide_reader *r, const struct guide_node *steps, const struct guide_node *outcomes);

#endif
