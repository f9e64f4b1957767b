/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/rsa.h>

#include "test_forge.h"

#include "banned.h"

/* Every way in which an ID token can be somebody else's, old, or made up. */

static const struct oidc_settings settings = {
	.issuer = STR_INIT(FORGE_ISSUER), .client_id = STR_INIT("client"),
	.levels = STR_INIT("basis midden substantial high"), .level = STR_INIT("substantial"),
};

static int
set_up(void **state)
{
	*state = forge_new();
	return 0;
}

static int
tear_down(void **state)
{
	forge_free(*state);
	return 0;
}

static enum oidc_fault
check_with(const struct forge *f, struct str token, struct str set)
{
	struct oidc_identity who = { 0 };
	struct oidc_keys keys;
	struct oidc_expected x = {
		.settings = &settings, .nonce = STR("nonce"), .begun = FORGE_NOW - 5000, .now = FORGE_NOW + 1000,
	};
	assert_int_equal(oidc_keys_read(set, f->arena, &keys), ERR_OK);
	enum oidc_fault fault = oidc_token_check(token, &keys, &x, f->arena, &who);
	assert_true(fault == OIDC_FINE ? str_eq_z(who.subject, "person-1") : who.subject.p == NULL);
	return fault;
}

static void
expect_token(const struct forge *f, struct str token, enum oidc_fault wanted)
{
	enum oidc_fault got = check_with(f, token, forge_set(f));
	if (got != wanted)
		print_error("got %s, wanted %s: %.*s\n", oidc_fault_name(got), oidc_fault_name(wanted), STR_ARG(token));
	assert_int_equal(got, wanted);
}

#define RS256 "{\"alg\":\"RS256\",\"kid\":\"rsa\"}"

static void
expect_body(const struct forge *f, const char *name, const char *json, enum oidc_fault wanted)
{
	expect_token(f, forge_token(f, RS256, forge_body(f, name, json), f->rsa), wanted);
}

static void
good_ones_are_taken(void **state)
{
	const struct forge *f = *state;
	const char *body = forge_body(f, NULL, NULL);
	expect_token(f, forge_token(f, RS256, body, f->rsa), OIDC_FINE);
	expect_token(f, forge_token(f, "{\"alg\":\"PS256\",\"kid\":\"rsa\"}", body, f->rsa), OIDC_FINE);
	expect_token(f, forge_token(f, "{\"alg\":\"ES256\",\"kid\":\"p256\"}", body, f->p256), OIDC_FINE);
	/* without a name: the only key of its kind */
	expect_token(f, forge_token(f, "{\"alg\":\"RS256\"}", body, f->rsa), OIDC_FINE);
}

struct wrong {
	const char *name, *json;
	enum oidc_fault fault;
};

