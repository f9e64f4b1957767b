/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H
/*
 * HTTP/1.1, a strict subset, and the only place that knows sockets. Made to
 * stand on loopback or a Unix socket behind nginx; everything that the
 * standard leaves open to reading in two ways is refused (see docs/decisions).
 *
 * A request is one `struct http_exchange`. The server calls `head` when the
 * head has arrived and `request` when the body has (or at once where `head`
 * asked for a stream). Both run on a loop thread and must not block. The
 * exchange is answered by http_answer() from any thread, now or later: until
 * then it is parked and holds no thread. Its arena lives until the last byte
 * of the answer was sent.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "str.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OPTIONS };

struct http_header {
	struct str name; /* as sent; compare with str_eq_nocase */
	struct str value;
};

struct http_request {
	enum http_method method;
	struct str target; /* as sent: "/nl/code?x=1" */
	struct str path;   /* before '?', not decoded */
	struct str query;  /* after '?', or absent */
	struct http_header *headers;
	size_t header_count;
	bool has_length;     /* Content-Length was given */
	uint64_t length;     /* its value */
	struct str body;     /* empty for a stream */
	struct str peer;     /* address of the client as text: the socket's, or the forwarded one (see trust) */
};

/* First header of that name, or absent. */
struct str http_header(const struct http_request *r, const char *name);
/* Value of a cookie, or absent; ERR by absence when the name stands there twice. */
struct str http_cookie(const struct http_request *r, const char *name);

/* One header line of the answer; the list is in the exchange's arena. */
struct http_response {
	int status;
	struct buf headers;   /* complete lines "Name: value\r\n", written with http_add_header */
	struct str body;      /* owned by the arena, or static */
	int file;             /* -1, or a descriptor to send `file_length` bytes of from its start; closed after */
	uint64_t file_length;
	bool close;           /* close the connection behind it */
};

struct http_exchange {
	struct arena *arena;
	struct http_request request;
	struct http_response response;
	void *user; /* for the layer above */
};

/* name and value must not hold CR, LF or NUL: such a header is left out and
 * the answer becomes a bare 500, as when the headers go over 32 KB. Not for
 * Date, Content-Length and Connection, which the server writes. */
void http_add_header(struct http_exchange *x, const char *name, struct str value);
/* Complete lines, "Name: value\r\n" each, that the program itself has written. */
void http_add_lines(struct http_exchange *x, struct str lines);

/* What `head` wants done with the body. */
enum http_body {
	HTTP_BODY_BUFFER, /* collect it, up to `max_body`; beyond: 413 through `request` with too_big */
	HTTP_BODY_STREAM, /* hand out the exchange now; read with http_body_read from another thread */
	HTTP_BODY_ANSWERED, /* head has answered already (401, 404, 413...) */
};

struct http_handler {
	/* Sets *ret_max_body for HTTP_BODY_BUFFER. */
	enum http_body (*head)(struct http_exchange *x, size_t *ret_max_body, void *arg);
	/* body_error: ERR_OK, or ERR_LIMIT when the body went over the maximum
	 * (behind the answer it is read and dropped as far as another 16 MB, so
	 * that a browser sees the answer). */
	void (*request)(struct http_exchange *x, enum err body_error, void *arg);
	/* Fills in x->response for a request that was refused (400, 408, 414,
	 * 417, 431, 501, 505): status is set, and x->request only when its head
	 * was in order. The answer is sent when this returns, without
	 * http_answer(); the connection is closed behind it. Also for a request
	 * that `head` has seen, when its body is broken (400) or too slow (408).
	 * Optional. */
	void (*refused)(struct http_exchange *x, void *arg);
	/* On each loop's thread, when all that had arrived is handed out and
	 * before the loop waits. Optional. */
	void (*rest)(void *arg);
	void *arg;
};

/* Sends x->response. Exactly once per exchange, from any thread; x is gone after. */
void http_answer(struct http_exchange *x);

/* For HTTP_BODY_STREAM, from a thread that may block: up to n bytes of the
 * body. *ret_n == 0 at its end. ERR_UNAVAILABLE: the client went away or was
 * too slow; ERR_INVALID: broken chunks. What came before is handed out first.
 * Only before http_answer(), which may come before the end. At most 256 KB
 * wait in memory; the socket is not read beyond that. */
enum err http_body_read(struct http_exchange *x, void *p, size_t n, size_t *ret_n);

struct http_options {
	const char *listen;   /* "127.0.0.1:8080", "[::1]:8080" or "unix:/path" (mode 0660) */
	int listen_fd;        /* > 0: a listening socket, `listen` is not used */
	int loops;            /* event loop threads; 0: 1 */
	int max_connections;  /* 0: 10,000 */
	bool trust_forwarded; /* take the peer from exactly one X-Forwarded-For; without it or with two: 400 */
	int64_t head_timeout, body_timeout, idle_timeout; /* ms; 0: 10 s, 30 s between bytes, 60 s */
};

struct http_server;

/* The listening socket alone, for whoever wants to give up rights between that
 * and the first request. ERR_INVALID: no such address. ERR_UNAVAILABLE: taken. */
enum err http_listen(const char *listen, int *ret_fd);
/* Listens and starts the loops. */
enum err http_server_start(const struct http_options *o, const struct http_handler *h,
    struct http_server **ret_server);
/* The port that it listens on (for port 0). */
int http_server_port(const struct http_server *s);
/* Stops accepting, finishes what is in flight (up to ms), closes, joins. */
void http_server_stop(struct http_server *s, int64_t ms);

/* Standard reason of a status ("Not Found"). */
const char *http_reason(int status);

/* ---- bodies: form.c, multipart.c ---- */

struct http_field {
	struct str name, value;
	struct str file_name, content_type; /* absent unless a file part */
};

struct http_fields {
	struct http_field *v;
	size_t n;
};

/* application/x-www-form-urlencoded (also a query string). ERR_INVALID on a
 * bad escape, NUL or text that is not UTF-8; ERR_LIMIT over max_fields. */
enum err http_parse_form(struct str body, size_t max_fields, struct arena *a, struct http_fields *ret_fields);
/* multipart/form-data, boundary from the content type. Strict as above. */
enum err http_parse_multipart(struct str content_type, struct str body, size_t max_fields, struct arena *a,
    struct http_fields *ret_fields);
/* The value of a field, or absent. */
struct str http_field(const struct http_fields *f, const char *name);

/* "%2F" and the like in a path segment; ERR_INVALID as above. No '+' for space. */
enum err http_unescape(struct str s, struct arena *a, struct str *ret_text);
/* The reverse: all but unreserved characters (RFC 3986) as %XX. */
void http_escape(struct buf *b, struct str s);

#endif
