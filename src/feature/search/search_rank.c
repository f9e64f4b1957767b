/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which of the found documents comes first. Made from what each says about
 * itself in `strong`: "AUDIENCES|title|heads|often", stems with spaces between.
 * Where a word of the question stands counts, how rare it is, how near the way
 * it was said, and what kind of document it is: tools and checklists first.
 */
#include <math.h>
#include <stdlib.h>

#include "search_internal.h"

#include "banned.h"

#define SLOTS 1024
#define ENTRIES_MAX 1024

/* Where a stem stands, and what that is worth. */
enum place { IN_TEXT, IN_OFTEN, IN_HEADS, IN_TITLE };
static const double worth[] = { [IN_TEXT] = 1, [IN_OFTEN] = 2, [IN_HEADS] = 4, [IN_TITLE] = 10 };

/* One stem of one way of one group. */
struct entry {
	struct str stem;
	size_t next; /* of the same slot, from 1; 0: none */
	enum place found;
};

struct ranker {
	const struct search_plan *plan;
	struct entry entry[ENTRIES_MAX];
	size_t n;
	size_t slot[SLOTS];
	double rare[SEARCH_WORDS];
	size_t in_title, title_words;
};

/* ---- kinds ---- */

static const struct {
	struct str kind;
	double worth;
} kinds[] = {
	{ STR_INIT("tool"), 2.7 },
	{ STR_INIT("checklist"), 2.7 },
	{ STR_INIT("plan"), 1.1 },
	{ STR_INIT("page"), 1 },
	{ STR_INIT("theme"), 1 },
	{ STR_INIT("tip"), 1 },
	{ STR_INIT("video"), 1 },
	{ STR_INIT("story"), 0.9 },
	{ STR_INIT("service"), 0.6 },
	{ STR_INIT("home"), 0.8 },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

struct str
search_kind_of(struct str kind, int *ret_class)
{
	int i = 0;
	while (i + 1 < (int)KINDS && !str_eq(kind, kinds[i].kind))
		i++;
	*ret_class = i + 1;
	return kinds[i].kind;
}

static double
worth_of_place(int64_t place)
{
	int64_t i = (place >> SEARCH_PLACE_SHIFT) - 1;
	return i >= 0 && i < (int64_t)KINDS ? kinds[i].worth : 1;
}

/* ---- stems of the question ---- */

static size_t
slot_of(const char *p, size_t n)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	return (h ^ h >> 15) % SLOTS;
}

static void
add_entries(struct ranker *k, const struct search_group *g)
{
	for (size_t i = 0; i < g->n; i++)
		for (size_t j = 0; j < g->v[i].stems.n && k->n < ENTRIES_MAX; j++) {
			struct str stem = g->v[i].stems.v[j];
			size_t slot = slot_of(stem.p, stem.n);
			k->entry[k->n] = (struct entry){ stem, k->slot[slot], IN_TEXT };
			k->slot[slot] = ++k->n;
		}
}

static struct ranker *
ranker_new(const struct search_plan *p, struct arena *a)
{
	struct ranker *k = ARENA_NEW(a, struct ranker);
	k->plan = p;
	for (size_t i = 0; i < p->n; i++) {
		add_entries(k, &p->v[i]);
		k->rare[i] = fmax(1, 20 - log2((double)p->v[i].documents + 1));
	}
	return k;
}

/* ---- one document ---- */

static void
note(struct ranker *k, const char *p, size_t n, enum place place)
{
	bool hit = false;
	for (size_t i = k->slot[slot_of(p, n)]; i > 0; i = k->entry[i - 1].next) {
		struct entry *e = &k->entry[i - 1];
		if (!str_eq(e->stem, (struct str){ p, n }))
			continue;
		hit = true;
		if (e->found < place)
			e->found = place;
	}
	k->title_words += place == IN_TITLE;
	k->in_title += place == IN_TITLE && hit;
}

static void
read_strong(struct ranker *k, struct str strong)
{
	static const enum place parts[] = { IN_TEXT, IN_TITLE, IN_HEADS, IN_OFTEN };
	size_t part = 0, from = 0;
	k->in_title = k->title_words = 0;
	for (size_t i = 0; i < k->n; i++)
		k->entry[i].found = IN_TEXT;
	for (size_t i = 0; i <= strong.n; i++) {
		if (i < strong.n && strong.p[i] != ' ' && strong.p[i] != '|')
			continue;
		if (i > from && part > 0)
			note(k, strong.p + from, i - from, parts[part]);
		from = i + 1;
		if (i < strong.n && strong.p[i] == '|' && part < 3)
			part++;
	}
}

/* The best way to say the group's word in this document; at is its first entry. */
static double
score_group(const struct ranker *k, const struct search_group *g, size_t *at)
{
	double best = 0.5;
	for (size_t i = 0; i < g->n; i++) {
		enum place least = IN_TITLE;
		for (size_t j = 0; j < g->v[i].stems.n && *at < k->n; j++, (*at)++)
			if (k->entry[*at].found < least)
				least = k->entry[*at].found;
		best = fmax(best, least == IN_TEXT ? 0.5 : g->v[i].weight * worth[least]);
	}
	return best;
}

static double
score(struct ranker *k, const struct search_candidate *c)
{
	double sum = 0;
	size_t at = 0;
	read_strong(k, c->strong);
	for (size_t i = 0; i < k->plan->n; i++) {
		double of_group = score_group(k, &k->plan->v[i], &at);
		sum += (c->groups >> i & 1) != 0 ? of_group * k->rare[i] : 0;
	}
	double part = k->title_words == 0 ? 0 : (double)k->in_title / (double)k->title_words;
	return sum * (1 + part / 2) * worth_of_place(c->place);
}

static int
best_first(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;
	if (fabs(x->score - y->score) > 1e-9)
		return x->score < y->score ? 1 : -1;
	int order = str_cmp(x->strong, y->strong);
	return order != 0 ? order : x->place < y->place ? -1 : 1;
}

void
search_rank(const struct search_plan *p, struct search_candidates *c, struct arena *a)
{
	struct ranker *k = ranker_new(p, a);
	for (size_t i = 0; i < c->n; i++)
		c->v[i].score = score(k, &c->v[i]);
	if (c->n > 1)
		qsort(c->v, c->n, sizeof c->v[0], best_first);
}

unsigned
search_audiences(struct str strong)
{
	char c = strong.n > 0 ? strong.p[0] : '0';
	return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0') & 15;
}
