/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sqlc --schema DIR --out DIR FILE.sql...
 *
 * Turns query files into C (docs/sql.md says what stands in them and what
 * comes out). It migrates an SQLite database in memory with the files of
 * --schema, prepares every query against it, and asks SQLite which columns a
 * query gives and which tables and functions it touches. What SQLite cannot
 * say (parameters, expressions) is declared in the file. Every error is
 * reported as "file:line: reason"; with one error nothing is written.
 *
 * sqlc --schema DIR --list-pg FILE.sql... prints the schema and a PREPARE of
 * each query for psql: the tests let PostgreSQL judge every query with it.
 */
#include "sqlc.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define FILE_MAX ((size_t)1 << 20)
#define TABLES_MAX 500

void
complain(struct sqlc *s, int line, const char *format, ...)
{
	va_list args;
	fprintf(stderr, "%s:%d: ", s->path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	s->errors++;
}

/* ---- files ---- */

static struct str
read_file(struct sqlc *s, const char *path)
{
	struct buf b;
	char piece[4096];
	size_t n;
	buf_init(&b, FILE_MAX, s->arena);
	FILE *in = fopen(path, "r");
	if (in == NULL) {
		perror(path);
		exit(1);
	}
	while ((n = fread(piece, 1, sizeof piece, in)) > 0)
		buf_add(&b, piece, n);
	fclose(in);
	return buf_view(&b);
}

static int
is_schema_file(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && strcmp(entry->d_name + n - 4, ".sql") == 0;
}

/* ---- the schema ---- */

const struct ddl_statement *
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
learn_table(struct sqlc *s, const struct ddl_statement *d)
{
	for (size_t i = 0; i < s->table_count; i++)
		if (str_eq_nocase(s->tables[i].table, d->table)) {
			struct ddl_statement *t = &s->tables[i];
			struct ddl_column *grown = ARENA_ARRAY(s->arena, struct ddl_column, t->column_count + 1);
			memcpy(grown, t->columns, t->column_count * sizeof *grown);
			grown[t->column_count++] = d->columns[0];
			t->columns = grown;
			return;
		}
	if (s->table_count < TABLES_MAX)
		s->tables[s->table_count++] = *d;
}

static void
migrate(struct sqlc *s, const char *path)
{
	struct ddl ddl;
	s->path = path;
	if (ddl_parse(read_file(s, path), DDL_SQLITE, s->arena, &ddl) != ERR_OK) {
		complain(s, ddl.fault_line, "%.*s", STR_ARG(ddl.fault));
		return;
	}
	for (size_t i = 0; i < ddl.n; i++) {
		if (sqlite3_exec(s->database, str_z(ddl.v[i].sql, s->arena), NULL, NULL, NULL) != SQLITE_OK)
			complain(s, ddl.v[i].line, "%s", sqlite3_errmsg(s->database));
		else if (ddl.v[i].table.p != NULL)
			learn_table(s, &ddl.v[i]);
	}
}

static void
list_schema_pg(struct sqlc *s, const char *path)
{
	struct ddl ddl;
	if (ddl_parse(read_file(s, path), DDL_PG, s->arena, &ddl) == ERR_OK)
		for (size_t i = 0; i < ddl.n; i++)
			printf("%.*s;\n", STR_ARG(ddl.v[i].sql));
}

static void
load_schema(struct sqlc *s, const char *dir, bool list_pg)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_schema_file, alphasort);
	if (n < 0) {
		perror(dir);
		exit(1);
	}
	for (int i = 0; i < n; i++) {
		struct str path = str_printf(s->arena, "%s/%s", dir, entries[i]->d_name);
		migrate(s, path.p);
		if (list_pg)
			list_schema_pg(s, path.p);
		free(entries[i]);
	}
	free(entries);
}

/* ---- query files ---- */

static bool
is_name(struct str s)
{
	static const char keywords[] = "auto bool break case char const continue default do double else enum extern "
	    "false float for goto if inline int long register restrict return short signed sizeof static struct switch "
	    "true typedef union unsigned void volatile while";
	if (token_in(&(struct token){ .s = s }, keywords))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '_' && (s.p[i] < 'a' || s.p[i] > 'z') && (i == 0 || s.p[i] < '0' || s.p[i] > '9'))
			return false;
	return s.n > 0;
}

static struct query *
find_query(const struct sqlc *s, struct str name, const struct query *other_than)
{
	for (struct query *q = s->queries; q != NULL; q = q->next)
		if (q != other_than && str_eq(q->name, name))
			return q;
	return NULL;
}

