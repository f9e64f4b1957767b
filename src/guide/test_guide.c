/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yaml.h>

#include "clock.h"
#include "guide.h"

#include "banned.h"

static const char *content;         /* tests/content */
static const char *project_content; /* content */

static struct str
read_file(const char *name, struct arena *a)
{
	FILE *f = fopen(str_z(str_printf(a, "%s/%s", content, name), a), "re");
	assert_non_null(f);
	char *p = arena_alloc(a, 65536);
	size_t n = fread(p, 1, 65536, f);
	fclose(f);
	return str_from(p, n);
}

static struct guide_context
read_context(struct arena *a)
{
	return (struct guide_context){ read_file("good/helpline.yaml", a), read_file("good/blame.txt", a) };
}

/* The reason as the command line has it; who reads Dutch has another. */
static struct str
english(struct msg_said reason)
{
	assert_true(reason.in[LANG_NL].n > 0 && !str_eq(reason.in[LANG_NL], reason.in[LANG_EN]));
	return reason.in[LANG_EN];
}

/* What parsing says, one "LINE: REASON" a line; empty when it is right. */
static struct str
faults_of(struct str yaml, struct arena *a)
{
	struct guide_context context = read_context(a);
	struct guide_faults faults;
	const struct guide *g;
	struct buf b;
	buf_init(&b, 65536, a);
	if (guide_parse(yaml, STR("x.yaml"), &context, a, &g, &faults) == ERR_OK)
		return STR("");
	for (size_t i = 0; i < faults.n; i++)
		buf_printf(&b, "%d: %.*s\n", faults.v[i].line, STR_ARG(english(faults.v[i].reason)));
	return buf_view(&b);
}

static const struct guide *
burglary(struct arena *a)
{
	struct guide_context context = read_context(a);
	struct guide_faults faults = { 0 };
	const struct guide *g = NULL;
	enum err e = guide_parse(read_file("good/guide/burglary.yaml", a), STR("b"), &context, a, &g, &faults);
	for (size_t i = 0; e != ERR_OK && i < faults.n; i++)
		print_error("%d: %.*s\n", faults.v[i].line, STR_ARG(english(faults.v[i].reason)));
	assert_int_equal(e, ERR_OK);
	return g;
}

/* Answers one step; values are separated by '|'. -1: accepted. */
static int
answer(const struct guide *g, const char *question, const char *values, struct arena *a, struct guide_answers *answers)
{
	struct str v[8], rest = str_from_z(values);
	struct strs list = { v, 0 };
	enum guide_answer_fault fault = GUIDE_ANSWER_MISSING;
	while (list.n < 8 && str_split(&rest, '|', &v[list.n]))
		list.n++;
	const struct guide_step *step = guide_step_find(g, str_from_z(question));
	assert_non_null(step);
	return guide_answer(g, step, &list, a, answers, &fault) == ERR_OK ? -1 : (int)fault;
}

/* The names of the steps on the way, forwards; checks that the way back is the same. */
static const char *
way(const struct guide *g, const struct guide_answers *answers, struct arena *a)
{
	struct buf b;
	buf_init(&b, 4096, a);
	const struct guide_step *last = NULL;
	struct guide_place place = { 0 };
	int at = 0;
	for (const struct guide_step *s = guide_next(g, NULL, answers); s != NULL; s = guide_next(g, s, answers)) {
		assert_ptr_equal(guide_previous(g, s, answers), last);
		place = guide_place(g, s, answers);
		assert_true(place.applies);
		assert_ptr_equal(place.previous, last);
		assert_ptr_equal(place.next, guide_next(g, s, answers));
		assert_int_equal(place.step, ++at);
		buf_printf(&b, "%s%.*s", b.n == 0 ? "" : " ", STR_ARG(s->name));
		last = s;
	}
	assert_int_equal(place.step, place.steps);
	assert_ptr_equal(guide_previous(g, NULL, answers), last);
	return str_z(buf_view(&b), a);
}

static const char *
outcomes(const struct guide *g, const struct guide_answers *answers, struct arena *a)
{
	struct buf b;
	buf_init(&b, 4096, a);
	struct guide_outcomes found = guide_outcomes(g, answers, a);
	for (size_t i = 0; i < found.n; i++)
		buf_printf(&b, "%s%.*s", b.n == 0 ? "" : " ", STR_ARG(found.v[i]->name));
	return str_z(buf_view(&b), a);
}

