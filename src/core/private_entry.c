/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "assignment.h"
#include "private.sql.h"
#include "private_internal.h"

#include "banned.h"

static const char *const kind_names[PRIVATE_KIND_COUNT] = { "note" };

/* ---- keys of entries ---- */

static enum err
entry_key(const struct private_key *p, struct id id, struct str sealed, struct arena *a, struct crypto_key *ret_key)
{
	struct str plain;
	TRY(vault_unseal(p->seals, SEALED_PRIVATE_ENTRY_KEY, id, sealed, a, &plain));
	return private_key_take(plain, ret_key);
}

/* For one assignment only: it stands beside the key and is compared. */
static struct str
seal_share(const struct vault_key *house, struct id id, struct id assignment, const struct crypto_key *key,
    struct arena *a)
{
	unsigned char plain[sizeof key->b + sizeof assignment.b];
	memcpy(plain, key->b, sizeof key->b);
	memcpy(plain + sizeof key->b, assignment.b, sizeof assignment.b);
	struct str sealed = vault_seal(house, SEALED_PRIVATE_SHARE_KEY, id, str_from(plain, sizeof plain), a);
	crypto_wipe(plain, sizeof plain);
	return sealed;
}

static enum err
unseal_share(const struct vault_key *house, struct id id, struct id assignment, struct str sealed, struct arena *a,
    const struct vault_key **ret_key)
{
	struct crypto_key key;
	struct str plain;
	TRY(vault_unseal(house, SEALED_PRIVATE_SHARE_KEY, id, sealed, a, &plain));
	if (plain.n != sizeof key.b + sizeof assignment.b ||
	    memcmp(plain.p + sizeof key.b, assignment.b, sizeof assignment.b) != 0)
		return ERR_INTERNAL;
	TRY(private_key_take(str_cut(plain, 0, sizeof key.b), &key));
	*ret_key = vault_key_of_client(vault_key_client(house), &key, a);
	crypto_wipe(&key, sizeof key);
	return ERR_OK;
}

/* ---- saving ---- */

static enum err
insert(struct db_write *w, const struct private_key *p, enum private_kind kind, struct id id,
    const struct private_entry_update_in *in, struct arena *a)
{
	struct private_entry_count_row count;
	TRY(private_entry_count(db_reading(w), (struct private_entry_count_in){ .client = p->client }, a, &count));
	if (count.n >= PRIVATE_ENTRIES_MAX)
		return ERR_LIMIT;
	return private_entry_insert(w, (struct private_entry_insert_in){
	    .id = id, .client = p->client, .kind = str_from_z(kind_names[kind]), .made = in->changed, .key = in->key,
	    .head = in->head, .body = in->body });
}

/* A share goes on with the new key. */
static enum err
rekey_share(struct db_write *w, const struct vault_key *house, struct id id, const struct crypto_key *key,
    struct arena *a)
{
	struct id client = vault_key_client(house);
	struct private_share_get_row row;
	enum err e = private_share_get(
	    db_reading(w), (struct private_share_get_in){ .client = client, .entry = id }, a, &row);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	return private_share_rekey(w, (struct private_share_rekey_in){
	    .client = client, .entry = id, .key = seal_share(house, id, row.assignment, key, a) });
}

static enum err
update(struct db_write *w, const struct private_entry_update_in *in, struct arena *a)
{
	int64_t changed;
	TRY(private_entry_update(w, *in, &changed));
	if (changed == 1)
		return ERR_OK;
	TRY(private_exists(db_reading(w), in->client, in->id, a));
	return ERR_CONFLICT;
}

enum err
private_put(struct db_write *w, const struct vault_key *house, const struct private_key *p, enum private_kind kind,
    struct private_entry *e, struct arena *a)
{
	struct crypto_key raw;
	bool is_new = id_is_none(e->id);
	struct id id = is_new ? id_new() : e->id;
	crypto_key_random(&raw);
	const struct vault_key *own = vault_key_of_client(p->client, &raw, a);
	struct private_entry_update_in in = {
		.client = p->client,
		.id = id,
		.revision = e->revision,
		.changed = clock_wall(),
		.key = vault_seal(p->seals, SEALED_PRIVATE_ENTRY_KEY, id, private_key_bytes(&raw), a),
		.head = vault_seal(own, SEALED_PRIVATE_ENTRY_HEAD, id, e->head, a),
		.body = vault_seal(own, SEALED_PRIVATE_ENTRY_BODY, id, e->body, a),
	};
	enum err result = is_new ? insert(w, p, kind, id, &in, a) : update(w, &in, a);
	if (result == ERR_OK && !is_new)
		result = rekey_share(w, house, id, &raw, a);
	crypto_wipe(&raw, sizeof raw);
	if (result == ERR_OK)
		e->id = id;
	return result;
}

