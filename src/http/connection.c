/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connection.h"

#include "banned.h"

/* The epoll event is edge-triggered: `readable` remembers it until a read has
 * come up short. */
ssize_t
connection_read(struct connection *c, void *p, size_t n)
{
	if (!c->readable)
		return 0;
	if (c->turn <= 0) {
		ready_add(c);
		return 0;
	}
	ssize_t got = recv(c->fd, p, n, 0);
	if (got > 0) {
		c->turn -= got;
		c->readable = (size_t)got == n || c->hung_up;
		return got;
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
		c->readable = false;
		return 0;
	}
	return -1;
}

void
connection_open(struct loop *l, int fd, const char *peer)
{
	struct connection *c = calloc(1, sizeof *c);
	if (c == NULL)
		abort();
	c->loop = l;
	c->fd = fd;
	memcpy(c->peer, peer, sizeof c->peer);
	link_append(&l->all, &c->all);
	atomic_fetch_add(&l->server->connections, 1);
	timer_set(c, TIMER_IDLE);
	struct epoll_event e = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c };
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e) != 0)
		connection_close(c);
}

static void
release_work(struct connection *c)
{
	if (c->work != NULL)
		work_give(c->loop, c->work);
	c->work = NULL;
}

/* To be freed at the end of the round: events for it may still be waiting. */
static void
retire(struct connection *c)
{
	release_work(c);
	c->state = STATE_CLOSED;
	link_remove(&c->all);
	link_append(&c->loop->closed, &c->all);
}

void
connection_close(struct connection *c)
{
	timer_clear(c);
	ready_remove(c);
	close(c->fd);
	c->fd = -1;
	atomic_fetch_sub(&c->loop->server->connections, 1);
	if (c->state != STATE_PARKED)
		retire(c);
	else if (c->work->stream != NULL)
		stream_end(c->work->stream, ERR_UNAVAILABLE);
}

/* ---- the answer ---- */

static bool
has_body_left(const struct work *w)
{
	return !http_body_done(&w->decoder);
}

/* Whether the connection must end behind this answer. */
static bool
must_close(const struct connection *c)
{
	const struct work *w = c->work;
	if (w->close || w->refused || w->parse.close || w->x.response.close || c->loop->stopping)
		return true;
	/* the client may or may not send what it asked leave for */
	return has_body_left(w) && (w->wants_continue || w->decoder.remaining > DRAIN_MAX);
}

static void
begin_write(struct connection *c)
{
	c->work->close = must_close(c);
	response_prepare(c->work);
	c->state = STATE_WRITE;
}

/* Calls `handle` (which may answer at once) with the exchange. */
static void
hand_out(struct connection *c, enum err body_error)
{
	const struct http_handler *h = &c->loop->server->handler;
	timer_clear(c);
	c->state = STATE_PARKED;
	c->loop->handling = c->work;
	h->request(&c->work->x, body_error, h->arg);
	c->loop->handling = NULL;
}

/* Answers a request that nobody above is to see, and ends the connection. */
static bool
refuse(struct connection *c, int status)
{
	const struct http_handler *h = &c->loop->server->handler;
	struct work *w = c->work;
	timer_clear(c);
	w->refused = true;
	response_clear(&w->x);
	buf_init(&w->x.response.headers, RESPONSE_HEADERS_MAX, w->x.arena);
	w->x.response.status = status;
	if (w->x.request.peer.p == NULL)
		w->x.request.peer = str_from_z(c->peer);
	c->loop->handling = w;
	if (h->refused != NULL)
		h->refused(&w->x, h->arg);
	c->loop->handling = NULL;
	begin_write(c);
	return true;
}

void
http_answer(struct http_exchange *x)
{
	struct work *w = (struct work *)x;
	struct loop *l = w->connection->loop;
	if (pthread_equal(l->thread, pthread_self()) && l->handling == w)
		w->answered = true;
	else
		loop_post(w, POSTED_ANSWER);
}

void
connection_answered(struct connection *c)
{
	if (c->fd < 0) {
		retire(c);
		return;
	}
	begin_write(c);
	connection_run(c);
}

/* Without this the kernel would answer unread bytes with a reset, which can
 * overtake the answer. */
static void
begin_linger(struct connection *c)
{
	release_work(c);
	shutdown(c->fd, SHUT_WR);
	c->drained = 0;
	c->state = STATE_LINGER;
}

static void
next_request(struct connection *c)
{
	c->state = STATE_HEAD;
	if (c->work->in.n > 0)
		work_next(c->work);
	else
		release_work(c);
}

