/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "sqlc.h"

#include <stdio.h>

#include "banned.h"

struct type {
	const char *field;          /* in C */
	const char *constant;       /* DB_TYPE_ of a slot */
	const char *from;           /* db_from_: C -> the database's value */
	const char *before, *after; /* what stands around a value from the database to make it C's */
	const char *pg;
};

static struct type
type_of(const struct slot *slot)
{
	static const struct type types[DDL_WORD_COUNT] = {
		[DDL_ID] = { "struct id", "ID", "id", "", ".id", "bytea" },
		[DDL_TIME] = { "int64_t", "INT", "int", "", ".i", "bigint" },
		[DDL_INT] = { "int64_t", "INT", "int", "", ".i", "bigint" },
		[DDL_CENTS] = { "int64_t", "INT", "int", "", ".i", "bigint" },
		[DDL_BOOL] = { "bool", "BOOL", "bool", "", ".i != 0", "boolean" },
		[DDL_TEXT] = { "struct str", "TEXT", "text", "db_to_str(&", ", a)", "text" },
		[DDL_BYTES] = { "struct str", "BYTES", "bytes", "db_to_str(&", ", a)", "bytea" },
		[DDL_ENC] = { "struct str", "BYTES", "bytes", "db_to_str(&", ", a)", "bytea" },
	};
	struct type t = types[slot->type];
	if (slot->nullable && slot->type >= DDL_TIME && slot->type <= DDL_BOOL) {
		t.field = "struct db_int";
		t.from = slot->type == DDL_BOOL ? "bool_or_null" : "int_or_null";
		t.before = "db_to_int_or_null(&";
		t.after = ")";
	}
	return t;
}

/* text, with the query's name for each '@' and the one that its row is called by for each '#'. */
static void
put(struct buf *out, const struct query *q, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '@' || *text == '#')
			buf_str(out, *text == '@' ? q->name : q->row->name);
		else
			buf_char(out, *text);
	}
}

static void
emit_struct(const struct query *q, const char *begin, const struct slots *slots, struct buf *out)
{
	if (slots->n == 0)
		return;
	put(out, q, begin);
	for (size_t i = 0; i < slots->n; i++)
		buf_printf(out, "\t%s %.*s;\n", type_of(&slots->v[i]).field, STR_ARG(slots->v[i].name));
	buf_z(out, "};\n");
}

/* The function's head, as in a prototype and as in a definition. */
static void
emit_signature(const struct query *q, bool definition, struct buf *out)
{
	static const char *const results[KIND_COUNT] = { ", struct arena *a,\n    struct #_row *ret_row",
		", struct arena *a,\n    struct #_rows *ret_rows", "", ", int64_t *ret_changed" };
	put(out, q, definition ? "enum err\n@(" : "enum err @(");
	buf_z(out, q->writes ? "struct db_write *w" : "struct db_read *r");
	put(out, q, q->in.n > 0 ? ", struct @_in in" : "");
	put(out, q, results[q->kind]);
	buf_z(out, definition ? ")\n" : ");\n");
}

static void
emit_declarations(const struct query *q, struct buf *out)
{
	buf_char(out, '\n');
	emit_struct(q, "struct @_in {\n", &q->in, out);
	if (q->row == q)
		emit_struct(q, "struct @_row {\n", &q->out, out);
	if (q->has_rows)
		put(out, q, "struct @_rows {\n\tstruct @_row *v;\n\tsize_t n;\n};\n");
	if (q->kind == KIND_ONE)
		buf_z(out, "/* ERR_NOT_FOUND when there is no such row. */\n");
	emit_signature(q, false, out);
}

void
emit_header(const struct sqlc *s, const char *base, struct buf *out)
{
	buf_printf(out, "/* Made by tools/sqlc from %s: change that file instead. */\n", base);
	put_constant(out, "#ifndef ", str_from_z(base));
	put_constant(out, "_H\n#define ", str_from_z(base));
	buf_z(out, "_H\n#include \"db.h\"\n#include \"id.h\"\n");
	for (const struct query *q = s->queries; q != NULL; q = q->next)
		emit_declarations(q, out);
	buf_z(out, "\n#endif\n");
}

/* ---- the source ---- */

static void
emit_text(const struct query *q, const char *begin, struct buf *out)
{
	struct str rest = buf_view(&q->sql), line;
	put(out, q, begin);
	for (bool first = true; str_split(&rest, '\n', &line);) {
		if (line.n == 0)
			continue;
		buf_z(out, first ? "\n    \"" : "\\n\"\n    \"");
		first = false;
		for (size_t i = 0; i < line.n; i++) {
			if (line.p[i] == '\t')
				buf_z(out, "  ");
			else
				buf_printf(out, line.p[i] == '"' || line.p[i] == '\\' ? "\\%c" : "%c", line.p[i]);
		}
	}
	buf_z(out, "\";\n");
}

static void
emit_slots(const struct query *q, const char *begin, const struct slots *slots, struct buf *out)
{
	if (slots->n == 0)
		return;
	put(out, q, begin);
	for (size_t i = 0; i < slots->n; i++)
		buf_printf(out, "\t{ DB_TYPE_%s, %s }, /* %.*s */\n", type_of(&slots->v[i]).constant,
		    slots->v[i].nullable ? "true" : "false", STR_ARG(slots->v[i].name));
	buf_z(out, "};\n");
}

