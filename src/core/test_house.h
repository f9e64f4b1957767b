/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_TEST_HOUSE_H
#define CORE_TEST_HOUSE_H
/*
 * A whole house for tests of core and features: database, keys inside the
 * process, and a team, in a folder of its own. Include cmocka's headers before.
 */
#include "access.h"
#include "core.h"
#include "test_database.h"
#include "test_house.sql.h"
#include "vault.h"
#include "web_internal.h"

struct house {
	struct core core;
	struct arena *arena;
	struct id team;
	struct test_database database;
};

/* Runs the group on SQLite, and where there is one on PostgreSQL as well; each
 * test's state is a house that the group shares. For main() to return. */
int house_run_tests(const char *name, const struct CMUnitTest *tests, size_t n);
#define HOUSE_RUN(NAME, TESTS) house_run_tests(NAME, TESTS, sizeof(TESTS) / sizeof(TESTS)[0])

#define assert_ok(CALL) assert_int_equal((CALL), ERR_OK)
#define assert_str(S, TEXT) assert_true(str_eq_z((S), (TEXT)))

/* One write transaction. */
typedef enum err house_fn(struct db_write *w, struct house *h, void *arg);
enum err house_write(struct house *h, house_fn *run, void *arg);

/* The same house on a database without tables, in which everything fails; close its db. */
struct core house_without_tables(struct house *h);

/* A new client of the team, with a key. */
struct vault_fresh house_client(struct house *h);
/* A record written, and what it grants; by an actor that is new each time. */
const struct access_grant *house_grant(struct house *h, struct id client);
/* The same for an actor and with a part of one's own. */
enum err house_record(struct house *h, const struct access_request *q, const struct access_grant **ret_grant);

/* A snapshot for one call: HOUSE_READ(h, r, e = code_find(r, ...)) */
#define HOUSE_READ(HOUSE, R, STATEMENT) \
	do { \
		struct db_read *R; \
		assert_ok(db_read_begin((HOUSE)->core.db, &R)); \
		STATEMENT; \
		db_read_end(R); \
	} while (0)

/* A request as the dispatcher makes one, with no headers and no fields. */
struct web *house_web(struct house *h);
void house_add_field(struct web *web, const char *name, struct str value);
void house_add_header(struct web *web, const char *name, struct str value);

#endif
