/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "date.h"
#include "id.h"
#include "str.h"

#include "banned.h"

static void
count_up(void *p)
{
	int *order = p;
	order[0] = order[0] * 10 + order[1]++;
}

static void
arena_gives_zeroed_aligned_memory(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t n = 1; n < 100000; n = n * 3 + 1) {
		unsigned char *p = arena_alloc(a, n);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_reset(a);
	unsigned char *again = arena_alloc(a, 64);
	assert_int_equal(again[0], 0);
	arena_free(a);
}

static void
arena_defers_run_last_first(void **state)
{
	(void)state;
	int order[2] = { 0, 1 };
	struct arena *a = arena_new();
	arena_defer(a, count_up, order);
	arena_defer(a, count_up, order);
	arena_free(a);
	assert_int_equal(order[0], 12);
}

static void
buf_latches_its_maximum(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10, NULL);
	buf_z(&b, "12345");
	buf_z(&b, "678901");
	assert_false(buf_ok(&b));
	buf_z(&b, "6");
	assert_true(str_eq_z(buf_view(&b), "12345"));
	buf_free(&b);
}

static void
str_numbers_are_exact(void **state)
{
	(void)state;
	int64_t v = 7;
	assert_int_equal(str_int(STR("9223372036854775807"), &v), ERR_OK);
	assert_true(v == INT64_MAX);
	assert_int_equal(str_int(STR("-9223372036854775808"), &v), ERR_OK);
	assert_true(v == INT64_MIN);
	v = 7;
	const char *bad[] = { "", "-", "9223372036854775808", "1 ", "0x1", "+1", "1.0" };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(str_int(str_from_z(bad[i]), &v), ERR_INVALID);
		assert_int_equal(v, 7);
	}
}

static void
str_text_is_wellformed_utf8(void **state)
{
	(void)state;
	assert_true(str_is_text(STR("caf\xc3\xa9 \xf0\x9f\x8c\xbb")));
	const char *bad[] = { "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf0\x80\x80\x80" };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(str_is_text(str_from_z(bad[i])));
	assert_false(str_is_text((struct str){ "a\0b", 3 }));
}

static void
str_split_takes_every_piece(void **state)
{
	(void)state;
	struct str rest = STR("a,,b"), piece;
	assert_true(str_split(&rest, ',', &piece) && str_eq_z(piece, "a"));
	assert_true(str_split(&rest, ',', &piece) && str_eq_z(piece, ""));
	assert_true(str_split(&rest, ',', &piece) && str_eq_z(piece, "b"));
	assert_false(str_split(&rest, ',', &piece));
}

static void
str_lines_keeps_empty_ones(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct strs lines = str_lines(STR("a\n\nb\n"), a);
	assert_int_equal(lines.n, 4);
	assert_true(str_eq_z(lines.v[0], "a") && lines.v[1].n == 0 && str_eq_z(lines.v[2], "b") && lines.v[3].n == 0);
	assert_int_equal(str_lines(STR(""), a).n, 1);
	assert_int_equal(str_lines(STR_NONE, a).n, 0);
	arena_free(a);
}

static void
str_brief_ends_behind_a_word(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_true(str_eq_z(str_brief(STR("\n  \n one two \nthree"), 10, a), "one two"));
	assert_true(str_eq_z(str_brief(STR("one two three"), 13, a), "one two three"));
	assert_true(str_eq_z(str_brief(STR("one two three"), 12, a), "one two…"));
	assert_true(str_eq_z(str_brief(STR("éééééé"), 8, a), "éé…"));
	assert_int_equal(str_brief(STR_NONE, 8, a).n, 0);
	assert_int_equal(str_brief(STR(" \n "), 8, a).n, 0);
	arena_free(a);
}

static void
str_place_finds_a_name(void **state)
{
	(void)state;
	static const char *const names[] = { "one", "two" };
	assert_int_equal(str_place(STR("one"), names, 2), 0);
	assert_int_equal(str_place(STR("two"), names, 2), 1);
	assert_int_equal(str_place(STR("tw"), names, 2), 2);
	assert_int_equal(str_place(STR_NONE, names, 2), 2);
}

