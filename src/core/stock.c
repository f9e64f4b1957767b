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
	int64_t moment; /* the last one at which it was right; -1: none */
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
make_item(struct stock *s, const struct stock_order *o, struct str stamp, struct item **ret_item)
{
	struct arena *a = arena_new();
	struct item *x = ARENA_NEW(a, struct item);
	*x = (struct item){
		.stock = s, .arena = a, .key = str_dup(o->key, a), .stamp = str_dup(stamp, a), .users = 1,
	};
	enum err e = o->make(a, o->arg, &x->thing);
	if (e != ERR_OK) {
		arena_free(a);
		return e;
	}
	x->size = arena_size(a);
	*ret_item = x;
	return ERR_OK;
}

/* The item under the key, if it is of that stamp (absent: if it was right at
 * the order's moment), or NULL. */
static struct item *
find(struct stock *s, const struct stock_order *o, struct str stamp)
{
	pthread_mutex_lock(&s->lock);
	struct item *x = *place_of(s, o->key);
	bool fits = x != NULL && (stamp.p == NULL ? o->moment >= 0 && x->moment == o->moment : str_eq(x->stamp, stamp));
	if (fits) {
		x->users++;
		x->asked = ++s->askings;
		x->moment = o->moment;
	}
	pthread_mutex_unlock(&s->lock);
	return fits ? x : NULL;
}

static enum err
make(struct stock *s, const struct stock_order *o, struct str stamp, struct item **ret_item)
{
	TRY(make_item(s, o, stamp, ret_item));
	struct item *x = *ret_item;
	pthread_mutex_lock(&s->lock);
	x->asked = ++s->askings;
	x->moment = o->moment;
	put(s, x);
	pthread_mutex_unlock(&s->lock);
	return ERR_OK;
}

enum err
stock_take(struct stock *s, const struct stock_order *o, struct arena *user, const void **ret_thing)
{
	struct str stamp;
	struct item *x = find(s, o, STR_NONE);
	if (x == NULL) {
		TRY(o->find_stamp(o->arg, &stamp));
		x = find(s, o, stamp);
	}
	if (x == NULL)
		TRY(make(s, o, stamp, &x));
	arena_defer(user, let_go, x);
	*ret_thing = x->thing;
	return ERR_OK;
}
