/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef GUIDE_GUIDE_H
#define GUIDE_GUIDE_H
/*
 * The engine for guided conversations: reads a guide from YAML, refuses what
 * cannot work, and says which step comes next. Knows nothing of HTTP, of the
 * database or of who answers. The format: docs/guides.md.
 *
 * A struct guide is immutable once parsed and may be read by many threads.
 */
#include <stdbool.h>

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "html.h"
#include "lang.h"
#include "markdown.h"
#include "messages.h"
#include "str.h"

enum guide_kind { GUIDE_INTAKE, GUIDE_WELCOME, GUIDE_TOOL };
enum guide_step_kind { GUIDE_ADVICE, GUIDE_ONE, GUIDE_MANY, GUIDE_TEXT, GUIDE_DATE };
enum guide_depth { GUIDE_INFORMING, GUIDE_ADVISING, GUIDE_SUPPORTING };

struct guide_text {
	struct str in[LANG_COUNT];
};

struct guide_prose { /* Markdown, rendered when the guide was parsed */
	struct html_safe html[LANG_COUNT];
	struct str plain[LANG_COUNT]; /* the same as plain text, for mail and paper */
};

struct guide_score {  /* points that an option gives */
	size_t score; /* which of the guide's score names */
	int points;
};

struct guide_option {
	struct str value;
	struct guide_text label;
	struct guide_score *scores;
	size_t score_count;
};

struct guide_step {
	struct str name;
	enum guide_step_kind kind;
	struct guide_text title; /* the question asked, or the advice's title */
	struct guide_text why;   /* absent unless given */
	struct guide_prose text; /* advice only */
	struct guide_option *options;
	size_t option_count;
	bool optional, urgent;
	size_t max;                         /* characters, text only */
	const struct guide_condition *when; /* NULL: always */
};

/* Which questions say for whom organisations are looked for; NULL: not asked.
 * Their values are the directory's words; those of age are "12-17" (years)
 * or "unknown". */
struct guide_directory {
	const struct guide_step *audience, *offence, *needs, *age, *municipality;
};

struct guide_outcome {
	struct str name;
	enum guide_depth depth;
	struct guide_text title;
	struct guide_prose text;
	struct str link; /* own path without language or https; absent: none */
	struct guide_text link_label;
	const struct guide_directory *directory; /* NULL: no organisations with it */
	const struct guide_condition *when;
};

/* Words for the points from `from` up to the next band. */
struct guide_band {
	int from;
	struct guide_text label;
	struct guide_prose text;
};

/* A score that is shown: as a bar and as a row of a table. */
struct guide_theme {
	size_t score; /* which of the guide's score names */
	struct guide_text label;
	int max;                  /* the most points that answers can give */
	struct guide_band *bands; /* at least two, from low to high; the first from 0 */
	size_t band_count;
};

/* Where a statement of law or a figure comes from. */
struct guide_source {
	struct guide_text what;
	struct str url; /* https */
	struct date checked;
};

struct guide {
	struct str name, offence, audience, owner;
	enum guide_kind kind;
	struct date checked;
	struct guide_text title;
	struct guide_prose intro;
	int minutes;
	bool overview; /* the result shows what was answered: it is what one takes along */
	struct guide_step *steps;
	size_t step_count;
	struct guide_outcome *outcomes;
	size_t outcome_count;
	struct strs scores; /* their names, at most 16 */
	struct guide_theme *themes; /* in the order in which they are shown */
	size_t theme_count;
	struct guide_source *sources;
	size_t source_count;
};

/* One thing that is wrong with a content file. */
struct guide_fault {
	struct str file;
	int line;
	struct msg_said reason;
};

struct guide_faults {
	struct guide_fault *v;
	size_t n;
};

/* What a guide may refer to from outside its file. */
struct guide_context {
	struct str helplines; /* bytes of helpline.yaml; absent: none */
	struct str blame;     /* bytes of blame.txt; absent: none */
	bool published;       /* was checked when it was published: a help line that has gone since stays as its id */
};

/* Everything of *ret_guide lives in a. ERR_INVALID: *ret_faults says all that
 * was found (both out-parameters are set in their own case only). */
enum err guide_parse(struct str yaml, struct str file, const struct guide_context *context, struct arena *a,
	const struct guide **ret_guide, struct guide_faults *ret_faults);

/* ---- what stands beside the guides ---- */

struct guide_helpline {
	struct str id, phone, url; /* phone or url may be absent, not both; url is https */
	struct guide_text name;
	struct guide_text hours; /* absent unless given */
	struct date checked;
};

struct guide_helplines {
	struct guide_helpline *v;
	size_t n;
};

/* As guide_parse, for helpline.yaml. */
enum err guide_helplines_parse(struct str yaml, struct str file, struct arena *a, struct guide_helplines *ret_helplines,
	struct guide_faults *ret_faults);

