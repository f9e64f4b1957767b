/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_RECEIPT_H
#define CORE_RECEIPT_H
/*
 * The receipt of a form as it was filled in: its first answer, written in the same transaction
 * as what it did, sealed under the form_id that only the browser knows.
 */
#include "web_internal.h"

/* Gives the first answer again. ERR_NOT_FOUND: the form is new (or has no form_id). */
enum err receipt_find(struct turn *t);

/* Keeps the answer that was made. */
enum err receipt_keep(struct turn *t);

/* Removes receipts of over a day. A timer. */
enum err receipt_clean(struct core *core);

#endif
