/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "test_house.h"
#include "vault_cache.h"
#include "vault_internal.h"

#include "banned.h"

static void
what_is_sealed_opens(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct id row = id_new();
	struct str plain, texts[] = { STR(""), STR("a"), STR("Jan de Vries"), STR("\0\1\2\xff") };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct str sealed = vault_seal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, texts[i], h->arena);
		assert_ok(vault_unseal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, sealed, h->arena, &plain));
		assert_true(str_eq(plain, texts[i]));
		struct str again = vault_seal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, texts[i], h->arena);
		assert_false(str_eq(sealed, again));
	}
	struct str sealed = vault_seal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, STR("CANARY-SEALED"), h->arena);
	assert_int_equal(str_find(sealed, STR("CANARY")), -1);
}

static void
absent_stays_absent(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct str plain = STR("untouched");
	assert_null(vault_seal(fresh.key, SEALED_CONTACT_NOTE, fresh.client, STR_NONE, h->arena).p);
	assert_ok(vault_unseal(fresh.key, SEALED_CONTACT_NOTE, fresh.client, STR_NONE, h->arena, &plain));
	assert_null(plain.p);
}

/* Moved to another field, row or client, or with one bit changed, it is lost. */
static void
what_is_moved_does_not_open(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct id row = id_new();
	struct str plain = STR("untouched");
	struct str sealed = vault_seal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, STR("Jan"), h->arena);
	static const enum vault_field fields[] = {
#define F(NUMBER, NAME, CLASS) SEALED_##NAME,
		VAULT_FIELDS(F)
#undef F
	};
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (fields[i] != SEALED_REGISTRATION_IDENTITY)
			assert_int_equal(vault_unseal(fresh.key, fields[i], row, sealed, h->arena, &plain),
			    ERR_INTERNAL);
	assert_int_equal(
	    vault_unseal(fresh.key, SEALED_REGISTRATION_IDENTITY, id_new(), sealed, h->arena, &plain), ERR_INTERNAL);
	assert_int_equal(
	    vault_unseal(other.key, SEALED_REGISTRATION_IDENTITY, row, sealed, h->arena, &plain), ERR_INTERNAL);
	for (size_t i = 0; i < sealed.n; i++) {
		char *bent = arena_alloc(h->arena, sealed.n);
		memcpy(bent, sealed.p, sealed.n);
		bent[i] = (char)(bent[i] ^ 1);
		struct str changed = { bent, sealed.n };
		assert_int_equal(
		    vault_unseal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, changed, h->arena, &plain),
		    ERR_INTERNAL);
		assert_int_equal(vault_unseal(fresh.key, SEALED_REGISTRATION_IDENTITY, row, str_cut(sealed, 0, i),
		                     h->arena, &plain), ERR_INTERNAL);
	}
	assert_str(plain, "untouched");
}

/* The client is bound in besides the key: a label has a key of the house. */
static void
labels_open_with_a_grant_only(void **state)
{
	struct house *h = *state;
	struct vault *v = h->core.vault;
	struct id client = id_new(), other = id_new(), row = id_new();
	struct id list[] = { other, client };
	const struct access_grant *grant, *foreign;
	struct access_request q = {
		.actor = { .kind = ACTOR_JOB, .id = id_new() }, .list = list, .list_count = 2,
		.part = "labels", .purpose = "care",
	};
	struct str plain = STR("untouched");
	assert_ok(house_record(h, &q, &grant));
	q.list_count = 1;
	assert_ok(house_record(h, &q, &foreign));
	struct str sealed = vault_seal_label(v, client, row, STR("J. de Vries"), h->arena);
	assert_int_equal(vault_unseal_label(v, client, row, sealed, NULL, h->arena, &plain), ERR_FORBIDDEN);
	assert_int_equal(vault_unseal_label(v, client, row, sealed, foreign, h->arena, &plain), ERR_FORBIDDEN);
	assert_int_equal(vault_unseal_label(v, other, row, sealed, grant, h->arena, &plain), ERR_INTERNAL);
	assert_int_equal(vault_unseal_label(v, client, client, sealed, grant, h->arena, &plain), ERR_INTERNAL);
	assert_str(plain, "untouched");
	assert_ok(vault_unseal_label(v, client, row, sealed, grant, h->arena, &plain));
	assert_str(plain, "J. de Vries");
}

