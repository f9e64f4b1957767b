/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blob.sql.h"
#include "buf.h"
#include "clock.h"
#include "folder.h"

#include "banned.h"

#define CHUNK ((size_t)64 << 10)

/* On disk: chunks, each with its sealed length (4 bytes) before it. A chunk is
 * bound to its number through its row id, so chunks cannot change places. */
struct blob_writer {
	const struct vault_key *key;
	struct arena *arena;
	struct id id;
	const char *temporary, *path, *folder;
	int fd;
	uint32_t number;
	unsigned char *chunk;
	size_t n;
};

static struct id
chunk_id(struct id blob, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		blob.b[12 + i] = (uint8_t)(blob.b[12 + i] ^ (number >> (24 - 8 * i)));
	return blob;
}

static void
close_writer(void *p)
{
	struct blob_writer *b = p;
	if (b->fd >= 0) {
		close(b->fd);
		unlink(b->temporary);
	}
}

enum err
blob_begin(struct core *core, const struct vault_key *k, struct arena *a, struct blob_writer **ret_writer)
{
	struct blob_writer *b = ARENA_NEW(a, struct blob_writer);
	b->key = k;
	b->arena = a;
	b->id = id_new();
	b->folder = str_printf(a, "%s/blob", core->dir).p;
	b->path = str_printf(a, "%s/%.*s", b->folder, STR_ARG(id_text(b->id, a))).p;
	b->temporary = str_printf(a, "%s.new", b->path).p;
	b->chunk = arena_alloc(a, CHUNK);
	if (mkdir(b->folder, 0700) != 0 && errno != EEXIST)
		return ERR_UNAVAILABLE;
	b->fd = open(b->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (b->fd < 0)
		return ERR_UNAVAILABLE;
	arena_defer(a, close_writer, b);
	*ret_writer = b;
	return ERR_OK;
}

static enum err
write_all(int fd, const void *p, size_t n)
{
	const char *at = p;
	while (n > 0) {
		ssize_t m = write(fd, at, n);
		if (m < 0 && errno == EINTR)
			continue;
		if (m <= 0)
			return ERR_UNAVAILABLE;
		at += m;
		n -= (size_t)m;
	}
	return ERR_OK;
}

static enum err
flush_chunk(struct blob_writer *b)
{
	struct arena *a = arena_new();
	struct id row = chunk_id(b->id, b->number++);
	struct str sealed = vault_seal(b->key, SEALED_BLOB_CHUNK, row, str_from(b->chunk, b->n), a);
	uint32_t length = (uint32_t)sealed.n;
	enum err e = write_all(b->fd, &length, sizeof length);
	if (e == ERR_OK)
		e = write_all(b->fd, sealed.p, sealed.n);
	b->n = 0;
	arena_free(a);
	return e;
}

enum err
blob_add(struct blob_writer *b, const void *p, size_t n)
{
	const unsigned char *from = p;
	while (n > 0) {
		size_t some = n < CHUNK - b->n ? n : CHUNK - b->n;
		memcpy(b->chunk + b->n, from, some);
		b->n += some;
		from += some;
		n -= some;
		if (b->n == CHUNK)
			TRY(flush_chunk(b));
	}
	return ERR_OK;
}

enum err
blob_end(struct blob_writer *b, struct id *ret_id)
{
	TRY(flush_chunk(b));
	if (fsync(b->fd) != 0 || rename(b->temporary, b->path) != 0)
		return ERR_UNAVAILABLE;
	close(b->fd);
	b->fd = -1;
	TRY(folder_sync(b->folder));
	*ret_id = b->id;
	return ERR_OK;
}

enum err
blob_keep(struct db_write *w, struct id id, struct id client, int64_t size)
{
	return blob_insert(
		w, (struct blob_insert_in){ .id = id, .client = client, .size = size, .made = clock_wall() });
}

static enum err
read_chunk(int fd, struct buf *chunk, bool *ret_end)
{
	uint32_t length;
	ssize_t n = read(fd, &length, sizeof length);
	*ret_end = n == 0;
	if (n == 0)
		return ERR_OK;
	if (n != (ssize_t)sizeof length || length > 2 * CHUNK)
		return ERR_INTERNAL;
	buf_clear(chunk);
	char *room = buf_room(chunk, length);
	if (room == NULL || read(fd, room, length) != (ssize_t)length)
		return ERR_INTERNAL;
	chunk->n = length;
	return ERR_OK;
}

static enum err
read_chunks(int fd, const struct vault_key *k, struct id id, struct buf *out, struct arena *a)
{
	struct buf chunk;
	struct str plain = STR_NONE;
	buf_init(&chunk, 2 * CHUNK, a);
	for (uint32_t number = 0;; number++) {
		bool end;
		TRY(read_chunk(fd, &chunk, &end));
		/* The last chunk is never a full one: a file cut between two is seen. */
		if (end && (number == 0 || plain.n == CHUNK))
			return ERR_INTERNAL;
		if (end)
			return buf_ok(out) ? ERR_OK : ERR_LIMIT;
		TRY(vault_unseal(k, SEALED_BLOB_CHUNK, chunk_id(id, number), buf_view(&chunk), a, &plain));
		buf_str(out, plain);
	}
}

enum err
blob_read(struct core *core, const struct vault_key *k, struct id id, size_t max, struct arena *a,
    struct str *ret_bytes)
{
	struct buf out;
	int fd = open(str_printf(a, "%s/blob/%.*s", core->dir, STR_ARG(id_text(id, a))).p, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	buf_init(&out, max, a);
	enum err e = read_chunks(fd, k, id, &out, a);
	close(fd);
	if (e == ERR_OK)
		*ret_bytes = buf_view(&out);
	return e;
}

enum err
blob_remove(const struct core *core, struct id id, struct arena *a)
{
	struct str path = str_printf(a, "%s/blob/%.*s", core->dir, STR_ARG(id_text(id, a)));
	return unlink(path.p) == 0 || errno == ENOENT ? ERR_OK : ERR_UNAVAILABLE;
}

/* ---- sweeping ---- */

static enum err
sweep_file(struct db_read *r, struct str folder, struct str name, struct arena *a)
{
	struct id id;
	struct stat s;
	struct blob_exists_row row;
	const char *path = str_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name)).p;
	bool unfinished = str_ends(name, STR(".new"));
	if (!unfinished && id_parse(name, &id) != ERR_OK)
		return ERR_OK;
	if (stat(path, &s) != 0 || clock_wall() / 1000 - s.st_mtime < CLOCK_DAY / 1000)
		return ERR_OK;
	enum err e = unfinished ? ERR_NOT_FOUND : blob_exists(r, (struct blob_exists_in){ .id = id }, a, &row);
	if (e != ERR_NOT_FOUND)
		return e;
	return unlink(path) == 0 || errno == ENOENT ? ERR_OK : ERR_UNAVAILABLE;
}

enum err
blob_sweep(struct core *core)
{
	struct arena *a = arena_new(), *each = arena_new();
	struct str folder = str_printf(a, "%s/blob", core->dir);
	struct db_read *r;
	DIR *dir = opendir(folder.p);
	enum err e = dir == NULL ? ERR_OK : db_read_begin(core->db, &r);
	if (dir != NULL && e == ERR_OK) {
		struct dirent *entry;
		while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
			arena_reset(each);
			e = sweep_file(r, folder, str_from_z(entry->d_name), each);
		}
		db_read_end(r);
	}
	if (dir != NULL)
		closedir(dir);
	arena_free(each);
	arena_free(a);
	return e;
}