static const char *
json(const struct guide_answers *answers, struct arena *a)
{
	struct buf b;
	buf_init(&b, 65536, a);
	guide_answers_write(answers, &b);
	return str_z(buf_view(&b), a);
}

/* ---- what a guide holds ---- */

static void
a_guide_has_what_its_file_says(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	assert_true(
		str_eq_z(g->name, "burglary") && str_eq_z(g->offence, "burglary") && str_eq_z(g->audience, "victims"));
	assert_int_equal(g->kind, GUIDE_INTAKE);
	assert_int_equal(g->minutes, 10);
	assert_int_equal(g->checked.day, 21);
	assert_true(str_eq_z(g->intro.html[LANG_EN].s,
		"<p class=\"utrecht-paragraph\">We ask you <strong>a few</strong> questions.</p>\n"));
	assert_int_equal(g->step_count, 6);
	assert_true(str_find(g->steps[0].text.html[LANG_NL].s, STR("href=\"tel:08000313\"")) > 0);
	assert_true(str_find(g->steps[0].text.html[LANG_NL].s, STR("href=\"/nl/callback\"")) > 0);
	assert_true(str_eq_z(
		g->steps[0].text.plain[LANG_EN], "Leave everything. Call The bank (0800 - 0313).\n\n- Call me"));
	assert_true(str_eq_z(g->steps[1].why.in[LANG_NL], "Dan weten we wat eerst moet."));
	assert_null(g->steps[3].why.in[LANG_NL].p);
	assert_true(g->steps[2].urgent && g->steps[4].optional && !g->steps[5].optional);
	assert_int_equal(g->steps[5].max, 10);
	assert_int_equal(g->outcomes[0].depth, GUIDE_INFORMING);
	assert_int_equal(g->outcomes[1].depth, GUIDE_ADVISING);
	assert_true(str_eq_z(g->outcomes[0].link, "/callback"));
	arena_free(a);
}

/* ---- the way through ---- */

static void
the_way_follows_the_answers(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	assert_string_equal(way(g, &answers, a), "first-things inside damage note");
	assert_int_equal(answer(g, "inside", "unsafe", a, &answers), -1);
	assert_string_equal(way(g, &answers, a), "first-things inside call-112 note");
	assert_int_equal(answer(g, "inside", "safe", a, &answers), -1);
	assert_int_equal(answer(g, "damage", "key|card", a, &answers), -1);
	assert_string_equal(way(g, &answers, a), "first-things inside damage since note");
	assert_int_equal(answer(g, "inside", "unknown", a, &answers), -1);
	assert_string_equal(way(g, &answers, a), "first-things inside damage note");
	arena_free(a);
}

/* An earlier answer that changes takes later ones out of use, and a change back brings them in again. */
static void
answers_to_skipped_steps_are_kept_but_not_used(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	answer(g, "inside", "safe", a, &answers);
	answer(g, "damage", "card", a, &answers);
	answer(g, "since", "2026-11-20", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "bank soon always");
	answer(g, "inside", "unsafe", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "soon always");
	assert_string_equal(
		json(&answers, a), "{\"inside\":[\"unsafe\"],\"damage\":[\"card\"],\"since\":[\"2026-11-20\"]}");
	answer(g, "inside", "safe", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "bank soon always");
	arena_free(a);
}

static void
scores_count_only_what_applies(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	assert_string_equal(outcomes(g, &answers, a), "calm always");
	answer(g, "inside", "unknown", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "always");
	answer(g, "damage", "key", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "always");
	answer(g, "damage", "key|card", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "bank soon always");
	answer(g, "damage", "", a, &answers);
	answer(g, "inside", "safe", a, &answers);
	assert_string_equal(outcomes(g, &answers, a), "calm always");
	arena_free(a);
}

static void
first_open_is_the_first_question_without_an_answer(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	static const char *const steps[][2] = { { "inside", "safe" }, { "damage", "card" }, { "since", "" },
		{ "note", "x" } };
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_eq_z(guide_first_open(g, &answers)->name, steps[i][0]));
		assert_int_equal(answer(g, steps[i][0], steps[i][1], a, &answers), -1);
	}
	assert_null(guide_first_open(g, &answers));
	assert_int_equal(guide_answer_find(&answers, STR("since"))->value_count, 0);
	assert_null(guide_answer_find(&answers, STR("no")));
	arena_free(a);
}

