/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_forge.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

struct forge *
forge_new(void)
{
	struct arena *a = arena_new();
	struct forge *f = ARENA_NEW(a, struct forge);
	f->arena = a;
	f->rsa = EVP_RSA_gen(2048);
	f->p256 = EVP_EC_gen("P-256");
	f->other = EVP_RSA_gen(2048);
	return f;
}

void
forge_free(struct forge *f)
{
	EVP_PKEY_free(f->rsa);
	EVP_PKEY_free(f->p256);
	EVP_PKEY_free(f->other);
	arena_free(f->arena);
}

static struct str
number(const struct forge *f, EVP_PKEY *key, const char *name)
{
	unsigned char bytes[1100];
	BIGNUM *n = NULL;
	EVP_PKEY_get_bn_param(key, name, &n);
	int length = BN_bn2bin(n, bytes);
	BN_free(n);
	return oidc_base64_write(str_from(bytes, (size_t)length), f->arena);
}

static struct str
ec_jwk(const struct forge *f, EVP_PKEY *key, const char *id)
{
	unsigned char point[65];
	size_t n;
	EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &n);
	struct str x = oidc_base64_write(str_from(point + 1, 32), f->arena);
	struct str y = oidc_base64_write(str_from(point + 33, 32), f->arena);
	return str_printf(f->arena, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%.*s\",\"y\":\"%.*s\"}",
	    id, STR_ARG(x), STR_ARG(y));
}

struct str
forge_jwk(const struct forge *f, EVP_PKEY *key, const char *id)
{
	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
		return ec_jwk(f, key, id);
	struct str n = number(f, key, OSSL_PKEY_PARAM_RSA_N), e = number(f, key, OSSL_PKEY_PARAM_RSA_E);
	return str_printf(f->arena, "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%.*s\",\"e\":\"%.*s\"}",
	    id, STR_ARG(n), STR_ARG(e));
}

struct str
forge_set(const struct forge *f)
{
	struct str rsa = forge_jwk(f, f->rsa, "rsa"), p256 = forge_jwk(f, f->p256, "p256");
	return str_printf(f->arena, "{\"keys\":[%.*s,%.*s]}", STR_ARG(rsa), STR_ARG(p256));
}

static struct str
unsigned_token(const struct forge *f, const char *head, const char *body)
{
	struct str h = oidc_base64_write(str_from_z(head), f->arena), b = oidc_base64_write(str_from_z(body), f->arena);
	return str_printf(f->arena, "%.*s.%.*s", STR_ARG(h), STR_ARG(b));
}

static struct str
add_signature(const struct forge *f, struct str text, const void *bytes, size_t n)
{
	struct str end = oidc_base64_write(str_from(bytes, n), f->arena);
	return str_printf(f->arena, "%.*s.%.*s", STR_ARG(text), STR_ARG(end));
}

struct str
forge_token(const struct forge *f, const char *head, const char *body, EVP_PKEY *key)
{
	unsigned char made[1024], plain[64];
	size_t n = sizeof made;
	struct str text = unsigned_token(f, head, body);
	EVP_PKEY_CTX *with;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	EVP_DigestSignInit(c, &with, EVP_sha256(), NULL, key);
	if (strstr(head, "PS256") != NULL) {
		EVP_PKEY_CTX_set_rsa_padding(with, RSA_PKCS1_PSS_PADDING);
		EVP_PKEY_CTX_set_rsa_pss_saltlen(with, RSA_PSS_SALTLEN_DIGEST);
	}
	if (EVP_DigestSign(c, made, &n, (const unsigned char *)text.p, text.n) != 1)
		abort();
	EVP_MD_CTX_free(c);
	if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
		return add_signature(f, text, made, n);
	const unsigned char *at = made;
	ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &at, (long)n);
	BN_bn2binpad(ECDSA_SIG_get0_r(s), plain, 32);
	BN_bn2binpad(ECDSA_SIG_get0_s(s), plain + 32, 32);
	ECDSA_SIG_free(s);
	return add_signature(f, text, plain, sizeof plain);
}

struct str
forge_hmac(const struct forge *f, const char *head, const char *body, struct str key)
{
	unsigned char made[32];
	unsigned n = sizeof made;
	struct str text = unsigned_token(f, head, body);
	HMAC(EVP_sha256(), key.p, (int)key.n, (const unsigned char *)text.p, text.n, made, &n);
	return add_signature(f, text, made, n);
}

const char *
forge_body(const struct forge *f, const char *name, const char *json)
{
	json_int_t now = FORGE_NOW / 1000;
	json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "iss", FORGE_ISSUER, "sub", "person-1", "aud",
	    "client", "nonce", "nonce", "acr", "substantial", "iat", now, "exp", now + 300, "auth_time", now);
	if (name != NULL && json == NULL)
		json_object_del(o, name);
	else if (name != NULL)
		json_object_set_new(o, name, json_loads(json, JSON_DECODE_ANY, NULL));
	char *text = json_dumps(o, JSON_COMPACT);
	const char *copy = str_z(str_from_z(text), f->arena);
	free(text);
	json_decref(o);
	return copy;
}
