/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "article.h"
#include "article_words.h"
#include "buf.h"

#include "banned.h"

static const struct markdown_helpline line_112 = { STR_INIT("112"), STR_INIT("112"), { NULL, 0 },
	{ STR_INIT("alarmnummer"), STR_INIT("emergency number") } };
static const struct markdown_helplines helplines = { &line_112, 1 };
static const struct article_context context = { .helplines = &helplines, .blame = STR_INIT("nl: waarom heb je\n") };

#define HEAD_AS(KIND, AUDIENCE) \
	"---\nkind: " KIND "\ntitle: T\nsummary: S.\naudience: " AUDIENCE "\nowner: O\nchecked: 2026-11-21\n"
#define HEAD(KIND) HEAD_AS(KIND, "victims")
#define LINE "---\n" /* so many lines stand before the text: 8 */

/* The reason as the command line has it; who reads Dutch has another. */
static struct str
english(struct msg_said reason)
{
	assert_true(reason.in[LANG_NL].n > 0 && !str_eq(reason.in[LANG_NL], reason.in[LANG_EN]));
	return reason.in[LANG_EN];
}

/* What is wrong, "LINE: REASON" a line; "" when nothing is. */
static const char *
faults_of(struct str text, const char *name, struct arena *a)
{
	const struct article *p;
	struct article_faults faults;
	struct buf b;
	buf_init(&b, 65536, a);
	if (article_parse(text, str_from_z(name), LANG_NL, &context, a, &p, &faults) == ERR_OK)
		return "";
	for (size_t i = 0; i < faults.n; i++)
		buf_printf(&b, "%d: %.*s\n", faults.v[i].line, STR_ARG(english(faults.v[i].reason)));
	return str_z(buf_view(&b), a);
}

static const struct article *
read_good(const char *text, const char *name, struct arena *a)
{
	const struct article *p = NULL;
	struct article_faults faults = { NULL, 0 };
	enum err e = article_parse(str_from_z(text), str_from_z(name), LANG_NL, &context, a, &p, &faults);
	for (size_t i = 0; i < faults.n; i++)
		print_error("%d: %.*s\n", faults.v[i].line, STR_ARG(english(faults.v[i].reason)));
	assert_int_equal(e, ERR_OK);
	return p;
}

static void
assert_str(struct str s, const char *want)
{
	struct arena *a = arena_new();
	assert_string_equal(str_z(s, a), want);
	arena_free(a);
}

/* ---- what an article holds ---- */

#define ITEMS "### a {#a}\n\nwhy a\n\n### b {#b}\n### c {#c}\n### d {#d}\n## Later\n### e {#e}\n" \
	"### f {#f}\n### g {#g}\n### h {#h}\n"

static void
a_header_is_read(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct article *p = read_good("---\r\nkind: story\ntitle: Een titel: met meer\nsummary: Een zin.\n"
		"audience: helpers, youth\noffence: fraud, online-sexual-harassment\nsector: hr\nimage: door\n"
		"video: being-there\nother: victims/fraud\nowner: Redactie\nchecked: 2026-02-03\ntold: 2025-01-02\n"
		"consent: yes\nsource: Wet | https://wetten.overheid.nl/1 | 2026-01-02\n\n"
		"source: B | https://b.nl | 2026-01-03\ndownload: plan.pdf | Het plan\n---\n\nTekst.\n",
		"helpers/x", a);
	assert_str(p->name, "helpers/x");
	assert_int_equal(p->kind, ARTICLE_STORY);
	assert_str(p->title, "Een titel: met meer");
	assert_str(p->summary, "Een zin.");
	assert_true(p->audiences[AUDIENCE_HELPERS] && p->audiences[AUDIENCE_YOUTH]);
	assert_false(p->audiences[AUDIENCE_VICTIMS] || p->audiences[AUDIENCE_PROFESSIONALS]);
	assert_int_equal(p->audience, AUDIENCE_HELPERS);
	assert_int_equal(p->offences.n, 2);
	assert_str(p->offences.v[1], "online-sexual-harassment");
	assert_str(p->sectors.v[0], "hr");
	assert_str(p->image, "door");
	assert_str(p->video, "being-there");
	assert_str(p->other, "victims/fraud");
	assert_int_equal(p->checked.day, 3);
	assert_int_equal(p->told.year, 2025);
	assert_int_equal(p->source_count, 2);
	assert_str(p->sources[0].what, "Wet");
	assert_str(p->sources[0].url, "https://wetten.overheid.nl/1");
	assert_int_equal(p->sources[1].checked.day, 3);
	assert_int_equal(p->download_count, 1);
	assert_str(p->downloads[0].file, "plan.pdf");
	assert_str(p->downloads[0].label, "Het plan");
	assert_str(p->plain, "Tekst.");
	arena_free(a);
}

