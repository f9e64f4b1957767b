/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_VAULT_H
#define CORE_VAULT_H
/*
 * Personal data goes in and out here and nowhere else. Each client has a
 * random data key, kept wrapped by the key process; per class of data a
 * subkey. A ciphertext is bound to its field number, row, client and key
 * version: moved elsewhere, it does not open (THREATS.md, "Keys").
 *
 * A vault_key is an opened client. It lives in the arena that it was opened
 * for and is wiped at its end.
 */
#include "access.h"
#include "core.h"
#include "date.h"
#include "vault_field.h"

struct vault_key;
struct crypto_key;

/* Lookups by a keyed hash of the normalised value. The number is permanent. */
enum vault_index {
	VAULT_INDEX_EMAIL = 1,
	VAULT_INDEX_PHONE = 2,
	VAULT_INDEX_NAME_BIRTH = 3,
	VAULT_INDEX_POSTCODE_NUMBER = 4,
	VAULT_INDEX_CASE_NUMBER = 5,
	VAULT_INDEX_STAFF_EMAIL = 6,
	VAULT_INDEX_PARTNER_ID = 7,  /* the partner's own id of a registration */
	VAULT_INDEX_PARTNER_BODY = 8,
	VAULT_INDEX_ONCE = 9,        /* keys that make something count or happen once */
	VAULT_INDEX_CODE = 10,       /* secrets of links, derived from a job */
	VAULT_INDEX_PASSKEY_USER = 18,
	VAULT_INDEX_PASSKEY_CHALLENGE = 19,
	VAULT_INDEX_IDENTITY = 36,   /* who somebody is at a provider */
};

/* Starts the key process with its keys in dir/keys and fetches the class keys. */
enum err vault_new(const char *program, const char *dir, struct vault **ret_vault);
void vault_free(struct vault *v);

/* Whether whoever starts the key process has ended (keyd_starter_ended). */
bool vault_starter_ended(struct vault *v);

/* The 16 bits by which the key process tells purposes apart in its log. */
uint32_t vault_purpose_code(const char *purpose);

/* n new clients at once (at most 64), one message to the key process. Nothing
 * may be sealed before vault_store was called in the same transaction. */
struct vault_fresh {
	struct id client;
	struct vault_key *key;
	struct str wrapped;
	int version;
};
enum err vault_make(struct vault *v, struct arena *a, struct vault_fresh *ret_fresh, size_t n);
enum err vault_store(struct db_write *w, const struct vault_fresh *fresh, struct id team, struct str language);

/* Opens a client. The grant proves that the access record is durable and says
 * for which client; ERR_FORBIDDEN for another. */
enum err vault_open(struct vault *v, struct db_read *r, struct id client, const struct access_grant *grant,
    struct arena *a, const struct vault_key **ret_key);
/* Labels stand in lists of many clients and have a class key of the house, so
 * that a list asks nothing of the key process. The grant names the whole list. */
struct str vault_seal_label(struct vault *v, struct id client, struct id row, struct str plain, struct arena *a);
enum err vault_unseal_label(struct vault *v, struct id client, struct id row, struct str sealed,
    const struct access_grant *grant, struct arena *a, struct str *ret_plain);

/* Wipes keys that nobody asked for in 5 minutes. A timer. */
enum err vault_forget(struct core *core);

struct id vault_key_client(const struct vault_key *k);

struct str vault_seal(const struct vault_key *k, enum vault_field f, struct id row, struct str plain, struct arena *a);
/* ERR_INTERNAL: it does not open. Absent stays absent. */
enum err vault_unseal(const struct vault_key *k, enum vault_field f, struct id row, struct str sealed, struct arena *a,
    struct str *ret_plain);

/* Data of staff, under one class key of the house. */
struct str vault_seal_staff(struct vault *v, enum vault_field f, struct id row, struct str plain, struct arena *a);
enum err vault_unseal_staff(struct vault *v, enum vault_field f, struct id row, struct str sealed, struct arena *a,
    struct str *ret_plain);

/* A key of somebody's own, made from a secret that only they hold (a cookie,
 * a form_id). Nothing is asked of the key process. */
const struct vault_key *vault_key_of_secret(struct str secret, const char *label, struct arena *a);
/* The same key, to be kept under a code: wrapped by the key process. */
enum err vault_escrow(struct vault *v, struct id row, struct str secret, struct arena *a, struct str *ret_wrapped);
enum err vault_release(struct vault *v, struct id row, struct str wrapped, struct arena *a, struct str *ret_secret);

/* A key that core/private made for data of one client: seals and opens as the
 * client's own does, and is bound to that client like it. */
const struct vault_key *vault_key_of_client(struct id client, const struct crypto_key *key, struct arena *a);

/* 32 bytes in the arena. */
struct str vault_index(struct vault *v, enum vault_index kind, struct str normalised, struct arena *a);

/* What is looked up must be written one way. */
struct str vault_normal_email(struct str email, struct arena *a);
struct str vault_normal_phone(struct str phone, struct arena *a);       /* "+31612345678" */
struct str vault_normal_name_birth(struct str surname, struct date birth, struct arena *a);
struct str vault_normal_address(struct str postcode, struct str number, struct arena *a);

/* Keyed hashes of access records, in order, each over the one before. */
enum err vault_chain(struct vault *v, struct str previous, const struct str *records, size_t n, struct arena *a,
    struct str *ret_chain);

#endif
