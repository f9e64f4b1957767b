/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "parse.h"

#include <string.h>

#include "banned.h"

enum {
	IN_NAME = 1,  /* token (RFC 9110) */
	IN_VALUE = 2, /* header value */
	IN_PATH = 4,
	IN_QUERY = 8,
	IN_HOST = 16,
	IN_HEX = 32,
};

#define LETTER (IN_NAME | IN_VALUE | IN_PATH | IN_QUERY | IN_HOST)
#define URI (IN_VALUE | IN_PATH | IN_QUERY)

#define TWO(C, WHERE) [C] = (WHERE), [(C) + 1] = (WHERE)
#define FOUR(C, WHERE) TWO(C, WHERE), TWO((C) + 2, WHERE)
#define SIX(C, WHERE) FOUR(C, WHERE), TWO((C) + 4, WHERE)
#define SIXTEEN(C, WHERE) SIX(C, WHERE), SIX((C) + 6, WHERE), FOUR((C) + 12, WHERE)

/* Which bytes may stand where. Not in this table: refused. */
static const unsigned char allowed[256] = {
	SIX('a', LETTER | IN_HEX), FOUR('g', LETTER), SIXTEEN('k', LETTER),
	SIX('A', LETTER | IN_HEX), FOUR('G', LETTER), SIXTEEN('K', LETTER),
	SIX('0', LETTER | IN_HEX), FOUR('6', LETTER | IN_HEX),
	['-'] = LETTER, ['.'] = LETTER, ['_'] = LETTER,
	[':'] = URI | IN_HOST, ['['] = URI | IN_HOST, [']'] = URI | IN_HOST,
	['!'] = URI | IN_NAME, ['$'] = URI | IN_NAME, ['%'] = URI | IN_NAME, ['&'] = URI | IN_NAME,
	['\''] = URI | IN_NAME, ['*'] = URI | IN_NAME, ['+'] = URI | IN_NAME, ['~'] = URI | IN_NAME,
	['|'] = URI | IN_NAME, ['^'] = URI | IN_NAME, ['`'] = URI | IN_NAME,
	['#'] = IN_VALUE | IN_NAME,
	['('] = URI, [')'] = URI, [','] = URI, [';'] = URI, ['='] = URI, ['@'] = URI,
	['/'] = URI, ['{'] = URI, ['}'] = URI,
	['?'] = IN_VALUE | IN_QUERY, ['\\'] = IN_VALUE | IN_QUERY,
	['"'] = IN_VALUE, ['<'] = IN_VALUE, ['>'] = IN_VALUE,
	[' '] = IN_VALUE, ['\t'] = IN_VALUE,
	SIXTEEN(0x80, IN_VALUE), SIXTEEN(0x90, IN_VALUE), SIXTEEN(0xa0, IN_VALUE), SIXTEEN(0xb0, IN_VALUE),
	SIXTEEN(0xc0, IN_VALUE), SIXTEEN(0xd0, IN_VALUE), SIXTEEN(0xe0, IN_VALUE), SIXTEEN(0xf0, IN_VALUE),
};

static bool
is_all(struct str s, unsigned char where)
{
	unsigned char in = where;
	for (size_t i = 0; i < s.n; i++)
		in &= allowed[(unsigned char)s.p[i]];
	return in != 0;
}

void
http_parse_init(struct http_parse *p)
{
	/* the headers need no clearing: header_count says which are there */
	memset(p, 0, offsetof(struct http_parse, headers));
}

static int
parse_method(struct str s, enum http_method *ret_method)
{
	static const struct str names[] = { [HTTP_GET] = STR_INIT("GET"), [HTTP_HEAD] = STR_INIT("HEAD"),
		[HTTP_POST] = STR_INIT("POST"), [HTTP_PUT] = STR_INIT("PUT"), [HTTP_PATCH] = STR_INIT("PATCH"),
		[HTTP_DELETE] = STR_INIT("DELETE"), [HTTP_OPTIONS] = STR_INIT("OPTIONS") };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(s, names[i])) {
			*ret_method = (enum http_method)i;
			return 0;
		}
	}
	return s.n > 0 && is_all(s, IN_NAME) ? 501 : 400;
}

/* Escapes are whole and do not hide a NUL. */
static bool
has_good_escapes(struct str path)
{
	for (ptrdiff_t at; (at = str_find_char(path, '%')) >= 0; path = str_cut(path, (size_t)at + 3, path.n)) {
		struct str digits = str_cut(path, (size_t)at + 1, 2);
		if (digits.n != 2 || !is_all(digits, IN_HEX) || str_eq(digits, STR("00")))
			return false;
	}
	return true;
}