static void
id_text_goes_both_ways_and_sorts_by_time(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct id i = id_new(), back;
	struct str text = id_text(i, a);
	assert_int_equal(text.n, ID_TEXT_LENGTH);
	assert_int_equal(id_parse(text, &back), ERR_OK);
	assert_true(id_eq(i, back));
	assert_int_equal(id_parse(STR("zzzzzzzzzzzzzzzzzzzzzzzzzz"), &back), ERR_INVALID);
	assert_int_equal(id_parse(STR("il000000000000000000000000"), &back), ERR_INVALID);
	struct id old = i;
	old.b[5]--;
	assert_true(str_cmp(id_text(old, a), text) != 0);
	arena_free(a);
}

static void
date_knows_the_calendar(void **state)
{
	(void)state;
	struct date d;
	assert_int_equal(date_parse(STR("2024-02-29"), &d), ERR_OK);
	assert_int_equal(date_parse(STR("2023-02-29"), &d), ERR_INVALID);
	assert_int_equal(date_parse(STR("2023-13-01"), &d), ERR_INVALID);
	assert_int_equal(date_age((struct date){ 2012, 2, 29 }, (struct date){ 2024, 2, 28 }), 11);
	assert_int_equal(date_age((struct date){ 2012, 2, 29 }, (struct date){ 2024, 2, 29 }), 12);
	assert_int_equal(date_age((struct date){ 2012, 2, 29 }, (struct date){ 2025, 2, 28 }), 12);
	struct date next = date_add_days((struct date){ 2026, 12, 31 }, 1);
	assert_int_equal(date_cmp(next, (struct date){ 2027, 1, 1 }), 0);
}

static void
date_follows_summer_time(void **state)
{
	(void)state;
	struct date_time t = date_local(INT64_C(1774746000000)); /* 2026-03-29T01:00Z: clocks go forward */
	assert_int_equal(t.hour, 3);
	assert_int_equal(t.weekday, 6);
	assert_true(date_wall(t) == INT64_C(1774746000000));
}

__attribute__((format(printf, 3, 4))) static size_t
formatted(char *p, size_t room, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	size_t n = str_format(p, room, format, args);
	va_end(args);
	return n;
}

static void
formats_are_those_of_printf(void **state)
{
	(void)state;
	static struct str none; /* absent is printed as nothing */
	char p[8];
	assert_int_equal(formatted(p, sizeof p, "%s-%.*s", "ab", 2, "cdef"), 5);
	assert_string_equal(p, "ab-cd");
	assert_int_equal(formatted(p, sizeof p, "%.*s|%s", STR_ARG(none), "abcdefgh"), 9);
	assert_string_equal(p, "|abcdef");
	assert_int_equal(formatted(p, sizeof p, "%s %03d%%", "a", 7), 6);
	assert_string_equal(p, "a 007%");
	assert_int_equal(formatted(p, sizeof p, "%.*s", 5, "a\0bcd"), 1);
	assert_int_equal(formatted(NULL, 0, "%s", "abc"), 3);
}

int
main(void)
{
	setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(formats_are_those_of_printf),
		cmocka_unit_test(arena_defers_run_last_first),
		cmocka_unit_test(buf_latches_its_maximum),
		cmocka_unit_test(str_numbers_are_exact),
		cmocka_unit_test(str_text_is_wellformed_utf8),
		cmocka_unit_test(str_split_takes_every_piece),
		cmocka_unit_test(str_lines_keeps_empty_ones),
		cmocka_unit_test(str_brief_ends_behind_a_word),
		cmocka_unit_test(str_place_finds_a_name),
		cmocka_unit_test(id_text_goes_both_ways_and_sorts_by_time),
		cmocka_unit_test(date_knows_the_calendar),
		cmocka_unit_test(date_follows_summer_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
