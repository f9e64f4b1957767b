/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "directory_csv.h"
#include "directory_entry.h"
#include "test_house.h"

#include "banned.h"

/* ---- ids ---- */

static void
ids_are_uuids(void **state)
{
	struct house *h = *state;
	static const char *const bad[] = { "", "x", "00000000-0000-0000-0000-000000000000",
		"ac148810d857-441c-9679-408f346de14b-", "ac148810-d857-441c-9679-408f346de14g",
		"ac148810-d857-441c-9679-408f346de14b0", "{c148810-d857-441c-9679-408f346de14b}" };
	struct id id, other = id_new();
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(directory_uuid_parse(str_from_z(bad[i]), &id), ERR_INVALID);
	assert_ok(directory_uuid_parse(STR("AC148810-d857-441c-9679-408F346DE14B"), &id));
	assert_str(directory_uuid(id, h->arena), "ac148810-d857-441c-9679-408f346de14b");
	assert_ok(directory_uuid_parse(directory_uuid(other, h->arena), &id));
	assert_true(id_eq(id, other));
	assert_true(id_eq(directory_term_id(DIRECTORY_NEED, 1), directory_term_id(DIRECTORY_NEED, 1)));
	assert_false(id_eq(directory_term_id(DIRECTORY_NEED, 1), directory_term_id(DIRECTORY_OFFENCE, 1)));
}

static void
codes_go_both_ways(void **state)
{
	struct house *h = *state;
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
		size_t n;
		const struct directory_code *v = directory_codes(t, &n);
		assert_true(n <= 32);
		unsigned all = (unsigned)((1ull << n) - 1);
		assert_int_equal(directory_bits(t, directory_bits_text(t, all, h->arena)), all);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(directory_code_find(t, str_from_z(v[i].code)), i);
		assert_int_equal(directory_code_find(t, STR("nothing")), -1);
	}
}

/* ---- tables ---- */

static void
rows_of_tables_are_read(void **state)
{
	struct house *h = *state;
	struct str rest = STR("a,\"b \"\"c\"\", d\",\r\n\n\"two\nlines\",x\n\"open");
	struct strs row;
	size_t lines;
	assert_ok(directory_csv_row(&rest, h->arena, &row, &lines));
	assert_int_equal(row.n, 3);
	assert_str(row.v[1], "b \"c\", d");
	assert_str(row.v[2], "");
	assert_ok(directory_csv_row(&rest, h->arena, &row, &lines));
	assert_int_equal(row.n, 1);
	assert_ok(directory_csv_row(&rest, h->arena, &row, &lines));
	assert_int_equal(lines, 2);
	assert_str(row.v[0], "two\nlines");
	assert_int_equal(directory_csv_row(&rest, h->arena, &row, &lines), ERR_INVALID);
	rest = STR("\"a\"b\n");
	assert_int_equal(directory_csv_row(&rest, h->arena, &row, &lines), ERR_INVALID);
}

/* ---- what fits ---- */

#define ORGANISATION \
	"{\"id\":\"10000000-0000-4000-8000-000000000000\",\"name\":\"Proef\",\"description\":\"Proef.\",\"services\":["
#define SERVICE(N, NAME, STATUS, AREA, OFFENCE, NEED, MORE) \
	"{\"id\":\"2000000" N "-0000-4000-8000-000000000000\",\"name\":\"" NAME "\",\"status\":\"" STATUS "\"," MORE \
	"\"service_areas\":[{\"name\":\"Gebied\",\"extent\":\"" AREA "\"}],\"attributes\":[" \
	"{\"taxonomy_term\":{\"taxonomy\":\"offence\",\"code\":\"" OFFENCE "\"}}," \
	"{\"taxonomy_term\":{\"taxonomy\":\"need\",\"code\":\"" NEED "\"}}]}"

static const char entries[] = ORGANISATION
	SERVICE("1", "Juist dit", "active", "NL", "stalking", "safety", "") ","
	SERVICE("2", "Van alles", "active", "NL", "general", "safety", "") ","
	SERVICE("3", "Iets anders", "active", "NL", "fraud", "financial", "") ","
	SERVICE("4", "Andere stad", "active", "GM0014", "stalking", "safety", "") ","
	SERVICE("5", "Kinderen", "active", "NL", "stalking", "safety", "\"maximum_age\":17,") ","
	SERVICE("6", "Voorbij", "defunct", "NL", "stalking", "safety", "") ","
	SERVICE("7", "Concept", "inactive", "NL", "stalking", "safety", "") ","
	SERVICE("8", "Hier", "active", "GM0344", "stalking", "safety", "\"waiting_days\":90,") ","
	SERVICE("9", "Ander geld", "active", "NL", "burglary", "safety", "") "]}";

