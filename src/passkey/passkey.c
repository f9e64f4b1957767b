/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <jansson.h>
#include <sodium.h>

#include "passkey.h"
#include "passkey_cbor.h"
#include "passkey_internal.h"

#include "banned.h"

const char *
passkey_fault_name(enum passkey_fault f)
{
	static const char *const names[] = {
		[PASSKEY_GOOD] = "good",
		[PASSKEY_TOO_LONG] = "too_long",
		[PASSKEY_NOT_JSON] = "not_json",
		[PASSKEY_OTHER_TYPE] = "other_type",
		[PASSKEY_OTHER_CHALLENGE] = "other_challenge",
		[PASSKEY_OTHER_ORIGIN] = "other_origin",
		[PASSKEY_NOT_CBOR] = "not_cbor",
		[PASSKEY_OTHER_SITE] = "other_site",
		[PASSKEY_NOT_PRESENT] = "not_present",
		[PASSKEY_NOT_VERIFIED] = "not_verified",
		[PASSKEY_OTHER_ALGORITHM] = "other_algorithm",
		[PASSKEY_BAD_ATTESTATION] = "bad_attestation",
		[PASSKEY_BAD_SIGNATURE] = "bad_signature",
		[PASSKEY_COUNTER_BACK] = "counter_back",
	};
	return names[f];
}

