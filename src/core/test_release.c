/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "access.sql.h"
#include "clock.h"
#include "release.h"
#include "test_house.h"
#include "vault.h"

#include "banned.h"

struct entry {
	struct id actor, client; /* client none: a list of clients */
	int64_t made;
	struct str clients;
};

static enum err
insert(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	const struct entry *e = arg;
	return access_record_insert(w, (struct access_record_insert_in){
	    .id = id_new(), .made = e->made, .actor = e->actor, .actor_kind = STR("support_worker"), .session = STR(""),
	    .client = e->client, .part = STR("dossier"), .purpose = STR("care"), .clients = e->clients });
}

static void
hex(FILE *f, const unsigned char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%02x", b[i]);
}

/* A line as the key process writes it. */
static void
log_release(struct house *h, int64_t made, struct id actor, struct id client, const char *purpose)
{
	FILE *f = fopen(str_printf(h->arena, "%s/keys/release.log", h->core.dir).p, "ae");
	assert_non_null(f);
	fprintf(f, "%016llx ", (unsigned long long)made);
	hex(f, actor.b, sizeof actor.b);
	fputc(' ', f);
	hex(f, client.b, sizeof client.b);
	fprintf(f, " %04x\n", (unsigned)vault_purpose_code(purpose));
	fclose(f);
}

struct told {
	int n;
	struct keyd_release last;
};

static void
remember(void *arg, const struct keyd_release *release)
{
	struct told *t = arg;
	t->n++;
	t->last = *release;
}

static enum err
compare(struct house *h, struct told *ret_told, struct release_count *ret_count)
{
	*ret_told = (struct told){ 0 };
	return release_compare(&h->core, remember, ret_told, ret_count);
}

static void
begin_anew(struct house *h)
{
	assert_int_equal(truncate(str_printf(h->arena, "%s/keys/release.log", h->core.dir).p, 0), 0);
}

static void
a_record_stands_behind_a_release(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	struct entry e = { id_new(), id_new(), clock_wall() - CLOCK_HOUR, STR_NONE };
	begin_anew(h);
	assert_ok(house_write(h, insert, &e));
	log_release(h, e.made, e.actor, e.client, "care");
	log_release(h, e.made + 14 * CLOCK_MINUTE, e.actor, e.client, "care");
	log_release(h, e.made - CLOCK_MINUTE / 2, e.actor, e.client, "care"); /* the record came with a later commit */
	assert_ok(compare(h, &told, &n));
	assert_int_equal(n.compared, 3);
	assert_int_equal(told.n, 0);
}

static void
a_release_without_a_record_is_told(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	struct entry e = { id_new(), id_new(), clock_wall() - CLOCK_HOUR, STR_NONE };
	const struct id other = id_new();
	begin_anew(h);
	assert_ok(house_write(h, insert, &e));
	log_release(h, e.made, e.actor, other, "care");
	assert_int_equal(compare(h, &told, &n), ERR_CONFLICT);
	assert_int_equal(told.n, 1);
	assert_true(id_eq(told.last.actor, e.actor) && id_eq(told.last.client, other));
	assert_int_equal(told.last.time, e.made);
	log_release(h, e.made, other, e.client, "care");
	log_release(h, e.made + 16 * CLOCK_MINUTE, e.actor, e.client, "care");
	log_release(h, e.made - 2 * CLOCK_MINUTE, e.actor, e.client, "care");
	assert_int_equal(compare(h, &told, &n), ERR_CONFLICT);
	assert_int_equal(n.compared, 4);
	assert_int_equal(n.without, 4);
}

static void
a_list_stands_for_its_clients(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	struct id list[2] = { id_new(), id_new() };
	struct entry e = { id_new(), ID_NONE, clock_wall() - CLOCK_HOUR, str_from(list, sizeof list) };
	begin_anew(h);
	assert_ok(house_write(h, insert, &e));
	log_release(h, e.made, e.actor, list[1], "care");
	assert_ok(compare(h, &told, &n));
	log_release(h, e.made, e.actor, id_new(), "care");
	assert_int_equal(compare(h, &told, &n), ERR_CONFLICT);
	assert_int_equal(n.without, 1);
}

static void
jobs_may_come_to_nothing(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	begin_anew(h);
	log_release(h, clock_wall() - CLOCK_HOUR, id_new(), id_new(), "send");
	assert_ok(compare(h, &told, &n));
	assert_int_equal(n.unfinished, 1);
	assert_int_equal(n.compared, 1);
}

/* The key process itself writes, and what is of this minute waits. */
static void
what_is_in_flight_waits(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	begin_anew(h);
	log_release(h, clock_wall(), id_new(), id_new(), "care");
	assert_ok(compare(h, &told, &n));
	assert_int_equal(n.compared, 0);
}

static void
a_damaged_log_is_told(void **state)
{
	struct house *h = *state;
	struct told told;
	struct release_count n;
	struct core away = house_without_tables(h);
	begin_anew(h);
	log_release(h, clock_wall() - CLOCK_HOUR, id_new(), id_new(), "care");
	assert_int_equal(release_compare(&away, remember, &told, &n), ERR_INTERNAL);
	db_close(away.db);
	FILE *f = fopen(str_printf(h->arena, "%s/keys/release.log", h->core.dir).p, "r+e");
	fputc('x', f);
	fclose(f);
	assert_int_equal(compare(h, &told, &n), ERR_INVALID);
	assert_int_equal(unlink(str_printf(h->arena, "%s/keys/release.log", h->core.dir).p), 0);
	assert_ok(compare(h, &told, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_stands_behind_a_release),
		cmocka_unit_test(a_release_without_a_record_is_told),
		cmocka_unit_test(a_list_stands_for_its_clients),
		cmocka_unit_test(jobs_may_come_to_nothing),
		cmocka_unit_test(what_is_in_flight_waits),
		cmocka_unit_test(a_damaged_log_is_told),
	};
	return HOUSE_RUN("release", tests);
}
