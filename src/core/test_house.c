/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "clock.h"
#include "crypto.h"
#include "library.h"
#include "limit.h"
#include "measure.h"
#include "stock.h"
#include "session.sql.h"
#include "test_house.h"

#include "banned.h"

struct work {
	struct house *house;
	house_fn *run;
	void *arg;
};

static enum err
run_work(struct db_write *w, void *arg)
{
	const struct work *work = arg;
	return work->run(w, work->house, work->arg);
}

enum err
house_write(struct house *h, house_fn *run, void *arg)
{
	return db_write_run(h->core.db, run_work, &(struct work){ h, run, arg });
}

/* ---- making and ending ---- */

static enum err
add_team(struct db_write *w, struct house *h, void *arg)
{
	(void)arg;
	return team_insert(w, (struct team_insert_in){ .id = h->team, .name = STR("Team"), .made = clock_wall() });
}

static int
set_up(void **state, bool pg)
{
	struct house *h = calloc(1, sizeof *h);
	assert_non_null(h);
	assert_ok(crypto_init());
	test_database_open(&h->database, pg);
	h->arena = arena_new();
	h->team = id_new();
	h->core = (struct core){
		.db = h->database.db,
		.limit = limit_new(),
		.measure = measure_new(),
		.pages = stock_new(1 << 20),
		.library = library_new(),
		.dir = h->database.folder,
		.outbox = str_printf(h->arena, "%s/outbox", h->database.folder),
		.public_url = STR("http://localhost:8080"),
		.host = STR("localhost:8080"),
		.mail_from = STR("post@help.example"),
		.mail_from_name = STR("Hulp"),
		.organisation = STR("Hulp"),
		.organisation_address = STR("Postbus 1\n1000 AA Amsterdam"),
		.phone = STR("0900 0101"),
		.attempts_before_letter = 3,
	};
	assert_ok(vault_new(NULL, h->database.folder, &h->core.vault));
	assert_ok(house_write(h, add_team, NULL));
	*state = h;
	return 0;
}

static int
set_up_sqlite(void **state)
{
	return set_up(state, false);
}

static int
set_up_pg(void **state)
{
	return set_up(state, true);
}

static int
tear_down(void **state)
{
	struct house *h = *state;
	vault_free(h->core.vault);
	test_database_close(&h->database);
	library_free(h->core.library);
	measure_free(h->core.measure);
	stock_free(h->core.pages);
	limit_free(h->core.limit);
	arena_free(h->arena);
	free(h);
	return 0;
}

int
house_run_tests(const char *name, const struct CMUnitTest *tests, size_t n)
{
	setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
	int failed = _cmocka_run_group_tests(name, tests, n, set_up_sqlite, tear_down);
	if (test_database_has_pg())
		failed += _cmocka_run_group_tests(name, tests, n, set_up_pg, tear_down);
	return failed;
}

struct core
house_without_tables(struct house *h)
{
	struct core core = h->core;
	struct str url = str_printf(h->arena, "sqlite:%s/empty.db", h->database.folder);
	assert_ok(db_open(&(struct db_options){ .url = url.p, .readers = 1 }, &core.db));
	return core;
}

/* ---- people ---- */

static enum err
store(struct db_write *w, struct house *h, void *arg)
{
	return vault_store(w, arg, h->team, STR("nl"));
}

struct vault_fresh
house_client(struct house *h)
{
	struct vault_fresh fresh;
	assert_ok(vault_make(h->core.vault, h->arena, &fresh, 1));
	assert_ok(house_write(h, store, &fresh));
	return fresh;
}

struct recording {
	const struct access_request *request;
	const struct access_grant *grant;
};

static enum err
record(struct db_write *w, struct house *h, void *arg)
{
	struct recording *x = arg;
	return access_write(w, x->request, h->arena, &x->grant);
}

enum err
house_record(struct house *h, const struct access_request *q, const struct access_grant **ret_grant)
{
	struct recording x = { .request = q };
	enum err e = house_write(h, record, &x);
	if (e == ERR_OK)
		*ret_grant = x.grant;
	return e;
}

const struct access_grant *
house_grant(struct house *h, struct id client)
{
	const struct access_grant *grant;
	struct access_request q = {
		.actor = { .kind = ACTOR_JOB, .id = id_new(), .client = client },
		.client = client, .part = "dossier", .purpose = "test",
	};
	assert_ok(house_record(h, &q, &grant));
	return grant;
}

/* ---- requests ---- */

struct web *
house_web(struct house *h)
{
	struct arena *a = h->arena;
	struct http_exchange *x = ARENA_NEW(a, struct http_exchange);
	struct turn *t = ARENA_NEW(a, struct turn);
	x->arena = a;
	x->user = t;
	x->request.method = HTTP_POST;
	x->request.path = STR("/nl/test");
	x->request.headers = ARENA_ARRAY(a, struct http_header, 16);
	x->response.file = -1;
	buf_init(&x->response.headers, 32768, a);
	t->x = x;
	t->web = (struct web){ .core = &h->core, .x = x, .arena = a, .lang = LANG_NL, .path = STR("/test") };
	t->web.fields.v = ARENA_ARRAY(a, struct http_field, 64);
	return &t->web;
}

void
house_add_field(struct web *web, const char *name, struct str value)
{
	web->fields.v[web->fields.n++] = (struct http_field){ .name = str_from_z(name), .value = value };
}

void
house_add_header(struct web *web, const char *name, struct str value)
{
	struct http_request *r = &web->x->request;
	r->headers[r->header_count++] = (struct http_header){ str_from_z(name), value };
}
