/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one thread that writes to SQLite. It takes all waiting tasks, runs each
 * in a savepoint, commits once, and only then answers them.
 *
 * A savepoint keeps a broken constraint from hurting the others, but not a
 * full disk: then SQLite may have rolled back everything, and the next
 * savepoint would commit by itself. So after each function the thread looks
 * whether the transaction is still there; if not, nothing of the batch is
 * stored, and each task runs again alone.
 */
#include "db_sqlite.h"

#include "log.h"

#include "banned.h"

#define BATCH_MAX 64
#define CHECKPOINT_PAGES 2000

static const struct db_query begin_query = { .name = "begin", .sqlite = "BEGIN IMMEDIATE" };
static const struct db_query commit_query = { .name = "commit", .sqlite = "COMMIT" };
static const struct db_query rollback_query = { .name = "rollback", .sqlite = "ROLLBACK" };
static const struct db_query savepoint_query = { .name = "savepoint", .sqlite = "SAVEPOINT task" };
static const struct db_query release_query = { .name = "release", .sqlite = "RELEASE task" };
static const struct db_query undo_query = { .name = "undo", .sqlite = "ROLLBACK TO task" };

static bool
in_transaction(const struct sqlite_connection *c)
{
	return sqlite3_get_autocommit(c->handle) == 0;
}

static void
roll_back(struct sqlite_connection *c)
{
	if (in_transaction(c) && sqlite_control(c, &rollback_query) != SQLITE_OK)
		c->broken = true;
}

static int
note_wal(void *arg, sqlite3 *handle, const char *database, int pages)
{
	(void)handle;
	(void)database;
	struct db_sqlite *s = arg;
	s->wal_pages = pages;
	return SQLITE_OK;
}

/* ERR_UNAVAILABLE when the database cannot be written to at all. */
static enum err
begin(struct sqlite_connection *c)
{
	TRY(sqlite_connection_ready(c));
	sqlite3_wal_hook(c->handle, note_wal, c->write.read.db);
	int code = sqlite_control(c, &begin_query);
	if (code == SQLITE_OK)
		return ERR_OK;
	sqlite_error(c, code, begin_query.name);
	return ERR_UNAVAILABLE;
}

/* Whatever COMMIT says other than OK, nobody may believe that it is stored. */
static int
commit(struct sqlite_connection *c)
{
	int code = sqlite_control(c, &commit_query);
	if (code != SQLITE_OK) {
		sqlite_error(c, code, commit_query.name);
		roll_back(c);
	}
	atomic_fetch_add(&c->write.read.db->commits, 1);
	return code;
}

/* A commit that changed nothing says nothing about the disk. */
static void
note_commit(struct sqlite_connection *c, int64_t changes_before)
{
	if (sqlite3_total_changes64(c->handle) != changes_before)
		db_mark_commit(c->write.read.db);
}

static enum err
run_alone(struct sqlite_connection *c, struct db_task *t)
{
	TRY(begin(c));
	int64_t changes = sqlite3_total_changes64(c->handle);
	enum err e = db_task_run(t, &c->write);
	if (!in_transaction(c))
		return e == ERR_OK ? ERR_UNAVAILABLE : e;
	if (e != ERR_OK) {
		roll_back(c);
		return e;
	}
	if (commit(c) != SQLITE_OK)
		return ERR_UNAVAILABLE;
	note_commit(c, changes);
	return ERR_OK;
}

/* False: the transaction is gone, with the rows of all tasks before t. */
static bool
run_in_savepoint(struct sqlite_connection *c, struct db_task *t, enum err *ret_result)
{
	if (sqlite_control(c, &savepoint_query) != SQLITE_OK)
		return false;
	*ret_result = db_task_run(t, &c->write);
	if (!in_transaction(c))
		return false;
	if (*ret_result != ERR_OK && sqlite_control(c, &undo_query) != SQLITE_OK)
		return false;
	return sqlite_control(c, &release_query) == SQLITE_OK && in_transaction(c);
}

static void
fail_all(enum err *ret_results, size_t n, enum err e)
{
	for (size_t i = 0; i < n; i++)
		ret_results[i] = e;
}

/* False: nothing of the batch is stored and nothing is decided; each task is
 * to run alone. */
static bool
run_together(struct sqlite_connection *c, struct db_task **tasks, size_t n, enum err *ret_results)
{
	enum err e = begin(c);
	if (e != ERR_OK) {
		fail_all(ret_results, n, e);
		return true;
	}
	int64_t changes = sqlite3_total_changes64(c->handle);
	for (size_t i = 0; i < n; i++)
		if (!run_in_savepoint(c, tasks[i], &ret_results[i])) {
			roll_back(c);
			return false;
		}
	int code = commit(c);
	if ((code & 0xff) == SQLITE_FULL)
		return false;
	if (code != SQLITE_OK)
		fail_all(ret_results, n, ERR_UNAVAILABLE);
	else
		note_commit(c, changes);
	return true;
}

/* A long reader may keep the log from starting anew: try again only when it
 * has grown as much again. On a full disk an emptied log is room at once. */
static void
checkpoint(struct db_sqlite *s)
{
	if (s->wal_pages < s->wal_checked)
		s->wal_checked = 0;
	if (s->wal_pages - s->wal_checked < CHECKPOINT_PAGES && !db_is_ailing(&s->db))
		return;
	int code = sqlite3_wal_checkpoint_v2(s->writer.handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if (code != SQLITE_OK && code != SQLITE_BUSY && code != SQLITE_LOCKED)
		sqlite_error(&s->writer, code, "checkpoint");
	s->wal_checked = s->wal_pages;
}

static void
run_batch(struct db_sqlite *s, struct db_task **tasks, size_t n)
{
	struct sqlite_connection *c = &s->writer;
	enum err results[BATCH_MAX];
	if (n == 1 || !run_together(c, tasks, n, results))
		for (size_t i = 0; i < n; i++)
			results[i] = run_alone(c, tasks[i]);
	for (size_t i = 0; i < n; i++)
		db_task_done(&s->db, tasks[i], results[i]);
	if (c->handle != NULL && !c->broken)
		checkpoint(s);
}

static void *
writer_main(void *arg)
{
	struct db_sqlite *s = arg;
	struct db_task *tasks[BATCH_MAX];
	size_t n;
	while ((n = db_queue_take(&s->db.queue, tasks, BATCH_MAX)) > 0)
		run_batch(s, tasks, n);
	return NULL;
}

enum err
sqlite_writer_start(struct db_sqlite *s)
{
	sqlite_connection_init(&s->writer, &s->db, s->path, true);
	TRY(sqlite_connection_ready(&s->writer));
	if (pthread_create(&s->thread, NULL, writer_main, s) == 0)
		return ERR_OK;
	sqlite_connection_close(&s->writer);
	log_error("db_sqlite reason=\"no thread for writing\"");
	return ERR_UNAVAILABLE;
}

void
sqlite_writer_join(struct db_sqlite *s)
{
	pthread_join(s->thread, NULL);
	sqlite_connection_close(&s->writer);
}
