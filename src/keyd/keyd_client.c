/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "keyd_client.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_starter.h"
#include "keyd_state.h"
#include "log.h"

#include "banned.h"

#define TIMEOUT_MS 2000
#define START_TIMEOUT_MS 10000

struct keyd {
	pthread_mutex_t lock;
	struct keyd_state *inside; /* answers in this process */
	int starter;               /* -1: none */
	pid_t starter_pid;
	int fd; /* -1: no key process */
	pid_t pid;
	uint32_t number;
	int timeout_ms;
};

static void
leave_process(struct keyd *k)
{
	if (k->fd >= 0)
		close(k->fd);
	k->fd = -1;
	k->pid = 0;
}

/* True when fd has something to say within the time, whatever signals come. */
static bool
wait_readable(int fd, int timeout_ms)
{
	int64_t end = clock_mono() + timeout_ms;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	for (;;) {
		int64_t left = end - clock_mono();
		int ready = poll(&p, 1, left > 0 ? (int)left : 0);
		if (ready >= 0 || errno != EINTR)
			return ready > 0;
	}
}

/* True when the n bytes are the answer to this request. */
static bool
is_answer(const struct keyd_request *request, const struct keyd_answer *answer, size_t n)
{
	const struct keyd_head *q = &request->head, *h = &answer->head;
	if (n < sizeof *h || h->magic != KEYD_MAGIC || h->version != KEYD_VERSION || h->type != q->type ||
	    h->number != q->number || h->error > ERR_INTERNAL)
		return false;
	if (h->error != ERR_OK)
		return n == sizeof *h;
	return h->count == q->count && n == keyd_answer_size(h->type, h->count);
}

static enum err
exchange(struct keyd *k, const struct keyd_request *request, int timeout_ms, struct keyd_answer *ret_answer)
{
	size_t size = keyd_request_size(request->head.type, request->head.count);
	if (send(k->fd, request, size, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)size ||
	    !wait_readable(k->fd, timeout_ms))
		return ERR_UNAVAILABLE;
	ssize_t n = recv(k->fd, ret_answer, sizeof *ret_answer, MSG_DONTWAIT | MSG_TRUNC);
	return n > 0 && is_answer(request, ret_answer, (size_t)n) ? ERR_OK : ERR_UNAVAILABLE;
}

static void
fill_head(struct keyd *k, enum keyd_type type, uint32_t count, struct keyd_request *request)
{
	request->head = (struct keyd_head){
		.magic = KEYD_MAGIC,
		.version = KEYD_VERSION,
		.type = (uint16_t)type,
		.count = count,
		.number = ++k->number,
	};
}

/* One packet of the starter with its descriptor, or -1. */
static bool
take_started(struct keyd *k, struct keyd_started *ret_started, int *ret_fd)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec part = { .iov_base = ret_started, .iov_len = sizeof *ret_started };
	struct msghdr m = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room
	};
	*ret_fd = -1;
	if (recvmsg(k->starter, &m, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != (ssize_t)sizeof *ret_started)
		return false;
	const struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	if (c != NULL && c->cmsg_type == SCM_RIGHTS)
		memcpy(ret_fd, CMSG_DATA(c), sizeof *ret_fd);
	return true;
}

/* Answers that came too late for an earlier request are passed over. */
static enum err
ask_starter(struct keyd *k)
{
	struct keyd_started started;
	struct keyd_wanted wanted = { .number = ++k->number };
	if (send(k->starter, &wanted, sizeof wanted, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)sizeof wanted)
		return ERR_UNAVAILABLE;
	while (wait_readable(k->starter, START_TIMEOUT_MS)) {
		int fd;
		if (!take_started(k, &started, &fd))
			return ERR_UNAVAILABLE;
		if (started.number == wanted.number && fd >= 0) {
			k->fd = fd;
			k->pid = started.pid;
			return ERR_OK;
		}
		if (fd >= 0)
			close(fd);
		if (started.number == wanted.number)
			return ERR_UNAVAILABLE;
	}
	return ERR_UNAVAILABLE;
}

static enum err
start_process(struct keyd *k)
{
	struct keyd_request request;
	struct keyd_answer answer;
	leave_process(k);
	TRY(ask_starter(k));
	fill_head(k, KEYD_STATUS, 0, &request);
	enum err e = exchange(k, &request, START_TIMEOUT_MS, &answer);
	if (e == ERR_OK)
		e = (enum err)answer.head.error;
	if (e != ERR_OK)
		leave_process(k);
	return e;
}