static void
fill(struct house *h, const char *json, size_t taken)
{
	struct directory_import how = { .core = &h->core };
	struct directory_report report;
	directory_report_init(&report, h->arena);
	assert_ok(directory_import_json(&how, str_from_z(json), &report));
	assert_int_equal(report.count[DIRECTORY_TAKEN], taken);
	assert_int_equal(report.count[DIRECTORY_REFUSED], 0);
}

static struct directory_matches
match(struct house *h, const struct directory_wish *wish)
{
	struct directory_matches found;
	HOUSE_READ(h, r, assert_ok(directory_match(r, wish, h->arena, &found)));
	return found;
}

static int
place_of(const struct directory_matches *found, const char *name)
{
	for (size_t i = 0; i < found->n; i++)
		if (str_eq_z(found->v[i].name, name))
			return (int)i;
	return -1;
}

static bool
has(const struct directory_reasons *reasons, const char *code)
{
	for (size_t i = 0; i < reasons->n; i++)
		if (str_eq_z(str_from_z(reasons->v[i].code), code) && reasons->v[i].text.n > 0)
			return true;
	return false;
}

static void
nothing_ends_with_the_service_line(void **state)
{
	struct directory_wish wish = { .age = -1, .own_name = STR("Nabij"), .own_phone = STR("0900-0101") };
	struct directory_matches found = match(*state, &wish);
	assert_int_equal(found.n, 1);
	assert_true(id_is_none(found.v[0].service));
	assert_str(found.v[0].phone, "0900-0101");
	assert_true(has(&found.v[0].fits, "service_line"));
}

static void
what_fits_is_ranked_and_says_why(void **state)
{
	struct house *h = *state;
	struct str need = STR("safety");
	struct directory_wish wish = { .lang = LANG_EN, .offence = STR("stalking"), .needs = { &need, 1 }, .age = 30,
		.municipality = STR("gm0344"), .language = STR("tr") };
	fill(h, entries, 10);
	struct directory_matches found = match(h, &wish);
	int exact = place_of(&found, "Juist dit"), any = place_of(&found, "Van alles"), here = place_of(&found, "Hier");
	int other = place_of(&found, "Ander geld");
	assert_int_equal(here, 0); /* close by outweighs its waiting time */
	assert_int_equal(exact, 1);
	assert_int_equal(any, 2);
	assert_int_equal(other, 3); /* another offence, but what was asked for */
	assert_true(has(&found.v[exact].fits, "offence") && has(&found.v[exact].fits, "need"));
	assert_true(has(&found.v[exact].fits, "national") && has(&found.v[exact].misfits, "language"));
	assert_true(has(&found.v[here].fits, "municipality") && has(&found.v[here].misfits, "waiting_long"));
	assert_true(has(&found.v[any].fits, "any_offence") && has(&found.v[other].misfits, "offence"));
	static const char *const never[] = { "Iets anders", "Andere stad", "Kinderen", "Voorbij", "Concept" };
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
		assert_int_equal(place_of(&found, never[i]), -1);
	assert_int_equal(found.n, 5);
	assert_true(id_is_none(found.v[4].service));
}

static void
a_child_finds_what_is_there_for_children(void **state)
{
	struct directory_wish wish = { .offence = STR("stalking"), .age = 12, .max = 2 };
	struct directory_matches found = match(*state, &wish);
	assert_int_equal(found.n, 3);
	assert_int_equal(place_of(&found, "Kinderen"), 0);
	assert_true(has(&found.v[0].fits, "age"));
}

static void
search_gets_what_is_live_and_a_stamp(void **state)
{
	struct house *h = *state;
	struct directory_lives lives;
	int64_t before, same, after;
	HOUSE_READ(h, r, assert_ok(directory_live_list(r, LANG_NL, h->arena, &lives)));
	HOUSE_READ(h, r, assert_ok(directory_stamp(r, h->arena, &before)));
	assert_int_equal(lives.n, 7);
	assert_true(lives.v[0].title.n > 0 && str_starts(lives.v[0].path, STR("/directory/")));
	fill(h, entries, 0);
	HOUSE_READ(h, r, assert_ok(directory_stamp(r, h->arena, &same)));
	assert_int_equal(same, before);
	fill(h, ORGANISATION SERVICE("9", "Anders genoemd", "active", "NL", "burglary", "safety", "") "]}", 1);
	HOUSE_READ(h, r, assert_ok(directory_stamp(r, h->arena, &after)));
	assert_true(after != before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_uuids),
		cmocka_unit_test(codes_go_both_ways),
		cmocka_unit_test(rows_of_tables_are_read),
		cmocka_unit_test(nothing_ends_with_the_service_line),
		cmocka_unit_test(what_fits_is_ranked_and_says_why),
		cmocka_unit_test(a_child_finds_what_is_there_for_children),
		cmocka_unit_test(search_gets_what_is_live_and_a_stamp),
	};
	return HOUSE_RUN("directory", tests);
}
