/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
/*
 * The only place that asks what time it is.
 *
 * Wall time is UTC in milliseconds since 1970; it is what gets stored.
 * Monotonic time is for waiting and measuring, and means nothing outside the
 * process. In builds with the option `test_clock`, the file named by
 * NABIJ_CLOCK holds a number of milliseconds that is added to wall time
 * (read again at most each 10 ms); other builds do not look at it.
 */
#include <stdint.h>

#define CLOCK_SECOND INT64_C(1000)
#define CLOCK_MINUTE (60 * CLOCK_SECOND)
#define CLOCK_HOUR (60 * CLOCK_MINUTE)
#define CLOCK_DAY (24 * CLOCK_HOUR)

int64_t clock_wall(void);    /* ms since 1970-01-01T00:00Z */
int64_t clock_mono(void);    /* ms */
int64_t clock_mono_us(void); /* microseconds */

#endif
