/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "passkey.h"
#include "test_authenticator.h"

#include "banned.h"

#define SITE "help.example"
#define ORIGIN "https://help.example"
#define CREATE "webauthn.create"
#define GET "webauthn.get"

static const struct passkey_question question = {
	STR_INIT(ORIGIN), STR_INIT(SITE), STR_INIT("a challenge of some length \xff\xfe"),
};

static int
set_up(void **state)
{
	*state = arena_new();
	return 0;
}

static int
tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static struct str
create_data(struct arena *a)
{
	return test_client_data(CREATE, question.challenge, ORIGIN, a);
}

static struct str
get_data(struct arena *a)
{
	return test_client_data(GET, question.challenge, ORIGIN, a);
}

static enum passkey_fault
make(const struct test_authenticator *t, struct passkey_key *ret_key)
{
	struct str data = create_data(t->arena);
	return passkey_register(&question, data, test_attestation(t, data), t->arena, ret_key);
}

static struct passkey_key
made(const struct test_authenticator *t)
{
	struct passkey_key key;
	assert_int_equal(make(t, &key), PASSKEY_GOOD);
	return key;
}

static enum passkey_fault
check(const struct test_authenticator *t, const struct passkey_key *key, struct str client_data)
{
	int64_t counter = -1;
	struct passkey_answer answer = test_answer(t, client_data);
	enum passkey_fault f = passkey_check(&question, key, &answer, t->arena, &counter);
	assert_int_equal(counter, f == PASSKEY_GOOD ? (int64_t)t->counter : -1);
	return f;
}

/* ---- text ---- */

static void
text_goes_both_ways(void **state)
{
	struct str back;
	struct str bytes = STR("\x00\xff\xfe>?~ and more");
	struct str text = passkey_encode(bytes, *state);
	assert_int_equal(str_find_char(text, '+'), -1);
	assert_int_equal(str_find_char(text, '='), -1);
	assert_int_equal(passkey_decode(text, bytes.n, *state, &back), ERR_OK);
	assert_true(str_eq(back, bytes));
	assert_int_equal(passkey_decode(text, bytes.n - 1, *state, &back), ERR_LIMIT);
	assert_int_equal(passkey_decode(text, 1, *state, &back), ERR_LIMIT);
	assert_int_equal(passkey_decode(STR("a+b/"), 99, *state, &back), ERR_INVALID);
	assert_int_equal(passkey_decode(STR("YQ=="), 99, *state, &back), ERR_INVALID);
	assert_int_equal(passkey_decode(STR_NONE, 99, *state, &back), ERR_INVALID);
	assert_int_equal(passkey_decode(STR(""), 99, *state, &back), ERR_OK);
	assert_int_equal(back.n, 0);
}

/* ---- what holds ---- */

static void
each_kind_of_key_is_made_and_used(void **state)
{
	static const enum passkey_algorithm kinds[] = { PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256 };
	static const size_t sizes[] = { 64, 32, 259 };
	for (size_t i = 0; i < 3; i++) {
		struct test_authenticator t = test_authenticator_new(kinds[i], SITE, *state);
		struct passkey_key key = made(&t);
		assert_int_equal(key.algorithm, kinds[i]);
		assert_int_equal(key.public_key.n, sizes[i]);
		assert_int_equal(key.counter, 1);
		assert_true(str_eq(key.id, t.id));
		t.counter = 2;
		assert_int_equal(check(&t, &key, get_data(*state)), PASSKEY_GOOD);
	}
}

static void
extensions_do_no_harm(void **state)
{
	struct test_authenticator t = test_authenticator_new(PASSKEY_ES256, SITE, *state);
	t.flags |= TEST_EXTENSIONS;
	t.extensions = STR("\xa1\x6b" "credProtect\x02");
	struct passkey_key key = made(&t);
	t.extensions = STR("\xa1\x63uvm\x81\x83\x02\x04\x02");
	t.counter = 2;
	assert_int_equal(check(&t, &key, get_data(*state)), PASSKEY_GOOD);
}

static void
a_key_may_vouch_for_itself(void **state)
{
	struct passkey_key key;
	struct test_authenticator t = test_authenticator_new(PASSKEY_ES256, SITE, *state);
	t.signs_itself = true;
	assert_int_equal(make(&t, &key), PASSKEY_GOOD);
	struct str data = create_data(*state), said = test_client_data(CREATE, question.challenge, "https://x", *state);
	struct str bytes = test_attestation(&t, said);
	assert_int_equal(passkey_register(&question, data, bytes, *state, &key), PASSKEY_BAD_ATTESTATION);
}

