/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "keyd_state.h"
#include "log.h"
#include "sandbox.h"

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

static const int allowed[] = {
	SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(restart_syscall),
	SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(fstat),
	SCMP_SYS(newfstatat), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(flock),
	SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
	SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
#if defined(NABIJ_TEST_CLOCK) || defined(SANDBOX_SANITIZER)
	/* the file of the test clock, the sanitizer's memory and its report */
	SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
	SCMP_SYS(futex), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sigaltstack), SCMP_SYS(sched_yield),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(readlink),
#endif
};

enum err
keyd_sandbox_enter(int dir)
{
	if (mlockall(MCL_CURRENT) != 0)
		log_info("keyd_mlockall errno=%d", errno);
	struct sandbox *s = sandbox_new(SCMP_ACT_KILL_PROCESS);
	sandbox_file(s, dir, SANDBOX_READ | SANDBOX_WRITE | SANDBOX_MAKE);
#ifdef NABIJ_TEST_CLOCK
	sandbox_path(s, "/", SANDBOX_READ);
#endif
	sandbox_calls(s, allowed, sizeof allowed / sizeof *allowed);
	return sandbox_enter(s);
}
