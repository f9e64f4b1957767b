/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "db.h"

#include <assert.h>
#include <semaphore.h>
#include <string.h>

#include "db_internal.h"
#include "log.h"

#include "banned.h"

enum err
db_open(const struct db_options *o, struct db **ret_db)
{
	struct str url = str_from_z(o->url);
	if (str_starts(url, STR("sqlite:")))
		return db_sqlite_open(o, ret_db);
	if (str_starts(url, STR("postgresql:")) || str_starts(url, STR("postgres:")))
		return db_pg_open(o, ret_db);
	log_error("db_open reason=\"the address begins with neither sqlite: nor postgresql:\"");
	return ERR_INVALID;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_queue_close(&db->queue);
	db->driver->close(db);
}

void
db_init(struct db *db, const struct db_driver *driver)
{
	db->driver = driver;
	db_queue_init(&db->queue);
	atomic_init(&db->waiting, 0);
	atomic_init(&db->ailing, false);
	atomic_init(&db->commits, 0);
}

void
db_release(struct db *db)
{
	db_queue_release(&db->queue);
}

bool
db_is_sqlite(const struct db *db)
{
	return db->driver->is_sqlite;
}

bool
db_is_ailing(const struct db *db)
{
	return atomic_load_explicit(&db->ailing, memory_order_relaxed);
}

void
db_mark(struct db *db, enum err e)
{
	if (e == ERR_UNAVAILABLE)
		atomic_store_explicit(&db->ailing, true, memory_order_relaxed);
}

void
db_mark_commit(struct db *db)
{
	if (!db_is_ailing(db))
		return;
	atomic_store_explicit(&db->ailing, false, memory_order_relaxed);
	log_info("db_recovered");
}

/* ---- reading ---- */

enum err
db_read_begin(struct db *db, struct db_read **ret_read)
{
	/* counted before the snapshot is taken: it may hold more, never less */
	int64_t commits = atomic_load(&db->commits);
	TRY(db->driver->read_begin(db, ret_read));
	(*ret_read)->commits = commits;
	return ERR_OK;
}

void
db_read_end(struct db_read *r)
{
	assert(!r->writing);
	r->db->driver->read_end(r);
}

enum err
db_read_again(struct db *db, struct db_read **kept)
{
	if (*kept != NULL && db_read_moment(*kept) == atomic_load(&db->commits))
		return ERR_OK;
	struct db_read *old = *kept;
	*kept = NULL;
	if (old != NULL)
		db_read_end(old);
	return db_read_begin(db, kept);
}

int64_t
db_read_moment(const struct db_read *r)
{
	return r->writing || !db_is_sqlite(r->db) ? -1 : r->commits;
}

void
db_read_limit(struct db_read *r, int64_t us)
{
	r->db->driver->read_limit(r, us);
}

struct db_read *
db_reading(struct db_write *w)
{
	return &w->read;
}

/* ---- queries ---- */

static bool
is_acceptable(const struct db_slot *slot, const struct db_value *v)
{
	if (v->null)
		return slot->nullable;
	return slot->type != DB_TYPE_TEXT || str_is_text(v->s);
}

static enum err
check_parameters(const struct db_query *q, const struct db_value *in)
{
	for (unsigned i = 0; i < q->in_count; i++) {
		assert(in[i].type == q->in[i].type);
		if (!is_acceptable(&q->in[i], &in[i]))
			return ERR_INVALID;
	}
	return ERR_OK;
}

static enum err
remember(struct db_read *r, enum err e)
{
	if (r->writing && e != ERR_OK && e != ERR_NOT_FOUND && r->failed == ERR_OK)
		r->failed = e;
	return e;
}

enum err
db_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in,
    struct db_cursor **ret_cursor)
{
	TRY(r->failed);
	TRY(check_parameters(q, in));
	return remember(r, r->db->driver->cursor_open(r, q, in, ret_cursor));
}

enum err
db_cursor_next(struct db_cursor *c, struct db_value *out)
{
	struct db_read *r = c->read;
	enum err e = r->db->driver->cursor_next(c, out);
	if (e != ERR_OK)
		return remember(r, e);
	const struct db_query *q = c->query;
	for (unsigned i = 0; i < q->out_count; i++)
		if (out[i].null && !q->out[i].nullable) {
			log_error("db_column query=%s column=%u reason=\"absent\"", q->name, i + 1);
			return remember(r, ERR_INTERNAL);
		}
	return ERR_OK;
}

void
db_cursor_close(struct db_cursor *c)
{
	c->read->db->driver->cursor_close(c);
}

enum err
db_execute(struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed)
{
	TRY(w->read.failed);
	TRY(check_parameters(q, in));
	return remember(&w->read, w->read.db->driver->execute(w, q, in, ret_changed));
}

void *
db_list_grow(struct arena *a, void *v, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return v;
	size_t more = *room == 0 ? 8 : *room * 2;
	void *grown = arena_array(a, more, size);
	if (n > 0)
		memcpy(grown, v, n * size);
	*room = more;
	return grown;
}

/* ---- writing ---- */

enum err
db_task_run(struct db_task *t, struct db_write *w)
{
	w->read.failed = ERR_OK;
	enum err e = t->run(w, t->arg);
	if (w->read.failed == ERR_RETRY || w->read.failed == ERR_UNAVAILABLE)
		return w->read.failed;
	return e != ERR_OK ? e : w->read.failed;
}

void
db_task_done(struct db *db, struct db_task *t, enum err e)
{
	atomic_fetch_sub_explicit(&db->waiting, 1, memory_order_relaxed);
	t->done(t, e);
}

void
db_write_submit(struct db *db, struct db_task *t)
{
	atomic_fetch_add_explicit(&db->waiting, 1, memory_order_relaxed);
	db_queue_put(&db->queue, t);
}

int64_t
db_write_waiting(const struct db *db)
{
	return atomic_load_explicit(&db->waiting, memory_order_relaxed);
}

struct waiter {
	struct db_task task;
	sem_t ended;
	enum err result;
};

static void
wake(struct db_task *t, enum err e)
{
	struct waiter *waiter = (struct waiter *)t; /* task is its first member */
	waiter->result = e;
	sem_post(&waiter->ended);
}

enum err
db_write_run(struct db *db, db_write_fn *run, void *arg)
{
	struct waiter waiter = { .task = { .run = run, .done = wake, .arg = arg } };
	sem_init(&waiter.ended, 0, 0);
	db_write_submit(db, &waiter.task);
	while (sem_wait(&waiter.ended) != 0)
		; /* a signal came in between */
	sem_destroy(&waiter.ended);
	return waiter.result;
}

/* ---- operations ---- */

enum err
db_backup(struct db *db, const char *path)
{
	return db->driver->backup(db, path);
}

enum err
db_integrity(struct db *db, struct arena *a, struct str *ret_text)
{
	return db->driver->integrity(db, a, ret_text);
}
