/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "wrapping.h"

#include <string.h>

#include "clock.h"
#include "log.h"
#include "vault_internal.h"
#include "wrapping.sql.h"

#include "banned.h"

/* A round stays short: other timers wait for it. */
#define BATCHES 32

struct round {
	struct core *core;
	struct keyd *keyd;
	struct arena *arena;
	int64_t now;
	struct keyd_status status;
	struct wrapping_list_rows known;
	int64_t version; /* at hand */
	size_t damaged;
};

enum err
wrapping_mark(struct db_write *w, int64_t version)
{
	int64_t changed;
	TRY(wrapping_insert(w, (struct wrapping_insert_in){ .version = version }, &changed));
	return wrapping_set_marked(w, (struct wrapping_set_marked_in){
	    .version = version, .marked = clock_wall() }, &changed);
}

static const struct wrapping_list_row *
find_known(const struct wrapping_list_rows *known, int64_t version)
{
	for (size_t i = 0; i < known->n; i++)
		if (known->v[i].version == version)
			return &known->v[i];
	return NULL;
}

static enum err
read_known(struct core *core, struct arena *a, struct wrapping_list_rows *ret_known)
{
	struct db_read *r;
	TRY(db_read_begin(core->db, &r));
	enum err e = wrapping_list(r, a, ret_known);
	db_read_end(r);
	return e;
}

/* ---- versions that no longer wrap ---- */

static enum err
set_replaced(struct db_write *w, void *arg)
{
	const struct round *x = arg;
	int64_t changed;
	TRY(wrapping_insert(w, (struct wrapping_insert_in){ .version = x->version }, &changed));
	return wrapping_set_replaced(w, (struct wrapping_set_replaced_in){
	    .version = x->version, .replaced = x->now }, &changed);
}

/* Written down once; *news then. */
static enum err
note(struct round *x, int64_t version, bool *news)
{
	const struct wrapping_list_row *row = find_known(&x->known, version);
	if (version == x->status.newest || (row != NULL && row->replaced.set))
		return ERR_OK;
	x->version = version;
	*news = true;
	return db_write_run(x->core->db, set_replaced, x);
}

static enum err
lowest(struct round *x, struct db_int *ret_version)
{
	struct db_read *r;
	struct wrapping_lowest_row row;
	TRY(db_read_begin(x->core->db, &r));
	enum err e = wrapping_lowest(r, x->arena, &row);
	db_read_end(r);
	if (e == ERR_OK)
		*ret_version = row.version;
	return e;
}

/* Versions that the key process has, that were marked, and that a key stands
 * under: after a copy from before was put back, these are not the same. */
static enum err
note_replaced(struct round *x)
{
	bool news = false;
	struct db_int used;
	TRY(lowest(x, &used));
	for (uint32_t i = 0; i < x->status.version_count; i++)
		TRY(note(x, x->status.version[i], &news));
	for (size_t i = 0; i < x->known.n; i++)
		TRY(note(x, x->known.v[i].version, &news));
	if (used.set)
		TRY(note(x, used.v, &news));
	return news ? read_known(x->core, x->arena, &x->known) : ERR_OK;
}

static enum err
replace_marked(struct round *x)
{
	const struct wrapping_list_row *row = find_known(&x->known, x->status.newest);
	uint32_t version;
	if (row == NULL || !row->marked.set || x->now - row->marked.v < WRAPPING_WAIT)
		return ERR_OK;
	TRY(keyd_rotate(x->keyd, &version));
	log_info("wrapping_key_new version=%u", version);
	return keyd_status(x->keyd, &x->status);
}

/* ---- wrapping anew ---- */

struct batch {
	struct client_key_under_rows rows;
	struct keyd_item item[KEYD_ITEMS];
	struct keyd_wrapped fresh[KEYD_ITEMS];
	bool done[KEYD_ITEMS];
};

static enum err
read_batch(struct round *x, struct str after, struct arena *a, struct batch *b)
{
	struct db_read *r;
	TRY(db_read_begin(x->core->db, &r));
	enum err e = client_key_under(
	    r, (struct client_key_under_in){ .wrapping = x->version, .after = after }, a, &b->rows);
	db_read_end(r);
	for (size_t i = 0; e == ERR_OK && i < b->rows.n; i++) {
		struct str wrapped = b->rows.v[i].wrapped;
		b->item[i].client = b->rows.v[i].client;
		memset(&b->item[i].wrapped, 0, sizeof b->item[i].wrapped);
		if (wrapped.n == sizeof b->item[i].wrapped.b)
			memcpy(b->item[i].wrapped.b, wrapped.p, wrapped.n);
	}
	return e;
}

