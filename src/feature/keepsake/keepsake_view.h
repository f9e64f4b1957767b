/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEEPSAKE_VIEW_H
#define KEEPSAKE_VIEW_H
#include "form_view.h"
#include "page.h"

struct keepsake_ask_page {
	struct page top;
	struct form_view form;
	struct url back;
	struct url keep; /* a code without a mail; absent: only a guide has one */
};

struct keepsake_sent_page {
	struct page top;
	struct url back;
	int64_t days;
};

struct keepsake_open_page {
	struct page top;
	bool gone; /* it was tried, and there is nothing behind it */
	struct url action, home;
	struct str form_id, csrf;
};

struct keepsake_mail_text {
	struct str link, sender;
	int64_t days;
};

#endif
