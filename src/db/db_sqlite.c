/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "log.h"

#include "banned.h"

#define DEFAULT_READERS 4
#define WAIT_MS 5000
#define PROGRESS_STEPS 500
#define SAVEPOINT_MEMORY (8 << 20)

static const struct db_query begin_query = { .name = "begin", .sqlite = "BEGIN" };
static const struct db_query end_query = { .name = "end", .sqlite = "COMMIT" };

/* ---- reading ---- */

static enum err
read_begin(struct db *db, struct db_read **ret_read)
{
	struct db_sqlite *s = (struct db_sqlite *)db;
	struct sqlite_connection *c = db_pool_take(&s->readers, WAIT_MS);
	if (c == NULL)
		return ERR_UNAVAILABLE;
	enum err e = sqlite_connection_ready(c);
	if (e == ERR_OK)
		e = sqlite_error(c, sqlite_control(c, &begin_query), begin_query.name);
	if (e != ERR_OK) {
		db_pool_give(&s->readers, c);
		return e;
	}
	*ret_read = &c->write.read;
	return ERR_OK;
}

static int
is_late(void *arg)
{
	const struct sqlite_connection *c = arg;
	return clock_mono_us() > c->deadline;
}

static void
read_limit(struct db_read *r, int64_t us)
{
	struct sqlite_connection *c = (struct sqlite_connection *)r;
	c->deadline = us == 0 ? 0 : clock_mono_us() + us;
	sqlite3_progress_handler(c->handle, us == 0 ? 0 : PROGRESS_STEPS, is_late, c);
}

static void
read_end(struct db_read *r)
{
	struct db_sqlite *s = (struct db_sqlite *)r->db;
	struct sqlite_connection *c = (struct sqlite_connection *)r;
	if (c->deadline != 0)
		read_limit(r, 0);
	if (sqlite_control(c, &end_query) != SQLITE_OK)
		c->broken = true;
	db_pool_give(&s->readers, c);
}

/* ---- operations ---- */

/* ERR_CONFLICT when it is there already. Only the program's own user may read it. */
static enum err
create_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? ERR_CONFLICT : ERR_UNAVAILABLE;
	close(fd);
	return ERR_OK;
}

static int
copy_all(sqlite3 *from, const char *path)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK) {
		sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
		if (backup != NULL)
			sqlite3_backup_step(backup, -1);
		code = backup != NULL ? sqlite3_backup_finish(backup) : sqlite3_errcode(to);
	}
	int closed = sqlite3_close(to);
	return code != SQLITE_OK ? code : closed;
}

static enum err
backup(struct db *db, const char *path)
{
	struct sqlite_connection c;
	TRY(create_file(path));
	sqlite_connection_init(&c, db, ((struct db_sqlite *)db)->path, false);
	enum err e = sqlite_connection_ready(&c);
	if (e == ERR_OK)
		e = sqlite_error(&c, copy_all(c.handle, path), "backup");
	sqlite_connection_close(&c);
	if (e != ERR_OK)
		unlink(path);
	return e;
}

static int
add_line(void *arg, int columns, char **values, char **names)
{
	(void)columns;
	(void)names;
	struct buf *b = arg;
	if (b->n > 0)
		buf_char(b, '\n');
	buf_z(b, values[0]);
	return 0;
}

static enum err
integrity(struct db *db, struct arena *a, struct str *ret_text)
{
	struct sqlite_connection c;
	struct buf text;
	sqlite_connection_init(&c, db, ((struct db_sqlite *)db)->path, false);
	TRY(sqlite_connection_ready(&c));
	buf_init(&text, 1 << 16, a);
	static const char checks[] = "PRAGMA integrity_check(20); PRAGMA foreign_key_check";
	int code = sqlite3_exec(c.handle, checks, add_line, &text, NULL);
	enum err e = sqlite_error(&c, code, "integrity");
	sqlite_connection_close(&c);
	if (e == ERR_OK)
		*ret_text = buf_view(&text);
	return e;
}

/* ---- opening and closing ---- */

static void
free_all(struct db_sqlite *s)
{
	for (int i = 0; i < s->connection_count; i++)
		sqlite_connection_close(&s->connections[i]);
	db_pool_release(&s->readers);
	db_release(&s->db);
	free(s->connections);
	free(s->path);
	free(s);
}

static void
close_database(struct db *db)
{
	struct db_sqlite *s = (struct db_sqlite *)db;
	sqlite_writer_join(s);
	free_all(s);
}

static const struct db_driver driver = {
	.is_sqlite = true,
	.close = close_database,
	.read_begin = read_begin,
	.read_end = read_end,
	.read_limit = read_limit,
	.cursor_open = sqlite_cursor_open,
	.cursor_next = sqlite_cursor_next,
	.cursor_close = sqlite_cursor_close,
	.execute = sqlite_execute,
	.run_statement = sqlite_run_statement,
	.backup = backup,
	.integrity = integrity,
};

/* SQLite's own counters cost a lock in every allocation; and what a savepoint
 * remembers to undo stays in memory. Must come before SQLite is first used. */
static void
configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, SAVEPOINT_MEMORY);
}

static void *
zeroed(size_t count, size_t size)
{
	void *p = calloc(count, size);
	if (p == NULL)
		abort();
	return p;
}

static struct db_sqlite *
make(const char *path, int readers)
{
	struct db_sqlite *s = zeroed(1, sizeof *s);
	db_init(&s->db, &driver);
	s->path = zeroed(strlen(path) + 1, 1);
	memcpy(s->path, path, strlen(path));
	s->connection_count = readers;
	s->connections = zeroed((size_t)readers, sizeof *s->connections);
	db_pool_init(&s->readers, readers);
	for (int i = 0; i < readers; i++) {
		sqlite_connection_init(&s->connections[i], &s->db, s->path, false);
		db_pool_give(&s->readers, &s->connections[i]);
	}
	return s;
}

enum err
db_sqlite_open(const struct db_options *o, struct db **ret_db)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, configure);
	const char *path = o->url + strlen("sqlite:");
	if (create_file(path) == ERR_UNAVAILABLE) {
		log_error("db_open reason=\"cannot make the database file: %s\"", strerror(errno));
		return ERR_UNAVAILABLE;
	}
	struct db_sqlite *s = make(path, o->readers > 0 ? o->readers : DEFAULT_READERS);
	enum err e = sqlite_writer_start(s);
	if (e != ERR_OK) {
		free_all(s);
		return e;
	}
	*ret_db = &s->db;
	return ERR_OK;
}
