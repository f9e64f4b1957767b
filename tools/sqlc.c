/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sqlc: query files -> C. docs/sql.md says what stands in them and what comes
 * out.
 *
 *   sqlc c SCHEMA OUT x.sql...
 *       OUT/x.sql.h and OUT/x.sql.c
 *   sqlc pg SCHEMA x.sql...
 *       prints the schema and a PREPARE of each query for psql: the tests let
 *       PostgreSQL judge every query with it
 *   sqlc erase SCHEMA OUT.c OWNER [KEEP...]
 *       see sqlc_erase.c
 *
 * It migrates an SQLite database in memory with the files of the folder SCHEMA,
 * prepares every query against it, and asks SQLite which columns a query gives
 * and which tables and functions it touches. What SQLite cannot say
 * (parameters, expressions) is declared in the file.
 */
#include "sqlc.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "banned.h"

#define FILE_MAX ((size_t)1 << 20)
#define TABLES_MAX 500

/* ---- the schema ---- */

struct ddl_statement *
find_table(const struct sqlc *s, struct str name)
{
	for (size_t i = 0; i < s->table_count; i++)
		if (str_eq_nocase(s->tables[i].table, name))
			return &s->tables[i];
	return NULL;
}

const struct ddl_column *
find_column(const struct ddl_statement *table, struct str name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (str_eq_nocase(table->columns[i].name, name))
			return &table->columns[i];
	return NULL;
}

/* A table grows by the columns that a later file adds. */
static void
learn_table(struct sqlc *s, const char *path, const struct ddl_statement *d)
{
	struct ddl_statement *t = find_table(s, d->table);
	if (t == NULL) {
		if (s->table_count == TABLES_MAX)
			fail(path, d->line, "more than %d tables", TABLES_MAX);
		s->tables[s->table_count++] = *d;
		return;
	}
	struct ddl_column *grown = ARENA_ARRAY(s->arena, struct ddl_column, t->column_count + 1);
	memcpy(grown, t->columns, t->column_count * sizeof *grown);
	grown[t->column_count++] = d->columns[0];
	t->columns = grown;
}

static void
migrate(struct sqlc *s, const char *path, bool print_pg)
{
	struct str source = read_source(path, s->arena);
	struct ddl ddl;
	if (ddl_parse(source, DDL_SQLITE, s->arena, &ddl) != ERR_OK)
		fail(path, ddl.fault_line, "%.*s", STR_ARG(ddl.fault));
	for (size_t i = 0; i < ddl.n; i++) {
		if (sqlite3_exec(s->database, str_z(ddl.v[i].sql, s->arena), NULL, NULL, NULL) != SQLITE_OK)
			fail(path, ddl.v[i].line, "%s", sqlite3_errmsg(s->database));
		if (ddl.v[i].table.p != NULL)
			learn_table(s, path, &ddl.v[i]);
	}
	if (print_pg && ddl_parse(source, DDL_PG, s->arena, &ddl) == ERR_OK)
		for (size_t i = 0; i < ddl.n; i++)
			printf("%.*s;\n", STR_ARG(ddl.v[i].sql));
}

static void
load_schema(struct sqlc *s, const char *dir, bool print_pg)
{
	glob_t files;
	if (glob(str_printf(s->arena, "%s/*.sql", dir).p, 0, NULL, &files) != 0)
		fail(dir, 1, "has no schema files");
	for (size_t i = 0; i < files.gl_pathc; i++)
		migrate(s, files.gl_pathv[i], print_pg);
	globfree(&files);
}

/* ---- query files ---- */

static struct query *
find_query(const struct sqlc *s, struct str name)
{
	struct query *q = s->queries;
	while (q != NULL && !str_eq(q->name, name))
		q = q->next;
	return q;
}

static struct query *
begin_query(struct sqlc *s, struct str text, int line)
{
	static const char *const kinds[KIND_COUNT] = { ":one", ":many", ":exec", ":changed" };
	struct query *q = ARENA_NEW(s->arena, struct query);
	*q = (struct query){ .line = line, .row = q };
	buf_init(&q->sql, FILE_MAX, s->arena);
	if (!str_split(&text, ' ', &q->name) || !is_name(q->name))
		fail(s->path, line, "this is no name for a C function: %.*s", STR_ARG(q->name));
	q->kind = (enum kind)str_place(str_trim(text), kinds, KIND_COUNT);
	if (q->kind == KIND_COUNT)
		fail(s->path, line, "behind the name stands :one, :many, :exec or :changed");
	return q;
}

