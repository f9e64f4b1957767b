/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "db_sqlite.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "log.h"

#include "banned.h"

#define FIRST_CACHE 64
#define BUSY_MS 5000

/* Cache in KB. The log is cut back to journal_size_limit when it starts anew;
 * the writer does its checkpoints itself, after it has answered. */
static const char settings[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8000;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA journal_size_limit = 67108864;";

/* ---- errors ---- */

static enum err
error_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_CONSTRAINT:
		return ERR_CONFLICT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		return ERR_RETRY;
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PROTOCOL:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_UNAVAILABLE;
	case SQLITE_NOMEM:
		abort();
	default:
		return ERR_INTERNAL;
	}
}

enum err
sqlite_error(struct sqlite_connection *c, int code, const char *name)
{
	enum err e = error_of(code);
	if (e == ERR_UNAVAILABLE && (code & 0xff) != SQLITE_FULL)
		c->broken = true;
	if (e == ERR_INTERNAL || (e == ERR_UNAVAILABLE && !db_is_ailing(c->write.read.db)))
		log_error("db_sqlite query=%s code=%d reason=\"%s\"", name, code, sqlite3_errstr(code));
	db_mark(c->write.read.db, e);
	return e;
}

/* ---- connections ---- */

void
sqlite_connection_init(struct sqlite_connection *c, struct db *db, const char *path, bool can_write)
{
	*c = (struct sqlite_connection){ .path = path, .can_write = can_write };
	c->write.read.db = db;
	c->write.read.writing = can_write;
}

static void
forget_statements(struct sqlite_connection *c)
{
	for (size_t i = 0; i < c->cache_room; i++)
		if (c->cache[i] != NULL) {
			sqlite3_finalize(c->cache[i]->handle);
			free(c->cache[i]);
		}
	free(c->cache);
	c->cache = NULL;
	c->cache_room = c->cache_used = 0;
}

void
sqlite_connection_close(struct sqlite_connection *c)
{
	forget_statements(c);
	int code = sqlite3_close(c->handle);
	assert(code == SQLITE_OK);
	c->handle = NULL;
}

