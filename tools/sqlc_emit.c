/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <ctype.h>

#include "sqlc.h"

#include "banned.h"

#define NAME(Q) STR_ARG((Q)->name)

static bool
is_number(enum ddl_word type)
{
	return type == DDL_TIME || type == DDL_INT || type == DDL_CENTS;
}

static void
emit_field(const struct slot *slot, FILE *out)
{
	const char *type = "struct str ";
	if (slot->type == DDL_ID)
		type = "struct id ";
	else if (is_number(slot->type))
		type = slot->nullable ? "struct db_int " : "int64_t ";
	else if (slot->type == DDL_BOOL)
		type = slot->nullable ? "struct db_int " : "bool ";
	fprintf(out, "\t%s%.*s;\n", type, STR_ARG(slot->name));
}

static void
emit_struct(const struct query *q, const char *end, const struct slots *slots, FILE *out)
{
	fprintf(out, "struct %.*s_%s {\n", NAME(q), end);
	for (size_t i = 0; i < slots->n; i++)
		emit_field(&slots->v[i], out);
	fputs("};\n", out);
}

/* The function's head, as in a prototype and as in a definition. */
static void
emit_signature(const struct query *q, bool definition, FILE *out)
{
	fprintf(out, "enum err%c%.*s(%s", definition ? '\n' : ' ', NAME(q),
	    q->writes ? "struct db_write *w" : "struct db_read *r");
	if (q->in.n > 0)
		fprintf(out, ", struct %.*s_in in", NAME(q));
	if (q->kind == KIND_ONE)
		fprintf(out, ", struct arena *a,\n    struct %.*s_row *ret_row", NAME(q->row));
	else if (q->kind == KIND_MANY)
		fprintf(out, ", struct arena *a,\n    struct %.*s_rows *ret_rows", NAME(q->row));
	else if (q->kind == KIND_CHANGED)
		fputs(", int64_t *ret_changed", out);
	fputs(definition ? ")\n" : ");\n", out);
}

static void
emit_declarations(const struct query *q, FILE *out)
{
	fputc('\n', out);
	if (q->in.n > 0)
		emit_struct(q, "in", &q->in, out);
	if (q->out.n > 0 && q->row == q)
		emit_struct(q, "row", &q->out, out);
	if (q->has_rows)
		fprintf(out, "struct %.*s_rows {\n\tstruct %.*s_row *v;\n\tsize_t n;\n};\n", NAME(q), NAME(q));
	if (q->kind == KIND_ONE)
		fputs("/* ERR_NOT_FOUND when there is no such row. */\n", out);
	emit_signature(q, false, out);
}

void
emit_header(const struct sqlc *s, const char *base, FILE *out)
{
	fprintf(out, "/* Made by tools/sqlc from %s: change that file instead. */\n", base);
	for (int pass = 0; pass < 2; pass++) {
		fputs(pass == 0 ? "#ifndef " : "#define ", out);
		for (const char *p = base; *p != '\0'; p++)
			fputc(isalnum((unsigned char)*p) ? toupper((unsigned char)*p) : '_', out);
		fputs("_H\n", out);
	}
	fputs("#include \"db.h\"\n#include \"id.h\"\n", out);
	for (const struct query *q = s->queries; q != NULL; q = q->next)
		if (!q->is_twin && q->row == q)
			emit_declarations(q, out);
	for (const struct query *q = s->queries; q != NULL; q = q->next)
		if (!q->is_twin && q->row != q)
			emit_declarations(q, out);
	fputs("\n#endif\n", out);
}

/* ---- the source ---- */

static void
emit_text(const struct query *q, const char *end, FILE *out)
{
	struct str rest = buf_view(&q->sql), line;
	bool first = true;
	fprintf(out, "static const char %.*s_%s[] =", NAME(q), end);
	while (str_split(&rest, '\n', &line)) {
		if (str_trim(line).n == 0)
			continue;
		fputs(first ? "\n    \"" : "\\n\"\n    \"", out);
		first = false;
		for (size_t i = 0; i < line.n; i++) {
			if (line.p[i] == '\t')
				fputs("  ", out);
			else
				fprintf(out, line.p[i] == '"' || line.p[i] == '\\' ? "\\%c" : "%c", line.p[i]);
		}
	}
	fputs("\";\n", out);
}

static const char *
type_constant(enum ddl_word type)
{
	static const char *const names[] = { "ID", "INT", "INT", "INT", "BOOL", "TEXT", "BYTES", "BYTES" };
	return names[type];
}

static void
emit_slots(const struct query *q, const char *end, const struct slots *slots, FILE *out)
{
	if (slots->n == 0)
		return;
	fprintf(out, "static const struct db_slot %.*s_%s_slots[] = {\n", NAME(q), end);
	for (size_t i = 0; i < slots->n; i++)
		fprintf(out, "\t{ DB_TYPE_%s, %s }, /* %.*s */\n", type_constant(slots->v[i].type),
		    slots->v[i].nullable ? "true" : "false", STR_ARG(slots->v[i].name));
	fputs("};\n", out);
}

static void
emit_query(const struct query *q, FILE *out)
{
	emit_text(q, "sql", out);
	if (q->twin != NULL)
		emit_text(q->twin, "pg", out);
	emit_slots(q, "in", &q->in, out);
	if (q->row == q)
		emit_slots(q, "out", &q->out, out);
	fprintf(out, "static const struct db_query %.*s_query = {\n", NAME(q));
	fprintf(out, "\t.name = \"%.*s\",\n\t.sqlite = %.*s_sql,\n", NAME(q), NAME(q));
	fprintf(out, "\t.pg = %.*s_%s,\n", NAME(q), q->twin != NULL ? "pg" : "sql");
	if (q->in.n > 0)
		fprintf(out, "\t.in = %.*s_in_slots,\n\t.in_count = %zu,\n", NAME(q), q->in.n);
	if (q->out.n > 0)
		fprintf(out, "\t.out = %.*s_out_slots,\n\t.out_count = %zu,\n", NAME(q->row), q->out.n);
	fputs("};\n\n", out);
}

