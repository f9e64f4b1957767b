/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Run without arguments: unit tests. With a folder: writes nl.pdf, en.pdf,
 * long.pdf and report.pdf there, for test_pdf_read.py.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "pdf.h"

#include "banned.h"

#define LIST(V) { (V), sizeof(V) / sizeof *(V) }

static struct pdf_letter
dutch(void)
{
	static struct str sender[] = { STR_INIT("Nabij"), STR_INIT("Postbus 100"), STR_INIT("3500 AA Utrecht") };
	static struct str recipient[] = { STR_INIT("Mevrouw Zo\xc3\xab \xc5\x9e. <b>de Vries</b> & Co"),
		STR_INIT("Lange Nieuwstraat 12-bis"), STR_INIT("3512 PH  UTRECHT") };
	static struct str opening[] = {
		STR_INIT("Beste Zo\xc3\xab,"),
		STR_INIT("We willen je graag iets laten weten. We hebben geprobeerd je te bellen. "
		         "Dat lukte niet. Daarom krijg je deze brief."),
		STR_INIT("Ga op je telefoon of computer naar het adres hieronder. Vul daar deze code in:"),
	};
	static struct str closing[] = {
		STR_INIT("De code werkt tot en met 21 december 2026. Je hebt ook je geboortedatum of postcode nodig."),
		STR_INIT("Wil je liever bellen? Dat kan op werkdagen van 9 tot 17 uur: 0900 0101."),
		STR_INIT("Met vriendelijke groet,\nNabij"),
	};
	return (struct pdf_letter){
		.lang = LANG_NL,
		.created = INT64_C(1795291380000),
		.title = STR("Er staat iets voor je klaar"),
		.sender = LIST(sender),
		.recipient = LIST(recipient),
		.date = STR("21 november 2026"),
		.subject = STR("Er staat iets voor je klaar"),
		.opening = LIST(opening),
		.code = STR("7K3MQ0XW9TB4"),
		.web_address = STR("https://nabij.example/code"),
		.closing = LIST(closing),
		.footer = STR("Nabij \xc2\xb7 gratis en vertrouwelijk"),
	};
}

static struct pdf_letter
english(void)
{
	static struct str opening[] = { STR_INIT("Dear Zo\xc3\xab,"), STR_INIT("Use the code below.") };
	struct pdf_letter l = dutch();
	l.lang = LANG_EN;
	l.title = l.subject = STR("Something is ready for you & <yours>");
	l.date = STR("21 November 2026");
	l.opening = (struct strs)LIST(opening);
	l.footer = STR_NONE;
	return l;
}

static struct pdf_letter
long_one(void)
{
	static struct str paragraph[30];
	struct pdf_letter l = dutch();
	for (size_t i = 0; i < 30; i++)
		paragraph[i] = l.opening.v[1];
	l.opening = (struct strs)LIST(paragraph);
	return l;
}

static struct str
make(struct pdf_letter l, struct arena *a)
{
	struct str pdf = STR_NONE;
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_OK);
	assert_true(str_starts(pdf, STR("%PDF-1.")));
	return pdf;
}

static void
same_letter_gives_same_bytes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str first = make(dutch(), a);
	make(english(), a);
	assert_true(str_eq(first, make(dutch(), a)));
	struct pdf_letter other = dutch();
	other.created += 1000;
	assert_false(str_eq(first, make(other, a)));
	arena_free(a);
}

static void
file_tells_nothing_of_its_making(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str pdf = make(dutch(), a);
	assert_true(str_find(pdf, STR("cairo")) < 0);
	assert_true(str_find(pdf, STR("<pdfuaid:part>1</pdfuaid:part>")) > 0);
	assert_true(str_find(pdf, STR("20261121200300Z")) > 0);
	arena_free(a);
}

static void
bad_text_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static struct str bad[] = {
		STR_INIT("a\xff"), STR_INIT("a\0b"), STR_INIT("a\rb"), STR_INIT("a\tb"), STR_INIT("\x7f"),
		STR_INIT("a\xe2\x80\xa8"), STR_INIT("a\xe2\x80\xa9"), STR_INIT("a\xc2\x85"),
	};
	static const struct str line_end = STR_INIT("a\nb");
	struct str pdf = STR_NONE;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct pdf_letter l[9];
		for (size_t k = 0; k < 9; k++)
			l[k] = dutch();
		l[0].title = l[1].subject = l[2].date = l[3].web_address = l[4].footer = bad[i];
		l[5].sender = l[6].recipient = l[7].opening = l[8].closing = (struct strs){ &bad[i], 1 };
		for (size_t k = 0; k < 9; k++)
			assert_int_equal(pdf_letter(&l[k], a, &pdf), ERR_INVALID);
	}
	struct pdf_letter l = dutch();
	l.title = line_end;
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	l.title = STR_NONE;
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	l = dutch();
	l.code = STR("7K3MQ0XW9TB");
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	assert_null(pdf.p);
	arena_free(a);
}

