/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "measure.h"
#include "work.h"
#include "work.sql.h"
#include "work_internal.h"

#include "banned.h"

/* ---- rules ---- */

static bool
read_hour(struct str s, int *ret_hour, int *ret_minute)
{
	struct str rest = s, hour;
	int64_t h, m;
	char mark = str_find_char(s, ':') >= 0 ? ':' : '.';
	if (!str_split(&rest, mark, &hour) || str_int(hour, &h) != ERR_OK || str_int(rest, &m) != ERR_OK || rest.n != 2)
		return false;
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*ret_hour = (int)h;
	*ret_minute = (int)m;
	return true;
}

enum err
work_moment(struct date day, struct str hour, int64_t now, int64_t *ret_made)
{
	struct date_time t = date_local(now);
	if (date_is_none(day) && hour.n == 0) {
		*ret_made = now;
		return ERR_OK;
	}
	if (!date_is_none(day)) {
		t.date = day;
		if (hour.n == 0)
			return ERR_INVALID;
	}
	if (!read_hour(hour, &t.hour, &t.minute))
		return ERR_INVALID;
	int64_t made = date_wall(t);
	if (made > now)
		return ERR_INVALID;
	*ret_made = made;
	return ERR_OK;
}

bool
work_letter_by_itself(enum registration_decision d)
{
	return d == DECISION_WELCOME_PERSON || d == DECISION_NO_EMAIL || d == DECISION_NO_PROOF;
}

/* In the words of the figures. */
static struct str
service_source(enum registration_source s)
{
	static const char *const words[REGISTRATION_SOURCE_COUNT] = {
		[REGISTRATION_POLICE] = "police", [REGISTRATION_SELF] = "direct", [REGISTRATION_REFERRAL] = "referral",
	};
	return str_from_z(words[s]);
}

/* ---- rows ---- */

struct noting {
	struct core *core;
	struct db_write *w;
	const struct work_dossier *d;
	struct id account;
	int64_t now;
	struct arena *a;
};

static enum err
insert_contact(const struct noting *n, const struct work_contact *c)
{
	const struct vault_key *k = n->d->key;
	return work_contact_insert(n->w, (struct work_contact_insert_in){
	    .id = c->id,
	    .client = n->d->head.client,
	    .registration = n->d->head.id,
	    .account = n->account,
	    .made = c->made,
	    .channel = str_from_z(contact_channel_name(c->channel)),
	    .result = str_from_z(work_result_name(c->result)),
	    .fit = str_from_z(work_fit_name(c->fit)),
	    .reason = vault_seal(k, SEALED_CONTACT_REASON, c->id, c->reason, n->a),
	    .note = vault_seal(k, SEALED_CONTACT_NOTE, c->id, c->note, n->a),
	    .report = vault_seal(k, SEALED_CONTACT_REPORT, c->id, c->report, n->a),
	    .published = c->published == 0 ? DB_INT_NONE : DB_INT(c->published),
	});
}

static enum err
close_kind(const struct noting *n, enum work_kind kind)
{
	int64_t changed;
	return work_item_close_kind(n->w, (struct work_item_close_kind_in){
	    .client = n->d->head.client,
	    .kind = str_from_z(work_kind_name(kind)),
	    .account = n->account,
	    .closed = n->now,
	}, &changed);
}

static enum err
open_decide(const struct noting *n)
{
	return work_item_insert(n->w, (struct work_item_insert_in){
	    .id = id_new(),
	    .team = n->d->head.team,
	    .kind = str_from_z(work_kind_name(WORK_DECIDE)),
	    .client = n->d->head.client,
	    .registration = n->d->head.id,
	    .due = registration_due(DECISION_VULNERABLE, n->now),
	});
}

/* ---- an attempt ---- */

static enum err
reached(const struct noting *n, const struct work_contact *c)
{
	static const struct {
		const char *product, *channel;
	} services[CHANNEL_COUNT] = {
		[CHANNEL_PHONE] = { "contact.phone", "phone" },
		[CHANNEL_MAIL] = { "contact.mail", "online" },
		[CHANNEL_LETTER] = { "contact.letter", "letter" },
		[CHANNEL_VISIT] = { "contact.visit", "face_to_face" },
	};
	struct service s = {
		.product = services[c->channel].product,
		.depth = "supporting",
		.audience = "victims",
		.channel = services[c->channel].channel,
		.source = service_source(n->d->head.source),
	};
	TRY(close_kind(n, WORK_REGISTRATION));
	TRY(close_kind(n, WORK_DECIDE));
	TRY(registration_set_state(n->w, n->d->head.client, n->d->head.id, REGISTRATION_OPEN));
	return service_count(n->w, n->core->vault, &s, c->id, n->a);
}

/* The letter with a code, or why there is none. */
static enum err
queue_letter(const struct noting *n, struct work_contact *c)
{
	const struct work_dossier *d = n->d;
	if (d->registration.address.street.n == 0) {
		c->result = RESULT_NO_ADDRESS;
		return ERR_OK;
	}
	enum err e = contact_queue(n->w, n->core->vault, &d->profile, d->head.client, d->head.id, MESSAGE_LETTER, n->a);
	if (e == ERR_FORBIDDEN) {
		c->result = RESULT_REFUSED;
		c->fit = contact_fits(&d->profile, CHANNEL_LETTER, n->now);
		return ERR_OK;
	}
	return e;
}

