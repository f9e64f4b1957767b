/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef FIGURES_VIEW_H
#define FIGURES_VIEW_H
#include "page.h"

struct figures_row {
	struct str name, reach, services, conversion;
};

struct figures_rows {
	const struct figures_row *v;
	size_t n;
};

struct figures_bar {
	struct str name, value;
	int64_t y, middle, width;
};

struct figures_bars {
	const struct figures_bar *v;
	size_t n;
};

struct figures_table {
	const char *id;
	struct str title;
	struct figures_rows rows;
	bool has_reach;
};

struct figures_tables {
	const struct figures_table *v;
	size_t n;
};

struct figures_guide {
	const char *id;
	struct str title;
	struct figures_rows rows; /* steps: reach, and the part of those who began */
};

struct figures_guides {
	const struct figures_guide *v;
	size_t n;
};

/* What was searched in vain; lang is for who listens. */
struct figures_word {
	struct str words, count;
	const char *lang;
};

struct figures_words {
	const struct figures_word *v;
	size_t n;
};

struct figures_page {
	struct page top;
	struct page_nav periods;
	struct str from, until;
	bool empty;
	struct figures_bars bars;
	int64_t height;
	struct figures_tables tables;
	struct figures_guides guides;
	struct url download;
	struct figures_words wanted;
};

#endif