/* With the lock held. */
static enum err
call_locked(struct keyd *k, const struct keyd_request *request, struct keyd_answer *ret_answer)
{
	if (k->inside != NULL) {
		keyd_handle(k->inside, request, keyd_request_size(request->head.type, request->head.count), ret_answer);
		return (enum err)ret_answer->head.error;
	}
	if (k->fd >= 0 && exchange(k, request, k->timeout_ms, ret_answer) == ERR_OK)
		return (enum err)ret_answer->head.error;
	if (start_process(k) != ERR_OK)
		log_error("keyd_gone");
	return ERR_UNAVAILABLE;
}

enum err
keyd_call(struct keyd *k, enum keyd_type type, uint32_t count, struct keyd_request *request,
          struct keyd_answer *ret_answer)
{
	if (keyd_request_size(type, count) == 0)
		return ERR_INVALID;
	pthread_mutex_lock(&k->lock);
	fill_head(k, type, count, request);
	enum err e = call_locked(k, request, ret_answer);
	pthread_mutex_unlock(&k->lock);
	return e;
}

static enum err
copy_path(const char *path, size_t size, char *ret_path)
{
	int n = snprintf(ret_path, size, "%s", path);
	return n >= 0 && (size_t)n < size ? ERR_OK : ERR_INVALID;
}

static struct keyd *
handle_new(void)
{
	struct keyd *k = calloc(1, sizeof *k);
	if (k == NULL || crypto_init() != ERR_OK || pthread_mutex_init(&k->lock, NULL) != 0)
		abort();
	k->fd = k->starter = -1;
	return k;
}

static enum err
start_starter(struct keyd *k, const struct keyd_options *o)
{
	char program[4096], dir[4096], timeout[16], actor_cap[16], process_cap[16];
	char name[] = "nabij", keyd[] = "keyd", with_dir[] = "--dir", starter[] = "--starter";
	char actor[] = "--actor-cap", process[] = "--process-cap";
	char *argv[] = { name, keyd, starter, timeout, with_dir, dir, actor, actor_cap, process, process_cap, NULL };
	TRY(copy_path(o->program != NULL ? o->program : "/proc/self/exe", sizeof program, program));
	TRY(copy_path(o->dir, sizeof dir, dir));
	snprintf(timeout, sizeof timeout, "%d", k->timeout_ms);
	snprintf(actor_cap, sizeof actor_cap, "%u", o->actor_cap > 0 ? o->actor_cap : KEYD_ACTOR_CAP);
	snprintf(process_cap, sizeof process_cap, "%u", o->process_cap > 0 ? o->process_cap : KEYD_PROCESS_CAP);
	return keyd_spawn(program, argv, &k->starter, &k->starter_pid);
}

static enum err
start(struct keyd *k, const struct keyd_options *o)
{
	k->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : TIMEOUT_MS;
	TRY(start_starter(k, o));
	return start_process(k);
}

enum err
keyd_start_with(const struct keyd_options *options, struct keyd **ret_keyd)
{
	struct keyd *k = handle_new();
	enum err e = start(k, options);
	if (e != ERR_OK) {
		keyd_stop(k);
		return e;
	}
	*ret_keyd = k;
	return ERR_OK;
}

enum err
keyd_start(const char *program, const char *dir, struct keyd **ret_keyd)
{
	return keyd_start_with(&(struct keyd_options){ .program = program, .dir = dir }, ret_keyd);
}

enum err
keyd_start_inside(const char *dir, struct keyd **ret_keyd)
{
	struct keyd *k = handle_new();
	enum err e = keyd_state_open(dir, 0, 0, &k->inside);
	if (e != ERR_OK) {
		keyd_stop(k);
		return e;
	}
	*ret_keyd = k;
	return ERR_OK;
}

void
keyd_stop(struct keyd *k)
{
	if (k == NULL)
		return;
	leave_process(k);
	if (k->starter >= 0)
		close(k->starter);
	while (k->starter >= 0 && k->starter_pid > 0 && waitpid(k->starter_pid, NULL, 0) < 0 && errno == EINTR)
		;
	keyd_state_close(k->inside);
	pthread_mutex_destroy(&k->lock);
	free(k);
}

