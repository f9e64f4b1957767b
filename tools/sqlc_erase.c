/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sqlc erase SCHEMA OUT.c OWNER [KEEP...]
 *
 * Writes the C file of erase_rows(): the statements that take everything of one row of
 * OWNER away, in an order that foreign keys allow. What belongs to it is found
 * in the schema, so that no later table can be forgotten: tables that refer to
 * OWNER or have a column of its name, then tables that refer to these. A row
 * goes with what it needs; a reference that may be absent is only emptied. A
 * table among KEEP stays as it is.
 */
#include "sqlc.h"

#include "banned.h"

#define MOST 500

struct edge {
	struct str column, to;
	struct node *parent; /* NULL: the owner itself */
	bool nullable;
};

struct node {
	struct str table;
	struct edge edge[16];
	size_t n;
	bool kept, direct, owned, done;
};

struct graph {
	struct sqlc *s;
	struct str owner;
	struct node node[MOST];
	size_t n;
};

static struct node *
find_node(struct graph *g, struct str table)
{
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->node[i].table, table))
			return &g->node[i];
	return NULL;
}

static struct str
column_text(struct sqlc *s, sqlite3_stmt *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q, column);
	return text == NULL ? STR("id") : str_dup(str_from_z(text), s->arena);
}

static sqlite3_stmt *
ask(struct sqlc *s, const char *sql, struct str table)
{
	sqlite3_stmt *q;
	if (sqlite3_prepare_v2(s->database, sql, -1, &q, NULL) != SQLITE_OK)
		fail(s->path, 0, "%s", sqlite3_errmsg(s->database));
	sqlite3_bind_text(q, 1, table.p, (int)table.n, SQLITE_STATIC);
	return q;
}

static void
add_edge(struct sqlc *s, struct node *n, struct edge e)
{
	for (size_t i = 0; i < n->n; i++)
		if (str_eq(n->edge[i].column, e.column))
			return;
	if (n->n == sizeof n->edge / sizeof n->edge[0])
		fail(s->path, 0, "%.*s refers to too much", STR_ARG(n->table));
	n->edge[n->n++] = e;
}

/* Foreign keys, and a column that is called like the owner. */
static void
find_edges(struct graph *g, struct node *n)
{
	sqlite3_stmt *q = ask(g->s,
	    "SELECT f.\"from\", f.\"to\", f.\"table\", c.\"notnull\" FROM pragma_foreign_key_list(?1) f JOIN "
	    "pragma_table_info(?1) c ON c.name = f.\"from\" ORDER BY f.id DESC", n->table);
	while (sqlite3_step(q) == SQLITE_ROW) {
		struct str to = column_text(g->s, q, 2);
		struct edge e = { .column = column_text(g->s, q, 0), .to = column_text(g->s, q, 1),
		    .parent = find_node(g, to), .nullable = sqlite3_column_int(q, 3) == 0 };
		if (str_eq(to, g->owner) || e.parent != NULL)
			add_edge(g->s, n, e);
	}
	sqlite3_finalize(q);
	q = ask(g->s, "SELECT name FROM pragma_table_info(?1) WHERE type = 'BLOB'", n->table);
	while (sqlite3_step(q) == SQLITE_ROW)
		if (str_eq(column_text(g->s, q, 0), g->owner))
			add_edge(g->s, n, (struct edge){ .column = g->owner, .to = STR("id") });
	sqlite3_finalize(q);
}

static bool
is_owned_by(const struct edge *e)
{
	return e->parent == NULL || e->parent->owned;
}

/* True when something more was found to belong to the owner. */
static bool
spread(struct graph *g)
{
	bool more = false;
	for (size_t i = 0; i < g->n; i++) {
		struct node *n = &g->node[i];
		for (size_t k = 0; k < n->n && !n->owned && !n->kept; k++)
			n->owned = is_owned_by(&n->edge[k]);
		more = more || (n->owned && !n->done);
		n->done = n->owned;
	}
	return more;
}

static void
build(struct graph *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct node *n = &g->node[i];
		find_edges(g, n);
		for (size_t k = 0; k < n->n && !n->kept; k++)
			n->direct = n->owned = n->direct || n->edge[k].parent == NULL;
	}
	while (spread(g))
		;
	for (size_t i = 0; i < g->n; i++)
		g->node[i].done = !g->node[i].owned;
}