/* As texts refer to them. */
struct markdown_helplines guide_markdown_helplines(const struct guide_helplines *helplines, struct arena *a);

struct guide_list {
	const struct guide **v; /* by name */
	size_t n;
};

/* Reads DIR/guide/NAME.yaml (all of them), DIR/helpline.yaml and DIR/blame.txt
 * (both may be absent), where DIR is the content folder. The faults of all
 * files together; a guide's name must be its file's. Their file names are
 * without DIR ("guide/burglary.yaml"). ERR_NOT_FOUND: no such folder.
 * ERR_INVALID: *ret_faults is set, *ret_list is not. */
enum err guide_load_folder(
	const char *dir, struct arena *a, struct guide_list *ret_list, struct guide_faults *ret_faults);

/* ---- somebody's answers ---- */

struct guide_answer {
	struct str question;
	struct str *values; /* values of options, or the text, or an ISO date; none: left open */
	size_t value_count;
};

struct guide_answers {
	struct guide_answer *v;
	size_t n;
};

/* Answers as stored in a draft or dossier: compact JSON, stable order. Values
 * of questions that the guide does not know are dropped on reading, and a
 * question of which no value is left is open again. ERR_INVALID: not such
 * JSON (only what guide_answers_write writes is), or longer than
 * GUIDE_ANSWERS_MAX. Names and options of answers are the guide's own memory:
 * answers live no longer than their guide. */
#define GUIDE_ANSWERS_MAX ((size_t)1024 * 1024)
void guide_answers_write(const struct guide_answers *answers, struct buf *out);
enum err guide_answers_read(const struct guide *g, struct str json, struct arena *a, struct guide_answers *ret_answers);

/* Checks what came from a form for one step and puts it in (replacing an
 * earlier answer); values are copied, line ends become LF. No value or only
 * empty ones: left open, if the step allows it (optional, or of type many).
 * ERR_INVALID: *ret_fault says why; *answers and a are untouched. Answers to
 * steps that no longer apply are kept, but not used. */
enum guide_answer_fault {
	GUIDE_ANSWER_MISSING,
	GUIDE_ANSWER_UNKNOWN, /* not one of the options, more than one where one is asked, not text, not a question */
	GUIDE_ANSWER_LONG,
	GUIDE_ANSWER_DATE, /* no such day */
};
enum err guide_answer(const struct guide *g, const struct guide_step *step, const struct strs *values, struct arena *a,
	struct guide_answers *answers, enum guide_answer_fault *ret_fault);

const struct guide_answer *guide_answer_find(const struct guide_answers *answers, struct str question); /* or NULL */

/* ---- the way through ---- */

const struct guide_step *guide_step_find(const struct guide *g, struct str name); /* or NULL */
/* First applying step after `step` (NULL: from the start); NULL: the end.
 * guide_previous the other way; NULL there: from the end. */
const struct guide_step *guide_next(
	const struct guide *g, const struct guide_step *step, const struct guide_answers *answers);
const struct guide_step *guide_previous(
	const struct guide *g, const struct guide_step *step, const struct guide_answers *answers);
/* The first applying question that is neither answered nor was left open; NULL: all done. */
const struct guide_step *guide_first_open(const struct guide *g, const struct guide_answers *answers);

/* Where a step stands among those that apply with these answers. */
struct guide_place {
	bool applies;
	int step, steps;                         /* "step 3 of about 7" */
	const struct guide_step *previous, *next; /* as guide_previous and guide_next */
};
struct guide_place guide_place(
	const struct guide *g, const struct guide_step *step, const struct guide_answers *answers);

/* The outcomes that hold, in order; at least one. */
struct guide_outcomes {
	const struct guide_outcome **v;
	size_t n;
};
struct guide_outcomes guide_outcomes(const struct guide *g, const struct guide_answers *answers, struct arena *a);

/* Why an outcome holds: the answers that its condition rests on, in the order
 * of the steps, then scores that are themes. None: it holds for everybody, or
 * rests only on what was not chosen. */
struct guide_reason {
	const struct guide_step *step;     /* NULL: a theme */
	const struct guide_option *option; /* NULL: a theme, or something was filled in */
	const struct guide_theme *theme;
};
struct guide_reasons {
	struct guide_reason *v;
	size_t n;
};
struct guide_reasons guide_reasons(const struct guide *g, const struct guide_outcome *outcome,
	const struct guide_answers *answers, struct arena *a);

/* The points of each theme of the guide, in their order (theme_count). */
struct guide_points {
	const struct guide_theme *theme;
	int points; /* from 0 to theme->max */
	const struct guide_band *band;
};
struct guide_points *guide_points(const struct guide *g, const struct guide_answers *answers, struct arena *a);

#endif
