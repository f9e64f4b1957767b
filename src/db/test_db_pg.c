/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What PostgreSQL says when it cannot do something just now, said by a
 * statement of ours: what passes is tried again, what does not is told. And
 * what connections know of a server that went and came back.
 */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "db_pg.h"
#include "db_query.h"
#include "test_database.h"

#include "banned.h"

#define SAYS(CODE) "DO $$ BEGIN RAISE EXCEPTION 'said' USING ERRCODE = '" CODE "'; END $$"

struct saying {
	struct db_query query;
	int times; /* so often the statement fails, then no more */
	int runs;
};

static enum err
say(struct db_write *w, void *arg)
{
	struct saying *s = arg;
	int64_t changed;
	if (s->runs++ >= s->times)
		return ERR_OK;
	return db_execute(w, &s->query, NULL, &changed);
}

static enum err
result_of(struct saying *s)
{
	struct test_database t;
	test_database_open(&t, true);
	enum err e = db_write_run(t.db, say, s);
	test_database_close(&t);
	return e;
}

static void
what_passes_is_tried_again(void **state)
{
	(void)state;
	static const char *const codes[] = { SAYS("40001"), SAYS("40P01"), SAYS("55P03"), SAYS("53200") };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct saying s = { .query = { .name = "say", .pg = codes[i] }, .times = 3 };
		assert_int_equal(result_of(&s), ERR_OK);
		assert_int_equal(s.runs, 4);
	}
}

static void
what_does_not_pass_is_told(void **state)
{
	(void)state;
	struct saying always = { .query = { .name = "say", .pg = SAYS("53200") }, .times = 1000 };
	assert_int_equal(result_of(&always), ERR_RETRY);
	assert_in_range(always.runs, 2, 100);
	struct saying full = { .query = { .name = "say", .pg = SAYS("53100") }, .times = 1 };
	assert_int_equal(result_of(&full), ERR_UNAVAILABLE);
	assert_int_equal(full.runs, 1);
}

/* What goes to another machine is encrypted unless the address says otherwise. */
static void
another_machine_is_known(void **state)
{
	(void)state;
	static const char *const here[] = { "postgresql:///nabij", "postgresql:///nabij?host=/run/pg",
		"postgresql://localhost/n", "postgresql://127.0.0.1:5433/n", "postgresql://u@[::1]/n",
		"host=/run/pg dbname=n" };
	static const char *const elsewhere[] = { "postgresql://db.example/n", "postgresql://10.0.0.7/n",
		"host=db dbname=n", "postgresql://localhost,db.example/n", "postgresql:///n?hostaddr=10.0.0.7",
		"postgresql://127.0.0.1.example/n" };
	for (size_t i = 0; i < sizeof here / sizeof *here; i++)
		assert_true(pg_is_here(here[i]));
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		assert_false(pg_is_here(elsewhere[i]));
}

static enum err
ready_within(struct pg_connection *c, int64_t ms)
{
	int64_t until = clock_mono() + ms;
	enum err e;
	while ((e = pg_connection_ready(c)) != ERR_OK && clock_mono() < until)
		sched_yield();
	return e;
}

/* Whoever waits since it found the server gone is let in as soon as another found it back, also when a connection
 * that died meanwhile is found out only then. */
static void
a_server_found_back_is_there_for_all(void **state)
{
	(void)state;
	struct test_database t;
	struct pg_server server;
	struct pg_connection waiting, finding, dead;
	test_database_open(&t, true);
	pg_server_init(&server, t.url);
	pg_connection_init(&waiting, t.db, &server, false);
	pg_connection_init(&finding, t.db, &server, false);
	pg_connection_init(&dead, t.db, &server, false);
	assert_int_equal(pg_connection_ready(&dead), ERR_OK);
	test_database_control("stop");
	assert_int_equal(ready_within(&waiting, 2000), ERR_UNAVAILABLE);
	test_database_control("start");
	assert_int_equal(ready_within(&finding, 10000), ERR_OK);
	assert_int_equal(pg_command(&dead, "SELECT 1"), ERR_UNAVAILABLE);
	assert_true(db_is_ailing(t.db));
	assert_int_equal(pg_connection_ready(&waiting), ERR_OK);
	pg_connection_close(&waiting);
	pg_connection_close(&finding);
	pg_connection_close(&dead);
	test_database_close(&t);
}

int
main(void)
{
	if (!test_database_has_pg())
		return 77;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_passes_is_tried_again),
		cmocka_unit_test(what_does_not_pass_is_told),
		cmocka_unit_test(another_machine_is_known),
		cmocka_unit_test(a_server_found_back_is_there_for_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
