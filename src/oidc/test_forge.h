/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef OIDC_TEST_FORGE_H
#define OIDC_TEST_FORGE_H
/* A provider of the tests' own: its keys, and tokens right and wrong. */
#include "oidc_part.h"

#define FORGE_NOW INT64_C(1767225600000) /* 2026-01-01 */
#define FORGE_ISSUER "https://provider.example"

struct forge {
	EVP_PKEY *rsa, *p256, *other; /* the last is not in its set */
	struct arena *arena;
};

struct forge *forge_new(void);
void forge_free(struct forge *f);

/* Its set of keys; "rsa" and "p256" are their names. */
struct str forge_set(const struct forge *f);
struct str forge_jwk(const struct forge *f, EVP_PKEY *key, const char *id);

/* A token with that head ("alg" says how it is signed) and body, both JSON. */
struct str forge_token(const struct forge *f, const char *head, const char *body, EVP_PKEY *key);
/* The same with `key` as the secret of HS256. */
struct str forge_hmac(const struct forge *f, const char *head, const char *body, struct str key);

/* The body of a good token with one member replaced; JSON, or NULL to leave it out. */
const char *forge_body(const struct forge *f, const char *name, const char *json);

#endif
