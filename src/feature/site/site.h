/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SITE_H
#define SITE_H
/*
 * The public front: home page, the pages that are plain content (safety,
 * privacy, accessibility), static files, quick exit, health, security.txt. With --demo also
 * the outbox in the browser.
 */
#include "route.h"

extern const struct route site_routes[];
extern const size_t site_route_count;

#endif