static void
a_checklist_has_groups_and_items(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct article *p =
		read_good(HEAD("checklist") LINE "intro [x](/callback)\n\n## Nu\n\nnow\n\n" ITEMS, "victims/x", a);
	assert_str(p->intro.s, "<p class=\"utrecht-paragraph\">intro <a class=\"utrecht-link utrecht-link--html-a\" "
			       "href=\"/nl/callback\">x</a></p>\n");
	assert_int_equal(p->groups.n, 2);
	assert_str(p->groups.v[0].id, "nu");
	assert_str(p->groups.v[0].title, "Nu");
	assert_str(p->groups.v[0].plain, "now");
	assert_int_equal(p->groups.v[0].items.n, 4);
	assert_str(p->groups.v[0].items.v[0].id, "a");
	assert_str(p->groups.v[0].items.v[0].title, "a");
	assert_str(p->groups.v[0].items.v[0].plain, "why a");
	assert_str(p->groups.v[0].items.v[1].text.s, "");
	assert_str(p->groups.v[1].items.v[3].id, "h");
	assert_int_equal(p->links.n, 1);
	assert_str(p->links.v[0].to, "/callback");
	assert_int_equal(p->links.v[0].line, 9);
	assert_true(str_find(p->body.s, STR("<h3 class=\"utrecht-heading-3\" id=\"a\">a</h3>")) > 0);
	arena_free(a);
}

static void
a_home_has_menus(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct article *p = read_good(HEAD("home") LINE
		"- [Een](/victims/a): eerst *dit*, bel {helpline:112}.\n\n## Meer {#more}\n\n- [Twee](https://b.nl): "
		"dan.\n"
		"- [Drie](/victims/c): en dan.\n\n- [Vier](/victims/d) is geen kaart\n", "victims", a);
	assert_int_equal(p->menus.n, 1);
	assert_int_equal(p->menus.v[0].cards.n, 1);
	assert_str(p->menus.v[0].cards.v[0].label, "Een");
	assert_str(p->menus.v[0].cards.v[0].to, "/victims/a");
	assert_str(p->menus.v[0].cards.v[0].text, "eerst dit, bel alarmnummer (112).");
	assert_null(p->menus.v[0].title.p);
	p = read_good(HEAD("home") LINE "## Meer {#more}\n\n- [Twee](https://b.nl): dan.\n- [Drie](/victims/c): en.\n",
		"victims", a);
	assert_str(p->menus.v[0].id, "more");
	assert_str(p->menus.v[0].title, "Meer");
	assert_int_equal(p->menus.v[0].cards.n, 2);
	assert_str(p->body.s, "<h2 class=\"utrecht-heading-2\" id=\"more\">Meer</h2>\n<ul class=\"cards\">\n"
		"<li class=\"card\"><h3 class=\"utrecht-heading-3\"><a class=\"utrecht-link utrecht-link--html-a\" "
		"rel=\"noopener noreferrer\" href=\"https://b.nl\">Twee</a></h3><p>dan.</p></li>\n"
		"<li class=\"card\"><h3 class=\"utrecht-heading-3\"><a class=\"utrecht-link utrecht-link--html-a\" "
		"href=\"/nl/victims/c\">Drie</a></h3><p>en.</p></li>\n</ul>\n");
	arena_free(a);
}

