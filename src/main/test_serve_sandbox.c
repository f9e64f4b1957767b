/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "main.h"

#include "banned.h"

/* DIR/data as a server leaves it, and DIR/content. */
static char folder[64], database[128];

static const char *
at(const char *name)
{
	static char path[2][128];
	static int which;
	which = !which;
	snprintf(path[which], sizeof path[which], "%s/%s", folder, name);
	return path[which];
}

static const char *const folders[] = { "data", "data/keys", "content", "data/blob", "data/outbox" };
static const char *const files[] = {
	"data/keys/root", "data/nabij.db", "data/nabij.db-wal", "content/page", "data/audit-head", "data/new",
	"data/keys/new", "data/blob/new", "data/blob/moved", "data/keys/moved", "content/new",
	"data/outbox/new",
};
#define N(LIST) (sizeof(LIST) / sizeof *(LIST))
#define MADE_FOLDERS 3
#define MADE_FILES 4

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_serve_sandbox.XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(database, sizeof database, "sqlite:%s/data/nabij.db", folder);
	for (size_t i = 0; i < MADE_FOLDERS; i++)
		assert_int_equal(mkdir(at(folders[i]), 0700), 0);
	for (size_t i = 0; i < MADE_FILES; i++)
		close(open(at(files[i]), O_WRONLY | O_CREAT, 0600));
	return 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(files); i++)
		unlink(at(files[i]));
	for (size_t i = N(folders); i-- > 0;)
		rmdir(at(folders[i]));
	return rmdir(folder);
}

static enum err
enter(const char *url)
{
	char data[128], content[128];
	struct options o = { .data = data, .content = content };
	snprintf(data, sizeof data, "%s", at("data"));
	snprintf(content, sizeof content, "%s", at("content"));
	return serve_sandbox(&o, url);
}

/* What the act returns in a child that is shut in; 128 and the signal that ended it. */
static int
inside(int (*act)(void))
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0) {
		if (enter(database) != ERR_OK)
			_exit(99);
		_exit(act());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int
opened(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int
or_errno(long result)
{
	return result < 0 ? errno : 0;
}

/* ---- processes ---- */

static int run(void) { return execl("/bin/true", "true", (char *)NULL); }
static int run_at(void) { return or_errno(syscall(SYS_execveat, AT_FDCWD, "/bin/true", NULL, NULL, 0)); }
static int signal_other(void) { return or_errno(syscall(SYS_tgkill, getppid(), getppid(), SIGTERM)); }
static int map_both(void) { return mmap(NULL, 4096, 7, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0; }

static void *
nothing(void *arg)
{
	return arg;
}

static int
start_thread(void)
{
	pthread_t thread;
	int failed = pthread_create(&thread, NULL, nothing, NULL);
	return failed ? failed : pthread_join(thread, NULL);
}

static void
it_starts_nothing(void **state)
{
	(void)state;
	assert_int_equal(inside(run), 128 + SIGSYS);
	assert_int_equal(inside(run_at), 128 + SIGSYS);
	assert_int_equal(inside(start_thread), 0);
	assert_int_equal(inside(signal_other), EPERM);
	assert_int_equal(inside(map_both), EPERM);
}

#ifndef SANDBOX_SANITIZER
static int start_process(void) { return or_errno(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL)); }
static int kill_other(void) { return or_errno(kill(getppid(), 0)); }
static int trace(void) { return or_errno(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)); }

/* A sanitizer needs these to look for leaks. */
static void
it_has_no_hold_on_processes(void **state)
{
	(void)state;
	assert_int_equal(inside(start_process), EPERM);
	assert_int_equal(inside(kill_other), EPERM);
	assert_int_equal(inside(trace), 128 + SIGSYS);
}
#endif

/* ---- sockets ---- */

static int socket_inet(void) { return or_errno(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }
static int socket_raw(void) { return or_errno(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)); }

static int
listen_anew(void)
{
	const struct sockaddr_in any = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return or_errno(bind(fd, (const struct sockaddr *)&any, sizeof any));
}

static void
it_asks_and_does_not_listen(void **state)
{
	(void)state;
	assert_int_equal(inside(socket_inet), 0);
	assert_int_equal(inside(socket_raw), EPERM);
	assert_int_equal(inside(listen_anew), EPERM);
}

/* ---- files ---- */

static int read_key(void) { return opened(at("data/keys/root"), O_RDONLY); }
static int write_key(void) { return opened(at("data/keys/root"), O_WRONLY); }
static int make_key(void) { return opened(at("data/keys/new"), O_WRONLY | O_CREAT); }
static int remove_key(void) { return or_errno(unlink(at("data/keys/root"))); }
static int empty_key(void) { return or_errno(truncate(at("data/keys/root"), 0)); }
static int open_key_mode(void) { return or_errno(chmod(at("data/keys/root"), 0644)); }
static int list_keys(void) { return opened(at("data/keys"), O_RDONLY | O_DIRECTORY); }
static int link_key(void) { return or_errno(link(at("data/keys/root"), at("data/blob/new"))); }
static int move_key(void) { return or_errno(rename(at("data/keys/root"), at("data/blob/moved"))); }

static bool
has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
}

