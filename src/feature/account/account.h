/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ACCOUNT_H
#define ACCOUNT_H
/*
 * One's own account: a client who makes one, and what staff and clients can
 * change of theirs (password, app, recovery codes, where they are signed in).
 *
 * An app is used only once it showed a right code. Until then what was chosen
 * waits as an enrolment of the client (new account) or the account (another
 * app), for an hour at most.
 */
#include "recovery_code.h"
#include "route.h"
#include "vault.h"

#define ENROLMENT_LIFE CLOCK_HOUR

struct enrolment {
	struct str email, password; /* of a new account: the address and the hash; else absent */
	struct str totp;            /* 20 raw bytes */
};

struct enrolment_new {
	struct id owner;  /* the client who makes an account, or the account that changes its app */
	struct id client; /* whom it is about; ID_NONE: staff */
	struct str email, password; /* as in struct enrolment */
};

/* Begins anew: what the owner chose before is gone, and the app gets a new secret. */
enum err enrolment_begin(struct core *core, struct db_write *w, const struct enrolment_new *n, struct arena *a);
/* ERR_NOT_FOUND: none, or its hour is over. */
enum err enrolment_find(struct core *core, struct db_read *r, struct id owner, struct arena *a,
    struct enrolment *ret_enrolment);

struct account_made {
	struct id account;
	struct str codes[RECOVERY_CODES];
};

/* Makes the client's account once the app's code is right. ERR_INVALID: it is
 * not. ERR_NOT_FOUND: nothing was begun. ERR_CONFLICT: the client has one. */
enum err account_make(struct core *core, struct db_write *w, const struct vault_key *client, struct str code,
    struct arena *a, struct account_made *ret_made);

/* Opens the account anew with what the owner (a recovery) chose, once the
 * app's code is right: nothing from before leads in any more. ERR_INVALID,
 * ERR_NOT_FOUND: as above. */
enum err account_make_anew(struct core *core, struct db_write *w, const struct vault_key *client, struct id owner,
    struct id account, struct str code, struct arena *a, struct account_made *ret_made);

/* The other app takes the place of the one before. ERR_INVALID, ERR_NOT_FOUND: as above. */
enum err account_take_app(struct core *core, struct db_write *w, struct id account, struct str code, struct arena *a);

/* Removes enrolments that are over. A timer. */
enum err account_clean(struct core *core);

extern const struct route account_routes[];
extern const size_t account_route_count;

#endif
