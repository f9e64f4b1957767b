/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "clock.h"
#include "dispatch_answer.h"
#include "form_check.h"
#include "limit.h"
#include "log.h"
#include "partner.h"
#include "pool.h"
#include "problem.h"
#include "receipt.h"
#include "session.h"
#include "web_internal.h"

#include "banned.h"

#define READ_LIMIT_US 2000
#define BODY_API ((size_t)64 << 10)
#define BODY_FORM ((size_t)4 << 20) /* 1 MB of text is up to 3 MB when every byte is escaped */
#define MAX_FIELDS 300

struct dispatch {
	struct core *core;
	struct router *router;
	struct pool *pool;    /* reads and short work */
	struct pool *guesses; /* passwords: each takes a tenth of a second, and must not hold up the rest */
	struct pool *streams; /* uploads last long: they must not keep others waiting */
};

/* ---- who it is, and whether they may ---- */

struct touch {
	struct db_task task;
	bool visit;
	char hash[32];
};

static enum err
touch_run(struct db_write *w, void *arg)
{
	const struct touch *t = arg;
	struct str hash = str_from(t->hash, sizeof t->hash);
	return t->visit ? visit_seen(w, hash) : session_seen(w, hash);
}

static void
touch_done(struct db_task *task, enum err e)
{
	(void)e;
	free(task->arg);
}

/* Nobody waits for it to be written that somebody was seen. */
static void
touch_later(struct db *db, const struct actor *actor)
{
	struct touch *t = calloc(1, sizeof *t);
	if (t == NULL || actor->session.n != sizeof t->hash)
		abort();
	t->visit = id_is_none(actor->account);
	memcpy(t->hash, actor->session.p, sizeof t->hash);
	t->task = (struct db_task){ .run = touch_run, .done = touch_done, .arg = t };
	db_write_submit(db, &t->task);
}

/* ERR_NOT_FOUND: nobody we know. */
static enum err
find_actor(struct turn *t, struct db_read *r)
{
	struct web *web = &t->web;
	enum permission wants = web->route->permission;
	bool stale = false;
	enum err e = ERR_NOT_FOUND;
	if (wants == PERM_PARTNER)
		return partner_find(r, http_header(&t->x->request, "Authorization"), web->arena, &web->actor);
	struct str session = web_cookie(web, SESSION_COOKIE), visit = web_cookie(web, VISIT_COOKIE);
	/* A session goes before a visit in the same browser; once it is over, the
	 * way to work leads past sign-in, not past the visit. What the visit is for
	 * is the other way around, and no worker's. */
	bool welcome = wants == PERM_WELCOME, signed_in_only = wants != PERM_PUBLIC && !welcome;
	if (welcome && visit.n > 0)
		e = visit_find(r, visit, web->arena, &web->actor, &stale);
	if (e == ERR_NOT_FOUND && session.n > 0)
		e = session_find(r, session, web->arena, &web->actor, &stale);
	if (e == ERR_NOT_FOUND && !welcome && visit.n > 0 && !(signed_in_only && session.n > 0))
		e = visit_find(r, visit, web->arena, &web->actor, &stale);
	if (e == ERR_OK && welcome && web->actor.kind != ACTOR_CLIENT) {
		web->actor = (struct actor){ .kind = ACTOR_NOBODY };
		return ERR_NOT_FOUND;
	}
	if (e == ERR_OK && stale)
		touch_later(web->core->db, &web->actor);
	return e;
}

static bool
may(const struct actor *actor, enum permission permission)
{
	switch (permission) {
	case PERM_PUBLIC:
		return true;
	case PERM_WELCOME:
		return actor->kind == ACTOR_CLIENT;
	case PERM_CLIENT:
		return actor->kind == ACTOR_CLIENT && permission_has(actor->role, permission);
	case PERM_ACCOUNT:
		return !id_is_none(actor->account) && permission_has(actor->role, permission);
	case PERM_PARTNER:
		return actor->kind == ACTOR_PARTNER;
	case PERM_SIGNED_IN:
	case PERM_WORK:
	case PERM_FIGURES:
	case PERM_CONTENT:
	case PERM_DIRECTORY:
	case PERM_STAFF_ACCOUNTS:
	case PERM_RECORDS:
		return actor->kind == ACTOR_ACCOUNT && permission_has(actor->role, permission);
	case PERM_MISSING:
	case PERM_COUNT:
		break;
	}
	return false;
}

