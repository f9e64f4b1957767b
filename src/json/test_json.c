/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json.h"
#include "ndjson.h"

#include "banned.h"

/* ---- lines ---- */

#define LINE 8

struct got {
	enum ndjson_got kind;
	int64_t line;
	const char *text;
};

/* Feeds the stream in pieces of a size and compares what comes out. */
static void
expect_lines(const char *stream, size_t piece, const struct got *wanted, size_t n)
{
	struct arena *a = arena_new();
	struct ndjson r;
	struct str rest = str_from_z(stream), line = STR_NONE;
	size_t count = 0;
	ndjson_init(&r, LINE, a);
	for (enum ndjson_got got = NDJSON_MORE; got != NDJSON_END;) {
		got = ndjson_next(&r, &line);
		if (got == NDJSON_MORE) {
			size_t room;
			char *p = ndjson_room(&r, &room);
			struct str now = str_cut(rest, 0, piece);
			assert_true(room >= now.n);
			memcpy(p, now.p, now.n);
			rest = str_cut(rest, now.n, rest.n);
			ndjson_added(&r, now.n);
		} else if (got != NDJSON_END) {
			assert_true(count < n);
			assert_int_equal(got, wanted[count].kind);
			assert_int_equal(r.line, wanted[count].line);
			if (got == NDJSON_LINE)
				assert_true(str_eq_z(line, wanted[count].text));
			count++;
		}
	}
	assert_int_equal(count, n);
	arena_free(a);
}

static void
lines_are_cut_however_they_come(void **state)
{
	(void)state;
	static const struct got wanted[] = {
		{ NDJSON_LINE, 1, "a" },
		{ NDJSON_LINE, 4, "12345678" },
		{ NDJSON_LINE, 5, "12345678" },
		{ NDJSON_TOO_LONG, 6, NULL },
		{ NDJSON_LINE, 7, "b c" },
		{ NDJSON_TOO_LONG, 8, NULL },
		{ NDJSON_LINE, 10, "last" },
	};
	static const char stream[] = "a\n\n \t\r\n12345678\n12345678\r\n123456789\nb c\r\n"
	                             "xxxxxxxxxxxxxxxxxxxxxx\n\nlast";
	for (size_t piece = 1; piece < 60; piece++)
		expect_lines(stream, piece, wanted, sizeof wanted / sizeof wanted[0]);
}

static void
a_stream_may_be_empty_or_end_too_long(void **state)
{
	(void)state;
	static const struct got too_long[] = { { NDJSON_TOO_LONG, 1, NULL } };
	expect_lines("", 1, NULL, 0);
	expect_lines("\n\r\n", 1, NULL, 0);
	for (size_t piece = 1; piece < 20; piece++)
		expect_lines("123456789012", piece, too_long, 1);
}

/* ---- reading ---- */

static struct json_faults *
parse(const char *text, struct arena *a, struct json_node *ret_root)
{
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	json_parse(str_from_z(text), f, a, ret_root);
	return f;
}

static void
expect_fault(const struct json_faults *f, size_t i, const char *pointer, const char *code)
{
	assert_true(i < f->n);
	assert_true(str_eq_z(f->v[i].pointer, pointer));
	assert_string_equal(f->v[i].code, code);
	assert_true(f->v[i].detail.n > 0 && f->v[i].detail_en.n > 0);
}

static void
text_is_trimmed_and_measured_in_characters(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct json_node root;
	struct json_faults *f = parse("{\"a\":\"  \\u00e9\\u00e9 \","
	                              "\"b\":\"\\u00e9\\u00e9\\u00e9\","
	                              "\"c\":\"x\\ny\",\"d\":\"\\u007f\"}", a, &root);
	assert_true(str_eq_z(json_text(&root, "a", JSON_REQUIRED, 2, f), "\xc3\xa9\xc3\xa9"));
	assert_null(json_text(&root, "b", JSON_REQUIRED, 2, f).p);
	assert_null(json_text(&root, "c", JSON_REQUIRED, 9, f).p);
	assert_true(str_eq_z(json_lines(&root, "c", JSON_REQUIRED, 9, f), "x\ny"));
	assert_null(json_lines(&root, "d", JSON_REQUIRED, 9, f).p);
	assert_null(json_text(&root, "e", JSON_OPTIONAL, 9, f).p);
	assert_int_equal(f->n, 3);
	expect_fault(f, 0, "/b", "text.too_long");
	expect_fault(f, 1, "/c", "text.control");
	expect_fault(f, 2, "/d", "text.control");
	arena_free(a);
}

