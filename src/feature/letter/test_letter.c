/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "blob.h"
#include "clock.h"
#include "letter.h"
#include "registration.h"
#include "test_house.h"

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

static struct test_letter_list_rows
letters(struct house *h, struct id client)
{
	struct test_letter_list_rows rows;
	HOUSE_READ(h, r, assert_ok(test_letter_list(r, (struct test_letter_list_in){ .client = client }, h->arena,
	    &rows)));
	return rows;
}

static void
a_letter_is_made_once(void **state)
{
	struct house *h = *state;
	struct arrived p = arrive(h);
	struct job job = { .id = id_new(), .client = p.fresh.client, .target = p.receipt.id, .made = clock_wall() };
	struct test_work_list_rows work;
	struct test_blob_count_row blobs;
	struct str pdf;
	assert_ok(letter_job(&h->core, &job, h->arena));
	struct test_letter_list_rows first = letters(h, p.fresh.client);
	assert_int_equal(first.n, 1);
	assert_true(id_eq(first.v[0].registration, p.receipt.id));
	assert_ok(blob_read(&h->core, p.fresh.key, first.v[0].blob, 1 << 20, h->arena, &pdf));
	assert_true(str_starts(pdf, STR("%PDF-")));
	assert_ok(letter_job(&h->core, &job, h->arena));
	struct test_letter_list_rows again = letters(h, p.fresh.client);
	assert_int_equal(again.n, 1);
	assert_true(id_eq(again.v[0].blob, first.v[0].blob));
	HOUSE_READ(h, r, assert_ok(test_blob_count(
	    r, (struct test_blob_count_in){ .client = p.fresh.client }, h->arena, &blobs)));
	assert_int_equal(blobs.count, 1);
	HOUSE_READ(h, r, assert_ok(test_work_list(
	    r, (struct test_work_list_in){ .client = p.fresh.client }, h->arena, &work)));
	size_t open = 0;
	for (size_t i = 0; i < work.n; i++)
		open += work.v[i].open && str_eq_z(work.v[i].kind, "letter");
	assert_int_equal(open, 1);
}

static enum err
save(struct db_write *w, struct house *h, void *arg)
{
	const struct saving *x = arg;
	return contact_profile_save(w, x->key, &x->profile, h->arena);
}

static void
no_letter_against_the_wishes(void **state)
{
	struct house *h = *state;
	struct contact_profile wishes[] = {
		{ .wish = CONTACT_UNASKED, .no_post = true }, { .wish = CONTACT_NEVER }, { .wish = CONTACT_CALL },
	};
	for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
		struct arrived p = arrive(h);
		struct saving x = { p.fresh.key, p.receipt.id, wishes[i] };
		struct job job = { .id = id_new(), .client = p.fresh.client, .target = p.receipt.id,
		    .made = clock_wall() };
		assert_ok(house_write(h, save, &x));
		assert_int_equal(letter_job(&h->core, &job, h->arena), ERR_FORBIDDEN);
		assert_int_equal(letters(h, p.fresh.client).n, 0);
	}
}

static void
an_unknown_registration_is_given_up(void **state)
{
	struct house *h = *state;
	struct arrived p = arrive(h);
	struct job job = { .id = id_new(), .client = p.fresh.client, .target = id_new(), .made = clock_wall() };
	assert_int_equal(letter_job(&h->core, &job, h->arena), ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_made_once),
		cmocka_unit_test(no_letter_against_the_wishes),
		cmocka_unit_test(an_unknown_registration_is_given_up),
	};
	return HOUSE_RUN("letter", tests);
}
