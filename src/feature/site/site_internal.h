/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SITE_INTERNAL_H
#define SITE_INTERNAL_H
/* What the files of this feature share. */
#include "site.h"
#include "site_view.h"
#include "web.h"

/* Everything that a page is made of, as versions. ID_NONE: there is none. */
struct site_versions {
	struct id article, other_language;
	struct id home;     /* of its environment: the menu */
	struct id helpline; /* the numbers in the text */
	struct id media;    /* the newest of all files: a picture may be another one now */
};

/* In one query. ERR_NOT_FOUND when the article is not there. */
enum err site_versions_find(
	struct web *web, struct db_read *r, struct str name, struct site_versions *ret_versions);
/* What was taken down leads to another page, or says that it has gone and where else to go. ERR_NOT_FOUND: it never
 * was there. */
enum err site_gone(struct web *web, struct db_read *r, struct str name);
/* The article of that version, parsed anew into the request's arena. */
enum err site_article_parse(
	struct web *web, struct db_read *r, struct id version, struct str name, const struct article **ret_article);

/* The part before '/' is the environment; false for articles that belong to none. */
bool site_environment(struct str name, enum audience *ret_audience);

/* Fills in everything but the frame. */
enum err site_view_fill(
	struct web *web, struct db_read *r, const struct article *article, struct article_page *ret_page);
void site_view_write(struct html *h, const struct article_page *p);

/* Address of a file of content/media or content/image; absent when it is not
 * there. An error is passed on: a page without it would be kept (core/stock.h). */
enum err site_media_url(struct web *web, struct db_read *r, struct str file, struct url *ret_url);

route_fn site_article_show, site_home_show;
route_fn site_asset_send, site_media_send, site_health, site_security_show, site_leave;
route_fn site_outbox_show;
route_fn site_map_show, site_map_part_show, site_robots_show;

#endif
