/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MESSAGE_VIEW_H
#define MESSAGE_VIEW_H
#include "form_view.h"
#include "page.h"

struct contact_page {
	struct page top;
	struct form_view form;
	struct url callback;
};

struct contact_thanks_page {
	struct page top;
	struct url home;
};

#endif
