/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All that is live in one file to keep or to take elsewhere: a tar archive
 * (POSIX ustar, IEEE Std 1003.1 "pax"), which every system unpacks and which
 * `nabij content import` takes once it is unpacked.
 */
#include <string.h>

#include "clock.h"
#include "editor_words.h"

#include "banned.h"

#define ARCHIVE_MAX ((size_t)256 << 20)
#define BLOCK 512

struct archive {
	struct buf b;
	int64_t now; /* seconds */
};

/* Where the fields of a header begin, and how long they are. */
enum { NAME = 0, MODE = 100, OWNER = 108, GROUP = 116, SIZE = 124, TIME = 136, SUM = 148, TYPE = 156, MAGIC = 257 };
enum { NAME_SIZE = 100, SHORT = 8, LONG = 12 };

/* Octal, with zeros before and NUL behind. */
static void
put_octal(char *field, size_t size, int64_t value)
{
	for (size_t i = size - 1; i-- > 0; value >>= 3)
		field[i] = (char)('0' + (value & 7));
}

static void
put_head(struct archive *x, char type, struct str path, int64_t size)
{
	char head[BLOCK] = { 0 };
	int64_t sum = 0;
	memcpy(head + NAME, path.p, path.n < NAME_SIZE ? path.n : NAME_SIZE);
	put_octal(head + MODE, SHORT, 0644);
	put_octal(head + OWNER, SHORT, 0);
	put_octal(head + GROUP, SHORT, 0);
	put_octal(head + SIZE, LONG, size);
	put_octal(head + TIME, LONG, x->now);
	memset(head + SUM, ' ', SHORT);
	head[TYPE] = type;
	memcpy(head + MAGIC, "ustar\0" "00", 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)head[i];
	put_octal(head + SUM, SHORT - 1, sum);
	buf_str(&x->b, (struct str){ head, BLOCK });
}

static enum err
write_file(void *arg, struct str bytes)
{
	struct archive *x = arg;
	buf_str(&x->b, bytes);
	return buf_ok(&x->b) ? ERR_OK : ERR_LIMIT;
}

/* Up to whole blocks. */
static enum err
end_file(void *arg)
{
	struct archive *x = arg;
	static const char zeros[BLOCK];
	size_t rest = x->b.n % BLOCK;
	buf_str(&x->b, (struct str){ zeros, rest > 0 ? BLOCK - rest : 0 });
	return buf_ok(&x->b) ? ERR_OK : ERR_LIMIT;
}

/* A path that is too long for a header stands in a record before it, whose length counts itself: three digits. */
static enum err
begin_file(void *arg, struct str path, int64_t size)
{
	struct archive *x = arg;
	size_t length = 3 + sizeof " path=" - 1 + path.n + 1;
	if (length > 999)
		return ERR_LIMIT;
	if (path.n > NAME_SIZE) {
		put_head(x, 'x', STR("path"), (int64_t)length);
		buf_printf(&x->b, "%zu path=%.*s\n", length, STR_ARG(path));
		TRY(end_file(x));
	}
	put_head(x, '0', path, size);
	return buf_ok(&x->b) ? ERR_OK : ERR_LIMIT;
}

static enum err
end_archive(struct archive *x)
{
	static const char zeros[2 * BLOCK];
	buf_str(&x->b, (struct str){ zeros, sizeof zeros });
	return buf_ok(&x->b) ? ERR_OK : ERR_LIMIT;
}

static enum err
read_archive(struct web *web)
{
	struct archive x = { .now = clock_wall() / CLOCK_SECOND };
	struct editor_export to = { &x, begin_file, write_file, end_file };
	buf_init(&x.b, ARCHIVE_MAX, web->arena);
	TRY(editor_export(web->r, &to));
	TRY(end_archive(&x));
	http_add_header(web->x, "Content-Disposition", STR("attachment; filename=\"content.tar\""));
	return web_bytes(web, 200, "application/x-tar", buf_view(&x.b));
}

enum err
editor_show_archive(struct web *web)
{
	return editor_reading(web, read_archive);
}
