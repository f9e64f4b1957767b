/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a provider sends. The first byte says what the rest is: what it says of
 * itself, its keys, a whole token, or the head and body (with a line end
 * between) of a token that it signed, so that each is read to its end.
 */
#include <stdint.h>
#include <stdlib.h>

#include "test_forge.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct oidc_settings settings = {
	.issuer = STR_INIT(FORGE_ISSUER), .client_id = STR_INIT("client"), .levels = STR_INIT("low substantial high"),
	.level = STR_INIT("substantial"),
};

static void
require(int truth)
{
	if (!truth)
		abort();
}

/* A provider with keys of its own; what it makes stands in that arena. */
static struct forge
forge_in(struct arena *a)
{
	static struct forge *kept;
	if (kept == NULL)
		kept = forge_new();
	struct forge f = *kept;
	f.arena = a;
	return f;
}

static void
check_metadata(struct str said, struct arena *a)
{
	struct oidc_metadata m;
	if (oidc_metadata_read(said, &settings, a, &m) != OIDC_FINE)
		return;
	require(oidc_address_is_good(m.authorization) && oidc_address_is_good(m.token) && oidc_address_is_good(m.keys));
}

static enum oidc_fault
check(struct str token, struct str set, struct arena *a)
{
	struct oidc_keys keys;
	struct oidc_identity who = { 0 };
	struct oidc_expected x = {
		.settings = &settings, .nonce = STR("nonce"), .begun = FORGE_NOW - 5000, .now = FORGE_NOW + 1000,
	};
	if (oidc_keys_read(set, a, &keys) != ERR_OK)
		return OIDC_KEY;
	require(keys.n <= OIDC_KEYS_MAX);
	enum oidc_fault f = oidc_token_check(token, &keys, &x, a, &who);
	if (f != OIDC_FINE) {
		require(who.subject.p == NULL);
		return f;
	}
	require(str_eq(who.issuer, settings.issuer) && who.subject.n > 0 && who.subject.n <= 255);
	require(oidc_level_rank(settings.levels, who.level) >= 2);
	return f;
}

/* Keys that somebody else chose do not make our token right, unless they are its own. */
static void
check_keys(struct str set, struct arena *a)
{
	struct forge f = forge_in(a);
	struct str good = forge_token(&f, "{\"alg\":\"RS256\"}", forge_body(&f, NULL, NULL), f.rsa);
	require(check(good, set, a) != OIDC_FINE);
}

/* Nobody but the provider can sign: what was made up never holds. */
static void
check_whole(struct str token, struct arena *a)
{
	struct forge f = forge_in(a);
	struct str bytes;
	require(check(token, forge_set(&f), a) != OIDC_FINE);
	if (oidc_base64_read(token, a, &bytes) == ERR_OK)
		require(str_eq(oidc_base64_write(bytes, a), token));
}

static void
check_signed(struct str text, struct arena *a)
{
	struct forge f = forge_in(a);
	struct str rest = text, head;
	if (!str_split(&rest, '\n', &head) || rest.p == NULL)
		return;
	/* What is signed ends at a NUL, so that is what the head must say. */
	const char *signed_head = str_z(head, a);
	struct str token = forge_token(&f, signed_head, str_z(rest, a), f.p256);
	enum oidc_fault got = check(token, forge_set(&f), a);
	const json_t *o = oidc_object(str_from_z(signed_head), a);
	if (got == OIDC_FINE)
		require(str_eq_z(oidc_text(o, "alg"), "ES256") && json_object_get(o, "crit") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(struct str, struct arena *) = {
		check_metadata, check_keys, check_whole, check_signed,
	};
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	checks[data[0] % 4](str_from(data + 1, size - 1), a);
	arena_free(a);
	return 0;
}
