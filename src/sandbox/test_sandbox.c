/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sandbox.h"

#include "banned.h"

/* A folder with open/file, open/folder/ and shut/file. */
static char folder[64];

static const char *
at(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void
make_file(const char *name)
{
	int fd = open(at(name), O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_sandbox.XXXXXX");
	assert_non_null(mkdtemp(folder));
	assert_int_equal(mkdir(at("open"), 0700) | mkdir(at("shut"), 0700) | mkdir(at("open/folder"), 0700), 0);
	make_file("open/file");
	make_file("shut/file");
	return 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	static const char *const files[] = { "open/file", "shut/file", "open/new", "shut/new", "shut/link" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(at(files[i]));
	rmdir(at("open/folder"));
	rmdir(at("open"));
	rmdir(at("shut"));
	return rmdir(folder);
}

static bool
has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
}

/* All calls meet nothing but those that the tests ask about. */
static struct sandbox *
sandbox(unsigned access)
{
	const struct scmp_arg_cmp unix_only = SCMP_A0(SCMP_CMP_NE, AF_UNIX);
	struct sandbox *s = sandbox_new(SCMP_ACT_ALLOW);
	sandbox_path(s, at("open"), access);
	sandbox_path(s, at("absent"), access);
	sandbox_call(s, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0, NULL);
	sandbox_call(s, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, &unix_only);
	return s;
}

/* What the act returns in a child under the sandbox; 128 and the signal that ended it. */
static int
inside(unsigned access, int (*act)(void))
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0) {
		if (sandbox_enter(sandbox(access)) != ERR_OK)
			_exit(99);
		_exit(act());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int
opened(const char *name, int flags)
{
	int fd = open(at(name), flags, 0600);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int run(void) { return execl("/bin/true", "true", (char *)NULL); }
static int read_open(void) { return opened("open/file", O_RDONLY); }
static int write_open(void) { return opened("open/file", O_WRONLY); }
static int make_open(void) { return opened("open/new", O_WRONLY | O_CREAT); }
static int read_shut(void) { return opened("shut/file", O_RDONLY); }
static int write_shut(void) { return opened("shut/file", O_WRONLY); }
static int make_shut(void) { return opened("shut/new", O_WRONLY | O_CREAT); }
static int remove_open(void) { return unlink(at("open/file")) == 0 ? 0 : errno; }
static int remove_shut(void) { return unlink(at("shut/file")) == 0 ? 0 : errno; }
static int socket_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int socket_inet(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }

static void
calls_meet_their_rules(void **state)
{
	(void)state;
	assert_int_equal(inside(SANDBOX_READ, run), 128 + SIGSYS);
	assert_int_equal(inside(SANDBOX_READ, socket_unix), 0);
	assert_int_equal(inside(SANDBOX_READ, socket_inet), EPERM);
}

static void
files_are_what_was_named(void **state)
{
	(void)state;
	const unsigned all = SANDBOX_READ | SANDBOX_WRITE | SANDBOX_MAKE;
	if (!has_landlock())
		skip();
	assert_int_equal(inside(SANDBOX_READ, read_open), 0);
	assert_int_equal(inside(SANDBOX_READ, write_open), EACCES);
	assert_int_equal(inside(SANDBOX_READ | SANDBOX_WRITE, write_open), 0);
	assert_int_equal(inside(SANDBOX_READ | SANDBOX_WRITE, make_open), EACCES);
	assert_int_equal(inside(SANDBOX_READ | SANDBOX_WRITE, remove_open), EACCES);
	assert_int_equal(inside(all, make_open), 0);
	assert_int_equal(inside(all, remove_open), 0);
	assert_int_equal(inside(all, read_shut), EACCES);
	assert_int_equal(inside(all, write_shut), EACCES);
	assert_int_equal(inside(all, make_shut), EACCES);
	assert_int_equal(inside(all, remove_shut), EACCES);
}

/* ---- threads that were there before ---- */

struct thread {
	pthread_t handle;
	int go[2], read, connected;
};

static void *
wait_and_try(void *arg)
{
	struct thread *t = arg;
	char c;
	assert_int_equal(read(t->go[0], &c, 1), 1); /* a signal must not end it */
	t->read = read_shut();
	t->connected = socket_inet();
	return NULL;
}

#define THREADS 8

static int
threads_try(void)
{
	struct thread t[THREADS];
	int wrong = 0;
	for (int i = 0; i < THREADS; i++)
		if (pipe(t[i].go) != 0 || pthread_create(&t[i].handle, NULL, wait_and_try, &t[i]) != 0)
			return 98;
	if (sandbox_enter(sandbox(SANDBOX_READ)) != ERR_OK)
		return 99;
	for (int i = 0; i < THREADS; i++) {
		(void)!write(t[i].go[1], "x", 1);
		pthread_join(t[i].handle, NULL);
		wrong += t[i].connected != EPERM || t[i].read != (has_landlock() ? EACCES : 0);
	}
	return wrong;
}

static void
threads_are_in_it_too(void **state)
{
	(void)state;
	int status = -1;
	pid_t pid = fork();
	if (pid == 0)
		_exit(threads_try());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
a_wrong_rule_is_noticed(void **state)
{
	(void)state;
	struct sandbox *s = sandbox_new(SCMP_ACT_ALLOW);
	sandbox_call(s, SCMP_ACT_ALLOW, SCMP_SYS(read), 0, NULL); /* the same as otherwise */
	assert_int_equal(sandbox_enter(s), ERR_INTERNAL);
	if (!has_landlock())
		skip();
	s = sandbox_new(SCMP_ACT_ALLOW);
	sandbox_file(s, -1, SANDBOX_READ);
	assert_int_equal(sandbox_enter(s), ERR_INTERNAL);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(calls_meet_their_rules),
		TEST(files_are_what_was_named),
		TEST(threads_are_in_it_too),
		TEST(a_wrong_rule_is_noticed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
