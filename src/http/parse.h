/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H
/*
 * From bytes to the head of a request, and from bytes to the body behind it.
 * No sockets and no memory of its own: the slices point into the caller's
 * bytes. Whether the bytes come whole or one by one makes no difference to
 * the result. This header is the seam behind which another parser fits.
 */
#include "http.h"

#define HTTP_HEAD_MAX ((size_t)16 * 1024) /* the whole head */
#define HTTP_LINE_MAX ((size_t)8 * 1024)  /* the request line, without CRLF */
#define HTTP_HEADERS_MAX 64

/* What http_parse_head answers besides a status from 400 up (refused). */
#define HTTP_PARSE_MORE 0
#define HTTP_PARSE_DONE 1

struct http_parse {
	size_t line;    /* where the line begins that is not complete yet */
	size_t scanned; /* no end of line before this */
	bool has_request_line;
	bool has_host, has_length, chunked, close, has_expect;
	enum http_method method;
	struct str target, path, query;
	uint64_t length;
	size_t head_length; /* when done: bytes of the head, with the empty line */
	size_t header_count;
	struct http_header headers[HTTP_HEADERS_MAX];
};

void http_parse_init(struct http_parse *p);

/* Looks at the n bytes at bytes: the same ones as in the call before, in the
 * same place, with more behind them. */
int http_parse_head(struct http_parse *p, const char *bytes, size_t n);

enum http_body_state {
	HTTP_BODY_NONE, /* complete */
	HTTP_BODY_LENGTH,
	HTTP_BODY_SIZE, /* chunked, from here on */
	HTTP_BODY_SIZE_LF,
	HTTP_BODY_DATA,
	HTTP_BODY_DATA_CR,
	HTTP_BODY_DATA_LF,
	HTTP_BODY_LAST_CR,
	HTTP_BODY_LAST_LF,
	HTTP_BODY_BROKEN,
};

struct http_body_decoder {
	enum http_body_state state;
	uint64_t remaining; /* of the length, or of this chunk */
	int digits;
};

void http_body_init(struct http_body_decoder *d, const struct http_parse *p);

/* Takes bytes off the front of *in. *ret_data is body (perhaps empty) that
 * stood there, a slice of *in. Call until *in is empty or http_body_done().
 * ERR_INVALID when the framing is broken. */
enum err http_body_decode(struct http_body_decoder *d, struct str *in, struct str *ret_data);

static inline bool
http_body_done(const struct http_body_decoder *d)
{
	return d->state == HTTP_BODY_NONE;
}

#endif
