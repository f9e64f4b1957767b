/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Preloaded into the program: writes down every statement that it runs with
 * the values that were bound, for replay.c to run again. The file is named by
 * NABIJ_CAPTURE; capture.h says what stands in it.
 */
#include "capture.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t statements;
static FILE *file;

void
capture_find(const char *name, void *ret_function)
{
	void *p = dlsym(RTLD_NEXT, name);
	if (p == NULL)
		abort();
	memcpy(ret_function, &p, sizeof p);
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

static void
put(const void *p, size_t n)
{
	if (file != NULL && n > 0 && fwrite(p, 1, n, file) != n)
		abort();
}

uint32_t
capture_statement(const void *connection, const char *sql, const uint32_t *types, uint32_t type_count)
{
	pthread_mutex_lock(&lock);
	if (statements == CAPTURE_STATEMENTS_MAX)
		abort();
	struct capture_statement s = { 'S', statements++, (uint64_t)(uintptr_t)connection, (uint32_t)strlen(sql) + 1,
		type_count };
	put(&s, sizeof s);
	put(sql, s.size);
	put(types, type_count * sizeof *types);
	pthread_mutex_unlock(&lock);
	return s.number;
}

void
capture_run(uint32_t number, const struct capture_value *values, const void *const *bytes, uint32_t count)
{
	pthread_mutex_lock(&lock);
	struct capture_run r = { 'R', number, count };
	put(&r, sizeof r);
	for (uint32_t i = 0; i < count; i++) {
		put(&values[i], sizeof values[i]);
		if (values[i].type == CAPTURE_TEXT || values[i].type == CAPTURE_BYTES)
			put(bytes[i], (size_t)values[i].i);
	}
	pthread_mutex_unlock(&lock);
}
