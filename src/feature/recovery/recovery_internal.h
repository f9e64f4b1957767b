/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef RECOVERY_INTERNAL_H
#define RECOVERY_INTERNAL_H
/* What the pages of this folder share. */
#include "recovery.h"
#include "recovery_view.h"
#include "web.h"

/* A step is an access record of its own, with the step as its purpose: the
 * client reads it among who looked. */
enum err recovery_step(struct web *web, struct id client, const char *purpose);
/* A text about a moment. */
struct str recovery_moment(struct web *web, enum msg text, int64_t moment);

/* The desk. */
route_fn recovery_show_list, recovery_show_desk, recovery_take_start, recovery_take_decision, recovery_take_withdraw;
route_fn recovery_take_code;

#endif
