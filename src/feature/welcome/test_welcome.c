/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "session.h"
#include "test_house.h"
#include "welcome.h"

#include "banned.h"

struct arrived {
	struct registration who;
	struct vault_fresh fresh;
	struct registration_receipt receipt;
};

static enum err
receive(struct db_write *w, struct house *h, void *arg)
{
	struct arrived *x = arg;
	struct registration_origin origin = { .source = REGISTRATION_POLICE, .team = h->team };
	struct registration_ready ready;
	registration_prepare(h->core.vault, &x->fresh, &origin, &x->who, clock_wall(), h->arena, &ready);
	return registration_receive(w, h->core.vault, &ready, h->arena, &x->receipt);
}

static struct arrived
arrive(struct house *h)
{
	struct arrived x = { .who = {
		.offence = OFFENCE_BURGLARY, .relation = RELATION_VICTIM, .date = { 2026, 11, 1 },
		.given = STR("Jan"), .surname = STR("Jansen"), .birth = { 1980, 4, 1 }, .email = STR("jan@example.org"),
		.address = { STR("Oudegracht"), 12, STR_NONE, STR("3511AB"), STR("Utrecht"), STR("NL") },
		    .agreed = true,
	} };
	assert_ok(vault_make(h->core.vault, h->arena, &x.fresh, 1));
	assert_ok(house_write(h, receive, &x));
	return x;
}

struct saving {
	const struct vault_key *key;
	struct id registration;
	struct contact_profile profile;
};

static enum err
put(struct db_write *w, struct house *h, void *arg)
{
	return welcome_code_put(&h->core, w, arg, h->arena);
}

static struct welcome_code
new_code(struct house *h, struct date birth, const char *postcode)
{
	struct welcome_code c = {
		.kind = CODE_WELCOME, .secret = code_make_print(h->arena), .client = house_client(h).client,
		.registration = id_new(), .birth = birth, .postcode = str_from_z(postcode), .life = WELCOME_LIFE,
	};
	assert_ok(house_write(h, put, &c));
	return c;
}

struct opening {
	enum code_kind kind;
	struct str secret;
	struct welcome_proof proof;
	struct welcome_opened opened;
	enum err e;
};

/* As the page does it: a wrong try is committed. */
static enum err
open_code(struct db_write *w, struct house *h, void *arg)
{
	struct opening *x = arg;
	x->e = welcome_open(&h->core, w, x->kind, x->secret, &x->proof, h->arena, &x->opened);
	return x->e == ERR_FORBIDDEN ? ERR_OK : x->e;
}

static enum err
try(struct house *h, const struct welcome_code *c, struct date birth, const char *postcode)
{
	struct opening x = { .kind = c->kind, .secret = c->secret, .proof = { birth, str_from_z(postcode) } };
	enum err e = house_write(h, open_code, &x);
	return e == ERR_OK ? x.e : e;
}

static const struct date birth = { 1980, 4, 1 }, other = { 1980, 4, 2 };

static void
either_proof_opens(void **state)
{
	struct house *h = *state;
	struct welcome_code both = new_code(h, birth, "3511AB");
	assert_ok(try(h, &both, birth, NULL));
	assert_ok(try(h, &both, DATE_NONE, "3511AB"));
	assert_ok(try(h, &both, other, "3511AB"));
	assert_int_equal(try(h, &both, other, "3511AC"), ERR_FORBIDDEN);
	assert_int_equal(try(h, &both, DATE_NONE, NULL), ERR_FORBIDDEN);
	both.kind = CODE_LETTER;
	assert_int_equal(try(h, &both, birth, NULL), ERR_NOT_FOUND);
}

/* What we do not know is matched by nothing, least of all by nothing. */
static void
the_unknown_never_matches(void **state)
{
	struct house *h = *state;
	struct welcome_code only_birth = new_code(h, birth, NULL), only_postcode = new_code(h, DATE_NONE, "3511AB");
	assert_int_equal(try(h, &only_birth, DATE_NONE, NULL), ERR_FORBIDDEN);
	assert_int_equal(try(h, &only_birth, DATE_NONE, ""), ERR_FORBIDDEN);
	assert_int_equal(try(h, &only_birth, DATE_NONE, "3511AB"), ERR_FORBIDDEN);
	assert_ok(try(h, &only_birth, birth, NULL));
	assert_int_equal(try(h, &only_postcode, DATE_NONE, NULL), ERR_FORBIDDEN);
	assert_int_equal(try(h, &only_postcode, birth, NULL), ERR_FORBIDDEN);
	assert_ok(try(h, &only_postcode, DATE_NONE, "3511AB"));
	struct welcome_code neither = only_birth;
	neither.birth = DATE_NONE;
	assert_int_equal(house_write(h, put, &neither), ERR_INVALID);
}

