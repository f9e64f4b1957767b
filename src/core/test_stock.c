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
	int made;
	size_t room;
	enum err e;
};

static enum err
make(struct arena *a, void *arg, const void **ret_thing)
{
	struct making *m = arg;
	__atomic_add_fetch(&m->made, 1, __ATOMIC_RELAXED);
	if (m->e != ERR_OK)
		return m->e;
	*ret_thing = str_z(STR("thing"), a);
	arena_alloc(a, m->room);
	return ERR_OK;
}

static const char *
take(struct stock *s, const char *key, const char *stamp, struct making *m, struct arena *user)
{
	const void *thing = NULL;
	enum err e = stock_take(s, str_from_z(key), str_from_z(stamp), make, m, user, &thing);
	assert_int_equal(e, m->e);
	return thing;
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
	struct making m;
};

static void *
come_often(void *arg)
{
	struct crowd *c = arg;
	char key[8];
	for (int i = 0; i < 2000; i++) {
		struct arena *a = arena_new();
		snprintf(key, sizeof key, "%d", i % 7);
		const char *thing = take(c->stock, key, i % 100 < 50 ? "1" : "2", &c->m, a);
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
	struct crowd c = { stock_new(400 << 10), { .room = 100 << 10 } };
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
		cmocka_unit_test(what_cannot_be_made_is_not_kept),
		cmocka_unit_test(the_oldest_goes_first),
		cmocka_unit_test(many_at_once),
	};
	return cmocka_run_group_tests_name("stock", tests, NULL, NULL);
}
