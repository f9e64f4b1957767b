/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "contact.h"

#include <string.h>

#include <jansson.h>

#include "clock.h"
#include "contact.sql.h"
#include "date.h"
#include "job.h"
#include "mail.h"

#include "banned.h"

static const char *const wish_names[CONTACT_WISH_COUNT] = {
	"unasked", "call", "mail", "online", "not_now", "never",
};

static const char *const channel_names[CHANNEL_COUNT] = { "phone", "mail", "letter", "visit" };

static const char *const message_jobs[CONTACT_MESSAGE_COUNT] = {
	[MESSAGE_WELCOME] = "mail_welcome",
	[MESSAGE_LETTER] = "letter",
	[MESSAGE_KEEPSAKE] = "mail_keepsake",
	[MESSAGE_INVITATION] = "mail_invitation",
	[MESSAGE_RECOVERY] = "mail_recovery",
	[MESSAGE_RECOVERED] = "mail_recovered",
};

static const enum contact_channel message_channels[CONTACT_MESSAGE_COUNT] = {
	[MESSAGE_WELCOME] = CHANNEL_MAIL,
	[MESSAGE_LETTER] = CHANNEL_LETTER,
	[MESSAGE_KEEPSAKE] = CHANNEL_MAIL,
	[MESSAGE_INVITATION] = CHANNEL_MAIL,
	[MESSAGE_RECOVERY] = CHANNEL_MAIL,
	[MESSAGE_RECOVERED] = CHANNEL_MAIL,
};

const char *
contact_wish_name(enum contact_wish w)
{
	return wish_names[w];
}

enum contact_wish
contact_wish_parse(struct str s)
{
	return (enum contact_wish)str_place(s, wish_names, CONTACT_WISH_COUNT);
}

const char *
contact_channel_name(enum contact_channel c)
{
	return channel_names[c];
}

enum contact_channel
contact_channel_parse(struct str s)
{
	return (enum contact_channel)str_place(s, channel_names, CHANNEL_COUNT);
}

/* ---- the profile, as JSON under the client's identity key ---- */

static struct str
json_str(const json_t *object, const char *key, struct arena *a)
{
	const json_t *v = json_object_get(object, key);
	return json_is_string(v) ? str_dup(str_from(json_string_value(v), json_string_length(v)), a) : STR_NONE;
}

static void
json_put(json_t *object, const char *key, struct str s)
{
	if (s.p != NULL)
		json_object_set_new(object, key, json_stringn(s.p, s.n));
}

enum err
contact_profile_load(struct db_read *r, const struct vault_key *k, struct arena *a, struct contact_profile *ret_profile)
{
	struct contact_profile_get_row row;
	struct id client = vault_key_client(k);
	struct str plain;
	enum err e = contact_profile_get(r, (struct contact_profile_get_in){ .client = client }, a, &row);
	if (e == ERR_NOT_FOUND) {
		*ret_profile = (struct contact_profile){ .wish = CONTACT_UNASKED };
		return ERR_OK;
	}
	TRY(e);
	TRY(vault_unseal(k, SEALED_CONTACT_PROFILE_DETAIL, client, row.detail, a, &plain));
	json_t *o = json_loadb(plain.p, plain.n, 0, NULL);
	if (o == NULL)
		return ERR_INTERNAL;
	*ret_profile = (struct contact_profile){
		.wish = contact_wish_parse(row.wish),
		.phone = json_str(o, "phone", a),
		.email = json_str(o, "email", a),
		.hours = (unsigned)json_integer_value(json_object_get(o, "hours")),
		.no_voicemail = json_is_true(json_object_get(o, "no_voicemail")),
		.no_post = json_is_true(json_object_get(o, "no_post")),
		.remarks = json_str(o, "remarks", a),
		.made = row.made,
	};
	json_decref(o);
	return ret_profile->wish == CONTACT_WISH_COUNT ? ERR_INTERNAL : ERR_OK;
}

enum err
contact_profile_save(struct db_write *w, const struct vault_key *k, const struct contact_profile *p, struct arena *a)
{
	struct id client = vault_key_client(k);
	json_t *o = json_object();
	json_put(o, "phone", p->phone);
	json_put(o, "email", p->email);
	json_put(o, "remarks", p->remarks);
	json_object_set_new(o, "hours", json_integer(p->hours));
	json_object_set_new(o, "no_voicemail", json_boolean(p->no_voicemail));
	json_object_set_new(o, "no_post", json_boolean(p->no_post));
	size_t size = json_dumpb(o, NULL, 0, JSON_COMPACT);
	char *text = arena_alloc(a, size + 1);
	json_dumpb(o, text, size, JSON_COMPACT);
	json_decref(o);
	return contact_profile_put(w, (struct contact_profile_put_in){
	    .client = client,
	    .wish = str_from_z(contact_wish_name(p->wish)),
	    .detail = vault_seal(k, SEALED_CONTACT_PROFILE_DETAIL, client, (struct str){ text, size }, a),
	    .made = clock_wall(),
	});
}

