/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "enter.h"
#include "note_form.html.h"
#include "note_internal.h"
#include "password.h"
#include "say.h"
#include "session.h"

#include "banned.h"

/* ---- keys ---- */

enum err
note_house(struct web *web, const struct vault_key **ret_house)
{
	return vault_open(web->core->vault, web->r, web->actor.client, web->grant, web->arena, ret_house);
}

enum err
note_house_slow(struct web *web, const struct vault_key **ret_house)
{
	TRY(db_read_begin(web->core->db, &web->r));
	enum err e = note_house(web, ret_house);
	db_read_end(web->r);
	web->r = NULL;
	return e;
}

enum err
note_current(struct web *web, const struct private_key **ret_key)
{
	struct str cookie = web_cookie(web, SESSION_COOKIE);
	return private_current(web->core, web->r, &web->actor, cookie, web->arena, ret_key);
}

enum err
note_ask_to_open(struct web *web)
{
	bool reading = web->x->request.method == HTTP_GET || web->x->request.method == HTTP_HEAD;
	struct str back = reading ? enter_back(web) : STR("");
	return web_redirect(web, "/mijn/private%.*s", STR_ARG(back));
}

/* ---- shared ---- */

struct str
note_title(const struct web *web, const struct private_entry *e)
{
	return e->head.n > 0 ? e->head : web_text(web, MSG_NOTE_UNTITLED);
}

struct str
note_when(const struct web *web, const struct private_entry *e)
{
	struct msg_arg arg = { .text = moment_text(e->changed, web->lang, web->arena) };
	return msg_fill(web->lang, MSG_NOTE_CHANGED, &arg, 1, web->arena);
}

struct note_form_page
note_form_page(struct web *web, const struct note_frame *frame, const struct form *f)
{
	struct str *points = ARENA_ARRAY(web->arena, struct str, frame->point_count);
	for (size_t i = 0; i < frame->point_count; i++)
		points[i] = web_text(web, frame->points[i]);
	return (struct note_form_page){
		.top = web_page(web, web_text(web, frame->title)),
		.lead = frame->lead == MSG_NONE ? STR_NONE : web_text(web, frame->lead),
		.points = { points, frame->point_count },
		.form = form_view(f, web, web_path(web, "%s", frame->action), frame->submit),
		.back = web_url(web, "%s", frame->back),
		.back_label = web_text(web, frame->back_label),
	};
}

enum err
note_form_answer(struct web *web, struct note_form_page *p, int status)
{
	p->top.has_errors = p->form.errors > 0;
	note_form_html(web_html(web, p->top.has_errors ? 422 : status), p);
	return web->x->request.method == HTTP_POST ? ERR_INVALID : ERR_OK;
}

enum err
note_read_passphrase(struct web *web, struct form *f, const struct form_field *fields, size_t n)
{
	TRY(form_read(f, fields, n, web));
	enum msg fault = password_fault(form_value(f, "password"), web->arena);
	if (fault != MSG_NONE)
		form_fail(f, "password", fault);
	else if (!str_eq(form_value(f, "password"), form_value(f, "password-again")))
		form_fail(f, "password-again", MSG_NOTE_PASSPHRASE_DIFFERS);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}
