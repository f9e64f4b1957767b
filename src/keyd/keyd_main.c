/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_starter.h"
#include "keyd_state.h"
#include "log.h"

#include "banned.h"

#define SYNC_EVERY CLOCK_SECOND

struct options {
	struct keyd_start_options start;
	bool is_starter;
};

static enum err
read_cap(const char *text, uint32_t *ret_cap)
{
	int64_t v;
	TRY(str_int(str_from_z(text), &v));
	if (v < 1 || v > (int64_t)KEYD_COUNT_SLOTS / 4)
		return ERR_INVALID;
	*ret_cap = (uint32_t)v;
	return ERR_OK;
}

static enum err
read_starter(const char *text, struct options *o)
{
	int64_t ms;
	TRY(str_int(str_from_z(text), &ms));
	if (ms < 1 || ms > CLOCK_MINUTE)
		return ERR_INVALID;
	o->is_starter = true;
	o->start.timeout_ms = (int)ms;
	return ERR_OK;
}

static enum err
read_options(int argc, char **argv, struct options *ret_options)
{
	struct options o = { .start = { .actor_cap = KEYD_ACTOR_CAP, .process_cap = KEYD_PROCESS_CAP } };
	for (int i = 1; i < argc; i += 2) {
		if (i + 1 == argc)
			return ERR_INVALID;
		if (strcmp(argv[i], "--dir") == 0)
			o.start.dir = argv[i + 1];
		else if (strcmp(argv[i], "--actor-cap") == 0)
			TRY(read_cap(argv[i + 1], &o.start.actor_cap));
		else if (strcmp(argv[i], "--process-cap") == 0)
			TRY(read_cap(argv[i + 1], &o.start.process_cap));
		else if (strcmp(argv[i], "--starter") == 0)
			TRY(read_starter(argv[i + 1], &o));
		else
			return ERR_INVALID;
	}
	*ret_options = o;
	return o.start.dir == NULL ? ERR_INVALID : ERR_OK;
}

static bool
is_packet_socket(int fd)
{
	int type = 0;
	socklen_t n = sizeof type;
	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET;
}

/* Waits for a message; what was logged reaches the disk within a second. */
static void
wait_and_sync(struct keyd_state *s, int64_t *synced)
{
	struct pollfd p = { .fd = KEYD_FD, .events = POLLIN };
	int timeout = s->log_dirty ? (int)SYNC_EVERY : -1;
	int ready = poll(&p, 1, timeout);
	if (ready == 0 || (s->log_dirty && clock_mono() - *synced >= SYNC_EVERY)) {
		keyd_log_sync(s);
		*synced = clock_mono();
	}
}

/* One message and its answer; false when the socket has closed. */
static bool
serve_one(struct keyd_state *s)
{
	struct keyd_secret *room = s->secret;
	ssize_t n = recv(KEYD_FD, &room->request, sizeof room->request, MSG_DONTWAIT | MSG_TRUNC);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	if (n == 0)
		return false;
	size_t size = keyd_handle(s, &room->request, (size_t)n, &room->answer);
	bool sent = send(KEYD_FD, &room->answer, size, MSG_NOSIGNAL) == (ssize_t)size;
	crypto_wipe(&room->request, sizeof room->request);
	crypto_wipe(&room->answer, sizeof room->answer);
	return sent;
}

static void
serve(struct keyd_state *s)
{
	int64_t synced = clock_mono();
	/* One whose log the disk refused ends: the next that is asked for tries the disk anew. */
	do
		wait_and_sync(s, &synced);
	while (!s->log_failed && serve_one(s));
}

int
keyd_main(int argc, char **argv)
{
	struct options o;
	struct keyd_state *s;
	if (read_options(argc, argv, &o) != ERR_OK || !is_packet_socket(KEYD_FD)) {
		log_error("keyd_usage: started by `nabij serve`, with its socket on descriptor 3");
		return 2;
	}
	keyd_sandbox_prepare();
	if (o.is_starter) {
		keyd_starter_serve(&o.start);
		return 0;
	}
	if (keyd_state_open(o.start.dir, o.start.actor_cap, o.start.process_cap, &s) != ERR_OK)
		return 1;
	if (keyd_sandbox_enter(s->dir) != ERR_OK) {
		log_error("keyd_seccomp");
		return 1;
	}
	serve(s);
	keyd_log_sync(s);
	crypto_wipe(s->secret, sizeof *s->secret);
	_exit(0); /* what runs at a normal exit may not call the system any more */
}
