/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_VIEW_H
#define DIRECTORY_VIEW_H
#include "form_view.h"
#include "page.h"

/* A choice of one, as a list that opens. */
struct directory_choice {
	const char *name;
	struct str label;
	struct choice_views options; /* the first: everything */
};

struct directory_row {
	struct str name, organisation, text, why;
	struct url open, phone_url;
	struct str phone;
	struct str waiting; /* or absent */
	struct strs fits, misfits;
};

struct directory_rows {
	const struct directory_row *v;
	size_t n;
};

struct directory_find_page {
	struct page top;
	struct url action;
	struct str place, age;
	struct str age_error; /* absent: fine */
	struct directory_choice offence, need, audience, language;
	struct directory_rows rows;
	bool open;         /* more than what happened: those fields are shown */
	struct str asked;  /* what was asked for, in words; absent: nothing */
	int64_t found;
	struct url before, after; /* absent: none */
	struct url contact, callback;
};

struct directory_fact {
	struct str label;
	struct strs lines;
};

struct directory_facts {
	const struct directory_fact *v;
	size_t n;
};

struct directory_number {
	struct str number, text;
	struct url url;
};

struct directory_numbers {
	const struct directory_number *v;
	size_t n;
};

struct directory_show_page {
	struct page top;
	struct url back, contact;
	struct str organisation, description, why, alert;
	struct directory_numbers numbers;
	struct url site;
	struct str site_text;
	struct url email;
	struct str email_text;
	struct directory_facts facts;
	struct str checked; /* absent: nobody has yet */
};

/* ---- for staff ---- */

struct entry_row {
	struct str name, organisation, state, owner, checked; /* checked absent: never */
	struct url open;
	bool late;
};

struct entry_rows {
	const struct entry_row *v;
	size_t n;
};

struct entry_list_page {
	struct page top;
	struct url add, import, download;
	int64_t unchecked;
	struct entry_rows rows;
	struct page_links alone; /* organisations without a service */
	struct url before, after;
};

struct entry_version {
	struct str when, what, who;
};

struct entry_versions {
	const struct entry_version *v;
	size_t n;
};

struct entry_edit_page {
	struct page top;
	struct url back, organisation_open, shown, add;
	struct str organisation, checked;
	bool is_service; /* one that is there: it can be checked and has addresses */
	bool changed_by_other;
	struct form_view form, check, address;
	struct page_links services;
	struct strs addresses;
	struct entry_versions history;
};

struct entry_line {
	struct str where, name, what, why;
};

struct entry_lines {
	const struct entry_line *v;
	size_t n;
};

struct entry_import_page {
	struct page top;
	struct url back, action;
	struct str form_id, csrf, error;
	bool done;
	int64_t taken, same, refused;
	struct entry_lines lines;
};

#endif
