/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ACCOUNT_INTERNAL_H
#define ACCOUNT_INTERNAL_H
/* What the pages of an account share. */
#include "account.h"
#include "account_view.h"
#include "form.h"
#include "web.h"

/* Asks for a password in these two fields. ERR_INVALID: the form says what to change. */
enum err account_read_password(struct web *web, struct form *f, const struct form_field *fields, size_t n);

/* The secret of an app, to scan and to type over. */
enum err account_square_of(struct web *web, struct str email, struct str totp, struct account_square *ret_square);

/* The page on which somebody who makes an account, or makes it anew, adds their app. */
enum err account_new_app_page(struct web *web, const struct form *f, const struct enrolment *n, const char *path,
    const char *back);

/* The ten codes, shown this once. */
enum err account_show_codes(struct web *web, const struct str codes[RECOVERY_CODES], bool is_new);

extern const struct form_field account_code_fields[1];

extern const struct form_field account_new_fields[3];
#define ACCOUNT_NEW_FIELDS 3 /* address, password, once more */

/* account_recover_web.c */
enum err account_show_recover(struct web *web);
enum err account_take_recover(struct web *web);
enum err account_show_recover_new(struct web *web);
enum err account_take_recover_new(struct web *web);
enum err account_show_recover_app(struct web *web);
enum err account_take_recover_app(struct web *web);

/* account_new_web.c */
enum err account_show_new(struct web *web);
enum err account_take_new(struct web *web);
enum err account_show_new_app(struct web *web);
enum err account_take_new_app(struct web *web);

#endif
