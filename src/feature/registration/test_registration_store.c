/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "crypto.h"
#include "job.h"
#include "partner.h"
#include "registration.h"
#include "schema.h"
#include "session.sql.h"

#include "banned.h"

/* A whole house in a folder of its own: database, keys, a team and a partner. */
struct house {
	char dir[64];
	struct core core;
	struct arena *arena;
	struct id team, partner;
	struct str token;
};

static enum err
add_team(struct db_write *w, void *arg)
{
	struct house *h = arg;
	h->team = id_new();
	return team_insert(w, (struct team_insert_in){ .id = h->team, .name = STR("Team"), .made = clock_wall() });
}

static int
set_up(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	char url[96];
	h->arena = arena_new();
	snprintf(h->dir, sizeof h->dir, "/tmp/test_registration.XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	snprintf(url, sizeof url, "sqlite:%s/test.db", h->dir);
	assert_int_equal(crypto_init(), ERR_OK);
	assert_int_equal(db_open(&(struct db_options){ .url = url }, &h->core.db), ERR_OK);
	assert_int_equal(db_migrate(h->core.db, schema_migrations, schema_migration_count), ERR_OK);
	assert_int_equal(vault_new(NULL, h->dir, &h->core.vault), ERR_OK);
	assert_int_equal(db_write_run(h->core.db, add_team, h), ERR_OK);
	struct partner_new n = { STR("Politie"), STR("police"), h->team };
	assert_int_equal(partner_add(&h->core, &n, h->arena, &h->partner, &h->token), ERR_OK);
	*state = h;
	return 0;
}

static int
remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static int
tear_down(void **state)
{
	struct house *h = *state;
	db_close(h->core.db);
	vault_free(h->core.vault);
	arena_free(h->arena);
	nftw(h->dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(h);
	return 0;
}

static struct registration
somebody(void)
{
	return (struct registration){
		.own_id = STR("PL1-1"),
		.offence = OFFENCE_BURGLARY,
		.relation = RELATION_VICTIM,
		.date = { 2026, 11, 1 },
		.surname = STR("Vries"),
		.given = STR("Jan"),
		.infix = STR("de"),
		.birth = { 1980, 4, 1 },
		.email = STR("jan@example.org"),
		.phone = STR("06 12345678"),
		.address = { STR("Oudegracht"), 12, STR_NONE, STR("3511AB"), STR("Utrecht"), STR("NL") },
		.agreed = true,
	};
}

struct arrival {
	struct house *house;
	struct registration_ready ready;
	struct registration_receipt receipt;
};

static enum err
receive(struct db_write *w, void *arg)
{
	struct arrival *x = arg;
	return registration_receive(w, x->house->core.vault, &x->ready, x->house->arena, &x->receipt);
}

static struct registration_receipt
arrive(struct house *h, const struct registration *g, struct id partner)
{
	struct arrival *x = ARENA_NEW(h->arena, struct arrival);
	struct vault_fresh fresh;
	struct registration_origin origin = { REGISTRATION_POLICE, h->team, partner };
	x->house = h;
	assert_int_equal(vault_make(h->core.vault, h->arena, &fresh, 1), ERR_OK);
	registration_prepare(h->core.vault, &fresh, &origin, g, clock_wall(), h->arena, &x->ready);
	assert_int_equal(db_write_run(h->core.db, receive, x), ERR_OK);
	return x->receipt;
}

static void
a_registration_is_stored_once(void **state)
{
	struct house *h = *state;
	struct registration g = somebody();
	struct registration_receipt first = arrive(h, &g, h->partner);
	assert_int_equal(first.outcome, REGISTRATION_STORED);
	struct registration_receipt again = arrive(h, &g, h->partner);
	assert_int_equal(again.outcome, REGISTRATION_REPEATED);
	assert_true(id_eq(first.id, again.id));
	assert_true(id_eq(first.client, again.client));
	assert_true(str_eq(first.number, again.number));
	assert_int_equal(first.received, again.received);
	g.infix = STR("van");
	struct registration_receipt other = arrive(h, &g, h->partner);
	assert_int_equal(other.outcome, REGISTRATION_DIFFERS);
	assert_true(id_eq(first.id, other.id));
	g.own_id = STR("PL1-2");
	assert_int_equal(arrive(h, &g, h->partner).outcome, REGISTRATION_STORED);
}

static void
partners_do_not_share_ids(void **state)
{
	struct house *h = *state;
	struct registration g = somebody();
	struct id second;
	struct str token;
	struct partner_new n = { STR("OM"), STR("referral"), h->team };
	assert_int_equal(partner_add(&h->core, &n, h->arena, &second, &token), ERR_OK);
	g.own_id = STR("shared");
	struct registration_receipt one = arrive(h, &g, h->partner);
	struct registration_receipt two = arrive(h, &g, second);
	assert_int_equal(two.outcome, REGISTRATION_STORED);
	assert_false(id_eq(one.id, two.id));
}

static void
without_a_partner_every_arrival_is_new(void **state)
{
	struct house *h = *state;
	struct registration g = somebody();
	assert_int_equal(arrive(h, &g, ID_NONE).outcome, REGISTRATION_STORED);
	assert_int_equal(arrive(h, &g, ID_NONE).outcome, REGISTRATION_STORED);
}

static enum err
grant(struct db_write *w, void *arg)
{
	struct house *h = ((void **)arg)[0];
	const struct registration_receipt *receipt = ((void **)arg)[1];
	const struct access_grant **ret_grant = ((void **)arg)[2];
	struct access_request q = {
		.actor = { .kind = ACTOR_JOB, .id = id_new(), .client = receipt->client },
		.client = receipt->client, .part = "dossier", .purpose = "test",
	};
	return access_write(w, &q, h->arena, ret_grant);
}

static void
what_was_stored_comes_back(void **state)
{
	struct house *h = *state;
	struct registration g = somebody(), back;
	struct registration_head head;
	struct db_read *r;
	const struct access_grant *allowed;
	const struct vault_key *key;
	g.own_id = STR("PL1-3");
	struct registration_receipt receipt = arrive(h, &g, h->partner);
	assert_int_equal(db_write_run(h->core.db, grant, (void *[]){ h, &receipt, &allowed }), ERR_OK);
	assert_int_equal(db_read_begin(h->core.db, &r), ERR_OK);
	assert_int_equal(registration_find(r, receipt.id, h->arena, &head), ERR_OK);
	assert_true(id_eq(head.client, receipt.client));
	assert_true(id_eq(head.partner, h->partner));
	assert_int_equal(head.state, REGISTRATION_RECEIVED);
	assert_int_equal(head.decision, DECISION_WELCOME_PERSON);
	assert_int_equal(head.source, REGISTRATION_POLICE);
	assert_int_equal(vault_open(h->core.vault, r, receipt.client, allowed, h->arena, &key), ERR_OK);
	assert_int_equal(registration_load(r, key, receipt.id, h->arena, &back), ERR_OK);
	assert_true(str_eq_z(back.email, "jan@example.org"));
	assert_int_equal(back.address.number, 12);
	assert_int_equal(back.offence, OFFENCE_BURGLARY);
	db_read_end(r);
}

static enum err
attempt(struct db_write *w, void *arg)
{
	struct house *h = ((void **)arg)[0];
	const struct registration_receipt *receipt = ((void **)arg)[1];
	int64_t *ret_attempts = ((void **)arg)[2];
	return registration_count_attempt(w, receipt->client, receipt->id, h->arena, ret_attempts);
}

static void
attempts_are_counted(void **state)
{
	struct house *h = *state;
	struct registration g = somebody();
	int64_t attempts = 0;
	g.own_id = STR("PL1-4");
	struct registration_receipt receipt = arrive(h, &g, h->partner);
	for (int64_t i = 1; i <= 3; i++) {
		assert_int_equal(db_write_run(h->core.db, attempt, (void *[]){ h, &receipt, &attempts }), ERR_OK);
		assert_int_equal(attempts, i);
	}
	receipt.client = id_new();
	assert_int_equal(db_write_run(h->core.db, attempt, (void *[]){ h, &receipt, &attempts }), ERR_NOT_FOUND);
}

/* Nothing that was told stands in the files of the database. */
static void
assert_absent(const char *path, const char *needle)
{
	FILE *f = fopen(path, "r");
	if (f == NULL)
		return;
	size_t n, cap = (size_t)8 << 20;
	char *p = malloc(cap);
	assert_non_null(p);
	n = fread(p, 1, cap, f);
	assert_int_equal(str_find(str_from(p, n), str_from_z(needle)), -1);
	free(p);
	fclose(f);
}

static void
nothing_stands_in_plain(void **state)
{
	struct house *h = *state;
	struct registration g = somebody();
	g.own_id = STR("CANARY-1");
	g.surname = g.given = g.municipality = g.measures = g.remarks = STR("CANARY");
	g.email = STR("canary@example.org");
	g.phone = STR("+31698765432");
	g.address.street = g.address.city = STR("CANARY");
	assert_int_equal(arrive(h, &g, h->partner).outcome, REGISTRATION_STORED);
	static const char *const files[] = { "test.db", "test.db-wal" };
	static const char *const needles[] = { "CANARY", "canary", "98765432" };
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 3; k++)
			assert_absent(str_z(str_printf(h->arena, "%s/%s", h->dir, files[i]), h->arena), needles[k]);
}

static void
partner_is_found_by_its_token_only(void **state)
{
	struct house *h = *state;
	struct db_read *r;
	struct actor actor;
	assert_int_equal(db_read_begin(h->core.db, &r), ERR_OK);
	struct str good = str_printf(h->arena, "Bearer %.*s", STR_ARG(h->token));
	assert_int_equal(partner_find(r, good, h->arena, &actor), ERR_OK);
	assert_true(id_eq(actor.id, h->partner));
	assert_true(id_eq(actor.team, h->team));
	assert_int_equal(actor.kind, ACTOR_PARTNER);
	struct str bad[] = {
		STR_NONE, STR(""), STR("Bearer"), STR("Bearer "), h->token,
		str_printf(h->arena, "Basic %.*s", STR_ARG(h->token)),
		str_printf(h->arena, "Bearer  %.*s", STR_ARG(h->token)),
		str_printf(h->arena, "Bearer %.*s0", STR_ARG(h->token)),
		str_printf(h->arena, "Bearer %.*s", STR_ARG(str_cut(h->token, 0, h->token.n - 1))),
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(partner_find(r, bad[i], h->arena, &actor), ERR_NOT_FOUND);
	db_read_end(r);
}

int
main(void)
{
	setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_registration_is_stored_once),
		cmocka_unit_test(partners_do_not_share_ids),
		cmocka_unit_test(without_a_partner_every_arrival_is_new),
		cmocka_unit_test(what_was_stored_comes_back),
		cmocka_unit_test(attempts_are_counted),
		cmocka_unit_test(nothing_stands_in_plain),
		cmocka_unit_test(partner_is_found_by_its_token_only),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
