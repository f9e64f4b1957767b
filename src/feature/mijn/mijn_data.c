/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "mijn_data.h"

#include <time.h>

#include "json.h"

#include "banned.h"

#define JSON_MAX ((size_t)24 << 20)
#define LOOKS_PAGE 101

/* ---- reading ---- */

static enum err
load_registrations(struct db_read *r, const struct vault_key *k, struct arena *a, struct mijn_data *d)
{
	struct mijn_registration_rows_rows rows;
	TRY(mijn_registration_rows(r, (struct mijn_registration_rows_in){ .client = vault_key_client(k) }, a, &rows));
	d->registrations = ARENA_ARRAY(a, struct mijn_data_registration, rows.n);
	d->registration_count = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		d->registrations[i].head = rows.v[i];
		TRY(registration_load(r, k, rows.v[i].id, a, &d->registrations[i].registration));
	}
	return ERR_OK;
}

static enum err
load_kept(struct core *core, struct db_read *r, const struct vault_key *k, struct arena *a, struct mijn_data *d)
{
	struct mijn_kept_list list;
	TRY(mijn_kept_of_client(r, k, a, &list));
	d->kept = ARENA_ARRAY(a, struct intake_record, list.n);
	d->ticks = (struct mijn_kept_list){ ARENA_ARRAY(a, struct mijn_kept, list.n), 0 };
	for (size_t i = 0; i < list.n; i++) {
		if (list.v[i].kind == MIJN_KEPT_TICKS) {
			d->ticks.v[d->ticks.n++] = list.v[i];
			continue;
		}
		struct intake_record *kept = &d->kept[d->kept_count++];
		*kept = (struct intake_record){ .id = list.v[i].id, .made = list.v[i].made };
		TRY(intake_guide_at(core, r, list.v[i].version, &kept->guide));
		TRY(guide_answers_read(kept->guide->guide, list.v[i].answers, a, &kept->answers));
	}
	return ERR_OK;
}

static enum err
load_looks(struct db_read *r, struct id client, enum lang lang, struct arena *a, struct mijn_data *d)
{
	struct mijn_record_rows_in in = { .client = client, .before = MIJN_NEWEST, .before_id = { { 1 } } };
	struct mijn_record_rows_rows rows = { NULL, LOOKS_PAGE };
	d->looks = ARENA_ARRAY(a, struct mijn_look, MIJN_LOOKS_MAX);
	while (rows.n == LOOKS_PAGE && d->look_count + LOOKS_PAGE <= MIJN_LOOKS_MAX) {
		TRY(mijn_record_rows(r, in, a, &rows));
		for (size_t i = 0; i < rows.n; i++)
			d->looks[d->look_count++] = mijn_look_of(&rows.v[i], lang, a);
		if (rows.n > 0) {
			in.before = rows.v[rows.n - 1].made;
			in.before_id = rows.v[rows.n - 1].id;
		}
	}
	return ERR_OK;
}

enum err
mijn_data_load(struct core *core, struct db_read *r, const struct vault_key *k, enum lang lang, struct arena *a,
    struct mijn_data *ret_data)
{
	struct id client = vault_key_client(k);
	struct mijn_data d = { 0 };
	TRY(load_registrations(r, k, a, &d));
	TRY(contact_profile_load(r, k, a, &d.profile));
	TRY(intake_of_client(core, r, k, a, &d.intakes));
	TRY(load_kept(core, r, k, a, &d));
	TRY(mijn_contact_rows(r, (struct mijn_contact_rows_in){ .client = client }, a, &d.contacts));
	TRY(mijn_letter_rows(r, (struct mijn_letter_rows_in){ .client = client }, a, &d.letters));
	TRY(work_reports_read(r, k, a, &d.reports));
	TRY(work_tasks_own(r, k, a, &d.tasks));
	TRY(consent_history(r, client, a, &d.consents));
	TRY(mijn_question_list(core, r, client, a, &d.questions));
	TRY(load_looks(r, client, lang, a, &d));
	*ret_data = d;
	return ERR_OK;
}

