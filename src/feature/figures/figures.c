/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "figures.h"

#include <stdlib.h>

#include "figures.sql.h"

#include "banned.h"

static const char *const period_names[FIGURES_PERIOD_COUNT] = { "week", "month", "year" };

const char *
figures_period_name(enum figures_period p)
{
	return period_names[p];
}

enum figures_period
figures_period_parse(struct str name)
{
	return (enum figures_period)str_place(name, period_names, FIGURES_PERIOD_COUNT);
}

struct date
figures_from(enum figures_period p, struct date today)
{
	if (p == FIGURES_WEEK) {
		struct date_time noon = { .date = today, .hour = 12 };
		return date_add_days(today, -date_local(date_wall(noon)).weekday);
	}
	return (struct date){ today.year, p == FIGURES_YEAR ? 1 : today.month, 1 };
}

/* As measure.c writes a day. */
static int64_t
day_number(struct date d)
{
	return (d.year * 100 + d.month) * 100 + d.day;
}

enum err
figures_read(struct db_read *r, struct date from, struct date until, struct arena *a,
    struct figures *ret_figures)
{
	struct figures_reach_rows reach;
	struct figures_services_rows services;
	int64_t first = day_number(from), last = day_number(until);
	TRY(figures_reach(r, (struct figures_reach_in){ first, last }, a, &reach));
	TRY(figures_services(r, (struct figures_services_in){ first, last }, a, &services));
	struct figures_sum *v = ARENA_ARRAY(a, struct figures_sum, reach.n + services.n);
	for (size_t i = 0; i < reach.n; i++)
		v[i] = (struct figures_sum){
			.product = reach.v[i].product,
			.source = reach.v[i].source,
			.audience = reach.v[i].audience,
			.channel = reach.v[i].channel,
			.reach = reach.v[i].count,
		};
	for (size_t i = 0; i < services.n; i++)
		v[reach.n + i] = (struct figures_sum){
			.product = services.v[i].product,
			.source = services.v[i].source,
			.depth = services.v[i].depth,
			.audience = services.v[i].audience,
			.channel = services.v[i].channel,
			.services = services.v[i].count,
		};
	*ret_figures = (struct figures){ v, reach.n + services.n };
	return ERR_OK;
}

/* ---- adding up ---- */

bool
figures_is_step(struct str product)
{
	size_t dots = 0;
	for (size_t i = 0; i < product.n; i++)
		dots += product.p[i] == '.';
	return dots >= 2;
}

static struct str
key_of(const struct figures_sum *s, enum figures_by by)
{
	switch (by) {
	case BY_PRODUCT: return s->product;
	case BY_SOURCE: return s->source;
	case BY_DEPTH: return s->depth;
	case BY_AUDIENCE: return s->audience;
	case BY_CHANNEL: return s->channel;
	}
	abort();
}

static int
by_services(const void *a, const void *b)
{
	const struct figures_line *x = a, *y = b;
	if (x->services != y->services)
		return x->services < y->services ? 1 : -1;
	return str_cmp(x->name, y->name);
}

static struct figures_line *
line_of(struct figures_lines *l, struct str name)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].name, name))
			return &l->v[i];
	l->v[l->n] = (struct figures_line){ .name = name };
	return &l->v[l->n++];
}

struct figures_lines
figures_add_up(const struct figures *f, enum figures_by by, struct arena *a)
{
	struct figures_lines l = { ARENA_ARRAY(a, struct figures_line, f->n), 0 };
	for (size_t i = 0; i < f->n; i++) {
		struct str key = key_of(&f->v[i], by);
		if (key.p == NULL || figures_is_step(f->v[i].product))
			continue;
		struct figures_line *line = line_of(&l, key);
		line->reach += f->v[i].reach;
		line->services += f->v[i].services;
	}
	if (l.n > 1)
		qsort(l.v, l.n, sizeof l.v[0], by_services);
	return l;
}

struct figures_line
figures_of_product(const struct figures *f, struct str product)
{
	struct figures_line line = { .name = product };
	for (size_t i = 0; i < f->n; i++) {
		if (!str_eq(f->v[i].product, product))
			continue;
		line.reach += f->v[i].reach;
		line.services += f->v[i].services;
	}
	return line;
}

/* ---- small numbers ---- */

bool
figures_may_show(int64_t count)
{
	return count == 0 || count >= FIGURES_SMALL;
}

int64_t
figures_conversion(int64_t reach, int64_t services)
{
	if (reach < FIGURES_SMALL || !figures_may_show(services))
		return -1;
	return (services * 100 + reach / 2) / reach;
}
