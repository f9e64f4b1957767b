/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* An article as a page: what the templates are given. */
#include "article.html.h"
#include "article_checklist.html.h"
#include "article_groups.html.h"
#include "article_home.html.h"
#include "article_plan.html.h"
#include "article_ticks.html.h"
#include "article_video.html.h"
#include "media_note.h"
#include "say.h"
#include "site_internal.h"

#include "banned.h"

#define CONTENTS_FROM 3 /* headings; a shorter page needs no list of them */

/* Where what happened may still go on, or where somebody may harm themselves. */
static const char *const dangerous[] = {
	"violence", "suicide", "online-sexual-harassment", "sexual-abuse", "stalking", "threat", "domestic-violence",
	"human-trafficking", "street-harassment", "explosion", "arson", "missing-person",
};

static bool
is_dangerous(const struct article *article)
{
	if (article->audience == AUDIENCE_PROFESSIONALS)
		return false;
	if (article->kind == ARTICLE_HOME)
		return true;
	for (size_t i = 0; i < article->offences.n; i++)
		for (size_t k = 0; k < sizeof dangerous / sizeof dangerous[0]; k++)
			if (str_eq_z(article->offences.v[i], dangerous[k]))
				return true;
	return false;
}

static enum site_danger
danger_of(const struct article *article)
{
	if (!is_dangerous(article))
		return DANGER_NONE;
	if (str_find(article->intro.s, STR("tel:112")) < 0)
		return DANGER_SAY;
	return str_find(article->intro.s, STR("/safety\"")) < 0 ? DANGER_TOLD : DANGER_NONE;
}

/* ---- where it stands ---- */

static bool
is_start(const struct article *article)
{
	return str_eq_z(article->name, "home");
}

static struct page_links
crumbs_of(struct web *web, const struct article *article)
{
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, 3);
	enum audience audience;
	size_t n = 0;
	if (is_start(article))
		return (struct page_links){ NULL, 0 };
	v[n++] = (struct page_link){ .label = web_text(web, MSG_SITE_START), .url = web_url(web, "/") };
	if (site_environment(article->name, &audience)) {
		const char *code = audience_code(audience);
		v[n++] = (struct page_link){
			.label = site_audience_text(audience, web->lang),
			.url = web_url(web, "/%s", code),
			.current = str_eq_z(article->name, code),
		};
	}
	if (!v[n - 1].current)
		v[n++] = (struct page_link){ .label = article->title, .current = true };
	return (struct page_links){ v, n };
}

/* An own path gets its language; "/exit" and its kind have none. */
static struct url
card_url(struct web *web, struct str to)
{
	if (!str_starts(to, STR("/")))
		return url_https(to);
	return str_eq_z(to, "/code") ? url_path(to) : web_url(web, "%.*s", STR_ARG(to));
}

static struct site_menu
menu_of(struct web *web, const struct article_menu *m, struct str here)
{
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, m->cards.n);
	for (size_t i = 0; i < m->cards.n; i++) {
		const struct markdown_card *c = &m->cards.v[i];
		v[i] = (struct page_link){
			.label = c->label, .url = card_url(web, c->to), .current = str_eq(c->to, here),
		};
	}
	return (struct site_menu){ m->title, { v, m->cards.n } };
}

/* The menu is the home of the environment; a page outside has none. */
static enum err
fill_menu(struct web *web, struct db_read *r, struct article_page *p)
{
	const struct article *home;
	struct id version;
	enum audience audience;
	struct arena *a = web->arena;
	if (p->article->kind == ARTICLE_HOME || !site_environment(p->article->name, &audience))
		return ERR_OK;
	enum err e = site_article_live(
	    web->core, r, str_from_z(audience_code(audience)), web->lang, &version, &home);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	struct site_menu *v = ARENA_ARRAY(a, struct site_menu, home->menus.n);
	for (size_t i = 0; i < home->menus.n; i++)
		v[i] = menu_of(web, &home->menus.v[i], site_article_path(p->article->name, a));
	p->menu = (struct site_menus){ v, home->menus.n };
	p->environment = site_audience_text(audience, web->lang);
	return ERR_OK;
}

/* ---- what belongs to it ---- */

static struct site_sources
sources_of(struct web *web, const struct article *article)
{
	struct site_source *v = ARENA_ARRAY(web->arena, struct site_source, article->source_count);
	for (size_t i = 0; i < article->source_count; i++)
		v[i] = (struct site_source){
			.what = article->sources[i].what,
			.url = url_https(article->sources[i].url),
			.checked = date_text(article->sources[i].checked, web->lang, web->arena),
		};
	return (struct site_sources){ v, article->source_count };
}

static enum err
fill_downloads(struct web *web, struct db_read *r, const struct article *article, struct article_page *p)
{
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, article->download_count);
	size_t n = 0;
	for (size_t i = 0; i < article->download_count; i++) {
		struct url url;
		TRY(site_media_url(web, r, article->downloads[i].file, &url));
		if (url.s.n > 0)
			v[n++] = (struct page_link){ .label = article->downloads[i].label, .url = url };
	}
	p->downloads = (struct page_links){ v, n };
	return ERR_OK;
}

static enum err
fill_film(struct web *web, struct db_read *r, const struct article *article, struct article_page *p)
{
	struct arena *a = web->arena;
	struct site_film *film = ARENA_NEW(a, struct site_film);
	if (article->kind != ARTICLE_VIDEO)
		return ERR_OK;
	TRY(site_media_url(web, r, str_printf(a, "%.*s.webm", STR_ARG(article->video)), &film->film));
	TRY(site_media_url(web, r, str_printf(a, "%.*s.nl.vtt", STR_ARG(article->video)), &film->dutch));
	TRY(site_media_url(web, r, str_printf(a, "%.*s.en.vtt", STR_ARG(article->video)), &film->english));
	film->download = film->film;
	p->film = film->film.s.n > 0 ? film : NULL;
	return ERR_OK;
}

