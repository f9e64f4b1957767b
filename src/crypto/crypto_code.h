/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CRYPTO_CODE_H
#define CRYPTO_CODE_H
/*
 * Codes that people read from paper and type: 12 characters of Crockford's
 * alphabet, eleven random (55 bits) and a check character that finds every
 * single wrong character and every two that changed places. Whether a code is
 * known, and how often somebody may try, is core/code's.
 */
#include "str.h"

#define CRYPTO_CODE_LENGTH 12

struct crypto_code {
	char text[CRYPTO_CODE_LENGTH + 1]; /* capitals, ended by NUL */
};

void crypto_code_new(struct crypto_code *ret_code);

/* The code that 32 random bytes stand for: the same bytes, the same code. */
void crypto_code_from(const unsigned char seed[32], struct crypto_code *ret_code);

/* Reads what a person typed: any case, spaces and dashes anywhere, O for 0,
 * I and L for 1. ERR_INVALID when it cannot be a code of ours. */
enum err crypto_code_parse(struct str typed, struct crypto_code *ret_code);

/* In groups, as printed: "XXXX-XXXX-XXXX". */
struct str crypto_code_grouped(const struct crypto_code *code, struct arena *a);

#endif
