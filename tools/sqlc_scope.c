/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The scope rule: rows of a person are only reached with that person's id.
 * This looks for one plain form (WHERE ... AND table.scope = $k, not below an
 * OR) for each use of a scoped table; whatever it does not understand is
 * refused, and may be declared unscoped with a reason.
 */
#include "sqlc.h"

#include "banned.h"

/* ---- which tables, by which names ---- */

static bool
is_alias(const struct token *t)
{
	return t->kind == TOKEN_WORD && !opens_clause(t) && !token_in(t, "LEFT INNER CROSS AND OR UNION INTERSECT "
	    "EXCEPT DEFAULT FOR INDEXED NOT");
}

static bool
is_left_joined(const struct token *t)
{
	return token_in(t - 1, "JOIN") && token_in(t - 2, "LEFT");
}

/* A table behind a comma or a bracket of FROM is not followed. */
static bool
stands_in_list(const struct token *t)
{
	if (token_in(t - 1, "("))
		return token_in(t - 2, "FROM JOIN");
	return token_in(t - 1, ",") && token_in(clause_of(t), "FROM JOIN ON");
}

void
find_uses(struct sqlc *s, const struct token *t, struct uses *ret_uses)
{
	for (; t->kind != TOKEN_END; t++) {
		if (token_in(t, "(") && is_left_joined(t))
			ret_uses->everything_outer = true;
		const struct ddl_statement *table = t->kind == TOKEN_WORD ? find_table(s, t->s) : NULL;
		if (table == NULL)
			continue;
		if (stands_in_list(t) || ret_uses->n == USES_MAX)
			fail(s->path, t->line, "write JOIN instead of a list of tables");
		const struct token *alias = token_in(t + 1, "AS") ? t + 2 : t + 1;
		if (token_in(t - 1, "FROM JOIN INTO UPDATE"))
			ret_uses->v[ret_uses->n++] = (struct use){ .table = table, .at = t, .outer = is_left_joined(t),
				.alias = is_alias(alias) ? alias->s : t->s };
	}
}

/* ---- is a use held by its scope? ---- */

/* What the checks of one use look at. */
struct scope {
	const struct query *query;
	const struct token *first;
	const struct uses *uses;
	const struct use *use;
	struct str column; /* of its table, that holds whose row it is */
	int core;          /* where the use stands */
};

static bool
is_parameter(const struct scope *c, const struct token *t)
{
	const struct slots *in = &c->query->in;
	return t->kind == TOKEN_PARAMETER && (size_t)t->number <= in->n &&
	    str_eq(in->v[t->number - 1].name, c->column) && !in->v[t->number - 1].nullable;
}

/* The first of the words in the core, from t on; TOKEN_END if none. */
static const struct token *
find(const struct scope *c, const struct token *t, const char *words)
{
	while (t->kind != TOKEN_END && (t->core != c->core || !token_in(t, words)))
		t++;
	return t;
}

static bool
core_has(const struct scope *c, const char *words)
{
	return find(c, c->first, words)->kind != TOKEN_END;
}

/* A condition of an outer join holds only the table that is joined there. */
static bool
on_counts(const struct scope *c, const struct token *on)
{
	const struct use *latest = NULL;
	for (size_t i = 0; i < c->uses->n; i++)
		if (c->uses->v[i].at->core == c->core && c->uses->v[i].at < on)
			latest = &c->uses->v[i];
	return latest == c->use || !core_has(c, "LEFT");
}

static bool
is_only_one_with_column(const struct scope *c)
{
	for (size_t i = 0; i < c->uses->n; i++) {
		const struct use *other = &c->uses->v[i];
		if (other != c->use && other->at->core == c->core && find_column(other->table, c->column) != NULL)
			return false;
	}
	return true;
}

/* "column = $k" begins at t, or "alias.column = $k" two tokens before. */
static bool
is_condition(const struct scope *c, const struct token *t)
{
	const struct token *end = t + 3;
	if (t->core != c->core || !str_eq_nocase(t->s, c->column) || !token_in(t + 1, "=") || !is_parameter(c, t + 2))
		return false;
	if (end->kind != TOKEN_END && !opens_clause(end) &&
	    !token_in(end, ") AND UNION INTERSECT EXCEPT LEFT INNER CROSS DO FOR"))
		return false;
	bool named = token_in(t - 1, ".");
	if (named ? !str_eq_nocase(t[-2].s, c->use->alias) : !is_only_one_with_column(c))
		return false;
	const struct token *before = named ? t - 3 : t - 1, *clause = clause_of(t);
	if (!token_in(before, "WHERE AND ON"))
		return false;
	return token_in(clause, "WHERE") || (token_in(clause, "ON") && on_counts(c, t));
}

