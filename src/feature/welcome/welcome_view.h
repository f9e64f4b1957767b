/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WELCOME_VIEW_H
#define WELCOME_VIEW_H
#include "form_view.h"
#include "page.h"

struct welcome_mail {
	struct str link, sender;
	int64_t days;
};

/* The neutral page before the proof: for links, and for codes from paper. */
struct proof_page {
	struct page top;
	struct form_view form;
};

struct code_page {
	struct page top;
	struct form_view form;
};

struct welcome_page {
	struct page top;
	struct str name;
	struct str offence, day, municipality; /* absent: not known */
	struct str wish;        /* what was chosen, in words */
	bool asked;             /* a choice was made before */
	struct url account;     /* where one makes one; absent: there is one */
	struct url wishes, questions, intake, hours, privacy, finish;
	struct str form_id, csrf;
};

struct wishes_page {
	struct page top;
	struct form_view form;
	struct url back;
};

struct welcome_ended_page {
	struct page top;
};

#endif
