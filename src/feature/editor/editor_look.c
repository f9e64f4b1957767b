/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "editor.h"

#include "media.h"

#include "banned.h"

/* A text that stands beside the pages; absent when there is none. */
static enum err
read_aid(struct db_read *r, const char *name, struct arena *a, struct str *ret_body)
{
	struct content c;
	enum err e = content_find(r, STR("aid"), str_from_z(name), a, &c);
	*ret_body = e == ERR_OK ? c.body : STR_NONE;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ---- articles ---- */

static struct markdown_helplines
helplines_of(struct str yaml, struct arena *a)
{
	struct guide_helplines helplines = { NULL, 0 };
	struct guide_faults faults;
	if (yaml.p != NULL)
		guide_helplines_parse(yaml, STR("helpline.yaml"), a, &helplines, &faults);
	return guide_markdown_helplines(&helplines, a);
}

static enum err
has_file(struct db_read *r, struct str name, const char *ending, struct arena *a, bool *has)
{
	struct media m;
	enum err e = media_find(r, str_printf(a, "%.*s%s", STR_ARG(name), ending), a, &m);
	*has = *has || e == ERR_OK;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static void
add_fault(struct editor_look *look, enum msg reason, struct str name, struct arena *a)
{
	struct article_fault *v = ARENA_ARRAY(a, struct article_fault, look->faults.n + 1);
	for (size_t i = 0; i < look->faults.n; i++)
		v[i] = look->faults.v[i];
	v[look->faults.n] = (struct article_fault){ 1, msg_say(reason, MSG_ARGS({ .text = name }), a) };
	look->faults = (struct editor_faults){ v, look->faults.n + 1 };
}

/* Pictures, films and downloads that the header names are there. */
static enum err
look_at_files(struct db_read *r, const struct article *article, struct arena *a, struct editor_look *look)
{
	static const char *const pictures[] = { ".svg", ".jpg", ".png" };
	bool has = article == NULL || article->image.n == 0;
	for (size_t i = 0; i < 3 && !has; i++)
		TRY(has_file(r, article->image, pictures[i], a, &has));
	if (!has)
		add_fault(look, MSG_EDITOR_FAULT_IMAGE, article->image, a);
	has = article == NULL || article->video.n == 0;
	if (!has)
		TRY(has_file(r, article->video, ".webm", a, &has));
	if (!has)
		add_fault(look, MSG_EDITOR_FAULT_VIDEO, article->video, a);
	for (size_t i = 0; article != NULL && i < article->download_count; i++) {
		has = false;
		TRY(has_file(r, article->downloads[i].file, "", a, &has));
		if (!has)
			add_fault(look, MSG_EDITOR_FAULT_DOWNLOAD, article->downloads[i].file, a);
	}
	return ERR_OK;
}

static enum err
look_at_article(struct db_read *r, const struct editor_doc *doc, struct str body, struct arena *a,
    struct editor_look *look)
{
	struct str helplines, blame, words;
	struct article_faults faults = { NULL, 0 }, unused;
	TRY(read_aid(r, "helpline", a, &helplines));
	TRY(read_aid(r, "blame", a, &blame));
	TRY(read_aid(r, doc->lang == LANG_NL ? "words.nl" : "words.en", a, &words));
	struct markdown_helplines lines = helplines_of(helplines, a);
	struct article_context strict = { .helplines = &lines, .blame = blame };
	struct article_context lenient = { .helplines = &lines, .published = true };
	if (article_parse(body, doc->part, doc->lang, &strict, a, &look->article, &faults) != ERR_OK) {
		look->faults = (struct editor_faults){ faults.v, faults.n };
		/* what a reader would see of it, as far as it goes */
		if (article_parse(body, doc->part, doc->lang, &lenient, a, &look->article, &unused) != ERR_OK)
			look->article = NULL;
	}
	TRY(look_at_files(r, look->article, a, look));
	look->reading = article_read_score(body, doc->lang, words, a);
	return ERR_OK;
}

/* ---- guides ---- */

static enum err
look_at_guide(struct db_read *r, const struct editor_doc *doc, struct str body, struct arena *a,
    struct editor_look *look)
{
	struct guide_context context = { 0 };
	struct guide_faults faults = { NULL, 0 };
	TRY(read_aid(r, "helpline", a, &context.helplines));
	TRY(read_aid(r, "blame", a, &context.blame));
	if (guide_parse(body, doc->name, &context, a, &look->guide, &faults) == ERR_OK) {
		if (!str_eq(look->guide->name, doc->name))
			add_fault(look, MSG_EDITOR_FAULT_GUIDE_NAME, doc->name, a);
		return ERR_OK;
	}
	struct article_fault *v = ARENA_ARRAY(a, struct article_fault, faults.n + 1);
	for (size_t i = 0; i < faults.n; i++)
		v[i] = (struct article_fault){ faults.v[i].line, faults.v[i].reason };
	look->faults = (struct editor_faults){ v, faults.n };
	return ERR_OK;
}

enum err
editor_look_at(struct db_read *r, const struct editor_doc *doc, struct str body, struct arena *a,
    struct editor_look *ret_look)
{
	struct editor_look look = { 0 };
	if (doc->kind == EDITOR_PAGE)
		TRY(look_at_article(r, doc, body, a, &look));
	else
		TRY(look_at_guide(r, doc, body, a, &look));
	*ret_look = look;
	return ERR_OK;
}
