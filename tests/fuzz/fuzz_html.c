/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whatever stands in a value, it stays a value: a page with arbitrary bytes in
 * every position has the same tags and attributes as one with harmless ones,
 * its addresses are safe, and reading a value back gives what was put in. The
 * page is read by a small tokenizer of its own, written after the HTML
 * standard and not after src/html.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz_html_mail.subject.h"
#include "fuzz_html_mail.txt.h"
#include "fuzz_html_page.html.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(CONDITION) \
	do { \
		if (!(CONDITION)) { \
			fprintf(stderr, "broken: %s\n", #CONDITION); \
			abort(); \
		} \
	} while (0)

/* What the tokenizer found: the shape (tags and names of attributes) and the text that is not in a tag. */
struct reading {
	struct str rest;
	struct buf shape, text;
	char end[16]; /* inside title, textarea: what ends it */
};

static void
check_address(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		MUST((unsigned char)s.p[i] > ' ' && s.p[i] != '\\');
	bool own = s.n > 0 && s.p[0] == '/' && (s.n == 1 || s.p[1] != '/');
	bool elsewhere = str_starts(s, STR("https://")) || str_starts(s, STR("tel:")) || str_starts(s, STR("mailto:"));
	MUST(own || elsewhere || (s.n > 0 && s.p[0] == '#'));
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
skip_white(struct reading *r)
{
	while (r->rest.n > 0 && is_white(r->rest.p[0]))
		r->rest = str_cut(r->rest, 1, r->rest.n);
}

static struct str
take_until(struct reading *r, const char *stops)
{
	size_t n = 0;
	while (n < r->rest.n && strchr(stops, r->rest.p[n]) == NULL)
		n++;
	struct str taken = str_cut(r->rest, 0, n);
	r->rest = str_cut(r->rest, n, r->rest.n);
	return taken;
}

static void
read_value(struct reading *r, struct str name)
{
	MUST(r->rest.n > 0 && (r->rest.p[0] == '"' || r->rest.p[0] == '\''));
	char quote[2] = { r->rest.p[0], 0 };
	r->rest = str_cut(r->rest, 1, r->rest.n);
	struct str value = take_until(r, quote);
	MUST(r->rest.n > 0);
	r->rest = str_cut(r->rest, 1, r->rest.n);
	if (str_eq_z(name, "href") || str_eq_z(name, "action"))
		check_address(value);
}

/* Behind "<": the name and its attributes, up to ">". */
static void
read_tag(struct reading *r)
{
	struct str name = take_until(r, " \t\n\r\f/>");
	bool closes = name.n == 0;
	if (closes) {
		r->rest = str_cut(r->rest, 1, r->rest.n);
		name = take_until(r, " \t\n\r\f/>");
		buf_char(&r->shape, '/');
	}
	buf_str(&r->shape, name);
	for (;;) {
		skip_white(r);
		MUST(r->rest.n > 0);
		char c = r->rest.p[0];
		if (c == '>' || c == '/') {
			r->rest = str_cut(r->rest, 1, r->rest.n);
			if (c == '>')
				break;
			continue;
		}
		struct str attribute = take_until(r, "= \t\n\r\f/>");
		buf_char(&r->shape, ' ');
		buf_str(&r->shape, attribute);
		if (r->rest.n > 0 && r->rest.p[0] == '=') {
			r->rest = str_cut(r->rest, 1, r->rest.n);
			read_value(r, attribute);
		}
	}
	buf_char(&r->shape, '\n');
	if (!closes && (str_eq_z(name, "title") || str_eq_z(name, "textarea")))
		snprintf(r->end, sizeof r->end, "</%.*s", STR_ARG(name));
}

static void
read_page(struct reading *r)
{
	while (r->rest.n > 0) {
		if (r->end[0] != 0) {
			ptrdiff_t at = str_find(r->rest, str_from_z(r->end));
			MUST(at >= 0);
			r->rest = str_cut(r->rest, (size_t)at, r->rest.n);
			r->end[0] = 0;
		}
		buf_str(&r->text, take_until(r, "<"));
		if (r->rest.n == 0)
			break;
		r->rest = str_cut(r->rest, 1, r->rest.n);
		read_tag(r);
	}
}

static struct fuzz_html_view
view_of(struct str s, struct str *items, struct arena *a)
{
	struct fuzz_html_view v = { .text = s, .list = { items, 2 } };
	items[0] = str_cut(s, 0, s.n / 2);
	items[1] = str_cut(s, s.n / 2, s.n);
	v.path = url_path(s);
	v.https = url_https(str_printf(a, "https://%.*s", STR_ARG(s)));
	v.tel = url_tel(s, a);
	v.mailto = url_mailto(s, a);
	memcpy(&v.number, s.p, s.n < sizeof v.number ? s.n : sizeof v.number);
	memcpy(&v.whole, s.p, s.n < sizeof v.whole ? s.n : sizeof v.whole);
	return v;
}

static struct str
shape_of(struct str s, struct arena *a)
{
	struct buf page;
	struct str items[2];
	struct reading r = { 0 };
	buf_init(&page, 64 << 20, a);
	buf_init(&r.shape, 1 << 20, a);
	buf_init(&r.text, 64 << 20, a);
	struct html h = { &page, LANG_EN };
	struct fuzz_html_view v = view_of(s, items, a);
	fuzz_html_page_html(&h, &v);
	MUST(buf_ok(&page));
	r.rest = buf_view(&page);
	read_page(&r);
	return buf_view(&r.shape);
}

static struct str
unescape(struct str s, struct arena *a)
{
	static const char *const names[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
		{ "&#39;", "'" }, { "\xef\xbf\xbd", "\0" } };
	struct buf b;
	buf_init(&b, s.n, a);
	while (s.n > 0) {
		size_t n = 0;
		for (size_t i = 0; i < 6 && n == 0; i++)
			if (str_starts(s, str_from_z(names[i][0]))) {
				n = strlen(names[i][0]);
				buf_char(&b, names[i][1][0]);
			}
		MUST(n > 0 || (s.p[0] != '<' && s.p[0] != '&'));
		if (n == 0)
			buf_char(&b, s.p[0]);
		s = str_cut(s, n == 0 ? 1 : n, s.n);
	}
	return buf_view(&b);
}

static void
check_plain(struct str s, struct arena *a)
{
	struct buf b;
	struct str items[2];
	buf_init(&b, 64 << 20, a);
	struct html h = { &b, LANG_NL };
	struct fuzz_html_view v = view_of(s, items, a);
	fuzz_html_mail_subject(&h, &v);
	for (size_t i = 0; i < b.n; i++)
		MUST((unsigned char)b.p[i] >= ' ' && b.p[i] != 0x7f);
	buf_clear(&b);
	fuzz_html_mail_txt(&h, &v);
	for (size_t i = 0; i < b.n; i++)
		MUST(b.p[i] != '\r' && b.p[i] != 0);
	buf_clear(&b);
	html_text_str(&h, s);
	/* U+FFFD in the input comes back as NUL too: then only the rest is compared */
	if (str_find(s, STR("\xef\xbf\xbd")) < 0)
		MUST(str_eq(unescape(buf_view(&b), a), s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str s = { str_z(str_from(data, size), a), size };
	struct str harmless = size == 0 ? STR("") : STR("harmless");
	MUST(str_eq(shape_of(s, a), shape_of(harmless, a)));
	check_plain(s, a);
	arena_free(a);
	return 0;
}
