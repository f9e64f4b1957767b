/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "vault.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "keyd_client.h"
#include "vault.sql.h"
#include "vault_cache.h"
#include "vault_internal.h"

#include "banned.h"

#define KEY_VERSION 1

struct vault_key {
	struct id client;
	struct crypto_key key;
};

/* What the web process holds all the time, in memory that is never swapped. */
struct class_keys {
	struct crypto_key index, label, draft, staff, token;
};

struct vault {
	struct keyd *keyd;
	struct class_keys *class_keys;
	struct vault_cache *cache;
};

/* ---- making and ending ---- */

static enum err
fetch_class_keys(struct vault *v)
{
	TRY(keyd_class_key(v->keyd, KEYD_CLASS_INDEX, &v->class_keys->index));
	TRY(keyd_class_key(v->keyd, KEYD_CLASS_LABEL, &v->class_keys->label));
	TRY(keyd_class_key(v->keyd, KEYD_CLASS_DRAFT, &v->class_keys->draft));
	TRY(keyd_class_key(v->keyd, KEYD_CLASS_ACCOUNT, &v->class_keys->staff));
	return keyd_class_key(v->keyd, KEYD_CLASS_TOKEN, &v->class_keys->token);
}

enum err
vault_new(const char *program, const char *dir, struct vault **ret_vault)
{
	struct vault *v = calloc(1, sizeof *v);
	NEVER(v == NULL);
	enum err e = program == NULL ? keyd_start_inside(dir, &v->keyd) : keyd_start(program, dir, &v->keyd);
	v->class_keys = crypto_secret_alloc(1, sizeof *v->class_keys);
	v->cache = vault_cache_new();
	if (e == ERR_OK)
		e = fetch_class_keys(v);
	if (e != ERR_OK) {
		vault_free(v);
		return e;
	}
	*ret_vault = v;
	return ERR_OK;
}

void
vault_free(struct vault *v)
{
	if (v == NULL)
		return;
	keyd_stop(v->keyd);
	crypto_secret_free(v->class_keys);
	vault_cache_free(v->cache);
	free(v);
}

bool
vault_starter_ended(struct vault *v)
{
	return keyd_starter_ended(v->keyd);
}

static void
wipe_key(void *p)
{
	crypto_wipe(p, sizeof(struct vault_key));
}

static struct vault_key *
key_new(struct id client, struct arena *a)
{
	struct vault_key *k = ARENA_NEW(a, struct vault_key);
	k->client = client;
	arena_defer(a, wipe_key, k);
	return k;
}

/* ---- clients ---- */

enum err
vault_make(struct vault *v, struct arena *a, struct vault_fresh *ret_fresh, size_t n)
{
	struct id client[KEYD_ITEMS];
	struct keyd_made made[KEYD_ITEMS];
	if (n == 0 || n > KEYD_ITEMS)
		return ERR_LIMIT;
	for (size_t i = 0; i < n; i++)
		client[i] = id_new();
	TRY(keyd_wrap(v->keyd, client, (uint32_t)n, made));
	for (size_t i = 0; i < n; i++) {
		struct vault_key *k = key_new(client[i], a);
		k->key = made[i].key;
		struct str wrapped = str_from(made[i].wrapped.b, sizeof made[i].wrapped.b);
		ret_fresh[i] = (struct vault_fresh){ client[i], k, str_dup(wrapped, a), KEY_VERSION };
	}
	crypto_wipe(made, sizeof made);
	return ERR_OK;
}

int64_t
vault_wrapping_version(struct str wrapped)
{
	const unsigned char *b = (const unsigned char *)wrapped.p;
	return wrapped.n < 4 ? 0 : (int64_t)b[0] << 24 | (int64_t)b[1] << 16 | (int64_t)b[2] << 8 | b[3];
}

