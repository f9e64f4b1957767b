/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "account.h"
#include "clock.h"
#include "crypto_sign_in.h"
#include "session.h"
#include "test_house.h"

#include "banned.h"

struct making {
	struct id owner;
	const struct vault_key *key;
	struct str email, password, code;
	struct account_made made;
};

static enum err
begin(struct db_write *w, struct house *h, void *arg)
{
	const struct making *m = arg;
	struct enrolment_new n = {
		.owner = m->owner,
		.client = m->key == NULL ? ID_NONE : vault_key_client(m->key),
		.email = m->email,
		.password = m->password,
	};
	return enrolment_begin(&h->core, w, &n, h->arena);
}

static enum err
make(struct db_write *w, struct house *h, void *arg)
{
	struct making *m = arg;
	return account_make(&h->core, w, m->key, m->code, h->arena, &m->made);
}

static enum err
take_app(struct db_write *w, struct house *h, void *arg)
{
	const struct making *m = arg;
	return account_take_app(&h->core, w, m->owner, m->code, h->arena);
}

static struct enrolment
found(struct house *h, struct id owner)
{
	struct enrolment n = { 0 };
	HOUSE_READ(h, r, assert_ok(enrolment_find(&h->core, r, owner, h->arena, &n)));
	return n;
}

static struct str
code_of(struct house *h, struct id owner)
{
	char code[7];
	struct enrolment n = found(h, owner);
	assert_int_equal(n.totp.n, CRYPTO_TOTP_SECRET_SIZE);
	crypto_totp_code((const unsigned char *)n.totp.p, clock_wall(), code);
	return str_dup(str_from_z(code), h->arena);
}

static struct making
begun(struct house *h, const char *email, const char *password)
{
	struct vault_fresh fresh = house_client(h);
	struct making m = { .owner = fresh.client, .key = fresh.key, .email = str_from_z(email) };
	assert_ok(account_hash_password(str_from_z(password), h->arena, &m.password));
	assert_ok(house_write(h, begin, &m));
	return m;
}

static void
an_account_is_made_by_a_right_code(void **state)
{
	struct house *h = *state;
	struct making m = begun(h, "anne@example.org", "tulp regen fietsbel");
	struct account_proof proof;
	m.code = STR("12345");
	assert_int_equal(house_write(h, make, &m), ERR_INVALID);
	struct str first = code_of(h, m.owner);
	m.code = first;
	assert_ok(house_write(h, make, &m));
	assert_int_equal(house_write(h, make, &m), ERR_NOT_FOUND);
	/* the code that showed that the app works is used up; one from paper is not */
	assert_int_equal(
	    account_verify(&h->core, m.email, STR("tulp regen fietsbel"), first, h->arena, &proof), ERR_NOT_FOUND);
	assert_ok(account_verify(&h->core, m.email, STR("tulp regen fietsbel"), m.made.codes[4], h->arena, &proof));
	assert_true(id_eq(proof.account, m.made.account));
	assert_int_equal(
	    account_verify(&h->core, m.email, STR("another one"), m.made.codes[4], h->arena, &proof), ERR_NOT_FOUND);
	/* and there is one account a client */
	assert_ok(house_write(h, begin, &m));
	m.code = code_of(h, m.owner);
	assert_int_equal(house_write(h, make, &m), ERR_CONFLICT);
}

/* Somebody else's address: the same answer, and the account it was leads where it led. */
static void
an_address_that_is_taken_is_not_told(void **state)
{
	struct house *h = *state;
	struct making one = begun(h, "samen@example.org", "tulp regen fietsbel");
	struct account_proof proof;
	one.code = code_of(h, one.owner);
	assert_ok(house_write(h, make, &one));
	struct making two = begun(h, "SAMEN@example.org", "lamp wolk trein zee");
	two.code = code_of(h, two.owner);
	assert_ok(house_write(h, make, &two));
	assert_false(id_eq(one.made.account, two.made.account));
	assert_ok(account_verify(
	    &h->core, one.email, STR("tulp regen fietsbel"), one.made.codes[0], h->arena, &proof));
	assert_true(id_eq(proof.account, one.made.account));
	assert_int_equal(account_verify(
	    &h->core, two.email, STR("lamp wolk trein zee"), two.made.codes[0], h->arena, &proof), ERR_NOT_FOUND);
	assert_ok(account_verify_again(
	    &h->core, two.made.account, STR("lamp wolk trein zee"), two.made.codes[0], h->arena, &proof));
}

static void
another_app_takes_the_place(void **state)
{
	struct house *h = *state;
	struct making m = begun(h, "bas@example.org", "tulp regen fietsbel");
	struct account_proof proof;
	m.code = code_of(h, m.owner);
	assert_ok(house_write(h, make, &m));
	struct making app = { .owner = m.made.account, .email = STR_NONE, .password = STR_NONE };
	assert_int_equal(house_write(h, take_app, &app), ERR_NOT_FOUND);
	assert_ok(house_write(h, begin, &app));
	app.code = STR("000000000");
	assert_int_equal(house_write(h, take_app, &app), ERR_INVALID);
	app.code = code_of(h, app.owner);
	assert_ok(house_write(h, take_app, &app));
	/* used up by showing that it works */
	assert_int_equal(
	    account_verify(&h->core, m.email, STR("tulp regen fietsbel"), app.code, h->arena, &proof), ERR_NOT_FOUND);
	assert_int_equal(
	    account_verify(&h->core, m.email, STR("tulp regen fietsbel"), m.code, h->arena, &proof), ERR_NOT_FOUND);
}

static void
what_was_begun_twice_is_the_last(void **state)
{
	struct house *h = *state;
	struct making m = begun(h, "cor@example.org", "tulp regen fietsbel");
	struct enrolment n = found(h, m.owner);
	m.email = STR("cora@example.org");
	assert_ok(house_write(h, begin, &m));
	struct enrolment again = found(h, m.owner);
	assert_str(again.email, "cora@example.org");
	assert_false(str_eq(n.totp, again.totp));
	assert_ok(account_clean(&h->core));
	assert_str(found(h, m.owner).email, "cora@example.org");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_is_made_by_a_right_code),
		cmocka_unit_test(an_address_that_is_taken_is_not_told),
		cmocka_unit_test(another_app_takes_the_place),
		cmocka_unit_test(what_was_begun_twice_is_the_last),
	};
	return HOUSE_RUN("account", tests);
}