static struct query *
begin_query(struct sqlc *s, struct str text, int line)
{
	static const char *const kinds[] = { ":one", ":many", ":exec", ":changed" };
	struct str name, kind = text;
	if (!str_split(&kind, ' ', &name) || !is_name(name)) {
		complain(s, line, "this is no name for a C function: %.*s", STR_ARG(name));
		return NULL;
	}
	struct query *q = ARENA_NEW(s->arena, struct query);
	*q = (struct query){ .name = name, .line = line, .row = q };
	buf_init(&q->sql, FILE_MAX, s->arena);
	for (int i = 0; i < 4; i++)
		if (str_eq_z(str_trim(kind), kinds[i])) {
			q->kind = (enum kind)i;
			return q;
		}
	complain(s, line, "behind the name stands :one, :many, :exec or :changed");
	return NULL;
}

static bool
parse_slot(struct sqlc *s, int line, struct str text, bool may_be_bare, struct slot *ret_slot)
{
	struct str name, type = str_trim(text);
	if (!str_split(&type, ' ', &name) || !is_name(name)) {
		complain(s, line, "this is no name for a C field: %.*s", STR_ARG(name));
		return false;
	}
	*ret_slot = (struct slot){ .name = name, .bare = type.p == NULL };
	if (ret_slot->bare && may_be_bare)
		return true;
	type = str_trim(type);
	ret_slot->nullable = str_ends(type, STR("?"));
	if (ddl_word_parse(str_cut(type, 0, type.n - ret_slot->nullable), &ret_slot->type) == ERR_OK)
		return true;
	complain(s, line, "%.*s needs one of our type words, not \"%.*s\"", STR_ARG(name), STR_ARG(type));
	return false;
}

static void
parse_slots(struct sqlc *s, int line, struct str list, bool may_be_bare, struct slots *ret_slots)
{
	struct str piece;
	while (str_split(&list, ',', &piece)) {
		struct slot slot;
		if (!parse_slot(s, line, piece, may_be_bare, &slot))
			return;
		for (size_t i = 0; i < ret_slots->n; i++)
			if (str_eq(ret_slots->v[i].name, slot.name))
				complain(s, line, "%.*s stands here twice", STR_ARG(slot.name));
		if (ret_slots->n == SLOTS_MAX) {
			complain(s, line, "more than %d names", SLOTS_MAX);
			return;
		}
		ret_slots->v[ret_slots->n++] = slot;
	}
}

static bool
take_prefix(struct str line, const char *prefix, struct str *ret_rest)
{
	struct str p = str_from_z(prefix);
	if (!str_starts(line, p))
		return false;
	*ret_rest = str_trim(str_cut(line, p.n, line.n));
	return true;
}

static void
parse_only(struct sqlc *s, struct query *q, int line, struct str which)
{
	if (str_eq_z(which, "sqlite"))
		q->only = ONLY_SQLITE;
	else if (str_eq_z(which, "pg"))
		q->only = ONLY_PG;
	else
		complain(s, line, "only: sqlite or pg, not \"%.*s\"", STR_ARG(which));
}

/* A comment line behind "-- name:"; any other comment is just that. */
static void
parse_directive(struct sqlc *s, struct query *q, int line, struct str text)
{
	struct str rest;
	bool above = q->sql.n == 0;
	if (take_prefix(text, "-- in:", &rest) && above) {
		q->has_in = true;
		parse_slots(s, line, rest, false, &q->in);
	} else if (take_prefix(text, "-- out:", &rest) && above) {
		q->has_out = true;
		parse_slots(s, line, rest, true, &q->out);
	} else if (take_prefix(text, "-- row:", &rest) && above) {
		q->has_row = true;
		q->row_name = rest;
	} else if (take_prefix(text, "-- only:", &rest) && above) {
		parse_only(s, q, line, rest);
	} else if (take_prefix(text, "-- unscoped:", &rest) && above) {
		q->unscoped = rest;
		if (rest.n == 0)
			complain(s, line, "unscoped needs a reason");
	} else if (take_prefix(text, "-- in:", &rest) || take_prefix(text, "-- out:", &rest) ||
	    take_prefix(text, "-- row:", &rest) || take_prefix(text, "-- only:", &rest) ||
	    take_prefix(text, "-- unscoped:", &rest)) {
		complain(s, line, "this line belongs above the SQL");
	}
}

