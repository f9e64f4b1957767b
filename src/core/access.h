/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H
/*
 * Access records: who looked, when, at which client, what part, why (NEN
 * 7513). The record is durable before the data leaves: access_record_write
 * gives a grant, and only a grant opens the vault.
 *
 * The same session, client and part within 10 minutes is one record.
 * Records are inserted unchained; the sealer adds number and keyed hash.
 */
#include "actor.h"
#include "clock.h"
#include "core.h"

struct access_request {
	struct actor actor;
	struct id client;      /* or ID_NONE for a list */
	const struct id *list; /* clients whose labels are shown */
	size_t list_count;
	const char *part;      /* "dossier", "labels", "address", "search" */
	const char *purpose;   /* "care", "welcome", "send" */
	bool emergency;
};

/* The proof that a record stands. Made here only; lives in the arena. */
struct access_grant;

/* Whether a record of the last 10 minutes, and made after that moment, covers
 * this; *ret_grant then. */
enum err access_granted(struct db_read *r, const struct access_request *q, int64_t after, struct arena *a,
    const struct access_grant **ret_grant);

/* Writes the record; the grant may be used after the commit only. In a WRITE
 * handler the data itself leaves after the same commit. */
enum err access_write(struct db_write *w, const struct access_request *q, struct arena *a,
    const struct access_grant **ret_grant);

/* How a dossier opens (docs/decisions/0049-assignment-and-purpose.md). */
enum access_way {
	ACCESS_BY_ITSELF, /* one's own, assigned, or open work of one's team that nobody has */
	ACCESS_STATED,    /* of one's team: the worker says for what, once in 10 minutes */
	ACCESS_EMERGENCY, /* of another team: for an hour, with a reason, and looked at afterwards */
};

struct access_scope {
	enum access_way way;
	int64_t after; /* what was recorded until then opens nothing: since then it is somebody else's */
};

/* ERR_NOT_FOUND unless the client's dossier may be opened by that actor. */
enum err access_in_scope(
    struct db_read *r, const struct actor *actor, struct id client, struct arena *a, struct access_scope *ret_scope);

/* What the session said of the dossier, at last and after that moment. ERR_NOT_FOUND: nothing. */
enum err access_stated(struct db_read *r, struct str session, struct id client, int64_t after, struct arena *a,
    struct str *ret_purpose);

/* For what a worker of the team may open a dossier. */
enum access_purpose { PURPOSE_CARE, PURPOSE_QUESTION, PURPOSE_COMPLAINT, PURPOSE_QUALITY, PURPOSE_COUNT };
const char *access_purpose_name(enum access_purpose p);
enum access_purpose access_purpose_parse(struct str name); /* the count when unknown */

#define ACCESS_SAME_LOOK (10 * CLOCK_MINUTE)
#define ACCESS_EMERGENCY_LIFE CLOCK_HOUR
#define ACCESS_EMERGENCY_PURPOSE "emergency"

/* How often an account looked at that part since then: for limits. */
enum err access_count(struct db_read *r, struct id account, const char *part, int64_t after, struct arena *a,
    int64_t *ret_n);

/* Opens a dossier of another team for an hour: the row that the privacy
 * officer looks at, and the record, marked. */
enum err access_begin_emergency(struct core *core, struct db_write *w, const struct actor *actor, struct id client,
    struct str number, struct str reason, struct arena *a);

bool access_allows(const struct access_grant *g, struct id client);
const struct actor *access_actor(const struct access_grant *g);
const char *access_purpose(const struct access_grant *g);

/* Seals what is unsealed, puts the head into DIR/audit-head and the journal.
 * Called each second by the worker. */
enum err access_seal(struct core *core);

struct access_fault {
	int64_t number; /* record */
	struct str reason;
};

/* Checks the whole chain and the heads. ERR_CONFLICT with *ret_fault at the
 * first thing that is wrong. */
enum err access_verify(struct core *core, struct arena *a, int64_t *ret_checked, struct access_fault *ret_fault);

#endif
