/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <math.h>

#include "error_page.html.h"
#include "form.html.h"
#include "messages.h"

#include "banned.h"

static struct buf out;
static struct html writer = { &out, LANG_NL };

static int
begin(void **state)
{
	(void)state;
	buf_init(&out, 1 << 20, NULL);
	writer.lang = LANG_NL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	buf_free(&out);
	return 0;
}

static void
expect(const char *text)
{
	buf_char(&out, 0);
	assert_string_equal(out.p, text);
	buf_clear(&out);
}

static void
text_is_escaped(void **state)
{
	(void)state;
	html_text(&writer, STR("a<b>&\"c'd"));
	expect("a&lt;b&gt;&amp;&quot;c&#39;d");
	html_text(&writer, STR("plain words, longer than one step of the scan"));
	expect("plain words, longer than one step of the scan");
	html_text(&writer, ((struct str){ "x\0y", 3 }));
	expect("x\xef\xbf\xbdy");
	html_text(&writer, STR_NONE);
	html_text(&writer, (const char *)NULL);
	expect("");
	html_text(&writer, INT64_MIN);
	expect("-9223372036854775808");
	html_text(&writer, UINT64_MAX);
	expect("18446744073709551615");
}

static void
numbers_are_short_decimals(void **state)
{
	(void)state;
	static const struct {
		double v;
		const char *text;
	} cases[] = { { 1.5, "1.5" }, { 2, "2" }, { -0.001, "0" }, { 0.125, "0.12" }, { -3.25, "-3.25" },
		{ 100, "100" }, { (double)NAN, "0" }, { (double)INFINITY, "0" }, { 1e300, "0" } };
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		html_figure(&writer, cases[i].v);
		expect(cases[i].text);
	}
}

static void
only_safe_addresses_pass(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	static const char *const bad[] = { "", "//evil.example", "/\\evil", "javascript:alert(1)", "/a b", "/a\nb", "x",
		"/a\tb" };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_true(str_eq_z(url_path(str_from_z(bad[i])).s, "#"));
	assert_true(str_eq_z(url_path(STR("/")).s, "/"));
	assert_true(str_eq_z(url_path(STR("/nl/x?y=1#z")).s, "/nl/x?y=1#z"));
	assert_true(str_eq_z(url_printf(a, "/nl/%d", 7).s, "/nl/7"));
	assert_int_equal(url_printf(a, "/%0600d", 7).s.n, 601);
	assert_true(str_eq_z(url_printf(a, "/%s", "/evil.example").s, "#"));
	assert_true(str_eq_z(url_https(STR("https://a.example/x")).s, "https://a.example/x"));
	assert_true(str_eq_z(url_https(STR("http://a.example/")).s, "#"));
	assert_true(str_eq_z(url_https(STR("https:///x")).s, "#"));
	assert_true(str_eq_z(url_whole(STR("http://localhost:1"), STR("/nl"), a).s, "http://localhost:1/nl"));
	assert_true(str_eq_z(url_whole(STR("https://a.example"), STR("//b.example"), a).s, "#"));
	assert_true(str_eq_z(url_whole(STR("javascript:x"), STR("/nl"), a).s, "#"));
	assert_true(str_eq_z(url_tel(STR("+31 (0)6-12"), a).s, "tel:+310612"));
	assert_true(str_eq_z(url_tel(STR("geen"), a).s, "#"));
	assert_true(str_eq_z(url_mailto(STR("a@b.example"), a).s, "mailto:a@b.example"));
	assert_true(str_eq_z(url_mailto(STR("a@b?bcc=c@d"), a).s, "#"));
	arena_free(a);
}

static void
plain_text_has_no_controls(void **state)
{
	(void)state;
	plain_text(&writer, STR("a\r\nb\x1b[0m<c>"));
	expect("a\nb[0m<c>");
	plain_line(&writer, STR("Hello\r\nBcc: x@y"));
	expect("Hello  Bcc: x@y");
	html_url_part(&writer, STR("a b/é&"));
	expect("a%20b%2F%C3%A9%26");
}

static void
truth_follows_the_type(void **state)
{
	(void)state;
	struct choice_views none = { 0 };
	int x = 0, *somewhere = &x;
	assert_false(html_if(STR_NONE));
	assert_true(html_if(STR("x")));
	assert_false(html_if(none));
	assert_false(html_if((struct url){ 0 }));
	assert_true(html_if(url_path(STR("/"))));
	assert_false(html_if(x));
	assert_true(html_if(somewhere));
	somewhere = NULL;
	assert_false(html_if(somewhere));
	assert_true(html_if(true));
}

