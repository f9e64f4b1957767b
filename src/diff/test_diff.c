/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "diff.h"
#include "diff_match.h"

#include "banned.h"

/* A diff as text: "  " same, "-x-" removed, "+x+" added, "~n" skipped. */
static struct str
printed(const struct diff *d, struct arena *a)
{
	static const char *const sign[] = { "", "-", "+" };
	struct buf b;
	buf_init(&b, 1 << 20, a);
	for (size_t i = 0; i < d->lines.n; i++) {
		const struct diff_line *l = &d->lines.v[i];
		if (l->skipped > 0)
			buf_printf(&b, "~%d", (int)l->skipped);
		for (size_t k = 0; k < l->pieces.n; k++) {
			const struct diff_piece *p = &l->pieces.v[k];
			buf_printf(&b, "%s%.*s%s", sign[p->kind], STR_ARG(p->text), sign[p->kind]);
		}
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

static void
expect(const char *before, const char *after, int context, const char *wanted)
{
	struct arena *a = arena_new();
	struct diff d = diff_texts(str_from_z(before), str_from_z(after), context, a);
	char *got = str_z(printed(&d, a), a);
	assert_string_equal(got, wanted);
	arena_free(a);
}

static void
words_change_within_their_line(void **state)
{
	(void)state;
	expect("Bel de politie.\n", "Bel de bank.\n", -1, "Bel de -politie-+bank+.\n");
	expect("Bel eerst de bank\n", "Bel de bank\n", -1, "Bel -eerst -de bank\n");
	/* white space between changes goes along with them */
	expect("je kunt een brief sturen naar de bank\n", "je kunt een groene kaart sturen naar de bank\n", -1,
	    "je kunt een -brief-+groene kaart+ sturen naar de bank\n");
	expect("wij gaan nu samen daar naar toe\n", "wij gaan straks alleen daar naar toe\n", -1,
	    "wij gaan -nu samen-+straks alleen+ daar naar toe\n");
	/* letters outside ASCII stay whole */
	expect("een caf\xc3\xa9 in de straat\n", "een caf\xc3\xa8 in de straat\n", -1,
	    "een -caf\xc3\xa9-+caf\xc3\xa8+ in de straat\n");
}

static void
lines_come_and_go(void **state)
{
	(void)state;
	expect("a\nb\nc\n", "a\nc\n", -1, "a\n-b-\nc\n");
	expect("a\nc\n", "a\nb\nc\n", -1, "a\n+b+\nc\n");
	expect("een heel andere zin\n", "wat hier staat lijkt er niet op\n", -1,
	    "-een heel andere zin-\n+wat hier staat lijkt er niet op+\n");
	expect("", "a\n", -1, "+a+\n");
	expect("a\n", "", -1, "-a-\n");
	expect("", "", -1, "");
	expect("a\n", "a", -1, "a\n"); /* the line end at the end is no change */
	expect("a\n\n\nb\n", "a\n\nb\n", -1, "a\n\n--\nb\n");
}

static void
what_stayed_is_left_out(void **state)
{
	(void)state;
	expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", 1, "~3\n4\n-5-\n+x+\n6\n~3\n");
	expect("1\n2\nq\n", "1\n2\nx\n", 1, "1\n2\n-q-\n+x+\n"); /* one line is not left out */
	expect("1\n2\n3\n4\n", "1\n2\n3\n4\n", 3, "~4\n");
	expect("1\n2\n3\n4\n5\n6\n7\n", "x\n2\n3\n4\n5\n6\ny\n", 1, "-1-\n+x+\n2\n~3\n6\n-7-\n+y+\n");
}

/* ---- for any two texts: each comes back out of the diff ---- */

static struct str
side(const struct diff *d, enum diff_kind without, struct arena *a)
{
	struct buf b;
	buf_init(&b, 1 << 24, a);
	for (size_t i = 0; i < d->lines.n; i++) {
		const struct diff_line *l = &d->lines.v[i];
		if ((without == DIFF_ADDED ? l->old_number : l->new_number) == 0)
			continue;
		for (size_t k = 0; k < l->pieces.n; k++)
			if (l->pieces.v[k].kind != without)
				buf_str(&b, l->pieces.v[k].text);
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

/* Lines of few words, so that much is alike. */
static struct str
any_text(unsigned *seed, int lines, int words, struct arena *a)
{
	static const char *const word[] = { "de", "bank", "belt", " ", "  ", ".", "jou", "ook", "\xc3\xa9n", "(" };
	struct buf b;
	buf_init(&b, 1 << 24, a);
	for (int i = 0; i < lines; i++) {
		for (int k = rand_r(seed) % words; k > 0; k--)
			buf_z(&b, word[rand_r(seed) % 10]);
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

static void
both_texts_come_back(void **state)
{
	(void)state;
	unsigned seed = 7;
	for (int i = 0; i < 300; i++) {
		struct arena *a = arena_new();
		struct str before = any_text(&seed, rand_r(&seed) % 30, 12, a);
		struct str after = any_text(&seed, rand_r(&seed) % 30, 12, a);
		struct diff d = diff_texts(before, after, -1, a);
		assert_true(str_eq(side(&d, DIFF_ADDED, a), before));
		assert_true(str_eq(side(&d, DIFF_REMOVED, a), after));
		arena_free(a);
	}
}

static void
past_the_cap_it_is_still_right(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	unsigned seed = 3;
	struct str before = any_text(&seed, 3000, 4, a), after = any_text(&seed, 3000, 4, a);
	struct diff d = diff_texts(before, after, -1, a);
	assert_true(str_eq(side(&d, DIFF_ADDED, a), before));
	assert_true(str_eq(side(&d, DIFF_REMOVED, a), after));
	before = any_text(&seed, 1, 60000, a);
	after = any_text(&seed, 1, 60000, a);
	d = diff_texts(before, after, 3, a);
	assert_true(str_eq(side(&d, DIFF_ADDED, a), before));
	arena_free(a);
}

static void
the_shortest_way_is_found(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str v[] = { STR_INIT("a"), STR_INIT("b"), STR_INIT("c"), STR_INIT("a"), STR_INIT("b"), STR_INIT("b"),
		STR_INIT("a") };
	struct str w[] = { STR_INIT("c"), STR_INIT("b"), STR_INIT("a"), STR_INIT("b"), STR_INIT("a"), STR_INIT("c") };
	struct diff_match m = diff_match((struct strs){ v, 7 }, (struct strs){ w, 6 }, 100, a);
	size_t kept_a = 0, kept_b = 0;
	for (size_t i = 0; i < 7; i++)
		kept_a += m.kept_a[i];
	for (size_t i = 0; i < 6; i++)
		kept_b += m.kept_b[i];
	assert_int_equal(kept_a, 4); /* the example of the paper: 5 edits */
	assert_int_equal(kept_b, 4);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_change_within_their_line),
		cmocka_unit_test(lines_come_and_go),
		cmocka_unit_test(what_stayed_is_left_out),
		cmocka_unit_test(both_texts_come_back),
		cmocka_unit_test(past_the_cap_it_is_still_right),
		cmocka_unit_test(the_shortest_way_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
