/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>

#include "clock.h"
#include "log.h"
#include "ndjson.h"
#include "problem.h"
#include "registration.sql.h"
#include "registration_api.h"

#include "banned.h"

/*
 * Many registrations in one upload, a line each. Two batches take turns:
 * while one is being committed, the next is read, checked and sealed. Each
 * batch is one transaction, together with the results of its lines and the
 * sums of the upload, so what is written down is what was stored.
 */
#define BATCH 64
#define LINE_FAULTS 20 /* kept of one line */
#define ROUNDS 20 /* of storing one batch; the database has tried a dozen times in each */
#define PROBLEM_MAX ((size_t)32 * 1024)

#define STATE_RECEIVING "receiving"
#define STATE_FINISHED "finished"
#define STATE_BROKEN "broken"

struct sums {
	int64_t lines, stored, repeated, failed;
};

struct line {
	int64_t number;
	struct str problem; /* absent: it can be stored */
	struct registration registration;
	struct registration_ready ready;
	struct registration_receipt receipt;
};

struct bulk;

struct batch {
	struct bulk *bulk;
	struct arena *arena;
	struct line lines[BATCH];
	size_t n;
	struct date today;
	struct db_task task;
	bool waiting; /* submitted, not yet done; under the lock */
	enum err e;
	struct sums sums; /* after this batch */
};

struct bulk {
	struct web *web;
	struct id id;
	struct registration_origin origin;
	struct ndjson reader;
	struct json_faults faults;
	struct vault_fresh fresh[BATCH];
	struct batch batch[2];
	struct sums sums; /* committed */
	const char *state;
	pthread_mutex_t lock;
	pthread_cond_t done;
};

/* ---- reading and checking ---- */

static struct str
problem_of(int status, const struct json_faults *f, struct arena *a)
{
	struct buf b;
	buf_init(&b, PROBLEM_MAX, a);
	json_open(&b, NULL, '{');
	json_put_int(&b, "status", status);
	json_put_z(&b, "title", http_reason(status));
	if (status == 400)
		json_faults_write(f, &b);
	if (status == 409) {
		json_put_z(&b, "detail", API_DIFFERS_NL);
		json_put_z(&b, "detailEn", API_DIFFERS_EN);
	}
	json_close(&b, '}');
	return buf_ok(&b) ? buf_view(&b) : STR("{\"status\":400}");
}

static void
add_line(struct bulk *u, struct batch *b, struct str text, bool too_long)
{
	struct line *l = &b->lines[b->n++];
	*l = (struct line){ .number = u->reader.line };
	if (too_long) {
		l->problem = problem_of(413, NULL, b->arena);
		return;
	}
	json_faults_init(&u->faults, b->arena);
	if (registration_read(text, b->today, &u->faults, &l->registration) == ERR_OK)
		return;
	if (u->faults.n > LINE_FAULTS)
		u->faults.n = LINE_FAULTS;
	l->problem = problem_of(400, &u->faults, b->arena);
}

static enum err
read_more(struct bulk *u)
{
	size_t room, n;
	char *p = ndjson_room(&u->reader, &room);
	TRY(http_body_read(u->web->x, p, room, &n));
	ndjson_added(&u->reader, n);
	return ERR_OK;
}

/* Fills the batch as far as there are lines. */
static enum err
read_batch(struct bulk *u, struct batch *b)
{
	struct str text;
	arena_reset(b->arena);
	b->n = 0;
	b->today = date_local(clock_wall()).date;
	while (b->n < BATCH) {
		enum ndjson_got got = ndjson_next(&u->reader, &text);
		if (got == NDJSON_END)
			return ERR_OK;
		if (got == NDJSON_MORE)
			TRY(read_more(u));
		else
			add_line(u, b, text, got == NDJSON_TOO_LONG);
	}
	return ERR_OK;
}

/* One message to the key process for all lines that are good. */
static enum err
seal_batch(struct bulk *u, struct batch *b)
{
	struct vault *v = u->web->core->vault;
	size_t good = 0, next = 0;
	for (size_t i = 0; i < b->n; i++)
		good += b->lines[i].problem.p == NULL;
	if (good == 0)
		return ERR_OK;
	TRY(vault_make(v, b->arena, u->fresh, good));
	int64_t now = clock_wall();
	for (size_t i = 0; i < b->n; i++) {
		struct line *l = &b->lines[i];
		if (l->problem.p != NULL)
			continue;
		struct vault_fresh *fresh = &u->fresh[next++];
		registration_prepare(v, fresh, &u->origin, &l->registration, now, b->arena, &l->ready);
	}
	return ERR_OK;
}

