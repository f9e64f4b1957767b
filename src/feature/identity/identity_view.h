/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef IDENTITY_VIEW_H
#define IDENTITY_VIEW_H
#include "form_view.h"
#include "identity.h"
#include "page.h"

struct identity_stopped_page {
	struct page top;
	struct str text;
	struct url again; /* the page of signing in */
};

/* May this be added? With one button, and nothing to fill in. */
struct identity_confirm_page {
	struct page top;
	struct str lead, more;
	struct form_view form;
	struct url back;
	struct str back_label;
};

struct identity_row {
	struct str name, since, used;
	struct form_view remove;
};

struct identity_rows {
	const struct identity_row *v;
	size_t n;
};

struct identity_list_page {
	struct page top;
	struct identity_rows rows;
	struct url back;
	struct identity_offers offers;
};

#endif
