/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto.h"
#include "measure.h"
#include "paper.h"
#include "site.h"
#include "web.h"

#include "banned.h"

typedef enum err make_fn(const struct core *core, const struct article *p, struct arena *a, struct str *ret_pdf);

/* "victims/burglary" from "/paper/victims/burglary". */
static struct str
name_of(const struct web *web)
{
	struct str rest = str_cut(web->path, 1, web->path.n), first;
	str_split(&rest, '/', &first);
	return rest;
}

static enum err
find(struct web *web, const struct article **ret_article)
{
	struct db_read *r;
	struct id version;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = site_article_live(web->core, r, name_of(web), web->lang, &version, ret_article);
	db_read_end(r);
	return e;
}

/* What somebody saves says no more than it must. */
static struct str
file_name(const struct web *web, const struct article *p)
{
	struct str rest = p->name, last = p->name;
	while (str_split(&rest, '/', &last))
		;
	if (p->delicate)
		last = STR("info");
	return str_printf(web->arena, "inline; filename=\"%.*s.pdf\"", STR_ARG(last));
}

static enum err
send(struct web *web, make_fn *make, const char *product)
{
	const struct article *p;
	struct str pdf;
	unsigned char digest[CRYPTO_MAC_SIZE];
	TRY(find(web, &p));
	TRY(make(web->core, p, web->arena, &pdf));
	crypto_digest(pdf, digest);
	struct str etag = str_printf(web->arena, "\"%.*s\"", STR_ARG(str_hex(digest, 12, web->arena)));
	struct str source =
		measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host);
	measure_reach(web->core->measure, product, audience_code(p->audience), source);
	if (web_unchanged(web, "no-cache", etag))
		return ERR_OK;
	http_add_header(web->x, "Content-Disposition", file_name(web, p));
	return web_bytes(web, 200, "application/pdf", pdf);
}

static enum err
send_page(struct web *web)
{
	return send(web, paper_page, "paper");
}

static enum err
send_flyer(struct web *web)
{
	return send(web, paper_flyer, "flyer");
}

#define PUBLIC PERM_PUBLIC, ROUTE_CACHE, NULL, NULL

const struct route paper_routes[] = {
	{ HTTP_GET, "/paper/:name", SLOW, send_page, PUBLIC },
	{ HTTP_GET, "/paper/:environment/:name", SLOW, send_page, PUBLIC },
	{ HTTP_GET, "/flyer/:name", SLOW, send_flyer, PUBLIC },
	{ HTTP_GET, "/flyer/:environment/:name", SLOW, send_flyer, PUBLIC },
};
const size_t paper_route_count = sizeof paper_routes / sizeof paper_routes[0];
