/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "words.h"

#include "banned.h"

static struct str
all_words(const char *text, struct arena *a)
{
	struct words_reader r = words_read(str_from_z(text));
	struct word w;
	struct buf b;
	buf_init(&b, 10000, a);
	while (words_next(&r, &w)) {
		if (b.n > 0)
			buf_char(&b, ' ');
		buf_str(&b, w.text);
	}
	return buf_view(&b);
}

static void
words_are_folded(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "Inbraak!", "inbraak" },
		{ "één CAFÉ, Zoë & Øystein", "een cafe zoe oystein" },
		{ "e\xCC\x81\x65n", "een" },
		{ "ĲSBEER straße œuvre", "ijsbeer strasse oeuvre" },
		{ "e-mail E-mail email", "email email email" },
		{ "WhatsApp-fraude", "whatsapp fraude" },
		{ "foto's, baby\xE2\x80\x99s en m'n zo'n don't", "foto baby en zo don" },
		{ "bel 112 of 0900-8844", "bel 112 of 0900 8844" },
		{ "a b c \xF0\x9F\x98\xA2 d", "" },
		{ "ПОМОЩЬ помощь", "помощь помощь" },
		{ "مساعدة", "مساعدة" },
		{ "ｈｅｌｐ", "help" },
		{ "ge\xC2\xADweld", "geweld" },
		{ "in\xFF\x80""braak \xC0\xAF", "in braak" },
		{ "x\" OR 1=1 --", "or" },
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str got = all_words(cases[i][0], a);
		if (!str_eq_z(got, cases[i][1]))
			fail_msg("%s: %.*s", cases[i][0], STR_ARG(got));
	}
	arena_free(a);
}

static void
words_know_where_they_stand(void **state)
{
	struct words_reader r = words_read(STR("Zo één, e-mail."));
	struct word w;
	(void)state;
	assert_true(words_next(&r, &w));
	assert_true(w.from == 0 && w.end == 2);
	assert_true(words_next(&r, &w));
	assert_true(w.from == 3 && w.end == 8);
	assert_true(words_next(&r, &w));
	assert_true(w.from == 10 && w.end == 16);
	assert_false(words_next(&r, &w));
}

static void
a_long_word_loses_its_end(void **state)
{
	char text[200];
	struct word w;
	(void)state;
	memset(text, 'a', sizeof text);
	struct words_reader r = words_read((struct str){ text, sizeof text });
	assert_true(words_next(&r, &w));
	assert_int_equal(w.text.n, WORDS_MAX);
	assert_int_equal(w.end, sizeof text);
	assert_false(words_next(&r, &w));
}

static void
stems_meet(void **state)
{
	static const struct {
		enum lang lang;
		const char *a, *b;
		bool same;
	} cases[] = {
		{ LANG_NL, "inbraak", "inbraken", true },
		{ LANG_NL, "bedreiging", "bedreigingen", true },
		{ LANG_NL, "slachtoffer", "slachtoffers", true },
		{ LANG_NL, "fiets", "fietsen", true },
		{ LANG_NL, "ongeval", "ongevallen", true },
		{ LANG_NL, "moord", "moeder", false },
		{ LANG_EN, "threat", "threats", true },
		{ LANG_EN, "reporting", "reported", true },
		{ LANG_EN, "police", "policy", false },
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct words_stemmer *s = words_stemmer_new(cases[i].lang, a);
		struct str one = str_dup(words_stem(s, str_from_z(cases[i].a)), a);
		if (str_eq(one, words_stem(s, str_from_z(cases[i].b))) != cases[i].same)
			fail_msg("%s %s", cases[i].a, cases[i].b);
	}
	arena_free(a);
}

static void
another_script_becomes_letters_and_digits(void **state)
{
	struct arena *a = arena_new();
	struct words_stemmer *s = words_stemmer_new(LANG_NL, a);
	(void)state;
	assert_true(str_eq_z(words_stem(s, STR("я")), "xd18f"));
	arena_free(a);
}

static void
stop_words_are_known(void **state)
{
	(void)state;
	assert_true(words_is_stop(STR("de"), LANG_NL));
	assert_true(words_is_stop(STR("aan"), LANG_NL));
	assert_true(words_is_stop(STR("zonder"), LANG_NL));
	assert_false(words_is_stop(STR("the"), LANG_NL));
	assert_true(words_is_stop(STR("the"), LANG_EN));
	assert_false(words_is_stop(STR("inbraak"), LANG_NL));
	assert_false(words_is_stop(STR(""), LANG_NL));
	assert_false(words_is_stop(STR("de het"), LANG_EN));
}

static void
distance_counts_what_changes(void **state)
{
	static const struct {
		const char *a, *b;
		int most, distance;
	} cases[] = {
		{ "inbraak", "inbraak", 2, 0 },
		{ "inbraak", "inbrak", 2, 1 },
		{ "inbraak", "ibnraak", 2, 1 },
		{ "inbraak", "inbraaak", 2, 1 },
		{ "inbraak", "imbrrak", 2, 2 },
		{ "inbraak", "uitbraak", 2, 2 },
		{ "inbraak", "afspraak", 2, 3 },
		{ "inbraak", "stalking", 1, 2 },
		{ "", "ab", 2, 2 },
		{ "", "", 0, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str a = str_from_z(cases[i].a), b = str_from_z(cases[i].b);
		assert_int_equal(words_distance(a, b, cases[i].most), cases[i].distance);
		assert_int_equal(words_distance(b, a, cases[i].most), cases[i].distance);
	}
}

static bool
share_a_form(struct str a, struct str b, struct arena *arena)
{
	struct strs x = words_forms(a, arena), y = words_forms(b, arena);
	for (size_t i = 0; i < x.n; i++)
		for (size_t j = 0; j < y.n; j++)
			if (str_eq(x.v[i], y.v[j]))
				return true;
	return false;
}

/* One letter changed, left out, added or swapped, everywhere; for a long word twice. */
static void
near_words_share_a_form(void **state)
{
	static const char *const words[] = { "geld", "vrouw", "stalking", "slachtofferhulp" };
	struct arena *arena = arena_new();
	(void)state;
	assert_int_equal(words_forms(STR("oom"), arena).n, 0);
	for (size_t k = 0; k < 4; k++) {
		struct str w = str_from_z(words[k]);
		for (size_t i = 0; i < w.n; i++)
			for (int how = 0; how < 4; how++) {
				struct str head = str_cut(w, 0, i), tail = str_cut(w, i + (how != 1), w.n);
				struct str typed = how == 3 && tail.n > 0 ?
				    str_printf(arena, "%.*s%c%c%.*s", STR_ARG(head), tail.p[0], w.p[i],
				        STR_ARG(str_cut(tail, 1, w.n))) :
				    str_printf(arena, "%.*s%s%.*s", STR_ARG(head), how == 2 ? "" : "q", STR_ARG(tail));
				if (typed.n > 3 && words_distance(w, typed, 1) <= 1)
					assert_true(share_a_form(w, typed, arena));
			}
	}
	assert_true(share_a_form(STR("slachtofferhulp"), STR("slagtoferhulp"), arena));
	assert_false(share_a_form(STR("stalking"), STR("inbraak"), arena));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_folded),
		cmocka_unit_test(words_know_where_they_stand),
		cmocka_unit_test(a_long_word_loses_its_end),
		cmocka_unit_test(stems_meet),
		cmocka_unit_test(another_script_becomes_letters_and_digits),
		cmocka_unit_test(stop_words_are_known),
		cmocka_unit_test(distance_counts_what_changes),
		cmocka_unit_test(near_words_share_a_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
