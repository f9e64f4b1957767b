/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"

#include "banned.h"

const char *
http_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {
		{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 204, "No Content" },
		{ 301, "Moved Permanently" }, { 302, "Found" }, { 303, "See Other" }, { 304, "Not Modified" },
		{ 307, "Temporary Redirect" }, { 308, "Permanent Redirect" }, { 400, "Bad Request" },
		{ 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
		{ 406, "Not Acceptable" }, { 408, "Request Timeout" }, { 409, "Conflict" }, { 410, "Gone" },
		{ 411, "Length Required" }, { 412, "Precondition Failed" }, { 413, "Content Too Large" },
		{ 414, "URI Too Long" }, { 415, "Unsupported Media Type" }, { 416, "Range Not Satisfiable" },
		{ 417, "Expectation Failed" }, { 422, "Unprocessable Content" }, { 428, "Precondition Required" },
		{ 429, "Too Many Requests" }, { 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" }, { 501, "Not Implemented" }, { 502, "Bad Gateway" },
		{ 503, "Service Unavailable" }, { 504, "Gateway Timeout" }, { 505, "HTTP Version Not Supported" },
	};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

static bool
is_one_line(struct str s)
{
	return str_find_char(s, '\r') < 0 && str_find_char(s, '\n') < 0 && str_find_char(s, 0) < 0;
}

void
http_add_header(struct http_exchange *x, const char *name, struct str value)
{
	struct buf *b = &x->response.headers;
	if (!is_one_line(str_from_z(name)) || !is_one_line(value)) {
		b->full = true; /* latched: response_prepare answers with 500 */
		return;
	}
	buf_z(b, name);
	buf_add(b, ": ", 2);
	buf_str(b, value);
	buf_add(b, "\r\n", 2);
}

void
http_add_lines(struct http_exchange *x, struct str lines)
{
	buf_str(&x->response.headers, lines);
}

void
response_clear(struct http_exchange *x)
{
	if (x->response.file >= 0)
		close(x->response.file);
	x->response = (struct http_response){ .file = -1 };
}

static const char *
date_line(struct loop *l)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t second = clock_wall() / 1000;
	if (second != l->date_second) {
		time_t at = (time_t)second;
		struct tm t;
		gmtime_r(&at, &t);
		snprintf(l->date, sizeof l->date, "Date: %.3s, %02u %.3s %04u %02u:%02u:%02u GMT\r\n",
		    days + 3 * t.tm_wday, (unsigned)t.tm_mday % 100, months + 3 * t.tm_mon,
		    (unsigned)(t.tm_year + 1900) % 10000, (unsigned)t.tm_hour % 100, (unsigned)t.tm_min % 100,
		    (unsigned)t.tm_sec % 100);
		l->date_second = second;
	}
	return l->date;
}

static char *
put_number(char *at, uint64_t v)
{
	char digits[20];
	int n = 0;
	do
		digits[n++] = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	while (n > 0)
		*at++ = digits[--n];
	return at;
}

static char *
put(char *at, const char *z)
{
	size_t n = strlen(z);
	memcpy(at, z, n);
	return at + n;
}

/* The lines that are ours. They fit: the longest reason has 31 characters. */
static void
write_head(struct work *w, uint64_t length)
{
	int status = w->x.response.status;
	char *at = put(w->head, "HTTP/1.1 ");
	at = put_number(at, (uint64_t)status);
	*at++ = ' ';
	at = put(at, http_reason(status));
	at = put(at, "\r\n");
	at = put(at, date_line(w->connection->loop));
	if (status != 204 && status != 304) {
		at = put(at, "Content-Length: ");
		at = put_number(at, length);
		at = put(at, "\r\n");
	}
	if (w->close)
		at = put(at, "Connection: close\r\n");
	w->out[0] = (struct iovec){ w->head, (size_t)(at - w->head) };
}

/* An answer that cannot be sent as it is becomes a bare 500. */
static void
check(struct http_exchange *x)
{
	struct http_response *r = &x->response;
	if (r->status >= 200 && r->status <= 999 && buf_ok(&r->headers))
		return;
	response_clear(x);
	r->status = 500;
}

void
response_prepare(struct work *w)
{
	struct http_response *r = &w->x.response;
	check(&w->x);
	uint64_t length = r->file >= 0 ? r->file_length : r->body.n;
	bool has_body = w->x.request.method != HTTP_HEAD && r->status != 204 && r->status != 304;
	write_head(w, length);
	struct str headers = buf_view(&r->headers);
	w->out[1] = (struct iovec){ (void *)(uintptr_t)headers.p, headers.n };
	w->out[2] = (struct iovec){ (void *)(uintptr_t) "\r\n", 2 };
	w->out[3] = (struct iovec){ (void *)(uintptr_t)r->body.p, r->body.n };
	w->out_at = 0;
	w->out_count = has_body && r->file < 0 && r->body.n > 0 ? 4 : 3;
	w->file_at = 0;
	if (!has_body && r->file >= 0) {
		close(r->file);
		r->file = -1;
	}
}

static void
advance(struct work *w, size_t n)
{
	while (w->out_at < w->out_count && n >= w->out[w->out_at].iov_len)
		n -= w->out[w->out_at++].iov_len;
	if (w->out_at < w->out_count) {
		w->out[w->out_at].iov_base = (char *)w->out[w->out_at].iov_base + n;
		w->out[w->out_at].iov_len -= n;
	}
}

static enum sent
send_memory(struct work *w, int fd)
{
	int flags = MSG_NOSIGNAL | (w->x.response.file >= 0 ? MSG_MORE : 0);
	while (w->out_at < w->out_count) {
		struct msghdr m = { .msg_iov = w->out + w->out_at, .msg_iovlen = (size_t)(w->out_count - w->out_at) };
		ssize_t n = sendmsg(fd, &m, flags);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR ? SENT_PART : SENT_FAILED;
		advance(w, (size_t)n);
	}
	return SENT_ALL;
}

static enum sent
send_file(struct work *w, int fd)
{
	const struct http_response *r = &w->x.response;
	while (r->file >= 0 && (uint64_t)w->file_at < r->file_length) {
		uint64_t left = r->file_length - (uint64_t)w->file_at;
		ssize_t n = sendfile(fd, r->file, &w->file_at, left > 1 << 20 ? 1 << 20 : (size_t)left);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR ? SENT_PART : SENT_FAILED;
		if (n == 0)
			return SENT_FAILED; /* the file is shorter than was promised */
	}
	return SENT_ALL;
}

enum sent
response_send(struct work *w, int fd)
{
	enum sent sent = send_memory(w, fd);
	return sent == SENT_ALL ? send_file(w, fd) : sent;
}
