/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_IMPORT_H
#define DIRECTORY_IMPORT_H
/* What reading JSON and reading tables share. */
#include "directory.h"
#include "json.h"

/* The member that says which row of which table an object was made from. */
#define DIRECTORY_ROW "_row"

/* The records of a parsed document; takes nulls and empty texts out of it. */
enum err directory_import_tree(
    const struct directory_import *how, const struct json_node *root, struct directory_report *report);

/* Says that nothing of it can be read. */
void directory_report_whole(struct directory_report *report, struct str where, const char *nl, const char *en);

#endif
