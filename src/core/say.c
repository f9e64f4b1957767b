/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "say.h"

#include "messages.h"

#include "banned.h"

static const enum msg months[] = {
	MSG_MONTH_1, MSG_MONTH_2, MSG_MONTH_3, MSG_MONTH_4, MSG_MONTH_5, MSG_MONTH_6, MSG_MONTH_7, MSG_MONTH_8,
	MSG_MONTH_9, MSG_MONTH_10, MSG_MONTH_11, MSG_MONTH_12,
};

static const enum msg weekdays[] = {
	MSG_WEEKDAY_1, MSG_WEEKDAY_2, MSG_WEEKDAY_3, MSG_WEEKDAY_4, MSG_WEEKDAY_5, MSG_WEEKDAY_6, MSG_WEEKDAY_7,
};

struct str
date_text(struct date d, enum lang lang, struct arena *a)
{
	if (!date_is_valid(d))
		return STR_NONE;
	return str_printf(a, "%d %.*s %d", d.day, STR_ARG(msg_text(lang, months[d.month - 1])), d.year);
}

struct str
moment_text(int64_t wall, enum lang lang, struct arena *a)
{
	struct date_time t = date_local(wall);
	return str_printf(a, "%.*s %d %.*s, %02d%c%02d", STR_ARG(msg_text(lang, weekdays[t.weekday])), t.date.day,
	    STR_ARG(msg_text(lang, months[t.date.month - 1])), t.hour, lang == LANG_NL ? '.' : ':', t.minute);
}
