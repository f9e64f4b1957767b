/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "assignment.h"

#include "assignment.sql.h"
#include "clock.h"

#include "banned.h"

enum err
assignment_get(struct db_read *r, struct id client, struct arena *a, struct assignment *ret_assignment)
{
	struct assignment_now_row row;
	TRY(assignment_now(r, (struct assignment_now_in){ .client = client }, a, &row));
	*ret_assignment = (struct assignment){ row.id, client, row.account, row.since, row.note };
	return ERR_OK;
}

enum err
assignment_begin(struct db_write *w, const struct assignment_new *n)
{
	TRY(assignment_end(w, n->client));
	return assignment_insert(w, (struct assignment_insert_in){
	    .id = n->id,
	    .client = n->client,
	    .registration = n->registration,
	    .account = n->account,
	    .made_by = n->by,
	    .since = clock_wall(),
	    .note = n->note,
	});
}

enum err
assignment_end(struct db_write *w, struct id client)
{
	return assignment_close(w, (struct assignment_close_in){ .client = client, .until = clock_wall() });
}

enum err
assignment_end_all(struct db_write *w, struct id account)
{
	return assignment_close_all(w, (struct assignment_close_all_in){ .account = account, .until = clock_wall() });
}

enum err
assignment_end_closed(struct db_write *w)
{
	return assignment_close_closed(w, (struct assignment_close_closed_in){ .until = clock_wall() });
}
