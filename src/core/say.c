/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "say.h"

#include "messages.h"

#include "banned.h"

static const enum msg months[] = {
	MSG_MONTH_1, MSG_MONTH_2, MSG_MONTH_3, MSG_MONTH_4, MSG_MONTH_5, MSG_MONTH_6, MSG_MONTH_7, MSG_MONTH_8,
	MSG_MONTH_9, MSG_MONTH_10, MSG_MONTH_11, MSG_MONTH_12,
};

struct str
month_text(int month, enum lang lang)
{
	return msg_text(lang, months[month - 1]);
}

struct str
date_text(struct date d, enum lang lang, struct arena *a)
{
	if (!date_is_valid(d))
		return STR_NONE;
	return str_printf(a, "%d %.*s %d", d.day, STR_ARG(month_text(d.month, lang)), d.year);
}

struct str
moment_text(int64_t wall, enum lang lang, struct arena *a)
{
	struct date_time t = date_local(wall);
	return str_printf(a, "%.*s, %d:%02d", STR_ARG(date_text(t.date, lang, a)), t.hour, t.minute);
}
