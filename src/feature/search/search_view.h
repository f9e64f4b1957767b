/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SEARCH_VIEW_H
#define SEARCH_VIEW_H
#include "page.h"
#include "search.h"

struct search_view_hit {
	struct str kind;
	struct url url;
	struct search_pieces title, text;
};

struct search_view_hits {
	const struct search_view_hit *v;
	size_t n;
};

/* A help line that stands on top. */
struct search_view_line {
	struct str name, phone, hours;
	struct url call, site;
};

struct search_view_lines {
	const struct search_view_line *v;
	size_t n;
};

struct search_page {
	struct page top;
	struct str q, audience; /* audience: its code, or absent */
	struct search_view_lines danger;
	struct search_view_hits hits;
	int64_t from;           /* number of the first one */
	int64_t total;
	bool asked, more, loosened, no_more_pages;
	struct str corrected, unknown;
	struct page_nav audiences;
	struct url previous, next, all; /* absent: none; all: without the audience */
	struct url callback, contact, guide, home, safety;
};

#endif
