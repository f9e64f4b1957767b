/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIN_MAIN_H
#define MAIN_MAIN_H
/* The composition root: what the subcommands share. */
#include <stdbool.h>

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
	const char *rest[8];    /* what is no option */
	int rest_count;
};

/* Says on standard error what is wrong with them, with ERR_INVALID. */
enum err options_read(int argc, char **argv, struct options *ret_options);

/* Opens the data folder, the database (migrated) and the key process.
 * ERR_CONFLICT: another process holds the folder (only when `writes`). */
struct house {
	struct core core;
	struct arena *arena; /* what the core's texts stand in */
	int lock; /* descriptor, or -1 */
	char database[4096];
};
enum err house_open(const struct options *o, bool writes, struct house **ret_house);
void house_close(struct house *h);

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

/* demo_people.c: a few made-up registrations for that team. */
enum err demo_people(struct core *core, struct id team);

int serve_main(const struct options *o);
int content_main(const struct options *o);
int audit_main(const struct options *o);
int user_main(const struct options *o);
int partner_main(const struct options *o);
int backup_main(const struct options *o);
int migrate_main(const struct options *o);

/* Publishes the content folder's files that changed. Faults are printed. */
enum err content_import(struct core *core, const char *dir, int *ret_published);

#endif
