/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"

#include "banned.h"

#define EVENTS 256
#define ACCEPT_AT_ONCE 16 /* leave some for the other loops */
#define RETRY_MS 100      /* when accepting had to stop for want of room */

void
link_init(struct link *head)
{
	head->previous = head->next = head;
}

void
link_append(struct link *head, struct link *l)
{
	l->previous = head->previous;
	l->next = head;
	head->previous->next = l;
	head->previous = l;
}

void
link_remove(struct link *l)
{
	l->previous->next = l->next;
	l->next->previous = l->previous;
}

static struct connection *
of_timer(struct link *l)
{
	return (struct connection *)(void *)((char *)l - offsetof(struct connection, timer));
}

static struct connection *
of_all(struct link *l)
{
	return (struct connection *)(void *)((char *)l - offsetof(struct connection, all));
}

static struct connection *
of_ready(struct link *l)
{
	return (struct connection *)(void *)((char *)l - offsetof(struct connection, ready));
}

void
ready_add(struct connection *c)
{
	if (!c->is_ready)
		link_append(&c->loop->ready, &c->ready);
	c->is_ready = true;
}

void
ready_remove(struct connection *c)
{
	if (c->is_ready)
		link_remove(&c->ready);
	c->is_ready = false;
}

/* One turn for each that stands in the list now; it comes back at the end. */
static void
run_ready(struct loop *l)
{
	struct link mark;
	link_append(&l->ready, &mark);
	while (l->ready.next != &mark) {
		struct connection *c = of_ready(l->ready.next);
		ready_remove(c);
		connection_run(c);
	}
	link_remove(&mark);
}

/* All timeouts of one class are equally long, so a list stays in order. */
void
timer_set(struct connection *c, enum timer class)
{
	timer_clear(c);
	c->deadline = c->loop->now + c->loop->server->timeouts[class];
	c->timer_class = class;
	c->has_timer = true;
	link_append(&c->loop->timers[class], &c->timer);
}

void
timer_clear(struct connection *c)
{
	if (!c->has_timer)
		return;
	link_remove(&c->timer);
	c->has_timer = false;
}

static void
expire(struct loop *l)
{
	for (int class = 0; class < TIMER_COUNT; class++) {
		struct link *head = &l->timers[class];
		while (head->next != head && of_timer(head->next)->deadline <= l->now) {
			struct connection *c = of_timer(head->next);
			timer_clear(c);
			connection_expired(c);
		}
	}
}

/* Milliseconds until something is due; -1: never. */
static int
next_timeout(const struct loop *l)
{
	int64_t due = l->ready.next != &l->ready ? l->now : INT64_MAX;
	for (int class = 0; class < TIMER_COUNT; class++) {
		const struct link *head = &l->timers[class];
		if (head->next != head && of_timer(head->next)->deadline < due)
			due = of_timer(head->next)->deadline;
	}
	if (l->stopping && atomic_load(&l->server->stop_deadline) < due)
		due = atomic_load(&l->server->stop_deadline);
	if (!l->accepting && !l->stopping && l->accept_at < due)
		due = l->accept_at;
	if (due == INT64_MAX)
		return -1;
	int64_t wait = due - l->now;
	return wait < 0 ? 0 : wait > 60000 ? 60000 : (int)wait;
}

/* With EPOLLEXCLUSIVE the kernel wakes one loop for a new connection, not all. */
static void
accept_on(struct loop *l, bool on)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = l->server };
	if (on != l->accepting)
		epoll_ctl(l->epoll, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, l->server->listen_fd, &e);
	l->accepting = on;
	l->accept_at = l->now + RETRY_MS;
}

