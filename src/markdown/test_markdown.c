/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "markdown.h"

#include "banned.h"

#define LINK "<a class=\"utrecht-link utrecht-link--html-a\" "
#define OUT "rel=\"noopener noreferrer\" "
#define P(INNER) "<p class=\"utrecht-paragraph\">" INNER "</p>\n"
#define ALONE(INNER) "<p class=\"utrecht-paragraph alone\">" INNER "</p>\n"

static const struct markdown_helpline lines[] = {
	{ STR_INIT("112"), STR_INIT("112"), { NULL, 0 }, { STR_INIT("112"), STR_INIT("112") } },
	{ STR_INIT("own"), STR_INIT("0900 - 01 01"), { NULL, 0 },
		{ STR_INIT("Hulp & meer"), STR_INIT("Help & more") } },
	{ STR_INIT("web"), { NULL, 0 }, STR_INIT("https://example.org/?a=1&b"), { STR_INIT("Web"), STR_INIT("Web") } },
};
static const struct markdown_helplines helplines = { lines, 3 };

struct pair {
	const char *in, *out;
};

static void
check_html(const struct pair *pairs, size_t n, enum lang lang)
{
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new();
		struct html_safe html = markdown_html_with(str_from_z(pairs[i].in), lang, &helplines, a);
		assert_string_equal(str_z(html.s, a), pairs[i].out);
		arena_free(a);
	}
}

static void
html_has_the_classes_of_the_look(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "", "" },
		{ "Bel **nu**.\nNiet *straks*.", P("Bel <strong>nu</strong>.\nNiet <em>straks</em>.") },
		{ "# a", "<h2 class=\"utrecht-heading-2\">a</h2>\n" },
		{ "## a", "<h2 class=\"utrecht-heading-2\">a</h2>\n" },
		{ "### a", "<h3 class=\"utrecht-heading-3\">a</h3>\n" },
		{ "###### a", "<h6 class=\"utrecht-heading-6\">a</h6>\n" },
		{ "- a\n- b",
			"<ul class=\"utrecht-unordered-list\">\n<li class=\"utrecht-unordered-list__item\">a</li>\n"
			"<li class=\"utrecht-unordered-list__item\">b</li>\n</ul>\n" },
		{ "2. a\n\n3. b",
			"<ol class=\"utrecht-ordered-list\" start=\"2\">\n<li class=\"utrecht-ordered-list__item\">" P(
				"a") "</li>\n<li class=\"utrecht-ordered-list__item\">" P("b") "</li>\n</ol>\n" },
		{ "> a", "<blockquote class=\"utrecht-blockquote\">\n" P("a") "</blockquote>\n" },
		{ "a  \nb", P("a<br>\nb") },
		{ "## a {#b}", "<h2 class=\"utrecht-heading-2\">a</h2>\n" },
		{ "| x & *y* | z |\n|---|:-:|\n| 1 |\n",
			"<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"x &amp; y, z\">"
			"<table class=\"utrecht-table\">\n<thead class=\"utrecht-table__header\">"
			"<tr class=\"utrecht-table__row\"><th class=\"utrecht-table__header-cell\" scope=\"col\">"
			"x &amp; <em>y</em></th><th class=\"utrecht-table__header-cell\" "
			"scope=\"col\">z</th></tr></thead>\n"
			"<tbody class=\"utrecht-table__body\">\n<tr class=\"utrecht-table__row\">"
			"<td class=\"utrecht-table__cell\">1</td><td class=\"utrecht-table__cell\"></td></tr>\n</tbody>"
			"</table></div>\n" },
		{ "- [a](/b): c\n", "<ul class=\"utrecht-unordered-list\">\n<li class=\"utrecht-unordered-list__item\">"
			LINK "href=\"/nl/b\">a</a>: c</li>\n</ul>\n" },
	};
	check_html(pairs, sizeof pairs / sizeof *pairs, LANG_NL);
}

