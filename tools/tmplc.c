/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tmplc: templates and texts -> C. docs/templates.md is the manual of the
 * language; this is the program around it.
 *
 *   tmplc messages OUT x.nl.po x.en.po ...
 *       OUT/messages.h and OUT/messages.c: enum msg and its texts, see src/html/msg_text.h
 *   tmplc template OUT ICONS page.html x.nl.po x.en.po ...
 *       OUT/page.html.h and OUT/page.html.c: void page_html(struct html *, const struct X *)
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
 */
#include "tmplc.h"

#include <stdio.h>
#include <string.h>

#include "banned.h"

#define LITERAL_WIDTH 80

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
	if (indent != NULL)
		buf_printf(b, "\n%s    ", indent);
	buf_char(b, '"');
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		put_byte(b, c);
		column++;
		bool line_over = c == '\n' || (column >= LITERAL_WIDTH && c == ' ');
		if (line_over && i + 1 < text.n) {
			buf_printf(b, "\"\n%s    \"", indent);
			column = 0;
		}
	}
	buf_char(b, '"');
}

/* ---- the catalog as C ---- */

static void
emit_text(struct buf *b, const char *field, struct str text)
{
	buf_printf(b, "\t\t\t.%s = STR_INIT(", field);
	put_literal(b, text, "\t\t\t");
	buf_z(b, "),\n");
}

static void
emit_language(struct buf *b, const struct catalog *c, enum lang lang)
{
	buf_printf(b, "\t{\n\t\t/* %s */\n\t\t[MSG_NONE] = { .many = STR_INIT(\"\") },\n", lang_code(lang));
	for (size_t i = 0; i < c->n; i++) {
		const struct message *m = &c->v[i];
		buf_printf(b, "\t\t[%.*s] = {\n", STR_ARG(m->constant));
		if (m->plural)
			emit_text(b, "one", m->text[lang][0]);
		emit_text(b, "many", m->text[lang][m->plural]);
		buf_z(b, "\t\t},\n");
	}
	buf_z(b, "\t},\n");
}

static void
emit_messages(const struct catalog *c, const char *out)
{
	struct buf b;
	buf_init(&b, 64 << 20, c->arena);
	buf_z(&b, "/* Made by tmplc from the PO files. */\n#pragma once\n\nenum msg {\n\tMSG_NONE,\n");
	for (size_t i = 0; i < c->n; i++)
		buf_printf(&b, "\t%.*s,\n", STR_ARG(c->v[i].constant));
	buf_z(&b, "\tMSG_COUNT\n};\n\n#include \"msg_text.h\"\n");
	write_output(str_printf(c->arena, "%s/messages.h", out).p, &b);
	buf_clear(&b);
	buf_z(&b, "/* Made by tmplc from the PO files. */\n#include \"messages.h\"\n\n"
	    "const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT] = {\n");
	emit_language(&b, c, LANG_NL);
	emit_language(&b, c, LANG_EN);
	buf_z(&b, "};\n");
	write_output(str_printf(c->arena, "%s/messages.c", out).p, &b);
}

int
main(int argc, char **argv)
{
	struct catalog c = { .arena = arena_new() };
	bool messages = argc > 3 && strcmp(argv[1], "messages") == 0;
	bool template = argc > 4 && strcmp(argv[1], "template") == 0;
	if (!messages && !template) {
		fputs("usage: tmplc messages OUT PO...\n       tmplc template OUT ICONS FILE PO...\n", stderr);
		return 2;
	}
	c.v = ARENA_ARRAY(c.arena, struct message, MESSAGES_MAX);
	for (int i = messages ? 3 : 5; i < argc; i++)
		catalog_read(&c, argv[i]);
	catalog_check(&c);
	if (messages)
		emit_messages(&c, argv[2]);
	else
		template_compile(argv[4], &c, argv[2], argv[3]);
	arena_free(c.arena);
	return 0;
}
