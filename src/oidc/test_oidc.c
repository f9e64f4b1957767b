/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_forge.h"

#include "banned.h"

int oidc_token_tests(void);

/* ---- a provider in memory ---- */

struct fake {
	struct forge *forge;
	struct oidc_provider *provider;
	struct oidc_key *key;
	struct arena *arena;
	const char *metadata; /* what it says of itself, or NULL: it is away */
	struct str set, token, last_form, last_authorization;
	const char *answer; /* instead of a token */
	long status;
	int asked_metadata, asked_keys, asked_token;
};

static int64_t wall_now;

static int64_t
wall(void)
{
	return wall_now;
}

#define METADATA \
	"{\"issuer\":\"https://provider.example\",\"authorization_endpoint\":\"https://provider.example/auth?x=1\"," \
	"\"token_endpoint\":\"https://provider.example/token\",\"jwks_uri\":\"https://provider.example/keys\"," \
	"\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\",\"client_secret_basic\"]"

static enum err
answer_token(struct fake *k, const struct oidc_request *q, struct oidc_answer *ret_answer)
{
	k->asked_token++;
	k->last_form = str_dup(q->form, k->arena);
	k->last_authorization = q->authorization.p == NULL ? STR_NONE : str_dup(q->authorization, k->arena);
	ret_answer->status = k->status;
	if (k->answer != NULL)
		ret_answer->body = str_dup(str_from_z(k->answer), k->arena);
	else
		ret_answer->body = str_printf(
		    k->arena, "{\"token_type\":\"bearer\",\"id_token\":\"%.*s\"}", STR_ARG(k->token));
	return ERR_OK;
}

static enum err
fake_fetch(void *arg, const struct oidc_request *q, struct arena *a, struct oidc_answer *ret_answer)
{
	struct fake *k = arg;
	(void)a;
	if (str_eq_z(q->url, "https://provider.example/token"))
		return answer_token(k, q, ret_answer);
	bool keys = str_eq_z(q->url, "https://provider.example/keys");
	assert_true(keys || str_eq_z(q->url, "https://provider.example/.well-known/openid-configuration"));
	if (keys)
		k->asked_keys++;
	else
		k->asked_metadata++;
	if (k->metadata == NULL)
		return ERR_UNAVAILABLE;
	*ret_answer = (struct oidc_answer){ 200, keys ? k->set : str_from_z(k->metadata) };
	return ERR_OK;
}

static struct oidc_settings
settings_of(const char *secret)
{
	return (struct oidc_settings){
		.issuer = STR("https://provider.example"),
		.client_id = STR("client"),
		.secret = str_from_z(secret),
		.return_address = STR("https://help.example/sign-in/oidc/1/return"),
		.levels = STR("low substantial high"),
		.level = STR("substantial"),
	};
}

static void
make_provider(struct fake *k, const char *secret)
{
	struct oidc_settings s = settings_of(secret);
	struct oidc_world world = { fake_fetch, k, wall };
	oidc_provider_free(k->provider);
	assert_true(oidc_settings_are_good(&s));
	k->provider = oidc_provider_new(&s, k->key, &world);
}

static int
set_up(void **state)
{
	struct fake *k = calloc(1, sizeof *k);
	char folder[] = "/tmp/nabij-oidc-XXXXXX", path[64];
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/key.pem", folder);
	wall_now = FORGE_NOW;
	k->forge = forge_new();
	k->arena = arena_new();
	k->metadata = METADATA "}";
	k->set = forge_set(k->forge);
	k->status = 200;
	assert_int_equal(oidc_key_open(path, &k->key), ERR_OK);
	unlink(path);
	rmdir(folder);
	make_provider(k, NULL);
	*state = k;
	return 0;
}

static int
tear_down(void **state)
{
	struct fake *k = *state;
	oidc_provider_free(k->provider);
	oidc_key_free(k->key);
	forge_free(k->forge);
	arena_free(k->arena);
	free(k);
	return 0;
}

/* ---- a sign-in ---- */

static struct oidc_flow
begin(struct fake *k)
{
	struct oidc_flow flow;
	struct str address;
	assert_int_equal(oidc_begin(k->provider, "nl", k->arena, &flow, &address), OIDC_FINE);
	return flow;
}

/* A token for this sign-in, signed with a key of that name. */
static void
give_token(struct fake *k, const struct oidc_flow *flow, const char *id, EVP_PKEY *key)
{
	struct str nonce = str_printf(k->arena, "\"%.*s\"", STR_ARG(flow->nonce));
	struct str head = str_printf(k->arena, "{\"alg\":\"RS256\",\"kid\":\"%s\"}", id);
	k->token = forge_token(k->forge, head.p, forge_body(k->forge, "nonce", nonce.p), key);
}

