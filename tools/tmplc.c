/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tmplc: templates and texts -> C. docs/templates.md is the manual of the
 * language; this is the program around it.
 *
 *   tmplc messages --out DIR --po x.nl.po --po x.en.po ...
 *       messages.h and messages.c: enum msg and its texts, see src/html/msg_text.h
 *   tmplc template --out DIR [--icons DIR] --po ... page.html
 *       page.html.h and page.html.c: void page_html(struct html *, const struct X *)
 *   tmplc unused --po ... FILE...
 *       fails if a message stands in none of the files, as {{t id}} or MSG_ID
 *
 * How a template is compiled: it is cut into static text and {{tags}}, and
 * walked once for each language. Static text goes byte by byte through the
 * position tracker (tmplc_position.c), a tokenizer of HTML that refuses what is
 * dangerous or unclear. A value asks the tracker where it stands, and that
 * place names the function that writes it (html_text, html_attr, html_url ...).
 * Those are _Generic macros of src/html/html.h: a value whose type does not
 * belong there does not compile. Each branch of a block must end where the
 * block began, so the place of a value never depends on what happens at run
 * time.
 *
 * The first error ends the program: "file:line: reason" on standard error,
 * status 1.
 */
#include "tmplc.h"

#include <stdarg.h>
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
write_output(const char *dir, const char *name, const struct buf *b)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "wb");
	if (f == NULL || !buf_ok(b) || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0)
		fail(path, 1, "cannot be written");
}

struct str
base_name(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_cut(path, i, path.n);
	return path;
}

/* A C compiler need not take more than 4,095 bytes in one literal. */
#define MAX_LITERAL_LINE 80

/* Two question marks in a row could begin a trigraph. */
static void
put_byte(struct buf *b, char c)
{
	if (c == '\n')
		buf_z(b, "\\n");
	else if (c == '\t')
		buf_z(b, "\\t");
	else if (c == '"' || c == '\\' || (c == '?' && b->p[b->n - 1] == '?'))
		buf_printf(b, "\\%c", c);
	else
		buf_char(b, c);
}

void
put_literal(struct buf *b, struct str text, const char *indent)
{
	size_t column = 0;
	buf_printf(b, "%s\"", indent);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '\x01' || c == '\x02')
			buf_z(b, c == '\x01' ? "\" " : " \"");
		else
			put_byte(b, c);
		column++;
		bool line_over = c == '\n' || (column >= MAX_LITERAL_LINE && c == ' ');
		if (line_over && i + 1 < text.n) {
			buf_printf(b, "\"\n%s\"", indent);
			column = 0;
		}
	}
	buf_char(b, '"');
}

static _Noreturn void
usage(void)
{
	fputs("usage: tmplc messages --out DIR --po x.nl.po --po x.en.po ...\n"
	      "       tmplc template --out DIR [--icons DIR] --po ... FILE\n"
	      "       tmplc unused --po ... FILE...\n", stderr);
	exit(2);
}

/* Options are taken out of argv; what is left are files. Returns their number. */
static int
read_options(int argc, char **argv, struct catalog *c, struct template_options *ret_options)
{
	int files = 0;
	for (int i = 2; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0) {
			argv[files++] = argv[i];
			continue;
		}
		if (i + 1 == argc)
			usage();
		if (strcmp(argv[i], "--out") == 0)
			ret_options->out = argv[++i];
		else if (strcmp(argv[i], "--icons") == 0)
			ret_options->icons = argv[++i];
		else if (strcmp(argv[i], "--po") == 0)
			catalog_read(c, argv[++i]);
		else
			usage();
	}
	return files;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct catalog catalog = { .arena = a };
	struct template_options options = { 0 };
	if (argc < 2)
		usage();
	const char *mode = argv[1];
	int files = read_options(argc, argv, &catalog, &options);
	catalog_check(&catalog);
	if (strcmp(mode, "unused") == 0)
		messages_unused(&catalog, argv, files);
	else if (strcmp(mode, "messages") == 0 && options.out != NULL && files == 0)
		messages_emit(&catalog, options.out);
	else if (strcmp(mode, "template") == 0 && options.out != NULL && files == 1)
		template_compile(argv[0], &catalog, &options, a);
	else
		usage();
	arena_free(a);
	return 0;
}