/* ---- storing ---- */

static enum err
put_upload(struct db_write *w, const struct bulk *u, const struct sums *s, const char *state)
{
	return bulk_upload_put(w, (struct bulk_upload_put_in){
	    .id = u->id,
	    .touched = clock_wall(),
	    .state = str_from_z(state),
	    .lines = s->lines,
	    .stored = s->stored,
	    .repeated = s->repeated,
	    .failed = s->failed,
	});
}

static enum err
store_line(struct db_write *w, struct batch *b, struct line *l, struct sums *s)
{
	static const char *const words[] = { "stored", "repeated", "failed" };
	struct vault *v = b->bulk->web->core->vault;
	struct str problem = l->problem;
	int result = 2;
	if (problem.p == NULL) {
		TRY(registration_receive(w, v, &l->ready, b->arena, &l->receipt));
		result = (int)l->receipt.outcome;
		if (l->receipt.outcome == REGISTRATION_DIFFERS)
			problem = problem_of(409, NULL, b->arena);
	}
	s->lines++;
	s->stored += result == 0;
	s->repeated += result == 1;
	s->failed += result == 2;
	return bulk_line_insert(w, (struct bulk_line_insert_in){
	    .upload = b->bulk->id,
	    .line = l->number,
	    .result = str_from_z(words[result]),
	    .registration = problem.p == NULL ? l->receipt.id : ID_NONE,
	    .problem = problem,
	});
}

static enum err
store_batch(struct db_write *w, void *arg)
{
	struct batch *b = arg;
	struct sums s = b->bulk->sums;
	for (size_t i = 0; i < b->n; i++)
		TRY(store_line(w, b, &b->lines[i], &s));
	b->sums = s;
	return put_upload(w, b->bulk, &s, STATE_RECEIVING);
}

static void
batch_done(struct db_task *task, enum err e)
{
	struct batch *b = task->arg;
	struct bulk *u = b->bulk;
	pthread_mutex_lock(&u->lock);
	b->e = e;
	b->waiting = false;
	pthread_cond_signal(&u->done);
	pthread_mutex_unlock(&u->lock);
}

/* Waits until the batch is stored; fine when it never was submitted. */
static enum err
wait_batch(struct bulk *u, struct batch *b)
{
	pthread_mutex_lock(&u->lock);
	while (b->waiting)
		pthread_cond_wait(&u->done, &u->lock);
	enum err e = b->e;
	pthread_mutex_unlock(&u->lock);
	if (e == ERR_OK)
		u->sums = b->sums;
	return e;
}

static void
submit_batch(struct bulk *u, struct batch *b)
{
	b->waiting = true;
	b->task = (struct db_task){ .run = store_batch, .done = batch_done, .arg = b };
	db_write_submit(u->web->core->db, &b->task);
}

/* A batch that ran into others too often is tried again: who sends a year's
 * worth should not have to. */
static enum err
settle_batch(struct bulk *u, struct batch *b)
{
	enum err e = wait_batch(u, b);
	for (int round = 1; e == ERR_RETRY && round < ROUNDS; round++) {
		submit_batch(u, b);
		e = wait_batch(u, b);
	}
	return e;
}

/* ---- the whole upload ---- */

static enum err
receive_all(struct bulk *u)
{
	enum err e = ERR_OK;
	for (size_t turn = 0; e == ERR_OK; turn++) {
		struct batch *b = &u->batch[turn % 2], *before = &u->batch[(turn + 1) % 2];
		e = read_batch(u, b);
		if (e == ERR_OK)
			e = seal_batch(u, b);
		enum err stored = settle_batch(u, before);
		if (e == ERR_OK)
			e = stored;
		if (e != ERR_OK || b->n == 0)
			break;
		submit_batch(u, b);
	}
	return e;
}

