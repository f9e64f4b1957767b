/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_SQUARES_H
#define CORE_SQUARES_H
/* The secret of an authenticator app as a QR code (ISO/IEC 18004), in squares for a page. */
#include "html.h"

/* A dark square of the code, or several beside one another. */
struct square {
	int64_t x, y, width;
};

struct squares {
	const struct square *v;
	size_t n;
};

/* "otpauth://totp/ISSUER:EMAIL?secret=...&issuer=ISSUER", as authenticator apps read it. */
struct str squares_app_address(struct str issuer, struct str email, struct str secret_text, struct arena *a);
/* *ret_size: the width in squares, the white edge of 4 included. ERR_LIMIT: it does not fit. */
enum err squares_make(struct str text, struct arena *a, struct squares *ret_squares, int64_t *ret_size);
/* In groups of four, to be typed over. */
struct str squares_in_fours(struct str s, struct arena *a);

#endif
