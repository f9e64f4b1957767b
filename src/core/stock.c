/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "stock.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define ROWS 4096

struct item {
	struct item *next;
	struct stock *stock;
	struct arena *arena; /* of all that is in here */
	struct str key, stamp;
	const void *thing;
	size_t size, users;
	uint64_t asked; /* when, as a count of askings */
	bool gone;      /* taken off the shelf; the last user frees it */
};

struct stock {
	pthread_mutex_t lock;
	struct item *row[ROWS];
	size_t size, max;
	uint64_t askings;
};

struct stock *
stock_new(size_t max_bytes)
{
	struct stock *s = calloc(1, sizeof *s);
	if (s == NULL)
		abort();
	pthread_mutex_init(&s->lock, NULL);
	s->max = max_bytes;
	return s;
}

void
stock_free(struct stock *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < ROWS; i++)
		for (struct item *x = s->row[i], *next; x != NULL; x = next) {
			next = x->next;
			arena_free(x->arena);
		}
	pthread_mutex_destroy(&s->lock);
	free(s);
}

/* ---- with the lock held ---- */

static struct item **
place_of(struct stock *s, struct str key)
{
	uint32_t h = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 16777619u;
	struct item **at = &s->row[h % ROWS];
	while (*at != NULL && !str_eq((*at)->key, key))
		at = &(*at)->next;
	return at;
}

static void
take_off(struct item **at)
{
	struct item *x = *at;
	*at = x->next;
	x->stock->size -= x->size;
	x->gone = true;
	if (x->users == 0)
		arena_free(x->arena);
}

static struct item **
oldest(struct stock *s)
{
	struct item **found = NULL;
	for (size_t i = 0; i < ROWS; i++)
		for (struct item **at = &s->row[i]; *at != NULL; at = &(*at)->next)
			if (found == NULL || (*at)->asked < (*found)->asked)
				found = at;
	return found;
}

static void
put(struct stock *s, struct item *x)
{
	struct item **at = place_of(s, x->key);
	if (*at != NULL)
		take_off(at);
	while (s->size > 0 && s->size + x->size > s->max)
		take_off(oldest(s));
	at = place_of(s, x->key);
	x->next = *at;
	*at = x;
	s->size += x->size;
}

/* ---- users ---- */

static void
let_go(void *arg)
{
	struct item *x = arg;
	struct stock *s = x->stock;
	pthread_mutex_lock(&s->lock);
	bool last = --x->users == 0 && x->gone;
	pthread_mutex_unlock(&s->lock);
	if (last)
		arena_free(x->arena);
}

static enum err
make_item(struct stock *s, struct str key, struct str stamp, stock_make_fn *make, void *arg, struct item **ret_item)
{
	struct arena *a = arena_new();
	struct item *x = ARENA_NEW(a, struct item);
	*x = (struct item){ .stock = s, .arena = a, .key = str_dup(key, a), .stamp = str_dup(stamp, a), .users = 1 };
	enum err e = make(a, arg, &x->thing);
	if (e != ERR_OK) {
		arena_free(a);
		return e;
	}
	x->size = arena_size(a);
	*ret_item = x;
	return ERR_OK;
}

enum err
stock_take(struct stock *s, struct str key, struct str stamp, stock_make_fn *make, void *arg, struct arena *user,
    const void **ret_thing)
{
	pthread_mutex_lock(&s->lock);
	struct item *x = *place_of(s, key);
	bool fits = x != NULL && str_eq(x->stamp, stamp);
	if (fits) {
		x->users++;
		x->asked = ++s->askings;
	}
	pthread_mutex_unlock(&s->lock);
	if (!fits) {
		TRY(make_item(s, key, stamp, make, arg, &x));
		pthread_mutex_lock(&s->lock);
		x->asked = ++s->askings;
		put(s, x);
		pthread_mutex_unlock(&s->lock);
	}
	arena_defer(user, let_go, x);
	*ret_thing = x->thing;
	return ERR_OK;
}
