/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PASSKEY_INTERNAL_H
#define PASSKEY_INTERNAL_H
/* What making a passkey and signing in with one have in common. */
#include "passkey.h"

/* Hash of the site (32 bytes), flags (1), counter (4). */
#define PASSKEY_AUTHENTICATOR_MIN 37

/* The browser's words (section 5.8.1): type, challenge, origin. */
enum passkey_fault passkey_client_data(struct str json, const struct passkey_question *q, const char *type,
    struct arena *a);
/* The authenticator's first bytes (section 6.1): for this site, touched, and unlocked by whoever holds it. */
enum passkey_fault passkey_authenticator(struct str data, const struct passkey_question *q);

#endif
