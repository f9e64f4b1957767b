/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The promises of db.h, on SQLite and, where NABIJ_TEST_PG holds the address
 * of an empty database, on PostgreSQL (tests/lib/pg.sh makes one).
 * The queries are those of tests/golden/sqlc.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ftw.h>
#include <libpq-fe.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "clock.h"
#include "contact.sql.h"
#include "db_internal.h"
#include "schema.h"
#include "test_database.h"

#include "banned.h"

extern const struct migration golden_migrations[];
extern const size_t golden_migration_count;

struct fixture {
	struct db *db;
	struct arena *arena;
	char folder[64];
	char url[256];
	struct id client;
};

/* ---- a fresh database for each test ---- */

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static void
empty_pg(const char *url)
{
	PGconn *connection = PQconnectdb(url);
	PGresult *result = PQexec(connection,
	    "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
	assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
	PQclear(result);
	PQfinish(connection);
}

static enum err
add_client(struct db_write *w, void *arg)
{
	return client_insert(w, (struct client_insert_in){ .id = *(struct id *)arg, .made = 1 });
}

static void
open_database(struct fixture *f)
{
	assert_int_equal(db_open(&(struct db_options){ .url = f->url }, &f->db), ERR_OK);
	assert_int_equal(db_migrate(f->db, golden_migrations, golden_migration_count), ERR_OK);
}

static int
prepare_fixture(void **state, const char *pg)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->arena = arena_new();
	snprintf(f->folder, sizeof f->folder, "/tmp/nabij-test-db-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	if (pg != NULL)
		empty_pg(pg);
	if (pg != NULL)
		snprintf(f->url, sizeof f->url, "%s", pg);
	else
		snprintf(f->url, sizeof f->url, "sqlite:%s/db", f->folder);
	open_database(f);
	f->client = id_new();
	assert_int_equal(db_write_run(f->db, add_client, &f->client), ERR_OK);
	*state = f;
	return 0;
}

static int
set_up_sqlite(void **state)
{
	return prepare_fixture(state, NULL);
}

static int
set_up_pg(void **state)
{
	return prepare_fixture(state, getenv("NABIJ_TEST_PG"));
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	db_close(f->db);
	nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* ---- helpers ---- */

static struct contact_insert_in
plain_contact(const struct fixture *f)
{
	return (struct contact_insert_in){ .id = id_new(), .client = f->client, .made = 5 };
}

static enum err
add_contact(struct db_write *w, void *arg)
{
	return contact_insert(w, *(struct contact_insert_in *)arg);
}

static int64_t
count_contacts(struct fixture *f)
{
	struct db_read *r;
	struct contact_count_rows rows;
	assert_int_equal(db_read_begin(f->db, &r), ERR_OK);
	assert_int_equal(contact_count(r, f->arena, &rows), ERR_OK);
	db_read_end(r);
	assert_int_equal(rows.n, 1);
	return rows.v[0].contacts;
}

static enum err
get_contact(struct fixture *f, struct id id, struct contact_get_row *ret_row)
{
	struct db_read *r;
	TRY(db_read_begin(f->db, &r));
	enum err e = contact_get(r, (struct contact_get_in){ id, f->client }, f->arena, ret_row);
	db_read_end(r);
	return e;
}

static void
assert_same(struct str a, struct str b)
{
	assert_int_equal(a.p == NULL, b.p == NULL);
	assert_true(str_eq(a, b));
}

static void
assert_same_int(struct db_int a, struct db_int b)
{
	assert_int_equal(a.set, b.set);
	assert_true(a.v == b.v);
}

static void
assert_round_trip(struct fixture *f, struct contact_insert_in in)
{
	struct contact_get_row row;
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(get_contact(f, in.id, &row), ERR_OK);
	assert_true(id_eq(row.id, in.id));
	assert_true(row.made == in.made);
	assert_same_int(row.ended, in.ended);
	assert_int_equal(row.urgent, in.urgent);
	assert_same_int(row.asked, in.asked);
	assert_same_int(row.number, in.number);
	assert_true(row.cost == in.cost);
	assert_same(row.label, in.label);
	assert_same(row.note, in.note);
}

/* ---- values ---- */

static void
values_come_back_as_they_went(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	assert_round_trip(f, in);
	in = (struct contact_insert_in){ .id = id_new(), .client = f->client, .made = INT64_MIN,
		.ended = DB_INT(INT64_MAX), .urgent = true, .asked = DB_INT(0), .number = DB_INT(-1), .cost = -12345,
		.label = STR(""), .note = STR("") };
	assert_round_trip(f, in);
	in.id = id_new();
	in.asked = DB_INT(1);
	in.number = DB_INT(0);
	in.label = STR("Zoë 👩‍👧 \xe2\x80\xae \t\n' \" \\ %s \xef\xbf\xbf");
	in.note = str_from("\0\xff\0\x80", 4);
	assert_round_trip(f, in);
	char *long_text = arena_alloc(f->arena, 3000000);
	memset(long_text, 'x', 3000000);
	in.id = id_new();
	in.number = DB_INT(2);
	in.label = in.note = str_from(long_text, 3000000);
	assert_round_trip(f, in);
}

struct refusal {
	struct contact_insert_in in;
	enum err first, second;
};

static enum err
add_refused_then_good(struct db_write *w, void *arg)
{
	struct refusal *r = arg;
	struct contact_insert_in good = r->in;
	r->first = contact_insert(w, r->in);
	good.label = STR("good");
	r->second = contact_insert(w, good);
	return r->second;
}

static void
text_that_is_no_text_is_refused(void **state)
{
	struct fixture *f = *state;
	struct str bad[] = { STR("\xff"), STR("a\0b"), STR("\xc0\x80"), STR("\xed\xa0\x80") };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct refusal r = { .in = plain_contact(f) };
		r.in.label = bad[i];
		assert_int_equal(db_write_run(f->db, add_refused_then_good, &r), ERR_OK);
		assert_int_equal(r.first, ERR_INVALID);
		assert_int_equal(r.second, ERR_OK);
	}
	struct contact_insert_in in = plain_contact(f);
	in.client = ID_NONE;
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_INVALID);
	assert_int_equal(count_contacts(f), 4);
}

