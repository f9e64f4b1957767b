/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define FIRST_BLOCK ((size_t)32768) /* what most requests need; what is not used is no memory */
#define MAX_BLOCK ((size_t)1 << 20)
#define ALIGN alignof(max_align_t)

struct block {
	struct block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *p;
};

/* block: the one being filled; it links back to older ones, first is last. */
struct arena {
	struct block *block;
	struct deferred *deferred;
	size_t size;
};

static struct block *
block_new(struct arena *a, size_t size)
{
	struct block *b = malloc(sizeof *b + size);
	if (b == NULL)
		abort();
	b->next = a->block;
	b->size = size;
	b->used = 0;
	a->block = b;
	a->size += sizeof *b + size;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);
	if (a == NULL)
		abort();
	block_new(a, FIRST_BLOCK);
	return a;
}

static void
run_deferred(struct arena *a)
{
	while (a->deferred != NULL) {
		struct deferred *d = a->deferred;
		a->deferred = d->next;
		d->fn(d->p);
	}
}

void
arena_reset(struct arena *a)
{
	run_deferred(a);
	while (a->block->next != NULL) {
		struct block *b = a->block;
		a->block = b->next;
		a->size -= sizeof *b + b->size;
		free(b);
	}
	a->block->used = 0;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	free(a->block);
	free(a);
}

void *
arena_raw(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 2)
		abort();
	size_t need = (n + ALIGN - 1) / ALIGN * ALIGN;
	struct block *b = a->block;
	if (b->size - b->used < need) {
		size_t size = b->size < MAX_BLOCK ? b->size * 2 : MAX_BLOCK;
		b = block_new(a, size < need ? need : size);
	}
	void *p = b->bytes + b->used;
	b->used += need;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_raw(a, n), 0, n);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		abort();
	return arena_alloc(a, n);
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
	struct deferred *d = ARENA_NEW(a, struct deferred);
	d->next = a->deferred;
	d->fn = fn;
	d->p = p;
	a->deferred = d;
}

size_t
arena_size(const struct arena *a)
{
	return a->size;
}
