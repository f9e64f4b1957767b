/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "staff.h"

#include "assignment.h"
#include "clock.h"
#include "contact.h"
#include "session.sql.h"
#include "staff.sql.h"
#include "staff_internal.h"
#include "vault.h"

#include "banned.h"

static enum err
note(const struct staff_act *act, enum staff_what what, struct staff_event_insert_in in)
{
	in.id = id_new();
	in.made = clock_wall();
	in.actor = act->by;
	in.what = str_from_z(staff_what_name(what));
	return staff_event_insert(act->w, in);
}

/* ---- inviting ---- */

static enum err
email_is_free(const struct staff_act *act, struct str mac)
{
	struct staff_email_taken_row row;
	struct staff_email_taken_in in = { .email_mac = mac, .now = clock_wall() };
	TRY(staff_email_taken(db_reading(act->w), in, act->arena, &row));
	return row.n == 0 ? ERR_OK : ERR_CONFLICT;
}

enum err
staff_invite(const struct staff_act *act, const struct staff_invite *n)
{
	struct vault *v = act->core->vault;
	struct id id = id_new();
	int64_t now = clock_wall();
	struct str mac = vault_index(
		v, VAULT_INDEX_STAFF_EMAIL, vault_normal_email(n->email, act->arena), act->arena);
	struct staff_team_get_row team;
	TRY(staff_team_get(db_reading(act->w), (struct staff_team_get_in){ .id = n->team }, act->arena, &team));
	TRY(email_is_free(act, mac));
	TRY(staff_invitation_insert(act->w, (struct staff_invitation_insert_in){
	    .id = id,
	    .role = str_from_z(role_name(n->role)),
	    .team = n->team,
	    .email_mac = mac,
	    .email = vault_seal_staff(v, SEALED_INVITATION_EMAIL, id, n->email, act->arena),
	    .name = vault_seal_staff(v, SEALED_INVITATION_NAME, id, n->name, act->arena),
	    .language = str_from_z(lang_code(n->lang)),
	    .made = now,
	    .made_by = act->by,
	    .expires = now + STAFF_INVITATION_LIFE,
	}));
	TRY(contact_queue_staff(act->w, v, id, MESSAGE_INVITATION, act->arena));
	return note(act, STAFF_INVITED, (struct staff_event_insert_in){
	    .invitation = id, .team = n->team, .after = str_from_z(role_name(n->role)) });
}

enum err
staff_withdraw(const struct staff_act *act, struct id invitation)
{
	int64_t changed;
	TRY(staff_invitation_end(
		act->w, (struct staff_invitation_end_in){ .id = invitation, .ended = clock_wall() }, &changed));
	if (changed == 0)
		return ERR_NOT_FOUND;
	return note(act, STAFF_WITHDRAWN, (struct staff_event_insert_in){ .invitation = invitation });
}

/* ---- changing and closing ---- */

/* Nobody touches their own account, and an administrator always remains. */
static enum err
may_touch(const struct staff_act *act, const struct staff_member *m, bool stays_administrator)
{
	struct staff_count_role_row row;
	struct staff_count_role_in in = { .role = str_from_z(role_name(ROLE_ADMINISTRATOR)) };
	if (id_eq(m->id, act->by))
		return ERR_FORBIDDEN;
	if (m->role != ROLE_ADMINISTRATOR || stays_administrator)
		return ERR_OK;
	TRY(staff_count_role(db_reading(act->w), in, act->arena, &row));
	return row.n > 1 ? ERR_OK : ERR_FORBIDDEN;
}

enum err
staff_change(const struct staff_act *act, struct id account, enum role role, struct id team)
{
	struct staff_member m;
	struct staff_team_get_row to;
	int64_t changed;
	TRY(staff_member_get(act->core, db_reading(act->w), account, act->arena, &m));
	TRY(staff_team_get(db_reading(act->w), (struct staff_team_get_in){ .id = team }, act->arena, &to));
	TRY(may_touch(act, &m, role == ROLE_ADMINISTRATOR));
	TRY(staff_member_put(act->w, (struct staff_member_put_in){
	    .id = account, .role = str_from_z(role_name(role)), .team = team }, &changed));
	if (m.role != role || !id_eq(m.team, team))
		TRY(assignment_end_all(act->w, account));
	if (m.role != role)
		TRY(note(act, STAFF_ROLE, (struct staff_event_insert_in){
		    .account = account,
		    .before = str_from_z(role_name(m.role)),
		    .after = str_from_z(role_name(role)),
		}));
	if (!id_eq(m.team, team))
		TRY(note(act, STAFF_TEAM, (struct staff_event_insert_in){
		    .account = account, .team = team, .before = m.team_name, .after = to.name }));
	return ERR_OK;
}

enum err
staff_close(const struct staff_act *act, struct id account)
{
	struct staff_member m;
	int64_t changed;
	TRY(staff_member_get(act->core, db_reading(act->w), account, act->arena, &m));
	TRY(may_touch(act, &m, false));
	TRY(staff_member_close(
		act->w, (struct staff_member_close_in){ .id = account, .closed = clock_wall() }, &changed));
	TRY(assignment_end_all(act->w, account));
	TRY(session_delete_closed(act->w));
	return note(act, STAFF_CLOSED, (struct staff_event_insert_in){
	    .account = account, .team = m.team, .before = str_from_z(role_name(m.role)) });
}

/* ---- teams ---- */

static enum err
name_is_free(const struct staff_act *act, struct str name)
{
	struct staff_team_named_row row;
	struct staff_team_named_in in = { .name = name };
	enum err e = staff_team_named(db_reading(act->w), in, act->arena, &row);
	return e == ERR_OK ? ERR_CONFLICT : e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err
staff_team_add(const struct staff_act *act, struct str name)
{
	struct id id = id_new();
	TRY(name_is_free(act, name));
	TRY(team_insert(act->w, (struct team_insert_in){ .id = id, .name = name, .made = clock_wall() }));
	return note(act, STAFF_TEAM_ADDED, (struct staff_event_insert_in){ .team = id, .after = name });
}

enum err
staff_team_rename(const struct staff_act *act, struct id team, struct str name)
{
	struct staff_team_get_row before;
	int64_t changed;
	TRY(staff_team_get(db_reading(act->w), (struct staff_team_get_in){ .id = team }, act->arena, &before));
	if (str_eq(before.name, name))
		return ERR_OK;
	TRY(name_is_free(act, name));
	TRY(staff_team_put(act->w, (struct staff_team_put_in){ .id = team, .name = name }, &changed));
	return note(act, STAFF_TEAM_RENAMED,
	    (struct staff_event_insert_in){ .team = team, .before = before.name, .after = name });
}
