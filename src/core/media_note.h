/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_MEDIA_NOTE_H
#define CORE_MEDIA_NOTE_H
/*
 * What an editor said of a picture or download that they put up: what is to be
 * seen, for who does not see it. Files of the content folder have none: they
 * are decoration.
 */
#include "core.h"
#include "id.h"
#include "lang.h"

struct media_note {
	struct str name;              /* of the file in core/media.h */
	struct str label[LANG_COUNT]; /* absent: decoration */
	int64_t width, height;        /* of a picture; else 0 */
	struct id account;
	int64_t made;
};

struct media_notes {
	struct media_note *v;
	size_t n;
};

enum err media_note_put(struct db_write *w, const struct media_note *note);
/* ERR_NOT_FOUND: nothing was said of it. */
enum err media_note_find(struct db_read *r, struct str name, struct arena *a, struct media_note *ret_note);
/* The newest first, at most 100. */
enum err media_note_list(struct db_read *r, struct arena *a, struct media_notes *ret_notes);

#endif
