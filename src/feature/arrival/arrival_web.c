/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "arrival.h"
#include "arrival_form.html.h"
#include "arrival_thanks.html.h"
#include "arrival_view.h"
#include "contact_form.h"
#include "measure.h"
#include "web.h"

#include "banned.h"

/* ---- the two forms, which differ in how contact is made ---- */

/* The first list of offences; the others fit under the last. */
static const struct form_choice offence_choices[] = {
	{ "burglary", MSG_OFFENCE_BURGLARY }, { "fraud", MSG_OFFENCE_FRAUD }, { "violence", MSG_OFFENCE_VIOLENCE },
	{ "threat", MSG_OFFENCE_THREAT }, { "robbery", MSG_OFFENCE_ROBBERY }, { "stalking", MSG_OFFENCE_STALKING },
	{ "sexual_abuse", MSG_OFFENCE_SEXUAL_ABUSE }, { "traffic_accident", MSG_OFFENCE_TRAFFIC_ACCIDENT },
	{ "suicide", MSG_OFFENCE_SUICIDE }, { "general", MSG_ARRIVAL_RATHER_NOT_SAY }, { NULL, MSG_NONE },
};

static const struct form_choice wish_choices[] = {
	{ "call", MSG_ARRIVAL_WISH_CALL }, { "mail", MSG_ARRIVAL_WISH_MAIL }, { NULL, MSG_NONE },
};

static const struct form_field callback_fields[] = {
	{ "name", FORM_TEXT, MSG_ARRIVAL_NAME, MSG_ARRIVAL_NAME_HINT, 0, 100, "name", NULL },
	{ "phone", FORM_PHONE, MSG_WISH_PHONE, MSG_WISH_PHONE_HINT, 0, 30, "tel", NULL },
	{ "hours", FORM_MANY, MSG_WISH_HOURS, MSG_WISH_HOURS_HINT, FORM_OPTIONAL, 0, NULL, contact_hour_choices },
	{ "care", FORM_MANY, MSG_WISH_CARE, MSG_NONE, FORM_OPTIONAL, 0, NULL, contact_care_choices },
	{ "offence", FORM_ONE, MSG_ARRIVAL_OFFENCE, MSG_NONE, FORM_OPTIONAL, 0, NULL, offence_choices },
	{ "remarks", FORM_LONG, MSG_WISH_REMARKS, MSG_WISH_REMARKS_HINT, FORM_OPTIONAL, 500, NULL, NULL },
};

static const struct form_field register_fields[] = {
	{ "name", FORM_TEXT, MSG_ARRIVAL_NAME, MSG_ARRIVAL_NAME_HINT, 0, 100, "name", NULL },
	{ "offence", FORM_ONE, MSG_ARRIVAL_OFFENCE, MSG_NONE, FORM_OPTIONAL, 0, NULL, offence_choices },
	{ "wish", FORM_ONE, MSG_ARRIVAL_WISH, MSG_NONE, 0, 0, NULL, wish_choices },
	{ "phone", FORM_PHONE, MSG_WISH_PHONE, MSG_WISH_PHONE_HINT, FORM_OPTIONAL, 30, "tel", NULL },
	{ "hours", FORM_MANY, MSG_WISH_HOURS, MSG_WISH_HOURS_HINT, FORM_OPTIONAL, 0, NULL, contact_hour_choices },
	{ "email", FORM_EMAIL, MSG_WISH_EMAIL, MSG_WISH_EMAIL_HINT, FORM_OPTIONAL, 200, "email", NULL },
	{ "birth", FORM_DATE, MSG_ARRIVAL_BIRTH, MSG_ARRIVAL_BIRTH_HINT, FORM_OPTIONAL, 0, NULL, NULL },
	{ "care", FORM_MANY, MSG_WISH_CARE, MSG_NONE, FORM_OPTIONAL, 0, NULL, contact_care_choices },
	{ "remarks", FORM_LONG, MSG_WISH_REMARKS, MSG_WISH_REMARKS_HINT, FORM_OPTIONAL, 500, NULL, NULL },
};

#define COUNT(FIELDS) (sizeof(FIELDS) / sizeof(FIELDS)[0])

/* ---- showing ---- */

/* The guide that was answered in this browser, as far as it went. */
static struct intake_draft *
finished_draft(struct web *web)
{
	struct intake_draft *d = ARENA_NEW(web->arena, struct intake_draft);
	enum err e = intake_load(web->core, web->r, web_cookie(web, INTAKE_COOKIE), web->arena, d);
	return e == ERR_OK && d->answers.n > 0 && id_is_none(d->client) ? d : NULL;
}

