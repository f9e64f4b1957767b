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
#include "core.h"

struct access_request {
	struct actor actor;
	struct id client;      /* or ID_NONE for a list */
	const struct id *list; /* clients whose labels are shown */
	size_t list_count;
	const char *part;      /* "dossier", "labels", "address" */
	const char *purpose;   /* "care", "welcome", "send" */
	bool emergency;
};

/* The proof that a record stands. Made here only; lives in the arena. */
struct access_grant;

/* Whether a record of the last 10 minutes covers this; *ret_grant then. */
enum err access_granted(struct db_read *r, const struct access_request *q, struct arena *a,
    const struct access_grant **ret_grant);

/* Writes the record; the grant may be used after the commit only. In a WRITE
 * handler the data itself leaves after the same commit. */
enum err access_write(struct db_write *w, const struct access_request *q, struct arena *a,
    const struct access_grant **ret_grant);

/* ERR_NOT_FOUND unless the client's dossier may be opened by that actor. */
enum err access_in_scope(struct db_read *r, const struct actor *actor, struct id client, struct arena *a);

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
