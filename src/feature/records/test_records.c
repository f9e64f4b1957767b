/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "records.h"

#include "banned.h"

static void
test_cursor(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct records_line line = { .id = id_new(), .made = 1795200000000 };
	struct records_cursor c = { .made = 7 };
	static const char *const wrong[] = {
		"", "-", "12", "x-00000000000000000000000001", "1-00000000000000000000000000",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(records_cursor_parse(str_from_z(wrong[i]), &c), ERR_INVALID);
	assert_int_equal(c.made, 7);
	assert_int_equal(records_cursor_parse(records_cursor_text(&line, a), &c), ERR_OK);
	assert_int_equal(c.made, line.made);
	assert_true(id_eq(c.id, line.id));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cursor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
