/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "account_passkey.h"
#include "session.h"
#include "test_authenticator.h"
#include "test_house.h"

#include "banned.h"

#define ORIGIN "http://localhost:8080"
#define SITE "localhost"
#define GET "webauthn.get"

static const struct str browser = STR_INIT("this browser"), session = STR_INIT("this session");

/* Somebody with an account and an authenticator. */
struct person {
	struct house *house;
	struct id account;
	struct str email;
	struct test_authenticator t;
	const char *why;
};

static struct person
new_person(struct house *h)
{
	static int count;
	struct person p = { .house = h, .t = test_authenticator_new(PASSKEY_ES256, SITE, h->arena) };
	p.email = str_printf(h->arena, "passkey%d@example.org", ++count);
	p.t.id = str_printf(h->arena, "the authenticator of %d", count);
	struct account_new n = {
		.role = ROLE_SUPPORT_WORKER, .team = h->team, .email = p.email, .name = STR("Sam"),
		.password = STR("secret"), .totp_secret = STR("twelve plus eight by"),
	};
	assert_ok(account_create(&h->core, &n, &p.account));
	return p;
}

static struct str
decoded(struct house *h, struct str text)
{
	struct str bytes;
	assert_ok(passkey_decode(text, 200, h->arena, &bytes));
	return bytes;
}

static struct passkey_new
new_key(struct person *p, const char *name)
{
	struct house *h = p->house;
	struct str challenge = account_passkey_challenge(&h->core, PASSKEY_FOR_NEW, session, h->arena);
	struct str data = test_client_data("webauthn.create", decoded(h, challenge), ORIGIN, h->arena);
	return (struct passkey_new){
		.challenge = challenge,
		.client_data = passkey_encode(data, h->arena),
		.attestation = passkey_encode(test_attestation(&p->t, data), h->arena),
		.name = str_from_z(name),
	};
}

struct adding {
	struct person *person;
	const struct passkey_new *n;
};

static enum err
add_run(struct db_write *w, struct house *h, void *arg)
{
	struct adding *x = arg;
	return account_passkey_add(&h->core, w, x->person->account, session, x->n, h->arena, &x->person->why);
}

static enum err
add(struct person *p, const struct passkey_new *n)
{
	return house_write(p->house, add_run, &(struct adding){ p, n });
}

static struct person
with_passkey(struct house *h)
{
	struct person p = new_person(h);
	struct passkey_new n = new_key(&p, "Telefoon");
	assert_ok(add(&p, &n));
	p.t.counter++;
	return p;
}

static struct passkey_sent
answer_to(struct person *p, struct str challenge, const char *origin)
{
	struct arena *a = p->house->arena;
	struct str data = test_client_data(GET, decoded(p->house, challenge), origin, a);
	struct passkey_answer answer = test_answer(&p->t, data);
	return (struct passkey_sent){
		.challenge = challenge,
		.credential = passkey_encode(p->t.id, a),
		.client_data = passkey_encode(data, a),
		.authenticator = passkey_encode(answer.authenticator, a),
		.signature = passkey_encode(answer.signature, a),
		.user = account_passkey_user(&p->house->core, p->account, a),
	};
}

static struct passkey_sent
sign_in_answer(struct person *p)
{
	struct house *h = p->house;
	return answer_to(p, account_passkey_challenge(&h->core, PASSKEY_FOR_SIGN_IN, browser, h->arena), ORIGIN);
}

static enum err
verify(struct person *p, const struct passkey_sent *sent, struct passkey_proof *ret_proof)
{
	struct house *h = p->house;
	return account_passkey_verify(&h->core, PASSKEY_FOR_SIGN_IN, browser, ID_NONE, sent, h->arena, ret_proof,
	    &p->why);
}

static void
refused(struct person *p, const struct passkey_sent *sent, const char *why)
{
	struct passkey_proof proof;
	assert_int_equal(verify(p, sent, &proof), ERR_NOT_FOUND);
	assert_string_equal(p->why, why);
}

static enum err
use_run(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return account_passkey_use(w, arg);
}

/* ---- signing in ---- */

static void
whoever_holds_it_comes_in_once(void **state)
{
	struct person p = with_passkey(*state);
	struct passkey_proof proof, again;
	struct passkey_sent sent = sign_in_answer(&p);
	assert_ok(verify(&p, &sent, &proof));
	assert_true(id_eq(proof.account, p.account));
	assert_ok(verify(&p, &sent, &again));
	assert_ok(house_write(*state, use_run, &proof));
	assert_int_equal(house_write(*state, use_run, &again), ERR_NOT_FOUND);
	refused(&p, &sent, "counter_back");
	p.t.counter++;
	sent = sign_in_answer(&p);
	assert_ok(verify(&p, &sent, &proof));
	assert_ok(house_write(*state, use_run, &proof));
}

