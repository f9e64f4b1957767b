/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "crypto.h"
#include "directory_entry.h"

#include "banned.h"

#define UUID_LENGTH 36

static bool
is_dash(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

enum err
directory_uuid_parse(struct str s, struct id *ret_id)
{
	char digits[32];
	struct id id;
	size_t n = 0;
	if (s.n != UUID_LENGTH)
		return ERR_INVALID;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (is_dash(i) != (c == '-'))
			return ERR_INVALID;
		if (c != '-')
			digits[n++] = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
	}
	TRY(str_unhex(str_from(digits, n), id.b, sizeof id.b));
	if (id_is_none(id))
		return ERR_INVALID;
	*ret_id = id;
	return ERR_OK;
}

struct str
directory_uuid(struct id id, struct arena *a)
{
	struct str hex = str_hex(id.b, sizeof id.b, a);
	return str_printf(a, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8, hex.p + 12, hex.p + 16, hex.p + 20);
}

struct id
directory_derived_id(struct id owner, const char *kind, struct str what)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	struct id id;
	struct arena *a = arena_new();
	struct str hex = str_hex(owner.b, sizeof owner.b, a);
	crypto_digest(str_printf(a, "nabij directory %.*s %s %.*s", STR_ARG(hex), kind, STR_ARG(what)), digest);
	arena_free(a);
	memcpy(id.b, digest, sizeof id.b);
	id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x80); /* version 8: made in a way of one's own */
	id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
	return id;
}

const char *
directory_taxonomy_name(enum directory_taxonomy taxonomy)
{
	static const char *const names[] = { "audience", "offence", "need" };
	return names[taxonomy];
}

struct id
directory_taxonomy_id(enum directory_taxonomy taxonomy)
{
	return directory_derived_id(ID_NONE, "taxonomy", str_from_z(directory_taxonomy_name(taxonomy)));
}

struct id
directory_term_id(enum directory_taxonomy taxonomy, size_t i)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	return directory_derived_id(directory_taxonomy_id(taxonomy), "term", str_from_z(v[i].code));
}
