/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ARRIVAL_VIEW_H
#define ARRIVAL_VIEW_H
#include "form_view.h"
#include "page.h"

struct arrival_page {
	struct page top;
	struct form_view form;
	bool callback;    /* asks to be called; otherwise to register */
	bool has_answers; /* a guide was gone through in this browser */
	struct url other, privacy;
};

struct arrival_thanks_page {
	struct page top;
	struct url home;
	bool callback;
};

#endif