/* ---- what does not ---- */

static void
words_of_the_browser_must_fit(void **state)
{
	struct arena *a = *state;
	struct str c = question.challenge, text = passkey_encode(c, a);
	struct test_authenticator t = test_authenticator_new(PASSKEY_ES256, SITE, a);
	struct passkey_key key = made(&t);
	const struct {
		struct str data;
		enum passkey_fault fault;
	} cases[] = {
		{ test_client_data(CREATE, c, ORIGIN, a), PASSKEY_OTHER_TYPE },
		{ test_client_data("payment.get", c, ORIGIN, a), PASSKEY_OTHER_TYPE },
		{ test_client_data(GET, STR("another"), ORIGIN, a), PASSKEY_OTHER_CHALLENGE },
		{ test_client_data(GET, c, "https://help.example.evil.example", a), PASSKEY_OTHER_ORIGIN },
		{ test_client_data(GET, c, "http://help.example", a), PASSKEY_OTHER_ORIGIN },
		{ test_client_data(GET, c, "https://help.example:444", a), PASSKEY_OTHER_ORIGIN },
		{ test_client_data(GET, c, "https://help.example/", a), PASSKEY_OTHER_ORIGIN },
		{ test_client_data(GET, c, "https://sub.help.example", a), PASSKEY_OTHER_ORIGIN },
		{ str_printf(a, "{\"type\":\"" GET "\",\"challenge\":\"%.*s\",\"origin\":\"" ORIGIN
		    "\",\"crossOrigin\":true}", STR_ARG(text)), PASSKEY_OTHER_ORIGIN },
		{ str_printf(a, "{\"type\":\"" GET "\",\"type\":\"" GET "\",\"challenge\":\"%.*s\",\"origin\":\"" ORIGIN
		    "\"}", STR_ARG(text)), PASSKEY_NOT_JSON },
		{ str_printf(a, "{\"type\":\"" GET "\",\"challenge\":[\"%.*s\"],\"origin\":\"" ORIGIN "\"}",
		    STR_ARG(text)), PASSKEY_OTHER_CHALLENGE },
		{ STR("{}"), PASSKEY_OTHER_TYPE },
		{ STR("[]"), PASSKEY_NOT_JSON },
		{ STR(""), PASSKEY_NOT_JSON },
		{ STR_NONE, PASSKEY_NOT_JSON },
		{ str_printf(a, "%*s{}", PASSKEY_CLIENT_DATA_MAX, ""), PASSKEY_TOO_LONG },
	};
	t.counter = 2;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(check(&t, &key, cases[i].data), cases[i].fault);
	struct str get = get_data(a);
	assert_int_equal(passkey_register(&question, get, test_attestation(&t, get), a, &key), PASSKEY_OTHER_TYPE);
}

static void
the_authenticator_must_fit(void **state)
{
	struct test_authenticator good = test_authenticator_new(PASSKEY_ES256, SITE, *state), t = good;
	struct passkey_key key = made(&good), none;
	struct str data = get_data(*state);
	t.site = STR("help.example.evil.example");
	assert_int_equal(check(&t, &key, data), PASSKEY_OTHER_SITE);
	assert_int_equal(make(&t, &none), PASSKEY_OTHER_SITE);
	t = good;
	t.flags = TEST_PRESENT;
	assert_int_equal(check(&t, &key, data), PASSKEY_NOT_VERIFIED);
	assert_int_equal(make(&t, &none), PASSKEY_NOT_VERIFIED);
	t.flags = TEST_VERIFIED;
	assert_int_equal(check(&t, &key, data), PASSKEY_NOT_PRESENT);
	assert_int_equal(make(&t, &none), PASSKEY_NOT_PRESENT);
	t = good;
	t.extensions = STR("x");
	assert_int_equal(check(&t, &key, data), PASSKEY_NOT_CBOR);
	assert_int_equal(make(&t, &none), PASSKEY_NOT_CBOR);
}

