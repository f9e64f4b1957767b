/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H
/* The files of schema/, embedded at build time; for db_migrate. */
#include "db.h"

extern const struct migration schema_migrations[];
extern const size_t schema_migration_count;

#endif
