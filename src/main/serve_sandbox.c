/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "log.h"
#include "main.h"
#include "sandbox.h"

#include "banned.h"

/* What the site does, its libraries with it (SQLite, libpq, libcurl, Pango).
 * No bind and listen, no kill, nothing about owners and modes of files. */
static const int allowed[] = {
	/* connections */
	SCMP_SYS(accept4), SCMP_SYS(connect), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_pwait),
	SCMP_SYS(epoll_wait), SCMP_SYS(getpeername), SCMP_SYS(getsockname), SCMP_SYS(getsockopt), SCMP_SYS(poll),
	SCMP_SYS(ppoll), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendfile), SCMP_SYS(sendmmsg),
	SCMP_SYS(sendmsg), SCMP_SYS(sendto), SCMP_SYS(setsockopt), SCMP_SYS(shutdown),
	/* files; which ones is Landlock's to say */
	SCMP_SYS(access), SCMP_SYS(close), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(fadvise64),
	SCMP_SYS(fcntl), SCMP_SYS(fdatasync), SCMP_SYS(fstat), SCMP_SYS(fstatfs), SCMP_SYS(fsync),
	SCMP_SYS(ftruncate), SCMP_SYS(getdents64), SCMP_SYS(ioctl), SCMP_SYS(lseek), SCMP_SYS(lstat),
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(newfstatat), SCMP_SYS(open), SCMP_SYS(openat),
	SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(read), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
	SCMP_SYS(readv), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(stat),
	SCMP_SYS(statfs), SCMP_SYS(statx), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(write), SCMP_SYS(writev),
	/* memory */
	SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(mlock), SCMP_SYS(mlock2), SCMP_SYS(mremap), SCMP_SYS(munlock),
	SCMP_SYS(munmap),
	/* threads and this process */
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(dup), SCMP_SYS(eventfd2), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(futex), SCMP_SYS(getcwd), SCMP_SYS(getegid), SCMP_SYS(geteuid),
	SCMP_SYS(getgid), SCMP_SYS(getpid), SCMP_SYS(getrandom), SCMP_SYS(gettid), SCMP_SYS(getuid),
	SCMP_SYS(nanosleep), SCMP_SYS(pipe2), SCMP_SYS(restart_syscall), SCMP_SYS(rseq), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_yield), SCMP_SYS(set_robust_list), SCMP_SYS(sigaltstack), SCMP_SYS(sysinfo), SCMP_SYS(uname),
	SCMP_SYS(wait4),
#ifdef SANDBOX_SANITIZER
	/* looking for leaks at the end: a process that stops this one */
	SCMP_SYS(getdents), SCMP_SYS(getppid), SCMP_SYS(kill), SCMP_SYS(prlimit64), SCMP_SYS(process_vm_readv),
	SCMP_SYS(ptrace),
#endif
};

/* Nothing of ours comes near these: whoever does is a burglar, and everything ends. */
static const int deadly[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(process_vm_writev),
	SCMP_SYS(bpf), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(mount),
	SCMP_SYS(pivot_root), SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(userfaultfd),
#ifndef SANDBOX_SANITIZER
	SCMP_SYS(process_vm_readv), SCMP_SYS(ptrace),
#endif
};

static void
allow_when(struct sandbox *s, int call, struct scmp_arg_cmp when)
{
	sandbox_call(s, SCMP_ACT_ALLOW, call, 1, &when);
}

