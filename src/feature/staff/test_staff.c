/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "squares.h"

#include "banned.h"

static void
test_address(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str s = squares_app_address(STR("Hulp & co"), STR("bo@hulp.example"), STR("AB23"), a);
	struct str wanted = STR("otpauth://totp/Hulp%20%26%20co:bo%40hulp.example?secret=AB23&issuer=Hulp%20%26%20co");
	assert_true(str_eq(s, wanted));
	assert_true(str_eq(squares_in_fours(STR("ABCDEFGHI"), a), STR("ABCD EFGH I")));
	arena_free(a);
}

/* Every square lies within the white edge, and no two overlap. */
static void
test_squares(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct squares s;
	int64_t size = 0;
	assert_int_equal(squares_make(STR("otpauth://totp/x:y?secret=ABC234"), a, &s, &size), ERR_OK);
	assert_true(size > 21 && s.n > 50);
	for (size_t i = 0; i < s.n; i++) {
		assert_true(s.v[i].x >= 4 && s.v[i].x + s.v[i].width <= size - 4);
		assert_true(s.v[i].y >= 4 && s.v[i].y < size - 4);
		if (i > 0 && s.v[i].y == s.v[i - 1].y)
			assert_true(s.v[i].x > s.v[i - 1].x + s.v[i - 1].width);
	}
	char *large = arena_alloc(a, 4000);
	for (size_t i = 0; i < 4000; i++)
		large[i] = 'x';
	assert_int_equal(squares_make(str_from(large, 4000), a, &s, &size), ERR_LIMIT);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_squares),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
