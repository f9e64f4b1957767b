/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "clock.h"
#include "registration.h"
#include "registration_group.h"

#include "banned.h"

#define COUNT(V) (sizeof(V) / sizeof((V)[0]))

static const struct date today = { 2026, 11, 20 };

/* ---- the decision ---- */

static struct registration
adult(void)
{
	return (struct registration){
		.offence = OFFENCE_BURGLARY,
		.relation = RELATION_VICTIM,
		.surname = STR("Vries"),
		.birth = { 1980, 4, 1 },
		.email = STR("j@example.org"),
		.agreed = true,
	};
}

static struct registration
child(struct date birth)
{
	struct registration g = adult();
	g.birth = birth;
	g.parent = (struct registration_parent){ .name = STR("A. de Vries"), .email = STR("a@example.org") };
	return g;
}

static void
expect(const struct registration *g, enum registration_decision wanted)
{
	enum registration_decision d = registration_welcome_decision(g, today);
	assert_string_equal(registration_decision_name(d), registration_decision_name(wanted));
}

static void
decision_lets_an_ordinary_registration_go_out(void **state)
{
	(void)state;
	struct registration g = adult();
	expect(&g, DECISION_WELCOME_PERSON);
	assert_true(str_eq_z(registration_welcome_email(&g, DECISION_WELCOME_PERSON), "j@example.org"));
	g.assessed = true;
	expect(&g, DECISION_WELCOME_PERSON);
}

static void
decision_leaves_grave_offences_to_a_worker(void **state)
{
	(void)state;
	static const enum offence grave[] = {
		OFFENCE_STALKING, OFFENCE_DOMESTIC_VIOLENCE, OFFENCE_SEXUAL_ABUSE, OFFENCE_RAPE,
		OFFENCE_ONLINE_SEXUAL_HARASSMENT, OFFENCE_ONLINE_SEXUAL_OFFENCE, OFFENCE_STREET_HARASSMENT,
		OFFENCE_HUMAN_TRAFFICKING,
	};
	bool is_grave[OFFENCE_COUNT] = { false };
	for (size_t i = 0; i < COUNT(grave); i++)
		is_grave[grave[i]] = true;
	for (enum offence o = 0; o < OFFENCE_COUNT; o++) {
		struct registration g = adult();
		g.offence = o;
		expect(&g, is_grave[o] ? DECISION_GRAVE_OFFENCE : DECISION_WELCOME_PERSON);
	}
}

static void
decision_leaves_the_vulnerable_to_a_worker(void **state)
{
	(void)state;
	for (unsigned ground = 0; ground < GROUND_COUNT; ground++) {
		struct registration g = adult();
		g.grounds = 1u << ground;
		expect(&g, DECISION_VULNERABLE);
	}
	struct registration g = adult();
	g.measures = STR("Afspraak op locatie");
	expect(&g, DECISION_VULNERABLE);
}

static void
decision_needs_consent_and_a_way(void **state)
{
	(void)state;
	struct registration g = adult();
	g.agreed = false;
	expect(&g, DECISION_NOT_AGREED);
	g = adult();
	g.email = STR_NONE;
	expect(&g, DECISION_NO_EMAIL);
	g = adult();
	g.remarks = STR("Niet mailen, mijn man leest mee");
	expect(&g, DECISION_REMARKS);
	assert_null(registration_welcome_email(&g, DECISION_REMARKS).p);
}

static void
decision_needs_an_age(void **state)
{
	(void)state;
	struct registration g = adult();
	g.birth = DATE_NONE;
	expect(&g, DECISION_NO_PROOF);
	g.address.postcode = STR("1234AB");
	expect(&g, DECISION_AGE_UNKNOWN);
}

static void
decision_never_writes_to_a_child_under_12(void **state)
{
	(void)state;
	struct registration g = child((struct date){ 2014, 11, 21 }); /* 12 tomorrow */
	expect(&g, DECISION_UNDER_12);
	g = child(today); /* born today */
	expect(&g, DECISION_UNDER_12);
}