/* Comments go, their lines stay, so that errors name the right one. */
static void
add_sql(struct query *q, struct str text, int line)
{
	bool quoted = false;
	for (size_t i = 0; i + 1 < text.n; i++) {
		quoted ^= text.p[i] == '\'';
		if (!quoted && text.p[i] == '-' && text.p[i + 1] == '-')
			text.n = i;
	}
	while (text.n > 0 && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '\t' || text.p[text.n - 1] == '\r'))
		text.n--;
	if (q->sql.n == 0)
		q->sql_line = line;
	if (q->sql.n > 0)
		buf_char(&q->sql, '\n');
	buf_str(&q->sql, text);
}

static void
end_query(struct sqlc *s, struct query *q, int errors_before)
{
	struct query **last = &s->queries;
	if (q == NULL)
		return;
	while (q->sql.n > 0 && (q->sql.p[q->sql.n - 1] == '\n' || q->sql.p[q->sql.n - 1] == ' '))
		q->sql.n--;
	if (q->sql.n > 0 && q->sql.p[q->sql.n - 1] == ';')
		q->sql.n--;
	if (q->sql.n == 0)
		complain(s, q->line, "there is no SQL below the name");
	q->broken = s->errors > errors_before;
	while (*last != NULL)
		last = &(*last)->next;
	*last = q;
}

static void
parse_file(struct sqlc *s, const char *path)
{
	struct str text = read_file(s, path), raw;
	struct query *q = NULL;
	bool named = false;
	int errors_before = 0;
	s->path = path;
	s->queries = NULL;
	for (int line = 1; str_split(&text, '\n', &raw); line++) {
		struct str trimmed = str_trim(raw), rest;
		if (take_prefix(trimmed, "-- name:", &rest)) {
			end_query(s, q, errors_before);
			errors_before = s->errors;
			q = begin_query(s, rest, line);
			named = true;
		} else if (q != NULL && str_starts(trimmed, STR("--"))) {
			parse_directive(s, q, line, trimmed);
			if (q->sql.n > 0)
				add_sql(q, trimmed, line);
		} else if (q != NULL && (trimmed.n > 0 || q->sql.n > 0)) {
			add_sql(q, trimmed.n > 0 ? raw : trimmed, line);
		} else if (!named && trimmed.n > 0 && !str_starts(trimmed, STR("--"))) {
			complain(s, line, "SQL needs a line \"-- name: NAME :kind\" above it");
			named = true;
		}
	}
	end_query(s, q, errors_before);
}

static bool
same_slots(const struct slots *a, const struct slots *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->v[i].name, b->v[i].name) &&
		    (a->v[i].bare || b->v[i].bare ||
		    (a->v[i].type == b->v[i].type && a->v[i].nullable == b->v[i].nullable));
	return same;
}

static void
find_twin(struct sqlc *s, struct query *q)
{
	struct query *other = find_query(s, q->name, q);
	if (q->only == ONLY_NONE && other == NULL)
		return;
	if (other == NULL || q->only == ONLY_NONE || other->only == ONLY_NONE || other->only == q->only) {
		complain(s, q->line, q->only == ONLY_NONE ? "there are two queries named %.*s" :
		    "%.*s needs its partner: one text with -- only: sqlite, one with -- only: pg", STR_ARG(q->name));
		return;
	}
	if (q->only == ONLY_SQLITE)
		q->twin = other;
	else
		q->is_twin = true;
	if (q->kind != other->kind || !same_slots(&q->in, &other->in) || !same_slots(&q->out, &other->out))
		complain(s, q->line, "the two texts of %.*s must declare the same", STR_ARG(q->name));
}

/* "-- row: NAME": the columns are those of NAME, already checked. */
static void
find_row(struct sqlc *s, struct query *q)
{
	if (!q->has_row)
		return;
	struct query *owner = find_query(s, q->row_name, q);
	if (owner == NULL || owner->broken || owner->has_row || owner->out.n == 0) {
		complain(s, q->line, "row: there is no query with rows of its own named %.*s", STR_ARG(q->row_name));
		q->broken = true;
		return;
	}
	bool same = !q->has_out || q->out.n == owner->out.n;
	for (size_t i = 0; same && q->has_out && i < q->out.n; i++)
		same = str_eq(q->out.v[i].name, owner->out.v[i].name);
	if (!same)
		complain(s, q->line, "the columns of -- out: are not those of %.*s", STR_ARG(q->row_name));
	q->row = owner;
	q->out = owner->out;
	q->has_out = true;
}

