/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* For search engines: which articles there are (sitemaps.org 0.9), and which not to visit. */
#include "content.sql.h"
#include "date.h"
#include "site_internal.h"

#include "banned.h"

#define PART 20000 /* addresses in a file; each stands in two languages, and 50,000 is the most */
#define FILE_MAX_BYTES ((size_t)48 << 20)

#define XML "application/xml; charset=utf-8"

/* One page in one or two languages. Names are a-z, 0-9, '-' and '/': nothing to escape. */
struct mapped {
	struct str path;
	int64_t made[LANG_COUNT]; /* 0: not in that language */
};

struct map {
	struct mapped *v;
	size_t n;
};

/* "victims/burglary.nl" */
static struct str
without_language(struct str name, enum lang *ret_lang)
{
	*ret_lang = str_ends(name, STR(".en")) ? LANG_EN : LANG_NL;
	return str_cut(name, 0, name.n < 3 ? 0 : name.n - 3);
}

/* Sorted by name, so that the two languages of a page stand together. */
static enum err
map_read(struct db_read *r, struct arena *a, struct map *ret_map)
{
	struct content_map_rows rows;
	TRY(content_map(r, a, &rows));
	struct map map = { ARENA_ARRAY(a, struct mapped, rows.n), 0 };
	for (size_t i = 0; i < rows.n; i++) {
		const struct content_map_row *row = &rows.v[i];
		enum lang lang;
		struct str path = site_article_path(without_language(row->name, &lang), a);
		if (map.n == 0 || !str_eq(map.v[map.n - 1].path, path))
			map.v[map.n++] = (struct mapped){ .path = path };
		map.v[map.n - 1].made[lang] = row->made;
	}
	*ret_map = map;
	return ERR_OK;
}

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
	buf_z(b, "</loc><lastmod>");
	buf_str(b, date_iso(date_local(m->made[lang]).date, a));
	buf_z(b, "</lastmod>");
	for (enum lang l = 0; l < LANG_COUNT && m->made[LANG_NL] != 0 && m->made[LANG_EN] != 0; l++) {
		buf_printf(b, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", lang_code(l));
		put_address(b, core, l, m->path);
		buf_z(b, "\"/>");
	}
	buf_z(b, "</url>\n");
}

static enum err
send_pages(struct web *web, const struct map *map, size_t from)
{
	struct buf b;
	buf_init(&b, FILE_MAX_BYTES, web->arena);
	buf_z(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
		  "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = from; i < map->n && i < from + PART; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++)
			if (map->v[i].made[l] != 0)
				put_page(&b, web->core, &map->v[i], l, web->arena);
	buf_z(&b, "</urlset>\n");
	return buf_ok(&b) ? web_bytes(web, 200, XML, buf_view(&b)) : ERR_INTERNAL;
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
	return web_bytes(web, 200, XML, buf_view(&b));
}

static enum err
map_of(struct web *web, struct map *ret_map)
{
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = map_read(r, web->arena, ret_map);
	db_read_end(r);
	return e;
}

enum err
site_map_show(struct web *web)
{
	struct map map;
	TRY(map_of(web, &map));
	return map.n <= PART ? send_pages(web, &map, 0) : send_index(web, (map.n + PART - 1) / PART);
}

enum err
site_map_part_show(struct web *web)
{
	struct map map;
	int64_t part;
	if (str_int(web->param[0], &part) != ERR_OK || part < 1)
		return ERR_NOT_FOUND;
	TRY(map_of(web, &map));
	if ((uint64_t)part > map.n / PART + 1 || (size_t)(part - 1) * PART >= map.n)
		return ERR_NOT_FOUND;
	return send_pages(web, &map, (size_t)(part - 1) * PART);
}

enum err
site_robots_show(struct web *web)
{
	return web_bytes(web, 200, "text/plain; charset=utf-8", str_printf(web->arena,
	    "User-agent: *\nDisallow: /api/\nDisallow: /exit\nSitemap: %.*s/sitemap.xml\n",
	    STR_ARG(web->core->public_url)));
}
