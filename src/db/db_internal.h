/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_INTERNAL_H
#define DB_DB_INTERNAL_H
/*
 * What db.c knows about a database: a table of functions, the queue of writes
 * and the pool of read connections. For this folder only.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "db.h"
#include "db_query.h"

/* ---- the queue of writes ---- */

struct db_queue {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct db_task *first, *last;
	bool closing;
};

void db_queue_init(struct db_queue *q);
void db_queue_release(struct db_queue *q);
void db_queue_put(struct db_queue *q, struct db_task *t);
/* Up to max tasks; waits for the first. 0: closed and empty. */
size_t db_queue_take(struct db_queue *q, struct db_task **ret_tasks, size_t max);
void db_queue_close(struct db_queue *q);

/* ---- a pool of connections, whatever those are ---- */

struct db_pool {
	pthread_mutex_t lock;
	pthread_cond_t given;
	void **v; /* the free ones; the last one given is taken first */
	int n;
};

void db_pool_init(struct db_pool *p, int room);
void db_pool_release(struct db_pool *p);
void db_pool_give(struct db_pool *p, void *connection);
/* NULL when none came free within ms. */
void *db_pool_take(struct db_pool *p, int64_t ms);

/* ---- handles ---- */

struct db_driver;

struct db {
	const struct db_driver *driver;
	struct db_queue queue;
	_Atomic int64_t waiting;
	_Atomic bool ailing;
	_Atomic int64_t commits; /* counted before anybody is told */
};

struct db_read {
	struct db *db;
	bool writing;    /* it is the reading side of a db_write */
	enum err failed; /* writing only: what spoiled it */
	int64_t commits; /* there were when it began; not when writing */
};

struct db_write {
	struct db_read read; /* the first member: a driver goes from one to the other */
};

struct db_cursor {
	struct db_read *read;
	const struct db_query *query;
};

/* Parameters arrive checked. Errors are mapped to enum err and logged here; of
 * a disk or connection that fails, only the first until it recovers. */
struct db_driver {
	bool is_sqlite;
	void (*close)(struct db *db); /* the queue is closed; frees db */
	enum err (*read_begin)(struct db *db, struct db_read **ret_read);
	void (*read_end)(struct db_read *r);
	void (*read_limit)(struct db_read *r, int64_t us);
	enum err (*cursor_open)(struct db_read *r, const struct db_query *q, const struct db_value *in,
	    struct db_cursor **ret_cursor);
	enum err (*cursor_next)(struct db_cursor *c, struct db_value *out);
	void (*cursor_close)(struct db_cursor *c);
	enum err (*execute)(struct db_write *w, const struct db_query *q, const struct db_value *in,
	    int64_t *ret_changed);
	/* One statement of a schema file, as it stands. */
	enum err (*run_statement)(struct db_write *w, const char *sql);
	enum err (*backup)(struct db *db, const char *path);
	enum err (*integrity)(struct db *db, struct arena *a, struct str *ret_text);
};

enum err db_sqlite_open(const struct db_options *o, struct db **ret_db);
enum err db_pg_open(const struct db_options *o, struct db **ret_db);

void db_init(struct db *db, const struct db_driver *driver);
void db_release(struct db *db);

/* Runs t's function on w, and says how it really ended. */
enum err db_task_run(struct db_task *t, struct db_write *w);
/* Tells the submitter; t is gone afterwards. */
void db_task_done(struct db *db, struct db_task *t, enum err e);

void db_mark(struct db *db, enum err e);    /* a fault was seen: ailing if it is the disk or the connection */
void db_mark_commit(struct db *db);         /* a commit reached the disk */

#endif
