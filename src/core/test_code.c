/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "code.h"
#include "test_house.h"

#include "banned.h"

static enum err
put(struct db_write *w, struct house *h, void *arg)
{
	return code_put(w, h->core.vault, arg, h->arena);
}

static enum err
try_wrong(struct db_write *w, struct house *h, void *arg)
{
	return code_count_try(w, h->core.vault, *(struct str *)arg, h->arena);
}

static enum err
open_it(struct db_write *w, struct house *h, void *arg)
{
	return code_open(w, h->core.vault, *(struct str *)arg, h->arena);
}

static enum err
find(struct house *h, enum code_kind kind, struct str secret, struct code *ret_code)
{
	enum err e;
	HOUSE_READ(h, r, e = code_find(r, h->core.vault, kind, secret, h->arena, ret_code));
	return e;
}

static struct code_new
new_code(struct house *h, enum code_kind kind)
{
	struct code_new n = {
		.kind = kind, .secret = code_make_print(h->arena), .client = id_new(), .target = id_new(),
		.held = STR("held"), .life = CLOCK_HOUR,
	};
	assert_ok(house_write(h, put, &n));
	return n;
}

static void
what_was_put_is_found(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new n = new_code(h, CODE_WELCOME);
	assert_ok(find(h, CODE_WELCOME, n.secret, &code));
	assert_true(id_eq(code.client, n.client));
	assert_true(id_eq(code.target, n.target));
	assert_str(code.held, "held");
	assert_int_equal(code.tries, 0);
	assert_false(code.opened);
	assert_ok(house_write(h, open_it, &n.secret));
	assert_ok(find(h, CODE_WELCOME, n.secret, &code));
	assert_true(code.opened);
	assert_int_equal(find(h, CODE_LETTER, n.secret, &code), ERR_NOT_FOUND);
	assert_int_equal(find(h, CODE_RESUME, n.secret, &code), ERR_NOT_FOUND);
	assert_int_equal(find(h, CODE_WELCOME, code_make_print(h->arena), &code), ERR_NOT_FOUND);
	assert_int_equal(find(h, CODE_WELCOME, STR(""), &code), ERR_NOT_FOUND);
}

/* The one that stands there already stays: a job that runs twice changes nothing. */
static void
the_first_of_two_stays(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new n = new_code(h, CODE_WELCOME), again = n;
	assert_ok(house_write(h, try_wrong, &n.secret));
	again.client = id_new();
	assert_ok(house_write(h, put, &again));
	assert_ok(find(h, CODE_WELCOME, n.secret, &code));
	assert_true(id_eq(code.client, n.client));
	assert_int_equal(code.tries, 1);
}

static void
five_tries_and_no_more(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new n = new_code(h, CODE_LETTER), other = new_code(h, CODE_LETTER);
	for (int i = 0; i < CODE_TRIES; i++) {
		assert_ok(find(h, CODE_LETTER, n.secret, &code));
		assert_int_equal(code.tries, i);
		assert_ok(house_write(h, try_wrong, &n.secret));
	}
	assert_int_equal(find(h, CODE_LETTER, n.secret, &code), ERR_LIMIT);
	assert_int_equal(find(h, CODE_WELCOME, n.secret, &code), ERR_NOT_FOUND);
	assert_ok(find(h, CODE_LETTER, other.secret, &code));
}

static void
opening_forgives_slips(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new n = new_code(h, CODE_WELCOME);
	for (int i = 0; i < CODE_TRIES - 1; i++)
		assert_ok(house_write(h, try_wrong, &n.secret));
	assert_ok(house_write(h, open_it, &n.secret));
	assert_ok(find(h, CODE_WELCOME, n.secret, &code));
	assert_int_equal(code.tries, 0);
}

struct ending {
	struct str hash;
	int64_t expires;
};

