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
	return t->kind == TOKEN_WORD && !opens_clause(t) && !token_in(t, "LEFT RIGHT FULL INNER CROSS NATURAL OUTER "
	    "AND OR UNION INTERSECT EXCEPT DEFAULT FOR INDEXED NOT");
}

static bool
follows_join(const struct tokens *t, size_t at, const char *sides)
{
	if (at < 3 || !token_in(&t->v[at - 1], "JOIN"))
		return false;
	return token_in(&t->v[token_in(&t->v[at - 2], "OUTER") ? at - 3 : at - 2], sides);
}

static void
add_use(const struct tokens *t, size_t at, const struct ddl_statement *table, struct uses *u)
{
	size_t behind = token_in(&t->v[at + 1], "AS") ? at + 2 : at + 1;
	for (size_t i = 0; i < u->n; i++)
		if (u->v[i].core == t->v[at].core && follows_join(t, at, "RIGHT FULL"))
			u->v[i].outer = true;
	u->v[u->n++] = (struct use){
		.table = table,
		.alias = is_alias(&t->v[behind]) ? t->v[behind].s : t->v[at].s,
		.at = at,
		.core = t->v[at].core,
		.outer = follows_join(t, at, "LEFT FULL"),
	};
}

/* A table behind a comma or a bracket of FROM is not followed. */
static bool
stands_in_list(const struct tokens *t, size_t at)
{
	if (at > 1 && token_in(&t->v[at - 1], "("))
		return token_in(&t->v[at - 2], "FROM JOIN");
	const struct token *clause = clause_of(t, at);
	return token_in(&t->v[at - 1], ",") && clause != NULL && token_in(clause, "FROM JOIN ON");
}

bool
find_uses(struct sqlc *s, const struct tokens *t, struct uses *ret_uses)
{
	for (size_t i = 1; i < t->n; i++) {
		if (token_in(&t->v[i], "(") && follows_join(t, i, "LEFT RIGHT FULL"))
			ret_uses->everything_outer = true;
		const struct ddl_statement *table = t->v[i].kind == TOKEN_WORD ? find_table(s, t->v[i].s) : NULL;
		if (table == NULL)
			continue;
		if (stands_in_list(t, i) || ret_uses->n == USES_MAX) {
			complain(s, t->v[i].line, "write JOIN instead of a list of tables");
			return false;
		}
		if (token_in(&t->v[i - 1], "FROM JOIN INTO UPDATE"))
			add_use(t, i, table, ret_uses);
	}
	return true;
}

/* ---- is a use held by its scope? ---- */

static bool
is_scope_parameter(const struct query *q, const struct token *t, struct str scope)
{
	if (t->kind != TOKEN_PARAMETER || (size_t)t->number > q->in.n)
		return false;
	const struct slot *slot = &q->in.v[t->number - 1];
	return str_eq(slot->name, scope) && !slot->nullable;
}

static bool
core_has(const struct tokens *t, int core, const char *words)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].core == core && token_in(&t->v[i], words))
			return true;
	return false;
}

/* A condition of an outer join holds only the table that is joined there. */
static bool
on_counts(const struct tokens *t, const struct uses *u, const struct use *use, size_t at)
{
	const struct use *latest = NULL;
	for (size_t i = 0; i < u->n; i++)
		if (u->v[i].core == use->core && u->v[i].at < at)
			latest = &u->v[i];
	return !core_has(t, use->core, "RIGHT FULL") && (latest == use || !core_has(t, use->core, "LEFT"));
}

static bool
is_only_one_with(const struct uses *u, const struct use *use, struct str column)
{
	for (size_t i = 0; i < u->n; i++)
		if (&u->v[i] != use && u->v[i].core == use->core && find_column(u->v[i].table, column) != NULL)
			return false;
	return true;
}

/* "scope = $k" begins at token i, or "alias.scope = $k" two tokens before. */
static bool
is_condition(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use, size_t i)
{
	struct str scope = use->table->scope;
	const struct token *end = &t->v[i + 3];
	if (t->v[i].core != use->core || !str_eq_nocase(t->v[i].s, scope) || !token_in(&t->v[i + 1], "=") ||
	    !is_scope_parameter(q, &t->v[i + 2], scope))
		return false;
	if (end->kind != TOKEN_END && !opens_clause(end) &&
	    !token_in(end, ") AND UNION INTERSECT EXCEPT LEFT INNER CROSS DO FOR"))
		return false;
	bool named = token_in(&t->v[i - 1], ".");
	size_t first = named ? i - 2 : i;
	if (named ? !str_eq_nocase(t->v[first].s, use->alias) : !is_only_one_with(u, use, scope))
		return false;
	const struct token *clause = clause_of(t, first);
	if (clause == NULL || !token_in(&t->v[first - 1], "WHERE AND ON"))
		return false;
	return token_in(clause, "WHERE") || (token_in(clause, "ON") && on_counts(t, u, use, i));
}

