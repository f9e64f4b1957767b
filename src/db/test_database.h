/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_TEST_DATABASE_H
#define DB_TEST_DATABASE_H
/*
 * A database of a test's own, migrated and gone afterwards: a file in a new
 * temporary folder, or a new database beside the one that NABIJ_TEST_PG names
 * (so that tests may run side by side). For tests only; faults end the test.
 */
#include "db.h"

struct test_database {
	struct db *db;
	char folder[64]; /* for the test's other files too */
	char url[512];
	char name[40]; /* on PostgreSQL; empty on SQLite */
};

/* Whether there is a PostgreSQL to test with. */
bool test_database_has_pg(void);
/* "stop" (as a crash would) or "start": the server of NABIJ_TEST_PG, for everybody. */
void test_database_control(const char *verb);
void test_database_open(struct test_database *t, bool pg);
/* Removes the folder too. */
void test_database_close(struct test_database *t);

#endif
