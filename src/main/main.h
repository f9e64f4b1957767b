/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIN_MAIN_H
#define MAIN_MAIN_H
/* The composition root: what the subcommands share. */
#include <stdbool.h>
#include <stdio.h>

#include "core.h"
#include "job.h"
#include "route.h"

/* What the command line says; the same words for every subcommand. */
struct options {
	const char *data;       /* --data DIR */
	const char *database;   /* --database URL; NULL: SQLite in the data folder */
	const char *listen;     /* --listen ADDRESS:PORT */
	const char *public_url; /* --public-url URL */
	const char *content;    /* --content DIR */
	const char *smtp;       /* --smtp URL; NULL: the outbox folder */
	const char *smtp_user;  /* the password stands in $NABIJ_SMTP_PASSWORD */
	const char *mail_from;
	bool demo;              /* --demo */
	bool behind_proxy;      /* --behind-proxy: one X-Forwarded-For names the client */
	const char *command;    /* "serve" */
	const char *rest[8];    /* what is no option */
	int rest_count;
};

/* Says on standard error what is wrong with them, with ERR_INVALID. */
enum err options_read(const char *command, int argc, char **argv, struct options *ret_options);

enum house_use {
	HOUSE_READ,  /* beside a server; makes nothing and migrates nothing */
	HOUSE_WRITE, /* alone on SQLite; beside a server on PostgreSQL */
	HOUSE_SERVE, /* alone in the folder */
};

/* Opens the data folder, the database and the key process. ERR_CONFLICT: it
 * must be alone and is not, or the keys are gone and the data is not. */
struct house {
	struct core core;
	struct arena *arena; /* what the core's texts stand in */
	int lock; /* descriptor, or -1 */
	char database[4096];
};
enum err house_open(const struct options *o, enum house_use use, struct house **ret_house);
void house_close(struct house *h);

/* setting_table.c: the settings of the organisation, by name.
 * settings_read puts them where the program looks for them; settings_print
 * shows one, or all with what they are for; settings_store refuses a name that
 * does not exist (ERR_NOT_FOUND) and a value that cannot be (ERR_INVALID). */
enum err settings_read(struct core *c, struct arena *a);
enum err settings_print(struct core *c, const char *name, struct arena *a, FILE *out);
enum err settings_store(struct core *c, const char *name, struct str value);

/* provider.c: the providers at which people may sign in, of the settings. One
 * whose settings cannot work is left off, and the log says so. */
enum err providers_open(struct core *c, struct arena *a);
void providers_close(struct core *c);

/* routes.c: the tables of all features. */
#define MAIN_MAX_TABLES 32
size_t main_route_tables(struct route_table *ret_tables);
extern const struct job_kind main_jobs[];
extern const size_t main_job_count;
extern const struct job_timer main_timers[];
extern const size_t main_timer_count;

/* demo.c: content, accounts and partners to look around with; the same again
 * on a second start. Writes DIR/demo.json. */
enum err demo_fill(struct core *core, const struct options *o);

struct vault_key;

/* demo_people.c: a few made-up registrations for that team. *ret_client: the
 * key of one of them, who also answered an intake; it lives in the arena. */
enum err demo_people(struct core *core, struct id team, struct arena *a, const struct vault_key **ret_client);

int serve_main(const struct options *o);

/* serve_sandbox.c: from here on this process starts no other, reaches no key,
 * writes only to its database, DIR/blob, DIR/outbox and DIR/audit-head, reads
 * besides that the content folder and the system's, and listens on no new
 * socket (docs/decisions/0048-web-process-sandbox.md). The database is open by
 * then. ERR_INTERNAL or ERR_UNAVAILABLE: it could not be shut in. */
enum err serve_sandbox(const struct options *o, const char *database);
int content_main(const struct options *o);
int directory_main(const struct options *o);

/* directory.c: the files of DIR/directory. Check says on standard error what
 * is wrong (ERR_INVALID); import leaves alone what staff changed here. */
enum err directory_content_check(const char *dir);
enum err directory_content_import(struct core *core, const char *dir, int *ret_published);

int routes_main(const struct options *o);

/* audit.c and keys.c: commands that command_main runs. command_moment writes a
 * time as people here read it. */
const char *command_moment(int64_t ms, char ret_text[32]);
enum err audit_verify(struct core *core, const struct options *o, struct arena *a, FILE *out);
enum err keys_status(struct core *core, const struct options *o, struct arena *a, FILE *out);
enum err keys_rotate(struct core *core, const struct options *o, struct arena *a, FILE *out);
enum err client_erase(struct core *core, const struct options *o, struct arena *a, FILE *out);

/* commands.c: the small commands. One that writes is done by the server that
 * has the folder, where there is one: command_asked is its side of it. */
int command_main(const struct options *o);
int command_asked(void *core, const char *const *words, int n, FILE *out);

/* Publishes the files of the content folder that changed and have no fault;
 * the faults of the others are logged, and what was live of them stays. */
enum err content_load(struct core *core, const char *dir);

/* The same while serving, soon after something in the folder changed. The
 * watch may outlive nothing but core. */
struct content_watch *content_watch_new(const char *dir);
void content_watch_free(struct content_watch *watch);
enum err content_watch_tick(struct core *core); /* a timer */

#endif