/* Somebody asked for what is not theirs: what the security of the house looks
 * at. Ids only. */
static void
log_refusal(const struct web *web, const char *why)
{
	log_warning("access_refused path=%s actor=%s id=%.*s reason=%s", web->route->path,
		actor_kind_name(web->actor.kind), STR_ARG(id_text(web->actor.id, web->arena)), why);
}

/* ERR_FORBIDDEN: nobody is signed in, or not lately enough (step_up);
 * ERR_NOT_FOUND: signed in without the right. */
static enum err
authorise(struct turn *t, struct db_read *r)
{
	struct web *web = &t->web;
	web->actor = (struct actor){ .kind = ACTOR_NOBODY };
	t->step_up = false;
	t->asks_purpose = false;
	/* the same for everybody: who asks is not even looked up */
	if (web->route->flags & ROUTE_CACHE && web->route->permission == PERM_PUBLIC)
		return ERR_OK;
	enum err e = find_actor(t, r);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (may(&web->actor, web->route->permission)) {
		t->step_up = (web->route->flags & ROUTE_STEP_UP) && !session_proved_lately(&web->actor);
		return t->step_up ? ERR_FORBIDDEN : ERR_OK;
	}
	if (e == ERR_OK)
		log_refusal(web, "no right");
	return e == ERR_OK ? ERR_NOT_FOUND : ERR_FORBIDDEN;
}

/* ---- access records ---- */

/* The client whose data the route shows: its first parameter, as far as the
 * actor may, or whoever the actor is. */
static enum err
recorded_client(const struct web *web, struct db_read *r, struct id *ret_client, struct access_scope *ret_scope)
{
	if (web->actor.kind == ACTOR_CLIENT) {
		*ret_client = web->actor.client;
		*ret_scope = (struct access_scope){ .way = ACCESS_BY_ITSELF };
		return ERR_OK;
	}
	struct id client;
	TRY(web_param_id(web, 0, &client));
	enum err e = access_in_scope(r, &web->actor, client, web->arena, ret_scope);
	if (e == ERR_NOT_FOUND)
		log_refusal(web, "not in scope");
	if (e == ERR_OK)
		*ret_client = client;
	return e;
}

static struct access_request
access_request_of(const struct web *web, struct id client, const struct access_scope *scope)
{
	return (struct access_request){
		.actor = web->actor,
		.client = client,
		.part = web->route->part,
		.purpose = web->route->purpose,
		.emergency = scope->way == ACCESS_EMERGENCY,
	};
}

/* ERR_RETRY: it must be written down first. */
static enum err
find_grant(struct web *web)
{
	struct id client;
	struct access_scope scope;
	if (!(web->route->flags & ROUTE_RECORD))
		return ERR_OK;
	TRY(recorded_client(web, web->r, &client, &scope));
	struct access_request q = access_request_of(web, client, &scope);
	enum err e = access_granted(web->r, &q, scope.after, web->arena, &web->grant);
	return e == ERR_NOT_FOUND ? ERR_RETRY : e;
}

/* For what: where it does not open by itself, what the worker said. A page asks
 * once in 10 minutes; what was typed meanwhile is taken under what was said
 * when its page was opened. ERR_FORBIDDEN: nothing was said. */
static enum err
say_purpose(struct web *web, const struct access_scope *scope, struct access_request *q)
{
	bool reading = web->x->request.method == HTTP_GET || web->x->request.method == HTTP_HEAD;
	int64_t after = clock_wall() - (reading ? ACCESS_SAME_LOOK : SESSION_ABSOLUTE);
	struct str purpose;
	if (scope->way == ACCESS_BY_ITSELF)
		return ERR_OK;
	if (scope->way == ACCESS_EMERGENCY || scope->after > after)
		after = scope->after;
	enum err e = access_stated(web->r, q->actor.session, q->client, after, web->arena, &purpose);
	turn_of(web)->asks_purpose = e == ERR_NOT_FOUND;
	if (e == ERR_OK)
		q->purpose = str_z(purpose, web->arena);
	return e == ERR_NOT_FOUND ? ERR_FORBIDDEN : e;
}