/* ---- answers ---- */

static void
answers_are_checked(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	assert_int_equal(answer(g, "inside", "", a, &answers), GUIDE_ANSWER_MISSING);
	assert_int_equal(answer(g, "inside", "maybe", a, &answers), GUIDE_ANSWER_UNKNOWN);
	assert_int_equal(answer(g, "inside", "safe|unsafe", a, &answers), GUIDE_ANSWER_UNKNOWN);
	assert_int_equal(answer(g, "damage", "card|door", a, &answers), GUIDE_ANSWER_UNKNOWN);
	assert_int_equal(answer(g, "first-things", "", a, &answers), GUIDE_ANSWER_UNKNOWN);
	assert_int_equal(answer(g, "since", "2026-02-30", a, &answers), GUIDE_ANSWER_DATE);
	assert_int_equal(answer(g, "note", "   ", a, &answers), GUIDE_ANSWER_MISSING);
	assert_int_equal(answer(g, "note", "12345678901", a, &answers), GUIDE_ANSWER_LONG);
	assert_int_equal(answer(g, "note", "a\xff", a, &answers), GUIDE_ANSWER_UNKNOWN);
	assert_int_equal(answers.n, 0);
	assert_int_equal(answer(g, "note", " é2345\r\n7890 ", a, &answers), -1);
	assert_true(str_eq_z(answers.v[0].values[0], "é2345\n7890"));
	arena_free(a);
}

static void
answers_go_round_through_json(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 }, again;
	answer(g, "note", "\"\\\n\x01/<é", a, &answers);
	answer(g, "damage", "unknown|card|card", a, &answers);
	answer(g, "inside", "safe", a, &answers);
	answer(g, "since", "", a, &answers);
	const char *text = json(&answers, a);
	assert_string_equal(text,
		"{\"inside\":[\"safe\"],\"damage\":[\"card\",\"unknown\"],\"since\":[],"
		"\"note\":[\"\\\"\\\\\\n\\u0001/<é\"]}");
	assert_int_equal(guide_answers_read(g, str_from_z(text), a, &again), ERR_OK);
	assert_string_equal(json(&again, a), text);
	arena_free(a);
}

/* A guide may have changed since (a draft of an older version, a hand in the database). */
static void
json_that_the_guide_does_not_know_is_dropped(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	static const char *const pairs[][2] = {
		{ "{}", "{}" },
		{ "{\"note\":[\"x\"],\"inside\":[\"safe\"],\"gone\":[\"x\"]}",
			"{\"inside\":[\"safe\"],\"note\":[\"x\"]}" },
		{ "{\"inside\":[\"gone\"],\"damage\":[\"gone\",\"key\"]}", "{\"damage\":[\"key\"]}" },
		{ "{\"inside\":[],\"damage\":[],\"since\":[\"x\"]}", "{\"damage\":[]}" },
		{ "{\"inside\":[\"safe\",\"unsafe\"],\"first-things\":[\"x\"],\"note\":[\"12345678901\"]}", "{}" },
	};
	struct guide_answers answers;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(guide_answers_read(g, str_from_z(pairs[i][0]), a, &answers), ERR_OK);
		assert_string_equal(json(&answers, a), pairs[i][1]);
	}
	static const char *const bad[] = { "", "[]", "{", "{\"inside\":\"safe\"}", "{\"inside\":[1]}", "{} x", "null",
		"{\"inside\":[],\"inside\":[]}", "{\"note\":[\"\\u0000\"]}", "{\"note\":[\"\xff\"]}" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(guide_answers_read(g, str_from_z(bad[i]), a, &answers), ERR_INVALID);
	arena_free(a);
}

/* ---- what is refused ---- */

/* Each file ends with "# expect LINE: REASON", one for every fault. */
static void
check_broken(const char *name)
{
	struct arena *a = arena_new();
	struct str text = read_file(name, a), rest = text, line;
	struct buf want;
	buf_init(&want, 65536, a);
	while (str_split(&rest, '\n', &line))
		if (str_starts(line, STR("# expect ")))
			buf_printf(&want, "%.*s\n", STR_ARG(str_cut(line, 9, line.n)));
	print_message("%s\n", name);
	assert_true(want.n > 0);
	assert_string_equal(str_z(faults_of(text, a), a), str_z(buf_view(&want), a));
	arena_free(a);
}

