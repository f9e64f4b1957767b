/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BENCH_REPLAY_H
#define BENCH_REPLAY_H
/*
 * replay_plan.c reads a capture; replay_sqlite.c and replay_pg.c run what
 * stands in it, each with nothing but its library. What fails ends the program.
 */
#include <stddef.h>

#include "capture.h"

struct statement {
	const char *sql;
	const char *types; /* type_count numbers of 32 bits, not aligned */
	uint32_t type_count;
	uint64_t connection;
	void *handle; /* the database's own, once it is prepared */
};

/* Places of runs in the capture, in order; 0 ends a transaction of theirs. */
struct plan {
	size_t *at;
	size_t n, room, units;
};

extern const char *capture;
extern struct statement statements[CAPTURE_STATEMENTS_MAX];

__attribute__((noreturn)) void replay_fail(const char *what, const char *why);

/* The committed transactions of the file that hold a statement with these words. */
struct plan plan_read(const char *path, const char *words);
/* Copies n bytes of the capture and moves on. */
void plan_take(size_t *at, void *ret, size_t n);

struct database {
	void (*open)(const char *address);
	void (*prepare)(struct statement *s, uint32_t number);
	void (*run)(const struct statement *s, uint32_t count, size_t at); /* at: of its first value */
	void (*execute)(const char *sql);
	const char *begin;
};
extern const struct database database_sqlite, database_pg;

#endif
