/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "media.h"

#include <string.h>

#include "buf.h"
#include "clock.h"
#include "crypto.h"
#include "media.sql.h"

#include "banned.h"

#define DIGESTS_MAX ((size_t)(MEDIA_MAX / (int64_t)MEDIA_CHUNK) * CRYPTO_MAC_SIZE + CRYPTO_MAC_SIZE)

struct media_writer {
	struct core *core;
	struct id id;
	int64_t size;   /* what was added */
	int64_t number; /* chunks that are rows */
	struct buf digests;
	char *chunk;
	size_t n; /* of the chunk that is being filled */
};

/* ---- hashing ---- */

static void
add_digest(struct buf *digests, struct str chunk)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	crypto_digest(chunk, digest);
	buf_add(digests, digest, sizeof digest);
}

static struct str
digest_of(const struct buf *digests, struct arena *a)
{
	unsigned char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	crypto_digest(buf_view(digests), hash);
	return str_from(hash, CRYPTO_MAC_SIZE);
}

struct str
media_hash(struct str bytes, struct arena *a)
{
	struct buf digests;
	buf_init(&digests, DIGESTS_MAX, a);
	for (size_t at = 0; at < bytes.n; at += MEDIA_CHUNK)
		add_digest(&digests, str_cut(bytes, at, MEDIA_CHUNK));
	return digest_of(&digests, a);
}

/* ---- publishing ---- */

static enum err
insert_chunk(struct db_write *w, struct id media, int64_t number, struct str bytes)
{
	return media_chunk_insert(
	    w, (struct media_chunk_insert_in){ .media = media, .number = number, .bytes = bytes });
}

/* Makes m the live one of its name, unless the live one is the same already. */
static enum err
publish(struct db_write *w, const struct media *m, struct arena *a, bool *ret_changed)
{
	struct media_live_row live;
	enum err e = media_live(db_reading(w), (struct media_live_in){ .name = m->name }, a, &live);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_changed = e == ERR_NOT_FOUND || !str_eq(live.hash, m->hash) || !str_eq(live.type, m->type);
	if (!*ret_changed)
		return ERR_OK;
	TRY(media_retire(w, m->name));
	return media_insert(w, (struct media_insert_in){ .id = m->id, .name = m->name, .type = m->type,
	    .size = m->size, .hash = m->hash, .made = clock_wall() });
}

enum err
media_put(struct db_write *w, struct str name, struct str type, struct str bytes, struct arena *a, bool *ret_changed)
{
	struct media m = { id_new(), name, type, media_hash(bytes, a), (int64_t)bytes.n };
	if (m.size > MEDIA_MAX)
		return ERR_LIMIT;
	TRY(publish(w, &m, a, ret_changed));
	int64_t number = 0;
	for (size_t at = 0; *ret_changed && at < bytes.n; at += MEDIA_CHUNK)
		TRY(insert_chunk(w, m.id, number++, str_cut(bytes, at, MEDIA_CHUNK)));
	return ERR_OK;
}

struct media_writer *
media_begin(struct core *core, struct arena *a)
{
	struct media_writer *m = ARENA_NEW(a, struct media_writer);
	m->core = core;
	m->id = id_new();
	m->chunk = arena_alloc(a, MEDIA_CHUNK);
	buf_init(&m->digests, DIGESTS_MAX, a);
	return m;
}

static enum err
write_chunk(struct db_write *w, void *arg)
{
	const struct media_writer *m = arg;
	return insert_chunk(w, m->id, m->number, str_from(m->chunk, m->n));
}

enum err
media_add(struct media_writer *m, const void *p, size_t n)
{
	const char *from = p;
	if (m->size + (int64_t)n > MEDIA_MAX)
		return ERR_LIMIT;
	while (n > 0) {
		if (m->n == MEDIA_CHUNK) {
			if (m->core != NULL)
				TRY(db_write_run(m->core->db, write_chunk, m));
			add_digest(&m->digests, str_from(m->chunk, m->n));
			m->number++;
			m->n = 0;
		}
		size_t some = n < MEDIA_CHUNK - m->n ? n : MEDIA_CHUNK - m->n;
		memcpy(m->chunk + m->n, from, some);
		m->n += some;
		m->size += (int64_t)some;
		from += some;
		n -= some;
	}
	return ERR_OK;
}

