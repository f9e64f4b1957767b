/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content.h"
#include "editor.h"

#include "banned.h"

struct folder {
	const char *dir;
	int fd; /* of the file that is being written */
	int files;
};

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
begin_file(void *arg, struct str path, int64_t size)
{
	struct folder *f = arg;
	struct arena *a = arena_new();
	enum err e = make_folders(f->dir, path, a);
	(void)size;
	if (e == ERR_OK) {
		const char *whole = str_printf(a, "%s/%.*s", f->dir, STR_ARG(path)).p;
		f->fd = open(whole, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		e = f->fd < 0 ? ERR_UNAVAILABLE : ERR_OK;
	}
	arena_free(a);
	return e;
}

static enum err
write_file(void *arg, struct str bytes)
{
	const struct folder *f = arg;
	while (bytes.n > 0) {
		ssize_t n = write(f->fd, bytes.p, bytes.n);
		if (n < 0 && errno != EINTR)
			return ERR_UNAVAILABLE;
		bytes = str_cut(bytes, n < 0 ? 0 : (size_t)n, bytes.n);
	}
	return ERR_OK;
}

static enum err
end_file(void *arg)
{
	struct folder *f = arg;
	f->files++;
	return close(f->fd) == 0 ? ERR_OK : ERR_UNAVAILABLE;
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
	struct folder f = { dir, -1, 0 };
	struct editor_export to = { &f, begin_file, write_file, end_file };
	struct db_read *r;
	TRY(take_folder(dir));
	TRY(db_read_begin(core->db, &r));
	enum err e = editor_export(r, &to);
	db_read_end(r);
	if (e == ERR_OK)
		*ret_files = f.files;
	return e;
}