/* "name", "name type" or "name type?". */
static struct slot
parse_slot(struct sqlc *s, int line, struct str text, bool may_be_bare)
{
	struct slot slot = { .nullable = str_ends(text, STR("?")) };
	struct str type = text;
	if (!str_split(&type, ' ', &slot.name) || !is_name(slot.name))
		fail(s->path, line, "this is no name for a C field: %.*s", STR_ARG(slot.name));
	slot.bare = type.p == NULL && may_be_bare;
	type = str_trim(type);
	if (!slot.bare && ddl_word_parse(str_cut(type, 0, type.n - slot.nullable), &slot.type) != ERR_OK)
		fail(s->path, line, "%.*s needs one of our type words, not \"%.*s\"", STR_ARG(slot.name),
		    STR_ARG(type));
	return slot;
}

static void
parse_slots(struct sqlc *s, int line, struct str list, bool may_be_bare, struct slots *slots)
{
	struct str piece;
	while (str_split(&list, ',', &piece)) {
		struct slot slot = parse_slot(s, line, str_trim(piece), may_be_bare);
		for (size_t i = 0; i < slots->n; i++)
			if (str_eq(slots->v[i].name, slot.name))
				fail(s->path, line, "%.*s stands here twice", STR_ARG(slot.name));
		if (slots->n == SLOTS_MAX)
			fail(s->path, line, "more than %d names", SLOTS_MAX);
		slots->v[slots->n++] = slot;
	}
}

/* "-- WORD: rest" says something about the query; any other comment is just that. */
static void
parse_directive(struct sqlc *s, struct query *q, int line, struct str word, struct str rest)
{
	static const char *const words[] = { "in", "out", "row", "only", "unscoped" };
	if (str_place(word, words, 5) == 5)
		return;
	if (q->sql.n > 0)
		fail(s->path, line, "this line belongs above the SQL");
	if (str_eq_z(word, "in"))
		parse_slots(s, line, rest, false, &q->in);
	else if (str_eq_z(word, "out"))
		parse_slots(s, line, rest, true, &q->out);
	else if (str_eq_z(word, "row"))
		q->row_name = rest;
	else if (str_eq_z(word, "unscoped") && rest.n == 0)
		fail(s->path, line, "unscoped needs a reason");
	else if (str_eq_z(word, "unscoped"))
		q->unscoped = rest;
	else if (str_eq_z(rest, "sqlite"))
		q->only = ONLY_SQLITE;
	else if (str_eq_z(rest, "pg"))
		q->only = ONLY_PG;
	else
		fail(s->path, line, "only: sqlite or pg, not \"%.*s\"", STR_ARG(rest));
}

/* Comments go, their lines stay, so that errors name the right one. */
static void
add_sql(struct query *q, struct str text, int line)
{
	if (q->sql.n == 0 && text.n == 0)
		return;
	if (q->sql.n == 0)
		q->sql_line = line;
	else
		buf_char(&q->sql, '\n');
	buf_str(&q->sql, text);
}

/* The query is complete: it joins the others, or as the second of a pair the first one. */
static void
end_query(struct sqlc *s, struct query *q)
{
	if (q == NULL)
		return;
	while (q->sql.n > 0 && q->sql.p[q->sql.n - 1] == '\n')
		q->sql.n--;
	if (q->sql.n > 0 && q->sql.p[q->sql.n - 1] == ';')
		q->sql.n--;
	if (q->sql.n == 0)
		fail(s->path, q->line, "there is no SQL below the name");
	struct query *first = find_query(s, q->name), **last = &s->queries;
	if (first != NULL && first->only == ONLY_SQLITE && q->only == ONLY_PG && first->twin == NULL) {
		first->twin = q;
		return;
	}
	if (first != NULL)
		fail(s->path, q->line, "there are two queries named %.*s", STR_ARG(q->name));
	while (*last != NULL)
		last = &(*last)->next;
	*last = q;
}

