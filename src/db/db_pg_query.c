/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "db_pg.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "log.h"

#include "banned.h"

#define FIRST_ROOM 64
#define FIRST_WAIT 50
#define LONGEST_WAIT 2000

/* A commit is durable, whatever the server's default; nothing waits for ever. */
static const char settings[] =
    "SET statement_timeout = 10000;"
    "SET lock_timeout = 5000;"
    "SET idle_in_transaction_session_timeout = 60000;"
    "SET client_min_messages = warning;"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/* ---- errors ---- */

static bool
is_class(const char *state, const char *class)
{
	return strncmp(state, class, strlen(class)) == 0;
}

static enum err
error_of_state(const char *state)
{
	if (is_class(state, "23"))
		return ERR_CONFLICT;
	/* 53200: the table of locks is full just now; it empties as others end */
	if (is_class(state, "40001") || is_class(state, "40P01") || is_class(state, "55P03") ||
	    is_class(state, "53200"))
		return ERR_RETRY;
	if (is_class(state, "22021") || is_class(state, "22P05"))
		return ERR_INVALID;
	/* connection, resources, shutdown or time-out, disk, a standby after a switch */
	if (is_class(state, "08") || is_class(state, "53") || is_class(state, "57") || is_class(state, "58") ||
	    is_class(state, "25006"))
		return ERR_UNAVAILABLE;
	return ERR_INTERNAL;
}

static enum err
fail(struct pg_connection *c, const PGresult *result, const char *name)
{
	struct db *db = c->write.read.db;
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (state == NULL || is_class(state, "57P") || is_class(state, "25006"))
		c->ended = true;
	enum err e = pg_connection_is_lost(c) ? ERR_UNAVAILABLE : error_of_state(state);
	if (e == ERR_INTERNAL || (e == ERR_UNAVAILABLE && !db_is_ailing(db)))
		log_error("db_pg query=%s code=%s", name, state == NULL ? "none" : state);
	db_mark(db, e);
	return e;
}

/* Frees the result unless it is the caller's to read. */
static enum err
settle(struct pg_connection *c, PGresult *result, const char *name)
{
	ExecStatusType status = PQresultStatus(result);
	enum err e = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? ERR_OK : fail(c, result, name);
	if (e != ERR_OK)
		PQclear(result);
	return e;
}

enum err
pg_command(struct pg_connection *c, const char *sql)
{
	PGresult *result = PQexec(c->handle, sql);
	TRY(settle(c, result, "command"));
	PQclear(result);
	return ERR_OK;
}

enum err
pg_commit(struct pg_connection *c)
{
	PGresult *result = PQexec(c->handle, "COMMIT");
	TRY(settle(c, result, "commit"));
	bool committed = strcmp(PQcmdStatus(result), "COMMIT") == 0;
	PQclear(result);
	return committed ? ERR_OK : ERR_INTERNAL;
}

/* ---- connections ---- */

void
pg_server_init(struct pg_server *s, const char *url)
{
	s->url = url;
	atomic_init(&s->next_try, 0);
	atomic_init(&s->wait, FIRST_WAIT);
	atomic_init(&s->found, 0);
}

/* A try that began before somebody else found the server back says nothing, and
 * of those that fail at the same moment one counts. */
static void
server_is_gone(struct pg_server *s, int64_t began)
{
	if (atomic_load(&s->found) >= began || atomic_load(&s->next_try) > began)
		return;
	int64_t wait = atomic_load(&s->wait);
	atomic_store(&s->next_try, clock_mono() + wait);
	atomic_store(&s->wait, wait * 2 < LONGEST_WAIT ? wait * 2 : LONGEST_WAIT);
}

static void
server_is_back(struct pg_server *s)
{
	atomic_store(&s->found, clock_mono());
	atomic_store(&s->wait, FIRST_WAIT);
	atomic_store(&s->next_try, 0);
}

void
pg_connection_init(struct pg_connection *c, struct db *db, struct pg_server *server, bool can_write)
{
	*c = (struct pg_connection){ .server = server };
	c->write.read.db = db;
	c->write.read.writing = can_write;
}

void
pg_connection_close(struct pg_connection *c)
{
	PQfinish(c->handle);
	free(c->prepared);
	c->handle = NULL;
	c->ended = false;
	c->prepared = NULL;
	c->prepared_room = c->prepared_used = 0;
}

bool
pg_connection_is_lost(const struct pg_connection *c)
{
	return c->ended || PQstatus(c->handle) != CONNECTION_OK;
}

