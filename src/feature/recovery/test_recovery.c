/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "recovery.h"
#include "session.h"
#include "test_house.h"

#include "banned.h"

#define BORN ((struct date){ 1987, 5, 4 })

/* A client with an account, two workers of the team, and what is done. */
struct scene {
	struct vault_fresh fresh;
	struct id account, first, second, recovery;
	struct id by;
	bool yes;
	enum recovery_state end;
	struct welcome_proof proof;
	struct str secret, token;
};

static enum err
put_people(struct db_write *w, struct house *h, void *arg)
{
	struct scene *s = arg;
	struct id *const workers[] = { &s->first, &s->second };
	TRY(account_put_bare(&h->core, w, s->fresh.key, h->arena, &s->account));
	for (size_t i = 0; i < 2; i++) {
		struct account_new n = {
			.role = ROLE_SUPPORT_WORKER, .team = h->team, .email = id_text(id_new(), h->arena),
			.name = STR("Noor"), .totp_secret = STR("12345678901234567890"),
		};
		TRY(account_put(&h->core, w, &n, STR("hash"), h->arena, workers[i]));
	}
	return ERR_OK;
}

static enum err
start(struct db_write *w, struct house *h, void *arg)
{
	struct scene *s = arg;
	struct recovery y;
	struct recovery_new n = { .by = s->first, .how = RECOVERY_MET, .reason = STR("lost it all") };
	TRY(recovery_start(&h->core, w, s->fresh.key, &n, h->arena));
	TRY(recovery_find(db_reading(w), s->fresh.client, h->arena, &y));
	s->recovery = y.id;
	return ERR_OK;
}

static enum err
decide(struct db_write *w, struct house *h, void *arg)
{
	const struct scene *s = arg;
	struct recovery_decision d = { .recovery = s->recovery, .by = s->by, .yes = s->yes, .reason = STR("well") };
	return recovery_decide(&h->core, w, s->fresh.key, &d, h->arena);
}

static enum err
end(struct db_write *w, struct house *h, void *arg)
{
	const struct scene *s = arg;
	return recovery_end(w, s->fresh.client, s->end, h->arena);
}

static enum err
make_code(struct db_write *w, struct house *h, void *arg)
{
	struct scene *s = arg;
	return recovery_make_code(&h->core, w, s->fresh.client, s->by, &s->proof, h->arena, &s->secret);
}

static enum err
prove(struct db_write *w, struct house *h, void *arg)
{
	struct scene *s = arg;
	return recovery_prove(&h->core, w, s->secret, &s->proof, h->arena, &s->token);
}

static struct scene
scene(struct house *h)
{
	struct scene s = { .fresh = house_client(h), .yes = true, .proof.birth = BORN };
	h->core.recovery_hours = 0;
	assert_ok(house_write(h, put_people, &s));
	return s;
}

static enum recovery_state
state_of(struct house *h, const struct scene *s)
{
	struct recovery y = { .state = RECOVERY_STATE_COUNT };
	HOUSE_READ(h, r, recovery_find(r, s->fresh.client, h->arena, &y));
	return y.state;
}

static void
two_workers_make_one_way_back(void **state)
{
	struct house *h = *state;
	struct scene s = scene(h);
	struct recovery y;
	h->core.recovery_hours = 48;
	assert_ok(house_write(h, start, &s));
	assert_int_equal(house_write(h, start, &s), ERR_CONFLICT);
	s.by = s.first;
	assert_int_equal(house_write(h, decide, &s), ERR_FORBIDDEN);
	assert_int_equal(house_write(h, make_code, &s), ERR_FORBIDDEN);
	assert_int_equal(state_of(h, &s), RECOVERY_WAITING);
	s.by = s.second;
	assert_ok(house_write(h, decide, &s));
	assert_int_equal(house_write(h, decide, &s), ERR_NOT_FOUND);
	s.by = s.first;
	assert_int_equal(house_write(h, make_code, &s), ERR_FORBIDDEN);
	HOUSE_READ(h, r, assert_ok(recovery_find(r, s.fresh.client, h->arena, &y)));
	assert_int_equal(y.state, RECOVERY_APPROVED);
	assert_int_equal(y.ready - y.decided, 48 * CLOCK_HOUR);
	assert_ok(recovery_read(s.fresh.key, &y, h->arena));
	assert_str(y.reason, "lost it all");
	assert_str(y.answer, "well");
	assert_true(y.other.p == NULL);
}

