/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SIGNIN_INTERNAL_H
#define SIGNIN_INTERNAL_H
/* What the ways of signing in share. */
#include "passkey_view.h"
#include "web.h"

/* The part of the sign-in page that leads to a passkey. */
struct passkey_begin passkey_begin(struct web *web);

/* The page that asks somebody once more, with a message when another way than its form failed. */
enum err signin_again_wrong(struct web *web, enum msg wrong);
/* In a write transaction: begins the session that was proved now, and leads back. */
enum err signin_again_enter(struct web *web, struct id account, const char *method);
/* The question to the account's own passkeys; without a challenge when there is none. */
enum err passkey_ask_again(struct web *web, struct passkey_ask *ret_ask);

#endif
