/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guide_internal.h"

#include "banned.h"

/* ---- helplines ---- */

static void
check_phone(struct guide_reader *r, const struct guide_node *node, struct str phone)
{
	size_t digits = 0;
	bool ok = phone.n <= 30;
	for (size_t i = 0; i < phone.n; i++) {
		char c = phone.p[i];
		digits += c >= '0' && c <= '9';
		ok = ok && ((c >= '0' && c <= '9') || c == ' ' || c == '-' || (c == '+' && i == 0));
	}
	if (phone.p != NULL && (!ok || digits < 3))
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_PHONE, NULL, 0);
}

static void
read_helpline(struct guide_reader *r, const struct guide_node *map, struct guide_helplines *helplines)
{
	static const char *const keys[] = { "id", "name", "phone", "url", "hours", "checked", NULL };
	struct guide_helpline *helpline = &helplines->v[helplines->n++];
	if (!guide_map_check(r, map, keys, "helpline"))
		return;
	const struct guide_node *id = guide_map_need(r, map, "id");
	const struct guide_node *phone = guide_map_get(map, "phone"), *url = guide_map_get(map, "url");
	helpline->id = guide_read_name(r, id, "id");
	for (size_t i = 0; i + 1 < helplines->n; i++)
		if (helpline->id.p != NULL && str_eq(helplines->v[i].id, helpline->id))
			guide_report_add(r->report, id->line, MSG_GUIDE_CHECK_ID_TWICE,
				MSG_ARGS({ .text = helpline->id }));
	guide_read_text(r, map, "name", true, &helpline->name);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++)
		if (helpline->name.in[lang].n > MARKDOWN_HELPLINE_MAX)
			guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_NAME_LONG,
				MSG_ARGS({ .number = MARKDOWN_HELPLINE_MAX }));
	guide_read_text(r, map, "hours", false, &helpline->hours);
	helpline->phone = guide_read_word(r, phone, "phone");
	check_phone(r, phone, helpline->phone);
	helpline->url = guide_read_word(r, url, "url");
	if (helpline->url.p != NULL && (!markdown_is_https(helpline->url) || helpline->url.n > MARKDOWN_HELPLINE_MAX))
		guide_report_add(r->report, url->line, MSG_GUIDE_CHECK_URL,
			MSG_ARGS({ .number = MARKDOWN_HELPLINE_MAX }));
	if (phone == NULL && url == NULL)
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_HELPLINE_EMPTY, NULL, 0);
	helpline->checked = guide_read_date(r, guide_map_need(r, map, "checked"), "checked");
}

void
guide_helplines_read(
	struct str yaml, struct guide_report *report, struct arena *a, struct guide_helplines *ret_helplines)
{
	static const struct guide_shared nothing = { 0 };
	struct arena *work = arena_new();
	struct guide_reader r = { report, a, work, &nothing, NULL, false };
	struct guide_helplines helplines = { 0 };
	const struct guide_node *list = guide_yaml_read(yaml, report, work);
	if (list != NULL && list->kind != GUIDE_NODE_LIST) {
		guide_report_add(report, list->line, MSG_GUIDE_CHECK_HELPLINES, NULL, 0);
	} else if (list != NULL) {
		helplines.v = ARENA_ARRAY(a, struct guide_helpline, list->count);
		for (const struct guide_node *map = list->first; map != NULL; map = map->next)
			read_helpline(&r, map, &helplines);
	}
	arena_free(work);
	*ret_helplines = helplines;
}

struct markdown_helplines
guide_markdown_helplines(const struct guide_helplines *helplines, struct arena *a)
{
	struct markdown_helpline *v = ARENA_ARRAY(a, struct markdown_helpline, helplines->n);
	for (size_t i = 0; i < helplines->n; i++) {
		const struct guide_helpline *h = &helplines->v[i];
		v[i] = (struct markdown_helpline){ h->id, h->phone, h->url,
			{ h->name.in[LANG_NL], h->name.in[LANG_EN] } };
	}
	return (struct markdown_helplines){ v, helplines->n };
}

enum err
guide_helplines_parse(struct str yaml, struct str file, struct arena *a, struct guide_helplines *ret_helplines,
	struct guide_faults *ret_faults)
{
	struct guide_report report = { .a = a, .file = file };
	struct guide_helplines helplines;
	guide_helplines_read(yaml, &report, a, &helplines);
	if (report.n > 0) {
		*ret_faults = guide_report_faults(&report);
		return ERR_INVALID;
	}
	*ret_helplines = helplines;
	return ERR_OK;
}

/* ---- one guide ---- */

static void
read_shared(const struct guide_context *context, struct guide_report *report, struct arena *a,
	struct guide_shared *ret_shared)
{
	struct guide_helplines helplines = { 0 };
	*ret_shared = (struct guide_shared){ 0 };
	report->file = STR("helpline.yaml");
	if (context->helplines.p != NULL)
		guide_helplines_read(context->helplines, report, a, &helplines);
	ret_shared->helplines = guide_markdown_helplines(&helplines, a);
	ret_shared->published = context->published;
	report->file = STR("blame.txt");
	if (context->blame.p != NULL)
		guide_blame_read(context->blame, report, a, ret_shared);
}