static enum err
end_at(struct db_write *w, struct house *h, void *arg)
{
	const struct ending *x = arg;
	int64_t changed;
	(void)h;
	TRY(test_code_end(w, (struct test_code_end_in){ .hash = x->hash, .expires = x->expires }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static void
a_code_ends(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new n = new_code(h, CODE_RESUME);
	struct ending x = { vault_index(h->core.vault, VAULT_INDEX_CODE, n.secret, h->arena), clock_wall() + 60000 };
	assert_ok(house_write(h, end_at, &x));
	assert_ok(find(h, CODE_RESUME, n.secret, &code));
	x.expires = clock_wall();
	assert_ok(house_write(h, end_at, &x));
	assert_int_equal(find(h, CODE_RESUME, n.secret, &code), ERR_NOT_FOUND);
}

static void
only_what_is_over_is_cleaned(void **state)
{
	struct house *h = *state;
	struct code code;
	struct code_new over = new_code(h, CODE_RESUME), n = new_code(h, CODE_RESUME);
	struct ending x = { vault_index(h->core.vault, VAULT_INDEX_CODE, over.secret, h->arena), clock_wall() - 1 };
	assert_ok(house_write(h, end_at, &x));
	assert_ok(code_clean(&h->core));
	assert_int_equal(house_write(h, end_at, &x), ERR_NOT_FOUND);
	assert_ok(find(h, CODE_RESUME, n.secret, &code));
}

static void
secrets_follow_their_job(void **state)
{
	struct house *h = *state;
	struct vault *v = h->core.vault;
	struct id job = id_new(), other = id_new();
	struct str link = code_make_link(v, job, h->arena), print = code_make_print_for(v, job, h->arena);
	assert_int_equal(link.n, 32);
	assert_int_equal(print.n, 12);
	assert_true(str_eq(link, code_make_link(v, job, h->arena)));
	assert_true(str_eq(print, code_make_print_for(v, job, h->arena)));
	assert_false(str_eq(link, code_make_link(v, other, h->arena)));
	assert_false(str_eq(print, code_make_print_for(v, other, h->arena)));
	assert_false(str_eq(code_make_print(h->arena), code_make_print(h->arena)));
}

/* As on paper, in small letters, with a letter O for a zero: all the same code. */
static void
what_is_typed_is_read(void **state)
{
	struct house *h = *state;
	struct arena *a = h->arena;
	struct str secret, print = code_make_print(a);
	while (str_find_char(print, '0') < 0)
		print = code_make_print(a);
	char *letters = str_z(print, a);
	for (size_t i = 0; letters[i] != '\0'; i++)
		if (letters[i] == '0')
			letters[i] = 'o';
	struct str typed[] = {
		print, code_pretty(print, a), str_lower(code_pretty(print, a), a), str_from_z(letters),
		str_printf(a, "  %.*s %.*s- ", STR_ARG(str_cut(print, 0, 5)), STR_ARG(str_cut(print, 5, 7))),
	};
	assert_int_equal(code_pretty(print, a).n, 14);
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		assert_ok(code_normal(typed[i], a, &secret));
		assert_true(str_eq(secret, print));
	}
}

static void
a_slip_is_seen(void **state)
{
	struct house *h = *state;
	struct str secret, print = code_make_print(h->arena);
	for (size_t i = 0; i < print.n; i++) {
		char *slip = str_z(print, h->arena);
		slip[i] = slip[i] == 'A' ? 'B' : 'A';
		assert_int_equal(code_normal(str_from_z(slip), h->arena, &secret), ERR_INVALID);
	}
	struct str bad[] = { STR_NONE, STR(""), str_cut(print, 0, 11), str_printf(h->arena, "%s0", print.p), STR("U") };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(code_normal(bad[i], h->arena, &secret), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_found),
		cmocka_unit_test(the_first_of_two_stays),
		cmocka_unit_test(five_tries_and_no_more),
		cmocka_unit_test(opening_forgives_slips),
		cmocka_unit_test(a_code_ends),
		cmocka_unit_test(only_what_is_over_is_cleaned),
		cmocka_unit_test(secrets_follow_their_job),
		cmocka_unit_test(what_is_typed_is_read),
		cmocka_unit_test(a_slip_is_seen),
	};
	return HOUSE_RUN("code", tests);
}