enum err
vault_store(struct db_write *w, const struct vault_fresh *fresh, struct id team, struct str language)
{
	struct arena *a = arena_new();
	int64_t wrapping = vault_wrapping_version(fresh->wrapped);
	struct wrapping_key_closed_row row;
	/* Made before the wrapping key was replaced, stored after it was emptied: it would never open. */
	enum err e = wrapping_key_closed(
	    db_reading(w), (struct wrapping_key_closed_in){ .version = wrapping }, a, &row);
	arena_free(a);
	if (e != ERR_NOT_FOUND)
		return e == ERR_OK ? ERR_RETRY : e;
	TRY(client_insert(w, (struct client_insert_in){
	    .id = fresh->client, .team = team, .language = language, .made = clock_wall() }));
	return client_key_insert(w, (struct client_key_insert_in){
	    .client = fresh->client, .version = fresh->version, .wrapped = fresh->wrapped, .wrapping = wrapping });
}

uint32_t
vault_purpose_code(const char *purpose)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	crypto_digest(str_from_z(purpose), digest);
	return (uint32_t)digest[0] << 8 | digest[1];
}

static enum err
unwrap(struct vault *v, struct db_read *r, struct id client, const struct access_grant *grant, struct arena *a,
    struct crypto_key *ret_key)
{
	struct client_key_get_row row;
	struct keyd_item item = { .client = client };
	TRY(client_key_get(r, (struct client_key_get_in){ .client = client }, a, &row));
	if (row.wrapped.n != sizeof item.wrapped.b)
		return ERR_INTERNAL;
	memcpy(item.wrapped.b, row.wrapped.p, sizeof item.wrapped.b);
	uint32_t purpose = vault_purpose_code(access_purpose(grant));
	return keyd_unwrap(v->keyd, access_actor(grant)->id, purpose, &item, 1, ret_key);
}

enum err
vault_open(struct vault *v, struct db_read *r, struct id client, const struct access_grant *grant,
    struct arena *a, const struct vault_key **ret_key)
{
	if (grant == NULL || !access_allows(grant, client))
		return ERR_FORBIDDEN;
	struct vault_key *k = key_new(client, a);
	/* The key process counts by actor, so each actor fetches for itself. */
	struct id actor = access_actor(grant)->id;
	if (!vault_cache_get(v->cache, actor, client, &k->key)) {
		TRY(unwrap(v, r, client, grant, a, &k->key));
		vault_cache_put(v->cache, actor, client, &k->key);
	}
	*ret_key = k;
	return ERR_OK;
}

enum err
vault_forget(struct core *core)
{
	vault_cache_sweep(core->vault->cache);
	return ERR_OK;
}

void
vault_forget_client(struct vault *v, struct id client)
{
	vault_cache_forget(v->cache, client);
}

struct keyd *
vault_keeper(struct vault *v)
{
	return v->keyd;
}

struct id
vault_key_client(const struct vault_key *k)
{
	return k->client;
}

/* ---- sealing ---- */

enum vault_class
vault_field_class(enum vault_field f)
{
	static const enum vault_class classes[] = {
#define F(NUMBER, NAME, CLASS) [NUMBER] = VAULT_##CLASS,
		VAULT_FIELDS(F)
#undef F
	};
	NEVER((size_t)f >= sizeof classes / sizeof classes[0] || classes[f] == 0);
	return classes[f];
}

#define BOUND_SIZE (4 + 16 + 16 + 4)

static void
put32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> (24 - 8 * i));
}

/* Where a ciphertext belongs: field, row, client, version of the data key. */
static struct str
bound(unsigned char b[BOUND_SIZE], enum vault_field f, struct id row, struct id client)
{
	put32(b, (uint32_t)f);
	memcpy(b + 4, row.b, 16);
	memcpy(b + 20, client.b, 16);
	put32(b + 36, KEY_VERSION);
	return str_from(b, BOUND_SIZE);
}

static const char *
class_label(enum vault_class c)
{
	static const char *const labels[] = {
		[VAULT_IDENTITY] = "identity", [VAULT_ADDRESS] = "address", [VAULT_DOSSIER] = "dossier",
		[VAULT_ATTACHMENT] = "attachment", [VAULT_LABEL] = "label", [VAULT_STAFF] = "staff",
		[VAULT_DRAFT] = "draft",
	};
	return labels[c];
}

