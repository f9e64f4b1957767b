/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "content.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "log.h"

#include "banned.h"

/* Every file of the folder, by itself and beside the others. *ret_own: how many faults files have by themselves. */
static enum err
read_folder(const char *dir, struct arena *a, struct content_pack *pack, size_t *ret_own)
{
	enum err e = content_pack_read(pack, dir, a);
	if (e != ERR_OK) {
		fprintf(stderr, "nabij: no content folder at %s\n", dir);
		return e;
	}
	*ret_own = content_pack_faults(pack);
	content_check_pack(pack);
	return ERR_OK;
}

/* ERR_INVALID: something is wrong with it, which was printed. */
static enum err
check_folder(const char *dir, struct arena *a, struct content_pack *pack)
{
	size_t own;
	TRY(read_folder(dir, a, pack, &own));
	content_pack_print(pack);
	TRY(directory_content_check(dir));
	return content_pack_faults(pack) > 0 ? ERR_INVALID : ERR_OK;
}

/* What is wrong between files refuses nothing here: it comes of itself where pages are edited one by one, and what was
 * exported in between must come in again. */
static enum err
check_import(const char *dir, struct arena *a, struct content_pack *pack)
{
	size_t own;
	TRY(read_folder(dir, a, pack, &own));
	for (size_t i = own; i < pack->fault_count; i++)
		pack->faults[i].note = true;
	content_pack_print(pack);
	TRY(directory_content_check(dir));
	return own > 0 ? ERR_INVALID : ERR_OK;
}

static int
check(const char *dir)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	enum err e = check_folder(dir, a, &pack);
	if (e == ERR_OK)
		printf("%zu content files, no faults\n", pack.file_count);
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}

static int
review(const char *dir)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	size_t own;
	enum err e = read_folder(dir, a, &pack, &own);
	if (e == ERR_OK) {
		content_review_pack(&pack, date_local(clock_wall()).date);
		content_pack_print(&pack);
		content_print_readability(&pack);
	}
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}

/* Nothing is published of a folder in which a file has a fault. */
static enum err
import(struct core *core, const char *dir)
{
	struct arena *a = arena_new();
	struct content_pack pack;
	int published = 0;
	enum err e = check_import(dir, a, &pack);
	if (e == ERR_OK)
		e = content_publish_pack(core, &pack, &published);
	if (e == ERR_OK) {
		log_info("content_imported files=%zu published=%d", pack.file_count, published);
		printf("%d published\n", published);
	}
	arena_free(a);
	return e;
}

static enum err
export(struct core *core, const char *dir)
{
	int files = 0;
	enum err e = content_export(core, dir, &files);
	if (e == ERR_OK)
		printf("%d files\n", files);
	else if (e == ERR_CONFLICT)
		fprintf(stderr, "nabij: %s is not empty\n", dir);
	else
		fprintf(stderr, "nabij: cannot write to %s\n", dir);
	return e;
}

int
content_main(const struct options *o)
{
	const char *verb = o->rest_count > 0 ? o->rest[0] : "";
	const char *dir = o->rest_count > 1 ? o->rest[1] : o->content;
	bool out = strcmp(verb, "export") == 0;
	struct house *h;
	if (strcmp(verb, "check") == 0)
		return check(dir);
	if (strcmp(verb, "review") == 0)
		return review(dir);
	if ((!out && strcmp(verb, "import") != 0) || (out && o->rest_count < 2)) {
		fprintf(stderr, "usage: nabij content check|review|import [DIR], nabij content export DIR\n");
		return 2;
	}
	if (house_open(o, out ? HOUSE_READ : HOUSE_WRITE, &h) != ERR_OK)
		return 1;
	enum err e = out ? export(&h->core, dir) : import(&h->core, dir);
	house_close(h);
	return e == ERR_OK ? 0 : 1;
}
