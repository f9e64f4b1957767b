/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_MEDIA_H
#define CORE_MEDIA_H
/*
 * Public files: illustrations, films, captions, downloads, pictures that an
 * editor put up. Immutable rows in chunks; a name leads to the newest. Nothing
 * personal: that is what core/blob is for. What a file is, is checked before it
 * comes here (filetype/filetype.h).
 */
#include "core.h"
#include "id.h"

#define MEDIA_CHUNK ((size_t)256 << 10)
#define MEDIA_MAX ((int64_t)256 << 20) /* bytes of one file */

struct media {
	struct id id;
	struct str name; /* "door.svg", "being-there.webm" */
	struct str type; /* "image/svg+xml" */
	struct str hash; /* 32 bytes: the digest of the digests of its chunks */
	int64_t size;
};

struct medias {
	struct media *v;
	size_t n;
};

/* Publishes bytes as the live file of the name. The same again changes nothing
 * (*ret_changed false). ERR_LIMIT: over MEDIA_MAX. */
enum err media_put(
    struct db_write *w, struct str name, struct str type, struct str bytes, struct arena *a, bool *ret_changed);

/* The same in pieces, for what is large: each chunk is a transaction of its
 * own, and media_end, in the caller's, makes it the live one. What never ends
 * is swept after a day. Without core nothing is written: for media_sum, the
 * hash of what was added. */
struct media_writer;
struct media_writer *media_begin(struct core *core, struct arena *a);
enum err media_add(struct media_writer *m, const void *p, size_t n);
struct str media_sum(struct media_writer *m, struct arena *a);
enum err media_end(
    struct db_write *w, struct media_writer *m, struct str name, struct str type, struct arena *a, bool *ret_changed);

/* The live file of a name; any that has this hash, live or not. */
enum err media_find(struct db_read *r, struct str name, struct arena *a, struct media *ret_media);
enum err media_find_hash(struct db_read *r, struct str hash, struct arena *a, struct media *ret_media);

/* n bytes from offset on, fewer where the file ends. ERR_INTERNAL: a chunk is missing. */
enum err media_read(
    struct db_read *r, const struct media *m, int64_t offset, size_t n, struct arena *a, struct str *ret_bytes);

/* Live files by name, at most 100 after `after` (empty: from the first). */
enum err media_list(struct db_read *r, struct str after, struct arena *a, struct medias *ret_medias);

/* The name leads nowhere any more. */
enum err media_retire(struct db_write *w, struct str name);

/* The hash that these bytes would have. */
struct str media_hash(struct str bytes, struct arena *a);

/* Removes chunks without a file that are over a day old. A timer. */
enum err media_sweep(struct core *core);

#endif
