/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef REGISTRATION_GROUP_H
#define REGISTRATION_GROUP_H
/*
 * A registration as the three texts that are sealed, one a class of data, and
 * back. The same registration always gives the same bytes: a repeated message
 * is known by them. So members may be added, each left out when absent, but
 * never renamed or moved.
 */
#include "registration.h"

struct registration_groups {
	struct str identity, address, incident; /* address: absent when there is none */
};

void registration_groups_write(const struct registration *g, struct arena *a, struct registration_groups *ret_groups);

/* ERR_INTERNAL: not what registration_groups_write made. */
enum err registration_groups_read(const struct registration_groups *groups, struct arena *a,
    struct registration *ret_registration);

#endif
