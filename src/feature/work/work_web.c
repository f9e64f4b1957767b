/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "message.h"
#include "web.h"
#include "work.h"
#include "work_internal.h"
#include "work_list.html.h"
#include "work_messages.html.h"
#include "work_words.h"

#include "banned.h"

/* ---- the list ---- */

static struct work_query
query_of(const struct web *web)
{
	struct work_query q = { .team = web->actor.team, .kind = work_kind_parse(web_query(web, "kind")) };
	q.backwards = work_cursor_parse(web_query(web, "before"), &q.from) == ERR_OK;
	if (!q.backwards && work_cursor_parse(web_query(web, "after"), &q.from) != ERR_OK)
		q.from = work_cursor_start();
	return q;
}

struct page_nav
work_parts(struct web *web)
{
	static const struct web_place items[] = {
		{ "/work", MSG_WORK_TITLE },
		{ "/work/mine", MSG_WORK_MINE_TITLE },
		{ "/work/find", MSG_WORK_FIND_TITLE },
		{ "/work/messages", MSG_WORK_MESSAGES_TITLE },
		{ "/work/recoveries", MSG_WORK_RECOVERIES },
		{ "/work/emergency", MSG_WORK_EMERGENCY_TITLE },
	};
	return web_nav(web, MSG_WORK_PARTS, items, sizeof items / sizeof items[0], web->path);
}

static struct page_nav
filters(struct web *web, enum work_kind chosen)
{
	static const enum msg words[WORK_KIND_COUNT + 1] = {
		MSG_WORK_FILTER_REGISTRATION, MSG_WORK_FILTER_CALLBACK, MSG_WORK_FILTER_LETTER, MSG_WORK_FILTER_DECIDE,
		MSG_WORK_FILTER_ALL,
	};
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, WORK_KIND_COUNT + 1);
	for (enum work_kind k = 0; k <= WORK_KIND_COUNT; k++)
		v[(k + 1) % (WORK_KIND_COUNT + 1)] = (struct page_link){
			.label = web_text(web, words[k]),
			.url = k == WORK_KIND_COUNT ? web_url(web, "/work")
						    : web_url(web, "/work?kind=%s", work_kind_name(k)),
			.current = k == chosen,
		};
	return (struct page_nav){ web_text(web, MSG_WORK_FILTER), { v, WORK_KIND_COUNT + 1 } };
}

static struct url
page_url(struct web *web, enum work_kind kind, const char *way, const struct work_item *from)
{
	struct str cursor = work_cursor_text(from, web->arena);
	if (kind == WORK_KIND_COUNT)
		return web_url(web, "/work?%s=%.*s", way, STR_ARG(cursor));
	return web_url(web, "/work?kind=%s&%s=%.*s", work_kind_name(kind), way, STR_ARG(cursor));
}

static struct work_rows
rows_of(struct web *web, const struct work_list *list)
{
	struct work_row *v = ARENA_ARRAY(web->arena, struct work_row, list->n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < list->n; i++) {
		const struct work_item *w = &list->v[i];
		v[i] = (struct work_row){
			.signs = words_signs(web->lang, w->wish, w->decision, web->arena),
			.label = w->label,
			.assigned = w->assigned_name,
			.number = w->number,
			.what = web_text(web, words_task(w->kind, w->decision)),
			.due = words_moment(web->lang, w->due, now, web->arena),
			.late = w->due < now,
			.attempts = w->attempts,
			.open = web_url(web, "/work/client/%.*s", STR_ARG(id_text(w->client, web->arena))),
		};
	}
	return (struct work_rows){ v, list->n };
}

static enum err
read_list(struct web *web, const struct work_query *q, struct work_list *ret_list)
{
	struct db_read *r;
	struct work_list none = { 0 };
	if (id_is_none(q->team)) {
		*ret_list = none;
		return ERR_OK;
	}
	TRY(db_read_begin(web->core->db, &r));
	enum err e = work_list_read(r, q, web->arena, ret_list);
	db_read_end(r);
	return e;
}

static enum err
show_list(struct web *web)
{
	struct work_query q = query_of(web);
	struct work_list list;
	TRY(read_list(web, &q, &list));
	TRY(work_list_open(web->core, &web->actor, &list, web->arena));
	struct work_list_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_TITLE)),
		.filters = filters(web, q.kind),
		.rows = rows_of(web, &list),
		.first = q.kind == WORK_KIND_COUNT ? web_url(web, "/work")
						   : web_url(web, "/work?kind=%s", work_kind_name(q.kind)),
		.parts = work_parts(web),
		.filtered = q.kind != WORK_KIND_COUNT,
	};
	if (list.n > 0 && list.has_before)
		p.before = page_url(web, q.kind, "before", &list.v[0]);
	if (list.n > 0 && list.has_after)
		p.after = page_url(web, q.kind, "after", &list.v[list.n - 1]);
	work_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- messages ---- */

