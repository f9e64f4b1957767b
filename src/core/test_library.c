/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "library.h"
#include "test_house.h"

#include "banned.h"

struct publishing {
	const char *kind, *name, *body;
	bool changed;
};

static enum err
publish(struct db_write *w, struct house *h, void *arg)
{
	struct publishing *x = arg;
	return content_publish(
	    w, str_from_z(x->kind), str_from_z(x->name), str_from_z(x->body), h->arena, &x->changed);
}

static bool
put(struct house *h, const char *kind, const char *name, const char *body)
{
	struct publishing x = { kind, name, body, false };
	assert_ok(house_write(h, publish, &x));
	return x.changed;
}

static struct content
live(struct house *h, const char *kind, const char *name)
{
	struct content c;
	HOUSE_READ(h, r, assert_ok(content_find(r, str_from_z(kind), str_from_z(name), h->arena, &c)));
	return c;
}

static struct test_content_count_row
count(struct house *h, const char *name)
{
	struct test_content_count_row row;
	HOUSE_READ(h, r, assert_ok(test_content_count(
	    r, (struct test_content_count_in){ .name = str_from_z(name) }, h->arena, &row)));
	return row;
}

static void
the_same_body_changes_nothing(void **state)
{
	struct house *h = *state;
	assert_true(put(h, "page", "same", "one"));
	struct content first = live(h, "page", "same");
	assert_false(put(h, "page", "same", "one"));
	assert_true(id_eq(live(h, "page", "same").version, first.version));
	assert_int_equal(count(h, "same").versions, 1);
	assert_str(first.kind, "page");
	assert_str(first.name, "same");
	assert_int_equal(first.hash.n, 32);
}

static void
versions_stay(void **state)
{
	struct house *h = *state;
	struct content old, c;
	put(h, "page", "stays", "one");
	old = live(h, "page", "stays");
	assert_true(put(h, "page", "stays", "two"));
	assert_str(live(h, "page", "stays").body, "two");
	HOUSE_READ(h, r, assert_ok(content_at(r, old.version, h->arena, &c)));
	assert_str(c.body, "one");
	assert_int_equal(count(h, "stays").versions, 2);
	assert_int_equal(count(h, "stays").live.v, 1);
	assert_true(put(h, "page", "stays", "one"));
	assert_str(live(h, "page", "stays").body, "one");
	assert_int_equal(count(h, "stays").live.v, 1);
}

static void
kind_and_name_are_one_address(void **state)
{
	struct house *h = *state;
	struct content c;
	put(h, "page", "twice", "page");
	put(h, "guide", "twice", "guide");
	assert_str(live(h, "page", "twice").body, "page");
	assert_str(live(h, "guide", "twice").body, "guide");
	assert_false(str_eq(live(h, "page", "twice").hash, live(h, "guide", "twice").hash));
	HOUSE_READ(h, r, assert_int_equal(content_find(r, STR("aid"), STR("twice"), h->arena, &c), ERR_NOT_FOUND));
	HOUSE_READ(h, r, assert_int_equal(content_at(r, id_new(), h->arena, &c), ERR_NOT_FOUND));
}

/* ---- what is made of it ---- */

static const void *
make(const struct content *c, struct arena *a, void *arg)
{
	(*(int *)arg)++;
	return str_eq_z(c->body, "broken") ? NULL : str_z(c->body, a);
}

static void
each_version_is_made_once(void **state)
{
	struct house *h = *state;
	struct library *l = library_new();
	struct id first, second;
	const void *one, *two, *again;
	int made = 0;
	put(h, "guide", "made", "one");
	HOUSE_READ(h, r, assert_ok(library_live(l, r, "guide", STR("made"), make, &made, &first, &one)));
	HOUSE_READ(h, r, assert_ok(library_live(l, r, "guide", STR("made"), make, &made, &first, &again)));
	assert_int_equal(made, 1);
	assert_ptr_equal(one, again);
	put(h, "guide", "made", "two");
	HOUSE_READ(h, r, assert_ok(library_live(l, r, "guide", STR("made"), make, &made, &second, &two)));
	assert_int_equal(made, 2);
	assert_string_equal(two, "two");
	assert_false(id_eq(first, second));
	HOUSE_READ(h, r, assert_ok(library_version(l, r, first, make, &made, &again)));
	assert_ptr_equal(one, again);
	assert_string_equal(one, "one");
	assert_int_equal(made, 2);
	library_free(l);
	library_free(NULL);
}

static void
what_cannot_be_made_is_told(void **state)
{
	struct house *h = *state;
	struct library *l = library_new();
	struct id version = ID_NONE;
	const void *p = NULL;
	int made = 0;
	put(h, "guide", "broken", "broken");
	HOUSE_READ(h, r, assert_int_equal(
	    library_live(l, r, "guide", STR("broken"), make, &made, &version, &p), ERR_INTERNAL));
	HOUSE_READ(h, r, assert_int_equal(
	    library_live(l, r, "guide", STR("absent"), make, &made, &version, &p), ERR_NOT_FOUND));
	HOUSE_READ(h, r, assert_int_equal(library_version(l, r, id_new(), make, &made, &p), ERR_NOT_FOUND));
	assert_true(id_is_none(version));
	assert_null(p);
	put(h, "guide", "broken", "mended");
	HOUSE_READ(h, r, assert_ok(library_live(l, r, "guide", STR("broken"), make, &made, &version, &p)));
	assert_string_equal(p, "mended");
	library_free(l);
}

