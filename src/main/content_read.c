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

#include "content.h"

#include "banned.h"

#define FILE_MAX ((size_t)1 << 20)
#define FILES_MAX 50000

/* ---- faults ---- */

__attribute__((format(printf, 5, 0))) static void
add_fault(struct content_pack *pack, struct str file, int line, bool note, const char *format, va_list args)
{
	char words[600];
	size_t n = str_format(words, sizeof words, format, args);
	if (pack->fault_count == pack->fault_room) {
		size_t room = pack->fault_room == 0 ? 64 : pack->fault_room * 2;
		struct content_fault *v = ARENA_ARRAY(pack->arena, struct content_fault, room);
		for (size_t i = 0; i < pack->fault_count; i++)
			v[i] = pack->faults[i];
		pack->faults = v;
		pack->fault_room = room;
	}
	struct str reason = str_dup(str_from(words, n < sizeof words ? n : sizeof words - 1), pack->arena);
	pack->faults[pack->fault_count++] = (struct content_fault){ str_dup(file, pack->arena), line, reason, note };
}

void
content_pack_fault(struct content_pack *pack, struct str file, int line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_fault(pack, file, line, false, format, args);
	va_end(args);
}

void
content_pack_note(struct content_pack *pack, struct str file, int line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_fault(pack, file, line, true, format, args);
	va_end(args);
}

size_t
content_pack_faults(const struct content_pack *pack)
{
	size_t n = 0;
	for (size_t i = 0; i < pack->fault_count; i++)
		n += !pack->faults[i].note;
	return n;
}

static int
by_file_and_line(const void *p, const void *q)
{
	const struct content_fault *a = p, *b = q;
	int order = str_cmp(a->file, b->file);
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	return order != 0 ? order : str_cmp(a->reason, b->reason);
}

void
content_pack_print(struct content_pack *pack)
{
	if (pack->fault_count > 1)
		qsort(pack->faults, pack->fault_count, sizeof *pack->faults, by_file_and_line);
	for (size_t i = 0; i < pack->fault_count; i++)
		fprintf(stderr, "%.*s:%d: %s%.*s\n", STR_ARG(pack->faults[i].file), pack->faults[i].line,
			pack->faults[i].note ? "note: " : "", STR_ARG(pack->faults[i].reason));
}

/* ---- files ---- */

static struct content_file *
add_file(struct content_pack *pack)
{
	if (pack->file_count == pack->file_room) {
		size_t room = pack->file_room == 0 ? 256 : pack->file_room * 2;
		struct content_file *v = ARENA_ARRAY(pack->arena, struct content_file, room);
		for (size_t i = 0; i < pack->file_count; i++)
			v[i] = pack->files[i];
		pack->files = v;
		pack->file_room = room;
	}
	return &pack->files[pack->file_count++];
}

static int
by_kind_and_name(const void *p, const void *q)
{
	const struct content_file *const *a = p, *const *b = q;
	int order = str_cmp((*a)->kind, (*b)->kind);
	return order != 0 ? order : str_cmp((*a)->name, (*b)->name);
}

struct content_file *
content_pack_find(const struct content_pack *pack, const char *kind, struct str name)
{
	const struct content_file key = { .kind = str_from_z(kind), .name = name }, *wanted = &key;
	struct content_file *const *found = pack->file_count == 0 ? NULL
		: bsearch(&wanted, pack->index, pack->file_count, sizeof *pack->index, by_kind_and_name);
	return found == NULL ? NULL : *found;
}

static void
make_index(struct content_pack *pack)
{
	pack->index = ARENA_ARRAY(pack->arena, struct content_file *, pack->file_count);
	for (size_t i = 0; i < pack->file_count; i++)
		pack->index[i] = &pack->files[i];
	if (pack->file_count > 1)
		qsort(pack->index, pack->file_count, sizeof *pack->index, by_kind_and_name);
}

static enum err
read_all(int fd, size_t n, struct arena *a, struct str *ret_bytes)
{
	char *p = arena_raw(a, n + 1);
	size_t at = 0;
	for (ssize_t got = 1; at < n && got > 0; at += got > 0 ? (size_t)got : 0) {
		got = read(fd, p + at, n - at);
		if (got < 0 && errno != EINTR)
			return ERR_UNAVAILABLE;
		got = got < 0 ? 1 : got;
	}
	*ret_bytes = (struct str){ p, at };
	return ERR_OK;
}

/* A plain file of the folder; not what only looks like one. */
static enum err
open_file(const struct content_pack *pack, struct str path, struct arena *a, int *ret_fd, int64_t *ret_size)
{
	struct stat s;
	int fd = open(str_printf(a, "%s/%.*s", pack->dir, STR_ARG(path)).p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode)) {
		close(fd);
		return ERR_INVALID;
	}
	*ret_fd = fd;
	*ret_size = s.st_size;
	return ERR_OK;
}

enum err
content_read_head(
	const struct content_pack *pack, struct str path, size_t max, struct arena *a, struct str *ret_bytes)
{
	int fd;
	int64_t size;
	TRY(open_file(pack, path, a, &fd, &size));
	enum err e = read_all(fd, (uint64_t)size < max ? (size_t)size : max, a, ret_bytes);
	close(fd);
	return e;
}

static enum err
read_text(struct content_pack *pack, struct str path, int64_t *ret_size, struct str *ret_body)
{
	int fd;
	TRY(open_file(pack, path, pack->arena, &fd, ret_size));
	enum err e = *ret_size > (int64_t)FILE_MAX ? ERR_LIMIT : ERR_OK;
	if (e == ERR_OK)
		e = read_all(fd, (size_t)*ret_size, pack->arena, ret_body);
	close(fd);
	TRY(e);
	return str_is_text(*ret_body) ? ERR_OK : ERR_INVALID;
}