/* ---- what is within the wishes ---- */

static bool
hour_fits(unsigned hours, int64_t wall)
{
	int hour = date_local(wall).hour;
	unsigned now = hour < 8 || hour >= 20 ? 0 : hour < 12 ? CONTACT_MORNING : hour < 17 ? CONTACT_AFTERNOON
	                                                                            : CONTACT_EVENING;
	unsigned wanted = hours == 0 ? CONTACT_MORNING | CONTACT_AFTERNOON | CONTACT_EVENING : hours;
	return (wanted & now) != 0;
}

enum contact_fit
contact_fits(const struct contact_profile *p, enum contact_channel channel, int64_t wall)
{
	if (p->wish == CONTACT_NEVER || p->wish == CONTACT_NOT_NOW)
		return CONTACT_UNWANTED;
	if (channel == CHANNEL_LETTER && p->no_post)
		return CONTACT_NO_POST;
	if (p->wish == CONTACT_ONLINE)
		return CONTACT_OTHER_CHANNEL;
	if (p->wish == CONTACT_MAIL && channel != CHANNEL_MAIL)
		return CONTACT_OTHER_CHANNEL;
	if (p->wish == CONTACT_CALL && channel != CHANNEL_PHONE)
		return CONTACT_OTHER_CHANNEL;
	if (channel == CHANNEL_PHONE && !hour_fits(p->hours, wall))
		return CONTACT_OTHER_HOURS;
	return CONTACT_FITS;
}

enum err
contact_queue(struct db_write *w, struct vault *v, const struct contact_profile *p, struct id client,
    struct id target, enum contact_message message, struct arena *a)
{
	const char *kind = message_jobs[message];
	if (contact_fits(p, message_channels[message], clock_wall()) != CONTACT_FITS)
		return ERR_FORBIDDEN;
	/* once a day: when somebody decides later that it goes again, it does */
	struct str day = date_iso(date_local(clock_wall()).date, a);
	struct str once = str_printf(a, "%s %.*s %.*s", kind, STR_ARG(id_text(target, a)), STR_ARG(day));
	return job_put(w, &(struct job_new){
	    .kind = kind,
	    .unique_key = vault_index(v, VAULT_INDEX_ONCE, once, a),
	    .client = client,
	    .target = target,
	});
}

enum err
contact_queue_asked(struct db_write *w, struct vault *v, struct str email, struct id target,
    enum contact_message message, struct arena *a)
{
	const char *kind = message_jobs[message];
	struct str day = date_iso(date_local(clock_wall()).date, a), to = vault_normal_email(email, a);
	for (int i = 0; i < CONTACT_ASKED_A_DAY; i++) {
		struct str once = str_printf(a, "%s %.*s %.*s %d", kind, STR_ARG(to), STR_ARG(day), i);
		struct str key = vault_index(v, VAULT_INDEX_ONCE, once, a);
		enum err e = job_find(db_reading(w), key, a);
		if (e == ERR_NOT_FOUND)
			return job_put(w, &(struct job_new){ .kind = kind, .unique_key = key, .target = target });
		TRY(e);
	}
	return ERR_LIMIT;
}

enum err
contact_queue_staff(
    struct db_write *w, struct vault *v, struct id target, enum contact_message message, struct arena *a)
{
	const char *kind = message_jobs[message];
	struct str once = str_printf(a, "%s %.*s", kind, STR_ARG(id_text(target, a)));
	return job_put(w, &(struct job_new){
	    .kind = kind, .unique_key = vault_index(v, VAULT_INDEX_ONCE, once, a), .target = target });
}

/* A link in a mail opens a dossier: it goes in the clear to nobody else. */
static bool
is_on_this_machine(struct str smtp_url)
{
	ptrdiff_t at = str_find(smtp_url, STR("://"));
	struct str host = str_cut(smtp_url, at < 0 ? 0 : (size_t)at + 3, smtp_url.n);
	return str_starts(host, STR("localhost:")) || str_starts(host, STR("127.0.0.1:"));
}

enum err
contact_send_mail(struct core *core, const struct contact_mail *m, struct arena *a)
{
	struct mail mail = {
		.from_name = core->mail_from_name,
		.from_address = core->mail_from,
		.to_address = m->to,
		.subject = m->subject,
		.text = m->text,
		.message_id = id_text(m->job, a),
		.date = clock_wall(),
	};
	struct mail_route route = {
		.smtp_url = core->smtp_url,
		.user = core->smtp_user,
		.password = core->smtp_password,
		.require_tls = !is_on_this_machine(core->smtp_url),
		.outbox = core->outbox,
	};
	return mail_send(&mail, &route, a);
}
