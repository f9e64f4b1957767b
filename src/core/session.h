/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H
/*
 * Accounts of staff and of clients, and the sessions that their cookie leads to. A session
 * ends 12 hours after it began and after 30 minutes without a request. The
 * role and team are read on each request: what is taken away works at once.
 */
#include "actor.h"
#include "core.h"

#define SESSION_COOKIE "__Host-session"
/* What somebody answers before we know who they are (feature/intake). */
#define DRAFT_COOKIE "__Host-draft"
#define SESSION_ABSOLUTE (12 * CLOCK_HOUR)
#define SESSION_IDLE (30 * CLOCK_MINUTE)
#define SESSION_TOUCH CLOCK_MINUTE /* a request is written down when the last was this long ago */
#define SESSION_PROVED (5 * CLOCK_MINUTE)

/* The actor of a cookie's value. ERR_NOT_FOUND: none, ended, or closed.
 * *ret_stale: it is over a minute since it was last written down as seen. */
enum err session_find(struct db_read *r, struct str token, struct arena *a, struct actor *ret_actor, bool *ret_stale);

struct session_new {
	struct id account;
	const char *method; /* how they proved who they are: core/enter.h */
	struct str device;  /* device_of, or absent */
};

/* Begins a session; *ret_token is the cookie's value. Handlers call enter(). */
enum err session_begin(struct db_write *w, const struct session_new *n, struct arena *a, struct str *ret_token);
enum err session_end(struct db_write *w, struct str token);

/* One of somebody's own sessions, to be shown to them. The key names it in a
 * form; no cookie can be made of it. */
struct session_shown {
	struct str key, hash, method, device;
	int64_t made, seen;
	bool current;
};
struct session_list {
	const struct session_shown *v;
	size_t n;
};
/* The sessions of the actor's account that still stand, last seen first. */
enum err session_list(struct db_read *r, const struct actor *actor, struct arena *a, struct session_list *ret_list);
/* Ends one of them. ERR_NOT_FOUND: none of theirs has that key. */
enum err session_end_one(struct db_write *w, const struct actor *actor, struct str key, struct arena *a);
/* Ends all but the one that asks. */
enum err session_end_others(struct db_write *w, const struct actor *actor);
enum err session_seen(struct db_write *w, struct str hash);

/* Whether they showed all they sign in with so lately that they need not again (ROUTE_STEP_UP). */
bool session_proved_lately(const struct actor *actor);

/* What the database knows a token by: its hash, in the arena. */
struct str session_hash(struct str token, struct arena *a);

/* A visit: somebody whose link or code was opened with their proof. Ends
 * after 2 hours, or 30 minutes without a request. */
#define VISIT_COOKIE "__Host-visit"
#define VISIT_ABSOLUTE (2 * CLOCK_HOUR)
enum err visit_find(struct db_read *r, struct str token, struct arena *a, struct actor *ret_actor, bool *ret_stale);
enum err visit_begin(struct db_write *w, struct id client, struct id target, struct arena *a, struct str *ret_token);
enum err visit_end(struct db_write *w, struct str token);
enum err visit_seen(struct db_write *w, struct str hash);

/* Removes what is over. A timer. */
enum err session_clean(struct core *core);

struct vault_key;

struct account_new {
	enum role role;
	struct id team; /* or ID_NONE */
	/* A client's account (role ROLE_CLIENT): the client's key, under which the
	 * e-mail is sealed. It has no name and no team. NULL for staff. */
	const struct vault_key *client;
	struct str email, name;
	struct str password; /* of account_create only: the others take its hash */
	struct str totp_secret; /* 20 raw bytes */
};

/* Makes an account. ERR_CONFLICT: the e-mail or the client has one. ERR_INVALID: a role that does not
 * go with it. Hashes the password: slow. */
enum err account_create(struct core *core, const struct account_new *n, struct id *ret_id);

/* The two halves of account_create: hashing takes its turn (2 at once) and
 * needs no database, the rest is for a transaction of the caller. */
enum err account_hash_password(struct str password, struct arena *a, struct str *ret_hash);
/* Takes its turn with them: a key made of a password (crypto_password_key). */
struct crypto_key;
enum err account_key_of_password(struct str password, struct str salt, int64_t cost, struct crypto_key *ret_key);
enum err account_put(struct core *core, struct db_write *w, const struct account_new *n, struct str hash,
    struct arena *a, struct id *ret_id);
/* The same for who must not learn whether an e-mail has an account already: if
 * it has, the new account stands, but its address does not lead to it. */
enum err account_put_quietly(struct core *core, struct db_write *w, const struct account_new *n, struct str hash,
    struct arena *a, struct id *ret_id);

/* The same for a client who signs in elsewhere (feature/identity): without
 * e-mail, password and app. */
enum err account_put_bare(struct core *core, struct db_write *w, const struct vault_key *client, struct arena *a,
    struct id *ret_id);

/* A client's account that is opened anew (feature/recovery): nothing that led into it before does any more, be it a
 * password, app, passkey, provider, session or visit. Recovery codes are made by the caller. An e-mail that another
 * account has is kept, but does not lead to it, as with account_put_quietly. ERR_NOT_FOUND: no open account. */
struct account_anew {
	struct id account;
	const struct vault_key *client;
	struct str email, hash, totp_secret;
	int64_t step; /* of the app's code that was right */
};
enum err account_open_anew(struct core *core, struct db_write *w, const struct account_anew *n, struct arena *a);

/* Whether the account signs in with a password (and so with an app) at all. */
enum err account_has_password(struct db_read *r, struct id account, struct arena *a, bool *ret_has);

/* ERR_NOT_FOUND: the client has none (a closed one counts). */
enum err account_client_has(struct db_read *r, struct id client, struct arena *a);

/* The app's one-time code against its secret, later than that step. An absent
 * secret takes as long and is never right. ERR_NOT_FOUND: it is wrong, or used. */
enum err account_check_app(struct str totp_secret, struct str code, int64_t last, int64_t *ret_step);

/* Another password, or another app whose code of that step was right.
 * ERR_NOT_FOUND: the account has no password. */
enum err account_change_password(struct db_write *w, struct id account, struct str hash);
enum err account_change_app(struct core *core, struct db_write *w, struct id account, struct str totp_secret,
    int64_t step, struct arena *a);

/* The name of who did something, for colleagues. ERR_NOT_FOUND: no such account. */
enum err account_name(struct core *core, struct db_read *r, struct id account, struct arena *a, struct str *ret_name);

/* Closes an account for good and ends its sessions; what it did stays on
 * record. ERR_NOT_FOUND: no open account has that e-mail. */
enum err account_close(struct core *core, struct str email);

/* Whose e-mail, password and one-time code were right. */
struct account_proof {
	struct id account;
	int64_t step; /* of the one-time code */
	struct str recovery; /* instead of it: the hash of a recovery code */
};

/* Checks all three together (a recovery code may stand in for the app's code),
 * in the same time whether the account exists or not. Slow, at most 2 at once. ERR_NOT_FOUND: one of them is wrong. */
enum err account_verify(struct core *core, struct str email, struct str password, struct str code, struct arena *a,
    struct account_proof *ret_proof);
/* The same for who is signed in already and is asked once more. */
enum err account_verify_again(struct core *core, struct id account, struct str password, struct str code,
    struct arena *a, struct account_proof *ret_proof);
/* Uses the one-time code up, with what it was for. ERR_NOT_FOUND: it was used meanwhile. */
enum err account_use_proof(struct db_write *w, const struct account_proof *proof);

#endif
