/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Time, memory, streams and stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "test_server.h"

#include "banned.h"

#define assert_str(S, TEXT) assert_true(str_eq_z((S), (TEXT)))
#define GET(PATH) STR("GET " PATH " HTTP/1.1\r\nHost: a\r\n\r\n")

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SHADOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SHADOW 1
#endif
#endif
#ifndef HAS_SHADOW
#define HAS_SHADOW 0 /* with a sanitizer the process's size says nothing */
#endif

struct fixture {
	struct test_server *server;
	struct arena *arena;
	int port;
};

static struct fixture
start(const struct http_options *o)
{
	struct fixture f = { .server = test_server_start(o), .arena = arena_new() };
	f.port = test_server_port(f.server);
	return f;
}

static void
stop(struct fixture *f)
{
	test_server_stop(f->server);
	arena_free(f->arena);
}

static int64_t
anonymous_memory(void)
{
	char line[256];
	long long kilobytes = -1;
	FILE *in = fopen("/proc/self/status", "re");
	assert_non_null(in);
	while (fgets(line, sizeof line, in) != NULL)
		if (sscanf(line, "RssAnon: %lld", &kilobytes) == 1)
			break;
	fclose(in);
	assert_true(kilobytes > 0);
	return kilobytes * 1024;
}

/* ---- time ---- */

static void
slow_heads_are_ended(void **state)
{
	(void)state;
	struct fixture f = start(&(struct http_options){ .head_timeout = 100 });
	int fd = client_connect(f.port);
	int64_t began = clock_mono();
	struct pollfd p = { .fd = fd, .events = POLLIN };
	/* a byte now and then does not help */
	client_send(fd, STR("GET / HTTP/1.1\r\nHost: "));
	while (poll(&p, 1, 5) == 0)
		client_send(fd, STR("a"));
	assert_int_equal(client_status(client_read_all(fd, f.arena)), 408);
	assert_in_range(clock_mono() - began, 90, 5000);
	close(fd);
	stop(&f);
}

static void
idle_connections_are_ended(void **state)
{
	(void)state;
	/* long enough for a busy machine to get the request across first */
	struct fixture f = start(&(struct http_options){ .idle_timeout = 1000 });
	int never = client_connect(f.port), once = client_connect(f.port);
	client_send(once, GET("/a"));
	assert_str(client_body(client_read_one(once, false, f.arena)), "/a");
	assert_int_equal(client_read_all(once, f.arena).n, 0);
	assert_int_equal(client_read_all(never, f.arena).n, 0);
	close(never);
	close(once);
	stop(&f);
}

static void
slow_bodies_are_ended(void **state)
{
	(void)state;
	struct fixture f = start(&(struct http_options){ .body_timeout = 50 });
	int fd = client_connect(f.port);
	client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"));
	assert_int_equal(client_status(client_read_all(fd, f.arena)), 408);
	close(fd);
	fd = client_connect(f.port);
	client_send(fd, STR("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"));
	assert_int_equal(client_status(client_read_all(fd, f.arena)), 500);
	assert_int_equal(test_server_stream_error(f.server), ERR_UNAVAILABLE);
	close(fd);
	stop(&f);
}

static void
readers_that_do_not_read_are_ended(void **state)
{
	(void)state;
	struct fixture f = start(&(struct http_options){ .body_timeout = 50 });
	int fd = client_connect(f.port);
	client_send(fd, GET("/huge"));
	/* the server gives up before the end */
	struct pollfd p = { .fd = fd, .events = POLLRDHUP };
	assert_int_equal(poll(&p, 1, 10000), 1);
	assert_true(client_read_all(fd, f.arena).n < 20 * 1000 * 1000);
	close(fd);
	stop(&f);
}

/* ---- streams ---- */

static struct str
letters(struct arena *a, size_t n)
{
	char *p = arena_alloc(a, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + i % 26);
	return str_from(p, n);
}

