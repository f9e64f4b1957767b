/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "route.h"

#include "banned.h"

static const struct route first[] = {
	{ HTTP_GET, "/", READ, NULL, PERM_PUBLIC, 0 },
	{ HTTP_GET, "/a", READ, NULL, PERM_PUBLIC, 0 },
	{ HTTP_POST, "/a", WRITE, NULL, PERM_PUBLIC, 0 },
	{ HTTP_GET, "/a/:x", READ, NULL, PERM_PUBLIC, 0 },
	{ HTTP_GET, "/a/new", READ, NULL, PERM_PUBLIC, 0 },
	{ HTTP_GET, "/a/:x/b/:y", READ, NULL, PERM_PUBLIC, 0 },
};
static const struct route second[] = {
	{ HTTP_POST, "/send", WRITE, NULL, PERM_PUBLIC, 0 },
	{ HTTP_GET, "/health", READ, NULL, PERM_PUBLIC, ROUTE_NO_LANG },
	{ HTTP_GET, "/p/:a/:b/:c/:d", READ, NULL, PERM_PUBLIC, 0 },
	{ HTTP_DELETE, "/gone", WRITE, NULL, PERM_PARTNER, ROUTE_NO_FORM },
	{ HTTP_GET, "/deep/er/still", READ, NULL, PERM_PUBLIC, 0 },
};
static const struct route_table tables[] = { { first, 6 }, { second, 5 } };

static int
set_up(void **state)
{
	*state = router_new(tables, 2);
	return 0;
}

static int
tear_down(void **state)
{
	router_free(*state);
	return 0;
}

/* The declared path that an address leads to, or what became of it. */
static const char *
found(const struct router *r, enum http_method method, const char *path)
{
	static const char *const others[] = { "", "absent", "other method", "needs language" };
	struct route_hit hit = { 0 };
	enum route_match match = router_find(r, method, str_from_z(path), &hit);
	return match == ROUTE_FOUND ? hit.route->path : others[match];
}

