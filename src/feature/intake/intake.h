/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef INTAKE_H
#define INTAKE_H
/*
 * Going through a guide: drafts, and answers that land in a dossier.
 *
 * A draft is kept under a key made from a random token that only the browser's
 * cookie holds (the database knows its hash). A resume code keeps the token in
 * escrow. It lives for 30 days. Somebody in the middle of a guide stays on the
 * version they began with.
 */
#include "core.h"
#include "guide.h"
#include "route.h"
#include "session.h"
#include "vault.h"

#define INTAKE_COOKIE DRAFT_COOKIE
#define INTAKE_LIFE (30 * CLOCK_DAY)

/* A guide as it is live or was when somebody began; valid until the process ends. */
struct intake_guide {
	const struct guide *guide;
	const char *product;    /* "intake.burglary", for counting */
	const char **step_product; /* "intake.burglary.first-things", one a step */
	const char *audience;
};

enum err intake_guide_live(struct core *core, struct db_read *r, struct str name, struct id *ret_version,
    const struct intake_guide **ret_guide);
enum err intake_guide_at(
	struct core *core, struct db_read *r, struct id version, const struct intake_guide **ret_guide);

struct intake_draft {
	struct str hash;
	const struct vault_key *key;
	struct id version;
	const struct intake_guide *guide;
	struct id client, registration; /* or ID_NONE: anonymous */
	struct str source;              /* where the visit came from */
	bool finished;
	struct guide_answers answers;
};

struct intake_start {
	struct id version;
	struct id client, registration; /* or ID_NONE */
	struct str source;
};

/* Begins a draft; *ret_token is for the cookie. */
enum err intake_begin(struct db_write *w, const struct intake_start *s, struct arena *a, struct str *ret_token);

/* ERR_NOT_FOUND: no such draft, or its 30 days are over. */
enum err intake_load(struct core *core, struct db_read *r, struct str token, struct arena *a,
    struct intake_draft *ret_draft);
enum err intake_save(struct db_write *w, const struct intake_draft *d, struct arena *a);

/* Counts the service and, when the client is known, puts the answers in the
 * dossier (with an access record: the client does this). May be done again. */
enum err intake_finish(struct core *core, struct db_write *w, struct intake_draft *d, struct arena *a);

/* Puts an anonymous draft's answers in the dossier of who gave a name after all. */
enum err intake_attach(struct db_write *w, struct intake_draft *d, const struct vault_key *k, struct id registration,
    struct arena *a);

/* A code with which the draft can be opened on another device; as on paper. */
enum err intake_keep(struct core *core, struct db_write *w, const struct intake_draft *d, struct str token,
    struct arena *a, struct str *ret_code);
/* The reverse: the token of the draft that a code keeps. ERR_NOT_FOUND, ERR_LIMIT as code_find. */
enum err intake_resume(struct core *core, struct db_read *r, struct str code, struct arena *a, struct str *ret_token);

/* What was handed in, for the worker. */
struct intake_record {
	struct id id, registration;
	int64_t made;
	const struct intake_guide *guide;
	struct guide_answers answers;
};
struct intake_records {
	struct intake_record *v;
	size_t n;
};
enum err intake_of_client(struct core *core, struct db_read *r, const struct vault_key *k, struct arena *a,
    struct intake_records *ret_records);

/* The words of an answer to a step: labels of options, or what was typed. a may be NULL. */
struct str intake_answer_text(
	const struct guide_step *s, const struct guide_answer *answer, enum lang lang, struct arena *a);

/* Questions with their answers, for people to read. */
struct intake_said {
	struct str question, answer; /* answer is empty when it was left open */
};
struct intake_said_list {
	struct intake_said *v;
	size_t n;
};
struct intake_said_list intake_said(const struct intake_record *record, enum lang lang, struct arena *a);

/* Removes drafts that are over. A timer. */
enum err intake_clean(struct core *core);

extern const struct route intake_routes[];
extern const size_t intake_route_count;

#endif
