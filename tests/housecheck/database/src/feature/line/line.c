/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>

#include "banned.h"

int
line_open(void)
{
	return sqlite3_open("x", 0);
}

static const char *query = "SELECT id FROM line";
