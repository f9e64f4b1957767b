/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "keyd_starter.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "banned.h"

static void
end_now(pid_t *pid)
{
	if (*pid == 0)
		return;
	kill(*pid, SIGKILL);
	while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR)
		;
	*pid = 0;
}

/* Its socket has closed: it puts its log on the disk first. One that does not
 * end in time is ended. */
static void
let_end(pid_t *pid, int timeout_ms)
{
	struct pollfd p = { .fd = *pid == 0 ? -1 : (int)syscall(SYS_pidfd_open, *pid, 0), .events = POLLIN };
	if (p.fd >= 0) {
		poll(&p, 1, timeout_ms);
		close(p.fd);
	}
	end_now(pid);
}

static void
set_up_child(posix_spawn_file_actions_t *files, posix_spawnattr_t *attributes, int socket)
{
	sigset_t none;
	sigemptyset(&none);
	if (posix_spawn_file_actions_init(files) != 0 || posix_spawnattr_init(attributes) != 0 ||
	    posix_spawn_file_actions_adddup2(files, socket, KEYD_FD) != 0 ||
	    posix_spawn_file_actions_addclosefrom_np(files, KEYD_FD + 1) != 0 ||
	    posix_spawnattr_setsigmask(attributes, &none) != 0 ||
	    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK) != 0)
		abort();
}

enum err
keyd_spawn(const char *program, char *const *argv, int *ret_socket, pid_t *ret_pid)
{
	int pair[2];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return ERR_UNAVAILABLE;
	set_up_child(&files, &attributes, pair[1]);
	int failed = posix_spawn(ret_pid, program, &files, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	close(pair[1]);
	if (failed) {
		close(pair[0]);
		return ERR_UNAVAILABLE;
	}
	*ret_socket = pair[0];
	return ERR_OK;
}

static enum err
start(const struct keyd_start_options *o, int *ret_socket, pid_t *ret_pid)
{
	char name[] = "nabij", keyd[] = "keyd", dir[] = "--dir", actor[] = "--actor-cap", process[] = "--process-cap";
	char actor_cap[16], process_cap[16];
	char *argv[] = { name, keyd, dir, o->dir, actor, actor_cap, process, process_cap, NULL };
	snprintf(actor_cap, sizeof actor_cap, "%u", o->actor_cap);
	snprintf(process_cap, sizeof process_cap, "%u", o->process_cap);
	return keyd_spawn("/proc/self/exe", argv, ret_socket, ret_pid);
}

static bool
hand_over(struct keyd_started *started, int socket)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .head = { CMSG_LEN(sizeof socket), SOL_SOCKET, SCM_RIGHTS } };
	struct iovec part = { .iov_base = started, .iov_len = sizeof *started };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
	if (started->error == ERR_OK) {
		memcpy(CMSG_DATA(&control.head), &socket, sizeof socket);
		m.msg_control = &control;
		m.msg_controllen = sizeof control.room;
	}
	return sendmsg(KEYD_FD, &m, MSG_NOSIGNAL) == (ssize_t)sizeof *started;
}

void
keyd_starter_serve(const struct keyd_start_options *o)
{
	pid_t pid = 0;
	struct keyd_wanted wanted;
	bool handed = true;
	while (handed && recv(KEYD_FD, &wanted, sizeof wanted, 0) == (ssize_t)sizeof wanted) {
		int socket = -1;
		end_now(&pid);
		enum err e = start(o, &socket, &pid);
		struct keyd_started started = { .number = wanted.number, .error = e, .pid = (int32_t)pid };
		handed = hand_over(&started, socket);
		if (socket >= 0)
			close(socket);
	}
	let_end(&pid, o->timeout_ms);
}
