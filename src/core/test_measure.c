/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pthread.h>

#include "measure.h"
#include "test_house.h"

#include "banned.h"

/* ---- services ---- */

struct counting {
	struct service service;
	struct id thing;
};

static enum err
count(struct db_write *w, struct house *h, void *arg)
{
	const struct counting *x = arg;
	return service_count(w, h->core.vault, &x->service, x->thing, h->arena);
}

static struct test_service_list_rows
services(struct house *h, const char *product)
{
	struct test_service_list_rows rows;
	HOUSE_READ(h, r, assert_ok(test_service_list(
	    r, (struct test_service_list_in){ .product = str_from_z(product) }, h->arena, &rows)));
	return rows;
}

static void
a_service_counts_once(void **state)
{
	struct house *h = *state;
	struct counting x = { { "welcome", "informing", "victims", "online", STR("e-mail") }, id_new() };
	assert_ok(house_write(h, count, &x));
	x.service.source = STR("letter");
	assert_ok(house_write(h, count, &x));
	struct test_service_list_rows rows = services(h, "welcome");
	assert_int_equal(rows.n, 1);
	assert_str(rows.v[0].depth, "informing");
	assert_str(rows.v[0].audience, "victims");
	assert_str(rows.v[0].channel, "online");
	assert_str(rows.v[0].source, "e-mail");
	x.service.product = "callback";
	assert_ok(house_write(h, count, &x));
	assert_int_equal(services(h, "callback").n, 1);
	x.service.product = "welcome";
	x.thing = id_new();
	assert_ok(house_write(h, count, &x));
	assert_int_equal(services(h, "welcome").n, 2);
}

/* ---- reach ---- */

static struct test_reach_sum_row
reached(struct house *h, const char *product, const char *source)
{
	struct test_reach_sum_row row;
	HOUSE_READ(h, r, assert_ok(test_reach_sum(r,
	    (struct test_reach_sum_in){ .product = str_from_z(product), .source = str_from_z(source) }, h->arena,
	    &row)));
	return row;
}

static void
reach_is_added_up(void **state)
{
	struct house *h = *state;
	for (int i = 0; i < 5; i++)
		measure_reach(h->core.measure, "home", "victims", STR("direct"));
	measure_reach(h->core.measure, "home", "victims", STR("organic"));
	assert_int_equal(reached(h, "home", "direct").rows, 0);
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "home", "direct").count.v, 5);
	assert_int_equal(reached(h, "home", "organic").count.v, 1);
	assert_ok(measure_flush(&h->core));
	measure_reach(h->core.measure, "home", "victims", STR("direct"));
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "home", "direct").count.v, 6);
	assert_int_equal(reached(h, "home", "direct").rows, 1);
	measure_reach(h->core.measure, "home", "families", STR("direct"));
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "home", "direct").rows, 2);
}

static int64_t
served(struct house *h, const char *product, const char *depth)
{
	struct test_served_sum_row row;
	HOUSE_READ(h, r, assert_ok(test_served_sum(r, (struct test_served_sum_in){ .product = str_from_z(product),
	    .depth = str_from_z(depth), .source = STR("flyer") }, h->arena, &row)));
	return row.count.v;
}

static void
help_without_a_person_is_added_up(void **state)
{
	struct house *h = *state;
	char product[] = "article.victims/burglary";
	struct service s = { product, "informing", "victims", "online", STR("flyer") };
	for (int i = 0; i < 3; i++)
		measure_served(h->core.measure, &s);
	measure_reach(h->core.measure, product, "victims", STR("flyer"));
	s.depth = "advising";
	measure_served(h->core.measure, &s);
	memset(product, 'x', sizeof product - 1);
	assert_ok(measure_flush(&h->core));
	assert_int_equal(served(h, "article.victims/burglary", "informing"), 3);
	assert_int_equal(served(h, "article.victims/burglary", "advising"), 1);
	assert_int_equal(reached(h, "article.victims/burglary", "flyer").count.v, 1);
	measure_served(h->core.measure,
	    &(struct service){ "article.victims/burglary", "informing", "victims", "online", STR("flyer") });
	assert_ok(measure_flush(&h->core));
	assert_int_equal(served(h, "article.victims/burglary", "informing"), 4);
}

