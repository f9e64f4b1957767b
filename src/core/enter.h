/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ENTER_H
#define CORE_ENTER_H
/*
 * What every way of signing in ends with: a session of its own, its cookie,
 * and the way on. Which proof was asked is the caller's business.
 */
#include "web.h"

/* How somebody proved who they are; kept with the session. */
#define ENTER_PASSWORD "password" /* and the one-time code */
#define ENTER_RECOVERY "recovery" /* the password and a recovery code */
#define ENTER_PASSKEY "passkey"
#define ENTER_OIDC "oidc"

/* Signs somebody in, in the write transaction of a WRITE handler or of
 * web_write: ends the session that this browser had (a cookie that somebody
 * else put there leads nowhere), begins a new one that was proved now, and
 * answers with 303 to where the form's field "next" says (enter_next), or to
 * where the role begins. Also after step-up. ERR_NOT_FOUND: the account is closed. */
enum err enter(struct web *web, struct id account, const char *method);

/* The same without the answer: the caller shows a page first. */
enum err enter_quietly(struct web *web, struct id account, const char *method, struct actor *ret_actor);

/* Where a form or address asks to be led to afterwards: an own path without
 * language ("/account?x=1"), or absent when there is none or it is no such. */
struct str enter_next(const struct web *web);

/* What enter_next gave, as the value of a query. */
struct str enter_escape(struct str path, struct arena *a);

/* "?next=..." with where this request asked to go, to be led back there; "" where that cannot be. */
struct str enter_back(const struct web *web);

#endif