static void
addresses_lead_to_routes(void **state)
{
	static const struct {
		enum http_method method;
		const char *path, *leads_to;
	} cases[] = {
		{ HTTP_GET, "/nl", "/" }, { HTTP_GET, "/nl/", "/" }, { HTTP_GET, "/en", "/" },
		{ HTTP_GET, "/nl/a", "/a" }, { HTTP_HEAD, "/nl/a", "/a" }, { HTTP_POST, "/en/a", "/a" },
		{ HTTP_GET, "/nl/a/new", "/a/new" }, { HTTP_GET, "/nl/a/newer", "/a/:x" },
		{ HTTP_GET, "/nl/a/1/b/2", "/a/:x/b/:y" }, { HTTP_GET, "/nl/p/1/2/3/4", "/p/:a/:b/:c/:d" },
		{ HTTP_GET, "/health", "/health" }, { HTTP_HEAD, "/health", "/health" },
		{ HTTP_GET, "/nl/deep/er/still", "/deep/er/still" },
		/* no such place */
		{ HTTP_GET, "/nl/b", "absent" }, { HTTP_GET, "/nl/deep", "absent" },
		{ HTTP_GET, "/nl/deep/er", "absent" },
		{ HTTP_GET, "/nl/a/", "absent" }, { HTTP_GET, "/nl/a/new/", "absent" },
		{ HTTP_GET, "/nl/a/1/", "absent" },
		{ HTTP_GET, "/nl/a/1/b", "absent" }, { HTTP_GET, "/nl/a/1/b/", "absent" },
		{ HTTP_GET, "/nl//a", "absent" }, { HTTP_GET, "/nl/a//b/2", "absent" }, { HTTP_GET, "/nl//", "absent" },
		{ HTTP_GET, "/nl/p/1/2/3/4/5", "absent" }, { HTTP_GET, "/nl/health", "absent" },
		{ HTTP_GET, "/health/", "absent" }, { HTTP_GET, "/nl/A", "absent" },
		{ HTTP_GET, "/nl/a/new/b", "absent" },
		{ HTTP_GET, "/nl/nl/a", "absent" }, { HTTP_GET, "/nl/deep/er/stil", "absent" },
		/* a language is two letters and a slash or the end */
		{ HTTP_GET, "/", "needs language" }, { HTTP_GET, "/a", "needs language" },
		{ HTTP_GET, "/a/x", "needs language" }, { HTTP_POST, "/send", "needs language" },
		{ HTTP_GET, "/de/a", "absent" }, { HTTP_GET, "/nla", "absent" }, { HTTP_GET, "/NL/a", "absent" },
		/* another method */
		{ HTTP_POST, "/nl/a/new", "other method" }, { HTTP_GET, "/nl/send", "other method" },
		{ HTTP_PUT, "/nl/a", "other method" }, { HTTP_OPTIONS, "/nl/a", "other method" },
		{ HTTP_POST, "/health", "other method" }, { HTTP_GET, "/nl/gone", "other method" },
		{ HTTP_DELETE, "/nl/gone", "/gone" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(found(*state, cases[i].method, cases[i].path), cases[i].leads_to);
}

static void
parameters_are_whole_segments(void **state)
{
	struct route_hit hit;
	assert_int_equal(router_find(*state, HTTP_GET, STR("/en/a/one%2Ftwo/b/3"), &hit), ROUTE_FOUND);
	assert_true(str_eq_z(hit.param[0], "one%2Ftwo"));
	assert_true(str_eq_z(hit.param[1], "3"));
	assert_null(hit.param[2].p);
	assert_int_equal(hit.lang, LANG_EN);
	assert_true(hit.has_lang);
	assert_true(str_eq_z(hit.path, "/a/one%2Ftwo/b/3"));
	assert_int_equal(router_find(*state, HTTP_GET, STR("/nl/p/1/2/3/4"), &hit), ROUTE_FOUND);
	assert_true(str_eq_z(hit.param[3], "4"));
	assert_int_equal(router_find(*state, HTTP_GET, STR("/health"), &hit), ROUTE_FOUND);
	assert_false(hit.has_lang);
	assert_null(hit.param[0].p);
}

static void
methods_are_listed(void **state)
{
	assert_true(str_eq_z(router_methods(*state, STR("/nl/a")), "GET, HEAD, POST"));
	assert_true(str_eq_z(router_methods(*state, STR("/nl/a/new")), "GET, HEAD"));
	assert_true(str_eq_z(router_methods(*state, STR("/nl/send")), "POST"));
	assert_true(str_eq_z(router_methods(*state, STR("/health")), "GET, HEAD"));
	assert_true(str_eq_z(router_methods(*state, STR("/nl/nowhere")), ""));
}

static void
every_route_is_listed(void **state)
{
	assert_int_equal(router_count(*state), 11);
	assert_ptr_equal(router_at(*state, 0), &first[0]);
	assert_ptr_equal(router_at(*state, 10), &second[4]);
}

static void
areas_of_staff_are_known(void **state)
{
	static const struct route mixed[] = {
		{ HTTP_GET, "/", READ, NULL, PERM_PUBLIC, 0 }, { HTTP_GET, "/desk/:x", READ, NULL, PERM_WORK, 0 },
		{ HTTP_GET, "/mine", READ, NULL, PERM_WELCOME, 0 }, { HTTP_GET, "/api", READ, NULL, PERM_PARTNER, 0 },
		{ HTTP_GET, "/me", READ, NULL, PERM_SIGNED_IN, 0 },
	};
	struct router *r = router_new(&(struct route_table){ mixed, 5 }, 1);
	(void)state;
	assert_true(router_is_staff_area(r, STR("/desk")));
	assert_true(router_is_staff_area(r, STR("/desk/1/2/3")));
	assert_true(router_is_staff_area(r, STR("/desk/")));
	assert_true(router_is_staff_area(r, STR("/me")));
	assert_false(router_is_staff_area(r, STR("/desks")));
	assert_false(router_is_staff_area(r, STR("/mine")));
	assert_false(router_is_staff_area(r, STR("/api/x")));
	assert_false(router_is_staff_area(r, STR("/")));
	assert_false(router_is_staff_area(r, STR("")));
	router_free(r);
}

/* Whether making a router of these ends the process. */
static bool
refused(const struct route *v, size_t n)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		router_free(router_new(&(struct route_table){ v, n }, 1));
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
bad_tables_do_not_start(void **state)
{
	(void)state;
	const struct route good[] = { { HTTP_GET, "/a", READ, NULL, PERM_PUBLIC, 0 } };
	const struct route bare[] = { { HTTP_GET, "/a", READ, NULL, PERM_MISSING, 0 } };
	const struct route beyond[] = { { HTTP_GET, "/a", READ, NULL, PERM_COUNT, 0 } };
	const struct route slash[] = { { HTTP_GET, "a", READ, NULL, PERM_PUBLIC, 0 } };
	const struct route writes[] = { { HTTP_GET, "/a", WRITE, NULL, PERM_PUBLIC, 0 } };
	const struct route part[] = { { HTTP_GET, "/a", READ, NULL, PERM_WORK, ROUTE_RECORD, NULL, "care" } };
	const struct route purpose[] = { { HTTP_GET, "/a", READ, NULL, PERM_WORK, ROUTE_RECORD, "dossier", NULL } };
	const struct route step_up[] = { { HTTP_GET, "/a", READ, NULL, PERM_CLIENT, ROUTE_STEP_UP } };
	const struct route visit[] = { { HTTP_GET, "/a", READ, NULL, PERM_WELCOME, ROUTE_STEP_UP } };
	const struct route open[] = { { HTTP_GET, "/a", READ, NULL, PERM_PUBLIC, ROUTE_STEP_UP } };
	const struct route twice[] = {
		{ HTTP_GET, "/a/:x", READ, NULL, PERM_PUBLIC, 0 }, { HTTP_GET, "/a/:y", READ, NULL, PERM_PUBLIC, 0 },
	};
	const struct route both[] = {
		{ HTTP_GET, "/a/:x", READ, NULL, PERM_PUBLIC, 0 }, { HTTP_POST, "/a/:y", WRITE, NULL, PERM_PUBLIC, 0 },
	};
	const struct route five[] = { { HTTP_GET, "/:a/:b/:c/:d/:e", READ, NULL, PERM_PUBLIC, 0 } };
	const struct route cookie[] = {
		{ HTTP_DELETE, "/a", WRITE, NULL, PERM_PUBLIC, 0 }, { HTTP_PUT, "/a", SLOW, NULL, PERM_WORK, 0 },
		{ HTTP_POST, "/a", WRITE, NULL, PERM_WORK, ROUTE_NO_FORM },
		{ HTTP_POST, "/a", STREAM, NULL, PERM_WORK, 0 }, { HTTP_POST, "/a", READ, NULL, PERM_WORK, 0 },
	};
	const struct route partner[] = { { HTTP_POST, "/a", STREAM, NULL, PERM_PARTNER, ROUTE_NO_FORM } };
	for (size_t i = 0; i < sizeof cookie / sizeof cookie[0]; i++)
		assert_true(refused(&cookie[i], 1));
	assert_false(refused(partner, 1));
	assert_false(refused(good, 1));
	assert_true(refused(bare, 1));
	assert_true(refused(beyond, 1));
	assert_true(refused(slash, 1));
	assert_true(refused(writes, 1));
	assert_true(refused(part, 1));
	assert_true(refused(purpose, 1));
	assert_false(refused(step_up, 1));
	assert_true(refused(visit, 1));
	assert_true(refused(open, 1));
	assert_true(refused(twice, 2));
	assert_false(refused(both, 2));
	assert_true(refused(five, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(addresses_lead_to_routes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(parameters_are_whole_segments, set_up, tear_down),
		cmocka_unit_test_setup_teardown(methods_are_listed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(every_route_is_listed, set_up, tear_down),
		cmocka_unit_test(areas_of_staff_are_known),
		cmocka_unit_test(bad_tables_do_not_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
