/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "limit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"

#include "banned.h"

#define SLOTS 16384u
#define PROBES 8u

static const struct {
	int burst;
	int64_t every; /* ms for one more */
} classes[LIMIT_CLASS_COUNT] = {
	[LIMIT_POST] = { 60, 500 },
	[LIMIT_TRY] = { 10, 12 * CLOCK_SECOND },
	[LIMIT_API] = { 20, CLOCK_SECOND },
};

/* A bucket is kept as the moment at which it will be full again. A slot
 * whose moment is past says nothing and may be taken by another source. */
struct slot {
	unsigned char key[16];
	int64_t full_at;
};

struct limit {
	pthread_mutex_t lock;
	struct crypto_key secret; /* so that nobody can aim at another's slot */
	struct slot slot[SLOTS];
};

struct limit *
limit_new(void)
{
	struct limit *l = calloc(1, sizeof *l);
	if (l == NULL)
		abort();
	pthread_mutex_init(&l->lock, NULL);
	crypto_key_random(&l->secret);
	return l;
}

void
limit_free(struct limit *l)
{
	if (l == NULL)
		return;
	pthread_mutex_destroy(&l->lock);
	free(l);
}

/* One household's IPv6 addresses share the first four groups. */
static struct str
source_of(struct str peer)
{
	int groups = 0;
	if (str_find_char(peer, ':') < 0)
		return peer;
	for (size_t i = 0; i < peer.n; i++)
		if (peer.p[i] == ':' && (++groups == 4 || (i > 0 && peer.p[i - 1] == ':')))
			return str_cut(peer, 0, i);
	return peer;
}

static struct slot *
find_slot(struct limit *l, const unsigned char *key, int64_t now)
{
	unsigned first = (unsigned)key[0] << 8 | key[1];
	struct slot *oldest = &l->slot[first % SLOTS];
	for (unsigned i = 0; i < PROBES; i++) {
		struct slot *s = &l->slot[(first + i) % SLOTS];
		if (memcmp(s->key, key, sizeof s->key) == 0)
			return s;
		if (s->full_at < oldest->full_at)
			oldest = s;
	}
	memcpy(oldest->key, key, sizeof oldest->key);
	oldest->full_at = now;
	return oldest;
}

bool
limit_take(struct limit *l, enum limit_class c, struct str peer, int *ret_wait)
{
	unsigned char mac[CRYPTO_MAC_SIZE];
	struct str source = source_of(peer);
	int64_t now = clock_mono(), every = classes[c].every;
	crypto_mac(&l->secret, source, mac);
	mac[0] = (unsigned char)(mac[0] ^ (unsigned)c);
	mac[2] = (unsigned char)(mac[2] ^ (unsigned)c);
	pthread_mutex_lock(&l->lock);
	struct slot *s = find_slot(l, mac, now);
	int64_t full_at = (s->full_at > now ? s->full_at : now) + every;
	bool taken = full_at - now <= classes[c].burst * every;
	if (taken)
		s->full_at = full_at;
	else
		*ret_wait = (int)((full_at - now - classes[c].burst * every + CLOCK_SECOND - 1) / CLOCK_SECOND);
	pthread_mutex_unlock(&l->lock);
	return taken;
}
