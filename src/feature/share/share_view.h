/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SHARE_VIEW_H
#define SHARE_VIEW_H
#include "page.h"

/* What stands on somebody else's page. */
struct embed_page {
	struct str title, summary, site;
	struct url source;      /* the same on our own site */
	struct html_safe intro; /* of a guide; absent for articles */
	int minutes;
};

struct share_page {
	struct page top;
	struct str title;          /* of the article */
	struct url article;
	struct str script, frame;  /* to copy; absent: it cannot be embedded */
	struct url preview, paper, flyer, card; /* absent: there is none */
	struct str address;
};

#endif
