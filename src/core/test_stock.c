/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <pthread.h>

#include "stock.h"

#include "banned.h"

struct making {
	const char *stamp;
	int asked, made;
	size_t room;
	enum err e;
};

static enum err
find_stamp(void *arg, struct str *ret_stamp)
{
	struct making *m = arg;
	m->asked++;
	*ret_stamp = str_from_z(m->stamp);
	return ERR_OK;
}

static enum err
make(struct arena *a, void *arg, const void **ret_thing)
{
	struct making *m = arg;
	m->made++;
	if (m->e != ERR_OK)
		return m->e;
	*ret_thing = str_z(STR("thing"), a);
	arena_alloc(a, m->room);
	return ERR_OK;
}

static const char *
take_at(int64_t moment, struct stock *s, const char *key, const char *stamp, struct making *m, struct arena *user)
{
	const void *thing = NULL;
	struct stock_order order = {
		.key = str_from_z(key), .moment = moment, .find_stamp = find_stamp, .make = make, .arg = m,
	};
	m->stamp = stamp;
	enum err e = stock_take(s, &order, user, &thing);
	assert_int_equal(e, m->e);
	return thing;
}

static const char *
take(struct stock *s, const char *key, const char *stamp, struct making *m, struct arena *user)
{
	return take_at(-1, s, key, stamp, m, user);
}

static void
made_once_for_a_stamp(void **state)
{
	(void)state;
	struct stock *s = stock_new(1 << 20);
	struct arena *a = arena_new();
	struct making m = { 0 };
	const char *first = take(s, "a", "1", &m, a);
	assert_ptr_equal(take(s, "a", "1", &m, a), first);
	assert_int_equal(m.made, 1);
	take(s, "b", "1", &m, a);
	assert_int_equal(m.made, 2);
	/* the other versions take its place, and who still has it keeps it */
	assert_ptr_not_equal(take(s, "a", "2", &m, a), first);
	assert_int_equal(m.made, 3);
	assert_string_equal(first, "thing");
	take(s, "a", "2", &m, a);
	assert_int_equal(m.made, 3);
	arena_free(a);
	stock_free(s);
}

/* Its versions are asked for once a moment, and each time without one. */
static void
at_the_same_moment_it_is_still_right(void **state)
{
	(void)state;
	struct stock *s = stock_new(1 << 20);
	struct arena *a = arena_new();
	struct making m = { 0 };
	const char *first = take_at(7, s, "a", "1", &m, a);
	assert_ptr_equal(take_at(7, s, "a", "2", &m, a), first);
	assert_int_equal(m.asked, 1);
	assert_ptr_equal(take_at(8, s, "a", "1", &m, a), first);
	assert_ptr_equal(take_at(8, s, "a", "1", &m, a), first);
	assert_int_equal(m.asked, 2);
	assert_ptr_not_equal(take_at(9, s, "a", "2", &m, a), first);
	assert_int_equal(m.asked, 3);
	take(s, "a", "2", &m, a);
	take(s, "a", "2", &m, a);
	assert_int_equal(m.asked, 5);
	assert_int_equal(m.made, 2);
	arena_free(a);
	stock_free(s);
}

static void
what_cannot_be_made_is_not_kept(void **state)
{
	(void)state;
	struct stock *s = stock_new(1 << 20);
	struct arena *a = arena_new();
	struct making m = { .e = ERR_NOT_FOUND };
	assert_null(take(s, "a", "1", &m, a));
	m.e = ERR_OK;
	assert_non_null(take(s, "a", "1", &m, a));
	assert_int_equal(m.made, 2);
	arena_free(a);
	stock_free(s);
}

static void
the_oldest_goes_first(void **state)
{
	(void)state;
	struct making m = { .room = 300 << 10 };
	struct arena *one = arena_new();
	arena_alloc(one, m.room);
	struct stock *s = stock_new(arena_size(one) * 7 / 2); /* three fit, and no fourth */
	arena_free(one);
	char key[8];
	for (int i = 0; i < 3; i++) {
		struct arena *a = arena_new();
		snprintf(key, sizeof key, "%d", i);
		take(s, key, "1", &m, a);
		arena_free(a);
	}
	assert_int_equal(m.made, 3);
	struct arena *a = arena_new();
	take(s, "0", "1", &m, a); /* asked for again, so 1 is the oldest */
	take(s, "3", "1", &m, a);
	assert_int_equal(m.made, 4);
	take(s, "0", "1", &m, a);
	take(s, "2", "1", &m, a);
	assert_int_equal(m.made, 4);
	take(s, "1", "1", &m, a);
	assert_int_equal(m.made, 5);
	arena_free(a);
	stock_free(s);
}

struct crowd {
	struct stock *stock;
	size_t room;
};

static void *
come_often(void *arg)
{
	struct crowd *c = arg;
	struct making m = { .room = c->room };
	char key[8];
	for (int i = 0; i < 2000; i++) {
		struct arena *a = arena_new();
		snprintf(key, sizeof key, "%d", i % 7);
		const char *thing = take_at(i % 2 == 0 ? i % 100 : -1, c->stock, key, i % 100 < 50 ? "1" : "2", &m, a);
		assert_string_equal(thing, "thing");
		arena_free(a);
	}
	return NULL;
}

/* Four at once, more than fits: nothing is freed under anybody's hands. */
static void
many_at_once(void **state)
{
	(void)state;
	struct crowd c = { stock_new(400 << 10), 100 << 10 };
	pthread_t thread[4];
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, come_often, &c), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	stock_free(c.stock);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(made_once_for_a_stamp),
		cmocka_unit_test(at_the_same_moment_it_is_still_right),
		cmocka_unit_test(what_cannot_be_made_is_not_kept),
		cmocka_unit_test(the_oldest_goes_first),
		cmocka_unit_test(many_at_once),
	};
	return cmocka_run_group_tests_name("stock", tests, NULL, NULL);
}
