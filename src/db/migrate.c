/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <string.h>

#include "clock.h"
#include "db_internal.h"
#include "ddl.h"
#include "log.h"

#include "banned.h"

static const char bootstrap_schema[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (\n"
    "\tnumber int NOT NULL PRIMARY KEY,\n"
    "\tname text NOT NULL,\n"
    "\tchecksum text NOT NULL,\n"
    "\tmade time NOT NULL\n"
    ");\n";

/* Two processes that start at the same moment must not both migrate. On
 * SQLite the one writer sees to that. */
static const struct db_slot lock_out[] = { { DB_TYPE_INT, false } };
static const struct db_query lock_query = {
	.name = "migrate_lock",
	.sqlite = "SELECT 1",
	.pg = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(5641289) OFFSET 0) AS locked",
	.out = lock_out,
	.out_count = 1,
};

static const char list_sql[] = "SELECT number, checksum FROM schema_migration ORDER BY number";
static const struct db_slot list_out[] = { { DB_TYPE_INT, false }, { DB_TYPE_TEXT, false } };
static const struct db_query list_query = {
	.name = "migrate_list",
	.sqlite = list_sql,
	.pg = list_sql,
	.out = list_out,
	.out_count = 2,
};

static const char insert_sql[] =
    "INSERT INTO schema_migration (number, name, checksum, made) VALUES ($1, $2, $3, $4)";
static const struct db_slot insert_in[] = {
	{ DB_TYPE_INT, false }, { DB_TYPE_TEXT, false }, { DB_TYPE_TEXT, false }, { DB_TYPE_INT, false },
};
static const struct db_query insert_query = {
	.name = "migrate_insert",
	.sqlite = insert_sql,
	.pg = insert_sql,
	.in = insert_in,
	.in_count = 4,
};

struct plan {
	const struct migration *v;
	size_t n, next; /* next: the first that the database does not hold */
	bool *present;  /* n */
	enum ddl_dialect dialect;
	struct arena *arena;
};

/* FNV-1a: against a file that was changed by mistake, not against malice. */
static struct str
checksum(const char *text, struct arena *a)
{
	uint64_t sum = UINT64_C(0xcbf29ce484222325);
	for (; *text != '\0'; text++)
		sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return str_printf(a, "%016" PRIx64, sum);
}

static enum err
run_source(struct db_write *w, const struct plan *p, const char *name, const char *source)
{
	struct ddl ddl;
	if (ddl_parse(str_from_z(source), p->dialect, p->arena, &ddl) != ERR_OK) {
		log_error("db_migrate file=%s line=%d reason=\"%.*s\"", name, ddl.fault_line, STR_ARG(ddl.fault));
		return ERR_INTERNAL;
	}
	for (size_t i = 0; i < ddl.n; i++)
		TRY(w->read.db->driver->run_statement(w, str_z(ddl.v[i].sql, p->arena)));
	return ERR_OK;
}

static enum err
take_lock(struct db_write *w)
{
	struct db_cursor *c;
	struct db_value one[1];
	TRY(db_cursor_open(&w->read, &lock_query, NULL, &c));
	enum err e = db_cursor_next(c, one);
	db_cursor_close(c);
	return e;
}

static enum err
compare(struct plan *p, const struct db_value *row)
{
	int64_t number = row[0].i;
	size_t i = 0;
	while (i < p->n && p->v[i].number != number)
		i++;
	if (i == p->n) {
		log_error("db_migrate number=%" PRId64 " reason=\"the database is newer than this program\"", number);
		return ERR_CONFLICT;
	}
	if (!str_eq(checksum(p->v[i].sql, p->arena), row[1].s)) {
		log_error("db_migrate number=%" PRId64 " reason=\"changed after it had run\"", number);
		return ERR_CONFLICT;
	}
	p->present[i] = true;
	return ERR_OK;
}

/* Counts what the database holds, and compares it with ours. */
static enum err
look(struct db_write *w, void *arg)
{
	struct plan *p = arg;
	struct db_cursor *c;
	struct db_value row[2];
	memset(p->present, 0, p->n * sizeof *p->present);
	TRY(take_lock(w));
	TRY(run_source(w, p, "bootstrap", bootstrap_schema));
	TRY(db_cursor_open(&w->read, &list_query, NULL, &c));
	enum err e;
	while ((e = db_cursor_next(c, row)) == ERR_OK && (e = compare(p, row)) == ERR_OK)
		;
	db_cursor_close(c);
	for (p->next = 0; p->next < p->n && p->present[p->next];)
		p->next++;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Looks again under the lock: another process may have been faster. */
static enum err
run_next(struct db_write *w, void *arg)
{
	struct plan *p = arg;
	TRY(look(w, p));
	if (p->next == p->n)
		return ERR_OK;
	const struct migration *m = &p->v[p->next];
	TRY(run_source(w, p, m->name, m->sql));
	struct db_value in[] = {
		db_from_int(m->number),
		db_from_text(str_from_z(m->name)),
		db_from_text(checksum(m->sql, p->arena)),
		db_from_int(clock_wall()),
	};
	int64_t changed;
	TRY(db_execute(w, &insert_query, in, &changed));
	p->next++;
	return ERR_OK;
}

enum err
db_migrate(struct db *db, const struct migration *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i].number <= v[i - 1].number) {
			log_error("db_migrate name=%s reason=\"the numbers do not ascend\"", v[i].name);
			return ERR_INTERNAL;
		}
	struct plan plan = { .v = v, .n = n, .arena = arena_new() };
	plan.present = ARENA_ARRAY(plan.arena, bool, n);
	plan.dialect = db_is_sqlite(db) ? DDL_SQLITE : DDL_PG;
	enum err e;
	do {
		e = db_write_run(db, run_next, &plan);
	} while (e == ERR_OK && plan.next < plan.n);
	arena_free(plan.arena);
	return e;
}
