/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "sqlc.h"

#include "banned.h"

/* What SQLite told while it prepared a query. */
struct seen {
	struct sqlc *sqlc;
	const char *bad_function; /* not in the list of those that both databases share */
	struct str scoped[USES_MAX];
	size_t scoped_count;
	bool forbidden; /* something other than the four statements */
};

static const char shared_functions[] = "abs coalesce count dense_rank first_value lag last_value lead length lower "
    "ltrim max min nullif rank replace row_number rtrim substr sum trim upper";

static void
note_table(struct seen *seen, const char *name)
{
	const struct ddl_statement *table = find_table(seen->sqlc, str_from_z(name));
	if (table == NULL || table->scope.p == NULL || seen->scoped_count == USES_MAX)
		return;
	for (size_t i = 0; i < seen->scoped_count; i++)
		if (str_eq(seen->scoped[i], table->table))
			return;
	seen->scoped[seen->scoped_count++] = table->table;
}

static int
authorize(void *arg, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)c;
	(void)d;
	struct seen *seen = arg;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		note_table(seen, a);
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		if (!token_in(&(struct token){ .s = str_from_z(b) }, shared_functions))
			seen->bad_function = b;
		return SQLITE_OK;
	default:
		seen->forbidden = true;
		return SQLITE_DENY;
	}
}

static int
line_at(const struct query *q, int offset)
{
	int line = q->sql_line;
	for (int i = 0; i < offset && i < (int)q->sql.n; i++)
		line += q->sql.p[i] == '\n';
	return line;
}

/* A virtual table connects when it is first used, and what it does then is not
 * the query's doing: it has done so when the authorizer looks. */
static void
connect_tables(struct sqlc *s, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3_prepare_v2(s->database, sql, -1, &statement, NULL);
	sqlite3_finalize(statement);
}

static sqlite3_stmt *
prepare(struct sqlc *s, const struct query *q, struct seen *seen)
{
	sqlite3_stmt *statement = NULL;
	const char *tail = "";
	struct str sql = { str_z(buf_view(&q->sql), s->arena), q->sql.n };
	connect_tables(s, sql.p);
	sqlite3_set_authorizer(s->database, authorize, seen);
	int code = sqlite3_prepare_v2(s->database, sql.p, -1, &statement, &tail);
	sqlite3_set_authorizer(s->database, NULL, NULL);
	if (seen->forbidden)
		complain(s, q->sql_line, "only SELECT, INSERT, UPDATE and DELETE stand in query files");
	else if (code != SQLITE_OK)
		complain(s, line_at(q, sqlite3_error_offset(s->database)), "%s", sqlite3_errmsg(s->database));
	else if (seen->bad_function != NULL && q->only == ONLY_NONE)
		complain(s, q->sql_line, "the function %s is not the same on both databases", seen->bad_function);
	return statement;
}

static void
check_parameters(struct sqlc *s, const struct query *q, const struct tokens *t)
{
	bool used[SLOTS_MAX + 1] = { false };
	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].kind != TOKEN_PARAMETER)
			continue;
		used[t->v[i].number] = true;
		if ((size_t)t->v[i].number > q->in.n) {
			complain(s, t->v[i].line, "$%d is not declared on -- in:", t->v[i].number);
			return;
		}
	}
	for (size_t k = 1; k <= q->in.n; k++)
		if (!used[k])
			complain(s, q->line, "the SQL does not use $%zu (%.*s)", k, STR_ARG(q->in.v[k - 1].name));
}

/* ---- columns ---- */

static const struct ddl_column *
origin(const struct sqlc *s, sqlite3_stmt *statement, int at, const struct ddl_statement **ret_table)
{
	const char *table = sqlite3_column_table_name(statement, at);
	const char *column = sqlite3_column_origin_name(statement, at);
	if (table == NULL || column == NULL)
		return NULL;
	*ret_table = find_table(s, str_from_z(table));
	return *ret_table == NULL ? NULL : find_column(*ret_table, str_from_z(column));
}

static bool
may_be_outer(const struct uses *u, const struct ddl_statement *table)
{
	bool outer = u->everything_outer;
	for (size_t i = 0; i < u->n; i++)
		outer = outer || (u->v[i].table == table && u->v[i].outer);
	return outer;
}

/* Kinds of value, not words: a sum of cents may be declared int. */
static enum ddl_word
plain(enum ddl_word w)
{
	if (w == DDL_TIME || w == DDL_CENTS)
		return DDL_INT;
	return w == DDL_ENC ? DDL_BYTES : w;
}

static void
check_column(struct sqlc *s, const struct query *q, struct slot *slot, const struct ddl_column *c, const char *doubt)
{
	if (c != NULL && !slot->bare && plain(c->type) != plain(slot->type)) {
		complain(s, q->line, "%.*s is declared as another type than the column %.*s has", STR_ARG(slot->name),
		    STR_ARG(c->name));
	} else if (slot->bare && doubt != NULL) {
		complain(s, q->line, "%.*s needs a type: %s", STR_ARG(slot->name), doubt);
	} else if (slot->bare) {
		slot->type = c->type;
		slot->nullable = c->nullable;
		slot->bare = false;
	}
}