static enum err
begin_upload(struct db_write *w, void *arg)
{
	const struct bulk *u = arg;
	return bulk_upload_insert(w, (struct bulk_upload_insert_in){
	    .id = u->id, .partner = u->origin.partner, .made = clock_wall(), .state = STR(STATE_RECEIVING) });
}

static enum err
end_upload(struct db_write *w, void *arg)
{
	const struct bulk *u = arg;
	return put_upload(w, u, &u->sums, u->state);
}

static void
write_sums(struct buf *b, const struct sums *s)
{
	json_put_int(b, "regels", s->lines);
	json_put_int(b, "opgeslagen", s->stored);
	json_put_int(b, "herhaald", s->repeated);
	json_put_int(b, "mislukt", s->failed);
}

#define UPLOAD_ANSWER_MAX ((size_t)4096)

static enum err
answer_upload(struct web *web, const struct bulk *u)
{
	struct buf b;
	struct str id = id_text(u->id, web->arena);
	struct str place = str_printf(web->arena, API_PATH "/bulk/%.*s", STR_ARG(id));
	buf_init(&b, UPLOAD_ANSWER_MAX, web->arena);
	json_open(&b, NULL, '{');
	json_put_text(&b, "id", id);
	json_put_z(&b, "status", "klaar");
	write_sums(&b, &u->sums);
	json_put_text(&b, "resultaten", place);
	json_close(&b, '}');
	http_add_header(web->x, "Location", place);
	return web_bytes(web, 201, "application/json", buf_view(&b));
}

/* The upload stopped half way: where the results so far can be read, for a
 * client that still listens. */
static enum err
answer_broken(struct web *web, const struct bulk *u, enum err e)
{
	struct str id = id_text(u->id, web->arena);
	struct problem p = {
		.status = e == ERR_INVALID ? 400 : e == ERR_INTERNAL ? 500 : 503,
		.detail = STR("Niet alles is opgeslagen. Stuur alles nog eens: dubbel sturen mag."),
		.detail_en = STR("Not everything was stored. Send all of it again: sending twice does no harm."),
		.members = str_printf(web->arena, ",\"resultaten\":\"" API_PATH "/bulk/%.*s\"", STR_ARG(id)),
	};
	problem_fill_with(web->x, &p);
	if (p.status == 503)
		http_add_header(web->x, "Retry-After", STR("5"));
	web->x->response.close = true;
	web->answered = true;
	return ERR_OK;
}

static enum err
run_upload(struct bulk *u)
{
	struct web *web = u->web;
	TRY(db_write_run(web->core->db, begin_upload, u));
	enum err e = receive_all(u);
	u->state = e == ERR_OK ? STATE_FINISHED : STATE_BROKEN;
	enum err ended = db_write_run(web->core->db, end_upload, u);
	if (e == ERR_OK)
		e = ended;
	if (e == ERR_OK)
		return answer_upload(web, u);
	log_warning("bulk_broken lines=%lld error=%s", (long long)u->sums.lines, err_name(e));
	return answer_broken(web, u, e);
}

enum err
registration_bulk_post(struct web *web)
{
	static const char *const types[] = { "application/x-ndjson", "application/ndjson", "application/jsonl", NULL };
	int status = api_negotiate(&web->x->request, types);
	if (status != 0) {
		web->x->response.close = true;
		return api_problem(web, status);
	}
	struct bulk *u = ARENA_NEW(web->arena, struct bulk);
	u->web = web;
	u->id = id_new();
	TRY(api_origin(web, &u->origin));
	ndjson_init(&u->reader, API_BODY_MAX, web->arena);
	pthread_mutex_init(&u->lock, NULL);
	pthread_cond_init(&u->done, NULL);
	for (size_t i = 0; i < 2; i++) {
		u->batch[i].bulk = u;
		u->batch[i].arena = arena_new();
	}
	enum err e = run_upload(u);
	for (size_t i = 0; i < 2; i++)
		arena_free(u->batch[i].arena);
	pthread_cond_destroy(&u->done);
	pthread_mutex_destroy(&u->lock);
	return e;
}

/* ---- results ---- */

#define PAGE 200
#define PAGE_MAX ((size_t)8 * 1024 * 1024)
#define SILENT_AFTER (5 * CLOCK_MINUTE)

