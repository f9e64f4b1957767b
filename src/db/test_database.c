/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_database.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "random.h"
#include "schema.h"

#include "banned.h"

static void
must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "test_database: %s\n", what);
	abort();
}

bool
test_database_has_pg(void)
{
	return getenv("NABIJ_TEST_PG") != NULL;
}

extern char **environ;

void
test_database_control(const char *verb)
{
	char *control = getenv("NABIJ_TEST_PG_CONTROL"), word[8];
	must(control != NULL, "NABIJ_TEST_PG_CONTROL is not set");
	snprintf(word, sizeof word, "%s", verb);
	char *const arguments[] = { control, word, NULL };
	pid_t child;
	int status;
	must(posix_spawn(&child, control, NULL, NULL, arguments, environ) == 0, "no control");
	must(waitpid(child, &status, 0) == child && status == 0, verb);
}

static void
pg_run(const char *sql)
{
	PGconn *connection = PQconnectdb(getenv("NABIJ_TEST_PG"));
	PGresult *result = PQexec(connection, sql);
	must(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(connection));
	PQclear(result);
	PQfinish(connection);
}

/* "postgresql:///nabij?host=..." with another name in it. */
static void
pg_make(struct test_database *t)
{
	unsigned char spread[8];
	char sql[80];
	const char *url = getenv("NABIJ_TEST_PG");
	const char *rest = strchr(url, '?'), *slash = rest;
	must(rest != NULL, "NABIJ_TEST_PG has no parameters");
	while (*slash != '/')
		slash--;
	random_bytes(spread, sizeof spread);
	snprintf(t->name, sizeof t->name, "test_");
	for (size_t i = 0; i < sizeof spread; i++)
		snprintf(t->name + 5 + 2 * i, 3, "%02x", spread[i]);
	snprintf(sql, sizeof sql, "CREATE DATABASE %s", t->name);
	pg_run(sql);
	snprintf(t->url, sizeof t->url, "%.*s%s%s", (int)(slash + 1 - url), url, t->name, rest);
}

void
test_database_open(struct test_database *t, bool pg)
{
	*t = (struct test_database){ .db = NULL };
	snprintf(t->folder, sizeof t->folder, "/tmp/nabij-test-XXXXXX");
	must(mkdtemp(t->folder) != NULL, "no temporary folder");
	if (pg)
		pg_make(t);
	else
		snprintf(t->url, sizeof t->url, "sqlite:%s/test.db", t->folder);
	must(db_open(&(struct db_options){ .url = t->url, .readers = 2 }, &t->db) == ERR_OK, "does not open");
	must(db_migrate(t->db, schema_migrations, schema_migration_count) == ERR_OK, "does not migrate");
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

void
test_database_close(struct test_database *t)
{
	char sql[80];
	db_close(t->db);
	nftw(t->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	if (t->name[0] == '\0')
		return;
	snprintf(sql, sizeof sql, "DROP DATABASE %s", t->name);
	pg_run(sql);
}