static void
messages_take_arguments(void **state)
{
	(void)state;
	struct msg_arg one = { .number = 1 }, two = { .number = 2 };
	assert_true(str_eq_z(msg_text(LANG_NL, MSG_FORM_DAY), "Dag"));
	assert_true(str_eq_z(msg_text(LANG_EN, MSG_FORM_DAY), "Day"));
	assert_int_equal(msg_text(LANG_EN, MSG_NONE).n, 0);
	msg_format(&out, LANG_NL, MSG_FORM_ERRORS, &one, 1);
	expect("Kijk nog naar één ding");
	msg_format(&out, LANG_NL, MSG_FORM_ERRORS, &two, 1);
	expect("Kijk nog naar 2 dingen");
	msg_format(&out, LANG_EN, MSG_PAGE_CALL, &(struct msg_arg){ .text = STR("112") }, 1);
	expect("Call 112");
}

static void
what_is_said_is_said_in_every_language(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct msg_said said = msg_say(MSG_GUIDE_CHECK_NO_LANGUAGE,
		MSG_ARGS(MSG_Z("title"), { .said = MSG_GUIDE_DUTCH }, { .text = STR("nl") }), a);
	assert_true(str_eq_z(said.in[LANG_EN], "title: the Dutch text (nl) is missing"));
	assert_true(str_eq_z(said.in[LANG_NL], "title: de Nederlandse tekst (nl) ontbreekt"));
	/* cut within an argument, and behind a character: "é" is two bytes */
	struct buf b;
	buf_init(&b, 3000, a);
	for (int i = 0; i < 1000; i++)
		buf_z(&b, "é");
	said = msg_say(MSG_ARTICLE_FAULT_BLAME, MSG_ARGS({ .text = buf_view(&b) }), a);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++)
		assert_true(said.in[lang].n >= MSG_SAID_MAX - 1 && said.in[lang].n <= MSG_SAID_MAX &&
			str_is_text(said.in[lang]));
	said = msg_say(MSG_ARTICLE_FAULT_NO_TEXT, NULL, 0, a);
	assert_true(str_eq_z(said.in[LANG_EN], "there is no text below the header"));
	arena_free(a);
}

static bool
shows(const char *text)
{
	return str_find(buf_view(&out), str_from_z(text)) >= 0;
}

static void
a_form_comes_back_filled_in(void **state)
{
	(void)state;
	struct field_view fields[] = {
		{ .kind = FIELD_EMAIL, .name = STR("mail"), .label = STR("Je mail"), .value = STR("\"><script>"),
		    .error = STR("Klopt niet") },
		{ .kind = FIELD_PASSWORD, .name = STR("word"), .label = STR("Wachtwoord"), .value = STR("geheim") },
		{ .kind = FIELD_TEXTAREA, .name = STR("note"), .label = STR("Meer"), .value = STR("\n</textarea>"),
		    .optional = true },
	};
	struct form_view form = { .action = url_path(STR("/nl/x")), .fields = { fields, 3 }, .submit = STR("Verder") };
	form.errors = form_view_count(&form);
	assert_int_equal(form.errors, 1);
	form_html(&writer, &form);
	assert_true(shows("value=\"&quot;&gt;&lt;script&gt;\" aria-invalid=\"true\" "
			  "aria-describedby=\"f-mail-error\""));
	assert_true(shows("href=\"#f-mail\""));
	assert_true(shows("(niet verplicht)"));
	assert_true(shows(">\n\n&lt;/textarea&gt;</textarea>"));
	assert_false(shows("geheim"));
	assert_false(shows("csrf"));
}

static void
error_pages_speak_both_languages(void **state)
{
	(void)state;
	static const int status[] = { 400, 403, 404, 408, 409, 413, 414, 429, 500, 503 };
	for (size_t i = 0; i < sizeof status / sizeof status[0]; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct str title = error_page_title((enum lang)lang, status[i]);
			struct error_page page = { .top = { .title = title }, .status = status[i] };
			writer.lang = (enum lang)lang;
			buf_clear(&out);
			error_page_html(&writer, &page);
			assert_true(title.n > 0);
			ptrdiff_t first = str_find(buf_view(&out), title);
			struct str rest = str_cut(buf_view(&out), (size_t)first + title.n, out.n);
			assert_true(first > 0 && str_find(rest, title) > 0);
			assert_true(shows(lang == LANG_NL ? "href=\"/nl/contact\"" : "href=\"/en/contact\""));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_is_escaped, begin, end),
		cmocka_unit_test_setup_teardown(numbers_are_short_decimals, begin, end),
		cmocka_unit_test(only_safe_addresses_pass),
		cmocka_unit_test_setup_teardown(plain_text_has_no_controls, begin, end),
		cmocka_unit_test(truth_follows_the_type),
		cmocka_unit_test_setup_teardown(messages_take_arguments, begin, end),
		cmocka_unit_test(what_is_said_is_said_in_every_language),
		cmocka_unit_test_setup_teardown(a_form_comes_back_filled_in, begin, end),
		cmocka_unit_test_setup_teardown(error_pages_speak_both_languages, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
