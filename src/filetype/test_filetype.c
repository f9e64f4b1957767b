/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "filetype.h"

#include "banned.h"

#define SVG(INNER) "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">\n" INNER "</svg>\n"

/* "" when nothing is wrong, else "LINE: REASON". */
static const char *
check_as(const char *name, struct str bytes, struct arena *a)
{
	int line;
	struct msg_said reason;
	if (filetype_check(filetype_of(str_from_z(name)), bytes, a, &line, &reason) == ERR_OK)
		return "";
	assert_true(reason.in[LANG_NL].n > 0 && !str_eq(reason.in[LANG_NL], reason.in[LANG_EN]));
	return str_printf(a, "%d: %.*s", line, STR_ARG(reason.in[LANG_EN])).p;
}

static void
drawings_pass(void **state)
{
	(void)state;
	static const char *const good[] = {
		SVG(""),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- words -->\n" SVG("<title>Een &amp; deur</title>"),
		SVG("<defs><linearGradient id=\"a\"><stop offset='0' stop-color='#fff'/></linearGradient></defs>"
		    "<path fill=\"url(#a)\" d=\"M0 0h10\"/><use href=\"#b\"/><g id=\"b\" style=\"opacity: "
		".5\"><circle r=\"1\" /></g>"),
		SVG("<style>.a { fill: #333 } @media (prefers-color-scheme: dark) { .a { fill: #eee } }</style>"
		    "<rect class=\"a\" width=\"3\" height=\"3\"/>"),
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct arena *a = arena_new();
		assert_string_equal(check_as("x.svg", str_from_z(good[i]), a), "");
		arena_free(a);
	}
}

static void
whatever_acts_or_leads_out_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *svg, *want;
	} bad[] = {
		{ SVG("<g>\n<script>alert(1)</script></g>"), "1: is a page or a script in disguise" },
		{ SVG("<foreignObject/>"), "2: the element <foreignObject> does not belong in a drawing" },
		{ SVG("<image href=\"#a\"/>"), "2: the element <image> does not belong in a drawing" },
		{ SVG("<a href=\"#a\"/>"), "2: the element <a> does not belong in a drawing" },
		{ SVG("<animate/>"), "2: the element <animate> does not belong in a drawing" },
		{ SVG("<svg:path/>"), "2: the element <svg:path> does not belong in a drawing" },
		{ SVG("\n<path onload=\"x\"/>"), "3: the attribute \"onload\" does not belong in a drawing" },
		{ SVG("<use xlink:href=\"#a\"/>"), "2: the attribute \"xlink:href\" does not belong in a drawing" },
		{ SVG("<use href=\"https://example.org/#a\"/>"),
			"2: the value of \"href\" is too long, or leads out of the drawing" },
		{ SVG("<use href=\"javascript:x\"/>"),
			"2: the value of \"href\" is too long, or leads out of the drawing" },
		{ SVG("<path fill=\"url(https://example.org)\"/>"),
			"2: the value of \"fill\" is too long, or leads out of the drawing" },
		{ SVG("<path fill=\"URL(//example.org)\"/>"),
			"2: the value of \"fill\" is too long, or leads out of the drawing" },
		{ SVG("<path style=\"fill: u\\72l(x)\"/>"),
			"2: the value of \"style\" is too long, or leads out of the drawing" },
		{ SVG("<path style=\"background: url(x)\"/>"),
			"2: the value of \"style\" is too long, or leads out of the drawing" },
		{ SVG("<path d=\"&#77;\"/>"), "2: the value of \"d\" is too long, or leads out of the drawing" },
		{ SVG("<style>@import 'x'</style>"), "2: a style that fetches, moves or hides something" },
		{ SVG("<style><![CDATA[x]]></style>"), "2: a style that fetches, moves or hides something" },
		{ SVG("<title>&x;</title>"), "2: an entity of its own" },
		{ SVG("<![CDATA[x]]>"), "2: a declaration does not belong in a drawing" },
		{ "<!DOCTYPE svg [<!ENTITY x \"y\">]>" SVG(""), "1: a declaration does not belong in a drawing" },
		{ "<?xml-stylesheet href=\"x\"?>" SVG(""), "1: a declaration does not belong in a drawing" },
		{ SVG("<g id=\"a\"><use href=\"#a\"/></g>"), "2: a <use> within something that has an id" },
		{ SVG("words"), "2: words stand only in <title> and <desc>" },
		{ SVG("<g></path></g>"), "2: an end tag that ends something else" },
		{ SVG("<path d=M0/>"), "2: a value without quotes" },
		{ SVG("<path d>"), "2: an attribute without a value" },
		{ SVG("<!-- a -- b -->"), "2: a comment with two dashes" },
		{ SVG("") "<g/>", "3: something behind the end of the drawing" },
		{ SVG("<g>"), "2: an end tag that ends something else" },
		{ "<svg xmlns=\"http://www.w3.org/2000/svg\"", "1: a tag that does not end" },
		{ "<svg xmlns=\"http://www.w3.org/2000/svg\"><!--", "1: ends in the middle" },
		{ "<svg/>", "1: <svg> without xmlns=\"http://www.w3.org/2000/svg\"" },
		{ "<g/>", "1: the outermost element is <svg>, and there is one" },
		{ "", "1: is no drawing, or ends in the middle" },
		{ "\xff", "1: is no text in UTF-8" },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena *a = arena_new();
		assert_string_equal(check_as("x.svg", str_from_z(bad[i].svg), a), bad[i].want);
		arena_free(a);
	}
}