static struct str
schema_type(const struct article *article)
{
	static const char *const types[ARTICLE_KIND_COUNT] = {
		[ARTICLE_PAGE] = "Article", [ARTICLE_HOME] = "CollectionPage", [ARTICLE_CHECKLIST] = "HowTo",
		[ARTICLE_THEME] = "Article", [ARTICLE_PLAN] = "Article", [ARTICLE_STORY] = "Article",
		[ARTICLE_VIDEO] = "VideoObject", [ARTICLE_TIP] = "Article",
	};
	return str_from_z(is_start(article) ? "GovernmentService" : types[article->kind]);
}

static size_t
count_items(const struct article *article)
{
	size_t n = 0;
	for (size_t i = 0; i < article->groups.n; i++)
		n += article->groups.v[i].items.n;
	return n;
}

static void
fill_doors(struct web *web, struct article_page *p)
{
	p->emergency = url_tel(STR("112"), web->arena);
	p->suicide = url_tel(STR("113"), web->arena);
	p->safety = web_url(web, "/safety");
}

/* An illustration of the folder, or what an editor put up under that name. */
static enum err
fill_image(struct web *web, struct db_read *r, const struct article *article, struct article_page *p)
{
	static const char *const endings[] = { "svg", "jpg", "png" };
	struct arena *a = web->arena;
	struct str name = STR_NONE;
	struct media_note note;
	for (size_t i = 0; i < sizeof endings / sizeof endings[0] && p->image.s.n == 0; i++) {
		name = str_printf(a, "%.*s.%s", STR_ARG(article->image), endings[i]);
		TRY(site_media_url(web, r, name, &p->image));
	}
	if (p->image.s.n == 0)
		return ERR_OK;
	enum err e = media_note_find(r, name, a, &note);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	p->photo = note.width > 0;
	p->image_label = note.label[web->lang];
	p->image_width = note.width;
	p->image_height = note.height;
	return ERR_OK;
}

static void
fill_take_along(struct web *web, const struct article *article, struct article_page *p)
{
	p->paper = web_url(web, "/paper/%.*s", STR_ARG(article->name));
	p->mail = web_url(web, "/keepsake?page=/%.*s", STR_ARG(article->name));
	p->share = web_url(web, "/share/%.*s", STR_ARG(article->name));
}

enum err
site_view_fill(struct web *web, struct db_read *r, const struct article *article, struct article_page *ret_page)
{
	struct arena *a = web->arena;
	bool list = article->kind == ARTICLE_CHECKLIST || article->kind == ARTICLE_HOME ||
	    article->kind == ARTICLE_VIDEO || article->kind == ARTICLE_PLAN;
	struct article_page p = {
		.top = ret_page->top,
		.article = article,
		.type = str_printf(a, "https://schema.org/%.*s", STR_ARG(schema_type(article))),
		.crumbs = crumbs_of(web, article),
		.danger = danger_of(article),
		.contents = !list && article->groups.n >= CONTENTS_FROM,
		.items = count_items(article),
		.sources = sources_of(web, article),
		.checked = date_text(article->checked, web->lang, a),
		.checked_iso = date_iso(article->checked, a),
	};
	fill_doors(web, &p);
	TRY(fill_downloads(web, r, article, &p));
	TRY(fill_film(web, r, article, &p));
	if (article->image.n > 0)
		TRY(fill_image(web, r, article, &p));
	if (article->other.n > 0) {
		p.other = web_url(web, "/%.*s", STR_ARG(article->other));
		p.other_helps = str_starts(article->other, STR("helpers/"));
	}
	TRY(fill_menu(web, r, &p));
	if (article->kind != ARTICLE_HOME)
		fill_take_along(web, article, &p);
	p.top.young = article->audience == AUDIENCE_YOUTH;
	p.top.description = article->summary;
	*ret_page = p;
	return ERR_OK;
}

void
site_view_write(struct html *h, const struct article_page *p)
{
	switch (p->article->kind) {
	case ARTICLE_HOME:
		article_home_html(h, p);
		return;
	case ARTICLE_CHECKLIST:
		article_checklist_html(h, p);
		return;
	case ARTICLE_PLAN:
		article_plan_html(h, p);
		return;
	case ARTICLE_VIDEO:
		article_video_html(h, p);
		return;
	case ARTICLE_PAGE:
	case ARTICLE_THEME:
	case ARTICLE_STORY:
	case ARTICLE_TIP:
		article_html(h, p);
		return;
	}
}

void
site_article_text(struct html *h, const struct article *article)
{
	struct article_page p = { .article = article };
	if (article->kind != ARTICLE_CHECKLIST) {
		article_groups_html(h, &p);
		return;
	}
	html_text_safe(h, article->intro);
	article_ticks_html(h, &p);
}

enum err
site_article_preview(struct web *web, struct db_read *r, const struct article *article,
    const struct page_notice *notice, struct html *h)
{
	struct article_page p = { .top = web_page(web, article->title) };
	TRY(site_view_fill(web, r, article, &p));
	p.top.notice = *notice;
	p.top.index = false;
	p.top.wide = p.top.signed_in = false;
	site_view_write(h, &p);
	return ERR_OK;
}
