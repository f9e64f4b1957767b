/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto_code.h"

#include <sodium.h>
#include <string.h>

#include "banned.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Times the generator in the field of 32 elements (x^5 + x^2 + 1). Each place
 * of a code weighs another power of it, hence any change of one character or
 * exchange of two changes the sum. */
static unsigned
shift(unsigned v)
{
	v <<= 1;
	return v & 32u ? v ^ 37u : v;
}

static unsigned
sum(const unsigned *values, size_t n)
{
	unsigned s = 0;
	for (size_t i = 0; i < n; i++)
		s = shift(s ^ values[i]);
	return s;
}

void
crypto_code_from(const unsigned char seed[32], struct crypto_code *ret_code)
{
	unsigned values[CRYPTO_CODE_LENGTH];
	for (size_t i = 0; i + 1 < CRYPTO_CODE_LENGTH; i++)
		values[i] = seed[i] % 32u;
	values[CRYPTO_CODE_LENGTH - 1] = sum(values, CRYPTO_CODE_LENGTH - 1);
	for (size_t i = 0; i < CRYPTO_CODE_LENGTH; i++)
		ret_code->text[i] = alphabet[values[i]];
	ret_code->text[CRYPTO_CODE_LENGTH] = '\0';
	sodium_memzero(values, sizeof values);
}

void
crypto_code_new(struct crypto_code *ret_code)
{
	unsigned char seed[32];
	randombytes_buf(seed, sizeof seed);
	crypto_code_from(seed, ret_code);
	sodium_memzero(seed, sizeof seed);
}

static bool
is_filling(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

/* The character that was meant, or NUL. */
static char
meant(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c != '\0' && strchr(alphabet, c) != NULL ? c : '\0';
}

enum err
crypto_code_parse(struct str typed, struct crypto_code *ret_code)
{
	struct crypto_code code = { { 0 } };
	unsigned values[CRYPTO_CODE_LENGTH];
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		if (is_filling(typed.p[i]))
			continue;
		char c = meant(typed.p[i]);
		if (c == '\0' || n == CRYPTO_CODE_LENGTH)
			return ERR_INVALID;
		values[n] = (unsigned)(strchr(alphabet, c) - alphabet);
		code.text[n++] = c;
	}
	if (n != CRYPTO_CODE_LENGTH || sum(values, n - 1) != values[n - 1])
		return ERR_INVALID;
	*ret_code = code;
	return ERR_OK;
}

struct str
crypto_code_grouped(const struct crypto_code *code, struct arena *a)
{
	return str_printf(a, "%.4s-%.4s-%.4s", code->text, code->text + 4, code->text + 8);
}