static enum oidc_fault
come_back(struct fake *k, const struct oidc_flow *flow, struct oidc_returned back)
{
	struct oidc_identity who = { 0 };
	enum oidc_fault f = oidc_finish(k->provider, flow, &back, k->arena, &who);
	assert_true((f == OIDC_FINE) == str_eq_z(who.subject, "person-1"));
	return f;
}

static enum oidc_fault
come_back_with_code(struct fake *k, const struct oidc_flow *flow)
{
	return come_back(k, flow, (struct oidc_returned){ .state = flow->state, .code = STR("code") });
}

static void
the_way_there_asks_for_all_that_is_checked(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow;
	struct str address;
	assert_int_equal(oidc_begin(k->provider, "en", k->arena, &flow, &address), OIDC_FINE);
	static const char *const parts[] = {
		"https://provider.example/auth?x=1&response_type=code&client_id=client&",
		"&redirect_uri=https%3A%2F%2Fhelp.example%2Fsign-in%2Foidc%2F1%2Freturn&", "&scope=openid&",
		"&code_challenge_method=S256&", "&prompt=login&max_age=600&ui_locales=en",
		"&acr_values=substantial%20high",
	};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		assert_true(str_find(address, str_from_z(parts[i])) >= 0);
	assert_true(str_find(address, flow.state) > 0 && str_find(address, flow.nonce) > 0);
	assert_true(str_find(address, flow.verifier) < 0);
	assert_int_equal(flow.verifier.n, 64);
	assert_int_equal(flow.state.n, 43);
}

static void
a_good_one_ends_well(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	assert_int_equal(come_back_with_code(k, &flow), OIDC_FINE);
	assert_true(str_find(k->last_form, flow.verifier) > 0);
	assert_true(str_find(k->last_form, STR("client_assertion=")) > 0);
	assert_int_equal(k->last_authorization.n, 0);
	assert_int_equal(k->asked_metadata, 1);
	assert_int_equal(k->asked_keys, 1);
}

static void
a_secret_goes_in_the_header(void **state)
{
	struct fake *k = *state;
	make_provider(k, "a:b c");
	struct oidc_flow flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	assert_int_equal(come_back_with_code(k, &flow), OIDC_FINE);
	assert_true(str_eq_z(k->last_authorization, "Basic Y2xpZW50OmElM0FiJTIwYw=="));
	assert_true(str_find(k->last_form, STR("client_assertion")) < 0);
}

/* ---- sabotage on the way back ---- */

static void
another_state_gets_no_further(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k), other = begin(k), none = flow;
	give_token(k, &flow, "rsa", k->forge->rsa);
	struct oidc_returned another = { .state = other.state, .code = STR("c") };
	assert_int_equal(come_back(k, &flow, another), OIDC_STATE);
	assert_int_equal(come_back(k, &flow, (struct oidc_returned){ .code = STR("c") }), OIDC_STATE);
	none.state = STR("");
	assert_int_equal(come_back(k, &none, (struct oidc_returned){ .state = STR(""), .code = STR("c") }), OIDC_STATE);
	assert_int_equal(k->asked_token, 0);
	/* and the token of another sign-in is not for this one */
	assert_int_equal(come_back_with_code(k, &other), OIDC_NONCE);
}

static void
too_late_is_not_in_time(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	wall_now += OIDC_FLOW_LIFE;
	assert_int_equal(come_back_with_code(k, &flow), OIDC_STATE);
	wall_now = FORGE_NOW - 1;
	assert_int_equal(come_back_with_code(k, &flow), OIDC_STATE);
	assert_int_equal(k->asked_token, 0);
}

static void
two_providers_are_not_mixed_up(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	struct oidc_returned back = { .state = flow.state, .code = STR("c"), .issuer = STR("https://other.example") };
	assert_int_equal(come_back(k, &flow, back), OIDC_MIXED_UP);
	/* an error of another is none of ours */
	back.code = STR_NONE;
	back.error = STR("access_denied");
	assert_int_equal(come_back(k, &flow, back), OIDC_MIXED_UP);
	back = (struct oidc_returned){
		.state = flow.state, .code = STR("c"), .issuer = STR("https://provider.example"),
	};
	assert_int_equal(come_back(k, &flow, back), OIDC_FINE);
	/* who says that it names itself must do so */
	make_provider(k, NULL);
	k->metadata = METADATA ",\"authorization_response_iss_parameter_supported\":true}";
	flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	assert_int_equal(come_back_with_code(k, &flow), OIDC_MIXED_UP);
	assert_int_equal(k->asked_token, 1);
}

