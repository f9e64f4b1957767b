/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef NOTE_VIEW_H
#define NOTE_VIEW_H
#include "form_view.h"
#include "page.h"

struct note_link {
	struct str label;
	struct url url;
};

struct note_links {
	const struct note_link *v;
	size_t n;
};

/* What it is, before there is one. */
struct note_intro_page {
	struct page top;
	bool begun;   /* begun and not finished */
	bool deleted; /* it was just deleted */
	struct url begin, back;
};

/* Any form of it, with what must be known before. */
struct note_form_page {
	struct page top;
	struct str lead; /* absent: none */
	struct strs points;
	struct form_view form;
	struct note_links links;
	struct str beside; /* what the button beside the form is about; absent: none */
	struct page_press press;
	struct url back;
	struct str back_label;
};

/* The recovery key, shown this once. */
struct note_paper_page {
	struct page top;
	bool again; /* the one before opens until this one is confirmed */
	struct strs codes;
	struct str paper;
	struct page_press pdf;
	struct form_view form;
};

struct note_row {
	struct str title, when;
	bool shared;
	struct url url;
};

struct note_rows {
	const struct note_row *v;
	size_t n;
};

struct note_list_page {
	struct page top;
	struct str done; /* what was just done; absent: nothing */
	bool waiting;    /* a recovery key is not confirmed yet */
	struct note_rows rows;
	struct url write, passphrase, remove, back;
	struct page_press close, paper;
};

enum note_share_state { NOTE_NOBODY, NOTE_OFFER, NOTE_SHARED, NOTE_OVER };

struct note_show_page {
	struct page top;
	struct str title;
	struct strs lines;
	struct str when, notice; /* notice absent: none */
	struct url back, change, remove;
	enum note_share_state state;
	struct str worker, since;
	struct str account; /* NOTE_OFFER: whose the name is, for the form */
	struct page_press press;
};

/* What a worker reads. */
struct note_desk_page {
	struct page top;
	struct note_rows rows;
	struct url back;
};

struct note_desk_show_page {
	struct page top;
	struct str title;
	struct strs lines;
	struct str when;
	struct url back;
};

#endif
