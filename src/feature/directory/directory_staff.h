/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_STAFF_H
#define DIRECTORY_STAFF_H
/* Pages with which editors keep the directory. */
#include "web.h"

enum err entry_list(struct web *web);
enum err entry_organisation_show(struct web *web);
enum err entry_organisation_save(struct web *web);
enum err entry_organisation_new(struct web *web);
enum err entry_organisation_add(struct web *web);
enum err entry_service_show(struct web *web);
enum err entry_service_save(struct web *web);
enum err entry_service_new(struct web *web);
enum err entry_service_add(struct web *web);
enum err entry_service_check(struct web *web);
enum err entry_service_address(struct web *web);
/* directory_upload.c */
enum err entry_import_show(struct web *web);
enum err entry_import(struct web *web);
enum err entry_export(struct web *web);

#endif
