/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "job_internal.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "job.sql.h"
#include "log.h"
#include "random.h"

#include "banned.h"

#define LEASE (5 * CLOCK_MINUTE)
#define GIVE_UP_AFTER (2 * CLOCK_DAY)
#define POLL 250 /* ms */
#define MAX_TIMERS 32
#define DONE_KEPT (30 * CLOCK_DAY)
#define JUMP CLOCK_HOUR
/* Each job may open a client, and the key process opens 20,000 in an hour of
 * the clock: a year's registrations at once must leave room for people. */
#define JOBS_AN_HOUR 12000

enum err
job_put(struct db_write *w, const struct job_new *n)
{
	int64_t now = clock_wall();
	return job_insert(w, (struct job_insert_in){
	    .id = id_new(),
	    .kind = str_from_z(n->kind),
	    .unique_key = n->unique_key,
	    .client = n->client,
	    .target = n->target,
	    .made = now,
	    .due = n->due == 0 ? now : n->due,
	});
}

enum err
job_find(struct db_read *r, struct str unique_key, struct arena *a)
{
	struct job_by_key_row row;
	return job_by_key(r, (struct job_by_key_in){ .unique_key = unique_key }, a, &row);
}

struct actor
job_actor(const struct job *job)
{
	return (struct actor){ .kind = ACTOR_JOB, .id = job->id, .client = job->client, .target = job->target };
}

struct worker {
	struct core *core;
	const struct job_kind *kinds;
	size_t kind_count;
	const struct job_timer *timers;
	size_t timer_count;
	int64_t next[MAX_TIMERS]; /* monotonic */
	int64_t clocks;           /* wall time less monotonic time, at start */
	bool jumped;
	int64_t hour, begun;      /* jobs within this hour of the clock */
	unsigned char instance[16];
	pthread_t thread, timing;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping;
};

static struct str
instance_of(const struct worker *w)
{
	return str_from(w->instance, sizeof w->instance);
}

/* ---- claiming and finishing ---- */

struct claim {
	struct worker *worker;
	struct arena *arena;
	struct job job;
};

