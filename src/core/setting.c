/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "setting.h"

#include "setting.sql.h"

#include "banned.h"

struct str
setting_get(struct db_read *r, const char *name, const char *fallback, struct arena *a)
{
	struct setting_value_row row;
	if (setting_value(r, (struct setting_value_in){ .name = str_from_z(name) }, a, &row) != ERR_OK)
		return str_from_z(fallback);
	return row.value;
}

enum err
setting_put(struct db_write *w, const char *name, struct str value)
{
	return setting_store(w, (struct setting_store_in){ .name = str_from_z(name), .value = value });
}
