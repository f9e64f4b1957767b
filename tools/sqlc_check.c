/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "sqlc.h"

#include "banned.h"

/* What SQLite told while it prepared a query. */
struct seen {
	const struct sqlc *sqlc;
	const struct uses *uses;
	const char *bad_function; /* not in the list of those that both databases share */
	const struct ddl_statement *hidden; /* has a scope, and is not among the uses */
	bool scoped;    /* a table with a scope is touched */
	bool forbidden; /* something other than the four statements */
};

static const char shared_functions[] = "abs coalesce count dense_rank first_value lag last_value lead length lower "
    "ltrim max min nullif rank replace row_number rtrim substr sum trim upper";

static void
note_table(struct seen *seen, const char *name)
{
	const struct ddl_statement *table = find_table(seen->sqlc, str_from_z(name));
	size_t i = 0;
	if (table == NULL || table->scope.p == NULL)
		return;
	seen->scoped = true;
	while (i < seen->uses->n && seen->uses->v[i].table != table)
		i++;
	if (i == seen->uses->n)
		seen->hidden = table;
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
		if (!is_one_of(str_from_z(b), shared_functions))
			seen->bad_function = b;
		return SQLITE_OK;
	default:
		seen->forbidden = true;
		return SQLITE_DENY;
	}
}

/* A virtual table connects when it is first used, and what it does then is not
 * the query's doing: it has done so when the authorizer looks, the second time. */
static sqlite3_stmt *
prepare(struct sqlc *s, const struct query *q, struct seen *seen)
{
	sqlite3_stmt *statement = NULL;
	const char *sql = str_z(buf_view(&q->sql), s->arena);
	sqlite3_prepare_v2(s->database, sql, -1, &statement, NULL);
	sqlite3_finalize(statement);
	sqlite3_set_authorizer(s->database, authorize, seen);
	int code = sqlite3_prepare_v2(s->database, sql, -1, &statement, NULL);
	sqlite3_set_authorizer(s->database, NULL, NULL);
	if (seen->forbidden)
		fail(s->path, q->sql_line, "only SELECT, INSERT, UPDATE and DELETE stand in query files");
	if (code != SQLITE_OK) {
		int at = sqlite3_error_offset(s->database);
		fail(s->path, q->sql_line + count_lines(str_cut(buf_view(&q->sql), 0, at < 0 ? 0 : (size_t)at)), "%s",
		    sqlite3_errmsg(s->database));
	}
	if (seen->bad_function != NULL && q->only == ONLY_NONE)
		fail(s->path, q->sql_line, "the function %s is not the same on both databases", seen->bad_function);
	return statement;
}

static void
check_parameters(struct sqlc *s, const struct query *q, const struct token *t)
{
	bool used[SLOTS_MAX + 1] = { false };
	for (; t->kind != TOKEN_END; t++) {
		used[t->number] = true;
		if ((size_t)t->number > q->in.n)
			fail(s->path, t->line, "$%d is not declared on -- in:", t->number);
	}
	for (size_t k = 1; k <= q->in.n; k++)
		if (!used[k])
			fail(s->path, q->line, "the SQL does not use $%zu (%.*s)", k, STR_ARG(q->in.v[k - 1].name));
}

/* ---- columns ---- */

/* The column of the schema that the query gives; NULL for an expression. */
static const struct ddl_column *
origin(const struct sqlc *s, sqlite3_stmt *statement, int at, const struct ddl_statement **ret_table)
{
	const char *table = sqlite3_column_table_name(statement, at);
	const char *column = sqlite3_column_origin_name(statement, at);
	*ret_table = table == NULL ? NULL : find_table(s, str_from_z(table));
	return *ret_table == NULL || column == NULL ? NULL : find_column(*ret_table, str_from_z(column));
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
	if (c != NULL && !slot->bare && plain(c->type) != plain(slot->type))
		fail(s->path, q->line, "%.*s is declared as another type than the column %.*s has", STR_ARG(slot->name),
		    STR_ARG(c->name));
	if (slot->bare && doubt != NULL)
		fail(s->path, q->line, "%.*s needs a type: %s", STR_ARG(slot->name), doubt);
	if (slot->bare)
		*slot = (struct slot){ .name = slot->name, .type = c->type, .nullable = c->nullable };
}

