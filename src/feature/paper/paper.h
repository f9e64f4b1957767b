/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PAPER_H
#define PAPER_H
/*
 * Articles on paper: a page of the site to take along, and a flyer for a
 * letter box, whose QR code leads back to the page. Tagged PDF (PDF/UA-1).
 */
#include "article.h"
#include "route.h"

struct core;

/* The article as a document to take along. ERR_LIMIT: too long for paper. */
enum err paper_page(const struct core *core, const struct article *article, struct arena *a, struct str *ret_pdf);

/* The three to six first things of an article on one page. ERR_NOT_FOUND: it
 * has no such list, or nobody may find it on their door mat (article.delicate). */
enum err paper_flyer(const struct core *core, const struct article *article, struct arena *a, struct str *ret_pdf);

/* Whether there is a flyer, without making it. */
bool paper_has_flyer(const struct article *article);

extern const struct route paper_routes[];
extern const size_t paper_route_count;

#endif
