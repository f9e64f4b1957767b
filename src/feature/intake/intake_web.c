/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "clock.h"
#include "form.h"
#include "guide_advice.html.h"
#include "guide_check.html.h"
#include "guide_keep.html.h"
#include "guide_start.html.h"
#include "guide_step.html.h"
#include "intake.h"
#include "intake_view.h"
#include "intake_web.h"
#include "measure.h"
#include "web.h"

#include "banned.h"

/* ---- the draft of this browser ---- */

enum err
intake_find_draft(struct web *web, struct intake_draft *ret_draft)
{
	struct intake_draft d;
	TRY(intake_load(web->core, web->r, web_cookie(web, INTAKE_COOKIE), web->arena, &d));
	if (!str_eq(d.guide->guide->name, web->param[0]))
		return ERR_NOT_FOUND;
	*ret_draft = d;
	return ERR_OK;
}

enum err
intake_need_draft(struct web *web, struct intake_draft *ret_draft)
{
	enum err e = intake_find_draft(web, ret_draft);
	if (e != ERR_NOT_FOUND)
		return e;
	web_redirect(web, "/guide/%.*s", STR_ARG(web->param[0]));
	return ERR_NOT_FOUND;
}

/* Where somebody is. Before the first answer nothing is kept: the live guide,
 * and where the visit came from goes along in the addresses. */
struct way {
	struct intake_draft draft;
	bool begun;
};

static struct str
visit_source(struct web *web)
{
	return measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host);
}

static enum err
find_way(struct web *web, struct way *ret_way)
{
	struct way way = { .begun = true };
	enum err e = intake_find_draft(web, &way.draft);
	if (e == ERR_NOT_FOUND) {
		way = (struct way){ .draft.source = visit_source(web) };
		TRY(intake_guide_live(web->core, web->r, web->param[0], &way.draft.version, &way.draft.guide));
		e = way.draft.guide->guide->kind == GUIDE_WELCOME && web->actor.kind != ACTOR_CLIENT ? ERR_NOT_FOUND
												     : ERR_OK;
	}
	if (e == ERR_OK)
		*ret_way = way;
	return e;
}

static const struct guide *
guide_of(const struct intake_draft *d)
{
	return d->guide->guide;
}

/* via: the source, before there is a draft that knows it; absent after. */
static struct url
step_url(struct web *web, const struct guide_step *s, struct str via)
{
	return web_url(web, "/guide/%.*s/step/%.*s%s%.*s", STR_ARG(web->param[0]), STR_ARG(s->name),
		via.n > 0 ? "?via=" : "", STR_ARG(via));
}

static struct url
after_url(struct web *web, const struct guide_step *next, struct str via)
{
	return next != NULL ? step_url(web, next, via) : intake_guide_url(web, "check");
}

static struct url
before_url(struct web *web, const struct guide_step *previous, struct str via)
{
	return previous != NULL ? step_url(web, previous, via) : web_url(web, "/guide/%.*s", STR_ARG(web->param[0]));
}

struct url
intake_guide_url(struct web *web, const char *page)
{
	return web_url(web, "/guide/%.*s/%s", STR_ARG(web->param[0]), page);
}

static struct str
via_of(const struct way *way)
{
	return way->begun ? STR_NONE : way->draft.source;
}

/* ---- the front ---- */

/* Which of the four environments it belongs to. */
static size_t
audience_of(const struct guide *g)
{
	static const char *const names[] = { "victims", "helpers", "professionals" };
	size_t i = 0;
	while (i < 3 && !str_eq_z(g->audience, names[i]))
		i++;
	return i;
}

/* The front of a guide is for search engines too, as long as it says nothing of who reads it. */
static void
let_be_found(struct web *web, const struct guide *g, struct page *top)
{
	web_let_be_found(web, top, g->intro.plain[web->lang], str_printf(web->arena, "guide/%.*s", STR_ARG(g->name)));
}