static struct str
seal(const struct crypto_key *key, enum vault_field f, struct id row, struct id client, struct str plain,
    struct arena *a)
{
	unsigned char b[BOUND_SIZE];
	struct crypto_key sub;
	if (plain.p == NULL)
		return STR_NONE;
	crypto_derive(key, class_label(vault_field_class(f)), STR_NONE, &sub);
	struct str sealed = crypto_seal(&sub, bound(b, f, row, client), plain, a);
	crypto_wipe(&sub, sizeof sub);
	return sealed;
}

static enum err
unseal(const struct crypto_key *key, enum vault_field f, struct id row, struct id client, struct str sealed,
    struct arena *a, struct str *ret_plain)
{
	unsigned char b[BOUND_SIZE];
	struct crypto_key sub;
	if (sealed.p == NULL) {
		*ret_plain = STR_NONE;
		return ERR_OK;
	}
	crypto_derive(key, class_label(vault_field_class(f)), STR_NONE, &sub);
	enum err e = crypto_open(&sub, bound(b, f, row, client), sealed, a, ret_plain);
	crypto_wipe(&sub, sizeof sub);
	return e == ERR_OK ? ERR_OK : ERR_INTERNAL;
}

struct str
vault_seal(const struct vault_key *k, enum vault_field f, struct id row, struct str plain, struct arena *a)
{
	return seal(&k->key, f, row, k->client, plain, a);
}

enum err
vault_unseal(const struct vault_key *k, enum vault_field f, struct id row, struct str sealed, struct arena *a,
    struct str *ret_plain)
{
	return unseal(&k->key, f, row, k->client, sealed, a, ret_plain);
}

struct str
vault_seal_staff(struct vault *v, enum vault_field f, struct id row, struct str plain, struct arena *a)
{
	return seal(&v->class_keys->staff, f, row, ID_NONE, plain, a);
}

enum err
vault_unseal_staff(struct vault *v, enum vault_field f, struct id row, struct str sealed, struct arena *a,
    struct str *ret_plain)
{
	return unseal(&v->class_keys->staff, f, row, ID_NONE, sealed, a, ret_plain);
}

struct str
vault_seal_label(struct vault *v, struct id client, struct id row, struct str plain, struct arena *a)
{
	return seal(&v->class_keys->label, SEALED_REGISTRATION_LABEL, row, client, plain, a);
}

enum err
vault_unseal_label(struct vault *v, struct id client, struct id row, struct str sealed,
    const struct access_grant *grant, struct arena *a, struct str *ret_plain)
{
	if (grant == NULL || !access_allows(grant, client))
		return ERR_FORBIDDEN;
	return unseal(&v->class_keys->label, SEALED_REGISTRATION_LABEL, row, client, sealed, a, ret_plain);
}

/* ---- keys of somebody's own ---- */

const struct vault_key *
vault_key_of_secret(struct str secret, const char *label, struct arena *a)
{
	struct vault_key *k = key_new(ID_NONE, a);
	/* what finds a row is a hash of the secret alone: from that one no key may follow */
	crypto_digest(str_printf(a, "key %s %.*s", label, STR_ARG(secret)), k->key.b);
	return k;
}

const struct vault_key *
vault_key_of_client(struct id client, const struct crypto_key *key, struct arena *a)
{
	struct vault_key *k = key_new(client, a);
	k->key = *key;
	return k;
}

enum err
vault_escrow(struct vault *v, struct id row, struct str secret, struct arena *a, struct str *ret_wrapped)
{
	*ret_wrapped = seal(&v->class_keys->draft, SEALED_DRAFT_SECRET, row, ID_NONE, secret, a);
	return ERR_OK;
}

enum err
vault_release(struct vault *v, struct id row, struct str wrapped, struct arena *a, struct str *ret_secret)
{
	return unseal(&v->class_keys->draft, SEALED_DRAFT_SECRET, row, ID_NONE, wrapped, a, ret_secret);
}

/* ---- lookups ---- */