static void
page(struct web *web, const struct form *f, bool callback)
{
	struct arrival_page p = {
		.top = web_page(web, web_text(web, callback ? MSG_ARRIVAL_CALLBACK_TITLE : MSG_ARRIVAL_REGISTER_TITLE)),
		.form = form_view(f, web, web_path(web, callback ? "/callback" : "/register"),
		    callback ? MSG_ARRIVAL_CALLBACK_SEND : MSG_ARRIVAL_REGISTER_SEND),
		.callback = callback,
		.has_answers = finished_draft(web) != NULL,
		.other = web_url(web, callback ? "/register" : "/callback"),
		.privacy = web_url(web, "/privacy"),
	};
	struct str via =
		measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host);
	form_view_hide(&p.form, STR("via"), f->sent ? web_field(web, "via") : via, web->arena);
	p.top.has_errors = form_failed(f);
	arrival_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

/* Whoever came with a link or letter is known already: they say what they
 * want there, and are not registered a second time. */
static bool
is_known(const struct web *web)
{
	return web->actor.kind == ACTOR_CLIENT;
}

static enum err
show_callback(struct web *web)
{
	struct form f;
	if (is_known(web))
		return web_redirect(web, "/welcome/contact?wish=call");
	form_init(&f, callback_fields, COUNT(callback_fields));
	page(web, &f, true);
	return ERR_OK;
}

static enum err
show_register(struct web *web)
{
	struct form f;
	if (is_known(web))
		return web_redirect(web, "/welcome/contact");
	form_init(&f, register_fields, COUNT(register_fields));
	page(web, &f, false);
	return ERR_OK;
}

/* ---- receiving ---- */

static struct contact_profile
wishes_of(const struct form *f, enum contact_wish wish)
{
	struct contact_profile p = contact_form_read(f);
	p.wish = wish;
	return p;
}

/* What somebody says of themselves; the rest is asked by a person. */
static struct registration
who_of(const struct web *web, const struct form *f)
{
	struct str offence = form_value(f, "offence");
	return (struct registration){
		.offence = offence.n == 0 ? OFFENCE_GENERAL : offence_parse(offence),
		.relation = RELATION_INVOLVED,
		.lang = web->lang,
		.surname = form_value(f, "name"),
		.phone = form_value(f, "phone"),
		.agreed = true,
	};
}

static enum err
receive(struct web *web, const struct arrival *n, bool callback)
{
	struct registration_receipt receipt;
	TRY(arrival_receive(web->core, web->w, n, web->arena, &receipt));
	return web_redirect(web, "/%s/sent", callback ? "callback" : "register");
}

static enum err
send_callback(struct web *web)
{
	struct form f;
	if (form_read(&f, callback_fields, COUNT(callback_fields), web) != ERR_OK) {
		page(web, &f, true);
		return ERR_INVALID;
	}
	struct arrival n = {
		.who = who_of(web, &f),
		.wishes = wishes_of(&f, CONTACT_CALL),
		.draft = finished_draft(web),
		.source = measure_source(web_field(web, "via"), STR_NONE, STR_NONE),
	};
	return receive(web, &n, true);
}

static enum err
send_register(struct web *web)
{
	struct form f;
	enum err e = form_read(&f, register_fields, COUNT(register_fields), web);
	bool call = str_eq_z(form_value(&f, "wish"), "call");
	if (e == ERR_OK && call && form_value(&f, "phone").n == 0)
		form_fail(&f, "phone", MSG_WISH_PHONE_MISSING);
	if (e == ERR_OK && !call && form_value(&f, "email").n == 0)
		form_fail(&f, "email", MSG_WISH_EMAIL_MISSING);
	if (form_failed(&f)) {
		page(web, &f, false);
		return ERR_INVALID;
	}
	struct arrival n = {
		.who = who_of(web, &f),
		.wishes = wishes_of(&f, call ? CONTACT_CALL : CONTACT_MAIL),
		.draft = finished_draft(web),
		.source = measure_source(web_field(web, "via"), STR_NONE, STR_NONE),
	};
	n.who.email = n.wishes.email = form_value(&f, "email");
	n.who.birth = form_date(&f, "birth");
	return receive(web, &n, false);
}

static enum err
thanks(struct web *web, bool callback)
{
	struct arrival_thanks_page p = {
		.top = web_page(web, web_text(web, callback ? MSG_ARRIVAL_CALLBACK_SENT : MSG_ARRIVAL_REGISTER_SENT)),
		.home = web_url(web, "/"),
		.callback = callback,
	};
	arrival_thanks_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
callback_sent(struct web *web)
{
	return thanks(web, true);
}

static enum err
register_sent(struct web *web)
{
	return thanks(web, false);
}

const struct route arrival_routes[] = {
	{ HTTP_GET, "/callback", READ, show_callback, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/callback", WRITE, send_callback, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/callback/sent", READ, callback_sent, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/register", READ, show_register, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/register", WRITE, send_register, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/register/sent", READ, register_sent, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t arrival_route_count = sizeof arrival_routes / sizeof arrival_routes[0];
