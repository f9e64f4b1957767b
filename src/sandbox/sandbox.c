/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "log.h"
#include "str.h"

#include "banned.h"

#define THREADS_MAX 256
#define ANSWER_WITHIN 5000 /* ms */

/* Everything that the first version of Landlock knows is refused unless it
 * was allowed; moving a file to another folder always is. */
#define ALL ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define ON_FILES (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

struct sandbox {
	scmp_filter_ctx filter;
	int rules; /* -1: the kernel has no Landlock */
	bool failed;
};

struct sandbox *
sandbox_new(uint32_t otherwise)
{
	const struct landlock_ruleset_attr attr = { .handled_access_fs = ALL };
	struct sandbox *s = calloc(1, sizeof *s);
	if (s == NULL)
		abort();
	s->filter = seccomp_init(otherwise);
	s->failed = s->filter == NULL;
	s->rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (s->rules < 0)
		log_warning("sandbox_landlock errno=%d", errno);
	return s;
}

static uint64_t
rights(unsigned access)
{
	uint64_t all = 0;
	if (access & SANDBOX_READ)
		all |= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
	if (access & SANDBOX_WRITE)
		all |= LANDLOCK_ACCESS_FS_WRITE_FILE;
	if (access & SANDBOX_MAKE)
		all |= LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
	return all;
}

void
sandbox_file(struct sandbox *s, int fd, unsigned access)
{
	struct stat st;
	struct landlock_path_beneath_attr beneath = { .allowed_access = rights(access), .parent_fd = fd };
	if (s->rules < 0)
		return;
	if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		beneath.allowed_access &= ON_FILES;
	if (syscall(SYS_landlock_add_rule, s->rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0)
		s->failed = true;
}

void
sandbox_path(struct sandbox *s, const char *path, unsigned access)
{
	int fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return;
	sandbox_file(s, fd, access);
	close(fd);
}

void
sandbox_call(struct sandbox *s, uint32_t action, int call, unsigned n, const struct scmp_arg_cmp *argument)
{
	if (s->filter != NULL && seccomp_rule_add_array(s->filter, action, call, n, argument) != 0)
		s->failed = true;
}

void
sandbox_calls(struct sandbox *s, const int *call, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sandbox_call(s, SCMP_ACT_ALLOW, call[i], 0, NULL);
}

/* ---- Landlock holds for one thread: each is asked to enter by itself ---- */

struct order {
	int rules;
	int answers[2]; /* a pipe: errno of each thread that has tried */
};

static int
restrict_thread(int rules)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return errno;
	return syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : errno;
}

static void
obey(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	if (info->si_code != SI_QUEUE || info->si_pid != getpid())
		return;
	int before = errno;
	const struct order *o = info->si_value.sival_ptr;
	int failed = restrict_thread(o->rules);
	(void)!write(o->answers[1], &failed, sizeof failed);
	errno = before;
}

static enum err
ask_thread(const struct order *o, pid_t thread)
{
	int failed = -1;
	siginfo_t info = { .si_signo = SIGRTMIN, .si_code = SI_QUEUE };
	struct pollfd answer = { .fd = o->answers[0], .events = POLLIN };
	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value.sival_ptr = (void *)(uintptr_t)o;
	if (syscall(SYS_rt_tgsigqueueinfo, getpid(), thread, SIGRTMIN, &info) != 0)
		return errno == ESRCH ? ERR_OK : ERR_INTERNAL; /* it has ended */
	if (poll(&answer, 1, ANSWER_WITHIN) != 1 || read(o->answers[0], &failed, sizeof failed) != sizeof failed)
		return ERR_INTERNAL;
	return failed == 0 ? ERR_OK : ERR_INTERNAL;
}

static bool
is_among(const pid_t *threads, size_t n, pid_t thread)
{
	for (size_t i = 0; i < n; i++)
		if (threads[i] == thread)
			return true;
	return false;
}

/* The threads that were not asked yet. */
static enum err
ask_new_threads(const struct order *o, pid_t *asked, size_t *n)
{
	int64_t number;
	enum err e = ERR_OK;
	const struct dirent *entry;
	DIR *tasks = opendir("/proc/self/task");
	if (tasks == NULL)
		return ERR_INTERNAL;
	while (e == ERR_OK && (entry = readdir(tasks)) != NULL) {
		if (str_int(str_from_z(entry->d_name), &number) != ERR_OK || is_among(asked, *n, (pid_t)number))
			continue;
		e = *n < THREADS_MAX ? ask_thread(o, (pid_t)number) : ERR_INTERNAL;
		asked[(*n)++] = (pid_t)number;
	}
	closedir(tasks);
	return e;
}

/* Until a look finds no thread that somebody started while we asked the others. */
static enum err
ask_all(const struct order *o)
{
	pid_t asked[THREADS_MAX + 1] = { gettid() };
	size_t before, n = 1;
	struct sigaction act = { .sa_sigaction = obey, .sa_flags = SA_SIGINFO | SA_RESTART }, was;
	if (sigaction(SIGRTMIN, &act, &was) != 0)
		return ERR_INTERNAL;
	enum err e;
	do {
		before = n;
		e = ask_new_threads(o, asked, &n);
	} while (e == ERR_OK && n > before);
	sigaction(SIGRTMIN, &was, NULL);
	return e;
}

static enum err
enter_landlock(int rules)
{
	struct order o = { .rules = rules };
	if (pipe2(o.answers, O_CLOEXEC) != 0)
		return ERR_INTERNAL;
	enum err e = ask_all(&o);
	close(o.answers[0]);
	close(o.answers[1]);
	return e == ERR_OK && restrict_thread(rules) == 0 ? ERR_OK : ERR_INTERNAL;
}

enum err
sandbox_enter(struct sandbox *s)
{
	enum err e = s->failed ? ERR_INTERNAL : ERR_OK;
	if (e == ERR_OK && s->rules >= 0)
		e = enter_landlock(s->rules);
	if (s->rules >= 0)
		close(s->rules);
	if (e == ERR_OK && (seccomp_attr_set(s->filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0 || seccomp_load(s->filter) != 0))
		e = ERR_INTERNAL;
	if (s->filter != NULL)
		seccomp_release(s->filter);
	free(s);
	return e;
}
