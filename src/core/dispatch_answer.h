/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_DISPATCH_ANSWER_H
#define CORE_DISPATCH_ANSWER_H
/* The dispatcher's half that ends a request: pages for what went wrong, and
 * the headers that every answer has. */
#include "web_internal.h"

/* Dutch or English, from the address or else from what the browser prefers. */
enum lang answer_language(const struct http_request *r);

/* Ends the request: with what the handler answered, or a page for e. */
void answer_send(struct turn *t, enum err e);
/* Ends it with the page (or problem) of a status. */
void answer_status(struct turn *t, int status);
void answer_with_language(struct turn *t);             /* 303 to the address with a language */
void answer_other_method(struct turn *t, struct str allow);
void answer_form_refused(struct turn *t, int status);  /* nothing typed is lost */
void answer_refused(struct turn *t);                   /* the parser refused it; status is set */

#endif
