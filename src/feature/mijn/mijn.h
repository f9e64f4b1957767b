/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MIJN_H
#define MIJN_H
/*
 * A client's own environment: what is known and planned, how to be contacted,
 * who looked in the dossier, permissions, what was kept, and all data to take
 * along. Every page is about the client who signed in and about nobody else;
 * notes of workers are never among it.
 */
#include "core.h"
#include "guide.h"
#include "route.h"
#include "vault.h"

/* ---- questions about an access record ----
 * Whoever answers them sees the record, the question and no dossier. */

#define MIJN_QUESTIONS_OPEN_MAX 20 /* of one client at a time */

struct mijn_question {
	struct id id, client, record;
	int64_t made;
	struct str text;
	struct str answer; /* absent: still open */
	int64_t answered;  /* 0: still open */
};

struct mijn_questions {
	struct mijn_question *v;
	size_t n;
	bool more; /* there are others behind the last */
};

/* ERR_NOT_FOUND: no such record of that client. ERR_LIMIT: that many are open already. */
enum err mijn_question_ask(struct core *core, struct db_write *w, struct id client, struct id record, struct str text,
    struct arena *a);
/* Of one client, the newest first. */
enum err mijn_question_list(struct core *core, struct db_read *r, struct id client, struct arena *a,
    struct mijn_questions *ret_questions);
/* What is open, of all clients, the oldest first: 50 behind that moment and id
 * (0 and ID_NONE: from the first). For the privacy officer. */
enum err mijn_question_list_open(struct core *core, struct db_read *r, int64_t after, struct id after_id,
    struct arena *a, struct mijn_questions *ret_questions);
enum err mijn_question_find(struct core *core, struct db_read *r, struct id id, struct arena *a,
    struct mijn_question *ret_question);
/* Whom a question is about: the client's number, and the name of the account
 * that looked (absent: a computer, or an account that is gone). */
struct mijn_subject {
	struct str number, name;
};
enum err mijn_question_find_subject(struct core *core, struct db_read *r, const struct mijn_question *q,
    struct arena *a, struct mijn_subject *ret_subject);
/* The client reads the answer on their page of records. ERR_NOT_FOUND: no such
 * question. ERR_CONFLICT: it was answered already. */
enum err mijn_question_answer(struct core *core, struct db_write *w, struct id question, struct id account,
    struct str answer, struct arena *a);

/* An access record in words, as the client sees it. */
struct mijn_look {
	struct id id;
	int64_t made;
	bool own;               /* the client, or whoever came in as them */
	bool emergency;
	struct str who, what, why;
};
enum err mijn_look_find(struct db_read *r, struct id client, struct id record, enum lang lang, struct arena *a,
    struct mijn_look *ret_look);

/* ---- what was kept ---- */

enum mijn_kept_kind { MIJN_KEPT_GUIDE, MIJN_KEPT_TICKS };

#define MIJN_KEPT_MAX 100 /* things of one client */
#define MIJN_TICKS_MAX 40 /* ticked items of one list */

struct mijn_kept {
	struct id id;
	enum mijn_kept_kind kind;
	int64_t made;
	struct id version;    /* MIJN_KEPT_GUIDE: of the guide */
	struct str answers;   /* MIJN_KEPT_GUIDE: as guide_answers_write writes them */
	struct str name;      /* MIJN_KEPT_TICKS: of the checklist */
	struct strs ticks;    /* MIJN_KEPT_TICKS: ids of its items */
};

struct mijn_kept_list {
	struct mijn_kept *v;
	size_t n;
};

/* ERR_LIMIT: the client keeps MIJN_KEPT_MAX things. */
enum err mijn_keep_guide(struct db_write *w, const struct vault_key *k, struct id version,
    const struct guide_answers *answers, struct arena *a);
/* The ticks of a list take the place of those kept before. ERR_INVALID: not
 * the name of an article, or ids that no item can have. */
enum err mijn_keep_ticks(struct core *core, struct db_write *w, const struct vault_key *k, struct str name,
    struct str ids, struct arena *a);
enum err mijn_kept_of_client(struct db_read *r, const struct vault_key *k, struct arena *a,
    struct mijn_kept_list *ret_list);
enum err mijn_kept_find(struct db_read *r, const struct vault_key *k, struct id id, struct arena *a,
    struct mijn_kept *ret_kept);
/* ERR_NOT_FOUND: the client keeps no such thing. */
enum err mijn_kept_remove(struct db_write *w, struct id client, struct id id);

extern const struct route mijn_routes[];
extern const size_t mijn_route_count;

#endif