enum err
sqlite_connection_ready(struct sqlite_connection *c)
{
	if (c->broken)
		sqlite_connection_close(c);
	c->broken = false;
	if (c->handle != NULL)
		return ERR_OK;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int code = sqlite3_open_v2(c->path, &c->handle, flags, NULL);
	if (code == SQLITE_OK) {
		int kept = 1; /* the last to close empties the log and leaves it: who serves may remove no file */
		sqlite3_busy_timeout(c->handle, BUSY_MS);
		sqlite3_file_control(c->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &kept);
		code = sqlite3_exec(c->handle, settings, NULL, NULL, NULL);
	}
	if (code == SQLITE_OK && !c->can_write)
		code = sqlite3_exec(c->handle, "PRAGMA query_only = ON", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		return ERR_OK;
	sqlite_error(c, code, "open");
	sqlite_connection_close(c);
	return ERR_UNAVAILABLE;
}

/* ---- the statement cache ---- */

static struct sqlite_statement **
find_place(struct sqlite_statement **cache, size_t room, const struct db_query *q)
{
	size_t i = (size_t)(((uintptr_t)q >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (room - 1);
	while (cache[i] != NULL && cache[i]->cursor.query != q)
		i = (i + 1) & (room - 1);
	return &cache[i];
}

static void
grow_cache(struct sqlite_connection *c)
{
	size_t room = c->cache_room == 0 ? FIRST_CACHE : c->cache_room * 2;
	struct sqlite_statement **grown = calloc(room, sizeof *grown);
	if (grown == NULL)
		abort();
	for (size_t i = 0; i < c->cache_room; i++)
		if (c->cache[i] != NULL)
			*find_place(grown, room, c->cache[i]->cursor.query) = c->cache[i];
	free(c->cache);
	c->cache = grown;
	c->cache_room = room;
}

static void
find_indices(struct sqlite_statement *s, const struct db_query *q)
{
	char name[16];
	assert(q->in_count <= DB_SLOTS_MAX);
	for (unsigned i = 0; i < q->in_count; i++) {
		snprintf(name, sizeof name, "$%u", i + 1);
		s->index[i] = (unsigned char)sqlite3_bind_parameter_index(s->handle, name);
	}
}

static int
prepare(struct sqlite_connection *c, const struct db_query *q, struct sqlite_statement **ret_statement)
{
	sqlite3_stmt *handle;
	int code = sqlite3_prepare_v3(c->handle, q->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
	if (code != SQLITE_OK)
		return code;
	struct sqlite_statement *s = calloc(1, sizeof *s);
	if (s == NULL)
		abort();
	s->cursor = (struct db_cursor){ &c->write.read, q };
	s->handle = handle;
	s->connection = c;
	find_indices(s, q);
	if (4 * c->cache_used >= 3 * c->cache_room)
		grow_cache(c);
	*find_place(c->cache, c->cache_room, q) = s;
	c->cache_used++;
	*ret_statement = s;
	return SQLITE_OK;
}

static int
get_statement(struct sqlite_connection *c, const struct db_query *q, struct sqlite_statement **ret_statement)
{
	if (c->cache_room > 0) {
		struct sqlite_statement *found = *find_place(c->cache, c->cache_room, q);
		if (found != NULL) {
			*ret_statement = found;
			return SQLITE_OK;
		}
	}
	return prepare(c, q, ret_statement);
}

int
sqlite_control(struct sqlite_connection *c, const struct db_query *q)
{
	struct sqlite_statement *s;
	int code = get_statement(c, q, &s);
	if (code != SQLITE_OK)
		return code;
	code = sqlite3_step(s->handle);
	sqlite3_reset(s->handle);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* ---- queries ---- */

/* The values stay where they are until the statement is reset. */
static int
bind_value(sqlite3_stmt *handle, int at, const struct db_value *v)
{
	if (v->null)
		return sqlite3_bind_null(handle, at);
	switch (v->type) {
	case DB_TYPE_ID:
		return sqlite3_bind_blob(handle, at, v->id.b, sizeof v->id.b, SQLITE_STATIC);
	case DB_TYPE_INT:
	case DB_TYPE_BOOL:
		return sqlite3_bind_int64(handle, at, v->i);
	case DB_TYPE_TEXT:
		return sqlite3_bind_text64(handle, at, v->s.p, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
	case DB_TYPE_BYTES:
		return sqlite3_bind_blob64(handle, at, v->s.p, v->s.n, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

static enum err
start(struct sqlite_connection *c, const struct db_query *q, const struct db_value *in,
    struct sqlite_statement **ret_statement)
{
	struct sqlite_statement *s;
	int code = get_statement(c, q, &s);
	if (code != SQLITE_OK)
		return sqlite_error(c, code, q->name);
	assert(!s->open);
	for (unsigned i = 0; i < q->in_count; i++) {
		code = bind_value(s->handle, s->index[i], &in[i]);
		if (code != SQLITE_OK)
			return sqlite_error(c, code, q->name);
	}
	s->open = true;
	*ret_statement = s;
	return ERR_OK;
}

enum err
sqlite_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in,
    struct db_cursor **ret_cursor)
{
	struct sqlite_statement *s;
	TRY(start((struct sqlite_connection *)r, q, in, &s));
	*ret_cursor = &s->cursor;
	return ERR_OK;
}

static bool
read_column(sqlite3_stmt *handle, int at, enum db_type type, struct db_value *ret_value)
{
	*ret_value = (struct db_value){ .type = type };
	if (sqlite3_column_type(handle, at) == SQLITE_NULL) {
		ret_value->null = true;
		return true;
	}
	const void *p;
	switch (type) {
	case DB_TYPE_INT:
	case DB_TYPE_BOOL:
		ret_value->i = sqlite3_column_int64(handle, at);
		return sqlite3_column_type(handle, at) == SQLITE_INTEGER;
	case DB_TYPE_ID:
		p = sqlite3_column_blob(handle, at);
		if (sqlite3_column_bytes(handle, at) != sizeof ret_value->id.b)
			return false;
		memcpy(ret_value->id.b, p, sizeof ret_value->id.b);
		return true;
	case DB_TYPE_TEXT:
	case DB_TYPE_BYTES:
		p = type == DB_TYPE_TEXT ? sqlite3_column_text(handle, at) : sqlite3_column_blob(handle, at);
		ret_value->s = str_from(p == NULL ? "" : p, (size_t)sqlite3_column_bytes(handle, at));
		return true;
	}
	return false;
}

static enum err
read_row(struct sqlite_statement *s, struct db_value *out)
{
	const struct db_query *q = s->cursor.query;
	if ((unsigned)sqlite3_column_count(s->handle) != q->out_count)
		return sqlite_error(s->connection, SQLITE_SCHEMA, q->name);
	for (unsigned i = 0; i < q->out_count; i++)
		if (!read_column(s->handle, (int)i, q->out[i].type, &out[i]))
			return sqlite_error(s->connection, SQLITE_MISMATCH, q->name);
	return ERR_OK;
}

enum err
sqlite_cursor_next(struct db_cursor *cursor, struct db_value *out)
{
	struct sqlite_statement *s = (struct sqlite_statement *)cursor;
	struct sqlite_connection *c = s->connection;
	if (c->deadline != 0 && clock_mono_us() > c->deadline)
		return ERR_RETRY;
	int code = sqlite3_step(s->handle);
	if (code == SQLITE_ROW)
		return read_row(s, out);
	return code == SQLITE_DONE ? ERR_NOT_FOUND : sqlite_error(c, code, cursor->query->name);
}

void
sqlite_cursor_close(struct db_cursor *cursor)
{
	struct sqlite_statement *s = (struct sqlite_statement *)cursor;
	sqlite3_reset(s->handle);
	s->open = false;
}

enum err
sqlite_execute(struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed)
{
	struct sqlite_connection *c = (struct sqlite_connection *)w;
	struct sqlite_statement *s;
	TRY(start(c, q, in, &s));
	int code;
	while ((code = sqlite3_step(s->handle)) == SQLITE_ROW)
		;
	sqlite3_reset(s->handle);
	s->open = false;
	if (code != SQLITE_DONE)
		return sqlite_error(c, code, q->name);
	*ret_changed = sqlite3_changes64(c->handle);
	return ERR_OK;
}

enum err
sqlite_run_statement(struct db_write *w, const char *sql)
{
	struct sqlite_connection *c = (struct sqlite_connection *)w;
	int code = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
	if (code == SQLITE_OK)
		return ERR_OK;
	log_error("db_sqlite schema code=%d reason=\"%s\"", code, sqlite3_errmsg(c->handle));
	return sqlite_error(c, code, "schema");
}