static void
decision_writes_to_the_parent_from_12_to_15(void **state)
{
	(void)state;
	struct registration g = child((struct date){ 2014, 11, 20 }); /* 12 today */
	expect(&g, DECISION_WELCOME_PARENT);
	assert_true(str_eq_z(registration_welcome_email(&g, DECISION_WELCOME_PARENT), "a@example.org"));
	g = child((struct date){ 2010, 11, 21 }); /* 16 tomorrow */
	expect(&g, DECISION_WELCOME_PARENT);
	g.email = STR_NONE;
	expect(&g, DECISION_WELCOME_PARENT);
	g.parent.email = STR_NONE;
	expect(&g, DECISION_NO_EMAIL);
	g = child((struct date){ 2010, 11, 21 });
	g.parent = (struct registration_parent){ 0 };
	expect(&g, DECISION_PARENT_MISSING);
}

static void
decision_never_reaches_a_suspect_parent(void **state)
{
	(void)state;
	struct registration g = child((struct date){ 2012, 1, 1 });
	g.parent.suspect = true;
	expect(&g, DECISION_PARENT_SUSPECT);
	g = child((struct date){ 2010, 11, 20 }); /* 16 today: on their own */
	g.parent.suspect = true;
	expect(&g, DECISION_WELCOME_PERSON);
	g.parent.email = STR("J@Example.org"); /* the same mailbox */
	expect(&g, DECISION_PARENT_SUSPECT);
	g.parent.suspect = false;
	expect(&g, DECISION_WELCOME_PERSON);
}

static void
post_is_unsafe_without_a_parent_or_with_a_suspected_one(void **state)
{
	(void)state;
	struct registration g = child((struct date){ 2010, 11, 21 }); /* 16 tomorrow */
	assert_false(registration_post_is_unsafe(&g, today));
	g.parent.suspect = true;
	assert_true(registration_post_is_unsafe(&g, today));
	g.parent = (struct registration_parent){ 0 };
	assert_true(registration_post_is_unsafe(&g, today));
	g.birth = (struct date){ 2010, 11, 20 }; /* 16 today */
	assert_false(registration_post_is_unsafe(&g, today));
	g.birth = (struct date){ 0 };
	assert_false(registration_post_is_unsafe(&g, today));
}

static void
decision_takes_a_birthday_on_a_leap_day(void **state)
{
	(void)state;
	struct registration g = child((struct date){ 2008, 2, 29 });
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2024, 2, 28 }), DECISION_WELCOME_PARENT);
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2024, 2, 29 }), DECISION_WELCOME_PERSON);
	g.birth = (struct date){ 2012, 2, 29 };
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2028, 2, 28 }), DECISION_WELCOME_PARENT);
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2028, 2, 29 }), DECISION_WELCOME_PERSON);
	g.birth = (struct date){ 2012, 2, 29 };
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2024, 2, 28 }), DECISION_UNDER_12);
	assert_int_equal(registration_welcome_decision(&g, (struct date){ 2024, 2, 29 }), DECISION_WELCOME_PARENT);
}

/* ---- when it is due ---- */

static int64_t
at(int year, int month, int day, int hour)
{
	return date_wall((struct date_time){ .date = { year, month, day }, .hour = hour });
}

static void
due_is_today_for_a_worker_and_the_next_working_day_for_a_welcome(void **state)
{
	(void)state;
	/* 18 November 2026 is a Wednesday, 20 a Friday, 21 a Saturday */
	assert_int_equal(registration_due(DECISION_GRAVE_OFFENCE, at(2026, 11, 18, 9)), at(2026, 11, 18, 17));
	assert_int_equal(registration_due(DECISION_GRAVE_OFFENCE, at(2026, 11, 18, 17)), at(2026, 11, 19, 17));
	assert_int_equal(registration_due(DECISION_GRAVE_OFFENCE, at(2026, 11, 20, 18)), at(2026, 11, 23, 17));
	assert_int_equal(registration_due(DECISION_GRAVE_OFFENCE, at(2026, 11, 21, 9)), at(2026, 11, 23, 17));
	assert_int_equal(registration_due(DECISION_WELCOME_PERSON, at(2026, 11, 18, 9)), at(2026, 11, 19, 17));
	assert_int_equal(registration_due(DECISION_WELCOME_PERSON, at(2026, 11, 20, 9)), at(2026, 11, 23, 17));
	assert_int_equal(registration_due(DECISION_WELCOME_PARENT, at(2026, 11, 22, 9)), at(2026, 11, 23, 17));
}

