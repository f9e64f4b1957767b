/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_QUERY_H
#define DB_DB_QUERY_H
/*
 * What the functions made by tools/sqlc stand on. Nobody else includes this.
 */
#include "db.h"
#include "id.h"

enum db_type { DB_ID, DB_INT, DB_BOOL, DB_TEXT, DB_BYTES }; /* time and cents are DB_INT, enc is DB_BYTES */

struct db_value {
	enum db_type type;
	bool null;
	int64_t i;    /* DB_INT, DB_BOOL */
	struct id id; /* DB_ID */
	struct str s; /* DB_TEXT, DB_BYTES; from a row: valid until the next step */
};

/* One static object a query; its address is the key of the statement cache. */
struct db_query {
	const char *name;
	const char *sqlite, *pg; /* the same text unless the source had a pair */
	const enum db_type *in;  /* types of $1..$n */
	const enum db_type *out; /* types of the columns */
	unsigned in_count, out_count;
};

/* A query with rows. */
struct db_cursor;
enum err db_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in,
    struct db_cursor **ret_cursor);
/* Fills out[0..out_count). ERR_NOT_FOUND after the last row. */
enum err db_cursor_next(struct db_cursor *c, struct db_value *out);
void db_cursor_close(struct db_cursor *c);

/* A query that changes rows. A broken constraint is ERR_CONFLICT, a full or
 * failing disk or a lost connection ERR_UNAVAILABLE. */
enum err db_execute(struct db_write *w, const struct db_query *q, const struct db_value *in,
    int64_t *ret_changed);

#endif