struct str
vault_index(struct vault *v, enum vault_index kind, struct str normalised, struct arena *a)
{
	struct crypto_key key;
	const struct crypto_key *from = kind == VAULT_INDEX_CODE || kind == VAULT_INDEX_ONCE ? &v->class_keys->token
	                                                                                    : &v->class_keys->index;
	unsigned char number[4];
	char *mac = arena_alloc(a, CRYPTO_MAC_SIZE);
	put32(number, (uint32_t)kind);
	crypto_derive(from, "lookup", str_from(number, sizeof number), &key);
	crypto_mac(&key, normalised, (unsigned char *)mac);
	crypto_wipe(&key, sizeof key);
	return (struct str){ mac, CRYPTO_MAC_SIZE };
}

struct str
vault_normal_email(struct str email, struct arena *a)
{
	return str_lower(str_trim(email), a);
}

struct str
vault_normal_phone(struct str phone, struct arena *a)
{
	struct buf b;
	buf_init(&b, 64, a);
	bool international = str_starts(str_trim(phone), STR("+"));
	for (size_t i = 0; i < phone.n; i++)
		if (phone.p[i] >= '0' && phone.p[i] <= '9')
			buf_char(&b, phone.p[i]);
	struct str digits = buf_view(&b);
	if (international)
		return str_printf(a, "+%.*s", STR_ARG(digits));
	if (str_starts(digits, STR("00")))
		return str_printf(a, "+%.*s", STR_ARG(str_cut(digits, 2, digits.n)));
	if (str_starts(digits, STR("0")))
		return str_printf(a, "+31%.*s", STR_ARG(str_cut(digits, 1, digits.n)));
	return digits;
}

/* Letters only, in lower case, so that "De Vries" and "de  vries" are one. */
struct str
vault_normal_name_birth(struct str surname, struct date birth, struct arena *a)
{
	struct buf b;
	buf_init(&b, 1024, a);
	struct str lower = str_lower(surname, a);
	for (size_t i = 0; i < lower.n; i++)
		if (lower.p[i] != ' ' && lower.p[i] != '-' && lower.p[i] != '\'' && lower.p[i] != '.')
			buf_char(&b, lower.p[i]);
	return str_printf(a, "%.*s|%.*s", STR_ARG(buf_view(&b)), STR_ARG(date_iso(birth, a)));
}

struct str
vault_normal_address(struct str postcode, struct str number, struct arena *a)
{
	struct buf b;
	buf_init(&b, 64, a);
	for (size_t i = 0; i < postcode.n; i++)
		if (postcode.p[i] != ' ')
			buf_char(&b, postcode.p[i]);
	return str_printf(a, "%.*s|%.*s", STR_ARG(str_lower(buf_view(&b), a)), STR_ARG(str_lower(str_trim(number), a)));
}

/* ---- the chain of access records ---- */

static enum err
chain_some(struct vault *v, struct keyd_hash *head, const struct str *records, uint32_t n, struct arena *a,
    struct str *ret_chain)
{
	struct keyd_hash record[KEYD_ITEMS], next[KEYD_ITEMS];
	for (uint32_t i = 0; i < n; i++)
		crypto_digest(records[i], record[i].b);
	TRY(keyd_chain(v->keyd, head, record, n, next));
	for (uint32_t i = 0; i < n; i++)
		ret_chain[i] = str_dup(str_from(next[i].b, sizeof next[i].b), a);
	*head = next[n - 1];
	return ERR_OK;
}

enum err
vault_chain(struct vault *v, struct str previous, const struct str *records, size_t n, struct arena *a,
    struct str *ret_chain)
{
	struct keyd_hash head = { { 0 } };
	if (previous.n == sizeof head.b)
		memcpy(head.b, previous.p, sizeof head.b);
	for (size_t i = 0; i < n; i += KEYD_ITEMS) {
		size_t some = n - i < KEYD_ITEMS ? n - i : KEYD_ITEMS;
		TRY(chain_some(v, &head, records + i, (uint32_t)some, a, ret_chain + i));
	}
	return ERR_OK;
}
