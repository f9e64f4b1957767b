/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "access.h"
#include "clock.h"
#include "date.h"
#include "records.h"
#include "records.sql.h"
#include "records_emergency.html.h"
#include "records_list.html.h"
#include "records_view.h"
#include "say.h"
#include "vault.h"
#include "web.h"

#include "banned.h"

/* ---- words ---- */

static const struct msg_word kinds[] = {
	{ "support_worker", MSG_RECORDS_KIND_WORKER },
	{ "administrator", MSG_RECORDS_KIND_ADMINISTRATOR },
	{ "privacy_officer", MSG_RECORDS_KIND_PRIVACY_OFFICER },
	{ "client", MSG_RECORDS_KIND_CLIENT },
	{ "job", MSG_RECORDS_KIND_JOB },
};

static const struct msg_word parts[] = {
	{ "dossier", MSG_RECORDS_PART_DOSSIER },
	{ "labels", MSG_RECORDS_PART_LABELS },
	{ "search", MSG_RECORDS_PART_SEARCH },
	{ "letter", MSG_RECORDS_PART_LETTER },
	{ "address", MSG_RECORDS_PART_ADDRESS },
	{ "identity", MSG_RECORDS_PART_IDENTITY },
	{ "welcome", MSG_RECORDS_PART_WELCOME },
	{ "intake", MSG_RECORDS_PART_INTAKE },
	{ "reports", MSG_RECORDS_PART_REPORTS },
	{ "recovery", MSG_RECORDS_PART_RECOVERY },
	{ "overview", MSG_RECORDS_PART_OWN },
	{ "contact_wishes", MSG_RECORDS_PART_OWN },
	{ "records", MSG_RECORDS_PART_OWN },
	{ "consents", MSG_RECORDS_PART_OWN },
	{ "kept", MSG_RECORDS_PART_OWN },
	{ "private", MSG_RECORDS_PART_OWN },
	{ "shared", MSG_RECORDS_PART_SHARED },
	{ "all", MSG_RECORDS_PART_ALL },
};

static const struct msg_word purposes[] = {
	{ "care", MSG_RECORDS_PURPOSE_CARE },
	{ "question", MSG_RECORDS_PURPOSE_QUESTION },
	{ "complaint", MSG_RECORDS_PURPOSE_COMPLAINT },
	{ "quality", MSG_RECORDS_PURPOSE_QUALITY },
	{ ACCESS_EMERGENCY_PURPOSE, MSG_RECORDS_PURPOSE_EMERGENCY },
	{ "send", MSG_RECORDS_PURPOSE_SEND },
	{ "welcome", MSG_RECORDS_PURPOSE_OWN },
	{ "intake", MSG_RECORDS_PURPOSE_OWN },
	{ "own", MSG_RECORDS_PURPOSE_OWN },
	{ "recovery", MSG_RECORDS_PURPOSE_RECOVERY },
	{ "recovery_start", MSG_RECORDS_PURPOSE_RECOVERY_START },
	{ "recovery_yes", MSG_RECORDS_PURPOSE_RECOVERY_YES },
	{ "recovery_no", MSG_RECORDS_PURPOSE_RECOVERY_NO },
	{ "recovery_withdraw", MSG_RECORDS_PURPOSE_RECOVERY_WITHDRAW },
	{ "recovery_stop", MSG_RECORDS_PURPOSE_RECOVERY_STOP },
	{ "recovery_code", MSG_RECORDS_PURPOSE_RECOVERY_CODE },
	{ "recovery_done", MSG_RECORDS_PURPOSE_RECOVERY_DONE },
};

static struct str
word(struct web *web, enum msg text)
{
	return web_text(web, text == MSG_NONE ? MSG_RECORDS_OTHER : text);
}

static struct page_nav
parts_of(struct web *web)
{
	static const struct web_place items[] = {
		{ "/records", MSG_RECORDS_TITLE },
		{ "/records/emergencies", MSG_RECORDS_EMERGENCIES_TITLE },
	};
	return web_nav(web, MSG_RECORDS_PARTS, items, sizeof items / sizeof items[0], web->path);
}

/* ---- what is asked ---- */

static int64_t
day_begin(struct date d)
{
	return date_wall((struct date_time){ .date = d });
}

/* A day that is none is as if it was left open; a number that nobody has is said. */
static enum err
query_of(struct web *web, struct records_query *ret_query, enum msg *ret_fault)
{
	struct records_query q = records_all();
	struct str number = web_query(web, "number");
	struct date from, until;
	*ret_fault = MSG_NONE;
	if (date_parse(web_query(web, "from"), &from) == ERR_OK)
		q.from = day_begin(from);
	if (date_parse(web_query(web, "until"), &until) == ERR_OK)
		q.until = day_begin(date_add_days(until, 1));
	if (id_parse(web_query(web, "worker"), &q.account) != ERR_OK)
		q.account = ID_NONE;
	q.emergency = web_query(web, "emergency").n > 0;
	records_cursor_parse(web_query(web, "after"), &q.before);
	*ret_query = q;
	if (str_trim(number).n == 0)
		return ERR_OK;
	enum err e = records_client_of(web->r, number, web->arena, &ret_query->client);
	if (e == ERR_NOT_FOUND)
		*ret_fault = MSG_RECORDS_UNKNOWN;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* What was asked, as the address of a page of the list. */
static struct url
list_url(struct web *web, struct str after)
{
	static const char *const names[] = { "number", "worker", "from", "until", "emergency" };
	struct buf b;
	struct html h = { .out = &b };
	const char *between = "?";
	buf_init(&b, 2000, web->arena);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct str value = web_query(web, names[i]);
		if (value.n == 0)
			continue;
		buf_printf(&b, "%s%s=", between, names[i]);
		html_url_part_str(&h, value);
		between = "&";
	}
	if (after.n > 0)
		buf_printf(&b, "%safter=%.*s", between, STR_ARG(after));
	return web_url(web, "/records%.*s", STR_ARG(buf_view(&b)));
}