/* One that does not open must not keep the others waiting. */
static enum err
wrap_one_by_one(struct round *x, struct batch *b)
{
	for (size_t i = 0; i < b->rows.n; i++) {
		enum err e = keyd_rewrap(x->keyd, &b->item[i], 1, &b->fresh[i]);
		b->done[i] = e == ERR_OK;
		if (e == ERR_UNAVAILABLE)
			return e;
		x->damaged += e != ERR_OK;
	}
	return ERR_OK;
}

static enum err
wrap_batch(struct round *x, struct batch *b)
{
	enum err e = keyd_rewrap(x->keyd, b->item, (uint32_t)b->rows.n, b->fresh);
	if (e == ERR_INVALID || e == ERR_NOT_FOUND)
		return wrap_one_by_one(x, b);
	memset(b->done, e == ERR_OK, sizeof b->done);
	return e;
}

static enum err
write_batch(struct db_write *w, void *arg)
{
	const struct batch *b = arg;
	int64_t changed;
	for (size_t i = 0; i < b->rows.n; i++) {
		struct str fresh = str_from(b->fresh[i].b, sizeof b->fresh[i].b);
		if (!b->done[i])
			continue;
		TRY(client_key_rewrap(w, (struct client_key_rewrap_in){
		    .client = b->item[i].client, .old = b->rows.v[i].wrapped, .wrapped = fresh,
		    .wrapping = vault_wrapping_version(fresh) }, &changed));
	}
	return ERR_OK;
}

static enum err
one_batch(struct round *x, unsigned char after[16], struct arena *a, size_t *ret_n)
{
	struct batch *b = ARENA_NEW(a, struct batch);
	TRY(read_batch(x, str_from(after, 16), a, b));
	*ret_n = b->rows.n;
	if (b->rows.n == 0)
		return ERR_OK;
	memcpy(after, b->item[b->rows.n - 1].client.b, 16);
	TRY(wrap_batch(x, b));
	return db_write_run(x->core->db, write_batch, b);
}

static enum err
wrap_version(struct round *x, size_t *budget)
{
	unsigned char after[16] = { 0 };
	size_t n = 1;
	enum err e = ERR_OK;
	for (; e == ERR_OK && n > 0 && *budget > 0; --*budget) {
		struct arena *a = arena_new();
		e = one_batch(x, after, a, &n);
		arena_free(a);
	}
	return e;
}

static enum err
wrap_anew(struct round *x)
{
	size_t budget = BATCHES;
	for (size_t i = 0; i < x->known.n; i++) {
		x->version = x->known.v[i].version;
		if (x->version != x->status.newest)
			TRY(wrap_version(x, &budget));
	}
	if (x->damaged > 0)
		log_error("keys_damaged count=%zu: wrapped keys that do not open; see docs/operations.md", x->damaged);
	return ERR_OK;
}

/* ---- destroying ---- */