static void
peer_text(const struct sockaddr_storage *from, char *ret_text)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	const struct sockaddr_in *v4 = (const void *)from;
	const struct sockaddr_in6 *v6 = (const void *)from;
	memcpy(ret_text, "unix", 5);
	if (from->ss_family == AF_INET)
		inet_ntop(AF_INET, &v4->sin_addr, ret_text, INET6_ADDRSTRLEN);
	else if (from->ss_family == AF_INET6 && memcmp(&v6->sin6_addr, mapped, sizeof mapped) == 0)
		inet_ntop(AF_INET, (const char *)&v6->sin6_addr + sizeof mapped, ret_text, INET6_ADDRSTRLEN);
	else if (from->ss_family == AF_INET6)
		inet_ntop(AF_INET6, &v6->sin6_addr, ret_text, INET6_ADDRSTRLEN);
}

static bool
is_full(const struct loop *l)
{
	return atomic_load(&l->server->connections) >= l->server->options.max_connections;
}

/* The connection of this loop that has been idle for longest, or NULL. */
static struct connection *
oldest_idle(struct loop *l)
{
	struct link *idle = &l->timers[TIMER_IDLE];
	return idle->next == idle ? NULL : of_timer(idle->next);
}

static void
accept_some(struct loop *l)
{
	for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
		struct sockaddr_storage from = { 0 };
		socklen_t size = sizeof from;
		char peer[INET6_ADDRSTRLEN];
		if (is_full(l) && oldest_idle(l) == NULL) {
			accept_on(l, false);
			return;
		}
		int fd = accept4(l->server->listen_fd, (struct sockaddr *)&from, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
				accept_on(l, false);
			return;
		}
		struct connection *oldest = oldest_idle(l);
		if (is_full(l) && oldest != NULL)
			connection_close(oldest);
		peer_text(&from, peer);
		connection_open(l, fd, peer);
	}
}

void
loop_wake(struct loop *l)
{
	uint64_t one = 1;
	ssize_t ignored = write(l->wake, &one, sizeof one);
	(void)ignored;
}

static void release_orphan(struct loop *l, struct work *w);

void
loop_post(struct work *w, enum posted what)
{
	struct loop *l = w->connection->loop;
	pthread_mutex_lock(&l->lock);
	if (l->ended) {
		pthread_mutex_unlock(&l->lock);
		if (what == POSTED_ANSWER)
			release_orphan(l, w);
		return;
	}
	bool was_empty = l->posted_first == NULL;
	w->posted |= what;
	if (!w->is_queued) {
		w->is_queued = true;
		w->next_posted = NULL;
		if (was_empty)
			l->posted_first = w;
		else
			l->posted_last->next_posted = w;
		l->posted_last = w;
	}
	/* the loop cannot go away while it is held here */
	if (was_empty)
		loop_wake(l);
	pthread_mutex_unlock(&l->lock);
}

static struct work *
take_posted(struct loop *l, unsigned *ret_what)
{
	pthread_mutex_lock(&l->lock);
	struct work *w = l->posted_first;
	if (w != NULL) {
		l->posted_first = w->next_posted;
		w->is_queued = false;
		*ret_what = w->posted;
		w->posted = 0;
	}
	pthread_mutex_unlock(&l->lock);
	return w;
}

static void
handle_posted(struct loop *l)
{
	unsigned what = 0;
	for (struct work *w; (w = take_posted(l, &what)) != NULL;) {
		if ((what & POSTED_ANSWER) != 0)
			connection_answered(w->connection);
		else
			connection_run(w->connection);
	}
}

static void
handle_connection(struct connection *c, uint32_t events)
{
	if (c->fd < 0)
		return; /* closed earlier in this round */
	if ((events & (EPOLLHUP | EPOLLERR)) != 0) {
		connection_close(c);
		return;
	}
	c->readable = c->readable || (events & (EPOLLIN | EPOLLRDHUP)) != 0;
	c->hung_up = c->hung_up || (events & EPOLLRDHUP) != 0;
	connection_run(c);
}

static void
handle_event(struct loop *l, const struct epoll_event *e)
{
	if (e->data.ptr == l->server) {
		if (l->accepting)
			accept_some(l);
	} else if (e->data.ptr == l) {
		uint64_t count;
		ssize_t ignored = read(l->wake, &count, sizeof count);
		(void)ignored;
	} else {
		handle_connection(e->data.ptr, e->events);
	}
}

