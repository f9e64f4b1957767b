/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "crypto.h"
#include "limit.h"

#include "banned.h"

#define START 1000000

static int
set_up(void **state)
{
	*state = limit_new();
	return 0;
}

static int
tear_down(void **state)
{
	limit_free(*state);
	return 0;
}

/* How many go through at one moment. */
static int
burst(struct limit *l, enum limit_class c, struct str peer, int64_t now)
{
	int n = 0, wait;
	while (n < 1000 && limit_take_at(l, c, peer, now, &wait))
		n++;
	return n;
}

static void
a_bucket_empties(void **state)
{
	assert_int_equal(burst(*state, LIMIT_POST, STR("192.0.2.1"), START), 60);
	assert_int_equal(burst(*state, LIMIT_TRY, STR("192.0.2.1"), START), 10);
	assert_int_equal(burst(*state, LIMIT_API, STR("192.0.2.1"), START), 20);
	assert_int_equal(burst(*state, LIMIT_API, STR("192.0.2.1"), START), 0);
}

static void
a_bucket_refills(void **state)
{
	struct str peer = STR("192.0.2.1");
	int wait = 0;
	burst(*state, LIMIT_TRY, peer, START);
	assert_false(limit_take_at(*state, LIMIT_TRY, peer, START + 12 * CLOCK_SECOND - 1, &wait));
	assert_true(limit_take_at(*state, LIMIT_TRY, peer, START + 12 * CLOCK_SECOND, &wait));
	assert_int_equal(burst(*state, LIMIT_TRY, peer, START + 12 * CLOCK_SECOND), 0);
	assert_int_equal(burst(*state, LIMIT_TRY, peer, START + 37 * CLOCK_SECOND), 2);
	assert_int_equal(burst(*state, LIMIT_TRY, peer, START + CLOCK_HOUR), 10);
}

/* Who is right every time is never held up; who is wrong in between is. */
static void
a_good_try_costs_nothing(void **state)
{
	struct str office = STR("192.0.2.1");
	int wait;
	for (int i = 0; i < 100; i++) {
		assert_true(limit_take(*state, LIMIT_TRY, office, &wait));
		limit_give_back(*state, LIMIT_TRY, office);
	}
	int64_t now = clock_mono();
	assert_in_range(burst(*state, LIMIT_TRY, office, now), 9, 10);
	limit_give_back(*state, LIMIT_TRY, office);
	assert_int_equal(burst(*state, LIMIT_TRY, office, now), 1);
}

/* What is said about waiting is true: a second less is too early. */
static void
waiting_helps(void **state)
{
	struct str peer = STR("192.0.2.1");
	for (int64_t late = 0; late < 12 * CLOCK_SECOND; late += 700) {
		int wait = 0, again;
		struct limit *l = limit_new();
		burst(l, LIMIT_TRY, peer, START);
		assert_false(limit_take_at(l, LIMIT_TRY, peer, START + late, &wait));
		assert_in_range(wait, 1, 12);
		assert_false(limit_take_at(l, LIMIT_TRY, peer, START + late + (wait - 1) * CLOCK_SECOND, &again));
		assert_true(limit_take_at(l, LIMIT_TRY, peer, START + late + wait * CLOCK_SECOND, &again));
		limit_free(l);
	}
	(void)state;
}

static void
others_are_not_slowed(void **state)
{
	burst(*state, LIMIT_TRY, STR("192.0.2.1"), START);
	assert_int_equal(burst(*state, LIMIT_TRY, STR("192.0.2.2"), START), 10);
	assert_int_equal(burst(*state, LIMIT_POST, STR("192.0.2.1"), START), 60);
}

static void
ipv6_counts_by_network(void **state)
{
	static const struct {
		struct str one, other;
		bool same;
	} pairs[] = {
		{ STR_INIT("2001:db8:1:2::1"), STR_INIT("2001:db8:1:2:ffff::9"), true },
		{ STR_INIT("2001:db8:1:2:3:4:5:6"), STR_INIT("2001:db8:1:2::"), true },
		{ STR_INIT("2001:db8::1"), STR_INIT("2001:db8::5:6:7:8"), true },
		{ STR_INIT("2001:db8:1:2::1"), STR_INIT("2001:db8:1:3::1"), false },
		{ STR_INIT("2001:db8::1"), STR_INIT("2001:db8:0:1::1"), false },
		{ STR_INIT("2001::5:1:2:3:4"), STR_INIT("2001::6:1:2:3:4"), false },
		{ STR_INIT("::1"), STR_INIT("::2"), true },
		{ STR_INIT("::1"), STR_INIT("1::"), false },
		{ STR_INIT("::ffff:192.0.2.1"), STR_INIT("::ffff:192.0.2.2"), false },
		{ STR_INIT("::ffff:192.0.2.1"), STR_INIT("192.0.2.1"), true },
		{ STR_INIT(":::::::::::::"), STR_INIT("a:b:c:d:e:f:0:1:2:3:4"), false },
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		struct limit *l = limit_new();
		assert_int_equal(burst(l, LIMIT_TRY, pairs[i].one, START), 10);
		assert_int_equal(burst(l, LIMIT_TRY, pairs[i].other, START), pairs[i].same ? 0 : 10);
		limit_free(l);
	}
	(void)state;
}

/* More sources than there are slots: newcomers are served all the same. */
static void
a_full_table_serves_everybody(void **state)
{
	char peer[24];
	int wait;
	for (int i = 0; i < 100000; i++) {
		snprintf(peer, sizeof peer, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
		assert_true(limit_take_at(*state, LIMIT_TRY, str_from_z(peer), START, &wait));
	}
	assert_int_equal(burst(*state, LIMIT_TRY, STR("192.0.2.1"), START), 10);
}

static void
the_clock_is_the_real_one(void **state)
{
	int wait, n = 0;
	while (n < 100 && limit_take(*state, LIMIT_TRY, STR("192.0.2.1"), &wait))
		n++;
	assert_in_range(n, 10, 11);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_bucket_empties, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_bucket_refills, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_good_try_costs_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(waiting_helps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(others_are_not_slowed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ipv6_counts_by_network, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_full_table_serves_everybody, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_clock_is_the_real_one, set_up, tear_down),
	};
	return crypto_init() != ERR_OK || cmocka_run_group_tests(tests, NULL, NULL);
}