static const struct wrong wrongs[] = {
	{ "iss", NULL, OIDC_ISSUER },
	{ "iss", "\"https://provider.example/\"", OIDC_ISSUER },
	{ "iss", "\"https://other.example\"", OIDC_ISSUER },
	{ "iss", "[\"https://provider.example\"]", OIDC_ISSUER },
	{ "aud", NULL, OIDC_AUDIENCE },
	{ "aud", "\"somebody\"", OIDC_AUDIENCE },
	{ "aud", "[]", OIDC_AUDIENCE },
	{ "aud", "[\"client\"]", OIDC_FINE },
	{ "aud", "[\"client\",\"somebody\"]", OIDC_AUDIENCE },
	{ "aud", "7", OIDC_AUDIENCE },
	{ "azp", "\"client\"", OIDC_FINE },
	{ "azp", "\"somebody\"", OIDC_AUDIENCE },
	{ "azp", "null", OIDC_AUDIENCE },
	{ "exp", NULL, OIDC_FORM },
	{ "exp", "\"1767225900\"", OIDC_FORM },
	{ "exp", "-1", OIDC_FORM },
	{ "exp", "1e300", OIDC_FORM },
	{ "exp", "1767225541", OIDC_EXPIRED },
	{ "exp", "1767225542", OIDC_FINE },
	{ "exp", "1767225900.5", OIDC_FINE },
	{ "iat", NULL, OIDC_FORM },
	{ "iat", "1767225661", OIDC_FINE },
	{ "iat", "1767225662", OIDC_EARLY },
	{ "iat", "1767225535", OIDC_FINE },
	{ "iat", "1767225534", OIDC_OLD },
	{ "nbf", "1767225661", OIDC_FINE },
	{ "nbf", "1767225662", OIDC_EARLY },
	{ "nbf", "\"soon\"", OIDC_FORM },
	{ "nonce", NULL, OIDC_NONCE },
	{ "nonce", "\"\"", OIDC_NONCE },
	{ "nonce", "\"other\"", OIDC_NONCE },
	{ "sub", NULL, OIDC_SUBJECT },
	{ "sub", "\"\"", OIDC_SUBJECT },
	{ "sub", "\"two\\nlines\"", OIDC_SUBJECT },
	{ "sub", "17", OIDC_SUBJECT },
	{ "auth_time", NULL, OIDC_OLD },
	{ "auth_time", "1767225534", OIDC_OLD },
	{ "auth_time", "1767225662", OIDC_EARLY },
	{ "acr", NULL, OIDC_LEVEL },
	{ "acr", "\"midden\"", OIDC_LEVEL },
	{ "acr", "\"high\"", OIDC_FINE },
	{ "acr", "\"Substantial\"", OIDC_LEVEL },
	{ "acr", "\"substantial high\"", OIDC_LEVEL },
	{ "acr", "[\"high\"]", OIDC_LEVEL },
};

static void
one_wrong_member_is_enough(void **state)
{
	const struct forge *f = *state;
	for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++)
		expect_body(f, wrongs[i].name, wrongs[i].json, wrongs[i].fault);
	char *text = arena_raw(f->arena, 400);
	memset(text, 'x', 399);
	text[0] = text[257] = '"';
	text[258] = '\0';
	expect_body(f, "sub", text, OIDC_SUBJECT);
}

static void
only_our_algorithms_and_each_with_its_own_key(void **state)
{
	const struct forge *f = *state;
	const char *body = forge_body(f, NULL, NULL);
	struct str bare = forge_token(f, "{\"alg\":\"none\"}", body, f->rsa);
	struct str empty = str_cut(bare, 0, bare.n);
	while (empty.p[empty.n - 1] != '.')
		empty.n--;
	expect_token(f, empty, OIDC_ALGORITHM);
	expect_token(f, bare, OIDC_ALGORITHM);
	static const char *const never[] = { "None", "HS256", "HS512", "RS1", "RS384", "ES384", "EdDSA", "rs256", "" };
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
		struct str head = str_printf(f->arena, "{\"alg\":\"%s\",\"kid\":\"rsa\"}", never[i]);
		expect_token(f, forge_token(f, head.p, body, f->rsa), OIDC_ALGORITHM);
	}
	expect_token(f, forge_token(f, "{\"kid\":\"rsa\"}", body, f->rsa), OIDC_ALGORITHM);
	expect_token(f, forge_token(f, "{\"alg\":[\"RS256\"],\"kid\":\"rsa\"}", body, f->rsa), OIDC_ALGORITHM);
	expect_token(f, forge_token(f, "{\"alg\":\"ES256\",\"kid\":\"rsa\"}", body, f->rsa), OIDC_KEY);
	expect_token(f, forge_token(f, "{\"alg\":\"RS256\",\"kid\":\"p256\"}", body, f->p256), OIDC_KEY);
	expect_token(f, forge_token(f, "{\"alg\":\"PS256\",\"kid\":\"rsa\",\"x\":\"RS256\"}", body, f->rsa), OIDC_FINE);
	/* PKCS #1 v1.5 under the name of PSS */
	struct str head = oidc_base64_write(STR("{\"alg\":\"PS256\",\"kid\":\"rsa\"}"), f->arena);
	struct str token = forge_token(f, RS256, body, f->rsa);
	struct str rest = str_cut(token, (size_t)str_find_char(token, '.'), token.n);
	expect_token(f, str_printf(f->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(rest)), OIDC_SIGNATURE);
}