struct str
passkey_encode(struct str bytes, struct arena *a)
{
	size_t room = sodium_base64_encoded_len(bytes.n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_alloc(a, room);
	sodium_bin2base64(text, room, (const unsigned char *)bytes.p, bytes.n,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_from_z(text);
}

enum err
passkey_decode(struct str text, size_t max, struct arena *a, struct str *ret_bytes)
{
	size_t n;
	if (text.n / 4 * 3 > max)
		return ERR_LIMIT;
	unsigned char *bytes = arena_alloc(a, text.n + 1);
	if (text.p == NULL || sodium_base642bin(bytes, text.n + 1, text.p, text.n, NULL, &n, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return ERR_INVALID;
	if (n > max)
		return ERR_LIMIT;
	/* One text for the same bytes: the library takes some bytes beyond ASCII for letters. */
	if (!str_eq(passkey_encode(str_from(bytes, n), a), text))
		return ERR_INVALID;
	*ret_bytes = str_from(bytes, n);
	return ERR_OK;
}

/* ---- what the browser says of the question ---- */

static bool
member_is(const json_t *root, const char *name, struct str wanted)
{
	const json_t *member = json_object_get(root, name);
	return json_is_string(member) &&
	    str_eq(str_from(json_string_value(member), json_string_length(member)), wanted);
}

static enum passkey_fault
client_data_fault(const json_t *root, const struct passkey_question *q, const char *type, struct arena *a)
{
	if (!member_is(root, "type", str_from_z(type)))
		return PASSKEY_OTHER_TYPE;
	if (!member_is(root, "challenge", passkey_encode(q->challenge, a)))
		return PASSKEY_OTHER_CHALLENGE;
	if (!member_is(root, "origin", q->origin) || json_is_true(json_object_get(root, "crossOrigin")))
		return PASSKEY_OTHER_ORIGIN;
	return PASSKEY_GOOD;
}

enum passkey_fault
passkey_client_data(struct str json, const struct passkey_question *q, const char *type, struct arena *a)
{
	if (json.n > PASSKEY_CLIENT_DATA_MAX)
		return PASSKEY_TOO_LONG;
	json_t *root = json_loadb(json.p == NULL ? "" : json.p, json.n, JSON_REJECT_DUPLICATES, NULL);
	enum passkey_fault f = json_is_object(root) ? client_data_fault(root, q, type, a) : PASSKEY_NOT_JSON;
	json_decref(root);
	return f;
}

/* ---- what the authenticator says: hash of the site, flags, counter ---- */

/* Behind the fixed part: the new credential where there is one, then extensions
 * where there are any, and nothing else. */
static bool
rest_fits(struct str rest, unsigned char flags)
{
	const size_t maker = 16, length = 2;
	if (flags & CTAP_AUTHDATA_ATT_CRED) {
		if (rest.n < maker + length)
			return false;
		size_t id = (size_t)(unsigned char)rest.p[maker] << 8 | (unsigned char)rest.p[maker + 1];
		if (id > rest.n - maker - length)
			return false;
		rest = str_cut(rest, maker + length + id, rest.n);
		if (!passkey_cbor_skip(&rest))
			return false;
	}
	if ((flags & CTAP_AUTHDATA_EXT_DATA) && !passkey_cbor_skip(&rest))
		return false;
	return rest.n == 0;
}

enum passkey_fault
passkey_authenticator(struct str data, const struct passkey_question *q)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	if (data.n > PASSKEY_AUTHENTICATOR_MAX)
		return PASSKEY_TOO_LONG;
	if (data.n < PASSKEY_AUTHENTICATOR_MIN)
		return PASSKEY_NOT_CBOR;
	crypto_hash_sha256(hash, (const unsigned char *)q->site.p, q->site.n);
	if (memcmp(hash, data.p, sizeof hash) != 0)
		return PASSKEY_OTHER_SITE;
	unsigned char flags = (unsigned char)data.p[sizeof hash];
	if (!rest_fits(str_cut(data, PASSKEY_AUTHENTICATOR_MIN, data.n), flags))
		return PASSKEY_NOT_CBOR;
	if (!(flags & CTAP_AUTHDATA_USER_PRESENT))
		return PASSKEY_NOT_PRESENT;
	return flags & CTAP_AUTHDATA_USER_VERIFIED ? PASSKEY_GOOD : PASSKEY_NOT_VERIFIED;
}

/* ---- signing in ---- */

static void
free_assert(void *p)
{
	fido_assert_t *assert = p;
	fido_assert_free(&assert);
}

static fido_assert_t *
assert_new(struct arena *a)
{
	fido_init(0);
	fido_assert_t *assert = fido_assert_new();
	if (assert == NULL)
		abort();
	arena_defer(a, free_assert, assert);
	return assert;
}

static enum passkey_fault
assert_fill(fido_assert_t *assert, const struct passkey_question *q, const struct passkey_answer *answer,
    struct arena *a)
{
	struct str data = answer->authenticator, signature = answer->signature;
	if (fido_assert_set_count(assert, 1) != FIDO_OK || fido_assert_set_rp(assert, str_z(q->site, a)) != FIDO_OK ||
	    fido_assert_set_clientdata(assert, (const unsigned char *)answer->client_data.p, answer->client_data.n) !=
	        FIDO_OK ||
	    fido_assert_set_up(assert, FIDO_OPT_TRUE) != FIDO_OK ||
	    fido_assert_set_uv(assert, FIDO_OPT_TRUE) != FIDO_OK)
		return PASSKEY_NOT_CBOR;
	if (fido_assert_set_authdata_raw(assert, 0, (const unsigned char *)data.p, data.n) != FIDO_OK)
		return PASSKEY_NOT_CBOR;
	if (signature.n == 0 ||
	    fido_assert_set_sig(assert, 0, (const unsigned char *)signature.p, signature.n) != FIDO_OK)
		return PASSKEY_BAD_SIGNATURE;
	return PASSKEY_GOOD;
}

static enum passkey_fault
verified(int result)
{
	return result == FIDO_OK ? PASSKEY_GOOD : PASSKEY_BAD_SIGNATURE;
}

static enum passkey_fault
verify_es256(const fido_assert_t *assert, struct str key)
{
	es256_pk_t *pk = es256_pk_new();
	enum passkey_fault f = PASSKEY_OTHER_ALGORITHM;
	if (pk != NULL && es256_pk_from_ptr(pk, key.p, key.n) == FIDO_OK)
		f = verified(fido_assert_verify(assert, 0, COSE_ES256, pk));
	es256_pk_free(&pk);
	return f;
}

static enum passkey_fault
verify_eddsa(const fido_assert_t *assert, struct str key)
{
	eddsa_pk_t *pk = eddsa_pk_new();
	enum passkey_fault f = PASSKEY_OTHER_ALGORITHM;
	if (pk != NULL && eddsa_pk_from_ptr(pk, key.p, key.n) == FIDO_OK)
		f = verified(fido_assert_verify(assert, 0, COSE_EDDSA, pk));
	eddsa_pk_free(&pk);
	return f;
}

static enum passkey_fault
verify_rs256(const fido_assert_t *assert, struct str key)
{
	rs256_pk_t *pk = rs256_pk_new();
	enum passkey_fault f = PASSKEY_OTHER_ALGORITHM;
	if (pk != NULL && rs256_pk_from_ptr(pk, key.p, key.n) == FIDO_OK)
		f = verified(fido_assert_verify(assert, 0, COSE_RS256, pk));
	rs256_pk_free(&pk);
	return f;
}

static enum passkey_fault
verify(const fido_assert_t *assert, const struct passkey_key *key)
{
	if (key->algorithm == PASSKEY_ES256)
		return verify_es256(assert, key->public_key);
	if (key->algorithm == PASSKEY_EDDSA)
		return verify_eddsa(assert, key->public_key);
	return key->algorithm == PASSKEY_RS256 ? verify_rs256(assert, key->public_key) : PASSKEY_OTHER_ALGORITHM;
}

enum passkey_fault
passkey_check(const struct passkey_question *q, const struct passkey_key *key, const struct passkey_answer *answer,
    struct arena *a, int64_t *ret_counter)
{
	enum passkey_fault f = passkey_client_data(answer->client_data, q, "webauthn.get", a);
	if (f == PASSKEY_GOOD)
		f = passkey_authenticator(answer->authenticator, q);
	if (f == PASSKEY_GOOD && answer->signature.n > PASSKEY_SIGNATURE_MAX)
		f = PASSKEY_TOO_LONG;
	if (f != PASSKEY_GOOD)
		return f;
	fido_assert_t *assert = assert_new(a);
	f = assert_fill(assert, q, answer, a);
	if (f == PASSKEY_GOOD)
		f = verify(assert, key);
	if (f != PASSKEY_GOOD)
		return f;
	/* An authenticator that does not count says 0 for ever. */
	int64_t counter = fido_assert_sigcount(assert, 0);
	if ((counter != 0 || key->counter != 0) && counter <= key->counter)
		return PASSKEY_COUNTER_BACK;
	*ret_counter = counter;
	return PASSKEY_GOOD;
}
