/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_SAY_H
#define CORE_SAY_H
/* Days as people say them, in the language of the page. */
#include "date.h"
#include "lang.h"
#include "str.h"

/* "21 november 2026" */
struct str date_text(struct date d, enum lang lang, struct arena *a);
/* "21 november 2026, 9:05", in local time. */
struct str moment_text(int64_t wall, enum lang lang, struct arena *a);
/* "november" */
struct str month_text(int month, enum lang lang);

#endif