static void
staff_has_a_key_of_its_own(void **state)
{
	struct house *h = *state;
	struct vault *v = h->core.vault;
	struct id row = id_new();
	struct str plain;
	struct str sealed = vault_seal_staff(v, SEALED_ACCOUNT_EMAIL, row, STR("ana@example.org"), h->arena);
	assert_ok(vault_unseal_staff(v, SEALED_ACCOUNT_EMAIL, row, sealed, h->arena, &plain));
	assert_str(plain, "ana@example.org");
	assert_int_equal(vault_unseal_staff(v, SEALED_ACCOUNT_NAME, row, sealed, h->arena, &plain), ERR_INTERNAL);
	assert_int_equal(vault_unseal_staff(v, SEALED_ACCOUNT_EMAIL, id_new(), sealed, h->arena, &plain), ERR_INTERNAL);
}

static void
escrow_gives_back_what_was_kept(void **state)
{
	struct house *h = *state;
	struct vault *v = h->core.vault;
	struct id row = id_new();
	struct str wrapped, secret;
	assert_ok(vault_escrow(v, row, STR("a token"), h->arena, &wrapped));
	assert_int_equal(str_find(wrapped, STR("token")), -1);
	assert_ok(vault_release(v, row, wrapped, h->arena, &secret));
	assert_str(secret, "a token");
	assert_int_equal(vault_release(v, id_new(), wrapped, h->arena, &secret), ERR_INTERNAL);
}

static void
a_secret_makes_one_key(void **state)
{
	struct house *h = *state;
	struct str plain;
	const struct vault_key *k = vault_key_of_secret(STR("secret"), "draft", h->arena);
	struct str sealed = vault_seal(k, SEALED_DRAFT_BODY, ID_NONE, STR("answers"), h->arena);
	k = vault_key_of_secret(STR("secret"), "draft", h->arena);
	assert_ok(vault_unseal(k, SEALED_DRAFT_BODY, ID_NONE, sealed, h->arena, &plain));
	assert_str(plain, "answers");
	k = vault_key_of_secret(STR("secret"), "receipt", h->arena);
	assert_int_equal(vault_unseal(k, SEALED_DRAFT_BODY, ID_NONE, sealed, h->arena, &plain), ERR_INTERNAL);
	k = vault_key_of_secret(STR("secres"), "draft", h->arena);
	assert_int_equal(vault_unseal(k, SEALED_DRAFT_BODY, ID_NONE, sealed, h->arena, &plain), ERR_INTERNAL);
	assert_true(id_is_none(vault_key_client(k)));
}

/* The database knows the hash of a cookie: whoever has only that opens nothing. */
static void
a_secret_key_does_not_follow_from_its_hash(void **state)
{
	struct house *h = *state;
	struct str plain;
	const struct vault_key *k = vault_key_of_secret(STR("secret"), "draft", h->arena);
	struct str sealed = vault_seal(k, SEALED_DRAFT_BODY, ID_NONE, STR("answers"), h->arena);
	unsigned char bound[40] = { [3] = SEALED_DRAFT_BODY, [39] = 1 };
	struct crypto_key known[3];
	crypto_digest(STR("secret"), known[0].b);
	crypto_derive(&known[0], "draft", STR_NONE, &known[1]);
	crypto_derive(&known[1], "draft", STR_NONE, &known[2]);
	for (size_t i = 0; i < 3; i++)
		assert_int_not_equal(
			crypto_open(&known[i], str_from(bound, sizeof bound), sealed, h->arena, &plain), ERR_OK);
	/* the very way in, to know that the above tries the right door */
	struct crypto_key right;
	crypto_digest(STR("key draft secret"), known[0].b);
	crypto_derive(&known[0], "draft", STR_NONE, &right);
	assert_ok(crypto_open(&right, str_from(bound, sizeof bound), sealed, h->arena, &plain));
	assert_str(plain, "answers");
}

static void
lookups_differ_by_kind_and_value(void **state)
{
	struct house *h = *state;
	struct str mac[VAULT_INDEX_CODE + 1];
	for (int kind = VAULT_INDEX_EMAIL; kind <= VAULT_INDEX_CODE; kind++) {
		mac[kind] = vault_index(h->core.vault, (enum vault_index)kind, STR("same"), h->arena);
		assert_int_equal(mac[kind].n, 32);
		assert_true(str_eq(mac[kind], vault_index(h->core.vault, (enum vault_index)kind, STR("same"),
		    h->arena)));
		assert_false(str_eq(mac[kind], vault_index(h->core.vault, (enum vault_index)kind, STR("other"),
		    h->arena)));
		for (int earlier = VAULT_INDEX_EMAIL; earlier < kind; earlier++)
			assert_false(str_eq(mac[kind], mac[earlier]));
	}
}

