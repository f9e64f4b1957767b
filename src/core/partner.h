/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PARTNER_H
#define CORE_PARTNER_H
/*
 * Partner systems that send us messages, each known by a bearer token of its
 * own. The token itself is never kept, only its hash.
 */
#include "actor.h"
#include "core.h"

struct partner_new {
	struct str name;
	struct str source; /* what its registrations count as: "police" or "referral" */
	struct id team;    /* gets its registrations */
};

/* Makes a partner; *ret_token is shown once, to its administrator. */
enum err partner_add(struct core *core, const struct partner_new *n, struct arena *a, struct id *ret_id,
    struct str *ret_token);

/* The partner that the value of an Authorization header ("Bearer ...") names,
 * with its team. ERR_NOT_FOUND: absent, malformed, unknown or closed. */
enum err partner_find(struct db_read *r, struct str authorization, struct arena *a, struct actor *ret_actor);

#endif
