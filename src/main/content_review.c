/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>

#include "content.h"

#include "banned.h"

#define OLD_DAYS 365
#define SCORE_LOW 60 /* below it most people find a text hard */

static struct str
hard_words(const struct content_pack *pack, enum lang lang)
{
	const struct content_file *words =
		content_pack_find(pack, "aid", lang == LANG_NL ? STR("words.nl") : STR("words.en"));
	return words == NULL ? STR_NONE : words->body;
}

/* ---- notes ---- */

static void
review_date(struct content_pack *pack, struct str file, int line, struct date checked, struct date today)
{
	if (date_cmp(date_add_days(checked, OLD_DAYS), today) < 0)
		content_pack_note(pack, file, line, "nobody has checked this for a year (%04d-%02d-%02d)", checked.year,
			checked.month, checked.day);
	else if (date_cmp(checked, today) > 0)
		content_pack_note(pack, file, line, "checked in the future");
}

/* The line of "- id: X", with quotes or without. */
static int
helpline_line(struct str body, struct str id)
{
	struct str line, mark = STR("- id:");
	for (int number = 1; str_split(&body, '\n', &line); number++) {
		ptrdiff_t at = str_find(line, mark);
		struct str rest = at < 0 ? STR_NONE : str_trim(str_cut(line, (size_t)at + mark.n, line.n));
		if (rest.n > 1 && (rest.p[0] == '"' || rest.p[0] == '\''))
			rest = str_cut(rest, 1, rest.n - 2);
		if (at >= 0 && str_eq(rest, id))
			return number;
	}
	return 1;
}

static void
review_helplines(struct content_pack *pack, struct date today)
{
	const struct content_file *file = content_pack_find(pack, "aid", STR("helpline"));
	for (size_t i = 0; file != NULL && i < pack->guide_helplines.n; i++) {
		const struct guide_helpline *h = &pack->guide_helplines.v[i];
		review_date(pack, file->path, helpline_line(file->body, h->id), h->checked, today);
	}
}

static bool
leads_to(const struct content_page *page, struct str name)
{
	for (size_t i = 0; i < page->links.n; i++) {
		struct str rest = str_cut(page->links.v[i].to, 1, page->links.v[i].to.n), path;
		if (str_split(&rest, '#', &path) && str_eq(path, name))
			return true;
	}
	return false;
}

/* Whoever comes in by the entrance of a sector finds all that is for it. */
static void
review_sectors(struct content_pack *pack, const struct content_file *file)
{
	const struct content_page *page = file->page;
	struct arena *a = arena_new();
	for (size_t i = 0; i < page->sectors.n; i++) {
		struct str name = str_printf(a, "professionals/sector-%.*s", STR_ARG(page->sectors.v[i]));
		const struct content_file *entrance = content_pack_find(
		    pack, "page", str_printf(a, "%.*s.%s", STR_ARG(name), lang_code(page->lang)));
		bool reached = entrance == NULL || entrance->page == NULL || entrance == file ||
		    leads_to(entrance->page, page->name);
		if (!reached)
			content_pack_note(pack, file->path, content_key_line(file->body, "sector", STR("")),
			    "sector: \"%.*s\" does not lead here", STR_ARG(name));
	}
	arena_free(a);
}

static void
review_page(struct content_pack *pack, const struct content_file *file, struct date today)
{
	struct arena *a = arena_new();
	struct article_reading r =
		article_read_score(file->body, file->page->lang, hard_words(pack, file->page->lang), a);
	review_date(pack, file->path, content_key_line(file->body, "checked", STR("")), file->page->checked, today);
	review_sectors(pack, file);
	if (r.score < SCORE_LOW)
		content_pack_note(pack, file->path, 1, "hard to read: %.0f of 100", r.score);
	for (size_t i = 0; i < r.hints.n; i++)
		content_pack_note(pack, file->path, r.hints.v[i].line, "%.*s",
			STR_ARG(r.hints.v[i].reason.in[LANG_EN]));
	arena_free(a);
}

void
content_review_pack(struct content_pack *pack, struct date today)
{
	review_helplines(pack, today);
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct content_file *file = &pack->files[i];
		if (file->page != NULL)
			review_page(pack, file, today);
		if (file->guide != NULL)
			review_date(pack, file->path, content_key_line(file->body, "checked", STR("")),
				file->guide->checked, today);
	}
}

/* ---- the list ---- */

struct line {
	struct str path;
	struct article_reading reading;
};

static int
hardest_first(const void *p, const void *q)
{
	const struct line *a = p, *b = q;
	if (a->reading.score != b->reading.score)
		return a->reading.score < b->reading.score ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static void
print_line(const struct line *line)
{
	const struct article_reading *r = &line->reading;
	printf("%5.0f %14.1f %14.2f %7d %5d %.*s\n", r->score, r->words_per_sentence, r->syllables_per_word,
		r->longest_sentence, r->words, STR_ARG(line->path));
}

void
content_print_readability(const struct content_pack *pack)
{
	struct line *lines = ARENA_ARRAY(pack->arena, struct line, pack->file_count);
	size_t n = 0;
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct content_file *file = &pack->files[i];
		if (file->page == NULL)
			continue;
		struct arena *a = arena_new();
		struct article_reading r = article_read_score(file->body, file->page->lang, STR_NONE, a);
		r.hints = (struct article_faults){ NULL, 0 };
		lines[n++] = (struct line){ file->path, r };
		arena_free(a);
	}
	if (n > 1)
		qsort(lines, n, sizeof *lines, hardest_first);
	printf("score words/sentence syllables/word longest words article\n");
	for (size_t i = 0; i < n; i++)
		print_line(&lines[i]);
}
