/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef STAFF_INTERNAL_H
#define STAFF_INTERNAL_H
/* What the parts of this folder share. */
#include "lang.h"
#include "staff.h"
#include "web.h"

/* Those who work here, by name. */
struct staff_member {
	struct id id, team;
	struct str name, email, team_name;
	enum role role;
	int64_t made;
	int64_t seen; /* 0: never signed in */
};

struct staff_members {
	struct staff_member *v;
	size_t n;
};

struct staff_team {
	struct id id;
	struct str name;
};

struct staff_teams {
	struct staff_team *v;
	size_t n;
};

struct staff_invited {
	struct id id;
	struct str name, email, team_name;
	enum role role;
	int64_t made, expires;
};

struct staff_inviteds {
	struct staff_invited *v;
	size_t n;
};

enum err staff_members_read(struct core *core, struct db_read *r, struct arena *a, struct staff_members *ret_members);
/* ERR_NOT_FOUND: no open account of staff. */
enum err staff_member_get(struct core *core, struct db_read *r, struct id id, struct arena *a,
    struct staff_member *ret_member);
enum err staff_teams_read(struct db_read *r, struct arena *a, struct staff_teams *ret_teams);
enum err staff_inviteds_read(struct core *core, struct db_read *r, struct arena *a, struct staff_inviteds *ret_list);

enum staff_what {
	STAFF_INVITED,
	STAFF_WITHDRAWN,
	STAFF_JOINED,
	STAFF_ROLE,
	STAFF_TEAM,
	STAFF_CLOSED,
	STAFF_TEAM_ADDED,
	STAFF_TEAM_RENAMED,
	STAFF_WHAT_COUNT,
};

const char *staff_what_name(enum staff_what what);

struct staff_happening {
	int64_t made;
	struct str actor, whom; /* whom: the person, or the team */
	enum staff_what what;
	struct str before, after; /* names of roles as in permission.h, or of teams; or absent */
};

struct staff_happenings {
	struct staff_happening *v;
	size_t n;
};

/* The last 200, the newest first. */
enum err staff_happenings_read(
    struct core *core, struct db_read *r, struct arena *a, struct staff_happenings *ret_list);

/* ---- acts of an administrator ---- */

struct staff_act {
	struct core *core;
	struct db_write *w;
	struct id by; /* the administrator */
	struct arena *arena;
};

struct staff_invite {
	enum role role;
	struct id team;
	struct str email, name;
	enum lang lang;
};

/* ERR_CONFLICT: the address has an account or an invitation. */
enum err staff_invite(const struct staff_act *act, const struct staff_invite *n);
enum err staff_withdraw(const struct staff_act *act, struct id invitation);
/* ERR_FORBIDDEN: it is the administrator's own account, or the last administrator. ERR_NOT_FOUND: no such account. */
enum err staff_change(const struct staff_act *act, struct id account, enum role role, struct id team);
enum err staff_close(const struct staff_act *act, struct id account);
/* ERR_CONFLICT: a team has that name. */
enum err staff_team_add(const struct staff_act *act, struct str name);
enum err staff_team_rename(const struct staff_act *act, struct id team, struct str name);

/* ---- whoever was invited ---- */

struct staff_invitation {
	struct id id;
	struct str name, email, team_name;
	enum role role;
	struct str totp;      /* 20 raw bytes, or absent: no password was chosen yet */
};

/* What a link leads to. ERR_NOT_FOUND: used, withdrawn, over, or never there. */
enum err staff_invitation_find(struct core *core, struct db_read *r, struct str secret, struct arena *a,
    struct staff_invitation *ret_invitation);
/* Keeps the hash of the password and makes the app's secret anew. */
enum err staff_invitation_password(struct core *core, struct db_write *w, struct id invitation, struct str hash,
    struct arena *a);
/* The code of the app was right: the account begins. ERR_INVALID: it was not. */
enum err staff_invitation_finish(struct core *core, struct db_write *w, const struct staff_invitation *i,
    struct str code, struct arena *a);

/* ---- pages ---- */

enum msg staff_role_message(enum role role);

route_fn staff_show_invitation, staff_take_password, staff_show_app, staff_take_app, staff_show_welcome;

#endif
