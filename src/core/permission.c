/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "permission.h"

#include "actor.h"

#include "banned.h"

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_SUPPORT_WORKER] = "support_worker",
	[ROLE_ANALYST] = "analyst",
	[ROLE_ADMINISTRATOR] = "administrator",
	[ROLE_PRIVACY_OFFICER] = "privacy_officer",
	[ROLE_EDITOR] = "editor",
	[ROLE_CLIENT] = "client",
};

/* Administrators see no dossier, analysts never a person, editors neither. */
static const bool granted[ROLE_COUNT][PERM_COUNT] = {
	[ROLE_SUPPORT_WORKER] = { [PERM_ACCOUNT] = true, [PERM_SIGNED_IN] = true, [PERM_WORK] = true },
	[ROLE_ANALYST] = { [PERM_ACCOUNT] = true, [PERM_SIGNED_IN] = true, [PERM_FIGURES] = true },
	[ROLE_ADMINISTRATOR] = { [PERM_ACCOUNT] = true, [PERM_SIGNED_IN] = true, [PERM_STAFF_ACCOUNTS] = true },
	[ROLE_PRIVACY_OFFICER] = { [PERM_ACCOUNT] = true, [PERM_SIGNED_IN] = true, [PERM_RECORDS] = true },
	[ROLE_EDITOR] = { [PERM_ACCOUNT] = true, [PERM_SIGNED_IN] = true, [PERM_CONTENT] = true,
		[PERM_DIRECTORY] = true },
	[ROLE_CLIENT] = { [PERM_ACCOUNT] = true, [PERM_CLIENT] = true },
};

bool
permission_has(enum role role, enum permission permission)
{
	return granted[role][permission];
}

const char *
role_home(enum role role)
{
	static const struct {
		enum permission permission;
		const char *path;
	} homes[] = {
		{ PERM_WORK, "/work" }, { PERM_FIGURES, "/figures" }, { PERM_CONTENT, "/editor" },
		{ PERM_STAFF_ACCOUNTS, "/staff" }, { PERM_RECORDS, "/questions" }, { PERM_CLIENT, "/mijn" },
	};
	for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
		if (permission_has(role, homes[i].permission))
			return homes[i].path;
	return "/";
}

const char *
role_name(enum role role)
{
	return role_names[role];
}

enum role
role_parse(struct str name)
{
	for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
		if (str_eq_z(name, role_names[r]))
			return r;
	return ROLE_NONE;
}

const char *
actor_kind_name(enum actor_kind kind)
{
	static const char *const names[] = { "nobody", "account", "client", "partner", "job" };
	return names[kind];
}
