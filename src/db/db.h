/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_DB_H
#define DB_DB_H
/*
 * The database: SQLite in one file, or PostgreSQL, behind one face. This
 * folder alone calls sqlite3 and libpq. Features see three things: a read
 * snapshot, a write transaction, and the functions that tools/sqlc makes from
 * their .sql file (which call db_query.h). Nobody above opens a transaction by
 * hand: a write is a function that is given one.
 *
 * Promises, on both databases:
 *  - db_write_submit: `done` is called with ERR_OK only after the commit is
 *    durable (SQLite: synchronous=FULL and COMMIT returned OK).
 *  - the function may run more than once (serialisation, full disk in the
 *    middle of a batch); only its last run counts. Its only effects are rows,
 *    and memory that it sets anew on each run.
 *  - a read sees one snapshot from begin to end.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "str.h"

struct db;
struct db_read;
struct db_write;

/* Nullable numbers in rows and parameters; text and bytes use p == NULL, ids ID_NONE. */
struct db_int {
	bool set;
	int64_t v;
};
#define DB_INT_NONE ((struct db_int){ false, 0 })
#define DB_INT(V) ((struct db_int){ true, (V) })

struct migration {
	int number;       /* ascending; one that was skipped may come later */
	const char *name; /* "0001_core" */
	const char *sql;  /* in our own type words, see docs/sql.md */
};

struct db_options {
	const char *url; /* "sqlite:/path/file" or "postgresql://..." */
	int readers;     /* connections for reading; PostgreSQL has as many again for writing; 0: 4 */
};

/* Opens without migrating. *ret_db is untouched on failure; a line for the
 * operator is logged. SQLite: takes no lock on the folder (main does). */
enum err db_open(const struct db_options *o, struct db **ret_db);

/* Waits for writes that were taken, then closes. NULL is fine. */
void db_close(struct db *db);

/* Runs what is missing of v[0..n), each in a transaction of its own, with a
 * checksum kept. ERR_CONFLICT: the database holds a migration that differs
 * from ours or that we do not know. */
enum err db_migrate(struct db *db, const struct migration *v, size_t n);

bool db_is_sqlite(const struct db *db); /* for main and backup only, never in features */

/* ---- reading ---- */

/* Takes a connection (waits for one at most 5 s: ERR_UNAVAILABLE) and opens a
 * snapshot, which is taken by the first query. May be called on any thread;
 * the handle stays on that thread. */
enum err db_read_begin(struct db *db, struct db_read **ret_read);
void db_read_end(struct db_read *r);

/* Many small reads of one thread in a row may share a snapshot. *kept is NULL
 * or what this gave before and nobody uses now; it goes on when nothing was
 * committed since, else it ends and another begins. Whoever has it ends it
 * soon: an open snapshot keeps the log of writes from starting anew. On
 * failure *kept is NULL. */
enum err db_read_again(struct db *db, struct db_read **kept);

/* The same number in two reads: nothing was committed in between that one of
 * them sees and the other was told of. So what followed from the database at
 * a moment still does. -1 is no moment: inside a write, and on PostgreSQL,
 * where other processes commit too. */
int64_t db_read_moment(const struct db_read *r);

/* From now on queries on r fail with ERR_RETRY when `us` microseconds are
 * over (SQLite progress handler). 0 lifts it. PostgreSQL ignores it. */
void db_read_limit(struct db_read *r, int64_t us);

/* ---- writing ---- */

/* A query that fails inside a write spoils it: later queries fail with the
 * same error, and nothing of this run is kept whatever the function returns.
 * (A parameter refused with ERR_INVALID does not spoil.) To find out whether a
 * row is there already, use ON CONFLICT DO NOTHING and :changed. */
typedef enum err db_write_fn(struct db_write *w, void *arg);

struct db_task {
	db_write_fn *run;
	void (*done)(struct db_task *t, enum err e); /* on a database thread; must not block */
	void *arg;
	struct db_task *next; /* the database's own */
};

/* Queues t. SQLite: the writer thread takes all waiting tasks, runs each in a
 * savepoint, commits once, then calls each `done`. PostgreSQL: a pool thread,
 * SERIALIZABLE, retried. If run returns not OK, its rows are rolled back and
 * done gets that error. t must live until done was called, and may be freed or
 * submitted again by it. */
void db_write_submit(struct db *db, struct db_task *t);

/* The same, waiting for the end. Not on an event loop thread. */
enum err db_write_run(struct db *db, db_write_fn *run, void *arg);

/* Tasks submitted and not yet done; for limits and metrics. */
int64_t db_write_waiting(const struct db *db);

/* What reads inside a write: pass it to generated SELECT functions. It sees
 * the write's own rows. */
struct db_read *db_reading(struct db_write *w);

/* ---- operations ---- */

/* A consistent copy into the new file path (SQLite only: sqlite3_backup in
 * one step). ERR_CONFLICT when path exists. */
enum err db_backup(struct db *db, const char *path);

/* "ok", or what the database's own integrity check says (SQLite). */
enum err db_integrity(struct db *db, struct arena *a, struct str *ret_text);

/* True once a disk or connection fault was seen and no commit has succeeded since. */
bool db_is_ailing(const struct db *db);

#endif