bool
keyd_starter_ended(struct keyd *k)
{
	pthread_mutex_lock(&k->lock);
	if (k->starter_pid > 0 && waitpid(k->starter_pid, NULL, WNOHANG) == k->starter_pid)
		k->starter_pid = 0;
	bool ended = k->starter >= 0 && k->starter_pid == 0;
	pthread_mutex_unlock(&k->lock);
	return ended;
}

pid_t
keyd_pid(struct keyd *k)
{
	pthread_mutex_lock(&k->lock);
	pid_t pid = k->pid;
	pthread_mutex_unlock(&k->lock);
	return pid;
}

static void
wipe(struct keyd_answer *answer)
{
	crypto_wipe(answer, sizeof *answer);
}

enum err
keyd_wrap(struct keyd *k, const struct id *client, uint32_t n, struct keyd_made *ret_made)
{
	struct keyd_request request;
	struct keyd_answer answer;
	if (n == 0 || n > KEYD_ITEMS)
		return ERR_INVALID;
	memcpy(request.u.client, client, n * sizeof *client);
	enum err e = keyd_call(k, KEYD_WRAP, n, &request, &answer);
	if (e == ERR_OK)
		memcpy(ret_made, answer.u.made, n * sizeof *ret_made);
	wipe(&answer);
	return e;
}

enum err
keyd_unwrap(struct keyd *k, struct id actor, uint32_t purpose, const struct keyd_item *item, uint32_t n,
            struct crypto_key *ret_key)
{
	struct keyd_request request;
	struct keyd_answer answer;
	if (n == 0 || n > KEYD_ITEMS)
		return ERR_INVALID;
	request.u.unwrap.actor = actor;
	request.u.unwrap.purpose = purpose;
	memcpy(request.u.unwrap.item, item, n * sizeof *item);
	enum err e = keyd_call(k, KEYD_UNWRAP, n, &request, &answer);
	if (e == ERR_OK)
		memcpy(ret_key, answer.u.key, n * sizeof *ret_key);
	wipe(&answer);
	return e;
}

enum err
keyd_rewrap(struct keyd *k, const struct keyd_item *item, uint32_t n, struct keyd_wrapped *ret_wrapped)
{
	struct keyd_request request;
	struct keyd_answer answer;
	if (n == 0 || n > KEYD_ITEMS)
		return ERR_INVALID;
	memcpy(request.u.item, item, n * sizeof *item);
	TRY(keyd_call(k, KEYD_REWRAP, n, &request, &answer));
	memcpy(ret_wrapped, answer.u.wrapped, n * sizeof *ret_wrapped);
	return ERR_OK;
}

enum err
keyd_class_key(struct keyd *k, enum keyd_class which, struct crypto_key *ret_key)
{
	struct keyd_request request;
	struct keyd_answer answer;
	request.u.class_key = which;
	enum err e = keyd_call(k, KEYD_CLASS_KEY, 0, &request, &answer);
	if (e == ERR_OK)
		*ret_key = answer.u.key[0];
	wipe(&answer);
	return e;
}

enum err
keyd_chain(struct keyd *k, const struct keyd_hash *head, const struct keyd_hash *record, uint32_t n,
           struct keyd_hash *ret_head)
{
	struct keyd_request request;
	struct keyd_answer answer;
	if (n == 0 || n > KEYD_ITEMS)
		return ERR_INVALID;
	request.u.chain.head = *head;
	memcpy(request.u.chain.record, record, n * sizeof *record);
	TRY(keyd_call(k, KEYD_CHAIN, n, &request, &answer));
	memcpy(ret_head, answer.u.hash, n * sizeof *ret_head);
	return ERR_OK;
}

enum err
keyd_rotate(struct keyd *k, uint32_t *ret_version)
{
	struct keyd_request request;
	struct keyd_answer answer;
	TRY(keyd_call(k, KEYD_ROTATE, 0, &request, &answer));
	*ret_version = answer.u.rotated;
	return ERR_OK;
}

enum err
keyd_retire(struct keyd *k, uint32_t version)
{
	struct keyd_request request;
	struct keyd_answer answer;
	request.u.retire = version;
	return keyd_call(k, KEYD_RETIRE, 0, &request, &answer);
}

enum err
keyd_status(struct keyd *k, struct keyd_status *ret_status)
{
	struct keyd_request request;
	struct keyd_answer answer;
	TRY(keyd_call(k, KEYD_STATUS, 0, &request, &answer));
	*ret_status = answer.u.status;
	return ERR_OK;
}