/* Threads, not processes. The older call is asked for, whose flags can be seen. */
static void
allow_threads(struct sandbox *s)
{
	sandbox_call(s, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, NULL);
#ifdef SANDBOX_SANITIZER
	sandbox_call(s, SCMP_ACT_ALLOW, SCMP_SYS(clone), 0, NULL);
	sandbox_call(s, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 0, NULL);
#else
	allow_when(s, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	allow_when(s, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
#endif
	allow_when(s, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
}

/* Libraries may be loaded, but no memory is at once written and run. */
static void
allow_memory(struct sandbox *s)
{
	const scmp_datum_t both = PROT_WRITE | PROT_EXEC;
	allow_when(s, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	allow_when(s, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, both, PROT_EXEC));
	allow_when(s, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static void
allow_sockets(struct sandbox *s)
{
	static const int families[] = { AF_UNIX, AF_INET, AF_INET6 };
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		allow_when(s, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i]));
	allow_when(s, SCMP_SYS(socketpair), SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
}

/* ---- files ---- */

/* A file of the data folder by its name; another one that it leads to is not meant. */
static void
allow_data_file(struct sandbox *s, const char *path)
{
	int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return;
	sandbox_file(s, fd, SANDBOX_READ | SANDBOX_WRITE);
	close(fd);
}

static enum err
allow_data_folder(struct sandbox *s, const char *dir, const char *name, struct arena *a)
{
	struct str path = str_printf(a, "%s/%s", dir, name);
	if (mkdir(path.p, 0700) != 0 && errno != EEXIST)
		return ERR_UNAVAILABLE;
	sandbox_path(s, path.p, SANDBOX_READ | SANDBOX_WRITE | SANDBOX_MAKE);
	return ERR_OK;
}

/* Not the folder itself, for DIR/keys is in it: what stands there stands, and
 * nothing is made or removed beside it. */
static enum err
allow_data(struct sandbox *s, const struct options *o, struct arena *a)
{
	struct str head = str_printf(a, "%s/audit-head", o->data);
	int fd = open(head.p, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	close(fd);
	allow_data_file(s, head.p);
	TRY(allow_data_folder(s, o->data, "blob", a));
	if (o->smtp == NULL)
		TRY(allow_data_folder(s, o->data, "outbox", a));
	/* SQLite would do it at its first commit, and cannot open the folder by then. */
	return folder_sync(o->data);
}

static void
allow_sqlite(struct sandbox *s, struct str path, struct arena *a)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		allow_data_file(s, str_printf(a, "%.*s%s", STR_ARG(path), ends[i]).p);
}

/* What libpq reads when it connects anew. */
static void
allow_postgresql(struct sandbox *s, struct arena *a)
{
	static const char *const named[] = { "PGPASSFILE", "PGSERVICEFILE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY" };
	static const char *const at_home[] = { ".pgpass", ".pg_service.conf", ".postgresql" };
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (getenv(named[i]) != NULL)
			sandbox_path(s, getenv(named[i]), SANDBOX_READ);
	for (size_t i = 0; i < sizeof at_home / sizeof *at_home; i++)
		if (getenv("HOME") != NULL)
			sandbox_path(s, str_printf(a, "%s/%s", getenv("HOME"), at_home[i]).p, SANDBOX_READ);
}

static void
allow_folder_of(struct sandbox *s, const char *file, unsigned access)
{
	char real[PATH_MAX];
	if (realpath(file, real) == NULL)
		return;
	*strrchr(real, '/') = '\0';
	if (*real != '\0')
		sandbox_path(s, real, access);
}

/* Name servers and certificates are replaced under a running program, so
 * their folder is meant and not the file of today. */
static void
allow_system(struct sandbox *s)
{
	static const char *const folders[] = { "/etc", "/usr", "/lib", "/lib64", "/var/cache/fontconfig" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		sandbox_path(s, folders[i], SANDBOX_READ);
	allow_folder_of(s, "/etc/resolv.conf", SANDBOX_READ);
	sandbox_path(s, "/dev/null", SANDBOX_READ | SANDBOX_WRITE);
	sandbox_path(s, "/dev/urandom", SANDBOX_READ);
#ifdef NABIJ_TEST_CLOCK
	if (getenv("NABIJ_CLOCK") != NULL)
		allow_folder_of(s, getenv("NABIJ_CLOCK"), SANDBOX_READ);
#endif
#ifdef SANDBOX_SANITIZER
	sandbox_path(s, "/proc", SANDBOX_READ);
#endif
#ifdef SANDBOX_COVERAGE /* the build folder: what was reached is counted there */
	sandbox_path(s, SANDBOX_COVERAGE, SANDBOX_READ | SANDBOX_WRITE | SANDBOX_MAKE);
#endif
}

enum err
serve_sandbox(const struct options *o, const char *database)
{
	struct arena *a = arena_new();
	struct str url = str_from_z(database);
	struct sandbox *s = sandbox_new(SCMP_ACT_ERRNO(EPERM));
	enum err e = allow_data(s, o, a);
	if (str_starts(url, STR("sqlite:")))
		allow_sqlite(s, str_cut(url, 7, url.n), a);
	else
		allow_postgresql(s, a);
	sandbox_path(s, o->content, SANDBOX_READ);
	allow_system(s);
	sandbox_calls(s, allowed, sizeof allowed / sizeof *allowed);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		sandbox_call(s, SCMP_ACT_KILL_PROCESS, deadly[i], 0, NULL);
	allow_threads(s);
	allow_memory(s);
	allow_sockets(s);
	enum err entered = sandbox_enter(s);
	arena_free(a);
	return e == ERR_OK ? entered : e;
}
