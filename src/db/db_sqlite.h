/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_SQLITE_H
#define DB_DB_SQLITE_H
/*
 * SQLite, between its three files: db_sqlite.c (open, read, operations),
 * db_sqlite_query.c (a connection, its statements, errors) and
 * db_sqlite_writer.c (the one thread that writes).
 */
#include <sqlite3.h>

#include "db_internal.h"

/* A prepared query; it is its own cursor, for one is open at a time. */
struct sqlite_statement {
	struct db_cursor cursor;
	sqlite3_stmt *handle;
	struct sqlite_connection *connection;
	bool open;
	unsigned char index[DB_SLOTS_MAX]; /* SQLite numbers $1, $2 by first appearance */
};

struct sqlite_connection {
	struct db_write write; /* first: a db_read or db_write of ours is a connection */
	sqlite3 *handle;       /* NULL: to be opened again */
	const char *path;
	bool can_write;
	bool broken; /* the disk failed under it: open again before the next use */
	int64_t deadline; /* monotonic microseconds; 0 is none */
	struct sqlite_statement **cache; /* open addressing by the query's address */
	size_t cache_room, cache_used;
};

struct db_sqlite {
	struct db db; /* first */
	char *path;
	struct db_pool readers;
	struct sqlite_connection *connections;
	int connection_count;
	struct sqlite_connection writer;
	pthread_t thread;
	int wal_pages, wal_checked; /* length of the log: after the last commit, at the last checkpoint */
};

/* ---- db_sqlite_query.c ---- */

void sqlite_connection_init(struct sqlite_connection *c, struct db *db, const char *path, bool can_write);
/* Opens it if it is closed or broken. */
enum err sqlite_connection_ready(struct sqlite_connection *c);
void sqlite_connection_close(struct sqlite_connection *c);

/* Maps SQLite's result code, logs what is nobody's input, marks the connection. */
enum err sqlite_error(struct sqlite_connection *c, int code, const char *name);

/* A statement of ours without parameters or rows, such as COMMIT; gives SQLite's result code. */
int sqlite_control(struct sqlite_connection *c, const struct db_query *q);

enum err sqlite_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in,
    struct db_cursor **ret_cursor);
enum err sqlite_cursor_next(struct db_cursor *cursor, struct db_value *out);
void sqlite_cursor_close(struct db_cursor *cursor);
enum err sqlite_execute(struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed);
enum err sqlite_run_statement(struct db_write *w, const char *sql);

/* ---- db_sqlite_writer.c ---- */

enum err sqlite_writer_start(struct db_sqlite *s);
void sqlite_writer_join(struct db_sqlite *s);

#endif