/* "." or "..", escaped or not: a segment that some readers would resolve. */
static bool
is_dot_segment(struct str s)
{
	size_t dots = 0;
	while (s.n > 0) {
		size_t n = s.p[0] == '.' ? 1 : str_eq_nocase(str_cut(s, 0, 3), STR("%2e")) ? 3 : 0;
		if (n == 0)
			return false;
		s = str_cut(s, n, s.n);
		dots++;
	}
	return dots == 1 || dots == 2;
}

static bool
is_good_path(struct str path)
{
	if (path.n == 0 || path.p[0] != '/' || !is_all(path, IN_PATH) || !has_good_escapes(path))
		return false;
	struct str rest = path, segment;
	while (str_split(&rest, '/', &segment))
		if (segment.n > 0 && (segment.p[0] == '.' || segment.p[0] == '%') && is_dot_segment(segment))
			return false;
	return true;
}

static int
parse_target(struct http_parse *p, struct str target)
{
	struct str rest = target;
	p->target = target;
	str_split(&rest, '?', &p->path);
	p->query = rest;
	return is_good_path(p->path) && is_all(p->query, IN_QUERY) ? 0 : 400;
}

static int
parse_version(struct str s)
{
	if (str_eq(s, STR("HTTP/1.1")))
		return 0;
	bool is_version = s.n == 8 && str_starts(s, STR("HTTP/")) && s.p[6] == '.' &&
	    s.p[5] >= '0' && s.p[5] <= '9' && s.p[7] >= '0' && s.p[7] <= '9';
	return is_version ? 505 : 400;
}

static int
parse_request_line(struct http_parse *p, struct str line)
{
	struct str method, target;
	if (!str_split(&line, ' ', &method) || !str_split(&line, ' ', &target) || line.p == NULL)
		return 400;
	int status = parse_version(line);
	if (status == 0)
		status = parse_method(method, &p->method);
	return status != 0 ? status : parse_target(p, target);
}

static int
take_host(struct http_parse *p, struct str value)
{
	bool good = !p->has_host && value.n > 0 && is_all(value, IN_HOST);
	p->has_host = true;
	return good ? 0 : 400;
}

static int
take_length(struct http_parse *p, struct str value)
{
	/* 18 digits always fit */
	if (p->has_length || value.n == 0 || value.n > 18)
		return 400;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return 400;
		p->length = p->length * 10 + (uint64_t)(value.p[i] - '0');
	}
	p->has_length = true;
	return 0;
}

static int
take_encoding(struct http_parse *p, struct str value)
{
	if (p->chunked)
		return 400;
	p->chunked = true;
	return str_eq_nocase(value, STR("chunked")) ? 0 : 501;
}

static int
take_connection(struct http_parse *p, struct str value)
{
	struct str option;
	while (str_split(&value, ',', &option))
		if (str_eq_nocase(str_trim(option), STR("close")))
			p->close = true;
	return 0;
}

static int
take_expect(struct http_parse *p, struct str value)
{
	if (p->has_expect)
		return 400;
	p->has_expect = true;
	return str_eq_nocase(value, STR("100-continue")) ? 0 : 417;
}

static int
refuse_header(struct http_parse *p, struct str value)
{
	(void)p;
	(void)value;
	return 400;
}

