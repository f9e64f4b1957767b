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

/* Another token in the place of the old one, which ends at once; what the
 * partner sent stays its own. ERR_NOT_FOUND: there is no such partner, or it
 * is closed. */
enum err partner_renew_token(struct core *core, struct id partner, struct arena *a, struct str *ret_token);
/* Its token ends for good; what it sent stays. ERR_NOT_FOUND as above. */
enum err partner_end(struct core *core, struct id partner);

struct partner {
	struct id id;
	struct str name, team;
	bool closed;
};
struct partners {
	struct partner *v;
	size_t n;
};
/* In the order in which they were made. */
enum err partner_all(struct core *core, struct arena *a, struct partners *ret_partners);

/* The partner that the value of an Authorization header ("Bearer ...") names,
 * with its team. ERR_NOT_FOUND: absent, malformed, unknown or closed. */
enum err partner_find(struct db_read *r, struct str authorization, struct arena *a, struct actor *ret_actor);

#endif
