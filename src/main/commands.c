/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control.h"
#include "crypto_sign_in.h"
#include "main.h"
#include "partner.h"
#include "random.h"
#include "route.h"
#include "session.h"
#include "team.h"

#include "banned.h"

typedef enum err command_fn(struct core *core, const struct options *o, struct arena *a, FILE *out);

/* ---- what the commands do; what they say goes to out ---- */

/* The password and the secret are printed once: hand them over in person. */
static enum err
user_add(struct core *core, const struct options *o, struct arena *a, FILE *out)
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
	if (!permission_has(n.role, PERM_SIGNED_IN))
		return ERR_INVALID;
	TRY(team_get_or_make(core, str_from_z(o->rest[4]), &n.team));
	TRY(account_create(core, &n, &id));
	fprintf(out, "password: %.*s\ntotp_secret: %.*s\n", STR_ARG(n.password), STR_ARG(crypto_totp_text(secret, a)));
	return ERR_OK;
}

static enum err
user_close(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)a;
	TRY(account_close(core, str_from_z(o->rest[1])));
	fprintf(out, "closed, and its sessions ended\n");
	return ERR_OK;
}

static enum err
get_setting(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	return settings_print(core, o->rest[1], a, out);
}

static enum err
put_setting(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)a;
	TRY(settings_store(core, o->rest[1], str_from_z(o->rest[2])));
	fprintf(out, "a server reads it when it starts\n");
	return ERR_OK;
}

static enum err
partner_make(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	struct partner_new n = { .name = str_from_z(o->rest[1]), .source = STR("police") };
	struct id id;
	struct str token;
	TRY(team_get_or_make(core, str_from_z(o->rest[2]), &n.team));
	TRY(partner_add(core, &n, a, &id, &token));
	fprintf(out, "token: %.*s\n", STR_ARG(token));
	return ERR_OK;
}

static enum err
partner_list(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	struct partners all;
	(void)o;
	TRY(partner_all(core, a, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct partner *p = &all.v[i];
		fprintf(out, "%.*s  %s  %.*s, %.*s\n", STR_ARG(id_text(p->id, a)), p->closed ? "closed" : "open  ",
		    STR_ARG(p->name), STR_ARG(p->team));
	}
	return ERR_OK;
}

static enum err
partner_renewed(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	struct id id;
	struct str token;
	TRY(id_parse(str_from_z(o->rest[1]), &id));
	TRY(partner_renew_token(core, id, a, &token));
	fprintf(out, "token: %.*s\n", STR_ARG(token));
	return ERR_OK;
}

static enum err
partner_closed(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	struct id id;
	(void)a;
	TRY(id_parse(str_from_z(o->rest[1]), &id));
	TRY(partner_end(core, id));
	fprintf(out, "closed; its token ended\n");
	return ERR_OK;
}

static enum err
backup(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)a;
	(void)out;
	return db_backup(core->db, o->rest[0]);
}

static enum err
migrated(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)core;
	(void)o;
	(void)a;
	(void)out;
	return ERR_OK; /* opening the house did it */
}

/* ---- which command is meant ---- */

static const struct act {
	const char *command, *verb; /* verb NULL: it has none */
	int words;                  /* with the verb */
	const char *usage;
	enum house_use use;
	command_fn *run;
} acts[] = {
	{ "audit", "verify", 1, "audit verify", HOUSE_READ, audit_verify },
	{ "keys", "status", 1, "keys status", HOUSE_WRITE, keys_status },
	{ "keys", "rotate", 1, "keys rotate", HOUSE_WRITE, keys_rotate },
	{ "client", "erase", 2, "client erase ID", HOUSE_WRITE, client_erase },
	{ "user", "add", 5, "user add ROLE E-MAIL NAME TEAM", HOUSE_WRITE, user_add },
	{ "user", "close", 2, "user close E-MAIL", HOUSE_WRITE, user_close },
	{ "setting", "get", 1, "setting get", HOUSE_READ, get_setting },
	{ "setting", "get", 2, "setting get NAME", HOUSE_READ, get_setting },
	{ "setting", "put", 3, "setting put NAME VALUE", HOUSE_WRITE, put_setting },
	{ "partner", "add", 3, "partner add NAME TEAM", HOUSE_WRITE, partner_make },
	{ "partner", "list", 1, "partner list", HOUSE_READ, partner_list },
	{ "partner", "renew", 2, "partner renew ID", HOUSE_WRITE, partner_renewed },
	{ "partner", "close", 2, "partner close ID", HOUSE_WRITE, partner_closed },
	{ "backup", NULL, 1, "backup FILE", HOUSE_READ, backup },
	{ "migrate", NULL, 0, "migrate", HOUSE_WRITE, migrated },
};
#define ACTS (sizeof acts / sizeof acts[0])

