/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>

#include "banned.h"

int
db_open(void)
{
	return sqlite3_exec(0, "BEGIN", 0, 0, 0);
}
