/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORK_INTERNAL_H
#define WORK_INTERNAL_H
/* What the parts of this folder share. */
#include "contact.h"
#include "route.h"

const char *work_fit_name(enum contact_fit f);

/* Pages of a dossier, for the route table. */
route_fn work_show_dossier, work_take_attempt, work_show_decide, work_take_decide, work_take_callback;

#endif