static void
a_public_key_is_no_secret(void **state)
{
	const struct forge *f = *state;
	const char *body = forge_body(f, NULL, NULL);
	struct str set = forge_set(f), jwk = forge_jwk(f, f->rsa, "rsa");
	unsigned char *der = NULL;
	int n = i2d_PublicKey(f->rsa, &der);
	const char *head = "{\"alg\":\"HS256\",\"kid\":\"rsa\"}";
	expect_token(f, forge_hmac(f, head, body, str_from(der, (size_t)n)), OIDC_ALGORITHM);
	expect_token(f, forge_hmac(f, head, body, jwk), OIDC_ALGORITHM);
	expect_token(f, forge_hmac(f, head, body, set), OIDC_ALGORITHM);
	/* the same bytes under a name that we take */
	expect_token(f, forge_hmac(f, RS256, body, str_from(der, (size_t)n)), OIDC_SIGNATURE);
	OPENSSL_free(der);
}

static void
signatures_are_checked(void **state)
{
	const struct forge *f = *state;
	const char *body = forge_body(f, NULL, NULL);
	expect_token(f, forge_token(f, RS256, body, f->other), OIDC_SIGNATURE);
	expect_token(f, forge_token(f, "{\"alg\":\"RS256\",\"kid\":\"gone\"}", body, f->rsa), OIDC_KEY);
	expect_token(f, forge_token(f, "{\"alg\":\"RS256\",\"kid\":7}", body, f->rsa), OIDC_KEY);
	/* a key that came with the token */
	struct str jwk = forge_jwk(f, f->other, "rsa");
	struct str head = str_printf(f->arena, "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jwk\":%.*s}", STR_ARG(jwk));
	expect_token(f, forge_token(f, head.p, body, f->other), OIDC_SIGNATURE);
	const char *critical = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"b64\"]}";
	expect_token(f, forge_token(f, critical, body, f->rsa), OIDC_FORM);
	/* another kind of token */
	const char *access = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"at+jwt\"}";
	expect_token(f, forge_token(f, access, body, f->rsa), OIDC_FORM);
	expect_token(f, forge_token(f, "{\"alg\":\"RS256\",\"typ\":\"jwt\"}", body, f->rsa), OIDC_FINE);
	/* every byte of it counts */
	struct str token = forge_token(f, "{\"alg\":\"ES256\",\"kid\":\"p256\"}", body, f->p256);
	for (size_t i = 0; i < token.n; i += 7) {
		char *changed = str_z(token, f->arena);
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		assert_int_not_equal(check_with(f, str_from_z(changed), forge_set(f)), OIDC_FINE);
	}
}

static void
two_keys_without_a_name_are_none(void **state)
{
	const struct forge *f = *state;
	struct str rsa = forge_jwk(f, f->rsa, "rsa"), other = forge_jwk(f, f->other, "other");
	struct str set = str_printf(f->arena, "{\"keys\":[%.*s,%.*s]}", STR_ARG(rsa), STR_ARG(other));
	struct str token = forge_token(f, "{\"alg\":\"RS256\"}", forge_body(f, NULL, NULL), f->rsa);
	assert_int_equal(check_with(f, token, set), OIDC_KEY);
	/* nor two of one name */
	other = forge_jwk(f, f->other, "rsa");
	set = str_printf(f->arena, "{\"keys\":[%.*s,%.*s]}", STR_ARG(rsa), STR_ARG(other));
	assert_int_equal(check_with(f, forge_token(f, RS256, forge_body(f, NULL, NULL), f->rsa), set), OIDC_KEY);
}

