/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MESSAGE_H
#define MESSAGE_H
/* The form with which anybody writes to the organisation, and what staff
 * reads of it. */
#include "core.h"
#include "route.h"

struct message {
	struct id id; /* ID_NONE when new */
	int64_t made;
	struct str text;
	struct str name, reply; /* absent: no name, no answer wanted */
};

struct messages {
	struct message *v;
	size_t n;
};

enum err message_send(struct core *core, struct db_write *w, const struct message *m, struct arena *a);
/* Those that nobody dealt with, oldest first, at most 50. */
enum err message_open_list(struct core *core, struct db_read *r, struct arena *a, struct messages *ret_messages);
/* ERR_NOT_FOUND: none, or dealt with already. */
enum err message_done(struct db_write *w, struct id id, struct id account);

extern const struct route message_routes[];
extern const size_t message_route_count;

#endif