static void
broken_files_are_refused_with_line_and_reason(void **state)
{
	(void)state;
	DIR *d = opendir(content);
	assert_non_null(d);
	size_t n = 0;
	for (struct dirent *entry; (entry = readdir(d)) != NULL;)
		if (str_ends(str_from_z(entry->d_name), STR(".yaml"))) {
			check_broken(entry->d_name);
			n++;
		}
	closedir(d);
	assert_true(n >= 20);
}

/* The first thing that libyaml has against a text, in its own words. */
static struct str
problem_of(const char *yaml, struct arena *a)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool ends = false;
	assert_int_equal(yaml_parser_initialize(&parser), 1);
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, strlen(yaml));
	while (!ends && yaml_parser_parse(&parser, &event) != 0) {
		ends = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	if (ends)
		print_error("libyaml reads \"%s\"\n", yaml);
	assert_false(ends);
	struct str problem = str_dup(str_from_z(parser.problem), a);
	yaml_parser_delete(&parser);
	return problem;
}

static void
broken_yaml_is_explained_in_both_languages(void **state)
{
	(void)state;
	static const char *const broken[] = { "a: [b", "a: {b: c", "a: 'b", "a: \"b", "a: \"\\q\"", "a: \"\\xzz\"",
		"a: b: c", "a: 1\n b: 2\n", "a\nb: c\n", "- a\nb: c\n", "a: @b", "a: `b", "a: |x\n b", "a: |0\n b",
		"a:\n\tb: c\n", "a: * b", "a: & b", "%x\n---\na: b", "a: - b", "a: !x!y b", "a: \"b\n---\nc\"",
		"a: [b}", "a: {b]", "a: b\n]", "a: b\n  - c: d\n e: f\n" };
	struct arena *a = arena_new();
	struct guide_context context = { 0 };
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct guide_faults faults = { 0 };
		const struct guide *g;
		struct str problem = problem_of(broken[i], a);
		assert_int_equal(guide_parse(str_from_z(broken[i]), STR("x"), &context, a, &g, &faults), ERR_INVALID);
		struct msg_said reason = faults.v[faults.n - 1].reason;
		if (!str_starts(reason.in[LANG_EN], STR("bad YAML: ")))
			continue; /* what we do not allow ourselves was met before */
		if (str_find(reason.in[LANG_NL], problem) >= 0)
			print_error("no Dutch for \"%.*s\"\n", STR_ARG(problem));
		assert_true(str_find(reason.in[LANG_NL], problem) < 0);
		assert_true(str_eq(str_cut(reason.in[LANG_EN], 10, reason.in[LANG_EN].n), problem));
	}
	arena_free(a);
}

static void
sizes_are_limited(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, 1024 * 1024, a);
	assert_string_equal(str_z(faults_of(STR(""), a), a), "1: the file is empty\n");
	assert_string_equal(str_z(faults_of(STR("a: \xff"), a), a), "1: the file is not UTF-8 text\n");
	while (b.n <= 256 * 1024)
		buf_z(&b, "# a comment\n");
	assert_string_equal(str_z(faults_of(buf_view(&b), a), a), "1: the file is larger than 256 KB\n");
	buf_clear(&b);
	for (int i = 0; i < 10000; i++)
		buf_z(&b, "[");
	assert_string_equal(str_z(faults_of(buf_view(&b), a), a), "1: too deep: at most 12 levels\n");
	buf_clear(&b);
	buf_z(&b, "a: [");
	for (int i = 0; i < 30000; i++)
		buf_z(&b, "b,");
	buf_z(&b, "]");
	assert_string_equal(str_z(faults_of(buf_view(&b), a), a), "1: too many values: at most 20000\n");
	buf_clear(&b);
	for (int i = 0; i < 51; i++)
		buf_printf(&b, "k%d: 1\n", i);
	assert_string_equal(str_z(faults_of(buf_view(&b), a), a), "1: guide: more than 50 keys\n");
	buf_clear(&b);
	buf_z(&b, "steps:\n");
	for (int i = 0; i < 201; i++)
		buf_printf(&b, "- advice: a%d\n", i);
	assert_true(str_find(faults_of(buf_view(&b), a), STR("2: steps: must be a list of 1 to 200\n")) >= 0);
	arena_free(a);
}

