/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <openssl/crypto.h>
#include <string.h>

#include "buf.h"
#include "oidc_part.h"
#include "random.h"

#include "banned.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str
oidc_base64_write(struct str bytes, struct arena *a)
{
	char *text = arena_raw(a, bytes.n * 4 / 3 + 4);
	size_t n = 0;
	uint32_t held = 0;
	unsigned bits = 0;
	for (size_t i = 0; i < bytes.n; i++) {
		held = held << 8 | (unsigned char)bytes.p[i];
		for (bits += 8; bits >= 6; bits -= 6)
			text[n++] = alphabet[held >> (bits - 6) & 63];
	}
	if (bits > 0)
		text[n++] = alphabet[held << (6 - bits) & 63];
	text[n] = '\0';
	return (struct str){ text, n };
}

static int
digit(char c)
{
	const char *at = c == '\0' ? NULL : strchr(alphabet, c);
	return at == NULL ? -1 : (int)(at - alphabet);
}

enum err
oidc_base64_read(struct str text, struct arena *a, struct str *ret_bytes)
{
	char *bytes = arena_raw(a, text.n * 3 / 4 + 1);
	size_t n = 0;
	uint32_t held = 0;
	unsigned bits = 0;
	if (text.n % 4 == 1)
		return ERR_INVALID;
	for (size_t i = 0; i < text.n; i++) {
		int d = digit(text.p[i]);
		if (d < 0)
			return ERR_INVALID;
		held = held << 6 | (uint32_t)d;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[n++] = (char)(held >> bits & 255);
		}
	}
	if ((held & ((1u << bits) - 1)) != 0)
		return ERR_INVALID;
	bytes[n] = '\0';
	*ret_bytes = (struct str){ bytes, n };
	return ERR_OK;
}

static bool
is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
	    c == '_' || c == '~';
}

void
oidc_escape(struct buf *b, struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (is_plain(value.p[i]))
			buf_char(b, value.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)value.p[i]);
}

void
oidc_put(struct buf *b, const char *name, struct str value)
{
	bool first = b->n == 0 || b->p[b->n - 1] == '?' || b->p[b->n - 1] == '&';
	if (!first)
		buf_char(b, '&');
	buf_z(b, name);
	buf_char(b, '=');
	oidc_escape(b, value);
}

struct str
oidc_random(size_t n, struct arena *a)
{
	unsigned char bytes[64];
	if (n > sizeof bytes)
		n = sizeof bytes;
	random_bytes(bytes, n);
	struct str text = oidc_base64_write(str_from(bytes, n), a);
	OPENSSL_cleanse(bytes, sizeof bytes);
	return text;
}

struct wiping {
	void *p;
	size_t n;
};

static void
wipe(void *arg)
{
	struct wiping *w = arg;
	OPENSSL_cleanse(w->p, w->n);
}

void
oidc_wipe_later(struct str secret, struct arena *a)
{
	struct wiping *w = ARENA_NEW(a, struct wiping);
	memcpy(&w->p, &secret.p, sizeof w->p);
	w->n = secret.n;
	if (secret.n > 0)
		arena_defer(a, wipe, w);
}

/* ---- JSON ---- */

static void
let_go(void *json)
{
	json_decref(json);
}

json_t *
oidc_object(struct str text, struct arena *a)
{
	if (text.n > OIDC_ANSWER_MAX)
		return NULL;
	json_t *o = json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	if (o == NULL)
		return NULL;
	arena_defer(a, let_go, o);
	return json_is_object(o) ? o : NULL;
}

struct str
oidc_text(const json_t *o, const char *name)
{
	const json_t *v = json_object_get(o, name);
	return json_is_string(v) ? str_from(json_string_value(v), json_string_length(v)) : STR_NONE;
}

bool
oidc_lists(const json_t *o, const char *name, const char *value)
{
	const json_t *list = json_object_get(o, name);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);
		if (json_is_string(v) && str_eq_z(str_from_z(json_string_value(v)), value))
			return true;
	}
	return false;
}