static void
values_are_written_one_way(void **state)
{
	struct arena *a = ((struct house *)*state)->arena;
	static const char *const phones[][2] = {
		{ "06 12345678", "+31612345678" }, { "+31 6-12345678", "+31612345678" }, { "0031612345678",
		"+31612345678" },
		{ "(06) 1234 5678", "+31612345678" }, { "+32 470 12 34 56", "+32470123456" }, { "112", "112" }, { "",
		"" },
	};
	for (size_t i = 0; i < sizeof phones / sizeof phones[0]; i++)
		assert_str(vault_normal_phone(str_from_z(phones[i][0]), a), phones[i][1]);
	struct date birth = { 1980, 4, 1 };
	assert_str(vault_normal_email(STR(" Jan@Example.ORG "), a), "jan@example.org");
	assert_str(vault_normal_name_birth(STR("De Vries-O'Neil Jr."), birth, a), "devriesoneiljr|1980-04-01");
	assert_str(vault_normal_address(STR("3511 AB"), STR(" 12A "), a), "3511ab|12a");
}

/* ---- opening a client ---- */

static enum err
open_client(struct house *h, struct id client, const struct access_grant *grant, const struct vault_key **ret_key)
{
	enum err e;
	HOUSE_READ(h, r, e = vault_open(h->core.vault, r, client, grant, h->arena, ret_key));
	return e;
}

static void
a_client_opens_with_a_grant_only(void **state)
{
	struct house *h = *state;
	struct vault_fresh one = house_client(h), other = house_client(h);
	const struct vault_key *key = NULL;
	struct str plain;
	assert_int_equal(open_client(h, one.client, NULL, &key), ERR_FORBIDDEN);
	assert_int_equal(open_client(h, one.client, house_grant(h, other.client), &key), ERR_FORBIDDEN);
	assert_int_equal(open_client(h, ID_NONE, house_grant(h, ID_NONE), &key), ERR_FORBIDDEN);
	assert_null(key);
	assert_ok(open_client(h, one.client, house_grant(h, one.client), &key));
	assert_true(id_eq(vault_key_client(key), one.client));
	struct str sealed = vault_seal(one.key, SEALED_CONTACT_NOTE, one.client, STR("note"), h->arena);
	assert_ok(vault_unseal(key, SEALED_CONTACT_NOTE, one.client, sealed, h->arena, &plain));
	assert_str(plain, "note");
}

static void
an_unknown_client_is_not_found(void **state)
{
	struct house *h = *state;
	struct id client = id_new();
	const struct vault_key *key;
	assert_int_equal(open_client(h, client, house_grant(h, client), &key), ERR_NOT_FOUND);
}

