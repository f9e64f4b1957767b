/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "crypto.h"
#include "crypto_code.h"
#include "crypto_sign_in.h"

#include "banned.h"

/* The sanitizer needs more address space than these tests leave. */
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER
#endif
#endif

static struct crypto_key
counting_key(void)
{
	struct crypto_key key;
	for (size_t i = 0; i < sizeof key.b; i++)
		key.b[i] = (unsigned char)i;
	return key;
}

static void
seal_opens_again_at_every_length(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key();
	char text[2100];
	memset(text, 0x80, sizeof text); /* looks like padding */
	for (size_t n = 0; n <= sizeof text; n += n < 140 ? 1 : 37) {
		struct str plain = STR_NONE;
		struct str sealed = crypto_seal(&key, STR("field 7"), str_from(text, n), a);
		assert_int_equal(sealed.n, crypto_sealed_size(n));
		assert_int_equal(crypto_open(&key, STR("field 7"), sealed, a, &plain), ERR_OK);
		assert_true(str_eq(plain, str_from(text, n)));
		assert_int_equal(plain.p[plain.n], 0);
	}
	arena_free(a);
}

static void
seal_length_tells_only_the_bucket(void **state)
{
	(void)state;
	static const size_t last[] = { 31, 63, 127, 255, 511, 1023, 2047, 3071, 1024 * 1024 - 1 };
	size_t n = 0;
	for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
		size_t size = crypto_sealed_size(last[i]);
		assert_int_equal(size, last[i] + 1 + CRYPTO_SEAL_EXTRA);
		if (i < 8)
			for (; n <= last[i]; n++)
				assert_int_equal(crypto_sealed_size(n), size);
		assert_true(crypto_sealed_size(last[i] + 1) > size);
	}
}

static void
seal_never_repeats_itself(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key();
	struct str one = crypto_seal(&key, STR(""), STR("same"), a);
	struct str two = crypto_seal(&key, STR(""), STR("same"), a);
	assert_false(str_eq(one, two));
	arena_free(a);
}

static void
open_keeps_to_the_stored_format(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key();
	unsigned char sealed[72];
	struct str stored = STR("6465666768696a6b6c6d6e6f707172737475767778797a7b171689c4df48e6f0a749f85e"
	                        "d41c3dc95bbb5271e42ccab08c5564a72b5e781072355bdb83398f28f635b5e7d8b57270");
	struct str plain = STR_NONE;
	assert_int_equal(str_unhex(stored, sealed, sizeof sealed), ERR_OK);
	assert_int_equal(crypto_open(&key, STR("field 7"), str_from(sealed, sizeof sealed), a, &plain), ERR_OK);
	assert_true(str_eq_z(plain, "kept for years"));
	arena_free(a);
}

static void
open_refuses_any_changed_byte(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key();
	struct str plain = STR_NONE;
	struct str sealed = crypto_seal(&key, STR("row 1"), STR("a secret"), a);
	for (size_t i = 0; i < sealed.n * 8; i++) {
		struct str copy = str_dup(sealed, a);
		((char *)(uintptr_t)copy.p)[i / 8] ^= (char)(1 << i % 8);
		assert_int_equal(crypto_open(&key, STR("row 1"), copy, a, &plain), ERR_INVALID);
	}
	assert_null(plain.p);
	arena_free(a);
}

static void
open_refuses_other_place_key_and_length(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key(), other = counting_key();
	other.b[31] ^= 1;
	struct str plain = STR_NONE;
	struct str sealed = crypto_seal(&key, STR("row 1"), STR("a secret"), a);
	assert_int_equal(crypto_open(&key, STR("row 2"), sealed, a, &plain), ERR_INVALID);
	assert_int_equal(crypto_open(&key, STR("row 1 "), sealed, a, &plain), ERR_INVALID);
	assert_int_equal(crypto_open(&key, STR_NONE, sealed, a, &plain), ERR_INVALID);
	assert_int_equal(crypto_open(&other, STR("row 1"), sealed, a, &plain), ERR_INVALID);
	for (size_t n = 0; n < sealed.n; n++)
		assert_int_equal(crypto_open(&key, STR("row 1"), str_cut(sealed, 0, n), a, &plain), ERR_INVALID);
	assert_int_equal(crypto_open(&key, STR("row 1"), str_from(sealed.p, SIZE_MAX), a, &plain), ERR_INVALID);
	assert_null(plain.p);
	arena_free(a);
}

