/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "banned.h"

static int64_t
read_us(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_mono_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t
clock_mono(void)
{
	return clock_mono_us() / 1000;
}

#ifdef NABIJ_TEST_CLOCK
static int64_t
read_shift(void)
{
	const char *path = getenv("NABIJ_CLOCK");
	FILE *f = path == NULL ? NULL : fopen(path, "re");
	long long shift = 0;
	if (f == NULL)
		return 0;
	if (fscanf(f, "%lld", &shift) != 1)
		shift = 0;
	fclose(f);
	return shift;
}

static int64_t
shift(void)
{
	static _Atomic int64_t value, read_at;
	int64_t now = clock_mono();
	if (atomic_load(&read_at) == 0 || now - atomic_load(&read_at) >= 10) {
		atomic_store(&value, read_shift());
		atomic_store(&read_at, now);
	}
	return atomic_load(&value);
}
#else
static int64_t
shift(void)
{
	return 0;
}
#endif

int64_t
clock_wall(void)
{
	return read_us(CLOCK_REALTIME) / 1000 + shift();
}