enum err
guide_parse(struct str yaml, struct str file, const struct guide_context *context, struct arena *a,
	const struct guide **ret_guide, struct guide_faults *ret_faults)
{
	struct guide_report report = { .a = a };
	struct guide_shared shared;
	struct arena *work = arena_new();
	read_shared(context, &report, work, &shared);
	report.file = file;
	const struct guide *g = guide_read(yaml, &report, &shared, a);
	arena_free(work);
	if (report.n > 0) {
		*ret_faults = guide_report_faults(&report);
		return ERR_INVALID;
	}
	*ret_guide = g;
	return ERR_OK;
}

/* ---- a folder ---- */

/* One byte more than a file may have: the reader then says that it is too large. */
static enum err
read_file(const char *dir, struct str name, struct arena *a, struct str *ret_bytes)
{
	int fd = open(str_z(str_printf(a, "%s/%.*s", dir, STR_ARG(name)), a), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	char *p = arena_alloc(a, GUIDE_FILE_MAX + 1);
	size_t n = 0;
	ssize_t got;
	do {
		got = read(fd, p + n, GUIDE_FILE_MAX + 1 - n);
		n += got > 0 ? (size_t)got : 0;
	} while (got > 0 || (got < 0 && errno == EINTR));
	close(fd);
	if (got < 0)
		return ERR_UNAVAILABLE;
	*ret_bytes = str_from(p, n);
	return ERR_OK;
}

static int
by_bytes(const void *p, const void *q)
{
	const struct str *a = p, *b = q;
	return str_cmp(*a, *b);
}

#define GUIDES_MAX 500

/* "burglary" for each guide/burglary.yaml, sorted. */
static enum err
list_names(const char *dir, struct arena *a, struct strs *ret_names)
{
	struct strs names = { ARENA_ARRAY(a, struct str, GUIDES_MAX), 0 };
	struct dirent *entry;
	DIR *d = opendir(str_z(str_printf(a, "%s/guide", dir), a));
	if (d == NULL)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	while (names.n < GUIDES_MAX && (entry = readdir(d)) != NULL) {
		struct str name = str_from_z(entry->d_name);
		if (str_ends(name, STR(".yaml")) && name.p[0] != '.')
			names.v[names.n++] = str_dup(str_cut(name, 0, name.n - 5), a);
	}
	closedir(d);
	qsort(names.v, names.n, sizeof *names.v, by_bytes);
	*ret_names = names;
	return ERR_OK;
}

static enum err
load_guide(const char *dir, struct str name, struct guide_report *report, const struct guide_shared *shared,
	struct arena *a, const struct guide **ret_guide)
{
	struct str yaml = STR_NONE;
	struct guide_report own = { .a = a, .file = str_printf(a, "guide/%.*s.yaml", STR_ARG(name)) };
	struct arena *work = arena_new();
	enum err e = read_file(dir, own.file, work, &yaml);
	const struct guide *g = e == ERR_OK ? guide_read(yaml, &own, shared, a) : NULL;
	arena_free(work);
	TRY(e);
	if (g != NULL && !str_eq(g->name, name))
		guide_report_add(&own, 1, MSG_GUIDE_CHECK_FILE_NAME, MSG_ARGS({ .text = g->name }));
	struct guide_faults faults = guide_report_faults(&own);
	for (size_t i = 0; i < faults.n; i++) {
		report->file = faults.v[i].file;
		guide_report_said(report, faults.v[i].line, faults.v[i].reason);
	}
	*ret_guide = g;
	return ERR_OK;
}

static enum err
load_beside(const char *dir, struct guide_report *report, struct arena *a, struct guide_shared *ret_shared)
{
	struct guide_context context = { 0 };
	enum err e = read_file(dir, STR("helpline.yaml"), a, &context.helplines);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	e = read_file(dir, STR("blame.txt"), a, &context.blame);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	read_shared(&context, report, a, ret_shared);
	return ERR_OK;
}

static enum err
load_folder(
	const char *dir, struct guide_report *report, struct arena *a, struct arena *work, struct guide_list *ret_list)
{
	struct guide_shared shared;
	struct strs names;
	TRY(list_names(dir, work, &names));
	TRY(load_beside(dir, report, work, &shared));
	struct guide_list list = { ARENA_ARRAY(a, const struct guide *, names.n), names.n };
	for (size_t i = 0; i < names.n; i++)
		TRY(load_guide(dir, names.v[i], report, &shared, a, &list.v[i]));
	*ret_list = list;
	return ERR_OK;
}

enum err
guide_load_folder(const char *dir, struct arena *a, struct guide_list *ret_list, struct guide_faults *ret_faults)
{
	struct guide_report report = { .a = a };
	struct guide_list list;
	struct arena *work = arena_new();
	enum err e = load_folder(dir, &report, a, work, &list);
	arena_free(work);
	if (e == ERR_OK && report.n > 0) {
		*ret_faults = guide_report_faults(&report);
		return ERR_INVALID;
	}
	if (e == ERR_OK)
		*ret_list = list;
	return e;
}
