/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything here is public and the same for everybody. What may stand on the
 * pages of others (ROUTE_EMBED) has no form and sets nothing.
 */
#include "assets.h"
#include "card.h"
#include "crypto.h"
#include "directory.h"
#include "embed_bottom.html.h"
#include "embed_top.html.h"
#include "intake.h"
#include "measure.h"
#include "paper.h"
#include "share.h"
#include "share.html.h"
#include "share_view.h"
#include "site.h"
#include "web.h"

#include "banned.h"

#define CARD_TITLE 150 /* bytes: more is not read from a small picture */
#define CARD_TEXT 220

/* What stands behind "/embed/", "/share/" or "/card/". */
static struct str
name_of(const struct web *web)
{
	struct str rest = str_cut(web->path, 1, web->path.n), first;
	str_split(&rest, '/', &first);
	return rest;
}

static struct str
source_of(const struct web *web)
{
	return measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host);
}

static enum err
send(struct web *web, const char *type, struct str body)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	crypto_digest(body, digest);
	struct str etag = str_printf(web->arena, "\"%.*s\"", STR_ARG(str_hex(digest, 12, web->arena)));
	return web_unchanged(web, "no-cache", etag) ? ERR_OK : web_bytes(web, 200, type, body);
}

static struct html
begin_html(struct web *web, struct buf *b)
{
	buf_init(b, (size_t)4 << 20, web->arena);
	return (struct html){ .out = b, .lang = web->lang };
}

static enum err
send_html(struct web *web, const struct buf *b)
{
	return buf_ok(b) ? send(web, "text/html; charset=utf-8", buf_view(b)) : ERR_INTERNAL;
}

/* ---- on the pages of others ---- */

static bool
can_embed(const struct article *p)
{
	return p->kind != ARTICLE_HOME && p->kind != ARTICLE_VIDEO && p->kind != ARTICLE_STORY;
}

/* Its act is that it was shown: a frame is not asked for by who only looks for pages. */
static void
count(struct web *web, const struct article *p)
{
	const char *product = str_z(site_article_product(p->name, web->arena), web->arena);
	const char *audience = audience_code(p->audience);
	struct str source = source_of(web);
	measure_reach(web->core->measure, product, audience, source);
	if (str_eq_z(http_header(&web->x->request, "Sec-Fetch-Dest"), "iframe"))
		measure_served(web->core->measure, &(struct service){ .product = product, .depth = "informing",
		    .audience = audience, .channel = "online", .source = source });
}

static enum err
embed_article(struct web *web)
{
	const struct article *p;
	struct id version;
	struct buf b;
	TRY(site_article_live(web->core, web->r, name_of(web), web->lang, &version, &p));
	if (!can_embed(p))
		return ERR_NOT_FOUND;
	struct embed_page page = {
		.title = p->title,
		.summary = p->summary,
		.site = web->core->organisation,
		.source = web_url(web, "%.*s?via=embed", STR_ARG(site_article_path(p->name, web->arena))),
	};
	struct html h = begin_html(web, &b);
	embed_top_html(&h, &page);
	site_article_text(&h, p);
	embed_bottom_html(&h, &page);
	count(web, p);
	return send_html(web, &b);
}

/* The front of a guide; it is gone through on our own site, where its cookie is safe. */
static enum err
embed_guide(struct web *web)
{
	const struct intake_guide *g;
	struct id version;
	struct buf b;
	TRY(intake_guide_live(web->core, web->r, web->param[0], &version, &g));
	if (g->guide->kind == GUIDE_WELCOME)
		return ERR_NOT_FOUND;
	struct embed_page page = {
		.title = g->guide->title.in[web->lang],
		.site = web->core->organisation,
		.source = web_url(web, "/guide/%.*s?via=embed", STR_ARG(web->param[0])),
		.intro = g->guide->intro.html[web->lang],
		.minutes = g->guide->minutes,
	};
	struct html h = begin_html(web, &b);
	embed_top_html(&h, &page);
	embed_bottom_html(&h, &page);
	measure_reach(web->core->measure, g->product, g->audience, source_of(web));
	return send_html(web, &b);
}

