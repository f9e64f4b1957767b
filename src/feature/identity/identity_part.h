/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef IDENTITY_PART_H
#define IDENTITY_PART_H
/* What the files of this feature share. */
#include "actor.h"
#include "identity.h"
#include "oidc.h"
#include "web.h"

#define IDENTITY_FLOW_COOKIE "__Host-flow"
#define IDENTITY_PENDING_COOKIE "__Host-pending"
#define IDENTITY_PENDING_LIFE (10 * CLOCK_MINUTE)

/* ---- providers ---- */

/* The one that the address names ("1", "2"), if it is on. ERR_NOT_FOUND. */
enum err identity_provider(const struct web *web, struct str number, size_t *ret_index);
/* Whether somebody of that kind may sign in there. */
bool identity_is_for(const struct core_provider *p, bool client);
/* What people call the provider; its address when it is no longer set up. */
struct str identity_provider_name(const struct core *core, struct str issuer);

/* ---- what the browser keeps while somebody is away ---- */

enum identity_purpose {
	IDENTITY_ENTER,
	IDENTITY_ADD,   /* to the account that is signed in here */
	IDENTITY_AGAIN, /* the account that is signed in here shows once more who it is */
	IDENTITY_PURPOSES,
};

/* Sealed by the class key of the house; nobody else can make or read one. */
struct identity_flow {
	size_t provider; /* index */
	enum lang lang;
	enum identity_purpose purpose;
	struct oidc_flow oidc;
	struct str next; /* or absent */
};

struct str identity_flow_seal(const struct web *web, const struct identity_flow *f);
/* ERR_NOT_FOUND: none, or not one of ours. */
enum err identity_flow_open(const struct web *web, struct identity_flow *ret_flow);

/* Somebody whom the provider named and we do not know, until they say that it is them. */
struct identity_pending {
	struct str mac;
	size_t provider;
	int64_t made;
	struct str bound; /* identity_bound of whom it is for */
};

/* What tells this visit, or this account whatever its session, from all others: a hash. */
struct str identity_bound(const struct actor *actor, struct arena *a);

struct str identity_pending_seal(const struct web *web, const struct identity_pending *p);
/* ERR_NOT_FOUND: none, too old, or for another visit or account than the actor's. */
enum err identity_pending_open(const struct web *web, struct identity_pending *ret_pending);

/* Why somebody did not get in; the last piece of an address. */
enum err identity_stop(struct web *web, const char *why);

/* identity_account.c: its routes. */
enum err identity_show_list(struct web *web);
enum err identity_show_add(struct web *web);
enum err identity_add(struct web *web);
enum err identity_remove(struct web *web);
/* and those behind a visit */
enum err identity_show_welcome(struct web *web);
enum err identity_welcome(struct web *web);

#endif