static void
list_queries_pg(const struct sqlc *s)
{
	static const char *const types[DDL_WORD_COUNT] = { "bytea", "bigint", "bigint", "bigint", "boolean", "text",
		"bytea", "bytea" };
	for (const struct query *q = s->queries; q != NULL; q = q->next) {
		if (q->only == ONLY_SQLITE)
			continue;
		printf("PREPARE %.*s", STR_ARG(q->name));
		for (size_t i = 0; i < q->in.n; i++)
			printf("%s%s", i == 0 ? " (" : ", ", types[q->in.v[i].type]);
		printf("%s AS\n%.*s;\n", q->in.n > 0 ? ")" : "", STR_ARG(buf_view(&q->sql)));
	}
}

static FILE *
open_output(struct sqlc *s, const char *dir, const char *base, const char *end)
{
	struct str path = str_printf(s->arena, "%s/%s.%s", dir, base, end);
	FILE *out = fopen(path.p, "w");
	if (out == NULL) {
		perror(path.p);
		exit(1);
	}
	return out;
}

static void
write_output(struct sqlc *s, const char *dir)
{
	const char *slash = strrchr(s->path, '/');
	const char *base = slash == NULL ? s->path : slash + 1;
	FILE *header = open_output(s, dir, base, "h"), *source = open_output(s, dir, base, "c");
	emit_header(s, base, header);
	emit_source(s, base, source);
	if (fclose(header) != 0 || fclose(source) != 0) {
		perror(dir);
		exit(1);
	}
}

static void
do_file(struct sqlc *s, const char *path, const char *out, bool list_pg)
{
	parse_file(s, path);
	for (struct query *q = s->queries; q != NULL; q = q->next)
		if (!q->has_row && !q->broken)
			check(s, q);
	for (struct query *q = s->queries; q != NULL; q = q->next)
		find_row(s, q);
	for (struct query *q = s->queries; q != NULL; q = q->next) {
		if (q->has_row && !q->broken)
			check(s, q);
		find_twin(s, q);
		if (q->kind == KIND_MANY)
			q->row->has_rows = true;
	}
	if (s->errors > 0)
		return;
	if (list_pg)
		list_queries_pg(s);
	else
		write_output(s, out);
}

struct options {
	const char *schema, *out, *erase;
	const char *keep[16];
	size_t keep_count;
	bool list_pg;
};

/* The number of arguments that are options. */
static int
read_options(int argc, char **argv, struct options *o)
{
	int i = 1;
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--list-pg") == 0)
			o->list_pg = true;
		else if (strcmp(argv[i], "--schema") == 0 && i + 1 < argc)
			o->schema = argv[++i];
		else if (strcmp(argv[i], "--out") == 0 && i + 1 < argc)
			o->out = argv[++i];
		else if (strcmp(argv[i], "--erase") == 0 && i + 1 < argc)
			o->erase = argv[++i];
		else if (strcmp(argv[i], "--keep") == 0 && i + 1 < argc && o->keep_count < 16)
			o->keep[o->keep_count++] = argv[++i];
	}
	return i;
}

static void
write_erasing(struct sqlc *s, const struct options *o)
{
	FILE *out = fopen(o->out, "w");
	s->path = o->schema;
	if (out == NULL) {
		perror(o->out);
		exit(1);
	}
	emit_erasing(s, o->erase, o->keep, o->keep_count, out);
	fclose(out);
}

int
main(int argc, char **argv)
{
	struct options o = { .keep_count = 0 };
	int i = read_options(argc, argv, &o);
	if (o.schema == NULL || (o.out == NULL && !o.list_pg) || (i == argc && o.erase == NULL)) {
		fputs("usage: sqlc --schema DIR (--out DIR | --list-pg) FILE.sql...\n"
		      "       sqlc --schema DIR --out FILE --erase TABLE [--keep TABLE]...\n", stderr);
		return 2;
	}
	struct sqlc s = { .arena = arena_new() };
	s.tables = ARENA_ARRAY(s.arena, struct ddl_statement, TABLES_MAX);
	if (sqlite3_open(":memory:", &s.database) != SQLITE_OK)
		return 1;
	load_schema(&s, o.schema, o.list_pg);
	if (o.erase != NULL && s.errors == 0)
		write_erasing(&s, &o);
	for (; i < argc && s.errors == 0; i++)
		do_file(&s, argv[i], o.out, o.list_pg);
	sqlite3_close(s.database);
	arena_free(s.arena);
	return s.errors == 0 ? 0 : 1;
}
