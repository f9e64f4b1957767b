/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_DATE_H
#define BASE_DATE_H
/*
 * Days of the calendar and the clock on the wall in the organisation's time
 * zone (the process's TZ, Europe/Amsterdam unless set; main calls tzset).
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct date {
	int year, month, day; /* 2026, 1..12, 1..31; year 0 is "no date" */
};

struct date_time {
	struct date date;
	int hour, minute, weekday; /* weekday: 0 is Monday */
};

#define DATE_NONE ((struct date){ 0, 0, 0 })

bool date_is_valid(struct date d); /* 1800 to 2199, existing days only */
bool date_is_none(struct date d);
int date_cmp(struct date a, struct date b);
enum err date_parse(struct str s, struct date *ret_date); /* 2026-11-21 */
struct str date_iso(struct date d, struct arena *a);

/* Local calendar and clock of a moment; the reverse gives the first moment. */
struct date_time date_local(int64_t wall_ms);
int64_t date_wall(struct date_time t);

/* Whole years that somebody born on birth has lived on day. 29 February
 * counts as 1 March in other years. */
int date_age(struct date birth, struct date day);
struct date date_add_days(struct date d, int days);

#endif
