/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalog as C, for texts that C code chooses: enum msg, msg_text() and
 * msg_format(). And the search for ids that nothing uses.
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
		for (size_t k = i + 1; k < c->n && c->v[k].id.n >= c->v[i].id.n; k++) {
			struct buf x, y;
			buf_init(&x, 256, c->arena);
			buf_init(&y, 256, c->arena);
			put_message_constant(&x, c->v[i].id);
			put_message_constant(&y, c->v[k].id);
			if (str_eq(buf_view(&x), buf_view(&y)))
				fail(c->v[k].file[0], c->v[k].line[0], "messages %.*s and %.*s have the same constant",
				    STR_ARG(c->v[i].id), STR_ARG(c->v[k].id));
			if (k > i + 8)
				break;
		}
}

static void
emit_header(const struct catalog *c, const char *dir)
{
	struct buf b;
	buf_init(&b, 16 << 20, c->arena);
	buf_z(&b,
	    "/* Made by tmplc from the PO files. */\n"
	    "#pragma once\n"
	    "/*\n"
	    " * The texts that C code chooses (field messages and the like). Templates\n"
	    " * take theirs by id and need none of this.\n"
	    " */\n"
	    "#include \"buf.h\"\n#include \"lang.h\"\n#include \"str.h\"\n\nenum msg {\n\tMSG_NONE,\n");
	for (size_t i = 0; i < c->n; i++) {
		buf_char(&b, '\t');
		put_message_constant(&b, c->v[i].id);
		buf_z(&b, ",\n");
	}
	buf_z(&b,
	    "\tMSG_COUNT\n};\n\n"
	    "/* An argument of a message; of a plural's first only the number counts. */\n"
	    "struct msg_arg {\n\tstruct str text; /* absent: the number is shown */\n\tint64_t number;\n};\n\n"
	    "/* The text as it stands in the PO file; of a plural the form for many. MSG_NONE: empty. */\n"
	    "struct str msg_text(enum lang lang, enum msg msg);\n\n"
	    "/* The text with its arguments filled in and the marks of links left out. */\n"
	    "void msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n);\n");
	write_output(dir, "messages.h", &b);
}

static void
emit_text(struct buf *b, struct str text)
{
	buf_z(b, "STR_INIT(\n");
	put_literal(b, text, "\t\t");
	buf_z(b, ")");
}

static void
emit_table(struct buf *b, const struct catalog *c, enum lang lang)
{
	buf_printf(b, "\nstatic const struct text texts_%s[] = {\n\t[MSG_NONE] = { .many = STR_INIT(\"\") },\n", lang_code(lang));
	for (size_t i = 0; i < c->n; i++) {
		const struct message *m = &c->v[i];
		buf_z(b, "\t[");
		put_message_constant(b, m->id);
		buf_z(b, "] = { ");
		if (m->plural) {
			buf_z(b, ".one = ");
			emit_text(b, m->text[lang][0]);
			buf_z(b, ", ");
		}
		buf_z(b, ".many = ");
		emit_text(b, m->text[lang][m->plural]);
		buf_z(b, " },\n");
	}
	buf_z(b, "};\n");
}

static const char functions[] =
    "\n"
    "static const struct text *\n"
    "find(enum lang lang, enum msg msg)\n"
    "{\n"
    "\tif (msg < MSG_NONE || msg >= MSG_COUNT)\n"
    "\t\tmsg = MSG_NONE;\n"
    "\treturn lang == LANG_EN ? &texts_en[msg] : &texts_nl[msg];\n"
    "}\n"
    "\n"
    "struct str\n"
    "msg_text(enum lang lang, enum msg msg)\n"
    "{\n"
    "\treturn find(lang, msg)->many;\n"
    "}\n"
    "\n"
    "/* Length of \"{1}\", \"<1>\" or \"</1>\" at the start of s, or 0. */\n"
    "static size_t\n"
    "marker(struct str s, size_t *ret_digit)\n"
    "{\n"
    "\tsize_t at = s.n > 1 && s.p[0] == '<' && s.p[1] == '/' ? 2 : 1;\n"
    "\tif (s.n < at + 2 || (s.p[0] != '{' && s.p[0] != '<') || s.p[at] < '1' || s.p[at] > '9')\n"
    "\t\treturn 0;\n"
    "\tif (s.p[at + 1] != (s.p[0] == '{' ? '}' : '>'))\n"
    "\t\treturn 0;\n"
    "\t*ret_digit = (size_t)(s.p[at] - '1');\n"
    "\treturn at + 2;\n"
    "}\n"
    "\n"
    "void\n"
    "msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n)\n"
    "{\n"
    "\tconst struct text *t = find(lang, msg);\n"
    "\tstruct str s = t->one.n > 0 && n > 0 && args[0].number == 1 ? t->one : t->many;\n"
    "\twhile (s.n > 0) {\n"
    "\t\tsize_t digit = 0, length = marker(s, &digit);\n"
    "\t\tif (length == 0)\n"
    "\t\t\tbuf_char(b, s.p[0]);\n"
    "\t\telse if (s.p[0] == '{' && digit < n && args[digit].text.p != NULL)\n"
    "\t\t\tbuf_str(b, args[digit].text);\n"
    "\t\telse if (s.p[0] == '{' && digit < n)\n"
    "\t\t\tbuf_int(b, args[digit].number);\n"
    "\t\ts = str_cut(s, length == 0 ? 1 : length, s.n);\n"
    "\t}\n"
    "}\n";

void
messages_emit(const struct catalog *c, const char *dir)
{
	struct buf b;
	check_constants(c);
	emit_header(c, dir);
	buf_init(&b, 64 << 20, c->arena);
	buf_z(&b, "/* Made by tmplc from the PO files. */\n#include \"messages.h\"\n\n"
		  "struct text {\n\tstruct str one, many;\n};\n");
	emit_table(&b, c, LANG_NL);
	emit_table(&b, c, LANG_EN);
	buf_z(&b, functions);
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
