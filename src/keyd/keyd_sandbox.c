/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "keyd_state.h"
#include "log.h"

#include "banned.h"

/* The process ends when its socket closes, not with the terminal's or the
 * supervisor's signals: what is in flight in the web process still needs it. */
void
keyd_sandbox_prepare(void)
{
	static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
	const struct rlimit none = { 0, 0 };
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_warning("keyd_limits errno=%d", errno);
}

static int
allow_beneath(int rules, int folder, uint64_t access)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = access, .parent_fd = folder };
	return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

/* Everything that the first version of Landlock knows is refused, but for
 * reading, writing and replacing files in the folder of keys. */
static void
enter_landlock(int dir)
{
	const uint64_t all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
	const uint64_t files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
	                       LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	                       LANDLOCK_ACCESS_FS_MAKE_REG;
	struct landlock_ruleset_attr attr = { .handled_access_fs = all };
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	bool done = rules >= 0 && allow_beneath(rules, dir, files) == 0;
#ifdef NABIJ_TEST_CLOCK
	int root = open("/", O_PATH | O_CLOEXEC);
	done = done && allow_beneath(rules, root, LANDLOCK_ACCESS_FS_READ_FILE) == 0;
	close(root);
#endif
	done = done && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (!done)
		log_warning("keyd_landlock errno=%d", errno);
	if (rules >= 0)
		close(rules);
}

static const int allowed[] = {
	SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(restart_syscall),
	SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(fstat),
	SCMP_SYS(newfstatat), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(flock),
	SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
	SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
#if defined(NABIJ_TEST_CLOCK) || defined(KEYD_SANITIZER)
	/* the file of the test clock, the sanitizer's memory and its report */
	SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
	SCMP_SYS(futex), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sigaltstack), SCMP_SYS(sched_yield),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(readlink),
#endif
};

static enum err
enter_seccomp(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool done = filter != NULL;
	for (size_t i = 0; done && i < sizeof allowed / sizeof *allowed; i++)
		done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	done = done && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return done ? ERR_OK : ERR_INTERNAL;
}

enum err
keyd_sandbox_enter(int dir)
{
	if (mlockall(MCL_CURRENT) != 0)
		log_info("keyd_mlockall errno=%d", errno);
	enter_landlock(dir);
	return enter_seccomp();
}
