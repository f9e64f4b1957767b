/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "form_view.h"
#include "messages.h"
#include "page.h"

#include "banned.h"

int64_t
form_view_count(const struct form_view *f)
{
	int64_t n = f->error.n > 0;
	for (size_t i = 0; i < f->fields.n; i++)
		n += f->fields.v[i].error.n > 0;
	return n;
}

struct str
error_page_title(enum lang lang, int status)
{
	static const struct {
		int status;
		enum msg title;
	} titles[] = { { 400, MSG_ERROR_NOT_UNDERSTOOD_TITLE }, { 403, MSG_ERROR_FORBIDDEN_TITLE },
		{ 404, MSG_ERROR_NOT_FOUND_TITLE }, { 408, MSG_ERROR_SLOW_TITLE }, { 409, MSG_ERROR_CONFLICT_TITLE },
		{ 410, MSG_ERROR_GONE_TITLE },
		{ 413, MSG_ERROR_TOO_BIG_TITLE }, { 414, MSG_ERROR_TOO_LONG_TITLE }, { 429, MSG_ERROR_TOO_OFTEN_TITLE },
		{ 503, MSG_ERROR_AWAY_TITLE } };
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (titles[i].status == status)
			return msg_text(lang, titles[i].title);
	return msg_text(lang, MSG_ERROR_OURS_TITLE);
}