static bool
has_condition(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use)
{
	bool found = false;
	for (size_t i = 3; i + 2 < t->n; i++)
		found = found || is_condition(q, t, u, use, i);
	return found && !core_has(t, use->core, "OR");
}

/* ---- INSERT ---- */

/* Goes to the end of one item of a list: a comma, the bracket or the clause behind it. */
static size_t
item_end(const struct tokens *t, size_t i, int core)
{
	for (; t->v[i].kind != TOKEN_END; i++)
		if (token_in(&t->v[i], t->v[i].core < core ? ")" : ", FROM") && t->v[i].core <= core)
			break;
	return i;
}

/* Where the scope column stands in the list that begins at i; -1 if nowhere. */
static int
list_position(const struct tokens *t, size_t i, struct str scope)
{
	int core = t->v[i].core;
	for (int position = 0;; position++) {
		size_t end = item_end(t, i, core);
		if (str_eq_nocase(t->v[i].s, scope))
			return position;
		if (!token_in(&t->v[end], ","))
			return -1;
		i = end + 1;
	}
}

static bool
item_is_scope(const struct query *q, const struct tokens *t, size_t i, int position, struct str scope)
{
	int core = t->v[i].core;
	size_t end = item_end(t, i, core);
	for (; position > 0 && token_in(&t->v[end], ","); position--) {
		i = end + 1;
		end = item_end(t, i, core);
	}
	return position == 0 && end == i + 1 && is_scope_parameter(q, &t->v[i], scope);
}

/* Every tuple of VALUES, and the SELECT that feeds the INSERT. */
static bool
insert_is_scoped(const struct query *q, const struct tokens *t, const struct use *use)
{
	if (!token_in(&t->v[use->at + 1], "(") || is_compound(t))
		return false;
	int position = list_position(t, use->at + 2, use->table->scope), sources = 0;
	for (size_t i = use->at + 2; position >= 0 && i < t->n; i++) {
		if (t->v[i].core != use->core)
			continue;
		const struct token *before = &t->v[i - 1];
		bool tuple = token_in(&t->v[i], "(") && (token_in(before, "VALUES") || token_in(before, ",")) &&
		    token_in(clause_of(t, i), "VALUES");
		if (!tuple && !token_in(&t->v[i], "SELECT"))
			continue;
		sources++;
		if (!item_is_scope(q, t, i + 1, position, use->table->scope))
			return false;
	}
	return sources > 0;
}

/* ON CONFLICT (...) DO UPDATE may meet a row of somebody else. */
static bool
conflict_is_scoped(const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use)
{
	for (size_t i = use->at; i < t->n; i++) {
		if (!token_in(&t->v[i], "CONFLICT") || t->v[i].core != use->core)
			continue;
		if (token_in(&t->v[i + 1], "(") && list_position(t, i + 2, use->table->scope) >= 0)
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
		    token_in(&t->v[i + 1], "=") && token_in(&t->v[i - 1], "SET ,"))
			return true;
	return false;
}

static void
check_use(struct sqlc *s, const struct query *q, const struct tokens *t, const struct uses *u, const struct use *use)
{
	struct str scope = use->table->scope, name = use->table->table;
	int line = t->v[use->at].line;
	bool insert = token_in(&t->v[use->at - 1], "INTO");
	if (insert && !insert_is_scoped(q, t, use))
		complain(s, line, "INSERT INTO %.*s must fill %.*s from a parameter of that name", STR_ARG(name),
		    STR_ARG(scope));
	else if (insert && !conflict_is_scoped(q, t, u, use))
		complain(s, line, "ON CONFLICT may meet a row of somebody else: name %.*s in it, or add a WHERE",
		    STR_ARG(scope));
	else if (!insert && !has_condition(q, t, u, use))
		complain(s, line,
		    "%.*s needs \"%.*s = $k\" (a parameter of that name, joined by AND), or \"-- unscoped: reason\"",
		    STR_ARG(name), STR_ARG(scope));
	else if (moves_rows(t, use))
		complain(s, line, "this moves rows of %.*s to another %.*s", STR_ARG(name), STR_ARG(scope));
}

void
check_scope(struct sqlc *s, const struct query *q, const struct tokens *t, const struct uses *u)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->v[i].table->scope.p != NULL)
			check_use(s, q, t, u, &u->v[i]);
}