/* The headers that the connection itself needs. */
static int
take_header(struct http_parse *p, struct str name, struct str value)
{
	static const struct {
		struct str name;
		int (*take)(struct http_parse *p, struct str value);
	} known[] = {
		{ STR_INIT("host"), take_host },
		{ STR_INIT("content-length"), take_length },
		{ STR_INIT("transfer-encoding"), take_encoding },
		{ STR_INIT("connection"), take_connection },
		{ STR_INIT("expect"), take_expect },
		{ STR_INIT("trailer"), refuse_header },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (name.n == known[i].name.n && str_eq_nocase(name, known[i].name))
			return known[i].take(p, value);
	return 0;
}

static int
parse_header_line(struct http_parse *p, struct str line)
{
	ptrdiff_t colon = str_find_char(line, ':');
	if (colon <= 0)
		return 400;
	struct str name = str_cut(line, 0, (size_t)colon);
	struct str value = str_cut(line, (size_t)colon + 1, line.n);
	/* a name is a token: no space before the colon, no folded line */
	if (!is_all(name, IN_NAME) || !is_all(value, IN_VALUE))
		return 400;
	if (p->header_count == HTTP_HEADERS_MAX)
		return 431;
	value = str_trim(value);
	p->headers[p->header_count++] = (struct http_header){ name, value };
	return take_header(p, name, value);
}

/* What only the whole head can tell. */
static int
check_head(const struct http_parse *p)
{
	if (!p->has_host || (p->chunked && p->has_length))
		return 400;
	bool has_body = p->chunked || p->length > 0;
	if (has_body && (p->method == HTTP_GET || p->method == HTTP_HEAD))
		return 400;
	return HTTP_PARSE_DONE;
}

static int
parse_line(struct http_parse *p, struct str line)
{
	if (p->has_request_line)
		return line.n == 0 ? check_head(p) : parse_header_line(p, line);
	p->has_request_line = true;
	return parse_request_line(p, line);
}

/* Refusals by size, which depend only on where the next line ends (or that it
 * has not ended within the n bytes seen). */
static int
check_size(const struct http_parse *p, size_t end)
{
	if (!p->has_request_line && end > HTTP_LINE_MAX + 2)
		return 414;
	return end > HTTP_HEAD_MAX ? 431 : 0;
}

int
http_parse_head(struct http_parse *p, const char *bytes, size_t n)
{
	const char *lf;
	while (p->scanned < n && (lf = memchr(bytes + p->scanned, '\n', n - p->scanned)) != NULL) {
		size_t end = (size_t)(lf - bytes) + 1;
		int status = check_size(p, end);
		if (status != 0)
			return status;
		if (end - p->line < 2 || lf[-1] != '\r')
			return 400;
		status = parse_line(p, str_from(bytes + p->line, end - 2 - p->line));
		p->line = p->scanned = end;
		if (status == HTTP_PARSE_DONE)
			p->head_length = end;
		if (status != 0)
			return status;
	}
	p->scanned = n;
	return check_size(p, n);
}

void
http_body_init(struct http_body_decoder *d, const struct http_parse *p)
{
	*d = (struct http_body_decoder){ .remaining = p->chunked ? 0 : p->length };
	if (p->chunked)
		d->state = HTTP_BODY_SIZE;
	else if (p->length > 0)
		d->state = HTTP_BODY_LENGTH;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Eight digits are enough for any chunk, and never overflow. */
static enum http_body_state
decode_size(struct http_body_decoder *d, char c)
{
	int value = hex_value(c);
	if (value >= 0 && d->digits < 8) {
		d->digits++;
		d->remaining = d->remaining << 4 | (uint64_t)value;
		return HTTP_BODY_SIZE;
	}
	return c == '\r' && d->digits > 0 ? HTTP_BODY_SIZE_LF : HTTP_BODY_BROKEN;
}

static enum http_body_state
expect(char c, char wanted, enum http_body_state next)
{
	return c == wanted ? next : HTTP_BODY_BROKEN;
}

/* One byte of the framing between data. */
static enum http_body_state
decode_framing(struct http_body_decoder *d, char c)
{
	switch (d->state) {
	case HTTP_BODY_SIZE:
		return decode_size(d, c);
	case HTTP_BODY_SIZE_LF:
		d->digits = 0;
		return expect(c, '\n', d->remaining > 0 ? HTTP_BODY_DATA : HTTP_BODY_LAST_CR);
	case HTTP_BODY_DATA_CR:
		return expect(c, '\r', HTTP_BODY_DATA_LF);
	case HTTP_BODY_DATA_LF:
		return expect(c, '\n', HTTP_BODY_SIZE);
	case HTTP_BODY_LAST_CR:
		return expect(c, '\r', HTTP_BODY_LAST_LF);
	case HTTP_BODY_LAST_LF:
		return expect(c, '\n', HTTP_BODY_NONE);
	case HTTP_BODY_NONE:
	case HTTP_BODY_LENGTH:
	case HTTP_BODY_DATA:
	case HTTP_BODY_BROKEN:
		break;
	}
	return HTTP_BODY_BROKEN;
}

enum err
http_body_decode(struct http_body_decoder *d, struct str *in, struct str *ret_data)
{
	*ret_data = str_cut(*in, 0, 0);
	while (in->n > 0 && d->state != HTTP_BODY_LENGTH && d->state != HTTP_BODY_DATA && !http_body_done(d)) {
		d->state = decode_framing(d, in->p[0]);
		if (d->state == HTTP_BODY_BROKEN)
			return ERR_INVALID;
		*in = str_cut(*in, 1, in->n);
	}
	if (in->n == 0 || http_body_done(d))
		return ERR_OK;
	size_t n = d->remaining < in->n ? (size_t)d->remaining : in->n;
	*ret_data = str_cut(*in, 0, n);
	*in = str_cut(*in, n, in->n);
	d->remaining -= n;
	if (d->remaining == 0)
		d->state = d->state == HTTP_BODY_DATA ? HTTP_BODY_DATA_CR : HTTP_BODY_NONE;
	return ERR_OK;
}
