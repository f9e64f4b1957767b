/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "ddl.h"

#include <string.h>

#include "buf.h"

#include "banned.h"

#define MAX_SQL ((size_t)1 << 20)
#define MAX_COLUMNS 200
#define MAX_STATEMENTS 1000

static const struct {
	struct str word;
	const char *text[2]; /* by dialect */
} words[DDL_WORD_COUNT] = {
	[DDL_ID] = { STR_INIT("id"), { "BLOB", "BYTEA" } },
	[DDL_TIME] = { STR_INIT("time"), { "INTEGER", "BIGINT" } },
	[DDL_INT] = { STR_INIT("int"), { "INTEGER", "BIGINT" } },
	[DDL_CENTS] = { STR_INIT("cents"), { "INTEGER", "BIGINT" } },
	[DDL_BOOL] = { STR_INIT("bool"), { "INTEGER", "BOOLEAN" } },
	[DDL_TEXT] = { STR_INIT("text"), { "TEXT", "TEXT COLLATE \"C\"" } },
	[DDL_BYTES] = { STR_INIT("bytes"), { "BLOB", "BYTEA" } },
	[DDL_ENC] = { STR_INIT("enc"), { "BLOB", "BYTEA" } },
};

/* What is known while walking over the lines of a file. */
struct parser {
	enum ddl_dialect dialect;
	struct arena *arena;
	struct ddl *ddl;
	int line;
	struct buf sql;               /* the statement being built */
	struct ddl_statement current; /* begins to count when inside is true */
	bool inside, in_table;
	/* from the comments above the statement */
	struct str scope;
	bool clustered, skip;
};

enum err
ddl_word_parse(struct str s, enum ddl_word *ret_word)
{
	for (int i = 0; i < DDL_WORD_COUNT; i++)
		if (str_eq(s, words[i].word)) {
			*ret_word = (enum ddl_word)i;
			return ERR_OK;
		}
	return ERR_INVALID;
}

static enum err
fault(struct parser *p, const char *reason, struct str what)
{
	p->ddl->fault_line = p->line;
	p->ddl->fault = str_printf(p->arena, "%s%.*s", reason, STR_ARG(what));
	return ERR_INVALID;
}

/* Takes one word off *rest: letters, digits and underscores, else one sign. */
static struct str
take_word(struct str *rest)
{
	*rest = str_trim(*rest);
	size_t n = 0;
	while (n < rest->n && (rest->p[n] == '_' || ((rest->p[n] | 32) >= 'a' && (rest->p[n] | 32) <= 'z') ||
	    (n > 0 && rest->p[n] >= '0' && rest->p[n] <= '9')))
		n++;
	if (n == 0 && rest->n > 0)
		n = 1;
	struct str word = str_cut(*rest, 0, n);
	*rest = str_cut(*rest, n, rest->n);
	return word;
}

static bool
is_word(struct str s, const char *word)
{
	return str_eq_nocase(s, str_from_z(word));
}

static bool
is_constraint(struct str s)
{
	return is_word(s, "PRIMARY") || is_word(s, "FOREIGN") || is_word(s, "UNIQUE") || is_word(s, "CHECK") ||
	    is_word(s, "CONSTRAINT");
}

static bool
says_not_null(struct str rest)
{
	struct str before = { NULL, 0 };
	while (rest.n > 0) {
		struct str word = take_word(&rest);
		if (is_word(before, "NOT") && is_word(word, "NULL"))
			return true;
		before = word;
	}
	return false;
}

/* The line without its comment; a quoted "--" is no comment. */
static struct str
without_comment(struct str line)
{
	bool quoted = false;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\'')
			quoted = !quoted;
		else if (!quoted && line.p[i] == '-' && i + 1 < line.n && line.p[i + 1] == '-')
			return str_trim(str_cut(line, 0, i));
	}
	return str_trim(line);
}

static enum err
add_column(struct parser *p, struct str definition)
{
	struct str rest = definition;
	struct str name = take_word(&rest), word = take_word(&rest);
	struct ddl_column column = { .name = str_dup(name, p->arena), .nullable = !says_not_null(rest) };
	if (ddl_word_parse(word, &column.type) != ERR_OK)
		return fault(p, "this is not one of our type words: ", word);
	if (p->current.column_count == MAX_COLUMNS)
		return fault(p, "too many columns in one table", STR_NONE);
	p->current.columns[p->current.column_count++] = column;
	buf_printf(&p->sql, "%.*s %s", STR_ARG(name), words[column.type].text[p->dialect]);
	if (column.type == DDL_BOOL && p->dialect == DDL_SQLITE)
		buf_printf(&p->sql, " CHECK (%.*s IN (0, 1))", STR_ARG(name));
	buf_str(&p->sql, rest);
	return ERR_OK;
}

static enum err
table_line(struct parser *p, struct str line)
{
	struct str rest = line;
	struct str first = take_word(&rest);
	if (!str_eq_z(first, ")")) {
		buf_char(&p->sql, '\t');
		if (!is_constraint(first))
			TRY(add_column(p, line));
		else
			buf_str(&p->sql, line);
		buf_char(&p->sql, '\n');
		return ERR_OK;
	}
	if (!str_eq_z(line, ");"))
		return fault(p, "a table ends with a line that is just \");\"", STR_NONE);
	buf_char(&p->sql, ')');
	if (p->dialect == DDL_SQLITE)
		buf_z(&p->sql, p->clustered ? " STRICT, WITHOUT ROWID" : " STRICT");
	p->in_table = false;
	return ERR_OK;
}