static void
faults_beside_the_guide_are_found(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct guide_helplines helplines;
	struct guide_faults faults;
	struct str yaml = STR("- id: a\n  name: { nl: A, en: A }\n  phone: bel ons\n  checked: 2026-01-01\n"
			      "- id: a\n  name: { nl: A, en: A }\n  url: http://x\n");
	static const char *const want[] = { "phone: digits, spaces and '-', with '+' only in front",
		"id: \"a\" stands here twice", "key \"checked\" is missing", "url: must be https, at most 200 bytes" };
	static const int lines[] = { 3, 5, 5, 7 };
	assert_int_equal(guide_helplines_parse(yaml, STR("h"), a, &helplines, &faults), ERR_INVALID);
	assert_int_equal(faults.n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(str_z(english(faults.v[i].reason), a), want[i]);
		assert_int_equal(faults.v[i].line, lines[i]);
	}
	assert_int_equal(
		guide_helplines_parse(read_file("good/helpline.yaml", a), STR("h"), a, &helplines, &faults), ERR_OK);
	assert_int_equal(helplines.n, 2);
	assert_true(str_eq_z(helplines.v[0].hours.in[LANG_EN], "Day and night"));
	arena_free(a);
}

static void
a_folder_is_read_as_a_whole(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct guide_list list;
	struct guide_faults faults;
	const char *good = str_z(str_printf(a, "%s/good", content), a);
	assert_int_equal(guide_load_folder(good, a, &list, &faults), ERR_OK);
	assert_int_equal(list.n, 1);
	assert_true(str_eq_z(list.v[0]->name, "burglary"));
	assert_int_equal(guide_load_folder(content, a, &list, &faults), ERR_NOT_FOUND);
	arena_free(a);
}

static void
faults_of_a_folder_say_their_file(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct guide_list list;
	struct guide_faults faults = { 0 };
	struct buf b;
	const char *wrong = str_z(str_printf(a, "%s/wrong", content), a);
	buf_init(&b, 4096, a);
	assert_int_equal(guide_load_folder(wrong, a, &list, &faults), ERR_INVALID);
	for (size_t i = 0; i < faults.n; i++)
		buf_printf(&b, "%.*s:%d: %.*s\n", STR_ARG(faults.v[i].file), faults.v[i].line,
			STR_ARG(english(faults.v[i].reason)));
	assert_string_equal(str_z(buf_view(&b), a),
		"blame.txt:3: a pattern without words\n"
		"guide/empty.yaml:1: the file is empty\n"
		"guide/other.yaml:1: guide: the name \"x\" is not the file's\n"
		"helpline.yaml:5: phone: digits, spaces and '-', with '+' only in front\n");
	arena_free(a);
}

/* ---- reaching ---- */

#define TWO "{ nl: A, en: B }"
#define OPTION(VALUE, SCORE) "    - { value: " VALUE ", label: " TWO SCORE " }\n"

static void
add_question(struct buf *b, const char *name, const char *type, const char *more, const char *options)
{
	buf_printf(b, "  - question: %s\n    type: %s\n    ask: " TWO "\n%s%s%s", name, type, more,
		options[0] == '\0' ? "" : "    options:\n", options);
}

/* Whether a guide with these questions and an advice `when` is accepted. */
static bool
is_reached(const char *when, struct arena *a)
{
	static const char three[] = OPTION("yes", "") OPTION("no", "") OPTION("unknown", "");
	struct buf b;
	buf_init(&b, 65536, a);
	buf_z(&b,
		"guide: x\nkind: tool\noffence: any\naudience: victims\nowner: A\nchecked: 2026-11-21\n"
		"title: " TWO "\nintro: " TWO "\nminutes: 1\nsteps:\n");
	add_question(&b, "a", "one", "",
		OPTION("yes", ", score: { s: 2 }") OPTION("no", ", score: { s: -1 }") OPTION("unknown", ""));
	add_question(&b, "o", "one", "    optional: true\n", three);
	add_question(&b, "t", "text", "    optional: true\n", "");
	add_question(&b, "c", "one", "    when: a = yes\n", three);
	add_question(&b, "d", "one", "    when: a = no\n", three);
	add_question(&b, "m", "many", "",
		OPTION("x", ", score: { s: 1 }") OPTION("y", ", score: { s: 1 }") OPTION("unknown", ""));
	for (int i = 0; i < 15; i++)
		add_question(&b, str_z(str_printf(a, "p%d", i), a), "one", "",
			OPTION("no", "") OPTION("yes", ", score: { z: 1 }") OPTION("unknown", ", score: { z: 0 }"));
	buf_printf(&b,
		"  - advice: end\n    when: %s\n    title: " TWO "\n    text: " TWO
		"\noutcomes:\n  - { outcome: e, title: " TWO ", text: " TWO " }\n",
		when);
	struct str faults = faults_of(buf_view(&b), a);
	if (faults.n > 0 && str_find(faults, STR("a step that no answers reach: \"end\"\n")) < 0)
		fail_msg("%s: %.*s", when, STR_ARG(faults));
	return faults.n == 0;
}

