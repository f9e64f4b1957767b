/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* A page: where it stands in both languages, what is to be done with it, and what was. */
#include <string.h>

#include "clock.h"
#include "date.h"
#include "editor_compare.html.h"
#include "editor_doc.html.h"
#include "editor_form.html.h"
#include "editor_part.html.h"
#include "editor_words.h"
#include "form.h"

#include "say.h"
#include "banned.h"

#define CONTEXT 3 /* lines that stayed, around each change */

static const struct form_field note_fields[] = {
	{ "note", FORM_LONG, MSG_EDITOR_NOTE, MSG_EDITOR_NOTE_HINT, FORM_OPTIONAL, 1000, NULL, NULL },
};
static const struct form_field reason_fields[] = {
	{ "reason", FORM_LONG, MSG_EDITOR_REASON, MSG_NONE, 0, 1000, NULL, NULL },
};
static const struct form_field schedule_fields[] = {
	{ "day", FORM_DATE, MSG_EDITOR_SCHEDULE_DAY, MSG_NONE, 0, 0, NULL, NULL },
	{ "hour", FORM_TEXT, MSG_EDITOR_SCHEDULE_HOUR, MSG_EDITOR_SCHEDULE_HOUR_HINT, 0, 5, NULL, NULL },
};
static const struct form_field retire_fields[] = {
	{ "reason", FORM_LONG, MSG_EDITOR_RETIRE_REASON, MSG_NONE, 0, 1000, NULL, NULL },
	{ "goes-to", FORM_TEXT, MSG_EDITOR_RETIRE_GOES_TO, MSG_EDITOR_RETIRE_GOES_TO_HINT, FORM_OPTIONAL, 120, NULL,
	    NULL },
};

/* The forms of a page, as they came back or empty. */
struct forms {
	struct form note, reason, schedule;
};

static void
forms_init(struct forms *f)
{
	form_init(&f->note, note_fields, 1);
	form_init(&f->reason, reason_fields, 1);
	form_init(&f->schedule, schedule_fields, 2);
}

/* ---- both languages ---- */

static struct str
live_text(struct web *web, const struct editor_sheet *s)
{
	return web_text(web, !id_is_none(s->live) ? MSG_EDITOR_LIVE : s->gone ? MSG_EDITOR_GONE : MSG_EDITOR_NOT_LIVE);
}

static enum err
side_of(struct web *web, const struct editor_doc *doc, struct editor_side *ret_side)
{
	struct editor_sheet s;
	struct editor_look look;
	struct str code = str_from_z(lang_code(doc->lang));
	struct editor_side side = {
		.lang = code,
		.language = editor_words_language(web, code),
		.open = editor_url(web, doc, ""),
		.write = editor_url(web, doc, "/edit"),
		.preview = editor_url(web, doc, "/preview"),
	};
	enum err e = editor_read(web->r, doc, web->arena, &s);
	if (e == ERR_OK) {
		struct str body = s.body.p != NULL ? s.body : s.live_body;
		side.there = true;
		side.live = live_text(web, &s);
		side.has_draft = s.state != EDITOR_NO_DRAFT;
		side.state = editor_words_state(web, s.state);
		if (side.has_draft)
			side.who = editor_words_who(web, web->r, s.writer);
		if (s.state == EDITOR_SCHEDULED)
			side.due = moment_text(s.due, web->lang, web->arena);
		TRY(editor_look_at(web->r, doc, body, web->arena, &look));
		side.title = editor_title(&look, doc);
		if (look.article != NULL)
			side.checked = date_iso(look.article->checked, web->arena);
	} else if (e != ERR_NOT_FOUND) {
		return e;
	}
	*ret_side = side;
	return ERR_OK;
}

