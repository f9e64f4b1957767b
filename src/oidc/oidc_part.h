/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef OIDC_PART_H
#define OIDC_PART_H
/* What the parts of this service share; the tests and the fuzzer look at it too. */
#include <jansson.h>
#include <openssl/evp.h>

#include "oidc.h"

#define OIDC_TOKEN_MAX (16u * 1024)
#define OIDC_KEYS_MAX 32

/* ---- bytes ---- */

/* Base 64 in the alphabet for addresses, without padding (RFC 7515, 2). */
struct str oidc_base64_write(struct str bytes, struct arena *a);
/* ERR_INVALID for anything but the one way in which those bytes are written. */
enum err oidc_base64_read(struct str text, struct arena *a, struct str *ret_bytes);
/* As forms and addresses have it (%XX). oidc_put adds "name=value", with '&' before all but the first. */
struct buf;
void oidc_escape(struct buf *b, struct str value);
void oidc_put(struct buf *b, const char *name, struct str value);
/* n random bytes in base 64. At most 64. */
struct str oidc_random(size_t n, struct arena *a);
/* Wipes the bytes when the arena ends. */
void oidc_wipe_later(struct str secret, struct arena *a);

/* ---- JSON ---- */

/* An object; NULL when it is none, too long, or has a name twice. Lives in the arena. */
json_t *oidc_object(struct str text, struct arena *a);
/* A member that is a text; absent otherwise. */
struct str oidc_text(const json_t *o, const char *name);
/* Whether the member is a list of texts with this one in it. */
bool oidc_lists(const json_t *o, const char *name, const char *value);

/* ---- keys ---- */

enum oidc_kind { OIDC_RSA, OIDC_P256 };

struct oidc_public {
	struct str id;  /* kid, or absent */
	struct str alg; /* the one algorithm it is for, or absent */
	enum oidc_kind kind;
	EVP_PKEY *key;
};

struct oidc_keys {
	struct oidc_public v[OIDC_KEYS_MAX];
	size_t n;
};

/* The keys of a JWK set that we can use; others are left out. ERR_INVALID: not a set. */
enum err oidc_keys_read(struct str json, struct arena *a, struct oidc_keys *ret_keys);

/* Signs with ES256: r and s, 32 bytes each. */
enum err oidc_key_sign(const struct oidc_key *key, struct str text, unsigned char ret_signature[64]);
struct str oidc_key_id(const struct oidc_key *key);

/* The assertion with which we show a provider who we are (RFC 7523, 3). */
enum err oidc_assertion(const struct oidc_key *key, struct str client_id, struct str issuer, int64_t wall,
    struct arena *a, struct str *ret_assertion);

/* ---- what a provider says of itself ---- */

struct oidc_metadata {
	struct str authorization, token, keys; /* addresses */
	bool says_issuer; /* RFC 9207: its answers name it */
};

/* OIDC_FINE, OIDC_AWAY (not a description), OIDC_ISSUER (another's), OIDC_REFUSED (cannot do what we ask). */
enum oidc_fault oidc_metadata_read(
    struct str json, const struct oidc_settings *s, struct arena *a, struct oidc_metadata *ret_metadata);

/* ---- tokens ---- */

struct oidc_expected {
	const struct oidc_settings *settings;
	struct str nonce;
	int64_t begun, now; /* wall time, ms */
};

/* Everything that makes an ID token one of this sign-in (OpenID Connect Core, 3.1.3.7). */
enum oidc_fault oidc_token_check(struct str token, const struct oidc_keys *keys, const struct oidc_expected *x,
    struct arena *a, struct oidc_identity *ret_identity);

/* How strong a level is: its place in the list from 1, or 0 when it is none of it. */
size_t oidc_level_rank(struct str levels, struct str level);

#endif
