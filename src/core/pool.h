/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_POOL_H
#define CORE_POOL_H
/* A few threads for work that may block, with a bounded queue before them. */
#include "err.h"

struct pool;

struct pool *pool_new(int threads, int queue);
/* Finishes what was taken. */
void pool_free(struct pool *p);

/* ERR_LIMIT when the queue is full. */
enum err pool_run(struct pool *p, void (*run)(void *), void *arg);

#endif