static void
ids_are_each_once(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct article *p =
		read_good(HEAD("page") LINE "## Wat nu?\n## Wat nu\n## Élan & zo\n## ???\n## x {#wat-nu-2}\n", "x", a);
	assert_str(p->groups.v[0].id, "wat-nu");
	assert_str(p->groups.v[1].id, "wat-nu-3");
	assert_str(p->groups.v[2].id, "lan-zo");
	assert_str(p->groups.v[3].id, "part");
	assert_str(p->groups.v[4].id, "wat-nu-2");
	assert_str(p->groups.v[4].title, "x");
	arena_free(a);
}

/* ---- what is refused ---- */

struct wrong {
	const char *name, *text, *want;
};

static void
assert_refused(const struct wrong *wrong, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new();
		assert_string_equal(faults_of(str_from_z(wrong[i].text), wrong[i].name, a), wrong[i].want);
		arena_free(a);
	}
}
#define REFUSED(WRONG) assert_refused(WRONG, sizeof(WRONG) / sizeof *(WRONG))

static void
wrong_headers_are_refused(void **state)
{
	(void)state;
	static const struct wrong wrong[] = {
		{ "x", "", "1: the first line is \"---\", and the header stands below it\n" },
		{ "x", "# Titel\n", "1: the first line is \"---\", and the header stands below it\n" },
		{ "x", "---\ntitle: T\n", "1: the header has no end (a line \"---\")\n" },
		{ "x", "---\n---\nx", "1: audience: is missing\n1: checked: is missing\n1: kind: is missing\n"
				     "1: owner: is missing\n1: summary: is missing\n1: title: is missing\n" },
		{ "x", HEAD("page") "colour: red\ntitle: twice\nnonsense\nsector:\n" LINE "x",
			"8: unknown key \"colour\"\n9: title: stands here twice\n10: not a line \"key: value\"\n"
			"11: sector: is empty\n" },
		{ "x", HEAD("song") LINE "x",
			"2: kind: page, home, checklist, theme, plan, story, video or tip, not \"song\"\n" },
		{ "x", HEAD_AS("page", "victims, dogs, victims") LINE "x",
			"5: audience: \"victims\" stands here twice\n"
			"5: audience: victims, helpers, professionals or youth, not \"dogs\"\n" },
		{ "x", HEAD("page") "offence: murder, fraud, fraud\nsector: army\nimage: A b\nvideo: x.webm\n" LINE "x",
			"8: offence: \"fraud\" stands here twice\n8: offence: there is no \"murder\"\n"
			"9: sector: there is no \"army\"\n10: image: a name of a-z, 0-9 and '-', without an ending\n"
			"11: video: a name of a-z, 0-9 and '-', without an ending\n" },
		{ "x", HEAD("page") "other: x\ntold: 2026-01-01\n" LINE "x",
			"2: told: only a story has it\n8: other: is this article itself\n" },
		{ "x", HEAD("page") "other: a/b/c\nconsent: no\nsource: Wet\nsource: a | http://b.nl | 2026-02-30\n"
				    "download: x | y\n" LINE "x",
			"8: other: the name of an article (\"helpers/burglary\")\n"
			"9: consent: a story stands here only with \"yes\"\n"
			"10: source: WHAT | https address | date checked\n"
			"11: source: \"http://b.nl\" is no https address\n11: source: a date, written 2026-11-21\n"
			"12: download: NAME.pdf | label\n" },
		{ "x", "---\nkind: page\ntitle: "
			"123456789012345678901234567890123456789012345678901234567890123456789012345678901\n"
		       "summary: S.\naudience: youth\nowner: O\nchecked: 21-11-2026\n---\nx",
			"3: title: 81 characters, at most 80\n7: checked: a date, written 2026-11-21\n" },
		{ "x", HEAD("video") LINE "x", "2: a video names its film (\"video: NAME\")\n" },
		{ "x", HEAD("story") "told: 2026-01-01\n" LINE "x",
			"2: a story says when it was told and that there is consent (\"told: 2026-11-21\", "
			"\"consent: yes\")\n" },
	};
	REFUSED(wrong);
}

