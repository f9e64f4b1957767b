/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "form.h"
#include "private.h"
#include "say.h"
#include "web.h"
#include "work.h"
#include "work_decide.html.h"
#include "work_dossier.html.h"
#include "work_internal.h"
#include "work_words.h"

#include "banned.h"

/* ---- lines of the dossier ---- */

#define MAX_LINES 24

struct lines {
	struct work_line v[MAX_LINES];
	size_t n;
};

/* What is not known is left out. */
static void
add(struct lines *l, struct web *web, enum msg label, struct str text)
{
	if (text.n > 0 && l->n < MAX_LINES)
		l->v[l->n++] = (struct work_line){ .label = web_text(web, label), .text = text };
}

static void
add_msg(struct lines *l, struct web *web, enum msg label, enum msg text)
{
	if (text != MSG_NONE)
		add(l, web, label, web_text(web, text));
}

static void
add_phone(struct lines *l, struct web *web, enum msg label, struct str phone)
{
	if (phone.n == 0)
		return;
	add(l, web, label, phone);
	l->v[l->n - 1].link = url_tel(phone, web->arena);
}

static struct work_lines
keep(const struct lines *l, struct arena *a)
{
	struct work_line *v = ARENA_ARRAY(a, struct work_line, l->n);
	for (size_t i = 0; i < l->n; i++)
		v[i] = l->v[i];
	return (struct work_lines){ v, l->n };
}

static struct str
joined(struct web *web, const enum msg *words, size_t n)
{
	struct buf b;
	buf_init(&b, 1000, web->arena);
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, i > 0 ? ", " : "");
		buf_str(&b, web_text(web, words[i]));
	}
	return buf_view(&b);
}

static struct str
hours_text(struct web *web, unsigned hours)
{
	enum msg words[3];
	size_t n = 0;
	if (hours & CONTACT_MORNING)
		words[n++] = MSG_WORK_HOURS_MORNING;
	if (hours & CONTACT_AFTERNOON)
		words[n++] = MSG_WORK_HOURS_AFTERNOON;
	if (hours & CONTACT_EVENING)
		words[n++] = MSG_WORK_HOURS_EVENING;
	return n == 0 ? web_text(web, MSG_WORK_HOURS_ANY) : joined(web, words, n);
}

/* For what the client gave permission that counts now; the others count as no. */
static struct str
consents_text(struct web *web, const struct consents *history)
{
	enum msg given[CONSENT_PURPOSE_COUNT];
	size_t n = 0;
	for (enum consent_purpose p = 0; p < CONSENT_PURPOSE_COUNT; p++)
		if (consent_stands(history, p))
			given[n++] = words_consent(p);
	return n == 0 ? web_text(web, MSG_WORK_CONSENTS_NONE) : joined(web, given, n);
}

/* How, when and where, above everything else. */
static struct work_lines
wish_lines(struct web *web, const struct work_dossier *d)
{
	const struct contact_profile *p = &d->profile;
	const struct registration *g = &d->registration;
	struct lines l = { .n = 0 };
	add_msg(&l, web, MSG_WORK_WISHES_HOW, words_wish(p->wish));
	if (p->wish == CONTACT_CALL)
		add(&l, web, MSG_WORK_WISHES_HOURS, hours_text(web, p->hours));
	add_phone(&l, web, MSG_WORK_WISHES_PHONE, p->phone.n > 0 ? p->phone : g->phone);
	add(&l, web, MSG_WORK_WISHES_EMAIL, p->email.n > 0 ? p->email : g->email);
	if (p->no_voicemail)
		add_msg(&l, web, MSG_WORK_WISHES_VOICEMAIL, MSG_WORK_WISHES_NO_VOICEMAIL);
	if (p->no_post)
		add_msg(&l, web, MSG_WORK_WISHES_POST, MSG_WORK_WISHES_NO_POST);
	add(&l, web, MSG_WORK_WISHES_REMARKS, p->remarks);
	if (g->remarks.n > 0 && !str_eq(g->remarks, p->remarks))
		add(&l, web, MSG_WORK_WISHES_REGISTERED, g->remarks);
	add_msg(&l, web, MSG_WORK_WISHES_AGREED, g->agreed ? MSG_WORK_YES : MSG_WORK_NO);
	add(&l, web, MSG_WORK_CONSENTS, consents_text(web, &d->consents));
	return keep(&l, web->arena);
}

