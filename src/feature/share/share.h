/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SHARE_H
#define SHARE_H
/*
 * Help that is brought: articles and guides on the pages of others (a frame
 * that grants the page around it nothing), the picture that goes with a shared
 * link, and the page that says how. What comes from there says so in its
 * address (via=embed, via=card), so that reach is known and no person is.
 */
#include "route.h"

extern const struct route share_routes[];
extern const size_t share_route_count;

#endif
