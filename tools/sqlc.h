/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_SQLC_H
#define TOOLS_SQLC_H
/*
 * sqlc in five files: sqlc.c (main, the schema, reading query files),
 * sqlc_lex.c (tokens, and what is refused by looking at them), sqlc_check.c
 * (what SQLite says about a query, and the scope rule), sqlc_emit.c and
 * sqlc_erase.c.
 * Everything lives in one arena until the program ends.
 */
#include <sqlite3.h>
#include <stdio.h>

#include "buf.h"
#include "ddl.h"

#define SLOTS_MAX 64
#define TOKENS_MAX 4000
#define USES_MAX 40

enum kind { KIND_ONE, KIND_MANY, KIND_EXEC, KIND_CHANGED };
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
	bool has_in, has_out, has_row, writes, has_rows; /* has_rows: some :many gives this row */
	struct slots in, out;
	struct str row_name, unscoped;
	struct buf sql;
	struct query *row;  /* whose row struct it gives; itself unless "-- row:" */
	struct query *twin; /* of "-- only: sqlite", its partner for PostgreSQL */
	bool broken;        /* it could not be read: nothing more is said about it */
	bool is_twin;       /* that partner: nothing is made for it but its text */
	struct query *next;
};

struct sqlc {
	struct arena *arena;
	sqlite3 *database; /* in memory, with the schema */
	struct ddl_statement *tables;
	size_t table_count;
	const char *path; /* of the file at hand */
	struct query *queries;
	int errors;
};

/* "path:line: reason" on standard error. */
void complain(struct sqlc *s, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
const struct ddl_statement *find_table(const struct sqlc *s, struct str name);
const struct ddl_column *find_column(const struct ddl_statement *table, struct str name);

/* ---- sqlc_lex.c ---- */

enum token_kind { TOKEN_WORD, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_PARAMETER, TOKEN_SIGN, TOKEN_END };

struct token {
	enum token_kind kind;
	struct str s;
	int line;
	int number; /* k of $k */
	int core;   /* tokens of one SELECT (or other statement), outside inner brackets, share it */
};

struct tokens {
	struct token v[TOKENS_MAX]; /* ends with TOKEN_END */
	size_t n;
};

/* Is it one of these words or signs, which stand apart by spaces? */
bool token_in(const struct token *t, const char *words);
/* Splits q's SQL and refuses what must not stand there. False after a complaint. */
bool lex(struct sqlc *s, const struct query *q, struct tokens *ret_tokens);
/* The word at i (with the words behind it) opens a clause: WHERE, ON, SET, ... */
bool opens_clause(const struct token *t);
bool is_compound(const struct tokens *tokens); /* UNION and its kin */
/* The nearest word before i, in its core, that opens a clause; NULL if none. */
const struct token *clause_of(const struct tokens *tokens, size_t i);

/* ---- sqlc_check.c ---- */

/* Takes types from the schema, and complains about what breaks a rule. */
void check(struct sqlc *s, struct query *q);

/* ---- sqlc_scope.c ---- */

/* One table named in a FROM, JOIN, INTO or UPDATE. */
struct use {
	const struct ddl_statement *table;
	struct str alias; /* what its columns are called by */
	size_t at;        /* the token with its name */
	int core;
	bool outer; /* its columns may be absent because of an outer join */
};

struct uses {
	struct use v[USES_MAX];
	size_t n;
	bool everything_outer; /* an outer join over more than a plain table */
};

bool find_uses(struct sqlc *s, const struct tokens *t, struct uses *ret_uses);
void check_scope(struct sqlc *s, const struct query *q, const struct tokens *t, const struct uses *u);

/* ---- sqlc_emit.c ---- */

void emit_header(const struct sqlc *s, const char *base, FILE *out);
void emit_source(const struct sqlc *s, const char *base, FILE *out);

/* ---- sqlc_erase.c ---- */

void emit_erasing(struct sqlc *s, const char *owner, const char *const *keep, size_t keep_count, FILE *out);

#endif
