/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalog as C, for texts that C code chooses (src/html/msg_text.h). And
 * the search for ids that nothing uses.
 */
#include "tmplc.h"

#include <stdlib.h>
#include <string.h>

#include "banned.h"

void
put_message_constant(struct buf *b, struct str id)
{
	buf_z(b, "MSG_");
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		buf_char(b, c == '.' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
	}
}

/* "a.b" and "a_b" would be one constant. */
static void
check_constants(const struct catalog *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < i; k++) {
			struct str x = c->v[k].id, y = c->v[i].id;
			size_t n = 0;
			while (x.n == y.n && n < x.n && (x.p[n] == y.p[n] || strchr("._", x.p[n]) != NULL) &&
			    (x.p[n] == y.p[n] || strchr("._", y.p[n]) != NULL))
				n++;
			if (x.n == y.n && n == x.n)
				fail(c->v[i].file[0], c->v[i].line[0], "messages %.*s and %.*s have the same constant",
				    STR_ARG(x), STR_ARG(y));
		}
}

static void
emit_header(const struct catalog *c, const char *dir)
{
	struct buf b;
	buf_init(&b, 16 << 20, c->arena);
	buf_z(&b, "/* Made by tmplc from the PO files. */\n#pragma once\n\nenum msg {\n\tMSG_NONE,\n");
	for (size_t i = 0; i < c->n; i++) {
		buf_char(&b, '\t');
		put_message_constant(&b, c->v[i].id);
		buf_z(&b, ",\n");
	}
	buf_z(&b, "\tMSG_COUNT\n};\n\n#include \"msg_text.h\"\n");
	write_output(dir, "messages.h", &b);
}

static void
emit_text(struct buf *b, const char *field, struct str text)
{
	buf_printf(b, "\t\t\t.%s = STR_INIT(\n", field);
	put_literal(b, text, "\t\t\t    ");
	buf_z(b, "),\n");
}

static void
emit_language(struct buf *b, const struct catalog *c, enum lang lang)
{
	buf_printf(b, "\t{\n\t\t/* %s */\n\t\t[MSG_NONE] = { .many = STR_INIT(\"\") },\n", lang_code(lang));
	for (size_t i = 0; i < c->n; i++) {
		const struct message *m = &c->v[i];
		buf_z(b, "\t\t[");
		put_message_constant(b, m->id);
		buf_z(b, "] = {\n");
		if (m->plural)
			emit_text(b, "one", m->text[lang][0]);
		emit_text(b, "many", m->text[lang][m->plural]);
		buf_z(b, "\t\t},\n");
	}
	buf_z(b, "\t},\n");
}

void
messages_emit(const struct catalog *c, const char *dir)
{
	struct buf b;
	check_constants(c);
	emit_header(c, dir);
	buf_init(&b, 64 << 20, c->arena);
	buf_z(&b, "/* Made by tmplc from the PO files. */\n#include \"messages.h\"\n\n");
	buf_z(&b, "const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT] = {\n");
	emit_language(&b, c, LANG_NL);
	emit_language(&b, c, LANG_EN);
	buf_z(&b, "};\n");
	write_output(dir, "messages.c", &b);
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* needle in s with no further letter behind it. */
static bool
mentions(struct str s, struct str needle, bool dots)
{
	for (;;) {
		ptrdiff_t at = str_find(s, needle);
		if (at < 0)
			return false;
		s = str_cut(s, (size_t)at + needle.n, s.n);
		if (s.n == 0 || !(is_word(s.p[0]) || (dots && s.p[0] == '.')))
			return true;
	}
}

static bool
is_used(const struct message *m, const struct str *texts, int count, struct arena *a)
{
	struct buf constant;
	buf_init(&constant, 256, a);
	put_message_constant(&constant, m->id);
	struct str tag = str_printf(a, "{{t %.*s", STR_ARG(m->id));
	for (int i = 0; i < count; i++)
		if (mentions(texts[i], tag, true) || mentions(texts[i], buf_view(&constant), false))
			return true;
	return false;
}

void
messages_unused(const struct catalog *c, char **files, int count)
{
	struct str *texts = ARENA_ARRAY(c->arena, struct str, (size_t)count + 1);
	for (int i = 0; i < count; i++)
		texts[i] = read_source(files[i], c->arena);
	for (size_t i = 0; i < c->n; i++)
		if (!is_used(&c->v[i], texts, count, c->arena))
			fail(c->v[i].file[0], c->v[i].line[0], "message %.*s is used nowhere", STR_ARG(c->v[i].id));
}