static bool
finish_answer(struct connection *c)
{
	struct work *w = c->work;
	c->drained = 0;
	if (!w->close && has_body_left(w))
		c->state = STATE_DRAIN;
	else if (!w->close)
		next_request(c);
	else if (has_body_left(w) || w->refused || w->in.n > 0 || c->readable)
		begin_linger(c);
	else
		connection_close(c);
	return true;
}

/* ---- steps: each goes on as far as it can; true: the state has changed ---- */

static bool
closed(struct connection *c)
{
	connection_close(c);
	return false;
}

static bool
waits(struct connection *c, enum timer class)
{
	timer_set(c, class);
	return false;
}

static bool
wait_for_head(struct connection *c)
{
	if (c->work != NULL && c->work->filled > 0) {
		/* from the first byte, however slowly the others follow */
		if (!c->has_timer || c->timer_class != TIMER_HEAD)
			timer_set(c, TIMER_HEAD);
		return false;
	}
	release_work(c);
	return c->loop->stopping ? closed(c) : waits(c, TIMER_IDLE);
}

static void
begin_body(struct connection *c, enum http_body kind, size_t max_body)
{
	struct work *w = c->work;
	if (kind == HTTP_BODY_STREAM) {
		stream_start(w);
		hand_out(c, ERR_OK);
	} else if (w->decoder.state == HTTP_BODY_LENGTH && w->decoder.remaining > max_body) {
		hand_out(c, ERR_LIMIT);
	} else if (w->decoder.state == HTTP_BODY_LENGTH && w->decoder.remaining <= w->in.n) {
		http_body_decode(&w->decoder, &w->in, &w->x.request.body);
		hand_out(c, ERR_OK);
	} else if (has_body_left(w)) {
		buf_init(&w->body, max_body, NULL);
		c->state = STATE_BODY;
	} else {
		hand_out(c, ERR_OK);
	}
}

static bool
begin_request(struct connection *c)
{
	const struct http_server *s = c->loop->server;
	struct work *w = c->work;
	size_t max_body = 0;
	c->turn -= TURN_REQUEST;
	int status = request_fill(w, s->options.trust_forwarded);
	if (status != 0)
		return refuse(c, status);
	http_body_init(&w->decoder, &w->parse);
	w->in = str_from(w->buffer + w->parse.head_length, w->filled - w->parse.head_length);
	w->wants_continue = w->parse.has_expect && has_body_left(w) && w->in.n == 0;
	buf_init(&w->x.response.headers, RESPONSE_HEADERS_MAX, w->x.arena);
	timer_clear(c);
	c->state = STATE_PARKED;
	c->loop->handling = w;
	enum http_body kind = s->handler.head(&w->x, &max_body, s->handler.arg);
	c->loop->handling = NULL;
	if (kind != HTTP_BODY_ANSWERED)
		begin_body(c, kind, max_body);
	return true;
}

static bool
step_head(struct connection *c)
{
	if (c->turn <= 0) {
		ready_add(c);
		return false;
	}
	if (c->work == NULL) {
		if (!c->readable)
			return wait_for_head(c);
		c->work = work_take(c->loop, c);
	}
	struct work *w = c->work;
	for (;;) {
		int parsed = http_parse_head(&w->parse, w->buffer, w->filled);
		if (parsed == HTTP_PARSE_DONE)
			return begin_request(c);
		if (parsed != HTTP_PARSE_MORE)
			return refuse(c, parsed);
		if (w->filled == w->buffer_size && !work_grow_buffer(w))
			return refuse(c, 431);
		ssize_t n = connection_read(c, w->buffer + w->filled, w->buffer_size - w->filled);
		if (n < 0)
			return closed(c);
		if (n == 0)
			return wait_for_head(c);
		w->filled += (size_t)n;
	}
}

/* Lets the client go on that waits for leave. */
static bool
send_continue(struct connection *c)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
	if (!c->work->wants_continue)
		return true;
	c->work->wants_continue = false;
	return send(c->fd, line, sizeof line - 1, MSG_NOSIGNAL) == (ssize_t)sizeof line - 1;
}

/* Reads more of the body into w->in, which is empty. With a known length
 * never beyond the body, so that the loop's scratch can serve; what follows a
 * chunked body may be the next request, and must be kept. */
static ssize_t
read_body(struct connection *c)
{
	struct work *w = c->work;
	char *to = c->loop->scratch;
	size_t n = w->decoder.remaining < SCRATCH_SIZE ? (size_t)w->decoder.remaining : SCRATCH_SIZE;
	if (w->decoder.state != HTTP_BODY_LENGTH) {
		if (w->extra == NULL && (w->extra = malloc(HTTP_HEAD_MAX)) == NULL)
			abort();
		to = w->extra;
		n = HTTP_HEAD_MAX;
	}
	if (!send_continue(c))
		return -1;
	ssize_t got = connection_read(c, to, n);
	if (got > 0)
		w->in = str_from(to, (size_t)got);
	return got;
}

