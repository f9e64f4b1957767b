/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SITE_H
#define SITE_H
/*
 * The public front: articles as pages, the files that belong to them, the map
 * of the site for search engines, quick exit, health, security.txt. With
 * --demo also the outbox in the browser.
 */
#include "article.h"
#include "id.h"
#include "page.h"
#include "route.h"

struct core;
struct db_read;

/* The live article of that name ("victims/burglary") in the language, parsed
 * once a version; it stays valid until the process ends. ERR_NOT_FOUND. */
enum err site_article_live(struct core *core, struct db_read *r, struct str name, enum lang lang,
    struct id *ret_version, const struct article **ret_article);

/* The title that an article of that name had last in the language, also when it was taken down since.
 * ERR_NOT_FOUND: there never was one. */
enum err site_article_last_title(
    struct db_read *r, struct str name, enum lang lang, struct arena *a, struct str *ret_title);

/* Renders any article, published or not, as the page that visitors see, with
 * the notice that it is a preview. For whoever is signed in, too, the frame is
 * that of a visitor; it is not listed and has no alternates. */
enum err site_article_preview(struct web *web, struct db_read *r, const struct article *article,
    const struct page_notice *notice, struct html *h);

/* The article alone: its text, and what is to be ticked. For other frames than
 * the site's own; h1, summary and drawing are theirs. */
void site_article_text(struct html *h, const struct article *article);

/* Where an article stands, without language: "/victims/burglary"; "/" for home. */
struct str site_article_path(struct str name, struct arena *a);
/* What it is counted as: "article.victims/burglary"; "home" for home. */
struct str site_article_product(struct str name, struct arena *a);
/* The environment as people call it: "Ik wil iemand helpen". */
struct str site_audience_text(enum audience audience, enum lang lang);

extern const struct route site_routes[];
extern const size_t site_route_count;

#endif
