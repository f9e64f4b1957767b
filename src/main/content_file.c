/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "content.h"
#include "media.h"
#include "search.h"

#include "banned.h"

/* ---- what is kept of a page ---- */

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

/* Whatever a link may end with: "#police". */
static struct strs
keep_ids(const struct article *p, struct arena *a)
{
	struct strs ids = { ARENA_ARRAY(a, struct str, MARKDOWN_HEADINGS_MAX), 0 };
	struct str rest = p->body.s, mark = STR(" id=\""), id;
	for (ptrdiff_t at; ids.n < MARKDOWN_HEADINGS_MAX && (at = str_find(rest, mark)) >= 0;) {
		rest = str_cut(rest, (size_t)at + mark.n, rest.n);
		if (str_split(&rest, '"', &id))
			ids.v[ids.n++] = str_dup(id, a);
	}
	return ids;
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
		.offences = keep_words(p->offences, a), .sectors = keep_words(p->sectors, a),
		.items = keep_items(p, a), .ids = keep_ids(p, a),
		.downloads = keep_downloads(p, a), .links = keep_links(p, a), .checked = p->checked,
	};
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		page->audiences[i] = p->audiences[i];
	return page;
}

/* ---- each kind ---- */

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
		content_pack_fault(pack, file->path, faults.v[i].line, "%.*s", STR_ARG(faults.v[i].reason.in[LANG_EN]));
	arena_free(work);
}

static bool
has_name(struct str name)
{
	ptrdiff_t dot = str_find_char(name, '.');
	bool ok = dot > 0 && name.p[0] != '-';
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (c == '.' && i > 0));
	}
	return ok && name.n <= ARTICLE_NAME_MAX;
}

static void
check_media(struct content_pack *pack, struct content_file *file)
{
	struct arena *work = arena_new();
	const struct filetype *type = filetype_of(file->name);
	struct str bytes = STR_NONE, reason = STR_NONE;
	struct msg_said said;
	bool drawing = str_starts(file->path, STR("image/"));
	int line = 1;
	if (!has_name(file->name))
		reason = STR("the name of a file: a-z, 0-9 and '-', with an ending");
	else if (type == NULL || drawing != str_eq_z(str_from_z(type->ending), "svg"))
		reason = drawing ? STR("illustrations are svg files")
				 : STR("a film (webm), captions (vtt), a document (pdf) or a picture (png, jpg)");
	else if (file->size > (int64_t)type->max)
		reason = str_printf(work, "is larger than %zu KB", type->max / 1024);
	else if (content_read_head(pack, file->path, type->whole ? type->max : FILETYPE_HEAD, work, &bytes) != ERR_OK)
		reason = STR("cannot be read");
	else if (filetype_check(type, bytes, work, &line, &said) != ERR_OK)
		reason = said.in[LANG_EN];
	file->broken = reason.n > 0;
	if (file->broken)
		content_pack_fault(pack, file->path, line, "%.*s", STR_ARG(reason));
	arena_free(work);
}

/* The faults of guides and of what stands beside them. */
static enum err
check_guides(struct content_pack *pack)
{
	struct guide_list guides = { NULL, 0 };
	struct guide_faults faults = { NULL, 0 };
	enum err e = guide_load_folder(pack->dir, pack->arena, &guides, &faults);
	for (size_t i = 0; e == ERR_INVALID && i < faults.n; i++) {
		const struct guide_fault *f = &faults.v[i];
		content_pack_fault(pack, f->file, f->line, "%.*s", STR_ARG(f->reason.in[LANG_EN]));
		for (size_t j = 0; j < pack->file_count; j++)
			if (str_eq(pack->files[j].path, f->file))
				pack->files[j].broken = true;
	}
	for (size_t i = 0; e == ERR_OK && i < guides.n; i++) {
		struct content_file *file = content_pack_find(pack, "guide", guides.v[i]->name);
		if (file != NULL)
			file->guide = guides.v[i];
	}
	return e == ERR_INVALID || e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ---- what people say, for the search ---- */

static void
check_danger(struct content_pack *pack, const struct content_file *file, const struct search_aid *aid)
{
	const struct guide_helplines *lines = &pack->guide_helplines;
	for (size_t i = 0; i < aid->n; i++) {
		struct str id = aid->v[i].helpline;
		bool found = id.p == NULL;
		for (size_t k = 0; !found && k < lines->n; k++)
			found = str_eq(lines->v[k].id, id);
		if (!found)
			content_pack_fault(pack, file->path, aid->v[i].line, "there is no help line %.*s", STR_ARG(id));
	}
}

static void
check_synonyms(struct content_pack *pack, struct content_file *file, enum lang lang)
{
	struct search_faults faults = { NULL, 0 };
	const struct search_aid *aid;
	file->broken = search_aid_parse(file->body, lang, pack->arena, &aid, &faults) != ERR_OK;
	for (size_t i = 0; i < faults.n; i++)
		content_pack_fault(pack, file->path, faults.v[i].line, "%.*s", STR_ARG(faults.v[i].reason));
	if (!file->broken)
		check_danger(pack, file, aid);
}

enum err
content_check_files(struct content_pack *pack)
{
	struct guide_faults faults;
	TRY(check_guides(pack));
	const struct content_file *lines = content_pack_find(pack, "aid", STR("helpline"));
	const struct content_file *blame = content_pack_find(pack, "aid", STR("blame"));
	if (lines != NULL)
		guide_helplines_parse(lines->body, lines->path, pack->arena, &pack->guide_helplines, &faults);
	pack->helplines = guide_markdown_helplines(&pack->guide_helplines, pack->arena);
	struct article_context context = { .helplines = &pack->helplines,
		.blame = blame == NULL ? STR_NONE : blame->body };
	for (size_t i = 0; i < pack->file_count; i++) {
		struct content_file *file = &pack->files[i];
		if (str_eq_z(file->kind, "page"))
			check_page(pack, file, &context);
		else if (str_eq_z(file->kind, "media"))
			check_media(pack, file);
		else if (str_eq_z(file->kind, "aid") && str_eq_z(file->name, "gone"))
			content_check_gone(pack, file);
		else if (str_eq_z(file->kind, "aid") && str_starts(file->name, STR("synonyms.")))
			check_synonyms(pack, file, str_ends(file->name, STR(".en")) ? LANG_EN : LANG_NL);
	}
	return ERR_OK;
}

int
content_key_line(struct str body, const char *key, struct str value)
{
	struct str line, name;
	for (int number = 1; str_split(&body, '\n', &line); number++) {
		struct str rest = str_trim(line);
		if (number > 1 && str_eq_z(rest, "---"))
			break;
		if (str_split(&rest, ':', &name) && str_eq_z(str_trim(name), key) && rest.p != NULL &&
			str_starts(str_trim(rest), value))
			return number;
	}
	return 1;
}
