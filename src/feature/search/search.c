/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "search_internal.h"

#include "banned.h"

#define LOOSE_EACH 500 /* documents a word, when no document holds all of them */

/* ---- people's words, parsed once a version ---- */

static const void *
make_aid(const struct content *c, struct arena *a, void *arg)
{
	const enum lang *lang = arg;
	const struct search_aid *aid = ARENA_NEW(a, struct search_aid);
	struct search_faults faults;
	search_aid_parse(c->body, *lang, a, &aid, &faults);
	return aid;
}

static enum err
find_aid(struct core *core, struct db_read *r, enum lang lang, const struct search_aid **ret_aid)
{
	struct str name = lang == LANG_EN ? STR("synonyms.en") : STR("synonyms.nl");
	struct id version;
	const void *made = NULL;
	enum err e = library_live(core->library, r, "aid", name, make_aid, &lang, &version, &made);
	*ret_aid = e == ERR_OK ? made : NULL;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ---- candidates ---- */

struct searcher {
	struct db_read *r;
	struct arena *arena;
	const struct search_question *q;
	struct search_plan plan;
	struct search_candidates found;
	bool more;
};

/* No more than that hold all of the groups. */
static int64_t
fewest_documents(const struct search_plan *p, unsigned which)
{
	int64_t fewest = INT64_MAX;
	for (size_t i = 0; i < p->n; i++)
		if ((which >> i & 1) != 0 && p->v[i].documents < fewest)
			fewest = p->v[i].documents;
	return fewest;
}

static enum err
match(struct searcher *s, unsigned which, int audience, int64_t most, struct search_candidates *ret_found)
{
	int64_t fewest = fewest_documents(&s->plan, which);
	struct search_match_rows rows;
	struct str text = search_plan_text(&s->plan, which, audience, s->arena);
	struct search_candidates c = { NULL, 0 };
	if (text.n > 0) {
		TRY(search_match(s->r, (struct search_match_in){ text, most, fewest }, s->arena, &rows));
		c.v = ARENA_ARRAY(s->arena, struct search_candidate, rows.n);
		c.n = rows.n;
		for (size_t i = 0; i < rows.n; i++)
			c.v[i] = (struct search_candidate){ rows.v[i].place, rows.v[i].strong, which, 0 };
	}
	*ret_found = c;
	return ERR_OK;
}

static int
by_place(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* What stands there more than once becomes one, that holds the groups of all. */
static void
merge(struct search_candidates *c)
{
	size_t n = 0;
	if (c->n > 1)
		qsort(c->v, c->n, sizeof c->v[0], by_place);
	for (size_t i = 0; i < c->n; i++) {
		if (n > 0 && c->v[n - 1].place == c->v[i].place)
			c->v[n - 1].groups |= c->v[i].groups;
		else
			c->v[n++] = c->v[i];
	}
	c->n = n;
}

/* Documents that hold some of the words. */
static enum err
match_loosely(struct searcher *s, int audience)
{
	struct search_candidates all = { ARENA_ARRAY(s->arena, struct search_candidate, SEARCH_WORDS * LOOSE_EACH), 0 };
	for (size_t i = 0; i < s->plan.n; i++) {
		struct search_candidates c;
		TRY(match(s, 1u << i, audience, LOOSE_EACH, &c));
		if (c.n > 0)
			memcpy(all.v + all.n, c.v, c.n * sizeof c.v[0]);
		all.n += c.n;
		s->more = s->more || c.n == LOOSE_EACH;
	}
	merge(&all);
	s->found = all;
	return ERR_OK;
}

static unsigned
known_groups(const struct search_plan *p, size_t *ret_count)
{
	unsigned which = 0;
	*ret_count = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].n > 0) {
			which |= 1u << i;
			(*ret_count)++;
		}
	return which;
}

static enum err
find(struct searcher *s, int audience, bool *ret_loosened)
{
	size_t count;
	unsigned which = known_groups(&s->plan, &count);
	*ret_loosened = false;
	if (count == 0)
		return ERR_OK;
	TRY(match(s, which, audience, SEARCH_LOOKED_AT, &s->found));
	s->more = s->found.n == SEARCH_LOOKED_AT;
	if (s->found.n > 0 || count == 1)
		return ERR_OK;
	*ret_loosened = true;
	return match_loosely(s, audience);
}

