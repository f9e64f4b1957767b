/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "content.h"
#include "editor.h"
#include "media.h"

#include "banned.h"

/* ---- texts, many in a transaction ---- */

#define BATCH 1000

struct batch {
	const struct content_pack *pack;
	size_t first, end;
	int published;
};

static enum err
publish_text(struct db_write *w, const struct content_pack *pack, const struct content_file *f, struct arena *a,
    bool *ret_changed)
{
	if (str_eq_z(f->kind, "aid") && str_eq_z(f->name, "gone"))
		return editor_retire_file(w, f->body, &pack->gones, a, ret_changed);
	return content_publish_file(w, f->kind, f->name, f->body, a, ret_changed);
}

static enum err
publish_texts(struct db_write *w, void *arg)
{
	struct batch *b = arg;
	struct arena *a = arena_new();
	enum err e = ERR_OK;
	b->published = 0;
	for (size_t i = b->first; e == ERR_OK && i < b->end; i++) {
		const struct content_file *f = &b->pack->files[i];
		bool changed = false;
		if (f->broken || f->body.p == NULL)
			continue;
		arena_reset(a);
		e = publish_text(w, b->pack, f, a, &changed);
		b->published += changed;
	}
	arena_free(a);
	return e;
}

/* ---- media, one by one and never whole ---- */

/* Hands the file to the writer in pieces. */
static enum err
pour(const struct content_pack *pack, const struct content_file *f, struct media_writer *m, struct arena *a)
{
	char *piece = arena_raw(a, MEDIA_CHUNK);
	int fd = open(str_printf(a, "%s/%.*s", pack->dir, STR_ARG(f->path)).p, O_RDONLY | O_CLOEXEC);
	enum err e = fd < 0 ? ERR_UNAVAILABLE : ERR_OK;
	for (ssize_t n = 1; e == ERR_OK && n > 0;) {
		n = read(fd, piece, MEDIA_CHUNK);
		if (n > 0)
			e = media_add(m, piece, (size_t)n);
		else if (n < 0 && errno != EINTR)
			e = ERR_UNAVAILABLE;
		n = n < 0 ? 1 : n;
	}
	if (fd >= 0)
		close(fd);
	return e;
}

/* Whether the file is the live one already. */
static enum err
is_live(struct core *core, const struct content_pack *pack, const struct content_file *f, struct arena *a,
    bool *ret_live)
{
	struct db_read *r;
	struct media live;
	struct media_writer *m = media_begin(NULL, a);
	TRY(pour(pack, f, m, a));
	TRY(db_read_begin(core->db, &r));
	enum err e = media_find(r, f->name, a, &live);
	db_read_end(r);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_live = e == ERR_OK && str_eq(live.hash, media_sum(m, a));
	return ERR_OK;
}

struct ending {
	struct media_writer *writer;
	struct str name, type;
	struct arena *arena;
	bool changed;
};

static enum err
end_media(struct db_write *w, void *arg)
{
	struct ending *x = arg;
	return media_end(w, x->writer, x->name, x->type, x->arena, &x->changed);
}

static enum err
publish_media(struct core *core, const struct content_pack *pack, const struct content_file *f, int *published)
{
	bool live;
	struct arena *a = arena_new();
	enum err e = is_live(core, pack, f, a, &live);
	if (e == ERR_OK && !live) {
		struct ending x = { media_begin(core, a), f->name, str_from_z(filetype_of(f->name)->type), a, false };
		e = pour(pack, f, x.writer, a);
		if (e == ERR_OK)
			e = db_write_run(core->db, end_media, &x);
		*published += x.changed;
	}
	arena_free(a);
	return e;
}

enum err
content_publish_pack(struct core *core, const struct content_pack *pack, int *ret_published)
{
	int published = 0;
	for (size_t i = 0; i < pack->file_count; i += BATCH) {
		size_t end = pack->file_count - i < BATCH ? pack->file_count : i + BATCH;
		struct batch b = { pack, i, end, 0 };
		TRY(db_write_run(core->db, publish_texts, &b));
		published += b.published;
	}
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct content_file *f = &pack->files[i];
		if (!f->broken && str_eq_z(f->kind, "media"))
			TRY(publish_media(core, pack, f, &published));
	}
	int entries = 0;
	TRY(directory_content_import(core, pack->dir, &entries));
	*ret_published = published + entries;
	return ERR_OK;
}