static enum err
put_words(struct db_write *w, void *arg)
{
	const char *const *words = arg;
	for (; *words != NULL; words++)
		TRY(word_put(w, (struct word_put_in){ str_from_z(*words), STR("") }));
	return ERR_OK;
}

static void
text_sorts_by_bytes(void **state)
{
	struct fixture *f = *state;
	static const char *const words[] = { "zee", "Zee", "éé", "a_b", "aB", "ab", NULL };
	static const char *const sorted[] = { "Zee", "aB", "a_b", "ab", "zee", "éé" };
	struct word_find_rows rows;
	struct db_read *r;
	assert_int_equal(db_write_run(f->db, put_words, (void *)(uintptr_t)words), ERR_OK);
	assert_int_equal(db_read_begin(f->db, &r), ERR_OK);
	assert_int_equal(word_find(r, (struct word_find_in){ STR("") }, f->arena, &rows), ERR_OK);
	db_read_end(r);
	assert_int_equal(rows.n, 6);
	for (size_t i = 0; i < 6; i++)
		assert_true(str_eq_z(rows.v[i].name, sorted[i]));
}

static void
lists_keep_their_order_and_limit(void **state)
{
	struct fixture *f = *state;
	struct contact_list_rows rows;
	struct db_read *r;
	for (int i = 0; i < 60; i++) {
		struct contact_insert_in in = plain_contact(f);
		in.made = i;
		in.label = str_printf(f->arena, "contact %d", i);
		assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	}
	assert_int_equal(db_read_begin(f->db, &r), ERR_OK);
	assert_int_equal(contact_list(r, (struct contact_list_in){ f->client, 58 }, f->arena, &rows), ERR_OK);
	assert_int_equal(rows.n, 50);
	for (size_t i = 0; i < rows.n; i++)
		assert_true(str_eq(rows.v[i].label, str_printf(f->arena, "contact %zu", 57 - i)));
	assert_int_equal(contact_list(r, (struct contact_list_in){ id_new(), 58 }, f->arena, &rows), ERR_OK);
	assert_int_equal(rows.n, 0);
	db_read_end(r);
}