static void
emit_where(const struct edge *e, struct buf *out)
{
	if (e->parent == NULL) {
		buf_printf(out, "%.*s = $1", STR_ARG(e->column));
		return;
	}
	const struct edge *up = e->parent->edge;
	while (!is_owned_by(up))
		up++;
	buf_printf(out, "%.*s IN (SELECT %.*s FROM %.*s WHERE ", STR_ARG(e->column), STR_ARG(e->to),
	    STR_ARG(e->parent->table));
	emit_where(up, out);
	buf_char(out, ')');
}

/* A statement for each way in which the table belongs to the owner. */
static void
emit_ways(const struct graph *g, const struct node *n, bool emptying, struct buf *out)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct edge *e = &n->edge[i];
		bool counts = n->direct ? e->parent == NULL : is_owned_by(e);
		bool only_empties = e->nullable && !str_eq(e->column, g->owner);
		if (!counts || only_empties != emptying)
			continue;
		buf_printf(out, "\tQUERY(\"%.*s %.*s\", \"", STR_ARG(n->table), STR_ARG(e->column));
		if (only_empties)
			buf_printf(out, "UPDATE %.*s SET %.*s = NULL WHERE ", STR_ARG(n->table), STR_ARG(e->column));
		else
			buf_printf(out, "DELETE FROM %.*s WHERE ", STR_ARG(n->table));
		emit_where(e, out);
		buf_z(out, "\"),\n");
	}
}

/* Whether a table that is still to be emptied refers to n. */
static bool
is_needed(const struct graph *g, const struct node *n)
{
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < g->node[i].n; k++)
			if (!g->node[i].done && g->node[i].edge[k].parent == n && &g->node[i] != n)
				return true;
	return false;
}

static void
emit_all(struct graph *g, struct buf *out)
{
	bool more = true;
	while (more) {
		more = false;
		for (size_t i = g->n; i-- > 0;)
			if (!g->node[i].done && !is_needed(g, &g->node[i])) {
				emit_ways(g, &g->node[i], true, out);
				emit_ways(g, &g->node[i], false, out);
				g->node[i].done = more = true;
			}
	}
	for (size_t i = 0; i < g->n; i++)
		if (!g->node[i].done)
			fail(g->s->path, 0, "%.*s is in a circle of references", STR_ARG(g->node[i].table));
}

static void
add_tables(struct graph *g, char **keep)
{
	for (size_t i = 0; i < g->s->table_count; i++) {
		struct node n = { .table = g->s->tables[i].table };
		for (char **k = keep; *k != NULL; k++)
			n.kept = n.kept || str_eq_z(n.table, *k);
		if (!str_eq(n.table, g->owner) && g->n < MOST)
			g->node[g->n++] = n;
	}
}

void
write_erasing(struct sqlc *s, const char *path, const char *owner, char **keep)
{
	struct buf out;
	struct graph *g = ARENA_NEW(s->arena, struct graph);
	g->s = s;
	g->owner = str_from_z(owner);
	add_tables(g, keep);
	build(g);
	buf_init(&out, 1 << 20, s->arena);
	buf_printf(&out, "/* Made by tools/sqlc from the schema: what belongs to one %s. */\n"
	    "#include \"erase_rows.h\"\n\n#include \"db_query.h\"\n\n"
	    "static const struct db_slot slots[] = { { DB_TYPE_ID, false } };\n"
	    "#define QUERY(WHAT, SQL) \\\n"
	    "\t{ .name = \"erase \" WHAT, .sqlite = SQL, .pg = SQL, .in = slots, .in_count = 1 }\n\n"
	    "static const struct db_query queries[] = {\n", owner);
	emit_all(g, &out);
	buf_printf(&out, "\tQUERY(\"%s\", \"DELETE FROM %s WHERE id = $1\"),\n};\n\n"
	    "enum err\nerase_rows(struct db_write *w, struct id owner)\n{\n"
	    "\tint64_t changed;\n\tstruct db_value in[] = { db_from_id(owner) };\n"
	    "\tfor (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)\n"
	    "\t\tTRY(db_execute(w, &queries[i], in, &changed));\n\treturn ERR_OK;\n}\n", owner, owner);
	write_output(path, &out);
}