static const struct act *
find_act(const struct options *o)
{
	for (size_t i = 0; i < ACTS; i++) {
		const struct act *act = &acts[i];
		bool named = strcmp(act->command, o->command) == 0 && act->words == o->rest_count;
		if (named && (act->verb == NULL || strcmp(act->verb, o->rest[0]) == 0))
			return act;
	}
	return NULL;
}

static int
usage(const char *command)
{
	const char *before = "usage:";
	for (size_t i = 0; i < ACTS; i++) {
		if (strcmp(acts[i].command, command) != 0)
			continue;
		fprintf(stderr, "%s nabij %s --data DIR\n", before, acts[i].usage);
		before = "      ";
	}
	if (strcmp(command, "user") == 0) {
		fputs("roles:", stderr);
		for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
			if (permission_has(r, PERM_SIGNED_IN))
				fprintf(stderr, " %s", role_name(r));
		fputs("\n", stderr);
	}
	return 2;
}

/* ---- here, or by the server that has the folder ---- */

static int
run_act(const struct act *act, struct core *core, const struct options *o, FILE *out, FILE *wrong)
{
	struct arena *a = arena_new();
	enum err e = act->run(core, o, a, out);
	arena_free(a);
	if (e != ERR_OK)
		fprintf(wrong, "nabij: %s\n", err_name(e));
	return e == ERR_OK ? 0 : 1;
}

static enum err
ask_server(const struct options *o, int *ret_status)
{
	const char *words[CONTROL_WORDS] = { o->command };
	for (int i = 0; i < o->rest_count; i++)
		words[1 + i] = o->rest[i];
	return control_ask(o->data, words, 1 + o->rest_count, stdout, ret_status);
}

int
command_main(const struct options *o)
{
	struct house *h;
	int status;
	const struct act *act = find_act(o);
	if (act == NULL)
		return usage(o->command);
	enum err e = act->use == HOUSE_WRITE ? ask_server(o, &status) : ERR_NOT_FOUND;
	if (e == ERR_OK)
		return status;
	if (e != ERR_NOT_FOUND) {
		fprintf(stderr, "nabij: the server did not say how it ended: %s\n", err_name(e));
		return 1;
	}
	if (house_open(o, act->use, &h) != ERR_OK)
		return 1;
	status = run_act(act, &h->core, o, stdout, stderr);
	house_close(h);
	return status;
}

/* A control_fn: what another process asks this server to do. */
int
command_asked(void *arg, const char *const *words, int n, FILE *out)
{
	struct core *core = arg;
	struct options o = { .data = core->dir, .command = words[0], .rest_count = n - 1 };
	if (n - 1 > (int)(sizeof o.rest / sizeof o.rest[0]))
		return 2;
	for (int i = 1; i < n; i++)
		o.rest[i - 1] = words[i];
	const struct act *act = find_act(&o);
	return act == NULL || act->use != HOUSE_WRITE ? 2 : run_act(act, core, &o, out, out);
}

/* ---- the table of routes, for tests and for whoever reviews it ---- */

static const char *const method_names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };
static const char *const mode_names[] = { "READ", "WRITE", "SLOW", "STREAM" };
static const char *const permission_names[PERM_COUNT] = {
	[PERM_MISSING] = "missing", [PERM_PUBLIC] = "public", [PERM_WELCOME] = "welcome", [PERM_CLIENT] = "client",
	[PERM_PARTNER] = "partner", [PERM_ACCOUNT] = "account", [PERM_SIGNED_IN] = "signed_in",
	[PERM_WORK] = "work", [PERM_FIGURES] = "figures", [PERM_CONTENT] = "content", [PERM_DIRECTORY] = "directory",
	[PERM_STAFF_ACCOUNTS] = "staff_accounts",
	[PERM_RECORDS] = "records",
};
static const struct {
	unsigned flag;
	const char *name;
} flag_names[] = {
	{ ROUTE_NO_LANG, "no_lang" }, { ROUTE_NO_FORM, "no_form" }, { ROUTE_RECORD, "record" },
	{ ROUTE_TOKEN, "token" },
	{ ROUTE_CACHE, "cache" }, { ROUTE_TRIES, "tries" }, { ROUTE_DEMO, "demo" }, { ROUTE_STEP_UP, "step_up" },
	{ ROUTE_PASSKEY, "passkey" },
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
