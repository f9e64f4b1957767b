/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef RECOVERY_VIEW_H
#define RECOVERY_VIEW_H
#include "form_view.h"
#include "page.h"

struct recovery_mail {
	struct str phone, sender; /* phone: or absent */
};

struct recovery_lost_page {
	struct page top;
	struct str phone; /* absent: see the hours */
	int64_t hours;
	struct url code, people, hours_page, sign_in;
};

struct recovery_line {
	struct str label, text;
};

struct recovery_lines {
	const struct recovery_line *v;
	size_t n;
};

/* Of the team: what waits, by number. */
struct recovery_row {
	struct str number, by, since, what;
	struct url open;
	bool mine;
};

struct recovery_rows {
	const struct recovery_row *v;
	size_t n;
};

struct recovery_list_page {
	struct page top;
	struct url back;
	struct recovery_rows rows;
};

struct recovery_desk_page {
	struct page top;
	struct url back;
	struct str name, number;
	struct str state, more; /* state: absent when there never was one; more: what follows, or absent */
	struct recovery_lines lines;
	bool asks; /* the form begins one; else it decides */
	struct form_view form; /* or without an action */
	struct page_press code, withdraw;
};

struct recovery_code_page {
	struct page top;
	struct str code, address;
	struct url back;
};

/* The client's own. */
struct recovery_own_page {
	struct page top;
	struct str state, more;
	struct page_press stop;
	struct url back, password, people;
	bool stopped;
};

#endif