static void
errors_of_the_provider_are_told_apart(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	static const struct {
		const char *error;
		enum oidc_fault fault;
	} errors[] = {
		{ "access_denied", OIDC_CANCELLED }, { "server_error", OIDC_AWAY },
		{ "temporarily_unavailable", OIDC_AWAY }, { "unmet_authentication_requirements", OIDC_LEVEL },
		{ "invalid_request", OIDC_REFUSED }, { "", OIDC_REFUSED }, { "<script>", OIDC_REFUSED },
	};
	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
		struct str error = str_from_z(errors[i].error);
		struct oidc_returned back = { .state = flow.state, .code = STR("c"), .error = error };
		assert_int_equal(come_back(k, &flow, back), errors[i].fault);
	}
	assert_int_equal(come_back(k, &flow, (struct oidc_returned){ .state = flow.state }), OIDC_FORM);
	assert_int_equal(k->asked_token, 0);
}

static void
what_the_token_endpoint_says_is_weighed(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	static const struct {
		long status;
		const char *answer;
		enum oidc_fault fault;
	} answers[] = {
		{ 400, "{\"error\":\"invalid_grant\"}", OIDC_CODE },
		{ 401, "{\"error\":\"invalid_client\"}", OIDC_REFUSED },
		{ 400, "<html>", OIDC_REFUSED },
		{ 302, "", OIDC_AWAY },
		{ 500, "{\"error\":\"invalid_grant\"}", OIDC_AWAY },
		{ 200, "", OIDC_FORM },
		{ 200, "[]", OIDC_FORM },
		{ 200, "{\"id_token\":\"a.b.c\"}", OIDC_FORM },
		{ 200, "{\"token_type\":\"mac\",\"id_token\":\"a.b.c\"}", OIDC_FORM },
		{ 200, "{\"token_type\":\"Bearer\"}", OIDC_FORM },
		{ 200, "{\"token_type\":\"Bearer\",\"id_token\":7}", OIDC_FORM },
		{ 200, "{\"token_type\":\"Bearer\",\"id_token\":\"a.b.c\"}", OIDC_FORM },
	};
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		k->status = answers[i].status;
		k->answer = answers[i].answer;
		assert_int_equal(come_back_with_code(k, &flow), answers[i].fault);
	}
}

/* ---- keys that change, providers that are away ---- */

static void
a_new_key_is_looked_for_once_a_minute(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow = begin(k);
	give_token(k, &flow, "rsa", k->forge->rsa);
	assert_int_equal(come_back_with_code(k, &flow), OIDC_FINE);
	/* it turns to another key */
	struct str other = forge_jwk(k->forge, k->forge->other, "new");
	k->set = str_printf(k->arena, "{\"keys\":[%.*s]}", STR_ARG(other));
	give_token(k, &flow, "new", k->forge->other);
	for (int i = 0; i < 5; i++)
		assert_int_equal(come_back_with_code(k, &flow), OIDC_KEY);
	assert_int_equal(k->asked_keys, 1);
	wall_now += 60000;
	assert_int_equal(come_back_with_code(k, &flow), OIDC_FINE);
	assert_int_equal(k->asked_keys, 2);
	give_token(k, &flow, "never", k->forge->other);
	for (int i = 0; i < 5; i++)
		assert_int_equal(come_back_with_code(k, &flow), OIDC_KEY);
	assert_int_equal(k->asked_keys, 2);
}

static void
a_provider_that_is_away_is_not_asked_all_the_time(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow;
	struct str address;
	k->metadata = NULL;
	for (int i = 0; i < 5; i++)
		assert_int_equal(oidc_begin(k->provider, "nl", k->arena, &flow, &address), OIDC_AWAY);
	assert_int_equal(k->asked_metadata, 1);
	wall_now += 5000;
	k->metadata = METADATA "}";
	begin(k);
	/* what is known counts for a while */
	k->metadata = NULL;
	wall_now += 2 * 3600 * 1000;
	begin(k);
	assert_int_equal(k->asked_metadata, 3);
	wall_now += INT64_C(24) * 3600 * 1000;
	assert_int_equal(oidc_begin(k->provider, "nl", k->arena, &flow, &address), OIDC_AWAY);
}

