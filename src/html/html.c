/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "html.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "banned.h"

/* ---- addresses ---- */

static bool
is_clean(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return true;
}

struct url
url_path(struct str own_path)
{
	bool own = own_path.n > 0 && own_path.p[0] == '/' && (own_path.n == 1 || own_path.p[1] != '/');
	return (struct url){ own && is_clean(own_path) ? own_path : STR("#") };
}

struct url
url_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char small[512];
	va_start(args, format);
	size_t n = str_format(small, sizeof small, format, args);
	va_end(args);
	if (n < sizeof small)
		return url_path(str_dup(str_from(small, n), a));
	char *room = arena_raw(a, n + 1);
	va_start(args, format);
	str_format(room, n + 1, format, args);
	va_end(args);
	return url_path(str_from(room, n));
}

struct url
url_https(struct str address)
{
	bool fine = str_starts(address, STR("https://")) && address.n > 8 && address.p[8] != '/' && is_clean(address);
	return (struct url){ fine ? address : STR("#") };
}

struct url
url_whole(struct str public_url, struct str own_path, struct arena *a)
{
	bool fine = !str_eq_z(url_path(own_path).s, "#") && is_clean(public_url) &&
	    (str_starts(public_url, STR("https://")) || str_starts(public_url, STR("http://")));
	return (struct url){ fine ? str_printf(a, "%.*s%.*s", STR_ARG(public_url), STR_ARG(own_path)) : STR("#") };
}

struct url
url_tel(struct str number, struct arena *a)
{
	struct buf b;
	buf_init(&b, number.n + 4, a);
	buf_z(&b, "tel:");
	for (size_t i = 0; i < number.n; i++)
		if ((number.p[i] >= '0' && number.p[i] <= '9') || (number.p[i] == '+' && b.n == 4))
			buf_char(&b, number.p[i]);
	return (struct url){ b.n > 4 ? buf_view(&b) : STR("#") };
}

struct url
url_mailto(struct str address, struct arena *a)
{
	bool fine = str_find_char(address, '@') > 0 && is_clean(address) && str_find_char(address, '?') < 0 &&
	    str_find_char(address, '&') < 0 && str_find_char(address, '%') < 0;
	return (struct url){ fine ? str_printf(a, "mailto:%.*s", STR_ARG(address)) : STR("#") };
}

/* ---- escaping ---- */

static const struct str escapes[256] = {
	['&'] = STR_INIT("&amp;"),
	['<'] = STR_INIT("&lt;"),
	['>'] = STR_INIT("&gt;"),
	['"'] = STR_INIT("&quot;"),
	['\''] = STR_INIT("&#39;"),
	[0] = STR_INIT("\xef\xbf\xbd"),
};

/* 1 for bytes that have an escape: a table of bytes stays in one or two cache lines. */
static const unsigned char special[256] = { ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1, [0] = 1 };

static size_t
clean_run(const unsigned char *p, size_t n)
{
	size_t i = 0;
	while (i + 4 <= n && (special[p[i]] | special[p[i + 1]] | special[p[i + 2]] | special[p[i + 3]]) == 0)
		i += 4;
	while (i < n && special[p[i]] == 0)
		i++;
	return i;
}

void
html_text_str(struct html *h, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t i = 0; i < s.n; i++) {
		size_t run = clean_run(p + i, s.n - i);
		html_raw(h, s.p + i, run);
		i += run;
		if (i < s.n)
			html_raw(h, escapes[p[i]].p, escapes[p[i]].n);
	}
}

void
html_text_z(struct html *h, const char *z)
{
	html_text_str(h, str_from_z(z));
}

void
html_text_uint(struct html *h, uint64_t v)
{
	char digits[20];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	html_raw(h, digits + at, sizeof digits - at);
}

void
html_text_int(struct html *h, int64_t v)
{
	if (v < 0)
		html_raw(h, "-", 1);
	html_text_uint(h, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void
html_text_safe(struct html *h, struct html_safe s)
{
	html_raw(h, s.s.p, s.s.n);
}

void
html_attr_url(struct html *h, struct url u)
{
	html_text_str(h, u.s);
}

static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
	    c == '_' || c == '~';
}

void
html_url_part_str(struct html *h, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char coded[3] = { '%', digits[c >> 4], digits[c & 15] };
		html_raw(h, is_unreserved(c) ? s.p + i : coded, is_unreserved(c) ? 1 : 3);
	}
}

void
html_url_part_z(struct html *h, const char *z)
{
	html_url_part_str(h, str_from_z(z));
}

void
html_number(struct html *h, double v)
{
	char digits[32];
	if (!isfinite(v) || fabs(v) > 1e15)
		v = 0;
	int n = snprintf(digits, sizeof digits, "%.2f", v);
	while (n > 0 && digits[n - 1] == '0')
		n--;
	if (n > 0 && digits[n - 1] == '.')
		n--;
	bool minus_zero = n == 2 && digits[0] == '-' && digits[1] == '0';
	html_raw(h, digits + minus_zero, (size_t)(n - minus_zero));
}

/* ---- plain text ---- */

static bool
is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
}

void
plain_text_str(struct html *h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_control(s.p[i]))
			html_raw(h, s.p + i, 1);
}

void
plain_text_z(struct html *h, const char *z)
{
	plain_text_str(h, str_from_z(z));
}

void
plain_text_url(struct html *h, struct url u)
{
	plain_text_str(h, u.s);
}

void
plain_line_str(struct html *h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		html_raw(h, is_control(s.p[i]) || s.p[i] == '\n' || s.p[i] == '\t' ? " " : s.p + i, 1);
}

void
plain_line_z(struct html *h, const char *z)
{
	plain_line_str(h, str_from_z(z));
}