static enum err
show_part(struct web *web, const struct editor_doc *doc)
{
	struct editor_side *sides = ARENA_ARRAY(web->arena, struct editor_side, LANG_COUNT);
	bool any = false;
	for (enum lang l = LANG_NL; l < LANG_COUNT; l++) {
		struct editor_doc one;
		TRY(editor_doc_of(doc->kind, doc->part, l, web->arena, &one));
		TRY(side_of(web, &one, &sides[l]));
		any = any || sides[l].there;
	}
	if (!any)
		return ERR_NOT_FOUND;
	struct str title = sides[web->lang].there ? sides[web->lang].title : doc->part;
	struct editor_part_page p = {
		.top = web_page(web, title),
		.name = doc->part,
		.back = web_url(web, "/editor"),
		.sides = { sides, LANG_COUNT },
	};
	editor_part_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- history ---- */

static bool
says_a_text(const struct editor_event *e)
{
	return !id_is_none(e->revision) && (str_eq_z(e->what, "saved") || str_eq_z(e->what, "restored"));
}

static struct url
compare_url(struct web *web, const struct editor_doc *doc, struct id from)
{
	return editor_url(web, doc, str_printf(web->arena, "/compare?from=%.*s", STR_ARG(id_text(from, web->arena))).p);
}

static struct editor_event_rows
event_rows(struct web *web, const struct editor_doc *doc, const struct editor_events *events)
{
	struct editor_event_row *v = ARENA_ARRAY(web->arena, struct editor_event_row, events->n);
	for (size_t i = 0; i < events->n; i++) {
		const struct editor_event *e = &events->v[i];
		v[i] = (struct editor_event_row){
			.when = moment_text(e->made, web->lang, web->arena),
			.who = editor_words_who(web, web->r, e->account),
			.what = editor_words_event(web, e->what),
			.remark = e->remark,
		};
		if (says_a_text(e))
			v[i].text = compare_url(web, doc, e->revision);
	}
	return (struct editor_event_rows){ v, events->n };
}

/* Who published it; what no editor published came from the folder. */
static struct str
publisher(struct web *web, const struct editor_events *events, struct id version)
{
	for (size_t i = 0; i < events->n; i++)
		if (str_eq_z(events->v[i].what, "published") && id_eq(events->v[i].version, version))
			return editor_words_who(web, web->r, events->v[i].account);
	return web_text(web, MSG_EDITOR_FROM_FILE);
}

static enum err
version_rows(struct web *web, const struct editor_doc *doc, const struct editor_events *events,
    struct editor_version_rows *ret_rows)
{
	struct content_versions versions;
	TRY(content_list_versions(
	    web->r, str_from_z(editor_kind_name(doc->kind)), doc->name, web->arena, &versions));
	struct editor_version_row *v = ARENA_ARRAY(web->arena, struct editor_version_row, versions.n);
	for (size_t i = 0; i < versions.n; i++)
		v[i] = (struct editor_version_row){
			.when = moment_text(versions.v[i].made, web->lang, web->arena),
			.who = publisher(web, events, versions.v[i].id),
			.compare = compare_url(web, doc, versions.v[i].id),
			.live = versions.v[i].live,
		};
	*ret_rows = (struct editor_version_rows){ v, versions.n };
	return ERR_OK;
}

/* ---- a page ---- */

static struct editor_button
button(struct web *web, const struct editor_sheet *s, const char *step, enum msg label, bool main)
{
	return (struct editor_button){
		.action = editor_url(web, &s->doc, "/step"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
		.step = str_from_z(step),
		.seen = id_text(editor_head(s), web->arena),
		.label = web_text(web, label),
		.main = main,
	};
}

static struct form_view
step_form(struct web *web, const struct editor_sheet *s, const struct form *f, const char *step, enum msg label)
{
	struct form_view view = form_view(f, web, editor_path(web, &s->doc, "/step"), label);
	form_view_hide(&view, STR("step"), str_from_z(step), web->arena);
	form_view_hide(&view, STR("seen"), id_text(s->revision, web->arena), web->arena);
	return view;
}

/* What can be done with a draft in its state, by this person. */
static void
fill_steps(struct web *web, const struct editor_sheet *s, const struct forms *f, struct editor_doc_page *p)
{
	switch (s->state) {
	case EDITOR_NO_DRAFT:
		break;
	case EDITOR_WRITING:
		p->has_note = p->faults.lines.n == 0;
		if (p->has_note)
			p->note = step_form(web, s, &f->note, "hand_in", MSG_EDITOR_HAND_IN);
		else
			p->own = web_text(web, MSG_EDITOR_FAULTS_FIRST);
		p->third = button(web, s, "discard", MSG_EDITOR_DISCARD, false);
		break;
	case EDITOR_REVIEW:
		if (!editor_may_approve(s, web->actor.id)) {
			p->own = web_text(web, MSG_EDITOR_OWN);
			p->second = button(web, s, "take_back", MSG_EDITOR_TAKE_BACK, false);
			break;
		}
		p->button = button(web, s, "approve", MSG_EDITOR_APPROVE, true);
		p->has_reason = true;
		p->reason = step_form(web, s, &f->reason, "send_back", MSG_EDITOR_SEND_BACK);
		break;
	case EDITOR_APPROVED:
	case EDITOR_SCHEDULED:
		p->button = button(web, s, "publish", MSG_EDITOR_PUBLISH, true);
		p->has_schedule = s->state == EDITOR_APPROVED;
		if (p->has_schedule)
			p->schedule = step_form(web, s, &f->schedule, "schedule", MSG_EDITOR_SCHEDULE);
		else
			p->second = button(web, s, "unschedule", MSG_EDITOR_UNSCHEDULE, false);
		p->third = button(web, s, "take_back", MSG_EDITOR_TAKE_BACK, false);
		break;
	}
}

static void
fill_draft(struct web *web, const struct editor_sheet *s, const struct editor_look *look, struct editor_doc_page *p)
{
	struct msg_arg args[] = {
		{ .text = editor_words_who(web, web->r, s->writer) },
		{ .text = moment_text(s->changed, web->lang, web->arena) },
	};
	p->has_draft = true;
	p->drafted = msg_fill(web->lang, MSG_EDITOR_DRAFTED, args, 2, web->arena);
	p->moved = !id_eq(s->base, s->live);
	p->faults = editor_lines(web, look->faults.v, look->faults.n, s->body);
	p->whole = s->live_body.p == NULL;
	p->has_diff = true;
	p->diff = diff_texts(p->whole ? STR("") : s->live_body, s->body, CONTEXT, web->arena);
	if (s->state == EDITOR_SCHEDULED)
		p->due = editor_words(web, MSG_EDITOR_DUE, moment_text(s->due, web->lang, web->arena));
}

/* Where people find it on the site. */
static struct url
site_url(struct web *web, const struct editor_doc *doc)
{
	if (doc->kind == EDITOR_GUIDE)
		return web_url(web, "/guide/%.*s", STR_ARG(doc->name));
	struct str part = str_eq_z(doc->part, "home") ? STR("") : doc->part;
	return url_printf(web->arena, "/%s%s%.*s", lang_code(doc->lang), part.n > 0 ? "/" : "", STR_ARG(part));
}

static void
fill_live(struct web *web, const struct editor_sheet *s, struct editor_doc_page *p)
{
	p->live = live_text(web, s);
	p->is_live = !id_is_none(s->live);
	if (p->is_live) {
		p->live_page = site_url(web, &s->doc);
		p->retire = editor_url(web, &s->doc, "/retire");
	}
	if (s->gone)
		p->gone = s->goes_to.n > 0 ? editor_words(web, MSG_EDITOR_GONE_TO, s->goes_to)
		                           : web_text(web, MSG_EDITOR_GONE_TEXT);
}

static enum err
doc_page(struct web *web, const struct editor_doc *doc, const struct forms *f, enum msg problem, int status)
{
	struct editor_sheet s;
	struct editor_look look;
	struct editor_events events;
	TRY(editor_read(web->r, doc, web->arena, &s));
	struct str body = s.body.p != NULL ? s.body : s.live_body;
	TRY(editor_look_at(web->r, doc, body.p == NULL ? STR("") : body, web->arena, &look));
	TRY(editor_history(web->r, doc, web->arena, &events));
	struct editor_doc_page p = {
		.top = web_page(web, editor_title(&look, doc)),
		.back = web_url(web, "/editor"),
		.write = editor_url(web, doc, "/edit"),
		.preview = editor_url(web, doc, "/preview"),
		.name = doc->name,
		.state = editor_words_state(web, s.state),
		.problem = problem == MSG_NONE ? STR_NONE : web_text(web, problem),
		.reading = editor_reading_of(web, doc, &look, body),
		.events = event_rows(web, doc, &events),
	};
	if (doc->kind == EDITOR_PAGE)
		p.part = editor_part_url(web, doc->kind, doc->part);
	TRY(version_rows(web, doc, &events, &p.versions));
	fill_live(web, &s, &p);
	if (s.state != EDITOR_NO_DRAFT)
		fill_draft(web, &s, &look, &p);
	fill_steps(web, &s, f, &p);
	p.top.has_errors = problem != MSG_NONE || p.note.errors + p.reason.errors + p.schedule.errors > 0;
	editor_doc_html(web_html(web, status), &p);
	return ERR_OK;
}

static enum err
read_doc(struct web *web)
{
	struct editor_doc doc;
	struct forms f;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	if (whole)
		return show_part(web, &doc);
	forms_init(&f);
	return doc_page(web, &doc, &f, MSG_NONE, 200);
}

enum err
editor_show_doc(struct web *web)
{
	return editor_reading(web, read_doc);
}

/* ---- steps ---- */

/* "14:30" on a day; ERR_INVALID when there is no such time. */
static enum err
moment_of(struct date day, struct str hour, int64_t *ret_moment)
{
	struct str rest = hour, hours;
	int64_t h, m;
	if (!str_split(&rest, ':', &hours) || rest.p == NULL || str_int(hours, &h) != ERR_OK ||
	    str_int(rest, &m) != ERR_OK || h < 0 || h > 23 || m < 0 || m > 59)
		return ERR_INVALID;
	*ret_moment = date_wall((struct date_time){ .date = day, .hour = (int)h, .minute = (int)m });
	return ERR_OK;
}

typedef enum err step_fn(struct web *web, struct editor_step *s, struct forms *f);

static enum err
step_hand_in(struct web *web, struct editor_step *s, struct forms *f)
{
	TRY(form_read(&f->note, note_fields, 1, web));
	s->remark = form_value(&f->note, "note");
	return editor_hand_in(web->w, s, web->arena);
}

static enum err
step_approve(struct web *web, struct editor_step *s, struct forms *f)
{
	(void)f;
	return editor_approve(web->w, s, web->arena);
}

static enum err
step_send_back(struct web *web, struct editor_step *s, struct forms *f)
{
	TRY(form_read(&f->reason, reason_fields, 1, web));
	s->remark = form_value(&f->reason, "reason");
	return editor_send_back(web->w, s, web->arena);
}

static enum err
step_take_back(struct web *web, struct editor_step *s, struct forms *f)
{
	(void)f;
	return editor_take_back(web->w, s, web->arena);
}

static enum err
step_publish(struct web *web, struct editor_step *s, struct forms *f)
{
	(void)f;
	return editor_publish(web->w, s, web->arena);
}

static enum err
step_schedule(struct web *web, struct editor_step *s, struct forms *f)
{
	int64_t due;
	TRY(form_read(&f->schedule, schedule_fields, 2, web));
	if (moment_of(form_date(&f->schedule, "day"), form_value(&f->schedule, "hour"), &due) != ERR_OK) {
		form_fail(&f->schedule, "hour", MSG_EDITOR_SCHEDULE_HOUR_FAULT);
		return ERR_INVALID;
	}
	enum err e = editor_schedule(web->w, s, due, web->arena);
	if (e == ERR_INVALID)
		form_fail(&f->schedule, "day", MSG_EDITOR_SCHEDULE_PAST);
	return e;
}

static enum err
step_unschedule(struct web *web, struct editor_step *s, struct forms *f)
{
	(void)f;
	return editor_unschedule(web->w, s, web->arena);
}

static enum err
step_discard(struct web *web, struct editor_step *s, struct forms *f)
{
	(void)f;
	return editor_discard(web->w, s, web->arena);
}

static enum err
step_restore(struct web *web, struct editor_step *s, struct forms *f)
{
	struct id text;
	(void)f;
	if (id_parse(web_field(web, "text"), &text) != ERR_OK)
		return ERR_NOT_FOUND;
	return editor_restore(web->w, s, text, web->arena);
}

static const struct {
	const char *name;
	step_fn *run;
} steps[] = {
	{ "hand_in", step_hand_in }, { "approve", step_approve }, { "send_back", step_send_back },
	{ "take_back", step_take_back }, { "publish", step_publish }, { "schedule", step_schedule },
	{ "unschedule", step_unschedule }, { "discard", step_discard }, { "restore", step_restore },
};

static step_fn *
find_step(struct str name)
{
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (str_eq_z(name, steps[i].name))
			return steps[i].run;
	return NULL;
}

static struct id
seen_of(const struct web *web)
{
	struct id seen;
	return id_parse(web_field(web, "seen"), &seen) == ERR_OK ? seen : ID_NONE;
}

static bool
any_failed(const struct forms *f)
{
	return form_failed(&f->note) || form_failed(&f->reason) || form_failed(&f->schedule);
}

/* Why a step was not taken, on the page as it is now. */
static enum err
step_refused(struct web *web, const struct editor_doc *doc, const struct forms *f, enum err why)
{
	enum msg problem = why == ERR_CONFLICT ? MSG_EDITOR_STEP_CONFLICT
	    : why == ERR_FORBIDDEN             ? MSG_EDITOR_STEP_OWN
	    : any_failed(f)                    ? MSG_NONE
	                                       : MSG_EDITOR_STEP_FAULTS;
	TRY(doc_page(web, doc, f, problem, why == ERR_CONFLICT ? 409 : 422));
	return ERR_INVALID;
}

enum err
editor_take_step(struct web *web)
{
	struct editor_doc doc;
	struct forms f;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	step_fn *run = find_step(web_field(web, "step"));
	if (run == NULL || whole)
		return ERR_NOT_FOUND;
	forms_init(&f);
	struct editor_step s = { .core = web->core, .doc = doc, .account = web->actor.id, .seen = seen_of(web) };
	enum err e = run(web, &s, &f);
	if (e == ERR_CONFLICT || e == ERR_FORBIDDEN || e == ERR_INVALID)
		return step_refused(web, &doc, &f, e);
	TRY(e);
	return editor_go(web, &doc, "");
}

/* ---- taking a page off the site ---- */

static enum err
retire_page(struct web *web, const struct editor_doc *doc, const struct form *f, struct id seen)
{
	struct editor_form_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_RETIRE_TITLE)),
		.back = editor_url(web, doc, ""),
		.lead = web_text(web, MSG_EDITOR_RETIRE_TEXT),
		.form = form_view(f, web, editor_path(web, doc, "/retire"), MSG_EDITOR_RETIRE_DO),
	};
	form_view_hide(&p.form, STR("seen"), id_text(seen, web->arena), web->arena);
	p.top.has_errors = form_failed(f);
	editor_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