static enum err
claim_one(struct db_write *w, void *arg)
{
	struct claim *c = arg;
	int64_t now = clock_wall(), changed;
	struct job_claimable_rows rows;
	TRY(job_claimable(db_reading(w), (struct job_claimable_in){ .now = now, .count = 8 }, c->arena, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct job_claimable_row *row = &rows.v[i];
		TRY(job_claim(w, (struct job_claim_in){
		    .id = row->id, .now = now, .instance = instance_of(c->worker), .lease = now + LEASE }, &changed));
		if (changed == 0)
			continue;
		c->job = (struct job){ row->id, row->kind, row->client, row->target, row->made, (int)row->tries + 1 };
		return ERR_OK;
	}
	return ERR_NOT_FOUND;
}

struct ending {
	const struct worker *worker;
	const struct job *job;
	struct arena *arena;
	enum err e;
};

static const struct job_kind *
kind_of(const struct worker *w, const struct job *job)
{
	for (size_t i = 0; i < w->kind_count; i++)
		if (str_eq_z(job->kind, w->kinds[i].kind))
			return &w->kinds[i];
	return NULL;
}

/* 2 s, 4 s, 8 s, ... at most an hour. */
int64_t
job_distance(int tries)
{
	int64_t ms = CLOCK_SECOND << (tries < 12 ? tries : 12);
	return ms < CLOCK_HOUR ? ms : CLOCK_HOUR;
}

static enum err
end_one(struct db_write *w, void *arg)
{
	const struct ending *x = arg;
	int64_t now = clock_wall(), changed;
	struct str failure = x->e == ERR_OK ? STR_NONE : str_from_z(err_name(x->e));
	bool passes = x->e == ERR_UNAVAILABLE || x->e == ERR_RETRY || x->e == ERR_LIMIT;
	bool again = passes && now - x->job->made < GIVE_UP_AFTER;
	if (again)
		return job_retry(w, (struct job_retry_in){
		    .id = x->job->id, .instance = instance_of(x->worker), .due = now + job_distance(x->job->tries),
		    .failure = failure });
	TRY(job_finish(w, (struct job_finish_in){
	    .id = x->job->id, .instance = instance_of(x->worker), .done = now, .failure = failure }, &changed));
	const struct job_kind *kind = kind_of(x->worker, x->job);
	bool hands_over = x->e != ERR_OK && changed == 1 && kind != NULL && kind->gave_up != NULL;
	return hands_over ? kind->gave_up(w, x->job, x->arena) : ERR_OK;
}

static enum err
dispatch(struct worker *w, const struct job *job, struct arena *a)
{
	const struct job_kind *kind = kind_of(w, job);
	return kind == NULL ? ERR_INTERNAL : kind->run(w->core, job, a);
}

/* Waits a moment; true when it is time to stop. */
static bool
pause_or_stop(struct worker *w)
{
	int64_t end = clock_mono() + POLL;
	struct timespec until = { end / CLOCK_SECOND, end % CLOCK_SECOND * 1000000 };
	pthread_mutex_lock(&w->lock);
	while (!w->stopping && pthread_cond_timedwait(&w->wake, &w->lock, &until) != ETIMEDOUT)
		;
	bool stop = w->stopping;
	pthread_mutex_unlock(&w->lock);
	return stop;
}

static bool
has_room(struct worker *w)
{
	int64_t hour = clock_wall() / CLOCK_HOUR;
	if (hour != w->hour)
		w->begun = 0;
	w->hour = hour;
	return w->begun < JOBS_AN_HOUR;
}

bool
worker_run_one(struct worker *w)
{
	if (!has_room(w))
		return false;
	struct claim c = { .worker = w, .arena = arena_new() };
	bool found = db_write_run(w->core->db, claim_one, &c) == ERR_OK;
	if (found) {
		w->begun++;
		enum err e = dispatch(w, &c.job, c.arena);
		if (e != ERR_OK)
			log_warning("job_failed kind=%.*s tries=%d error=%s", STR_ARG(c.job.kind), c.job.tries,
				err_name(e));
		struct ending x = { w, &c.job, c.arena, e };
		/* A disk that is full just now must not keep the job leased long after. */
		do
			e = db_write_run(w->core->db, end_one, &x);
		while (e == ERR_UNAVAILABLE && !pause_or_stop(w));
		if (e != ERR_OK)
			log_warning("job_end_failed kind=%.*s error=%s", STR_ARG(c.job.kind), err_name(e));
	}
	arena_free(c.arena);
	return found;
}

static int64_t
clocks_apart(void)
{
	return clock_wall() - clock_mono();
}

/* Whether the clock can be trusted with how old things are. */
static bool
has_jumped(struct worker *w)
{
	int64_t jump = clocks_apart() - w->clocks;
	if (w->jumped || (jump < JUMP && jump > -JUMP))
		return w->jumped;
	log_error("clock_jumped ms=%lld: nothing is deleted any more. Check the clock, then start Nabij anew.",
		(long long)jump);
	w->jumped = true;
	return true;
}

static void
run_timers(struct worker *w)
{
	for (size_t i = 0; i < w->timer_count; i++) {
		if (clock_mono() < w->next[i] || (w->timers[i].deletes && has_jumped(w)))
			continue;
		w->next[i] = clock_mono() + w->timers[i].every;
		enum err e = w->timers[i].run(w->core);
		if (e != ERR_OK)
			log_warning("timer_failed name=%s error=%s", w->timers[i].name, err_name(e));
	}
}

static bool
stopping(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	bool stop = w->stopping;
	pthread_mutex_unlock(&w->lock);
	return stop;
}

static enum err
release_old(struct db_write *w, void *arg)
{
	const struct worker *worker = arg;
	return job_release(w, (struct job_release_in){ .instance = instance_of(worker) });
}

enum err
worker_release_others(struct worker *w)
{
	return db_write_run(w->core->db, release_old, w);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	/* Leases of an earlier process that died: SQLite has one process only. */
	if (db_is_sqlite(w->core->db))
		worker_release_others(w);
	do
		while (!stopping(w) && worker_run_one(w))
			;
	while (!pause_or_stop(w));
	return NULL;
}

static void *
keep_time(void *arg)
{
	struct worker *w = arg;
	do
		run_timers(w);
	while (!pause_or_stop(w));
	return NULL;
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return job_sweep(w, (struct job_sweep_in){ .before = clock_wall() - DONE_KEPT });
}

enum err
job_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}

struct worker *
worker_make(struct core *core, const struct job_kind *kinds, size_t kind_count, const struct job_timer *timers,
    size_t timer_count)
{
	struct worker *w = calloc(1, sizeof *w);
	pthread_condattr_t attr;
	if (w == NULL || timer_count > MAX_TIMERS)
		abort();
	w->core = core;
	w->kinds = kinds;
	w->kind_count = kind_count;
	w->timers = timers;
	w->timer_count = timer_count;
	w->clocks = clocks_apart();
	random_bytes(w->instance, sizeof w->instance);
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &attr);
	pthread_condattr_destroy(&attr);
	return w;
}

struct worker *
worker_start(struct core *core, const struct job_kind *kinds, size_t kind_count, const struct job_timer *timers,
    size_t timer_count)
{
	struct worker *w = worker_make(core, kinds, kind_count, timers, timer_count);
	if (pthread_create(&w->thread, NULL, work, w) != 0 || pthread_create(&w->timing, NULL, keep_time, w) != 0)
		abort();
	return w;
}

void
worker_stop(struct worker *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_broadcast(&w->wake);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_join(w->timing, NULL);
	worker_drop(w);
}

void
worker_drop(struct worker *w)
{
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