enum err
private_remove(struct db_write *w, struct id client, struct id id)
{
	int64_t changed;
	TRY(private_unshare(w, client, id));
	TRY(private_entry_delete(w, (struct private_entry_delete_in){ .client = client, .id = id }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- reading ---- */

static enum err
own_key(const struct private_key *p, struct id id, struct str sealed, struct arena *a,
    const struct vault_key **ret_key)
{
	struct crypto_key raw;
	TRY(entry_key(p, id, sealed, a, &raw));
	*ret_key = vault_key_of_client(p->client, &raw, a);
	crypto_wipe(&raw, sizeof raw);
	return ERR_OK;
}

enum err
private_list(struct db_read *r, const struct private_key *p, enum private_kind kind, struct arena *a,
    struct private_entries *ret_entries)
{
	struct private_entry_rows_rows rows;
	struct private_entry_rows_in in = { .client = p->client, .kind = str_from_z(kind_names[kind]) };
	TRY(private_entry_rows(r, in, a, &rows));
	struct private_entry *v = ARENA_ARRAY(a, struct private_entry, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct private_entry_rows_row *row = &rows.v[i];
		const struct vault_key *own;
		v[i] = (struct private_entry){
			.id = row->id, .revision = row->revision, .made = row->made, .changed = row->changed,
			.shared = !id_is_none(row->shared),
		};
		TRY(own_key(p, row->id, row->key, a, &own));
		TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_HEAD, row->id, row->head, a, &v[i].head));
	}
	*ret_entries = (struct private_entries){ v, rows.n };
	return ERR_OK;
}

enum err
private_get(struct db_read *r, const struct private_key *p, struct id id, struct arena *a,
    struct private_entry *ret_entry)
{
	struct private_entry_get_row row;
	const struct vault_key *own;
	TRY(private_entry_get(r, (struct private_entry_get_in){ .client = p->client, .id = id }, a, &row));
	struct private_entry e = { .id = id, .revision = row.revision, .made = row.made, .changed = row.changed };
	TRY(own_key(p, id, row.key, a, &own));
	TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_HEAD, id, row.head, a, &e.head));
	TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_BODY, id, row.body, a, &e.body));
	*ret_entry = e;
	return ERR_OK;
}

enum err
private_exists(struct db_read *r, struct id client, struct id id, struct arena *a)
{
	struct private_entry_exists_row row;
	return private_entry_exists(r, (struct private_entry_exists_in){ .client = client, .id = id }, a, &row);
}

/* ---- sharing ---- */

enum err
private_share_find(struct db_read *r, struct id client, struct id id, struct arena *a, struct private_share *ret_share)
{
	struct private_share_get_row row;
	TRY(private_share_get(r, (struct private_share_get_in){ .client = client, .entry = id }, a, &row));
	*ret_share = (struct private_share){ row.account, row.made, row.until.set };
	return ERR_OK;
}

enum err
private_share(struct db_write *w, const struct vault_key *house, const struct private_key *p, struct id id,
    struct id account, struct arena *a)
{
	struct db_read *r = db_reading(w);
	struct private_entry_get_row row;
	struct assignment now;
	struct crypto_key key;
	enum err e = assignment_get(r, p->client, a, &now);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && !id_eq(now.account, account)))
		return ERR_CONFLICT;
	TRY(e);
	TRY(private_entry_get(r, (struct private_entry_get_in){ .client = p->client, .id = id }, a, &row));
	TRY(private_unshare(w, p->client, id));
	TRY(entry_key(p, id, row.key, a, &key));
	struct str sealed = seal_share(house, id, now.id, &key, a);
	crypto_wipe(&key, sizeof key);
	return private_share_insert(w, (struct private_share_insert_in){
	    .entry = id, .client = p->client, .assignment = now.id, .key = sealed, .made = clock_wall() });
}

enum err
private_unshare(struct db_write *w, struct id client, struct id id)
{
	return private_share_delete(w, (struct private_share_delete_in){ .client = client, .entry = id });
}

enum err
private_unshare_all(struct db_write *w, struct id client)
{
	return private_share_delete_all(w, (struct private_share_delete_all_in){ .client = client });
}

enum err
private_share_total(struct db_read *r, struct id client, struct arena *a, int64_t *ret_n)
{
	struct private_share_count_row row;
	TRY(private_share_count(r, (struct private_share_count_in){ .client = client }, a, &row));
	*ret_n = row.n;
	return ERR_OK;
}

enum err
private_shared_total(struct db_read *r, struct id client, struct id account, struct arena *a, int64_t *ret_n)
{
	struct private_shared_count_row row;
	struct private_shared_count_in in = { .client = client, .account = account };
	TRY(private_shared_count(r, in, a, &row));
	*ret_n = row.n;
	return ERR_OK;
}

enum err
private_shared_list(struct db_read *r, const struct vault_key *house, struct id account, struct arena *a,
    struct private_entries *ret_entries)
{
	struct private_shared_rows_rows rows;
	struct private_shared_rows_in in = { .client = vault_key_client(house), .account = account };
	TRY(private_shared_rows(r, in, a, &rows));
	struct private_entry *v = ARENA_ARRAY(a, struct private_entry, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct private_shared_rows_row *row = &rows.v[i];
		const struct vault_key *own;
		v[i] = (struct private_entry){ .id = row->id, .made = row->made, .changed = row->changed,
			.shared = true };
		TRY(unseal_share(house, row->id, row->assignment, row->key, a, &own));
		TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_HEAD, row->id, row->head, a, &v[i].head));
	}
	*ret_entries = (struct private_entries){ v, rows.n };
	return ERR_OK;
}

enum err
private_shared_get(struct db_read *r, const struct vault_key *house, struct id account, struct id id, struct arena *a,
    struct private_entry *ret_entry)
{
	struct private_shared_row_row row;
	const struct vault_key *own;
	struct private_shared_row_in in = { .client = vault_key_client(house), .account = account, .entry = id };
	TRY(private_shared_row(r, in, a, &row));
	struct private_entry e = { .id = id, .made = row.made, .changed = row.changed, .shared = true };
	TRY(unseal_share(house, id, row.assignment, row.key, a, &own));
	TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_HEAD, id, row.head, a, &e.head));
	TRY(vault_unseal(own, SEALED_PRIVATE_ENTRY_BODY, id, row.body, a, &e.body));
	*ret_entry = e;
	return ERR_OK;
}
