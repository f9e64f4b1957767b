/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load PORT CONNECTIONS SECONDS COUNT RATE STATUS FILE
 *
 * Sends the requests of FILE over kept connections, for so many seconds or
 * until so many were answered (0: no end by that), and prints answers, other
 * answers than STATUS, seconds, and the 50th and 99th percentile and the
 * longest of the waits in microseconds. RATE 0: each connection sends its next
 * request at once; otherwise so many a second in total, and a wait begins when
 * the request should have gone out, so that a late start counts.
 *
 * FILE: for each request its length as a decimal line, then its bytes.
 * Connection i sends the requests i, i + CONNECTIONS, ... of the file, again
 * and again. In each, a run of 26 '@' becomes a new form_id, and every "###"
 * a number between 100 and 254, so that each comes from another address.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <netinet/tcp.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MAX 65536

struct request {
	char *p;
	size_t n;
};

struct connection {
	int fd;
	size_t next;   /* the request to send */
	int64_t since; /* when the one in flight should have gone out; 0: none is */
	size_t have, want; /* of the answer; want 0: its head is not complete */
	int status;
	char head[HEAD_MAX];
};

static struct request *requests;
static size_t request_count;
static uint64_t seed;
static int64_t *waits;
static size_t answers, others, waits_room;

static void
fail(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t
now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint64_t
next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static void
read_requests(const char *path)
{
	FILE *f = fopen(path, "rbe");
	char line[32];
	if (f == NULL)
		fail(path);
	while (fgets(line, sizeof line, f) != NULL) {
		struct request r = { .n = strtoul(line, NULL, 10) };
		r.p = malloc(r.n + 1);
		requests = realloc(requests, (request_count + 1) * sizeof *requests);
		if (r.p == NULL || requests == NULL || fread(r.p, 1, r.n, f) != r.n)
			fail(path);
		r.p[r.n] = '\0';
		requests[request_count++] = r;
	}
	fclose(f);
	if (request_count == 0)
		fail("no requests");
}

static void
freshen(char *p, const char *model)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	const char *at = strstr(model, "@@@@@@@@@@@@@@@@@@@@@@@@@@");
	for (int i = 0; at != NULL && i < 26; i++)
		p[at - model + i] = letters[next_random() % 32];
	for (at = strstr(model, "###"); at != NULL; at = strstr(at + 3, "###")) {
		unsigned number = 100 + (unsigned)(next_random() % 155);
		p[at - model] = (char)('0' + number / 100);
		p[at - model + 1] = (char)('0' + number / 10 % 10);
		p[at - model + 2] = (char)('0' + number % 10);
	}
}

