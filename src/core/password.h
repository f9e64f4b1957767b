/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PASSWORD_H
#define CORE_PASSWORD_H
/*
 * Which passwords are good enough (NIST SP 800-63B, 5.1.1.2; ASVS 5.0, 6.2):
 * long, and none that everybody tries first. No rules about signs.
 */
#include "messages.h"
#include "str.h"

#define PASSWORD_MIN 12 /* characters */
#define PASSWORD_MAX 200

/* MSG_NONE when it is good, or what to say of it. */
enum msg password_fault(struct str password, struct arena *a);

#endif
