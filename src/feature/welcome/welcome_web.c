/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "clock.h"
#include "code_form.html.h"
#include "contact_form.h"
#include "intake.h"
#include "proof.html.h"
#include "registration.h"
#include "say.h"
#include "session.h"
#include "welcome.h"
#include "welcome_ended.html.h"
#include "welcome_show.html.h"
#include "welcome_view.h"
#include "wishes.html.h"

#include "banned.h"

/* ---- the proof ---- */

static const struct form_field proof_fields[] = {
	{ "birth", FORM_DATE, MSG_PROOF_BIRTH, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "postcode", FORM_POSTCODE, MSG_PROOF_POSTCODE, MSG_NONE, FORM_OPTIONAL, 10, NULL, NULL },
};
#define PROOF_FIELDS (sizeof proof_fields / sizeof proof_fields[0])

/* The same page whether the link exists or not, and whose it is. */
static void
proof_page(struct web *web, const struct form *f, struct str action, struct str code)
{
	struct proof_page p = {
		.top = web_page(web, web_text(web, MSG_PROOF_TITLE)),
		.form = form_view(f, web, action, MSG_PROOF_OPEN),
	};
	p.top.has_errors = form_failed(f);
	if (code.p != NULL)
		form_view_hide(&p.form, STR("code"), code, web->arena);
	proof_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

static struct welcome_proof
proof_of(const struct form *f)
{
	return (struct welcome_proof){ .birth = form_date(f, "birth"), .postcode = form_value(f, "postcode") };
}

/* What to say of a link or code that did not open. */
static enum msg
refusal(enum err e)
{
	return e == ERR_LIMIT ? MSG_PROOF_CLOSED : e == ERR_FORBIDDEN ? MSG_PROOF_WRONG : MSG_PROOF_UNKNOWN;
}

static bool
is_refusal(enum err e)
{
	return e == ERR_LIMIT || e == ERR_FORBIDDEN || e == ERR_NOT_FOUND;
}

/* Reads and checks the proof. ERR_INVALID: the page with what to change was
 * made; ERR_FORBIDDEN: likewise, and a try was counted. */
static enum err
open_with_proof(struct web *web, enum code_kind kind, struct str secret, struct str action, struct str code,
    struct welcome_opened *ret_opened)
{
	struct form f;
	enum err e = form_read(&f, proof_fields, PROOF_FIELDS, web);
	struct welcome_proof proof = proof_of(&f);
	if (e == ERR_OK && date_is_none(proof.birth) && proof.postcode.n == 0) {
		form_fail(&f, "birth", MSG_PROOF_NONE);
		e = ERR_INVALID;
	}
	if (e == ERR_OK) {
		e = welcome_open(web->core, web->w, kind, secret, &proof, web->arena, ret_opened);
		if (is_refusal(e))
			form_fail(&f, "birth", refusal(e));
		if (e == ERR_NOT_FOUND || e == ERR_LIMIT)
			e = ERR_FORBIDDEN;
	}
	if (e == ERR_INVALID || e == ERR_FORBIDDEN)
		proof_page(web, &f, action, code);
	return e;
}

/* ---- the link in the mail ---- */

static enum err
show_link(struct web *web)
{
	struct form f;
	form_init(&f, proof_fields, PROOF_FIELDS);
	proof_page(web, &f, web_path(web, "/welcome/%.*s", STR_ARG(web->param[0])), STR_NONE);
	return ERR_OK;
}

static enum err
open_link(struct web *web)
{
	struct welcome_opened opened;
	struct str action = web_path(web, "/welcome/%.*s", STR_ARG(web->param[0]));
	enum err e = open_with_proof(web, CODE_WELCOME, web->param[0], action, STR_NONE, &opened);
	if (e == ERR_FORBIDDEN)
		return ERR_OK; /* the page says so, and the try stays counted */
	TRY(e);
	web_set_cookie(web, VISIT_COOKIE, opened.token, 0);
	return web_redirect(web, "/welcome");
}

/* ---- behind it ---- */

static enum msg
wish_message(enum contact_wish w)
{
	static const enum msg messages[CONTACT_WISH_COUNT] = {
		[CONTACT_UNASKED] = MSG_WISH_UNASKED,
		[CONTACT_CALL] = MSG_WISH_CALL,
		[CONTACT_MAIL] = MSG_WISH_MAIL,
		[CONTACT_ONLINE] = MSG_WISH_ONLINE,
		[CONTACT_NOT_NOW] = MSG_WISH_NOT_NOW,
		[CONTACT_NEVER] = MSG_WISH_NEVER,
	};
	return messages[w];
}

/* The written-out intake that fits the offence. */
static const char *
intake_for(enum offence o)
{
	switch ((int)o) {
	case OFFENCE_BURGLARY:
		return "burglary";
	case OFFENCE_FRAUD:
	case OFFENCE_IDENTITY_THEFT:
	case OFFENCE_HACKING:
	case OFFENCE_PHISHING:
	case OFFENCE_PURCHASE_FRAUD:
	case OFFENCE_SKIMMING:
		return "fraud";
	default:
		return "general";
	}
}

struct opened {
	const struct vault_key *key;
	struct registration registration;
	struct contact_profile profile;
};

static enum err
open_visit(struct web *web, struct opened *ret_opened)
{
	struct core *core = web->core;
	TRY(vault_open(core->vault, web->r, web->actor.client, web->grant, web->arena, &ret_opened->key));
	TRY(registration_load(web->r, ret_opened->key, web->actor.target, web->arena, &ret_opened->registration));
	return contact_profile_load(web->r, ret_opened->key, web->arena, &ret_opened->profile);
}

static enum err
show_welcome(struct web *web)
{
	struct opened o;
	/* a client who signed in has their own place */
	if (!id_is_none(web->actor.account))
		return web_redirect(web, "%s", role_home(web->actor.role));
	TRY(open_visit(web, &o));
	enum err has = account_client_has(web->r, web->actor.client, web->arena);
	const struct registration *g = &o.registration;
	struct welcome_page p = {
		.top = web_page(web, web_text(web, MSG_WELCOME_TITLE)),
		.name = g->given,
		.offence = web_text(web, offence_message(g->offence)),
		.day = date_is_none(g->date) ? STR_NONE : date_text(g->date, web->lang, web->arena),
		.municipality = g->municipality,
		.wish = web_text(web, wish_message(o.profile.wish)),
		.asked = o.profile.wish != CONTACT_UNASKED,
		.account = has == ERR_NOT_FOUND ? web_url(web, "/account/new") : (struct url){ STR_NONE },
		.wishes = web_url(web, "/welcome/contact"),
		.questions = web_url(web, "/guide/welcome"),
		.intake = web_url(web, "/guide/%s", intake_for(g->offence)),
		.hours = web_url(web, "/contact-hours"),
		.privacy = web_url(web, "/privacy"),
		.finish = web_url(web, "/welcome/end"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	welcome_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- how and when to be contacted ---- */

static const struct form_choice wish_choices[] = {
	{ "call", MSG_WISH_CALL }, { "mail", MSG_WISH_MAIL }, { "online", MSG_WISH_ONLINE },
	{ "not_now", MSG_WISH_NOT_NOW }, { "never", MSG_WISH_NEVER }, { NULL, MSG_NONE },
};

static const struct form_field wish_fields[] = {
	{ "wish", FORM_ONE, MSG_WISH_LABEL, MSG_NONE, 0, 0, NULL, wish_choices },
	{ "phone", FORM_PHONE, MSG_WISH_PHONE, MSG_WISH_PHONE_HINT, FORM_OPTIONAL, 30, "tel", NULL },
	{ "hours", FORM_MANY, MSG_WISH_HOURS, MSG_WISH_HOURS_HINT, FORM_OPTIONAL, 0, NULL, contact_hour_choices },
	{ "email", FORM_EMAIL, MSG_WISH_EMAIL, MSG_WISH_EMAIL_HINT, FORM_OPTIONAL, 200, "email", NULL },
	{ "care", FORM_MANY, MSG_WISH_CARE, MSG_NONE, FORM_OPTIONAL, 0, NULL, contact_care_choices },
	{ "remarks", FORM_LONG, MSG_WISH_REMARKS, MSG_WISH_REMARKS_HINT, FORM_OPTIONAL, 500, NULL, NULL },
};
#define WISH_FIELDS (sizeof wish_fields / sizeof wish_fields[0])

static void
wishes_page(struct web *web, const struct form *f)
{
	struct wishes_page p = {
		.top = web_page(web, web_text(web, MSG_WISHES_TITLE)),
		.form = form_view(f, web, web_path(web, "/welcome/contact"), MSG_WISHES_SAVE),
		.back = web_url(web, "/welcome"),
	};
	p.top.has_errors = form_failed(f);
	wishes_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

/* Who has a place of their own changes numbers and addresses there, where it is
 * asked once more who they are. */
static enum err
own_wishes(struct web *web)
{
	return web_redirect(web, "/mijn/contact/change%s", web_query(web, "wish").n > 0 ? "?wish=call" : "");
}

static enum err
show_wishes(struct web *web)
{
	struct opened o;
	struct form f;
	if (!id_is_none(web->actor.account))
		return own_wishes(web);
	TRY(open_visit(web, &o));
	const struct contact_profile *p = &o.profile;
	form_init(&f, wish_fields, WISH_FIELDS);
	if (p->wish != CONTACT_UNASKED)
		form_set(&f, "wish", str_from_z(contact_wish_name(p->wish)));
	if (str_eq_z(web_query(web, "wish"), "call"))
		form_set(&f, "wish", STR("call"));
	form_set(&f, "phone", p->phone.p != NULL ? p->phone : o.registration.phone);
	form_set(&f, "email", p->email.p != NULL ? p->email : o.registration.email);
	form_set(&f, "remarks", p->wish == CONTACT_UNASKED ? STR_NONE : p->remarks);
	contact_form_tick(&f, p);
	wishes_page(web, &f);
	return ERR_OK;
}

static struct contact_profile
profile_of(const struct form *f)
{
	struct contact_profile p = contact_form_read(f);
	p.wish = contact_wish_parse(form_value(f, "wish"));
	p.email = form_value(f, "email");
	return p;
}

static enum err
save_wishes(struct web *web)
{
	struct opened o;
	struct form f;
	if (!id_is_none(web->actor.account))
		return own_wishes(web);
	enum err e = form_read(&f, wish_fields, WISH_FIELDS, web);
	struct contact_profile p = profile_of(&f);
	if (e == ERR_OK && p.wish == CONTACT_CALL && p.phone.n == 0)
		form_fail(&f, "phone", MSG_WISH_PHONE_MISSING);
	if (e == ERR_OK && p.wish == CONTACT_MAIL && p.email.n == 0)
		form_fail(&f, "email", MSG_WISH_EMAIL_MISSING);
	if (form_failed(&f)) {
		wishes_page(web, &f);
		return ERR_INVALID;
	}
	TRY(open_visit(web, &o));
	TRY(welcome_choose(web->core, web->w, o.key, web->actor.target, &p, web->arena));
	return web_redirect(web, "/welcome");
}

/* ---- the end of a visit ---- */

static enum err
end_visit(struct web *web)
{
	struct intake_draft d;
	TRY(visit_end(web->w, web_cookie(web, VISIT_COOKIE)));
	web_set_cookie(web, VISIT_COOKIE, STR(""), -1);
	/* Whoever sits here next must not find what this person answered. */
	enum err e = intake_load(web->core, web->r, web_cookie(web, INTAKE_COOKIE), web->arena, &d);
	if (e == ERR_OK && id_eq(d.client, web->actor.client))
		web_set_cookie(web, INTAKE_COOKIE, STR(""), -1);
	return web_redirect(web, "/welcome/ended");
}

static enum err
show_ended(struct web *web)
{
	struct welcome_ended_page p = { .top = web_page(web, web_text(web, MSG_WELCOME_ENDED_TITLE)) };
	welcome_ended_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- codes from paper ---- */

static const struct form_field code_fields[] = {
	{ "code", FORM_CODE, MSG_CODE_LABEL, MSG_CODE_HINT, 0, 40, NULL, NULL },
};

static void
code_page(struct web *web, const struct form *f)
{
	struct code_page p = {
		.top = web_page(web, web_text(web, MSG_CODE_TITLE)),
		.form = form_view(f, web, web_path(web, "/code"), MSG_CODE_OPEN),
	};
	p.top.has_errors = form_failed(f);
	code_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

static enum err
show_code(struct web *web)
{
	struct form f;
	form_init(&f, code_fields, 1);
	code_page(web, &f);
	return ERR_OK;
}

/* A resume code goes straight on; any other code of the right shape is asked
 * for the proof, so that this page does not tell which letters exist. */
static enum err
take_code(struct web *web)
{
	struct form f, empty;
	struct str secret, token;
	struct intake_draft d;
	enum err e = form_read(&f, code_fields, 1, web);
	if (e == ERR_OK && code_normal(form_value(&f, "code"), web->arena, &secret) != ERR_OK) {
		form_fail(&f, "code", MSG_CODE_WRONG);
		e = ERR_INVALID;
	}
	if (e != ERR_OK) {
		code_page(web, &f);
		return ERR_INVALID;
	}
	e = intake_resume(web->core, web->r, secret, web->arena, &token);
	if (e == ERR_OK && intake_load(web->core, web->r, token, web->arena, &d) == ERR_OK) {
		web_set_cookie(web, INTAKE_COOKIE, token, INTAKE_LIFE / CLOCK_SECOND);
		return web_redirect(web, "/guide/%.*s/check", STR_ARG(d.guide->guide->name));
	}
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	form_init(&empty, proof_fields, PROOF_FIELDS);
	proof_page(web, &empty, web_path(web, "/code/open"), secret);
	return ERR_OK;
}

/* A letter opens the intake that fits, tied to the dossier. */
static enum err
open_letter(struct web *web)
{
	struct str secret, token;
	struct welcome_opened opened;
	struct intake_start s = { .source = STR("letter") };
	const struct intake_guide *g;
	if (code_normal(web_field(web, "code"), web->arena, &secret) != ERR_OK)
		return web_redirect(web, "/code");
	enum err e = open_with_proof(web, CODE_LETTER, secret, web_path(web, "/code/open"), secret, &opened);
	if (e == ERR_FORBIDDEN)
		return ERR_OK;
	TRY(e);
	struct welcome_letter letter;
	TRY(welcome_letter_of(web->core, web->w, &opened, web->arena, &letter));
	struct str guide = str_from_z(intake_for(letter.offence));
	TRY(intake_guide_live(web->core, web->r, guide, &s.version, &g));
	s.client = opened.client;
	s.registration = opened.registration;
	TRY(intake_begin(web->w, &s, web->arena, &token));
	web_set_cookie(web, VISIT_COOKIE, opened.token, 0);
	web_set_cookie(web, INTAKE_COOKIE, token, INTAKE_LIFE / CLOCK_SECOND);
	const struct guide_step *first = guide_next(g->guide, NULL, &(struct guide_answers){ NULL, 0 });
	return web_redirect(web, "/guide/%.*s/step/%.*s", STR_ARG(guide), STR_ARG(first->name));
}

const struct route welcome_routes[] = {
	{ HTTP_GET, "/welcome", READ, show_welcome, PERM_WELCOME, ROUTE_RECORD, "welcome", "welcome" },
	{ HTTP_GET, "/welcome/contact", READ, show_wishes, PERM_WELCOME, ROUTE_RECORD, "welcome", "welcome" },
	{ HTTP_POST, "/welcome/contact", WRITE, save_wishes, PERM_WELCOME, ROUTE_RECORD, "welcome", "welcome" },
	{ HTTP_GET, "/welcome/stay", READ, web_nothing, PERM_WELCOME, 0, NULL, NULL },
	{ HTTP_POST, "/welcome/end", WRITE, end_visit, PERM_WELCOME, 0, NULL, NULL },
	{ HTTP_GET, "/welcome/ended", READ, show_ended, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/welcome/:token", READ, show_link, PERM_PUBLIC, ROUTE_TOKEN, NULL, NULL },
	{ HTTP_POST, "/welcome/:token", WRITE, open_link, PERM_PUBLIC, ROUTE_TOKEN | ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/code", READ, show_code, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/code", WRITE, take_code, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_POST, "/code/open", WRITE, open_letter, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
};
const size_t welcome_route_count = sizeof welcome_routes / sizeof welcome_routes[0];
