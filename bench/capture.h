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
	CAPTURE_BYTES,
};

/* The SQL follows, with its NUL. */
struct capture_statement {
	uint32_t kind; /* 'S' */
	uint32_t number;
	uint64_t connection;
	uint32_t size;
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

#endif
