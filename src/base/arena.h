/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
/*
 * Memory of one request or one job: taken in pieces, given back all at once.
 * Nothing taken from an arena is freed by hand. Running out of memory aborts
 * the process: every input is capped before it gets here, and the supervisor
 * starts it again. Not for secrets: those live in zeroed memory (crypto/).
 * An arena belongs to one thread at a time.
 */
#include <stddef.h>

struct arena;

/* A new empty arena. Never NULL. */
struct arena *arena_new(void);

/* Runs the deferred functions, last first, and frees everything. NULL is fine. */
void arena_free(struct arena *a);

/* As arena_free, but keeps the arena and its first block for the next use. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type; n == 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t n);

/* The same without zeroing, for bytes that are written before they are read. */
void *arena_raw(struct arena *a, size_t n);

/* count elements of size bytes each, zeroed; aborts if the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Calls fn(p) when the arena ends. */
void arena_defer(struct arena *a, void (*fn)(void *), void *p);

/* Bytes that the arena holds from the system. */
size_t arena_size(const struct arena *a);

#define ARENA_NEW(A, TYPE) ((TYPE *)arena_alloc((A), sizeof(TYPE)))
#define ARENA_ARRAY(A, TYPE, N) ((TYPE *)arena_array((A), (N), sizeof(TYPE)))

#endif
