/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ARRIVAL_H
#define ARRIVAL_H
/*
 * People who come by themselves: "call me back" and "register yourself". A
 * registration like any other, with what the person wants already known; the
 * answers of a guide that was gone through in the same browser come along.
 */
#include "contact.h"
#include "intake.h"
#include "registration.h"
#include "route.h"

struct arrival {
	struct registration who;
	struct contact_profile wishes;
	struct intake_draft *draft; /* NULL: no guide was gone through */
	struct str source;          /* where the visit came from */
};

/* Registers somebody with the team of arrivals. */
enum err arrival_receive(struct core *core, struct db_write *w, const struct arrival *n, struct arena *a,
    struct registration_receipt *ret_receipt);

extern const struct route arrival_routes[];
extern const size_t arrival_route_count;

#endif
