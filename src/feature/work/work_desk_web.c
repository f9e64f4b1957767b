/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "access.h"
#include "clock.h"
#include "session.h"
#include "web.h"
#include "work.sql.h"
#include "work_internal.h"
#include "work_mine.html.h"
#include "work_words.h"

#include "banned.h"

/* ---- who looks after it ---- */

static const struct form_field assign_fields[] = {
	{ "handover", FORM_LONG, MSG_WORK_ASSIGN_NOTE, MSG_WORK_ASSIGN_NOTE_HINT, FORM_OPTIONAL, 2000, NULL, NULL },
};

struct colleagues {
	struct choice_view *v;
	size_t n;
};

static int
by_label(const void *x, const void *y)
{
	const struct choice_view *c = x, *other = y;
	return str_cmp(c->label, other->label);
}

/* The colleagues of the client's team, without whoever has it. */
static enum err
read_colleagues(struct web *web, const struct work_dossier *d, struct colleagues *ret_colleagues)
{
	struct work_colleague_list_rows rows;
	struct work_colleague_list_in in = {
		.team = web->actor.team, .role = str_from_z(role_name(ROLE_SUPPORT_WORKER)),
	};
	size_t n = 0;
	TRY(work_colleague_list(web->r, in, web->arena, &rows));
	struct choice_view *v = ARENA_ARRAY(web->arena, struct choice_view, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		if (id_eq(rows.v[i].id, d->assigned.account))
			continue;
		v[n].value = id_text(rows.v[i].id, web->arena);
		v[n].chosen = id_eq(rows.v[i].id, web->actor.id);
		TRY(vault_unseal_staff(
			web->core->vault, SEALED_ACCOUNT_NAME, rows.v[i].id, rows.v[i].name, web->arena, &v[n].label));
		n++;
	}
	if (n > 0)
		qsort(v, n, sizeof v[0], by_label);
	*ret_colleagues = (struct colleagues){ v, n };
	return ERR_OK;
}

/* The choice stands before the note: its options are rows, not a table of the program. */
static struct form_view
assign_view(struct web *web, const struct form *f, const struct colleagues *c, enum msg fault)
{
	struct form_view view = form_view(f, web,
		web_path(web, "/work/client/%.*s/assign", STR_ARG(web->param[0])), MSG_WORK_ASSIGN_SUBMIT);
	struct field_view *v = ARENA_ARRAY(web->arena, struct field_view, view.fields.n + 1);
	v[0] = (struct field_view){
		.kind = FIELD_RADIOS,
		.name = STR("account"),
		.label = web_text(web, MSG_WORK_ASSIGN_TO),
		.error = fault == MSG_NONE ? STR_NONE : web_text(web, fault),
		.choices = { c->v, c->n },
	};
	for (size_t i = 0; i < view.fields.n; i++)
		v[i + 1] = view.fields.v[i];
	view.fields = (struct field_views){ v, view.fields.n + 1 };
	view.errors = form_view_count(&view);
	return view;
}

static enum err
assigned_view(struct web *web, const struct work_dossier *d, const struct work_forms *forms,
    struct work_assigned *ret_assigned)
{
	struct form first;
	struct colleagues c;
	form_init(&first, assign_fields, 1);
	TRY(read_colleagues(web, d, &c));
	*ret_assigned = (struct work_assigned){
		.name = d->assigned_name,
		.since = words_moment(web->lang, d->assigned.since, clock_wall(), web->arena),
		.note = d->assigned_note,
		.form = assign_view(web, forms->assign == NULL ? &first : forms->assign, &c, forms->assign_fault),
		.back = web_press(web, MSG_WORK_ASSIGNED_BACK,
			web_path(web, "/work/client/%.*s/unassign", STR_ARG(web->param[0]))),
	};
	return ERR_OK;
}

/* ---- tasks ---- */

static const struct form_choice task_whose[] = {
	{ "worker", MSG_WORK_TASK_FOR_WORKER },
	{ "client", MSG_WORK_TASK_FOR_CLIENT },
	{ NULL, MSG_NONE },
};

