/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "replay.h"

#define VALUES_MAX 64

static PGconn *db;

static void
settle(PGresult *result, const char *sql)
{
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		replay_fail(sql, PQerrorMessage(db));
	PQclear(result);
}

static void
execute(const char *sql)
{
	settle(PQexec(db, sql), sql);
}

static void
connect_to(const char *address)
{
	db = PQconnectdb(address);
	if (PQstatus(db) != CONNECTION_OK)
		replay_fail(address, PQerrorMessage(db));
}

/* Named by its number; the name is its handle. */
static void
prepare(struct statement *s, uint32_t number)
{
	Oid types[VALUES_MAX];
	char *name = malloc(16);
	if (name == NULL || s->type_count > VALUES_MAX)
		abort();
	snprintf(name, 16, "s%u", (unsigned)number);
	memcpy(types, s->types, s->type_count * sizeof *types);
	settle(PQprepare(db, name, s->sql, (int)s->type_count, types), s->sql);
	s->handle = name;
}

static void
run(const struct statement *s, uint32_t count, size_t at)
{
	const char *values[VALUES_MAX];
	int lengths[VALUES_MAX], formats[VALUES_MAX];
	if (count > VALUES_MAX)
		replay_fail(s->sql, "too many values");
	for (uint32_t i = 0; i < count; i++) {
		struct capture_value v;
		plan_take(&at, &v, sizeof v);
		bool given = v.type == CAPTURE_BYTES;
		values[i] = given ? capture + at : NULL;
		lengths[i] = given ? (int)v.i : 0;
		formats[i] = 1;
		at += (size_t)lengths[i];
	}
	settle(PQexecPrepared(db, s->handle, (int)count, values, lengths, formats, 1), s->sql);
}

const struct database database_pg = { connect_to, prepare, run, execute, "BEGIN ISOLATION LEVEL SERIALIZABLE" };
