/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay DATABASE CAPTURE WORDS N
 *
 * A bare SQLite loop: runs the captured transactions that hold a statement
 * with these words, N of them in one transaction, synchronous=FULL, and
 * prints how many ran, in how many seconds, with how many seconds of CPU.
 * Everything is prepared, and the capture in memory, before the clock starts.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "capture.h"

#define STATEMENTS_MAX 4096

struct statement {
	const char *sql;
	uint64_t connection;
	sqlite3_stmt *handle;
};

/* Places of runs in the capture, in order; 0 ends a transaction of theirs. */
struct plan {
	size_t *at;
	size_t n, room, units;
};

static struct statement statements[STATEMENTS_MAX];
static const char *capture;
static size_t capture_size;
static sqlite3 *db;

static void
fail(const char *what)
{
	fprintf(stderr, "replay: %s: %s\n", what, db == NULL ? "" : sqlite3_errmsg(db));
	exit(1);
}

static void
map(const char *path)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0)
		fail(path);
	capture_size = (size_t)s.st_size;
	void *p = mmap(NULL, capture_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (p == MAP_FAILED)
		fail("mmap");
	capture = p;
	close(fd);
}

static void
take(size_t *at, void *ret, size_t n)
{
	if (*at + n > capture_size)
		fail("the capture is cut off");
	memcpy(ret, capture + *at, n);
	*at += n;
}

static void
skip_values(size_t *at, uint32_t count)
{
	struct capture_value v;
	for (uint32_t i = 0; i < count; i++) {
		take(at, &v, sizeof v);
		if (v.type == CAPTURE_TEXT || v.type == CAPTURE_BYTES)
			*at += (size_t)v.i;
	}
}

static void
add(struct plan *p, size_t at)
{
	if (p->n == p->room) {
		p->room = p->room == 0 ? 65536 : p->room * 2;
		p->at = realloc(p->at, p->room * sizeof *p->at);
		if (p->at == NULL)
			abort();
	}
	p->at[p->n++] = at;
}

struct reading {
	uint64_t writer; /* the connection that begins to write */
	size_t start;    /* of the transaction in the plan */
	bool wanted;
};

/* A run of the writer: the frame of a transaction, or a part of it. */
static void
read_run(struct plan *p, struct reading *r, uint32_t number, size_t at, const char *words)
{
	const struct statement *s = &statements[number];
	bool begins = strcmp(s->sql, "BEGIN IMMEDIATE") == 0;
	if (begins)
		r->writer = s->connection;
	if (s->connection != r->writer)
		return;
	if (begins || strncmp(s->sql, "SAVEPOINT", 9) == 0 || strncmp(s->sql, "ROLLBACK", 8) == 0) {
		p->n = r->start;
		r->wanted = false;
	} else if (strncmp(s->sql, "RELEASE", 7) == 0 || strcmp(s->sql, "COMMIT") == 0) {
		if (!r->wanted) {
			p->n = r->start;
			return;
		}
		add(p, 0);
		p->units++;
		r->start = p->n;
		r->wanted = false;
	} else {
		add(p, at);
		r->wanted = r->wanted || strstr(s->sql, words) != NULL;
	}
}

static struct plan
read_capture(const char *words)
{
	struct plan p = { 0 };
	struct reading r = { 0 };
	for (size_t at = 0; at < capture_size;) {
		struct capture_statement s;
		struct capture_run run;
		size_t from = at;
		take(&at, &run, sizeof run);
		if (run.kind == 'S') {
			at = from;
			take(&at, &s, sizeof s);
			if (s.number >= STATEMENTS_MAX)
				fail("too many statements");
			statements[s.number] = (struct statement){ capture + at, s.connection, NULL };
			at += s.size;
			continue;
		}
		skip_values(&at, run.count);
		read_run(&p, &r, run.number, from, words);
	}
	p.n = r.start;
	return p;
}

static sqlite3_stmt *
prepared(uint32_t number)
{
	struct statement *s = &statements[number];
	if (s->handle == NULL &&
	    sqlite3_prepare_v3(db, s->sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL) != SQLITE_OK)
		fail(s->sql);
	return s->handle;
}

static void
prepare_all(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct capture_run run;
		size_t at = p->at[i];
		if (at == 0)
			continue;
		take(&at, &run, sizeof run);
		prepared(run.number);
	}
}

static void
bind(sqlite3_stmt *handle, int i, size_t *at)
{
	struct capture_value v;
	take(at, &v, sizeof v);
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
run_one(size_t at)
{
	struct capture_run run;
	take(&at, &run, sizeof run);
	sqlite3_stmt *handle = prepared(run.number);
	for (uint32_t i = 0; i < run.count; i++)
		bind(handle, (int)i + 1, &at);
	int code;
	while ((code = sqlite3_step(handle)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(handle); i++)
			(void)sqlite3_column_blob(handle, i);
	if (code != SQLITE_DONE)
		fail(sqlite3_sql(handle));
	sqlite3_reset(handle);
}

static void
execute(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(sql);
}

static void
run_all(const struct plan *p, size_t together)
{
	size_t units = 0;
	bool begun = false;
	for (size_t i = 0; i < p->n; i++) {
		if (!begun)
			execute("BEGIN IMMEDIATE");
		begun = true;
		if (p->at[i] != 0) {
			run_one(p->at[i]);
		} else if (++units % together == 0) {
			execute("COMMIT");
			begun = false;
		}
	}
	if (begun)
		execute("COMMIT");
}

static double
seconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	if (argc != 5)
		fail("usage: replay DATABASE CAPTURE WORDS N");
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		fail(argv[1]);
	execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
	        "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
	map(argv[2]);
	struct plan p = read_capture(argv[3]);
	prepare_all(&p);
	double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	run_all(&p, (size_t)strtoul(argv[4], NULL, 10));
	printf("%zu %.6f %.6f\n", p.units, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
	return 0;
}