static enum err
write_grant(struct web *web)
{
	struct id client;
	struct access_scope scope;
	enum err e = find_grant(web);
	if (e != ERR_RETRY)
		return e;
	TRY(recorded_client(web, web->r, &client, &scope));
	struct access_request q = access_request_of(web, client, &scope);
	TRY(say_purpose(web, &scope, &q));
	return access_write(web->w, &q, web->arena, &web->grant);
}

/* ---- READ ---- */

static void in_pool(struct turn *t, struct pool *pool, void (*run)(void *));
static void read_pooled(void *arg);

static enum err
record_run(struct db_write *w, void *arg)
{
	struct turn *t = arg;
	t->web.w = w;
	t->web.r = db_reading(w);
	TRY(authorise(t, t->web.r));
	return write_grant(&t->web);
}

static void
record_done(struct db_task *task, enum err e)
{
	struct turn *t = task->arg;
	t->web.w = NULL;
	t->web.r = NULL;
	if (e == ERR_OK)
		in_pool(t, t->dispatch->pool, read_pooled);
	else
		answer_send(t, e);
}

static enum err
read_handle(struct turn *t)
{
	turn_clear(t);
	TRY(authorise(t, t->web.r));
	enum err e = find_grant(&t->web);
	return e == ERR_OK ? t->web.route->run(&t->web) : e;
}

/* What the reads of a round of this thread's loop share. */
static _Thread_local struct db_read *shared;

static void
on_rest(void *arg)
{
	(void)arg;
	if (shared != NULL)
		db_read_end(shared);
	shared = NULL;
}

static enum err
read_begin(struct turn *t)
{
	struct db *db = t->web.core->db;
	if (t->pooled)
		return db_read_begin(db, &t->web.r);
	TRY(db_read_again(db, &shared));
	t->web.r = shared;
	db_read_limit(shared, READ_LIMIT_US);
	return ERR_OK;
}

/* After a fault the connection is looked at before others use it. */
static void
read_end(struct turn *t, enum err e)
{
	if (t->pooled)
		db_read_end(t->web.r);
	else if (e != ERR_OK)
		on_rest(NULL);
	else
		db_read_limit(shared, 0);
	t->web.r = NULL;
}

static void
read_run(struct turn *t)
{
	struct web *web = &t->web;
	enum err e = read_begin(t);
	if (e != ERR_OK) {
		answer_send(t, e);
		return;
	}
	e = read_handle(t);
	bool needs_record = e == ERR_RETRY && (web->route->flags & ROUTE_RECORD) && web->grant == NULL;
	read_end(t, e);
	if (needs_record) {
		t->task = (struct db_task){ .run = record_run, .done = record_done, .arg = t };
		db_write_submit(web->core->db, &t->task);
	} else if (e == ERR_RETRY && !t->pooled) {
		in_pool(t, t->dispatch->pool, read_pooled);
	} else {
		answer_send(t, e);
	}
}

static void
read_pooled(void *arg)
{
	struct turn *t = arg;
	t->pooled = true;
	read_run(t);
}

/* ---- WRITE ---- */

static enum err
write_run(struct db_write *w, void *arg)
{
	struct turn *t = arg;
	struct web *web = &t->web;
	web->w = w;
	web->r = db_reading(w);
	web->grant = NULL;
	turn_clear(t);
	TRY(authorise(t, web->r));
	enum err e = receipt_find(t);
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(write_grant(web));
	TRY(web->route->run(web));
	return receipt_keep(t);
}

static void
write_done(struct db_task *task, enum err e)
{
	struct turn *t = task->arg;
	t->web.w = NULL;
	t->web.r = NULL;
	answer_send(t, e);
}

/* ---- SLOW and STREAM ---- */

struct slow_write {
	struct turn *turn;
	db_write_fn *run;
	void *arg;
};

static enum err
slow_write_run(struct db_write *w, void *arg)
{
	const struct slow_write *s = arg;
	struct web *web = &s->turn->web;
	web->w = w;
	web->r = db_reading(w);
	turn_clear(s->turn);
	enum err e = receipt_find(s->turn);
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(s->run(w, s->arg));
	return receipt_keep(s->turn);
}

