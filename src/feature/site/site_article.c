/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Articles as they are live: which versions a page is made of, and reading them. */
#include "content.sql.h"
#include "error_page.html.h"
#include "guide.h"
#include "library.h"
#include "log.h"
#include "site_internal.h"

#include "banned.h"

/* As `nabij content import` names them: "victims/burglary.nl". */
static struct str
stored_name(struct str name, enum lang lang, struct arena *a)
{
	return str_printf(a, "%.*s.%s", STR_ARG(name), lang_code(lang));
}

static enum err
helplines_read(struct db_read *r, struct arena *a, struct markdown_helplines *ret_helplines)
{
	struct content c;
	struct guide_helplines helplines = { NULL, 0 };
	struct guide_faults faults;
	enum err e = content_find(r, STR("aid"), STR("helpline"), a, &c);
	if (e == ERR_OK)
		guide_helplines_parse(c.body, c.name, a, &helplines, &faults);
	else if (e != ERR_NOT_FOUND)
		return e;
	*ret_helplines = guide_markdown_helplines(&helplines, a);
	return ERR_OK;
}

/* What was published was checked; that it does not parse now is a fault of ours. */
static enum err
parse(const struct content *c, struct str name, enum lang lang, struct db_read *r, struct arena *a,
    const struct article **ret_article)
{
	struct markdown_helplines helplines;
	struct article_faults faults = { NULL, 0 };
	TRY(helplines_read(r, a, &helplines));
	struct article_context context = { .helplines = &helplines, .published = true };
	enum err e = article_parse(str_dup(c->body, a), str_dup(name, a), lang, &context, a, ret_article, &faults);
	if (e == ERR_INVALID)
		log_error("article_broken name=%.*s lang=%s faults=%zu", STR_ARG(name), lang_code(lang), faults.n);
	return e == ERR_INVALID ? ERR_INTERNAL : e;
}

/* ---- for everybody ---- */

struct making {
	struct db_read *r;
	struct str name;
	enum lang lang;
	enum err failed; /* a read that was stopped is to be run again */
};

static const void *
make_article(const struct content *c, struct arena *a, void *arg)
{
	struct making *m = arg;
	const struct article *article = NULL;
	m->failed = parse(c, m->name, m->lang, m->r, a, &article);
	return m->failed == ERR_OK ? article : NULL;
}

enum err
site_article_live(struct core *core, struct db_read *r, struct str name, enum lang lang, struct id *ret_version,
    const struct article **ret_article)
{
	struct making m = { r, name, lang, ERR_OK };
	const void *made;
	struct arena *a = arena_new();
	enum err e = library_live(
	    core->library, r, "page", stored_name(name, lang, a), make_article, &m, ret_version, &made);
	arena_free(a);
	TRY(m.failed);
	TRY(e);
	*ret_article = made;
	return ERR_OK;
}

enum err
site_article_last_title(struct db_read *r, struct str name, enum lang lang, struct arena *a, struct str *ret_title)
{
	struct content_versions versions;
	struct content last;
	const struct article *article;
	TRY(content_list_versions(r, STR("page"), stored_name(name, lang, a), a, &versions));
	if (versions.n == 0)
		return ERR_NOT_FOUND;
	TRY(content_at(r, versions.v[0].id, a, &last));
	TRY(parse(&last, name, lang, r, a, &article));
	*ret_title = article->title;
	return ERR_OK;
}

struct str
site_article_path(struct str name, struct arena *a)
{
	return str_eq_z(name, "home") ? STR("/") : str_printf(a, "/%.*s", STR_ARG(name));
}

struct str
site_article_product(struct str name, struct arena *a)
{
	return str_eq_z(name, "home") ? name : str_printf(a, "article.%.*s", STR_ARG(name));
}

bool
site_environment(struct str name, enum audience *ret_audience)
{
	struct str rest = name, first;
	str_split(&rest, '/', &first);
	for (enum audience i = 0; i < AUDIENCE_COUNT; i++)
		if (str_eq_z(first, audience_code(i))) {
			*ret_audience = i;
			return true;
		}
	return false;
}

struct str
site_audience_text(enum audience audience, enum lang lang)
{
	static const enum msg texts[AUDIENCE_COUNT] = {
		MSG_PAGE_VICTIMS, MSG_PAGE_HELPERS, MSG_PAGE_PROFESSIONALS, MSG_PAGE_YOUTH,
	};
	return msg_text(lang, texts[audience]);
}

/* ---- for pages ---- */

enum err
site_versions_find(struct web *web, struct db_read *r, struct str name, struct site_versions *ret_versions)
{
	enum audience audience;
	struct arena *a = web->arena;
	struct site_versions v = { .article = ID_NONE };
	struct content_page_in in = {
		.own = stored_name(name, web->lang, a),
		.other = stored_name(name, web->lang == LANG_NL ? LANG_EN : LANG_NL, a),
		.home = STR(""),
	};
	struct content_page_rows rows;
	if (site_environment(name, &audience))
		in.home = stored_name(str_from_z(audience_code(audience)), web->lang, a);
	TRY(content_page(r, in, a, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct content_page_row *row = &rows.v[i];
		if (str_eq_z(row->kind, "aid"))
			v.helpline = row->id;
		else if (str_eq_z(row->kind, "media"))
			v.media = row->id;
		else if (str_eq(row->name, in.other))
			v.other_language = row->id;
		if (str_eq(row->name, in.own))
			v.article = row->id;
		if (str_eq(row->name, in.home))
			v.home = row->id;
	}
	if (id_is_none(v.article))
		return ERR_NOT_FOUND;
	*ret_versions = v;
	return ERR_OK;
}

enum err
site_gone(struct web *web, struct db_read *r, struct str name)
{
	struct str to;
	struct str stored = stored_name(name, web->lang, web->arena);
	TRY(content_is_gone(r, STR("page"), stored, web->arena, &to));
	if (to.n > 0)
		return web_redirect(web, "%.*s", STR_ARG(to));
	struct error_page p = { .top = web_page(web, error_page_title(web->lang, 410)), .status = 410 };
	p.top.index = false;
	p.top.canonical = (struct url){ STR_NONE };
	error_page_html(web_html(web, 410), &p);
	return ERR_OK;
}

enum err
site_article_parse(
    struct web *web, struct db_read *r, struct id version, struct str name, const struct article **ret_article)
{
	struct content c;
	TRY(content_at(r, version, web->arena, &c));
	return parse(&c, name, web->lang, r, web->arena, ret_article);
}
