/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <stdlib.h>
#include <time.h>

#include "clock.h"
#include "db_internal.h"

#include "banned.h"

/* Waiting with a limit must not follow a wall clock that is set. */
static void
condition_init(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

void
db_queue_init(struct db_queue *q)
{
	*q = (struct db_queue){ .closing = false };
	pthread_mutex_init(&q->lock, NULL);
	condition_init(&q->filled);
}

void
db_queue_release(struct db_queue *q)
{
	assert(q->first == NULL);
	pthread_cond_destroy(&q->filled);
	pthread_mutex_destroy(&q->lock);
}

void
db_queue_put(struct db_queue *q, struct db_task *t)
{
	t->next = NULL;
	pthread_mutex_lock(&q->lock);
	assert(!q->closing);
	if (q->first == NULL)
		q->first = t;
	else
		q->last->next = t;
	q->last = t;
	pthread_cond_signal(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

size_t
db_queue_take(struct db_queue *q, struct db_task **ret_tasks, size_t max)
{
	pthread_mutex_lock(&q->lock);
	while (q->first == NULL && !q->closing)
		pthread_cond_wait(&q->filled, &q->lock);
	size_t n = 0;
	while (q->first != NULL && n < max) {
		ret_tasks[n++] = q->first;
		q->first = q->first->next;
	}
	pthread_mutex_unlock(&q->lock);
	return n;
}

void
db_queue_close(struct db_queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closing = true;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

void
db_pool_init(struct db_pool *p, int room)
{
	p->v = calloc((size_t)room, sizeof *p->v);
	if (p->v == NULL)
		abort();
	p->n = 0;
	pthread_mutex_init(&p->lock, NULL);
	condition_init(&p->given);
}

void
db_pool_release(struct db_pool *p)
{
	free(p->v);
	pthread_cond_destroy(&p->given);
	pthread_mutex_destroy(&p->lock);
}

void
db_pool_give(struct db_pool *p, void *connection)
{
	pthread_mutex_lock(&p->lock);
	p->v[p->n++] = connection;
	pthread_cond_signal(&p->given);
	pthread_mutex_unlock(&p->lock);
}

void *
db_pool_take(struct db_pool *p, int64_t ms)
{
	void *connection = NULL;
	pthread_mutex_lock(&p->lock);
	if (p->n == 0) {
		int64_t end = clock_mono() + ms;
		struct timespec until = { end / CLOCK_SECOND, end % CLOCK_SECOND * 1000000 };
		while (p->n == 0 && pthread_cond_timedwait(&p->given, &p->lock, &until) == 0)
			;
	}
	if (p->n > 0)
		connection = p->v[--p->n];
	pthread_mutex_unlock(&p->lock);
	return connection;
}
