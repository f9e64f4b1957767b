/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "crypto_sign_in.h"
#include "log.h"
#include "main.h"
#include "partner.h"
#include "random.h"
#include "session.h"
#include "team.h"

#include "banned.h"

static const struct {
	enum role role;
	const char *email, *name, *team;
} people[] = {
	{ ROLE_SUPPORT_WORKER, "worker@example.org", "Sam de Wit", "Midden" },
	{ ROLE_SUPPORT_WORKER, "other-worker@example.org", "Robin Smit", "Noord" },
	{ ROLE_ANALYST, "analyst@example.org", "Kim Bos", "Midden" },
	{ ROLE_EDITOR, "editor@example.org", "Mika de Boer", "Midden" },
	{ ROLE_EDITOR, "second-editor@example.org", "Jip Vos", "Midden" },
	{ ROLE_ADMINISTRATOR, "administrator@example.org", "Bo Visser", "Midden" },
	{ ROLE_PRIVACY_OFFICER, "privacy@example.org", "Noa Kok", "Midden" },
	{ ROLE_SUPPORT_WORKER, "colleague@example.org", "Lou Prins", "Midden" },
};

static json_t *
text(struct str s)
{
	return json_stringn(s.p, s.n);
}

static enum err
add_account(struct core *core, struct account_new *n, struct arena *a, json_t *accounts)
{
	unsigned char password[15], secret[CRYPTO_TOTP_SECRET_SIZE];
	struct id id;
	random_bytes(password, sizeof password);
	crypto_totp_secret(secret);
	n->password = id_base32(password, sizeof password, a);
	n->totp_secret = str_from(secret, sizeof secret);
	TRY(account_create(core, n, &id));
	json_t *o = json_object();
	json_object_set_new(o, "role", json_string(role_name(n->role)));
	json_object_set_new(o, "email", text(n->email));
	json_object_set_new(o, "password", text(n->password));
	json_object_set_new(o, "totp_secret", text(crypto_totp_text(secret, a)));
	json_array_append_new(accounts, o);
	return ERR_OK;
}

static enum err
add_staff(struct core *core, struct arena *a, json_t *accounts)
{
	for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
		struct account_new n = {
			.role = people[i].role,
			.email = str_from_z(people[i].email),
			.name = str_from_z(people[i].name),
		};
		TRY(team_get_or_make(core, str_from_z(people[i].team), &n.team));
		TRY(add_account(core, &n, a, accounts));
	}
	return ERR_OK;
}

/* Made-up people who get help; one of them has an account. */
static enum err
add_clients(struct core *core, struct arena *a, json_t *accounts)
{
	struct account_new n = { .role = ROLE_CLIENT, .email = STR("client@example.org") };
	struct id team;
	TRY(team_get_or_make(core, STR("Midden"), &team));
	TRY(demo_people(core, team, a, &n.client));
	return add_account(core, &n, a, accounts);
}

static enum err
add_one_partner(struct core *core, struct arena *a, json_t *partners)
{
	struct partner_new n = { .name = STR("Politie (proef)"), .source = STR("police") };
	struct id id;
	struct str token;
	TRY(team_get_or_make(core, STR("Midden"), &n.team));
	TRY(partner_add(core, &n, a, &id, &token));
	json_t *o = json_object();
	json_object_set_new(o, "name", text(n.name));
	json_object_set_new(o, "token", text(token));
	json_array_append_new(partners, o);
	return ERR_OK;
}

static enum err
write_file(const char *path, json_t *root, struct arena *a)
{
	size_t size = json_dumpb(root, NULL, 0, JSON_INDENT(2));
	char *bytes = arena_alloc(a, size + 1);
	json_dumpb(root, bytes, size, JSON_INDENT(2));
	const char *temporary = str_printf(a, "%s.new", path).p;
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	bool written = write(fd, bytes, size) == (ssize_t)size && fsync(fd) == 0;
	close(fd);
	return written && rename(temporary, path) == 0 ? ERR_OK : ERR_UNAVAILABLE;
}

/* A second start keeps the accounts and says anew where the site is. */
enum err
demo_fill(struct core *core, const struct options *o)
{
	struct arena *a = arena_new();
	const char *path = str_printf(a, "%s/demo.json", o->data).p;
	json_t *root = json_load_file(path, 0, NULL);
	enum err e = ERR_OK;
	if (root == NULL) {
		json_t *accounts = json_array(), *partners = json_array();
		root = json_pack("{s:o, s:o}", "accounts", accounts, "partners", partners);
		e = add_staff(core, a, accounts);
		if (e == ERR_OK)
			e = add_clients(core, a, accounts);
		if (e == ERR_OK)
			e = add_one_partner(core, a, partners);
	}
	json_object_set_new(root, "url", text(core->public_url));
	json_object_set_new(root, "outbox", core->outbox.p != NULL ? text(core->outbox) : json_null());
	if (e == ERR_OK)
		e = write_file(path, root, a);
	json_decref(root);
	arena_free(a);
	return e;
}
