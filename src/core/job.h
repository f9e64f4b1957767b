/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_JOB_H
#define CORE_JOB_H
/*
 * Work for later: a row, put there in the transaction that wants it. Done at
 * least once; unique_key keeps the same work from being queued twice. A job
 * row holds ids only, never personal data.
 */
#include "actor.h"
#include "core.h"

struct job {
	struct id id;
	struct str kind;
	struct id client, target; /* or ID_NONE */
	int64_t made;
	int tries; /* this one included */
};

struct job_new {
	const char *kind;
	struct str unique_key;    /* the same work has the same key */
	struct id client, target;
	int64_t due;              /* 0: now */
};

enum err job_put(struct db_write *w, const struct job_new *n);
/* ERR_NOT_FOUND: no job of the last month has that key. */
enum err job_find(struct db_read *r, struct str unique_key, struct arena *a);

/* Does one job, on a worker thread. ERR_UNAVAILABLE, ERR_RETRY and ERR_LIMIT:
 * later again, with growing distance, for two days. Another error: given up. */
typedef enum err job_fn(struct core *core, const struct job *job, struct arena *a);

/* What is left to people when a job is given up: rows of the same transaction. */
typedef enum err job_gave_up_fn(struct db_write *w, const struct job *job, struct arena *a);

struct job_kind {
	const char *kind;
	job_fn *run;
	job_gave_up_fn *gave_up; /* or NULL */
};

/* Work that comes round by itself, on a thread of its own: a slow job does
 * not hold it up. A timer that deletes by the age of things stands still once
 * wall time has jumped more than an hour: nothing goes too early because a
 * clock was wrong. Starting anew is how an operator says that it is right. */
struct job_timer {
	const char *name;
	int64_t every; /* ms */
	enum err (*run)(struct core *core);
	bool deletes;
};

/* Removes what was done over a month ago. A timer. */
enum err job_clean(struct core *core);

struct worker;
struct worker *worker_start(struct core *core, const struct job_kind *kinds, size_t kind_count,
    const struct job_timer *timers, size_t timer_count);
/* Finishes the job under way and stops. */
void worker_stop(struct worker *w);

struct actor job_actor(const struct job *job);

#endif