/* An upload whose process died says "receiving" for ever: silence tells. */
static const char *
upload_status(const struct bulk_upload_get_row *row)
{
	if (str_eq(row->state, STR(STATE_FINISHED)))
		return "klaar";
	bool silent = clock_wall() - row->touched > SILENT_AFTER;
	return silent || str_eq(row->state, STR(STATE_BROKEN)) ? "afgebroken" : "bezig";
}

static const char *
result_word(struct str result)
{
	if (str_eq(result, STR("stored")))
		return "opgeslagen";
	return str_eq(result, STR("repeated")) ? "herhaald" : "mislukt";
}

static void
write_line(struct buf *b, const struct bulk_line_list_row *row, struct arena *a)
{
	json_open(b, NULL, '{');
	json_put_int(b, "regel", row->line);
	json_put_z(b, "resultaat", result_word(row->result));
	if (!id_is_none(row->registration))
		json_put_text(b, "id", id_text(row->registration, a));
	if (row->problem.p != NULL)
		json_put_raw(b, "probleem", row->problem);
	json_close(b, '}');
}

struct page_wish {
	int64_t after;
	bool failed_only;
};

/* ?na=LINE&alleenMislukt=true */
static enum err
read_wish(const struct web *web, struct page_wish *ret_wish)
{
	struct page_wish wish = { 0 };
	for (size_t i = 0; i < web->query.n; i++) {
		struct http_field q = web->query.v[i];
		bool number = str_eq(q.name, STR("na")) && str_int(q.value, &wish.after) == ERR_OK && wish.after >= 0;
		bool flag = str_eq(q.name, STR("alleenMislukt")) &&
		    (str_eq(q.value, STR("true")) || str_eq(q.value, STR("false")));
		if (!number && !flag)
			return ERR_INVALID;
		if (flag)
			wish.failed_only = str_eq(q.value, STR("true"));
	}
	*ret_wish = wish;
	return ERR_OK;
}

static enum err
list_lines(struct web *web, struct id upload, struct page_wish wish, struct bulk_line_list_rows *ret_rows)
{
	if (!wish.failed_only)
		return bulk_line_list(web->r, (struct bulk_line_list_in){
		    .upload = upload, .after = wish.after, .count = PAGE }, web->arena, ret_rows);
	return bulk_line_list_failed(web->r, (struct bulk_line_list_failed_in){
	    .upload = upload, .after = wish.after, .count = PAGE }, web->arena, ret_rows);
}

static void
write_next(struct buf *b, struct str id, struct page_wish wish, const struct bulk_line_list_rows *rows, struct arena *a)
{
	if (rows->n < PAGE)
		return;
	json_put_text(b, "volgende", str_printf(a, API_PATH "/bulk/%.*s?na=%lld%s", STR_ARG(id),
	    (long long)rows->v[rows->n - 1].line, wish.failed_only ? "&alleenMislukt=true" : ""));
}

enum err
registration_bulk_get(struct web *web)
{
	struct id id;
	struct page_wish wish;
	struct bulk_upload_get_row row;
	struct bulk_line_list_rows rows;
	struct buf b;
	if (api_negotiate(&web->x->request, NULL) != 0)
		return api_problem(web, 406);
	if (read_wish(web, &wish) != ERR_OK)
		return api_problem(web, 400);
	TRY(web_param_id(web, 0, &id));
	struct bulk_upload_get_in in = { .id = id, .partner = web->actor.id };
	TRY(bulk_upload_get(web->r, in, web->arena, &row));
	TRY(list_lines(web, id, wish, &rows));
	struct sums sums = { row.lines, row.stored, row.repeated, row.failed };
	buf_init(&b, PAGE_MAX, web->arena);
	json_open(&b, NULL, '{');
	json_put_text(&b, "id", id_text(id, web->arena));
	json_put_z(&b, "status", upload_status(&row));
	json_put_text(&b, "begonnenOp", api_time(row.made, web->arena));
	write_sums(&b, &sums);
	json_open(&b, "resultaten", '[');
	for (size_t i = 0; i < rows.n; i++)
		write_line(&b, &rows.v[i], web->arena);
	json_close(&b, ']');
	write_next(&b, id_text(id, web->arena), wish, &rows, web->arena);
	json_close(&b, '}');
	return web_bytes(web, 200, "application/json", buf_view(&b));
}
