/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_server.h"

#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "banned.h"

#define PARKED_MAX 64

struct test_server {
	struct http_server *http;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct http_exchange *parked[PARKED_MAX];
	int parked_count, requests;
	bool may_read;
	enum err stream_error;
	int threads;
};

static void
answer_text(struct http_exchange *x, int status, struct str body)
{
	x->response.status = status;
	x->response.body = body;
	http_add_header(x, "Content-Type", STR("text/plain; charset=utf-8"));
	http_answer(x);
}

struct job {
	struct test_server *t;
	struct http_exchange *x;
};

static void
job_start(struct test_server *t, struct http_exchange *x, void *(*run)(void *))
{
	struct job *j = malloc(sizeof *j);
	pthread_t thread;
	assert(j != NULL);
	*j = (struct job){ t, x };
	pthread_mutex_lock(&t->lock);
	t->threads++;
	pthread_mutex_unlock(&t->lock);
	int e = pthread_create(&thread, NULL, run, j);
	assert(e == 0);
	pthread_detach(thread);
}

static void
job_end(struct job *j)
{
	struct test_server *t = j->t;
	free(j);
	pthread_mutex_lock(&t->lock);
	t->threads--;
	pthread_cond_broadcast(&t->changed);
	pthread_mutex_unlock(&t->lock);
}

static void *
answer_later(void *p)
{
	struct job *j = p;
	answer_text(j->x, 200, str_dup(j->x->request.body, j->x->arena));
	job_end(j);
	return NULL;
}

static enum err
count_stream(struct http_exchange *x, size_t *ret_total)
{
	static const size_t piece = 10000;
	char *p = arena_alloc(x->arena, piece);
	size_t n = 0, total = 0;
	enum err e;
	while ((e = http_body_read(x, p, piece, &n)) == ERR_OK && n > 0) {
		for (size_t i = 0; i < n; i++)
			if (p[i] != (char)('a' + (total + i) % 26))
				return ERR_INTERNAL;
		total += n;
	}
	*ret_total = total;
	return e;
}

static void *
read_stream(void *p)
{
	struct job *j = p;
	struct test_server *t = j->t;
	size_t total = 0;
	if (str_eq(j->x->request.path, STR("/stream-slow"))) {
		pthread_mutex_lock(&t->lock);
		while (!t->may_read)
			pthread_cond_wait(&t->changed, &t->lock);
		pthread_mutex_unlock(&t->lock);
	}
	enum err e = str_eq(j->x->request.path, STR("/stream-none")) ? ERR_OK : count_stream(j->x, &total);
	pthread_mutex_lock(&t->lock);
	t->stream_error = e;
	pthread_mutex_unlock(&t->lock);
	answer_text(j->x, e == ERR_OK ? 200 : 500, str_printf(j->x->arena, "%zu", total));
	job_end(j);
	return NULL;
}

static void
park(struct test_server *t, struct http_exchange *x)
{
	pthread_mutex_lock(&t->lock);
	assert(t->parked_count < PARKED_MAX);
	t->parked[t->parked_count++] = x;
	pthread_cond_broadcast(&t->changed);
	pthread_mutex_unlock(&t->lock);
}

static void
answer_file(struct http_exchange *x)
{
	int fd = memfd_create("answer", MFD_CLOEXEC);
	assert(fd >= 0);
	for (int i = 0; i < 100000; i++) {
		ssize_t n = write(fd, "0123456789", 10);
		assert(n == 10);
	}
	x->response.status = 200;
	x->response.file = fd;
	x->response.file_length = 1000000;
	http_answer(x);
}

static void
answer_split(struct http_exchange *x)
{
	http_add_header(x, "X", STR("a\r\nb: c"));
	answer_text(x, 200, STR("never"));
}

static struct str
letters(struct arena *a, size_t n)
{
	char *p = arena_alloc(a, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + i % 26);
	return str_from(p, n);
}

static enum http_body
on_head(struct http_exchange *x, size_t *ret_max_body, void *arg)
{
	(void)arg;
	*ret_max_body = 100000;
	if (str_starts(x->request.path, STR("/stream")))
		return HTTP_BODY_STREAM;
	if (!str_eq(x->request.path, STR("/early")))
		return HTTP_BODY_BUFFER;
	answer_text(x, 401, STR("early"));
	return HTTP_BODY_ANSWERED;
}

static void
on_request(struct http_exchange *x, enum err body_error, void *arg)
{
	struct test_server *t = arg;
	struct str path = x->request.path;
	pthread_mutex_lock(&t->lock);
	t->requests++;
	pthread_mutex_unlock(&t->lock);
	if (body_error != ERR_OK)
		answer_text(x, 413, STR("too big"));
	else if (str_starts(path, STR("/stream")))
		job_start(t, x, read_stream);
	else if (str_eq(path, STR("/later")))
		job_start(t, x, answer_later);
	else if (str_eq(path, STR("/park")))
		park(t, x);
	else if (str_eq(path, STR("/file")))
		answer_file(x);
	else if (str_eq(path, STR("/ten")))
		answer_text(x, 200, letters(x->arena, 10240));
	else if (str_eq(path, STR("/huge")))
		answer_text(x, 200, letters(x->arena, 20 * 1000 * 1000));
	else if (str_eq(path, STR("/peer")))
		answer_text(x, 200, x->request.peer);
	else if (str_eq(path, STR("/bad-header")))
		answer_split(x);
	else if (str_eq(path, STR("/none")))
		answer_text(x, 204, STR_NONE);
	else
		answer_text(x, 200, x->request.body.n > 0 ? x->request.body : path);
}

