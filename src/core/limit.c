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

/* The groups of a half of an IPv6 address, as they are written. */
static size_t
groups_of(struct str half, struct str *ret_group)
{
	size_t n = 0;
	struct str rest = half;
	while (half.n > 0 && n < 8 && str_split(&rest, ':', &ret_group[n]))
		n++;
	return n;
}

/* The first four groups of an IPv6 address, with the zeros that "::" stands for. */
static struct str
network_of(struct str peer, char ret_text[40])
{
	struct str group[8], tail[8];
	ptrdiff_t gap = str_find(peer, STR("::"));
	size_t n = groups_of(gap < 0 ? peer : str_cut(peer, 0, (size_t)gap), group);
	size_t tails = gap < 0 ? 0 : groups_of(str_cut(peer, (size_t)gap + 2, peer.n), tail);
	for (size_t i = 0; gap >= 0 && i < tails; i++) {
		while (n + tails - i < 8)
			group[n++] = STR("0");
		if (n < 8)
			group[n++] = tail[i];
	}
	size_t used = 0;
	for (size_t i = 0; i < 4; i++) {
		struct str g = i < n ? str_cut(group[i], 0, 8) : STR("0");
		memcpy(ret_text + used, g.p, g.n);
		used += g.n;
		ret_text[used++] = ':';
	}
	return (struct str){ ret_text, used };
}

/* One household's IPv6 addresses share the first 64 bits. An IPv4 address
 * stays itself, also when it is written as an IPv6 one ("::ffff:192.0.2.1"). */
static struct str
source_of(struct str peer, char text[40])
{
	if (str_find_char(peer, ':') < 0)
		return peer;
	struct str rest = peer, last = STR("");
	while (str_split(&rest, ':', &last))
		;
	return str_find_char(last, '.') >= 0 ? last : network_of(peer, text);
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

static void
key_of(const struct limit *l, enum limit_class c, struct str peer, unsigned char ret_key[CRYPTO_MAC_SIZE])
{
	char text[40];
	crypto_mac(&l->secret, source_of(peer, text), ret_key);
	ret_key[0] = (unsigned char)(ret_key[0] ^ (unsigned)c);
	ret_key[2] = (unsigned char)(ret_key[2] ^ (unsigned)c);
}

void
limit_give_back(struct limit *l, enum limit_class c, struct str peer)
{
	unsigned char key[CRYPTO_MAC_SIZE];
	key_of(l, c, peer, key);
	pthread_mutex_lock(&l->lock);
	find_slot(l, key, clock_mono())->full_at -= classes[c].every;
	pthread_mutex_unlock(&l->lock);
}

bool
limit_take(struct limit *l, enum limit_class c, struct str peer, int *ret_wait)
{
	return limit_take_at(l, c, peer, clock_mono(), ret_wait);
}

bool
limit_take_at(struct limit *l, enum limit_class c, struct str peer, int64_t now, int *ret_wait)
{
	unsigned char mac[CRYPTO_MAC_SIZE];
	int64_t every = classes[c].every;
	key_of(l, c, peer, mac);
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
