/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PostgreSQL's part of the capture: stands before the functions of libpq that
 * the program calls. A COMMIT is written down after it took place, so that
 * transactions stand in the order in which they were committed.
 */
#include <libpq-fe.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"

#define VALUES_MAX 64

/* A statement of a connection, by the name that it was prepared under or, of a command, its text. Both are constants
 * of the program. */
struct seen {
	const PGconn *connection;
	const char *name;
	uint32_t number;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct seen seen[CAPTURE_STATEMENTS_MAX];
static size_t seen_count;

/* With the lock held; NULL: not seen before. */
static struct seen *
find(const PGconn *connection, const char *name)
{
	for (size_t i = 0; i < seen_count; i++)
		if (seen[i].name == name && seen[i].connection == connection)
			return &seen[i];
	return NULL;
}

static uint32_t
add(const PGconn *connection, const char *name, const char *sql, const Oid *types, int count)
{
	uint32_t number = capture_statement(connection, sql, types, (uint32_t)count);
	struct seen *s = find(connection, name);
	if (s == NULL && seen_count == CAPTURE_STATEMENTS_MAX)
		abort();
	if (s == NULL)
		s = &seen[seen_count++];
	*s = (struct seen){ connection, name, number };
	return number;
}

PGresult *
PQprepare(PGconn *connection, const char *name, const char *sql, int count, const Oid *types)
{
	PGresult *(*prepare)(PGconn *, const char *, const char *, int, const Oid *);
	capture_find("PQprepare", &prepare);
	PGresult *result = prepare(connection, name, sql, count, types);
	if (PQresultStatus(result) == PGRES_COMMAND_OK) {
		pthread_mutex_lock(&lock);
		add(connection, name, sql, types, count);
		pthread_mutex_unlock(&lock);
	}
	return result;
}

PGresult *
PQexecPrepared(PGconn *connection, const char *name, int count, const char *const *values, const int *lengths,
    const int *formats, int result_format)
{
	static PGresult *(*execute)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
	if (execute == NULL)
		capture_find("PQexecPrepared", &execute);
	struct capture_value v[VALUES_MAX];
	const void *bytes[VALUES_MAX];
	if (count > VALUES_MAX)
		abort();
	for (int i = 0; i < count; i++) {
		v[i] = (struct capture_value){ values[i] == NULL ? CAPTURE_NULL : CAPTURE_BYTES, lengths[i] };
		bytes[i] = values[i];
	}
	pthread_mutex_lock(&lock);
	const struct seen *s = find(connection, name);
	uint32_t number = s == NULL ? 0 : s->number;
	pthread_mutex_unlock(&lock);
	if (s != NULL)
		capture_run(number, v, bytes, (uint32_t)count);
	return execute(connection, name, count, values, lengths, formats, result_format);
}

static bool
is_done(const PGresult *result, const char *sql)
{
	return strcmp(sql, "COMMIT") != 0 || strcmp(PQcmdStatus((PGresult *)(uintptr_t)result), "COMMIT") == 0;
}

PGresult *
PQexec(PGconn *connection, const char *sql)
{
	static PGresult *(*execute)(PGconn *, const char *);
	if (execute == NULL)
		capture_find("PQexec", &execute);
	PGresult *result = execute(connection, sql);
	const char *done = is_done(result, sql) ? sql : "ROLLBACK";
	pthread_mutex_lock(&lock);
	const struct seen *s = find(connection, done);
	uint32_t number = s == NULL ? add(connection, done, done, NULL, 0) : s->number;
	pthread_mutex_unlock(&lock);
	capture_run(number, NULL, NULL, 0);
	return result;
}