/* ---- reading ---- */

static int64_t
contacts_in(struct db_read *r, struct arena *a)
{
	struct contact_count_rows rows;
	assert_int_equal(contact_count(r, a, &rows), ERR_OK);
	return rows.v[0].contacts;
}

static void
a_read_sees_one_snapshot(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	struct db_read *r;
	assert_int_equal(db_read_begin(f->db, &r), ERR_OK);
	assert_int_equal(contacts_in(r, f->arena), 0);
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(contacts_in(r, f->arena), 0);
	db_read_end(r);
	assert_int_equal(count_contacts(f), 1);
}

static void
reads_in_a_row_see_every_commit(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	struct db_read *r = NULL;
	assert_int_equal(db_read_again(f->db, &r), ERR_OK);
	struct db_read *first = r;
	assert_int_equal(contacts_in(r, f->arena), 0);
	assert_int_equal(db_read_again(f->db, &r), ERR_OK);
	assert_true(r == first || !db_is_sqlite(f->db));
	assert_int_equal(contacts_in(r, f->arena), 0);
	int64_t moment = db_read_moment(r);
	assert_true(moment >= 0 || !db_is_sqlite(f->db));
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(db_read_again(f->db, &r), ERR_OK);
	assert_int_equal(contacts_in(r, f->arena), 1);
	assert_true(db_read_moment(r) > moment || !db_is_sqlite(f->db));
	db_read_end(r);
}

static void
a_missing_row_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct contact_get_row row;
	assert_int_equal(get_contact(f, id_new(), &row), ERR_NOT_FOUND);
}

static const struct db_slot slow_out[] = { { DB_TYPE_INT, false } };
static const struct db_query slow_query = {
	.name = "slow",
	.sqlite = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
	    "SELECT count(*) FROM n",
	.out = slow_out,
	.out_count = 1,
};

static void
a_limited_read_stops(void **state)
{
	struct fixture *f = *state;
	struct db_read *r;
	struct db_cursor *c;
	struct db_value out[1];
	assert_int_equal(db_read_begin(f->db, &r), ERR_OK);
	db_read_limit(r, 2000);
	assert_int_equal(db_cursor_open(r, &slow_query, NULL, &c), ERR_OK);
	assert_int_equal(db_cursor_next(c, out), ERR_RETRY);
	db_cursor_close(c);
	db_read_limit(r, 0);
	assert_int_equal(contacts_in(r, f->arena), 0);
	db_read_end(r);
}

static void
a_pool_that_is_used_up_gives_way(void **state)
{
	struct fixture *f = *state;
	struct db_read *r[4], *more;
	for (int i = 0; i < 4; i++)
		assert_int_equal(db_read_begin(f->db, &r[i]), ERR_OK);
	int64_t before = clock_mono();
	assert_int_equal(db_read_begin(f->db, &more), ERR_UNAVAILABLE);
	assert_true(clock_mono() - before >= 4900);
	for (int i = 0; i < 4; i++)
		db_read_end(r[i]);
}

/* ---- writing ---- */

/* Tasks that wait at a gate, so that they end up in one batch. */
struct group {
	struct fixture *f;
	sem_t gate, ended;
	_Atomic int done;
};

struct member {
	struct db_task task;
	struct group *group;
	struct contact_insert_in in;
	enum err want;   /* given back after the insert */
	bool swallow;    /* pretend that a failed insert went well */
	bool is_gate;
	int runs;
	enum err result;
};

static enum err
member_run(struct db_write *w, void *arg)
{
	struct member *m = arg;
	m->runs++;
	if (m->is_gate && m->runs == 1)
		sem_wait(&m->group->gate);
	enum err e = contact_insert(w, m->in);
	if (e != ERR_OK)
		return m->swallow ? ERR_OK : e;
	return m->want;
}

static void
member_done(struct db_task *t, enum err e)
{
	struct member *m = (struct member *)t;
	m->result = e;
	atomic_fetch_add(&m->group->done, 1);
	sem_post(&m->group->ended);
}