static void
drawings_are_bounded(void **state)
{
	(void)state;
	static const struct {
		const char *piece;
		int count;
		const char *want;
	} bombs[] = {
		{ "<g>", 40, "2: too many elements, or too deep" },
		{ "<g/>", 3000, "2: too many elements, or too deep" },
		{ "<use href=\"#a\"/>", 60, "2: too many <use>" },
	};
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
		struct arena *a = arena_new();
		struct buf b;
		buf_init(&b, 100000, a);
		buf_z(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
		for (int j = 0; j < bombs[i].count; j++)
			buf_z(&b, bombs[i].piece);
		buf_z(&b, "</svg>");
		assert_string_equal(check_as("x.svg", buf_view(&b), a), bombs[i].want);
		arena_free(a);
	}
}

#define PNG_HEAD "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
#define PNG_REST "\x08\x06\0\0\0\x1f\x15\xc4\x89"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG_FRAME "\xff\xc0\0\x11\x08\0\x01\0\x01\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"

static void
files_are_what_their_ending_says(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct str bytes;
		const char *want;
	} files[] = {
		{ "a.png", STR_INIT(PNG_HEAD "\0\0\0\1\0\0\0\1" PNG_REST PNG_END), "" },
		{ "a.png", STR_INIT(PNG_HEAD "\0\0\0\1\0\0\0\1" PNG_REST PNG_END "PK"),
			"1: has something behind the end of the picture" },
		{ "a.png", STR_INIT(PNG_HEAD "\0\0\0\1\0\0\0\1" PNG_REST), "1: is a PNG picture that is cut off" },
		{ "a.png", STR_INIT(PNG_HEAD "\0\1\0\0\0\0\0\1" PNG_REST PNG_END),
			"1: a picture of more than 8192 pixels a side" },
		{ "a.png", STR_INIT(PNG_HEAD "\0\0\0\0\0\0\0\1" PNG_REST PNG_END),
			"1: a picture of more than 8192 pixels a side" },
		{ "a.png", STR_INIT("\xff\xd8\xff"), "1: is no PNG picture" },
		{ "a.png", STR_INIT("<svg><SCRIPT>"), "1: is a page or a script in disguise" },
		{ "a.jpg", STR_INIT("\xff\xd8\xff\xe0\0\x04xx" JPEG_FRAME "\xff\xd9"), "" },
		{ "a.jpg", STR_INIT("\xff\xd8\xff\xe0\0\x04xx\xff\xd9"), "1: is a JPEG picture without a frame" },
		{ "a.jpg", STR_INIT("\xff\xd8\xff\xe0\0\x04xx" JPEG_FRAME "\xff\xd9PK"),
			"1: has something behind the end of the picture, or is cut off" },
		{ "a.jpg", STR_INIT("GIF89a"), "1: is no JPEG picture" },
		{ "a.pdf", STR_INIT("%PDF-1.7\n/JSON /AAB\n%%EOF\n"), "" },
		{ "a.pdf", STR_INIT("%PDF-1.7\n/OpenAction 1\n%%EOF\n"),
			"1: a document that does something by itself" },
		{ "a.pdf", STR_INIT("%PDF-1.7\n<</JS(x)>>\n%%EOF\n"), "1: a document that does something by itself" },
		{ "a.pdf", STR_INIT("%PDF-1.7\n"), "1: has something behind the end of the document, or is cut off" },
		{ "a.pdf", STR_INIT("MZ%PDF-1.7\n%%EOF"), "1: is no PDF document" },
		{ "a.vtt", STR_INIT("WEBVTT\n\n00:00.000 --> 00:01.000\nHoi\n"), "" },
		{ "a.vtt", STR_INIT("WEBVTT\n"), "1: captions without a line" },
		{ "a.vtt", STR_INIT("WEBVTTX -->"), "1: are no captions (a text that begins with WEBVTT)" },
		{ "a.vtt", STR_INIT("WEBVTT\n\xff-->"), "1: are no captions (a text that begins with WEBVTT)" },
		{ "a.webm", STR_INIT("\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"), "" },
		{ "a.webm", STR_INIT("\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"), "1: is no WebM film" },
		{ "a.webm", STR_INIT("#!/bin/sh"), "1: is no WebM film" },
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct arena *a = arena_new();
		assert_string_equal(check_as(files[i].name, files[i].bytes, a), files[i].want);
		arena_free(a);
	}
	assert_null(filetype_of(STR("a.exe")));
	assert_null(filetype_of(STR("svg")));
	assert_null(filetype_of(STR(".svg")));
	assert_null(filetype_of(STR("asvg")));
	assert_string_equal(filetype_of(STR("a.svg"))->type, "image/svg+xml");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drawings_pass),
		cmocka_unit_test(whatever_acts_or_leads_out_is_refused),
		cmocka_unit_test(drawings_are_bounded),
		cmocka_unit_test(files_are_what_their_ending_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
