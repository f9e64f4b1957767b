/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "media.h"
#include "test_house.h"

#include "banned.h"

struct putting {
	struct str name, type, bytes;
	struct media_writer *writer; /* or NULL: at once */
	bool changed;
};

static struct str
pattern(struct house *h, size_t n, int seed)
{
	char *p = arena_alloc(h->arena, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 7 + (i >> 8) + (i >> 16) + (size_t)seed);
	return (struct str){ p, n };
}

static enum err
put(struct db_write *w, struct house *h, void *arg)
{
	struct putting *x = arg;
	if (x->writer != NULL)
		return media_end(w, x->writer, x->name, x->type, h->arena, &x->changed);
	return media_put(w, x->name, x->type, x->bytes, h->arena, &x->changed);
}

static bool
put_at_once(struct house *h, const char *name, struct str bytes)
{
	struct putting x = { str_from_z(name), STR("video/webm"), bytes, NULL, false };
	assert_ok(house_write(h, put, &x));
	return x.changed;
}

static bool
put_in_pieces(struct house *h, const char *name, struct str bytes, size_t step)
{
	struct arena *a = arena_new();
	struct putting x = { str_from_z(name), STR("video/webm"), bytes, media_begin(&h->core, a), false };
	for (size_t at = 0; at < bytes.n; at += step)
		assert_ok(media_add(x.writer, bytes.p + at, bytes.n - at < step ? bytes.n - at : step));
	assert_ok(house_write(h, put, &x));
	arena_free(a);
	return x.changed;
}

static struct media
live(struct house *h, const char *name)
{
	struct media m;
	HOUSE_READ(h, r, assert_ok(media_find(r, str_from_z(name), h->arena, &m)));
	return m;
}

static void
assert_reads(struct house *h, const struct media *m, struct str bytes)
{
	static const struct {
		int64_t offset;
		size_t n;
	} ranges[] = { { 0, 1 << 30 }, { 0, 1 }, { MEDIA_CHUNK - 1, 2 }, { MEDIA_CHUNK, 10 }, { 1, MEDIA_CHUNK * 2 },
		{ 1 << 29, 5 } };
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		struct str got;
		HOUSE_READ(h, r, assert_ok(media_read(r, m, ranges[i].offset, ranges[i].n, h->arena, &got)));
		assert_true(str_eq(got, str_cut(bytes, (size_t)ranges[i].offset, ranges[i].n)));
	}
}

static void
what_goes_in_comes_out(void **state)
{
	struct house *h = *state;
	static const size_t sizes[] = { 0, 1, MEDIA_CHUNK - 1, MEDIA_CHUNK, MEDIA_CHUNK + 1, 3 * MEDIA_CHUNK + 17 };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct str bytes = pattern(h, sizes[i], (int)i);
		assert_true(put_at_once(h, "whole", bytes));
		struct media whole = live(h, "whole");
		assert_int_equal(whole.size, sizes[i]);
		assert_true(str_eq(whole.hash, media_hash(bytes, h->arena)));
		assert_reads(h, &whole, bytes);
		assert_true(put_in_pieces(h, "pieces", bytes, 1000 * (i + 1)));
		struct media pieces = live(h, "pieces");
		assert_true(str_eq(pieces.hash, whole.hash));
		assert_reads(h, &pieces, bytes);
	}
}

static void
the_same_changes_nothing_and_the_old_stays(void **state)
{
	struct house *h = *state;
	struct str one = pattern(h, MEDIA_CHUNK + 5, 1), two = pattern(h, MEDIA_CHUNK + 5, 2);
	struct media found;
	assert_true(put_in_pieces(h, "same", one, 100000));
	struct media first = live(h, "same");
	assert_false(put_in_pieces(h, "same", one, 100000));
	assert_false(put_at_once(h, "same", one));
	assert_true(id_eq(live(h, "same").id, first.id));
	assert_true(put_at_once(h, "same", two));
	assert_false(id_eq(live(h, "same").id, first.id));
	assert_reads(h, &first, one);
	HOUSE_READ(h, r, assert_ok(media_find_hash(r, first.hash, h->arena, &found)));
	assert_true(id_eq(found.id, first.id));
}

