/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parse.h"

#include "banned.h"

#define assert_str(S, TEXT) assert_true(str_eq_z((S), (TEXT)))

static int
parse(struct http_parse *p, const char *text)
{
	http_parse_init(p);
	return http_parse_head(p, text, strlen(text));
}

static void
head_is_taken_apart(void **state)
{
	(void)state;
	struct http_parse p;
	int got = parse(&p, "POST /nl/a%20b?x=1&y HTTP/1.1\r\nHost: a.nl:80\r\nX-Empty:\r\nX-Space: \t a b \t\r\n"
	    "Content-Length: 12\r\nConnection: keep-alive, Close\r\n\r\nbody");
	assert_int_equal(got, HTTP_PARSE_DONE);
	assert_int_equal(p.method, HTTP_POST);
	assert_str(p.target, "/nl/a%20b?x=1&y");
	assert_str(p.path, "/nl/a%20b");
	assert_str(p.query, "x=1&y");
	assert_int_equal(p.header_count, 5);
	assert_str(p.headers[1].value, "");
	assert_str(p.headers[2].value, "a b");
	assert_true(p.has_length && p.close && !p.chunked && !p.has_expect);
	assert_int_equal(p.length, 12);
}

static void
good_heads_are_taken(void **state)
{
	(void)state;
	static const char *const good[] = {
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /? HTTP/1.1\r\nhost: a\r\n\r\n",
		"GET // HTTP/1.1\r\nHOST: a\r\n\r\n",
		"GET /.well-known/security.txt HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /... HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /a..b/.c HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /%c3%A9?q=50%&r=%zz|{}\\ HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=\xc3\xa9\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999999999\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n",
		"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n",
		"OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n",
	};
	struct http_parse p;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(parse(&p, good[i]), HTTP_PARSE_DONE);
}

/* The head of a request: `before`, then letters until there are n bytes, then
 * `after`. */
static int
parse_filled(struct arena *a, const char *before, size_t n, const char *after)
{
	struct http_parse p;
	struct buf b;
	buf_init(&b, 65536, a);
	buf_z(&b, before);
	while (b.n < n)
		buf_char(&b, 'a');
	buf_z(&b, after);
	http_parse_init(&p);
	return http_parse_head(&p, b.p, b.n);
}

static void
sizes_are_exact(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char rest[] = " HTTP/1.1\r\nHost: a\r\n\r\n", host[] = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
	assert_int_equal(parse_filled(a, "GET /", HTTP_LINE_MAX - 9, rest), HTTP_PARSE_DONE);
	assert_int_equal(parse_filled(a, "GET /", HTTP_LINE_MAX - 8, rest), 414);
	assert_int_equal(parse_filled(a, host, HTTP_HEAD_MAX - 4, "\r\n\r\n"), HTTP_PARSE_DONE);
	assert_int_equal(parse_filled(a, host, HTTP_HEAD_MAX - 3, "\r\n\r\n"), 431);
	struct buf b;
	struct http_parse p;
	buf_init(&b, 65536, a);
	buf_z(&b, "GET / HTTP/1.1\r\nHost: a\r\n");
	for (int i = 1; i < HTTP_HEADERS_MAX; i++)
		buf_z(&b, "X: y\r\n");
	buf_z(&b, "\r\n");
	http_parse_init(&p);
	assert_int_equal(http_parse_head(&p, b.p, b.n), HTTP_PARSE_DONE);
	assert_int_equal(p.header_count, HTTP_HEADERS_MAX);
	arena_free(a);
}

static enum err
decode_all(struct http_body_decoder *d, struct str in, struct buf *out)
{
	struct str data;
	while (in.n > 0 && !http_body_done(d)) {
		TRY(http_body_decode(d, &in, &data));
		buf_str(out, data);
	}
	return ERR_OK;
}

static void
chunks_may_be_cut_anywhere(void **state)
{
	(void)state;
	static const char chunked[] = "5\r\nhello\r\n00A\r\n, chunked \r\n5\r\nworld\r\n0\r\n\r\n";
	struct http_parse p = { .chunked = true };
	for (size_t cut = 0; cut < sizeof chunked; cut++) {
		struct http_body_decoder d;
		struct buf out;
		buf_init(&out, 100, NULL);
		http_body_init(&d, &p);
		assert_int_equal(decode_all(&d, str_from(chunked, cut), &out), ERR_OK);
		assert_int_equal(http_body_done(&d), cut == sizeof chunked - 1);
		assert_int_equal(decode_all(&d, str_from(chunked + cut, sizeof chunked - 1 - cut), &out), ERR_OK);
		assert_true(http_body_done(&d));
		assert_str(buf_view(&out), "hello, chunked world");
		buf_free(&out);
	}
}

static void
cookie_is_found_once(void **state)
{
	(void)state;
	struct http_header h[] = {
		{ STR("Cookie"), STR("a=1; bb=2;c=; a2=x=y; d=1; d=2") },
		{ STR("cookie"), STR("e=5; a2b=7") },
	};
	struct http_request r = { .headers = h, .header_count = 2 };
	assert_str(http_cookie(&r, "a"), "1");
	assert_str(http_cookie(&r, "bb"), "2");
	assert_str(http_cookie(&r, "c"), "");
	assert_str(http_cookie(&r, "a2"), "x=y");
	assert_str(http_cookie(&r, "e"), "5");
	assert_null(http_cookie(&r, "d").p);
	assert_null(http_cookie(&r, "b").p);
	assert_null(http_cookie(&r, "x").p);
	assert_str(http_header(&r, "COOKIE"), "a=1; bb=2;c=; a2=x=y; d=1; d=2");
	assert_null(http_header(&r, "Cooki").p);
}

