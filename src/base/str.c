/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

struct str
str_from_z(const char *z)
{
	return (struct str){ z, z == NULL ? 0 : strlen(z) };
}

struct str
str_from(const void *p, size_t n)
{
	return (struct str){ p, n };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eq_z(struct str a, const char *z)
{
	return str_eq(a, str_from_z(z));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);
	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){ s.p, prefix.n }, prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_cut(s, s.n - suffix.n, suffix.n), suffix);
}

struct str
str_cut(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct str){ s.p == NULL ? NULL : s.p + from, n };
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

ptrdiff_t
str_find_char(struct str s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);
	return at == NULL ? -1 : at - s.p;
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	const char *at = s.n == 0 ? NULL : memmem(s.p, s.n, needle.p, needle.n);
	return at == NULL ? -1 : at - s.p;
}

bool
str_split(struct str *rest, char sep, struct str *ret_piece)
{
	if (rest->p == NULL)
		return false;
	ptrdiff_t at = str_find_char(*rest, sep);
	if (at < 0) {
		*ret_piece = *rest;
		*rest = STR_NONE;
		return true;
	}
	*ret_piece = str_cut(*rest, 0, (size_t)at);
	*rest = str_cut(*rest, (size_t)at + 1, rest->n);
	return true;
}

struct strs
str_lines(struct str text, struct arena *a)
{
	size_t n = 1;
	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	struct str *v = ARENA_ARRAY(a, struct str, n);
	struct str rest = text;
	n = 0;
	while (str_split(&rest, '\n', &v[n]))
		n++;
	return (struct strs){ v, n };
}

struct str
str_brief(struct str text, size_t max, struct arena *a)
{
	struct str rest = text, line = STR("");
	while (line.n == 0 && str_split(&rest, '\n', &line))
		line = str_trim(line);
	if (line.n <= max)
		return line;
	/* where the last word ends that fits; in a word that is longer: a character */
	size_t n = max - strlen("…");
	while (n > 0 && line.p[n] != ' ')
		n--;
	for (n = n > 0 ? n : max - strlen("…"); n > 0 && ((unsigned char)line.p[n] & 0xc0) == 0x80;)
		n--;
	return str_printf(a, "%.*s…", STR_ARG(str_trim(str_cut(line, 0, n))));
}

size_t
str_place(struct str s, const char *const *names, size_t n)
{
	size_t i = 0;
	while (i < n && !str_eq_z(s, names[i]))
		i++;
	return i;
}

char *
str_z(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n + 1);
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
str_dup(struct str s, struct arena *a)
{
	return s.p == NULL ? STR_NONE : (struct str){ str_z(s, a), s.n };
}

static size_t
append(char *p, size_t room, size_t n, const char *piece, size_t piece_n)
{
	if (n < room)
		memcpy(p + n, piece, piece_n < room - n ? piece_n : room - n);
	return n + piece_n;
}

/* Nearly all formats have %s and %.*s only, for which printf takes its time. */
size_t
str_format(char *p, size_t room, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	size_t n = 0;
	for (const char *f = format, *percent; *f != '\0'; f = percent) {
		percent = strchrnul(f, '%');
		n = append(p, room, n, f, (size_t)(percent - f));
		if (percent[0] == '%' && percent[1] == 's') {
			const char *z = va_arg(args, const char *);
			n = append(p, room, n, z, strlen(z));
			percent += 2;
		} else if (strncmp(percent, "%.*s", 4) == 0) {
			int most = va_arg(args, int);
			const char *s = va_arg(args, const char *);
			n = append(p, room, n, s, most == 0 ? 0 : strnlen(s, (size_t)most));
			percent += 4;
		} else if (percent[0] == '%') {
			int printed = vsnprintf(p, room, format, again);
			if (printed < 0)
				abort();
			n = (size_t)printed;
			break;
		}
	}
	va_end(again);
	if (room > 0)
		p[n < room ? n : room - 1] = '\0';
	return n;
}

/* Most results are short: formatted once, and copied. */
struct str
str_printf(struct arena *a, const char *format, ...)
{
	char small[256];
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	size_t n = str_format(small, sizeof small, format, args);
	va_end(args);
	char *p = arena_raw(a, n + 1);
	if (n < sizeof small)
		memcpy(p, small, n + 1);
	else
		str_format(p, n + 1, format, again);
	va_end(again);
	return (struct str){ p, n };
}

struct str
str_lower(struct str s, struct arena *a)
{
	char *p = str_z(s, a);
	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(p[i]);
	return (struct str){ p, s.n };
}

enum err
str_int(struct str s, int64_t *ret_value)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	size_t i = negative;
	int64_t v = 0;
	if (i == s.n)
		return ERR_INVALID;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return ERR_INVALID;
		int64_t digit = s.p[i] - '0';
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, negative ? -digit : digit, &v))
			return ERR_INVALID;
	}
	*ret_value = v;
	return ERR_OK;
}

/* Length of the well-formed UTF-8 sequence at p (RFC 3629), or 0. */
static size_t
utf8_length(const unsigned char *p, size_t n)
{
	unsigned char c = p[0];
	if (c < 0x80)
		return c != 0;
	size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || n < length)
		return 0;
	unsigned char low = 0x80, high = 0xbf;
	if (c == 0xe0)
		low = 0xa0;
	if (c == 0xed)
		high = 0x9f;
	if (c == 0xf0)
		low = 0x90;
	if (c == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return length;
}

bool
str_is_text(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		if (s.p[i] > 0) {
			i++;
			continue;
		}
		size_t length = utf8_length((const unsigned char *)s.p + i, s.n - i);
		if (length == 0)
			return false;
		i += length;
	}
	return true;
}

size_t
str_chars(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

struct str
str_hex(const void *p, size_t n, struct arena *a)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = p;
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	return (struct str){ out, n * 2 };
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum err
str_unhex(struct str s, void *ret_bytes, size_t n)
{
	if (s.n != n * 2)
		return ERR_INVALID;
	for (size_t i = 0; i < s.n; i++)
		if (hex_value(s.p[i]) < 0)
			return ERR_INVALID;
	unsigned char *out = ret_bytes;
	for (size_t i = 0; i < n; i++)
		out[i] = (unsigned char)(hex_value(s.p[2 * i]) << 4 | hex_value(s.p[2 * i + 1]));
	return ERR_OK;
}
