/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_TEAM_H
#define CORE_TEAM_H
/* Teams: who works together, and whose dossiers they may open. */
#include "core.h"

/* The team of that name; made when there is none. */
enum err team_get_or_make(struct core *core, struct str name, struct id *ret_id);
/* Makes a team of that name where there is no team at all. */
enum err team_make_first(struct core *core, struct str name, struct id *ret_id);
/* The team for people who come by themselves: the first by name. ERR_NOT_FOUND: there is none yet. */
enum err team_of_arrivals(struct db_read *r, struct arena *a, struct id *ret_id);

#endif