static void
html_links_only_to_own_paths_and_https(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "[a](/callback?x=1&y)", ALONE(LINK "href=\"/en/callback?x=1&amp;y\">a</a>") },
		{ "[a](/)", ALONE(LINK "href=\"/en/\">a</a>") },
		{ "[a](/exit)", ALONE(LINK "href=\"/exit\">a</a>") },
		{ "[a](/code#b)", ALONE(LINK "href=\"/code#b\">a</a>") },
		{ "[a](/codes)", ALONE(LINK "href=\"/en/codes\">a</a>") },
		{ "[a](https://example.org/)", ALONE(LINK OUT "href=\"https://example.org/\">a</a>") },
		{ "<https://example.org/>", ALONE(LINK OUT "href=\"https://example.org/\">https://example.org/</a>") },
		{ "[a](//example.org)", P("a") },
		{ "[a](/\\\\example.org)", P("a") },
		{ "[a](http://example.org)", P("a") },
		{ "[a](javascript:alert(1))", P("a") },
		{ "[a](java&#x0A;script:1)", P("a") },
		{ "[a](data:text/html,x)", P("a") },
		{ "[a](tel:112)", P("a") },
		{ "[a](/nl/callback)", P("a") },
		{ "[a](https:///x)", P("a") },
		{ "[a](</x\" onclick=\"y>)", P("a") },
		{ "[![[b](/c)](d)](/e)", P("[" LINK "href=\"/en/c\">b</a>](/e)") },
		{ "[a](</x y>)", P("a") },
		{ "[<https://example.org>](/e)", ALONE(LINK "href=\"/en/e\">https://example.org</a>") },
		{ "[![b](/c)](/e)", ALONE(LINK "href=\"/en/e\">b</a>") },
	};
	check_html(pairs, sizeof pairs / sizeof *pairs, LANG_EN);
}

static void
html_of_the_author_never_passes(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "<script>alert(1)</script>", "" },
		{ "a <b onclick=\"x\">c</b> & d", P("a c &amp; d") },
		{ "![x](https://example.org/p.png)", P("x") },
		{ "a &lt;b&gt; \"c\" 'd'", P("a &lt;b&gt; &quot;c&quot; &#39;d&#39;") },
		{ "    <b>", P("&lt;b&gt;") },
		{ "`<b>`", P("<code class=\"utrecht-code\">&lt;b&gt;</code>") },
		{ "a\xff", "" },
	};
	check_html(pairs, sizeof pairs / sizeof *pairs, LANG_NL);
}

static void
helplines_become_a_phone_link(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "Bel {helpline:112}.", P("Bel " LINK "href=\"tel:112\">112</a>.") },
		{ "{helpline:own}", P("Help &amp; more (" LINK "href=\"tel:09000101\">0900 - 01 01</a>)") },
		{ "{helpline:web}!", P(LINK OUT "href=\"https://example.org/?a=1&amp;b\">Web</a>!") },
		{ "[x {helpline:own}](/a)", ALONE(LINK "href=\"/en/a\">x Help &amp; more (0900 - 01 01)</a>") },
		{ "{helpline:no<} {helpline:", P("{helpline:no&lt;} {helpline:") },
	};
	check_html(pairs, sizeof pairs / sizeof *pairs, LANG_EN);
}

static void
plain_reads_as_a_letter(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str text = STR("# Eerst *dit*\nBel\n{helpline:own}.\n\n- een\n- [twee](/x)\n  1. drie\n  2. vier\n\n"
			      "Lees [meer](https://example.org). A & B <b>c</b>");
	struct str plain = markdown_plain_with(text, LANG_NL, &helplines, a);
	assert_string_equal(str_z(plain, a),
		"Eerst dit\n\nBel Hulp & meer (0900 - 01 01).\n\n- een\n- twee\n  1. drie\n"
		"  2. vier\n\nLees meer (https://example.org). A & B c");
	assert_string_equal(str_z(markdown_plain(STR("a  \nb `c` {helpline:112}\n\n    d"), LANG_NL, a), a),
		"a\nb c {helpline:112}\n\nd");
	assert_string_equal(str_z(markdown_html(STR("{helpline:112}"), LANG_NL, a).s, a), P("{helpline:112}"));
	arena_free(a);
}

