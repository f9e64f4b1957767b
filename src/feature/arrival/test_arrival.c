/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arrival.h"
#include "clock.h"
#include "test_house.h"

#include "banned.h"

struct coming {
	struct arrival arrival;
	struct registration_receipt receipt;
};

static enum err
receive(struct db_write *w, struct house *h, void *arg)
{
	struct coming *x = arg;
	return arrival_receive(&h->core, w, &x->arrival, h->arena, &x->receipt);
}

static struct coming
come(struct house *h, enum contact_wish wish)
{
	struct coming x = { .arrival = {
		.who = {
			.offence = OFFENCE_GENERAL, .relation = RELATION_INVOLVED, .surname = STR("Jansen"),
			.phone = STR("06 12345678"), .email = STR("jan@example.org"), .agreed = true,
		},
		.wishes = { .wish = wish, .phone = STR("06 12345678") },
		.source = STR("flyer"),
	} };
	assert_ok(house_write(h, receive, &x));
	return x;
}

/* With the first team, as something to do, and no mail by itself. */
static void
who_comes_is_registered(void **state)
{
	struct house *h = *state;
	struct coming x = come(h, CONTACT_CALL);
	struct registration_head head;
	struct test_work_list_rows work;
	struct test_job_list_rows jobs;
	HOUSE_READ(h, r, assert_ok(registration_find(r, x.receipt.id, h->arena, &head)));
	assert_int_equal(head.source, REGISTRATION_SELF);
	assert_int_equal(head.decision, DECISION_CAME_THEMSELVES);
	assert_true(id_eq(head.team, h->team));
	HOUSE_READ(h, r, assert_ok(test_work_list(
	    r, (struct test_work_list_in){ .client = x.receipt.client }, h->arena, &work)));
	assert_true(work.n >= 1 && work.v[0].open);
	HOUSE_READ(h, r, assert_ok(test_job_list(
	    r, (struct test_job_list_in){ .kind = STR("mail_welcome") }, h->arena, &jobs)));
	assert_int_equal(jobs.n, 0);
}

static void
each_arrival_counts(void **state)
{
	struct house *h = *state;
	struct test_service_list_rows before, after;
	struct test_service_list_in in = { .product = STR("registration") };
	HOUSE_READ(h, r, assert_ok(test_service_list(r, in, h->arena, &before)));
	come(h, CONTACT_MAIL);
	come(h, CONTACT_MAIL);
	HOUSE_READ(h, r, assert_ok(test_service_list(r, in, h->arena, &after)));
	assert_int_equal(after.n, before.n + 2);
	assert_str(after.v[0].source, "flyer");
	assert_str(after.v[0].depth, "supporting");
}

static void
wishes_stand_from_the_start(void **state)
{
	struct house *h = *state;
	struct coming x = come(h, CONTACT_MAIL);
	const struct vault_key *key;
	struct contact_profile p;
	const struct access_grant *grant = house_grant(h, x.receipt.client);
	HOUSE_READ(h, r, assert_ok(vault_open(h->core.vault, r, x.receipt.client, grant, h->arena, &key));
	           assert_ok(contact_profile_load(r, key, h->arena, &p)));
	assert_int_equal(p.wish, CONTACT_MAIL);
	assert_str(p.phone, "06 12345678");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_comes_is_registered),
		cmocka_unit_test(each_arrival_counts),
		cmocka_unit_test(wishes_stand_from_the_start),
	};
	return HOUSE_RUN("arrival", tests);
}
