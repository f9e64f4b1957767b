/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "date.h"

#include <time.h>

#include "banned.h"

static int
days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

bool
date_is_valid(struct date d)
{
	return d.year >= 1800 && d.year <= 2199 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	    d.day <= days_in(d.year, d.month);
}

bool
date_is_none(struct date d)
{
	return d.year == 0;
}

int
date_cmp(struct date a, struct date b)
{
	int x = (a.year * 100 + a.month) * 100 + a.day;
	int y = (b.year * 100 + b.month) * 100 + b.day;
	return (x > y) - (x < y);
}

enum err
date_parse(struct str s, struct date *ret_date)
{
	int64_t y, m, d;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return ERR_INVALID;
	TRY(str_int(str_cut(s, 0, 4), &y));
	TRY(str_int(str_cut(s, 5, 2), &m));
	TRY(str_int(str_cut(s, 8, 2), &d));
	struct date date = { (int)y, (int)m, (int)d };
	if (!date_is_valid(date))
		return ERR_INVALID;
	*ret_date = date;
	return ERR_OK;
}

struct str
date_iso(struct date d, struct arena *a)
{
	return str_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

struct date_time
date_local(int64_t wall_ms)
{
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm tm;
	localtime_r(&seconds, &tm);
	return (struct date_time){
		.date = { tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday },
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.weekday = (tm.tm_wday + 6) % 7,
	};
}

int64_t
date_wall(struct date_time t)
{
	struct tm tm = {
		.tm_year = t.date.year - 1900,
		.tm_mon = t.date.month - 1,
		.tm_mday = t.date.day,
		.tm_hour = t.hour,
		.tm_min = t.minute,
		.tm_isdst = -1,
	};
	return (int64_t)mktime(&tm) * 1000;
}

int
date_age(struct date birth, struct date day)
{
	int age = day.year - birth.year;
	bool before = day.month < birth.month || (day.month == birth.month && day.day < birth.day);
	return before ? age - 1 : age;
}

struct date
date_add_days(struct date d, int days)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1, .tm_mday = d.day + days, .tm_hour = 12 };
	time_t t = timegm(&tm);
	gmtime_r(&t, &tm);
	return (struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
}
