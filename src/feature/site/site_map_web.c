/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For search engines: what there is (sitemaps.org 0.9), and what not to visit.
 * All that is public stands in one row: the directory and the guides, the
 * services of the directory, the articles. A file holds a part of that row and
 * nothing else of it is read.
 */
#include "content.sql.h"
#include "crypto.h"
#include "date.h"
#include "directory.h"
#include "intake.h"
#include "site_internal.h"

#include "banned.h"

/* Places in a file: an article in a language, or anything else in both. Never more than
 * 20,001 addresses of 1 kB at most (50,000 and 50 MB are allowed). */
#define PART 10000
#define FILE_MAX_BYTES ((size_t)32 << 20)
#define GUIDES_MAX 1000

#define XML "application/xml; charset=utf-8"

/* One page in one or two languages. Names are a-z, 0-9, '-' and '/': nothing to escape. */
struct mapped {
	struct str path;
	bool in[LANG_COUNT];
	int64_t made[LANG_COUNT]; /* 0: nobody knows */
};

struct map {
	struct web *web;
	struct db_read *r;
	struct mapped *front; /* the directory and the guides */
	size_t fronts, services, articles;
	struct mapped *v; /* what stands in the file */
	size_t n;
};

/* Some places behind one another. */
struct span {
	size_t from, n;
};

static struct mapped
in_both(struct str path, int64_t made)
{
	return (struct mapped){ path, { true, true }, { made, made } };
}

/* ---- what there is ---- */

/* Guides that anybody may open; a welcome is for who was invited. One that cannot be read is none. */
static enum err
read_fronts(struct map *m)
{
	struct arena *a = m->web->arena;
	struct content_map_rows rows;
	TRY(content_map(m->r, (struct content_map_in){ STR("guide"), 0, GUIDES_MAX }, a, &rows));
	m->front = ARENA_ARRAY(a, struct mapped, rows.n + 1);
	m->front[m->fronts++] = in_both(STR("/directory"), 0);
	for (size_t i = 0; i < rows.n; i++) {
		const struct intake_guide *g;
		struct id version;
		if (intake_guide_live(m->web->core, m->r, rows.v[i].name, &version, &g) == ERR_OK &&
		    g->guide->kind != GUIDE_WELCOME)
			m->front[m->fronts++] =
			    in_both(str_printf(a, "/guide/%.*s", STR_ARG(rows.v[i].name)), rows.v[i].made);
	}
	return ERR_OK;
}

static enum err
count_places(struct map *m)
{
	struct content_map_size_row articles;
	TRY(read_fronts(m));
	TRY(directory_spot_count(m->r, m->web->arena, &m->services));
	TRY(content_map_size(m->r, (struct content_map_size_in){ STR("page") }, m->web->arena, &articles));
	m->articles = (size_t)articles.count;
	return ERR_OK;
}

/* ---- what stands in a file ---- */

/* What of the span falls on `count` places that stand behind the first `before`. */
static struct span
within(struct span s, size_t before, size_t count)
{
	size_t from = s.from > before ? s.from - before : 0;
	size_t end = s.from + s.n > before ? s.from + s.n - before : 0;
	end = end > count ? count : end;
	return from < end ? (struct span){ from, end - from } : (struct span){ 0, 0 };
}

static enum err
add_services(struct map *m, struct span s)
{
	struct directory_spots spots;
	if (s.n == 0)
		return ERR_OK;
	TRY(directory_spot_list(m->r, s.from, s.n, m->web->arena, &spots));
	for (size_t i = 0; i < spots.n; i++)
		m->v[m->n++] = in_both(spots.v[i].path, spots.v[i].changed);
	return ERR_OK;
}

/* "victims/burglary.nl" */
static struct str
without_language(struct str name, enum lang *ret_lang)
{
	*ret_lang = str_ends(name, STR(".en")) ? LANG_EN : LANG_NL;
	return str_cut(name, 0, name.n < 3 ? 0 : name.n - 3);
}

/* The two languages of a page stand together, so one place before the span and one
 * behind it tell what is cut through: that stands where its first language does. */
