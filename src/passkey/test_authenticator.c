/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_authenticator.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include "buf.h"

#include "banned.h"

static void
require(int truth)
{
	if (!truth)
		abort();
}

static void
free_key(void *p)
{
	EVP_PKEY_free(p);
}

struct test_authenticator
test_authenticator_new(enum passkey_algorithm algorithm, const char *site, struct arena *a)
{
	EVP_PKEY *key = algorithm == PASSKEY_ES256 ? EVP_EC_gen("P-256")
	    : algorithm == PASSKEY_EDDSA           ? EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")
	                                           : EVP_RSA_gen(2048);
	require(key != NULL);
	arena_defer(a, free_key, key);
	return (struct test_authenticator){
		.arena = a, .key = key, .algorithm = algorithm, .id = STR("an id of sixteen"), .site = str_from_z(site),
		.flags = TEST_PRESENT | TEST_VERIFIED, .counter = 1,
	};
}

struct str
test_client_data(const char *type, struct str challenge, const char *origin, struct arena *a)
{
	struct str text = passkey_encode(challenge, a);
	return str_printf(a, "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\",\"crossOrigin\":false}", type,
	    STR_ARG(text), origin);
}

/* ---- the public key in COSE ---- */

static void
add_hex(struct buf *b, const char *hex)
{
	unsigned char bytes[64];
	struct str s = str_from_z(hex);
	require(str_unhex(s, bytes, s.n / 2) == ERR_OK);
	buf_add(b, bytes, s.n / 2);
}

static void
add_es256(struct buf *b, EVP_PKEY *key)
{
	unsigned char point[65];
	size_t n;
	require(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &n) == 1 && n == 65);
	add_hex(b, "a5010203262001215820");
	buf_add(b, point + 1, 32);
	add_hex(b, "225820");
	buf_add(b, point + 33, 32);
}

static void
add_eddsa(struct buf *b, EVP_PKEY *key)
{
	unsigned char point[32];
	size_t n = sizeof point;
	require(EVP_PKEY_get_raw_public_key(key, point, &n) == 1);
	add_hex(b, "a4010103272006215820");
	buf_add(b, point, n);
}

static void
add_rs256(struct buf *b, EVP_PKEY *key)
{
	unsigned char modulus[256];
	BIGNUM *n = NULL;
	require(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1);
	require(BN_bn2binpad(n, modulus, sizeof modulus) == sizeof modulus);
	BN_free(n);
	add_hex(b, "a401030339010020590100");
	buf_add(b, modulus, sizeof modulus);
	add_hex(b, "2143010001");
}

static struct str
authenticator_data(const struct test_authenticator *t, bool with_key)
{
	struct buf b;
	unsigned char hash[SHA256_DIGEST_LENGTH];
	buf_init(&b, 4096, t->arena);
	SHA256((const unsigned char *)t->site.p, t->site.n, hash);
	buf_add(&b, hash, sizeof hash);
	buf_char(&b, (char)(t->flags | (with_key ? 0x40 : 0)));
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(&b, (char)(t->counter >> shift));
	if (with_key) {
		add_hex(&b, "00000000000000000000000000000000");
		buf_char(&b, (char)(t->id.n >> 8));
		buf_char(&b, (char)t->id.n);
		buf_str(&b, t->id);
		if (t->algorithm == PASSKEY_ES256)
			add_es256(&b, t->key);
		else if (t->algorithm == PASSKEY_EDDSA)
			add_eddsa(&b, t->key);
		else
			add_rs256(&b, t->key);
	}
	buf_str(&b, t->extensions);
	return buf_view(&b);
}

/* ---- signing ---- */

static struct str
sign(const struct test_authenticator *t, struct str data, struct str client_data)
{
	unsigned char hash[SHA256_DIGEST_LENGTH], *signature = arena_alloc(t->arena, 512);
	size_t n = 512;
	struct buf b;
	buf_init(&b, 8192, t->arena);
	SHA256((const unsigned char *)client_data.p, client_data.n, hash);
	buf_str(&b, data);
	buf_add(&b, hash, sizeof hash);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	const EVP_MD *md = t->algorithm == PASSKEY_EDDSA ? NULL : EVP_sha256();
	require(EVP_DigestSignInit(ctx, NULL, md, NULL, t->key) == 1);
	require(EVP_DigestSign(ctx, signature, &n, (const unsigned char *)b.p, b.n) == 1);
	EVP_MD_CTX_free(ctx);
	return str_from(signature, n);
}

static void
add_bytes(struct buf *b, struct str bytes)
{
	add_hex(b, "59");
	buf_char(b, (char)(bytes.n >> 8));
	buf_char(b, (char)bytes.n);
	buf_str(b, bytes);
}

struct str
test_attestation(const struct test_authenticator *t, struct str client_data)
{
	struct buf b;
	struct str data = authenticator_data(t, true);
	buf_init(&b, 8192, t->arena);
	buf_z(&b, "\xa3\x63" "fmt");
	if (t->signs_itself) {
		buf_z(&b, "\x66packed\x67" "attStmt\xa2\x63" "alg\x26\x63sig");
		add_bytes(&b, sign(t, data, client_data));
	} else {
		buf_z(&b, "\x64none\x67" "attStmt\xa0");
	}
	buf_z(&b, "\x68" "authData");
	add_bytes(&b, data);
	return buf_view(&b);
}

struct passkey_answer
test_answer(const struct test_authenticator *t, struct str client_data)
{
	struct str data = authenticator_data(t, false);
	return (struct passkey_answer){ client_data, data, sign(t, data, client_data) };
}
