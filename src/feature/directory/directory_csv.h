/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_CSV_H
#define DIRECTORY_CSV_H
/* Rows of comma-separated values (RFC 4180). */
#include "str.h"

#define DIRECTORY_CSV_COLUMNS 100

/* Takes one row off *rest, which is absent behind the last. *ret_lines: how
 * many lines of the file it took. ERR_INVALID: a quote that is never closed or
 * stands in the middle; ERR_LIMIT: more than DIRECTORY_CSV_COLUMNS cells. */
enum err directory_csv_row(struct str *rest, struct arena *a, struct strs *ret_row, size_t *ret_lines);

#endif
