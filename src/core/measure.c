/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "measure.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "measure.sql.h"
#include "vault.h"

#include "banned.h"

#define SLOTS 512

/* What was seen since the last flush. Products are a closed list and sources
 * too, so the table cannot fill; if it does, the count is left out. */
struct reached {
	const char *product, *audience;
	struct str source;
	int64_t day, count;
};

struct measure {
	pthread_mutex_t lock;
	struct reached slot[SLOTS];
	size_t n;
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
	return m;
}

void
measure_free(struct measure *m)
{
	if (m == NULL)
		return;
	pthread_mutex_destroy(&m->lock);
	free(m);
}

static struct reached *
find(struct measure *m, const char *product, const char *audience, struct str source, int64_t day)
{
	for (size_t i = 0; i < m->n; i++) {
		struct reached *s = &m->slot[i];
		bool same = s->product == product || strcmp(s->product, product) == 0;
		if (same && s->day == day && strcmp(s->audience, audience) == 0 &&
		    str_eq(s->source, source))
			return s;
	}
	if (m->n == SLOTS)
		return NULL;
	/* The source may lie in a request's arena: it is kept as ours of the same name. */
	m->slot[m->n] = (struct reached){ product, audience, measure_source(source, STR_NONE, STR_NONE), day, 0 };
	return &m->slot[m->n++];
}

void
measure_reach(struct measure *m, const char *product, const char *audience, struct str source)
{
	int64_t now = clock_wall();
	pthread_mutex_lock(&m->lock);
	if (now / CLOCK_MINUTE != m->minute) {
		m->minute = now / CLOCK_MINUTE;
		m->day = day_of(now);
	}
	struct reached *s = find(m, product, audience, source, m->day);
	if (s != NULL)
		s->count++;
	pthread_mutex_unlock(&m->lock);
}

struct flush {
	struct reached slot[SLOTS];
	size_t n;
};

static enum err
flush_write(struct db_write *w, void *arg)
{
	const struct flush *f = arg;
	for (size_t i = 0; i < f->n; i++) {
		const struct reached *s = &f->slot[i];
		TRY(reach_add(w, (struct reach_add_in){
		    .day = s->day,
		    .product = str_from_z(s->product),
		    .audience = str_from_z(s->audience),
		    .channel = STR("online"),
		    .source = s->source,
		    .count = s->count,
		}));
	}
	return ERR_OK;
}

/* What could not be written is put back, to be written next time. */
static void
put_back(struct measure *m, const struct flush *f)
{
	pthread_mutex_lock(&m->lock);
	for (size_t i = 0; i < f->n; i++) {
		const struct reached *from = &f->slot[i];
		struct reached *to = find(m, from->product, from->audience, from->source, from->day);
		if (to != NULL)
			to->count += from->count;
	}
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
	memcpy(f->slot, m->slot, sizeof f->slot);
	f->n = m->n;
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
	"service-line", "newsletter", "flyer",
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
