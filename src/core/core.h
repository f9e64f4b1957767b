/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_CORE_H
#define CORE_CORE_H
/*
 * What one running Nabij is made of: the process's own configuration and the
 * services that everything in core and above is given. Made once by main,
 * then only read.
 */
#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "id.h"
#include "str.h"

struct vault;
struct limit;
struct measure;
struct library;
struct stock;
struct content_watch;
struct oidc_key;
struct oidc_provider;

/* A provider at which people may sign in, as the keeper set it up. */
struct core_provider {
	struct str name;       /* as people know it */
	struct str issuer;     /* empty: there is none */
	struct str client_id, method, levels, level;
	struct str audience;   /* "clients", "staff" or "clients staff" */
	struct oidc_provider *oidc; /* NULL: off */
};
#define CORE_PROVIDERS 2

struct core {
	struct db *db;
	struct vault *vault;
	struct limit *limit;
	struct measure *measure;
	struct library *library; /* live guides and articles */
	struct content_watch *content_watch; /* the folder that is published while serving, or NULL */
	struct stock *pages;     /* public pages as they are sent */
	struct str public_url;   /* "https://help.example.nl", no slash at the end */
	struct str host;         /* "help.example.nl", with port if it has one */
	bool secure;             /* public_url is https: HSTS is sent */
	bool demo;
	const char *dir;         /* the data folder */
	struct str outbox;       /* folder for mail without a server, or absent */
	struct str smtp_url, smtp_user, smtp_password; /* absent: use the outbox */
	struct str mail_from, mail_from_name;
	struct str organisation; /* its name as people know it */
	struct str organisation_address; /* lines for a letter, '\n' between */
	struct str phone;        /* of the service line */
	struct str exit_url;     /* the neutral site that quick exit goes to */
	struct str security_contact; /* address for reports of weaknesses, or empty */
	int attempts_before_letter;
	int recovery_hours;      /* between the second worker's yes and the code */
	struct core_provider provider[CORE_PROVIDERS];
	struct oidc_key *oidc_key; /* with which we show providers who we are, or NULL */
	int64_t started;         /* wall time */
};

#endif
