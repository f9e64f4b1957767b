/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_RECOVERY_CODE_H
#define CORE_RECOVERY_CODE_H
/*
 * Ten codes on paper: each takes the place of the app's code once, beside the
 * password. Shown once when they are made; kept as keyed hashes.
 */
#include "core.h"

#define RECOVERY_CODES 10

/* Makes ten new ones; the older ones end. As on paper ("k7mq-4x0p-9abc"), in the arena. */
enum err recovery_code_make(struct db_write *w, struct vault *v, struct id account, struct arena *a,
    struct str ret_codes[RECOVERY_CODES]);

/* How many were not used yet. */
enum err recovery_code_left(struct db_read *r, struct id account, struct arena *a, int64_t *ret_left);

/* Whether what somebody typed is one of them; *ret_hash is for using it up.
 * ERR_INVALID: it has not the shape of one. ERR_NOT_FOUND: not of this account, or used. */
enum err recovery_code_find(struct core *core, struct id account, struct str typed, struct arena *a,
    struct str *ret_hash);
/* ERR_NOT_FOUND: it was used meanwhile. */
enum err recovery_code_use(struct db_write *w, struct id account, struct str hash);

#endif
