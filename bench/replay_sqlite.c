/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>

#include "replay.h"

static sqlite3 *db;

static void
execute(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		replay_fail(sql, sqlite3_errmsg(db));
}

static void
open_file(const char *path)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		replay_fail(path, sqlite3_errmsg(db));
	execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
	        "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
}

static void
prepare(struct statement *s, uint32_t number)
{
	sqlite3_stmt *handle;
	(void)number;
	if (sqlite3_prepare_v3(db, s->sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != SQLITE_OK)
		replay_fail(s->sql, sqlite3_errmsg(db));
	s->handle = handle;
}

static void
bind(sqlite3_stmt *handle, int i, size_t *at)
{
	struct capture_value v;
	plan_take(at, &v, sizeof v);
	const char *p = capture + *at;
	switch (v.type) {
	case CAPTURE_NULL:
		sqlite3_bind_null(handle, i);
		return;
	case CAPTURE_INT:
		sqlite3_bind_int64(handle, i, v.i);
		return;
	case CAPTURE_TEXT:
		sqlite3_bind_text64(handle, i, p, (sqlite3_uint64)v.i, SQLITE_STATIC, SQLITE_UTF8);
		break;
	default:
		sqlite3_bind_blob64(handle, i, p, (sqlite3_uint64)v.i, SQLITE_STATIC);
	}
	*at += (size_t)v.i;
}

/* Rows are read as ours reads them: every column once. */
static void
run(const struct statement *s, uint32_t count, size_t at)
{
	sqlite3_stmt *handle = s->handle;
	for (uint32_t i = 0; i < count; i++)
		bind(handle, (int)i + 1, &at);
	int code;
	while ((code = sqlite3_step(handle)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(handle); i++)
			(void)sqlite3_column_blob(handle, i);
	if (code != SQLITE_DONE)
		replay_fail(s->sql, sqlite3_errmsg(db));
	sqlite3_reset(handle);
}

const struct database database_sqlite = { open_file, prepare, run, execute, "BEGIN IMMEDIATE" };