/* What was wrapped is authentic, but its length is not of any bucket, or it
 * holds no padding: both must be refused after decrypting. */
static void
open_refuses_padding_that_seal_never_makes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key(), zeroes = { { 0 } }, early = { { 'a', 0x80 } };
	unsigned char wrapped[CRYPTO_WRAPPED_SIZE];
	struct str plain = STR_NONE;
	crypto_wrap(&key, STR("x"), &zeroes, wrapped);
	assert_int_equal(crypto_open(&key, STR("x"), str_from(wrapped, sizeof wrapped), a, &plain), ERR_INVALID);
	crypto_wrap(&key, STR("x"), &early, wrapped);
	assert_int_equal(crypto_open(&key, STR("x"), str_from(wrapped, sizeof wrapped), a, &plain), ERR_OK);
	assert_true(str_eq_z(plain, "a"));
	arena_free(a);
}

static void
wrap_opens_only_unchanged(void **state)
{
	(void)state;
	struct crypto_key wrapping = counting_key(), key, out = { { 0 } };
	unsigned char wrapped[CRYPTO_WRAPPED_SIZE];
	crypto_key_random(&key);
	crypto_wrap(&wrapping, STR("client"), &key, wrapped);
	for (size_t i = 0; i < sizeof wrapped; i++) {
		wrapped[i] ^= 0x10;
		assert_int_equal(crypto_unwrap(&wrapping, STR("client"), wrapped, &out), ERR_INVALID);
		wrapped[i] ^= 0x10;
	}
	assert_int_equal(crypto_unwrap(&wrapping, STR("clienT"), wrapped, &out), ERR_INVALID);
	assert_int_equal(out.b[0] | out.b[31], 0);
	assert_int_equal(crypto_unwrap(&wrapping, STR("client"), wrapped, &out), ERR_OK);
	assert_memory_equal(out.b, key.b, sizeof key.b);
}

static void
hashes_agree_with_another_implementation(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct crypto_key key = counting_key(), derived;
	unsigned char out[CRYPTO_MAC_SIZE];
	static const char *const expected[] = {
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
		"d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f",
		"f36e3f63a0e675e4cd0f7b9ea6903aa636f6f77f78fba295fb3e6490e52bd630",
	};
	crypto_digest(STR("abc"), out);
	assert_true(str_eq_z(str_hex(out, sizeof out, a), expected[0]));
	crypto_mac(&key, STR("abc"), out);
	assert_true(str_eq_z(str_hex(out, sizeof out, a), expected[1]));
	crypto_derive(&key, "index", STR("17"), &derived);
	assert_true(str_eq_z(str_hex(derived.b, sizeof derived.b, a), expected[2]));
	arena_free(a);
}

static void
derived_keys_differ_by_label_and_id(void **state)
{
	(void)state;
	struct crypto_key key = counting_key(), k[4];
	crypto_derive(&key, "a", STR("bc"), &k[0]);
	crypto_derive(&key, "ab", STR("c"), &k[1]);
	crypto_derive(&key, "abc", STR_NONE, &k[2]);
	crypto_derive(&key, "a", STR("bd"), &k[3]);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(crypto_equal(&k[i], &k[j], sizeof k[0]));
	assert_true(crypto_equal(&k[0], &k[0], sizeof k[0]));
}