static void
numbers_words_and_dates_keep_to_their_range(void **state)
{
	(void)state;
	static const char *const words[] = { "one", "two" };
	struct arena *a = arena_new();
	struct json_node root;
	struct json_faults *f = parse("{\"n\":5,\"f\":5.0,\"w\":\"two\",\"x\":\"Two\","
	                              "\"d\":\"2024-02-29\",\"t\":true}", a, &root);
	assert_int_equal(json_int(&root, "n", JSON_REQUIRED, 5, 5, f), 5);
	assert_int_equal(json_choice(&root, "w", JSON_REQUIRED, words, 2, f), 1);
	assert_int_equal(json_date(&root, "d", JSON_REQUIRED, f).day, 29);
	assert_true(json_bool(&root, "t", JSON_REQUIRED, f));
	assert_int_equal(f->n, 0);
	assert_int_equal(json_int(&root, "n", JSON_REQUIRED, 6, 9, f), -1);
	assert_int_equal(json_int(&root, "f", JSON_REQUIRED, 0, 9, f), -1);
	assert_int_equal(json_choice(&root, "x", JSON_REQUIRED, words, 2, f), -1);
	assert_true(date_is_none(json_date(&root, "w", JSON_REQUIRED, f)));
	assert_false(json_bool(&root, "n", JSON_REQUIRED, f));
	expect_fault(f, 0, "/n", "number.range");
	expect_fault(f, 1, "/f", "type.integer");
	expect_fault(f, 2, "/x", "word.unknown");
	expect_fault(f, 3, "/w", "date.format");
	expect_fault(f, 4, "/n", "type.boolean");
	arena_free(a);
}

static void
faults_have_an_end(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct json_node root = { 0 };
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	for (int i = 0; i < JSON_MAX_FAULTS + 50; i++)
		json_fault_in(&root, "a/b~c", f, "required", "x", "y");
	assert_int_equal(f->n, JSON_MAX_FAULTS);
	expect_fault(f, JSON_MAX_FAULTS - 1, "/a~1b~0c", "required");
	arena_free(a);
}

/* ---- writing ---- */

static void
what_is_written_escapes_and_puts_commas(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, 1000, a);
	json_open(&b, NULL, '{');
	json_put_text(&b, "t", STR("a\"b\\c\nd\x01\x7f\xc3\xa9"));
	json_put_text(&b, "none", STR_NONE);
	json_put_text(&b, "empty", STR(""));
	json_open(&b, "list", '[');
	json_put_int(&b, NULL, -3);
	json_put_bool(&b, NULL, true);
	json_open(&b, NULL, '{');
	json_close(&b, '}');
	json_close(&b, ']');
	json_put_date(&b, "d", (struct date){ 2026, 1, 2 });
	json_put_date(&b, "no", DATE_NONE);
	json_put_raw(&b, "raw", STR("{\"x\":1}"));
	json_close(&b, '}');
	assert_true(str_eq_z(buf_view(&b), "{\"t\":\"a\\\"b\\\\c\\nd\\u0001\\u007f\xc3\xa9\",\"empty\":\"\","
	                                   "\"list\":[-3,true,{}],\"d\":\"2026-01-02\",\"raw\":{\"x\":1}}"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_cut_however_they_come),
		cmocka_unit_test(a_stream_may_be_empty_or_end_too_long),
		cmocka_unit_test(text_is_trimmed_and_measured_in_characters),
		cmocka_unit_test(numbers_words_and_dates_keep_to_their_range),
		cmocka_unit_test(faults_have_an_end),
		cmocka_unit_test(what_is_written_escapes_and_puts_commas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
