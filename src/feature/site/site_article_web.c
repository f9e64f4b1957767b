/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Articles as visitors get them. One query says of which versions the page is
 * made (none, while nothing at all was committed since it last did); the page
 * itself was made when they were new (core/stock.h). Its
 * validator is a hash of its bytes, so it is the same on every machine that
 * runs the same program and content, and another as soon as anything differs.
 */
#include <string.h>

#include "crypto.h"
#include "measure.h"
#include "site_internal.h"
#include "stock.h"

#include "banned.h"

#define NAME_MAX_BYTES 200

/* A page as it is sent. */
struct made_page {
	struct str body, etag;
	char *product;
	const char *audience;
	bool offers; /* leads on to help, but is none itself */
};

struct making {
	struct web *web;
	struct str name;
	struct site_versions versions;
};

static struct url
whole_address(const struct web *web, enum lang lang, struct str path)
{
	struct str own = str_printf(web->arena, "/%s%.*s", lang_code(lang), STR_ARG(path.n == 1 ? STR("") : path));
	return url_whole(web->core->public_url, own, web->arena);
}

/* Without a translation the way to the other language leads to its start. */
static void
fill_languages(const struct making *m, struct page *top)
{
	struct web *web = m->web;
	enum lang other = web->lang == LANG_NL ? LANG_EN : LANG_NL;
	if (id_is_none(m->versions.other_language)) {
		top->other_language = url_printf(web->arena, "/%s", lang_code(other));
		return;
	}
	top->dutch = whole_address(web, LANG_NL, web->path);
	top->english = whole_address(web, LANG_EN, web->path);
}

static struct str
etag_of(struct str body, struct arena *a)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	crypto_digest(body, digest);
	return str_printf(a, "\"%.*s\"", STR_ARG(str_hex(digest, 12, a)));
}

static enum err
find_versions(void *arg, struct str *ret_stamp)
{
	struct making *m = arg;
	TRY(site_versions_find(m->web, m->web->r, m->name, &m->versions));
	*ret_stamp = str_from(&m->versions, sizeof m->versions);
	return ERR_OK;
}

static enum err
make_page(struct arena *a, void *arg, const void **ret_thing)
{
	struct making *m = arg;
	struct web *web = m->web;
	const struct article *article;
	struct made_page *made = ARENA_NEW(a, struct made_page);
	TRY(site_article_parse(web, web->r, m->versions.article, m->name, &article));
	struct article_page p = { .top = web_page(web, article->title) };
	fill_languages(m, &p.top);
	TRY(site_view_fill(web, web->r, article, &p));
	p.top.image = whole_address(web, web->lang, str_printf(web->arena, "/card/%.*s", STR_ARG(m->name)));
	struct buf b;
	buf_init(&b, (size_t)4 << 20, web->arena);
	site_view_write(&(struct html){ .out = &b, .lang = web->lang }, &p);
	if (!buf_ok(&b))
		return ERR_INTERNAL;
	made->body = str_dup(buf_view(&b), a);
	made->etag = etag_of(made->body, a);
	made->product = str_z(site_article_product(m->name, a), a);
	made->audience = audience_code(article->audience);
	made->offers = article->kind == ARTICLE_HOME;
	*ret_thing = made;
	return ERR_OK;
}

/* Reach is how often a page was asked for. A service was given when a browser
 * took it to show it, and did not have it yet: crawlers do not say that they
 * show pages, and who comes back to the same text has it already. */
static void
count(struct web *web, const struct made_page *made, bool has_it)
{
	const struct http_request *r = &web->x->request;
	struct str source = measure_source(web_query(web, "via"), http_header(r, "Referer"), web->core->host);
	measure_reach(web->core->measure, made->product, made->audience, source);
	bool shown = r->method == HTTP_GET && str_eq_z(http_header(r, "Sec-Fetch-Dest"), "document");
	if (shown && !has_it && !made->offers)
		measure_served(web->core->measure, &(struct service){ .product = made->product,
		    .depth = "informing", .audience = made->audience, .channel = "online", .source = source });
}

static enum err
show(struct web *web, struct str name)
{
	struct making m = { .web = web, .name = name };
	const void *thing;
	if (name.n > NAME_MAX_BYTES)
		return ERR_NOT_FOUND;
	struct stock_order order = {
		.key = str_printf(web->arena, "%s %.*s", lang_code(web->lang), STR_ARG(name)),
		.moment = db_read_moment(web->r),
		.find_stamp = find_versions,
		.make = make_page,
		.arg = &m,
	};
	TRY(stock_take(web->core->pages, &order, web->arena, &thing));
	const struct made_page *made = thing;
	bool has_it = web_unchanged(web, "no-cache", made->etag);
	count(web, made, has_it);
	return has_it ? ERR_OK : web_bytes(web, 200, "text/html; charset=utf-8", made->body);
}

/* The names of articles that have a path of their own: "/home" is none. */
enum err
site_article_show(struct web *web)
{
	struct str name = str_cut(web->path, 1, web->path.n);
	enum err e = str_eq_z(name, "home") ? ERR_NOT_FOUND : show(web, name);
	return e == ERR_NOT_FOUND ? site_gone(web, web->r, name) : e;
}

enum err
site_home_show(struct web *web)
{
	return show(web, STR("home"));
}
