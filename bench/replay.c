/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay DATABASE CAPTURE WORDS N
 *
 * A bare loop over the database's own library: runs the captured transactions
 * that hold a statement with these words, N of them in one transaction, each
 * durable, and prints how many ran, in how many seconds, with how many seconds
 * of its own CPU. Everything is prepared, and the capture in memory, before
 * the clock starts. DATABASE is a file of SQLite or an address "postgresql:".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "replay.h"

static const struct database *database;

/* What runs at a place of the plan. */
static struct statement *
statement_at(size_t *at, struct capture_run *ret_run)
{
	plan_take(at, ret_run, sizeof *ret_run);
	return &statements[ret_run->number];
}

static void
prepare_all(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct capture_run run;
		size_t at = p->at[i];
		if (at == 0)
			continue;
		struct statement *s = statement_at(&at, &run);
		if (s->handle == NULL)
			database->prepare(s, run.number);
	}
}

static void
run_one(size_t at)
{
	struct capture_run run;
	const struct statement *s = statement_at(&at, &run);
	database->run(s, run.count, at);
}

static void
run_all(const struct plan *p, size_t together)
{
	size_t units = 0;
	bool begun = false;
	for (size_t i = 0; i < p->n; i++) {
		if (!begun)
			database->execute(database->begin);
		begun = true;
		if (p->at[i] != 0) {
			run_one(p->at[i]);
		} else if (++units % together == 0) {
			database->execute("COMMIT");
			begun = false;
		}
	}
	if (begun)
		database->execute("COMMIT");
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
		replay_fail("usage", "replay DATABASE CAPTURE WORDS N");
	database = strncmp(argv[1], "postgresql:", 11) == 0 ? &database_pg : &database_sqlite;
	database->open(argv[1]);
	struct plan p = plan_read(argv[2], argv[3]);
	prepare_all(&p);
	double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	run_all(&p, (size_t)strtoul(argv[4], NULL, 10));
	printf("%zu %.6f %.6f\n", p.units, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
	return 0;
}
