/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef EDITOR_WORDS_H
#define EDITOR_WORDS_H
/* What stands in the rows as codes, in words; addresses; what pages of the editor share. */
#include "editor.h"
#include "editor_view.h"
#include "web.h"

struct str editor_words_state(struct web *web, enum editor_state state);
struct str editor_words_type(struct web *web, struct str type);
struct str editor_words_audience(struct web *web, struct str audience);
struct str editor_words_event(struct web *web, struct str what);
struct str editor_words_language(struct web *web, struct str lang); /* "nl"; absent or empty: both */
/* The name of an account; who has none did it by itself. */
struct str editor_words_who(struct web *web, struct db_read *r, struct id account);
/* Message with one argument. */
struct str editor_words(struct web *web, enum msg id, struct str arg);

/* In addresses '.' stands for '/': "victims.burglary.nl". */
struct url editor_url(struct web *web, const struct editor_doc *doc, const char *rest);
struct str editor_path(struct web *web, const struct editor_doc *doc, const char *rest);
/* 303 to it. */
enum err editor_go(struct web *web, const struct editor_doc *doc, const char *rest);
struct url editor_part_url(struct web *web, enum editor_kind kind, struct str part);

/* The document of the address. ERR_NOT_FOUND: none can be there. *ret_whole:
 * the address is of a page in both languages, and *ret_doc is the Dutch one. */
enum err editor_param(struct web *web, struct editor_doc *ret_doc, bool *ret_whole);

/* The frame, and the places of the editor. */
struct page_nav editor_menu_of(struct web *web, const char *current);

/* What is wrong, with the words of the line it stands in. */
struct editor_fault_box editor_lines(struct web *web, const struct article_fault *v, size_t n, struct str body);
struct editor_reading_view editor_reading_of(struct web *web, const struct editor_doc *doc,
	const struct editor_look *look, struct str body);

/* The title that a text has, or its name. */
struct str editor_title(const struct editor_look *look, const struct editor_doc *doc);

/* Runs with a snapshot in web->r, for handlers that are SLOW. */
enum err editor_reading(struct web *web, route_fn *run);

route_fn editor_show_doc, editor_take_step, editor_show_retire, editor_take_retire, editor_show_compare;

route_fn editor_show_media, editor_take_media;
route_fn editor_show_archive;
route_fn editor_show_write, editor_take_write, editor_show_preview;

#endif