static struct str
grounds_text(struct web *web, const struct registration *g)
{
	enum msg words[GROUND_COUNT];
	size_t n = 0;
	for (enum registration_ground k = 0; k < GROUND_COUNT; k++)
		if (g->grounds & (1u << k))
			words[n++] = words_ground(k);
	if (!g->assessed)
		return web_text(web, MSG_WORK_NOT_ASSESSED);
	return n == 0 ? web_text(web, MSG_WORK_NOT_VULNERABLE) : joined(web, words, n);
}

static struct str
address_text(struct web *web, const struct registration_address *p)
{
	if (p->street.n == 0)
		return STR_NONE;
	return str_printf(web->arena, "%.*s %lld%s%.*s, %.*s %.*s", STR_ARG(p->street), (long long)p->number,
	    p->addition.n > 0 ? " " : "", STR_ARG(p->addition), STR_ARG(p->postcode), STR_ARG(p->city));
}

static struct str
birth_text(struct web *web, struct date birth)
{
	if (date_is_none(birth))
		return STR_NONE;
	struct msg_arg args[] = {
		{ .text = date_text(birth, web->lang, web->arena) },
		{ .number = date_age(birth, date_local(clock_wall()).date) },
	};
	return msg_fill(web->lang, MSG_WORK_BIRTH, args, 2, web->arena);
}

static void
add_parent(struct lines *l, struct web *web, const struct registration_parent *p)
{
	if (p->name.n == 0)
		return;
	add(l, web, MSG_WORK_FACTS_PARENT, p->name);
	add_phone(l, web, MSG_WORK_FACTS_PARENT_PHONE, p->phone);
	if (p->suspect)
		add_msg(l, web, MSG_WORK_FACTS_PARENT_SUSPECT, MSG_WORK_FACTS_PARENT_SUSPECT_TEXT);
}

static struct work_lines
fact_lines(struct web *web, const struct work_dossier *d)
{
	const struct registration *g = &d->registration;
	struct lines l = { .n = 0 };
	add(&l, web, MSG_WORK_FACTS_VULNERABLE, grounds_text(web, g));
	add(&l, web, MSG_WORK_FACTS_MEASURES, g->measures);
	add_msg(&l, web, MSG_WORK_FACTS_OFFENCE, offence_message(g->offence));
	add_msg(&l, web, MSG_WORK_FACTS_RELATION, words_relation(g->relation));
	if (!date_is_none(g->date))
		add(&l, web, MSG_WORK_FACTS_DATE, date_text(g->date, web->lang, web->arena));
	add(&l, web, MSG_WORK_FACTS_PLACE, g->municipality);
	add(&l, web, MSG_WORK_FACTS_BIRTH, birth_text(web, g->birth));
	add_msg(&l, web, MSG_WORK_FACTS_LANGUAGE, g->lang == LANG_EN ? MSG_WORK_LANGUAGE_EN : MSG_WORK_LANGUAGE_NL);
	add(&l, web, MSG_WORK_FACTS_ADDRESS, address_text(web, &g->address));
	add_parent(&l, web, &g->parent);
	add_msg(&l, web, MSG_WORK_FACTS_SOURCE, words_source(d->head.source));
	add(&l, web, MSG_WORK_FACTS_RECEIVED, words_moment(web->lang, d->head.received, clock_wall(), web->arena));
	return keep(&l, web->arena);
}

static struct work_intakes
intake_views(struct web *web, const struct work_dossier *d)
{
	struct work_intake *v = ARENA_ARRAY(web->arena, struct work_intake, d->intakes.n);
	for (size_t i = 0; i < d->intakes.n; i++) {
		const struct intake_record *record = &d->intakes.v[i];
		struct intake_said_list said = intake_said(record, web->lang, web->arena);
		struct work_line *line = ARENA_ARRAY(web->arena, struct work_line, said.n);
		for (size_t k = 0; k < said.n; k++)
			line[k] = (struct work_line){ .label = said.v[k].question, .text = said.v[k].answer };
		v[i] = (struct work_intake){
			.title = record->guide->guide->title.in[web->lang],
			.made = words_moment(web->lang, record->made, clock_wall(), web->arena),
			.said = { line, said.n },
		};
	}
	return (struct work_intakes){ v, d->intakes.n };
}

