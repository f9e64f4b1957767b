/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Preloaded into the program: writes down every statement that it runs on
 * SQLite with the values that were bound, for replay.c to run again. The file
 * is named by NABIJ_CAPTURE; capture.h says what stands in it.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"

#define VALUES_MAX 32
#define STATEMENTS_MAX 4096

struct seen {
	sqlite3_stmt *handle;
	uint32_t number;
	bool running;
	int count;
	struct capture_value values[VALUES_MAX + 1];
	const void *bytes[VALUES_MAX + 1];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct seen seen[STATEMENTS_MAX];
static uint32_t statements;
static FILE *file;

/* SQLite's own function behind ours. */
static void
find_real(const char *name, void *ret_function)
{
	void *p = dlsym(RTLD_NEXT, name);
	if (p == NULL)
		abort();
	memcpy(ret_function, &p, sizeof p);
}

static void
put(const void *p, size_t n)
{
	if (file != NULL && fwrite(p, 1, n, file) != n)
		abort();
}

/* The statement's own slot; a new one when it was not seen before. */
static struct seen *
find(sqlite3_stmt *handle)
{
	size_t i = (size_t)((uintptr_t)handle >> 4) % STATEMENTS_MAX;
	while (seen[i].handle != NULL && seen[i].handle != handle)
		i = (i + 1) % STATEMENTS_MAX;
	return &seen[i];
}

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("NABIJ_CAPTURE");
	if (path != NULL)
		file = fopen(path, "wbe");
	unsetenv("NABIJ_CAPTURE");
}

__attribute__((destructor)) static void
end(void)
{
	if (file != NULL && fclose(file) != 0)
		abort();
}

int
sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags, sqlite3_stmt **ret_handle,
    const char **ret_rest)
{
	int (*prepare)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
	find_real("sqlite3_prepare_v3", &prepare);
	int code = prepare(db, sql, n, flags, ret_handle, ret_rest);
	if (code != SQLITE_OK)
		return code;
	pthread_mutex_lock(&lock);
	struct seen *s = find(*ret_handle);
	if (statements == STATEMENTS_MAX / 2)
		abort();
	*s = (struct seen){ .handle = *ret_handle, .number = statements++ };
	s->count = sqlite3_bind_parameter_count(*ret_handle);
	struct capture_statement r = { 'S', s->number, (uint64_t)(uintptr_t)db, (uint32_t)strlen(sql) + 1 };
	put(&r, sizeof r);
	put(sql, r.size);
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
		find_real("sqlite3_bind_null", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_NULL }, NULL);
	return bind(handle, at);
}

int
sqlite3_bind_int64(sqlite3_stmt *handle, int at, sqlite3_int64 i)
{
	static int (*bind)(sqlite3_stmt *, int, sqlite3_int64);
	if (bind == NULL)
		find_real("sqlite3_bind_int64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_INT, .i = i }, NULL);
	return bind(handle, at, i);
}

int
sqlite3_bind_blob(sqlite3_stmt *handle, int at, const void *p, int n, void (*destroy)(void *))
{
	static int (*bind)(sqlite3_stmt *, int, const void *, int, void (*)(void *));
	if (bind == NULL)
		find_real("sqlite3_bind_blob", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_BYTES, .i = n }, p);
	return bind(handle, at, p, n, destroy);
}

int
sqlite3_bind_blob64(sqlite3_stmt *handle, int at, const void *p, sqlite3_uint64 n, void (*destroy)(void *))
{
	static int (*bind)(sqlite3_stmt *, int, const void *, sqlite3_uint64, void (*)(void *));
	if (bind == NULL)
		find_real("sqlite3_bind_blob64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_BYTES, .i = (int64_t)n }, p);
	return bind(handle, at, p, n, destroy);
}

int
sqlite3_bind_text64(sqlite3_stmt *handle, int at, const char *p, sqlite3_uint64 n, void (*destroy)(void *),
    unsigned char encoding)
{
	static int (*bind)(sqlite3_stmt *, int, const char *, sqlite3_uint64, void (*)(void *), unsigned char);
	if (bind == NULL)
		find_real("sqlite3_bind_text64", &bind);
	remember(handle, at, (struct capture_value){ .type = CAPTURE_TEXT, .i = (int64_t)n }, p);
	return bind(handle, at, p, n, destroy, encoding);
}

static void
put_run(const struct seen *s)
{
	struct capture_run r = { 'R', s->number, (uint32_t)s->count };
	put(&r, sizeof r);
	for (int i = 1; i <= s->count; i++) {
		put(&s->values[i], sizeof s->values[i]);
		if (s->values[i].type == CAPTURE_TEXT || s->values[i].type == CAPTURE_BYTES)
			put(s->bytes[i], (size_t)s->values[i].i);
	}
}

int
sqlite3_step(sqlite3_stmt *handle)
{
	static int (*step)(sqlite3_stmt *);
	if (step == NULL)
		find_real("sqlite3_step", &step);
	pthread_mutex_lock(&lock);
	struct seen *s = find(handle);
	if (s->handle != NULL && !s->running)
		put_run(s);
	s->running = true;
	pthread_mutex_unlock(&lock);
	return step(handle);
}

int
sqlite3_reset(sqlite3_stmt *handle)
{
	static int (*reset)(sqlite3_stmt *);
	if (reset == NULL)
		find_real("sqlite3_reset", &reset);
	pthread_mutex_lock(&lock);
	find(handle)->running = false;
	pthread_mutex_unlock(&lock);
	return reset(handle);
}
