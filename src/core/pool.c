/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "banned.h"

struct item {
	void (*run)(void *);
	void *arg;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping;
	int threads;
	pthread_t *thread;
	struct item *ring;
	int size, first, count;
};

static void *
work(void *arg)
{
	struct pool *p = arg;
	for (;;) {
		pthread_mutex_lock(&p->lock);
		while (p->count == 0 && !p->stopping)
			pthread_cond_wait(&p->wake, &p->lock);
		if (p->count == 0) {
			pthread_mutex_unlock(&p->lock);
			return NULL;
		}
		struct item i = p->ring[p->first];
		p->first = (p->first + 1) % p->size;
		p->count--;
		pthread_mutex_unlock(&p->lock);
		i.run(i.arg);
	}
}

struct pool *
pool_new(int threads, int queue)
{
	struct pool *p = calloc(1, sizeof *p);
	if (p == NULL)
		abort();
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	p->threads = threads;
	p->size = queue;
	p->ring = calloc((size_t)queue, sizeof p->ring[0]);
	p->thread = calloc((size_t)threads, sizeof p->thread[0]);
	if (p->ring == NULL || p->thread == NULL)
		abort();
	for (int i = 0; i < threads; i++)
		if (pthread_create(&p->thread[i], NULL, work, p) != 0)
			abort();
	return p;
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->stopping = true;
	pthread_cond_broadcast(&p->wake);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->threads; i++)
		pthread_join(p->thread[i], NULL);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
	free(p->ring);
	free(p->thread);
	free(p);
}

enum err
pool_run(struct pool *p, void (*run)(void *), void *arg)
{
	pthread_mutex_lock(&p->lock);
	bool room = p->count < p->size;
	if (room) {
		p->ring[(p->first + p->count) % p->size] = (struct item){ run, arg };
		p->count++;
		pthread_cond_signal(&p->wake);
	}
	pthread_mutex_unlock(&p->lock);
	return room ? ERR_OK : ERR_LIMIT;
}