enum err
web_write(struct web *web, db_write_fn *run, void *arg)
{
	struct slow_write s = { turn_of(web), run, arg };
	enum err e = db_write_run(web->core->db, slow_write_run, &s);
	web->w = NULL;
	web->r = NULL;
	return e;
}

/* The answer of a form that was sent before. ERR_NOT_FOUND: it is new. */
static enum err
slow_replay(struct turn *t)
{
	struct db_read *r;
	if (t->web.form_id.p == NULL)
		return ERR_NOT_FOUND;
	TRY(db_read_begin(t->web.core->db, &r));
	t->web.r = r;
	enum err e = receipt_find(t);
	t->web.r = NULL;
	db_read_end(r);
	return e;
}

static enum err
slow_authorise(struct turn *t)
{
	struct web *web = &t->web;
	struct db_read *r;
	/* a file, the quick exit: they work without the database too */
	if (web->route->permission == PERM_PUBLIC)
		return ERR_OK;
	TRY(db_read_begin(web->core->db, &r));
	web->r = r;
	enum err e = authorise(t, r);
	if (e == ERR_OK)
		e = find_grant(web);
	web->r = NULL;
	db_read_end(r);
	if (e != ERR_RETRY)
		return e;
	e = db_write_run(web->core->db, record_run, t);
	web->w = NULL;
	web->r = NULL;
	return e;
}

static void
slow_run(void *arg)
{
	struct turn *t = arg;
	enum err e = slow_authorise(t);
	if (e == ERR_OK) {
		e = slow_replay(t);
		if (e == ERR_NOT_FOUND)
			e = t->web.route->run(&t->web);
	}
	answer_send(t, e);
}

static void
in_pool(struct turn *t, struct pool *pool, void (*run)(void *))
{
	if (pool_run(pool, run, t) != ERR_OK)
		answer_send(t, ERR_UNAVAILABLE);
}

/* ---- the head of a request ---- */

/* "/nl/nothing" as "/nothing": the link to the other language starts anew. */
static struct str
without_language(struct str path)
{
	bool has_language = str_eq_z(path, "/nl") || str_eq_z(path, "/en") || str_starts(path, STR("/nl/")) ||
	    str_starts(path, STR("/en/"));
	struct str rest = has_language ? str_cut(path, 3, path.n) : path;
	return rest.n > 0 ? rest : STR("/");
}

static struct turn *
turn_new(struct dispatch *d, struct http_exchange *x)
{
	struct turn *t = ARENA_NEW(x->arena, struct turn);
	t->dispatch = d;
	t->x = x;
	t->web = (struct web){ .core = d->core, .x = x, .arena = x->arena, .lang = answer_language(&x->request) };
	t->web.path = without_language(x->request.path);
	x->user = t;
	return t;
}

static enum err
find_nothing(struct web *web)
{
	(void)web;
	return ERR_NOT_FOUND;
}

/* What is not there is answered like what somebody may not see. */
static const struct route nowhere = { HTTP_GET, "/", READ, find_nothing, PERM_PUBLIC, 0, NULL, NULL };
static const struct route nowhere_for_staff = { HTTP_GET, "/", READ, find_nothing, PERM_SIGNED_IN, 0, NULL, NULL };

static bool
turn_nowhere(struct turn *t, bool staff_area)
{
	if (staff_area || web_cookie(&t->web, SESSION_COOKIE).n > 0) {
		t->web.route = staff_area ? &nowhere_for_staff : &nowhere;
		return true;
	}
	answer_status(t, 404);
	return false;
}

/* Finds the route; false when the answer is on its way already. */
static bool
turn_route(struct turn *t)
{
	struct http_exchange *x = t->x;
	struct route_hit hit;
	enum route_match match = router_find(t->dispatch->router, x->request.method, x->request.path, &hit);
	bool demo_only = match == ROUTE_FOUND && (hit.route->flags & ROUTE_DEMO) && !t->dispatch->core->demo;
	bool staff_area = match != ROUTE_FOUND && match != ROUTE_NEEDS_LANG &&
	    router_is_staff_area(t->dispatch->router, t->web.path);
	if (match == ROUTE_ABSENT || demo_only || staff_area)
		return turn_nowhere(t, staff_area);
	if (match == ROUTE_NEEDS_LANG) {
		answer_with_language(t);
		return false;
	}
	if (match == ROUTE_OTHER_METHOD) {
		answer_other_method(t, router_methods(t->dispatch->router, x->request.path));
		return false;
	}
	t->web.route = hit.route;
	t->web.path = hit.path;
	if (hit.has_lang)
		t->web.lang = hit.lang;
	memcpy(t->web.param, hit.param, sizeof hit.param);
	return true;
}