static void
what_does_not_fit_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str pdf = STR_NONE, lines[101];
	char text[20000];
	memset(text, 'x', sizeof text);
	for (size_t i = 0; i < 101; i++)
		lines[i] = str_from(text, 1000);
	struct pdf_letter l = dutch();
	l.recipient = (struct strs){ lines, 1 };
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	l.recipient = (struct strs){ lines, 6 };
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	l = dutch();
	l.opening = (struct strs){ lines, 100 };
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_LIMIT);
	l.opening.n = 101;
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_INVALID);
	lines[0] = str_from(text, sizeof text);
	l.opening.n = 1;
	assert_int_equal(pdf_letter(&l, a, &pdf), ERR_LIMIT);
	assert_null(pdf.p);
	arena_free(a);
}

static void *
make_ten(void *expected)
{
	struct arena *a = arena_new();
	struct str *first = expected;
	void *same = expected;
	for (int i = 0; i < 10; i++)
		if (!str_eq(*first, make(dutch(), a)))
			same = NULL;
	arena_free(a);
	return same;
}

static void
threads_do_not_disturb_each_other(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str expected = make(dutch(), a);
	pthread_t thread[4];
	int64_t begin = clock_mono_us();
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, make_ten, &expected), 0);
	for (size_t i = 0; i < 4; i++) {
		void *same;
		pthread_join(thread[i], &same);
		assert_non_null(same);
	}
	print_message("40 letters in 4 threads: %.1f ms each\n", (double)(clock_mono_us() - begin) / 40000);
	begin = clock_mono_us();
	make_ten(&expected);
	print_message("10 letters in 1 thread: %.1f ms each, %zu bytes\n", (double)(clock_mono_us() - begin) / 10000,
	    expected.n);
	arena_free(a);
}

/* ---- reports ---- */

#define REPORT_ROWS 24

static struct pdf_report
report(void)
{
	static struct str opening[] = { STR_INIT("21 november 2026"), STR_INIT("Gemaakt om samen over te praten.") };
	static struct str head[] = { STR_INIT("Onderwerp"), STR_INIT("Punten"), STR_INIT("Wat dit zegt") };
	static struct str cells[REPORT_ROWS * 3], paragraphs[30];
	static struct pdf_section sections[3];
	for (size_t i = 0; i < REPORT_ROWS; i++) {
		cells[3 * i] = STR("Afspraken & regels, en wie erover gaat");
		cells[3 * i + 1] = STR("3 / 8");
		cells[3 * i + 2] = i == 1 ? STR("") : STR("Hier is werk te doen");
	}
	for (size_t i = 0; i < 30; i++)
		paragraphs[i] = STR("Bespreek met elkaar wat er al is.\nEn wat er nog niet is.");
	for (size_t i = 0; i < 3; i++)
		sections[i] = (struct pdf_section){ STR("Wat je kunt doen"), { paragraphs, i * 10 } };
	return (struct pdf_report){
		.lang = LANG_NL,
		.created = INT64_C(1795291380000),
		.title = STR("Verslag van de quickscan"),
		.opening = LIST(opening),
		.table = STR("Punten per onderwerp"),
		.head = LIST(head),
		.cells = LIST(cells),
		.sections = LIST(sections),
		.footer = STR("Nabij"),
	};
}

static void
a_report_is_made_or_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct pdf_report r = report();
	struct str first, again, pdf = STR_NONE;
	static struct str bad = STR_INIT("a\rb");
	assert_int_equal(pdf_report(&r, a, &first), ERR_OK);
	assert_int_equal(pdf_report(&r, a, &again), ERR_OK);
	assert_true(str_eq(first, again));
	r.cells.n--; /* not whole rows */
	assert_int_equal(pdf_report(&r, a, &pdf), ERR_INVALID);
	r = report();
	r.table = STR_NONE;
	assert_int_equal(pdf_report(&r, a, &pdf), ERR_INVALID);
	r.head.n = r.cells.n = 0;
	assert_int_equal(pdf_report(&r, a, &again), ERR_OK);
	r.opening = (struct strs){ &bad, 1 };
	assert_int_equal(pdf_report(&r, a, &pdf), ERR_INVALID);
	assert_null(pdf.p);
	arena_free(a);
}

static int
write_report(const char *folder)
{
	struct arena *a = arena_new();
	struct pdf_report r = report();
	struct str pdf = STR_NONE;
	assert_int_equal(pdf_report(&r, a, &pdf), ERR_OK);
	FILE *f = fopen(str_z(str_printf(a, "%s/report.pdf", folder), a), "we");
	bool written = f != NULL && fwrite(pdf.p, 1, pdf.n, f) == pdf.n && fclose(f) == 0;
	arena_free(a);
	return written ? 0 : 1;
}

static int
write_letter(const char *folder, const char *name, struct pdf_letter l)
{
	struct arena *a = arena_new();
	struct str pdf = make(l, a);
	FILE *f = fopen(str_z(str_printf(a, "%s/%s.pdf", folder, name), a), "we");
	bool written = f != NULL && fwrite(pdf.p, 1, pdf.n, f) == pdf.n && fclose(f) == 0;
	arena_free(a);
	return written ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_letter_gives_same_bytes),
		cmocka_unit_test(file_tells_nothing_of_its_making),
		cmocka_unit_test(bad_text_is_refused),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(threads_do_not_disturb_each_other),
		cmocka_unit_test(a_report_is_made_or_refused),
	};
	if (argc > 1)
		return write_letter(argv[1], "nl", dutch()) | write_letter(argv[1], "en", english()) |
		       write_letter(argv[1], "long", long_one()) | write_report(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