/* Calling is over: the letter goes, or somebody decides what does. */
static enum err
letter_instead(const struct noting *n)
{
	struct work_contact c = {
		.id = id_new(), .made = n->now, .channel = CHANNEL_LETTER, .result = RESULT_QUEUED, .fit = CONTACT_FITS,
	};
	if (work_letter_by_itself(n->d->head.decision))
		TRY(queue_letter(n, &c));
	else
		c.result = RESULT_BY_HAND;
	TRY(insert_contact(n, &c));
	TRY(close_kind(n, WORK_REGISTRATION));
	return c.result == RESULT_QUEUED ? ERR_OK : open_decide(n);
}

static enum err
not_reached(const struct noting *n)
{
	int64_t attempts;
	TRY(registration_count_attempt(n->w, n->d->head.client, n->d->head.id, n->a, &attempts));
	return attempts == n->core->attempts_before_letter ? letter_instead(n) : ERR_OK;
}

enum err
work_attempt_note(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account,
    const struct work_attempt *t, struct arena *a)
{
	struct noting n = { core, w, d, account, clock_wall(), a };
	struct work_contact c = {
		.id = id_new(),
		.made = t->made,
		.channel = t->channel,
		.result = t->result,
		.fit = contact_fits(&d->profile, t->channel, t->made),
		.note = t->note,
		.report = t->report,
		.published = t->publish && t->report.n > 0 ? n.now : 0,
	};
	if (c.fit != CONTACT_FITS) {
		if (t->reason.n == 0)
			return ERR_FORBIDDEN;
		c.reason = t->reason;
	}
	TRY(insert_contact(&n, &c));
	if (t->result == RESULT_REACHED)
		return reached(&n, &c);
	return t->channel == CHANNEL_PHONE ? not_reached(&n) : ERR_OK;
}

/* ---- decisions ---- */

/* Without address, or without anything that can open the link, no mail. */
static enum err
queue_mail(const struct noting *n)
{
	const struct registration *g = &n->d->registration;
	struct str to = registration_mail_address(g, n->d->head.decision, &n->d->profile);
	int64_t changed;
	if (to.n == 0 || (date_is_none(g->birth) && g->address.postcode.n == 0))
		return ERR_NOT_FOUND;
	TRY(contact_queue(
		n->w, n->core->vault, &n->d->profile, n->d->head.client, n->d->head.id, MESSAGE_WELCOME, n->a));
	return work_item_delay(n->w, (struct work_item_delay_in){
	    .client = n->d->head.client,
	    .kind = str_from_z(work_kind_name(WORK_REGISTRATION)),
	    .due = registration_due(DECISION_WELCOME_PERSON, n->now),
	}, &changed);
}

enum err
work_send(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account, enum work_send what,
    struct arena *a)
{
	struct noting n = { core, w, d, account, clock_wall(), a };
	struct work_contact c = {
		.id = id_new(),
		.made = n.now,
		.channel = what == SEND_LETTER ? CHANNEL_LETTER : CHANNEL_MAIL,
		.result = what == SEND_NOTHING ? RESULT_NOTHING : RESULT_QUEUED,
		.fit = CONTACT_FITS,
	};
	if (what == SEND_MAIL)
		TRY(queue_mail(&n));
	if (what == SEND_LETTER)
		TRY(queue_letter(&n, &c));
	if (c.result == RESULT_REFUSED)
		return ERR_FORBIDDEN;
	if (c.result == RESULT_NO_ADDRESS)
		return ERR_NOT_FOUND;
	TRY(insert_contact(&n, &c));
	return close_kind(&n, WORK_DECIDE);
}

enum err
work_callback_done(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account,
    struct arena *a)
{
	struct noting n = { core, w, d, account, clock_wall(), a };
	struct service s = {
		.product = "callback",
		.depth = "supporting",
		.audience = "victims",
		.channel = "phone",
		.source = service_source(d->head.source),
	};
	struct work_contact c = {
		.id = id_new(), .made = n.now, .channel = CHANNEL_PHONE, .result = RESULT_REACHED, .fit = CONTACT_FITS,
	};
	if (!work_has_open(d, WORK_CALLBACK))
		return ERR_OK;
	for (size_t i = 0; i < d->open.n; i++)
		if (d->open.v[i].kind == WORK_CALLBACK)
			TRY(service_count(w, core->vault, &s, d->open.v[i].id, a));
	TRY(insert_contact(&n, &c));
	TRY(registration_set_state(w, d->head.client, d->head.id, REGISTRATION_OPEN));
	/* who was called needs no reaching any more */
	TRY(close_kind(&n, WORK_REGISTRATION));
	TRY(close_kind(&n, WORK_DECIDE));
	return close_kind(&n, WORK_CALLBACK);
}