static void
broken_tokens_are_refused(void **state)
{
	const struct forge *f = *state;
	static const char *const broken[] = {
		"", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30.e30.AA", "e30=.e30.AA",
		"bnVsbA.e30.AA", "eyJhbGciOiJSUzI1NiJ9.W10.AA", "eyJhbGciOiJSUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA",
		"e30.e30.A", "e30 .e30.AA",
	};
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
		assert_int_not_equal(check_with(f, str_from_z(broken[i]), forge_set(f)), OIDC_FINE);
	/* a member twice: which one counts is nobody's guess */
	expect_token(f, forge_token(f, RS256, "{\"iss\":\"a\",\"iss\":\"b\"}", f->rsa), OIDC_FORM);
	expect_token(f, forge_token(f, RS256, "{\"sub\":\"a\\u0000b\"}", f->rsa), OIDC_FORM);
	char *huge = arena_raw(f->arena, OIDC_TOKEN_MAX + 2);
	memset(huge, 'A', OIDC_TOKEN_MAX + 1);
	assert_int_equal(check_with(f, str_from(huge, OIDC_TOKEN_MAX + 1), forge_set(f)), OIDC_FORM);
	/* deep */
	memset(huge, '[', 9000);
	huge[9000] = '\0';
	assert_int_equal(check_with(f, forge_token(f, RS256, huge, f->rsa), forge_set(f)), OIDC_FORM);
}

/* ---- sets of keys ---- */

static size_t
count_keys(const struct forge *f, const char *json)
{
	struct oidc_keys keys;
	return oidc_keys_read(str_from_z(json), f->arena, &keys) == ERR_OK ? keys.n : 99;
}

static void
keys_that_are_no_good_are_left_out(void **state)
{
	const struct forge *f = *state;
	EVP_PKEY *small = EVP_RSA_gen(1024);
	struct str weak = forge_jwk(f, small, "weak"), good = forge_jwk(f, f->rsa, "rsa");
	EVP_PKEY_free(small);
	assert_int_equal(count_keys(f, forge_set(f).p), 2);
	assert_int_equal(count_keys(f, str_printf(f->arena, "{\"keys\":[%.*s]}", STR_ARG(weak)).p), 0);
	static const char *const sets[] = {
		"{\"keys\":[]}",
		"{\"keys\":[7,null,{},{\"kty\":\"oct\",\"k\":\"AAAA\"},{\"kty\":\"RSA\"},"
		"{\"kty\":\"EC\",\"crv\":\"P-256\"}]}",
		/* not on the curve; zero; too short */
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\","
		"\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}]}",
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
	};
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
		assert_int_equal(count_keys(f, sets[i]), 0);
	static const char *const none[] = {
		"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]", "{\"keys\":[],\"keys\":[]}",
	};
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_int_equal(count_keys(f, none[i]), 99);
	/* for something else than signing */
	char *other_use = str_z(str_printf(f->arena, "{\"keys\":[%.*s]}", STR_ARG(good)), f->arena);
	memcpy(strstr(other_use, "\"sig\""), "\"enc\"", 5);
	assert_int_equal(count_keys(f, other_use), 0);
}

static void
base_64_has_one_way_to_write(void **state)
{
	const struct forge *f = *state;
	struct str bytes;
	static const char *const bad[] = { "A", "AB=", "A+B", "AB/", "AB", "AAB", "A A", "AAAAA" };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(oidc_base64_read(str_from_z(bad[i]), f->arena, &bytes), ERR_INVALID);
	static const char all[] = "\377\376 0123456789abcdefghijklmnopqrstuvwxyz!";
	for (size_t n = 0; n < 40; n++) {
		struct str text = oidc_base64_write(str_from(all, n), f->arena);
		assert_int_equal(oidc_base64_read(text, f->arena, &bytes), ERR_OK);
		assert_true(bytes.n == n && memcmp(bytes.p, all, n) == 0);
	}
}

int oidc_token_tests(void);

int
oidc_token_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_ones_are_taken),
		cmocka_unit_test(one_wrong_member_is_enough),
		cmocka_unit_test(only_our_algorithms_and_each_with_its_own_key),
		cmocka_unit_test(a_public_key_is_no_secret),
		cmocka_unit_test(signatures_are_checked),
		cmocka_unit_test(two_keys_without_a_name_are_none),
		cmocka_unit_test(broken_tokens_are_refused),
		cmocka_unit_test(keys_that_are_no_good_are_left_out),
		cmocka_unit_test(base_64_has_one_way_to_write),
	};
	return cmocka_run_group_tests_name("tokens", tests, set_up, tear_down);
}