static enum err
publish_file(struct db_write *w, struct house *h, void *arg)
{
	struct publishing *x = arg;
	return content_publish_file(
	    w, str_from_z(x->kind), str_from_z(x->name), str_from_z(x->body), h->arena, &x->changed);
}

static bool
put_file(struct house *h, const char *name, const char *body)
{
	struct publishing x = { "page", name, body, false };
	assert_ok(house_write(h, publish_file, &x));
	return x.changed;
}

static void
a_file_that_stayed_undoes_nothing(void **state)
{
	struct house *h = *state;
	assert_true(put_file(h, "kept", "from the folder"));
	assert_false(put_file(h, "kept", "from the folder"));
	assert_true(put(h, "page", "kept", "from the browser"));
	assert_false(put_file(h, "kept", "from the folder"));
	assert_str(live(h, "page", "kept").body, "from the browser");
	assert_true(put_file(h, "kept", "from the folder, newer"));
	assert_str(live(h, "page", "kept").body, "from the folder, newer");
}

static enum err
take_down(struct db_write *w, struct house *h, void *arg)
{
	struct publishing *x = arg;
	struct str goes_to = x->body == NULL ? STR_NONE : str_from_z(x->body);
	return content_take_down(w, STR("page"), str_from_z(x->name), goes_to, h->arena);
}

static void
what_was_taken_down_is_known(void **state)
{
	struct house *h = *state;
	struct content c;
	struct content_versions versions;
	struct str goes_to = STR("x");
	struct publishing x = { "page", "old", "/safety", false };
	assert_int_equal(house_write(h, take_down, &x), ERR_NOT_FOUND);
	HOUSE_READ(h, r, assert_int_equal(
	    content_is_gone(r, STR("page"), STR("old"), h->arena, &goes_to), ERR_NOT_FOUND));
	assert_true(put_file(h, "old", "words"));
	assert_ok(house_write(h, take_down, &x));
	HOUSE_READ(h, r, assert_int_equal(content_find(r, STR("page"), STR("old"), h->arena, &c), ERR_NOT_FOUND));
	HOUSE_READ(h, r, assert_ok(content_is_gone(r, STR("page"), STR("old"), h->arena, &goes_to)));
	assert_str(goes_to, "/safety");
	assert_false(put_file(h, "old", "words")); /* the folder does not bring it back */
	assert_true(put(h, "page", "old", "words"));
	HOUSE_READ(h, r, assert_int_equal(
	    content_is_gone(r, STR("page"), STR("old"), h->arena, &goes_to), ERR_NOT_FOUND));
	HOUSE_READ(h, r, assert_ok(content_list_versions(r, STR("page"), STR("old"), h->arena, &versions)));
	assert_int_equal(versions.n, 2);
	assert_true(versions.v[0].live && !versions.v[1].live);
	x.body = NULL;
	assert_ok(house_write(h, take_down, &x));
	HOUSE_READ(h, r, assert_ok(content_is_gone(r, STR("page"), STR("old"), h->arena, &goes_to)));
	assert_null(goes_to.p);
}

static enum err
take_down_file(struct db_write *w, struct house *h, void *arg)
{
	struct publishing *x = arg;
	struct content_gone v[] = { { STR("page"), STR("first"), STR("/safety") },
		{ STR("page"), STR("never"), STR_NONE } };
	return content_take_down_file(w, str_from_z(x->body), &(struct content_gones){ v, 2 }, h->arena, &x->changed);
}

static void
a_file_takes_down_once(void **state)
{
	struct house *h = *state;
	struct content_gones gones;
	struct content c;
	struct publishing x = { "", "", "first list", false };
	assert_true(put(h, "page", "first", "words"));
	assert_ok(house_write(h, take_down_file, &x));
	assert_true(x.changed);
	HOUSE_READ(h, r, assert_ok(content_list_gone(r, h->arena, &gones)));
	assert_true(gones.n >= 2);
	assert_str(gones.v[0].name, "first");
	assert_str(gones.v[0].goes_to, "/safety");
	assert_str(gones.v[1].name, "never");
	assert_null(gones.v[1].goes_to.p);
	assert_true(put(h, "page", "first", "back again"));
	assert_ok(house_write(h, take_down_file, &x));
	assert_false(x.changed);
	assert_str(live(h, "page", "first").body, "back again");
	x.body = "another list";
	assert_ok(house_write(h, take_down_file, &x));
	assert_true(x.changed);
	HOUSE_READ(h, r, assert_int_equal(content_find(r, STR("page"), STR("first"), h->arena, &c), ERR_NOT_FOUND));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_body_changes_nothing),
		cmocka_unit_test(versions_stay),
		cmocka_unit_test(kind_and_name_are_one_address),
		cmocka_unit_test(each_version_is_made_once),
		cmocka_unit_test(what_cannot_be_made_is_told),
		cmocka_unit_test(a_file_that_stayed_undoes_nothing),
		cmocka_unit_test(what_was_taken_down_is_known),
		cmocka_unit_test(a_file_takes_down_once),
	};
	return HOUSE_RUN("library", tests);
}
