/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "password.h"
#include "recovery_code.h"
#include "session.sql.h"
#include "test_house.h"

#include "banned.h"

struct making {
	struct id account;
	struct str codes[RECOVERY_CODES];
	struct str hash;
};

static enum err
make_account(struct db_write *w, struct house *h, void *arg)
{
	struct making *m = arg;
	m->account = id_new();
	return account_insert(w, (struct account_insert_in){
	    .id = m->account, .role = STR("analyst"), .team = h->team,
	    .email_mac = str_from(m->account.b, sizeof m->account.b), .email = STR("x"), .name = STR("x"),
	    .password = STR("x"), .totp = STR("x"), .made = clock_wall() });
}

static enum err
make(struct db_write *w, struct house *h, void *arg)
{
	struct making *m = arg;
	return recovery_code_make(w, h->core.vault, m->account, h->arena, m->codes);
}

static enum err
use(struct db_write *w, struct house *h, void *arg)
{
	const struct making *m = arg;
	(void)h;
	return recovery_code_use(w, m->account, m->hash);
}

static int64_t
left(struct house *h, struct id account)
{
	int64_t n = -1;
	HOUSE_READ(h, r, assert_ok(recovery_code_left(r, account, h->arena, &n)));
	return n;
}

static struct making
ten(struct house *h)
{
	struct making m;
	assert_ok(house_write(h, make_account, &m));
	assert_ok(house_write(h, make, &m));
	return m;
}

static void
each_works_once(void **state)
{
	struct house *h = *state;
	struct making m = ten(h);
	assert_int_equal(left(h, m.account), 10);
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		assert_ok(recovery_code_find(&h->core, m.account, m.codes[i], h->arena, &m.hash));
		assert_ok(house_write(h, use, &m));
		assert_int_equal(house_write(h, use, &m), ERR_NOT_FOUND);
		assert_int_equal(recovery_code_find(&h->core, m.account, m.codes[i], h->arena, &m.hash), ERR_NOT_FOUND);
		assert_int_equal(left(h, m.account), 9 - (int64_t)i);
	}
}

static void
they_are_one_accounts(void **state)
{
	struct house *h = *state;
	struct making m = ten(h), other = ten(h);
	assert_int_equal(recovery_code_find(&h->core, m.account, other.codes[0], h->arena, &m.hash), ERR_NOT_FOUND);
	static const char *const no_code[] = { "", "123456", "k7mq", "zzzz-zzzz-zzzz" };
	for (size_t i = 0; i < sizeof no_code / sizeof no_code[0]; i++)
		assert_int_not_equal(
		    recovery_code_find(&h->core, m.account, str_from_z(no_code[i]), h->arena, &m.hash), ERR_OK);
	struct str typed = str_printf(h->arena, " %.*s ", STR_ARG(m.codes[3]));
	assert_ok(recovery_code_find(&h->core, m.account, typed, h->arena, &m.hash));
}

static void
new_ones_end_the_old(void **state)
{
	struct house *h = *state;
	struct making m = ten(h);
	struct str old = m.codes[0];
	assert_ok(house_write(h, make, &m));
	assert_int_equal(left(h, m.account), 10);
	assert_int_equal(recovery_code_find(&h->core, m.account, old, h->arena, &m.hash), ERR_NOT_FOUND);
	assert_ok(recovery_code_find(&h->core, m.account, m.codes[0], h->arena, &m.hash));
}

static void
without_a_database_there_are_none(void **state)
{
	struct house *h = *state;
	struct making m = ten(h);
	struct core away = house_without_tables(h);
	assert_int_equal(recovery_code_find(&away, m.account, m.codes[0], h->arena, &m.hash), ERR_INTERNAL);
	db_close(away.db);
}

static void
passwords_are_long_and_not_everybodys(void **state)
{
	struct house *h = *state;
	static const struct {
		const char *password;
		enum msg fault;
	} passwords[] = {
		{ "", MSG_PASSWORD_SHORT }, { "elf tekens!", MSG_PASSWORD_SHORT },
		{ "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", MSG_PASSWORD_SHORT },
		{ "fietsbel tulp regen", MSG_NONE }, { "x9!kQ2#vB7&p", MSG_NONE },
		{ "aaaaaaaaaaaa", MSG_PASSWORD_COMMON }, { "121212121212", MSG_PASSWORD_COMMON },
		{ "123456789012", MSG_PASSWORD_COMMON }, { "210987654321", MSG_PASSWORD_COMMON },
		{ "abcdefghijklm", MSG_PASSWORD_COMMON }, { "Wachtwoord2026!", MSG_PASSWORD_COMMON },
		{ "PASSWORD1234", MSG_PASSWORD_COMMON }, { "qwertyuiop12", MSG_PASSWORD_COMMON },
		{ "mijn wachtwoord", MSG_NONE }, { "!!!123456789?", MSG_NONE },
	};
	for (size_t i = 0; i < sizeof passwords / sizeof passwords[0]; i++)
		assert_int_equal(password_fault(str_from_z(passwords[i].password), h->arena), passwords[i].fault);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_works_once),
		cmocka_unit_test(they_are_one_accounts),
		cmocka_unit_test(new_ones_end_the_old),
		cmocka_unit_test(without_a_database_there_are_none),
		cmocka_unit_test(passwords_are_long_and_not_everybodys),
	};
	return HOUSE_RUN("recovery code", tests);
}
