/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* How somebody wants to be contacted. Numbers and addresses are shown in full
 * only behind a fresh sign-in: who holds the device may not read them. */
#include "contact_form.h"
#include "mijn_contact.html.h"
#include "mijn_form.html.h"
#include "mijn_internal.h"
#include "welcome.h"

#include "banned.h"

static const enum msg wish_labels[CONTACT_WISH_COUNT] = {
	MSG_WISH_UNASKED, MSG_WISH_CALL, MSG_WISH_MAIL, MSG_WISH_ONLINE, MSG_WISH_NOT_NOW, MSG_WISH_NEVER,
};

/* "•••• 78": enough to know which it is. */
static struct str
hidden_phone(struct str phone, struct arena *a)
{
	size_t shown = phone.n < 6 ? 0 : 2;
	return str_printf(a, "\u2022\u2022\u2022\u2022 %.*s", STR_ARG(str_cut(phone, phone.n - shown, shown)));
}

/* "n••••@…": the rest says too much. */
static struct str
hidden_email(struct str email, struct arena *a)
{
	ptrdiff_t at = str_find_char(email, '@');
	struct str first = str_cut(email, 0, at > 1 && (unsigned char)email.p[0] < 0x80 ? 1 : 0);
	return str_printf(a, "%.*s\u2022\u2022\u2022\u2022@\u2026", STR_ARG(first));
}

struct lines {
	struct web *web;
	struct mijn_line v[8];
	size_t n;
};

static void
add(struct lines *l, enum msg label, struct str text)
{
	if (text.n > 0)
		l->v[l->n++] = (struct mijn_line){ web_text(l->web, label), text };
}

static struct str
hours_words(struct web *web, unsigned hours)
{
	static const enum msg words[] = { MSG_HOURS_MORNING, MSG_HOURS_AFTERNOON, MSG_HOURS_EVENING };
	struct buf b;
	buf_init(&b, 1000, web->arena);
	for (size_t i = 0; i < 3; i++)
		if (hours & (1u << i)) {
			buf_z(&b, buf_view(&b).n > 0 ? ", " : "");
			buf_str(&b, web_text(web, words[i]));
		}
	return hours == 0 ? web_text(web, MSG_MIJN_HOURS_ANY) : buf_view(&b);
}

static struct mijn_lines
profile_lines(struct web *web, const struct contact_profile *p)
{
	struct lines *l = ARENA_NEW(web->arena, struct lines);
	l->web = web;
	if (p->phone.n > 0)
		add(l, MSG_MIJN_CONTACT_PHONE, hidden_phone(p->phone, web->arena));
	if (p->email.n > 0)
		add(l, MSG_MIJN_CONTACT_EMAIL, hidden_email(p->email, web->arena));
	if (p->wish == CONTACT_CALL)
		add(l, MSG_MIJN_CONTACT_HOURS, hours_words(web, p->hours));
	if (p->no_voicemail)
		add(l, MSG_MIJN_CONTACT_VOICEMAIL, web_text(web, MSG_CARE_NO_VOICEMAIL));
	if (p->no_post)
		add(l, MSG_MIJN_CONTACT_POST, web_text(web, MSG_CARE_NO_POST));
	return (struct mijn_lines){ l->v, l->n };
}

static enum err
load_profile(struct web *web, const struct vault_key **ret_key, struct contact_profile *ret_profile)
{
	TRY(mijn_open(web, ret_key));
	return contact_profile_load(web->r, *ret_key, web->arena, ret_profile);
}

enum err
mijn_show_contact(struct web *web)
{
	const struct vault_key *key;
	struct contact_profile profile;
	TRY(load_profile(web, &key, &profile));
	struct mijn_contact_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_CONTACT_TITLE)),
		.saved = web_query(web, "saved").n > 0,
		.wish = web_text(web, wish_labels[profile.wish]),
		.means = web_text(web, mijn_wish_words(profile.wish)),
		.lines = profile_lines(web, &profile),
		.back = web_url(web, "/mijn"),
		.change = web_url(web, "/mijn/contact/change"),
	};
	mijn_contact_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- the form ---- */

static const struct form_choice wish_choices[] = {
	{ "call", MSG_WISH_CALL }, { "mail", MSG_WISH_MAIL }, { "online", MSG_WISH_ONLINE },
	{ "not_now", MSG_WISH_NOT_NOW }, { "never", MSG_WISH_NEVER }, { NULL, MSG_NONE },
};

