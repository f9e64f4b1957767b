/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite's part of the capture: stands before the functions of the library that the program calls. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "capture.h"

#define VALUES_MAX 32
#define PLACES (2 * CAPTURE_STATEMENTS_MAX)

struct seen {
	sqlite3_stmt *handle;
	uint32_t number, count;
	bool running;
	struct capture_value values[VALUES_MAX + 1];
	const void *bytes[VALUES_MAX + 1];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct seen seen[PLACES];

/* The statement's own slot; a new one when it was not seen before. */
static struct seen *
find(sqlite3_stmt *handle)
{
	size_t i = (size_t)((uintptr_t)handle >> 4) % PLACES;
	while (seen[i].handle != NULL && seen[i].handle != handle)
		i = (i + 1) % PLACES;
	return &seen[i];
}

int
sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags, sqlite3_stmt **ret_handle,
    const char **ret_rest)
{
	int (*prepare)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
	capture_find("sqlite3_prepare_v3", &prepare);
	int code = prepare(db, sql, n, flags, ret_handle, ret_rest);
	if (code != SQLITE_OK)
		return code;
	uint32_t number = capture_statement(db, sql, NULL, 0);
	pthread_mutex_lock(&lock);
	struct seen *s = find(*ret_handle);
	*s = (struct seen){ .handle = *ret_handle, .number = number };
	s->count = (uint32_t)sqlite3_bind_parameter_count(*ret_handle);
	pthread_mutex_unlock(&lock);
	return code;
}

static void
remember(sqlite3_stmt *handle, int at, struct capture_value v, const void *bytes)
{
	if (at < 1 || at > VALUES_MAX)
		abort();
	pthread_mutex_lock(&lock);
	struct seen *s = find(handle);
	s->values[at] = v;
	s->bytes[at] = bytes;
	pthread_mutex_unlock(&lock);
}

int
sqlite3_bind_null(sqlite3_stmt *handle, int at)
{
	static int (*bind)(sqlite3_stmt *, int);
	if (bind == NULL)
		capture_find("sqlite3_bind_null", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_NULL }, NULL);
	return bind(handle, at);
}

int
sqlite3_bind_int64(sqlite3_stmt *handle, int at, sqlite3_int64 i)
{
	static int (*bind)(sqlite3_stmt *, int, sqlite3_int64);
	if (bind == NULL)
		capture_find("sqlite3_bind_int64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_INT, .i = i }, NULL);
	return bind(handle, at, i);
}

int
sqlite3_bind_blob(sqlite3_stmt *handle, int at, const void *p, int n, void (*destroy)(void *))
{
	static int (*bind)(sqlite3_stmt *, int, const void *, int, void (*)(void *));
	if (bind == NULL)
		capture_find("sqlite3_bind_blob", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_BYTES, .i = n }, p);
	return bind(handle, at, p, n, destroy);
}

int
sqlite3_bind_blob64(sqlite3_stmt *handle, int at, const void *p, sqlite3_uint64 n, void (*destroy)(void *))
{
	static int (*bind)(sqlite3_stmt *, int, const void *, sqlite3_uint64, void (*)(void *));
	if (bind == NULL)
		capture_find("sqlite3_bind_blob64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_BYTES, .i = (int64_t)n }, p);
	return bind(handle, at, p, n, destroy);
}

int
sqlite3_bind_text64(sqlite3_stmt *handle, int at, const char *p, sqlite3_uint64 n, void (*destroy)(void *),
    unsigned char encoding)
{
	static int (*bind)(sqlite3_stmt *, int, const char *, sqlite3_uint64, void (*)(void *), unsigned char);
	if (bind == NULL)
		capture_find("sqlite3_bind_text64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_TEXT, .i = (int64_t)n }, p);
	return bind(handle, at, p, n, destroy, encoding);
}

int
sqlite3_step(sqlite3_stmt *handle)
{
	static int (*step)(sqlite3_stmt *);
	if (step == NULL)
		capture_find("sqlite3_step", &step);
	pthread_mutex_lock(&lock);
	struct seen *s = find(handle);
	if (s->handle != NULL && !s->running)
		capture_run(s->number, s->values + 1, s->bytes + 1, s->count);
	s->running = true;
	pthread_mutex_unlock(&lock);
	return step(handle);
}

int
sqlite3_reset(sqlite3_stmt *handle)
{
	static int (*reset)(sqlite3_stmt *);
	if (reset == NULL)
		capture_find("sqlite3_reset", &reset);
	pthread_mutex_lock(&lock);
	find(handle)->running = false;
	pthread_mutex_unlock(&lock);
	return reset(handle);
}
