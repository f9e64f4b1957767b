/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "keyd_client.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_state.h"

#include "banned.h"

#define TIMEOUT_MS 2000
#define START_TIMEOUT_MS 10000
#define SOCKET_FD 3

struct keyd {
	pthread_mutex_t lock;
	struct keyd_state *inside; /* answers in this process */
	int fd;                    /* -1: no process */
	pid_t pid;
	uint32_t number;
	int timeout_ms;
	char program[4096], dir[4096], actor_cap[16], process_cap[16];
};

static void
end_process(struct keyd *k)
{
	if (k->fd < 0)
		return;
	close(k->fd);
	kill(k->pid, SIGKILL);
	while (waitpid(k->pid, NULL, 0) < 0 && errno == EINTR)
		;
	k->fd = -1;
	k->pid = 0;
}

static void
set_up_child(posix_spawn_file_actions_t *files, posix_spawnattr_t *attributes, int socket)
{
	sigset_t none;
	sigemptyset(&none);
	if (posix_spawn_file_actions_init(files) != 0 || posix_spawnattr_init(attributes) != 0 ||
	    posix_spawn_file_actions_adddup2(files, socket, SOCKET_FD) != 0 ||
	    posix_spawn_file_actions_addclosefrom_np(files, SOCKET_FD + 1) != 0 ||
	    posix_spawnattr_setsigmask(attributes, &none) != 0 ||
	    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK) != 0)
		abort();
}

static enum err
spawn(struct keyd *k, int socket, pid_t *ret_pid)
{
	char name[] = "nabij", keyd[] = "keyd", dir[] = "--dir", actor[] = "--actor-cap", process[] = "--process-cap";
	char *argv[] = { name, keyd, dir, k->dir, actor, k->actor_cap, process, k->process_cap, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	set_up_child(&files, &attributes, socket);
	int failed = posix_spawn(ret_pid, k->program, &files, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return failed ? ERR_UNAVAILABLE : ERR_OK;
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

static enum err
start_process(struct keyd *k)
{
	int pair[2];
	struct keyd_request request;
	struct keyd_answer answer;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return ERR_UNAVAILABLE;
	enum err e = spawn(k, pair[1], &k->pid);
	close(pair[1]);
	if (e != ERR_OK) {
		close(pair[0]);
		return e;
	}
	k->fd = pair[0];
	fill_head(k, KEYD_STATUS, 0, &request);
	e = exchange(k, &request, START_TIMEOUT_MS, &answer);
	if (e == ERR_OK)
		e = (enum err)answer.head.error;
	if (e != ERR_OK)
		end_process(k);
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
	end_process(k);
	enum err ignored = start_process(k);
	(void)ignored;
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
	k->fd = -1;
	return k;
}

static enum err
start(struct keyd *k, const struct keyd_options *o)
{
	TRY(copy_path(o->program != NULL ? o->program : "/proc/self/exe", sizeof k->program, k->program));
	TRY(copy_path(o->dir, sizeof k->dir, k->dir));
	snprintf(k->actor_cap, sizeof k->actor_cap, "%u", o->actor_cap > 0 ? o->actor_cap : KEYD_ACTOR_CAP);
	snprintf(k->process_cap, sizeof k->process_cap, "%u", o->process_cap > 0 ? o->process_cap : KEYD_PROCESS_CAP);
	k->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : TIMEOUT_MS;
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

/* Closing lets the process put its log on the disk first; one that does not
 * end in time is ended. */
static void
let_end(struct keyd *k)
{
	int process = (int)syscall(SYS_pidfd_open, k->pid, 0);
	shutdown(k->fd, SHUT_RDWR);
	if (process >= 0) {
		wait_readable(process, k->timeout_ms);
		close(process);
	}
	end_process(k);
}

void
keyd_stop(struct keyd *k)
{
	if (k == NULL)
		return;
	if (k->fd >= 0)
		let_end(k);
	keyd_state_close(k->inside);
	pthread_mutex_destroy(&k->lock);
	free(k);
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