/* A thousand pages from three sources each: more than the closed lists of today. */
static void
many_pages_are_kept_apart(void **state)
{
	static const char *const sources[] = { "direct", "organic", "flyer" };
	struct house *h = *state;
	char product[32];
	for (int i = 0; i < 3000; i++) {
		snprintf(product, sizeof product, "many.%d", i / 3);
		measure_reach(h->core.measure, product, "victims", str_from_z(sources[i % 3]));
	}
	assert_ok(measure_flush(&h->core));
	for (int i = 0; i < 1000; i += 111) {
		snprintf(product, sizeof product, "many.%d", i);
		assert_int_equal(reached(h, product, "organic").count.v, 1);
	}
}

/* What could not be written is not lost, and added to what came meanwhile. */
static void
what_is_not_written_is_put_back(void **state)
{
	struct house *h = *state;
	struct core away = h->core;
	char url[128];
	snprintf(url, sizeof url, "sqlite:%s/empty.db", h->database.folder);
	assert_ok(db_open(&(struct db_options){ .url = url, .readers = 1 }, &away.db));
	measure_reach(h->core.measure, "kept", "victims", STR("direct"));
	measure_reach(h->core.measure, "kept", "victims", STR("direct"));
	measure_reach(h->core.measure, "kept", "victims", STR("social"));
	assert_int_not_equal(measure_flush(&away), ERR_OK);
	assert_int_not_equal(measure_flush(&away), ERR_OK);
	measure_reach(h->core.measure, "kept", "victims", STR("direct"));
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "kept", "direct").count.v, 3);
	assert_int_equal(reached(h, "kept", "social").count.v, 1);
	db_close(away.db);
}

/* The source may stand in a request that is over when the flush comes. */
static void
a_source_outlives_its_request(void **state)
{
	struct house *h = *state;
	char source[] = "campaign";
	measure_reach(h->core.measure, "fleeting", "victims", str_from_z(source));
	memset(source, 'x', sizeof source - 1);
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "fleeting", "campaign").count.v, 1);
}

static void *
reach_often(void *arg)
{
	for (int i = 0; i < 1000; i++)
		measure_reach(arg, "busy", "victims", STR("direct"));
	return NULL;
}

static void
threads_lose_nothing(void **state)
{
	struct house *h = *state;
	pthread_t thread[4];
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, reach_often, h->core.measure), 0);
	for (int i = 0; i < 20; i++)
		assert_ok(measure_flush(&h->core));
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	assert_ok(measure_flush(&h->core));
	assert_int_equal(reached(h, "busy", "direct").count.v, 4000);
}

/* ---- sources ---- */

static void
a_visit_has_one_source(void **state)
{
	static const struct {
		const char *via, *referer, *source;
	} cases[] = {
		{ NULL, NULL, "direct" }, { "", "", "direct" }, { "letter", NULL, "letter" },
		{ "campaign", "https://www.google.com/", "campaign" }, { "police", NULL, "police" },
		{ "e-mail", NULL, "e-mail" }, { "nonsense", NULL, "direct" }, { "LETTER", NULL, "direct" },
		{ "nonsense", "https://duckduckgo.com/?q=x", "organic" },
		{ NULL, "https://www.google.nl/search?q=geheim", "organic" }, { NULL, "https://google.com", "organic" },
		{ NULL, "http://m.facebook.com/groep", "social" }, { NULL, "https://x.com/iemand", "social" },
		{ NULL, "https://www.fedex.com/", "referral" }, { NULL, "https://mygoogle.example/", "referral" },
		{ NULL, "https://example.org/google.com", "referral" }, { NULL, "https://help.example:8443/nl",
		"direct" },
		{ NULL, "https://help.example/nl", "referral" }, { NULL, "about:blank", "direct" },
		{ NULL, "https://", "referral" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_str(measure_source(str_from_z(cases[i].via), str_from_z(cases[i].referer),
		    STR("help.example:8443")),
		    cases[i].source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_service_counts_once),
		cmocka_unit_test(reach_is_added_up),
		cmocka_unit_test(help_without_a_person_is_added_up),
		cmocka_unit_test(many_pages_are_kept_apart),
		cmocka_unit_test(what_is_not_written_is_put_back),
		cmocka_unit_test(a_source_outlives_its_request),
		cmocka_unit_test(threads_lose_nothing),
		cmocka_unit_test(a_visit_has_one_source),
	};
	return HOUSE_RUN("measure", tests);
}