enum err
mijn_data_add_private(struct db_read *r, struct id client, const struct private_key *p, struct arena *a,
    struct mijn_data *d)
{
	struct private_vault vault;
	struct private_entries list;
	enum err e = private_find(r, client, a, &vault);
	if (e == ERR_OK)
		d->private = p == NULL ? MIJN_PRIVATE_CLOSED : MIJN_PRIVATE_OPEN;
	if (e != ERR_OK || p == NULL)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	TRY(private_list(r, p, PRIVATE_NOTE, a, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(private_get(r, p, list.v[i].id, a, &list.v[i]));
	d->notes = list;
	return ERR_OK;
}

/* ---- JSON ---- */

struct writing {
	struct buf *b;
	enum lang lang;
	struct arena *a;
};

/* ISO 8601, in UTC. */
static void
put_time(struct writing *w, const char *name, int64_t wall)
{
	time_t seconds = (time_t)(wall / 1000);
	struct tm t;
	char text[32];
	if (wall <= 0 || gmtime_r(&seconds, &t) == NULL)
		return;
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &t);
	json_put_text(w->b, name, str_dup(str_from_z(text), w->a));
}

static void
put_address(struct writing *w, const struct registration_address *p)
{
	if (p->street.n == 0)
		return;
	json_open(w->b, "address", '{');
	json_put_text(w->b, "street", p->street);
	json_put_int(w->b, "number", p->number);
	json_put_text(w->b, "addition", p->addition);
	json_put_text(w->b, "postcode", p->postcode);
	json_put_text(w->b, "city", p->city);
	json_put_text(w->b, "country", p->country);
	json_close(w->b, '}');
}

static void
put_person(struct writing *w, const struct registration *g)
{
	json_put_text(w->b, "given", g->given);
	json_put_text(w->b, "infix", g->infix);
	json_put_text(w->b, "surname", g->surname);
	json_put_date(w->b, "birth", g->birth);
	json_put_text(w->b, "email", g->email);
	json_put_text(w->b, "phone", g->phone);
	put_address(w, &g->address);
	if (g->parent.name.n == 0)
		return;
	json_open(w->b, "parent", '{');
	json_put_text(w->b, "name", g->parent.name);
	json_put_text(w->b, "email", g->parent.email);
	json_put_text(w->b, "phone", g->parent.phone);
	json_close(w->b, '}');
}

static void
put_grounds(struct writing *w, unsigned grounds)
{
	static const char *const names[GROUND_COUNT] = { "repeat_victimisation", "intimidation", "retaliation" };
	json_open(w->b, "vulnerable_because", '[');
	for (size_t i = 0; i < GROUND_COUNT; i++)
		if (grounds & (1u << i))
			json_put_z(w->b, NULL, names[i]);
	json_close(w->b, ']');
}

static void
put_registration(struct writing *w, const struct mijn_data_registration *r)
{
	const struct registration *g = &r->registration;
	json_open(w->b, NULL, '{');
	json_put_text(w->b, "number", r->head.number);
	json_put_text(w->b, "source", r->head.source);
	json_put_text(w->b, "state", r->head.state);
	put_time(w, "received", r->head.received);
	json_put_text(w->b, "partner_id", g->own_id);
	json_put_z(w->b, "incident", offence_code(g->offence));
	json_put_z(w->b, "relation", relation_code(g->relation));
	json_put_date(w->b, "date", g->date);
	json_put_text(w->b, "municipality", g->municipality);
	json_put_z(w->b, "language", lang_code(g->lang));
	json_put_text(w->b, "remarks", g->remarks);
	json_put_bool(w->b, "assessed", g->assessed);
	put_grounds(w, g->grounds);
	json_put_text(w->b, "measures", g->measures);
	json_put_bool(w->b, "agreed_to_contact", g->agreed);
	put_person(w, g);
	json_close(w->b, '}');
}

static void
put_profile(struct writing *w, const struct contact_profile *p)
{
	static const char *const hours[] = { "morning", "afternoon", "evening" };
	json_open(w->b, "contact_wishes", '{');
	json_put_z(w->b, "wish", contact_wish_name(p->wish));
	json_put_text(w->b, "phone", p->phone);
	json_put_text(w->b, "email", p->email);
	json_open(w->b, "hours", '[');
	for (size_t i = 0; i < 3; i++)
		if (p->hours & (1u << i))
			json_put_z(w->b, NULL, hours[i]);
	json_close(w->b, ']');
	json_put_bool(w->b, "no_voicemail", p->no_voicemail);
	json_put_bool(w->b, "no_post", p->no_post);
	json_put_text(w->b, "remarks", p->remarks);
	put_time(w, "made", p->made);
	json_close(w->b, '}');
}

static void
put_answers(struct writing *w, const char *name, const struct intake_record *v, size_t n)
{
	json_open(w->b, name, '[');
	for (size_t i = 0; i < n; i++) {
		struct intake_said_list said = intake_said(&v[i], w->lang, w->a);
		json_open(w->b, NULL, '{');
		json_put_text(w->b, "guide", v[i].guide->guide->name);
		json_put_text(w->b, "title", v[i].guide->guide->title.in[w->lang]);
		put_time(w, "made", v[i].made);
		json_open(w->b, "answers", '[');
		for (size_t k = 0; k < said.n; k++) {
			json_open(w->b, NULL, '{');
			json_put_text(w->b, "question", said.v[k].question);
			json_put_text(w->b, "answer", said.v[k].answer);
			json_close(w->b, '}');
		}
		json_close(w->b, ']');
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

static void
put_ticks(struct writing *w, const struct mijn_kept_list *list)
{
	json_open(w->b, "checklists", '[');
	for (size_t i = 0; i < list->n; i++) {
		json_open(w->b, NULL, '{');
		json_put_text(w->b, "name", list->v[i].name);
		put_time(w, "made", list->v[i].made);
		json_open(w->b, "done", '[');
		for (size_t k = 0; k < list->v[i].ticks.n; k++)
			json_put_text(w->b, NULL, list->v[i].ticks.v[k]);
		json_close(w->b, ']');
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

static void
put_contacts(struct writing *w, const struct mijn_data *d)
{
	json_open(w->b, "contacts", '[');
	for (size_t i = 0; i < d->contacts.n; i++) {
		json_open(w->b, NULL, '{');
		put_time(w, "made", d->contacts.v[i].made);
		json_put_text(w->b, "channel", d->contacts.v[i].channel);
		json_put_text(w->b, "result", d->contacts.v[i].result);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
	json_open(w->b, "letters", '[');
	for (size_t i = 0; i < d->letters.n; i++) {
		json_open(w->b, NULL, '{');
		put_time(w, "made", d->letters.v[i].made);
		put_time(w, "sent", d->letters.v[i].sent.set ? d->letters.v[i].sent.v : 0);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

static void
put_work(struct writing *w, const struct mijn_data *d)
{
	json_open(w->b, "reports", '[');
	for (size_t i = 0; i < d->reports.n; i++) {
		json_open(w->b, NULL, '{');
		put_time(w, "made", d->reports.v[i].made);
		put_time(w, "published", d->reports.v[i].published);
		json_put_z(w->b, "channel", contact_channel_name(d->reports.v[i].channel));
		json_put_text(w->b, "text", d->reports.v[i].text);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
	json_open(w->b, "tasks", '[');
	for (size_t i = 0; i < d->tasks.n; i++) {
		json_open(w->b, NULL, '{');
		json_put_text(w->b, "text", d->tasks.v[i].text);
		put_time(w, "due", d->tasks.v[i].due);
		put_time(w, "done", d->tasks.v[i].done);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

static void
put_consents(struct writing *w, const struct consents *list)
{
	json_open(w->b, "consents", '[');
	for (size_t i = 0; i < list->n; i++) {
		json_open(w->b, NULL, '{');
		json_put_z(w->b, "purpose", consent_purpose_name(list->v[i].purpose));
		json_put_bool(w->b, "given", list->v[i].given);
		json_put_int(w->b, "text_version", list->v[i].version);
		put_time(w, "made", list->v[i].made);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

static void
put_looks(struct writing *w, const struct mijn_data *d)
{
	json_open(w->b, "access_records", '[');
	for (size_t i = 0; i < d->look_count; i++) {
		const struct mijn_look *look = &d->looks[i];
		json_open(w->b, NULL, '{');
		json_put_text(w->b, "id", id_text(look->id, w->a));
		put_time(w, "made", look->made);
		json_put_text(w->b, "who", look->who);
		json_put_text(w->b, "what", look->what);
		json_put_text(w->b, "why", look->why);
		json_put_bool(w->b, "emergency", look->emergency);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
	json_open(w->b, "questions", '[');
	for (size_t i = 0; i < d->questions.n; i++) {
		json_open(w->b, NULL, '{');
		json_put_text(w->b, "access_record", id_text(d->questions.v[i].record, w->a));
		put_time(w, "made", d->questions.v[i].made);
		json_put_text(w->b, "text", d->questions.v[i].text);
		json_put_text(w->b, "answer", d->questions.v[i].answer);
		put_time(w, "answered", d->questions.v[i].answered);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
}

/* Closed, there is something that this file does not hold: it says so. */
static void
put_private(struct writing *w, const struct mijn_data *d)
{
	if (d->private == MIJN_PRIVATE_NONE)
		return;
	json_open(w->b, "private", '{');
	json_put_bool(w->b, "open", d->private == MIJN_PRIVATE_OPEN);
	if (d->private == MIJN_PRIVATE_CLOSED)
		json_put_text(w->b, "explanation", msg_text(w->lang, MSG_MIJN_DATA_PRIVATE_CLOSED));
	json_open(w->b, "notes", '[');
	for (size_t i = 0; i < d->notes.n; i++) {
		json_open(w->b, NULL, '{');
		put_time(w, "made", d->notes.v[i].made);
		put_time(w, "changed", d->notes.v[i].changed);
		json_put_text(w->b, "title", d->notes.v[i].head);
		json_put_text(w->b, "text", d->notes.v[i].body);
		json_close(w->b, '}');
	}
	json_close(w->b, ']');
	json_close(w->b, '}');
}

struct str
mijn_data_json(const struct core *core, const struct mijn_data *d, enum lang lang, int64_t now, struct arena *a)
{
	struct buf *b = ARENA_NEW(a, struct buf);
	buf_init(b, JSON_MAX, a);
	struct writing w = { b, lang, a };
	json_open(b, NULL, '{');
	json_put_text(b, "organisation", core->organisation);
	put_time(&w, "made", now);
	json_open(b, "registrations", '[');
	for (size_t i = 0; i < d->registration_count; i++)
		put_registration(&w, &d->registrations[i]);
	json_close(b, ']');
	put_profile(&w, &d->profile);
	put_answers(&w, "intakes", d->intakes.v, d->intakes.n);
	put_answers(&w, "kept", d->kept, d->kept_count);
	put_ticks(&w, &d->ticks);
	put_contacts(&w, d);
	put_work(&w, d);
	put_consents(&w, &d->consents);
	put_private(&w, d);
	put_looks(&w, d);
	json_close(b, '}');
	return buf_view(b);
}
