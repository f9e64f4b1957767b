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

#include "buf.h"
#include "content.h"

#include "banned.h"

#define FILE_MAX ((size_t)1 << 20)

/* ---- faults ---- */

void
content_pack_fault(struct content_pack *pack, struct str file, int line, const char *format, ...)
{
	va_list args;
	char words[600];
	va_start(args, format);
	size_t n = str_format(words, sizeof words, format, args);
	va_end(args);
	if (pack->fault_count == pack->fault_room) {
		size_t room = pack->fault_room == 0 ? 64 : pack->fault_room * 2;
		struct content_fault *v = ARENA_ARRAY(pack->arena, struct content_fault, room);
		for (size_t i = 0; i < pack->fault_count; i++)
			v[i] = pack->faults[i];
		pack->faults = v;
		pack->fault_room = room;
	}
	struct str reason = str_dup(str_from(words, n < sizeof words ? n : sizeof words - 1), pack->arena);
	pack->faults[pack->fault_count++] = (struct content_fault){ str_dup(file, pack->arena), line, reason };
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
content_pack_print(const struct content_pack *pack)
{
	if (pack->fault_count > 1)
		qsort(pack->faults, pack->fault_count, sizeof *pack->faults, by_file_and_line);
	for (size_t i = 0; i < pack->fault_count; i++)
		fprintf(stderr, "%.*s:%d: %.*s\n", STR_ARG(pack->faults[i].file), pack->faults[i].line,
		    STR_ARG(pack->faults[i].reason));
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

struct content_file *
content_pack_find(const struct content_pack *pack, const char *kind, struct str name)
{
	for (size_t i = 0; i < pack->file_count; i++)
		if (str_eq_z(pack->files[i].kind, kind) && str_eq(pack->files[i].name, name))
			return &pack->files[i];
	return NULL;
}

static enum err
read_whole(int fd, struct arena *a, struct str *ret_body)
{
	struct stat s;
	if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode))
		return ERR_INVALID;
	if ((uint64_t)s.st_size > FILE_MAX)
		return ERR_LIMIT;
	size_t size = (size_t)s.st_size, n = 0;
	char *p = arena_alloc(a, size + 1);
	for (ssize_t got = 1; n < size && got > 0; n += got > 0 ? (size_t)got : 0)
		got = read(fd, p + n, size - n);
	*ret_body = (struct str){ p, n };
	return n == size ? ERR_OK : ERR_UNAVAILABLE;
}

/* Adds the file; one that cannot be read is a fault, and not among the files.
 * ERR_NOT_FOUND: it is not there. */
