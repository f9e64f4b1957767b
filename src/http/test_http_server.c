/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "parse.h"
#include "test_server.h"

#include "banned.h"

#define assert_str(S, TEXT) assert_true(str_eq_z((S), (TEXT)))

struct fixture {
	struct test_server *server;
	struct arena *arena;
	int port;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->server = test_server_start(NULL);
	f->port = test_server_port(f->server);
	f->arena = arena_new();
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	test_server_stop(f->server);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* ---- the table of refused requests ---- */

static unsigned
unescaped(char c)
{
	switch (c) {
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case '0':
		return 0;
	default:
		return (unsigned char)c;
	}
}

static void
add_escaped(struct buf *b, const char *p)
{
	for (; *p != 0; p++) {
		if (*p != '\\') {
			buf_char(b, *p);
			continue;
		}
		p++;
		unsigned byte = 0;
		if (*p == 'x' && sscanf(p + 1, "%2x", &byte) == 1)
			p += 2;
		else
			byte = unescaped(*p);
		buf_char(b, (char)byte);
	}
}

/* Like add_escaped, and "\{N:text}" N times over. */
static void
add_line(struct buf *b, char *line)
{
	for (char *open; (open = strstr(line, "\\{")) != NULL;) {
		char *text = NULL, *close = strchr(open, '}');
		unsigned long n = strtoul(open + 2, &text, 10);
		assert_non_null(close);
		*open = *close = 0;
		add_escaped(b, line);
		for (unsigned long i = 0; i < n; i++)
			add_escaped(b, text + 1);
		line = close + 1;
	}
	add_escaped(b, line);
}

struct refusal {
	char name[64];
	int status;
	struct str bytes;
};

static struct refusal *
read_refusals(struct arena *a, size_t *ret_count)
{
	struct refusal *all = ARENA_ARRAY(a, struct refusal, 500);
	struct buf *bytes = ARENA_NEW(a, struct buf);
	size_t n = 0;
	char line[4096];
	const char *path = getenv("NABIJ_RAW_REFUSED");
	FILE *in = path == NULL ? NULL : fopen(path, "re");
	assert_non_null(in);
	while (fgets(line, sizeof line, in) != NULL) {
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		if (sscanf(line, "= %63s %d", all[n].name, &all[n].status) == 2) {
			buf_init(bytes, 100000, a);
			n++;
		} else {
			add_line(bytes, line);
			all[n - 1].bytes = buf_view(bytes);
		}
	}
	fclose(in);
	*ret_count = n;
	return all;
}

static void
malformed_requests_are_refused(void **state)
{
	struct fixture *f = *state;
	size_t n = 0;
	struct refusal *all = read_refusals(f->arena, &n);
	assert_true(n >= 60);
	for (size_t i = 0; i < n; i++) {
		int fd = client_connect(f->port);
		client_send(fd, all[i].bytes);
		struct str answer = client_read_all(fd, f->arena);
		close(fd);
		if (client_status(answer) != all[i].status)
			fail_msg("%s: %d, not %d", all[i].name, client_status(answer), all[i].status);
		/* exactly one answer: what came behind it was not taken for a request */
		assert_int_equal(str_find(str_cut(answer, 1, answer.n), STR("HTTP/1.1 ")), -1);
		assert_true(str_find(answer, STR("Connection: close\r\n")) > 0);
	}
	assert_int_equal(test_server_requests(f->server), 0);
}

/* As above, one byte at a time: the parser must not depend on packets. */
static void
malformed_heads_are_refused_byte_by_byte(void **state)
{
	struct fixture *f = *state;
	size_t n = 0;
	struct refusal *all = read_refusals(f->arena, &n);
	for (size_t i = 0; i < n; i++) {
		struct http_parse whole, slow;
		http_parse_init(&whole);
		http_parse_init(&slow);
		int at_once = http_parse_head(&whole, all[i].bytes.p, all[i].bytes.n), slowly = HTTP_PARSE_MORE;
		for (size_t k = 1; k <= all[i].bytes.n && slowly == HTTP_PARSE_MORE; k++)
			slowly = http_parse_head(&slow, all[i].bytes.p, k);
		if (at_once != slowly)
			fail_msg("%s: %d at once, %d slowly", all[i].name, at_once, slowly);
	}
}

/* ---- ordinary requests ---- */

#define GET(PATH) STR("GET " PATH " HTTP/1.1\r\nHost: a\r\n\r\n")

static void
get_is_answered(void **state)
{
	struct fixture *f = *state;
	struct str answer = client_ask(f->port, GET("/hello"), f->arena);
	assert_int_equal(client_status(answer), 200);
	assert_str(client_body(answer), "/hello");
	assert_true(str_find(answer, STR("\r\nDate: ")) > 0);
	assert_true(str_find(answer, STR("\r\nContent-Length: 6\r\n")) > 0);
	assert_int_equal(str_find(answer, STR("Connection:")), -1);
	assert_int_equal(client_status(client_ask(f->port, GET("/none"), f->arena)), 204);
	assert_int_equal(client_status(client_ask(f->port, GET("/bad-header"), f->arena)), 500);
	assert_str(client_body(client_ask(f->port, GET("/peer"), f->arena)), "127.0.0.1");
	assert_int_equal(client_body(client_ask(f->port, GET("/file"), f->arena)).n, 1000000);
	assert_int_equal(client_body(client_ask(f->port, GET("/huge"), f->arena)).n, 20000000);
}

static void
connection_close_is_honoured(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, STR("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
	struct str answer = client_read_all(fd, f->arena);
	assert_str(client_body(answer), "/a");
	assert_true(str_find(answer, STR("Connection: close\r\n")) > 0);
	close(fd);
}

static void
head_has_no_body(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, STR("HEAD /ten HTTP/1.1\r\nHost: a\r\n\r\nHEAD /file HTTP/1.1\r\nHost: a\r\n\r\n"
	                    "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
	struct str ten = client_read_one(fd, true, f->arena);
	struct str file = client_read_one(fd, true, f->arena);
	assert_true(str_find(ten, STR("Content-Length: 10240\r\n")) > 0);
	assert_true(str_find(file, STR("Content-Length: 1000000\r\n")) > 0);
	assert_str(client_body(client_read_all(fd, f->arena)), "/a");
	close(fd);
}

static void
pipelined_requests_are_answered_in_order(void **state)
{
	struct fixture *f = *state;
	struct buf b;
	buf_init(&b, 1 << 20, f->arena);
	for (int i = 0; i < 500; i++)
		buf_printf(&b, "GET /%s%d HTTP/1.1\r\nHost: a\r\n\r\n"
		               "POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n%03d",
		    i % 7 == 0 ? "x" : "y", i, i);
	int fd = client_connect(f->port);
	client_send(fd, buf_view(&b));
	for (int i = 0; i < 500; i++) {
		struct str first = client_body(client_read_one(fd, false, f->arena));
		struct str second = client_body(client_read_one(fd, false, f->arena));
		assert_true(str_eq(first, str_printf(f->arena, "/%s%d", i % 7 == 0 ? "x" : "y", i)));
		assert_true(str_eq(second, str_printf(f->arena, "%03d", i)));
	}
	close(fd);
}

static void
requests_may_come_one_byte_at_a_time(void **state)
{
	struct fixture *f = *state;
	static const char request[] = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
	                              "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n";
	int fd = client_connect(f->port);
	for (size_t i = 0; i < sizeof request - 1; i++)
		client_send(fd, str_from(request + i, 1));
	assert_str(client_body(client_read_one(fd, false, f->arena)), "hello!");
	close(fd);
}

static void
bodies_may_be_cut_anywhere(void **state)
{
	struct fixture *f = *state;
	static const char *const requests[] = {
		"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nhello!",
	};
	for (size_t which = 0; which < 2; which++) {
		struct str all = str_from_z(requests[which]);
		int fd = client_connect(f->port);
		for (size_t cut = 1; cut < all.n; cut++) {
			/* the next request begins in the packet that ends this one */
			client_send(fd, str_cut(all, 0, cut));
			client_send(fd, str_cut(all, cut, all.n));
			assert_str(client_body(client_read_one(fd, false, f->arena)), "hello!");
		}
		close(fd);
	}
}

static void
large_bodies_are_collected(void **state)
{
	struct fixture *f = *state;
	struct buf b;
	buf_init(&b, 1 << 20, f->arena);
	buf_z(&b, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
	size_t head = b.n;
	for (int i = 0; i < 10000; i++)
		buf_z(&b, "0123456789");
	struct str answer = client_ask(f->port, buf_view(&b), f->arena);
	assert_int_equal(client_status(answer), 200);
	assert_true(str_eq(client_body(answer), str_cut(buf_view(&b), head, b.n)));
}

static void
body_of_a_megabyte_too_many(void **state)
{
	struct fixture *f = *state;
	static const char *const heads[] = {
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3145728\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n300000\r\n",
	};
	char *megabytes = arena_alloc(f->arena, 3 << 20);
	memset(megabytes, 'a', 3 << 20);
	for (size_t i = 0; i < 2; i++) {
		int fd = client_connect(f->port);
		/* the whole body first, as a browser does, and the same connection goes on */
		assert_true(client_send(fd, str_from_z(heads[i])));
		assert_true(client_send(fd, str_from(megabytes, 3 << 20)));
		if (i == 1)
			client_send(fd, STR("\r\n0\r\n\r\n"));
		client_send(fd, GET("/a"));
		struct str answer = client_read_one(fd, false, f->arena);
		assert_int_equal(client_status(answer), 413);
		assert_str(client_body(answer), "too big");
		assert_str(client_body(client_read_one(fd, false, f->arena)), "/a");
		close(fd);
	}
}

static void
body_far_too_big_still_sees_its_answer(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\nabc"));
	struct str answer = client_read_all(fd, f->arena);
	assert_int_equal(client_status(answer), 413);
	assert_true(str_find(answer, STR("Connection: close\r\n")) > 0);
	close(fd);
}

static void
continue_is_sent(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
	assert_int_equal(client_status(client_read_one(fd, true, f->arena)), 100);
	client_send(fd, STR("hello"));
	assert_str(client_body(client_read_one(fd, false, f->arena)), "hello");
	/* too big: no leave, and the end, because the body may or may not follow */
	client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n"
	                    "Expect: 100-continue\r\n\r\n"));
	struct str answer = client_read_all(fd, f->arena);
	assert_int_equal(client_status(answer), 413);
	close(fd);
}

static void
head_may_answer_early(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"));
	client_send(fd, STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe"));
	assert_int_equal(client_status(client_read_one(fd, false, f->arena)), 401);
	assert_int_equal(client_status(client_read_one(fd, false, f->arena)), 401);
	client_send(fd, STR("lloGET /a HTTP/1.1\r\nHost: a\r\n\r\n"));
	assert_str(client_body(client_read_one(fd, false, f->arena)), "/a");
	close(fd);
}

/* ---- parked ---- */

static void
parked_exchange_is_answered_later(void **state)
{
	struct fixture *f = *state;
	int fd[20];
	for (int i = 0; i < 20; i++) {
		fd[i] = client_connect(f->port);
		client_send(fd[i], GET("/park"));
	}
	test_server_wait_parked(f->server, 20);
	for (int i = 0; i < 20; i += 2)
		close(fd[i]);
	assert_str(client_body(client_ask(f->port, GET("/a"), f->arena)), "/a");
	test_server_answer_parked(f->server);
	for (int i = 1; i < 20; i += 2) {
		assert_str(client_body(client_read_one(fd[i], false, f->arena)), "parked");
		close(fd[i]);
	}
}

static void
client_that_reset_while_parked(void **state)
{
	struct fixture *f = *state;
	struct linger hard = { .l_onoff = 1 };
	int fd = client_connect(f->port);
	client_send(fd, GET("/park"));
	test_server_wait_parked(f->server, 1);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	close(fd);
	assert_str(client_body(client_ask(f->port, GET("/a"), f->arena)), "/a");
	test_server_answer_parked(f->server);
}

static void
half_closed_client_gets_its_answer(void **state)
{
	struct fixture *f = *state;
	int fd = client_connect(f->port);
	client_send(fd, GET("/park"));
	shutdown(fd, SHUT_WR);
	test_server_wait_parked(f->server, 1);
	test_server_answer_parked(f->server);
	assert_str(client_body(client_read_all(fd, f->arena)), "parked");
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(malformed_requests_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(malformed_heads_are_refused_byte_by_byte, set_up, tear_down),
		cmocka_unit_test_setup_teardown(get_is_answered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(connection_close_is_honoured, set_up, tear_down),
		cmocka_unit_test_setup_teardown(head_has_no_body, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pipelined_requests_are_answered_in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(requests_may_come_one_byte_at_a_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bodies_may_be_cut_anywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(large_bodies_are_collected, set_up, tear_down),
		cmocka_unit_test_setup_teardown(body_of_a_megabyte_too_many, set_up, tear_down),
		cmocka_unit_test_setup_teardown(body_far_too_big_still_sees_its_answer, set_up, tear_down),
		cmocka_unit_test_setup_teardown(continue_is_sent, set_up, tear_down),
		cmocka_unit_test_setup_teardown(head_may_answer_early, set_up, tear_down),
		cmocka_unit_test_setup_teardown(parked_exchange_is_answered_later, set_up, tear_down),
		cmocka_unit_test_setup_teardown(client_that_reset_while_parked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(half_closed_client_gets_its_answer, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