static bool
has_condition(const struct scope *c)
{
	const struct token *t = c->first;
	while (t->kind != TOKEN_END && !is_condition(c, t))
		t++;
	return t->kind != TOKEN_END && !core_has(c, "OR");
}

/* ---- INSERT ---- */

/* Goes to the end of one item of a list: a comma, the bracket or the clause behind it. */
static const struct token *
item_end(const struct token *t)
{
	int core = t->core;
	while (t->kind != TOKEN_END && !(t->core == core && token_in(t, ", FROM")) &&
	    !(t->core < core && token_in(t, ")")))
		t++;
	return t;
}

/* Where the column stands in the list that begins at t; -1 if nowhere. */
static int
list_position(const struct scope *c, const struct token *t)
{
	for (int position = 0;; position++) {
		if (str_eq_nocase(t->s, c->column))
			return position;
		const struct token *end = item_end(t);
		if (!token_in(end, ","))
			return -1;
		t = end + 1;
	}
}

static bool
item_is_parameter(const struct scope *c, const struct token *t, int position)
{
	const struct token *end = item_end(t);
	for (; position > 0 && token_in(end, ","); position--) {
		t = end + 1;
		end = item_end(t);
	}
	return position == 0 && end == t + 1 && is_parameter(c, t);
}

/* Every tuple of VALUES, and the SELECT that feeds the INSERT. */
static bool
insert_is_scoped(const struct scope *c)
{
	const struct token *t = c->use->at + 1;
	if (!token_in(t, "(") || is_compound(c->first))
		return false;
	int position = list_position(c, t + 1), sources = 0;
	for (t++; position >= 0 && t->kind != TOKEN_END; t++) {
		bool tuple = token_in(t, "(") && token_in(t - 1, "VALUES ,") && token_in(clause_of(t), "VALUES");
		if (t->core != c->core || (!tuple && !token_in(t, "SELECT")))
			continue;
		sources++;
		if (!item_is_parameter(c, t + 1, position))
			return false;
	}
	return sources > 0;
}

/* ON CONFLICT (...) DO UPDATE may meet a row of somebody else. */
static bool
conflict_is_scoped(const struct scope *c)
{
	const struct token *t = find(c, c->use->at, "CONFLICT");
	if (t->kind == TOKEN_END || (token_in(t + 1, "(") && list_position(c, t + 2) >= 0))
		return true;
	return !core_has(c, "UPDATE") || has_condition(c);
}

static bool
moves_rows(const struct scope *c)
{
	const struct token *t = find(c, c->use->at, "SET ,");
	while (t->kind != TOKEN_END && !(str_eq_nocase(t[1].s, c->column) && token_in(t + 2, "=")))
		t = find(c, t + 1, "SET ,");
	return t->kind != TOKEN_END;
}

static void
check_use(struct sqlc *s, const struct scope *c)
{
	struct str column = c->column, table = c->use->table->table;
	int line = c->use->at->line;
	bool insert = token_in(c->use->at - 1, "INTO");
	if (insert && !insert_is_scoped(c))
		fail(s->path, line, "INSERT INTO %.*s must fill %.*s from a parameter of that name", STR_ARG(table),
		    STR_ARG(column));
	if (insert && !conflict_is_scoped(c))
		fail(s->path, line, "ON CONFLICT may meet a row of somebody else: name %.*s in it, or add a WHERE",
		    STR_ARG(column));
	if (!insert && !has_condition(c))
		fail(s->path, line,
		    "%.*s needs \"%.*s = $k\" (a parameter of that name, joined by AND), or \"-- unscoped: reason\"",
		    STR_ARG(table), STR_ARG(column));
	if (moves_rows(c))
		fail(s->path, line, "this moves rows of %.*s to another %.*s", STR_ARG(table), STR_ARG(column));
}

void
check_scope(struct sqlc *s, const struct query *q, const struct token *first, const struct uses *u)
{
	for (size_t i = 0; i < u->n; i++) {
		struct scope c = { q, first, u, &u->v[i], u->v[i].table->scope, u->v[i].at->core };
		if (c.column.p != NULL)
			check_use(s, &c);
	}
}
