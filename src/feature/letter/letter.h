/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef LETTER_H
#define LETTER_H
/*
 * The neutral letter with a code, for whoever was not reached by phone: made
 * as a PDF by a job, kept encrypted, printed by a worker, and marked as sent.
 */
#include "job.h"
#include "route.h"

/* The job that MESSAGE_LETTER puts in the queue. Gives up with ERR_INVALID
 * where there is no address, or nothing to prove oneself with. */
enum err letter_job(struct core *core, const struct job *job, struct arena *a);

extern const struct route letter_routes[];
extern const size_t letter_route_count;

#endif
