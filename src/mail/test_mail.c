/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Run without arguments: unit tests. For test_mail_received.py:
 *   test_mail write FOLDER               the examples as files
 *   test_mail send URL TO [tls|- [CERTIFICATES [USER PASSWORD]]]
 *                                        one mail; prints how it ended
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "mail.h"

#include "banned.h"

static struct mail
example(size_t number)
{
	static const struct str ids[] = {
		STR_INIT("0mail-1"), STR_INIT("0mail-2"), STR_INIT("0mail-3"), STR_INIT("0mail-4"),
	};
	struct mail m = {
		.message_id = ids[number],
		.date = INT64_C(1795291380000), /* Saturday 21 November 2026, 20:03 */
		.from_name = STR("Nabij"),
		.from_address = STR("post@nabij.example"),
		.to_address = STR("sanne@example.org"),
		.subject = STR("Er staat een bericht voor je klaar"),
		.text = STR("Hallo,\n\nEr staat een bericht voor je klaar.\n"),
	};
	return m;
}

static void
addresses(void **state)
{
	(void)state;
	static const char *const good[] = {
		"a@b.nl", "sanne.de-vries+nabij@mail.example.org", "o'neill@example.co.uk", "1@2.3a",
		"x@xn--bcher-kva.example", "_@a-b.nl",
	};
	static const char *const bad[] = {
		"", "@", "a", "a@", "@b.nl", "a@b", "a@@b.nl", "a@b@c.nl", "a b@c.nl", "a@b c.nl", "<a@b.nl>",
		"a@b.nl>", "a@b.nl, c@d.nl", "a@b..nl", "a@.b.nl", "a@b.nl.", "a@-b.nl", "a@b-.nl", ".a@b.nl",
		"a.@b.nl", "a..b@c.nl", "\"a\"@b.nl", "a@[127.0.0.1]", "a@127.0.0.1", "a@b.nl\r\nRCPT TO:<x@y.nl>",
		"a\r@b.nl", "a\n@b.nl", "\xc3\xa9@b.nl", "a@\xc3\xa9.nl", "a(b)@c.nl", "a:b@c.nl",
		"a@b_c.nl", "a\t@b.nl",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(mail_address_is_valid(str_from_z(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(mail_address_is_valid(str_from_z(bad[i])));
	assert_false(mail_address_is_valid(STR_NONE));
	assert_false(mail_address_is_valid(STR("a\0b@c.nl")));
	assert_false(mail_address_is_valid(STR("a@b.nl\0")));
}

static void
address_lengths(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char many[300];
	memset(many, 'a', sizeof many);
	assert_true(mail_address_is_valid(str_printf(a, "%.64s@b.nl", many)));
	assert_false(mail_address_is_valid(str_printf(a, "%.65s@b.nl", many)));
	assert_true(mail_address_is_valid(str_printf(a, "a@%.63s.nl", many)));
	assert_false(mail_address_is_valid(str_printf(a, "a@%.64s.nl", many)));
	struct str domain = str_printf(a, "%.63s.%.63s.%.63s.%.57s.nl", many, many, many, many);
	assert_true(mail_address_is_valid(str_printf(a, "a@%.*s", STR_ARG(domain))));
	assert_false(mail_address_is_valid(str_printf(a, "ab@%.*s", STR_ARG(domain))));
	arena_free(a);
}

static void
message_is_as_written_down(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct mail m = example(1);
	struct str message;
	m.unsubscribe = STR("https://nabij.example/nl/uit?c=1");
	m.reply_to = STR("vraag@nabij.example");
	m.text = STR("Hallo,\r\n\n.punt\nFrom hier = daar \n\xe2\x82\xac");
	assert_int_equal(mail_compose(&m, a, &message), ERR_OK);
	assert_true(str_eq_z(message,
		"Date: Sat, 21 Nov 2026 20:03:00 +0000\r\n"
		"From: Nabij\r\n <post@nabij.example>\r\n"
		"To: <sanne@example.org>\r\n"
		"Reply-To: <vraag@nabij.example>\r\n"
		"Subject: Er staat een bericht voor je klaar\r\n"
		"Message-ID: <0mail-2@nabij.example>\r\n"
		"List-Unsubscribe: <https://nabij.example/nl/uit?c=1>\r\n"
		"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
		"Auto-Submitted: auto-generated\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n"
		"\r\n"
		"Hallo,\r\n\r\n=2Epunt\r\n=46rom hier =3D daar=20\r\n=E2=82=AC\r\n"));
	arena_free(a);
}

/* Every line of every message is short, and only the headers' own colons begin
 * a header: whatever is in the fields. */
static void
nothing_gets_into_the_headers(void **state)
{
	(void)state;
	static const struct str bad[] = {
		STR_INIT("a\r\nBcc: x@y.nl"), STR_INIT("a\nBcc: x@y.nl"), STR_INIT("a\rb"), STR_INIT("a\0b"),
		STR_INIT("\x7f"), STR_INIT("a\tb"), STR_INIT("\xff"), STR_INIT("\xe2\x82"),
	};
	struct arena *a = arena_new();
	struct str message = STR_NONE;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct mail m = example(1);
		m.subject = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.from_name = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.to_address = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m.to_address = STR_NONE;
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.reply_to = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.from_address = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.unsubscribe = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
		m = example(1);
		m.message_id = bad[i];
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	}
	static const char *const ids[] = { "", "../a", "a@b", "a b", "a>" };
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct mail m = example(1);
		m.message_id = str_from_z(ids[i]);
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	}
	static const char *const urls[] = {
		"http://x.nl/", "https://x.nl/\r\nA: b", "https://x.nl/>", "https://x.nl/<", "https://x.nl/ ",
	};
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct mail m = example(1);
		m.unsubscribe = str_from_z(urls[i]);
		assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	}
	assert_null(message.p);
	arena_free(a);
}

static void
what_is_too_long_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str message = STR_NONE;
	char *long_text = arena_alloc(a, MAIL_TEXT_MAX + 1);
	memset(long_text, '=', MAIL_TEXT_MAX + 1);
	struct mail m = example(1);
	m.text = str_from(long_text, MAIL_TEXT_MAX + 1);
	assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	m.text.n--;
	assert_int_equal(mail_compose(&m, a, &message), ERR_OK);
	m.subject = str_from(long_text, 999);
	assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	m = example(1);
	m.unsubscribe = str_printf(a, "https://%.1000s", long_text);
	assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	m = example(1);
	m.text = STR("\xff");
	assert_int_equal(mail_compose(&m, a, &message), ERR_INVALID);
	arena_free(a);
}

