/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H
/* Settings of the organisation that live in the database. */
#include "core.h"

struct str setting_get(struct db_read *r, const char *name, const char *fallback, struct arena *a);
enum err setting_put(struct db_write *w, const char *name, struct str value);

#endif
