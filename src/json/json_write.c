/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "json.h"

#include "banned.h"

/* What follows an opening bracket, or stands first, needs no comma. */
static void
begin(struct buf *b, const char *name)
{
	char last = b->n == 0 ? '{' : b->p[b->n - 1];
	if (last != '{' && last != '[')
		buf_char(b, ',');
	if (name != NULL) {
		buf_char(b, '"');
		buf_z(b, name);
		buf_add(b, "\":", 2);
	}
}

void
json_open(struct buf *b, const char *name, char bracket)
{
	begin(b, name);
	buf_char(b, bracket);
}

void
json_close(struct buf *b, char bracket)
{
	buf_char(b, bracket);
}

static void
escape(struct buf *b, unsigned char c)
{
	if (c == '"' || c == '\\') {
		buf_char(b, '\\');
		buf_char(b, (char)c);
	} else if (c == '\n') {
		buf_z(b, "\\n");
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

static void
quoted(struct buf *b, struct str s)
{
	size_t from = 0;
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_add(b, s.p + from, i - from);
		escape(b, c);
		from = i + 1;
	}
	buf_add(b, s.p + from, s.n - from);
	buf_char(b, '"');
}

void
json_put_text(struct buf *b, const char *name, struct str s)
{
	if (s.p == NULL)
		return;
	begin(b, name);
	quoted(b, s);
}

void
json_put_z(struct buf *b, const char *name, const char *z)
{
	json_put_text(b, name, str_from_z(z));
}

void
json_put_int(struct buf *b, const char *name, int64_t v)
{
	begin(b, name);
	buf_int(b, v);
}

void
json_put_bool(struct buf *b, const char *name, bool v)
{
	begin(b, name);
	buf_z(b, v ? "true" : "false");
}

void
json_put_date(struct buf *b, const char *name, struct date d)
{
	if (date_is_none(d))
		return;
	begin(b, name);
	buf_printf(b, "\"%04d-%02d-%02d\"", d.year, d.month, d.day);
}

void
json_put_raw(struct buf *b, const char *name, struct str json)
{
	begin(b, name);
	buf_str(b, json);
}

void
json_faults_write(const struct json_faults *f, struct buf *b)
{
	json_open(b, "errors", '[');
	for (size_t i = 0; i < f->n; i++) {
		json_open(b, NULL, '{');
		json_put_z(b, "in", "body");
		json_put_text(b, "pointer", f->v[i].pointer);
		json_put_z(b, "code", f->v[i].code);
		json_put_text(b, "detail", f->v[i].detail);
		json_put_text(b, "detailEn", f->v[i].detail_en);
		json_close(b, '}');
	}
	json_close(b, ']');
}
