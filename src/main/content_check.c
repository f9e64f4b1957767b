/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "content.h"

#include "banned.h"

/* ---- where a link leads ---- */

static bool
is_environment(struct str name)
{
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		if (str_eq_z(name, audience_code((enum audience)i)))
			return true;
	return false;
}

/* Whether a path is what a route answers to. Parameters stand for anything,
 * but not where articles and guides stand: those must exist. */
static bool
fits_route(struct str path, struct str route)
{
	struct str a, b;
	bool first = true, literal = true;
	if (str_eq(path, route))
		return !is_environment(str_cut(path, 1, path.n));
	path = str_cut(path, 1, path.n);
	route = str_cut(route, 1, route.n);
	for (;; first = false) {
		bool more = str_split(&path, '/', &a);
		if (str_split(&route, '/', &b) != more)
			return false;
		if (!more)
			return true;
		bool any = b.n > 0 && b.p[0] == ':';
		if (first)
			literal = !any && !is_environment(b) && !str_eq_z(b, "guide") && !str_eq_z(b, "media");
		if (any ? !literal : !str_eq(a, b))
			return false;
	}
}

static bool
is_route(struct str path)
{
	struct route_table tables[MAIN_MAX_TABLES];
	size_t n = main_route_tables(tables);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < tables[i].n; j++)
			if (tables[i].v[j].method == HTTP_GET && fits_route(path, str_from_z(tables[i].v[j].path)))
				return true;
	return false;
}

static struct content_file *
find_page(const struct content_pack *pack, struct str name, enum lang lang)
{
	struct arena *a = arena_new();
	struct content_file *file = content_pack_find(
		pack, "page", str_printf(a, "%.*s.%s", STR_ARG(name), lang_code(lang)));
	arena_free(a);
	return file;
}

/* A page that was taken down says so to whoever follows a link to it. */
static bool
is_gone(const struct content_pack *pack, struct str name, enum lang lang)
{
	struct arena *a = arena_new();
	bool gone = content_pack_is_gone(pack, "page", str_printf(a, "%.*s.%s", STR_ARG(name), lang_code(lang)));
	arena_free(a);
	return gone;
}

static bool
is_guide(const struct content_pack *pack, struct str path)
{
	struct str rest = str_cut(path, STR("/guide/").n, path.n), name;
	return str_starts(path, STR("/guide/")) && str_split(&rest, '/', &name) &&
		(content_pack_find(pack, "guide", name) != NULL || content_pack_is_gone(pack, "guide", name));
}

static bool
is_media(const struct content_pack *pack, struct str path)
{
	struct str prefix = STR("/media/");
	return str_starts(path, prefix) && content_pack_find(pack, "media", str_cut(path, prefix.n, path.n)) != NULL;
}

static bool
has_id(const struct content_file *file, struct str id)
{
	for (size_t i = 0; file->page != NULL && i < file->page->ids.n; i++)
		if (str_eq(file->page->ids.v[i], id))
			return true;
	return file->broken;
}

/* lang: of the page that the link stands on. */
static void
check_link(struct content_pack *pack, struct str file, int line, struct str to, enum lang lang)
{
	struct str path = to, rest = to, id = STR_NONE;
	if (str_split(&rest, '#', &path))
		id = rest;
	rest = path;
	str_split(&rest, '?', &path);
	struct str name = str_eq_z(path, "/") ? STR("home") : str_cut(path, 1, path.n);
	const struct content_file *page = find_page(pack, name, lang);
	if (page == NULL && !is_gone(pack, name, lang) && !is_guide(pack, path) && !is_media(pack, path) &&
	    !is_route(path))
		content_pack_fault(pack, file, line, "a link that leads nowhere: \"%.*s\"", STR_ARG(to));
	else if (page != NULL && id.n > 0 && !has_id(page, id))
		content_pack_fault(pack, file, line, "a link to a heading that is not there: \"%.*s\"", STR_ARG(to));
}

/* ---- what a page names ---- */

static void
need_media(struct content_pack *pack, const struct content_file *file, const char *key, struct str value,
	const char *ending)
{
	struct arena *a = arena_new();
	struct str name = str_printf(a, "%.*s%s", STR_ARG(value), ending);
	if (value.p != NULL && content_pack_find(pack, "media", name) == NULL)
		content_pack_fault(pack, file->path, content_key_line(file->body, key, value),
			"%s: there is no file \"%.*s\"", key, STR_ARG(name));
	arena_free(a);
}

/* What an editor put up under that name. */
static bool
has_photo(const struct content_pack *pack, struct str image)
{
	static const char *const endings[] = { "jpg", "png" };
	struct arena *a = arena_new();
	bool found = false;
	for (size_t i = 0; i < 2 && image.p != NULL && !found; i++) {
		struct str name = str_printf(a, "%.*s.%s", STR_ARG(image), endings[i]);
		found = content_pack_find(pack, "media", name) != NULL;
	}
	arena_free(a);
	return found;
}

