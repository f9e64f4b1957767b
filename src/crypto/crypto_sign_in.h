/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CRYPTO_SIGN_IN_H
#define CRYPTO_SIGN_IN_H
/*
 * Passwords (Argon2id) and six-digit codes by time (TOTP, RFC 6238). Which
 * passwords are good enough, and who may try, is the session's business.
 * One password takes 64 MiB and some tenths of a second: call from the pool.
 */
#include <stdint.h>

#include "str.h"

#define CRYPTO_TOTP_SECRET_SIZE 20

/* The parameters stand in the result, so that they can rise later.
 * ERR_UNAVAILABLE when there is no memory for it now. */
enum err crypto_password_hash(struct str password, struct arena *a, struct str *ret_hash);

/* ERR_FORBIDDEN when it is not the password. An absent hash (no such account)
 * does the same work and is always ERR_FORBIDDEN. ERR_INVALID when the hash is
 * not one of ours. (The library does not tell a lack of memory from a wrong
 * password here: that too is ERR_FORBIDDEN.) */
enum err crypto_password_verify(struct str hash, struct str password);

/* Made with less than today's parameters: hash again at the next sign-in. */
bool crypto_password_stale(struct str hash);

/* A key made of a password and a random salt. The cost stands beside what the
 * key wraps, so that it can rise later; CRYPTO_COST is today's (Argon2id, as a
 * password). ERR_INVALID for a cost we do not know, ERR_UNAVAILABLE without
 * memory. */
#define CRYPTO_SALT_SIZE 16
#define CRYPTO_COST 1
struct crypto_key;
enum err crypto_password_key(struct str password, struct str salt, int64_t cost, struct crypto_key *ret_key);

void crypto_totp_secret(unsigned char ret_secret[CRYPTO_TOTP_SECRET_SIZE]);

/* The secret in base 32, as authenticator apps take it. */
struct str crypto_totp_text(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], struct arena *a);

/* Accepts the code of now and of 30 seconds before and after (spaces are
 * skipped), but only steps past `last_step`, so that a code works once: store
 * *ret_step with the account (0 at first). ERR_FORBIDDEN otherwise. */
enum err crypto_totp_verify(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], struct str code,
                            int64_t wall_ms, int64_t last_step, int64_t *ret_step);

/* The code of a moment: six digits and NUL. For tests and the demo. */
void crypto_totp_code(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], int64_t wall_ms, char ret_code[7]);

#endif
