/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef EDITOR_H
#define EDITOR_H
/*
 * How content comes about: somebody writes a draft, hands it in, somebody else
 * reads and approves it, and it is published, now or at a time. Every text that
 * was ever saved stays as it was, with who and when.
 *
 *     none -> writing -> review -> approved -> scheduled
 *               ^           |          |            |
 *               +-----------+----------+------------+   sent back, or the text was changed
 *
 * A text that is changed is a draft again, whatever it was before: what is
 * published is, to the letter, what a second person read.
 *
 * Not for files of the content folder (`nabij content import`): whoever may
 * change those has the machine.
 */
#include "article.h"
#include "core.h"
#include "guide.h"
#include "job.h"
#include "library.h"
#include "route.h"

enum editor_kind { EDITOR_PAGE, EDITOR_GUIDE };
#define EDITOR_KIND_COUNT (EDITOR_GUIDE + 1)
const char *editor_kind_name(enum editor_kind kind); /* "page": also the kind of its content */

/* What is written and published as one: an article in one language, or a guide. */
struct editor_doc {
	enum editor_kind kind;
	struct str name;  /* of its content: "victims/burglary.nl", "burglary" */
	struct str part;  /* of the page: "victims/burglary" */
	enum lang lang;   /* EDITOR_PAGE only */
};

/* From a name of content. ERR_INVALID: nothing can have that name. */
enum err editor_doc_parse(struct str kind, struct str name, struct editor_doc *ret_doc);
enum err editor_doc_of(
	enum editor_kind kind, struct str part, enum lang lang, struct arena *a, struct editor_doc *ret_doc);

enum editor_state { EDITOR_NO_DRAFT, EDITOR_WRITING, EDITOR_REVIEW, EDITOR_APPROVED, EDITOR_SCHEDULED };
#define EDITOR_STATE_COUNT (EDITOR_SCHEDULED + 1)
const char *editor_state_name(enum editor_state state); /* as stored: "review" */

/* Where it stands. */
struct editor_sheet {
	struct editor_doc doc;
	struct id live;           /* version, or ID_NONE */
	struct str live_body;     /* or absent */
	enum editor_state state;
	struct id revision, base; /* of the draft; base: what was live when it was saved */
	struct id writer, sender, reviewer;
	struct str body;          /* of the draft, or absent */
	int64_t changed, due;     /* due: EDITOR_SCHEDULED */
	bool gone;                /* was taken down; goes_to may be absent */
	struct str goes_to;
};

/* ERR_NOT_FOUND: neither a version nor a draft was ever there. */
enum err editor_read(struct db_read *r, const struct editor_doc *doc, struct arena *a, struct editor_sheet *ret_sheet);
/* What the next text is made from: the draft, or what is live; ID_NONE for a new page. */
struct id editor_head(const struct editor_sheet *s);
/* A text by its id, a version or a revision of that page. */
enum err editor_text(
	struct db_read *r, const struct editor_doc *doc, struct id id, struct arena *a, struct str *ret_body);
/* Whether this account may approve the draft: it neither wrote nor handed it in. */
bool editor_may_approve(const struct editor_sheet *s, struct id account);

/* ---- what is wrong with a text, and how it reads ---- */

#define EDITOR_BODY_MAX ((size_t)256 * 1024) /* of a guide; an article: ARTICLE_MAX */

struct editor_faults {
	struct article_fault *v;
	size_t n;
};

/* Whatever an editor should know of a text. */
struct editor_look {
	struct editor_faults faults;    /* it cannot be published before they are mended */
	struct article_reading reading; /* of an article */
	const struct article *article;  /* as a reader would get it; NULL: too broken, or a guide */
	const struct guide *guide;      /* or NULL */
};

enum err editor_look_at(struct db_read *r, const struct editor_doc *doc, struct str body, struct arena *a,
	struct editor_look *ret_look);

/* ---- what editors do ----
 * Each is given the revision that the person saw; ERR_CONFLICT when that is
 * not what counts any more, or it is not in the state for it. */

struct editor_step {
	struct core *core;
	struct editor_doc doc;
	struct id account; /* ID_NONE: the timer */
	struct id seen;    /* revision, or what editor_head() gave */
	struct str remark; /* or absent */
};