static void
reaching_is_judged_rightly(void **state)
{
	(void)state;
	static const char *const reached[] = { "a = yes", "a != yes and a != no", "not not a = yes", "not answered o",
		"o != yes and o != no and o != unknown", "answered o", "not answered t", "answered t", "not answered c",
		"c = yes and a = yes", "c = yes or d = yes and a = yes", "score s >= 4", "score s >= 1 and a = no",
		"score s < 0", "score s >= 3 and not m has y", "m has x and m has y and m has unknown",
		"not answered m", "answered m and not m has x and not m has y and not m has unknown or a = yes",
		"score z >= 15", "c = yes", "score z < 1" };
	static const char *const never[] = { "a = yes and a = no", "c = yes and d = yes", "not answered a",
		"not not a = yes and a = no", "score s >= 4 and a = no", "score s >= 4 and not m has y",
		"a != yes and a != no and a != unknown",
		"answered m and not m has x and not m has y and not m has unknown", "(c = yes or c = no) and a != yes",
		"answered c and answered d" };
	for (size_t i = 0; i < sizeof reached / sizeof *reached; i++) {
		struct arena *a = arena_new();
		if (!is_reached(reached[i], a))
			fail_msg("is reached: %s", reached[i]);
		arena_free(a);
	}
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		struct arena *a = arena_new();
		if (is_reached(never[i], a))
			fail_msg("is never reached: %s", never[i]);
		arena_free(a);
	}
}

/* Whoever writes content sees here what `nabij content check` would say. */
static void
content_of_the_project_is_right(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct guide_list list;
	struct guide_faults faults = { 0 };
	enum err e = guide_load_folder(project_content, a, &list, &faults);
	for (size_t i = 0; i < faults.n; i++)
		print_error(
			"%.*s:%d: %.*s\n", STR_ARG(faults.v[i].file), faults.v[i].line,
			STR_ARG(english(faults.v[i].reason)));
	assert_int_equal(e, ERR_OK);
	for (size_t i = 0; i < list.n; i++)
		way(list.v[i], &(struct guide_answers){ 0 }, a);
	arena_free(a);
}

/* The figure is printed for people; only something out of all proportion fails. */
static void
reading_is_quick(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = burglary(a);
	struct guide_answers answers = { 0 };
	answer(g, "inside", "safe", a, &answers);
	answer(g, "damage", "card", a, &answers);
	int64_t start = clock_mono_us();
	for (int i = 0; i < 20; i++) {
		struct arena *work = arena_new();
		burglary(work);
		arena_free(work);
	}
	int64_t parsed = clock_mono_us();
	size_t steps = 0;
	for (int i = 0; i < 10000; i++)
		steps += guide_next(g, &g->steps[3], &answers) != NULL;
	int64_t walked = clock_mono_us();
	print_message(
		"parse %lld us, next %lld ns\n", (long long)(parsed - start) / 20, (long long)(walked - parsed) / 10);
	assert_int_equal(steps, 10000);
	assert_true(parsed - start < 20 * 1000000);
	arena_free(a);
}

/* Somebody is in the middle of a guide when a help line goes: they can go on. */
static void
a_published_guide_outlives_its_helplines(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct guide_context context = { .helplines = STR_NONE };
	struct guide_faults faults;
	const struct guide *g = NULL;
	struct str yaml = STR(
		"guide: x\nkind: tool\noffence: any\naudience: helpers\nowner: O\nchecked: 2026-11-21\n"
		"title: { nl: A, en: A }\nintro: { nl: B, en: B }\nminutes: 5\nsteps:\n  - advice: a\n"
		"    title: { nl: A, en: A }\n"
		"    text: { nl: \"Bel {helpline:gone}.\", en: \"Call {helpline:gone}.\" }\n"
		"outcomes:\n  - outcome: end\n    title: { nl: E, en: E }\n    text: { nl: C, en: C }\n");
	assert_int_equal(guide_parse(yaml, STR("x.yaml"), &context, a, &g, &faults), ERR_INVALID);
	context.published = true;
	assert_int_equal(guide_parse(yaml, STR("x.yaml"), &context, a, &g, &faults), ERR_OK);
	assert_true(str_find(g->steps[0].text.html[LANG_NL].s, STR("Bel")) >= 0);
	arena_free(a);
}