static void
ignore_notice(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

/* Absent or a path: a socket. */
static bool
names_another(const PQconninfoOption *o)
{
	static const char *const here[] = { "localhost", "127.0.0.1", "::1" };
	bool names_host = strcmp(o->keyword, "host") == 0 || strcmp(o->keyword, "hostaddr") == 0;
	if (!names_host || o->val == NULL || o->val[0] == '/' || o->val[0] == '\0')
		return false;
	return str_place(str_from_z(o->val), here, 3) == 3;
}

/* An address that cannot be read is libpq's to refuse. */
bool
pg_is_here(const char *url)
{
	bool is_here = true;
	PQconninfoOption *options = PQconninfoParse(url, NULL);
	for (PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++)
		is_here = is_here && !names_another(o);
	PQconninfoFree(options);
	return is_here;
}

/* What the address says wins over what stands before dbname, not over what
 * follows it. Nothing goes to another machine in the clear unless it says so. */
static PGconn *
connect_to(const char *url)
{
	static const char *const names[] = { "connect_timeout", "keepalives_idle", "tcp_user_timeout", "sslmode",
		"dbname", "client_encoding", "fallback_application_name", NULL };
	const char *const values[] = { "5", "20", "15000", pg_is_here(url) ? "prefer" : "require",
		url, "UTF8", "nabij", NULL };
	return PQconnectdbParams(names, values, 1);
}

/* Everybody asks again and again while the server is away: one try each wait. */
enum err
pg_connection_ready(struct pg_connection *c)
{
	struct pg_server *server = c->server;
	if (c->handle != NULL && !pg_connection_is_lost(c))
		return ERR_OK;
	pg_connection_close(c);
	int64_t began = clock_mono();
	if (began < atomic_load(&server->next_try))
		return ERR_UNAVAILABLE;
	c->handle = connect_to(server->url);
	PQsetNoticeReceiver(c->handle, ignore_notice, NULL);
	if (!pg_connection_is_lost(c) && pg_command(c, settings) == ERR_OK) {
		server_is_back(server);
		return ERR_OK;
	}
	if (!db_is_ailing(c->write.read.db))
		log_error("db_pg reason=\"no connection\"");
	db_mark(c->write.read.db, ERR_UNAVAILABLE);
	pg_connection_close(c);
	server_is_gone(server, began);
	return ERR_UNAVAILABLE;
}

/* ---- prepared statements ---- */

static size_t
find_place(const struct db_query **v, size_t room, const struct db_query *q)
{
	size_t i = (size_t)(((uintptr_t)q >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (room - 1);
	while (v[i] != NULL && v[i] != q)
		i = (i + 1) & (room - 1);
	return i;
}

static void
grow_prepared(struct pg_connection *c)
{
	size_t room = c->prepared_room == 0 ? FIRST_ROOM : c->prepared_room * 2;
	const struct db_query **grown = calloc(room, sizeof *grown);
	if (grown == NULL)
		abort();
	for (size_t i = 0; i < c->prepared_room; i++)
		if (c->prepared[i] != NULL)
			grown[find_place(grown, room, c->prepared[i])] = c->prepared[i];
	free(c->prepared);
	c->prepared = grown;
	c->prepared_room = room;
}

static enum err
prepare(struct pg_connection *c, const struct db_query *q)
{
	Oid types[DB_SLOTS_MAX];
	if (c->prepared_room > 0 && c->prepared[find_place(c->prepared, c->prepared_room, q)] == q)
		return ERR_OK;
	pg_parameter_types(q, types);
	PGresult *result = PQprepare(c->handle, q->name, q->pg, (int)q->in_count, types);
	TRY(settle(c, result, q->name));
	PQclear(result);
	if (4 * c->prepared_used >= 3 * c->prepared_room)
		grow_prepared(c);
	c->prepared[find_place(c->prepared, c->prepared_room, q)] = q;
	c->prepared_used++;
	return ERR_OK;
}

/* ---- queries ---- */

static enum err
run(struct pg_connection *c, const struct db_query *q, const struct db_value *in, PGresult **ret_result)
{
	struct pg_parameters p;
	TRY(pg_encode(q, in, &p));
	TRY(prepare(c, q));
	PGresult *result = PQexecPrepared(c->handle, q->name, (int)q->in_count, p.values, p.lengths, p.formats, 1);
	TRY(settle(c, result, q->name));
	*ret_result = result;
	return ERR_OK;
}

enum err
pg_cursor_open(struct db_read *r, const struct db_query *q, const struct db_value *in, struct db_cursor **ret_cursor)
{
	PGresult *result;
	TRY(run((struct pg_connection *)r, q, in, &result));
	if ((unsigned)PQnfields(result) != q->out_count) {
		log_error("db_pg query=%s reason=\"another number of columns than declared\"", q->name);
		PQclear(result);
		return ERR_INTERNAL;
	}
	struct pg_cursor *c = calloc(1, sizeof *c);
	if (c == NULL)
		abort();
	*c = (struct pg_cursor){ .cursor = { r, q }, .result = result };
	*ret_cursor = &c->cursor;
	return ERR_OK;
}

enum err
pg_cursor_next(struct db_cursor *cursor, struct db_value *out)
{
	struct pg_cursor *c = (struct pg_cursor *)cursor;
	const struct db_query *q = cursor->query;
	if (c->row == PQntuples(c->result))
		return ERR_NOT_FOUND;
	for (unsigned i = 0; i < q->out_count; i++)
		if (!pg_decode(c->result, c->row, (int)i, q->out[i].type, &out[i])) {
			log_error("db_pg query=%s column=%u reason=\"another type than declared\"", q->name, i + 1);
			return ERR_INTERNAL;
		}
	c->row++;
	return ERR_OK;
}

void
pg_cursor_close(struct db_cursor *cursor)
{
	struct pg_cursor *c = (struct pg_cursor *)cursor;
	PQclear(c->result);
	free(c);
}

enum err
pg_execute(struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed)
{
	PGresult *result;
	TRY(run((struct pg_connection *)w, q, in, &result));
	int64_t changed = 0;
	str_int(str_from_z(PQcmdTuples(result)), &changed);
	PQclear(result);
	*ret_changed = changed;
	return ERR_OK;
}

enum err
pg_run_statement(struct db_write *w, const char *sql)
{
	struct pg_connection *c = (struct pg_connection *)w;
	TRY(pg_command(c, "SET LOCAL statement_timeout = 0"));
	PGresult *result = PQexec(c->handle, sql);
	if (PQresultStatus(result) == PGRES_FATAL_ERROR)
		log_error("db_pg schema reason=\"%s\"", PQresultErrorMessage(result));
	TRY(settle(c, result, "schema"));
	PQclear(result);
	return ERR_OK;
}