static bool
step_body(struct connection *c)
{
	struct work *w = c->work;
	for (;;) {
		while (w->in.n > 0 && has_body_left(w)) {
			struct str data;
			if (http_body_decode(&w->decoder, &w->in, &data) != ERR_OK)
				return refuse(c, 400);
			buf_str(&w->body, data);
		}
		if (!buf_ok(&w->body) || !has_body_left(w))
			break;
		ssize_t n = read_body(c);
		if (n < 0)
			return closed(c);
		if (n == 0)
			return waits(c, TIMER_BODY);
	}
	if (buf_ok(&w->body))
		w->x.request.body = buf_view(&w->body);
	hand_out(c, buf_ok(&w->body) ? ERR_OK : ERR_LIMIT);
	return true;
}

static void
end_stream(struct connection *c, enum err e)
{
	timer_clear(c);
	c->work->stream_over = true;
	c->work->close = e != ERR_OK;
	stream_end(c->work->stream, e);
}

/* Moves the body on to its reader; the socket stays unread while it is slow. */
static bool
step_stream(struct connection *c)
{
	struct work *w = c->work;
	while (!w->stream_over) {
		while (w->in.n > 0 && has_body_left(w)) {
			struct str data;
			if (!stream_has_room(w->stream, w->in.n))
				return false;
			if (http_body_decode(&w->decoder, &w->in, &data) != ERR_OK) {
				end_stream(c, ERR_INVALID);
				return false;
			}
			stream_add(w->stream, data);
		}
		if (!has_body_left(w)) {
			end_stream(c, ERR_OK);
			return false;
		}
		timer_clear(c);
		if (!stream_has_room(w->stream, SCRATCH_SIZE))
			return false;
		ssize_t n = read_body(c);
		if (n < 0)
			return closed(c);
		if (n == 0)
			return waits(c, TIMER_BODY);
	}
	return false;
}

static bool
step_parked(struct connection *c)
{
	if (c->work->answered) {
		begin_write(c);
		return true;
	}
	return c->work->stream != NULL && step_stream(c);
}

static bool
step_write(struct connection *c)
{
	switch (response_send(c->work, c->fd)) {
	case SENT_ALL:
		return finish_answer(c);
	case SENT_PART:
		return waits(c, TIMER_BODY);
	case SENT_FAILED:
		break;
	}
	return closed(c);
}

static bool
step_drain(struct connection *c)
{
	struct work *w = c->work;
	for (;;) {
		while (w->in.n > 0 && has_body_left(w)) {
			struct str data;
			if (http_body_decode(&w->decoder, &w->in, &data) != ERR_OK)
				return closed(c);
			c->drained += data.n;
		}
		if (!has_body_left(w)) {
			next_request(c);
			return true;
		}
		ssize_t n = c->drained > DRAIN_MAX ? -1 : read_body(c);
		if (n < 0)
			return closed(c);
		if (n == 0)
			return waits(c, TIMER_BODY);
	}
}

static bool
step_linger(struct connection *c)
{
	for (;;) {
		ssize_t n = c->drained > DRAIN_MAX ? -1 : connection_read(c, c->loop->scratch, SCRATCH_SIZE);
		if (n < 0)
			return closed(c);
		if (n == 0)
			return waits(c, TIMER_LINGER);
		c->drained += (uint64_t)n;
	}
}

void
connection_run(struct connection *c)
{
	static bool (*const steps[])(struct connection *c) = {
		[STATE_HEAD] = step_head, [STATE_BODY] = step_body, [STATE_PARKED] = step_parked,
		[STATE_WRITE] = step_write, [STATE_DRAIN] = step_drain, [STATE_LINGER] = step_linger,
	};
	c->turn = TURN_MAX;
	while (c->fd >= 0 && steps[c->state](c))
		;
}

/* What a client does not read shall not stay in the kernel either. */
static void
reset_on_close(const struct connection *c)
{
	struct linger at_once = { .l_onoff = 1 };
	if (c->state == STATE_WRITE)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void
connection_expired(struct connection *c)
{
	bool is_slow_request = c->timer_class == TIMER_HEAD || c->state == STATE_BODY;
	if (is_slow_request) {
		refuse(c, 408);
		connection_run(c);
	} else if (c->state == STATE_PARKED) {
		end_stream(c, ERR_UNAVAILABLE);
	} else {
		reset_on_close(c);
		connection_close(c);
	}
}