/* Its address stands in the pages of others, so it has no hash in it. */
static enum err
send_script(struct web *web)
{
	for (size_t i = 0; i < asset_count; i++)
		if (str_eq_z(assets[i].name, "embed.js")) {
			http_add_header(web->x, "Cache-Control", STR("public, max-age=3600"));
			return web_bytes(web, 200, str_z(assets[i].type, web->arena), assets[i].bytes);
		}
	return ERR_NOT_FOUND;
}

/* ---- how to ---- */

static struct str
whole(struct web *web, const char *folder, struct str name, const char *query)
{
	return str_printf(web->arena, "%.*s/%s%s/%.*s%s", STR_ARG(web->core->public_url), lang_code(web->lang), folder,
	    STR_ARG(name), query);
}

/* A title as it stands in an attribute: quotes and the like become spaces. */
static struct str
plain_title(struct str title, struct arena *a)
{
	char *p = str_z(title, a);
	for (size_t i = 0; i < title.n; i++)
		if (p[i] == '"' || p[i] == '<' || p[i] == '>' || p[i] == '&')
			p[i] = ' ';
	return str_from(p, title.n);
}

static void
fill_embed(struct web *web, const struct article *p, struct share_page *page)
{
	struct str title = plain_title(p->title, web->arena);
	page->preview = web_url(web, "/embed/%.*s", STR_ARG(p->name));
	page->script = str_printf(web->arena,
	    "<script src=\"%.*s/embed.js\" data-nabij=\"%.*s\" data-lang=\"%s\" data-title=\"%.*s\" defer></script>",
	    STR_ARG(web->core->public_url), STR_ARG(p->name), lang_code(web->lang), STR_ARG(title));
	page->frame = str_printf(web->arena,
	    "<iframe src=\"%.*s\" title=\"%.*s\" width=\"100%%\" height=\"640\" loading=\"lazy\" "
	    "referrerpolicy=\"no-referrer\" sandbox=\"allow-scripts allow-same-origin allow-popups "
	    "allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation\"></iframe>",
	    STR_ARG(whole(web, "/embed", p->name, "?via=embed")), STR_ARG(title));
}

static enum err
show_share(struct web *web)
{
	const struct article *p;
	struct id version;
	struct buf b;
	TRY(site_article_live(web->core, web->r, name_of(web), web->lang, &version, &p));
	if (p->kind == ARTICLE_HOME)
		return ERR_NOT_FOUND;
	struct share_page page = {
		.top = web_page(web, web_text(web, MSG_SHARE_TITLE)),
		.title = p->title,
		.article = web_url(web, "%.*s", STR_ARG(site_article_path(p->name, web->arena))),
		.paper = web_url(web, "/paper/%.*s", STR_ARG(p->name)),
		.card = web_url(web, "/card/%.*s", STR_ARG(p->name)),
		.address = whole(web, "", p->name, "?via=card"),
	};
	if (paper_has_flyer(p))
		page.flyer = web_url(web, "/flyer/%.*s", STR_ARG(p->name));
	if (can_embed(p))
		fill_embed(web, p, &page);
	page.top.index = false;
	page.top.other_language = url_printf(web->arena, "/%s/share/%.*s",
	    lang_code(web->lang == LANG_NL ? LANG_EN : LANG_NL), STR_ARG(p->name));
	struct html h = begin_html(web, &b);
	share_html(&h, &page);
	return send_html(web, &b);
}

/* ---- the picture ---- */

/* What it is of; a read of its own, because drawing takes long. */
struct subject {
	struct str title, text;
	bool delicate;
};

typedef enum err find_subject_fn(struct web *web, struct db_read *r, struct subject *ret_subject);

static enum err
find_article(struct web *web, struct db_read *r, struct subject *ret_subject)
{
	const struct article *p;
	struct id version;
	TRY(site_article_live(web->core, r, name_of(web), web->lang, &version, &p));
	*ret_subject = (struct subject){ p->title, p->summary, p->delicate };
	return ERR_OK;
}