static void
emit_values(const struct query *q, FILE *out)
{
	static const char *const from[DDL_WORD_COUNT] = { "id", "int", "int", "int", "bool", "text", "bytes", "bytes" };
	if (q->in.n == 0)
		return;
	fputs("\tconst struct db_value values[] = {\n", out);
	for (size_t i = 0; i < q->in.n; i++) {
		const struct slot *slot = &q->in.v[i];
		bool or_null = slot->nullable && (is_number(slot->type) || slot->type == DDL_BOOL);
		fprintf(out, "\t\tdb_from_%s%s(in.%.*s),\n", from[slot->type], or_null ? "_or_null" : "",
		    STR_ARG(slot->name));
	}
	fputs("\t};\n", out);
}

static void
emit_column(const struct slot *slot, size_t i, FILE *out)
{
	fprintf(out, "\tret_row->%.*s = ", STR_ARG(slot->name));
	if (slot->type == DDL_ID)
		fprintf(out, "v[%zu].id;\n", i);
	else if (slot->nullable && (is_number(slot->type) || slot->type == DDL_BOOL))
		fprintf(out, "db_to_int_or_null(&v[%zu]);\n", i);
	else if (is_number(slot->type))
		fprintf(out, "v[%zu].i;\n", i);
	else if (slot->type == DDL_BOOL)
		fprintf(out, "v[%zu].i != 0;\n", i);
	else
		fprintf(out, "db_to_str(&v[%zu], a);\n", i);
}

static void
emit_fill(const struct query *q, FILE *out)
{
	bool uses_arena = false;
	for (size_t i = 0; i < q->out.n; i++)
		uses_arena = uses_arena || q->out.v[i].type >= DDL_TEXT;
	fprintf(out, "static void\n%.*s_fill(const struct db_value *v, struct arena *a, ", NAME(q));
	fprintf(out, "struct %.*s_row *ret_row)\n{\n", NAME(q));
	if (!uses_arena)
		fputs("\t(void)a;\n", out);
	for (size_t i = 0; i < q->out.n; i++)
		emit_column(&q->out.v[i], i, out);
	fputs("}\n\n", out);
}

static void
emit_open(const struct query *q, FILE *out)
{
	fprintf(out, "\tstruct db_value columns[%zu];\n\tstruct db_cursor *c;\n", q->out.n);
	fprintf(out, "\tTRY(db_cursor_open(%s, &%.*s_query, %s, &c));\n", q->writes ? "db_reading(w)" : "r", NAME(q),
	    q->in.n > 0 ? "values" : "NULL");
}

static void
emit_one(const struct query *q, FILE *out)
{
	emit_open(q, out);
	fputs("\tenum err e = db_cursor_next(c, columns);\n\tif (e == ERR_OK)\n", out);
	fprintf(out, "\t\t%.*s_fill(columns, a, ret_row);\n\tdb_cursor_close(c);\n\treturn e;\n", NAME(q->row));
}

static void
emit_many(const struct query *q, FILE *out)
{
	emit_open(q, out);
	fprintf(out, "\tstruct %.*s_rows rows = { NULL, 0 };\n\tsize_t room = 0;\n\tenum err e;\n", NAME(q->row));
	fputs("\twhile ((e = db_cursor_next(c, columns)) == ERR_OK) {\n", out);
	fputs("\t\trows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);\n", out);
	fprintf(out, "\t\t%.*s_fill(columns, a, &rows.v[rows.n++]);\n\t}\n", NAME(q->row));
	fputs("\tdb_cursor_close(c);\n\tif (e != ERR_NOT_FOUND)\n\t\treturn e;\n", out);
	fputs("\t*ret_rows = rows;\n\treturn ERR_OK;\n", out);
}

static void
emit_exec(const struct query *q, FILE *out)
{
	const char *values = q->in.n > 0 ? "values" : "NULL";
	if (q->kind == KIND_EXEC)
		fputs("\tint64_t changed;\n", out);
	fprintf(out, "\treturn db_execute(w, &%.*s_query, %s, %s);\n", NAME(q), values,
	    q->kind == KIND_EXEC ? "&changed" : "ret_changed");
}

static void
emit_function(const struct query *q, FILE *out)
{
	emit_query(q, out);
	if (q->out.n > 0 && q->row == q)
		emit_fill(q, out);
	emit_signature(q, true, out);
	fputs("{\n", out);
	emit_values(q, out);
	if (q->kind == KIND_ONE)
		emit_one(q, out);
	else if (q->kind == KIND_MANY)
		emit_many(q, out);
	else
		emit_exec(q, out);
	fputs("}\n", out);
}

void
emit_source(const struct sqlc *s, const char *base, FILE *out)
{
	fprintf(out, "/* Made by tools/sqlc from %s: change that file instead. */\n", base);
	fprintf(out, "#include \"%s.h\"\n\n#include \"db_query.h\"\n", base);
	for (int pass = 0; pass < 2; pass++)
		for (const struct query *q = s->queries; q != NULL; q = q->next)
			if (!q->is_twin && (q->row == q) == (pass == 0)) {
				fprintf(out, "\n/* ---- %.*s ---- */\n\n", NAME(q));
				emit_function(q, out);
			}
}
