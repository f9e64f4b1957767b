/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "message.h"
#include "session.sql.h"
#include "test_house.h"

#include "banned.h"

static enum err
send(struct db_write *w, struct house *h, void *arg)
{
	return message_send(&h->core, w, arg, h->arena);
}

static struct messages
open_list(struct house *h)
{
	struct messages list;
	HOUSE_READ(h, r, assert_ok(message_open_list(&h->core, r, h->arena, &list)));
	return list;
}

struct closing {
	struct id message, account;
};

static enum err
close_message(struct db_write *w, struct house *h, void *arg)
{
	const struct closing *x = arg;
	(void)h;
	return message_done(w, x->message, x->account);
}

static enum err
add_account(struct db_write *w, struct house *h, void *arg)
{
	struct id id = *(struct id *)arg;
	return account_insert(w, (struct account_insert_in){
	    .id = id, .role = STR("support_worker"), .team = h->team, .email_mac = str_from(id.b, sizeof id.b),
	    .email = STR("x"), .name = STR("x"), .password = STR("x"), .totp = STR("x"), .made = 1 });
}

static void
what_was_written_is_read(void **state)
{
	struct house *h = *state;
	static const struct message messages[] = {
		{ .text = STR_INIT("Ik heb een vraag.\nEn nog een: 3:abc"), .name = STR_INIT("Jan"),
		.reply = STR_INIT("06") },
		{ .text = STR_INIT("1:"), .name = STR_INIT(""), .reply = STR_INIT("") },
		{ .text = STR_INIT("日本 😀") },
	};
	size_t before = open_list(h).n;
	for (size_t i = 0; i < 3; i++) {
		struct message m = messages[i];
		assert_ok(house_write(h, send, &m));
	}
	struct messages list = open_list(h);
	assert_int_equal(list.n, before + 3);
	for (size_t i = 0; i < 3; i++) {
		const struct message *found = NULL;
		for (size_t k = 0; k < list.n; k++)
			if (str_eq(list.v[k].text, messages[i].text))
				found = &list.v[k];
		if (found == NULL)
			abort();
		assert_int_equal(found->name.n, messages[i].name.n);
		assert_int_equal(found->reply.n, messages[i].reply.n);
		assert_true(found->made > 0 && !id_is_none(found->id));
	}
}

static void
a_message_is_dealt_with_once(void **state)
{
	struct house *h = *state;
	struct message m = { .text = STR("Dag") };
	struct closing x = { .account = id_new() };
	assert_ok(house_write(h, add_account, &x.account));
	assert_ok(house_write(h, send, &m));
	size_t before = open_list(h).n;
	x.message = open_list(h).v[0].id;
	assert_ok(house_write(h, close_message, &x));
	assert_int_equal(open_list(h).n, before - 1);
	assert_int_equal(house_write(h, close_message, &x), ERR_NOT_FOUND);
	x.message = id_new();
	assert_int_equal(house_write(h, close_message, &x), ERR_NOT_FOUND);
}

static void
fifty_are_listed_oldest_first(void **state)
{
	struct house *h = *state;
	struct message m = { .text = STR("veel") };
	for (int i = 0; i < 55; i++)
		assert_ok(house_write(h, send, &m));
	struct messages list = open_list(h);
	assert_int_equal(list.n, 50);
	for (size_t i = 1; i < list.n; i++)
		assert_true(list.v[i - 1].made <= list.v[i].made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(a_message_is_dealt_with_once),
		cmocka_unit_test(fifty_are_listed_oldest_first),
	};
	return HOUSE_RUN("message", tests);
}
