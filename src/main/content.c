/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guide.h"
#include "library.h"
#include "log.h"
#include "main.h"

#include "banned.h"

#define FILE_MAX ((size_t)1 << 20)

/* One file of the content folder, and what it is published as. */
struct file {
	struct str kind, name, body;
};

struct files {
	struct file v[512];
	size_t n;
};

static enum err
read_whole(const char *path, struct arena *a, struct str *ret_body)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0 || (size_t)s.st_size > FILE_MAX) {
		if (fd >= 0)
			close(fd);
		return fd < 0 ? ERR_NOT_FOUND : ERR_LIMIT;
	}
	char *p = arena_alloc(a, (size_t)s.st_size + 1);
	ssize_t n = read(fd, p, (size_t)s.st_size);
	close(fd);
	if (n != s.st_size)
		return ERR_UNAVAILABLE;
	*ret_body = (struct str){ p, (size_t)n };
	return str_is_text(*ret_body) ? ERR_OK : ERR_INVALID;
}

/* Files of DIR/folder that end in `ending`, which falls off their name. */
static enum err
add_folder(struct files *f, const char *dir, const char *folder, const char *kind, const char *ending, struct arena *a)
{
	const char *path = str_printf(a, "%s/%s", dir, folder).p;
	DIR *d = opendir(path);
	struct dirent *entry;
	enum err e = ERR_OK;
	while (d != NULL && e == ERR_OK && (entry = readdir(d)) != NULL) {
		struct str name = str_from_z(entry->d_name);
		if (!str_ends(name, str_from_z(ending)) || f->n == sizeof f->v / sizeof f->v[0])
			continue;
		struct file *file = &f->v[f->n++];
		file->kind = str_from_z(kind);
		file->name = str_dup(str_cut(name, 0, name.n - strlen(ending)), a);
		e = read_whole(str_printf(a, "%s/%s", path, entry->d_name).p, a, &file->body);
		if (e != ERR_OK)
			fprintf(stderr, "%s/%s: cannot be read as text\n", folder, entry->d_name);
	}
	if (d != NULL)
		closedir(d);
	return e;
}

static enum err
add_aid(struct files *f, const char *dir, const char *file, const char *name, struct arena *a)
{
	struct str body;
	enum err e = read_whole(str_printf(a, "%s/%s", dir, file).p, a, &body);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	f->v[f->n++] = (struct file){ STR("aid"), str_from_z(name), body };
	return ERR_OK;
}

static int
print_faults(const struct guide_faults *faults)
{
	for (size_t i = 0; i < faults->n; i++)
		fprintf(stderr, "%.*s:%d: %.*s\n", STR_ARG(faults->v[i].file), faults->v[i].line,
		    STR_ARG(faults->v[i].reason));
	return (int)faults->n;
}

/* Every file of the folder, checked as a whole; nothing is published of a
 * folder that has a fault. */
static enum err
read_folder(const char *dir, struct arena *a, struct files *ret_files)
{
	struct guide_list guides;
	struct guide_faults faults;
	enum err e = guide_load_folder(dir, a, &guides, &faults);
	if (e == ERR_INVALID)
		print_faults(&faults);
	else if (e != ERR_OK)
		fprintf(stderr, "nabij: no content folder at %s\n", dir);
	TRY(e);
	TRY(add_aid(ret_files, dir, "helpline.yaml", "helpline", a));
	TRY(add_aid(ret_files, dir, "blame.txt", "blame", a));
	TRY(add_folder(ret_files, dir, "guide", "guide", ".yaml", a));
	return add_folder(ret_files, dir, "page", "page", ".md", a);
}

struct publishing {
	const struct files *files;
	struct arena *arena;
	int published;
};

static enum err
publish(struct db_write *w, void *arg)
{
	struct publishing *p = arg;
	p->published = 0;
	for (size_t i = 0; i < p->files->n; i++) {
		const struct file *f = &p->files->v[i];
		bool changed = false;
		TRY(content_publish(w, f->kind, f->name, f->body, p->arena, &changed));
		p->published += changed;
	}
	return ERR_OK;
}

enum err
content_import(struct core *core, const char *dir, int *ret_published)
{
	struct arena *a = arena_new();
	struct files *files = ARENA_NEW(a, struct files);
	struct publishing p = { files, a, 0 };
	enum err e = read_folder(dir, a, files);
	if (e == ERR_OK)
		e = db_write_run(core->db, publish, &p);
	if (e == ERR_OK) {
		*ret_published = p.published;
		log_info("content_imported files=%zu published=%d", files->n, p.published);
	}
	arena_free(a);
	return e;
}

static int
check(const char *dir)
{
	struct arena *a = arena_new();
	struct files *files = ARENA_NEW(a, struct files);
	enum err e = read_folder(dir, a, files);
	if (e == ERR_OK)
		printf("%zu content files, no faults\n", files->n);
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}

int
content_main(const struct options *o)
{
	const char *dir = o->rest_count > 1 ? o->rest[1] : o->content;
	struct house *h;
	int published = 0;
	if (o->rest_count >= 1 && strcmp(o->rest[0], "check") == 0)
		return check(dir);
	if (o->rest_count < 1 || strcmp(o->rest[0], "import") != 0) {
		fprintf(stderr, "usage: nabij content check|import [DIR]\n");
		return 2;
	}
	if (house_open(o, HOUSE_WRITE, &h) != ERR_OK)
		return 1;
	enum err e = content_import(&h->core, dir, &published);
	house_close(h);
	if (e == ERR_OK)
		printf("%d published\n", published);
	return e == ERR_OK ? 0 : 1;
}