/* A new draft; the same text again changes nothing. ERR_LIMIT: too long. */
enum err editor_save(struct db_write *w, const struct editor_step *s, struct str body, struct arena *a);
/* ERR_INVALID: it has faults. */
enum err editor_hand_in(struct db_write *w, const struct editor_step *s, struct arena *a);
/* ERR_FORBIDDEN: they wrote it or handed it in themselves. */
enum err editor_approve(struct db_write *w, const struct editor_step *s, struct arena *a);
enum err editor_send_back(struct db_write *w, const struct editor_step *s, struct arena *a);
/* The same to the text, but it is the writers who want it back. */
enum err editor_take_back(struct db_write *w, const struct editor_step *s, struct arena *a);
/* ERR_INVALID: that moment is over. */
enum err editor_schedule(struct db_write *w, const struct editor_step *s, int64_t due, struct arena *a);
enum err editor_unschedule(struct db_write *w, const struct editor_step *s, struct arena *a);
/* ERR_INVALID: it has faults (by now: a help line may have gone since).
 * ERR_CONFLICT also when something else went live since it was saved. */
enum err editor_publish(struct db_write *w, const struct editor_step *s, struct arena *a);
enum err editor_discard(struct db_write *w, const struct editor_step *s, struct arena *a);
/* Takes it off the site; the draft stays. goes_to: a live page, or absent.
 * ERR_INVALID: no such page. ERR_NOT_FOUND: nothing is live. */
enum err editor_retire(struct db_write *w, const struct editor_step *s, struct str goes_to, struct arena *a);
/* Makes a draft of an older text; from there the way is the usual one. */
enum err editor_restore(struct db_write *w, const struct editor_step *s, struct id text, struct arena *a);

/* ---- history ---- */

struct editor_event {
	struct str what; /* "saved", "handed_in", "approved", "sent_back", "taken_back", "scheduled", "unscheduled",
	                    "published", "failed", "retired", "restored", "discarded" */
	struct id account, revision, version;
	int64_t made;
	struct str remark;
};

struct editor_events {
	struct editor_event *v;
	size_t n;
};

/* The newest first, at most 100. */
enum err editor_history(
	struct db_read *r, const struct editor_doc *doc, struct arena *a, struct editor_events *ret_events);

/* What the content folder says was taken down (content_take_down_file): the list of texts says so too. */
enum err editor_retire_file(struct db_write *w, struct str body, const struct content_gones *gones, struct arena *a,
    bool *ret_changed);

/* ---- all that is live, as files ---- */

/* Where they go, one after the other: the path in a content folder ("nl/victims/burglary.md"), then its bytes in
 * pieces. What fails ends it; a file that began is ended. */
struct editor_export {
	void *arg;
	enum err (*begin)(void *arg, struct str path, int64_t size);
	enum err (*write)(void *arg, struct str bytes);
	enum err (*end)(void *arg);
};
/* Texts, what was taken down, then media: what `nabij content import` makes the same thing of. */
enum err editor_export(struct db_read *r, const struct editor_export *to);

/* ---- lists ---- */

#define EDITOR_LIST_PAGE 50
#define EDITOR_CHECK_DAYS 365 /* so old may a look at law and practice be */

struct editor_filter {
	struct str after, after_kind; /* behind that name; empty: from the start */
	struct str lang, type, audience, state, search; /* empty: any */
	bool due_for_check;
};

struct editor_row {
	struct editor_doc doc;
	struct str lang, type, title, audience, owner, checked;
	int64_t score, faults;
	enum editor_state state;
	int64_t due;
	bool live, gone;
};

struct editor_rows {
	struct editor_row *v;
	size_t n;
	bool more;
};

enum err editor_list_read(
	struct db_read *r, const struct editor_filter *f, struct arena *a, struct editor_rows *ret_rows);

/* What is to be looked at. */
struct editor_task {
	struct editor_doc doc;
	struct str title, lang, what; /* what: the address that leads nowhere; the date; or absent */
};

struct editor_tasks {
	struct editor_task *v;
	size_t n;
};

struct editor_desk {
	struct editor_tasks review, scheduled, unchecked, untranslated, dead_links;
};
enum err editor_desk_read(struct db_read *r, struct arena *a, struct editor_desk *ret_desk);

/* Brings the list up to what is live. A timer. */
enum err editor_summarise(struct core *core);
/* Publishes what is due. A timer. */
enum err editor_publish_due(struct core *core);

extern const struct route editor_routes[];
extern const size_t editor_route_count;

#endif
