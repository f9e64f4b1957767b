/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef OIDC_H
#define OIDC_H
/*
 * Signing in at a provider: OpenID Connect Core 1.0 and Discovery 1.0 with
 * the authorisation code flow, PKCE (RFC 7636, S256), the issuer in the
 * answer (RFC 9207) and private_key_jwt (RFC 7523). Knows nothing of accounts
 * or of the database. Everything that a provider sends is measured before it
 * is read and believed only when it is exactly what was asked for.
 *
 * Tokens, codes and secrets stand in the arena that the caller gives; what
 * this service puts there of them itself is wiped when the arena ends.
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* ---- what can be wrong ---- */

/* The closed list of ways in which a sign-in can end. */
enum oidc_fault {
	OIDC_FINE,
	OIDC_CANCELLED,  /* the person stopped, or the provider said no to them */
	OIDC_AWAY,       /* the provider does not answer, or not with what it should */
	OIDC_REFUSED,    /* it refuses us: a fault in what was set up here or there */
	OIDC_CODE,       /* the code was used before, or is not one of ours */
	OIDC_STATE,      /* not begun in this browser */
	OIDC_MIXED_UP,   /* the answer is another provider's */
	OIDC_FORM,       /* not a token, or a broken one */
	OIDC_ALGORITHM,  /* signed in a way that we do not take (none, HS256, ...) */
	OIDC_KEY,        /* signed with a key that the provider does not have */
	OIDC_SIGNATURE,
	OIDC_ISSUER,
	OIDC_AUDIENCE,
	OIDC_EXPIRED,
	OIDC_EARLY,      /* not valid yet, or of a moment that has still to come */
	OIDC_OLD,        /* they signed in there before we asked them to */
	OIDC_NONCE,
	OIDC_SUBJECT,
	OIDC_LEVEL,      /* signed in more weakly than we asked */
	OIDC_FAULT_COUNT,
};

/* One word, for the log. Never NULL. */
const char *oidc_fault_name(enum oidc_fault f);

/* ---- the world outside ---- */

struct oidc_request {
	struct str url;
	struct str form;          /* what is posted; absent: a GET */
	struct str authorization; /* the header's value, or absent */
};

struct oidc_answer {
	long status;
	struct str body;
};

#define OIDC_ANSWER_MAX (64u * 1024)

/* ERR_UNAVAILABLE: no answer came, or one that is too long. Blocks. */
typedef enum err oidc_fetch_fn(
    void *arg, const struct oidc_request *q, struct arena *a, struct oidc_answer *ret_answer);

struct oidc_world {
	oidc_fetch_fn *fetch;
	void *arg;
	int64_t (*wall)(void); /* ms */
};

/* The real one: https (http only to this machine), 10 seconds, no redirects.
 * arg is not looked at. */
oidc_fetch_fn oidc_fetch;

/* https, or http to this machine; with a host, without user or fragment. */
bool oidc_address_is_good(struct str url);

/* ---- our own key ---- */

struct oidc_key; /* ES256 */

/* Reads the key from the file, or makes one and the file (mode 0600).
 * ERR_INVALID: what stands there is no key of this kind. */
enum err oidc_key_open(const char *path, struct oidc_key **ret_key);
void oidc_key_free(struct oidc_key *key); /* NULL is fine */

/* Its public half as a JWK set (RFC 7517), for providers. */
struct str oidc_key_set(const struct oidc_key *key, struct arena *a);

/* ---- a provider ---- */

/* All texts must outlive the provider. */
struct oidc_settings {
	struct str issuer, client_id;
	struct str secret; /* client_secret_basic; absent: private_key_jwt */
	struct str return_address;
	struct str levels; /* acr values with spaces between, weakest first; empty: none is asked */
	struct str level;  /* the weakest that is enough */
};

/* Whether a provider can be made of it: good addresses, a level among the levels. */
bool oidc_settings_are_good(const struct oidc_settings *s);

/* Keeps what it learned of the provider for an hour, and goes on with it for a
 * day when the provider is away. Any thread may use it. */
struct oidc_provider;
struct oidc_provider *oidc_provider_new(
    const struct oidc_settings *s, const struct oidc_key *key, const struct oidc_world *world);
void oidc_provider_free(struct oidc_provider *p); /* NULL is fine */

/* One sign-in that was begun: the caller keeps it where only this browser brings it back. */
struct oidc_flow {
	struct str state, nonce, verifier;
	int64_t begun; /* wall time, ms */
};

#define OIDC_FLOW_LIFE INT64_C(600000) /* ms within which somebody must be back */

/* Begins one: where to send the browser. OIDC_FINE or OIDC_AWAY. Blocks when
 * the provider is not known yet. */
enum oidc_fault oidc_begin(struct oidc_provider *p, const char *language, struct arena *a, struct oidc_flow *ret_flow,
    struct str *ret_address);

/* What stands in the address that the provider sent the browser back to. */
struct oidc_returned {
	struct str state, issuer, code, error; /* absent: not there */
};

struct oidc_identity {
	struct str issuer, subject; /* together they are one person, for ever */
	struct str level;           /* absent: none was said */
};

/* Ends one: checks what came back, fetches the token and checks that. Blocks. */
enum oidc_fault oidc_finish(struct oidc_provider *p, const struct oidc_flow *flow, const struct oidc_returned *back,
    struct arena *a, struct oidc_identity *ret_identity);

#endif