static enum err
find_guide(struct web *web, struct db_read *r, struct subject *ret_subject)
{
	const struct intake_guide *g;
	struct id version;
	TRY(intake_guide_live(web->core, r, web->param[0], &version, &g));
	if (g->guide->kind == GUIDE_WELCOME)
		return ERR_NOT_FOUND;
	struct strs offences = { ARENA_NEW(web->arena, struct str), 1 };
	offences.v[0] = g->guide->offence;
	*ret_subject = (struct subject){ g->guide->title.in[web->lang], g->guide->intro.plain[web->lang],
		article_is_delicate(offences) };
	return ERR_OK;
}

static enum err
find_directory(struct web *web, struct db_read *r, struct subject *ret_subject)
{
	(void)r;
	*ret_subject = (struct subject){
		web_text(web, MSG_DIRECTORY_TITLE), web_text(web, MSG_DIRECTORY_ABOUT), false };
	return ERR_OK;
}

/* A service that is there for nothing but what is delicate. */
static bool
is_delicate(struct strs offences)
{
	size_t n = 0;
	while (n < offences.n && article_is_delicate((struct strs){ offences.v + n, 1 }))
		n++;
	return n > 0 && n == offences.n;
}

static enum err
find_service(struct web *web, struct db_read *r, struct subject *ret_subject)
{
	struct directory_front front;
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(directory_front_get(r, id, web->lang, web->arena, &front));
	struct str text = str_eq(front.name, front.organisation) ? front.description : front.organisation;
	*ret_subject = (struct subject){ front.name, text, is_delicate(front.offences) };
	return ERR_OK;
}

/* What others may see on somebody's screen says nothing of a delicate offence. */
static enum err
send_card_of(struct web *web, find_subject_fn *find)
{
	struct db_read *r;
	struct str png;
	struct subject s;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = find(web, r, &s);
	db_read_end(r);
	TRY(e);
	struct card card = {
		.lang = web->lang,
		.title = s.delicate ? web_text(web, MSG_SHARE_CARD_TITLE) : str_brief(s.title, CARD_TITLE, web->arena),
		.text = s.delicate ? STR_NONE : str_brief(s.text, CARD_TEXT, web->arena),
		.site = web->core->organisation,
		.line = web_text(web, MSG_SHARE_CARD_LINE),
	};
	TRY(card_png(&card, web->arena, &png));
	return send(web, "image/png", png);
}

static enum err
send_card(struct web *web)
{
	return send_card_of(web, find_article);
}

static enum err
send_guide_card(struct web *web)
{
	return send_card_of(web, find_guide);
}

static enum err
send_directory_card(struct web *web)
{
	return send_card_of(web, find_directory);
}

static enum err
send_service_card(struct web *web)
{
	return send_card_of(web, find_service);
}

#define EMBED READ, embed_article, PERM_PUBLIC, ROUTE_CACHE | ROUTE_EMBED, NULL, NULL
#define SHARE READ, show_share, PERM_PUBLIC, ROUTE_CACHE, NULL, NULL
#define PICTURE PERM_PUBLIC, ROUTE_CACHE | ROUTE_EMBED, NULL, NULL

const struct route share_routes[] = {
	{ HTTP_GET, "/embed/:name", EMBED },
	{ HTTP_GET, "/embed/:environment/:name", EMBED },
	{ HTTP_GET, "/embed/guide/:name", READ, embed_guide, PERM_PUBLIC, ROUTE_CACHE | ROUTE_EMBED, NULL, NULL },
	{ HTTP_GET, "/embed.js", SLOW, send_script, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE | ROUTE_EMBED, NULL,
	    NULL },
	{ HTTP_GET, "/share/:name", SHARE },
	{ HTTP_GET, "/share/:environment/:name", SHARE },
	{ HTTP_GET, "/card/:name", SLOW, send_card, PICTURE },
	{ HTTP_GET, "/card/:environment/:name", SLOW, send_card, PICTURE },
	{ HTTP_GET, "/card/guide/:name", SLOW, send_guide_card, PICTURE },
	{ HTTP_GET, "/card/directory", SLOW, send_directory_card, PICTURE },
	{ HTTP_GET, "/card/directory/:id", SLOW, send_service_card, PICTURE },
};
const size_t share_route_count = sizeof share_routes / sizeof share_routes[0];