static void
five_wrong_proofs_close_it(void **state)
{
	struct house *h = *state;
	struct welcome_code c = new_code(h, birth, "3511AB"), untouched = new_code(h, birth, "3511AB");
	for (int i = 0; i < CODE_TRIES; i++)
		assert_int_equal(try(h, &c, other, NULL), ERR_FORBIDDEN);
	assert_int_equal(try(h, &c, birth, NULL), ERR_LIMIT);
	assert_ok(try(h, &untouched, birth, NULL));
}

static void
opening_begins_a_visit_and_counts_once(void **state)
{
	struct house *h = *state;
	struct welcome_code c = new_code(h, birth, NULL);
	struct opening x = { .kind = c.kind, .secret = c.secret, .proof = { birth, STR_NONE } };
	struct test_service_list_rows before, after;
	struct actor actor;
	bool stale;
	struct test_service_list_in in = { .product = STR("welcome") };
	HOUSE_READ(h, r, assert_ok(test_service_list(r, in, h->arena, &before)));
	assert_ok(house_write(h, open_code, &x));
	assert_ok(house_write(h, open_code, &x));
	HOUSE_READ(h, r, assert_ok(test_service_list(r, in, h->arena, &after)));
	assert_int_equal(after.n, before.n + 1);
	assert_str(after.v[0].source, "e-mail");
	HOUSE_READ(h, r, assert_ok(visit_find(r, x.opened.token, h->arena, &actor, &stale)));
	assert_true(id_eq(actor.client, c.client));
	assert_true(id_eq(actor.target, c.registration));
}

/* ---- wishes ---- */

static enum err
choose(struct db_write *w, struct house *h, void *arg)
{
	const struct saving *x = arg;
	return welcome_choose(&h->core, w, x->key, x->registration, &x->profile, h->arena);
}

static size_t
open_work(struct house *h, struct id client, const char *kind)
{
	struct test_work_list_rows rows;
	size_t n = 0;
	HOUSE_READ(h, r, assert_ok(test_work_list(r, (struct test_work_list_in){ .client = client }, h->arena, &rows)));
	for (size_t i = 0; i < rows.n; i++)
		n += rows.v[i].open && str_eq_z(rows.v[i].kind, kind);
	return n;
}

static void
wishes_become_work(void **state)
{
	struct house *h = *state;
	static const struct {
		enum contact_wish wish;
		size_t callback, registration;
	} cases[] = {
		{ CONTACT_CALL, 1, 1 }, { CONTACT_MAIL, 0, 1 }, { CONTACT_ONLINE, 0, 0 }, { CONTACT_NOT_NOW, 0, 0 },
		{ CONTACT_NEVER, 0, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arrived p = arrive(h);
		struct saving x = { p.fresh.key, p.receipt.id, { .wish = cases[i].wish, .phone = STR("06 12345678") } };
		struct contact_profile back;
		assert_int_equal(open_work(h, p.fresh.client, "registration"), 1);
		assert_ok(house_write(h, choose, &x));
		assert_ok(house_write(h, choose, &x));
		assert_int_equal(open_work(h, p.fresh.client, "callback"), cases[i].callback);
		assert_int_equal(open_work(h, p.fresh.client, "registration"), cases[i].registration);
		HOUSE_READ(h, r, assert_ok(contact_profile_load(r, p.fresh.key, h->arena, &back)));
		assert_int_equal(back.wish, cases[i].wish);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(either_proof_opens),
		cmocka_unit_test(the_unknown_never_matches),
		cmocka_unit_test(five_wrong_proofs_close_it),
		cmocka_unit_test(opening_begins_a_visit_and_counts_once),
		cmocka_unit_test(wishes_become_work),
	};
	return HOUSE_RUN("welcome", tests);
}
