/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <string.h>

#include "oidc_part.h"

#include "banned.h"

#define LEEWAY 60             /* seconds that clocks may differ */
#define SECONDS_MAX INT64_C(253402300799) /* the year 9999 */
#define SUBJECT_MAX 255       /* OpenID Connect Core, 2 */

/* ---- the parts of a token (RFC 7515, 3.1) ---- */

struct token {
	struct str signed_part; /* head and body as they were sent */
	struct str signature;
	const json_t *head, *body;
};

static json_t *
part_object(struct str part, struct arena *a)
{
	struct str json;
	return oidc_base64_read(part, a, &json) == ERR_OK ? oidc_object(json, a) : NULL;
}

static enum oidc_fault
take_apart(struct str text, struct arena *a, struct token *ret_token)
{
	struct str rest = text, head, body, end;
	if (text.n == 0 || text.n > OIDC_TOKEN_MAX || !str_split(&rest, '.', &head) || !str_split(&rest, '.', &body) ||
	    !str_split(&rest, '.', &end) || rest.p != NULL)
		return OIDC_FORM;
	*ret_token = (struct token){
		.signed_part = str_cut(text, 0, head.n + 1 + body.n),
		.head = part_object(head, a),
		.body = part_object(body, a),
	};
	if (ret_token->head == NULL || ret_token->body == NULL ||
	    oidc_base64_read(end, a, &ret_token->signature) != ERR_OK)
		return OIDC_FORM;
	/* what must be understood to be believed, and is not; or a token of another kind (RFC 8725, 3.11) */
	bool critical = json_object_get(ret_token->head, "crit") != NULL;
	bool other = json_object_get(ret_token->head, "typ") != NULL &&
	    !str_eq_nocase(oidc_text(ret_token->head, "typ"), STR("JWT"));
	return critical || other ? OIDC_FORM : OIDC_FINE;
}

/* ---- the signature ---- */

struct algorithm {
	const char *name;
	enum oidc_kind kind;
	bool pss;
};

/* All that we take, and each only with a key of its own kind: never none, and
 * never a secret that both sides know. */
static const struct algorithm algorithms[] = {
	{ "RS256", OIDC_RSA, false },
	{ "PS256", OIDC_RSA, true },
	{ "ES256", OIDC_P256, false },
};

static const struct algorithm *
find_algorithm(struct str name)
{
	for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++)
		if (str_eq_z(name, algorithms[i].name))
			return &algorithms[i];
	return NULL;
}

/* The key with the token's kid; without one, the only key that fits. */
static const struct oidc_public *
find_key(const struct oidc_keys *keys, const struct algorithm *g, const json_t *head)
{
	const struct oidc_public *found = NULL;
	bool named = json_object_get(head, "kid") != NULL;
	struct str id = oidc_text(head, "kid");
	for (size_t i = 0; i < keys->n; i++) {
		const struct oidc_public *k = &keys->v[i];
		if (k->kind != g->kind || (k->alg.p != NULL && !str_eq_z(k->alg, g->name)))
			continue;
		if (named && (id.p == NULL || k->id.p == NULL || !str_eq(k->id, id)))
			continue;
		if (found != NULL)
			return NULL;
		found = k;
	}
	return found;
}

/* From r and s side by side to the form of OpenSSL. Absent: not of that length. */
static struct str
der_signature(struct str plain, struct arena *a)
{
	unsigned char *der = NULL;
	const unsigned char *p = (const unsigned char *)plain.p;
	if (plain.n != 64)
		return STR_NONE;
	ECDSA_SIG *s = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(p, 32, NULL), *t = BN_bin2bn(p + 32, 32, NULL);
	if (s == NULL || r == NULL || t == NULL || ECDSA_SIG_set0(s, r, t) != 1) {
		BN_free(r);
		BN_free(t);
		ECDSA_SIG_free(s);
		return STR_NONE;
	}
	int n = i2d_ECDSA_SIG(s, &der);
	struct str made = n > 0 ? str_dup(str_from(der, (size_t)n), a) : STR_NONE;
	OPENSSL_free(der);
	ECDSA_SIG_free(s);
	return made;
}

static bool
use_pss(EVP_PKEY_CTX *c)
{
	return EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PSS_PADDING) == 1 &&
	    EVP_PKEY_CTX_set_rsa_mgf1_md(c, EVP_sha256()) == 1 &&
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(c, RSA_PSS_SALTLEN_DIGEST) == 1;
}

static bool
is_signed(const struct token *t, const struct algorithm *g, EVP_PKEY *key, struct arena *a)
{
	EVP_PKEY_CTX *with = NULL;
	struct str signature = g->kind == OIDC_P256 ? der_signature(t->signature, a) : t->signature;
	if (signature.n == 0)
		return false;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool good = c != NULL && EVP_DigestVerifyInit(c, &with, EVP_sha256(), NULL, key) == 1 &&
	    (!g->pss || use_pss(with)) &&
	    EVP_DigestVerify(c, (const unsigned char *)signature.p, signature.n,
	        (const unsigned char *)t->signed_part.p, t->signed_part.n) == 1;
	EVP_MD_CTX_free(c);
	return good;
}

static enum oidc_fault
check_signature(const struct token *t, const struct oidc_keys *keys, struct arena *a)
{
	const struct algorithm *g = find_algorithm(oidc_text(t->head, "alg"));
	if (g == NULL)
		return OIDC_ALGORITHM;
	const struct oidc_public *key = find_key(keys, g, t->head);
	if (key == NULL)
		return OIDC_KEY;
	return is_signed(t, g, key->key, a) ? OIDC_FINE : OIDC_SIGNATURE;
}