enum err
editor_show_retire(struct web *web)
{
	struct editor_doc doc;
	struct editor_sheet s;
	struct form f;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	TRY(editor_read(web->r, &doc, web->arena, &s));
	if (whole || id_is_none(s.live))
		return ERR_NOT_FOUND;
	form_init(&f, retire_fields, 2);
	return retire_page(web, &doc, &f, s.live);
}

enum err
editor_take_retire(struct web *web)
{
	struct editor_doc doc;
	struct form f;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	if (form_read(&f, retire_fields, 2, web) != ERR_OK)
		return retire_page(web, &doc, &f, seen_of(web));
	struct editor_step s = {
		.core = web->core, .doc = doc, .account = web->actor.id, .seen = seen_of(web),
		.remark = form_value(&f, "reason"),
	};
	enum err e = editor_retire(web->w, &s, form_value(&f, "goes-to"), web->arena);
	if (e == ERR_INVALID) {
		form_fail(&f, "goes-to", MSG_EDITOR_RETIRE_GOES_TO_FAULT);
		return retire_page(web, &doc, &f, s.seen);
	}
	if (e == ERR_CONFLICT) {
		struct forms none;
		forms_init(&none);
		return step_refused(web, &doc, &none, e);
	}
	TRY(e);
	return editor_go(web, &doc, "");
}

/* ---- an older text beside the one of now ---- */

static enum err
read_compare(struct web *web)
{
	struct editor_doc doc;
	struct editor_sheet s;
	struct id from;
	struct str old;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	if (whole || id_parse(web_query(web, "from"), &from) != ERR_OK)
		return ERR_NOT_FOUND;
	TRY(editor_read(web->r, &doc, web->arena, &s));
	TRY(editor_text(web->r, &doc, from, web->arena, &old));
	struct str now = s.body.p != NULL ? s.body : s.live_body.p != NULL ? s.live_body : STR("");
	struct editor_compare_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_COMPARE_TITLE)),
		.back = editor_url(web, &doc, ""),
		.diff = diff_texts(old, now, CONTEXT, web->arena),
	};
	if (!str_eq(old, now)) {
		p.restore = button(web, &s, "restore", MSG_EDITOR_RESTORE, false);
		p.restore.text = id_text(from, web->arena);
	}
	editor_compare_html(web_html(web, 200), &p);
	return ERR_OK;
}

enum err
editor_show_compare(struct web *web)
{
	return editor_reading(web, read_compare);
}