static void
it_reaches_no_key(void **state)
{
	(void)state;
	assert_int_equal(inside(empty_key), EPERM);
	assert_int_equal(inside(open_key_mode), EPERM);
	assert_int_equal(inside(link_key), EPERM);
	if (!has_landlock())
		skip();
	assert_int_equal(inside(read_key), EACCES);
	assert_int_equal(inside(write_key), EACCES);
	assert_int_equal(inside(make_key), EACCES);
	assert_int_equal(inside(remove_key), EACCES);
	assert_int_equal(inside(list_keys), EACCES);
	assert_int_not_equal(inside(move_key), 0);
	assert_int_equal(access(at("data/keys/root"), F_OK), 0);
}

static int write_rows(void) { return opened(at("data/nabij.db"), O_RDWR); }
static int write_log(void) { return opened(at("data/nabij.db-wal"), O_RDWR); }
static int write_head(void) { return opened(at("data/audit-head"), O_WRONLY | O_CREAT | O_APPEND); }
static int make_blob(void) { return opened(at("data/blob/new"), O_WRONLY | O_CREAT | O_EXCL); }
static int move_blob(void) { return make_blob() + or_errno(rename(at("data/blob/new"), at("data/blob/moved"))); }
static int nameless_blob(void) { return opened(at("data/blob"), O_TMPFILE | O_RDWR); }
static int mail_out(void) { return opened(at("data/outbox/new"), O_WRONLY | O_CREAT); }
static int read_page(void) { return opened(at("content/page"), O_RDONLY); }
static int read_names(void) { return opened("/etc/passwd", O_RDONLY); }

static void
it_does_its_work(void **state)
{
	(void)state;
	assert_int_equal(inside(write_rows), 0);
	assert_int_equal(inside(write_log), 0);
	assert_int_equal(inside(write_head), 0);
	assert_int_equal(inside(move_blob), 0);
	assert_int_equal(inside(nameless_blob), 0);
	assert_int_equal(inside(mail_out), 0);
	assert_int_equal(inside(read_page), 0);
	assert_int_equal(inside(read_names), 0);
}

static int write_page(void) { return opened(at("content/page"), O_WRONLY); }
static int make_beside(void) { return opened(at("data/new"), O_WRONLY | O_CREAT); }
static int remove_database(void) { return or_errno(unlink(at("data/nabij.db"))); }
static int read_elsewhere(void) { return opened("/var/lib/dpkg/status", O_RDONLY); }
static int list_top(void) { return opened("/", O_RDONLY | O_DIRECTORY); }

static void
it_reaches_nothing_else(void **state)
{
	(void)state;
	if (!has_landlock())
		skip();
	assert_int_equal(inside(write_page), EACCES);
	assert_int_equal(inside(make_beside), EACCES);
	assert_int_equal(inside(remove_database), EACCES);
	assert_int_equal(inside(read_elsewhere), EACCES);
	assert_int_equal(inside(list_top), EACCES);
}

/* ---- a folder that leads elsewhere ---- */

static int
enter_with_link(void)
{
	return enter(database) == ERR_UNAVAILABLE ? 0 : 1;
}

static void
a_head_that_leads_to_a_key_is_refused(void **state)
{
	(void)state;
	int status = -1;
	assert_int_equal(symlink("keys/root", at("data/audit-head")), 0);
	pid_t pid = fork();
	if (pid == 0)
		_exit(enter_with_link());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_starts_nothing),
#ifndef SANDBOX_SANITIZER
		TEST(it_has_no_hold_on_processes),
#endif
		TEST(it_asks_and_does_not_listen),
		TEST(it_reaches_no_key),
		TEST(it_does_its_work),
		TEST(it_reaches_nothing_else),
		TEST(a_head_that_leads_to_a_key_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
