/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_QUERY_H
#define DB_DB_QUERY_H
/*
 * What the functions made by tools/sqlc stand on. Nobody else includes this.
 */
#include "db.h"
#include "id.h"

/* time and cents are DB_TYPE_INT, enc is DB_TYPE_BYTES */
enum db_type { DB_TYPE_ID, DB_TYPE_INT, DB_TYPE_BOOL, DB_TYPE_TEXT, DB_TYPE_BYTES };

struct db_value {
	enum db_type type;
	bool null;
	int64_t i;    /* int, bool */
	struct id id; /* id */
	struct str s; /* text, bytes; from a row: valid until the next step */
};

/* A parameter or a column. A value that is absent where it may not be is
 * refused: ERR_INVALID for a parameter, ERR_INTERNAL for a column. */
struct db_slot {
	enum db_type type;
	bool nullable;
};

/* One static object a query; its address is the key of the statement cache. */
struct db_query {
	const char *name;
	const char *sqlite, *pg;   /* the same text unless the source had a pair */
	const struct db_slot *in;  /* $1..$n */
	const struct db_slot *out; /* the columns */
	unsigned in_count, out_count;
};
#define DB_SLOTS_MAX 64

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

/* ---- from C to parameters ---- */

static inline struct db_value
db_from_id(struct id id)
{
	return (struct db_value){ .type = DB_TYPE_ID, .null = id_is_none(id), .id = id };
}

static inline struct db_value
db_from_int(int64_t i)
{
	return (struct db_value){ .type = DB_TYPE_INT, .i = i };
}

static inline struct db_value
db_from_int_or_null(struct db_int i)
{
	return (struct db_value){ .type = DB_TYPE_INT, .null = !i.set, .i = i.v };
}

static inline struct db_value
db_from_bool(bool b)
{
	return (struct db_value){ .type = DB_TYPE_BOOL, .i = b };
}

static inline struct db_value
db_from_bool_or_null(struct db_int b)
{
	return (struct db_value){ .type = DB_TYPE_BOOL, .null = !b.set, .i = b.v != 0 };
}

static inline struct db_value
db_from_text(struct str s)
{
	return (struct db_value){ .type = DB_TYPE_TEXT, .null = s.p == NULL, .s = s };
}

static inline struct db_value
db_from_bytes(struct str s)
{
	return (struct db_value){ .type = DB_TYPE_BYTES, .null = s.p == NULL, .s = s };
}

/* ---- from columns to C ---- */

static inline struct db_int
db_to_int_or_null(const struct db_value *v)
{
	return (struct db_int){ !v->null, v->null ? 0 : v->i };
}

/* A copy in the arena: the column's bytes go with the next step. */
static inline struct str
db_to_str(const struct db_value *v, struct arena *a)
{
	return v->null ? STR_NONE : str_dup(v->s, a);
}

/* The list v of n elements of size bytes, with room for one more (zeroed);
 * *room is what fits without moving, 0 at first. */
void *db_list_grow(struct arena *a, void *v, size_t n, size_t *room, size_t size);

#endif
