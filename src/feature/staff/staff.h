/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef STAFF_H
#define STAFF_H
/*
 * Accounts of staff, by an administrator in the browser: who is there, in
 * which role and team, inviting, changing, closing. Each act stays on record
 * (staff_event), and what is taken away works at once. The first
 * administrator is made with `nabij user add`.
 */
#include "job.h"
#include "permission.h"
#include "route.h"

#define STAFF_INVITATION_LIFE (3 * CLOCK_DAY)

/* The mail with the link of an invitation; target: the invitation. */
enum err staff_mail_job(struct core *core, const struct job *job, struct arena *a);

extern const struct route staff_routes[];
extern const size_t staff_route_count;

#endif