static void
parse_file(struct sqlc *s)
{
	struct str text = read_source(s->path, s->arena), raw;
	struct query *q = NULL;
	for (int line = 1; str_split(&text, '\n', &raw); line++) {
		struct str trimmed = str_trim(raw), word = STR_NONE, rest = str_cut(trimmed, 2, trimmed.n);
		bool comment = str_starts(trimmed, STR("--"));
		if (comment && str_find_char(rest, ':') >= 0)
			str_split(&rest, ':', &word);
		word = str_trim(word);
		if (str_eq_z(word, "name")) {
			end_query(s, q);
			q = begin_query(s, str_trim(rest), line);
		} else if (q != NULL) {
			parse_directive(s, q, line, word, str_trim(rest));
			add_sql(q, comment ? STR("") : str_cut(raw, 0, (size_t)(trimmed.p + trimmed.n - raw.p)), line);
		} else if (!comment && trimmed.n > 0) {
			fail(s->path, line, "SQL needs a line \"-- name: NAME :kind\" above it");
		}
	}
	end_query(s, q);
}

/* "-- row: NAME": the columns are those of a query above. */
static void
share_row(struct sqlc *s, struct query *q)
{
	struct query *owner = find_query(s, q->row_name);
	if (owner == NULL || owner->line >= q->line || owner->row != owner || owner->out.n == 0)
		fail(s->path, q->line, "row: there is no query above with rows of its own named %.*s",
		    STR_ARG(q->row_name));
	if (q->out.n > 0)
		fail(s->path, q->line, "-- row: stands instead of -- out:");
	q->row = owner;
	q->out = owner->out;
}

static bool
same_slots(const struct slots *a, const struct slots *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++) {
		const struct slot *x = &a->v[i], *y = &b->v[i];
		same = str_eq(x->name, y->name) &&
		    (x->bare || y->bare || (x->type == y->type && x->nullable == y->nullable));
	}
	return same;
}

static void
check_twin(struct sqlc *s, struct query *q)
{
	struct query *twin = q->twin;
	if (twin == NULL)
		fail(s->path, q->line,
		    "%.*s needs its partner: one text with -- only: sqlite, then one with -- only: pg",
		    STR_ARG(q->name));
	if (q->kind != twin->kind || !same_slots(&q->in, &twin->in) || !same_slots(&q->out, &twin->out))
		fail(s->path, twin->line, "the two texts of %.*s must declare the same", STR_ARG(q->name));
	check(s, twin);
}

static void
read_queries(struct sqlc *s, const char *path)
{
	s->path = path;
	s->queries = NULL;
	parse_file(s);
	for (struct query *q = s->queries; q != NULL; q = q->next) {
		if (q->row_name.p != NULL)
			share_row(s, q);
		check(s, q);
		if (q->only != ONLY_NONE)
			check_twin(s, q);
		q->row->has_rows = q->row->has_rows || q->kind == KIND_MANY;
	}
}

static void
write_queries(struct sqlc *s, const char *dir)
{
	const char *base = base_name(s->path);
	struct buf out;
	buf_init(&out, 16 * FILE_MAX, s->arena);
	emit_header(s, base, &out);
	write_output(str_printf(s->arena, "%s/%s.h", dir, base).p, &out);
	buf_clear(&out);
	emit_source(s, base, &out);
	write_output(str_printf(s->arena, "%s/%s.c", dir, base).p, &out);
}

int
main(int argc, char **argv)
{
	struct sqlc s = { .arena = arena_new(), .path = argc > 3 ? argv[2] : NULL };
	struct str mode = str_from_z(argc > 3 ? argv[1] : "");
	bool pg = str_eq_z(mode, "pg"), erase = str_eq_z(mode, "erase") && argc > 4;
	if (!pg && !erase && !str_eq_z(mode, "c")) {
		fputs("usage: sqlc c SCHEMA OUT FILE...\n       sqlc pg SCHEMA FILE...\n"
		      "       sqlc erase SCHEMA OUT.c OWNER [KEEP...]\n", stderr);
		return 2;
	}
	if (sqlite3_open(":memory:", &s.database) != SQLITE_OK)
		return 1;
	s.tables = ARENA_ARRAY(s.arena, struct ddl_statement, TABLES_MAX);
	load_schema(&s, argv[2], pg);
	if (erase)
		write_erasing(&s, argv[3], argv[4], argv + 5);
	for (int i = pg ? 3 : 4; i < argc && !erase; i++) {
		read_queries(&s, argv[i]);
		if (pg)
			print_queries_pg(&s);
		else
			write_queries(&s, argv[3]);
	}
	sqlite3_close(s.database);
	arena_free(s.arena);
	return 0;
}
