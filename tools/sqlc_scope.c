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
	static const char *const behind[] = { "JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER",
		"AND", "OR", "UNION", "INTERSECT", "EXCEPT", "DEFAULT", "FOR", "AS", "INDEXED", "NOT", NULL };
	if (t->kind != TOKEN_WORD || opens_clause(t))
		return false;
	for (int i = 0; behind[i] != NULL; i++)
		if (token_is(t, behind[i]))
			return false;
	return true;
}

static bool
is_outer_join(const struct tokens *t, size_t at, const char *side)
{
	if (at < 2 || !token_is(&t->v[at - 1], "JOIN"))
		return false;
	return token_is(&t->v[at - 2], side) ||
		(at > 2 && token_is(&t->v[at - 2], "OUTER") && token_is(&t->v[at - 3], side));
}

static void
add_use(const struct tokens *t, size_t at, const struct ddl_statement *table, struct uses *u)
{
	size_t behind = token_is(&t->v[at + 1], "AS") ? at + 2 : at + 1;
	struct use *use = &u->v[u->n++];
	*use = (struct use){ .table = table, .alias = t->v[at].s, .at = at, .core = t->v[at].core };
	if (is_alias(&t->v[behind]))
		use->alias = t->v[behind].s;
	bool left = is_outer_join(t, at, "LEFT"), right = is_outer_join(t, at, "RIGHT"),
	     full = is_outer_join(t, at, "FULL");
	use->outer = left || full;
	for (size_t i = 0; i + 1 < u->n; i++)
		if ((right || full) && u->v[i].core == use->core)
			u->v[i].outer = true;
}

/* A table behind a comma or a bracket of FROM is not followed. */
static bool
stands_in_from_list(const struct tokens *t, size_t at)
{
	if (token_is(&t->v[at - 1], "(") && at > 1)
		return token_is(&t->v[at - 2], "FROM") || token_is(&t->v[at - 2], "JOIN");
	const struct token *clause = clause_of(t, at);
	return token_is(&t->v[at - 1], ",") && clause != NULL &&
	    (token_is(clause, "FROM") || token_is(clause, "JOIN") || token_is(clause, "ON"));
}

bool
find_uses(struct sqlc *s, const struct tokens *t, struct uses *ret_uses)
{
	for (size_t i = 1; i < t->n; i++) {
		const struct token *before = &t->v[i - 1];
		if (token_is(&t->v[i], "(") &&
			(is_outer_join(t, i, "LEFT") || is_outer_join(t, i, "RIGHT") || is_outer_join(t, i, "FULL")))
			ret_uses->everything_outer = true;
		const struct ddl_statement *table = t->v[i].kind == TOKEN_WORD ? find_table(s, t->v[i].s) : NULL;
		if (table == NULL)
			continue;
		if (stands_in_from_list(t, i) || ret_uses->n == USES_MAX) {
			complain(s, t->v[i].line, "write JOIN instead of a list of tables");
			return false;
		}
		if (token_is(before, "FROM") || token_is(before, "JOIN") || token_is(before, "INTO") ||
			token_is(before, "UPDATE"))
			add_use(t, i, table, ret_uses);
	}
	return true;
}

/* ---- is a use held by its scope? ---- */

static bool
is_scope_parameter(const struct query *q, const struct token *t, struct str scope)
{
	return t->kind == TOKEN_PARAMETER && (size_t)t->number <= q->in.n &&
		str_eq(q->in.v[t->number - 1].name, scope) && !q->in.v[t->number - 1].nullable;
}

static bool
core_has(const struct tokens *t, int core, const char *word)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].core == core && token_is(&t->v[i], word))
			return true;
	return false;
}

/* A condition of an outer join holds only the table that is joined there. */
static bool
on_counts(const struct tokens *t, const struct uses *u, const struct use *use, size_t at)
{
	const struct use *latest = NULL;
	if (core_has(t, use->core, "RIGHT") || core_has(t, use->core, "FULL"))
		return false;
	for (size_t i = 0; i < u->n; i++)
		if (u->v[i].core == use->core && u->v[i].at < at)
			latest = &u->v[i];
	return latest == use || !core_has(t, use->core, "LEFT");
}

static bool
is_only_one_with(const struct uses *u, const struct use *use, struct str column)
{
	for (size_t i = 0; i < u->n; i++)
		if (&u->v[i] != use && u->v[i].core == use->core && find_column(u->v[i].table, column) != NULL)
			return false;
	return true;
}

static bool
ends_condition(const struct token *t)
{
	return t->kind == TOKEN_END || token_is(t, ")") || token_is(t, "AND") || opens_clause(t) ||
		token_is(t, "UNION") || token_is(t, "INTERSECT") || token_is(t, "EXCEPT") || token_is(t, "LEFT") ||
		token_is(t, "INNER") || token_is(t, "CROSS") || token_is(t, "DO") || token_is(t, "FOR");
}

/* "scope = $k" begins at token i, or "alias.scope = $k" two tokens before. */
static bool
is_condition(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use, size_t i)
{
	struct str scope = use->table->scope;
	if (t->v[i].core != use->core || !str_eq_nocase(t->v[i].s, scope) || !token_is(&t->v[i + 1], "=") ||
	    !is_scope_parameter(q, &t->v[i + 2], scope) || !ends_condition(&t->v[i + 3]))
		return false;
	size_t first = i;
	if (token_is(&t->v[i - 1], ".")) {
		first = i - 2;
		if (!str_eq_nocase(t->v[first].s, use->alias))
			return false;
	} else if (!is_only_one_with(u, use, scope)) {
		return false;
	}
	const struct token *before = &t->v[first - 1], *clause = clause_of(t, first);
	if (clause == NULL || !(token_is(before, "WHERE") || token_is(before, "AND") || token_is(before, "ON")))
		return false;
	return token_is(clause, "WHERE") || (token_is(clause, "ON") && on_counts(t, u, use, i));
}

