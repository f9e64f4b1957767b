/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <string.h>

#include "oidc_part.h"

#include "banned.h"

#define RSA_BITS_MIN 2048 /* RFC 7518, 3.3 */
#define RSA_BITS_MAX 8192 /* more costs more than a sign-in is worth */
#define EXPONENT_BITS_MAX 32
#define COORDINATE 32

/* ---- from a JWK to a key ---- */

static EVP_PKEY *
key_of(const char *type, OSSL_PARAM_BLD *made)
{
	EVP_PKEY *key = NULL;
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(made);
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	bool good = params != NULL && c != NULL && EVP_PKEY_fromdata_init(c) == 1 &&
	    EVP_PKEY_fromdata(c, &key, EVP_PKEY_PUBLIC_KEY, params) == 1;
	EVP_PKEY_CTX_free(c);
	OSSL_PARAM_free(params);
	if (good)
		return key;
	EVP_PKEY_free(key);
	return NULL;
}

static bool
is_sound_rsa(const BIGNUM *n, const BIGNUM *e)
{
	int bits = BN_num_bits(n);
	return bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX && BN_is_odd(n) && BN_is_odd(e) && !BN_is_one(e) &&
	    BN_num_bits(e) <= EXPONENT_BITS_MAX;
}

static EVP_PKEY *
make_rsa(struct str modulus, struct str exponent)
{
	EVP_PKEY *key = NULL;
	BIGNUM *n = BN_bin2bn((const unsigned char *)modulus.p, (int)modulus.n, NULL);
	BIGNUM *e = BN_bin2bn((const unsigned char *)exponent.p, (int)exponent.n, NULL);
	OSSL_PARAM_BLD *made = OSSL_PARAM_BLD_new();
	if (n != NULL && e != NULL && made != NULL && is_sound_rsa(n, e) &&
	    OSSL_PARAM_BLD_push_BN(made, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
	    OSSL_PARAM_BLD_push_BN(made, OSSL_PKEY_PARAM_RSA_E, e) == 1)
		key = key_of("RSA", made);
	OSSL_PARAM_BLD_free(made);
	BN_free(n);
	BN_free(e);
	return key;
}

/* Only points of the curve become a key. */
static EVP_PKEY *
make_p256(struct str x, struct str y)
{
	unsigned char point[1 + 2 * COORDINATE] = { POINT_CONVERSION_UNCOMPRESSED };
	EVP_PKEY *key = NULL;
	OSSL_PARAM_BLD *made = OSSL_PARAM_BLD_new();
	memcpy(point + 1, x.p, COORDINATE);
	memcpy(point + 1 + COORDINATE, y.p, COORDINATE);
	if (made != NULL && OSSL_PARAM_BLD_push_utf8_string(made, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
	    OSSL_PARAM_BLD_push_octet_string(made, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1)
		key = key_of("EC", made);
	OSSL_PARAM_BLD_free(made);
	return key;
}

static EVP_PKEY *
read_rsa(const json_t *o, struct arena *a)
{
	struct str n, e;
	if (oidc_base64_read(oidc_text(o, "n"), a, &n) != ERR_OK ||
	    oidc_base64_read(oidc_text(o, "e"), a, &e) != ERR_OK)
		return NULL;
	return n.n > RSA_BITS_MAX / 8 || e.n == 0 || e.n > EXPONENT_BITS_MAX / 8 ? NULL : make_rsa(n, e);
}

static EVP_PKEY *
read_p256(const json_t *o, struct arena *a)
{
	struct str x, y;
	if (!str_eq_z(oidc_text(o, "crv"), "P-256") || oidc_base64_read(oidc_text(o, "x"), a, &x) != ERR_OK ||
	    oidc_base64_read(oidc_text(o, "y"), a, &y) != ERR_OK || x.n != COORDINATE || y.n != COORDINATE)
		return NULL;
	return make_p256(x, y);
}

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

/* Whether the key is there to check signatures with. */
static bool
is_for_signing(const json_t *o)
{
	struct str use = oidc_text(o, "use");
	bool operations = json_object_get(o, "key_ops") != NULL;
	return (use.p == NULL || str_eq_z(use, "sig")) && (!operations || oidc_lists(o, "key_ops", "verify"));
}

static bool
read_one(const json_t *o, struct arena *a, struct oidc_public *ret_public)
{
	struct str type = oidc_text(o, "kty");
	bool rsa = str_eq_z(type, "RSA");
	if ((!rsa && !str_eq_z(type, "EC")) || !is_for_signing(o))
		return false;
	EVP_PKEY *key = rsa ? read_rsa(o, a) : read_p256(o, a);
	if (key == NULL)
		return false;
	arena_defer(a, free_key, key);
	*ret_public = (struct oidc_public){
		.id = oidc_text(o, "kid"), .alg = oidc_text(o, "alg"), .kind = rsa ? OIDC_RSA : OIDC_P256, .key = key,
	};
	return true;
}

enum err
oidc_keys_read(struct str json, struct arena *a, struct oidc_keys *ret_keys)
{
	const json_t *set = oidc_object(json, a);
	const json_t *list = json_object_get(set, "keys");
	ret_keys->n = 0;
	if (!json_is_array(list))
		return ERR_INVALID;
	for (size_t i = 0; i < json_array_size(list) && ret_keys->n < OIDC_KEYS_MAX; i++)
		if (read_one(json_array_get(list, i), a, &ret_keys->v[ret_keys->n]))
			ret_keys->n++;
	return ERR_OK;
}