static void
check_named(struct content_pack *pack, const struct content_file *file)
{
	const struct content_page *page = file->page;
	if (!has_photo(pack, page->image))
		need_media(pack, file, "image", page->image, ".svg");
	need_media(pack, file, "video", page->video, ".webm");
	need_media(pack, file, "video", page->video, page->lang == LANG_NL ? ".nl.vtt" : ".en.vtt");
	for (size_t i = 0; i < page->downloads.n; i++)
		need_media(pack, file, "download", page->downloads.v[i], "");
	if (page->other.p != NULL && find_page(pack, page->other, page->lang) == NULL &&
	    !is_gone(pack, page->other, page->lang))
		content_pack_fault(pack, file->path, content_key_line(file->body, "other", page->other),
			"other: there is no article \"%.*s\"", STR_ARG(page->other));
	for (size_t i = 0; i < page->links.n; i++)
		if (markdown_is_path(page->links.v[i].to))
			check_link(pack, file->path, page->links.v[i].line, page->links.v[i].to, page->lang);
}

/* ---- both languages ---- */

static bool
are_same(struct strs a, struct strs b)
{
	bool same = a.n == b.n;
	for (size_t i = 0; same && i < a.n; i++)
		same = str_eq(a.v[i], b.v[i]);
	return same;
}

static void
compare(struct content_pack *pack, const struct content_file *file, const struct content_file *dutch)
{
	const struct content_page *a = file->page, *b = dutch->page;
	bool audiences = true;
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		audiences = audiences && a->audiences[i] == b->audiences[i];
	const struct {
		const char *key;
		bool same;
	} parts[] = {
		{ "kind", a->kind == b->kind },
		{ "audience", audiences },
		{ "offence", are_same(a->offences, b->offences) },
		{ "items", are_same(a->items, b->items) },
		{ "image", str_eq(a->image, b->image) },
		{ "video", str_eq(a->video, b->video) },
		{ "other", str_eq(a->other, b->other) },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!parts[i].same)
			content_pack_fault(pack, file->path, content_key_line(file->body, parts[i].key, STR("")),
				"%s: not the same as in %.*s", parts[i].key, STR_ARG(dutch->path));
}

static void
check_translation(struct content_pack *pack, const struct content_file *file)
{
	enum lang other = file->page->lang == LANG_NL ? LANG_EN : LANG_NL;
	const struct content_file *translation = find_page(pack, file->page->name, other);
	if (translation == NULL && !is_gone(pack, file->page->name, other))
		content_pack_fault(pack, file->path, 1, "the %s text is missing (%s/%.*s.md)",
			other == LANG_EN ? "English" : "Dutch", lang_code(other), STR_ARG(file->page->name));
	else if (other == LANG_NL && translation != NULL && translation->page != NULL)
		compare(pack, file, translation);
}

/* ---- guides ---- */

static int
line_with(struct str body, struct str words)
{
	struct str line;
	for (int number = 1; str_split(&body, '\n', &line); number++)
		if (str_find(line, words) >= 0)
			return number;
	return 1;
}

/* Links of a guide stand in Markdown in both languages, "](/path)", and as its outcomes' own. */
static void
check_guide(struct content_pack *pack, const struct content_file *file)
{
	const struct guide *g = file->guide;
	for (size_t i = 0; i < g->outcome_count; i++)
		if (g->outcomes[i].link.n > 0 && g->outcomes[i].link.p[0] == '/')
			check_link(pack, file->path, line_with(file->body, g->outcomes[i].link), g->outcomes[i].link,
				LANG_NL);
	struct str rest = file->body, line;
	for (int number = 1; str_split(&rest, '\n', &line); number++) {
		struct str mark = STR("](/"), to;
		for (ptrdiff_t at; (at = str_find(line, mark)) >= 0;) {
			line = str_cut(line, (size_t)at + 2, line.n);
			if (str_split(&line, ')', &to) && markdown_is_path(to))
				check_link(pack, file->path, number, to, LANG_NL);
		}
	}
}

/* ---- what was taken down ---- */

static void
check_gone(struct content_pack *pack)
{
	const struct content_file *file = content_pack_find(pack, "aid", STR("gone"));
	for (size_t i = 0; i < pack->gones.n; i++) {
		const struct content_gone *g = &pack->gones.v[i];
		if (g->goes_to.p != NULL)
			check_link(pack, file->path, line_with(file->body, g->goes_to), g->goes_to,
				str_ends(g->name, STR(".en")) ? LANG_EN : LANG_NL);
	}
}

void
content_check_pack(struct content_pack *pack)
{
	check_gone(pack);
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct content_file *file = &pack->files[i];
		if (file->page != NULL) {
			check_named(pack, file);
			check_translation(pack, file);
		}
		if (file->guide != NULL)
			check_guide(pack, file);
	}
}