static void
secret_memory_is_zeroed(void **state)
{
	(void)state;
	struct crypto_key *keys = crypto_secret_alloc(3, sizeof *keys);
	struct crypto_key none = { { 0 } };
	for (size_t i = 0; i < 3; i++)
		assert_memory_equal(&keys[i], &none, sizeof none);
	crypto_key_random(&keys[2]);
	assert_memory_not_equal(&keys[2], &none, sizeof none);
	crypto_wipe(&keys[2], sizeof keys[2]);
	assert_memory_equal(&keys[2], &none, sizeof none);
	crypto_secret_free(keys);
	crypto_secret_free(NULL);
}

static void
code_reads_what_people_type(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int i = 0; i < 200; i++) {
		struct crypto_code code, read;
		crypto_code_new(&code);
		assert_int_equal(strlen(code.text), CRYPTO_CODE_LENGTH);
		struct str grouped = crypto_code_grouped(&code, a);
		assert_int_equal(grouped.n, 14);
		char *typed = str_z(str_printf(a, " %.*s\t\r\n", STR_ARG(str_lower(grouped, a))), a);
		for (char *c = typed; *c != '\0'; c++)
			*c = *c == '0' ? 'o' : *c == '1' ? (i % 2 ? 'l' : 'I') : *c;
		assert_int_equal(crypto_code_parse(str_from_z(typed), &read), ERR_OK);
		assert_string_equal(read.text, code.text);
	}
	arena_free(a);
}

static void
code_finds_every_slip(void **state)
{
	(void)state;
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	struct crypto_code code, read;
	crypto_code_new(&code);
	for (size_t i = 0; i < CRYPTO_CODE_LENGTH; i++) {
		struct crypto_code wrong = code;
		for (size_t k = 0; k < 32; k++) {
			wrong.text[i] = alphabet[k];
			bool same = alphabet[k] == code.text[i];
			assert_int_equal(crypto_code_parse(str_from_z(wrong.text), &read), same ? ERR_OK : ERR_INVALID);
		}
		for (size_t j = 0; j < i; j++) {
			wrong = code;
			wrong.text[i] = code.text[j];
			wrong.text[j] = code.text[i];
			bool same = code.text[i] == code.text[j];
			assert_int_equal(crypto_code_parse(str_from_z(wrong.text), &read), same ? ERR_OK : ERR_INVALID);
		}
	}
}

