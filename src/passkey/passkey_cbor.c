/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "passkey_cbor.h"

#include "banned.h"

#define DEPTH_MAX 8
#define CBOR_ARRAY 4
#define CBOR_TAG 6

bool
passkey_cbor_head(struct str *rest, int *ret_major, uint64_t *ret_argument)
{
	if (rest->n == 0)
		return false;
	unsigned first = (unsigned char)rest->p[0], info = first & 31;
	size_t more = info < 24 ? 0 : (size_t)1 << (info - 24);
	if (info > 27 || rest->n < 1 + more)
		return false;
	uint64_t argument = info < 24 ? info : 0;
	for (size_t i = 1; i <= more; i++)
		argument = argument << 8 | (unsigned char)rest->p[i];
	*ret_major = (int)(first >> 5);
	*ret_argument = argument;
	*rest = str_cut(*rest, 1 + more, rest->n);
	return true;
}

static bool
skip(struct str *rest, int depth)
{
	int major;
	uint64_t n;
	if (depth > DEPTH_MAX || !passkey_cbor_head(rest, &major, &n) || major == CBOR_TAG)
		return false;
	if (major < PASSKEY_CBOR_BYTES || major > CBOR_TAG)
		return true;
	if (n > rest->n)
		return false;
	if (major < CBOR_ARRAY) {
		*rest = str_cut(*rest, (size_t)n, rest->n);
		return true;
	}
	for (uint64_t i = 0; i < (major == CBOR_ARRAY ? n : 2 * n); i++)
		if (!skip(rest, depth + 1))
			return false;
	return true;
}

bool
passkey_cbor_skip(struct str *rest)
{
	return skip(rest, 1);
}

bool
passkey_cbor_string(struct str *rest, enum passkey_cbor major, struct str *ret_string)
{
	int is;
	uint64_t n;
	if (!passkey_cbor_head(rest, &is, &n) || is != (int)major || n > rest->n)
		return false;
	*ret_string = str_cut(*rest, 0, (size_t)n);
	*rest = str_cut(*rest, (size_t)n, rest->n);
	return true;
}