/* ---- why, and how many points ---- */

static const char weighed[] =
	"guide: weighed\nkind: tool\noffence: any\naudience: helpers\nowner: R\nchecked: 2026-11-21\n"
	"title: { nl: W, en: W }\nintro: { nl: V., en: Q. }\nminutes: 1\nsources:\n"
	"  - { what: { nl: Wet, en: Law }, url: https://wetten.overheid.nl, checked: 2026-11-20 }\nsteps:\n"
	"  - question: where\n    type: one\n    ask: { nl: Waar?, en: Where? }\n    options:\n"
	"      - { value: home, score: { load: 2 }, label: { nl: Thuis, en: Home } }\n"
	"      - { value: away, label: { nl: Weg, en: Away } }\n"
	"      - { value: unknown, label: { nl: Dat weet ik niet, en: I do not know } }\n"
	"  - question: what\n    type: many\n    ask: { nl: Wat?, en: What? }\n    options:\n"
	"      - { value: talk, score: { load: 1, joy: 2 }, label: { nl: Praten, en: Talking } }\n"
	"      - { value: cook, score: { load: 1 }, label: { nl: Koken, en: Cooking } }\n"
	"      - { value: unknown, label: { nl: Dat weet ik niet, en: I do not know } }\n"
	"  - question: note\n    type: text\n    optional: true\n    ask: { nl: Nog iets?, en: Anything? }\n"
	"themes:\n  - theme: load\n    label: { nl: Last, en: Load }\n    bands:\n"
	"      - { label: { nl: Licht, en: Light }, text: { nl: A., en: A. } }\n"
	"      - { from: 2, label: { nl: Midden, en: Middle }, text: { nl: B., en: B. } }\n"
	"      - { from: 4, label: { nl: Zwaar, en: Heavy }, text: { nl: C., en: C. } }\noutcomes:\n"
	"  - { outcome: either, when: where = home or what has talk, title: { nl: E, en: E },\n"
	"      text: { nl: C, en: C } }\n"
	"  - { outcome: instead, when: where != home and not what has cook, title: { nl: E, en: E },\n"
	"      text: { nl: C, en: C } }\n"
	"  - { outcome: heavy, when: score load >= 3, title: { nl: E, en: E }, text: { nl: C, en: C } }\n"
	"  - { outcome: joyful, when: score joy >= 1, title: { nl: E, en: E }, text: { nl: C, en: C } }\n"
	"  - { outcome: noted, when: answered note, title: { nl: E, en: E }, text: { nl: C, en: C } }\n"
	"  - outcome: all\n    title: { nl: E, en: E }\n    text: { nl: C, en: C }\n"
	"    directory: { audience: where, needs: what, municipality: note }\n";

static const struct guide *
parse_weighed(struct arena *a)
{
	struct guide_context context = { 0 };
	struct guide_faults faults = { 0 };
	const struct guide *g = NULL;
	static char text[sizeof weighed];
	memcpy(text, weighed, sizeof weighed);
	assert_int_equal(guide_parse(str_from_z(text), STR("w"), &context, a, &g, &faults), ERR_OK);
	return g;
}

/* "where=home what=talk note load" */
static const char *
why(const struct guide *g, const char *outcome, const struct guide_answers *answers, struct arena *a)
{
	struct buf b;
	size_t i = 0;
	buf_init(&b, 4096, a);
	while (!str_eq_z(g->outcomes[i].name, outcome))
		i++;
	struct guide_reasons reasons = guide_reasons(g, &g->outcomes[i], answers, a);
	for (i = 0; i < reasons.n; i++) {
		const struct guide_reason *r = &reasons.v[i];
		buf_z(&b, b.n == 0 ? "" : " ");
		if (r->theme != NULL)
			buf_str(&b, g->scores.v[r->theme->score]);
		else if (r->option == NULL)
			buf_str(&b, r->step->name);
		else
			buf_printf(&b, "%.*s=%.*s", STR_ARG(r->step->name), STR_ARG(r->option->value));
	}
	return str_z(buf_view(&b), a);
}