static void
wrong_names_are_refused(void **state)
{
	(void)state;
	static const struct wrong wrong[] = {
		{ "X", HEAD("page") LINE "x", "1: the name \"X\": a-z, 0-9 and '-', at most two parts\n" },
		{ "victims/a/b", HEAD("page") LINE "x", "1: the name \"victims/a/b\": a-z, 0-9 and '-', at most two "
			"parts\n" },
		{ "victims/", HEAD("page") LINE "x", "1: the name \"victims/\": a-z, 0-9 and '-', at most two "
			"parts\n" },
		{ "../x", HEAD("page") LINE "x", "1: the name \"../x\": a-z, 0-9 and '-', at most two parts\n" },
		{ "dogs/x", HEAD("page") LINE "x", "1: the folder \"dogs\": victims, helpers, professionals or "
			"youth\n" },
		{ "helpers/x", HEAD("page") LINE "x", "1: audience: begins with \"helpers\", as it stands there\n" },
		{ "victims", HEAD("page") LINE "x",
			"2: kind: home is for home, victims, helpers, professionals and youth, and they are nothing "
			"else\n" },
		{ "victims/x", HEAD("home") LINE "- [a](/b): c",
			"2: kind: home is for home, victims, helpers, professionals and youth, and they are nothing "
			"else\n" },
	};
	REFUSED(wrong);
}

static void
wrong_texts_are_refused(void **state)
{
	(void)state;
	static const struct wrong wrong[] = {
		{ "x", HEAD("page") LINE, "9: there is no text below the header\n" },
		{ "x", HEAD("page") LINE "x\n<script>alert(1)</script>\n\n![a](/b)\n\n    code\n",
			"10: HTML is not allowed\n12: images are not allowed\n"
			"14: a block of code (a line with four spaces before it?) is not allowed\n" },
		{ "x", HEAD("page") LINE "[a](javascript:x) {helpline:113}\n",
			"9: bad link \"javascript:x\": an own path without language (\"/callback\") or https\n"
			"9: unknown helpline \"113\"\n" },
		{ "x", HEAD("page") LINE "Waarom\nheb je dat gedaan?\n",
			"9: a phrasing that blames: \"Waarom heb je\"\n" },
		{ "x", HEAD("page") LINE "Bel 0900-8844, 030 123 45 67 of +31 6 12345678.\n\nOp 12-11-2026 om 0900 "
			"uur.\n",
			"9: a phone number stands in helpline.yaml, and in a text as {helpline:ID}\n" },
		{ "x", HEAD("page") LINE "# A\n### B\n## \n## C {#A}\n## D {#main}\n## E {#d}\n## F {#d}\n> ## G\n",
			"9: the title is the only heading of the first level: begin at ##\n"
			"10: a heading of level 3 below one of level 1: none is skipped\n"
			"11: a heading without words\n"
			"12: an id is written {#name}, of a-z, 0-9 and '-', at the end of the heading\n"
			"13: the id \"main\" is used by the page itself\n15: the id \"d\" stands here twice\n"
			"16: a heading stands by itself, in no list or quote\n" },
		{ "x", HEAD("page") LINE "a\x01\n\nb\xe2\x80\xae" "c\n", "9: a control character that nobody sees\n" },
		{ "x", HEAD("page") LINE "a\n\nb\xe2\x80\xae" "c\n", "11: a control character that nobody sees\n" },
	};
	REFUSED(wrong);
}