/* First line of a statement; rest is what follows CREATE TABLE. */
static enum err
begin_table(struct parser *p, struct str line, struct str rest)
{
	struct str name = take_word(&rest);
	if (is_word(name, "IF") && is_word(take_word(&rest), "NOT") && is_word(take_word(&rest), "EXISTS"))
		name = take_word(&rest);
	p->current.table = str_dup(name, p->arena);
	if (!str_eq_z(str_trim(rest), "("))
		return fault(p, "write one column a line, below \"CREATE TABLE name (\"", STR_NONE);
	buf_str(&p->sql, line);
	buf_char(&p->sql, '\n');
	p->in_table = true;
	return ERR_OK;
}

static enum err
add_to_table(struct parser *p, struct str rest)
{
	p->current.table = str_dup(take_word(&rest), p->arena);
	if (!is_word(take_word(&rest), "ADD") || !is_word(take_word(&rest), "COLUMN"))
		return fault(p, "only ALTER TABLE name ADD COLUMN is known here", STR_NONE);
	if (!str_ends(rest, STR(";")))
		return fault(p, "write ALTER TABLE on one line", STR_NONE);
	buf_printf(&p->sql, "ALTER TABLE %.*s ADD COLUMN ", STR_ARG(p->current.table));
	return add_column(p, str_cut(rest, 0, rest.n - 1));
}

static enum err
begin_statement(struct parser *p, struct str line)
{
	struct str rest = line;
	struct str first = take_word(&rest), second = take_word(&rest);
	p->inside = true;
	p->current = (struct ddl_statement){ .line = p->line, .scope = p->scope };
	p->current.columns = ARENA_ARRAY(p->arena, struct ddl_column, MAX_COLUMNS);
	buf_init(&p->sql, MAX_SQL, p->arena);
	if (is_word(first, "CREATE") && is_word(second, "TABLE"))
		return begin_table(p, line, rest);
	if (p->scope.p != NULL || p->clustered)
		return fault(p, "the comment above belongs to a CREATE TABLE", STR_NONE);
	if (is_word(first, "ALTER"))
		return add_to_table(p, rest);
	buf_str(&p->sql, str_ends(line, STR(";")) ? str_cut(line, 0, line.n - 1) : line);
	return ERR_OK;
}

static enum err
end_statement(struct parser *p)
{
	bool found = p->current.scope.p == NULL;
	for (size_t i = 0; i < p->current.column_count; i++)
		found = found || str_eq(p->current.columns[i].name, p->current.scope);
	if (!found)
		return fault(p, "the table has no column for its scope: ", p->current.scope);
	p->current.sql = buf_view(&p->sql);
	if (!buf_ok(&p->sql) || p->ddl->n == MAX_STATEMENTS)
		return fault(p, "the schema file is too long", STR_NONE);
	if (!p->skip)
		p->ddl->v[p->ddl->n++] = p->current;
	p->inside = false;
	p->scope = STR_NONE;
	p->clustered = p->skip = false;
	return ERR_OK;
}

static enum err
comment(struct parser *p, struct str text)
{
	text = str_trim(str_cut(text, 2, text.n));
	struct str scope = STR("scope:"), only = STR("only:");
	if (str_starts(text, scope))
		p->scope = str_dup(str_trim(str_cut(text, scope.n, text.n)), p->arena);
	else if (str_eq_z(text, "clustered"))
		p->clustered = true;
	else if (str_starts(text, only)) {
		struct str which = str_trim(str_cut(text, only.n, text.n));
		if (!str_eq_z(which, "sqlite") && !str_eq_z(which, "pg"))
			return fault(p, "only: sqlite or pg, not ", which);
		p->skip = str_eq_z(which, "pg") != (p->dialect == DDL_PG);
	}
	return ERR_OK;
}

static enum err
one_line(struct parser *p, struct str raw)
{
	struct str line = str_trim(raw);
	if (!p->inside && str_starts(line, STR("--")))
		return comment(p, line);
	line = without_comment(line);
	if (line.n == 0)
		return ERR_OK;
	if (!p->inside) {
		TRY(begin_statement(p, line));
	} else if (p->in_table) {
		TRY(table_line(p, line));
	} else {
		buf_char(&p->sql, '\n');
		buf_str(&p->sql, str_ends(line, STR(";")) ? str_cut(line, 0, line.n - 1) : line);
	}
	if (p->in_table || !str_ends(line, STR(";")))
		return ERR_OK;
	return end_statement(p);
}

enum err
ddl_parse(struct str source, enum ddl_dialect dialect, struct arena *a, struct ddl *ret_ddl)
{
	*ret_ddl = (struct ddl){ .v = ARENA_ARRAY(a, struct ddl_statement, MAX_STATEMENTS) };
	struct parser p = { .dialect = dialect, .arena = a, .ddl = ret_ddl };
	struct str line;
	while (str_split(&source, '\n', &line)) {
		p.line++;
		TRY(one_line(&p, line));
	}
	if (p.inside)
		return fault(&p, "the last statement has no end", STR_NONE);
	return ERR_OK;
}
