/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_SQLC_H
#define TOOLS_SQLC_H
/*
 * The parts of sqlc (see sqlc.c for what it does):
 *   sqlc.c        the program, the schema, reading query files
 *   sqlc_lex.c    tokens, and what is refused by looking at them
 *   sqlc_check.c  what SQLite says about a query
 *   sqlc_scope.c  the scope rule
 *   sqlc_emit.c   queries -> C
 *   sqlc_erase.c  the schema -> the statements that erase somebody
 */
#include <sqlite3.h>

#include "ddl.h"
#include "tool.h"

#define SLOTS_MAX 64
#define TOKENS_MAX 4000
#define USES_MAX 40

enum kind { KIND_ONE, KIND_MANY, KIND_EXEC, KIND_CHANGED, KIND_COUNT };
enum only { ONLY_NONE, ONLY_SQLITE, ONLY_PG };

struct slot {
	struct str name;
	enum ddl_word type;
	bool nullable;
	bool bare; /* a column whose type the schema knows */
};

struct slots {
	struct slot v[SLOTS_MAX];
	size_t n;
};

struct query {
	struct str name;
	int line, sql_line; /* of "-- name:" and of the first line of SQL */
	enum kind kind;
	enum only only;
	bool writes, has_rows; /* has_rows: some :many gives this row */
	struct slots in, out;
	struct str row_name, unscoped; /* absent: there is no such line */
	struct buf sql;
	struct query *row;  /* whose row struct it gives; itself unless "-- row:" */
	struct query *twin; /* of "-- only: sqlite", its partner for PostgreSQL */
	struct query *next;
};

struct sqlc {
	struct arena *arena;
	sqlite3 *database; /* in memory, with the schema */
	struct ddl_statement *tables;
	size_t table_count;
	const char *path; /* of the file at hand */
	struct query *queries;
};

struct ddl_statement *find_table(const struct sqlc *s, struct str name);
const struct ddl_column *find_column(const struct ddl_statement *table, struct str name);

/* ---- sqlc_lex.c ---- */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_PARAMETER, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	struct str s;
	int line;
	int number; /* k of $k */
	int core;   /* tokens of one SELECT (or other statement), outside inner brackets, share it */
};

/* The first token of q's SQL. A few of TOKEN_END stand before it and behind the
 * last, so that one may look around. Fails on what must not stand there. */
const struct token *lex(struct sqlc *s, const struct query *q);
/* Is it one of these words or signs, which stand apart by spaces? */
bool token_in(const struct token *t, const char *words);
/* The word (with the words behind it) opens a clause: WHERE, ON, SET, ... */
bool opens_clause(const struct token *t);
bool is_compound(const struct token *first); /* UNION and its kin */
/* The nearest word before t, in its core, that opens a clause; TOKEN_END if none. */
const struct token *clause_of(const struct token *t);

/* ---- sqlc_check.c ---- */

/* Takes types from the schema, and fails on what breaks a rule. */
void check(struct sqlc *s, struct query *q);

/* ---- sqlc_scope.c ---- */

/* One table named in a FROM, JOIN, INTO or UPDATE. */
struct use {
	const struct ddl_statement *table;
	struct str alias;       /* what its columns are called by */
	const struct token *at; /* its name */
	bool outer;             /* its columns may be absent because of an outer join */
};

struct uses {
	struct use v[USES_MAX];
	size_t n;
	bool everything_outer; /* an outer join over more than a plain table */
};

void find_uses(struct sqlc *s, const struct token *first, struct uses *ret_uses);
void check_scope(struct sqlc *s, const struct query *q, const struct token *first, const struct uses *u);

/* ---- sqlc_emit.c, sqlc_erase.c ---- */

void emit_header(const struct sqlc *s, const char *base, struct buf *out);
void emit_source(const struct sqlc *s, const char *base, struct buf *out);
/* A PREPARE of each query, for psql. */
void print_queries_pg(const struct sqlc *s);
/* keep: names of tables, NULL behind the last. */
void write_erasing(struct sqlc *s, const char *path, const char *owner, char **keep);

#endif