static enum err
set_emptied(struct db_write *w, void *arg)
{
	const struct round *x = arg;
	int64_t changed;
	TRY(wrapping_set_emptied(w, (struct wrapping_set_emptied_in){
	    .version = x->version, .emptied = x->now }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
set_destroyed(struct db_write *w, void *arg)
{
	const struct round *x = arg;
	int64_t changed;
	return wrapping_set_destroyed(w, (struct wrapping_set_destroyed_in){
	    .version = x->version, .destroyed = x->now }, &changed);
}

/* Written down as empty first: from then on nothing is stored under it. */
static enum err
destroy(struct round *x, bool emptied)
{
	enum err e = emptied ? ERR_OK : db_write_run(x->core->db, set_emptied, x);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	e = keyd_retire(x->keyd, (uint32_t)x->version);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	log_info("wrapping_key_destroyed version=%lld", (long long)x->version);
	return db_write_run(x->core->db, set_destroyed, x);
}

static enum err
destroy_empty(struct round *x)
{
	for (size_t i = 0; i < x->known.n; i++) {
		const struct wrapping_list_row *row = &x->known.v[i];
		x->version = row->version;
		if (row->version != x->status.newest && row->replaced.set && !row->destroyed.set &&
		    x->now - row->replaced.v >= WRAPPING_GRACE)
			TRY(destroy(x, row->emptied.set));
	}
	return ERR_OK;
}

/* ---- erasures ---- */

static enum err
set_final(struct db_write *w, void *arg)
{
	const struct round *x = arg;
	int64_t changed;
	TRY(erasure_finish(w, (struct erasure_finish_in){ .final = x->now }, &changed));
	log_info("erasures_final count=%lld", (long long)changed);
	return ERR_OK;
}

static enum err
finish_erasures(struct round *x)
{
	struct db_read *r;
	struct erasure_waiting_row waiting;
	TRY(db_read_begin(x->core->db, &r));
	enum err e = erasure_waiting(r, x->arena, &waiting);
	db_read_end(r);
	return e == ERR_OK && waiting.count > 0 ? db_write_run(x->core->db, set_final, x) : e;
}

bool
wrapping_is_late(const struct wrapping_report *report, int64_t now)
{
	return report->oldest != 0 && now - report->oldest > WRAPPING_WITHIN - CLOCK_DAY;
}

/* Said once an hour: somebody has to look. */
static enum err
warn_late(struct round *x)
{
	struct wrapping_report report;
	if (x->now % CLOCK_HOUR >= WRAPPING_EVERY)
		return ERR_OK;
	TRY(wrapping_look(x->core, x->arena, &report));
	if (wrapping_is_late(&report, x->now))
		log_error("erasure_late asked=%lld gone=%lld: see `nabij keys status`", (long long)report.asked,
		    (long long)report.gone);
	return ERR_OK;
}

static enum err
do_round(struct round *x)
{
	TRY(keyd_status(x->keyd, &x->status));
	TRY(read_known(x->core, x->arena, &x->known));
	TRY(replace_marked(x));
	TRY(note_replaced(x));
	TRY(wrap_anew(x));
	TRY(destroy_empty(x));
	TRY(finish_erasures(x));
	return warn_late(x);
}

enum err
wrapping_round(struct core *core)
{
	struct round x = {
		.core = core, .keyd = vault_keeper(core->vault), .arena = arena_new(), .now = clock_wall()
	};
	enum err e = do_round(&x);
	arena_free(x.arena);
	return e;
}

enum err
wrapping_rotate(struct core *core, int64_t *ret_version)
{
	uint32_t version;
	TRY(keyd_rotate(vault_keeper(core->vault), &version));
	*ret_version = version;
	return ERR_OK;
}

/* ---- looking ---- */

static struct wrapping_state *
state_of(struct wrapping_report *report, int64_t version)
{
	size_t at = 0;
	while (at < report->n && report->v[at].version < version)
		at++;
	if (at < report->n && report->v[at].version == version)
		return &report->v[at];
	memmove(report->v + at + 1, report->v + at, (report->n - at) * sizeof *report->v);
	report->v[at] = (struct wrapping_state){ .version = version };
	report->n++;
	return &report->v[at];
}

static void
report_versions(const struct keyd_status *status, const struct wrapping_list_rows *known,
    const struct wrapping_count_rows *counts, struct arena *a, struct wrapping_report *report)
{
	report->v = ARENA_ARRAY(a, struct wrapping_state, KEYD_VERSIONS + known->n + counts->n);
	for (uint32_t i = 0; i < status->version_count; i++)
		state_of(report, status->version[i])->newest = status->version[i] == status->newest;
	for (size_t i = 0; i < counts->n; i++)
		state_of(report, counts->v[i].version)->clients = counts->v[i].clients;
	for (size_t i = 0; i < known->n; i++) {
		const struct wrapping_list_row *row = &known->v[i];
		struct wrapping_state *s = state_of(report, row->version);
		s->destroyed = row->destroyed.set;
		s->marked = row->marked.v;
		s->replaced = row->replaced.v;
		s->ended = row->destroyed.v;
		if (row->destroyed.v > report->destroyed)
			report->destroyed = row->destroyed.v;
	}
}

static void
report_erasures(const struct erasure_count_rows *rows, struct wrapping_report *report)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct erasure_count_row *row = &rows->v[i];
		bool final = str_eq_z(row->state, "final");
		*(final ? &report->final : str_eq_z(row->state, "gone") ? &report->gone : &report->asked) = row->count;
		if (!final && (report->oldest == 0 || row->oldest.v < report->oldest))
			report->oldest = row->oldest.v;
	}
}

enum err
wrapping_look(struct core *core, struct arena *a, struct wrapping_report *ret_report)
{
	struct wrapping_report report = { .n = 0 };
	struct keyd_status status;
	struct wrapping_list_rows known;
	struct wrapping_count_rows counts;
	struct erasure_count_rows erasures;
	struct db_read *r;
	TRY(keyd_status(vault_keeper(core->vault), &status));
	TRY(db_read_begin(core->db, &r));
	enum err e = wrapping_list(r, a, &known);
	if (e == ERR_OK)
		e = wrapping_count(r, a, &counts);
	if (e == ERR_OK)
		e = erasure_count(r, a, &erasures);
	db_read_end(r);
	TRY(e);
	report_versions(&status, &known, &counts, a, &report);
	report.people = status.clients_this_hour;
	report.usual = status.usual;
	report.refused = status.refused;
	report_erasures(&erasures, &report);
	*ret_report = report;
	return ERR_OK;
}
