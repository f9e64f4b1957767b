/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef IDENTITY_H
#define IDENTITY_H
/*
 * Signing in at a provider (DigiD through a broker, the organisation's own
 * accounts): src/oidc finds out who it is, this feature whose account that is.
 *
 * A person there is kept as a keyed hash of issuer and subject. An unknown one
 * becomes a client's only while a visit (welcome, behind proof) is open in the
 * same browser, and staff's or a client's own from the page of their account;
 * both ask first.
 */
#include "html.h"
#include "route.h"
#include "str.h"

struct db_read;

/* A way in, to show on the page of signing in. */
struct identity_offer {
	struct str name;
	struct url begin;
};

struct identity_offers {
	const struct identity_offer *v;
	size_t n;
};

/* All that are on. next: an own path to go to afterwards, or absent. */
struct identity_offers identity_offers(struct web *web, struct str next);

/* Those at which a client may sign in, for who makes an account behind a visit. */
struct identity_offers identity_offers_to_clients(struct web *web);

/* Those that can be added to the account that is signed in. */
struct identity_offers identity_offers_to_add(struct web *web);

/* Those with which the account that is signed in can show once more who it is. */
enum err identity_offers_again(
    struct web *web, struct db_read *r, struct str next, struct identity_offers *ret_offers);

extern const struct route identity_routes[];
extern const size_t identity_route_count;

#endif