/* ---- the partner's message ---- */

static const char full[] =
    "{\"kenmerk\":\"PL1300-2026-1\",\"delict\":\"inbraak\",\"rol\":\"slachtoffer\",\"datum\":\"2026-11-18\","
    "\"gemeente\":\"Utrecht\",\"taal\":\"en\",\"persoon\":{\"voornaam\":\"\\u00c9lise \",\"tussenvoegsel\":\"van der\","
    "\"achternaam\":\"Berg\",\"geboortedatum\":\"1980-04-01\",\"email\":\"elise@example.org\","
    "\"telefoon\":\"+31 6 12345678\",\"adres\":{\"straat\":\"Oudegracht\",\"huisnummer\":12,\"toevoeging\":\"bis\","
    "\"postcode\":\"3511 ab\",\"plaats\":\"Utrecht\"}},\"veiligContact\":\"Bel na zes uur.\\nNiet mailen.\","
    "\"individueleBeoordeling\":{\"gronden\":[\"vergelding\",\"intimidatie\"],\"maatregelen\":\"Aparte ingang\"},"
    "\"contactAkkoord\":true,\"ouder\":{\"naam\":\"P. Berg\",\"telefoon\":\"030-1234567\",\"verdachte\":true}}";

static const char smallest[] =
    "{\"kenmerk\":\"a\",\"delict\":\"fraude\",\"rol\":\"getuige\",\"datum\":\"2026-11-20\","
    "\"persoon\":{\"achternaam\":\"B\"},\"contactAkkoord\":false}";

static struct registration
read_good(const char *text, struct arena *a)
{
	struct registration g;
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	enum err e = registration_read(str_from_z(text), today, f, &g);
	if (e != ERR_OK && f->n > 0)
		print_message("%.*s %s\n", STR_ARG(f->v[0].pointer), f->v[0].code);
	assert_int_equal(e, ERR_OK);
	return g;
}

static void
assert_full(const struct registration *g)
{
	assert_true(str_eq_z(g->own_id, "PL1300-2026-1"));
	assert_int_equal(g->offence, OFFENCE_BURGLARY);
	assert_int_equal(g->relation, RELATION_VICTIM);
	assert_int_equal(date_cmp(g->date, (struct date){ 2026, 11, 18 }), 0);
	assert_true(str_eq_z(g->municipality, "Utrecht"));
	assert_int_equal(g->lang, LANG_EN);
	assert_true(str_eq_z(g->given, "\xc3\x89lise"));
	assert_true(str_eq_z(g->infix, "van der"));
	assert_true(str_eq_z(g->surname, "Berg"));
	assert_int_equal(date_cmp(g->birth, (struct date){ 1980, 4, 1 }), 0);
	assert_true(str_eq_z(g->email, "elise@example.org"));
	assert_true(str_eq_z(g->phone, "+31 6 12345678"));
	assert_true(str_eq_z(g->address.street, "Oudegracht"));
	assert_int_equal(g->address.number, 12);
	assert_true(str_eq_z(g->address.addition, "bis"));
	assert_true(str_eq_z(g->address.postcode, "3511AB"));
	assert_true(str_eq_z(g->address.city, "Utrecht"));
	assert_true(str_eq_z(g->address.country, "NL"));
	assert_true(str_eq_z(g->remarks, "Bel na zes uur.\nNiet mailen."));
	assert_true(g->assessed);
	assert_int_equal(g->grounds, 1u << GROUND_INTIMIDATION | 1u << GROUND_RETALIATION);
	assert_true(str_eq_z(g->measures, "Aparte ingang"));
	assert_true(g->agreed);
	assert_true(str_eq_z(g->parent.name, "P. Berg"));
	assert_null(g->parent.email.p);
	assert_true(str_eq_z(g->parent.phone, "030-1234567"));
	assert_true(g->parent.suspect);
}