static void
what_it_says_of_itself_must_be_true(void **state)
{
	struct fake *k = *state;
	struct oidc_flow flow;
	struct str address;
	static const struct {
		const char *metadata;
		enum oidc_fault fault;
	} said[] = {
		{ "", OIDC_AWAY }, { "[]", OIDC_AWAY }, { "{", OIDC_AWAY }, { "{}", OIDC_ISSUER },
		{ "{\"issuer\":\"https://provider.example/\"}", OIDC_ISSUER },
		{ "{\"issuer\":\"https://provider.example\"}", OIDC_AWAY },
		{ "{\"issuer\":\"https://provider.example\",\"authorization_endpoint\":\"http://provider.example/a\","
		  "\"token_endpoint\":\"https://provider.example/t\",\"jwks_uri\":\"https://provider.example/k\"}",
		  OIDC_AWAY },
		{ METADATA ",\"response_types_supported\":[\"id_token\"]}", OIDC_REFUSED },
		{ METADATA ",\"code_challenge_methods_supported\":[\"plain\"]}", OIDC_REFUSED },
		{ METADATA ",\"issuer\":\"https://provider.example\"}", OIDC_AWAY },
	};
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		make_provider(k, NULL);
		k->metadata = said[i].metadata;
		assert_int_equal(oidc_begin(k->provider, "nl", k->arena, &flow, &address), said[i].fault);
	}
}

static void
addresses_are_https_or_here(void **state)
{
	(void)state;
	static const char *const good[] = {
		"https://a.example", "https://a.example:8443/x?y=z", "http://localhost:3000", "http://127.0.0.1/x",
		"http://[::1]:1/",
	};
	static const char *const bad[] = {
		"", "https://", "http://a.example", "http://localhost.example", "http://127.0.0.1.example",
		"http://127.0.0.2", "https://user@a.example", "http://localhost@a.example", "https://a.example/#x",
		"file:///etc/passwd", "ftp://a.example", "//a.example", "https://a.example/ x",
		"https://a.example/\r\nX: y", "javascript:alert(1)",
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(oidc_address_is_good(str_from_z(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(oidc_address_is_good(str_from_z(bad[i])));
	struct oidc_settings s = settings_of(NULL);
	s.level = STR("none of them");
	assert_false(oidc_settings_are_good(&s));
	s.levels = STR("");
	assert_false(oidc_settings_are_good(&s));
	s.level = STR("");
	assert_true(oidc_settings_are_good(&s));
}

/* ---- our own key ---- */

static void
our_key_stays_and_signs(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct oidc_key *first, *again;
	struct oidc_keys keys;
	struct str assertion;
	struct stat st;
	char folder[] = "/tmp/nabij-oidc-XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *path = str_z(str_printf(a, "%s/key.pem", folder), a);
	assert_int_equal(oidc_key_open(path, &first), ERR_OK);
	assert_int_equal(oidc_key_open(path, &again), ERR_OK);
	assert_true(str_eq(oidc_key_set(first, a), oidc_key_set(again, a)));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(oidc_keys_read(oidc_key_set(first, a), a, &keys), ERR_OK);
	assert_int_equal(keys.n, 1);
	assert_true(str_eq(keys.v[0].id, oidc_key_id(first)));
	struct str issuer = STR("https://p.example");
	assert_int_equal(oidc_assertion(again, STR("client"), issuer, FORGE_NOW, a, &assertion), ERR_OK);
	/* a signature that our own reader takes: it fails only on what it says */
	struct oidc_settings s = { .issuer = STR("client"), .client_id = issuer };
	struct oidc_expected x = { .settings = &s, .nonce = STR("n"), .begun = FORGE_NOW, .now = FORGE_NOW };
	struct oidc_identity who;
	assert_int_equal(oidc_token_check(assertion, &keys, &x, a, &who), OIDC_NONCE);
	oidc_key_free(first);
	oidc_key_free(again);
	FILE *f = fopen(path, "w");
	fputs("not a key", f);
	fclose(f);
	assert_int_equal(oidc_key_open(path, &again), ERR_INVALID);
	unlink(path);
	rmdir(folder);
	assert_int_equal(oidc_key_open(path, &again), ERR_UNAVAILABLE);
	arena_free(a);
}

static void
every_fault_has_a_name(void **state)
{
	(void)state;
	for (int f = 0; f < OIDC_FAULT_COUNT; f++)
		assert_non_null(oidc_fault_name((enum oidc_fault)f));
}

int
main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_way_there_asks_for_all_that_is_checked),
		TEST(a_good_one_ends_well),
		TEST(a_secret_goes_in_the_header),
		TEST(another_state_gets_no_further),
		TEST(too_late_is_not_in_time),
		TEST(two_providers_are_not_mixed_up),
		TEST(errors_of_the_provider_are_told_apart),
		TEST(what_the_token_endpoint_says_is_weighed),
		TEST(a_new_key_is_looked_for_once_a_minute),
		TEST(a_provider_that_is_away_is_not_asked_all_the_time),
		TEST(what_it_says_of_itself_must_be_true),
		TEST(addresses_are_https_or_here),
		TEST(our_key_stays_and_signs),
		cmocka_unit_test(every_fault_has_a_name),
	};
	int failed = cmocka_run_group_tests_name("provider", tests, NULL, NULL);
	return failed + oidc_token_tests();
}
