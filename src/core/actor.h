/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ACTOR_H
#define CORE_ACTOR_H
/* Who does something: known from a session, a partner's token, or a job. */
#include "id.h"
#include "permission.h"

enum actor_kind { ACTOR_NOBODY, ACTOR_ACCOUNT, ACTOR_CLIENT, ACTOR_PARTNER, ACTOR_JOB };

struct actor {
	enum actor_kind kind;
	enum role role;     /* ACTOR_ACCOUNT; of a client who signed in ROLE_CLIENT */
	struct id id;       /* account, client, partner or job */
	struct id team;     /* ACTOR_ACCOUNT and ACTOR_PARTNER: the team, or ID_NONE */
	struct id account;  /* who signed in: their account, or ID_NONE */
	struct id client;   /* ACTOR_CLIENT and ACTOR_JOB: the client it is about, or ID_NONE */
	struct id target;   /* ACTOR_CLIENT: the registration its code opened, or the newest */
	struct str session; /* hash of the session's cookie; empty for the others */
	int64_t proved;     /* of a session: when they last showed all they sign in with */
	int64_t ends;       /* of a session or visit: when it is over, however much is done in it */
};

const char *actor_kind_name(enum actor_kind kind);

#endif
