/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef INTAKE_VIEW_H
#define INTAKE_VIEW_H
/* What the pages of a guide show. */
#include "form_view.h"
#include "page.h"

struct guide_start_page {
	struct page top;
	struct str environment; /* for whom it is, and */
	struct url home;        /* the first page for them */
	struct html_safe intro;
	int64_t minutes;
	struct url go_on; /* absent: nothing was begun in this browser */
	struct url first; /* step */
	struct url again; /* where what was begun is begun anew */
	struct str form_id, csrf, via;
};

struct guide_step_page {
	struct page top;
	struct form_view form;
	struct url back;
	int64_t step, steps;
	struct url keep; /* stop and go on later; absent: nothing was answered yet */
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

struct guide_reason_view {
	struct str answer;   /* absent: something was filled in */
	struct str question; /* absent: a theme */
};

struct guide_reason_views {
	const struct guide_reason_view *v;
	size_t n;
};

struct guide_words_views {
	const struct str *v;
	size_t n;
};

/* An organisation that can help. */
struct guide_place_view {
	struct str name, organisation; /* organisation absent: the same as the name */
	struct str description, why;   /* or absent */
	struct url more;               /* our page about it */
	struct str phone, site;        /* as people write them; or absent */
	struct url phone_url, site_url;
	struct guide_words_views fits, misfits;
	bool unchecked; /* nobody has checked this entry yet */
};

struct guide_place_views {
	const struct guide_place_view *v;
	size_t n;
};

struct guide_outcome_view {
	struct str title;
	struct html_safe text;
	struct url link;
	struct str link_label;
	bool first;
	bool for_all; /* it holds whatever was answered */
	struct guide_reason_views reasons;
	struct guide_place_views places;
};

struct guide_outcome_views {
	const struct guide_outcome_view *v;
	size_t n;
};

struct guide_points_view {
	struct str label, band;
	struct html_safe text;
	int64_t points, max;
	double part; /* of 100 */
};

struct guide_points_views {
	const struct guide_points_view *v;
	size_t n;
};

struct guide_source_view {
	struct str what, checked;
	struct url url;
};

struct guide_source_views {
	const struct guide_source_view *v;
	size_t n;
};

struct guide_result_page {
	struct page top;
	struct guide_points_views points;
	struct guide_outcome_views outcomes;
	struct guide_answer_views answers; /* of a guide that is an overview */
	struct guide_source_views sources;
	struct url callback, check, keep, mail;
	struct url report; /* absent: none is made of this guide */
};

struct guide_keep_page {
	struct page top;
	struct str code; /* absent: ask whether one is wanted */
	struct url make, back, code_page;
	struct str form_id, csrf;
};

#endif