static enum err
lose_key(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	TRY(test_client_key_delete(w, (struct test_client_key_delete_in){ .client = *(struct id *)arg }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* The key process counts by actor, so what one fetched another asks for anew. */
static void
keys_are_kept_by_actor(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	const struct access_grant *mine = house_grant(h, fresh.client), *yours = house_grant(h, fresh.client);
	const struct vault_key *key;
	assert_ok(open_client(h, fresh.client, mine, &key));
	assert_ok(house_write(h, lose_key, &fresh.client));
	assert_ok(vault_forget(&h->core));
	assert_ok(open_client(h, fresh.client, mine, &key));
	assert_int_equal(open_client(h, fresh.client, yours, &key), ERR_NOT_FOUND);
}

static void
the_cache_knows_actor_and_client(void **state)
{
	struct vault_cache *c = vault_cache_new();
	struct crypto_key key, got;
	struct id actor = id_new(), client = id_new();
	(void)state;
	crypto_key_random(&key);
	assert_false(vault_cache_get(c, actor, client, &got));
	vault_cache_put(c, actor, client, &key);
	assert_true(vault_cache_get(c, actor, client, &got));
	assert_memory_equal(&key, &got, sizeof key);
	assert_false(vault_cache_get(c, id_new(), client, &got));
	assert_false(vault_cache_get(c, actor, id_new(), &got));
	vault_cache_sweep(c);
	assert_true(vault_cache_get(c, actor, client, &got));
	for (int i = 0; i < 20000; i++)
		vault_cache_put(c, actor, id_new(), &key);
	assert_false(vault_cache_get(c, actor, client, &got));
	vault_cache_free(c);
	vault_cache_free(NULL);
}

/* ---- making many, and the chain ---- */

static void
at_most_64_are_made_at_once(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh[65];
	assert_int_equal(vault_make(h->core.vault, h->arena, fresh, 0), ERR_LIMIT);
	assert_int_equal(vault_make(h->core.vault, h->arena, fresh, 65), ERR_LIMIT);
	assert_ok(vault_make(h->core.vault, h->arena, fresh, 64));
	for (size_t i = 1; i < 64; i++) {
		assert_false(id_eq(fresh[i].client, fresh[0].client));
		assert_false(str_eq(fresh[i].wrapped, fresh[0].wrapped));
	}
}

#define LINKS 150

/* A chain in one call is the chain in several, and each link hangs on all before. */
static void
each_link_hangs_on_those_before(void **state)
{
	struct house *h = *state;
	struct vault *v = h->core.vault;
	struct str record[LINKS], whole[LINKS], piece[LINKS], bent[LINKS];
	for (int i = 0; i < LINKS; i++)
		record[i] = str_printf(h->arena, "record %d", i);
	assert_ok(vault_chain(v, STR_NONE, record, LINKS, h->arena, whole));
	assert_ok(vault_chain(v, STR_NONE, record, 70, h->arena, piece));
	assert_ok(vault_chain(v, piece[69], record + 70, LINKS - 70, h->arena, piece + 70));
	for (int i = 0; i < LINKS; i++)
		assert_true(str_eq(whole[i], piece[i]));
	record[10] = STR("another");
	assert_ok(vault_chain(v, STR_NONE, record, LINKS, h->arena, bent));
	for (int i = 0; i < LINKS; i++)
		assert_int_equal(str_eq(whole[i], bent[i]), i < 10);
}

static void
keys_survive_a_new_start(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	const struct vault_key *key;
	struct str plain;
	struct str sealed = vault_seal(fresh.key, SEALED_CONTACT_NOTE, fresh.client, STR("note"), h->arena);
	struct str mac = vault_index(h->core.vault, VAULT_INDEX_EMAIL, STR("x"), h->arena);
	vault_free(h->core.vault);
	assert_ok(vault_new(NULL, h->database.folder, &h->core.vault));
	assert_true(str_eq(mac, vault_index(h->core.vault, VAULT_INDEX_EMAIL, STR("x"), h->arena)));
	assert_ok(open_client(h, fresh.client, house_grant(h, fresh.client), &key));
	assert_ok(vault_unseal(key, SEALED_CONTACT_NOTE, fresh.client, sealed, h->arena, &plain));
	assert_str(plain, "note");
}

static void
without_a_database_nothing_opens(void **state)
{
	struct house *h = *state;
	struct core away = house_without_tables(h);
	struct id client = house_client(h).client;
	const struct access_grant *grant = house_grant(h, client);
	const struct vault_key *key = NULL;
	struct db_read *r;
	assert_ok(db_read_begin(away.db, &r));
	assert_int_equal(vault_open(h->core.vault, r, client, grant, h->arena, &key), ERR_INTERNAL);
	assert_null(key);
	db_read_end(r);
	db_close(away.db);
}

static void
no_folder_no_vault(void **state)
{
	struct vault *v = NULL;
	(void)state;
	assert_int_equal(vault_wrapping_version(STR("abc")), 0);
	assert_int_not_equal(vault_new(NULL, "/nonexistent/folder", &v), ERR_OK);
	assert_null(v);
	assert_int_not_equal(vault_new("/bin/false", "/tmp", &v), ERR_OK);
	assert_null(v);
	vault_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sealed_opens),
		cmocka_unit_test(absent_stays_absent),
		cmocka_unit_test(what_is_moved_does_not_open),
		cmocka_unit_test(labels_open_with_a_grant_only),
		cmocka_unit_test(staff_has_a_key_of_its_own),
		cmocka_unit_test(escrow_gives_back_what_was_kept),
		cmocka_unit_test(a_secret_makes_one_key),
		cmocka_unit_test(a_secret_key_does_not_follow_from_its_hash),
		cmocka_unit_test(lookups_differ_by_kind_and_value),
		cmocka_unit_test(values_are_written_one_way),
		cmocka_unit_test(a_client_opens_with_a_grant_only),
		cmocka_unit_test(an_unknown_client_is_not_found),
		cmocka_unit_test(keys_are_kept_by_actor),
		cmocka_unit_test(the_cache_knows_actor_and_client),
		cmocka_unit_test(at_most_64_are_made_at_once),
		cmocka_unit_test(each_link_hangs_on_those_before),
		cmocka_unit_test(keys_survive_a_new_start),
		cmocka_unit_test(without_a_database_nothing_opens),
		cmocka_unit_test(no_folder_no_vault),
	};
	return HOUSE_RUN("vault", tests);
}