static enum err
read_file(struct content_pack *pack, struct str path, const char *kind, struct str name)
{
	struct arena *a = pack->arena;
	struct str body = STR_NONE;
	int fd = open(str_printf(a, "%s/%.*s", pack->dir, STR_ARG(path)).p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return ERR_NOT_FOUND;
	enum err e = fd < 0 ? ERR_UNAVAILABLE : read_whole(fd, a, &body);
	if (fd >= 0)
		close(fd);
	if (e == ERR_OK && !str_is_text(body))
		e = ERR_INVALID;
	if (e == ERR_OK)
		*add_file(pack) = (struct content_file){ path, str_from_z(kind), name, body, false, NULL };
	else
		content_pack_fault(pack, path, 1, e == ERR_LIMIT ? "is larger than %zu KB" : "cannot be read as text",
			FILE_MAX / 1024);
	return ERR_OK;
}

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

/* ---- pages ---- */

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

static struct strs
keep_words(struct strs words, struct arena *a)
{
	struct strs kept = { ARENA_ARRAY(a, struct str, words.n), words.n };
	for (size_t i = 0; i < words.n; i++)
		kept.v[i] = str_dup(words.v[i], a);
	return kept;
}

static struct strs
keep_items(const struct article *p, struct arena *a)
{
	struct strs items = { NULL, 0 };
	size_t n = 0;
	for (size_t i = 0; i < p->groups.n; i++)
		n += p->groups.v[i].items.n;
	items.v = ARENA_ARRAY(a, struct str, n);
	for (size_t i = 0; i < p->groups.n; i++)
		for (size_t j = 0; j < p->groups.v[i].items.n; j++)
			items.v[items.n++] = str_dup(p->groups.v[i].items.v[j].id, a);
	return items;
}

static struct strs
keep_downloads(const struct article *p, struct arena *a)
{
	struct strs files = { ARENA_ARRAY(a, struct str, p->download_count), p->download_count };
	for (size_t i = 0; i < files.n; i++)
		files.v[i] = str_dup(p->downloads[i].file, a);
	return files;
}

static struct markdown_links
keep_links(const struct article *p, struct arena *a)
{
	struct markdown_links links = { ARENA_ARRAY(a, struct markdown_link, p->links.n), p->links.n };
	for (size_t i = 0; i < links.n; i++)
		links.v[i] = (struct markdown_link){ p->links.v[i].line, str_dup(p->links.v[i].to, a) };
	return links;
}

static const struct content_page *
keep_page(const struct article *p, struct arena *a)
{
	struct content_page *page = ARENA_NEW(a, struct content_page);
	*page = (struct content_page){
		.name = str_dup(p->name, a), .other = str_dup(p->other, a), .image = str_dup(p->image, a),
		.video = str_dup(p->video, a), .lang = p->lang, .kind = p->kind,
		.offences = keep_words(p->offences, a), .items = keep_items(p, a),
		.downloads = keep_downloads(p, a), .links = keep_links(p, a), .checked = p->checked,
	};
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		page->audiences[i] = p->audiences[i];
	return page;
}

static void
check_page(struct content_pack *pack, struct content_file *file, const struct article_context *context)
{
	struct arena *work = arena_new();
	const struct article *article;
	struct article_faults faults = { NULL, 0 };
	enum lang lang = str_ends(file->name, STR(".en")) ? LANG_EN : LANG_NL;
	struct str name = str_cut(file->name, 0, file->name.n - 3);
	file->broken = article_parse(file->body, name, lang, context, work, &article, &faults) != ERR_OK;
	if (!file->broken)
		file->page = keep_page(article, pack->arena);
	for (size_t i = 0; i < faults.n; i++)
		content_pack_fault(pack, file->path, faults.v[i].line, "%.*s", STR_ARG(faults.v[i].reason));
	arena_free(work);
}

static void
check_pages(struct content_pack *pack)
{
	struct guide_helplines helplines = { NULL, 0 };
	struct guide_faults faults;
	const struct content_file *lines = content_pack_find(pack, "aid", STR("helpline"));
	const struct content_file *blame = content_pack_find(pack, "aid", STR("blame"));
	if (lines != NULL)
		guide_helplines_parse(lines->body, lines->path, pack->arena, &helplines, &faults);
	struct markdown_helplines known = guide_markdown_helplines(&helplines, pack->arena);
	struct article_context context = { .helplines = &known, .blame = blame == NULL ? STR_NONE : blame->body };
	for (size_t i = 0; i < pack->file_count; i++)
		if (str_eq_z(pack->files[i].kind, "page"))
			check_page(pack, &pack->files[i], &context);
}

/* ---- guides ---- */

static void
read_guides(struct content_pack *pack)
{
	struct strs names = list_folder(pack, STR("guide"));
	for (size_t i = 0; i < names.n; i++)
		if (str_ends(names.v[i], STR(".yaml")))
			read_file(pack, str_printf(pack->arena, "guide/%.*s", STR_ARG(names.v[i])), "guide",
				str_cut(names.v[i], 0, names.v[i].n - strlen(".yaml")));
}

/* The faults of guides and of what stands beside them. */
static enum err
check_guides(struct content_pack *pack)
{
	struct guide_list guides;
	struct guide_faults faults = { NULL, 0 };
	enum err e = guide_load_folder(pack->dir, pack->arena, &guides, &faults);
	for (size_t i = 0; e == ERR_INVALID && i < faults.n; i++) {
		const struct guide_fault *f = &faults.v[i];
		content_pack_fault(pack, f->file, f->line, "%.*s", STR_ARG(f->reason));
		for (size_t j = 0; j < pack->file_count; j++)
			if (str_eq(pack->files[j].path, f->file))
				pack->files[j].broken = true;
	}
	return e == ERR_INVALID ? ERR_OK : e;
}

/* ---- the whole ---- */

enum err
content_pack_read(const char *dir, struct arena *a, struct content_pack *ret_pack)
{
	struct content_pack pack = { .arena = a, .dir = dir };
	read_file(&pack, STR("helpline.yaml"), "aid", STR("helpline"));
	read_file(&pack, STR("blame.txt"), "aid", STR("blame"));
	read_guides(&pack);
	read_pages(&pack, STR("nl"), STR("nl"), 0);
	read_pages(&pack, STR("en"), STR("en"), 0);
	TRY(check_guides(&pack));
	check_pages(&pack);
	*ret_pack = pack;
	return ERR_OK;
}