static void
member_init(struct member *m, struct group *g)
{
	*m = (struct member){ .task = { .run = member_run, .done = member_done, .arg = m }, .group = g,
		.in = plain_contact(g->f) };
}

static void
group_init(struct group *g, struct fixture *f, struct member *members, int n)
{
	*g = (struct group){ .f = f };
	sem_init(&g->gate, 0, 0);
	sem_init(&g->ended, 0, 0);
	for (int i = 0; i < n; i++)
		member_init(&members[i], g);
	members[0].is_gate = true;
}

/* Submits all while the first holds the writer back, then waits for all. */
static void
group_run(struct group *g, struct member *members, int n)
{
	for (int i = 0; i < n; i++)
		db_write_submit(g->f->db, &members[i].task);
	sem_post(&g->gate);
	for (int i = 0; i < n; i++)
		sem_wait(&g->ended);
	assert_int_equal(db_write_waiting(g->f->db), 0);
	sem_destroy(&g->gate);
	sem_destroy(&g->ended);
}

/* What was answered with OK is stored once; nothing else is. */
static void
assert_ledger(struct fixture *f, const struct member *members, int n)
{
	int stored = 0;
	for (int i = 0; i < n; i++) {
		struct contact_get_row row;
		bool told = members[i].result == ERR_OK;
		assert_int_equal(get_contact(f, members[i].in.id, &row), told ? ERR_OK : ERR_NOT_FOUND);
		stored += told;
	}
	assert_int_equal(count_contacts(f), stored);
}

static void
many_writes_are_all_stored(void **state)
{
	struct fixture *f = *state;
	struct member *members = calloc(300, sizeof *members);
	struct group g;
	group_init(&g, f, members, 300);
	group_run(&g, members, 300);
	for (int i = 0; i < 300; i++)
		assert_int_equal(members[i].result, ERR_OK);
	assert_ledger(f, members, 300);
	free(members);
}

/* Whoever was answered by now must be visible to another connection. */
static enum err
expect_answered_are_stored(struct db_write *w, void *arg)
{
	struct member *m = arg;
	int answered = atomic_load(&m->group->done);
	m->want = answered <= count_contacts(m->group->f) ? ERR_OK : ERR_INTERNAL;
	return member_run(w, arg);
}

static void
nobody_is_answered_before_the_commit(void **state)
{
	struct fixture *f = *state;
	struct member members[200];
	struct group g;
	group_init(&g, f, members, 200);
	for (int i = 1; i < 200; i++)
		members[i].task.run = expect_answered_are_stored;
	group_run(&g, members, 200);
	for (int i = 0; i < 200; i++)
		assert_int_equal(members[i].result, ERR_OK);
}

static void
a_failing_write_leaves_the_others(void **state)
{
	struct fixture *f = *state;
	struct member members[10];
	struct group g;
	group_init(&g, f, members, 10);
	members[3].want = ERR_FORBIDDEN;
	members[5].in.client = id_new();
	members[7].in.client = id_new();
	members[7].swallow = true;
	group_run(&g, members, 10);
	for (int i = 0; i < 10; i++)
		assert_int_equal(members[i].result, i == 3 ? ERR_FORBIDDEN : i == 5 || i == 7 ? ERR_CONFLICT : ERR_OK);
	assert_ledger(f, members, 10);
}

static void
the_same_row_twice_is_a_conflict(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_CONFLICT);
	assert_int_equal(count_contacts(f), 1);
}

struct close {
	struct contact_close_in in;
	int64_t changed;
};

static enum err
close_contact(struct db_write *w, void *arg)
{
	struct close *c = arg;
	return contact_close(w, c->in, &c->changed);
}

static void
changed_rows_are_counted(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	struct close c = { { 9, in.id, f->client }, -1 };
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(db_write_run(f->db, close_contact, &c), ERR_OK);
	assert_int_equal(c.changed, 1);
	assert_int_equal(db_write_run(f->db, close_contact, &c), ERR_OK);
	assert_int_equal(c.changed, 0);
}

