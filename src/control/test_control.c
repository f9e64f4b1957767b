/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "control.h"

#include "banned.h"

struct fixture {
	char dir[200]; /* longer than the address of a socket may be */
	struct control *control;
	int asked;
};

/* Says its words back; the first one is a number: the status, and how often. */
static int
echo(void *arg, const char *const *words, int n, FILE *out)
{
	struct fixture *f = arg;
	int number = (int)strtol(words[0], NULL, 10);
	f->asked++;
	for (int k = 0; k < (number > 1000 ? number : 1); k++)
		for (int i = 1; i < n; i++)
			fprintf(out, "[%s]", words[i]);
	return number & 127;
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	snprintf(f->dir, sizeof f->dir, "/tmp/%0140d-XXXXXX", 0);
	assert_non_null(mkdtemp(f->dir));
	assert_int_equal(control_start(f->dir, echo, f, &f->control), ERR_OK);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	control_stop(f->control);
	assert_int_equal(rmdir(f->dir), 0);
	free(f);
	return 0;
}

static char *
ask(struct fixture *f, const char *const *words, int n, enum err wanted, int *ret_status)
{
	char *said = NULL;
	size_t size;
	FILE *out = open_memstream(&said, &size);
	assert_int_equal(control_ask(f->dir, words, n, out, ret_status), wanted);
	fclose(out);
	return said;
}

static void
words_go_and_what_is_said_comes_back(void **state)
{
	int status = 0;
	const char *words[] = { "7", "two words", "", "\xc3\xa9\n" };
	char *said = ask(*state, words, 4, ERR_OK, &status);
	assert_string_equal(said, "[two words][][\xc3\xa9\n]");
	assert_int_equal(status, 7);
	free(said);
}

static void
much_may_be_said(void **state)
{
	int status = 0;
	const char *words[] = { "20000", "0123456789" };
	char *said = ask(*state, words, 2, ERR_OK, &status);
	assert_int_equal(strlen(said), 20000 * 12);
	free(said);
}

static void
too_much_is_not_asked(void **state)
{
	int status = 0;
	static char long_word[20000];
	memset(long_word, 'x', sizeof long_word - 1);
	const char *words[] = { "1", long_word };
	free(ask(*state, words, 2, ERR_INVALID, &status));
	const char *many[CONTROL_WORDS + 1];
	for (int i = 0; i <= CONTROL_WORDS; i++)
		many[i] = "1";
	free(ask(*state, many, CONTROL_WORDS + 1, ERR_UNAVAILABLE, &status));
	assert_int_equal(((struct fixture *)*state)->asked, 0);
}

/* Anything else than words ends that conversation and no other. */
static void
rubbish_is_not_run(void **state)
{
	struct fixture *f = *state;
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	assert_int_equal(chdir(f->dir), 0);
	memcpy(address.sun_path, "control", 8);
	for (size_t n = 0; n < 3; n++) {
		int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
		assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
		if (n > 0)
			assert_int_equal(send(fd, "no end", n * 3, 0), n * 3);
		else
			shutdown(fd, SHUT_WR);
		char byte;
		assert_int_equal(recv(fd, &byte, 1, 0), 0);
		close(fd);
	}
	assert_int_equal(f->asked, 0);
	assert_int_equal(chdir("/"), 0);
	words_go_and_what_is_said_comes_back(state);
}

static void
only_the_owner_may_ask(void **state)
{
	struct fixture *f = *state;
	struct stat info;
	char path[256];
	snprintf(path, sizeof path, "%s/control", f->dir);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void
nobody_there_is_told(void **state)
{
	struct fixture *f = *state;
	int status = 0;
	const char *words[] = { "1" };
	control_stop(f->control);
	free(ask(f, words, 1, ERR_NOT_FOUND, &status));
	assert_int_equal(control_start("/tmp/there-is-none/here", echo, f, &f->control), ERR_UNAVAILABLE);
	/* what a process that died left lying does not matter */
	assert_int_equal(control_start(f->dir, echo, f, &f->control), ERR_OK);
	free(ask(f, words, 1, ERR_OK, &status));
	assert_int_equal(status, 1);
}

#define WITH(TEST) cmocka_unit_test_setup_teardown(TEST, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(words_go_and_what_is_said_comes_back), WITH(much_may_be_said), WITH(too_much_is_not_asked),
		WITH(rubbish_is_not_run), WITH(only_the_owner_may_ask), WITH(nobody_there_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
