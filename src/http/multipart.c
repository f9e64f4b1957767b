/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "http.h"

#include "banned.h"

#define PART_HEAD_MAX 4096
#define BOUNDARY_MAX 70 /* RFC 2046 */

/* Takes a parameter "; name=value" or "; name="value"" off the front of
 * *rest. A quoted value ends at the next quote: browsers send %22 for one. */
static enum err
take_parameter(struct str *rest, struct str *ret_name, struct str *ret_value)
{
	struct str s = str_trim(*rest);
	if (s.n == 0 || s.p[0] != ';')
		return ERR_INVALID;
	s = str_trim(str_cut(s, 1, s.n));
	ptrdiff_t equals = str_find_char(s, '=');
	if (equals <= 0)
		return ERR_INVALID;
	struct str name = str_cut(s, 0, (size_t)equals), value;
	s = str_cut(s, (size_t)equals + 1, s.n);
	if (s.n > 0 && s.p[0] == '"') {
		s = str_cut(s, 1, s.n);
		ptrdiff_t quote = str_find_char(s, '"');
		if (quote < 0)
			return ERR_INVALID;
		value = str_cut(s, 0, (size_t)quote);
		s = str_cut(s, (size_t)quote + 1, s.n);
	} else {
		ptrdiff_t end = str_find_char(s, ';');
		value = str_trim(str_cut(s, 0, end < 0 ? s.n : (size_t)end));
		s = str_cut(s, end < 0 ? s.n : (size_t)end, s.n);
	}
	*rest = s;
	*ret_name = name;
	*ret_value = value;
	return ERR_OK;
}

/* Splits "type; a=b" in "type" and the rest from the semicolon on. */
static struct str
take_type(struct str *s)
{
	ptrdiff_t end = str_find_char(*s, ';');
	size_t n = end < 0 ? s->n : (size_t)end;
	struct str type = str_trim(str_cut(*s, 0, n));
	*s = str_cut(*s, n, s->n);
	return type;
}

/* What stands before and between the parts: "\r\n--boundary". */
static enum err
make_delimiter(struct str content_type, struct arena *a, struct str *ret_delimiter)
{
	struct str boundary = STR_NONE, name, value;
	if (!str_eq_nocase(take_type(&content_type), STR("multipart/form-data")))
		return ERR_INVALID;
	while (str_trim(content_type).n > 0) {
		TRY(take_parameter(&content_type, &name, &value));
		if (!str_eq_nocase(name, STR("boundary")))
			continue;
		if (boundary.p != NULL)
			return ERR_INVALID;
		boundary = value;
	}
	if (boundary.n == 0 || boundary.n > BOUNDARY_MAX || !str_is_text(boundary))
		return ERR_INVALID;
	*ret_delimiter = str_printf(a, "\r\n--%.*s", STR_ARG(boundary));
	return ERR_OK;
}

static enum err
parse_disposition(struct str value, struct http_field *f)
{
	struct str name, text;
	if (!str_eq_nocase(take_type(&value), STR("form-data")))
		return ERR_INVALID;
	while (str_trim(value).n > 0) {
		TRY(take_parameter(&value, &name, &text));
		struct str *to = str_eq_nocase(name, STR("name")) ? &f->name :
		    str_eq_nocase(name, STR("filename"))              ? &f->file_name :
		                                                        NULL;
		if (to == NULL || to->p != NULL || !str_is_text(text))
			return ERR_INVALID;
		*to = text;
	}
	return f->name.p != NULL ? ERR_OK : ERR_INVALID;
}

static enum err
parse_part_line(struct str line, struct http_field *f)
{
	struct str value = line, name;
	if (!str_split(&value, ':', &name) || value.p == NULL || str_find_char(value, '\n') >= 0)
		return ERR_INVALID;
	value = str_trim(value);
	if (str_eq_nocase(name, STR("content-disposition")))
		return f->name.p == NULL ? parse_disposition(value, f) : ERR_INVALID;
	if (!str_eq_nocase(name, STR("content-type")) || f->content_type.p != NULL || !str_is_text(value))
		return ERR_INVALID;
	f->content_type = value;
	return ERR_OK;
}

/* One part: lines, an empty line, the value. */
static enum err
parse_part(struct str part, struct http_field *f)
{
	ptrdiff_t end = str_find(part, STR("\r\n\r\n"));
	if (end < 0 || end > PART_HEAD_MAX)
		return ERR_INVALID;
	struct str head = str_cut(part, 0, (size_t)end);
	*f = (struct http_field){ .value = str_cut(part, (size_t)end + 4, part.n) };
	while (head.n > 0) {
		ptrdiff_t eol = str_find(head, STR("\r\n"));
		size_t n = eol < 0 ? head.n : (size_t)eol;
		TRY(parse_part_line(str_cut(head, 0, n), f));
		head = str_cut(head, n + 2, head.n);
	}
	bool is_file = f->file_name.p != NULL;
	if (!is_file)
		f->content_type = STR_NONE;
	return f->name.p != NULL && (is_file || str_is_text(f->value)) ? ERR_OK : ERR_INVALID;
}

/* The first delimiter has no line end in front of it. */
static enum err
skip_first(struct str *body, struct str delimiter)
{
	struct str first = str_cut(delimiter, 2, delimiter.n);
	if (!str_starts(*body, first))
		return ERR_INVALID;
	*body = str_cut(*body, first.n, body->n);
	return ERR_OK;
}

static size_t
count_parts(struct str body, struct str delimiter, size_t max)
{
	size_t count = 0;
	ptrdiff_t at;
	while (count <= max && (at = str_find(body, delimiter)) >= 0) {
		count++;
		body = str_cut(body, (size_t)at + delimiter.n, body.n);
	}
	return count;
}

enum err
http_parse_multipart(struct str content_type, struct str body, size_t max_fields, struct arena *a,
    struct http_fields *ret_fields)
{
	struct str delimiter;
	TRY(make_delimiter(content_type, a, &delimiter));
	TRY(skip_first(&body, delimiter));
	size_t count = count_parts(body, delimiter, max_fields);
	if (count > max_fields)
		return ERR_LIMIT;
	struct http_field *v = ARENA_ARRAY(a, struct http_field, count);
	for (size_t i = 0; i < count; i++) {
		if (!str_starts(body, STR("\r\n")))
			return ERR_INVALID;
		body = str_cut(body, 2, body.n);
		ptrdiff_t at = str_find(body, delimiter);
		if (at < 0)
			return ERR_INVALID;
		TRY(parse_part(str_cut(body, 0, (size_t)at), &v[i]));
		body = str_cut(body, (size_t)at + delimiter.n, body.n);
	}
	if (!str_eq(body, STR("--")) && !str_eq(body, STR("--\r\n")))
		return ERR_INVALID;
	*ret_fields = (struct http_fields){ v, count };
	return ERR_OK;
}