static void
a_code_opens_once_with_what_is_known(void **state)
{
	struct house *h = *state;
	struct scene s = scene(h);
	struct recovery y;
	assert_ok(house_write(h, start, &s));
	s.by = s.second;
	assert_ok(house_write(h, decide, &s));
	assert_int_equal(house_write(h, make_code, &s), ERR_FORBIDDEN);
	s.by = s.first;
	s.proof.birth = DATE_NONE;
	assert_int_equal(house_write(h, make_code, &s), ERR_INVALID);
	s.proof.birth = BORN;
	assert_ok(house_write(h, make_code, &s));
	struct str before = s.secret;
	assert_ok(house_write(h, make_code, &s));
	struct str now = s.secret;
	s.secret = before;
	assert_int_equal(house_write(h, prove, &s), ERR_NOT_FOUND);
	s.secret = now;
	s.proof.birth.day = 5;
	assert_int_equal(house_write(h, prove, &s), ERR_FORBIDDEN);
	s.proof.birth.day = 4;
	HOUSE_READ(h, r, assert_int_equal(recovery_proved(r, STR(""), h->arena, &y), ERR_NOT_FOUND));
	assert_ok(house_write(h, prove, &s));
	assert_int_equal(house_write(h, prove, &s), ERR_NOT_FOUND);
	HOUSE_READ(h, r, assert_ok(recovery_proved(r, s.token, h->arena, &y)));
	assert_true(id_eq(y.account, s.account));
	s.end = RECOVERY_STOPPED;
	assert_ok(house_write(h, end, &s));
	HOUSE_READ(h, r, assert_int_equal(recovery_proved(r, s.token, h->arena, &y), ERR_NOT_FOUND));
}

static void
it_ends_and_begins_anew(void **state)
{
	struct house *h = *state;
	struct scene s = scene(h);
	assert_int_equal(house_write(h, end, &s), ERR_NOT_FOUND);
	assert_ok(house_write(h, start, &s));
	struct id first = s.recovery;
	s.end = RECOVERY_WITHDRAWN;
	assert_ok(house_write(h, end, &s));
	assert_int_equal(house_write(h, end, &s), ERR_NOT_FOUND);
	assert_int_equal(state_of(h, &s), RECOVERY_WITHDRAWN);
	assert_ok(house_write(h, start, &s));
	s.by = s.second;
	s.recovery = first;
	assert_int_equal(house_write(h, decide, &s), ERR_NOT_FOUND);
	assert_int_equal(state_of(h, &s), RECOVERY_WAITING);
}

static enum err
close_one(struct db_write *w, struct house *h, void *arg)
{
	const struct scene *s = arg;
	int64_t changed;
	(void)h;
	return test_account_close(w, (struct test_account_close_in){ .id = s->by, .closed = clock_wall() }, &changed);
}

/* Both stand behind it, or nobody does. */
static void
who_left_takes_it_along(void **state)
{
	struct house *h = *state;
	for (int i = 0; i < 3; i++) {
		struct scene s = scene(h);
		assert_ok(house_write(h, start, &s));
		s.by = s.second;
		assert_ok(house_write(h, decide, &s));
		assert_int_equal(state_of(h, &s), RECOVERY_READY);
		s.by = i == 0 ? s.first : i == 1 ? s.second : s.account;
		assert_ok(house_write(h, close_one, &s));
		assert_int_equal(state_of(h, &s), RECOVERY_VOID);
		s.by = s.first;
		assert_int_equal(house_write(h, make_code, &s), ERR_FORBIDDEN);
		assert_int_equal(house_write(h, start, &s), i == 2 ? ERR_NOT_FOUND : ERR_OK);
	}
}

static void
words_are_known(void **state)
{
	(void)state;
	for (enum recovery_how how = 0; how < RECOVERY_HOW_COUNT; how++)
		assert_int_equal(recovery_how_parse(str_from_z(recovery_how_name(how))), how);
	assert_int_equal(recovery_how_parse(STR("by mail")), RECOVERY_HOW_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_workers_make_one_way_back),
		cmocka_unit_test(a_code_opens_once_with_what_is_known),
		cmocka_unit_test(it_ends_and_begins_anew),
		cmocka_unit_test(who_left_takes_it_along),
		cmocka_unit_test(words_are_known),
	};
	return HOUSE_RUN("recovery", tests);
}
