/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef RECORDS_VIEW_H
#define RECORDS_VIEW_H
#include "page.h"

struct records_worker {
	struct str value, label;
	bool chosen;
};

struct records_workers {
	const struct records_worker *v;
	size_t n;
};

struct records_row {
	struct str when, who, role, number;
	int64_t count; /* people of a list, when there is no number */
	struct str part, purpose;
	bool emergency;
};

struct records_rows {
	const struct records_row *v;
	size_t n;
};

struct records_list_page {
	struct page top;
	struct page_nav parts;
	struct url action;
	struct str number, from, until; /* as typed */
	struct str fault;               /* absent: fine */
	bool emergency;
	struct records_workers workers;
	struct records_rows rows;
	struct url first, after; /* or empty */
};

struct records_emergency_row {
	struct str when, who, number, reason;
	struct str seen; /* when and by whom; absent: not yet */
	struct page_press mark;
};

struct records_emergency_rows {
	const struct records_emergency_row *v;
	size_t n;
};

struct records_emergency_page {
	struct page top;
	struct page_nav parts;
	struct records_emergency_rows rows;
};

#endif