static void
form_is_decoded(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct http_fields f;
	assert_int_equal(http_parse_form(STR("a=1&b=x+y%2B&&c&%C3%A9=%20&d=a=b"), 10, a, &f), ERR_OK);
	assert_int_equal(f.n, 5);
	assert_str(http_field(&f, "a"), "1");
	assert_str(http_field(&f, "b"), "x y+");
	assert_str(http_field(&f, "c"), "");
	assert_str(http_field(&f, "\xc3\xa9"), " ");
	assert_str(http_field(&f, "d"), "a=b");
	assert_null(http_field(&f, "e").p);
	assert_int_equal(http_parse_form(STR(""), 10, a, &f), ERR_OK);
	assert_int_equal(f.n, 0);
	assert_int_equal(http_parse_form(STR_NONE, 10, a, &f), ERR_OK);
	assert_int_equal(http_parse_form(STR("a&b&c"), 2, a, &f), ERR_LIMIT);
	static const char *const bad[] = { "a=%", "a=%1", "a=%zz", "a=%00", "a=%ff", "%80=1", "a=\xff", "a=%c0%80" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(http_parse_form(str_from_z(bad[i]), 10, a, &f), ERR_INVALID);
	arena_free(a);
}

static void
escape_goes_both_ways(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b;
	struct str back;
	buf_init(&b, 1000, a);
	http_escape(&b, STR("a b/\xc3\xa9?&+%~"));
	assert_str(buf_view(&b), "a%20b%2F%C3%A9%3F%26%2B%25~");
	assert_int_equal(http_unescape(buf_view(&b), a, &back), ERR_OK);
	assert_str(back, "a b/\xc3\xa9?&+%~");
	assert_int_equal(http_unescape(STR("a+b"), a, &back), ERR_OK);
	assert_str(back, "a+b");
	arena_free(a);
}

#define XYZ STR("multipart/form-data; boundary=xyz")

static void
multipart_is_taken_apart(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct http_fields f;
	struct str body = STR("--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
	                      "line one\r\nline two\r\n"
	                      "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a;b.bin\"\r\n"
	                      "Content-Type: image/png\r\n\r\n"
	                      "\x89PNG\r\n\0\r\n--xy\r\n--xyz--\r\n");
	assert_int_equal(http_parse_multipart(XYZ, body, 5, a, &f), ERR_OK);
	assert_int_equal(f.n, 2);
	assert_str(http_field(&f, "text"), "line one\r\nline two");
	assert_null(f.v[0].file_name.p);
	assert_str(f.v[1].file_name, "a;b.bin");
	assert_str(f.v[1].content_type, "image/png");
	assert_int_equal(f.v[1].value.n, 13);
	struct str quoted = STR("Multipart/Form-Data; charset=a; Boundary=\"xyz\"");
	assert_int_equal(http_parse_multipart(quoted, body, 5, a, &f), ERR_OK);
	assert_int_equal(http_parse_multipart(XYZ, body, 1, a, &f), ERR_LIMIT);
	assert_int_equal(http_parse_multipart(XYZ, STR("--xyz--"), 1, a, &f), ERR_OK);
	assert_int_equal(f.n, 0);
	arena_free(a);
}

static void
multipart_refuses(void **state)
{
	(void)state;
	static const char *const types[] = {
		"text/plain; boundary=b",
		"multipart/form-data",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=b; boundary=b",
		"multipart/form-data; boundary=\"b",
		"multipart/form-data boundary=b",
	};
	static const char *const bodies[] = {
		"", "--", "--b", "--b\r\n", "x--b--", "--b--x", "--b\r\n\r\n--b--",
		"--b\r\nContent-Disposition: form-data\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n--b",
		"--b\nContent-Disposition: form-data; name=\"a\"\n\nv\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"; other=\"b\"\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\nX: y\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nv\r\n--b--",
		"--b\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nv\r\n--b--",
	};
	struct arena *a = arena_new();
	struct http_fields f;
	struct str b = STR("multipart/form-data; boundary=b");
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		assert_int_equal(http_parse_multipart(str_from_z(types[i]), STR("--b--"), 5, a, &f), ERR_INVALID);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		assert_int_equal(http_parse_multipart(b, str_from_z(bodies[i]), 5, a, &f), ERR_INVALID);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(head_is_taken_apart),
		cmocka_unit_test(good_heads_are_taken),
		cmocka_unit_test(sizes_are_exact),
		cmocka_unit_test(chunks_may_be_cut_anywhere),
		cmocka_unit_test(cookie_is_found_once),
		cmocka_unit_test(form_is_decoded),
		cmocka_unit_test(escape_goes_both_ways),
		cmocka_unit_test(multipart_is_taken_apart),
		cmocka_unit_test(multipart_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