static void
message_is_read_in_full(void **state)
{
	struct arena *a = *state;
	struct registration g = read_good(full, a);
	assert_full(&g);
	g = read_good(smallest, a);
	assert_null(g.email.p);
	assert_null(g.address.street.p);
	assert_null(g.parent.name.p);
	assert_true(date_is_none(g.birth));
	assert_false(g.agreed);
	assert_false(g.assessed);
	assert_int_equal(g.lang, LANG_NL);
}

struct fault {
	const char *pointer, *code;
};

static void
expect_faults(struct arena *a, const char *text, const struct fault *wanted, size_t n)
{
	struct registration g;
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	assert_int_equal(registration_read(str_from_z(text), today, f, &g), ERR_INVALID);
	for (size_t i = 0; i < n; i++) {
		bool found = false;
		for (size_t k = 0; k < f->n; k++)
			found |= str_eq_z(f->v[k].pointer, wanted[i].pointer) &&
			    strcmp(f->v[k].code, wanted[i].code) == 0;
		if (!found)
			print_message("missing: %s %s\n", wanted[i].pointer, wanted[i].code);
		assert_true(found);
	}
	if (f->n != n)
		for (size_t k = 0; k < f->n; k++)
			print_message("found: %.*s %s\n", STR_ARG(f->v[k].pointer), f->v[k].code);
	assert_int_equal(f->n, n);
}

static void
message_faults_are_found_all_at_once(void **state)
{
	static const struct fault wanted[] = {
		{ "/kenmerk", "required" },
		{ "/delict", "word.unknown" },
		{ "/rol", "type.string" },
		{ "/datum", "date.future" },
		{ "/gemeente", "text.empty" },
		{ "/taal", "word.unknown" },
		{ "/persoon/voornaam", "text.control" },
		{ "/persoon/achternaam", "required" },
		{ "/persoon/geboortedatum", "date.format" },
		{ "/persoon/email", "email.format" },
		{ "/persoon/telefoon", "phone.format" },
		{ "/persoon/bsn", "member.unknown" },
		{ "/persoon/adres/straat", "required" },
		{ "/persoon/adres/huisnummer", "number.range" },
		{ "/persoon/adres/postcode", "postcode.format" },
		{ "/persoon/adres/plaats", "type.string" },
		{ "/persoon/adres/land", "country.format" },
		{ "/individueleBeoordeling/gronden/1", "word.unknown" },
		{ "/individueleBeoordeling/gronden/2", "word.twice" },
		{ "/contactAkkoord", "type.boolean" },
		{ "/ouder/verdachte", "required" },
		{ "/ouder/naam", "type.string" },
		{ "", "member.unknown" },
		{ "/extra", "member.unknown" },
	};
	static const char text[] =
	    "{\"delict\":\"diefstal\",\"rol\":1,\"datum\":\"2026-11-21\",\"gemeente\":\" \",\"taal\":\"de\","
	    "\"persoon\":{\"voornaam\":\"a\\u0007b\",\"geboortedatum\":\"1981-02-29\",\"email\":\"a@b\","
	    "\"telefoon\":\"0612\",\"bsn\":\"123\",\"adres\":{\"huisnummer\":0,\"postcode\":\"0123AB\",\"plaats\":null,"
	    "\"land\":\"nl\"}},\"individueleBeoordeling\":{\"gronden\":[\"intimidatie\",\"anders\",\"intimidatie\"]},"
	    "\"contactAkkoord\":\"ja\",\"ouder\":{\"naam\":[]},\"06-12345678 is van Jan\":1,\"extra\":{}}";
	struct arena *a = *state;
	/* a country that is none leaves the postcode unjudged */
	struct fault all[COUNT(wanted)];
	size_t n = 0;
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (strcmp(wanted[i].code, "postcode.format") != 0)
			all[n++] = wanted[i];
	expect_faults(a, text, all, n);
}

