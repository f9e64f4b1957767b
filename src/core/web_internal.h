/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_WEB_INTERNAL_H
#define CORE_WEB_INTERNAL_H
/* What web.c and the dispatcher share about one request on its way. */
#include "web.h"

struct dispatch;

struct turn {
	struct web web;
	struct dispatch *dispatch;
	struct http_exchange *x;
	struct db_task task;
	struct html html;
	struct buf out;
	bool pooled;         /* runs in the pool: no time limit on reading */
	bool step_up;        /* refused until they prove once more who they are */
	bool asks_purpose;   /* refused until the worker says for what they open the dossier */
	bool replayed;       /* the first answer to this form, from its receipt */
	enum err body_error;
	struct str session_token, visit_token;
};

/* Takes back whatever was answered, before a handler runs again. */
void turn_clear(struct turn *t);

static inline struct turn *
turn_of(const struct web *web)
{
	return web->x->user;
}

#endif
