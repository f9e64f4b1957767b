/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a browser hands in with a passkey. The first byte says what follows:
 * client data, an attestation object, or an authenticator's words with a
 * signature; the rest of the answer is good, so that each is read to its end.
 */
#include <stdint.h>
#include <stdlib.h>

#include "passkey.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WORDS(TYPE) "{\"type\":\"" TYPE "\",\"challenge\":\"Yw\",\"origin\":\"https://a.example\"}"

static const struct passkey_question question = {
	STR_INIT("https://a.example"), STR_INIT("a.example"), STR_INIT("c"),
};

static void
require(int truth)
{
	if (!truth)
		abort();
}

static void
check_text(struct str text, struct arena *a)
{
	struct str bytes;
	if (passkey_decode(text, 100, a, &bytes) != ERR_OK)
		return;
	require(bytes.n <= 100);
	require(str_eq(passkey_encode(bytes, a), text));
}

static void
check_made(struct str client_data, struct str attestation, struct arena *a)
{
	struct passkey_key key = { .id = STR_NONE };
	if (passkey_register(&question, client_data, attestation, a, &key) != PASSKEY_GOOD)
		return;
	require(key.id.n > 0 && key.id.n <= PASSKEY_CREDENTIAL_MAX);
	require(key.public_key.n == 64 || key.public_key.n == 32 || key.public_key.n == 259);
	require(key.counter >= 0 && key.counter <= UINT32_MAX);
}

/* Nobody signs for this key: nothing that is made up may hold. */
static void
check_answer(struct str client_data, struct str rest, enum passkey_algorithm algorithm, struct arena *a)
{
	static const char point[259] = { 4, 1 };
	size_t n = algorithm == PASSKEY_ES256 ? 64 : algorithm == PASSKEY_EDDSA ? 32 : 259;
	struct passkey_key key = { .public_key = str_from(point, n), .algorithm = algorithm };
	struct passkey_answer answer = { client_data, rest, STR("signature") };
	int64_t counter;
	ptrdiff_t end = str_find(rest, STR("--"));
	if (end >= 0) {
		answer.authenticator = str_cut(rest, 0, (size_t)end);
		answer.signature = str_cut(rest, (size_t)end + 2, rest.n);
	}
	require(passkey_check(&question, &key, &answer, a, &counter) != PASSKEY_GOOD);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str rest = str_from(data + (size > 0), size - (size > 0));
	switch (size > 0 ? data[0] % 6 : 0) {
	case 0:
		check_text(rest, a);
		break;
	case 1:
		check_answer(rest, STR("x"), PASSKEY_ES256, a);
		break;
	case 2:
		check_made(STR(WORDS("webauthn.create")), rest, a);
		break;
	case 3:
		check_answer(STR(WORDS("webauthn.get")), rest, PASSKEY_ES256, a);
		break;
	case 4:
		check_answer(STR(WORDS("webauthn.get")), rest, PASSKEY_EDDSA, a);
		break;
	default:
		check_answer(STR(WORDS("webauthn.get")), rest, PASSKEY_RS256, a);
		break;
	}
	arena_free(a);
	return 0;
}
