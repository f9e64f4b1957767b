/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define MAX_SOURCE (8 << 20)

void
fail(const char *file, int line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fprintf(stderr, "%s:%d: ", file, line);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

struct str
read_source(const char *path, struct arena *a)
{
	struct buf b;
	char piece[8192];
	size_t n;
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		fail(path, 1, "cannot be opened");
	buf_init(&b, MAX_SOURCE, a);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&b, piece, n);
	if (ferror(f) || !buf_ok(&b))
		fail(path, 1, "cannot be read, or is too big");
	fclose(f);
	if (!str_is_text(buf_view(&b)))
		fail(path, 1, "not UTF-8, or with a NUL in it");
	return buf_view(&b);
}

void
write_output(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "wb");
	if (f == NULL || !buf_ok(b) || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0)
		fail(path, 1, "cannot be written");
}

const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash == NULL ? path : slash + 1;
}

int
count_lines(struct str s)
{
	int n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

bool
is_name(struct str s)
{
	static const char keywords[] = "auto bool break case char const continue default do double else enum extern "
	    "false float for goto if inline int long register restrict return short signed sizeof static struct switch "
	    "true typedef union unsigned void volatile while";
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '_' && (s.p[i] < 'a' || s.p[i] > 'z') && (i == 0 || s.p[i] < '0' || s.p[i] > '9'))
			return false;
	return s.n > 0 && !is_one_of(s, keywords);
}

bool
is_one_of(struct str s, const char *words)
{
	struct str rest = str_from_z(words), word;
	while (str_split(&rest, ' ', &word))
		if (str_eq_nocase(s, word))
			return true;
	return false;
}

void
put_constant(struct buf *b, const char *prefix, struct str s)
{
	buf_z(b, prefix);
	for (size_t i = 0; i < s.n; i++)
		buf_char(b, isalnum((unsigned char)s.p[i]) ? (char)toupper((unsigned char)s.p[i]) : '_');
}