struct str
media_sum(struct media_writer *m, struct arena *a)
{
	struct buf digests;
	buf_init(&digests, DIGESTS_MAX, a);
	buf_str(&digests, buf_view(&m->digests));
	if (m->n > 0)
		add_digest(&digests, str_from(m->chunk, m->n));
	return digest_of(&digests, a);
}

/* Leaves the writer as it was: the caller's transaction may run again. */
enum err
media_end(struct db_write *w, struct media_writer *m, struct str name, struct str type, struct arena *a,
    bool *ret_changed)
{
	struct media media = { m->id, name, type, media_sum(m, a), m->size };
	TRY(publish(w, &media, a, ret_changed));
	if (!*ret_changed)
		return media_chunk_delete(w, (struct media_chunk_delete_in){ .media = m->id });
	return m->n > 0 ? write_chunk(w, m) : ERR_OK;
}

enum err
media_retire(struct db_write *w, struct str name)
{
	return media_retire_name(w, (struct media_retire_name_in){ .name = name });
}

/* ---- finding and reading ---- */

static struct media
from_row(const struct media_live_row *row)
{
	return (struct media){ row->id, row->name, row->type, row->hash, row->size };
}

enum err
media_find(struct db_read *r, struct str name, struct arena *a, struct media *ret_media)
{
	struct media_live_row row;
	TRY(media_live(r, (struct media_live_in){ .name = name }, a, &row));
	*ret_media = from_row(&row);
	return ERR_OK;
}

enum err
media_find_hash(struct db_read *r, struct str hash, struct arena *a, struct media *ret_media)
{
	struct media_live_row row;
	TRY(media_by_hash(r, (struct media_by_hash_in){ .hash = hash }, a, &row));
	*ret_media = from_row(&row);
	return ERR_OK;
}

enum err
media_list(struct db_read *r, struct str after, struct arena *a, struct medias *ret_medias)
{
	struct media_live_rows rows;
	TRY(media_live_after(r, (struct media_live_after_in){ .after = after }, a, &rows));
	struct medias list = { ARENA_ARRAY(a, struct media, rows.n), rows.n };
	for (size_t i = 0; i < rows.n; i++)
		list.v[i] = from_row(&rows.v[i]);
	*ret_medias = list;
	return ERR_OK;
}

enum err
media_read(struct db_read *r, const struct media *m, int64_t offset, size_t n, struct arena *a, struct str *ret_bytes)
{
	struct buf out;
	int64_t end = offset > m->size || (int64_t)n > m->size - offset ? m->size : offset + (int64_t)n;
	buf_init(&out, n, a);
	for (int64_t at = offset; at < end;) {
		struct media_chunk_get_row row;
		int64_t number = at / (int64_t)MEDIA_CHUNK;
		size_t from = (size_t)(at % (int64_t)MEDIA_CHUNK);
		enum err e = media_chunk_get(
		    r, (struct media_chunk_get_in){ .media = m->id, .number = number }, a, &row);
		if (e == ERR_NOT_FOUND || (e == ERR_OK && row.bytes.n <= from))
			return ERR_INTERNAL;
		TRY(e);
		struct str piece = str_cut(row.bytes, from, (size_t)(end - at));
		buf_str(&out, piece);
		at += (int64_t)piece.n;
	}
	*ret_bytes = buf_view(&out);
	return ERR_OK;
}

/* ---- sweeping ---- */

/* The first id of a moment: whatever is older has a smaller one. */
static struct id
first_of(int64_t wall)
{
	struct id id = ID_NONE;
	for (int i = 0; i < 6; i++)
		id.b[i] = (uint8_t)((uint64_t)wall >> (8 * (5 - i)));
	return id;
}

static enum err
sweep(struct db_write *w, void *arg)
{
	struct arena *a = arg;
	struct media_chunk_orphan_rows rows;
	struct id before = first_of(clock_wall() - CLOCK_DAY);
	TRY(media_chunk_orphan(db_reading(w), (struct media_chunk_orphan_in){ .before = before }, a, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(media_chunk_delete(w, (struct media_chunk_delete_in){ .media = rows.v[i].media }));
	return ERR_OK;
}

enum err
media_sweep(struct core *core)
{
	struct arena *a = arena_new();
	enum err e = db_write_run(core->db, sweep, a);
	arena_free(a);
	return e;
}