/* Adds a text; one that cannot be read is a fault. One that is not there, nothing. */
static void
read_file(struct content_pack *pack, struct str path, const char *kind, struct str name)
{
	int64_t size = 0;
	struct str body = STR_NONE;
	enum err e = read_text(pack, path, &size, &body);
	if (e == ERR_NOT_FOUND)
		return;
	if (e == ERR_LIMIT)
		content_pack_fault(pack, path, 1, "is larger than %zu KB", FILE_MAX / 1024);
	else if (e != ERR_OK)
		content_pack_fault(pack, path, 1, "is no text in UTF-8, or cannot be read");
	else if (pack->file_count == FILES_MAX)
		content_pack_fault(pack, path, 1, "more than %d files", FILES_MAX);
	else
		*add_file(pack) = (struct content_file){ .path = path, .kind = str_from_z(kind), .name = name,
			.body = body, .size = size };
}

/* ---- folders ---- */

static int
by_bytes(const void *p, const void *q)
{
	const struct str *a = p, *b = q;
	return str_cmp(*a, *b);
}

/* Names in a folder of the pack, sorted; none when it is not there. Hidden ones are left out. */
static struct strs
list_folder(struct content_pack *pack, struct str folder)
{
	struct strs names = { NULL, 0 };
	size_t room = 0;
	struct dirent *entry;
	DIR *d = opendir(str_printf(pack->arena, "%s/%.*s", pack->dir, STR_ARG(folder)).p);
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		if (names.n == room) {
			struct str *v = ARENA_ARRAY(pack->arena, struct str, room * 2 + 64);
			for (size_t i = 0; i < names.n; i++)
				v[i] = names.v[i];
			names.v = v;
			room = room * 2 + 64;
		}
		names.v[names.n++] = str_dup(str_from_z(entry->d_name), pack->arena);
	}
	if (d != NULL)
		closedir(d);
	if (names.n > 1)
		qsort(names.v, names.n, sizeof *names.v, by_bytes);
	return names;
}

static bool
is_folder(struct content_pack *pack, struct str path)
{
	struct stat s;
	return stat(str_printf(pack->arena, "%s/%.*s", pack->dir, STR_ARG(path)).p, &s) == 0 && S_ISDIR(s.st_mode);
}

/* "nl/victims/burglary.md" -> "victims/burglary.nl" */
static void
read_page(struct content_pack *pack, struct str path, struct str lang)
{
	struct str name = str_cut(path, lang.n + 1, path.n - lang.n - 1 - strlen(".md"));
	read_file(pack, path, "page", str_printf(pack->arena, "%.*s.%.*s", STR_ARG(name), STR_ARG(lang)));
}

static void
read_pages(struct content_pack *pack, struct str folder, struct str lang, int depth)
{
	struct strs names = list_folder(pack, folder);
	for (size_t i = 0; i < names.n; i++) {
		struct str path = str_printf(pack->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(names.v[i]));
		if (str_ends(path, STR(".md")))
			read_page(pack, path, lang);
		else if (depth == 0 && is_folder(pack, path))
			read_pages(pack, path, lang, depth + 1);
		else
			content_pack_fault(pack, path, 1, "is no article (NAME.md)");
	}
}

static void
read_guides(struct content_pack *pack)
{
	struct strs names = list_folder(pack, STR("guide"));
	for (size_t i = 0; i < names.n; i++) {
		struct str path = str_printf(pack->arena, "guide/%.*s", STR_ARG(names.v[i]));
		if (str_ends(path, STR(".yaml")))
			read_file(pack, path, "guide", str_cut(names.v[i], 0, names.v[i].n - strlen(".yaml")));
		else
			content_pack_fault(pack, path, 1, "is no guide (NAME.yaml)");
	}
}

static void
read_media(struct content_pack *pack, const char *folder)
{
	struct strs names = list_folder(pack, str_from_z(folder));
	for (size_t i = 0; i < names.n; i++) {
		int fd;
		int64_t size;
		struct str path = str_printf(pack->arena, "%s/%.*s", folder, STR_ARG(names.v[i]));
		if (open_file(pack, path, pack->arena, &fd, &size) != ERR_OK) {
			content_pack_fault(pack, path, 1, "cannot be read");
			continue;
		}
		close(fd);
		*add_file(pack) = (struct content_file){ .path = path, .kind = STR("media"), .name = names.v[i],
			.size = size };
	}
}

/* ---- the whole ---- */

enum err
content_pack_read(struct content_pack *pack, const char *dir, struct arena *a)
{
	*pack = (struct content_pack){ .arena = a, .dir = dir };
	if (!is_folder(pack, STR(".")))
		return ERR_NOT_FOUND;
	read_file(pack, STR("helpline.yaml"), "aid", STR("helpline"));
	read_file(pack, STR("blame.txt"), "aid", STR("blame"));
	read_file(pack, STR("words.nl.txt"), "aid", STR("words.nl"));
	read_file(pack, STR("words.en.txt"), "aid", STR("words.en"));
	read_file(pack, STR("synonyms.nl.txt"), "aid", STR("synonyms.nl"));
	read_file(pack, STR("synonyms.en.txt"), "aid", STR("synonyms.en"));
	read_file(pack, STR("gone.txt"), "aid", STR("gone"));
	read_guides(pack);
	read_pages(pack, STR("nl"), STR("nl"), 0);
	read_pages(pack, STR("en"), STR("en"), 0);
	read_media(pack, "image");
	read_media(pack, "media");
	make_index(pack);
	return content_check_files(pack);
}