static void
check_columns(struct sqlc *s, struct query *q, sqlite3_stmt *statement, const struct tokens *t, const struct uses *u)
{
	size_t n = (size_t)sqlite3_column_count(statement);
	bool compound = is_compound(t);
	if (n != q->out.n) {
		complain(s, q->line, "the SQL gives %zu columns, -- out: names %zu", n, q->out.n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const struct ddl_statement *table = NULL;
		const struct ddl_column *c = origin(s, statement, (int)i, &table);
		const char *doubt = NULL;
		if (c == NULL)
			doubt = "it is an expression";
		else if (compound)
			doubt = "it comes from several SELECTs";
		else if (may_be_outer(u, table))
			doubt = "its table is outer-joined";
		check_column(s, q, &q->out.v[i], c, doubt);
	}
}

static void
check_kind(struct sqlc *s, const struct query *q, sqlite3_stmt *statement)
{
	bool wants_rows = q->kind == KIND_ONE || q->kind == KIND_MANY;
	bool gives_rows = sqlite3_column_count(statement) > 0;
	if (wants_rows && !gives_rows)
		complain(s, q->line, "the SQL gives no rows: use :exec or :changed");
	else if (!wants_rows && gives_rows)
		complain(s, q->line, "the SQL gives rows: use :one or :many");
	else if (!wants_rows && (q->has_out || q->has_row))
		complain(s, q->line, "-- out: and -- row: need :one or :many");
}

/* ---- ORDER BY ---- */

static bool
column_is_nullable(const struct uses *u, struct str table, struct str name)
{
	for (size_t i = 0; i < u->n; i++) {
		if (table.p != NULL && !str_eq_nocase(u->v[i].alias, table))
			continue;
		const struct ddl_column *c = find_column(u->v[i].table, name);
		if (c != NULL && (c->nullable || u->v[i].outer || u->everything_outer))
			return true;
	}
	return false;
}

static bool
word_is_nullable(const struct query *q, const struct tokens *t, size_t i, const struct uses *u)
{
	if (t->v[i].kind != TOKEN_WORD || token_in(&t->v[i + 1], ".") || token_in(&t->v[i + 1], "("))
		return false;
	if (token_in(&t->v[i - 1], "."))
		return column_is_nullable(u, t->v[i - 2].s, t->v[i].s);
	for (size_t k = 0; k < q->out.n; k++)
		if (str_eq(q->out.v[k].name, t->v[i].s))
			return q->out.v[k].nullable;
	return column_is_nullable(u, STR_NONE, t->v[i].s);
}

/* i: behind ORDER BY. */
static void
check_order_list(struct sqlc *s, const struct query *q, const struct tokens *t, size_t i, const struct uses *u)
{
	int core = t->v[i].core;
	const struct token *nullable = NULL;
	bool nulls = false;
	for (;; i++) {
		const struct token *now = &t->v[i];
		bool same = now->core == core, ends = now->kind == TOKEN_END;
		ends = ends || (now->core < core && token_in(now, ")"));
		ends = ends || (same && token_in(now, "LIMIT OFFSET RETURNING ROWS RANGE GROUPS"));
		nulls = nulls || (same && token_in(now, "NULLS"));
		if (!nulls && nullable == NULL && word_is_nullable(q, t, i, u))
			nullable = now;
		if (!ends && !(same && token_in(now, ",")))
			continue;
		if (nullable != NULL && !nulls)
			complain(s, nullable->line,
			    "ORDER BY %.*s, which may be absent, needs NULLS FIRST or NULLS LAST",
			    STR_ARG(nullable->s));
		if (ends)
			return;
		nullable = NULL;
		nulls = false;
	}
}

static void
check_order(struct sqlc *s, const struct query *q, const struct tokens *t, const struct uses *u)
{
	for (size_t i = 0; i + 2 < t->n; i++)
		if (token_in(&t->v[i], "ORDER") && token_in(&t->v[i + 1], "BY"))
			check_order_list(s, q, t, i + 2, u);
}

/* ---- all of it ---- */

/* The tokens show how a table is used, SQLite tells that it is: a table which
 * only SQLite sees would slip through the scope rule. */
static void
check_seen(struct sqlc *s, const struct query *q, const struct seen *seen, const struct uses *u)
{
	if (q->unscoped.p != NULL && seen->scoped_count == 0)
		complain(s, q->line, "unscoped, but no table here has a scope");
	if (q->unscoped.p != NULL)
		return;
	for (size_t i = 0; i < seen->scoped_count; i++) {
		bool found = false;
		for (size_t k = 0; k < u->n; k++)
			found = found || str_eq(u->v[k].table->table, seen->scoped[i]);
		if (!found)
			complain(s, q->line, "cannot see how %.*s is used: its scope is not certain",
			    STR_ARG(seen->scoped[i]));
	}
}

void
check(struct sqlc *s, struct query *q)
{
	struct tokens *t = ARENA_NEW(s->arena, struct tokens);
	struct seen seen = { .sqlc = s };
	struct uses uses = { .n = 0 };
	int before = s->errors;
	if (!lex(s, q, t) || !find_uses(s, t, &uses))
		return;
	check_parameters(s, q, t);
	if (q->only != ONLY_PG) {
		sqlite3_stmt *statement = prepare(s, q, &seen);
		if (statement != NULL && s->errors == before) {
			q->writes = sqlite3_stmt_readonly(statement) == 0;
			check_kind(s, q, statement);
			check_seen(s, q, &seen, &uses);
		}
		if (s->errors == before && (q->kind == KIND_ONE || q->kind == KIND_MANY))
			check_columns(s, q, statement, t, &uses);
		sqlite3_finalize(statement);
	}
	if (s->errors > before)
		return;
	check_order(s, q, t, &uses);
	if (q->unscoped.p == NULL)
		check_scope(s, q, t, &uses);
}