static void
streams_arrive_whole(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	struct str body = letters(f.arena, 3000000);
	int fd = client_connect(f.port);
	client_send(fd, STR("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n"));
	client_send(fd, body);
	client_send(fd, STR("POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
	for (size_t at = 0; at < body.n; at += 10000) {
		client_send(fd, STR("2710\r\n"));
		client_send(fd, str_cut(body, at, 10000));
		client_send(fd, STR("\r\n"));
	}
	client_send(fd, STR("0\r\n\r\nPOST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"));
	assert_str(client_body(client_read_one(fd, false, f.arena)), "3000000");
	assert_str(client_body(client_read_one(fd, false, f.arena)), "3000000");
	assert_str(client_body(client_read_one(fd, false, f.arena)), "0");
	close(fd);
	stop(&f);
}

struct sending {
	int fd;
	struct str bytes;
};

static void *
send_in_background(void *p)
{
	struct sending *s = p;
	client_send(s->fd, s->bytes);
	return NULL;
}

static void
slow_stream_readers_hold_the_socket_back(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	const size_t total = 30000000;
	struct str body = letters(f.arena, total);
	int fd = client_connect(f.port), small = 65536;
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
	client_send(fd, STR("POST /stream-slow HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n"));
	int64_t before = anonymous_memory();
	size_t sent = 0;
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	while (poll(&p, 1, 300) == 1 && sent < total) {
		ssize_t n = send(fd, body.p + sent, total - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
		assert_true(n > 0);
		sent += (size_t)n;
	}
	assert_true(sent < total / 2);
	assert_true(HAS_SHADOW || anonymous_memory() - before < 1 << 20);
	struct sending rest = { fd, str_cut(body, sent, total) };
	pthread_t thread;
	pthread_create(&thread, NULL, send_in_background, &rest);
	test_server_let_read(f.server);
	assert_str(client_body(client_read_one(fd, false, f.arena)), "30000000");
	pthread_join(thread, NULL);
	close(fd);
	stop(&f);
}

static void
stream_of_a_client_that_left(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	int fd = client_connect(f.port);
	client_send(fd, STR("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"));
	close(fd);
	assert_str(client_body(client_ask(f.port, GET("/a"), f.arena)), "/a");
	stop(&f);
	f = start(NULL);
	fd = client_connect(f.port);
	client_send(fd, STR("POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nax\r\n"));
	assert_int_equal(client_status(client_read_all(fd, f.arena)), 500);
	assert_int_equal(test_server_stream_error(f.server), ERR_INVALID);
	close(fd);
	stop(&f);
}

static void
stream_answered_before_its_end(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	struct str body = letters(f.arena, 5000000);
	int fd = client_connect(f.port);
	client_send(fd, STR("POST /stream-none HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n"));
	client_send(fd, body);
	client_send(fd, GET("/a"));
	assert_int_equal(client_status(client_read_one(fd, false, f.arena)), 200);
	assert_str(client_body(client_read_one(fd, false, f.arena)), "/a");
	close(fd);
	stop(&f);
}

/* ---- memory ---- */

static void
many_idle_connections_are_cheap(void **state)
{
	(void)state;
	enum { COUNT = 5000 };
	static int fds[COUNT];
	struct rlimit files;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	assert_true(files.rlim_cur > 2 * COUNT + 100);
	struct fixture f = start(NULL);
	struct arena *scratch = arena_new();
	for (int i = 0; i < 1000; i++) {
		client_ask(f.port, GET("/ten"), scratch);
		arena_reset(scratch);
	}
	int64_t before = anonymous_memory();
	for (int i = 0; i < COUNT; i++) {
		fds[i] = client_connect(f.port);
		client_send(fds[i], GET("/ten"));
		assert_int_equal(client_status(client_read_one(fds[i], false, scratch)), 200);
		arena_reset(scratch);
	}
	int64_t grown = anonymous_memory() - before;
	print_message("5,000 idle connections: %+lld bytes\n", (long long)grown);
	assert_true(HAS_SHADOW || grown < 10 << 20);
	for (int i = 0; i < COUNT; i++)
		close(fds[i]);
	arena_free(scratch);
	stop(&f);
}

static void
many_requests_leave_nothing_behind(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	struct arena *scratch = arena_new();
	struct buf b;
	int64_t before = 0;
	buf_init(&b, 1 << 20, f.arena);
	for (int i = 0; i < 50; i++)
		buf_z(&b, "GET /ten HTTP/1.1\r\nHost: a\r\n\r\n"
		          "POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
	int rounds = HAS_SHADOW ? 20 : 1010;
	size_t length = 0;
	int fd = client_connect(f.port);
	client_send(fd, buf_view(&b));
	for (int k = 0; k < 100; k++)
		length += client_read_one(fd, false, scratch).n;
	char *answers = arena_alloc(f.arena, length);
	for (int i = 0; i < rounds; i++) {
		if (i == 10)
			before = anonymous_memory();
		client_send(fd, buf_view(&b));
		assert_int_equal(recv(fd, answers, length, MSG_WAITALL), length);
		assert_memory_equal(answers, "HTTP/1.1 200 ", 13);
	}
	int64_t grown = anonymous_memory() - before;
	print_message("100,000 requests: %+lld bytes\n", (long long)grown);
	assert_true(HAS_SHADOW || grown < 1 << 20);
	close(fd);
	arena_free(scratch);
	stop(&f);
}

static void
full_server_makes_room(void **state)
{
	(void)state;
	struct fixture f = start(&(struct http_options){ .max_connections = 2 });
	int first = client_connect(f.port), second = client_connect(f.port);
	client_send(second, GET("/park"));
	test_server_wait_parked(f.server, 1);
	/* the idle one gives way */
	int third = client_connect(f.port);
	client_send(third, GET("/park"));
	assert_int_equal(client_read_all(first, f.arena).n, 0);
	test_server_wait_parked(f.server, 2);
	/* none is idle: this one waits for its turn */
	int fourth = client_connect(f.port);
	client_send(fourth, GET("/a"));
	test_server_answer_parked(f.server);
	assert_str(client_body(client_read_one(second, false, f.arena)), "parked");
	assert_str(client_body(client_read_one(fourth, false, f.arena)), "/a");
	close(first);
	close(second);
	close(third);
	close(fourth);
	stop(&f);
}

/* ---- stopping ---- */

static void *
stop_http(void *server)
{
	test_server_stop_http(server, 10000);
	return NULL;
}

static void
stop_finishes_what_is_in_flight(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	int busy = client_connect(f.port), idle = client_connect(f.port);
	client_send(idle, GET("/a"));
	assert_str(client_body(client_read_one(idle, false, f.arena)), "/a");
	client_send(busy, GET("/park"));
	test_server_wait_parked(f.server, 1);
	pthread_t thread;
	pthread_create(&thread, NULL, stop_http, f.server);
	assert_int_equal(client_read_all(idle, f.arena).n, 0);
	test_server_answer_parked(f.server);
	struct str answer = client_read_all(busy, f.arena);
	assert_str(client_body(answer), "parked");
	assert_true(str_find(answer, STR("Connection: close\r\n")) > 0);
	pthread_join(thread, NULL);
	close(busy);
	close(idle);
	stop(&f);
}

static void
stop_does_not_wait_for_ever(void **state)
{
	(void)state;
	struct fixture f = start(NULL);
	int fd = client_connect(f.port);
	client_send(fd, GET("/park"));
	test_server_wait_parked(f.server, 1);
	test_server_stop_http(f.server, 50);
	assert_int_equal(client_read_all(fd, f.arena).n, 0);
	/* an answer that comes too late finds its memory still there */
	test_server_answer_parked(f.server);
	close(fd);
	stop(&f);
}

/* ---- addresses ---- */

static void
forwarded_address_is_exact(void **state)
{
	(void)state;
	static const struct {
		const char *headers, *peer; /* NULL: refused */
	} cases[] = {
		{ "X-Forwarded-For: 192.0.2.7\r\n", "192.0.2.7" },
		{ "x-forwarded-for:  2001:DB8:0::1 \r\n", "2001:db8::1" },
		{ "X-Forwarded-For: ::ffff:192.0.2.7\r\n", "192.0.2.7" },
		{ "", NULL },
		{ "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-For: 192.0.2.7\r\n", NULL },
		{ "X-Forwarded-For: 192.0.2.7, 192.0.2.8\r\n", NULL },
		{ "X-Forwarded-For: 192.0.2.7:80\r\n", NULL },
		{ "X-Forwarded-For: 192.0.2\r\n", NULL },
		{ "X-Forwarded-For: 192.0.2.007\r\n", NULL },
		{ "X-Forwarded-For: unknown\r\n", NULL },
		{ "X-Forwarded-For: fe80::1%lo\r\n", NULL },
		{ "X-Forwarded-For: \r\n", NULL },
	};
	struct fixture f = start(&(struct http_options){ .trust_forwarded = true });
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str request = str_printf(f.arena, "GET /peer HTTP/1.1\r\nHost: a\r\n%s\r\n", cases[i].headers);
		struct str answer = client_ask(f.port, request, f.arena);
		assert_int_equal(client_status(answer), cases[i].peer != NULL ? 200 : 400);
		if (cases[i].peer != NULL)
			assert_str(client_body(answer), cases[i].peer);
	}
	stop(&f);
	f = start(NULL);
	struct str forged = STR("GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");
	assert_str(client_body(client_ask(f.port, forged, f.arena)), "127.0.0.1");
	stop(&f);
}

static void
listens_on_version_six(void **state)
{
	(void)state;
	struct fixture f = start(&(struct http_options){ .listen = "[::1]:0" });
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)f.port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = client_connect_to((struct sockaddr *)&to, sizeof to);
	client_send(fd, GET("/peer"));
	assert_str(client_body(client_read_one(fd, false, f.arena)), "::1");
	close(fd);
	stop(&f);
}

static void
listens_on_a_unix_socket(void **state)
{
	(void)state;
	char folder[] = P_tmpdir "/nabij-http-XXXXXX";
	char listen[64];
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	assert_non_null(mkdtemp(folder));
	snprintf(to.sun_path, sizeof to.sun_path, "%s/s", folder);
	snprintf(listen, sizeof listen, "unix:%s/s", folder);
	/* twice: the socket that the first leaves is not in the way of the second */
	for (int i = 0; i < 2; i++) {
		struct fixture f = start(&(struct http_options){ .listen = listen });
		int fd = client_connect_to((struct sockaddr *)&to, sizeof to);
		client_send(fd, GET("/peer"));
		assert_str(client_body(client_read_one(fd, false, f.arena)), "unix");
		close(fd);
		stop(&f);
	}
	unlink(to.sun_path);
	rmdir(folder);
}

static void
addresses_that_are_none(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "localhost", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "1.2.3:80",
		"::1:80", "[::1]", "unix:" };
	struct http_handler h = { 0 };
	struct http_server *s = NULL;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(http_server_start(&(struct http_options){ .listen = bad[i] }, &h, &s), ERR_INVALID);
	assert_null(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_idle_connections_are_cheap),
		cmocka_unit_test(many_requests_leave_nothing_behind),
		cmocka_unit_test(slow_heads_are_ended),
		cmocka_unit_test(idle_connections_are_ended),
		cmocka_unit_test(slow_bodies_are_ended),
		cmocka_unit_test(readers_that_do_not_read_are_ended),
		cmocka_unit_test(streams_arrive_whole),
		cmocka_unit_test(slow_stream_readers_hold_the_socket_back),
		cmocka_unit_test(stream_of_a_client_that_left),
		cmocka_unit_test(stream_answered_before_its_end),
		cmocka_unit_test(full_server_makes_room),
		cmocka_unit_test(stop_finishes_what_is_in_flight),
		cmocka_unit_test(stop_does_not_wait_for_ever),
		cmocka_unit_test(forwarded_address_is_exact),
		cmocka_unit_test(listens_on_version_six),
		cmocka_unit_test(listens_on_a_unix_socket),
		cmocka_unit_test(addresses_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
