/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_PG_H
#define DB_DB_PG_H
/*
 * PostgreSQL, between its files: db_pg.c (pools, transactions, retries),
 * db_pg_query.c (a connection and its queries) and db_pg_value.c (the binary
 * form of parameters and columns).
 */
#include <libpq-fe.h>

#include "db_internal.h"

/* What all connections know of the server together: who finds it gone spares
 * the others the try, who finds it back lets them in at once. Monotonic ms. */
struct pg_server {
	const char *url;
	_Atomic int64_t next_try; /* not before */
	_Atomic int64_t wait;     /* after the next failure */
	_Atomic int64_t found;    /* when a connection was last made */
};

struct pg_connection {
	struct db_write write; /* first: a db_read or db_write of ours is a connection */
	PGconn *handle;        /* NULL: not connected */
	struct pg_server *server;
	bool ended; /* a query met its end; libpq's own status may notice only later */
	const struct db_query **prepared; /* open addressing by address */
	size_t prepared_room, prepared_used;
};

struct pg_cursor {
	struct db_cursor cursor; /* first */
	PGresult *result;
	int row;
};

/* ---- db_pg_query.c ---- */

void pg_server_init(struct pg_server *s, const char *url); /* url: as long as s */
void pg_connection_init(struct pg_connection *c, struct db *db, struct pg_server *server, bool can_write);
void pg_connection_close(struct pg_connection *c);
/* Whether the address names this machine alone: its socket or a loopback name. */
bool pg_is_here(const char *url);
/* Connects if need be; fails at once while the server is known to be gone. */
enum err pg_connection_ready(struct pg_connection *c);
bool pg_connection_is_lost(const struct pg_connection *c);

/* One command without parameters or rows. */
enum err pg_command(struct pg_connection *c, const char *sql);
/* COMMIT of a spoiled transaction says "ROLLBACK": that is no success. */
enum err pg_commit(struct pg_connection *c);

enum err pg_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in,
    struct db_cursor **ret_cursor);
enum err pg_cursor_next(struct db_cursor *cursor, struct db_value *out);
void pg_cursor_close(struct db_cursor *cursor);
enum err pg_execute(struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed);
enum err pg_run_statement(struct db_write *w, const char *sql);

/* ---- db_pg_value.c ---- */

/* Parameters as libpq wants them; they point into `in` and into themselves. */
struct pg_parameters {
	Oid types[DB_SLOTS_MAX];
	const char *values[DB_SLOTS_MAX];
	int lengths[DB_SLOTS_MAX], formats[DB_SLOTS_MAX];
	uint64_t numbers[DB_SLOTS_MAX];
};

void pg_parameter_types(const struct db_query *q, Oid *ret_types);
/* ERR_LIMIT when something is longer than libpq can carry. */
enum err pg_encode(const struct db_query *q, const struct db_value *in, struct pg_parameters *ret_parameters);
/* False: the column's type does not fit the declaration. */
bool pg_decode(const PGresult *result, int row, int column, enum db_type type, struct db_value *ret_value);

#endif