/* Floods are slowed down before their bodies are read. */
static bool
within_limit(struct turn *t)
{
	const struct route *route = t->web.route;
	int wait = 0;
	if (t->x->request.method == HTTP_GET || t->x->request.method == HTTP_HEAD)
		return true;
	enum limit_class c = route->flags & ROUTE_TRIES ? LIMIT_TRY : LIMIT_POST;
	if (route->permission == PERM_PARTNER || limit_take(t->web.core->limit, c, t->x->request.peer, &wait))
		return true;
	log_warning("slowed_down path=%s", route->path);
	http_add_header(t->x, "Retry-After", str_printf(t->web.arena, "%d", wait));
	answer_status(t, 429);
	return false;
}

static enum http_body
on_head(struct http_exchange *x, size_t *ret_max_body, void *arg)
{
	struct dispatch *d = arg;
	struct turn *t = turn_new(d, x);
	if (!turn_route(t))
		return HTTP_BODY_ANSWERED;
	if (!within_limit(t))
		return HTTP_BODY_ANSWERED;
	*ret_max_body = t->web.route->flags & ROUTE_NO_FORM ? BODY_API : BODY_FORM;
	return t->web.route->mode == STREAM ? HTTP_BODY_STREAM : HTTP_BODY_BUFFER;
}

static void
start(struct turn *t)
{
	struct dispatch *d = t->dispatch;
	switch (t->web.route->mode) {
	case READ:
		if (db_is_sqlite(t->web.core->db))
			read_run(t);
		else
			in_pool(t, d->pool, read_pooled);
		break;
	case WRITE:
		t->task = (struct db_task){ .run = write_run, .done = write_done, .arg = t };
		db_write_submit(t->web.core->db, &t->task);
		break;
	case SLOW:
		in_pool(t, t->web.route->flags & ROUTE_TRIES ? d->guesses : d->pool, slow_run);
		break;
	case STREAM:
		in_pool(t, d->streams, slow_run);
		break;
	}
}

static void
on_request(struct http_exchange *x, enum err body_error, void *arg)
{
	(void)arg;
	struct turn *t = x->user;
	struct web *web = &t->web;
	t->body_error = body_error;
	if (http_parse_form(x->request.query, MAX_FIELDS, web->arena, &web->query) != ERR_OK)
		web->query = (struct http_fields){ NULL, 0 };
	if (body_error != ERR_OK) {
		answer_status(t, 413);
		return;
	}
	bool is_form = (web->route->mode == WRITE || web->route->mode == SLOW) &&
		!(web->route->flags & ROUTE_NO_FORM) && x->request.method == HTTP_POST;
	if (is_form) {
		int status = form_check(web, MAX_FIELDS);
		if (status != 0) {
			log_warning("form_refused path=%s status=%d", web->route->path, status);
			answer_form_refused(t, status);
			return;
		}
	}
	start(t);
}

static void
on_refused(struct http_exchange *x, void *arg)
{
	struct turn *t = turn_new(arg, x);
	answer_refused(t);
}

/* ---- making and ending ---- */

struct dispatch *
dispatch_new(struct core *core, const struct route_table *tables, size_t n)
{
	struct dispatch *d = calloc(1, sizeof *d);
	if (d == NULL)
		abort();
	d->core = core;
	d->router = router_new(tables, n);
	d->pool = pool_new(8, 1024);
	d->guesses = pool_new(2, 64);
	d->streams = pool_new(8, 8);
	return d;
}

void
dispatch_free(struct dispatch *d)
{
	if (d == NULL)
		return;
	pool_free(d->streams);
	pool_free(d->guesses);
	pool_free(d->pool);
	router_free(d->router);
	free(d);
}

struct http_handler
dispatch_handler(struct dispatch *d)
{
	return (struct http_handler){
		.head = on_head, .request = on_request, .refused = on_refused, .rest = on_rest, .arg = d,
	};
}

const struct router *
dispatch_router(const struct dispatch *d)
{
	return d->router;
}
