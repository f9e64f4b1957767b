/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "measure.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "measure.sql.h"
#include "vault.h"

#include "banned.h"

/* What was counted since the last flush. Names are of closed lists (pages,
 * guides, sources), so the tables cannot fill; if one does, the count is left out. */
#define SLOTS 4096
#define INDEX (4 * SLOTS) /* a power of two */
#define NAMES 16384       /* a power of two; kept until the process ends */

struct counted {
	const char *product, *audience; /* names of ours: equal texts are the same pointer */
	const char *depth, *channel;    /* NULL: reach */
	const char *source;
	int64_t day, count;
};

struct measure {
	pthread_mutex_t lock;
	struct arena *arena; /* of the names */
	const char *name[NAMES];
	size_t names;
	struct counted slot[SLOTS];
	size_t n;
	uint16_t index[INDEX]; /* 1 + number of a slot */
	int64_t minute, day; /* the day of that minute, so that the calendar is asked once a minute */
};

static int64_t
day_of(int64_t wall)
{
	struct date d = date_local(wall).date;
	return (d.year * 100 + d.month) * 100 + d.day;
}

static int64_t
today(void)
{
	return day_of(clock_wall());
}

enum err
service_count(struct db_write *w, struct vault *v, const struct service *s, struct id thing, struct arena *a)
{
	int64_t changed;
	struct str once = str_printf(a, "service %s %.*s", s->product, STR_ARG(id_text(thing, a)));
	return service_insert(w, (struct service_insert_in){
	    .key = vault_index(v, VAULT_INDEX_ONCE, once, a),
	    .day = today(),
	    .product = str_from_z(s->product),
	    .depth = str_from_z(s->depth),
	    .audience = str_from_z(s->audience),
	    .channel = str_from_z(s->channel),
	    .source = s->source,
	}, &changed);
}

struct measure *
measure_new(void)
{
	struct measure *m = calloc(1, sizeof *m);
	if (m == NULL)
		abort();
	pthread_mutex_init(&m->lock, NULL);
	m->arena = arena_new();
	return m;
}

void
measure_free(struct measure *m)
{
	if (m == NULL)
		return;
	pthread_mutex_destroy(&m->lock);
	arena_free(m->arena);
	free(m);
}

/* ---- the tables, with the lock held ---- */

/* FNV-1a, 64 bits. */
static uint64_t
mix(uint64_t h, const void *p, size_t n)
{
	const unsigned char *byte = p;
	for (size_t i = 0; i < n; i++)
		h = (h ^ byte[i]) * 0x100000001b3u;
	return h;
}
#define MIX_START 0xcbf29ce484222325u

/* Our own name of the same letters, or NULL when there is no room for it. */
static const char *
name_of(struct measure *m, struct str s)
{
	size_t at = mix(MIX_START, s.p, s.n) & (NAMES - 1);
	while (m->name[at] != NULL && !str_eq_z(s, m->name[at]))
		at = (at + 1) & (NAMES - 1);
	if (m->name[at] == NULL && m->names < NAMES / 2) {
		m->name[at] = str_z(s, m->arena);
		m->names++;
	}
	return m->name[at];
}

static bool
is_same(const struct counted *a, const struct counted *b)
{
	return a->product == b->product && a->audience == b->audience && a->depth == b->depth &&
	    a->channel == b->channel && a->source == b->source && a->day == b->day;
}

static void
add(struct measure *m, const struct counted *c)
{
	const void *key[] = { c->product, c->audience, c->depth, c->channel, c->source };
	size_t at = mix(mix(MIX_START, key, sizeof key), &c->day, sizeof c->day) & (INDEX - 1);
	while (m->index[at] != 0 && !is_same(&m->slot[m->index[at] - 1], c))
		at = (at + 1) & (INDEX - 1);
	if (m->index[at] != 0) {
		m->slot[m->index[at] - 1].count += c->count;
	} else if (m->n < SLOTS) {
		m->slot[m->n] = *c;
		m->index[at] = (uint16_t)++m->n;
	}
}

