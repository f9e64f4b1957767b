/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "id.h"

#include <string.h>

#include "clock.h"
#include "random.h"

#include "banned.h"

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct id
id_new(void)
{
	struct id i;
	uint64_t now = (uint64_t)clock_wall();
	random_bytes(i.b, sizeof i.b);
	for (int k = 0; k < 6; k++)
		i.b[k] = (uint8_t)(now >> (8 * (5 - k)));
	return i;
}

bool
id_eq(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool
id_is_none(struct id i)
{
	return id_eq(i, ID_NONE);
}

struct str
id_base32(const void *p, size_t n, struct arena *a)
{
	const unsigned char *in = p;
	size_t length = (n * 8 + 4) / 5;
	char *out = arena_alloc(a, length + 1);
	unsigned ahead = 0, bits = 0;
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		ahead = ahead << 8 | in[i];
		for (bits += 8; bits >= 5; bits -= 5)
			out[k++] = digits[ahead >> (bits - 5) & 31u];
	}
	if (bits > 0)
		out[k] = digits[ahead << (5 - bits) & 31u];
	return (struct str){ out, length };
}

struct str
id_text(struct id i, struct arena *a)
{
	return id_base32(i.b, sizeof i.b, a);
}

enum err
id_parse(struct str s, struct id *ret_id)
{
	struct id i = ID_NONE;
	if (s.n != ID_TEXT_LENGTH)
		return ERR_INVALID;
	for (size_t k = 0; k < s.n; k++) {
		const char *at = s.p[k] == '\0' ? NULL : strchr(digits, s.p[k]);
		if (at == NULL)
			return ERR_INVALID;
		unsigned v = (unsigned)(at - digits);
		for (size_t bit = 0; bit < 5; bit++) {
			size_t to = k * 5 + bit;
			unsigned b = v >> (4 - bit) & 1u;
			if (to < 128)
				i.b[to / 8] |= (uint8_t)(b << (7 - to % 8));
			else if (b != 0)
				return ERR_INVALID;
		}
	}
	*ret_id = i;
	return ERR_OK;
}