struct test_server *
test_server_start(const struct http_options *o)
{
	struct test_server *t = calloc(1, sizeof *t);
	assert(t != NULL);
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->changed, NULL);
	struct http_options options = o == NULL ? (struct http_options){ .loops = 2 } : *o;
	if (options.listen == NULL)
		options.listen = "127.0.0.1:0";
	struct http_handler h = { .head = on_head, .request = on_request, .arg = t };
	enum err e = http_server_start(&options, &h, &t->http);
	assert(e == ERR_OK);
	return t;
}

void
test_server_stop(struct test_server *t)
{
	if (t->http != NULL)
		http_server_stop(t->http, 5000);
	pthread_mutex_lock(&t->lock);
	while (t->threads > 0)
		pthread_cond_wait(&t->changed, &t->lock);
	pthread_mutex_unlock(&t->lock);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->changed);
	free(t);
}

int
test_server_port(const struct test_server *t)
{
	return http_server_port(t->http);
}

void
test_server_stop_http(struct test_server *t, int64_t ms)
{
	http_server_stop(t->http, ms);
	t->http = NULL;
}

void
test_server_wait_parked(struct test_server *t, int n)
{
	pthread_mutex_lock(&t->lock);
	while (t->parked_count < n)
		pthread_cond_wait(&t->changed, &t->lock);
	pthread_mutex_unlock(&t->lock);
}

void
test_server_answer_parked(struct test_server *t)
{
	pthread_mutex_lock(&t->lock);
	int n = t->parked_count;
	t->parked_count = 0;
	struct http_exchange *parked[PARKED_MAX];
	memcpy(parked, t->parked, sizeof parked);
	pthread_mutex_unlock(&t->lock);
	for (int i = 0; i < n; i++)
		answer_text(parked[i], 200, STR("parked"));
}

void
test_server_let_read(struct test_server *t)
{
	pthread_mutex_lock(&t->lock);
	t->may_read = true;
	pthread_cond_broadcast(&t->changed);
	pthread_mutex_unlock(&t->lock);
}

int
test_server_requests(struct test_server *t)
{
	pthread_mutex_lock(&t->lock);
	int n = t->requests;
	pthread_mutex_unlock(&t->lock);
	return n;
}

enum err
test_server_stream_error(struct test_server *t)
{
	pthread_mutex_lock(&t->lock);
	while (t->threads > 0)
		pthread_cond_wait(&t->changed, &t->lock);
	enum err e = t->stream_error;
	pthread_mutex_unlock(&t->lock);
	return e;
}

int
client_connect_to(const struct sockaddr *to, socklen_t size)
{
	struct timeval limit = { .tv_sec = 20 };
	int fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	int e = connect(fd, to, size);
	assert(fd >= 0 && e == 0);
	return fd;
}

int
client_connect(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	return client_connect_to((struct sockaddr *)&to, sizeof to);
}

bool
client_send(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (n < 0)
			return false;
		bytes = str_cut(bytes, (size_t)n, bytes.n);
	}
	return true;
}

struct str
client_read_all(int fd, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)1 << 26, a);
	for (;;) {
		char *room = buf_room(&b, 65536);
		ssize_t n = recv(fd, room, 65536, 0);
		if (n <= 0)
			return n == 0 ? buf_view(&b) : STR_NONE;
		b.n += (size_t)n;
	}
}

static size_t
answer_length(struct str answer, bool without_body)
{
	ptrdiff_t end = str_find(answer, STR("\r\n\r\n"));
	ptrdiff_t at = str_find(answer, STR("Content-Length: "));
	if (end < 0)
		return SIZE_MAX;
	size_t length = 0;
	if (!without_body && at >= 0 && at < end)
		for (size_t i = (size_t)at + 16; answer.p[i] >= '0' && answer.p[i] <= '9'; i++)
			length = length * 10 + (size_t)(answer.p[i] - '0');
	return (size_t)end + 4 + length;
}

struct str
client_read_one(int fd, bool without_body, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)1 << 26, a);
	for (size_t want = SIZE_MAX; b.n < want;) {
		/* no byte of the next answer: one at a time as far as the head */
		size_t n = want == SIZE_MAX ? 1 : want - b.n;
		char *room = buf_room(&b, n);
		ssize_t got = recv(fd, room, n, 0);
		if (got <= 0)
			return STR_NONE;
		b.n += (size_t)got;
		if (want == SIZE_MAX)
			want = answer_length(buf_view(&b), without_body);
	}
	return buf_view(&b);
}

struct str
client_ask(int port, struct str bytes, struct arena *a)
{
	int fd = client_connect(port);
	client_send(fd, bytes);
	struct str answer = client_read_one(fd, false, a);
	close(fd);
	return answer;
}

int
client_status(struct str answer)
{
	int64_t status = 0;
	if (!str_starts(answer, STR("HTTP/1.1 ")) || str_int(str_cut(answer, 9, 3), &status) != ERR_OK)
		return 0;
	return (int)status;
}

struct str
client_body(struct str answer)
{
	ptrdiff_t end = str_find(answer, STR("\r\n\r\n"));
	return end < 0 ? STR_NONE : str_cut(answer, (size_t)end + 4, answer.n);
}
