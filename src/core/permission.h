/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PERMISSION_H
#define CORE_PERMISSION_H
/*
 * What a role may do. A route names one permission; the dispatcher asks
 * permission_has before the handler runs. That somebody may see a list of
 * dossiers does not say which: that is scope, and stands in the SQL.
 */
#include <stdbool.h>

#include "str.h"

enum role {
	ROLE_NONE,
	ROLE_SUPPORT_WORKER,
	ROLE_ANALYST,
	ROLE_ADMINISTRATOR,
	ROLE_PRIVACY_OFFICER,
	ROLE_EDITOR,
	ROLE_CLIENT, /* the last: somebody who gets help, in their own environment */
	ROLE_COUNT,
};

enum permission {
	PERM_MISSING,   /* a route that says nothing refuses to start */
	PERM_PUBLIC,    /* anybody */
	PERM_WELCOME,   /* a client whose welcome link was opened with their proof, or who signed in */
	PERM_CLIENT,    /* a client who signed in: what is their own */
	PERM_PARTNER,   /* a partner system with its token */
	PERM_ACCOUNT,   /* whoever signed in, staff or client: their own account */
	PERM_SIGNED_IN, /* any account of staff */
	PERM_WORK,      /* the work list and dossiers of one's team */
	PERM_FIGURES,   /* aggregates */
	PERM_CONTENT,   /* writing, reviewing and publishing of content */
	PERM_DIRECTORY, /* keeping the directory of who can help */
	PERM_STAFF_ACCOUNTS, /* accounts and teams of staff; no dossier */
	PERM_RECORDS,   /* who looked at whom; never what stood there */
	PERM_COUNT,
};

/* What an account of that role may do. */
bool permission_has(enum role role, enum permission permission);

/* Where somebody of that role begins after they signed in: "/work". */
const char *role_home(enum role role);

const char *role_name(enum role role);                /* "support_worker" */
enum role role_parse(struct str name);                /* ROLE_NONE when unknown */

#endif