static void
outcomes_say_why(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = parse_weighed(a);
	struct guide_answers answers = { 0 };
	assert_string_equal(why(g, "either", &answers, a), "");
	assert_int_equal(answer(g, "where", "home", a, &answers), -1);
	assert_int_equal(answer(g, "what", "cook", a, &answers), -1);
	assert_string_equal(why(g, "either", &answers, a), "where=home");
	assert_string_equal(why(g, "heavy", &answers, a), "load");
	assert_string_equal(why(g, "instead", &answers, a), ""); /* does not hold */
	assert_int_equal(answer(g, "what", "talk|cook", a, &answers), -1);
	assert_string_equal(why(g, "either", &answers, a), "where=home what=talk");
	assert_string_equal(why(g, "joyful", &answers, a), "what=talk");
	assert_int_equal(answer(g, "where", "away", a, &answers), -1);
	assert_int_equal(answer(g, "what", "talk", a, &answers), -1);
	assert_string_equal(why(g, "instead", &answers, a), "where=away");
	assert_int_equal(answer(g, "note", "Iets", a, &answers), -1);
	assert_string_equal(why(g, "noted", &answers, a), "note");
	assert_string_equal(why(g, "all", &answers, a), "");
	arena_free(a);
}

static void
themes_have_points_and_a_band(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct guide *g = parse_weighed(a);
	struct guide_answers answers = { 0 };
	assert_int_equal(g->theme_count, 1);
	assert_int_equal(g->themes[0].max, 4);
	assert_int_equal(g->source_count, 1);
	assert_true(str_eq_z(g->sources[0].url, "https://wetten.overheid.nl") && g->sources[0].checked.day == 20);
	const struct guide_directory *d = g->outcomes[5].directory;
	assert_true(d->audience == &g->steps[0] && d->needs == &g->steps[1] && d->municipality == &g->steps[2]);
	assert_true(d->offence == NULL && d->age == NULL && g->outcomes[0].directory == NULL);
	static const struct {
		const char *where, *what, *band;
		int points;
	} cases[] = { { "away", "unknown", "Licht", 0 }, { "away", "cook", "Licht", 1 }, { "home", "", "Midden", 2 },
		{ "home", "talk", "Midden", 3 }, { "home", "talk|cook", "Zwaar", 4 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(answer(g, "where", cases[i].where, a, &answers), -1);
		assert_int_equal(answer(g, "what", cases[i].what, a, &answers), -1);
		struct guide_points *points = guide_points(g, &answers, a);
		assert_int_equal(points[0].points, cases[i].points);
		assert_true(str_eq_z(points[0].band->label.in[LANG_NL], cases[i].band));
	}
	arena_free(a);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes_say_why),
		cmocka_unit_test(themes_have_points_and_a_band),
		cmocka_unit_test(a_guide_has_what_its_file_says),
		cmocka_unit_test(the_way_follows_the_answers),
		cmocka_unit_test(answers_to_skipped_steps_are_kept_but_not_used),
		cmocka_unit_test(scores_count_only_what_applies),
		cmocka_unit_test(first_open_is_the_first_question_without_an_answer),
		cmocka_unit_test(answers_are_checked),
		cmocka_unit_test(answers_go_round_through_json),
		cmocka_unit_test(json_that_the_guide_does_not_know_is_dropped),
		cmocka_unit_test(broken_files_are_refused_with_line_and_reason),
		cmocka_unit_test(broken_yaml_is_explained_in_both_languages),
		cmocka_unit_test(sizes_are_limited),
		cmocka_unit_test(faults_beside_the_guide_are_found),
		cmocka_unit_test(a_folder_is_read_as_a_whole),
		cmocka_unit_test(faults_of_a_folder_say_their_file),
		cmocka_unit_test(reaching_is_judged_rightly),
		cmocka_unit_test(content_of_the_project_is_right),
		cmocka_unit_test(a_published_guide_outlives_its_helplines),
		cmocka_unit_test(reading_is_quick),
	};
	if (argc != 3)
		return 2;
	content = argv[1];
	project_content = argv[2];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