static struct work_message
message_view(struct web *web, const struct message *m)
{
	struct str when = words_moment(web->lang, m->made, clock_wall(), web->arena);
	struct str done = web_path(web, "/work/messages/%.*s/done", STR_ARG(id_text(m->id, web->arena)));
	return (struct work_message){
		.when = when,
		.name = m->name,
		.reply = m->reply,
		.lines = str_lines(m->text, web->arena),
		.done = web_press_about(web, MSG_WORK_MESSAGES_DONE, done, when),
	};
}

static enum err
show_messages(struct web *web)
{
	struct messages list;
	TRY(message_open_list(web->core, web->r, web->arena, &list));
	struct work_message *v = ARENA_ARRAY(web->arena, struct work_message, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = message_view(web, &list.v[i]);
	struct work_messages_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_MESSAGES_TITLE)),
		.back = web_url(web, "/work"),
		.messages = { v, list.n },
	};
	work_messages_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* Dealt with already, by a colleague or a double click: that is fine too. */
static enum err
close_message(struct web *web)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	enum err e = message_done(web->w, id, web->actor.id);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/work/messages");
}

const struct route work_routes[] = {
	{ HTTP_GET, "/work", SLOW, show_list, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/messages", READ, show_messages, PERM_WORK, 0, NULL, NULL },
	{ HTTP_POST, "/work/messages/:id/done", WRITE, close_message, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/mine", SLOW, work_show_mine, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/find", READ, work_show_find, PERM_WORK, 0, NULL, NULL },
	{ HTTP_POST, "/work/find", WRITE, work_take_find, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/emergency", READ, work_show_emergency, PERM_WORK, 0, NULL, NULL },
	{ HTTP_POST, "/work/emergency", WRITE, work_take_emergency, PERM_WORK, 0, NULL, NULL },
	{ HTTP_GET, "/work/client/:client/open", READ, work_show_open, PERM_WORK, 0, NULL, NULL },
	{ HTTP_POST, "/work/client/:client/open", WRITE, work_take_open, PERM_WORK, 0, NULL, NULL },
	{ HTTP_POST, "/work/client/:client/assign", WRITE, work_take_assign, PERM_WORK, ROUTE_RECORD, "dossier",
		"care" },
	{ HTTP_POST, "/work/client/:client/unassign", WRITE, work_take_unassign, PERM_WORK, ROUTE_RECORD, "dossier",
		"care" },
	{ HTTP_POST, "/work/client/:client/task", WRITE, work_take_task, PERM_WORK, ROUTE_RECORD, "dossier", "care" },
	{ HTTP_POST, "/work/client/:client/task/:task/done", WRITE, work_take_task_done, PERM_WORK, ROUTE_RECORD,
		"dossier", "care" },
	{ HTTP_POST, "/work/client/:client/contact/:contact/publish", WRITE, work_take_publish, PERM_WORK,
		ROUTE_RECORD, "dossier", "care" },
	{ HTTP_GET, "/reports", READ, work_show_reports, PERM_CLIENT, ROUTE_RECORD, "reports", "own" },
	{ HTTP_POST, "/reports/task/:task/done", WRITE, work_take_own_done, PERM_CLIENT, ROUTE_RECORD, "reports",
		"own" },
	{ HTTP_GET, "/work/client/:client", READ, work_show_dossier, PERM_WORK, ROUTE_RECORD, "dossier", "care" },
	{ HTTP_POST, "/work/client/:client/attempt", WRITE, work_take_attempt, PERM_WORK, ROUTE_RECORD,
		"dossier", "care" },
	{ HTTP_GET, "/work/client/:client/welcome", READ, work_show_decide, PERM_WORK, ROUTE_RECORD, "dossier",
		"care" },
	{ HTTP_POST, "/work/client/:client/welcome", WRITE, work_take_decide, PERM_WORK, ROUTE_RECORD, "dossier",
		"care" },
	{ HTTP_POST, "/work/client/:client/callback-done", WRITE, work_take_callback, PERM_WORK, ROUTE_RECORD,
		"dossier", "care" },
};
const size_t work_route_count = sizeof work_routes / sizeof work_routes[0];
