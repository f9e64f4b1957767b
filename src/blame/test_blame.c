/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "blame.h"
#include "buf.h"

#include "banned.h"

#define LIST "# words\n\nnl: waarom heb je\nen: Why did you\nnl: je had * moeten\n" \
	"* eigen schuld\n  nl: waarom was je  \n"

/* Every phrase that is found, "AT WORDS" a line. */
static const char *
found_in(const char *text, enum lang lang, struct arena *a)
{
	struct blame blame;
	struct blame_found found;
	struct buf b;
	int line;
	buf_init(&b, 4096, a);
	assert_int_equal(blame_parse(STR(LIST), a, &blame, &line), ERR_OK);
	for (size_t at = 0; blame_next(&blame, str_from_z(text), lang, a, &at, &found);)
		buf_printf(&b, "%zu %.*s\n", found.at, STR_ARG(found.words));
	return str_z(buf_view(&b), a);
}

static void
phrases_are_found_within_a_sentence(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(found_in("Waarom  heb\n**je** dat? waarom was je daar", LANG_NL, a),
		"0 Waarom heb je\n24 waarom was je\n");
	assert_string_equal(found_in("Waarom heb. Je weet het. Waarom heb\n\nje", LANG_NL, a), "");
	assert_string_equal(found_in("why did you, waarom heb je", LANG_NL, a), "13 waarom heb je\n");
	assert_string_equal(found_in("why did you, waarom heb je", LANG_EN, a), "0 why did you\n");
	assert_string_equal(found_in("Dus je had dat moeten doen, want je had moeten", LANG_NL, a),
		"4 je had dat moeten\n");
	assert_string_equal(found_in("dat is je eigen schuld", LANG_EN, a), "7 je eigen schuld\n");
	assert_string_equal(found_in("eigen schuld", LANG_EN, a), "");
	assert_string_equal(found_in("", LANG_NL, a), "");
	arena_free(a);
}

static void
wrong_lists_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct blame blame;
	int line = 0;
	assert_int_equal(blame_parse(STR("a\n\nnl: ...\n"), a, &blame, &line), ERR_INVALID);
	assert_int_equal(line, 3);
	assert_int_equal(blame_parse(STR("a\n\xff"), a, &blame, &line), ERR_INVALID);
	assert_int_equal(line, 1);
	assert_int_equal(blame_parse(STR(""), a, &blame, &line), ERR_OK);
	assert_int_equal(blame.n, 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_are_found_within_a_sentence),
		cmocka_unit_test(wrong_lists_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