static const struct form_field fields[] = {
	{ "wish", FORM_ONE, MSG_WISH_LABEL, MSG_NONE, 0, 0, NULL, wish_choices },
	{ "phone", FORM_PHONE, MSG_WISH_PHONE, MSG_WISH_PHONE_HINT, FORM_OPTIONAL, 30, NULL, NULL },
	{ "hours", FORM_MANY, MSG_WISH_HOURS, MSG_WISH_HOURS_HINT, FORM_OPTIONAL, 0, NULL, contact_hour_choices },
	{ "email", FORM_EMAIL, MSG_WISH_EMAIL, MSG_WISH_EMAIL_HINT, FORM_OPTIONAL, 200, NULL, NULL },
	{ "care", FORM_MANY, MSG_WISH_CARE, MSG_NONE, FORM_OPTIONAL, 0, NULL, contact_care_choices },
	{ "remarks", FORM_LONG, MSG_WISH_REMARKS, MSG_WISH_REMARKS_HINT, FORM_OPTIONAL, 500, NULL, NULL },
};
#define FIELDS (sizeof fields / sizeof fields[0])

static void
change_page(struct web *web, const struct form *f)
{
	struct mijn_form_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_CONTACT_TITLE)),
		.lead = web_text(web, MSG_MIJN_CONTACT_LEAD),
		.form = form_view(f, web, web_path(web, "/mijn/contact/change"), MSG_WISHES_SAVE),
		.back = web_url(web, "/mijn/contact"),
		.back_label = web_text(web, MSG_MIJN_BACK),
	};
	p.top.has_errors = form_failed(f);
	mijn_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

/* What was never chosen begins with what the registration says. */
static enum err
fill_from_registration(struct web *web, const struct vault_key *key, struct contact_profile *p)
{
	struct registration_head head;
	struct registration g;
	enum err e = registration_of_client(web->r, web->actor.client, web->arena, &head);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	TRY(registration_load(web->r, key, head.id, web->arena, &g));
	if (p->phone.p == NULL)
		p->phone = g.phone;
	if (p->email.p == NULL)
		p->email = g.email;
	return ERR_OK;
}

enum err
mijn_show_change(struct web *web)
{
	const struct vault_key *key;
	struct contact_profile p;
	struct form f;
	TRY(load_profile(web, &key, &p));
	TRY(fill_from_registration(web, key, &p));
	form_init(&f, fields, FIELDS);
	if (p.wish != CONTACT_UNASKED)
		form_set(&f, "wish", str_from_z(contact_wish_name(p.wish)));
	if (str_eq_z(web_query(web, "wish"), "call"))
		form_set(&f, "wish", STR("call"));
	form_set(&f, "phone", p.phone);
	form_set(&f, "email", p.email);
	form_set(&f, "remarks", p.wish == CONTACT_UNASKED ? STR_NONE : p.remarks);
	contact_form_tick(&f, &p);
	change_page(web, &f);
	return ERR_OK;
}

/* What follows from a choice belongs to a registration; without one it is only kept. */
static enum err
save(struct web *web, const struct contact_profile *p)
{
	const struct vault_key *key;
	struct registration_head head;
	TRY(mijn_open(web, &key));
	enum err e = registration_of_client(web->r, web->actor.client, web->arena, &head);
	if (e == ERR_NOT_FOUND)
		return contact_profile_save(web->w, key, p, web->arena);
	TRY(e);
	return welcome_choose(web->core, web->w, key, head.id, p, web->arena);
}

enum err
mijn_save_change(struct web *web)
{
	struct form f;
	enum err e = form_read(&f, fields, FIELDS, web);
	struct contact_profile p = contact_form_read(&f);
	p.wish = contact_wish_parse(form_value(&f, "wish"));
	p.email = form_value(&f, "email");
	if (e == ERR_OK && p.wish == CONTACT_CALL && p.phone.n == 0)
		form_fail(&f, "phone", MSG_WISH_PHONE_MISSING);
	if (e == ERR_OK && p.wish == CONTACT_MAIL && p.email.n == 0)
		form_fail(&f, "email", MSG_WISH_EMAIL_MISSING);
	if (form_failed(&f)) {
		change_page(web, &f);
		return ERR_INVALID;
	}
	TRY(save(web, &p));
	return web_redirect(web, "/mijn/contact?saved=1");
}
