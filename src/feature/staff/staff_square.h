/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef STAFF_SQUARE_H
#define STAFF_SQUARE_H
/* The secret of an authenticator app as a QR code (ISO/IEC 18004), in squares for a page. */
#include "staff_view.h"

/* "otpauth://totp/ISSUER:EMAIL?secret=...&issuer=ISSUER", as authenticator apps read it. */
struct str staff_app_address(struct str issuer, struct str email, struct str secret_text, struct arena *a);
/* *ret_size: the width in squares, the white edge of 4 included. ERR_LIMIT: it does not fit. */
enum err staff_squares_of(struct str text, struct arena *a, struct staff_squares *ret_squares, int64_t *ret_size);
/* In groups of four, to be typed over. */
struct str staff_in_fours(struct str s, struct arena *a);

#endif
