/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ERASE_ROWS_H
#define CORE_ERASE_ROWS_H
/* The build makes this function from the schema (tools/sqlc_erase.c). */
#include "db.h"
#include "id.h"

/* Deletes the owner's row and every row that belongs to it, in every table but
 * those that src/core/meson.build keeps. */
enum err erase_rows(struct db_write *w, struct id owner);

#endif
