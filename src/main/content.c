/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "library.h"
#include "log.h"

#include "banned.h"

/* Every file of the folder, checked as a whole; nothing is published of a
 * folder that has a fault. */
static enum err
read_folder(const char *dir, struct arena *a, struct content_pack *ret_pack)
{
	enum err e = content_pack_read(dir, a, ret_pack);
	if (e != ERR_OK) {
		fprintf(stderr, "nabij: no content folder at %s\n", dir);
		return e;
	}
	content_pack_print(ret_pack);
	TRY(directory_content_check(dir));
	return ret_pack->fault_count > 0 ? ERR_INVALID : ERR_OK;
}

struct publishing {
	const struct content_pack *pack;
	int published;
};

static enum err
publish(struct db_write *w, void *arg)
{
	struct publishing *p = arg;
	p->published = 0;
	struct arena *a = arena_new();
	enum err e = ERR_OK;
	for (size_t i = 0; e == ERR_OK && i < p->pack->file_count; i++) {
		const struct content_file *f = &p->pack->files[i];
		bool changed = false;
		arena_reset(a);
		e = content_publish_file(w, f->kind, f->name, f->body, a, &changed);
		p->published += changed;
	}
	arena_free(a);
	return e;
}

enum err
content_import(struct core *core, const char *dir, int *ret_published)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	struct publishing p = { &pack, 0 };
	enum err e = read_folder(dir, a, &pack);
	int entries = 0;
	if (e == ERR_OK)
		e = db_write_run(core->db, publish, &p);
	if (e == ERR_OK)
		e = directory_content_import(core, dir, &entries);
	if (e == ERR_OK) {
		*ret_published = p.published + entries;
		log_info("content_imported files=%zu published=%d", pack.file_count, p.published);
	}
	arena_free(a);
	return e;
}

static int
check(const char *dir)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	enum err e = read_folder(dir, a, &pack);
	if (e == ERR_OK)
		printf("%zu content files, no faults\n", pack.file_count);
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
