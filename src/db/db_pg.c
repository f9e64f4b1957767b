/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two sets of connections of the same size: one for reading, handed out by a
 * pool, and one for writing, each with a thread that takes tasks off the queue.
 * Apart, so that reads that hold all connections cannot keep a write from
 * ending that one of them waits for.
 */
#include "db_pg.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "random.h"

#include "banned.h"

#define DEFAULT_SIZE 4
#define WAIT_MS 5000
#define ATTEMPTS 12

struct pg_writer {
	struct pg_connection connection;
	pthread_t thread;
};

struct db_pg {
	struct db db; /* first */
	char *url;
	struct pg_server server;
	struct db_pool readers;
	struct pg_connection *connections; /* for reading */
	struct pg_writer *writers;
	int size, started; /* started: threads that run */
};

/* ---- reading ---- */

/* A connection that died while it lay idle is found out here, and replaced. */
static enum err
begin(struct pg_connection *c, const char *sql)
{
	TRY(pg_connection_ready(c));
	enum err e = pg_command(c, sql);
	if (e == ERR_OK || !pg_connection_is_lost(c))
		return e;
	TRY(pg_connection_ready(c));
	return pg_command(c, sql);
}

static enum err
read_begin(struct db *db, struct db_read **ret_read)
{
	struct db_pg *s = (struct db_pg *)db;
	struct pg_connection *c = db_pool_take(&s->readers, WAIT_MS);
	if (c == NULL)
		return ERR_UNAVAILABLE;
	enum err e = begin(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	if (e != ERR_OK) {
		db_pool_give(&s->readers, c);
		return e;
	}
	*ret_read = &c->write.read;
	return ERR_OK;
}

static void
end_transaction(struct pg_connection *c)
{
	if (pg_connection_is_lost(c) || pg_command(c, "ROLLBACK") != ERR_OK)
		pg_connection_close(c);
}

static void
read_end(struct db_read *r)
{
	struct db_pg *s = (struct db_pg *)r->db;
	struct pg_connection *c = (struct pg_connection *)r;
	end_transaction(c);
	db_pool_give(&s->readers, c);
}

static void
read_limit(struct db_read *r, int64_t us)
{
	(void)r;
	(void)us;
}

/* ---- writing ---- */

/* One attempt. Where it could not be known whether the commit took place,
 * *ret_certain is false: then nothing may be tried again. */
static enum err
attempt(struct pg_connection *c, struct db_task *t, bool *ret_certain)
{
	*ret_certain = true;
	TRY(begin(c, "BEGIN ISOLATION LEVEL SERIALIZABLE"));
	enum err e = db_task_run(t, &c->write);
	if (e == ERR_OK) {
		e = pg_commit(c);
		*ret_certain = !pg_connection_is_lost(c);
		if (e == ERR_OK)
			db_mark_commit(c->write.read.db);
	}
	if (e != ERR_OK)
		end_transaction(c);
	return e;
}

/* Those who ran into one another must not do it again at the same moment. */
static void
wait_a_little(int round)
{
	uint16_t chance;
	random_bytes(&chance, sizeof chance);
	long longest = 1000000L << (round < 6 ? round : 6);
	struct timespec pause = { 0, longest / 65536 * chance };
	nanosleep(&pause, NULL);
}

/* A broken constraint may be somebody else's row that came in between: the
 * second time the function sees it, and can do what it would have done. */
static enum err
run_task(struct pg_connection *c, struct db_task *t)
{
	enum err e = ERR_RETRY;
	bool certain = true, had_conflict = false;
	for (int round = 0; round < ATTEMPTS; round++) {
		bool was_connected = c->handle != NULL;
		e = attempt(c, t, &certain);
		bool lost = e == ERR_UNAVAILABLE && was_connected && c->handle == NULL;
		bool conflict = c->write.read.failed == ERR_CONFLICT && !had_conflict;
		if (!certain || !(e == ERR_RETRY || lost || conflict))
			return e;
		had_conflict = had_conflict || conflict;
		wait_a_little(round);
	}
	return e;
}

static void *
writer_main(void *arg)
{
	struct pg_writer *w = arg;
	struct db *db = w->connection.write.read.db;
	struct db_task *t;
	while (db_queue_take(&db->queue, &t, 1) == 1)
		db_task_done(db, t, run_task(&w->connection, t));
	pg_connection_close(&w->connection);
	return NULL;
}

/* ---- what only SQLite does ---- */

static enum err
backup(struct db *db, const char *path)
{
	(void)db;
	(void)path;
	log_error("db_backup reason=\"PostgreSQL is backed up with its own tools\"");
	return ERR_INVALID;
}

static enum err
integrity(struct db *db, struct arena *a, struct str *ret_text)
{
	(void)db;
	(void)a;
	(void)ret_text;
	return ERR_INVALID;
}

/* ---- opening and closing ---- */

static void
close_database(struct db *db)
{
	struct db_pg *s = (struct db_pg *)db;
	for (int i = 0; i < s->started; i++)
		pthread_join(s->writers[i].thread, NULL);
	for (int i = 0; i < s->size; i++)
		pg_connection_close(&s->connections[i]);
	db_pool_release(&s->readers);
	db_release(&s->db);
	free(s->connections);
	free(s->writers);
	free(s->url);
	free(s);
}

static const struct db_driver driver = {
	.close = close_database,
	.read_begin = read_begin,
	.read_end = read_end,
	.read_limit = read_limit,
	.cursor_open = pg_cursor_open,
	.cursor_next = pg_cursor_next,
	.cursor_close = pg_cursor_close,
	.execute = pg_execute,
	.run_statement = pg_run_statement,
	.backup = backup,
	.integrity = integrity,
};

static void *
zeroed(size_t count, size_t size)
{
	void *p = calloc(count, size);
	if (p == NULL)
		abort();
	return p;
}

static struct db_pg *
make(const char *url, int size)
{
	struct db_pg *s = zeroed(1, sizeof *s);
	db_init(&s->db, &driver);
	s->url = zeroed(strlen(url) + 1, 1);
	memcpy(s->url, url, strlen(url));
	pg_server_init(&s->server, s->url);
	s->size = size;
	s->connections = zeroed((size_t)size, sizeof *s->connections);
	s->writers = zeroed((size_t)size, sizeof *s->writers);
	db_pool_init(&s->readers, size);
	for (int i = 0; i < size; i++) {
		pg_connection_init(&s->connections[i], &s->db, &s->server, false);
		pg_connection_init(&s->writers[i].connection, &s->db, &s->server, true);
		db_pool_give(&s->readers, &s->connections[i]);
	}
	return s;
}

static enum err
start(struct db_pg *s)
{
	TRY(pg_connection_ready(&s->connections[0]));
	for (; s->started < s->size; s->started++)
		if (pthread_create(&s->writers[s->started].thread, NULL, writer_main, &s->writers[s->started]) != 0) {
			log_error("db_pg reason=\"no thread for writing\"");
			return ERR_UNAVAILABLE;
		}
	return ERR_OK;
}

enum err
db_pg_open(const struct db_options *o, struct db **ret_db)
{
	struct db_pg *s = make(o->url, o->readers > 0 ? o->readers : DEFAULT_SIZE);
	enum err e = start(s);
	if (e != ERR_OK) {
		db_close(&s->db);
		return e;
	}
	*ret_db = &s->db;
	return ERR_OK;
}
