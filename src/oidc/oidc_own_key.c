/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "oidc_part.h"

#include "banned.h"

#define PATH_MAX_HERE 4096
#define COORDINATE 32
#define ASSERTION_LIFE 60 /* seconds */

struct oidc_key {
	EVP_PKEY *key;
	struct arena *arena;
	struct str x, y; /* base 64 */
	struct str id;   /* thumbprint (RFC 7638) */
};

/* ---- the file ---- */

static EVP_PKEY *
read_file(const char *path)
{
	FILE *f = fopen(path, "re");
	if (f == NULL)
		return NULL;
	EVP_PKEY *key = PEM_read_PrivateKey(f, NULL, NULL, NULL);
	fclose(f);
	return key;
}

static bool
write_key(const char *path, EVP_PKEY *key)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	if (f == NULL) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool written = PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL) == 1 && fflush(f) == 0 && fsync(fd) == 0;
	return fclose(f) == 0 && written;
}

/* Whole or not at all. */
static enum err
make_file(const char *path, EVP_PKEY **ret_key)
{
	char fresh[PATH_MAX_HERE];
	if ((size_t)snprintf(fresh, sizeof fresh, "%s.new", path) >= sizeof fresh)
		return ERR_INVALID;
	EVP_PKEY *key = EVP_EC_gen("P-256");
	if (key == NULL)
		return ERR_INTERNAL;
	if (!write_key(fresh, key) || rename(fresh, path) != 0) {
		unlink(fresh);
		EVP_PKEY_free(key);
		return ERR_UNAVAILABLE;
	}
	*ret_key = key;
	return ERR_OK;
}

/* ---- its public half ---- */

static enum err
read_point(struct oidc_key *k)
{
	char group[16] = "";
	unsigned char point[1 + 2 * COORDINATE];
	size_t n = 0;
	if (EVP_PKEY_get_utf8_string_param(k->key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL) != 1 ||
	    strcmp(group, "prime256v1") != 0 ||
	    EVP_PKEY_get_octet_string_param(k->key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &n) != 1 ||
	    n != sizeof point || point[0] != POINT_CONVERSION_UNCOMPRESSED)
		return ERR_INVALID;
	k->x = oidc_base64_write(str_from(point + 1, COORDINATE), k->arena);
	k->y = oidc_base64_write(str_from(point + 1 + COORDINATE, COORDINATE), k->arena);
	return ERR_OK;
}

static enum err
name_key(struct oidc_key *k)
{
	unsigned char hash[32];
	struct str canonical = str_printf(k->arena, "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%.*s\",\"y\":\"%.*s\"}",
	    STR_ARG(k->x), STR_ARG(k->y));
	if (EVP_Digest(canonical.p, canonical.n, hash, NULL, EVP_sha256(), NULL) != 1)
		return ERR_INTERNAL;
	k->id = oidc_base64_write(str_from(hash, sizeof hash), k->arena);
	return ERR_OK;
}

enum err
oidc_key_open(const char *path, struct oidc_key **ret_key)
{
	struct oidc_key k = { .key = read_file(path), .arena = arena_new() };
	enum err e = ERR_OK;
	if (k.key == NULL)
		e = access(path, F_OK) == 0 ? ERR_INVALID : make_file(path, &k.key);
	if (e == ERR_OK)
		e = read_point(&k);
	if (e == ERR_OK)
		e = name_key(&k);
	if (e != ERR_OK) {
		EVP_PKEY_free(k.key);
		arena_free(k.arena);
		return e;
	}
	*ret_key = ARENA_NEW(k.arena, struct oidc_key);
	**ret_key = k;
	return ERR_OK;
}

void
oidc_key_free(struct oidc_key *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_free(key->key);
	arena_free(key->arena);
}

struct str
oidc_key_id(const struct oidc_key *key)
{
	return key->id;
}

struct str
oidc_key_set(const struct oidc_key *key, struct arena *a)
{
	return str_printf(a,
	    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"%.*s\","
	    "\"x\":\"%.*s\",\"y\":\"%.*s\"}]}",
	    STR_ARG(key->id), STR_ARG(key->x), STR_ARG(key->y));
}

/* ---- signing ---- */

/* From the form of OpenSSL to r and s side by side (RFC 7518, 3.4). */
static enum err
plain_signature(const unsigned char *der, size_t n, unsigned char ret_signature[64])
{
	const unsigned char *at = der;
	ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &at, (long)n);
	if (s == NULL)
		return ERR_INTERNAL;
	bool fits = BN_bn2binpad(ECDSA_SIG_get0_r(s), ret_signature, 32) == 32 &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(s), ret_signature + 32, 32) == 32;
	ECDSA_SIG_free(s);
	return fits ? ERR_OK : ERR_INTERNAL;
}

enum err
oidc_key_sign(const struct oidc_key *key, struct str text, unsigned char ret_signature[64])
{
	unsigned char der[80];
	size_t n = sizeof der;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool made = c != NULL && EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key->key) == 1 &&
	    EVP_DigestSign(c, der, &n, (const unsigned char *)text.p, text.n) == 1;
	EVP_MD_CTX_free(c);
	return made ? plain_signature(der, n, ret_signature) : ERR_INTERNAL;
}

static struct str
sealed_json(json_t *o, struct arena *a)
{
	char *text = json_dumps(o, JSON_COMPACT);
	struct str coded = oidc_base64_write(str_from_z(text), a);
	free(text);
	json_decref(o);
	return coded;
}

/* The issuer is the one audience: an assertion for one provider is of no use at another. */
enum err
oidc_assertion(const struct oidc_key *key, struct str client_id, struct str issuer, int64_t wall, struct arena *a,
    struct str *ret_assertion)
{
	unsigned char signature[64];
	json_int_t now = wall / 1000;
	const char *client = str_z(client_id, a);
	struct str head = sealed_json(json_pack("{s:s, s:s, s:s}", "alg", "ES256", "typ", "JWT", "kid", key->id.p), a);
	struct str body = sealed_json(json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "iss", client, "sub", client,
	    "aud", str_z(issuer, a), "jti", oidc_random(16, a).p, "iat", now, "exp", now + ASSERTION_LIFE), a);
	struct str text = str_printf(a, "%.*s.%.*s", STR_ARG(head), STR_ARG(body));
	TRY(oidc_key_sign(key, text, signature));
	struct str end = oidc_base64_write(str_from(signature, sizeof signature), a);
	*ret_assertion = str_printf(a, "%.*s.%.*s", STR_ARG(text), STR_ARG(end));
	oidc_wipe_later(*ret_assertion, a);
	return ERR_OK;
}
