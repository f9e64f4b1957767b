/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto_sign_in.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"

#include "banned.h"

#define PASSWORD_PASSES 3
#define PASSWORD_MEMORY (64u * 1024 * 1024)
#define TOTP_STEP 30
#define TOTP_WINDOW 1
#define TOTP_DIGITS 6

enum err
crypto_password_hash(struct str password, struct arena *a, struct str *ret_hash)
{
	char hash[crypto_pwhash_STRBYTES];
	const char *text = password.n > 0 ? password.p : "";
	if (crypto_pwhash_str_alg(hash, text, password.n, PASSWORD_PASSES, PASSWORD_MEMORY,
	                          crypto_pwhash_ALG_ARGON2ID13) != 0)
		return ERR_UNAVAILABLE;
	*ret_hash = str_dup(str_from_z(hash), a);
	return ERR_OK;
}

/* The work of one verification, for an account that does not exist. */
static void
verify_absent(struct str password)
{
	static const unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char out[32];
	const char *text = password.n > 0 ? password.p : "";
	int ignored = crypto_pwhash(out, sizeof out, text, password.n, salt, PASSWORD_PASSES,
	                            PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	(void)ignored;
	sodium_memzero(out, sizeof out);
}

/* The hash ended by NUL; ERR_INVALID if it is not Argon2id's form. */
static enum err
copy_hash(struct str hash, char ret_hash[crypto_pwhash_STRBYTES])
{
	if (hash.n >= crypto_pwhash_STRBYTES || memchr(hash.p, '\0', hash.n) != NULL)
		return ERR_INVALID;
	memset(ret_hash, 0, crypto_pwhash_STRBYTES);
	memcpy(ret_hash, hash.p, hash.n);
	int fit = crypto_pwhash_str_needs_rehash(ret_hash, PASSWORD_PASSES, PASSWORD_MEMORY);
	return fit < 0 ? ERR_INVALID : ERR_OK;
}

enum err
crypto_password_verify(struct str hash, struct str password)
{
	char copy[crypto_pwhash_STRBYTES];
	if (hash.p == NULL) {
		verify_absent(password);
		return ERR_FORBIDDEN;
	}
	TRY(copy_hash(hash, copy));
	int differs = crypto_pwhash_str_verify(copy, password.n > 0 ? password.p : "", password.n);
	return differs ? ERR_FORBIDDEN : ERR_OK;
}

bool
crypto_password_stale(struct str hash)
{
	char copy[crypto_pwhash_STRBYTES];
	if (hash.p == NULL || copy_hash(hash, copy) != ERR_OK)
		return true;
	return crypto_pwhash_str_needs_rehash(copy, PASSWORD_PASSES, PASSWORD_MEMORY) != 0;
}

enum err
crypto_password_key(struct str password, struct str salt, int64_t cost, struct crypto_key *ret_key)
{
	if (cost != CRYPTO_COST || salt.n != CRYPTO_SALT_SIZE)
		return ERR_INVALID;
	int failed = crypto_pwhash(ret_key->b, sizeof ret_key->b, password.n > 0 ? password.p : "", password.n,
	    (const unsigned char *)salt.p, PASSWORD_PASSES, PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	return failed ? ERR_UNAVAILABLE : ERR_OK;
}

void
crypto_totp_secret(unsigned char ret_secret[CRYPTO_TOTP_SECRET_SIZE])
{
	randombytes_buf(ret_secret, CRYPTO_TOTP_SECRET_SIZE);
}

struct str
crypto_totp_text(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], struct arena *a)
{
	char *text = NULL;
	size_t n = 0;
	if (oath_base32_encode((const char *)secret, CRYPTO_TOTP_SECRET_SIZE, &text, &n) != OATH_OK)
		abort();
	struct str copy = str_dup(str_from(text, n), a);
	sodium_memzero(text, n);
	free(text);
	return copy;
}

/* Digits without the spaces that apps show between them. */
static bool
read_digits(struct str code, char ret_digits[TOTP_DIGITS + 1])
{
	size_t n = 0;
	for (size_t i = 0; i < code.n; i++) {
		if (code.p[i] == ' ')
			continue;
		if (code.p[i] < '0' || code.p[i] > '9' || n == TOTP_DIGITS)
			return false;
		ret_digits[n++] = code.p[i];
	}
	ret_digits[n] = '\0';
	return n == TOTP_DIGITS;
}

enum err
crypto_totp_verify(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], struct str code,
                   int64_t wall_ms, int64_t last_step, int64_t *ret_step)
{
	char digits[TOTP_DIGITS + 1];
	uint64_t step = 0;
	if (!read_digits(code, digits))
		return ERR_FORBIDDEN;
	int found = oath_totp_validate3((const char *)secret, CRYPTO_TOTP_SECRET_SIZE,
	                                (time_t)(wall_ms / 1000), TOTP_STEP, 0, TOTP_WINDOW, NULL, &step,
	                                digits);
	if (found < 0 || (int64_t)step <= last_step)
		return ERR_FORBIDDEN;
	*ret_step = (int64_t)step;
	return ERR_OK;
}

void
crypto_totp_code(const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE], int64_t wall_ms, char ret_code[7])
{
	if (oath_totp_generate((const char *)secret, CRYPTO_TOTP_SECRET_SIZE, (time_t)(wall_ms / 1000),
	                       TOTP_STEP, 0, TOTP_DIGITS, ret_code) != OATH_OK)
		abort();
}