static void
signatures_must_hold(void **state)
{
	static const enum passkey_algorithm kinds[] = { PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256 };
	for (size_t i = 0; i < 3; i++) {
		int64_t counter = -1;
		struct test_authenticator t = test_authenticator_new(kinds[i], SITE, *state);
		struct passkey_key key = made(&t);
		struct str data = get_data(*state);
		t.counter = 2;
		struct passkey_answer answer = test_answer(&t, data);
		for (size_t at = 0; at < answer.signature.n; at += 7) {
			struct passkey_answer wrong = answer;
			wrong.signature = str_dup(answer.signature, *state);
			((char *)(uintptr_t)wrong.signature.p)[at] ^= 1;
			assert_int_equal(
			    passkey_check(&question, &key, &wrong, *state, &counter), PASSKEY_BAD_SIGNATURE);
		}
		struct test_authenticator thief = test_authenticator_new(kinds[i], SITE, *state);
		thief.counter = 2;
		assert_int_equal(check(&thief, &key, data), PASSKEY_BAD_SIGNATURE);
		answer.signature = STR_NONE;
		assert_int_equal(passkey_check(&question, &key, &answer, *state, &counter), PASSKEY_BAD_SIGNATURE);
		answer.signature = str_printf(*state, "%*s", PASSKEY_SIGNATURE_MAX + 1, "");
		assert_int_equal(passkey_check(&question, &key, &answer, *state, &counter), PASSKEY_TOO_LONG);
		key.algorithm = -35;
		assert_int_equal(check(&t, &key, data), PASSKEY_OTHER_ALGORITHM);
		key.algorithm = kinds[i];
		key.public_key = STR("short");
		assert_int_equal(check(&t, &key, data), PASSKEY_OTHER_ALGORITHM);
	}
}

static void
the_counter_only_rises(void **state)
{
	static const struct {
		unsigned kept, now;
		enum passkey_fault fault;
	} cases[] = {
		{ 0, 0, PASSKEY_GOOD }, { 0, 1, PASSKEY_GOOD }, { 7, 8, PASSKEY_GOOD }, { 7, 0xffffffff, PASSKEY_GOOD },
		{ 7, 7, PASSKEY_COUNTER_BACK }, { 7, 6, PASSKEY_COUNTER_BACK }, { 7, 0, PASSKEY_COUNTER_BACK },
	};
	struct test_authenticator t = test_authenticator_new(PASSKEY_ES256, SITE, *state);
	struct passkey_key key = made(&t);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		key.counter = cases[i].kept;
		t.counter = cases[i].now;
		assert_int_equal(check(&t, &key, get_data(*state)), cases[i].fault);
	}
}

static void
broken_attestations_are_refused(void **state)
{
	struct arena *a = *state;
	struct passkey_key key;
	struct test_authenticator t = test_authenticator_new(PASSKEY_ES256, SITE, a);
	struct str data = create_data(a), whole = test_attestation(&t, data);
	assert_int_equal(passkey_register(&question, data, whole, a, &key), PASSKEY_GOOD);
	for (size_t n = 0; n < whole.n; n++)
		assert_int_not_equal(passkey_register(&question, data, str_cut(whole, 0, n), a, &key), PASSKEY_GOOD);
	const struct {
		struct str bytes;
		enum passkey_fault fault;
	} cases[] = {
		{ str_printf(a, "%.*s%c", STR_ARG(whole), 'x'), PASSKEY_NOT_CBOR },
		{ str_printf(a, "%*s", PASSKEY_ATTESTATION_MAX + 1, ""), PASSKEY_TOO_LONG },
		{ STR("\xa3\x63" "fmt\x64none\x63" "fmt\x64none\x63" "fmt\x64none"), PASSKEY_NOT_CBOR },
		{ STR("\xbf\x63" "fmt\x64none\xff"), PASSKEY_NOT_CBOR },
		{ STR("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"), PASSKEY_NOT_CBOR },
		{ STR("\xa3\x67" "attStmt\xbb\x7f\xff\xff\xff\xff\xff\xff\xff"), PASSKEY_NOT_CBOR },
		{ STR("\xa3\x67" "attStmt\xa1\x61x\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x00"), PASSKEY_NOT_CBOR },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(passkey_register(&question, data, cases[i].bytes, a, &key), cases[i].fault);
	t.id = str_printf(a, "%*s", PASSKEY_CREDENTIAL_MAX + 1, "");
	assert_int_equal(make(&t, &key), PASSKEY_TOO_LONG);
}

static void
faults_have_names(void **state)
{
	(void)state;
	for (int f = PASSKEY_GOOD; f <= PASSKEY_COUNTER_BACK; f++)
		assert_true(strlen(passkey_fault_name((enum passkey_fault)f)) > 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_goes_both_ways, set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_kind_of_key_is_made_and_used, set_up, tear_down),
		cmocka_unit_test_setup_teardown(extensions_do_no_harm, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_key_may_vouch_for_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(words_of_the_browser_must_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_authenticator_must_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(signatures_must_hold, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_counter_only_rises, set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken_attestations_are_refused, set_up, tear_down),
		cmocka_unit_test(faults_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
