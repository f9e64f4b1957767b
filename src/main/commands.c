/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "crypto_sign_in.h"
#include "main.h"
#include "partner.h"
#include "random.h"
#include "route.h"
#include "session.h"
#include "team.h"

#include "banned.h"

static int
with_house(const struct options *o, enum house_use use,
    enum err (*run)(struct core *, const struct options *, struct arena *))
{
	struct house *h;
	if (house_open(o, use, &h) != ERR_OK)
		return 1;
	struct arena *a = arena_new();
	enum err e = run(&h->core, o, a);
	arena_free(a);
	house_close(h);
	if (e != ERR_OK)
		fprintf(stderr, "nabij: %s\n", err_name(e));
	return e == ERR_OK ? 0 : 1;
}

static enum err
audit_verify(struct core *core, const struct options *o, struct arena *a)
{
	(void)o;
	int64_t checked = 0;
	struct access_fault fault;
	enum err e = access_verify(core, a, &checked, &fault);
	if (e == ERR_OK)
		printf("%lld access records, each as it was written\n", (long long)checked);
	else if (e == ERR_CONFLICT)
		printf("record %lld: %.*s\n", (long long)fault.number, STR_ARG(fault.reason));
	return e;
}

int
audit_main(const struct options *o)
{
	if (o->rest_count != 1 || strcmp(o->rest[0], "verify") != 0) {
		fputs("usage: nabij audit verify --data DIR\n", stderr);
		return 2;
	}
	return with_house(o, HOUSE_READ, audit_verify);
}

/* The password and the secret are printed once: hand them over in person. */
static enum err
user_add(struct core *core, const struct options *o, struct arena *a)
{
	unsigned char password[15], secret[CRYPTO_TOTP_SECRET_SIZE];
	struct id id;
	random_bytes(password, sizeof password);
	crypto_totp_secret(secret);
	struct account_new n = {
		.role = role_parse(str_from_z(o->rest[1])),
		.email = str_from_z(o->rest[2]),
		.name = str_from_z(o->rest[3]),
		.password = id_base32(password, sizeof password, a),
		.totp_secret = str_from(secret, sizeof secret),
	};
	if (n.role == ROLE_NONE || n.role == ROLE_CLIENT)
		return ERR_INVALID;
	TRY(team_get_or_make(core, str_from_z(o->rest[4]), &n.team));
	TRY(account_create(core, &n, &id));
	printf("password: %.*s\ntotp_secret: %.*s\n", STR_ARG(n.password), STR_ARG(crypto_totp_text(secret, a)));
	return ERR_OK;
}

static enum err
user_close(struct core *core, const struct options *o, struct arena *a)
{
	(void)a;
	TRY(account_close(core, str_from_z(o->rest[1])));
	printf("closed, and its sessions ended\n");
	return ERR_OK;
}

int
user_main(const struct options *o)
{
	if (o->rest_count == 5 && strcmp(o->rest[0], "add") == 0)
		return with_house(o, HOUSE_WRITE, user_add);
	if (o->rest_count == 2 && strcmp(o->rest[0], "close") == 0)
		return with_house(o, HOUSE_WRITE, user_close);
	fputs("usage: nabij user add ROLE E-MAIL NAME TEAM --data DIR\n"
	      "       nabij user close E-MAIL --data DIR\n"
	      "roles:", stderr);
	for (enum role r = ROLE_NONE + 1; r < ROLE_CLIENT; r++)
		fprintf(stderr, " %s", role_name(r));
	fputs("\n", stderr);
	return 2;
}

static enum err
get_setting(struct core *core, const struct options *o, struct arena *a)
{
	return settings_print(core, o->rest[1], a);
}

static enum err
put_setting(struct core *core, const struct options *o, struct arena *a)
{
	(void)a;
	return settings_store(core, o->rest[1], str_from_z(o->rest[2]));
}

int
setting_main(const struct options *o)
{
	if ((o->rest_count == 1 || o->rest_count == 2) && strcmp(o->rest[0], "get") == 0)
		return with_house(o, HOUSE_READ, get_setting);
	if (o->rest_count == 3 && strcmp(o->rest[0], "put") == 0)
		return with_house(o, HOUSE_WRITE, put_setting);
	fputs("usage: nabij setting get [NAME] --data DIR\n"
	      "       nabij setting put NAME VALUE --data DIR\n"
	      "A server reads its settings when it starts.\n", stderr);
	return 2;
}

static enum err
add_partner(struct core *core, const struct options *o, struct arena *a)
{
	struct partner_new n = { .name = str_from_z(o->rest[1]), .source = STR("police") };
	struct id id;
	struct str token;
	TRY(team_get_or_make(core, str_from_z(o->rest[2]), &n.team));
	TRY(partner_add(core, &n, a, &id, &token));
	printf("token: %.*s\n", STR_ARG(token));
	return ERR_OK;
}

int
partner_main(const struct options *o)
{
	if (o->rest_count != 3 || strcmp(o->rest[0], "add") != 0) {
		fputs("usage: nabij partner add NAME TEAM --data DIR\n", stderr);
		return 2;
	}
	return with_house(o, HOUSE_WRITE, add_partner);
}

static enum err
backup(struct core *core, const struct options *o, struct arena *a)
{
	(void)a;
	return db_backup(core->db, o->rest[0]);
}

int
backup_main(const struct options *o)
{
	if (o->rest_count != 1) {
		fputs("usage: nabij backup FILE --data DIR\n", stderr);
		return 2;
	}
	return with_house(o, HOUSE_READ, backup);
}

static enum err
migrated(struct core *core, const struct options *o, struct arena *a)
{
	(void)core;
	(void)o;
	(void)a;
	return ERR_OK; /* opening the house did it */
}

int
migrate_main(const struct options *o)
{
	return with_house(o, HOUSE_WRITE, migrated);
}

/* ---- the table of routes, for tests and for whoever reviews it ---- */

static const char *const method_names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };
static const char *const mode_names[] = { "READ", "WRITE", "SLOW", "STREAM" };
static const char *const permission_names[PERM_COUNT] = {
	[PERM_MISSING] = "missing", [PERM_PUBLIC] = "public", [PERM_WELCOME] = "welcome", [PERM_CLIENT] = "client",
	[PERM_PARTNER] = "partner", [PERM_SIGNED_IN] = "signed_in", [PERM_WORK] = "work", [PERM_FIGURES] = "figures",
	[PERM_CONTENT] = "content", [PERM_DIRECTORY] = "directory",
};
static const struct {
	unsigned flag;
	const char *name;
} flag_names[] = {
	{ ROUTE_NO_LANG, "no_lang" }, { ROUTE_NO_FORM, "no_form" }, { ROUTE_RECORD, "record" },
	{ ROUTE_TOKEN, "token" },
	{ ROUTE_CACHE, "cache" }, { ROUTE_TRIES, "tries" }, { ROUTE_DEMO, "demo" },
};

static void
print_route(const struct route *r)
{
	const char *between = "";
	printf("%s %s %s %s ", method_names[r->method], r->path, mode_names[r->mode], permission_names[r->permission]);
	for (size_t i = 0; i < sizeof flag_names / sizeof flag_names[0]; i++)
		if (r->flags & flag_names[i].flag) {
			printf("%s%s", between, flag_names[i].name);
			between = ",";
		}
	puts(*between == '\0' ? "-" : "");
}

int
routes_main(const struct options *o)
{
	struct route_table tables[MAIN_MAX_TABLES];
	size_t n = main_route_tables(tables);
	(void)o;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < tables[i].n; k++)
			print_route(&tables[i].v[k]);
	return 0;
}