/* Reads a number and writes it back one higher: safe only when serialised. */
static enum err
count_up(struct db_write *w, void *arg)
{
	struct fixture *f = arg;
	struct contact_count_rows rows;
	struct arena *a = arena_new();
	enum err e = contact_count(db_reading(w), a, &rows);
	struct contact_insert_in in = plain_contact(f);
	if (e == ERR_OK) {
		in.number = DB_INT(rows.v[0].contacts);
		e = contact_insert(w, in);
	}
	arena_free(a);
	/* a number that exists is a unique violation, which only a lost update could cause */
	return e;
}

static void *
count_up_often(void *arg)
{
	struct fixture *f = arg;
	for (int i = 0; i < 20; i++) {
		enum err e = db_write_run(f->db, count_up, f);
		while (e == ERR_RETRY || e == ERR_CONFLICT)
			e = db_write_run(f->db, count_up, f);
		assert_int_equal(e, ERR_OK);
	}
	return NULL;
}

static void
writes_are_serialised(void **state)
{
	struct fixture *f = *state;
	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, count_up_often, f);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(count_contacts(f), 80);
}

/* What a form does: look whether the row is there, else add it. Held at a
 * barrier in between, so that both look before either adds. */
struct look_first {
	struct fixture *f;
	struct contact_insert_in in;
	pthread_barrier_t *both_looked;
	int runs;
	bool found;
	enum err result;
};

static enum err
look_then_add(struct db_write *w, void *arg)
{
	struct look_first *l = arg;
	struct contact_get_row row;
	struct arena *a = arena_new();
	enum err e = contact_get(db_reading(w), (struct contact_get_in){ l->in.id, l->in.client }, a, &row);
	arena_free(a);
	l->found = e == ERR_OK;
	if (l->runs++ == 0)
		pthread_barrier_wait(l->both_looked);
	return e == ERR_NOT_FOUND ? contact_insert(w, l->in) : e;
}

static void *
look_then_add_thread(void *arg)
{
	struct look_first *l = arg;
	l->result = db_write_run(l->f->db, look_then_add, l);
	return NULL;
}