static enum err
add_articles(struct map *m, struct span s)
{
	struct content_map_rows rows;
	struct str last = STR_NONE;
	size_t before = s.from > 0, first = m->n;
	if (s.n == 0)
		return ERR_OK;
	struct content_map_in in = { STR("page"), (int64_t)(s.from - before), (int64_t)(before + s.n + 1) };
	TRY(content_map(m->r, in, m->web->arena, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		enum lang lang;
		struct str name = without_language(rows.v[i].name, &lang);
		bool again = i > 0 && str_eq(name, last);
		last = name;
		if (i < before || (again && m->n == first) || (!again && i == before + s.n))
			continue;
		if (!again)
			m->v[m->n++] = (struct mapped){ .path = site_article_path(name, m->web->arena) };
		m->v[m->n - 1].in[lang] = true;
		m->v[m->n - 1].made[lang] = rows.v[i].made;
	}
	return ERR_OK;
}

static enum err
read_span(struct map *m, struct span s)
{
	m->v = ARENA_ARRAY(m->web->arena, struct mapped, s.n);
	struct span fronts = within(s, 0, m->fronts);
	for (size_t i = 0; i < fronts.n; i++)
		m->v[m->n++] = m->front[fronts.from + i];
	TRY(add_services(m, within(s, m->fronts, m->services)));
	return add_articles(m, within(s, m->fronts + m->services, m->articles));
}

/* ---- as XML ---- */

static void
put_address(struct buf *b, const struct core *core, enum lang lang, struct str path)
{
	buf_str(b, core->public_url);
	buf_z(b, lang == LANG_EN ? "/en" : "/nl");
	if (path.n > 1)
		buf_str(b, path);
}

static void
put_page(struct buf *b, const struct core *core, const struct mapped *m, enum lang lang, struct arena *a)
{
	buf_z(b, "<url><loc>");
	put_address(b, core, lang, m->path);
	buf_z(b, "</loc>");
	if (m->made[lang] != 0)
		buf_printf(b, "<lastmod>%.*s</lastmod>", STR_ARG(date_iso(date_local(m->made[lang]).date, a)));
	for (enum lang l = 0; l < LANG_COUNT && m->in[LANG_NL] && m->in[LANG_EN]; l++) {
		buf_printf(b, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", lang_code(l));
		put_address(b, core, l, m->path);
		buf_z(b, "\"/>");
	}
	buf_z(b, "</url>\n");
}

static enum err
send_xml(struct web *web, const struct buf *b)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	if (!buf_ok(b))
		return ERR_INTERNAL;
	crypto_digest(buf_view(b), digest);
	struct str etag = str_printf(web->arena, "\"%.*s\"", STR_ARG(str_hex(digest, 12, web->arena)));
	return web_unchanged(web, "no-cache", etag) ? ERR_OK : web_bytes(web, 200, XML, buf_view(b));
}

static enum err
send_pages(const struct map *m)
{
	struct buf b;
	buf_init(&b, FILE_MAX_BYTES, m->web->arena);
	buf_z(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
		  "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = 0; i < m->n; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++)
			if (m->v[i].in[l])
				put_page(&b, m->web->core, &m->v[i], l, m->web->arena);
	buf_z(&b, "</urlset>\n");
	return send_xml(m->web, &b);
}

static enum err
send_index(struct web *web, size_t parts)
{
	struct buf b;
	buf_init(&b, FILE_MAX_BYTES, web->arena);
	buf_z(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		  "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < parts; i++)
		buf_printf(&b, "<sitemap><loc>%.*s/sitemap/%zu</loc></sitemap>\n", STR_ARG(web->core->public_url),
		    i + 1);
	buf_z(&b, "</sitemapindex>\n");
	return send_xml(web, &b);
}

/* part: from 1; 0: all that there is, as long as it fits. */
static enum err
read_part(struct map *m, size_t part, size_t *ret_parts)
{
	TRY(count_places(m));
	*ret_parts = (m->fronts + m->services + m->articles + PART - 1) / PART;
	if (part > *ret_parts)
		return ERR_NOT_FOUND;
	if (part == 0 && *ret_parts > 1)
		return ERR_OK;
	return read_span(m, (struct span){ part == 0 ? 0 : (part - 1) * PART, PART });
}

static enum err
show(struct web *web, size_t part)
{
	struct map m = { .web = web };
	size_t parts;
	TRY(db_read_begin(web->core->db, &m.r));
	enum err e = read_part(&m, part, &parts);
	db_read_end(m.r);
	TRY(e);
	return part == 0 && parts > 1 ? send_index(web, parts) : send_pages(&m);
}

enum err
site_map_show(struct web *web)
{
	return show(web, 0);
}

enum err
site_map_part_show(struct web *web)
{
	int64_t part;
	if (str_int(web->param[0], &part) != ERR_OK || part < 1)
		return ERR_NOT_FOUND;
	return show(web, (size_t)part);
}

enum err
site_robots_show(struct web *web)
{
	return web_bytes(web, 200, "text/plain; charset=utf-8", str_printf(web->arena,
	    "User-agent: *\nDisallow: /api/\nDisallow: /exit\nSitemap: %.*s/sitemap.xml\n",
	    STR_ARG(web->core->public_url)));
}
