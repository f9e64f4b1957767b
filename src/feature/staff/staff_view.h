/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef STAFF_VIEW_H
#define STAFF_VIEW_H
#include "form_view.h"
#include "page.h"
#include "squares.h"

struct staff_mail_text {
	struct str link, sender;
	int64_t days;
};

struct staff_row {
	struct str name, role, team, since, seen; /* seen: absent: never */
	struct url open;                          /* the page of the account */
	struct page_press withdraw;               /* of an invitation */
};

struct staff_rows {
	const struct staff_row *v;
	size_t n;
};

struct staff_list_page {
	struct page top;
	struct page_nav menu;
	struct staff_rows members, invited;
};

struct staff_form_page {
	struct page top;
	struct page_nav menu;
	struct str lead;
	struct form_view form;
};

struct staff_account_page {
	struct page top;
	struct page_nav menu;
	struct staff_row member;
	struct str email;
	bool own; /* nobody changes their own account */
	struct form_view form;
	struct page_press close;
};

struct staff_teams_page {
	struct page top;
	struct page_nav menu;
	struct page_links teams;
	struct form_view form;
};

struct staff_happening_row {
	struct str when, who, what, whom;
	struct str before, after;
};

struct staff_happening_rows {
	const struct staff_happening_row *v;
	size_t n;
};

struct staff_events_page {
	struct page top;
	struct page_nav menu;
	struct staff_happening_rows rows;
};

struct staff_join_page {
	struct page top;
	bool gone;
	struct str name, role, team;
	struct form_view form;
	int64_t size; /* of the code, its white edge included; 0: none */
	struct squares squares;
	struct str secret;
	struct url sign_in;
};

#endif
