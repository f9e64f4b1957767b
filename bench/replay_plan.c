/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "replay.h"

#define CONNECTIONS_MAX 256

/* A connection's transaction as far as it was read. */
struct going {
	uint64_t connection;
	bool writing, wanted;
	struct plan runs;
};

const char *capture;
struct statement statements[CAPTURE_STATEMENTS_MAX];
static size_t capture_size;
static struct going goings[CONNECTIONS_MAX];

void
replay_fail(const char *what, const char *why)
{
	fprintf(stderr, "replay: %s: %s\n", what, why);
	exit(1);
}

static void
map(const char *path)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0)
		replay_fail(path, "cannot be read");
	capture_size = (size_t)s.st_size;
	void *p = mmap(NULL, capture_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (p == MAP_FAILED)
		replay_fail(path, "no memory");
	capture = p;
	close(fd);
}

void
plan_take(size_t *at, void *ret, size_t n)
{
	if (*at + n > capture_size)
		replay_fail("capture", "it is cut off");
	memcpy(ret, capture + *at, n);
	*at += n;
}

static void
skip_values(size_t *at, uint32_t count)
{
	struct capture_value v;
	for (uint32_t i = 0; i < count; i++) {
		plan_take(at, &v, sizeof v);
		if (v.type == CAPTURE_TEXT || v.type == CAPTURE_BYTES)
			*at += (size_t)v.i;
	}
}

static void
add(struct plan *p, size_t at)
{
	if (p->n == p->room) {
		p->room = p->room == 0 ? 64 : p->room * 2;
		p->at = realloc(p->at, p->room * sizeof *p->at);
		if (p->at == NULL)
			abort();
	}
	p->at[p->n++] = at;
}

static struct going *
going_of(uint64_t connection)
{
	size_t i = 0;
	while (i < CONNECTIONS_MAX && goings[i].connection != 0 && goings[i].connection != connection)
		i++;
	if (i == CONNECTIONS_MAX)
		replay_fail("capture", "too many connections");
	goings[i].connection = connection;
	return &goings[i];
}

static void
forget(struct going *g)
{
	g->runs.n = 0;
	g->wanted = false;
}

/* The transaction, or on SQLite the savepoint in one, was kept. */
static void
keep(struct plan *p, struct going *g)
{
	if (g->writing && g->wanted) {
		for (size_t i = 0; i < g->runs.n; i++)
			add(p, g->runs.at[i]);
		add(p, 0);
		p->units++;
	}
	forget(g);
}

static bool
begins(const char *sql, const char *words)
{
	return strncmp(sql, words, strlen(words)) == 0;
}

/* The frame of a transaction, or a part of it. */
static void
read_run(struct plan *p, const struct statement *s, size_t at, const char *words)
{
	struct going *g = going_of(s->connection);
	if (begins(s->sql, "BEGIN")) {
		g->writing = begins(s->sql, database_sqlite.begin) || begins(s->sql, database_pg.begin);
		forget(g);
	} else if (begins(s->sql, "SAVEPOINT") || begins(s->sql, "ROLLBACK")) {
		forget(g);
	} else if (begins(s->sql, "RELEASE") || begins(s->sql, "COMMIT")) {
		keep(p, g);
	} else if (g->writing) {
		add(&g->runs, at);
		g->wanted = g->wanted || strstr(s->sql, words) != NULL;
	}
}

static void
read_statement(size_t *at)
{
	struct capture_statement s;
	plan_take(at, &s, sizeof s);
	if (s.number >= CAPTURE_STATEMENTS_MAX)
		replay_fail("capture", "too many statements");
	const char *sql = capture + *at, *types = sql + s.size;
	statements[s.number] = (struct statement){ sql, types, s.types, s.connection, NULL };
	*at += s.size + s.types * sizeof(uint32_t);
}

struct plan
plan_read(const char *path, const char *words)
{
	struct plan p = { 0 };
	map(path);
	for (size_t at = 0; at < capture_size;) {
		struct capture_run run;
		size_t from = at;
		plan_take(&at, &run, sizeof run);
		if (run.kind == 'S') {
			at = from;
			read_statement(&at);
			continue;
		}
		skip_values(&at, run.count);
		read_run(&p, &statements[run.number], from, words);
	}
	return p;
}
