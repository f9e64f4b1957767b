/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MIJN_VIEW_H
#define MIJN_VIEW_H
#include "form_view.h"
#include "page.h"

/* Answers of a guide in this browser, to be kept. */
struct mijn_draft {
	struct url draft;
	struct page_press keep;
};

struct mijn_item {
	struct str when, what;
	struct url link; /* absent: none */
};

struct mijn_items {
	const struct mijn_item *v;
	size_t n;
};

/* The dashboard: the one thing first, then new, planned, yours. */
struct mijn_overview_page {
	struct page top;
	struct str hello;
	bool first_time;
	bool choose_contact;    /* the one thing: else there is nothing */
	bool has_draft;         /* this browser holds answers of a guide */
	struct mijn_draft offer;
	struct url wishes, records, consents, kept, private, data, account, people;
	struct mijn_items fresh, planned, earlier;
	struct url recovery; /* somebody asked for a new way in; absent: nobody did */
	struct page_press stop;
};

struct mijn_line {
	struct str label, text;
};

struct mijn_lines {
	const struct mijn_line *v;
	size_t n;
};

struct mijn_contact_page {
	struct page top;
	bool saved;
	struct str wish, means;
	struct mijn_lines lines;
	struct url back, change;
};

struct mijn_form_page {
	struct page top;
	struct str lead;
	struct mijn_lines lines; /* what it is about */
	struct form_view form;
	struct url back;
	struct str back_label;
};

/* Something that was answered: what was said, and what came of it. */
struct mijn_advice {
	struct str title;
	struct html_safe text;
	struct url link;
	struct str link_label;
};

struct mijn_advices {
	const struct mijn_advice *v;
	size_t n;
};

struct mijn_answers_page {
	struct page top;
	struct str title, made;
	struct mijn_lines said;
	struct mijn_advices advice;
	struct url back;
	struct page_press go_on, remove;
};

/* A checklist with what was ticked. */
struct mijn_tick {
	struct str title;
	bool done;
};

struct mijn_ticks {
	const struct mijn_tick *v;
	size_t n;
};

struct mijn_checklist_page {
	struct page top;
	struct str title, made;
	int64_t done, all;
	struct mijn_ticks items;
	struct url list, back;
	struct page_press remove;
};

struct mijn_kept_page {
	struct page top;
	struct mijn_items given, kept;
	struct url back;
	bool has_draft;
	struct mijn_draft offer;
	struct page_press send; /* the ticks of this browser, filled in by the script */
};

/* Access records, the client's own in a row as one. */
struct mijn_look_view {
	struct str when, who, what, why;
	bool emergency;
	int64_t times; /* own: how often in a row */
	struct url ask; /* absent: own */
};

struct mijn_look_views {
	const struct mijn_look_view *v;
	size_t n;
};

struct mijn_question_view {
	struct str made, about, text;
	struct str answer, answered; /* absent: open */
};

struct mijn_question_views {
	const struct mijn_question_view *v;
	size_t n;
};

struct mijn_records_page {
	struct page top;
	bool asked;
	struct mijn_question_views questions;
	struct mijn_look_views looks;
	struct url back, earlier, newest;
};

struct mijn_consent_view {
	struct str id, title, text, state;
	bool given;
	struct page_press press;
};

struct mijn_consent_views {
	const struct mijn_consent_view *v;
	size_t n;
};

struct mijn_consents_page {
	struct page top;
	struct mijn_consent_views purposes;
	struct strs history;
	struct url back;
};

/* What clients ask, for the privacy officer. */
struct mijn_open_question {
	struct str made, text;
	struct url link;
};

struct mijn_open_questions {
	const struct mijn_open_question *v;
	size_t n;
};

struct mijn_questions_page {
	struct page top;
	bool answered;
	struct mijn_open_questions questions;
	struct url next;
};

struct mijn_data_page {
	struct page top;
	struct url json, pdf, back, privacy;
	bool has_private, is_open; /* what only the client opens: it goes along while it is open */
	struct url private;
};

#endif
