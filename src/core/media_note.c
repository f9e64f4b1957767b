/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "media_note.h"

#include "media_note.sql.h"

#include "banned.h"

enum err
media_note_put(struct db_write *w, const struct media_note *note)
{
	return media_note_upsert(w, (struct media_note_upsert_in){
	    .name = note->name,
	    .label_nl = note->label[LANG_NL],
	    .label_en = note->label[LANG_EN],
	    .width = note->width,
	    .height = note->height,
	    .account = note->account,
	    .made = note->made,
	});
}

static struct media_note
from_row(const struct media_note_get_row *row)
{
	return (struct media_note){
		.name = row->name, .label = { row->label_nl, row->label_en }, .width = row->width,
		.height = row->height, .account = row->account, .made = row->made,
	};
}

enum err
media_note_find(struct db_read *r, struct str name, struct arena *a, struct media_note *ret_note)
{
	struct media_note_get_row row;
	TRY(media_note_get(r, (struct media_note_get_in){ .name = name }, a, &row));
	*ret_note = from_row(&row);
	return ERR_OK;
}

enum err
media_note_list(struct db_read *r, struct arena *a, struct media_notes *ret_notes)
{
	struct media_note_get_rows rows;
	TRY(media_note_newest(r, a, &rows));
	struct media_note *v = ARENA_ARRAY(a, struct media_note, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = from_row(&rows.v[i]);
	*ret_notes = (struct media_notes){ v, rows.n };
	return ERR_OK;
}