static void
lines_stay_short(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t shift = 0; shift < 80; shift++) {
		char *text = arena_alloc(a, 1000);
		struct mail m = example(1);
		memset(text, 'a', shift);
		for (size_t i = shift; i + 4 < 900; i += 4)
			memcpy(text + i, i % 3 ? "\xf0\x9f\x8c\xbb" : " \xe2\x82\xac", 4);
		m.text = m.subject = m.from_name = str_from_z(text);
		struct str rest, line;
		assert_int_equal(mail_compose(&m, a, &rest), ERR_OK);
		assert_true(str_ends(rest, STR("\r\n")));
		while (str_split(&rest, '\n', &line))
			assert_true(line.n <= 78);
	}
	arena_free(a);
}

static size_t
count_files(const char *folder)
{
	size_t n = 0;
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void
folder_holds_each_mail_once(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char folder[] = "/tmp/test_mail.XXXXXX";
	struct mail m = example(1);
	struct stat st;
	assert_non_null(mkdtemp(folder));
	char *outbox = str_z(str_printf(a, "%s/outbox", folder), a);
	char *file = str_z(str_printf(a, "%s/0mail-2.eml", outbox), a);
	struct mail_route r = { .outbox = str_from_z(outbox) };
	assert_int_equal(mail_send(&m, &r, a), ERR_OK);
	assert_int_equal(mail_send(&m, &r, a), ERR_OK);
	assert_int_equal(count_files(outbox), 1);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	m.to_address = STR("nobody");
	assert_int_equal(mail_send(&m, &r, a), ERR_INVALID);
	m = example(1);
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mkdir(file, 0700), 0);
	assert_int_equal(mail_send(&m, &r, a), ERR_UNAVAILABLE); /* something else stands there */
	assert_int_equal(count_files(outbox), 1);
	rmdir(file);
	rmdir(outbox);
	r.outbox = STR("/nonexistent/outbox");
	assert_int_equal(mail_send(&m, &r, a), ERR_UNAVAILABLE);
	r.outbox = STR("/dev/null");
	assert_int_equal(mail_send(&m, &r, a), ERR_UNAVAILABLE);
	assert_int_equal(rmdir(folder), 0);
	arena_free(a);
}