static const struct form_field task_fields[] = {
	{ "task", FORM_TEXT, MSG_WORK_TASK_TEXT, MSG_NONE, 0, 300, NULL, NULL },
	{ "whose", FORM_ONE, MSG_WORK_TASK_WHOSE, MSG_NONE, 0, 0, NULL, task_whose },
	{ "due", FORM_DATE, MSG_WORK_TASK_DUE, MSG_NONE, 0, 0, NULL, NULL },
};
#define TASK_FIELDS (sizeof task_fields / sizeof task_fields[0])

static struct work_errands
errands(struct web *web, const struct work_dossier *d)
{
	struct work_errand *v = ARENA_ARRAY(web->arena, struct work_errand, d->tasks.n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < d->tasks.n; i++) {
		const struct work_task *t = &d->tasks.v[i];
		v[i] = (struct work_errand){
			.text = t->text,
			.due = words_moment(web->lang, t->due, now, web->arena),
			.late = t->due < now,
			.for_client = t->for_client,
			.done = web_press_about(web, MSG_WORK_TASK_DONE,
				web_path(web, "/work/client/%.*s/task/%.*s/done", STR_ARG(web->param[0]),
					STR_ARG(id_text(t->id, web->arena))),
				t->text),
		};
	}
	return (struct work_errands){ v, d->tasks.n };
}

enum err
work_desk_fill(
    struct web *web, const struct work_dossier *d, const struct work_forms *forms, struct work_dossier_page *p)
{
	struct form first;
	form_init(&first, task_fields, TASK_FIELDS);
	p->emergency = !id_eq(d->head.team, web->actor.team) && !id_eq(d->assigned.account, web->actor.id);
	p->errands = errands(web, d);
	if (!p->emergency && account_client_has(web->r, d->head.client, web->arena) == ERR_OK)
		p->recovery = web_url(web, "/work/client/%.*s/recovery", STR_ARG(web->param[0]));
	p->task_form = form_view(forms->task == NULL ? &first : forms->task, web,
		web_path(web, "/work/client/%.*s/task", STR_ARG(web->param[0])), MSG_WORK_TASK_SUBMIT);
	return assigned_view(web, d, forms, &p->assigned);
}

/* ---- what is done with it ---- */

static enum err
back_to_dossier(struct web *web)
{
	return web_redirect(web, "/work/client/%.*s", STR_ARG(web->param[0]));
}

static bool
is_colleague(const struct colleagues *c, struct str value)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->v[i].value, value))
			return true;
	return false;
}

/* Within the team only: an emergency hands nothing out. */
enum err
work_take_assign(struct web *web)
{
	struct work_dossier d;
	struct form f;
	struct colleagues c;
	struct str to = web_field(web, "account");
	TRY(work_load(web, &d));
	if (!id_eq(d.head.team, web->actor.team))
		return ERR_NOT_FOUND;
	TRY(read_colleagues(web, &d, &c));
	struct work_forms forms = { .assign = &f };
	enum err e = form_read(&f, assign_fields, 1, web);
	if (!is_colleague(&c, to))
		forms.assign_fault = MSG_FORM_CHOOSE;
	if (e != ERR_OK || forms.assign_fault != MSG_NONE)
		return work_dossier_page(web, &d, &forms);
	struct assignment_new n = {
		.id = id_new(), .client = d.head.client, .registration = d.head.id, .by = web->actor.id,
	};
	TRY(id_parse(to, &n.account));
	n.note = vault_seal(d.key, SEALED_ASSIGNMENT_NOTE, n.id, form_value(&f, "handover"), web->arena);
	TRY(assignment_begin(web->w, &n));
	return id_eq(n.account, web->actor.id) ? back_to_dossier(web) : web_redirect(web, "/work");
}

enum err
work_take_unassign(struct web *web)
{
	struct work_dossier d;
	TRY(work_load(web, &d));
	if (!id_eq(d.head.team, web->actor.team))
		return ERR_NOT_FOUND;
	TRY(assignment_end(web->w, d.head.client));
	return web_redirect(web, "/work");
}