static void
two_who_look_first_end_up_with_one_row(void **state)
{
	struct fixture *f = *state;
	pthread_barrier_t both_looked;
	pthread_t threads[2];
	struct look_first l[2];
	struct contact_insert_in in = plain_contact(f);
	pthread_barrier_init(&both_looked, NULL, 2);
	for (int i = 0; i < 2; i++) {
		l[i] = (struct look_first){ .f = f, .in = in, .both_looked = &both_looked };
		pthread_create(&threads[i], NULL, look_then_add_thread, &l[i]);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(l[0].result, ERR_OK);
	assert_int_equal(l[1].result, ERR_OK);
	assert_int_equal(l[0].found + l[1].found, 1);
	assert_int_equal(count_contacts(f), 1);
	pthread_barrier_destroy(&both_looked);
}

static enum err
take_contact(struct db_write *w, void *arg)
{
	struct fixture *f = arg;
	struct contact_take_row row;
	struct contact_get_row seen;
	TRY(contact_take(w, (struct contact_take_in){ f->client, 7 }, f->arena, &row));
	TRY(contact_get(db_reading(w), (struct contact_get_in){ row.id, f->client }, f->arena, &seen));
	return seen.number.set && seen.number.v == 7 ? ERR_OK : ERR_INTERNAL;
}

static void
a_write_sees_its_own_rows(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	assert_int_equal(db_write_run(f->db, take_contact, f), ERR_NOT_FOUND);
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(db_write_run(f->db, take_contact, f), ERR_OK);
}

/* ---- migrations ---- */

static void
migrations_run_once_and_are_compared(void **state)
{
	struct fixture *f = *state;
	struct migration v[5];
	assert_int_equal(golden_migration_count, 2);
	memcpy(v, golden_migrations, 2 * sizeof v[0]);
	v[2] = (struct migration){ 3, "0003_third", "CREATE TABLE third (\n\tid id NOT NULL PRIMARY KEY\n);\n" };
	assert_int_equal(db_migrate(f->db, v, 2), ERR_OK);
	assert_int_equal(db_migrate(f->db, v, 3), ERR_OK);
	assert_int_equal(db_migrate(f->db, v, 3), ERR_OK);
	assert_int_equal(db_migrate(f->db, v, 2), ERR_CONFLICT);
	v[1].sql = "-- changed\n";
	assert_int_equal(db_migrate(f->db, v, 3), ERR_CONFLICT);
	v[1] = golden_migrations[1];
	v[3] = (struct migration){ 6, "0006_bad", "CREATE TABLE fourth (\n\tid id\n);\n"
		"CREATE TABLE third (\n\tid id\n);\n" };
	assert_int_not_equal(db_migrate(f->db, v, 4), ERR_OK);
	v[3].sql = "CREATE TABLE fourth (\n\tid id\n);\n";
	assert_int_equal(db_migrate(f->db, v, 4), ERR_OK);
	/* work that began earlier may be merged later */
	v[4] = v[3];
	v[3] = (struct migration){ 5, "0005_late", "CREATE TABLE late (\n\tid id\n);\n" };
	assert_int_equal(db_migrate(f->db, v, 5), ERR_OK);
	assert_int_equal(db_migrate(f->db, v, 5), ERR_OK);
	v[4].number = 5;
	assert_int_equal(db_migrate(f->db, v, 5), ERR_INTERNAL);
}

/* An empty database takes the program's own schema. */
static void
the_schema_is_taken(void **state)
{
	struct fixture *f = *state;
	db_close(f->db);
	if (strncmp(f->url, "sqlite:", 7) == 0)
		snprintf(f->url, sizeof f->url, "sqlite:%s/empty", f->folder);
	else
		empty_pg(f->url);
	assert_int_equal(db_open(&(struct db_options){ .url = f->url }, &f->db), ERR_OK);
	assert_int_equal(db_migrate(f->db, schema_migrations, schema_migration_count), ERR_OK);
	assert_int_equal(db_migrate(f->db, schema_migrations, schema_migration_count), ERR_OK);
}

/* ---- faults of SQLite's disk ---- */

static enum err
set_page_limit(struct db_write *w, void *arg)
{
	int *pages = arg;
	char sql[64];
	snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", *pages);
	return w->read.db->driver->run_statement(w, sql);
}

/* One of the batch needs more room than there is: the others are stored. */
static void
a_full_disk_in_a_batch_hurts_only_its_cause(void **state)
{
	struct fixture *f = *state;
	struct member members[30];
	struct group g;
	char *big = arena_alloc(f->arena, 4 << 20);
	memset(big, 'x', 4 << 20);
	group_init(&g, f, members, 30);
	members[15].in.note = str_from(big, 4 << 20);
	int few = 200, many = 1000000;
	assert_int_equal(db_write_run(f->db, set_page_limit, &few), ERR_OK);
	group_run(&g, members, 30);
	for (int i = 0; i < 30; i++)
		assert_int_equal(members[i].result, i == 15 ? ERR_UNAVAILABLE : ERR_OK);
	assert_ledger(f, members, 30);
	assert_int_equal(db_write_run(f->db, set_page_limit, &many), ERR_OK);
	member_init(&members[0], &g);
	members[0].in.note = str_from(big, 4 << 20);
	assert_int_equal(db_write_run(f->db, add_contact, &members[0].in), ERR_OK);
	assert_false(db_is_ailing(f->db));
}

/* Leaves only so many bytes on the mounted disk. */
static void
fill_disk(const char *path, off_t leave)
{
	static const char zeros[4096];
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	setbuf(out, NULL);
	while (fwrite(zeros, sizeof zeros, 1, out) == 1)
		;
	long size = ftell(out) - leave;
	fclose(out);
	assert_int_equal(truncate(path, size < 0 ? 0 : size), 0);
}

static bool
mount_small_disk(const struct fixture *f, struct str *ret_folder)
{
	*ret_folder = str_printf(f->arena, "%s/disk", f->folder);
	if (mkdir(ret_folder->p, 0700) != 0)
		return false;
	return mount("tmpfs", ret_folder->p, "tmpfs", 0, "size=12m") == 0;
}

static void
a_full_disk_is_told_and_left_behind(void **state)
{
	struct fixture *f = *state;
	struct str folder;
	if (!mount_small_disk(f, &folder)) {
		print_message("skipped: mounting a small disk needs root\n");
		skip();
	}
	db_close(f->db);
	f->db = NULL;
	snprintf(f->url, sizeof f->url, "sqlite:%s/db", folder.p);
	open_database(f);
	assert_int_equal(db_write_run(f->db, add_client, &f->client), ERR_OK);
	struct str ballast = str_printf(f->arena, "%s/ballast", folder.p);
	struct member *members = calloc(200, sizeof *members);
	struct group g;
	char note[6000];
	memset(note, 'n', sizeof note);
	group_init(&g, f, members, 200);
	for (int i = 0; i < 200; i++)
		members[i].in.note = str_from(note, sizeof note);
	fill_disk(ballast.p, 400000);
	group_run(&g, members, 200);
	int told = 0;
	for (int i = 0; i < 200; i++) {
		assert_true(members[i].result == ERR_OK || members[i].result == ERR_UNAVAILABLE);
		told += members[i].result == ERR_UNAVAILABLE;
	}
	assert_true(told > 0);
	assert_true(db_is_ailing(f->db));
	assert_ledger(f, members, 200);
	assert_int_equal(unlink(ballast.p), 0);
	for (int i = 0; i < 200; i++)
		if (members[i].result != ERR_OK)
			assert_int_equal(members[i].result = db_write_run(f->db, add_contact, &members[i].in), ERR_OK);
	assert_false(db_is_ailing(f->db));
	assert_ledger(f, members, 200);
	db_close(f->db);
	open_database(f);
	assert_ledger(f, members, 200);
	db_close(f->db);
	assert_int_equal(umount2(folder.p, 0), 0);
	snprintf(f->url, sizeof f->url, "sqlite:%s/db", f->folder);
	open_database(f);
	free(members);
}

/* ---- operations ---- */

static void
a_backup_is_a_whole_database(void **state)
{
	struct fixture *f = *state;
	struct contact_insert_in in = plain_contact(f);
	struct str path = str_printf(f->arena, "%s/copy", f->folder), text;
	assert_int_equal(db_write_run(f->db, add_contact, &in), ERR_OK);
	assert_int_equal(db_backup(f->db, path.p), ERR_OK);
	assert_int_equal(db_backup(f->db, path.p), ERR_CONFLICT);
	assert_int_equal(db_integrity(f->db, f->arena, &text), ERR_OK);
	assert_true(str_eq_z(text, "ok"));
	db_close(f->db);
	snprintf(f->url, sizeof f->url, "sqlite:%s", path.p);
	open_database(f);
	assert_int_equal(count_contacts(f), 1);
}

static void
addresses_that_lead_nowhere_fail(void **state)
{
	(void)state;
	struct db *db = NULL;
	assert_int_equal(db_open(&(struct db_options){ .url = "mysql://x" }, &db), ERR_INVALID);
	assert_int_equal(db_open(&(struct db_options){ .url = "sqlite:/nowhere/at/all" }, &db), ERR_UNAVAILABLE);
	assert_null(db);
}

/* ---- PostgreSQL goes away ---- */

static enum err
stop_pg_and_add(struct db_write *w, void *arg)
{
	struct member *m = arg;
	m->runs++;
	TRY(contact_insert(w, m->in));
	if (m->runs == 1)
		test_database_control("stop");
	return ERR_OK;
}

static void
write_until_it_works(struct fixture *f, struct contact_insert_in *in)
{
	int64_t until = clock_mono() + 10000;
	enum err e;
	while ((e = db_write_run(f->db, add_contact, in)) == ERR_UNAVAILABLE && clock_mono() < until)
		sched_yield();
	assert_int_equal(e, ERR_OK);
}

static void
a_server_that_goes_is_told_and_found_again(void **state)
{
	struct fixture *f = *state;
	struct member members[21];
	struct group g;
	struct db_read *r, *open_one;
	struct contact_count_rows rows;
	group_init(&g, f, members, 20);
	group_run(&g, members, 20);
	assert_int_equal(db_read_begin(f->db, &open_one), ERR_OK);
	assert_int_equal(contacts_in(open_one, f->arena), 20);
	member_init(&members[20], &g);
	assert_int_equal(members[20].result = db_write_run(f->db, stop_pg_and_add, &members[20]), ERR_UNAVAILABLE);
	assert_true(db_is_ailing(f->db));
	assert_int_equal(contact_count(open_one, f->arena, &rows), ERR_UNAVAILABLE);
	db_read_end(open_one);
	assert_int_equal(db_read_begin(f->db, &r), ERR_UNAVAILABLE);
	assert_int_equal(db_write_run(f->db, add_contact, &members[20].in), ERR_UNAVAILABLE);
	test_database_control("start");
	write_until_it_works(f, &members[20].in);
	members[20].result = ERR_OK;
	assert_false(db_is_ailing(f->db));
	assert_ledger(f, members, 21);
}

/* Connections that died while nobody looked are replaced without a word. */
static void
a_restart_between_two_requests_is_not_noticed(void **state)
{
	struct fixture *f = *state;
	struct member members[20];
	struct group g;
	group_init(&g, f, members, 20);
	group_run(&g, members, 10);
	test_database_control("stop");
	test_database_control("start");
	assert_int_equal(count_contacts(f), 10);
	for (int i = 10; i < 20; i++)
		assert_int_equal(members[i].result = db_write_run(f->db, add_contact, &members[i].in), ERR_OK);
	assert_ledger(f, members, 20);
}

#define BOTH(TEST, SETUP) cmocka_unit_test_setup_teardown(TEST, SETUP, tear_down)
#define PROMISES(SETUP) \
	BOTH(values_come_back_as_they_went, SETUP), BOTH(text_that_is_no_text_is_refused, SETUP), \
	    BOTH(text_sorts_by_bytes, SETUP), BOTH(lists_keep_their_order_and_limit, SETUP), \
	    BOTH(a_read_sees_one_snapshot, SETUP), BOTH(reads_in_a_row_see_every_commit, SETUP), \
	    BOTH(a_missing_row_is_not_found, SETUP), \
	    BOTH(many_writes_are_all_stored, SETUP), \
	    BOTH(a_failing_write_leaves_the_others, SETUP), BOTH(the_same_row_twice_is_a_conflict, SETUP), \
	    BOTH(changed_rows_are_counted, SETUP), BOTH(writes_are_serialised, SETUP), \
	    BOTH(a_write_sees_its_own_rows, SETUP), BOTH(migrations_run_once_and_are_compared, SETUP), \
	    BOTH(the_schema_is_taken, SETUP)

int
main(void)
{
	const struct CMUnitTest sqlite[] = {
		PROMISES(set_up_sqlite),
		BOTH(nobody_is_answered_before_the_commit, set_up_sqlite),
		BOTH(a_limited_read_stops, set_up_sqlite),
		BOTH(a_pool_that_is_used_up_gives_way, set_up_sqlite),
		BOTH(a_full_disk_in_a_batch_hurts_only_its_cause, set_up_sqlite),
		BOTH(a_full_disk_is_told_and_left_behind, set_up_sqlite),
		BOTH(a_backup_is_a_whole_database, set_up_sqlite),
		cmocka_unit_test(addresses_that_lead_nowhere_fail),
	};
	const struct CMUnitTest pg[] = {
		PROMISES(set_up_pg),
		BOTH(a_server_that_goes_is_told_and_found_again, set_up_pg),
		BOTH(a_restart_between_two_requests_is_not_noticed, set_up_pg),
		BOTH(two_who_look_first_end_up_with_one_row, set_up_pg),
	};
	int failed = cmocka_run_group_tests_name("sqlite", sqlite, NULL, NULL);
	if (getenv("NABIJ_TEST_PG") == NULL)
		print_message("skipped: the PostgreSQL half (NABIJ_TEST_PG is not set; see tests/lib/pg.sh)\n");
	else
		failed += cmocka_run_group_tests_name("postgresql", pg, NULL, NULL);
	return failed;
}
