/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "letter.h"

#include "access.h"
#include "blob.h"
#include "clock.h"
#include "letter.sql.h"
#include "messages.h"
#include "pdf.h"
#include "registration.h"
#include "say.h"
#include "welcome.h"

#include "banned.h"

struct making {
	struct core *core;
	const struct job *job;
	struct arena *arena;
	const struct vault_key *key;
	struct registration_head head;
	struct registration registration;
	struct str secret; /* the code on the letter */
	struct id blob;
	int64_t size;
};

/* Opens the registration (on record), asks the profile once more, and makes
 * the code: the same one if the job runs again. */
static enum err
prepare(struct db_write *w, void *arg)
{
	struct making *m = arg;
	struct core *core = m->core;
	const struct access_grant *grant;
	struct contact_profile profile;
	struct access_request q = {
		.actor = job_actor(m->job), .client = m->job->client, .part = "address", .purpose = "send",
	};
	TRY(registration_find(db_reading(w), m->job->target, m->arena, &m->head));
	TRY(access_write(w, &q, m->arena, &grant));
	TRY(vault_open(core->vault, db_reading(w), m->job->client, grant, m->arena, &m->key));
	TRY(contact_profile_load(db_reading(w), m->key, m->arena, &profile));
	if (contact_fits(&profile, CHANNEL_LETTER, clock_wall()) != CONTACT_FITS)
		return ERR_FORBIDDEN;
	TRY(registration_load(db_reading(w), m->key, m->job->target, m->arena, &m->registration));
	if (m->registration.address.street.n == 0)
		return ERR_INVALID;
	m->secret = code_make_print_for(core->vault, m->job->id, m->arena);
	return welcome_code_put(core, w, &(struct welcome_code){
	    .kind = CODE_LETTER,
	    .secret = m->secret,
	    .client = m->job->client,
	    .registration = m->job->target,
	    .birth = m->registration.birth,
	    .postcode = m->registration.address.postcode,
	    .life = WELCOME_LETTER_LIFE,
	}, m->arena);
}

/* ---- the page ---- */

static struct strs
lines_of(struct str text, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, 8);
	size_t n = 0;
	while (n < 8 && str_split(&text, '\n', &v[n]))
		n++;
	return (struct strs){ v, n };
}

static struct strs
recipient_of(const struct registration *g, struct arena *a)
{
	const struct registration_address *p = &g->address;
	struct str *v = ARENA_ARRAY(a, struct str, 3);
	v[0] = registration_full_name(g, a);
	v[1] = str_printf(a, "%.*s %lld%s%.*s", STR_ARG(p->street), (long long)p->number, p->addition.n > 0 ? " " : "",
	    STR_ARG(p->addition));
	v[2] = str_printf(a, "%.*s %.*s  %.*s", STR_ARG(str_cut(p->postcode, 0, 4)),
	    STR_ARG(str_cut(p->postcode, 4, p->postcode.n)), STR_ARG(p->city));
	return (struct strs){ v, 3 };
}

static struct strs
paragraphs(enum lang lang, const enum msg *ids, size_t n, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, n);
	for (size_t i = 0; i < n; i++)
		v[i] = msg_text(lang, ids[i]);
	return (struct strs){ v, n };
}

static enum err
render(const struct making *m, struct str *ret_pdf)
{
	static const enum msg opening[] = { MSG_LETTER_HELLO, MSG_LETTER_OPENING, MSG_LETTER_HOW };
	static const enum msg closing[] = { MSG_LETTER_FREE, MSG_LETTER_CALL, MSG_LETTER_BYE };
	const struct core *core = m->core;
	struct arena *a = m->arena;
	enum lang lang = m->registration.lang;
	struct strs address = lines_of(core->organisation_address, a);
	struct str *sender = ARENA_ARRAY(a, struct str, address.n + 1);
	sender[0] = core->organisation;
	for (size_t i = 0; i < address.n; i++)
		sender[i + 1] = address.v[i];
	struct pdf_letter l = {
		.lang = lang,
		.created = m->job->made,
		.title = msg_text(lang, MSG_LETTER_SUBJECT),
		.sender = { sender, address.n + 1 },
		.recipient = recipient_of(&m->registration, a),
		.date = date_text(date_local(m->job->made).date, lang, a),
		.subject = msg_text(lang, MSG_LETTER_SUBJECT),
		.opening = paragraphs(lang, opening, 3, a),
		.code = m->secret,
		.web_address = str_printf(a, "%.*s/code", STR_ARG(core->host)),
		.closing = paragraphs(lang, closing, 3, a),
	};
	return pdf_letter(&l, a, ret_pdf);
}

static enum err
store(struct making *m, struct str pdf)
{
	struct blob_writer *b;
	TRY(blob_begin(m->core, m->key, m->arena, &b));
	TRY(blob_add(b, pdf.p, pdf.n));
	m->size = (int64_t)pdf.n;
	return blob_end(b, &m->blob);
}

/* The letter and the work of printing it, once: both bear the job's id. */
static enum err
keep(struct db_write *w, void *arg)
{
	const struct making *m = arg;
	const struct job *job = m->job;
	int64_t changed;
	TRY(letter_insert(w,
		(struct letter_insert_in){ .id = job->id,
			.client = job->client,
			.registration = job->target,
			.blob = m->blob,
			.made = clock_wall() }, &changed));
	/* made by an earlier run: this run's file has no row, and is swept */
	if (changed == 0)
		return ERR_OK;
	TRY(blob_keep(w, m->blob, job->client, m->size));
	return letter_work_insert(w, (struct letter_work_insert_in){
	    .id = job->id,
	    .team = m->head.team,
	    .client = job->client,
	    .registration = job->target,
	    .due = registration_due(DECISION_WELCOME_PERSON, clock_wall()),
	});
}

enum err
letter_job(struct core *core, const struct job *job, struct arena *a)
{
	struct making m = { .core = core, .job = job, .arena = a };
	struct str pdf;
	TRY(db_write_run(core->db, prepare, &m));
	TRY(render(&m, &pdf));
	TRY(store(&m, pdf));
	return db_write_run(core->db, keep, &m);
}
