/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BENCH_CAPTURE_H
#define BENCH_CAPTURE_H
/*
 * A file of statements as they ran: when one is prepared, its text; when it
 * runs, its number and values. In the byte order of the machine.
 */
#include <stdbool.h>
#include <stdint.h>

enum {
	CAPTURE_NULL,
	CAPTURE_INT,
	CAPTURE_TEXT,
	CAPTURE_BYTES, /* SQLite's bytes, or a value in PostgreSQL's binary format */
};

/* The SQL follows, with its NUL, and then the types of its parameters: so many
 * numbers of PostgreSQL's types, none for SQLite. */
struct capture_statement {
	uint32_t kind; /* 'S' */
	uint32_t number;
	uint64_t connection;
	uint32_t size;
	uint32_t types;
};

/* The values follow. */
struct capture_run {
	uint32_t kind; /* 'R' */
	uint32_t number;
	uint32_t count;
};

/* Text and bytes follow it. */
struct capture_value {
	uint32_t type;
	int64_t i; /* the number, or how many bytes */
};

/* ---- what writes it: inside the program, on any thread ---- */

#define CAPTURE_STATEMENTS_MAX 4096

/* The function of that name behind ours; aborts when there is none. */
void capture_find(const char *name, void *ret_function);

/* The statement's number. */
uint32_t capture_statement(const void *connection, const char *sql, const uint32_t *types, uint32_t type_count);
void capture_run(uint32_t number, const struct capture_value *values, const void *const *bytes, uint32_t count);

#endif
