/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_DEVICE_H
#define CORE_DEVICE_H
/*
 * What is kept of the browser that a session began in: its kind and the
 * system's kind, so that people can tell their devices apart. No versions,
 * no addresses: that would say where somebody is.
 */
#include "arena.h"
#include "str.h"

/* "Firefox, Windows", of a User-Agent (RFC 9110, 10.1.5); a part that is not
 * known is left out, and all of it may be empty. */
struct str device_of(struct str user_agent, struct arena *a);

#endif