enum err
work_take_task(struct web *web)
{
	struct work_dossier d;
	struct form f;
	TRY(work_load(web, &d));
	if (form_read(&f, task_fields, TASK_FIELDS, web) != ERR_OK)
		return work_dossier_page(web, &d, &(struct work_forms){ .task = &f });
	struct work_task t = {
		.due = date_wall((struct date_time){ .date = form_date(&f, "due"), .hour = 17 }),
		.for_client = str_eq_z(form_value(&f, "whose"), "client"),
		.text = form_value(&f, "task"),
	};
	TRY(work_task_add(web->w, d.key, web->actor.id, &t, web->arena));
	return back_to_dossier(web);
}

/* Done already, by a colleague or a double click: that is fine too. */
enum err
work_take_task_done(struct web *web)
{
	struct id client, task;
	TRY(web_param_id(web, 0, &client));
	TRY(web_param_id(web, 1, &task));
	enum err e = work_task_done(web->w, client, task, web->actor.id);
	return e == ERR_OK || e == ERR_NOT_FOUND ? back_to_dossier(web) : e;
}

enum err
work_take_publish(struct web *web)
{
	struct id client, contact;
	TRY(web_param_id(web, 0, &client));
	TRY(web_param_id(web, 1, &contact));
	enum err e = work_report_publish(web->w, client, contact);
	return e == ERR_OK || e == ERR_NOT_FOUND ? back_to_dossier(web) : e;
}

/* ---- the caseload ---- */

struct caseload {
	struct work_caseload_rows rows;
	struct work_list labels; /* in the same order */
};

static enum err
read_caseload(struct web *web, const struct work_cursor *from, struct caseload *ret_caseload)
{
	struct db_read *r;
	struct caseload c;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = work_caseload(r, (struct work_caseload_in){
	    .account = web->actor.id, .since = from->due, .id = from->id }, web->arena, &c.rows);
	db_read_end(r);
	TRY(e);
	size_t n = c.rows.n < WORK_PAGE ? c.rows.n : WORK_PAGE;
	c.labels = (struct work_list){ .v = ARENA_ARRAY(web->arena, struct work_item, n), .n = n };
	for (size_t i = 0; i < n; i++)
		c.labels.v[i] = (struct work_item){
			.client = c.rows.v[i].client,
			.registration = c.rows.v[i].registration,
			.sealed = c.rows.v[i].label,
			.due = c.rows.v[i].since,
			.id = c.rows.v[i].id,
		};
	*ret_caseload = c;
	return work_list_open(web->core, &web->actor, &ret_caseload->labels, web->arena);
}

static struct work_rows
caseload_rows(struct web *web, const struct caseload *c)
{
	int64_t now = clock_wall();
	struct work_row *v = ARENA_ARRAY(web->arena, struct work_row, c->labels.n);
	for (size_t i = 0; i < c->labels.n; i++) {
		const struct work_caseload_row *row = &c->rows.v[i];
		enum contact_wish wish = row->wish.p == NULL ? CONTACT_UNASKED : contact_wish_parse(row->wish);
		v[i] = (struct work_row){
			.signs = words_signs(web->lang, wish, registration_decision_parse(row->decision), web->arena),
			.label = c->labels.v[i].label,
			.number = row->number,
			.due = row->due.set ? words_moment(web->lang, row->due.v, now, web->arena) : STR_NONE,
			.late = row->due.set && row->due.v < now,
			.task = row->task.set ? words_moment(web->lang, row->task.v, now, web->arena) : STR_NONE,
			.open = web_url(web, "/work/client/%.*s", STR_ARG(id_text(row->client, web->arena))),
		};
	}
	return (struct work_rows){ v, c->labels.n };
}

enum err
work_show_mine(struct web *web)
{
	struct work_cursor from;
	struct caseload c;
	bool begins = work_cursor_parse(web_query(web, "after"), &from) != ERR_OK;
	if (begins)
		from = work_cursor_start();
	TRY(read_caseload(web, &from, &c));
	struct work_mine_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_MINE_TITLE)),
		.parts = work_parts(web),
		.rows = caseload_rows(web, &c),
	};
	if (!begins)
		p.first = web_url(web, "/work/mine");
	if (c.rows.n > WORK_PAGE)
		p.after = web_url(web, "/work/mine?after=%.*s",
			STR_ARG(work_cursor_text(&c.labels.v[c.labels.n - 1], web->arena)));
	work_mine_html(web_html(web, 200), &p);
	return ERR_OK;
}
