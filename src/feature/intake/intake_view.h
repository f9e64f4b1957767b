/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef INTAKE_VIEW_H
#define INTAKE_VIEW_H
/* What the pages of a guide show. */
#include "form_view.h"
#include "page.h"

struct guide_start_page {
	struct page top;
	struct html_safe intro;
	int64_t minutes;
	struct url go_on;  /* absent: nothing was begun in this browser */
	struct url begin;
	struct str form_id, csrf, via;
};

struct guide_step_page {
	struct page top;
	struct form_view form;
	struct url back;
	int64_t step, steps;
	struct url keep; /* stop and go on later */
};

struct guide_advice_page {
	struct page top;
	struct html_safe text;
	bool urgent;
	struct url back, next;
	int64_t step, steps;
	struct url keep;
};

struct guide_answer_view {
	struct str question, answer; /* answer absent: left open */
	struct url change;
};

struct guide_answer_views {
	const struct guide_answer_view *v;
	size_t n;
};

struct guide_check_page {
	struct page top;
	struct guide_answer_views answers;
	struct url finish, back;
	struct str form_id, csrf;
	struct url keep;
};

struct guide_outcome_view {
	struct str title;
	struct html_safe text;
	struct url link;
	struct str link_label;
	bool first;
};

struct guide_outcome_views {
	const struct guide_outcome_view *v;
	size_t n;
};

struct guide_result_page {
	struct page top;
	struct guide_outcome_views outcomes;
	struct url callback, check, keep;
};

struct guide_keep_page {
	struct page top;
	struct str code; /* absent: ask whether one is wanted */
	struct url make, back, code_page;
	struct str form_id, csrf;
};

#endif
