/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_HSDS_H
#define DIRECTORY_HSDS_H
/* The API that reads the directory, as the HSDS 3 API reference has it. What
 * is live, and nothing that is confidential; see docs/directory.md. */
#include "web.h"

enum err hsds_show_root(struct web *web);
enum err hsds_list_services(struct web *web);
enum err hsds_show_service(struct web *web);
enum err hsds_list_organisations(struct web *web);
enum err hsds_show_organisation(struct web *web);
enum err hsds_list_places(struct web *web);
enum err hsds_show_place(struct web *web);
enum err hsds_list_taxonomies(struct web *web);
enum err hsds_show_taxonomy(struct web *web);
enum err hsds_list_terms(struct web *web);
enum err hsds_show_term(struct web *web);

#endif
