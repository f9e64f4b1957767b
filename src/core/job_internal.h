/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_JOB_INTERNAL_H
#define CORE_JOB_INTERNAL_H
/* A worker step by step, without its thread: for job.c and its tests. */
#include "job.h"

struct worker *worker_make(struct core *core, const struct job_kind *kinds, size_t kind_count,
    const struct job_timer *timers, size_t timer_count);
void worker_drop(struct worker *w);

/* Claims one job, does it and writes down its end; false when there was none. */
bool worker_run_one(struct worker *w);

/* Takes the leases of every other instance back, which must be dead. */
enum err worker_release_others(struct worker *w);

/* How long until a job is tried again that was tried so often. */
int64_t job_distance(int tries);

#endif