static void
without_a_counter_it_still_works_once(void **state)
{
	struct person p = new_person(*state);
	p.t.counter = 0;
	struct passkey_new n = new_key(&p, "Telefoon");
	struct passkey_proof proof;
	assert_ok(add(&p, &n));
	struct passkey_sent sent = sign_in_answer(&p);
	assert_ok(verify(&p, &sent, &proof));
	assert_ok(house_write(*state, use_run, &proof));
	assert_int_equal(house_write(*state, use_run, &proof), ERR_NOT_FOUND);
}

static void
a_question_is_for_one_browser_purpose_and_time(void **state)
{
	struct house *h = *state;
	struct person p = with_passkey(h);
	struct passkey_sent sent = sign_in_answer(&p);
	struct passkey_proof proof;
	const char *why;
	assert_int_equal(account_passkey_verify(&h->core, PASSKEY_FOR_SIGN_IN, STR("another"), ID_NONE, &sent, h->arena,
	    &proof, &why), ERR_NOT_FOUND);
	assert_string_equal(why, "challenge");
	assert_int_equal(account_passkey_verify(&h->core, PASSKEY_FOR_PROOF, browser, p.account, &sent, h->arena,
	    &proof, &why), ERR_NOT_FOUND);
	assert_string_equal(why, "challenge");
	struct passkey_sent other = sent;
	other.challenge = sign_in_answer(&p).challenge;
	refused(&p, &other, "other_challenge");
	const char *const no[] = { "", "x", "AAAA", "not base64" };
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
		other.challenge = str_from_z(no[i]);
		refused(&p, &other, "challenge");
	}
	other.challenge = STR_NONE;
	refused(&p, &other, "challenge");
}

static void
what_does_not_fit_is_refused(void **state)
{
	struct house *h = *state;
	struct person p = with_passkey(h), other = with_passkey(h), closed = with_passkey(h);
	struct str challenge = account_passkey_challenge(&h->core, PASSKEY_FOR_SIGN_IN, browser, h->arena);
	struct passkey_sent sent = answer_to(&p, challenge, "http://localhost:8081");
	refused(&p, &sent, "other_origin");
	sent = sign_in_answer(&p);
	sent.user = sign_in_answer(&other).user;
	refused(&p, &sent, "other_account");
	sent.user = STR_NONE;
	refused(&p, &sent, "other_account");
	sent = sign_in_answer(&p);
	sent.credential = STR("bm90IGtub3du");
	refused(&p, &sent, "unknown");
	sent = sign_in_answer(&p);
	sent.signature = sign_in_answer(&p).client_data;
	refused(&p, &sent, "bad_signature");
	sent.client_data = str_printf(h->arena, "%4000s", "");
	refused(&p, &sent, "too_long");
	p.t.flags = TEST_PRESENT;
	sent = sign_in_answer(&p);
	refused(&p, &sent, "not_verified");
	p.t.flags |= TEST_VERIFIED;
	p.t.counter = 1;
	sent = sign_in_answer(&p);
	refused(&p, &sent, "counter_back");
	assert_ok(account_close(&h->core, closed.email));
	sent = sign_in_answer(&closed);
	refused(&closed, &sent, "unknown");
}

static void
to_prove_it_again_it_must_be_theirs(void **state)
{
	struct house *h = *state;
	struct person p = with_passkey(h), other = with_passkey(h);
	struct passkey_proof proof;
	struct str challenge = account_passkey_challenge(&h->core, PASSKEY_FOR_PROOF, session, h->arena);
	struct passkey_sent sent = answer_to(&p, challenge, ORIGIN);
	assert_ok(account_passkey_verify(&h->core, PASSKEY_FOR_PROOF, session, p.account, &sent, h->arena, &proof,
	    &p.why));
	sent.user = STR("");
	assert_ok(account_passkey_verify(&h->core, PASSKEY_FOR_PROOF, session, p.account, &sent, h->arena, &proof,
	    &p.why));
	sent = answer_to(&other, challenge, ORIGIN);
	assert_int_equal(account_passkey_verify(&h->core, PASSKEY_FOR_PROOF, session, p.account, &sent, h->arena,
	    &proof, &p.why), ERR_NOT_FOUND);
	assert_string_equal(p.why, "other_account");
}

/* ---- keeping them ---- */

static void
a_new_one_must_hold(void **state)
{
	struct person p = new_person(*state);
	struct passkey_new n = new_key(&p, "Een"), wrong = n;
	wrong.attestation = STR("b3RoZXI");
	assert_int_equal(add(&p, &wrong), ERR_NOT_FOUND);
	assert_string_equal(p.why, "not_cbor");
	wrong.attestation = str_printf(p.house->arena, "%9000s", "");
	assert_int_equal(add(&p, &wrong), ERR_NOT_FOUND);
	assert_string_equal(p.why, "too_long");
	wrong = n;
	wrong.challenge = sign_in_answer(&p).challenge;
	assert_int_equal(add(&p, &wrong), ERR_NOT_FOUND);
	assert_string_equal(p.why, "challenge");
	assert_ok(add(&p, &n));
	assert_int_equal(add(&p, &n), ERR_NOT_FOUND);
	assert_string_equal(p.why, "replayed");
	n = new_key(&p, "Twee");
	assert_int_equal(add(&p, &n), ERR_CONFLICT);
}