/* Nobody can have a connection in hand any more between two rounds. */
static void
bury(struct loop *l)
{
	while (l->closed.next != &l->closed) {
		struct connection *c = of_all(l->closed.next);
		link_remove(&c->all);
		free(c);
	}
}

static void
begin_stop(struct loop *l)
{
	l->stopping = true;
	accept_on(l, false);
	/* an idle one may have sent its request already: look once more */
	for (struct link *i = l->timers[TIMER_IDLE].next, *next; i != &l->timers[TIMER_IDLE]; i = next) {
		next = i->next;
		of_timer(i)->readable = true;
		connection_run(of_timer(i));
	}
}

static void
round_once(struct loop *l)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(l->epoll, events, EVENTS, next_timeout(l));
	l->now = clock_mono();
	for (int i = 0; i < n; i++)
		handle_event(l, &events[i]);
	handle_posted(l);
	run_ready(l);
	expire(l);
	if (!l->accepting && !l->stopping && l->now >= l->accept_at)
		accept_on(l, true);
	if (!l->stopping && atomic_load(&l->server->stopping))
		begin_stop(l);
	if (l->server->handler.rest != NULL)
		l->server->handler.rest(l->server->handler.arg);
	bury(l);
}

static bool
is_finished(const struct loop *l)
{
	return l->stopping && (l->all.next == &l->all || l->now >= atomic_load(&l->server->stop_deadline));
}

/* Closes what is left. Exchanges that are still with the layer above keep
 * their memory, and the loop its lock, until they are answered. */
static void
end(struct loop *l)
{
	for (struct link *i = l->all.next, *next; i != &l->all; i = next) {
		next = i->next;
		struct connection *c = of_all(i);
		if (c->fd >= 0)
			connection_close(c);
	}
	pthread_mutex_lock(&l->lock);
	while (l->posted_first != NULL) {
		pthread_mutex_unlock(&l->lock);
		handle_posted(l);
		pthread_mutex_lock(&l->lock);
	}
	for (struct link *i = l->all.next; i != &l->all; i = i->next)
		l->orphans++;
	if (l->orphans > 0)
		atomic_fetch_add(&l->server->references, 1);
	l->ended = true;
	pthread_mutex_unlock(&l->lock);
	bury(l);
}

static void
release_orphan(struct loop *l, struct work *w)
{
	struct connection *c = w->connection;
	work_free(w);
	free(c);
	pthread_mutex_lock(&l->lock);
	bool was_last = --l->orphans == 0;
	pthread_mutex_unlock(&l->lock);
	if (was_last)
		server_release(l->server);
}

void *
loop_run(void *loop)
{
	struct loop *l = loop;
	l->thread = pthread_self();
	l->now = clock_mono();
	accept_on(l, true);
	while (!is_finished(l))
		round_once(l);
	end(l);
	return NULL;
}

enum err
loop_init(struct loop *l, struct http_server *s)
{
	*l = (struct loop){ .server = s, .date_second = -1 };
	pthread_mutex_init(&l->lock, NULL);
	for (int class = 0; class < TIMER_COUNT; class++)
		link_init(&l->timers[class]);
	link_init(&l->all);
	link_init(&l->closed);
	link_init(&l->ready);
	l->scratch = malloc(SCRATCH_SIZE);
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = l };
	if (l->scratch == NULL || l->epoll < 0 || l->wake < 0 ||
	    epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->wake, &e) != 0)
		return ERR_UNAVAILABLE;
	return ERR_OK;
}

void
loop_release(struct loop *l)
{
	while (l->pool != NULL) {
		struct work *w = l->pool;
		l->pool = w->next;
		work_free(w);
	}
	if (l->epoll >= 0)
		close(l->epoll);
	if (l->wake >= 0)
		close(l->wake);
	free(l->scratch);
	pthread_mutex_destroy(&l->lock);
}
