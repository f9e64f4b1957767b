/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "figures.h"

#include "banned.h"

static void
test_period(void **state)
{
	(void)state;
	struct date saturday = { 2026, 11, 21 }, monday = { 2026, 11, 16 };
	assert_int_equal(date_cmp(figures_from(FIGURES_WEEK, saturday), monday), 0);
	assert_int_equal(date_cmp(figures_from(FIGURES_WEEK, monday), monday), 0);
	assert_int_equal(date_cmp(figures_from(FIGURES_MONTH, saturday), (struct date){ 2026, 11, 1 }), 0);
	assert_int_equal(date_cmp(figures_from(FIGURES_YEAR, saturday), (struct date){ 2026, 1, 1 }), 0);
	assert_int_equal(figures_period_parse(STR("year")), FIGURES_YEAR);
	assert_int_equal(figures_period_parse(STR("decade")), FIGURES_PERIOD_COUNT);
}

static void
test_small(void **state)
{
	(void)state;
	assert_true(figures_may_show(0));
	assert_false(figures_may_show(1));
	assert_false(figures_may_show(4));
	assert_true(figures_may_show(5));
	assert_int_equal(figures_conversion(200, 50), 25);
	assert_int_equal(figures_conversion(4, 4), -1);
	assert_int_equal(figures_conversion(100, 3), -1);
	assert_int_equal(figures_conversion(100, 0), 0);
}

static void
test_add_up(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct figures_sum v[] = {
		{ .product = STR("intake.fraud"), .source = STR("direct"), .audience = STR("victims"), .reach = 10 },
		{ .product = STR("intake.fraud.first"), .source = STR("direct"), .reach = 8 },
		{ .product = STR("intake.fraud"), .source = STR("letter"), .audience = STR("victims"), .reach = 6 },
		{ .product = STR("intake.fraud"), .source = STR("letter"), .depth = STR("advising"), .services = 5 },
		{ .product = STR("callback"), .source = STR("police"), .depth = STR("supporting"), .services = 7 },
	};
	struct figures f = { v, sizeof v / sizeof v[0] };
	struct figures_lines by_product = figures_add_up(&f, BY_PRODUCT, a);
	assert_int_equal(by_product.n, 2);
	assert_true(str_eq_z(by_product.v[0].name, "callback"));
	assert_int_equal(by_product.v[1].reach, 16);
	assert_int_equal(by_product.v[1].services, 5);
	assert_int_equal(figures_add_up(&f, BY_SOURCE, a).n, 3);
	assert_int_equal(figures_add_up(&f, BY_DEPTH, a).n, 2);
	assert_int_equal(figures_of_product(&f, STR("intake.fraud.first")).reach, 8);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_period),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_add_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