static void
check_says_what_is_left_out(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str text = STR("ok [a](/b) {helpline:112}\n\nb [c](http://d)\ne\n{helpline:x}\n\n<br>\n\n"
			      "    code\n\n![x](/y) <i>");
	static const struct markdown_helplines none = { NULL, 0 };
	assert_int_equal(markdown_check(STR("a {helpline b"), &none, a).n, 1);
	assert_int_equal(markdown_check(STR("a {helpline:112}"), NULL, a).n, 1);
	assert_int_equal(markdown_check(STR("a {b} \\<c> [d](https://e.nl)"), NULL, a).n, 0);
	static const struct {
		int line;
		const char *reason;
	} want[] = {
		{ 3, "bad link \"http://d\": an own path without language (\"/callback\") or https" },
		{ 5, "unknown helpline \"x\"" },
		{ 7, "HTML is not allowed" },
		{ 9, "a block of code (a line with four spaces before it?) is not allowed" },
		{ 11, "images are not allowed" },
		{ 11, "HTML is not allowed" },
	};
	struct markdown_faults faults = markdown_check(text, &helplines, a);
	for (size_t i = 0; i < faults.n && i < sizeof want / sizeof *want; i++) {
		assert_string_equal(str_z(faults.v[i].reason.in[LANG_EN], a), want[i].reason);
		assert_false(str_eq(faults.v[i].reason.in[LANG_NL], faults.v[i].reason.in[LANG_EN]));
		assert_int_equal(faults.v[i].line, want[i].line);
	}
	assert_int_equal(faults.n, sizeof want / sizeof *want);
	arena_free(a);
}

/* The worst that a text can do to the size of what comes out. */
static void
long_texts_are_bounded(void **state)
{
	(void)state;
	static const char *const pieces[] = { ">", "- ", "-\n", "[](/)", "&", "{helpline:112}", "*", "[", "![", "<b>",
		"1) ", "|", "|-", "|a", "a|b\n-|-\n", "|\n|-|\n", "# ", "## a\n" };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct arena *a = arena_new();
		struct buf text;
		buf_init(&text, MARKDOWN_MAX * 2, a);
		while (text.n < MARKDOWN_MAX + 100)
			buf_z(&text, pieces[i]);
		markdown_html_with(buf_view(&text), LANG_NL, &helplines, a);
		markdown_plain_with(buf_view(&text), LANG_NL, &helplines, a);
		assert_int_equal(markdown_check(buf_view(&text), &helplines, a).n, 1);
		const struct markdown_document *d = markdown_read(buf_view(&text), LANG_NL, &helplines, a);
		markdown_part_html(d, 0, markdown_headings(d).n + 1, a);
		arena_free(a);
	}
}

static void
blocks_for_paper(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str text = STR("Intro with [a site](https://example.org).\n\n## Head {#head}\n\n1. one\n2. two\n\n"
		"   more of two\n   - below\n\n> said\n\n| a | b |\n| - | - |\n| c | d |\n");
	const struct markdown_document *d = markdown_read(text, LANG_EN, NULL, a);
	struct markdown_blocks b = markdown_part_blocks(d, 0, markdown_headings(d).n + 1, a);
	static const struct {
		enum markdown_block_kind kind;
		int level, number;
		const char *text;
	} wanted[] = {
		{ MARKDOWN_BLOCK_PARAGRAPH, 0, 0, "Intro with a site (https://example.org)." },
		{ MARKDOWN_BLOCK_HEADING, 2, 0, "Head" },
		{ MARKDOWN_BLOCK_NUMBER, 0, 1, "one" },
		{ MARKDOWN_BLOCK_NUMBER, 0, 2, "two" },
		{ MARKDOWN_BLOCK_PARAGRAPH, 1, 0, "more of two" },
		{ MARKDOWN_BLOCK_BULLET, 1, 0, "below" },
		{ MARKDOWN_BLOCK_QUOTE, 0, 0, "said" },
		{ MARKDOWN_BLOCK_COLUMNS, 0, 0, "" },
		{ MARKDOWN_BLOCK_ROW, 0, 0, "" },
	};
	assert_int_equal(b.n, sizeof wanted / sizeof wanted[0]);
	for (size_t i = 0; i < b.n; i++) {
		assert_int_equal(b.v[i].kind, wanted[i].kind);
		assert_int_equal(b.v[i].level, wanted[i].level);
		assert_int_equal(b.v[i].number, wanted[i].number);
		assert_true(str_eq_z(b.v[i].text, wanted[i].text));
	}
	assert_int_equal(b.v[8].cells.n, 2);
	assert_true(str_eq_z(b.v[8].cells.v[1], "d"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_has_the_classes_of_the_look),
		cmocka_unit_test(html_links_only_to_own_paths_and_https),
		cmocka_unit_test(html_of_the_author_never_passes),
		cmocka_unit_test(helplines_become_a_phone_link),
		cmocka_unit_test(plain_reads_as_a_letter),
		cmocka_unit_test(check_says_what_is_left_out),
		cmocka_unit_test(long_texts_are_bounded),
		cmocka_unit_test(blocks_for_paper),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