static void
check_columns(struct sqlc *s, struct query *q, sqlite3_stmt *statement, const struct token *t, const struct uses *u)
{
	size_t n = (size_t)sqlite3_column_count(statement);
	if (n != q->out.n)
		fail(s->path, q->line, "the SQL gives %zu columns, -- out: names %zu", n, q->out.n);
	for (size_t i = 0; i < n; i++) {
		const struct ddl_statement *table;
		const struct ddl_column *c = origin(s, statement, (int)i, &table);
		const char *doubt = NULL;
		if (c == NULL)
			doubt = "it is an expression";
		else if (is_compound(t))
			doubt = "it comes from several SELECTs";
		else if (may_be_outer(u, table))
			doubt = "its table is outer-joined";
		check_column(s, q, &q->out.v[i], c, doubt);
	}
}

static void
check_kind(struct sqlc *s, const struct query *q, bool gives_rows)
{
	bool wants_rows = q->kind == KIND_ONE || q->kind == KIND_MANY;
	if (wants_rows && !gives_rows)
		fail(s->path, q->line, "the SQL gives no rows: use :exec or :changed");
	if (!wants_rows && gives_rows)
		fail(s->path, q->line, "the SQL gives rows: use :one or :many");
	if (!wants_rows && q->out.n > 0)
		fail(s->path, q->line, "-- out: and -- row: need :one or :many");
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
word_is_nullable(const struct query *q, const struct token *t, const struct uses *u)
{
	if (t->kind != TOKEN_WORD || token_in(t + 1, ". ("))
		return false;
	if (token_in(t - 1, "."))
		return column_is_nullable(u, t[-2].s, t->s);
	for (size_t k = 0; k < q->out.n; k++)
		if (str_eq(q->out.v[k].name, t->s))
			return q->out.v[k].nullable;
	return column_is_nullable(u, STR_NONE, t->s);
}

/* Goes over one item of the list behind ORDER BY: gives the comma, or whatever ends the list. */
static const struct token *
check_order_item(struct sqlc *s, const struct query *q, const struct token *t, int core, const struct uses *u)
{
	const struct token *nullable = NULL;
	bool nulls = false;
	for (; t->kind != TOKEN_END && !(t->core < core && token_in(t, ")")); t++) {
		if (t->core == core && token_in(t, ", LIMIT OFFSET RETURNING ROWS RANGE GROUPS"))
			break;
		nulls = nulls || (t->core == core && token_in(t, "NULLS"));
		if (nullable == NULL && word_is_nullable(q, t, u))
			nullable = t;
	}
	if (nullable != NULL && !nulls)
		fail(s->path, nullable->line, "ORDER BY %.*s, which may be absent, needs NULLS FIRST or NULLS LAST",
		    STR_ARG(nullable->s));
	return t;
}

static void
check_order(struct sqlc *s, const struct query *q, const struct token *t, const struct uses *u)
{
	for (; t->kind != TOKEN_END; t++) {
		const struct token *end = t;
		if (!token_in(t - 1, "ORDER") || !token_in(t, "BY"))
			continue;
		do
			end = check_order_item(s, q, end + 1, t->core, u);
		while (token_in(end, ","));
	}
}

/* ---- all of it ---- */

static void
ask_sqlite(struct sqlc *s, struct query *q, const struct token *t, const struct uses *u)
{
	struct seen seen = { .sqlc = s, .uses = u };
	sqlite3_stmt *statement = prepare(s, q, &seen);
	q->writes = sqlite3_stmt_readonly(statement) == 0;
	check_kind(s, q, sqlite3_column_count(statement) > 0);
	if (q->unscoped.p != NULL && !seen.scoped)
		fail(s->path, q->line, "unscoped, but no table here has a scope");
	/* The tokens show how a table is used, SQLite tells that it is: a table which
	 * only SQLite sees would slip through the scope rule. */
	if (q->unscoped.p == NULL && seen.hidden != NULL)
		fail(s->path, q->line, "cannot see how %.*s is used: its scope is not certain",
		    STR_ARG(seen.hidden->table));
	check_columns(s, q, statement, t, u);
	sqlite3_finalize(statement);
}

void
check(struct sqlc *s, struct query *q)
{
	const struct token *t = lex(s, q);
	struct uses uses = { .n = 0 };
	find_uses(s, t, &uses);
	check_parameters(s, q, t);
	if (q->only != ONLY_PG)
		ask_sqlite(s, q, t, &uses);
	check_order(s, q, t, &uses);
	if (q->unscoped.p == NULL)
		check_scope(s, q, t, &uses);
}
