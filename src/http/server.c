/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"

#include "banned.h"

#define BACKLOG 4096
#define LINGER_MS 5000

struct address {
	socklen_t size;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
		struct sockaddr_un path;
	};
};

static enum err
parse_unix(struct str path, struct address *a)
{
	if (path.n == 0 || path.n >= sizeof a->path.sun_path)
		return ERR_INVALID;
	a->path = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(a->path.sun_path, path.p, path.n);
	a->size = sizeof a->path;
	return ERR_OK;
}

/* "127.0.0.1:8080" or "[::1]:8080" */
static enum err
parse_inet(struct str s, struct address *a)
{
	const char *colon = memrchr(s.p, ':', s.n);
	int64_t port = -1;
	char host[INET6_ADDRSTRLEN];
	if (colon == NULL || str_int(str_cut(s, (size_t)(colon - s.p) + 1, s.n), &port) != ERR_OK ||
	    port < 0 || port > 65535)
		return ERR_INVALID;
	s.n = (size_t)(colon - s.p);
	bool is_v6 = s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']';
	if (is_v6)
		s = str_cut(s, 1, s.n - 2);
	if (s.n >= sizeof host)
		return ERR_INVALID;
	memcpy(host, s.p, s.n);
	host[s.n] = 0;
	if (is_v6) {
		a->v6 = (struct sockaddr_in6){ .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
		a->size = sizeof a->v6;
		return inet_pton(AF_INET6, host, &a->v6.sin6_addr) == 1 ? ERR_OK : ERR_INVALID;
	}
	a->v4 = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	a->size = sizeof a->v4;
	return inet_pton(AF_INET, host, &a->v4.sin_addr) == 1 ? ERR_OK : ERR_INVALID;
}

static enum err
parse_address(const char *listen, struct address *a)
{
	struct str s = str_from_z(listen);
	if (s.n == 0)
		return ERR_INVALID;
	if (str_starts(s, STR("unix:")))
		return parse_unix(str_cut(s, 5, s.n), a);
	return parse_inet(s, a);
}

/* A socket that an earlier process left behind is in the way. */
static void
remove_stale(const struct address *a)
{
	struct stat st;
	if (a->any.sa_family == AF_UNIX && lstat(a->path.sun_path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(a->path.sun_path);
}

enum err
http_listen(const char *listen_at, int *ret_fd)
{
	struct address a;
	int on = 1;
	TRY(parse_address(listen_at, &a));
	remove_stale(&a);
	int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	bool bound = bind(fd, &a.any, a.size) == 0;
	/* nginx comes in as a member of the group, whatever the umask */
	if (bound && a.any.sa_family == AF_UNIX)
		bound = chmod(a.path.sun_path, 0660) == 0;
	if (!bound || listen(fd, BACKLOG) != 0) {
		close(fd);
		return ERR_UNAVAILABLE;
	}
	*ret_fd = fd;
	return ERR_OK;
}

static int
port_of(int fd)
{
	struct sockaddr_storage at = { 0 };
	socklen_t size = sizeof at;
	if (getsockname(fd, (struct sockaddr *)&at, &size) != 0)
		return 0;
	if (at.ss_family == AF_INET)
		return ntohs(((const struct sockaddr_in *)(const void *)&at)->sin_port);
	if (at.ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)(const void *)&at)->sin6_port);
	return 0;
}

static int64_t
or_default(int64_t value, int64_t fallback)
{
	return value > 0 ? value : fallback;
}

static struct http_server *
server_new(const struct http_options *o, const struct http_handler *h, int fd)
{
	int on = 1;
	struct http_server *s = calloc(1, sizeof *s);
	if (s == NULL)
		abort();
	s->handler = *h;
	s->options = *o;
	s->options.max_connections = (int)or_default(o->max_connections, 10000);
	s->timeouts[TIMER_HEAD] = or_default(o->head_timeout, 10 * CLOCK_SECOND);
	s->timeouts[TIMER_BODY] = or_default(o->body_timeout, 30 * CLOCK_SECOND);
	s->timeouts[TIMER_IDLE] = or_default(o->idle_timeout, CLOCK_MINUTE);
	s->timeouts[TIMER_LINGER] = LINGER_MS;
	s->listen_fd = fd;
	s->port = port_of(fd);
	s->references = 1;
	/* accepted sockets inherit it; means nothing to a Unix socket */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	s->loops = calloc((size_t)or_default(o->loops, 1), sizeof *s->loops);
	if (s->loops == NULL)
		abort();
	return s;
}

/* Signals are for the main thread. */
static enum err
start_loop(struct http_server *s)
{
	struct loop *l = &s->loops[s->loop_count++];
	sigset_t all, before;
	TRY(loop_init(l, s));
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	l->is_started = pthread_create(&l->handle, NULL, loop_run, l) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return l->is_started ? ERR_OK : ERR_UNAVAILABLE;
}

enum err
http_server_start(const struct http_options *o, const struct http_handler *h, struct http_server **ret_server)
{
	int fd = o->listen_fd;
	if (fd > 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	else
		TRY(http_listen(o->listen, &fd));
	struct http_server *s = server_new(o, h, fd);
	for (int i = 0; i < or_default(o->loops, 1); i++) {
		enum err e = start_loop(s);
		if (e != ERR_OK) {
			http_server_stop(s, 0);
			return e;
		}
	}
	*ret_server = s;
	return ERR_OK;
}

int
http_server_port(const struct http_server *s)
{
	return s->port;
}

void
server_release(struct http_server *s)
{
	if (atomic_fetch_sub(&s->references, 1) > 1)
		return;
	for (int i = 0; i < s->loop_count; i++)
		loop_release(&s->loops[i]);
	free(s->loops);
	free(s);
}

void
http_server_stop(struct http_server *s, int64_t ms)
{
	atomic_store(&s->stop_deadline, clock_mono() + ms);
	atomic_store(&s->stopping, true);
	for (int i = 0; i < s->loop_count; i++)
		loop_wake(&s->loops[i]);
	for (int i = 0; i < s->loop_count; i++)
		if (s->loops[i].is_started)
			pthread_join(s->loops[i].handle, NULL);
	close(s->listen_fd);
	server_release(s);
}