static bool
has_condition(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use)
{
	if (core_has(t, use->core, "OR"))
		return false;
	for (size_t i = 3; i + 2 < t->n; i++)
		if (is_condition(q, t, u, use, i))
			return true;
	return false;
}

/* ---- INSERT ---- */

/* Goes to the end of one item of a list: a comma, the bracket or the clause behind it. */
static size_t
item_end(const struct tokens *t, size_t i, int core)
{
	while (t->v[i].kind != TOKEN_END &&
		!(t->v[i].core == core && (token_is(&t->v[i], ",") || token_is(&t->v[i], "FROM"))) &&
		!(token_is(&t->v[i], ")") && t->v[i].core != core && t->v[i - 1].core == core))
		i++;
	return i;
}

/* The position of the scope column in the list that begins at i; -1 if absent. */
static int
list_position(const struct tokens *t, size_t i, struct str scope)
{
	int core = t->v[i].core;
	for (int position = 0;; position++) {
		size_t end = item_end(t, i, core);
		if (str_eq_nocase(t->v[i].s, scope))
			return position;
		if (!token_is(&t->v[end], ","))
			return -1;
		i = end + 1;
	}
}

static bool
item_is_scope(const struct query *q, const struct tokens *t, size_t i, int position, struct str scope)
{
	int core = t->v[i].core;
	size_t end = item_end(t, i, core);
	while (position-- > 0) {
		if (!token_is(&t->v[end], ","))
			return false;
		i = end + 1;
		end = item_end(t, i, core);
	}
	return end == i + 1 && is_scope_parameter(q, &t->v[i], scope);
}

/* Every tuple of VALUES, and every SELECT that feeds the INSERT. */
static bool
insert_is_scoped(const struct query *q, const struct tokens *t, const struct use *use)
{
	size_t i = use->at;
	while (t->v[i].kind != TOKEN_END && !token_is(&t->v[i], "("))
		i++;
	if (t->v[i].kind == TOKEN_END)
		return false;
	int position = list_position(t, i + 1, use->table->scope);
	size_t sources = 0;
	for (i++; position >= 0 && i < t->n; i++) {
		bool value = token_is(&t->v[i], "(") && t->v[i].core == use->core &&
			(token_is(&t->v[i - 1], "VALUES") ||
				(token_is(&t->v[i - 1], ",") && token_is(clause_of(t, i), "VALUES")));
		bool select = token_is(&t->v[i], "SELECT") && t->v[i].core == use->core;
		if (!value && !select)
			continue;
		sources++;
		if (!item_is_scope(q, t, i + 1, position, use->table->scope))
			return false;
	}
	return sources > 0 && !core_has(t, use->core, "UNION");
}

/* ON CONFLICT (...) DO UPDATE may meet a row of somebody else. */
static bool
conflict_is_scoped(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use)
{
	for (size_t i = use->at; i < t->n; i++) {
		if (!token_is(&t->v[i], "CONFLICT") || t->v[i].core != use->core)
			continue;
		if (token_is(&t->v[i + 1], "(") && list_position(t, i + 2, use->table->scope) >= 0)
			return true;
		return !core_has(t, use->core, "UPDATE") || has_condition(q, t, u, use);
	}
	return true;
}

static bool
moves_rows(const struct tokens *t, const struct use *use)
{
	for (size_t i = use->at + 1; i + 1 < t->n; i++)
		if (t->v[i].core == use->core && str_eq_nocase(t->v[i].s, use->table->scope) &&
			token_is(&t->v[i + 1], "=") && (token_is(&t->v[i - 1], "SET") || token_is(&t->v[i - 1], ",")))
			return true;
	return false;
}

void
check_scope(struct sqlc *s, const struct query *q, const struct tokens *t, const struct uses *u)
{
	for (size_t i = 0; i < u->n; i++) {
		const struct use *use = &u->v[i];
		struct str scope = use->table->scope, name = use->table->table;
		int line = t->v[use->at].line;
		if (scope.p == NULL)
			continue;
		bool insert = token_is(&t->v[use->at - 1], "INTO");
		if (insert && !insert_is_scoped(q, t, use))
			complain(s, line, "INSERT INTO %.*s must fill %.*s from a parameter of that name",
				STR_ARG(name), STR_ARG(scope));
		else if (insert && !conflict_is_scoped(q, t, u, use))
			complain(s, line,
				"ON CONFLICT may meet a row of somebody else: name %.*s in it, or add a WHERE",
				STR_ARG(scope));
		else if (!insert && !has_condition(q, t, u, use))
			complain(s, line,
				"%.*s needs \"%.*s = $k\" (a parameter of that name, joined by AND), "
				"or \"-- unscoped: reason\"",
				STR_ARG(name), STR_ARG(scope));
		else if (moves_rows(t, use))
			complain(s, line, "this moves rows of %.*s to another %.*s", STR_ARG(name), STR_ARG(scope));
	}
}