/* ---- what it says ---- */

/* Seconds since 1970 (RFC 7519, NumericDate); false when absent or no such. */
static bool
read_seconds(const json_t *o, const char *name, int64_t *ret_seconds)
{
	const json_t *v = json_object_get(o, name);
	if (!json_is_number(v))
		return false;
	double value = json_number_value(v);
	if (!(value >= 0 && value <= (double)SECONDS_MAX))
		return false;
	*ret_seconds = json_is_integer(v) ? json_integer_value(v) : (int64_t)value;
	return true;
}

static bool
same_text(struct str a, struct str b)
{
	return a.n > 0 && a.n == b.n && CRYPTO_memcmp(a.p, b.p, a.n) == 0;
}

static enum oidc_fault
check_issuer(const json_t *o, const struct oidc_expected *x)
{
	struct str issuer = oidc_text(o, "iss");
	return issuer.n > 0 && str_eq(issuer, x->settings->issuer) ? OIDC_FINE : OIDC_ISSUER;
}

/* For us and nobody else: who else could use it is not known here. */
static enum oidc_fault
check_audience(const json_t *o, const struct oidc_expected *x)
{
	const json_t *aud = json_object_get(o, "aud"), *azp = json_object_get(o, "azp");
	if (json_is_array(aud) && json_array_size(aud) == 1)
		aud = json_array_get(aud, 0);
	if (!json_is_string(aud) || !str_eq(str_from_z(json_string_value(aud)), x->settings->client_id))
		return OIDC_AUDIENCE;
	return azp == NULL || str_eq(oidc_text(o, "azp"), x->settings->client_id) ? OIDC_FINE : OIDC_AUDIENCE;
}

static enum oidc_fault
check_times(const json_t *o, const struct oidc_expected *x)
{
	int64_t expires, issued, from, now = x->now / 1000;
	bool has_from = json_object_get(o, "nbf") != NULL;
	if (!read_seconds(o, "exp", &expires) || !read_seconds(o, "iat", &issued))
		return OIDC_FORM;
	if (expires + LEEWAY <= now)
		return OIDC_EXPIRED;
	if (issued > now + LEEWAY)
		return OIDC_EARLY;
	if (issued + LEEWAY < x->begun / 1000)
		return OIDC_OLD;
	if (has_from && !read_seconds(o, "nbf", &from))
		return OIDC_FORM;
	return has_from && from > now + LEEWAY ? OIDC_EARLY : OIDC_FINE;
}

/* We ask that they sign in anew (max_age), and then it must say when they did:
 * whoever finds a browser that is still known at the provider is not them. */
static enum oidc_fault
check_moment(const json_t *o, const struct oidc_expected *x)
{
	int64_t moment, now = x->now / 1000;
	if (!read_seconds(o, "auth_time", &moment))
		return OIDC_OLD;
	if (moment > now + LEEWAY)
		return OIDC_EARLY;
	return moment + LEEWAY < x->begun / 1000 ? OIDC_OLD : OIDC_FINE;
}

static enum oidc_fault
check_nonce(const json_t *o, const struct oidc_expected *x)
{
	return same_text(oidc_text(o, "nonce"), x->nonce) ? OIDC_FINE : OIDC_NONCE;
}

static enum oidc_fault
check_subject(const json_t *o, const struct oidc_expected *x)
{
	struct str subject = oidc_text(o, "sub");
	(void)x;
	if (subject.n == 0 || subject.n > SUBJECT_MAX)
		return OIDC_SUBJECT;
	for (size_t i = 0; i < subject.n; i++)
		if (subject.p[i] < ' ' || subject.p[i] > '~')
			return OIDC_SUBJECT;
	return OIDC_FINE;
}

size_t
oidc_level_rank(struct str levels, struct str level)
{
	struct str rest = levels, one;
	size_t rank = 0;
	if (level.n == 0)
		return 0;
	while (rest.p != NULL && str_split(&rest, ' ', &one)) {
		rank += one.n > 0;
		if (one.n > 0 && str_eq(one, level))
			return rank;
	}
	return 0;
}

static enum oidc_fault
check_level(const json_t *o, const struct oidc_expected *x)
{
	const struct oidc_settings *s = x->settings;
	if (s->levels.n == 0)
		return OIDC_FINE;
	size_t needed = oidc_level_rank(s->levels, s->level);
	size_t got = oidc_level_rank(s->levels, oidc_text(o, "acr"));
	return needed > 0 && got >= needed ? OIDC_FINE : OIDC_LEVEL;
}

typedef enum oidc_fault check_fn(const json_t *o, const struct oidc_expected *x);
static check_fn *const checks[] = {
	check_issuer, check_audience, check_times, check_nonce, check_subject, check_moment, check_level,
};

enum oidc_fault
oidc_token_check(struct str text, const struct oidc_keys *keys, const struct oidc_expected *x, struct arena *a,
    struct oidc_identity *ret_identity)
{
	struct token t;
	enum oidc_fault f = take_apart(text, a, &t);
	if (f == OIDC_FINE)
		f = check_signature(&t, keys, a);
	for (size_t i = 0; f == OIDC_FINE && i < sizeof checks / sizeof checks[0]; i++)
		f = checks[i](t.body, x);
	if (f != OIDC_FINE)
		return f;
	*ret_identity = (struct oidc_identity){
		.issuer = x->settings->issuer, .subject = oidc_text(t.body, "sub"), .level = oidc_text(t.body, "acr"),
	};
	return OIDC_FINE;
}