static struct str
shared_text(struct web *web, int64_t published)
{
	return published == 0 ? STR_NONE : words_moment(web->lang, published, clock_wall(), web->arena);
}

static struct page_press
publish_press(struct web *web, const struct work_contact *c)
{
	if (c->report.n == 0 || c->published != 0)
		return (struct page_press){ .label = STR_NONE };
	struct str path = web_path(web, "/work/client/%.*s/contact/%.*s/publish", STR_ARG(web->param[0]),
	    STR_ARG(id_text(c->id, web->arena)));
	return web_press(web, MSG_WORK_REPORT_PUBLISH, path);
}

static struct work_contact_rows
contact_rows(struct web *web, const struct work_dossier *d)
{
	struct work_contact_row *v = ARENA_ARRAY(web->arena, struct work_contact_row, d->contacts.n);
	for (size_t i = 0; i < d->contacts.n; i++) {
		const struct work_contact *c = &d->contacts.v[i];
		v[i] = (struct work_contact_row){
			.when = words_moment(web->lang, c->made, clock_wall(), web->arena),
			.channel = web_text(web, words_channel(c->channel)),
			.result = web_text(web, words_result(c->result)),
			.outside = c->fit == CONTACT_FITS ? STR_NONE : web_text(web, words_fit(c->fit)),
			.reason = c->reason,
			.note = c->note,
			.report = c->report,
			.published = shared_text(web, c->published),
			.publish = publish_press(web, c),
		};
	}
	return (struct work_contact_rows){ v, d->contacts.n };
}

static struct work_todos
todo_views(struct web *web, const struct work_dossier *d)
{
	struct work_todo *v = ARENA_ARRAY(web->arena, struct work_todo, d->open.n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < d->open.n; i++)
		v[i] = (struct work_todo){
			.what = web_text(web, words_task(d->open.v[i].kind, d->head.decision)),
			.due = words_moment(web->lang, d->open.v[i].due, now, web->arena),
			.late = d->open.v[i].due < now,
		};
	return (struct work_todos){ v, d->open.n };
}

/* ---- an attempt ---- */

static const struct form_choice channels[] = {
	{ "phone", MSG_WORK_CHANNEL_PHONE },
	{ "mail", MSG_WORK_CHANNEL_MAIL },
	{ "letter", MSG_WORK_CHANNEL_LETTER },
	{ "visit", MSG_WORK_CHANNEL_VISIT },
	{ NULL, MSG_NONE },
};

static const struct form_choice results[] = {
	{ "reached", MSG_WORK_RESULT_REACHED },
	{ "not_reached", MSG_WORK_RESULT_NOT_REACHED },
	{ "no_voicemail", MSG_WORK_RESULT_NO_VOICEMAIL },
	{ "wrong_number", MSG_WORK_RESULT_WRONG_NUMBER },
	{ NULL, MSG_NONE },
};

static const struct form_choice outside_choices[] = {
	{ "yes", MSG_WORK_ATTEMPT_OUTSIDE_YES },
	{ NULL, MSG_NONE },
};

static const struct form_choice publish_choices[] = {
	{ "yes", MSG_WORK_REPORT_NOW },
	{ NULL, MSG_NONE },
};

/* The last two are asked only for a contact outside the wishes. */
static const struct form_field attempt_fields[] = {
	{ "channel", FORM_ONE, MSG_WORK_ATTEMPT_CHANNEL, MSG_NONE, 0, 0, NULL, channels },
	{ "result", FORM_ONE, MSG_WORK_ATTEMPT_RESULT, MSG_NONE, 0, 0, NULL, results },
	{ "day", FORM_DATE, MSG_WORK_ATTEMPT_DAY, MSG_WORK_ATTEMPT_DAY_HINT, FORM_OPTIONAL, 0, NULL, NULL },
	{ "hour", FORM_TEXT, MSG_WORK_ATTEMPT_HOUR, MSG_WORK_ATTEMPT_HOUR_HINT, FORM_OPTIONAL, 5, NULL, NULL },
	{ "note", FORM_LONG, MSG_WORK_ATTEMPT_NOTE, MSG_WORK_ATTEMPT_NOTE_HINT, FORM_OPTIONAL, 5000, NULL, NULL },
	{ "report", FORM_LONG, MSG_WORK_REPORT_LABEL, MSG_WORK_REPORT_HINT, FORM_OPTIONAL, 5000, NULL, NULL },
	{ "publish", FORM_MANY, MSG_WORK_REPORT_WHEN, MSG_NONE, FORM_OPTIONAL, 0, NULL, publish_choices },
	{ "outside", FORM_MANY, MSG_WORK_ATTEMPT_OUTSIDE, MSG_NONE, 0, 0, NULL, outside_choices },
	{ "reason", FORM_LONG, MSG_WORK_ATTEMPT_REASON, MSG_WORK_ATTEMPT_REASON_HINT, 0, 2000, NULL, NULL },
};
#define ALL_FIELDS (sizeof attempt_fields / sizeof attempt_fields[0])
#define FIELDS (ALL_FIELDS - 2)

