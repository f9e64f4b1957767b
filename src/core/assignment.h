/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ASSIGNMENT_H
#define CORE_ASSIGNMENT_H
/*
 * Who of a team looks after a client: one worker at a time, or nobody, and
 * then the whole team does. It decides how a dossier opens (core/access.h).
 */
#include "core.h"

struct assignment {
	struct id id, client, account;
	int64_t since;
	struct str note; /* of who handed over, sealed under the client's key; or absent */
};

/* Who it is now. ERR_NOT_FOUND: nobody. */
enum err assignment_get(struct db_read *r, struct id client, struct arena *a, struct assignment *ret_assignment);

struct assignment_new {
	struct id id; /* the note is sealed for this row */
	struct id client, registration, account;
	struct id by;
	struct str note;
};

/* Ends what was, and begins this one. */
enum err assignment_begin(struct db_write *w, const struct assignment_new *n);
/* Back to the team. */
enum err assignment_end(struct db_write *w, struct id client);
/* All of somebody: they left, or work elsewhere. The work stays with the team. */
enum err assignment_end_all(struct db_write *w, struct id account);
/* Of whoever has no open account any more. */
enum err assignment_end_closed(struct db_write *w);

#endif
