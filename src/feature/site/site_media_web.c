/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pictures, films, captions, downloads, at addresses with their hash:
 * "/media/door.4f0c...svg", which are kept for ever. A piece that was asked
 * for (Range, RFC 9110) comes from memory and may be shorter than asked; a
 * large file as a whole goes through an unnamed file, so that it is never in
 * memory as a whole.
 */
#include <fcntl.h>
#include <unistd.h>

#include "media.h"
#include "site_internal.h"

#include "banned.h"

#define HASH_BYTES 32
#define PIECE_MAX ((size_t)2 << 20) /* bytes in one answer from memory */

/* ---- addresses ---- */

/* "door.svg" as "/media/door.HASH.svg" */
static struct url
address_of(const struct media *m, struct arena *a)
{
	size_t dot = m->name.n;
	for (size_t i = 0; i < m->name.n; i++)
		if (m->name.p[i] == '.') {
			dot = i;
			break;
		}
	return url_printf(a, "/media/%.*s.%.*s%.*s", STR_ARG(str_cut(m->name, 0, dot)),
	    STR_ARG(str_hex(m->hash.p, m->hash.n, a)), STR_ARG(str_cut(m->name, dot, m->name.n)));
}

enum err
site_media_url(struct web *web, struct db_read *r, struct str file, struct url *ret_url)
{
	struct media m;
	enum err e = media_find(r, file, web->arena, &m);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_url = e == ERR_OK ? address_of(&m, web->arena) : (struct url){ STR_NONE };
	return ERR_OK;
}

/* The piece of 64 hexadecimal digits of an address. */
static enum err
hash_in(struct str name, struct arena *a, struct str *ret_hash)
{
	char *hash = arena_alloc(a, HASH_BYTES);
	struct str piece;
	while (str_split(&name, '.', &piece))
		if (str_unhex(piece, hash, HASH_BYTES) == ERR_OK) {
			*ret_hash = str_from(hash, HASH_BYTES);
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

/* ---- ranges ---- */

enum asked { ASKED_ALL, ASKED_PART, ASKED_BEYOND };

struct span {
	int64_t from, n;
};

/* One range of bytes: "bytes=0-99", "bytes=100-", "bytes=-100". Several, or
 * what is not understood: as if nothing was asked. */
static enum asked
range_of(const struct http_request *r, struct str etag, int64_t size, struct span *ret_span)
{
	struct str range = http_header(r, "Range"), condition = http_header(r, "If-Range"), first;
	int64_t from = -1, to = -1;
	if (!str_starts(range, STR("bytes=")) || (condition.p != NULL && !str_eq(condition, etag)))
		return ASKED_ALL;
	struct str last = str_cut(range, 6, range.n);
	if (!str_split(&last, '-', &first) || last.p == NULL || first.n + last.n == 0)
		return ASKED_ALL;
	if ((first.n > 0 && (str_int(first, &from) != ERR_OK || from < 0)) ||
	    (last.n > 0 && (str_int(last, &to) != ERR_OK || to < 0)))
		return ASKED_ALL;
	if (first.n > 0 && last.n > 0 && to < from)
		return ASKED_ALL;
	if (first.n == 0) {
		from = to < size ? size - to : 0;
		to = to == 0 ? -1 : size - 1;
	} else if (last.n == 0 || to >= size) {
		to = size - 1;
	}
	if (from >= size || to < from)
		return ASKED_BEYOND;
	*ret_span = (struct span){ from, to - from + 1 };
	return ASKED_PART;
}

/* ---- answers ---- */

static bool
is_shown(struct str type)
{
	return str_starts(type, STR("image/")) || str_starts(type, STR("video/")) || str_starts(type, STR("text/vtt"));
}

static void
add_headers(struct web *web, const struct media *m)
{
	http_add_header(web->x, "Accept-Ranges", STR("bytes"));
	http_add_header(web->x, "Content-Disposition",
	    str_printf(web->arena, "%s; filename=\"%.*s\"", is_shown(m->type) ? "inline" : "attachment",
	        STR_ARG(m->name)));
}

static enum err
send_piece(struct web *web, struct db_read *r, const struct media *m, struct span s, int status)
{
	struct str bytes;
	size_t n = s.n > (int64_t)PIECE_MAX ? PIECE_MAX : (size_t)s.n;
	TRY(media_read(r, m, s.from, n, web->arena, &bytes));
	if (status == 206)
		http_add_header(web->x, "Content-Range",
		    str_printf(web->arena, "bytes %lld-%lld/%lld", (long long)s.from,
		        (long long)(s.from + (int64_t)bytes.n - 1), (long long)m->size));
	return web_bytes(web, status, str_z(m->type, web->arena), bytes);
}

/* The memory of each piece is given back before the next. */
static enum err
copy_out(struct db_read *r, const struct media *m, int fd)
{
	struct arena *a = arena_new();
	enum err e = ERR_OK;
	for (int64_t at = 0; e == ERR_OK && at < m->size;) {
		struct str bytes;
		arena_reset(a);
		e = media_read(r, m, at, MEDIA_CHUNK, a, &bytes);
		if (e == ERR_OK && write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n)
			e = ERR_UNAVAILABLE;
		at += e == ERR_OK ? (int64_t)bytes.n : 0;
	}
	arena_free(a);
	return e;
}

static enum err
send_whole(struct web *web, struct db_read *r, const struct media *m)
{
	int fd = open(str_printf(web->arena, "%s/blob", web->core->dir).p, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	enum err e = web->x->request.method == HTTP_HEAD ? ERR_OK : copy_out(r, m, fd);
	if (e != ERR_OK) {
		close(fd);
		return e;
	}
	TRY(web_bytes(web, 200, str_z(m->type, web->arena), STR("")));
	web->x->response.file = fd;
	web->x->response.file_length = (uint64_t)m->size;
	return ERR_OK;
}

static enum err
send_beyond(struct web *web, const struct media *m)
{
	http_add_header(web->x, "Content-Range", str_printf(web->arena, "bytes */%lld", (long long)m->size));
	return web_bytes(web, 416, "text/plain; charset=utf-8", STR("beyond the end\n"));
}

static enum err
answer(struct web *web, struct db_read *r)
{
	struct media m;
	struct str hash;
	struct span span = { 0, 0 };
	TRY(hash_in(web->param[0], web->arena, &hash));
	TRY(media_find_hash(r, hash, web->arena, &m));
	struct str etag = str_printf(web->arena, "\"%.*s\"", STR_ARG(str_hex(hash.p, hash.n, web->arena)));
	enum asked asked = range_of(&web->x->request, etag, m.size, &span);
	if (asked == ASKED_BEYOND)
		return send_beyond(web, &m);
	if (web_unchanged(web, "public, max-age=31536000, immutable", etag))
		return ERR_OK;
	add_headers(web, &m);
	if (asked == ASKED_PART)
		return send_piece(web, r, &m, span, 206);
	if (m.size <= (int64_t)PIECE_MAX)
		return send_piece(web, r, &m, (struct span){ 0, m.size }, 200);
	return send_whole(web, r, &m);
}

enum err
site_media_send(struct web *web)
{
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = answer(web, r);
	db_read_end(r);
	return e;
}
