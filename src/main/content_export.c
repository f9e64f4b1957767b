/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content.h"
#include "library.h"
#include "media.h"

#include "banned.h"

struct export {
	const char *dir;
	struct db_read *r;
	int files;
};

/* ---- where a thing stands ---- */

/* "victims/burglary.nl" -> "nl/victims/burglary.md" */
static struct str
page_path(struct str name, struct arena *a)
{
	struct str lang = str_cut(name, name.n < 2 ? 0 : name.n - 2, 2);
	struct str part = str_cut(name, 0, name.n < 3 ? 0 : name.n - 3);
	bool known = str_ends(name, STR(".nl")) || str_ends(name, STR(".en"));
	if (!known || !article_name_is_valid(part))
		return STR_NONE;
	return str_printf(a, "%.*s/%.*s.md", STR_ARG(lang), STR_ARG(part));
}

static struct str
aid_path(struct str name)
{
	static const struct {
		const char *name;
		struct str path;
	} aids[] = {
		{ "helpline", STR_INIT("helpline.yaml") },
		{ "blame", STR_INIT("blame.txt") },
		{ "words.nl", STR_INIT("words.nl.txt") },
		{ "words.en", STR_INIT("words.en.txt") },
		{ "synonyms.nl", STR_INIT("synonyms.nl.txt") },
		{ "synonyms.en", STR_INIT("synonyms.en.txt") },
	};
	for (size_t i = 0; i < sizeof aids / sizeof *aids; i++)
		if (str_eq_z(name, aids[i].name))
			return aids[i].path;
	return STR_NONE;
}

/* Absent: of a kind that stands in no file, or with a name that is none. */
static struct str
text_path(const struct content *c, struct arena *a)
{
	if (str_eq_z(c->kind, "page"))
		return page_path(c->name, a);
	if (str_eq_z(c->kind, "aid"))
		return aid_path(c->name);
	if (str_eq_z(c->kind, "guide") && article_name_is_valid(c->name) && str_find_char(c->name, '/') < 0)
		return str_printf(a, "guide/%.*s.yaml", STR_ARG(c->name));
	return STR_NONE;
}

/* Names of media are checked when they come in; here again, as they make a path. */
static struct str
media_path(const struct media *m, struct arena *a)
{
	const char *folder = str_ends(m->name, STR(".svg")) ? "image" : "media";
	if (str_find_char(m->name, '/') >= 0 || m->name.n == 0 || m->name.p[0] == '.')
		return STR_NONE;
	return str_printf(a, "%s/%.*s", folder, STR_ARG(m->name));
}

/* ---- writing ---- */

static enum err
make_folder(const char *path)
{
	return mkdir(path, 0755) == 0 || errno == EEXIST ? ERR_OK : ERR_UNAVAILABLE;
}

/* The folders above a file, which stand in dir. */
static enum err
make_folders(const char *dir, struct str path, struct arena *a)
{
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			TRY(make_folder(str_printf(a, "%s/%.*s", dir, (int)i, path.p).p));
	return ERR_OK;
}

static enum err
open_new(const struct export *x, struct str path, struct arena *a, int *ret_fd)
{
	TRY(make_folders(x->dir, path, a));
	const char *whole = str_printf(a, "%s/%.*s", x->dir, STR_ARG(path)).p;
	*ret_fd = open(whole, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	return *ret_fd < 0 ? ERR_UNAVAILABLE : ERR_OK;
}

static enum err
write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno != EINTR)
			return ERR_UNAVAILABLE;
		bytes = str_cut(bytes, n < 0 ? 0 : (size_t)n, bytes.n);
	}
	return ERR_OK;
}

static enum err
write_text(struct export *x, const struct content *c, struct arena *a)
{
	int fd;
	struct str path = text_path(c, a);
	if (path.p == NULL)
		return ERR_OK;
	TRY(open_new(x, path, a, &fd));
	enum err e = write_all(fd, c->body);
	x->files++;
	return close(fd) == 0 ? e : ERR_UNAVAILABLE;
}

static enum err
write_media(struct export *x, const struct media *m)
{
	struct arena *a = arena_new();
	struct str path = media_path(m, a), piece;
	int fd = -1;
	enum err e = path.p == NULL ? ERR_OK : open_new(x, path, a, &fd);
	for (int64_t at = 0; fd >= 0 && e == ERR_OK && at < m->size; at += (int64_t)piece.n) {
		struct arena *each = arena_new();
		e = media_read(x->r, m, at, MEDIA_CHUNK, each, &piece);
		if (e == ERR_OK)
			e = write_all(fd, piece);
		arena_free(each);
	}
	x->files += fd >= 0;
	if (fd >= 0 && close(fd) != 0)
		e = ERR_UNAVAILABLE;
	arena_free(a);
	return e;
}

/* ---- all of them ---- */

static enum err
export_texts(struct export *x, struct arena *a)
{
	struct contents list;
	struct str kind = STR(""), name = STR("");
	do {
		struct arena *each = arena_new();
		enum err e = content_list_live(x->r, kind, name, each, &list);
		for (size_t i = 0; e == ERR_OK && i < list.n; i++)
			e = write_text(x, &list.v[i], each);
		if (e == ERR_OK && list.n > 0) {
			kind = str_dup(list.v[list.n - 1].kind, a);
			name = str_dup(list.v[list.n - 1].name, a);
		}
		arena_free(each);
		TRY(e);
	} while (list.n > 0);
	return ERR_OK;
}

static enum err
export_media(struct export *x, struct arena *a)
{
	struct medias list;
	struct str name = STR("");
	do {
		TRY(media_list(x->r, name, a, &list));
		for (size_t i = 0; i < list.n; i++)
			TRY(write_media(x, &list.v[i]));
		if (list.n > 0)
			name = list.v[list.n - 1].name;
	} while (list.n > 0);
	return ERR_OK;
}

/* Made if it is not there; nothing may stand in it. */
static enum err
take_folder(const char *dir)
{
	TRY(make_folder(dir));
	DIR *d = opendir(dir);
	if (d == NULL)
		return ERR_UNAVAILABLE;
	enum err e = ERR_OK;
	for (struct dirent *entry; (entry = readdir(d)) != NULL;)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			e = ERR_CONFLICT;
	closedir(d);
	return e;
}

enum err
content_export(struct core *core, const char *dir, int *ret_files)
{
	struct export x = { dir, NULL, 0 };
	struct arena *a = arena_new();
	enum err e = take_folder(dir);
	if (e == ERR_OK)
		e = db_read_begin(core->db, &x.r);
	if (e == ERR_OK) {
		e = export_texts(&x, a);
		if (e == ERR_OK)
			e = export_media(&x, a);
		db_read_end(x.r);
	}
	arena_free(a);
	if (e == ERR_OK)
		*ret_files = x.files;
	return e;
}