/* ---- for one audience ---- */

static void
count_audiences(const struct search_candidates *c, struct search_results *r)
{
	r->all = c->n;
	for (size_t i = 0; i < c->n; i++)
		for (int k = 0; k < SEARCH_AUDIENCES; k++)
			r->by_audience[k] += search_audiences(c->v[i].strong) >> k & 1;
}

/* Of all that was found, if that is all there is; else the database is asked again. */
static enum err
narrow(struct searcher *s, bool *loosened)
{
	size_t n = 0;
	if (s->more)
		return find(s, s->q->audience, loosened);
	for (size_t i = 0; i < s->found.n; i++)
		if ((search_audiences(s->found.v[i].strong) >> s->q->audience & 1) != 0)
			s->found.v[n++] = s->found.v[i];
	s->found.n = n;
	return ERR_OK;
}

/* ---- what is shown ---- */

static const struct search_show_row *
row_at(const struct search_show_rows *rows, int64_t place)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].place == place)
			return &rows->v[i];
	return NULL;
}

static enum err
show(struct searcher *s, struct search_hits *ret_hits)
{
	size_t from = (size_t)s->q->page * SEARCH_PAGE;
	struct search_hits hits = { ARENA_ARRAY(s->arena, struct search_hit, SEARCH_PAGE), 0 };
	struct search_show_rows rows;
	int64_t p[SEARCH_PAGE];
	if (from >= s->found.n || s->q->page >= SEARCH_PAGES)
		return ERR_OK;
	for (size_t i = 0; i < SEARCH_PAGE; i++)
		p[i] = from + i < s->found.n ? s->found.v[from + i].place : s->found.v[from].place;
	TRY(search_show(s->r, (struct search_show_in){
	    p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9] }, s->arena, &rows));
	struct search_marker *m = search_marker_new(&s->plan, s->arena);
	for (size_t i = from; i < s->found.n && i < from + SEARCH_PAGE; i++) {
		const struct search_show_row *row = row_at(&rows, s->found.v[i].place);
		if (row == NULL)
			continue; /* retired a moment ago */
		hits.v[hits.n++] = (struct search_hit){
			.kind = row->kind,
			.address = row->address,
			.title = search_mark(m, row->title, s->arena),
			.text = search_mark_part(m, row->summary, row->plain, s->arena),
		};
	}
	*ret_hits = hits;
	return ERR_OK;
}

/* The words as they were searched for, if some were corrected; and those that are nowhere. */
static void
say_words(const struct search_plan *p, struct search_results *r, struct arena *a)
{
	struct buf b;
	bool corrected = false;
	buf_init(&b, 2 * SEARCH_TEXT_MAX, a);
	r->unknown.v = ARENA_ARRAY(a, struct str, SEARCH_WORDS);
	for (size_t i = 0; i < p->n; i++) {
		const struct search_group *g = &p->v[i];
		corrected = corrected || g->corrected;
		if (g->n == 0)
			r->unknown.v[r->unknown.n++] = g->said;
		else
			buf_printf(&b, "%s%.*s", b.n > 0 ? " " : "", STR_ARG(g->said));
	}
	r->corrected = corrected ? buf_view(&b) : STR_NONE;
}

enum err
search_run(struct core *core, struct db_read *r, const struct search_question *q, struct arena *a,
    struct search_results *ret_results)
{
	struct searcher *s = ARENA_NEW(a, struct searcher);
	struct search_results results = { .total = 0 };
	const struct search_aid *aid;
	s->r = r;
	s->arena = a;
	s->q = q;
	TRY(find_aid(core, r, q->lang, &aid));
	TRY(search_plan_make(r, aid, q->text, q->lang, a, &s->plan));
	TRY(find(s, -1, &results.loosened));
	count_audiences(&s->found, &results);
	if (q->audience >= 0)
		TRY(narrow(s, &results.loosened));
	search_rank(&s->plan, &s->found, a);
	TRY(show(s, &results.hits));
	results.total = s->found.n;
	results.more = s->more;
	results.danger = s->plan.danger;
	results.asked = s->plan.n > 0;
	say_words(&s->plan, &results, a);
	*ret_results = results;
	return ERR_OK;
}