static void
code_refuses_what_is_none(void **state)
{
	(void)state;
	struct crypto_code code = { "unchanged" };
	static const struct str bad[] = {
		STR_INIT(""), STR_INIT("0"), STR_INIT("00000000000"), STR_INIT("0000000000000"),
		STR_INIT("00000000000U"), STR_INIT("00000000000\0"), STR_INIT("0000_0000_0000"),
		STR_INIT("00000000000\xc3\xa9"), STR_INIT("000000000001"),
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(crypto_code_parse(bad[i], &code), ERR_INVALID);
	assert_int_equal(crypto_code_parse(STR_NONE, &code), ERR_INVALID);
	assert_string_equal(code.text, "unchanged");
	assert_int_equal(crypto_code_parse(STR("000000000000"), &code), ERR_OK);
}

static void
password_is_verified(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str hash = STR_NONE, empty = STR_NONE;
	assert_int_equal(crypto_password_hash(STR("zes woorden zijn genoeg"), a, &hash), ERR_OK);
	assert_true(str_starts(hash, STR("$argon2id$v=19$m=65536,t=3,p=1$")));
	assert_int_equal(crypto_password_verify(hash, STR("zes woorden zijn genoeg")), ERR_OK);
	assert_int_equal(crypto_password_verify(hash, STR("zes woorden zijn genoeG")), ERR_FORBIDDEN);
	assert_int_equal(crypto_password_verify(hash, STR_NONE), ERR_FORBIDDEN);
	assert_int_equal(crypto_password_verify(STR_NONE, STR("zes woorden zijn genoeg")), ERR_FORBIDDEN);
	assert_int_equal(crypto_password_verify(STR_NONE, STR_NONE), ERR_FORBIDDEN);
	assert_int_equal(crypto_password_hash(STR_NONE, a, &empty), ERR_OK);
	assert_int_equal(crypto_password_verify(empty, STR("")), ERR_OK);
	assert_false(crypto_password_stale(hash));
	arena_free(a);
}

static void
password_hash_of_other_making(void **state)
{
	(void)state;
	char long_text[200];
	memset(long_text, 'a', sizeof long_text);
	struct str weak = STR("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
	                      "hqY9Pz0AXyXpNsmkJ4wUYCHnCOcUKuuxxLOzRX1rGIs");
	assert_int_equal(crypto_password_verify(STR(""), STR("x")), ERR_INVALID);
	assert_int_equal(crypto_password_verify(STR("plain"), STR("plain")), ERR_INVALID);
	assert_int_equal(crypto_password_verify(STR("$argon2id$\0"), STR("x")), ERR_INVALID);
	assert_int_equal(crypto_password_verify(str_from(long_text, 200), STR("x")), ERR_INVALID);
	assert_int_equal(crypto_password_verify(weak, STR("x")), ERR_FORBIDDEN);
	assert_true(crypto_password_stale(weak));
	assert_true(crypto_password_stale(STR_NONE));
	assert_true(crypto_password_stale(STR("plain")));
}

static void
a_key_is_made_of_a_password(void **state)
{
	(void)state;
	struct crypto_key key, again;
	struct str salt = STR("somesaltsomesalt");
	assert_int_equal(crypto_password_key(STR("fietsbel"), salt, CRYPTO_COST, &key), ERR_OK);
	assert_int_equal(crypto_password_key(STR("fietsbel"), salt, CRYPTO_COST, &again), ERR_OK);
	assert_memory_equal(&key, &again, sizeof key);
	assert_int_equal(crypto_password_key(STR("fietsbel"), STR("andersaltsomesal"), CRYPTO_COST, &again), ERR_OK);
	assert_memory_not_equal(&key, &again, sizeof key);
	assert_int_equal(crypto_password_key(STR_NONE, salt, CRYPTO_COST, &again), ERR_OK);
	assert_memory_not_equal(&key, &again, sizeof key);
	assert_int_equal(crypto_password_key(STR("fietsbel"), STR("short"), CRYPTO_COST, &key), ERR_INVALID);
	assert_int_equal(crypto_password_key(STR("fietsbel"), STR_NONE, CRYPTO_COST, &key), ERR_INVALID);
	assert_int_equal(crypto_password_key(STR("fietsbel"), salt, CRYPTO_COST + 1, &key), ERR_INVALID);
}

#ifndef UNDER_SANITIZER
static int
passwords_without_memory(void)
{
	struct arena *a = arena_new();
	struct str unchanged = STR_NONE;
	struct rlimit small = { 48u << 20, 48u << 20 };
	setrlimit(RLIMIT_AS, &small);
	if (crypto_password_hash(STR("x"), a, &unchanged) != ERR_UNAVAILABLE)
		return 1;
	if (crypto_password_verify(STR_NONE, STR("x")) != ERR_FORBIDDEN)
		return 2;
	return unchanged.p == NULL ? 0 : 3;
}

static void
password_says_when_memory_is_short(void **state)
{
	(void)state;
	int status = -1;
	pid_t pid = fork();
	if (pid == 0)
		_exit(passwords_without_memory());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}
#else
static void
password_says_when_memory_is_short(void **state)
{
	(void)state;
	skip();
}
#endif

static void
totp_agrees_with_the_standard(void **state)
{
	(void)state;
	static const unsigned char secret[] = "12345678901234567890";
	static const struct {
		int64_t second;
		const char *code;
	} v[] = {
		{ 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" }, { 1234567890, "005924" },
		{ 2000000000, "279037" }, { 20000000000, "353130" },
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		char code[7];
		int64_t step = 0;
		crypto_totp_code(secret, v[i].second * 1000, code);
		assert_string_equal(code, v[i].code);
		struct str typed = str_from_z(v[i].code);
		assert_int_equal(crypto_totp_verify(secret, typed, v[i].second * 1000, 0, &step), ERR_OK);
		assert_int_equal(step, v[i].second / 30);
	}
}

static void
totp_accepts_a_neighbour_once(void **state)
{
	(void)state;
	unsigned char secret[CRYPTO_TOTP_SECRET_SIZE];
	char code[7];
	const int64_t now = INT64_C(1800000015000), step = now / 30000;
	int64_t got = 0;
	crypto_totp_secret(secret);
	for (int64_t k = -3; k <= 3; k++) {
		crypto_totp_code(secret, now + k * 30000, code);
		bool near = k >= -1 && k <= 1;
		enum err e = crypto_totp_verify(secret, str_from_z(code), now, 0, &got);
		assert_int_equal(e, near ? ERR_OK : ERR_FORBIDDEN);
		if (near)
			assert_int_equal(got, step + k);
	}
	crypto_totp_code(secret, now, code);
	assert_int_equal(crypto_totp_verify(secret, str_from_z(code), now, step, &got), ERR_FORBIDDEN);
	assert_int_equal(crypto_totp_verify(secret, str_from_z(code), now, step - 1, &got), ERR_OK);
}

static void
totp_reads_digits_only(void **state)
{
	(void)state;
	static const unsigned char secret[] = "12345678901234567890";
	int64_t step = 0;
	assert_int_equal(crypto_totp_verify(secret, STR(" 287 082"), 59000, 0, &step), ERR_OK);
	assert_int_equal(crypto_totp_verify(secret, STR("28708"), 59000, 0, &step), ERR_FORBIDDEN);
	assert_int_equal(crypto_totp_verify(secret, STR("2870820"), 59000, 0, &step), ERR_FORBIDDEN);
	assert_int_equal(crypto_totp_verify(secret, STR("28708a"), 59000, 0, &step), ERR_FORBIDDEN);
	assert_int_equal(crypto_totp_verify(secret, STR("28708/"), 59000, 0, &step), ERR_FORBIDDEN);
	assert_int_equal(crypto_totp_verify(secret, STR_NONE, 59000, 0, &step), ERR_FORBIDDEN);
	struct arena *a = arena_new();
	assert_true(str_eq_z(crypto_totp_text(secret, a), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seal_opens_again_at_every_length),
		cmocka_unit_test(seal_length_tells_only_the_bucket),
		cmocka_unit_test(seal_never_repeats_itself),
		cmocka_unit_test(open_keeps_to_the_stored_format),
		cmocka_unit_test(open_refuses_any_changed_byte),
		cmocka_unit_test(open_refuses_other_place_key_and_length),
		cmocka_unit_test(open_refuses_padding_that_seal_never_makes),
		cmocka_unit_test(wrap_opens_only_unchanged),
		cmocka_unit_test(hashes_agree_with_another_implementation),
		cmocka_unit_test(derived_keys_differ_by_label_and_id),
		cmocka_unit_test(secret_memory_is_zeroed),
		cmocka_unit_test(code_reads_what_people_type),
		cmocka_unit_test(code_finds_every_slip),
		cmocka_unit_test(code_refuses_what_is_none),
		cmocka_unit_test(password_is_verified),
		cmocka_unit_test(password_hash_of_other_making),
		cmocka_unit_test(a_key_is_made_of_a_password),
		cmocka_unit_test(password_says_when_memory_is_short),
		cmocka_unit_test(totp_agrees_with_the_standard),
		cmocka_unit_test(totp_accepts_a_neighbour_once),
		cmocka_unit_test(totp_reads_digits_only),
	};
	if (crypto_init() != ERR_OK || crypto_init() != ERR_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
