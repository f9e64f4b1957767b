/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buf.h"
#include "content.h"
#include "crypto.h"
#include "log.h"
#include "setting.h"

#include "banned.h"

/*
 * A look at names, sizes and times of all files, each second: for a few hundred
 * files that is a millisecond. What changed is published when it stayed the
 * same for one more look, so that a file that is being written is let be.
 */
#define LIST_MAX ((size_t)16 << 20)

struct look {
	unsigned char digest[CRYPTO_MAC_SIZE];
};

struct content_watch {
	const char *dir;
	struct look last;      /* what was seen */
	struct look published; /* what was published */
	struct look faults;    /* what was logged */
};

/* ---- looking ---- */

static void
look_at_folder(const char *folder, int depth, struct buf *list, struct arena *a)
{
	struct dirent *entry;
	DIR *d = opendir(folder);
	while (d != NULL && (entry = readdir(d)) != NULL) {
		struct stat s;
		char *path = str_z(str_printf(a, "%s/%s", folder, entry->d_name), a);
		if (entry->d_name[0] == '.' || stat(path, &s) != 0)
			continue;
		if (S_ISDIR(s.st_mode) && depth < 3)
			look_at_folder(path, depth + 1, list, a);
		else
			buf_printf(list, "%s %" PRIu64 " %jd %jd.%ld\n", path, (uint64_t)s.st_ino, (intmax_t)s.st_size,
				(intmax_t)s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
	}
	if (d != NULL)
		closedir(d);
}

static struct look
look_at(const char *dir)
{
	struct look look;
	struct buf list;
	struct arena *a = arena_new();
	buf_init(&list, LIST_MAX, a);
	look_at_folder(dir, 0, &list, a);
	crypto_digest(buf_view(&list), look.digest);
	arena_free(a);
	return look;
}

static bool
are_same(const struct look *a, const struct look *b)
{
	return memcmp(a->digest, b->digest, sizeof a->digest) == 0;
}

/* ---- publishing ---- */

static void
log_faults(const struct content_pack *pack)
{
	for (size_t i = 0; i < pack->fault_count; i++) {
		const struct content_fault *f = &pack->faults[i];
		if (!f->note)
			log_warning("content_broken file=%.*s line=%d reason=\"%.*s\"", STR_ARG(f->file), f->line,
				STR_ARG(f->reason));
	}
}

static struct look
digest_of_faults(const struct content_pack *pack, struct arena *a)
{
	struct look look;
	struct buf list;
	buf_init(&list, LIST_MAX, a);
	for (size_t i = 0; i < pack->fault_count; i++)
		buf_printf(&list, "%.*s:%d: %.*s\n", STR_ARG(pack->faults[i].file), pack->faults[i].line,
			STR_ARG(pack->faults[i].reason));
	crypto_digest(buf_view(&list), look.digest);
	return look;
}

/* faults: of the last time, which are not logged again; NULL: none. */
static enum err
load(struct core *core, const char *dir, struct look *faults, size_t *ret_broken)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	int published = 0;
	enum err e = content_pack_read(&pack, dir, a);
	struct look now = { { 0 } };
	if (e == ERR_OK)
		now = digest_of_faults(&pack, a);
	if (e == ERR_OK && (faults == NULL || !are_same(faults, &now)))
		log_faults(&pack);
	if (e == ERR_OK && faults != NULL)
		*faults = now;
	if (e == ERR_OK)
		e = content_publish_pack(core, &pack, &published);
	if (e == ERR_OK)
		log_info("content_imported files=%zu published=%d broken=%zu", pack.file_count, published,
			content_pack_faults(&pack));
	else
		log_error("content_folder error=%s", err_name(e));
	if (e == ERR_OK)
		*ret_broken = content_pack_faults(&pack);
	arena_free(a);
	return e;
}

/* ---- at a start ---- */

/* The look of the folder and of this program, as text. */
static struct str
stamp_of(const char *dir, struct arena *a)
{
	struct look look = look_at(dir);
	struct stat s = { 0 };
	stat("/proc/self/exe", &s);
	return str_printf(a, "%.*s %jd %jd.%ld", STR_ARG(str_hex(look.digest, sizeof look.digest, a)),
		(intmax_t)s.st_size, (intmax_t)s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
}

#define STAMP "content.loaded"

static enum err
read_stamp(struct core *core, struct arena *a, struct str *ret_stamp)
{
	struct db_read *r;
	TRY(db_read_begin(core->db, &r));
	*ret_stamp = setting_get(r, STAMP, "", a);
	db_read_end(r);
	return ERR_OK;
}

static enum err
write_stamp(struct db_write *w, void *arg)
{
	const struct str *stamp = arg;
	return setting_put(w, STAMP, *stamp);
}

/* A folder that was published whole and looks the same since is not read
 * again: whoever starts after a fall serves at once. */
static enum err
load_unless_same(struct core *core, const char *dir, struct arena *a)
{
	struct str stamp = stamp_of(dir, a), before;
	size_t broken = 0;
	TRY(read_stamp(core, a, &before));
	if (str_eq(stamp, before))
		return ERR_OK;
	TRY(load(core, dir, NULL, &broken));
	return broken == 0 ? db_write_run(core->db, write_stamp, &stamp) : ERR_OK;
}

enum err
content_load(struct core *core, const char *dir)
{
	struct arena *a = arena_new();
	enum err e = load_unless_same(core, dir, a);
	arena_free(a);
	return e;
}

/* ---- while serving ---- */

struct content_watch *
content_watch_new(const char *dir)
{
	struct content_watch *w = calloc(1, sizeof *w);
	if (w == NULL)
		abort();
	w->dir = dir;
	w->last = w->published = look_at(dir);
	return w;
}

void
content_watch_free(struct content_watch *watch)
{
	free(watch);
}

enum err
content_watch_tick(struct core *core)
{
	struct content_watch *w = core->content_watch;
	if (w == NULL)
		return ERR_OK;
	struct look now = look_at(w->dir);
	bool quiet = are_same(&now, &w->last);
	w->last = now;
	if (!quiet || are_same(&now, &w->published))
		return ERR_OK;
	size_t broken;
	TRY(load(core, w->dir, &w->faults, &broken));
	w->published = now;
	return ERR_OK;
}