static void
kinds_have_rules(void **state)
{
	(void)state;
	static const struct wrong wrong[] = {
		{ "x", HEAD("checklist") LINE "## A\n### b\n", "2: a checklist has 8 to 15 items (### headings), "
			"this one has 1\n"
							      "10: an item has an id of its own: \"### words "
							"{#name}\"\n" },
		{ "x", HEAD("plan") LINE "## a {#acute}\n\nx\n\n## b {#prevention}\n\nx\n\n## c {#aftermath}\n\nx\n",
			"2: a plan has three groups, {#prevention}, {#acute} and {#aftermath}, in that order\n" },
		{ "x", HEAD("plan") LINE "## a {#prevention}\n\nx\n\n## b {#acute}\n\nx\n",
			"2: a plan has three groups, {#prevention}, {#acute} and {#aftermath}, in that order\n" },
		{ "x", HEAD("plan") LINE "## a {#prevention}\n\nx\n\n## b {#acute}\n\nx\n\n## c {#aftermath}\n\nx\n",
			"" },
		{ "x", HEAD("theme") LINE "x\n", "2: a theme has a group {#examples} with example reactions\n" },
		{ "x", HEAD("theme") LINE "## a {#examples}\n\nx\n", "9: example reactions stand in a table or a "
			"list\n" },
		{ "x", HEAD("theme") LINE "## a {#examples}\n\n| x | y |\n| - | - |\n| 1 | 2 |\n", "" },
		{ "x", HEAD("theme") LINE "## a {#examples}\n\n- x\n", "" },
		{ "victims", HEAD("home") LINE "- [a](/b)\n",
			"2: a home has a menu: lists in which every item is \"[words](address): sentence\"\n" },
	};
	REFUSED(wrong);
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *want = "1: the file is not UTF-8 text, or larger than 128 KB\n";
	struct buf b;
	buf_init(&b, 1 << 20, a);
	buf_z(&b, HEAD("page") LINE);
	while (b.n <= ARTICLE_MAX)
		buf_z(&b, "woord ");
	assert_string_equal(faults_of(buf_view(&b), "x", a), want);
	assert_string_equal(faults_of(STR(HEAD("page") LINE "a\0b"), "x", a), want);
	assert_string_equal(faults_of(STR(HEAD("page") LINE "a\xc3("), "x", a), want);
	arena_free(a);
}

/* As large as a file may be, of the worst pieces: read within bounds, and refused or not. */
static void
bombs_are_bounded(void **state)
{
	(void)state;
	static const char *const pieces[] = { ">", "- ", "[a](/b) ", "## x\n", "### y {#z}\n", "|a", "|-|-|\n",
		"a|b\n-|-\n",
		"- [a](/b): c\n", "{helpline:112}", "*a **", "source: x\n", "![", "a\n-\n" };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct arena *a = arena_new();
		struct buf b;
		buf_init(&b, 1 << 20, a);
		buf_z(&b, HEAD("page") LINE);
		while (b.n + 20 < ARTICLE_MAX)
			buf_z(&b, pieces[i]);
		faults_of(buf_view(&b), "x", a);
		arena_free(a);
	}
}

static void
what_was_published_stays_readable(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct article_context published = { .published = true };
	const struct article *p = NULL;
	struct article_faults faults;
	struct str text = STR("---\nkind: song\ntitle: T\n---\nBel {helpline:gone} <b>x</b>\n");
	assert_int_equal(article_parse(text, STR("x"), LANG_EN, &published, a, &p, &faults), ERR_OK);
	assert_str(p->title, "T");
	assert_str(p->plain, "Bel {helpline:gone} x");
	text = STR("---\nkind: page\n---\nx\n");
	assert_int_equal(article_parse(text, STR("x"), LANG_EN, &published, a, &p, &faults), ERR_INVALID);
	arena_free(a);
}

/* ---- how it reads ---- */

static void
syllables_are_counted(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		enum lang lang;
		int n;
	} words[] = {
		{ "huis", LANG_NL, 1 }, { "politie", LANG_NL, 3 }, { "aangifte", LANG_NL, 3 }, { "ideeën", LANG_NL, 3 },
		{ "geïnformeerd", LANG_NL, 4 }, { "eeuwig", LANG_NL, 2 }, { "theater", LANG_NL, 3 }, { "mooi", LANG_NL,
			1 },
		{ "schadevergoeding", LANG_NL, 5 }, { "één", LANG_NL, 1 }, { "hm", LANG_NL, 1 }, { "bijlage", LANG_NL,
			3 },
		{ "house", LANG_EN, 1 }, { "police", LANG_EN, 2 }, { "table", LANG_EN, 2 }, { "asked", LANG_EN, 1 },
		{ "wanted", LANG_EN, 2 }, { "the", LANG_EN, 1 }, { "information", LANG_EN, 4 },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (article_syllables(str_from_z(words[i].word), words[i].lang) != words[i].n)
			fail_msg("%s: %d", words[i].word, article_syllables(str_from_z(words[i].word), words[i].lang));
}