static void
message_that_is_no_object_is_one_fault(void **state)
{
	struct arena *a = *state;
	expect_faults(a, "", &(struct fault){ "", "syntax" }, 1);
	expect_faults(a, "{", &(struct fault){ "", "syntax" }, 1);
	expect_faults(a, "{} {}", &(struct fault){ "", "syntax" }, 1);
	expect_faults(a, "{\"a\":\"\xff\"}", &(struct fault){ "", "syntax" }, 1);
	expect_faults(a, "{\"kenmerk\":\"\\u0000\"}", &(struct fault){ "", "syntax" }, 1);
	expect_faults(a, "[]", &(struct fault){ "", "type.object" }, 1);
	expect_faults(a, "null", &(struct fault){ "", "type.object" }, 1);
	expect_faults(a, "{\"kenmerk\":\"a\",\"kenmerk\":\"b\"}", &(struct fault){ "/kenmerk", "member.duplicate" }, 1);
	expect_faults(a, "{\"a\":[1,{\"\\\"x\":{}},{\"b\":{\"c\":\",]\",\"d\":[],\"c\":1}}]}",
	    &(struct fault){ "/a/2/b/c", "member.duplicate" }, 1);
	expect_faults(a, "{\"a\":{\"Jan de Vries\":1,\"Jan de Vries\":2}}",
	    &(struct fault){ "/a", "member.duplicate" }, 1);
}

static void
message_checks_addresses_and_numbers(void **state)
{
	struct arena *a = *state;
	static const char *const bad[] = {
		"a", "a@", "@b.nl", "a@b", "a b@c.nl", "a@b..nl", "a@-b.nl", "a@b.nl\\nBcc: x@y.nl", "a@b.nl, c@d.nl",
		"\\\"a\\\"@b.nl", ".a@b.nl", "a.@b.nl", "a..b@c.nl", "\\u00e9@b.nl", "a@b.n", "a@b@c.nl", "<a@b.nl>",
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct str text = str_printf(a, "{\"kenmerk\":\"a\",\"delict\":\"fraude\",\"rol\":\"getuige\","
		    "\"datum\":\"2026-11-20\",\"persoon\":{\"achternaam\":\"B\",\"email\":\"%s\"},"
		    "\"contactAkkoord\":true}", bad[i]);
		struct registration g;
		struct json_faults *f = ARENA_NEW(a, struct json_faults);
		json_faults_init(f, a);
		if (registration_read(text, today, f, &g) != ERR_INVALID)
			print_message("taken: %s\n", bad[i]);
		assert_int_equal(f->n, 1);
		assert_true(str_eq_z(f->v[0].pointer, "/persoon/email"));
	}
}

static void
faults_repeat_nothing_that_was_sent(void **state)
{
	struct arena *a = *state;
	struct registration g;
	struct buf b;
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	buf_init(&b, 1 << 20, a);
	struct str text = STR("{\"kenmerk\":\"CANARY\\u0001\",\"delict\":\"CANARY\",\"rol\":\"CANARY\","
	    "\"datum\":\"CANARY\","
	    "\"persoon\":{\"achternaam\":[\"CANARY\"],\"email\":\"CANARY\",\"telefoon\":\"CANARY\"},"
	    "\"CANARY is here\":\"CANARY\",\"contactAkkoord\":\"CANARY\"}");
	assert_int_equal(registration_read(text, today, f, &g), ERR_INVALID);
	json_open(&b, NULL, '{');
	json_faults_write(f, &b);
	json_close(&b, '}');
	assert_true(buf_ok(&b));
	assert_int_equal(str_find(buf_view(&b), STR("CANARY")), -1);
	assert_true(str_starts(buf_view(&b), STR("{\"errors\":[{\"in\":\"body\",\"pointer\":\"")));
}

/* ---- groups ---- */

static void
groups_give_the_registration_back(void **state)
{
	struct arena *a = *state;
	struct registration g = read_good(full, a), back;
	struct registration_groups groups;
	registration_groups_write(&g, a, &groups);
	assert_int_equal(registration_groups_read(&groups, a, &back), ERR_OK);
	assert_full(&back);
	g = read_good(smallest, a);
	registration_groups_write(&g, a, &groups);
	assert_null(groups.address.p);
	assert_int_equal(registration_groups_read(&groups, a, &back), ERR_OK);
	assert_true(str_eq_z(back.surname, "B"));
	groups.incident = STR("{\"offence\":\"nothing\"}");
	assert_int_equal(registration_groups_read(&groups, a, &back), ERR_INTERNAL);
}

