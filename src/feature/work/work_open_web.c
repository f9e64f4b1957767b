/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"
#include "clock.h"
#include "log.h"
#include "web.h"
#include "work.sql.h"
#include "work_internal.h"
#include "work_open.html.h"

#include "banned.h"

/* ---- for what ---- */

static const struct form_choice purposes[] = {
	{ "care", MSG_WORK_PURPOSE_CARE },
	{ "question", MSG_WORK_PURPOSE_QUESTION },
	{ "complaint", MSG_WORK_PURPOSE_COMPLAINT },
	{ "quality", MSG_WORK_PURPOSE_QUALITY },
	{ NULL, MSG_NONE },
};

static const struct form_field open_fields[] = {
	{ "purpose", FORM_ONE, MSG_WORK_PURPOSE_LABEL, MSG_WORK_PURPOSE_HINT, 0, 0, NULL, purposes },
};

static enum err
open_page(struct web *web, const struct form *f, const struct access_scope *scope)
{
	struct work_open_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_OPEN_TITLE)),
		.back = web_url(web, "/work"),
		.lead = web_text(web, MSG_WORK_OPEN_LEAD),
		.more = scope->after > 0 ? web_text(web, MSG_WORK_OPEN_OTHER) : STR_NONE,
		.form = form_view(f, web, web_path(web, "/work/client/%.*s/open", STR_ARG(web->param[0])),
			MSG_WORK_OPEN_SUBMIT),
	};
	p.top.has_errors = form_failed(f);
	work_open_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
find_scope(struct web *web, struct id *ret_client, struct access_scope *ret_scope)
{
	TRY(web_param_id(web, 0, ret_client));
	return access_in_scope(web->r, &web->actor, *ret_client, web->arena, ret_scope);
}

static enum err
go_in(struct web *web, struct id client)
{
	return web_redirect(web, "/work/client/%.*s", STR_ARG(id_text(client, web->arena)));
}

enum err
work_show_open(struct web *web)
{
	struct id client;
	struct access_scope scope;
	struct form f;
	TRY(find_scope(web, &client, &scope));
	if (scope.way != ACCESS_STATED)
		return go_in(web, client);
	form_init(&f, open_fields, 1);
	return open_page(web, &f, &scope);
}

enum err
work_take_open(struct web *web)
{
	struct id client;
	struct access_scope scope;
	const struct access_grant *grant;
	struct form f;
	TRY(find_scope(web, &client, &scope));
	if (scope.way != ACCESS_STATED)
		return go_in(web, client);
	if (form_read(&f, open_fields, 1, web) != ERR_OK)
		return open_page(web, &f, &scope);
	TRY(access_write(web->w, &(struct access_request){
	    .actor = web->actor,
	    .client = client,
	    .part = "dossier",
	    .purpose = access_purpose_name(access_purpose_parse(form_value(&f, "purpose"))),
	}, web->arena, &grant));
	return go_in(web, client);
}

/* ---- an emergency ---- */

#define REASON_MIN 20 /* characters: a sentence, not a word */

static const struct form_field emergency_fields[] = {
	{ "number", FORM_TEXT, MSG_WORK_FIND_NUMBER, MSG_WORK_FIND_NUMBER_HINT, 0, 40, NULL, NULL },
	{ "reason", FORM_LONG, MSG_WORK_EMERGENCY_REASON, MSG_WORK_EMERGENCY_REASON_HINT, 0, 2000, NULL, NULL },
};

static enum err
emergency_page(struct web *web, const struct form *f)
{
	struct work_open_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_EMERGENCY_TITLE)),
		.back = web_url(web, "/work"),
		.lead = web_text(web, MSG_WORK_EMERGENCY_LEAD),
		.more = web_text(web, MSG_WORK_EMERGENCY_SEEN),
		.form = form_view(f, web, web_path(web, "/work/emergency"), MSG_WORK_EMERGENCY_SUBMIT),
	};
	p.top.has_errors = form_failed(f);
	work_open_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

enum err
work_show_emergency(struct web *web)
{
	struct form f;
	form_init(&f, emergency_fields, 2);
	return emergency_page(web, &f);
}

/* A look for somebody too, so that numbers are not tried out. */
static enum err
find_number(struct web *web, struct form *f, struct work_by_number_row *ret_row)
{
	const struct access_grant *grant;
	struct str number = work_number_normal(form_value(f, "number"), web->arena);
	if (work_find_allowed(web) == ERR_LIMIT) {
		form_fail(f, "number", MSG_WORK_FIND_OFTEN);
		return ERR_INVALID;
	}
	TRY(access_write(web->w, &(struct access_request){
	    .actor = web->actor, .part = "search", .purpose = ACCESS_EMERGENCY_PURPOSE }, web->arena, &grant));
	enum err e = work_by_number(web->r, (struct work_by_number_in){ .number = number }, web->arena, ret_row);
	if (e != ERR_NOT_FOUND)
		return e;
	form_fail(f, "number", MSG_WORK_EMERGENCY_UNKNOWN);
	return ERR_INVALID;
}

enum err
work_take_emergency(struct web *web)
{
	struct form f;
	struct work_by_number_row row;
	struct access_scope scope;
	enum err e = form_read(&f, emergency_fields, 2, web);
	if (e == ERR_OK && str_chars(form_value(&f, "reason")) < REASON_MIN) {
		form_fail(&f, "reason", MSG_WORK_EMERGENCY_SHORT);
		e = ERR_INVALID;
	}
	if (e == ERR_OK)
		e = find_number(web, &f, &row);
	if (e == ERR_INVALID)
		return emergency_page(web, &f);
	TRY(e);
	/* one's own team's: nothing special is needed */
	e = access_in_scope(web->r, &web->actor, row.client, web->arena, &scope);
	if (e == ERR_NOT_FOUND)
		e = access_begin_emergency(web->core, web->w, &web->actor, row.client, row.number,
			form_value(&f, "reason"), web->arena);
	TRY(e);
	return go_in(web, row.client);
}
