/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SITE_VIEW_H
#define SITE_VIEW_H
#include "page.h"

struct home_page {
	struct page top;
	struct url emergency, suicide, burglary, fraud, general, callback, contact, code, safety;
};

struct content_page {
	struct page top;
	struct html_safe body;
};

struct outbox_mail {
	struct str name, text;
};

struct outbox_mails {
	const struct outbox_mail *v;
	size_t n;
};

struct outbox_page {
	struct page top;
	struct outbox_mails mails;
};

#endif
