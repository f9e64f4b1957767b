/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "db_internal.h"

#include "banned.h"

enum err
db_pg_open(const struct db_options *o, struct db **ret_db)
{
	(void)o;
	(void)ret_db;
	return ERR_UNAVAILABLE;
}