static int
by_label(const void *x, const void *y)
{
	const struct records_worker *w = x, *other = y;
	return str_cmp(w->label, other->label);
}

static enum err
workers_of(struct web *web, struct id chosen, struct records_workers *ret_workers)
{
	struct records_worker_list_rows rows;
	TRY(records_worker_list(web->r, web->arena, &rows));
	struct records_worker *v = ARENA_ARRAY(web->arena, struct records_worker, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct id id = rows.v[i].id;
		v[i].value = id_text(id, web->arena);
		v[i].chosen = id_eq(id, chosen);
		TRY(vault_unseal_staff(
			web->core->vault, SEALED_ACCOUNT_NAME, id, rows.v[i].name, web->arena, &v[i].label));
	}
	if (rows.n > 0)
		qsort(v, rows.n, sizeof v[0], by_label);
	*ret_workers = (struct records_workers){ v, rows.n };
	return ERR_OK;
}

/* ---- the list ---- */

static struct records_rows
rows_of(struct web *web, const struct records_lines *lines)
{
	struct records_row *v = ARENA_ARRAY(web->arena, struct records_row, lines->n);
	for (size_t i = 0; i < lines->n; i++) {
		const struct records_line *l = &lines->v[i];
		v[i] = (struct records_row){
			.when = moment_text(l->made, web->lang, web->arena),
			.who = l->who,
			.role = word(web, MSG_WORD(kinds, l->kind)),
			.number = l->number,
			.count = l->count,
			.part = word(web, MSG_WORD(parts, l->part)),
			.purpose = word(web, MSG_WORD(purposes, l->purpose)),
			.emergency = l->emergency,
		};
	}
	return (struct records_rows){ v, lines->n };
}

static enum err
show_list(struct web *web)
{
	struct records_query q;
	struct records_lines lines = { 0 };
	enum msg fault;
	TRY(query_of(web, &q, &fault));
	if (fault == MSG_NONE)
		TRY(records_read(web->core, web->r, &q, web->arena, &lines));
	struct records_list_page p = {
		.top = web_page(web, web_text(web, MSG_RECORDS_TITLE)),
		.parts = parts_of(web),
		.action = web_url(web, "/records"),
		.number = web_query(web, "number"),
		.from = web_query(web, "from"),
		.until = web_query(web, "until"),
		.fault = fault == MSG_NONE ? STR_NONE : web_text(web, fault),
		.emergency = q.emergency,
		.rows = rows_of(web, &lines),
	};
	TRY(workers_of(web, q.account, &p.workers));
	if (web_query(web, "after").n > 0)
		p.first = list_url(web, STR_NONE);
	if (lines.has_after)
		p.after = list_url(web, records_cursor_text(&lines.v[lines.n - 1], web->arena));
	records_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- emergencies ---- */

static struct str
seen_text(struct web *web, const struct records_emergency *e)
{
	if (e->seen == 0)
		return STR_NONE;
	struct str when = moment_text(e->seen, web->lang, web->arena);
	return str_printf(web->arena, "%.*s, %.*s", STR_ARG(when), STR_ARG(e->seen_by));
}

static enum err
show_emergencies(struct web *web)
{
	struct records_emergencies list;
	TRY(records_emergencies_read(web->core, web->r, web->arena, &list));
	struct records_emergency_row *v = ARENA_ARRAY(web->arena, struct records_emergency_row, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct records_emergency *e = &list.v[i];
		v[i] = (struct records_emergency_row){
			.when = moment_text(e->made, web->lang, web->arena),
			.who = e->who,
			.number = e->number,
			.reason = e->reason,
			.seen = seen_text(web, e),
			.mark = web_press_about(web, MSG_RECORDS_MARK,
				web_path(web, "/records/emergencies/%.*s/seen", STR_ARG(id_text(e->id, web->arena))),
				e->number),
		};
	}
	struct records_emergency_page p = {
		.top = web_page(web, web_text(web, MSG_RECORDS_EMERGENCIES_TITLE)),
		.parts = parts_of(web),
		.rows = { v, list.n },
	};
	records_emergency_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* Seen already, by a colleague or a double click: that is fine too. */
static enum err
mark(struct web *web)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	enum err e = records_emergency_mark(web->w, id, web->actor.id);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/records/emergencies");
}

const struct route records_routes[] = {
	{ HTTP_GET, "/records", READ, show_list, PERM_RECORDS, 0, NULL, NULL },
	{ HTTP_GET, "/records/emergencies", READ, show_emergencies, PERM_RECORDS, 0, NULL, NULL },
	{ HTTP_POST, "/records/emergencies/:id/seen", WRITE, mark, PERM_RECORDS, 0, NULL, NULL },
};
const size_t records_route_count = sizeof records_routes / sizeof records_routes[0];
