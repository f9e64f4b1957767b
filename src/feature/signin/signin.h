/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SIGNIN_H
#define SIGNIN_H
/* The way in and out, for staff and for clients. Accounts, sessions and the
 * check of the three secrets stand in core/session.h. */
#include "route.h"

extern const struct route signin_routes[];
extern const size_t signin_route_count;
extern const struct route passkey_routes[];
extern const size_t passkey_route_count;

#endif