static void
count_one(struct measure *m, const struct service *s)
{
	int64_t now = clock_wall();
	pthread_mutex_lock(&m->lock);
	if (now / CLOCK_MINUTE != m->minute) {
		m->minute = now / CLOCK_MINUTE;
		m->day = day_of(now);
	}
	struct counted c = {
		.product = name_of(m, str_from_z(s->product)),
		.audience = name_of(m, str_from_z(s->audience)),
		.depth = s->depth == NULL ? NULL : name_of(m, str_from_z(s->depth)),
		.channel = s->channel == NULL ? NULL : name_of(m, str_from_z(s->channel)),
		.source = name_of(m, s->source),
		.day = m->day,
		.count = 1,
	};
	if (c.product != NULL && c.audience != NULL && c.source != NULL)
		add(m, &c);
	pthread_mutex_unlock(&m->lock);
}

void
measure_reach(struct measure *m, const char *product, const char *audience, struct str source)
{
	count_one(m, &(struct service){ .product = product, .audience = audience, .source = source });
}

void
measure_served(struct measure *m, const struct service *s)
{
	count_one(m, s);
}

/* ---- writing ---- */

struct flush {
	struct counted slot[SLOTS];
	size_t n;
};

static enum err
write_one(struct db_write *w, const struct counted *c)
{
	struct str product = str_from_z(c->product), audience = str_from_z(c->audience);
	if (c->depth == NULL)
		return reach_add(w, (struct reach_add_in){
		    .day = c->day,
		    .product = product,
		    .audience = audience,
		    .channel = STR("online"),
		    .source = str_from_z(c->source),
		    .count = c->count,
		});
	return served_add(w, (struct served_add_in){
	    .day = c->day,
	    .product = product,
	    .depth = str_from_z(c->depth),
	    .audience = audience,
	    .channel = str_from_z(c->channel),
	    .source = str_from_z(c->source),
	    .count = c->count,
	});
}

static enum err
flush_write(struct db_write *w, void *arg)
{
	const struct flush *f = arg;
	for (size_t i = 0; i < f->n; i++)
		TRY(write_one(w, &f->slot[i]));
	return ERR_OK;
}

/* What could not be written is put back, to be written next time. */
static void
put_back(struct measure *m, const struct flush *f)
{
	pthread_mutex_lock(&m->lock);
	for (size_t i = 0; i < f->n; i++)
		add(m, &f->slot[i]);
	pthread_mutex_unlock(&m->lock);
}

enum err
measure_flush(struct core *core)
{
	struct measure *m = core->measure;
	struct flush *f = malloc(sizeof *f);
	if (f == NULL)
		abort();
	pthread_mutex_lock(&m->lock);
	memcpy(f->slot, m->slot, m->n * sizeof m->slot[0]);
	f->n = m->n;
	if (m->n > 0)
		memset(m->index, 0, sizeof m->index);
	m->n = 0;
	pthread_mutex_unlock(&m->lock);
	enum err e = f->n == 0 ? ERR_OK : db_write_run(core->db, flush_write, f);
	if (e != ERR_OK)
		put_back(m, f);
	free(f);
	return e;
}

/* ---- sources ---- */

static const char *const declared[] = {
	"campaign", "organic", "direct", "social", "referral", "e-mail", "paid-search", "letter", "police",
	"service-line", "newsletter", "flyer", "embed", "card",
};

static const struct {
	const char *site, *source;
} sites[] = {
	{ "google.", "organic" }, { "bing.", "organic" }, { "duckduckgo.", "organic" }, { "startpage.", "organic" },
	{ "ecosia.", "organic" }, { "facebook.", "social" }, { "instagram.", "social" }, { "linkedin.", "social" },
	{ "tiktok.", "social" }, { "youtube.", "social" }, { "reddit.", "social" }, { "x.com", "social" },
};

/* "google." is in "www.google.nl", "x.com" is not in "netflix.com". */
static bool
is_site(struct str host, const char *site)
{
	struct str name = str_from_z(site);
	ptrdiff_t at = str_find(host, name);
	return at == 0 || (at > 0 && host.p[at - 1] == '.');
}

struct str
measure_source(struct str via, struct str referer, struct str own_host)
{
	for (size_t i = 0; i < sizeof declared / sizeof declared[0]; i++)
		if (str_eq_z(via, declared[i]))
			return str_from_z(declared[i]);
	ptrdiff_t at = str_find(referer, STR("://"));
	if (at < 0)
		return STR("direct");
	struct str host = str_cut(referer, (size_t)at + 3, referer.n), rest = host;
	str_split(&rest, '/', &host);
	if (str_eq(host, own_host))
		return STR("direct");
	for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++)
		if (is_site(host, sites[i].site))
			return str_from_z(sites[i].source);
	return STR("referral");
}
