/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_RELEASE_H
#define CORE_RELEASE_H
/*
 * The release log of the key process beside the access records. The web
 * process writes a record before it asks for a key; the key process logs each
 * key that it gives, and nobody else can write there. So a release without a
 * record behind it is somebody who asks for keys past the site.
 */
#include "core.h"
#include "keyd.h"

struct release_count {
	int64_t compared;
	int64_t without;  /* no record says why */
	int64_t unfinished; /* without one, but for a job: its record goes when it comes to nothing */
};

/* Compares each release of before the last minute (what is in flight may not
 * be committed) and calls tell for each of `without`. A record is behind a
 * release when it is of the same actor and client, or of a list with that
 * client, and of the quarter of an hour before it or the minute after.
 * ERR_CONFLICT when there are any; ERR_INVALID: the log is damaged. No log: none. */
enum err release_compare(struct core *core, void (*tell)(void *arg, const struct keyd_release *release), void *arg,
    struct release_count *ret_count);

#endif
