/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef EDITOR_INTERNAL_H
#define EDITOR_INTERNAL_H
/* What the parts of this folder share. */
#include "editor.h"

enum editor_state editor_state_parse(struct str name); /* EDITOR_NO_DRAFT when unknown or absent */
struct str editor_doc_kind(const struct editor_doc *doc);

/* What a page says of itself, as a row: of a live version, or (ID_NONE) of a draft that is all there is. */
enum err editor_summary_write(
	struct db_write *w, const struct editor_doc *doc, struct id version, struct str body, struct arena *a);

#endif