static struct passkeys_kept
list(struct person *p)
{
	struct house *h = p->house;
	struct passkeys_kept l;
	HOUSE_READ(h, r, assert_ok(account_passkey_list(&h->core, r, p->account, h->arena, &l)));
	return l;
}

struct keeping {
	struct person *person;
	struct id passkey;
	const char *name;
};

static enum err
rename_run(struct db_write *w, struct house *h, void *arg)
{
	struct keeping *k = arg;
	return account_passkey_rename(&h->core, w, k->person->account, k->passkey, str_from_z(k->name), h->arena);
}

static enum err
remove_run(struct db_write *w, struct house *h, void *arg)
{
	struct keeping *k = arg;
	return account_passkey_remove(w, k->person->account, k->passkey, h->arena);
}

static void
they_are_listed_renamed_and_removed(void **state)
{
	struct person p = with_passkey(*state), other = with_passkey(*state);
	struct passkeys_kept l = list(&p);
	assert_int_equal(l.n, 1);
	assert_str(l.v[0].name, "Telefoon");
	assert_int_equal(l.v[0].used, 0);
	struct keeping mine = { &p, l.v[0].id, "Laptop" }, theirs = { &other, l.v[0].id, "Van mij" };
	assert_int_equal(house_write(*state, rename_run, &theirs), ERR_NOT_FOUND);
	assert_int_equal(house_write(*state, remove_run, &theirs), ERR_NOT_FOUND);
	assert_ok(house_write(*state, rename_run, &mine));
	struct passkey_sent sent = sign_in_answer(&p);
	struct passkey_proof proof;
	assert_ok(verify(&p, &sent, &proof));
	assert_ok(house_write(*state, use_run, &proof));
	l = list(&p);
	assert_str(l.v[0].name, "Laptop");
	assert_true(l.v[0].used > 0);
	assert_ok(house_write(*state, remove_run, &mine));
	assert_int_equal(list(&p).n, 0);
	sent = sign_in_answer(&p);
	refused(&p, &sent, "unknown");
	assert_int_equal(house_write(*state, remove_run, &mine), ERR_NOT_FOUND);
}

static enum err
no_password(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return test_house_forget_password(w, (struct test_house_forget_password_in){ .id = *(struct id *)arg });
}

static void
the_last_way_in_stays(void **state)
{
	struct person p = with_passkey(*state);
	assert_ok(house_write(*state, no_password, &p.account));
	struct keeping k = { &p, list(&p).v[0].id, "" };
	assert_int_equal(house_write(*state, remove_run, &k), ERR_CONFLICT);
	assert_int_equal(list(&p).n, 1);
	p.t = test_authenticator_new(PASSKEY_EDDSA, SITE, p.house->arena);
	p.t.id = STR("a second authenticator");
	struct passkey_new n = new_key(&p, "Twee");
	assert_ok(add(&p, &n));
	assert_ok(house_write(*state, remove_run, &k));
	assert_int_equal(list(&p).n, 1);
}

static void
there_is_an_end_to_them(void **state)
{
	struct person p = new_person(*state);
	for (int i = 0; i <= PASSKEY_MOST; i++) {
		p.t.id = str_printf(p.house->arena, "number %d of many", i);
		struct passkey_new n = new_key(&p, "Een van veel");
		assert_int_equal(add(&p, &n), i < PASSKEY_MOST ? ERR_OK : ERR_LIMIT);
	}
}

static void
the_site_has_no_port(void **state)
{
	struct house *h = *state;
	struct core core = h->core;
	assert_str(account_passkey_site(&core), "localhost");
	core.host = STR("help.example.nl");
	assert_str(account_passkey_site(&core), "help.example.nl");
	assert_ok(account_passkey_clean(&h->core));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_holds_it_comes_in_once),
		cmocka_unit_test(without_a_counter_it_still_works_once),
		cmocka_unit_test(a_question_is_for_one_browser_purpose_and_time),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(to_prove_it_again_it_must_be_theirs),
		cmocka_unit_test(a_new_one_must_hold),
		cmocka_unit_test(they_are_listed_renamed_and_removed),
		cmocka_unit_test(the_last_way_in_stays),
		cmocka_unit_test(there_is_an_end_to_them),
		cmocka_unit_test(the_site_has_no_port),
	};
	return HOUSE_RUN("account_passkey", tests);
}