static void
emit_query(const struct query *q, struct buf *out)
{
	emit_text(q, "static const char @_sql[] =", out);
	if (q->twin != NULL)
		emit_text(q->twin, "static const char @_pg[] =", out);
	emit_slots(q, "static const struct db_slot @_in_slots[] = {\n", &q->in, out);
	if (q->row == q)
		emit_slots(q, "static const struct db_slot @_out_slots[] = {\n", &q->out, out);
	put(out, q, "static const struct db_query @_query = {\n\t.name = \"@\",\n\t.sqlite = @_sql,\n");
	put(out, q, q->twin != NULL ? "\t.pg = @_pg,\n" : "\t.pg = @_sql,\n");
	put(out, q, q->in.n > 0 ? "\t.in = @_in_slots,\n" : "");
	if (q->in.n > 0)
		buf_printf(out, "\t.in_count = %zu,\n", q->in.n);
	put(out, q, q->out.n > 0 ? "\t.out = #_out_slots,\n" : "");
	if (q->out.n > 0)
		buf_printf(out, "\t.out_count = %zu,\n", q->out.n);
	buf_z(out, "};\n\n");
}

/* From what the database gives to the row of C. */
static void
emit_fill(const struct query *q, struct buf *out)
{
	bool uses_arena = false;
	for (size_t i = 0; i < q->out.n; i++)
		uses_arena = uses_arena || q->out.v[i].type >= DDL_TEXT;
	put(out, q, "static void\n@_fill(const struct db_value *v, struct arena *a, struct @_row *ret_row)\n{\n");
	if (!uses_arena)
		buf_z(out, "\t(void)a;\n");
	for (size_t i = 0; i < q->out.n; i++) {
		struct type t = type_of(&q->out.v[i]);
		buf_printf(out, "\tret_row->%.*s = %sv[%zu]%s;\n", STR_ARG(q->out.v[i].name), t.before, i, t.after);
	}
	buf_z(out, "}\n\n");
}

/* The function's body, once its parameters are in values[]. */
static void
emit_call(const struct query *q, struct buf *out)
{
	const char *values = q->in.n > 0 ? "values" : "NULL";
	if (q->kind == KIND_EXEC || q->kind == KIND_CHANGED) {
		put(out, q, q->kind == KIND_EXEC ? "\tint64_t changed;\n" : "");
		put(out, q, "\treturn db_execute(w, &@_query, ");
		buf_printf(out, "%s, %s);\n", values, q->kind == KIND_EXEC ? "&changed" : "ret_changed");
		return;
	}
	buf_printf(out, "\tstruct db_value columns[%zu];\n\tstruct db_cursor *c;\n", q->out.n);
	buf_printf(out, "\tTRY(db_cursor_open(%s, ", q->writes ? "db_reading(w)" : "r");
	put(out, q, "&@_query, ");
	buf_printf(out, "%s, &c));\n", values);
	put(out, q, q->kind == KIND_ONE ?
	    "\tenum err e = db_cursor_next(c, columns);\n\tif (e == ERR_OK)\n"
	    "\t\t#_fill(columns, a, ret_row);\n\tdb_cursor_close(c);\n\treturn e;\n" :
	    "\tstruct #_rows rows = { NULL, 0 };\n\tsize_t room = 0;\n\tenum err e;\n"
	    "\twhile ((e = db_cursor_next(c, columns)) == ERR_OK) {\n"
	    "\t\trows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);\n"
	    "\t\t#_fill(columns, a, &rows.v[rows.n++]);\n\t}\n"
	    "\tdb_cursor_close(c);\n\tif (e != ERR_NOT_FOUND)\n\t\treturn e;\n"
	    "\t*ret_rows = rows;\n\treturn ERR_OK;\n");
}

static void
emit_function(const struct query *q, struct buf *out)
{
	put(out, q, "\n/* ---- @ ---- */\n\n");
	emit_query(q, out);
	if (q->out.n > 0 && q->row == q)
		emit_fill(q, out);
	emit_signature(q, true, out);
	buf_z(out, q->in.n > 0 ? "{\n\tconst struct db_value values[] = {\n" : "{\n");
	for (size_t i = 0; i < q->in.n; i++)
		buf_printf(out, "\t\tdb_from_%s(in.%.*s),\n", type_of(&q->in.v[i]).from, STR_ARG(q->in.v[i].name));
	buf_z(out, q->in.n > 0 ? "\t};\n" : "");
	emit_call(q, out);
	buf_z(out, "}\n");
}

void
emit_source(const struct sqlc *s, const char *base, struct buf *out)
{
	buf_printf(out, "/* Made by tools/sqlc from %s: change that file instead. */\n", base);
	buf_printf(out, "#include \"%s.h\"\n\n#include \"db_query.h\"\n", base);
	for (const struct query *q = s->queries; q != NULL; q = q->next)
		emit_function(q, out);
}

void
print_queries_pg(const struct sqlc *s)
{
	for (const struct query *q = s->queries; q != NULL; q = q->next) {
		const struct query *text = q->twin != NULL ? q->twin : q;
		printf("PREPARE %.*s", STR_ARG(q->name));
		for (size_t i = 0; i < q->in.n; i++)
			printf("%s%s", i == 0 ? " (" : ", ", type_of(&q->in.v[i]).pg);
		printf("%s AS\n%.*s;\n", q->in.n > 0 ? ")" : "", STR_ARG(buf_view(&text->sql)));
	}
}