static enum err
show_start(struct web *web)
{
	struct id version;
	const struct intake_guide *g;
	struct intake_draft d;
	TRY(intake_guide_live(web->core, web->r, web->param[0], &version, &g));
	if (g->guide->kind == GUIDE_WELCOME && web->actor.kind != ACTOR_CLIENT)
		return ERR_NOT_FOUND;
	static const enum msg environments[] = { MSG_GUIDE_FOR_VICTIMS, MSG_GUIDE_FOR_HELPERS,
		MSG_GUIDE_FOR_PROFESSIONALS, MSG_GUIDE_FOR_YOUTH };
	struct str via = visit_source(web);
	bool begun = intake_find_draft(web, &d) == ERR_OK && d.answers.n > 0;
	const struct guide_step *open = begun ? guide_first_open(d.guide->guide, &d.answers) : NULL;
	struct guide_start_page p = {
		.top = web_page(web, g->guide->title.in[web->lang]),
		.environment = web_text(web, environments[audience_of(g->guide)]),
		.home = web_url(web, "/%s", g->audience),
		.intro = g->guide->intro.html[web->lang],
		.minutes = g->guide->minutes,
		.go_on = !begun      ? (struct url){ STR_NONE }
			: d.finished ? intake_guide_url(web, "result")
				     : after_url(web, open, STR_NONE),
		.first = step_url(web, guide_next(g->guide, NULL, &(struct guide_answers){ NULL, 0 }), via),
		.again = intake_guide_url(web, "begin"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
		.via = via,
	};
	if (!begun && g->guide->kind != GUIDE_WELCOME)
		let_be_found(web, g->guide, &p.top);
	measure_reach(web->core->measure, g->product, g->audience, via);
	guide_start_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* A new draft of the live guide; its token is for the cookie. */
static enum err
begin_draft(struct web *web, struct str *ret_token, struct intake_draft *ret_draft)
{
	struct intake_start s = { 0 };
	const struct intake_guide *g;
	TRY(intake_guide_live(web->core, web->r, web->param[0], &s.version, &g));
	s.source = measure_source(web_field(web, "via"), STR_NONE, STR_NONE);
	if (web->actor.kind == ACTOR_CLIENT) {
		s.client = web->actor.client;
		s.registration = web->actor.target;
	} else if (g->guide->kind == GUIDE_WELCOME) {
		return ERR_NOT_FOUND;
	}
	TRY(intake_begin(web->w, &s, web->arena, ret_token));
	return intake_load(web->core, web->r, *ret_token, web->arena, ret_draft);
}

static void
set_draft_cookie(struct web *web, struct str token)
{
	web_set_cookie(web, INTAKE_COOKIE, token, INTAKE_LIFE / CLOCK_SECOND);
}

/* Anew, for who had begun before. */
static enum err
begin(struct web *web)
{
	struct str token;
	struct intake_draft d;
	TRY(begin_draft(web, &token, &d));
	set_draft_cookie(web, token);
	const struct guide_step *first = guide_next(guide_of(&d), NULL, &d.answers);
	return web_redirect(web, "/guide/%.*s/step/%.*s", STR_ARG(web->param[0]), STR_ARG(first->name));
}

/* ---- a step ---- */

static enum field_kind
field_kind_of(enum guide_step_kind kind)
{
	switch (kind) {
	case GUIDE_ONE: return FIELD_RADIOS;
	case GUIDE_MANY: return FIELD_CHECKBOXES;
	case GUIDE_DATE: return FIELD_DATE;
	case GUIDE_TEXT:
	case GUIDE_ADVICE: return FIELD_TEXTAREA;
	}
	return FIELD_TEXT;
}

static bool
has_value(const struct strs *values, struct str value)
{
	for (size_t i = 0; i < values->n; i++)
		if (str_eq(values->v[i], value))
			return true;
	return false;
}

static struct choice_views
choices_of(struct web *web, const struct guide_step *s, const struct strs *values)
{
	struct choice_view *v = ARENA_ARRAY(web->arena, struct choice_view, s->option_count + 1);
	for (size_t i = 0; i < s->option_count; i++)
		v[i] = (struct choice_view){
			.value = s->options[i].value,
			.label = s->options[i].label.in[web->lang],
			.chosen = has_value(values, s->options[i].value),
		};
	return (struct choice_views){ v, s->option_count };
}

static struct field_view
field_of(struct web *web, const struct guide_step *s, const struct strs *values, enum msg fault)
{
	struct field_view f = {
		.kind = field_kind_of(s->kind),
		.name = STR("answer"),
		.label = s->title.in[web->lang],
		.hint = s->why.in[web->lang],
		.error = fault == MSG_NONE ? STR_NONE : web_text(web, fault),
		.choices = choices_of(web, s, values),
		.max_chars = s->kind == GUIDE_TEXT ? (int64_t)s->max : 0,
		.optional = s->optional,
		.heading = true,
	};
	if (s->kind == GUIDE_TEXT && values->n > 0)
		f.value = values->v[0];
	if (s->kind == GUIDE_DATE && values->n > 0) {
		f.year = str_cut(values->v[0], 0, 4);
		f.month = str_cut(values->v[0], 5, 2);
		f.day = str_cut(values->v[0], 8, 2);
	}
	return f;
}

/* Where nothing was answered there is nothing to keep. */
static struct url
keep_url(struct web *web, const struct way *way)
{
	return way->begun ? intake_guide_url(web, "keep") : (struct url){ STR_NONE };
}

static void
question_page(struct web *web, const struct way *way, const struct guide_step *s, const struct guide_place *place,
    const struct strs *values, enum msg fault)
{
	struct field_view *field = ARENA_NEW(web->arena, struct field_view);
	*field = field_of(web, s, values, fault);
	struct guide_step_page p = {
		.top = web_page(web, s->title.in[web->lang]),
		.form = {
			.action = step_url(web, s, STR_NONE),
			.form_id = web_form_id(web),
			.csrf = web_form_token(web),
			.fields = { field, 1 },
			.submit = web_text(web, MSG_GUIDE_NEXT),
		},
		.back = before_url(web, place->previous, via_of(way)),
		.step = place->step,
		.steps = place->steps,
		.keep = keep_url(web, way),
	};
	if (!way->begun) {
		form_view_hide(&p.form, STR("first"), STR("1"), web->arena);
		form_view_hide(&p.form, STR("via"), way->draft.source, web->arena);
	}
	p.form.errors = form_view_count(&p.form);
	p.top.has_errors = p.form.errors > 0;
	guide_step_html(web_html(web, fault == MSG_NONE ? 200 : 422), &p);
}

static void
advice_page(struct web *web, const struct way *way, const struct guide_step *s, const struct guide_place *place)
{
	struct guide_advice_page p = {
		.top = web_page(web, s->title.in[web->lang]),
		.text = s->text.html[web->lang],
		.urgent = s->urgent,
		.back = before_url(web, place->previous, via_of(way)),
		.next = after_url(web, place->next, via_of(way)),
		.step = place->step,
		.steps = place->steps,
		.keep = keep_url(web, way),
	};
	guide_advice_html(web_html(web, 200), &p);
}

/* Up to the first question nobody needs to have answered anything. */
static bool
may_be_shown(const struct way *way, const struct guide_step *s)
{
	if (way->begun)
		return true;
	const struct guide_step *open = guide_first_open(guide_of(&way->draft), &way->draft.answers);
	return open == NULL || s <= open;
}

static enum err
show_step(struct web *web)
{
	struct way way;
	TRY(find_way(web, &way));
	const struct intake_draft *d = &way.draft;
	const struct guide_step *s = guide_step_find(guide_of(d), web->param[1]);
	if (s == NULL)
		return ERR_NOT_FOUND;
	if (!may_be_shown(&way, s))
		return web_redirect(web, "/guide/%.*s", STR_ARG(web->param[0]));
	struct guide_place place = guide_place(guide_of(d), s, &d->answers);
	if (!place.applies)
		return web_redirect(web, "/guide/%.*s/check", STR_ARG(web->param[0]));
	/* Where people stop is seen from how often each step is shown. */
	measure_reach(
		web->core->measure, d->guide->step_product[s - guide_of(d)->steps], d->guide->audience, d->source);
	if (s->kind == GUIDE_ADVICE) {
		advice_page(web, &way, s, &place);
		return ERR_OK;
	}
	const struct guide_answer *a = guide_answer_find(&d->answers, s->name);
	struct strs values = { a == NULL ? NULL : a->values, a == NULL ? 0 : a->value_count };
	question_page(web, &way, s, &place, &values, MSG_NONE);
	return ERR_OK;
}

/* What was sent for the step, as the engine takes it: a date in one piece. */
static struct strs
sent_values(struct web *web, const struct guide_step *s)
{
	struct str *v = ARENA_ARRAY(web->arena, struct str, web->fields.n + 1);
	size_t n = 0;
	if (s->kind == GUIDE_DATE) {
		struct str day = str_trim(web_field(web, "answer-day")),
			   month = str_trim(web_field(web, "answer-month"));
		struct str year = str_trim(web_field(web, "answer-year"));
		if (day.n + month.n + year.n > 0)
			v[n++] = str_printf(web->arena, "%.*s-%s%.*s-%s%.*s", STR_ARG(year), month.n < 2 ? "0" : "",
				STR_ARG(month), day.n < 2 ? "0" : "", STR_ARG(day));
		return (struct strs){ v, n };
	}
	for (size_t i = 0; i < web->fields.n; i++)
		if (str_eq_z(web->fields.v[i].name, "answer"))
			v[n++] = web->fields.v[i].value;
	return (struct strs){ v, n };
}

static enum msg
fault_of(enum guide_answer_fault fault, const struct guide_step *s)
{
	switch (fault) {
	case GUIDE_ANSWER_MISSING: return s->kind == GUIDE_ONE ? MSG_GUIDE_FAULT_MISSING : MSG_GUIDE_FAULT_MISSING_TEXT;
	case GUIDE_ANSWER_UNKNOWN: return MSG_GUIDE_FAULT_UNKNOWN;
	case GUIDE_ANSWER_LONG: return MSG_GUIDE_FAULT_LONG;
	case GUIDE_ANSWER_DATE: return MSG_GUIDE_FAULT_DATE;
	}
	return MSG_GUIDE_FAULT_UNKNOWN;
}

/* The first answer makes the draft; what was begun of another guide then has
 * to be found back with its code. Whose draft is over while they were
 * answering goes on in a new one, with what they typed in it. */
static enum err
draft_to_answer(struct web *web, struct str *ret_token, struct intake_draft *ret_draft)
{
	struct intake_draft other;
	enum err e = intake_load(web->core, web->r, web_cookie(web, INTAKE_COOKIE), web->arena, &other);
	if (e == ERR_OK && web_field(web, "first").n > 0 && !str_eq(guide_of(&other)->name, web->param[0]))
		e = ERR_NOT_FOUND;
	return e == ERR_NOT_FOUND ? begin_draft(web, ret_token, ret_draft) : intake_need_draft(web, ret_draft);
}

static enum err
answer_step(struct web *web)
{
	struct way way = { .begun = true };
	struct intake_draft *d = &way.draft;
	enum guide_answer_fault fault;
	struct str token = STR_NONE;
	enum err e = draft_to_answer(web, &token, d);
	if (e == ERR_NOT_FOUND && web->answered)
		return ERR_OK;
	TRY(e);
	const struct guide_step *s = guide_step_find(guide_of(d), web->param[1]);
	if (s == NULL || s->kind == GUIDE_ADVICE)
		return ERR_NOT_FOUND;
	struct strs values = sent_values(web, s);
	if (guide_answer(guide_of(d), s, &values, web->arena, &d->answers, &fault) != ERR_OK) {
		struct guide_place place = guide_place(guide_of(d), s, &d->answers);
		way.begun = token.n == 0;
		question_page(web, &way, s, &place, &values, fault_of(fault, s));
		return ERR_INVALID;
	}
	TRY(intake_save(web->w, d, web->arena));
	if (token.n > 0)
		set_draft_cookie(web, token);
	const struct guide_step *next = guide_next(guide_of(d), s, &d->answers);
	if (next == NULL)
		return web_redirect(web, "/guide/%.*s/check", STR_ARG(web->param[0]));
	return web_redirect(web, "/guide/%.*s/step/%.*s", STR_ARG(web->param[0]), STR_ARG(next->name));
}

/* ---- check ---- */

struct guide_answer_views
intake_answer_views(struct web *web, const struct intake_draft *d)
{
	const struct guide *g = guide_of(d);
	struct guide_answer_view *v = ARENA_ARRAY(web->arena, struct guide_answer_view, g->step_count);
	size_t n = 0;
	for (const struct guide_step *s = guide_next(g, NULL, &d->answers); s != NULL;
		s = guide_next(g, s, &d->answers))
		if (s->kind != GUIDE_ADVICE)
			v[n++] = (struct guide_answer_view){
				.question = s->title.in[web->lang],
				.answer = intake_answer_text(
					s, guide_answer_find(&d->answers, s->name), web->lang, web->arena),
				.change = step_url(web, s, STR_NONE),
			};
	return (struct guide_answer_views){ v, n };
}

static enum err
show_check(struct web *web)
{
	struct intake_draft d;
	NEED_DRAFT(web, &d);
	const struct guide_step *open = guide_first_open(guide_of(&d), &d.answers);
	if (open != NULL)
		return web_redirect(web, "/guide/%.*s/step/%.*s", STR_ARG(web->param[0]), STR_ARG(open->name));
	struct guide_check_page p = {
		.top = web_page(web, web_text(web, MSG_GUIDE_CHECK_TITLE)),
		.answers = intake_answer_views(web, &d),
		.finish = intake_guide_url(web, "finish"),
		.back = before_url(web, guide_previous(guide_of(&d), NULL, &d.answers), STR_NONE),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
		.keep = intake_guide_url(web, "keep"),
	};
	guide_check_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
finish(struct web *web)
{
	struct intake_draft d;
	NEED_DRAFT(web, &d);
	if (guide_first_open(guide_of(&d), &d.answers) != NULL)
		return web_redirect(web, "/guide/%.*s/check", STR_ARG(web->param[0]));
	TRY(intake_finish(web->core, web->w, &d, web->arena));
	return web_redirect(web, "/guide/%.*s/result", STR_ARG(web->param[0]));
}

/* ---- stop, and go on later ---- */

static void
keep_page(struct web *web, struct str code)
{
	struct guide_keep_page p = {
		.top = web_page(web, web_text(web, MSG_GUIDE_KEEP_TITLE)),
		.code = code,
		.make = intake_guide_url(web, "keep"),
		.back = intake_guide_url(web, "check"),
		.code_page = web_url(web, "/code"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	guide_keep_html(web_html(web, 200), &p);
}

static enum err
show_keep(struct web *web)
{
	struct intake_draft d;
	NEED_DRAFT(web, &d);
	keep_page(web, STR_NONE);
	return ERR_OK;
}

static enum err
keep(struct web *web)
{
	struct intake_draft d;
	struct str code;
	NEED_DRAFT(web, &d);
	TRY(intake_keep(web->core, web->w, &d, web_cookie(web, INTAKE_COOKIE), web->arena, &code));
	keep_page(web, code);
	return ERR_OK;
}

const struct route intake_routes[] = {
	{ HTTP_GET, "/guide/:name", READ, show_start, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/guide/:name/begin", WRITE, begin, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/guide/:name/step/:step", READ, show_step, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/guide/:name/step/:step", WRITE, answer_step, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/guide/:name/check", READ, show_check, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/guide/:name/finish", WRITE, finish, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/guide/:name/result", READ, intake_show_result, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/guide/:name/report", SLOW, intake_send_report, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/guide/:name/keep", READ, show_keep, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/guide/:name/keep", WRITE, keep, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t intake_route_count = sizeof intake_routes / sizeof intake_routes[0];
