/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What was taken down, one text a line, and where whoever comes there is led:
 * "nl/victims/old.md: /victims/new". Links to it are no fault: a reader is
 * told that it has gone.
 */
#include <string.h>

#include "content.h"

#include "banned.h"

/* "nl/victims/old.md", "guide/old.yaml" */
static bool
read_path(struct str path, struct arena *a, struct content_gone *ret_gone)
{
	struct str rest = path, folder;
	str_split(&rest, '/', &folder);
	bool page = str_eq_z(folder, "nl") || str_eq_z(folder, "en");
	struct str ending = page ? STR(".md") : STR(".yaml");
	if ((!page && !str_eq_z(folder, "guide")) || !str_ends(rest, ending))
		return false;
	struct str name = str_cut(rest, 0, rest.n - ending.n);
	*ret_gone = (struct content_gone){ .kind = page ? STR("page") : STR("guide"),
		.name = page ? str_printf(a, "%.*s.%.*s", STR_ARG(name), STR_ARG(folder)) : name };
	return article_name_is_valid(name) && (page || str_find_char(name, '/') < 0);
}

/* NULL: nothing is wrong with the line. */
static const char *
read_line(const struct content_pack *pack, struct str line, struct content_gone *ret_gone)
{
	struct str rest = line, path;
	str_split(&rest, ':', &path);
	if (!read_path(str_trim(path), pack->arena, ret_gone))
		return "a text as its file is named: nl/victims/old.md or guide/old.yaml";
	if (content_pack_find(pack, ret_gone->kind.p, ret_gone->name) != NULL)
		return "was taken down, and is a file of the folder too";
	if (rest.p != NULL)
		ret_gone->goes_to = str_trim(rest);
	return rest.p == NULL || markdown_is_path(ret_gone->goes_to) ? NULL
		: "leads to a path without language: /victims/new";
}

static size_t
count_lines(struct str body)
{
	size_t n = 0;
	for (struct str line; str_split(&body, '\n', &line);)
		n++;
	return n;
}

void
content_check_gone(struct content_pack *pack, struct content_file *file)
{
	struct content_gones gones = { ARENA_ARRAY(pack->arena, struct content_gone, count_lines(file->body)), 0 };
	struct str rest = file->body, line;
	for (int number = 1; str_split(&rest, '\n', &line); number++) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		const char *fault = read_line(pack, line, &gones.v[gones.n]);
		if (fault != NULL)
			content_pack_fault(pack, file->path, number, "%s", fault);
		file->broken = file->broken || fault != NULL;
		gones.n++;
	}
	if (!file->broken)
		pack->gones = gones;
}

bool
content_pack_is_gone(const struct content_pack *pack, const char *kind, struct str name)
{
	for (size_t i = 0; i < pack->gones.n; i++)
		if (str_eq_z(pack->gones.v[i].kind, kind) && str_eq(pack->gones.v[i].name, name))
			return true;
	return false;
}
