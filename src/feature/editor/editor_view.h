/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef EDITOR_VIEW_H
#define EDITOR_VIEW_H
#include "diff.h"
#include "form_view.h"
#include "page.h"

/* ---- the list ---- */

struct editor_choice {
	struct str value, label;
	bool chosen;
};

struct editor_choices {
	const struct editor_choice *v;
	size_t n;
};

struct editor_select {
	struct str name, label;
	struct editor_choices choices; /* the first is: any */
};

struct editor_selects {
	const struct editor_select *v;
	size_t n;
};

struct editor_list_row {
	struct url open;
	struct str title, name, type, lang, audience, owner, checked, state, live;
	int64_t score, faults;
	bool has_score, old, busy; /* busy: somebody is at work on it */
};

struct editor_list_rows_view {
	const struct editor_list_row *v;
	size_t n;
};

struct editor_list_page {
	struct page top;
	struct page_nav menu;
	struct url action, next, first, export_url;
	struct str search;
	bool due_for_check;
	struct editor_selects selects;
	struct editor_list_rows_view rows;
};

/* ---- what is to be looked at ---- */

struct editor_job {
	struct url open;
	struct str title, name, lang, what;
};

struct editor_jobs {
	const struct editor_job *v;
	size_t n;
};

struct editor_job_list {
	struct str title, none, id;
	struct editor_jobs jobs;
};

struct editor_job_lists {
	const struct editor_job_list *v;
	size_t n;
};

struct editor_desk_page {
	struct page top;
	struct page_nav menu;
	struct editor_job_lists lists;
};

/* ---- a page ---- */

struct editor_fault_line {
	int line;
	struct str reason, quote;
};

struct editor_fault_lines {
	const struct editor_fault_line *v;
	size_t n;
};

struct editor_fault_box {
	struct editor_fault_lines lines;
};

struct editor_reading_view {
	bool shown;
	int64_t score;
	struct str verdict;
	int words, sentences, longest;
	struct editor_fault_box hints;
};

struct editor_event_row {
	struct str when, who, what, remark;
	struct url text; /* what it was then, beside what it is now; or empty */
};

struct editor_event_rows {
	const struct editor_event_row *v;
	size_t n;
};

struct editor_version_row {
	struct str id, when, who, form_id;
	struct url compare; /* with what is live */
	bool live;
};

struct editor_version_rows {
	const struct editor_version_row *v;
	size_t n;
};

/* A button that does one thing. */
struct editor_button {
	struct url action;
	struct str form_id, csrf, step, seen, label, text; /* text: of a version to go back to; or absent */
	bool main;
};

/* One language of a page. */
struct editor_side {
	struct str lang, title, language; /* lang: for the attribute; absent: both */
	struct url open, write, preview;
	struct str state, live, due, who, checked;
	bool there, has_draft, is_live, gone;
};

struct editor_sides {
	const struct editor_side *v;
	size_t n;
};

struct editor_part_page {
	struct page top;
	struct page_nav menu;
	struct str name;
	struct editor_sides sides;
	struct url back;
};

struct editor_doc_page {
	struct page top;
	struct page_nav menu;
	struct url back, part, write, preview, live_page, retire;
	struct str name, lang, problem; /* problem: why the last step was not taken; or absent */
	struct str state, live, due, gone, own; /* own: why one may not approve; or absent */
	bool has_draft, is_live, moved; /* moved: something else went live since the draft was saved */
	struct str drafted; /* by whom and when */
	struct editor_fault_box faults;
	struct editor_reading_view reading;
	struct diff diff;
	bool has_diff, whole;
	struct editor_button button, second, third; /* label absent: none */
	struct form_view note, reason, schedule;
	bool has_note, has_reason, has_schedule;
	struct editor_event_rows events;
	struct editor_version_rows versions;
	struct str csrf, seen;
	struct url step;
};

struct editor_write_page {
	struct page top;
	struct page_nav menu;
	struct url back, preview;
	struct str name, lang;
	bool guide, conflict, saved;
	struct str other; /* who saved something else meanwhile */
	struct form_view form;
	struct field_view body;
	struct str base, label;
	struct editor_fault_box faults;
	struct editor_reading_view reading;
	struct diff diff;
};

struct editor_compare_page {
	struct page top;
	struct page_nav menu;
	struct url back;
	struct str from, to;
	struct diff diff;
	struct editor_button restore;
};

struct editor_form_page {
	struct page top;
	struct page_nav menu;
	struct url back;
	struct str lead;
	struct form_view form;
};

struct editor_file {
	struct str name, use, label, who, when; /* use: the line of an article's header */
	int64_t width, height;
};

struct editor_files {
	const struct editor_file *v;
	size_t n;
};

struct editor_media_page {
	struct page top;
	struct page_nav menu;
	struct form_view form;
	bool added;
	struct editor_files files;
};

/* A step or an outcome of a guide. */
struct editor_guide_part {
	struct str title, why;
	struct html_safe text;
	struct strs options;
	bool sometimes; /* not for everybody */
};

struct editor_guide_parts {
	const struct editor_guide_part *v;
	size_t n;
};

struct editor_guide_page {
	struct page top;
	struct html_safe intro;
	struct editor_guide_parts steps, outcomes;
};

struct editor_new_page {
	struct page top;
	struct page_nav menu;
	struct form_view form, file;
};

#endif