static void
other_protocols_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct mail m = example(1);
	struct mail_route r = { .smtp_url = STR("file:///tmp") };
	assert_int_equal(mail_send(&m, &r, a), ERR_UNAVAILABLE);
	arena_free(a);
}

static int
write_examples(const char *folder)
{
	struct arena *a = arena_new();
	struct mail m[4] = { example(0), example(1), example(2), example(3) };
	struct mail_route r = { .outbox = str_from_z(folder) };
	enum err e = ERR_OK;
	m[1].from_name = STR("Zo\xc3\xab \"Nabij\" <x@y> \xf0\x9f\x8c\xbb");
	m[1].subject = STR("Caf\xc3\xa9, \xe2\x82\xac 5 =?utf-8?B?YQ==?= en een heel lang onderwerp dat over "
	                   "meer dan een regel loopt: "
	                   "\xd8\xb4\xd9\x83\xd8\xb1\xd8\xa7 \xf0\x9f\x8c\xbb\xf0\x9f\x8c\xbb");
	m[1].text = STR("\xd8\xb4\xd9\x83\xd8\xb1\xd8\xa7\n..\n.\n\nFrom me \n\tlast\t\n=\n"
	                "\xf0\x9f\x8c\xbb lang lang lang lang "
	                "lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang.");
	m[2].subject = m[2].from_name = STR("");
	m[2].text = STR("");
	m[2].unsubscribe = STR("https://nabij.example/nl/uit?c=1");
	m[3].subject = STR(" spatie voor en na ");
	m[3].from_name = STR("A.B. (van) O'Neill; C/D");
	for (size_t i = 0; i < 4 && e == ERR_OK; i++)
		e = mail_send(&m[i], &r, a);
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}

static int
send_one(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct mail m = example(1);
	struct mail_route r = { .smtp_url = str_from_z(argv[2]), .timeout_ms = 3000 };
	m.to_address = str_from_z(argv[3]);
	m.text = STR("Hallo,\n.\n..\n\xe2\x82\xac 5\n");
	r.require_tls = argc > 4 && strcmp(argv[4], "tls") == 0;
	if (argc > 5)
		r.certificates = str_from_z(argv[5]);
	if (argc > 7) {
		r.user = str_from_z(argv[6]);
		r.password = str_from_z(argv[7]);
	}
	printf("%s\n", err_name(mail_send(&m, &r, a)));
	arena_free(a);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(address_lengths),
		cmocka_unit_test(message_is_as_written_down),
		cmocka_unit_test(nothing_gets_into_the_headers),
		cmocka_unit_test(what_is_too_long_is_refused),
		cmocka_unit_test(lines_stay_short),
		cmocka_unit_test(folder_holds_each_mail_once),
		cmocka_unit_test(other_protocols_are_refused),
	};
	if (argc > 2 && strcmp(argv[1], "write") == 0)
		return write_examples(argv[2]);
	if (argc > 3 && strcmp(argv[1], "send") == 0)
		return send_one(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
