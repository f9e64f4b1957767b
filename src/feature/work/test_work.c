/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "work.h"

#include "banned.h"

static void
test_moment(void **state)
{
	(void)state;
	struct date day = { 2026, 11, 20 };
	int64_t now = date_wall((struct date_time){ .date = { 2026, 11, 21 }, .hour = 15 }), made = 0;
	assert_int_equal(work_moment(DATE_NONE, STR_NONE, now, &made), ERR_OK);
	assert_int_equal(made, now);
	assert_int_equal(work_moment(DATE_NONE, STR("14:30"), now, &made), ERR_OK);
	assert_int_equal(now - made, 30 * 60 * 1000);
	assert_int_equal(work_moment(day, STR("9.05"), now, &made), ERR_OK);
	assert_int_equal(date_local(made).date.day, 20);
	assert_int_equal(date_local(made).hour, 9);
	assert_int_equal(date_local(made).minute, 5);
}

static void
test_moment_wrong(void **state)
{
	(void)state;
	static const char *const wrong[] = { "15:01", "25:00", "12:60", "12", "12:5", "-1:30", "noon", ":" };
	int64_t now = date_wall((struct date_time){ .date = { 2026, 11, 21 }, .hour = 15 }), made = 7;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(work_moment(DATE_NONE, str_from_z(wrong[i]), now, &made), ERR_INVALID);
	assert_int_equal(work_moment((struct date){ 2026, 11, 20 }, STR_NONE, now, &made), ERR_INVALID);
	assert_int_equal(work_moment((struct date){ 2026, 11, 22 }, STR("9:00"), now, &made), ERR_INVALID);
	assert_int_equal(made, 7);
}

static void
test_cursor(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct work_item item = { .id = id_new(), .due = 1795200000000 };
	struct work_cursor c;
	assert_int_equal(work_cursor_parse(work_cursor_text(&item, a), &c), ERR_OK);
	assert_int_equal(c.due, item.due);
	assert_true(id_eq(c.id, item.id));
	static const char *const wrong[] = {
		"", "-", "12", "12-", "x-00000000000000000000000001", "1-00000000000000000000000000",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(work_cursor_parse(str_from_z(wrong[i]), &c), ERR_INVALID);
	arena_free(a);
}

/* Nothing goes by itself to whom a person had to look at first. */
static void
test_letter_by_itself(void **state)
{
	(void)state;
	assert_true(work_letter_by_itself(DECISION_WELCOME_PERSON));
	assert_true(work_letter_by_itself(DECISION_NO_EMAIL));
	static const enum registration_decision by_hand[] = {
		DECISION_WELCOME_PARENT, DECISION_NOT_AGREED, DECISION_GRAVE_OFFENCE, DECISION_VULNERABLE,
		DECISION_REMARKS, DECISION_AGE_UNKNOWN, DECISION_UNDER_12, DECISION_PARENT_MISSING,
		DECISION_PARENT_SUSPECT, DECISION_CAME_THEMSELVES,
	};
	for (size_t i = 0; i < sizeof by_hand / sizeof by_hand[0]; i++)
		assert_false(work_letter_by_itself(by_hand[i]));
}

static void
test_names(void **state)
{
	(void)state;
	for (enum work_kind k = 0; k < WORK_KIND_COUNT; k++)
		assert_int_equal(work_kind_parse(str_from_z(work_kind_name(k))), k);
	for (enum work_result r = 0; r < WORK_RESULT_COUNT; r++)
		assert_int_equal(work_result_parse(str_from_z(work_result_name(r))), r);
	assert_int_equal(work_kind_parse(STR("rest")), WORK_KIND_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moment),
		cmocka_unit_test(test_moment_wrong),
		cmocka_unit_test(test_cursor),
		cmocka_unit_test(test_letter_by_itself),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
