/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef FIGURES_H
#define FIGURES_H
/*
 * How many people an offer reached, how many services were delivered, and
 * where people stop in a guide. Sums only: no row here leads to a person, and
 * what is counted fewer than FIGURES_SMALL times is not shown as a number.
 */
#include "date.h"
#include "db.h"
#include "route.h"

#define FIGURES_SMALL 5

enum figures_period { FIGURES_WEEK, FIGURES_MONTH, FIGURES_YEAR, FIGURES_PERIOD_COUNT };
const char *figures_period_name(enum figures_period p);
enum figures_period figures_period_parse(struct str name); /* the count when unknown */
/* The first day of the week (Monday), month or year that today is in. */
struct date figures_from(enum figures_period p, struct date today);

/* Sums of one combination. depth is absent where only reach was counted. */
struct figures_sum {
	struct str product, source, depth, audience, channel;
	int64_t reach, services;
};

struct figures {
	struct figures_sum *v;
	size_t n;
};

enum err figures_read(struct db_read *r, struct date from, struct date until, struct arena *a,
    struct figures *ret_figures);

enum figures_by { BY_PRODUCT, BY_SOURCE, BY_DEPTH, BY_AUDIENCE, BY_CHANNEL };

struct figures_line {
	struct str name;
	int64_t reach, services;
};

struct figures_lines {
	struct figures_line *v;
	size_t n;
};

/* Added up by one of them, most services first. Steps of guides are left out. */
struct figures_lines figures_add_up(const struct figures *f, enum figures_by by, struct arena *a);

/* How many saw a product ("intake.fraud.what-happened"); services of it. */
struct figures_line figures_of_product(const struct figures *f, struct str product);

/* "intake.fraud.what-happened": a step, no offer of its own. */
bool figures_is_step(struct str product);

/* Whether the number may be shown: none at all, or enough. */
bool figures_may_show(int64_t count);
/* Services in hundred people reached; -1 when it cannot be said. */
int64_t figures_conversion(int64_t reach, int64_t services);

extern const struct route figures_routes[];
extern const size_t figures_route_count;

#endif