static int
connect_to(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
		fail("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return fd;
}

static void
send_request(struct connection *c, size_t connections, int64_t since)
{
	static char bytes[1 << 20];
	const struct request *r = &requests[c->next];
	if (r->n > sizeof bytes)
		fail("a request is too long");
	memcpy(bytes, r->p, r->n);
	freshen(bytes, r->p);
	c->since = since;
	c->next = (c->next + connections) % request_count;
	c->have = c->want = 0;
	for (size_t sent = 0; sent < r->n;) {
		ssize_t n = write(c->fd, bytes + sent, r->n - sent);
		if (n <= 0)
			fail("write");
		sent += (size_t)n;
	}
}

static void
note_answer(struct connection *c, int status)
{
	if (answers == waits_room) {
		waits_room = waits_room == 0 ? 65536 : waits_room * 2;
		waits = realloc(waits, waits_room * sizeof *waits);
		if (waits == NULL)
			abort();
	}
	waits[answers++] = now_us() - c->since;
	if (c->status != status && others++ == 0)
		fprintf(stderr, "load: another answer: %.300s\n", c->head);
	c->since = 0;
}

static void
read_head(struct connection *c)
{
	c->head[c->have] = '\0';
	char *end = strstr(c->head, "\r\n\r\n");
	if (end == NULL)
		return;
	char *length = strcasestr(c->head, "\r\nContent-Length:");
	c->status = atoi(c->head + strlen("HTTP/1.1 "));
	c->want = (size_t)(end - c->head) + 4;
	if (length != NULL && length < end)
		c->want += strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
}

/* True when the answer is complete. The body is counted, not kept. */
static bool
receive(struct connection *c)
{
	static char rest[1 << 18];
	bool head = c->want == 0;
	ssize_t n = head ? read(c->fd, c->head + c->have, sizeof c->head - 1 - c->have)
	                 : read(c->fd, rest, sizeof rest);
	if (n <= 0)
		fail("the server closed a connection");
	c->have += (size_t)n;
	if (head)
		read_head(c);
	return c->want > 0 && c->have >= c->want;
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

struct plan {
	int64_t start, end;
	size_t count;
	double rate;
	size_t sent;
};

/* When the next request is due; at once without a rate. */
static int64_t
due(const struct plan *p)
{
	return p->rate > 0 ? p->start + (int64_t)((double)p->sent * 1e6 / p->rate) : now_us();
}

static bool
is_over(const struct plan *p)
{
	return (p->end > 0 && now_us() >= p->end) || (p->count > 0 && p->sent >= p->count);
}

static void
send_due(struct connection *c, size_t n, struct plan *p)
{
	for (size_t i = 0; i < n && !is_over(p) && due(p) <= now_us(); i++)
		if (c[i].since == 0) {
			send_request(&c[i], n, due(p));
			p->sent++;
		}
}

static void
run(struct connection *c, size_t n, struct plan *p, int epoll, int status)
{
	struct epoll_event events[256];
	while (answers < p->sent || !is_over(p)) {
		if (p->rate > 0 || p->sent == 0)
			send_due(c, n, p);
		int64_t wait = p->rate > 0 && !is_over(p) ? due(p) - now_us() : 100000;
		struct timespec timeout = { 0, (wait > 0 ? wait : 0) * 1000 };
		int got = epoll_pwait2(epoll, events, 256, &timeout, NULL);
		for (int i = 0; i < got; i++) {
			struct connection *ready = events[i].data.ptr;
			if (!receive(ready))
				continue;
			note_answer(ready, status);
			if (p->rate > 0 || is_over(p))
				continue;
			send_request(ready, n, now_us());
			p->sent++;
		}
	}
}

int
main(int argc, char **argv)
{
	if (argc != 8)
		fail("usage: load PORT CONNECTIONS SECONDS COUNT RATE STATUS FILE");
	size_t n = strtoul(argv[2], NULL, 10);
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct connection *c = calloc(n, sizeof *c);
	if (epoll < 0 || c == NULL || n == 0)
		fail("setting up");
	read_requests(argv[7]);
	seed = (uint64_t)now_us() * UINT64_C(0x9e3779b97f4a7c15) | 1;
	for (size_t i = 0; i < n; i++) {
		c[i].fd = connect_to(atoi(argv[1]));
		c[i].next = i % request_count;
		epoll_ctl(epoll, EPOLL_CTL_ADD, c[i].fd, &(struct epoll_event){ .events = EPOLLIN, .data.ptr = &c[i] });
	}
	double length = strtod(argv[3], NULL);
	struct plan p = { .start = now_us(), .count = strtoul(argv[4], NULL, 10), .rate = strtod(argv[5], NULL) };
	p.end = length > 0 ? p.start + (int64_t)(length * 1e6) : 0;
	run(c, n, &p, epoll, atoi(argv[6]));
	double took = (double)(now_us() - p.start) / 1e6;
	qsort(waits, answers, sizeof *waits, by_size);
	printf("%zu %zu %.6f %lld %lld %lld\n", answers, others, took, (long long)waits[answers / 2],
	    (long long)waits[answers * 99 / 100], (long long)waits[answers - 1]);
	return 0;
}