static enum err
retire(struct db_write *w, struct house *h, void *arg)
{
	const struct str *name = arg;
	(void)h;
	return media_retire(w, *name);
}

static void
a_name_that_was_retired_leads_nowhere(void **state)
{
	struct house *h = *state;
	struct media m;
	struct str name = STR("gone");
	put_at_once(h, "gone", STR("x"));
	assert_ok(house_write(h, retire, &name));
	HOUSE_READ(h, r, assert_int_equal(media_find(r, name, h->arena, &m), ERR_NOT_FOUND));
}

static void
lists_go_by_name(void **state)
{
	struct house *h = *state;
	struct medias list;
	put_at_once(h, "z-1", STR("x"));
	put_at_once(h, "z-2", STR("y"));
	HOUSE_READ(h, r, assert_ok(media_list(r, STR("z-"), h->arena, &list)));
	assert_int_equal(list.n, 2);
	assert_str(list.v[0].name, "z-1");
	HOUSE_READ(h, r, assert_ok(media_list(r, STR("z-1"), h->arena, &list)));
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].name, "z-2");
}

/* Two chunks of a file that began so long ago and never ended. */
struct lost {
	struct id id;
	int64_t age;
};

static enum err
lose(struct db_write *w, struct house *h, void *arg)
{
	struct lost *x = arg;
	uint64_t began = (uint64_t)(clock_wall() - x->age);
	(void)h;
	x->id = id_new();
	for (int i = 0; i < 6; i++)
		x->id.b[i] = (uint8_t)(began >> (8 * (5 - i)));
	for (int i = 0; i < 2; i++)
		TRY(test_media_chunk_add(
		    w, (struct test_media_chunk_add_in){ .media = x->id, .number = i, .bytes = STR("x") }));
	return ERR_OK;
}

static int
chunks_of(struct house *h, struct id media)
{
	struct test_media_chunk_count_row row;
	HOUSE_READ(h, r, assert_ok(test_media_chunk_count(
	    r, (struct test_media_chunk_count_in){ .media = media }, h->arena, &row)));
	return (int)row.chunks;
}

static void
what_never_ended_is_swept(void **state)
{
	struct house *h = *state;
	struct str bytes = pattern(h, 2 * MEDIA_CHUNK + 1, 9);
	struct lost yesterday = { ID_NONE, CLOCK_DAY + CLOCK_MINUTE }, today = { ID_NONE, CLOCK_DAY - CLOCK_MINUTE };
	assert_ok(house_write(h, lose, &yesterday));
	assert_ok(house_write(h, lose, &today));
	put_at_once(h, "stays", bytes);
	assert_ok(media_sweep(&h->core));
	assert_int_equal(chunks_of(h, yesterday.id), 0);
	assert_int_equal(chunks_of(h, today.id), 2);
	struct media stays = live(h, "stays");
	assert_reads(h, &stays, bytes);
}

static void
too_large_is_refused(void **state)
{
	struct house *h = *state;
	struct arena *a = arena_new();
	struct media_writer *m = media_begin(&h->core, a);
	assert_int_equal(media_add(m, "", (size_t)MEDIA_MAX + 1), ERR_LIMIT);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_in_comes_out),
		cmocka_unit_test(the_same_changes_nothing_and_the_old_stays),
		cmocka_unit_test(a_name_that_was_retired_leads_nowhere),
		cmocka_unit_test(lists_go_by_name),
		cmocka_unit_test(too_large_is_refused),
		cmocka_unit_test(what_never_ended_is_swept),
	};
	return HOUSE_RUN("media", tests);
}
