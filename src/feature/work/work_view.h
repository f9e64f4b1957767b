/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORK_VIEW_H
#define WORK_VIEW_H
#include "form_view.h"
#include "page.h"

/* What one must know before one sees a name: icon and words. */
enum work_sign_kind { SIGN_CARE, SIGN_CALL, SIGN_MAIL, SIGN_ONLINE, SIGN_NOT, SIGN_UNASKED };

struct work_sign {
	enum work_sign_kind kind;
	struct str text;
};

struct work_signs {
	const struct work_sign *v;
	size_t n;
};

struct work_row {
	struct work_signs signs;
	struct str label, number, what, due;
	bool late;
	int64_t attempts;
	struct url open;
};

struct work_rows {
	const struct work_row *v;
	size_t n;
};

struct work_list_page {
	struct page top;
	struct page_links filters;
	struct work_rows rows;
	struct url before, after, first; /* or empty */
	struct url messages;
	bool filtered;
};

struct work_line {
	struct str label, text;
	struct url link; /* or empty */
};

struct work_lines {
	const struct work_line *v;
	size_t n;
};

struct work_intake {
	struct str title, made;
	struct work_lines said;
};

struct work_intakes {
	const struct work_intake *v;
	size_t n;
};

struct work_contact_row {
	struct str when, channel, result, outside, reason, note;
};

struct work_contact_rows {
	const struct work_contact_row *v;
	size_t n;
};

struct work_task {
	struct str what, due;
	bool late;
};

struct work_tasks {
	const struct work_task *v;
	size_t n;
};

struct work_dossier_page {
	struct page top;
	struct url back;
	struct str number, name, no_welcome; /* why no welcome went out by itself; or absent */
	struct work_signs signs;
	struct work_lines wishes, facts;
	struct work_intakes intakes;
	struct work_contact_rows contacts;
	struct work_tasks tasks;
	struct form_view form;
	bool has_callback, has_letter;
	struct url callback_done, decide, letter, letter_sent;
	struct str form_id, letter_form_id, csrf;
};

struct work_decide_page {
	struct page top;
	struct url back;
	struct str number, no_welcome;
	struct work_signs signs;
	struct work_lines wishes;
	struct form_view form;
};

struct work_message {
	struct str when, name, reply;
	struct strs lines;
	struct url done;
	struct str form_id;
};

struct work_messages {
	const struct work_message *v;
	size_t n;
};

struct work_messages_page {
	struct page top;
	struct url back;
	struct work_messages messages;
	struct str csrf;
};

#endif
