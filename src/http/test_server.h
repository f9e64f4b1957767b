/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTTP_TEST_SERVER_H
#define HTTP_TEST_SERVER_H
/*
 * A server in the test's own process, and a client that says exactly the
 * bytes it is told to.
 *
 * Paths: /echo gives the body back, /ten answers 10 KB, /later answers from
 * another thread, /stream counts a streamed body in one, /file
 * sends a file, /early answers from head, /peer says who asks, /park waits for
 * test_server_answer_parked().
 */
#include <sys/socket.h>

#include "http.h"

struct test_server;

struct test_server *test_server_start(const struct http_options *o);
void test_server_stop(struct test_server *t);
int test_server_port(const struct test_server *t);
/* http_server_stop(), of which test_server_stop() then does no more. */
void test_server_stop_http(struct test_server *t, int64_t ms);

/* Exchanges that /park holds: waits until there are n. */
void test_server_wait_parked(struct test_server *t, int n);
void test_server_answer_parked(struct test_server *t);
/* /stream-slow reads nothing until this. */
void test_server_let_read(struct test_server *t);
/* How many exchanges were handed out by `request`. */
int test_server_requests(struct test_server *t);
/* How the last stream ended. */
enum err test_server_stream_error(struct test_server *t);

int client_connect(int port);
int client_connect_to(const struct sockaddr *to, socklen_t size);
/* False when the other side does not take it. */
bool client_send(int fd, struct str bytes);
/* Everything until the other side closes. */
struct str client_read_all(int fd, struct arena *a);
/* One answer: head, and the body that its Content-Length promises. */
struct str client_read_one(int fd, bool without_body, struct arena *a);
/* Connects, sends, reads one answer, closes. */
struct str client_ask(int port, struct str bytes, struct arena *a);
int client_status(struct str answer);
struct str client_body(struct str answer);

#endif
