/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ACCOUNT_PASSKEY_H
#define CORE_ACCOUNT_PASSKEY_H
/*
 * The passkeys of an account. A passkey whose holder showed the device that it
 * is theirs (PIN, finger, face) stands for everything that an account signs in
 * with: something they have, and something they know or are.
 *
 * A challenge says when it was made and carries a keyed hash over that, its
 * purpose and what it is bound to (a cookie of this browser, or a session). It
 * is good for 5 minutes and for one answer. Texts from and for the browser are
 * base64url.
 */
#include "clock.h"
#include "core.h"

#define PASSKEY_CHALLENGE_TTL (5 * CLOCK_MINUTE)
#define PASSKEY_MOST 20 /* of one account */
#define PASSKEY_NAME_MAX 60 /* characters */

enum passkey_purpose {
	PASSKEY_FOR_SIGN_IN = 1,
	PASSKEY_FOR_PROOF, /* somebody who is signed in shows again that it is them */
	PASSKEY_FOR_NEW,
};

/* A challenge, for a page. */
struct str account_passkey_challenge(struct core *core, enum passkey_purpose purpose, struct str bound,
    struct arena *a);

/* The domain that passkeys here belong to (RP id): the host without its port. */
struct str account_passkey_site(const struct core *core);
/* What an authenticator keeps of whose passkey it is: says nothing to anybody else. */
struct str account_passkey_user(struct core *core, struct id account, struct arena *a);

/* ---- signing in ---- */

/* As the browser sent it. */
struct passkey_sent {
	struct str challenge, credential, client_data, authenticator, signature;
	struct str user; /* absent: the authenticator was told whose it had to be */
};

struct passkey_proof {
	struct id account, passkey;
	int64_t counter;
	struct str challenge; /* its hash */
};

/* Checks all of it; opens a snapshot of its own. account: whose it must be, or
 * ID_NONE. ERR_NOT_FOUND: it does not hold, and *ret_why says why, for the log only. */
enum err account_passkey_verify(struct core *core, enum passkey_purpose purpose, struct str bound, struct id account,
    const struct passkey_sent *sent, struct arena *a, struct passkey_proof *ret_proof, const char **ret_why);
/* Uses the proof up, with what it was for. ERR_NOT_FOUND: it was used meanwhile. */
enum err account_passkey_use(struct db_write *w, const struct passkey_proof *proof);

/* ---- keeping them ---- */

struct passkey_new {
	struct str challenge, client_data, attestation;
	struct str name; /* what the person calls it: 1 to PASSKEY_NAME_MAX characters */
};

/* ERR_NOT_FOUND: it does not hold (*ret_why). ERR_CONFLICT: it is known already. ERR_LIMIT: there are enough. */
enum err account_passkey_add(struct core *core, struct db_write *w, struct id account, struct str bound,
    const struct passkey_new *n, struct arena *a, const char **ret_why);

struct passkey_kept {
	struct id id;
	struct str credential, name;
	int64_t made, used; /* used: 0 when never */
};

struct passkeys_kept {
	struct passkey_kept *v;
	size_t n;
};

enum err account_passkey_list(struct core *core, struct db_read *r, struct id account, struct arena *a,
    struct passkeys_kept *ret_list);
/* ERR_NOT_FOUND: the account has no such passkey. */
enum err account_passkey_rename(struct core *core, struct db_write *w, struct id account, struct id passkey,
    struct str name, struct arena *a);
/* ERR_CONFLICT: it is the last way in. */
enum err account_passkey_remove(struct db_write *w, struct id account, struct id passkey, struct arena *a);

/* Forgets answered challenges that are too old to be answered again. A timer. */
enum err account_passkey_clean(struct core *core);

#endif
