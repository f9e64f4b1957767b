/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "crypto.h"
#include "receipt.h"
#include "receipt.sql.h"
#include "test_house.h"

#include "banned.h"

static struct web *
form_sent(struct house *h, const char *form_id)
{
	struct web *web = house_web(h);
	web->form_id = str_from_z(form_id);
	return web;
}

static enum err
keep(struct db_write *w, struct house *h, void *arg)
{
	struct web *web = arg;
	(void)h;
	web->w = w;
	web->r = db_reading(w);
	return receipt_keep(turn_of(web));
}

static enum err
find(struct house *h, struct web *web)
{
	enum err e;
	HOUSE_READ(h, r, web->r = r; e = receipt_find(turn_of(web)));
	return e;
}

static void
a_page_comes_again_to_the_byte(void **state)
{
	struct house *h = *state;
	struct web *first = form_sent(h, "form-page"), *again = form_sent(h, "form-page");
	struct html *html = web_html(first, 200);
	web_set_cookie(first, "__Host-draft", STR("token"), 60);
	buf_str(html->out, STR("<p>Dank je, <b>Jan</b>\n\n12 3\n</p>"));
	assert_int_equal(find(h, again), ERR_NOT_FOUND);
	assert_ok(house_write(h, keep, first));
	assert_ok(find(h, again));
	const struct http_response *one = &first->x->response, *two = &again->x->response;
	assert_int_equal(two->status, 200);
	assert_true(str_eq(buf_view(&two->headers), buf_view(&one->headers)));
	assert_true(str_eq(two->body, buf_view(html->out)));
	assert_true(again->answered);
	assert_true(turn_of(again)->replayed);
}

static void
a_redirect_comes_again(void **state)
{
	struct house *h = *state;
	struct web *first = form_sent(h, "form-redirect"), *again = form_sent(h, "form-redirect");
	web_redirect(first, "/contact/sent");
	assert_ok(house_write(h, keep, first));
	assert_ok(find(h, again));
	assert_int_equal(again->x->response.status, 303);
	assert_true(str_find(buf_view(&again->x->response.headers), STR("Location: /nl/contact/sent\r\n")) >= 0);
	assert_int_equal(again->x->response.body.n, 0);
}

static void
what_was_not_taken_has_no_receipt(void **state)
{
	struct house *h = *state;
	struct web *unanswered = form_sent(h, "form-none"), *bare = form_sent(h, NULL), *again = form_sent(h,
	    "form-422");
	assert_ok(house_write(h, keep, unanswered));
	assert_int_equal(find(h, unanswered), ERR_NOT_FOUND);
	web_redirect(bare, "/x");
	assert_ok(house_write(h, keep, bare));
	assert_int_equal(find(h, bare), ERR_NOT_FOUND);
	struct web *returned = form_sent(h, "form-422");
	web_html(returned, 422);
	assert_ok(house_write(h, keep, returned));
	assert_int_equal(find(h, again), ERR_NOT_FOUND);
}

static struct str
hash_of(struct house *h, const char *form_id)
{
	char *hash = arena_alloc(h->arena, CRYPTO_MAC_SIZE);
	crypto_digest(str_printf(h->arena, "receipt %s /nl/test", form_id), (unsigned char *)hash);
	return (struct str){ hash, CRYPTO_MAC_SIZE };
}

/* The receipt of one form put under the id of another. */
static enum err
move(struct db_write *w, struct house *h, void *arg)
{
	struct form_receipt_get_row row;
	(void)arg;
	TRY(form_receipt_get(
	    db_reading(w), (struct form_receipt_get_in){ .id = hash_of(h, "form-mine") }, h->arena, &row));
	assert_int_equal(str_find(row.answer, STR("CANARY")), -1);
	return form_receipt_insert(w, (struct form_receipt_insert_in){
	    .id = hash_of(h, "form-yours"), .made = clock_wall(), .answer = row.answer });
}

static void
only_the_form_itself_opens_it(void **state)
{
	struct house *h = *state;
	struct web *mine = form_sent(h, "form-mine"), *yours = form_sent(h, "form-yours");
	buf_str(web_html(mine, 200)->out, STR("CANARY"));
	assert_ok(house_write(h, keep, mine));
	assert_int_equal(find(h, yours), ERR_NOT_FOUND);
	struct web *elsewhere = form_sent(h, "form-mine");
	elsewhere->x->request.path = STR("/nl/elsewhere");
	assert_int_equal(find(h, elsewhere), ERR_NOT_FOUND);
	assert_ok(house_write(h, move, NULL));
	assert_int_equal(find(h, yours), ERR_INTERNAL);
	assert_false(yours->answered);
}

static enum err
date(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	return test_receipt_made(w, (struct test_receipt_made_in){ .made = *(int64_t *)arg }, &changed);
}

static void
a_receipt_lasts_a_day(void **state)
{
	struct house *h = *state;
	struct web *first = form_sent(h, "form-old");
	int64_t made = clock_wall() - CLOCK_DAY + CLOCK_MINUTE;
	web_redirect(first, "/x");
	assert_ok(house_write(h, keep, first));
	assert_ok(house_write(h, date, &made));
	assert_ok(receipt_clean(&h->core));
	assert_ok(find(h, form_sent(h, "form-old")));
	made = clock_wall() - CLOCK_DAY - 1;
	assert_ok(house_write(h, date, &made));
	assert_ok(receipt_clean(&h->core));
	assert_int_equal(find(h, form_sent(h, "form-old")), ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_comes_again_to_the_byte),
		cmocka_unit_test(a_redirect_comes_again),
		cmocka_unit_test(what_was_not_taken_has_no_receipt),
		cmocka_unit_test(only_the_form_itself_opens_it),
		cmocka_unit_test(a_receipt_lasts_a_day),
	};
	return HOUSE_RUN("receipt", tests);
}
