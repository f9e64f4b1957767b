/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "blob.h"
#include "clock.h"
#include "erase.h"
#include "erase.sql.h"
#include "erase_rows.h"
#include "test_house.h"
#include "vault.sql.h"
#include "vault_internal.h"
#include "wrapping.h"
#include "wrapping.sql.h"

#include "banned.h"

struct asking {
	struct id client, erasure;
};

static enum err
ask(struct db_write *w, struct house *h, void *arg)
{
	struct asking *x = arg;
	return erase_client(w, x->client, h->team, h->arena, &x->erasure);
}

static struct test_erasure_list_row
erasure_of(struct house *h, struct id client)
{
	struct test_erasure_list_rows rows;
	HOUSE_READ(h, r, assert_ok(test_erasure_list(r, (struct test_erasure_list_in){ client }, h->arena, &rows)));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

static struct client_key_get_row
key_of(struct house *h, struct id client)
{
	struct client_key_get_row row;
	HOUSE_READ(h, r, assert_ok(client_key_get(r, (struct client_key_get_in){ client }, h->arena, &row)));
	return row;
}

static struct wrapping_report
look(struct house *h)
{
	struct wrapping_report report;
	assert_ok(wrapping_look(&h->core, h->arena, &report));
	return report;
}

static const struct wrapping_state *
newest(const struct wrapping_report *report)
{
	assert_true(report->n > 0 && report->v[report->n - 1].newest);
	return &report->v[report->n - 1];
}

static enum err
age(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed, then = *(int64_t *)arg;
	(void)h;
	return test_wrapping_age(w, (struct test_wrapping_age_in){ .marked = then, .replaced = then }, &changed);
}

static void
make_older(struct house *h, int64_t ms)
{
	int64_t then = clock_wall() - ms;
	assert_ok(house_write(h, age, &then));
}

static void
destroy_what_is_old(struct house *h)
{
	assert_ok(wrapping_round(&h->core));
	make_older(h, WRAPPING_GRACE + 1);
	assert_ok(wrapping_round(&h->core));
}

static enum err
keep_blob(struct db_write *w, struct house *h, void *arg)
{
	const struct id *ids = arg;
	(void)h;
	return blob_keep(w, ids[0], ids[1], 5);
}

static struct id
make_blob(struct house *h, const struct vault_fresh *fresh)
{
	struct blob_writer *b;
	struct id ids[2] = { ID_NONE, fresh->client };
	assert_ok(blob_begin(&h->core, fresh->key, h->arena, &b));
	assert_ok(blob_add(b, "words", 5));
	assert_ok(blob_end(b, &ids[0]));
	assert_ok(house_write(h, keep_blob, ids));
	return ids[0];
}

static bool
opens(struct house *h, struct id client)
{
	const struct vault_key *key;
	const struct access_grant *grant = house_grant(h, client);
	enum err e;
	HOUSE_READ(h, r, e = vault_open(h->core.vault, r, client, grant, h->arena, &key));
	return e == ERR_OK;
}

/* Each step is written down, and each takes what it promises. */
static void
somebody_is_erased(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct id blob = make_blob(h, &fresh), kept = make_blob(h, &other);
	const struct access_grant *grant = house_grant(h, fresh.client);
	const struct vault_key *key;
	struct str bytes;
	assert_true(opens(h, fresh.client));
	struct asking x = { .client = fresh.client };
	assert_ok(house_write(h, ask, &x));
	struct test_erasure_list_row row = erasure_of(h, fresh.client);
	assert_str(row.state, "asked");
	assert_int_equal(row.version, vault_wrapping_version(fresh.wrapped));
	assert_true(id_eq(row.asked_by, h->team) && id_eq(row.id, x.erasure));
	assert_int_equal(house_write(h, ask, &(struct asking){ .client = fresh.client }), ERR_NOT_FOUND);

	struct job job = { .target = x.erasure };
	assert_ok(erase_job(&h->core, &job, h->arena));
	assert_str(erasure_of(h, fresh.client).state, "gone");
	HOUSE_READ(h, r, assert_int_equal(vault_open(h->core.vault, r, fresh.client, grant, h->arena, &key),
	    ERR_NOT_FOUND));
	assert_int_equal(blob_read(&h->core, fresh.key, blob, 100, h->arena, &bytes), ERR_NOT_FOUND);
	assert_ok(blob_read(&h->core, other.key, kept, 100, h->arena, &bytes));
	assert_ok(erase_job(&h->core, &job, h->arena));
	assert_true(opens(h, other.client));
}

static void
what_does_not_exist_is_not_erased(void **state)
{
	struct house *h = *state;
	struct asking x = { .client = id_new() };
	assert_int_equal(house_write(h, ask, &x), ERR_NOT_FOUND);
	assert_int_equal(erase_finish(&h->core, id_new(), h->arena), ERR_NOT_FOUND);
	struct core core = house_without_tables(h);
	assert_int_not_equal(erase_finish(&core, id_new(), h->arena), ERR_OK);
	assert_int_not_equal(wrapping_round(&core), ERR_OK);
	db_close(core.db);
}

/* A mark waits for others; then a new version, the survivors under it, the old one destroyed, the receipt final. */
static void
an_erasure_becomes_final(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct asking x = { .client = fresh.client };
	struct crypto_key key;
	assert_ok(house_write(h, ask, &x));
	assert_ok(erase_finish(&h->core, x.erasure, h->arena));
	assert_ok(wrapping_round(&h->core));
	struct wrapping_report before = look(h), after;
	assert_int_equal(newest(&before)->version, vault_wrapping_version(other.wrapped));
	assert_true(newest(&before)->marked != 0 && before.gone >= 1 && before.oldest != 0);

	make_older(h, WRAPPING_WAIT);
	assert_ok(wrapping_round(&h->core));
	after = look(h);
	assert_int_equal(newest(&after)->version, newest(&before)->version + 1);
	assert_int_equal(vault_wrapping_version(key_of(h, other.client).wrapped), newest(&after)->version);
	assert_str(erasure_of(h, fresh.client).state, "gone");
	destroy_what_is_old(h);
	after = look(h);
	assert_str(erasure_of(h, fresh.client).state, "final");
	assert_true(erasure_of(h, fresh.client).final.set && after.gone == 0 && after.destroyed != 0);
	assert_true(opens(h, other.client));

	struct keyd_item old = { .client = fresh.client };
	memcpy(old.wrapped.b, fresh.wrapped.p, sizeof old.wrapped.b);
	assert_int_equal(keyd_unwrap(vault_keeper(h->core.vault), id_new(), 1, &old, 1, &key), ERR_NOT_FOUND);
}

static enum err
store(struct db_write *w, struct house *h, void *arg)
{
	return vault_store(w, arg, h->team, STR("nl"));
}

/* A key on its way to the database must not end under a version that is gone. */
static void
what_is_stored_too_late_is_refused(void **state)
{
	struct house *h = *state;
	struct vault_fresh late, in_time;
	int64_t version;
	assert_ok(vault_make(h->core.vault, h->arena, &late, 1));
	assert_ok(vault_make(h->core.vault, h->arena, &in_time, 1));
	assert_ok(wrapping_rotate(&h->core, &version));
	assert_ok(wrapping_round(&h->core));
	assert_ok(house_write(h, store, &in_time));
	destroy_what_is_old(h);
	assert_true(opens(h, in_time.client));
	assert_int_equal(house_write(h, store, &late), ERR_RETRY);
}

static enum err
bend(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	return test_client_key_bend(w, *(struct test_client_key_bend_in *)arg, &changed);
}

/* Wrapped keys that were swapped or cut neither open nor keep the others waiting; their version stays. */
static void
damaged_keys_stay_where_they_are(void **state)
{
	struct house *h = *state;
	struct vault_fresh swapped = house_client(h), cut = house_client(h), whole = house_client(h);
	int64_t version, old = vault_wrapping_version(whole.wrapped);
	assert_ok(house_write(h, bend, &(struct test_client_key_bend_in){ swapped.client, whole.wrapped }));
	assert_ok(house_write(h, bend, &(struct test_client_key_bend_in){ cut.client, STR("abc") }));
	assert_ok(wrapping_rotate(&h->core, &version));
	destroy_what_is_old(h);
	assert_int_equal(vault_wrapping_version(key_of(h, whole.client).wrapped), version);
	assert_true(opens(h, whole.client));
	assert_false(opens(h, swapped.client));
	assert_false(opens(h, cut.client));
	assert_true(str_eq(key_of(h, swapped.client).wrapped, whole.wrapped));
	struct wrapping_report report = look(h);
	for (size_t i = 0; i < report.n; i++)
		if (report.v[i].version == old)
			assert_true(!report.v[i].destroyed && report.v[i].clients == 2);
	assert_ok(house_write(h, bend, &(struct test_client_key_bend_in){ swapped.client, swapped.wrapped }));
	assert_ok(house_write(h, bend, &(struct test_client_key_bend_in){ cut.client, cut.wrapped }));
	destroy_what_is_old(h);
	assert_true(opens(h, swapped.client) && opens(h, cut.client));
}

static void
more_than_one_batch(void **state)
{
	struct house *h = *state;
	struct id last = ID_NONE;
	int64_t version;
	for (int i = 0; i < 130; i++)
		last = house_client(h).client;
	assert_ok(wrapping_rotate(&h->core, &version));
	assert_ok(wrapping_round(&h->core));
	assert_int_equal(vault_wrapping_version(key_of(h, last).wrapped), version);
	struct wrapping_report report = look(h);
	assert_true(newest(&report)->clients >= 130 && newest(&report)->version == version);
	for (size_t i = 0; i + 1 < report.n; i++)
		assert_int_equal(report.v[i].clients, 0);
}

static enum err
age_erasures(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	return test_erasure_age(w, (struct test_erasure_age_in){ *(int64_t *)arg }, &changed);
}

static void
a_late_erasure_is_seen(void **state)
{
	struct house *h = *state;
	struct asking x = { .client = house_client(h).client };
	int64_t now = clock_wall(), then = now - WRAPPING_WITHIN;
	assert_ok(house_write(h, ask, &x));
	struct wrapping_report report = look(h);
	assert_false(wrapping_is_late(&report, now));
	assert_ok(house_write(h, age_erasures, &then));
	report = look(h);
	assert_true(report.asked >= 1 && wrapping_is_late(&report, now));
	assert_false(wrapping_is_late(&(struct wrapping_report){ .n = 0 }, now));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(somebody_is_erased),
		cmocka_unit_test(what_does_not_exist_is_not_erased),
		cmocka_unit_test(an_erasure_becomes_final),
		cmocka_unit_test(what_is_stored_too_late_is_refused),
		cmocka_unit_test(damaged_keys_stay_where_they_are),
		cmocka_unit_test(more_than_one_batch),
		cmocka_unit_test(a_late_erasure_is_seen),
	};
	return HOUSE_RUN("erase", tests);
}
