/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef FUZZ_HTML_VIEW_H
#define FUZZ_HTML_VIEW_H
#include "html.h"

/* A value of every type, for a template that has every position. */
struct fuzz_html_view {
	struct str text;
	struct strs list;
	struct url path, https, tel, mailto;
	double number;
	int64_t whole;
};

#endif
