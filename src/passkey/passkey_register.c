/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include <fido.h>

#include "passkey_cbor.h"
#include "passkey_internal.h"

#include "banned.h"

/* The attestation object (section 6.5.4): three members, in any order. */
struct attestation {
	struct str format, authenticator;
	struct str statement; /* a map, in CBOR */
};

static bool
take_statement(struct str *rest, struct str *ret_statement)
{
	int major;
	uint64_t n;
	struct str from = *rest, head = *rest;
	if (!passkey_cbor_head(&head, &major, &n) || major != PASSKEY_CBOR_MAP || !passkey_cbor_skip(rest))
		return false;
	*ret_statement = str_cut(from, 0, from.n - rest->n);
	return true;
}

static bool
take_member(struct str *rest, struct attestation *x)
{
	struct str name;
	if (!passkey_cbor_string(rest, PASSKEY_CBOR_TEXT, &name))
		return false;
	if (str_eq_z(name, "fmt"))
		return passkey_cbor_string(rest, PASSKEY_CBOR_TEXT, &x->format);
	if (str_eq_z(name, "authData"))
		return passkey_cbor_string(rest, PASSKEY_CBOR_BYTES, &x->authenticator);
	return str_eq_z(name, "attStmt") && take_statement(rest, &x->statement);
}

static enum passkey_fault
read_attestation(struct str bytes, struct attestation *ret_attestation)
{
	int major;
	uint64_t n;
	struct attestation x = { .format = STR_NONE };
	if (bytes.n > PASSKEY_ATTESTATION_MAX)
		return PASSKEY_TOO_LONG;
	bool good = passkey_cbor_head(&bytes, &major, &n) && major == PASSKEY_CBOR_MAP && n == 3;
	for (int i = 0; good && i < 3; i++)
		good = take_member(&bytes, &x);
	if (!good || bytes.n > 0 || x.format.p == NULL || x.authenticator.p == NULL || x.statement.p == NULL)
		return PASSKEY_NOT_CBOR;
	*ret_attestation = x;
	return PASSKEY_GOOD;
}

/* ---- the key ---- */

static void
free_cred(void *p)
{
	fido_cred_t *cred = p;
	fido_cred_free(&cred);
}

/* The library reads a key of the kind that it was told; NULL: it is of another. */
static fido_cred_t *
read_as(enum passkey_algorithm algorithm, struct str authenticator, struct arena *a)
{
	fido_cred_t *cred = fido_cred_new();
	if (cred == NULL)
		abort();
	arena_defer(a, free_cred, cred);
	if (fido_cred_set_type(cred, (int)algorithm) != FIDO_OK ||
	    fido_cred_set_authdata_raw(cred, (const unsigned char *)authenticator.p, authenticator.n) != FIDO_OK)
		return NULL;
	return cred;
}

static fido_cred_t *
read_key(struct str authenticator, struct arena *a)
{
	static const enum passkey_algorithm known[] = { PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256 };
	fido_cred_t *cred = NULL;
	fido_init(0);
	for (size_t i = 0; cred == NULL && i < sizeof known / sizeof known[0]; i++)
		cred = read_as(known[i], authenticator, a);
	return cred;
}

/* ---- its own signature, where there is one ---- */

static enum passkey_fault
check_self(fido_cred_t *cred, const struct attestation *x, const struct passkey_question *q, struct str client_data,
    struct arena *a)
{
	bool good = fido_cred_set_fmt(cred, "packed") == FIDO_OK &&
	    fido_cred_set_attstmt(cred, (const unsigned char *)x->statement.p, x->statement.n) == FIDO_OK &&
	    fido_cred_set_clientdata(cred, (const unsigned char *)client_data.p, client_data.n) == FIDO_OK &&
	    fido_cred_set_rp(cred, str_z(q->site, a), NULL) == FIDO_OK &&
	    fido_cred_set_uv(cred, FIDO_OPT_TRUE) == FIDO_OK && fido_cred_verify_self(cred) == FIDO_OK;
	return good ? PASSKEY_GOOD : PASSKEY_BAD_ATTESTATION;
}

static enum passkey_fault
check_attestation(fido_cred_t *cred, const struct attestation *x, const struct passkey_question *q,
    struct str client_data, struct arena *a)
{
	if (str_eq_z(x->format, "none"))
		return x->statement.n == 1 ? PASSKEY_GOOD : PASSKEY_BAD_ATTESTATION;
	if (str_eq_z(x->format, "packed"))
		return check_self(cred, x, q, client_data, a);
	return PASSKEY_BAD_ATTESTATION;
}

/* ---- all of it ---- */

static struct passkey_key
key_of(const fido_cred_t *cred, struct arena *a)
{
	return (struct passkey_key){
		.id = str_dup(str_from(fido_cred_id_ptr(cred), fido_cred_id_len(cred)), a),
		.public_key = str_dup(str_from(fido_cred_pubkey_ptr(cred), fido_cred_pubkey_len(cred)), a),
		.algorithm = fido_cred_type(cred),
		.counter = fido_cred_sigcount(cred),
	};
}

enum passkey_fault
passkey_register(const struct passkey_question *q, struct str client_data, struct str attestation, struct arena *a,
    struct passkey_key *ret_key)
{
	struct attestation x;
	enum passkey_fault f = passkey_client_data(client_data, q, "webauthn.create", a);
	if (f == PASSKEY_GOOD)
		f = read_attestation(attestation, &x);
	if (f == PASSKEY_GOOD)
		f = passkey_authenticator(x.authenticator, q);
	if (f != PASSKEY_GOOD)
		return f;
	fido_cred_t *cred = read_key(x.authenticator, a);
	if (cred == NULL || fido_cred_pubkey_len(cred) == 0)
		return PASSKEY_OTHER_ALGORITHM;
	size_t id = fido_cred_id_len(cred);
	if (id == 0 || id > PASSKEY_CREDENTIAL_MAX)
		return PASSKEY_TOO_LONG;
	f = check_attestation(cred, &x, q, client_data, a);
	if (f == PASSKEY_GOOD)
		*ret_key = key_of(cred, a);
	return f;
}
