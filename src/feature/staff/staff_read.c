/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "clock.h"
#include "session.sql.h"
#include "staff.sql.h"
#include "staff_internal.h"
#include "vault.h"

#include "banned.h"

/* ---- people ---- */

static enum err
member_of(struct core *core, const struct staff_member_list_row *row, struct arena *a, struct staff_member *ret_member)
{
	*ret_member = (struct staff_member){
		.id = row->id,
		.team = row->team,
		.team_name = row->team_name,
		.role = role_parse(row->role),
		.made = row->made,
		.seen = row->seen.v,
	};
	TRY(vault_unseal_staff(core->vault, SEALED_ACCOUNT_NAME, row->id, row->name, a, &ret_member->name));
	return vault_unseal_staff(core->vault, SEALED_ACCOUNT_EMAIL, row->id, row->email, a, &ret_member->email);
}

static int
by_name(const void *x, const void *y)
{
	const struct staff_member *m = x, *other = y;
	return str_cmp(m->name, other->name);
}

enum err
staff_members_read(struct core *core, struct db_read *r, struct arena *a, struct staff_members *ret_members)
{
	struct staff_member_list_rows rows;
	TRY(staff_member_list(r, a, &rows));
	struct staff_member *v = ARENA_ARRAY(a, struct staff_member, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		TRY(member_of(core, &rows.v[i], a, &v[i]));
	if (rows.n > 0)
		qsort(v, rows.n, sizeof v[0], by_name);
	*ret_members = (struct staff_members){ v, rows.n };
	return ERR_OK;
}

enum err
staff_member_get(struct core *core, struct db_read *r, struct id id, struct arena *a, struct staff_member *ret_member)
{
	struct staff_member_list_row row;
	TRY(staff_member_one(r, (struct staff_member_one_in){ .id = id }, a, &row));
	return member_of(core, &row, a, ret_member);
}

enum err
staff_teams_read(struct db_read *r, struct arena *a, struct staff_teams *ret_teams)
{
	struct team_list_rows rows;
	TRY(team_list(r, a, &rows));
	struct staff_team *v = ARENA_ARRAY(a, struct staff_team, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct staff_team){ rows.v[i].id, rows.v[i].name };
	*ret_teams = (struct staff_teams){ v, rows.n };
	return ERR_OK;
}

enum err
staff_inviteds_read(struct core *core, struct db_read *r, struct arena *a, struct staff_inviteds *ret_list)
{
	struct staff_invitation_list_rows rows;
	TRY(staff_invitation_list(r, (struct staff_invitation_list_in){ .now = clock_wall() }, a, &rows));
	struct staff_invited *v = ARENA_ARRAY(a, struct staff_invited, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct staff_invitation_list_row *row = &rows.v[i];
		v[i] = (struct staff_invited){
			.id = row->id,
			.team_name = row->team_name,
			.role = role_parse(row->role),
			.made = row->made,
			.expires = row->expires,
		};
		TRY(vault_unseal_staff(core->vault, SEALED_INVITATION_NAME, row->id, row->name, a, &v[i].name));
		TRY(vault_unseal_staff(core->vault, SEALED_INVITATION_EMAIL, row->id, row->email, a, &v[i].email));
	}
	*ret_list = (struct staff_inviteds){ v, rows.n };
	return ERR_OK;
}

/* ---- what happened ---- */

static const char *const what_names[STAFF_WHAT_COUNT] = {
	"invited", "withdrawn", "joined", "role", "team", "closed", "team_added", "team_renamed",
};

const char *
staff_what_name(enum staff_what what)
{
	return what_names[what];
}

static enum staff_what
what_parse(struct str name)
{
	return (enum staff_what)str_place(name, what_names, STAFF_WHAT_COUNT);
}

/* The person it was done to, else the team. */
static enum err
whom(struct core *core, const struct staff_event_list_row *row, struct arena *a, struct str *ret_whom)
{
	if (!id_is_none(row->account))
		return vault_unseal_staff(
			core->vault, SEALED_ACCOUNT_NAME, row->account, row->account_name, a, ret_whom);
	if (!id_is_none(row->invitation))
		return vault_unseal_staff(
			core->vault, SEALED_INVITATION_NAME, row->invitation, row->invited, a, ret_whom);
	*ret_whom = row->team;
	return ERR_OK;
}

enum err
staff_happenings_read(struct core *core, struct db_read *r, struct arena *a, struct staff_happenings *ret_list)
{
	struct staff_event_list_rows rows;
	TRY(staff_event_list(r, a, &rows));
	struct staff_happening *v = ARENA_ARRAY(a, struct staff_happening, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct staff_event_list_row *row = &rows.v[i];
		v[i] = (struct staff_happening){
			.made = row->made, .what = what_parse(row->what), .before = row->before, .after = row->after,
		};
		TRY(vault_unseal_staff(core->vault, SEALED_ACCOUNT_NAME, row->actor, row->actor_name, a, &v[i].actor));
		TRY(whom(core, row, a, &v[i].whom));
	}
	*ret_list = (struct staff_happenings){ v, rows.n };
	return ERR_OK;
}
