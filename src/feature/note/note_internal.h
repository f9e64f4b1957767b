/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef NOTE_INTERNAL_H
#define NOTE_INTERNAL_H
/* How the pages of the private vault work together. Not for others. */
#include "form.h"
#include "note.h"
#include "note_view.h"
#include "private.h"
#include "web.h"

/* ---- keys ---- */

/* The client's own data key. In a SLOW handler with a snapshot of its own. */
enum err note_house(struct web *web, const struct vault_key **ret_house);
enum err note_house_slow(struct web *web, const struct vault_key **ret_house);
/* The open vault. ERR_FORBIDDEN: it is closed, or there is none. */
enum err note_current(struct web *web, const struct private_key **ret_key);
/* Where a page needs it open and it is not: to the page that opens it, and back. */
enum err note_ask_to_open(struct web *web);

/* ---- shared ---- */

struct str note_title(const struct web *web, const struct private_entry *e);
/* "Veranderd op 21 november 2026, 9:05" */
struct str note_when(const struct web *web, const struct private_entry *e);
/* What a form's page says before it. */
struct note_frame {
	enum msg title, lead; /* lead MSG_NONE: none */
	const enum msg *points;
	size_t point_count;
	const char *action; /* without language */
	enum msg submit;
	const char *back;
	enum msg back_label;
};
struct note_form_page note_form_page(struct web *web, const struct note_frame *frame, const struct form *f);
/* Answers with it: 200, or 422 where something is wrong. Always ERR_INVALID
 * after a POST: nothing was saved, and no receipt keeps what was typed. */
enum err note_form_answer(struct web *web, struct note_form_page *p, int status);

/* The form that opens the vault. What was typed of a note comes along. */
enum err note_unlock_page(struct web *web, const struct form *f, int status);

/* Asks for a new passphrase in the fields "password" and "password-again".
 * ERR_INVALID: the form says what to change. */
enum err note_read_passphrase(struct web *web, struct form *f, const struct form_field *fields, size_t n);
#define NOTE_PASSPHRASE_FIELDS \
	{ "password", FORM_PASSWORD, MSG_NOTE_PASSPHRASE_NEW, MSG_NOTE_PASSPHRASE_HINT, 0, 200, NULL, NULL }, \
	{ "password-again", FORM_PASSWORD, MSG_NOTE_PASSPHRASE_AGAIN, MSG_NONE, 0, 200, NULL, NULL }

/* The page with a recovery key. */
enum err note_paper_page(struct web *web, struct str paper, bool again, const struct form *f);

/* ---- notes ---- */

struct note_saving {
	struct id id; /* ID_NONE: a new one */
	int64_t revision;
	struct form form;
};
/* Whether the form that was sent holds a note. */
bool note_was_typed(const struct web *web);
/* ERR_INVALID: the form says what to change. */
enum err note_read(struct web *web, struct note_saving *s);
/* Saves in the web's transaction and answers: with a redirect, or (ERR_INVALID)
 * with the form and what was typed. */
enum err note_save(struct web *web, const struct vault_key *house, const struct private_key *p,
    struct note_saving *s);
/* The same note, as hidden fields of another form. */
void note_hide(const struct web *web, struct form_view *view);

/* ---- handlers ---- */

route_fn note_show, note_take_open, note_take_close, note_take_unshare_all;
route_fn note_show_new, note_take_new, note_take_confirm, note_send_pdf, note_take_paper;
route_fn note_show_passphrase, note_take_passphrase, note_show_recover, note_take_recover;
route_fn note_show_delete, note_take_delete;
route_fn note_show_write, note_take_write, note_show_one, note_show_change, note_take_change;
route_fn note_show_remove, note_take_remove, note_take_share, note_take_unshare;
route_fn note_show_shared, note_show_shared_one;

#endif
