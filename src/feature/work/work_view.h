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
	struct str task;     /* when the first is due, in a caseload */
	struct str assigned; /* whose it is; absent: the whole team's */
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
	struct page_nav filters;
	struct work_rows rows;
	struct url before, after, first; /* or empty */
	struct page_nav parts;
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
	struct str report;    /* what the client may read; absent: nothing was written */
	struct str published; /* since when they can; absent: not yet */
	struct page_press publish;
};

struct work_contact_rows {
	const struct work_contact_row *v;
	size_t n;
};

struct work_todo {
	struct str what, due;
	bool late;
};

struct work_todos {
	const struct work_todo *v;
	size_t n;
};

/* What somebody has to do, the client or we. */
struct work_errand {
	struct str text, due;
	bool late, for_client;
	struct page_press done;
};

struct work_errands {
	const struct work_errand *v;
	size_t n;
};

/* Who looks after the client, and to whom it can go. */
struct work_assigned {
	struct str name, since; /* absent: the whole team */
	struct str note;        /* of who handed over */
	struct form_view form;
	struct page_press back; /* gives it back to the team */
};

struct work_dossier_page {
	struct page top;
	struct url back;
	struct str number, name, no_welcome; /* why no welcome went out by itself; or absent */
	struct work_signs signs;
	struct work_lines wishes, facts;
	struct work_intakes intakes;
	struct work_contact_rows contacts;
	struct work_todos todos;
	struct form_view form;
	bool has_callback, has_letter;
	struct url decide, letter;
	struct page_press callback_done, letter_sent;
	struct work_assigned assigned;
	struct work_errands errands;
	struct form_view task_form;
	bool emergency; /* of another team, for an hour */
	struct url recovery; /* of the client's account; absent: there is none */
	int64_t shared_count;
	struct url shared; /* what the client lets this worker read; absent: nothing */
};

struct work_decide_page {
	struct page top;
	struct url back;
	struct str number, no_welcome;
	struct work_signs signs;
	struct work_lines wishes;
	struct form_view form;
};

/* For what a dossier is opened; or an emergency. */
struct work_open_page {
	struct page top;
	struct url back;
	struct str lead, more; /* more: what is special here, or absent */
	struct form_view form;
};

struct work_find_page {
	struct page top;
	struct url back, emergency;
	struct form_view form;
	bool sent, more; /* more: there are more than are shown */
	struct work_rows rows;
};

struct work_mine_page {
	struct page top;
	struct page_nav parts;
	struct work_rows rows;
	struct url first, after; /* or empty */
};

/* What was shared with the client, for the client. */
struct work_report_view {
	struct str when, channel;
	struct strs lines;
};

struct work_report_views {
	const struct work_report_view *v;
	size_t n;
};

struct work_reports_page {
	struct page top;
	struct url people;
	struct work_report_views reports;
	struct work_errands errands;
};

struct work_message {
	struct str when, name, reply;
	struct strs lines;
	struct page_press done;
};

struct work_messages {
	const struct work_message *v;
	size_t n;
};

struct work_messages_page {
	struct page top;
	struct url back;
	struct work_messages messages;
};

#endif