/* ---- the page ---- */

static struct str
client_path(struct web *web, const char *page)
{
	return web_path(web, "/work/client/%.*s%s", STR_ARG(web->param[0]), page);
}

enum err
work_load(struct web *web, struct work_dossier *ret_dossier)
{
	struct id client;
	TRY(web_param_id(web, 0, &client));
	return work_dossier_load(web->core, web->r, client, web->grant, web->arena, ret_dossier);
}

static struct str
why_no_welcome(struct web *web, const struct work_dossier *d)
{
	enum msg why = words_decision(d->head.decision);
	return why == MSG_NONE ? STR_NONE : web_text(web, why);
}

enum err
work_dossier_page(struct web *web, const struct work_dossier *d, const struct work_forms *forms)
{
	struct form attempt;
	const struct form *f = forms->attempt;
	if (f == NULL) {
		form_init(&attempt, attempt_fields, FIELDS);
		f = &attempt;
	}
	struct work_dossier_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_DOSSIER_TITLE)),
		.back = web_url(web, "/work"),
		.number = d->head.number,
		.name = registration_full_name(&d->registration, web->arena),
		.no_welcome = why_no_welcome(web, d),
		.signs = words_signs(web->lang, d->profile.wish, d->head.decision, web->arena),
		.wishes = wish_lines(web, d),
		.facts = fact_lines(web, d),
		.intakes = intake_views(web, d),
		.contacts = contact_rows(web, d),
		.todos = todo_views(web, d),
		.form = form_view(f, web, client_path(web, "/attempt"), MSG_WORK_ATTEMPT_SUBMIT),
		.has_callback = work_has_open(d, WORK_CALLBACK),
		.callback_done = web_press(web, MSG_WORK_CALLBACK_DONE, client_path(web, "/callback-done")),
		.decide = url_path(client_path(web, "/welcome")),
		.has_letter = work_has_open(d, WORK_LETTER),
		.letter = url_path(client_path(web, "/letter")),
		.letter_sent = web_press(web, MSG_WORK_LETTER_SENT, client_path(web, "/letter-sent")),
	};
	TRY(private_shared_total(web->r, vault_key_client(d->key), web->actor.account, web->arena, &p.shared_count));
	if (p.shared_count > 0)
		p.shared = url_path(client_path(web, "/shared"));
	TRY(work_desk_fill(web, d, forms, &p));
	p.top.has_errors = p.form.errors + p.task_form.errors + p.assigned.form.errors > 0;
	work_dossier_html(web_html(web, p.top.has_errors ? 422 : 200), &p);
	return ERR_OK;
}

enum err
work_show_dossier(struct web *web)
{
	struct work_dossier d;
	TRY(work_load(web, &d));
	return work_dossier_page(web, &d, &(struct work_forms){ .attempt = NULL });
}

static enum err
read_attempt(struct web *web, size_t fields, struct form *f, struct work_attempt *ret_attempt)
{
	struct work_attempt t = { 0 };
	TRY(form_read(f, attempt_fields, fields, web));
	t.channel = contact_channel_parse(form_value(f, "channel"));
	t.result = work_result_parse(form_value(f, "result"));
	t.note = form_value(f, "note");
	t.report = form_value(f, "report");
	t.publish = form_has(f, "publish", "yes");
	if (work_moment(form_date(f, "day"), form_value(f, "hour"), clock_wall(), &t.made) != ERR_OK) {
		form_fail(f, "hour", MSG_WORK_ATTEMPT_HOUR_WRONG);
		return ERR_INVALID;
	}
	*ret_attempt = t;
	return ERR_OK;
}