static bool
same_groups(const char *x, const char *y, struct arena *a)
{
	struct registration gx = read_good(x, a), gy = read_good(y, a);
	struct registration_groups sx, sy;
	registration_groups_write(&gx, a, &sx);
	registration_groups_write(&gy, a, &sy);
	return str_eq(sx.identity, sy.identity) && str_eq(sx.address, sy.address) && str_eq(sx.incident, sy.incident);
}

static void
groups_are_the_same_however_it_was_written(void **state)
{
	struct arena *a = *state;
	static const char reordered[] =
	    " {\"contactAkkoord\" : false, \"persoon\":{\"achternaam\":\"\\u0042 \"},\n\"datum\":\"2026-11-20\","
	    "\"rol\":\"getuige\",\"delict\":\"fraude\",\"kenmerk\":\"a\",\"taal\":\"nl\"}";
	static const char other[] =
	    "{\"kenmerk\":\"a\",\"delict\":\"fraude\",\"rol\":\"getuige\",\"datum\":\"2026-11-20\","
	    "\"persoon\":{\"achternaam\":\"B\"},\"contactAkkoord\":false,\"individueleBeoordeling\":{\"gronden\":[]}}";
	assert_true(same_groups(smallest, reordered, a));
	assert_false(same_groups(smallest, other, a));
	assert_false(same_groups(smallest, full, a));
}

/* ---- names ---- */

static void
label_is_short_and_keeps_whole_characters(void **state)
{
	struct arena *a = *state;
	struct registration g = read_good(full, a);
	assert_true(str_eq_z(registration_label(&g, a), "\xc3\x89. van der Berg"));
	assert_true(str_eq_z(registration_full_name(&g, a), "\xc3\x89lise van der Berg"));
	g = read_good(smallest, a);
	assert_true(str_eq_z(registration_label(&g, a), "B"));
}

static void
words_go_both_ways(void **state)
{
	(void)state;
	for (enum offence o = 0; o < OFFENCE_COUNT; o++)
		assert_int_equal(offence_parse(str_from_z(offence_code(o))), o);
	for (enum relation r = 0; r < RELATION_COUNT; r++)
		assert_int_equal(relation_parse(str_from_z(relation_code(r))), r);
	for (enum registration_decision d = 0; d < DECISION_COUNT; d++)
		assert_int_equal(registration_decision_parse(str_from_z(registration_decision_name(d))), d);
	assert_int_equal(offence_parse(STR("")), OFFENCE_COUNT);
	assert_int_equal(registration_state_parse(STR("x")), REGISTRATION_STATE_COUNT);
}

static int
make_arena(void **state)
{
	*state = arena_new();
	return 0;
}

static int
end_arena(void **state)
{
	arena_free(*state);
	return 0;
}

int
main(void)
{
	setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
#define WITH_ARENA(F) cmocka_unit_test_setup_teardown(F, make_arena, end_arena)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decision_lets_an_ordinary_registration_go_out),
		cmocka_unit_test(decision_leaves_grave_offences_to_a_worker),
		cmocka_unit_test(decision_leaves_the_vulnerable_to_a_worker),
		cmocka_unit_test(decision_needs_consent_and_a_way),
		cmocka_unit_test(decision_needs_an_age),
		cmocka_unit_test(decision_never_writes_to_a_child_under_12),
		cmocka_unit_test(decision_writes_to_the_parent_from_12_to_15),
		cmocka_unit_test(decision_never_reaches_a_suspect_parent),
		cmocka_unit_test(post_is_unsafe_without_a_parent_or_with_a_suspected_one),
		cmocka_unit_test(decision_takes_a_birthday_on_a_leap_day),
		cmocka_unit_test(due_is_today_for_a_worker_and_the_next_working_day_for_a_welcome),
		WITH_ARENA(message_is_read_in_full),
		WITH_ARENA(message_faults_are_found_all_at_once),
		WITH_ARENA(message_that_is_no_object_is_one_fault),
		WITH_ARENA(message_checks_addresses_and_numbers),
		WITH_ARENA(faults_repeat_nothing_that_was_sent),
		WITH_ARENA(groups_give_the_registration_back),
		WITH_ARENA(groups_are_the_same_however_it_was_written),
		WITH_ARENA(label_is_short_and_keeps_whole_characters),
		cmocka_unit_test(words_go_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