static const char *
hints_of(const char *text, enum lang lang, struct arena *a)
{
	struct buf b;
	struct str hard = STR("# comment\ndesbetreffende: deze\nten gevolge van: door\nwithout\n");
	struct article_reading r = article_read_score(str_from_z(text), lang, hard, a);
	buf_init(&b, 65536, a);
	for (size_t i = 0; i < r.hints.n; i++)
		buf_printf(&b, "%d: %.*s\n", r.hints.v[i].line, STR_ARG(english(r.hints.v[i].reason)));
	return str_z(buf_view(&b), a);
}

static void
figures_say_how_hard_a_text_is(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct article_reading r = article_read_score(
		STR("---\ntitle: Negeer dit\n---\n## Kop hier\n\nDe kat zit op de *mat*. Dat is "
			"[goed](/niet/lezen).\n\n"
		    "- een\n- twee 3.5 {helpline:112}\n"), LANG_NL, STR_NONE, a);
	assert_int_equal(r.words, 2 + 6 + 3 + 1 + 4);
	assert_int_equal(r.sentences, 5);
	assert_int_equal(r.longest_sentence, 6);
	assert_true(r.score > 90);
	struct article_reading hard = article_read_score(STR("Overeenkomstig de desbetreffende verantwoordelijkheden "
		"informeert de organisatie belanghebbenden aangaande procedures betreffende schadevergoeding."),
		LANG_NL,
		STR_NONE, a);
	assert_true(hard.score < 30);
	assert_int_equal(article_read_score(STR(""), LANG_NL, STR_NONE, a).words, 0);
	assert_int_equal(article_read_score(STR("\xff"), LANG_EN, STR_NONE, a).words, 0);
	/* Six words of one syllable in one sentence: Flesch as he wrote it, cut at 100. */
	assert_true(article_read_score(STR("The cat sat on the mat."), LANG_EN, STR_NONE, a).score >= 100);
	arena_free(a);
}

static void
hints_say_where(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(hints_of("---\ntitle: x\n---\n\nDe desbetreffende\npolitie belt.\n", LANG_NL, a),
		"5: \"desbetreffende\": rather \"deze\"\n");
	assert_string_equal(hints_of("Het kwam ten\ngevolge van regen.", LANG_NL, a),
		"1: \"ten ... van\": rather \"door\"\n");
	assert_string_equal(hints_of("Je wordt gebeld door ons. Je belt. Het boek is gelezen door hem.", LANG_NL, a),
		"1: passive: \"wordt ... gebeld\"; who does it?\n1: passive: \"is ... gelezen\"; who does it?\n");
	assert_string_equal(hints_of("Het wordt laat. Je bent geschikt.\n\nGoed zo!", LANG_NL, a),
		"3: an exclamation mark\n");
	assert_string_equal(hints_of("a b c d e f g h i j k l m n o p q r s t u.", LANG_EN, a),
		"1: a sentence of 21 words\n");
	assert_string_equal(hints_of("De arbeidsongeschiktheidsverzekering.", LANG_NL, a),
		"1: a long word: \"arbeidsongeschiktheidsverzekering\"\n");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_is_read),
		cmocka_unit_test(a_checklist_has_groups_and_items),
		cmocka_unit_test(a_home_has_menus),
		cmocka_unit_test(ids_are_each_once),
		cmocka_unit_test(wrong_headers_are_refused),
		cmocka_unit_test(wrong_names_are_refused),
		cmocka_unit_test(wrong_texts_are_refused),
		cmocka_unit_test(kinds_have_rules),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
		cmocka_unit_test(bombs_are_bounded),
		cmocka_unit_test(what_was_published_stays_readable),
		cmocka_unit_test(syllables_are_counted),
		cmocka_unit_test(figures_say_how_hard_a_text_is),
		cmocka_unit_test(hints_say_where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
