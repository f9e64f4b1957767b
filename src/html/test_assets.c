/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <string.h>
#include <zlib.h>

#include "assets.h"
#include "error_page.html.h"

#include "banned.h"

/* Unpacks into out; returns the length. */
static size_t
unpack(struct str packed, char *out, size_t room)
{
	z_stream z = { 0 };
	unsigned char in[1 << 16];
	assert_true(packed.n <= sizeof in);
	memcpy(in, packed.p, packed.n);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = in;
	z.avail_in = (uInt)packed.n;
	z.next_out = (unsigned char *)out;
	z.avail_out = (uInt)room;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	return z.total_out;
}

static void
packed_and_plain_are_the_same(void **state)
{
	static char out[1 << 20];
	(void)state;
	assert_true(asset_count >= 3);
	for (size_t i = 0; i < asset_count; i++) {
		const struct asset *a = &assets[i];
		if (a->gzip.p != NULL)
			assert_true(str_eq(str_from(out, unpack(a->gzip, out, sizeof out)), a->bytes));
		assert_true(str_starts(a->path, STR("/static/")));
		assert_true(a->path.n == a->name.n + strlen("/static/.") + 12);
	}
}

static void
pages_ask_for_what_there_is(void **state)
{
	struct buf b;
	struct arena *arena = arena_new();
	struct html h = { &b, LANG_EN };
	struct error_page page = { .status = 404 };
	(void)state;
	buf_init(&b, 1 << 20, arena);
	error_page_html(&h, &page);
	for (size_t i = 0; i < asset_count; i++) {
		bool for_others = str_eq_z(assets[i].name, "embed.js"); /* stands on their pages, not on ours */
		assert_true((str_find(buf_view(&b), assets[i].path) > 0) != for_others);
	}
	assert_true(str_find(buf_view(&b), STR(" style=")) < 0);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_and_plain_are_the_same),
		cmocka_unit_test(pages_ask_for_what_there_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
