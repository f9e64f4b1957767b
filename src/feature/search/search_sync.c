/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keeps the index beside what is live. Nothing is remembered between two runs
 * but rows, so a killed process goes on where it was: a source counts as done
 * in the transaction that writes it.
 */
#include "clock.h"
#include "log.h"
#include "search_internal.h"

#include "banned.h"

#define LOOK 64                     /* versions that were published last */
#define BATCH 20                    /* sources of one transaction */
#define MOMENT (400 * INT64_C(1000)) /* us that one run takes at most, or little more: other timers wait */
#define LARGE 20000                 /* sources: from then on all is compared once in */
#define LARGE_TURNS 360             /* so many turns of five seconds */
#define TURN (5 * CLOCK_SECOND)

struct batch {
	struct arena *arena;
	struct search_source source[BATCH];
	const struct search_entry *entry[BATCH][LANG_COUNT];
	size_t n;
	struct search_gone_rows gone;
};

static void
make_entries(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->source[i].n; k++)
			b->entry[i][k] = search_entry_make(&b->source[i].v[k], b->arena);
}

static enum err
prepare(struct core *core, struct db_read *r, const struct search_missing_rows *ids, struct batch *b)
{
	for (size_t i = 0; i < ids->n && b->n < BATCH; i++) {
		struct search_source *s = &b->source[b->n];
		enum err e = search_source_read(core, r, ids->v[i].id, b->arena, s);
		if (e == ERR_NOT_FOUND)
			continue;
		TRY(e);
		b->n++;
	}
	return ERR_OK;
}

static enum err
write_batch(struct db_write *w, void *arg)
{
	const struct batch *b = arg;
	for (size_t i = 0; i < b->n; i++)
		TRY(search_put(w, &b->source[i], b->entry[i], b->arena));
	for (size_t i = 0; i < b->gone.n; i++)
		TRY(search_remove(w, b->gone.v[i].edition, b->gone.v[i].version, b->arena));
	return ERR_OK;
}

/* What is to be done next, in one snapshot; and the writing of it. */
typedef enum err look_fn(struct core *core, struct db_read *r, struct batch *b);

static enum err
one_batch(struct core *core, look_fn *look, bool *ret_more)
{
	struct arena *a = arena_new();
	struct batch *b = ARENA_NEW(a, struct batch);
	struct db_read *r;
	b->arena = a;
	enum err e = db_read_begin(core->db, &r);
	if (e == ERR_OK) {
		e = look(core, r, b);
		db_read_end(r);
	}
	if (e == ERR_OK)
		make_entries(b);
	if (e == ERR_OK && b->n + b->gone.n > 0)
		e = db_write_run(core->db, write_batch, b);
	*ret_more = b->n + b->gone.n > 0;
	arena_free(a);
	return e;
}

static enum err
for_a_moment(struct core *core, look_fn *look)
{
	int64_t until = clock_mono_us() + MOMENT;
	bool more = true;
	while (more && clock_mono_us() < until)
		TRY(one_batch(core, look, &more));
	return ERR_OK;
}

/* Content ids go up, and so does the index: what is missing stands behind the
 * last one. What was committed out of order is found among the newest. */
static enum err
look_at_newest(struct core *core, struct db_read *r, struct batch *b)
{
	struct search_newest_missing_rows newest;
	struct search_missing_rows missing;
	struct search_last_row last = { .version = { { [15] = 1 } } };
	TRY(search_newest_missing(r, (struct search_newest_missing_in){ SEARCH_EDITION, LOOK }, b->arena, &newest));
	if (newest.n == 0)
		return ERR_OK;
	enum err e = search_last(r, (struct search_last_in){ SEARCH_EDITION }, b->arena, &last);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(search_missing(r, (struct search_missing_in){ SEARCH_EDITION, last.version, BATCH }, b->arena, &missing));
	if (missing.n == 0) {
		missing.v = ARENA_ARRAY(b->arena, struct search_missing_row, newest.n);
		for (size_t i = 0; i < newest.n; i++)
			missing.v[missing.n++].id = newest.v[i].id;
	}
	return prepare(core, r, &missing, b);
}

static enum err
look_at_all(struct core *core, struct db_read *r, struct batch *b)
{
	struct search_missing_rows missing;
	struct id first = { { [15] = 1 } };
	TRY(search_gone(r, (struct search_gone_in){ SEARCH_EDITION, BATCH }, b->arena, &b->gone));
	TRY(search_missing(r, (struct search_missing_in){ SEARCH_EDITION, first, BATCH }, b->arena, &missing));
	return prepare(core, r, &missing, b);
}

static enum err
look_at_services(struct core *core, struct db_read *r, struct batch *b)
{
	(void)core;
	return search_services_look(r, BATCH, b->arena, b->source, &b->n, &b->gone);
}

enum err
search_sync(struct core *core)
{
	return for_a_moment(core, look_at_newest);
}

static enum err
is_large(struct core *core, bool *ret_large)
{
	struct arena *a = arena_new();
	struct search_is_large_row row = { 0 };
	struct db_read *r;
	enum err e = db_read_begin(core->db, &r);
	if (e == ERR_OK) {
		e = search_is_large(r, (struct search_is_large_in){ LARGE }, a, &row);
		db_read_end(r);
	}
	*ret_large = row.count == LARGE;
	arena_free(a);
	return e;
}

enum err
search_sweep(struct core *core)
{
	bool large;
	TRY(for_a_moment(core, look_at_services));
	TRY(is_large(core, &large));
	if (large && clock_mono() / TURN % LARGE_TURNS != 0)
		return ERR_OK;
	return for_a_moment(core, look_at_all);
}
