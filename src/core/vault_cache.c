/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "vault_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#include "banned.h"

#define SLOTS 1024u
#define WAYS 8u
#define IDLE (5 * CLOCK_MINUTE)

struct slot {
	struct id actor, client;
	struct crypto_key key;
	int64_t used; /* monotonic; 0: empty */
};

struct vault_cache {
	pthread_mutex_t lock;
	struct slot *slot; /* SLOTS of them; WAYS places for each hash */
};

struct vault_cache *
vault_cache_new(void)
{
	struct vault_cache *c = calloc(1, sizeof *c);
	NEVER(c == NULL);
	pthread_mutex_init(&c->lock, NULL);
	c->slot = crypto_secret_alloc(SLOTS, sizeof c->slot[0]);
	return c;
}

void
vault_cache_free(struct vault_cache *c)
{
	if (c == NULL)
		return;
	crypto_secret_free(c->slot);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* The random end of an id spreads well enough. */
static struct slot *
ways_of(struct vault_cache *c, struct id client)
{
	unsigned h = (unsigned)client.b[14] << 8 | client.b[15];
	return &c->slot[h % (SLOTS / WAYS) * WAYS];
}

bool
vault_cache_get(struct vault_cache *c, struct id actor, struct id client, struct crypto_key *ret_key)
{
	bool found = false;
	int64_t now = clock_mono();
	pthread_mutex_lock(&c->lock);
	struct slot *way = ways_of(c, client);
	for (unsigned i = 0; i < WAYS && !found; i++) {
		struct slot *s = &way[i];
		if (s->used == 0 || now - s->used > IDLE || !id_eq(s->client, client) || !id_eq(s->actor, actor))
			continue;
		s->used = now;
		*ret_key = s->key;
		found = true;
	}
	pthread_mutex_unlock(&c->lock);
	return found;
}

void
vault_cache_put(struct vault_cache *c, struct id actor, struct id client, const struct crypto_key *key)
{
	pthread_mutex_lock(&c->lock);
	struct slot *way = ways_of(c, client), *oldest = way;
	for (unsigned i = 1; i < WAYS; i++)
		if (way[i].used < oldest->used)
			oldest = &way[i];
	*oldest = (struct slot){ actor, client, *key, clock_mono() };
	pthread_mutex_unlock(&c->lock);
}

void
vault_cache_forget(struct vault_cache *c, struct id client)
{
	pthread_mutex_lock(&c->lock);
	struct slot *way = ways_of(c, client);
	for (unsigned i = 0; i < WAYS; i++)
		if (id_eq(way[i].client, client))
			crypto_wipe(&way[i], sizeof way[i]);
	pthread_mutex_unlock(&c->lock);
}

void
vault_cache_sweep(struct vault_cache *c)
{
	int64_t now = clock_mono();
	pthread_mutex_lock(&c->lock);
	for (unsigned i = 0; i < SLOTS; i++)
		if (c->slot[i].used != 0 && now - c->slot[i].used > IDLE)
			crypto_wipe(&c->slot[i], sizeof c->slot[i]);
	pthread_mutex_unlock(&c->lock);
}