/* Outside the wishes: said clearly, and taken only with a yes and a reason. */
static enum err
read_outside(struct web *web, enum contact_fit fit, struct form *f, struct work_attempt *t)
{
	bool asked = web_field(web, "reason").p != NULL;
	enum err e = read_attempt(web, ALL_FIELDS, f, t);
	if (form_value(f, "outside").n == 0) {
		form_fail(f, "outside", words_warning(fit));
		e = ERR_INVALID;
	}
	if (!asked)
		form_fail(f, "reason", MSG_NONE);
	if (e == ERR_OK)
		t->reason = form_value(f, "reason");
	return e;
}

/* A form that comes back shows the dossier, so its access record must stay:
 * the answer is given with ERR_OK, and nothing else was written. */
enum err
work_take_attempt(struct web *web)
{
	struct work_dossier d;
	struct work_attempt t;
	struct form f;
	TRY(work_load(web, &d));
	if (read_attempt(web, FIELDS, &f, &t) != ERR_OK)
		return work_dossier_page(web, &d, &(struct work_forms){ .attempt = &f });
	enum contact_fit fit = contact_fits(&d.profile, t.channel, t.made);
	if (fit != CONTACT_FITS && read_outside(web, fit, &f, &t) != ERR_OK)
		return work_dossier_page(web, &d, &(struct work_forms){ .attempt = &f });
	TRY(work_attempt_note(web->core, web->w, &d, web->actor.id, &t, web->arena));
	return web_redirect(web, "/work/client/%.*s", STR_ARG(web->param[0]));
}

/* ---- what is sent ---- */

static const struct form_choice send_choices[] = {
	{ "mail", MSG_WORK_SEND_MAIL },
	{ "letter", MSG_WORK_SEND_LETTER },
	{ "nothing", MSG_WORK_SEND_NOTHING },
	{ NULL, MSG_NONE },
};

static const struct form_field decide_fields[] = {
	{ "send", FORM_ONE, MSG_WORK_DECIDE_SEND, MSG_WORK_DECIDE_SEND_HINT, 0, 0, NULL, send_choices },
};

static enum err
decide_page(struct web *web, const struct work_dossier *d, const struct form *f)
{
	struct work_decide_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_DECIDE_TITLE)),
		.back = url_path(client_path(web, "")),
		.number = d->head.number,
		.no_welcome = why_no_welcome(web, d),
		.signs = words_signs(web->lang, d->profile.wish, d->head.decision, web->arena),
		.wishes = wish_lines(web, d),
		.form = form_view(f, web, client_path(web, "/welcome"), MSG_WORK_DECIDE_SUBMIT),
	};
	p.top.has_errors = form_failed(f);
	work_decide_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

enum err
work_show_decide(struct web *web)
{
	struct work_dossier d;
	struct form f;
	TRY(work_load(web, &d));
	form_init(&f, decide_fields, 1);
	return decide_page(web, &d, &f);
}

enum err
work_take_decide(struct web *web)
{
	struct work_dossier d;
	struct form f;
	TRY(work_load(web, &d));
	if (form_read(&f, decide_fields, 1, web) != ERR_OK)
		return decide_page(web, &d, &f);
	struct str chosen = form_value(&f, "send");
	enum work_send what = str_eq_z(chosen, "mail") ? SEND_MAIL
		: str_eq_z(chosen, "letter")           ? SEND_LETTER
						       : SEND_NOTHING;
	enum err e = work_send(web->core, web->w, &d, web->actor.id, what, web->arena);
	if (e == ERR_FORBIDDEN || e == ERR_NOT_FOUND) {
		form_fail(&f, "send", e == ERR_FORBIDDEN ? MSG_WORK_SEND_REFUSED : MSG_WORK_SEND_NO_ADDRESS);
		return decide_page(web, &d, &f);
	}
	TRY(e);
	return web_redirect(web, "/work/client/%.*s", STR_ARG(web->param[0]));
}

/* ---- a call that was asked for ---- */

enum err
work_take_callback(struct web *web)
{
	struct work_dossier d;
	TRY(work_load(web, &d));
	TRY(work_callback_done(web->core, web->w, &d, web->actor.id, web->arena));
	return web_redirect(web, "/work/client/%.*s", STR_ARG(web->param[0]));
}
