/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "form.h"
#include "form_check.h"
#include "test_house.h"

#include "banned.h"

static const struct form_choice choices[] = {
	{ "red", MSG_FORM_LONG }, { "green", MSG_FORM_DATE }, { "blue", MSG_FORM_EMAIL }, { NULL, MSG_NONE },
};

/* A field of each kind, all asked. */
static const struct form_field asked[] = {
	{ "text", FORM_TEXT, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "email", FORM_EMAIL, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "phone", FORM_PHONE, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "day", FORM_DATE, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "story", FORM_LONG, MSG_FORM_LONG, MSG_FORM_DATE, 0, 20, NULL, NULL },
	{ "one", FORM_ONE, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, choices },
	{ "many", FORM_MANY, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, choices },
	{ "password", FORM_PASSWORD, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "code", FORM_CODE, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "once", FORM_ONE_TIME, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	{ "postcode", FORM_POSTCODE, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
};
#define ASKED (sizeof asked / sizeof asked[0])

static const struct form_field *
field_named(const char *name)
{
	for (size_t i = 0; i < ASKED; i++)
		if (strcmp(asked[i].name, name) == 0)
			return &asked[i];
	abort();
}

/* Reads one value of a field alone: its fault, and the cleaned value. */
static enum msg
read_one(struct house *h, const char *name, struct str value, unsigned flags, struct form *ret_form)
{
	struct web *web = house_web(h);
	struct form_field *field = ARENA_NEW(h->arena, struct form_field);
	*field = *field_named(name);
	field->flags = flags;
	if (value.p != NULL)
		house_add_field(web, name, value);
	enum err e = form_read(ret_form, field, 1, web);
	assert_int_equal(e, ret_form->fault[0] == MSG_NONE ? ERR_OK : ERR_INVALID);
	assert_true(ret_form->sent);
	return ret_form->fault[0];
}

static void
each_kind_takes_what_is_good(void **state)
{
	static const struct {
		const char *name, *typed, *value;
	} cases[] = {
		{ "text", "  Jan  ", "Jan" }, { "text", "a\nb\tc", "a b c" }, { "text", "a\x01\x1b\x7f" "b", "ab" },
		{ "text", "Ёжик 🦔", "Ёжик 🦔" }, { "text", "<b>&amp;", "<b>&amp;" },
		{ "email", " jan@example.org ", "jan@example.org" }, { "phone", "06-12345678", "06-12345678" },
		{ "phone", "+31 (0)6 12.34.56.78", "+31 (0)6 12.34.56.78" }, { "phone", "12345678", "12345678" },
		{ "story", "one\r\ntwo\tthree", "one\ntwo\tthree" }, { "one", "green", "green" },
		{ "password", "  a b  ", "  a b  " }, { "code", " K7MQ ", "K7MQ" }, { "once", "123456", "123456" },
		{ "postcode", "1234 ab", "1234AB" }, { "postcode", " 1 2 3 4 A b ", "1234AB" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form f;
		assert_int_equal(read_one(*state, cases[i].name, str_from_z(cases[i].typed), 0, &f), MSG_NONE);
		assert_str(form_value(&f, cases[i].name), cases[i].value);
		assert_str(f.typed[0][0], cases[i].typed);
	}
}

static void
each_kind_refuses_what_is_not(void **state)
{
	static const struct {
		const char *name, *typed;
		enum msg fault;
	} cases[] = {
		{ "text", "", MSG_FORM_MISSING }, { "text", "  \t\n", MSG_FORM_MISSING },
		{ "text", "\x01\x02", MSG_FORM_MISSING }, { "email", "jan", MSG_FORM_EMAIL },
		{ "email", "jan@", MSG_FORM_EMAIL }, { "email", "jan @example.org", MSG_FORM_EMAIL },
		{ "email", "jan@example.org, piet@example.org", MSG_FORM_EMAIL },
		{ "email", "jan@example.org\nBcc: piet@example.org", MSG_FORM_EMAIL },
		{ "phone", "1234567", MSG_FORM_PHONE }, { "phone", "1234567890123456", MSG_FORM_PHONE },
		{ "phone", "0612345678x", MSG_FORM_PHONE }, { "phone", "06123٤5678", MSG_FORM_PHONE },
		{ "story", "123456789012345678901", MSG_FORM_LONG }, { "one", "yellow", MSG_FORM_CHOOSE },
		{ "one", "", MSG_FORM_CHOOSE }, { "one", "redgreen", MSG_FORM_CHOOSE },
		{ "many", "yellow", MSG_FORM_CHOOSE }, { "password", "", MSG_FORM_MISSING },
		{ "code", " ", MSG_FORM_MISSING }, { "once", "", MSG_FORM_MISSING },
		{ "postcode", "1234", MSG_FORM_POSTCODE }, { "postcode", "1234ABC", MSG_FORM_POSTCODE },
		{ "postcode", "A234AB", MSG_FORM_POSTCODE }, { "postcode", "12345B", MSG_FORM_POSTCODE },
		{ "postcode", "1234éA", MSG_FORM_POSTCODE },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form f;
		assert_int_equal(read_one(*state, cases[i].name, str_from_z(cases[i].typed), 0, &f), cases[i].fault);
		assert_true(form_failed(&f));
	}
}

static void
what_may_stay_open_is_absent(void **state)
{
	for (size_t i = 0; i < ASKED; i++) {
		struct form f;
		assert_int_equal(read_one(*state, asked[i].name, STR_NONE, FORM_OPTIONAL, &f), MSG_NONE);
		assert_null(form_value(&f, asked[i].name).p);
		assert_int_equal(read_one(*state, asked[i].name, STR("  "), FORM_OPTIONAL, &f),
		    asked[i].kind == FORM_MANY ? MSG_FORM_CHOOSE : MSG_NONE);
	}
	struct form f;
	assert_int_equal(read_one(*state, "many", STR_NONE, 0, &f), MSG_NONE);
}

/* Characters count, not bytes. */
static void
length_is_in_characters(void **state)
{
	struct house *h = *state;
	struct form f;
	char *text = arena_alloc(h->arena, 402);
	for (size_t i = 0; i < 402; i += 2)
		memcpy(text + i, "é", 2);
	assert_int_equal(read_one(h, "text", (struct str){ text, 400 }, 0, &f), MSG_NONE);
	assert_int_equal(read_one(h, "text", (struct str){ text, 402 }, 0, &f), MSG_FORM_LONG);
	assert_int_equal(read_one(h, "story", (struct str){ text, 40 }, 0, &f), MSG_NONE);
	assert_int_equal(read_one(h, "story", (struct str){ text, 42 }, 0, &f), MSG_FORM_LONG);
}

static void
dates_have_three_parts(void **state)
{
	static const struct {
		const char *day, *month, *year, *value;
		enum msg fault;
	} cases[] = {
		{ "1", "2", "1980", "1980-02-01", MSG_NONE }, { "01", "02", "1980", "1980-02-01", MSG_NONE },
		{ " 29 ", "2", "2024", "2024-02-29", MSG_NONE }, { "29", "2", "2023", NULL, MSG_FORM_DATE },
		{ "31", "4", "2024", NULL, MSG_FORM_DATE }, { "0", "4", "2024", NULL, MSG_FORM_DATE },
		{ "1", "13", "2024", NULL, MSG_FORM_DATE }, { "1", "1", "24", NULL, MSG_FORM_DATE },
		{ "1", "1", "", NULL, MSG_FORM_DATE }, { "", "", "1980", NULL, MSG_FORM_DATE },
		{ "-1", "1", "1980", NULL, MSG_FORM_DATE }, { "1", "1", "19800", NULL, MSG_FORM_DATE },
		{ "one", "1", "1980", NULL, MSG_FORM_DATE }, { "1.5", "1", "1980", NULL, MSG_FORM_DATE },
		{ "4294967297", "1", "1980", NULL, MSG_FORM_DATE }, { "1", "99999999999999999999", "1980", NULL,
		MSG_FORM_DATE },
		{ "", " ", "", NULL, MSG_FORM_MISSING },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct web *web = house_web(*state);
		struct form f;
		house_add_field(web, "day-day", str_from_z(cases[i].day));
		house_add_field(web, "day-month", str_from_z(cases[i].month));
		house_add_field(web, "day-year", str_from_z(cases[i].year));
		form_read(&f, field_named("day"), 1, web);
		assert_int_equal(f.fault[0], cases[i].fault);
		assert_true(str_eq(form_value(&f, "day"), str_from_z(cases[i].value)));
		assert_int_equal(date_is_none(form_date(&f, "day")), cases[i].value == NULL);
	}
}

static void
many_are_ticked(void **state)
{
	struct web *web = house_web(*state);
	struct form f;
	house_add_field(web, "many", STR("red"));
	house_add_field(web, "other", STR("green"));
	house_add_field(web, "many", STR("blue"));
	assert_ok(form_read(&f, field_named("many"), 1, web));
	assert_true(form_has(&f, "many", "red"));
	assert_false(form_has(&f, "many", "green"));
	assert_true(form_has(&f, "many", "blue"));
	assert_false(form_has(&f, "many", "yellow"));
	house_add_field(web, "many", STR("yellow"));
	assert_int_equal(form_read(&f, field_named("many"), 1, web), ERR_INVALID);
}

static void
a_file_is_a_field_too(void **state)
{
	struct house *h = *state;
	struct web *web = house_web(h);
	struct form f;
	struct form_field fields[] = {
		{ "file", FORM_FILE, MSG_FORM_LONG, MSG_FORM_DATE, 0, 0, NULL, NULL, ".pdf" },
		{ "text", FORM_TEXT, MSG_FORM_LONG, MSG_NONE, 0, 0, NULL, NULL },
	};
	/* words under its name are no file, and neither is one without a byte: a browser sends that for none */
	house_add_field(web, "file", STR("words"));
	house_add_field(web, "file", STR(""));
	web->fields.v[1].file_name = STR("");
	assert_int_equal(form_read(&f, fields, 2, web), ERR_INVALID);
	assert_int_equal(f.fault[0], MSG_FORM_FILE);
	assert_null(f.file);
	fields[0].flags = FORM_OPTIONAL;
	form_read(&f, fields, 2, web);
	assert_int_equal(f.fault[0], MSG_NONE);
	house_add_field(web, "file", STR("%PDF"));
	web->fields.v[2].file_name = STR("a.pdf");
	assert_int_equal(form_read(&f, fields, 2, web), ERR_INVALID);
	assert_str(f.file->value, "%PDF");
	assert_str(form_value(&f, "file"), "a.pdf");
	struct form_view view = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_true(view.upload && view.fields.v[0].kind == FIELD_FILE);
	assert_str(view.fields.v[0].accept, ".pdf");
	/* another field is not good: the file has to be chosen again */
	assert_true(str_eq(view.fields.v[0].hint, web_text(web, MSG_FORM_FILE_AGAIN)));
	house_add_field(web, "text", STR("Jan"));
	assert_int_equal(form_read(&f, fields, 2, web), ERR_OK);
	view = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_true(str_eq(view.fields.v[0].hint, web_text(web, MSG_FORM_DATE)));
}

static const struct field_view *
view_of(const struct form_view *view, const char *name)
{
	for (size_t i = 0; i < view->fields.n; i++)
		if (str_eq_z(view->fields.v[i].name, name))
			return &view->fields.v[i];
	abort();
}

/* Everything that was typed comes back as it was, but for secrets. */
static void
a_form_comes_back_filled_in(void **state)
{
	struct house *h = *state;
	struct web *web = house_web(h);
	struct form f;
	house_add_field(web, "text", STR(" Jan "));
	house_add_field(web, "email", STR("jan"));
	house_add_field(web, "day-day", STR("31"));
	house_add_field(web, "day-month", STR("2"));
	house_add_field(web, "one", STR("green"));
	house_add_field(web, "many", STR("blue"));
	house_add_field(web, "password", STR("geheim"));
	house_add_field(web, "once", STR("123456"));
	assert_int_equal(form_read(&f, asked, ASKED, web), ERR_INVALID);
	struct form_view view = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_str(view_of(&view, "text")->value, " Jan ");
	assert_null(view_of(&view, "text")->error.p);
	assert_str(view_of(&view, "email")->value, "jan");
	assert_true(str_eq(view_of(&view, "email")->error, web_text(web, MSG_FORM_EMAIL)));
	assert_str(view_of(&view, "day")->day, "31");
	assert_str(view_of(&view, "day")->month, "2");
	assert_true(view_of(&view, "one")->choices.v[1].chosen);
	assert_false(view_of(&view, "one")->choices.v[0].chosen);
	assert_true(view_of(&view, "many")->choices.v[2].chosen);
	assert_int_equal(view_of(&view, "many")->choices.n, 3);
	assert_null(view_of(&view, "password")->value.p);
	assert_null(view_of(&view, "once")->value.p);
	assert_int_equal(view_of(&view, "story")->max_chars, 20);
	assert_int_equal(view.errors, 6);
	form_view_hide(&view, STR("via"), STR("letter"), h->arena);
	assert_int_equal(view.fields.n, ASKED + 1);
	assert_int_equal(view_of(&view, "via")->kind, FIELD_HIDDEN);
	assert_str(view_of(&view, "text")->value, " Jan ");
}

static void
an_empty_form_shows_what_was_set(void **state)
{
	struct web *web = house_web(*state);
	struct form f;
	form_init(&f, asked, ASKED);
	form_set(&f, "text", STR("Jan"));
	form_choose(&f, "many", "red");
	form_choose(&f, "many", "yellow");
	form_set(&f, "one", STR("blue"));
	assert_false(form_failed(&f));
	struct form_view view = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_int_equal(view.errors, 0);
	assert_str(view_of(&view, "text")->value, "Jan");
	assert_true(view_of(&view, "many")->choices.v[0].chosen);
	assert_false(view_of(&view, "many")->choices.v[1].chosen);
	assert_true(view_of(&view, "one")->choices.v[2].chosen);
	form_fail(&f, "code", MSG_FORM_DATE);
	assert_true(form_failed(&f));
	view = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_int_equal(view.errors, 1);
	struct form_view again = form_view(&f, web, STR("/nl/x"), MSG_FORM_LONG);
	assert_false(str_eq(view.form_id, again.form_id));
}

static void
an_unknown_name_is_a_fault_of_ours(void **state)
{
	struct form f;
	int status;
	(void)state;
	form_init(&f, asked, ASKED);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		form_value(&f, "nothing");
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

/* ---- what stands before the form: origin, body, token ---- */

static struct web *
posted(struct house *h, const char *site, const char *origin, const char *body)
{
	struct web *web = house_web(h);
	if (site != NULL)
		house_add_header(web, "Sec-Fetch-Site", str_from_z(site));
	if (origin != NULL)
		house_add_header(web, "Origin", str_from_z(origin));
	house_add_header(web, "Content-Type", STR("application/x-www-form-urlencoded"));
	web->x->request.body = str_from_z(body);
	return web;
}

static void
only_our_own_pages_may_send(void **state)
{
	static const struct {
		const char *site, *origin;
		int status;
	} cases[] = {
		{ "same-origin", NULL, 0 }, { "same-origin", "http://localhost:8080", 0 },
		{ NULL, "http://localhost:8080", 0 }, { "same-site", "http://localhost:8080", 403 },
		{ "cross-site", NULL, 403 }, { "none", NULL, 403 }, { NULL, NULL, 403 }, { NULL, "null", 403 },
		{ NULL, "http://localhost:80801", 403 }, { NULL, "http://evil.example", 403 }, { NULL, "", 403 },
		{ "", "", 403 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct web *web = posted(*state, cases[i].site, cases[i].origin, "a=1");
		assert_int_equal(form_check(web, 300), cases[i].status);
	}
}

static void
a_body_must_be_a_form(void **state)
{
	struct web *web = posted(*state, "same-origin", NULL, "a=1&form_id=0123456789abcdefghjkmnpqrs");
	assert_int_equal(form_check(web, 300), 0);
	assert_str(web_field(web, "a"), "1");
	assert_str(web->form_id, "0123456789abcdefghjkmnpqrs");
	web = posted(*state, "same-origin", NULL, "a=1&form_id=short");
	assert_int_equal(form_check(web, 300), 0);
	assert_null(web->form_id.p);
	assert_int_equal(form_check(posted(*state, "same-origin", NULL, "a=%zz"), 300), 400);
	assert_int_equal(form_check(posted(*state, "same-origin", NULL, "a=1&b=2&c=3"), 2), 400);
	web = posted(*state, "same-origin", NULL, "{}");
	web->x->request.headers[1].value = STR("application/json");
	assert_int_equal(form_check(web, 300), 400);
	web = posted(*state, "same-origin", NULL,
	    "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n7\r\n--x--\r\n");
	web->x->request.headers[1].value = STR("multipart/form-data; boundary=x");
	assert_int_equal(form_check(web, 300), 0);
	assert_str(web_field(web, "a"), "7");
}

/* The token of a form with a cookie: of this cookie, and of the strongest one. */
static void
a_form_belongs_to_its_cookie(void **state)
{
	struct house *h = *state;
	static const char *const cookies[] = {
		"__Host-session=aaa", "__Host-visit=aaa", "__Host-draft=aaa", "__Host-session=bbb; __Host-visit=aaa",
	};
	for (size_t i = 0; i < 4; i++) {
		struct web *asking = house_web(h);
		house_add_header(asking, "Cookie", str_from_z(cookies[i]));
		struct str token = web_form_token(asking);
		assert_int_equal(token.n, 24);
		struct web *web = posted(h, "same-origin", NULL, str_printf(h->arena, "csrf=%.*s", STR_ARG(token)).p);
		house_add_header(web, "Cookie", str_from_z(cookies[i]));
		assert_int_equal(form_check(web, 300), 0);
		web = posted(h, "same-origin", NULL, str_printf(h->arena, "csrf=%.*s", STR_ARG(token)).p);
		house_add_header(web, "Cookie", STR("__Host-session=ccc"));
		assert_int_equal(form_check(web, 300), 409);
		web = posted(h, "same-origin", NULL, "a=1");
		house_add_header(web, "Cookie", str_from_z(cookies[i]));
		assert_int_equal(form_check(web, 300), 409);
		assert_str(web_field(web, "a"), "1");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_takes_what_is_good),
		cmocka_unit_test(each_kind_refuses_what_is_not),
		cmocka_unit_test(what_may_stay_open_is_absent),
		cmocka_unit_test(length_is_in_characters),
		cmocka_unit_test(dates_have_three_parts),
		cmocka_unit_test(many_are_ticked),
		cmocka_unit_test(a_file_is_a_field_too),
		cmocka_unit_test(a_form_comes_back_filled_in),
		cmocka_unit_test(an_empty_form_shows_what_was_set),
		cmocka_unit_test(an_unknown_name_is_a_fault_of_ours),
		cmocka_unit_test(only_our_own_pages_may_send),
		cmocka_unit_test(a_body_must_be_a_form),
		cmocka_unit_test(a_form_belongs_to_its_cookie),
	};
	return HOUSE_RUN("form", tests);
}
