/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DDL_H
#define DB_DDL_H
/*
 * Schema files (docs/sql.md) turned into the statements of one database. The
 * running program migrates with it, and tools/sqlc learns tables, types and
 * scopes from it, so that there is one truth about our type words.
 */
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "err.h"
#include "str.h"

enum ddl_dialect { DDL_SQLITE, DDL_PG };

enum ddl_word { DDL_ID, DDL_TIME, DDL_INT, DDL_CENTS, DDL_BOOL, DDL_TEXT, DDL_BYTES, DDL_ENC };
#define DDL_WORD_COUNT 8

struct ddl_column {
	struct str name;
	enum ddl_word type;
	bool nullable;
};

struct ddl_statement {
	int line;       /* where it begins in the source, from 1 */
	struct str sql; /* for the chosen database, without the last semicolon */
	struct str table; /* of CREATE TABLE and ADD COLUMN; absent otherwise */
	struct str scope; /* column that names the owner; absent if none */
	struct ddl_column *columns;
	size_t column_count;
};

struct ddl {
	struct ddl_statement *v;
	size_t n;
	int fault_line; /* set only when parsing failed */
	struct str fault;
};

/* "time" -> DDL_TIME; ERR_INVALID for any other word. */
enum err ddl_word_parse(struct str s, enum ddl_word *ret_word);

/* Splits and translates a schema file; everything lives in a. ERR_INVALID: see
 * fault_line and fault (*ret_ddl is written in that case too). */
enum err ddl_parse(struct str source, enum ddl_dialect dialect, struct arena *a, struct ddl *ret_ddl);

#endif
