/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "welcome.h"

#include <string.h>

#include "access.h"
#include "clock.h"
#include "crypto.h"
#include "measure.h"
#include "registration.h"
#include "session.h"
#include "welcome.sql.h"
#include "welcome_mail.subject.h"
#include "welcome_mail.txt.h"
#include "welcome_view.h"

#include "banned.h"

/* ---- proofs ---- */

static struct str
birth_mac(struct vault *v, struct str secret, struct date birth, struct arena *a)
{
	struct str text = str_printf(a, "birth %.*s %.*s", STR_ARG(secret), STR_ARG(date_iso(birth, a)));
	return vault_index(v, VAULT_INDEX_CODE, text, a);
}

static struct str
postcode_mac(struct vault *v, struct str secret, struct str postcode, struct arena *a)
{
	struct str text = str_printf(a, "postcode %.*s %.*s", STR_ARG(secret), STR_ARG(postcode));
	return vault_index(v, VAULT_INDEX_CODE, text, a);
}

enum err
welcome_proof_keep(struct vault *v, struct str secret, const struct welcome_proof *known, struct arena *a,
    struct str *ret_held)
{
	char *held = arena_alloc(a, 2 * CRYPTO_MAC_SIZE);
	if (date_is_none(known->birth) && known->postcode.n == 0)
		return ERR_INVALID;
	/* What is not known is random: nothing typed will ever equal it. */
	crypto_key_random((struct crypto_key *)held);
	crypto_key_random((struct crypto_key *)(held + CRYPTO_MAC_SIZE));
	if (!date_is_none(known->birth))
		memcpy(held, birth_mac(v, secret, known->birth, a).p, CRYPTO_MAC_SIZE);
	if (known->postcode.n > 0)
		memcpy(held + CRYPTO_MAC_SIZE, postcode_mac(v, secret, known->postcode, a).p, CRYPTO_MAC_SIZE);
	*ret_held = str_from(held, 2 * CRYPTO_MAC_SIZE);
	return ERR_OK;
}

enum err
welcome_code_put(struct core *core, struct db_write *w, const struct welcome_code *c, struct arena *a)
{
	struct code_new n = {
		.kind = c->kind,
		.secret = c->secret,
		.client = c->client,
		.target = c->registration,
		.life = c->life,
	};
	struct welcome_proof known = { c->birth, c->postcode };
	TRY(welcome_proof_keep(core->vault, c->secret, &known, a, &n.held));
	return code_put(w, core->vault, &n, a);
}

bool
welcome_proof_fits(struct vault *v, struct str secret, struct str held, const struct welcome_proof *p, struct arena *a)
{
	if (held.n != 2 * CRYPTO_MAC_SIZE)
		return false;
	bool birth = !date_is_none(p->birth) &&
	    crypto_equal(held.p, birth_mac(v, secret, p->birth, a).p, CRYPTO_MAC_SIZE);
	bool postcode = p->postcode.n > 0 &&
	    crypto_equal(held.p + CRYPTO_MAC_SIZE, postcode_mac(v, secret, p->postcode, a).p, CRYPTO_MAC_SIZE);
	return birth || postcode;
}

enum err
welcome_open(struct core *core, struct db_write *w, enum code_kind kind, struct str secret,
    const struct welcome_proof *proof, struct arena *a, struct welcome_opened *ret_opened)
{
	struct code code;
	struct welcome_opened opened;
	TRY(code_find(db_reading(w), core->vault, kind, secret, a, &code));
	if (!welcome_proof_fits(core->vault, secret, code.held, proof, a)) {
		TRY(code_count_try(w, core->vault, secret, a));
		return ERR_FORBIDDEN;
	}
	opened.client = code.client;
	opened.registration = code.target;
	TRY(code_open(w, core->vault, secret, a));
	TRY(visit_begin(w, opened.client, opened.registration, a, &opened.token));
	struct service s = {
		.product = kind == CODE_LETTER ? "letter" : "welcome",
		.depth = "informing",
		.audience = "victims",
		.channel = "online",
		.source = kind == CODE_LETTER ? STR("letter") : STR("e-mail"),
	};
	TRY(service_count(w, core->vault, &s, opened.registration, a));
	*ret_opened = opened;
	return ERR_OK;
}

enum err
welcome_letter_of(struct core *core, struct db_write *w, const struct welcome_opened *opened, struct arena *a,
    struct welcome_letter *ret_letter)
{
	const struct access_grant *grant;
	const struct vault_key *key;
	struct registration g;
	struct access_request q = {
		.actor = { .kind = ACTOR_CLIENT, .id = opened->client, .client = opened->client,
		    .session = session_hash(opened->token, a) },
		.client = opened->client,
		.part = "welcome",
		.purpose = "welcome",
	};
	TRY(access_write(w, &q, a, &grant));
	TRY(vault_open(core->vault, db_reading(w), opened->client, grant, a, &key));
	TRY(registration_load(db_reading(w), key, opened->registration, a, &g));
	ret_letter->offence = g.offence;
	return ERR_OK;
}

/* ---- wishes ---- */

/* Being called back or written to is due at the end of the next working day. */
static enum err
ask_work(struct db_write *w, struct str kind, struct id client, struct id registration, struct arena *a)
{
	struct welcome_team_row team;
	struct welcome_work_open_row open;
	enum err e = welcome_work_open(
		db_reading(w), (struct welcome_work_open_in){ .client = client, .kind = kind }, a, &open);
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(welcome_team(db_reading(w), (struct welcome_team_in){ .id = client }, a, &team));
	return welcome_work_insert(w, (struct welcome_work_insert_in){
	    .id = id_new(),
	    .team = team.team,
	    .kind = kind,
	    .client = client,
	    .registration = registration,
	    .due = registration_due(DECISION_WELCOME_PERSON, clock_wall()),
	});
}

enum err
welcome_choose(struct core *core, struct db_write *w, const struct vault_key *k, struct id registration,
    const struct contact_profile *p, struct arena *a)
{
	(void)core;
	struct id client = vault_key_client(k);
	TRY(contact_profile_save(w, k, p, a));
	if (p->wish == CONTACT_CALL)
		return ask_work(w, STR("callback"), client, registration, a);
	/* Whoever wants to be left alone is no work for the team, nor is a call to
	 * who wants mail. */
	TRY(welcome_work_close(w, (struct welcome_work_close_in){ .client = client, .closed = clock_wall() }));
	return p->wish == CONTACT_MAIL ? ask_work(w, STR("registration"), client, registration, a) : ERR_OK;
}

/* ---- the mail ---- */

struct mailing {
	struct core *core;
	const struct job *job;
	struct arena *arena;
	struct registration registration;
	struct str to, secret;
};

/* Opens the registration (on record), looks at the profile once more, and
 * makes the code. Nothing is sent before this has been committed. */
static enum err
prepare_mail(struct db_write *w, void *arg)
{
	struct mailing *m = arg;
	struct core *core = m->core;
	const struct access_grant *grant;
	const struct vault_key *key;
	struct contact_profile profile;
	struct registration_head head;
	struct access_request q = {
		.actor = job_actor(m->job), .client = m->job->client, .part = "identity", .purpose = "send",
	};
	TRY(registration_find(db_reading(w), m->job->target, m->arena, &head));
	TRY(access_write(w, &q, m->arena, &grant));
	TRY(vault_open(core->vault, db_reading(w), m->job->client, grant, m->arena, &key));
	TRY(contact_profile_load(db_reading(w), key, m->arena, &profile));
	if (contact_fits(&profile, CHANNEL_MAIL, clock_wall()) != CONTACT_FITS)
		return ERR_FORBIDDEN;
	TRY(registration_load(db_reading(w), key, m->job->target, m->arena, &m->registration));
	m->to = registration_mail_address(&m->registration, head.decision, &profile);
	if (m->to.n == 0)
		return ERR_INVALID;
	m->secret = code_make_link(core->vault, m->job->id, m->arena);
	return welcome_code_put(core, w, &(struct welcome_code){
	    .kind = CODE_WELCOME,
	    .secret = m->secret,
	    .client = m->job->client,
	    .registration = m->job->target,
	    .birth = m->registration.birth,
	    .postcode = m->registration.address.postcode,
	    .life = WELCOME_LIFE,
	}, m->arena);
}

enum err
welcome_gave_up(struct db_write *w, const struct job *job, struct arena *a)
{
	return ask_work(w, STR("decide"), job->client, job->target, a);
}

enum err
welcome_mail_job(struct core *core, const struct job *job, struct arena *a)
{
	struct mailing m = { .core = core, .job = job, .arena = a };
	struct buf subject, text;
	TRY(db_write_run(core->db, prepare_mail, &m));
	enum lang lang = m.registration.lang;
	struct welcome_mail page = {
		.link = str_printf(
			a, "%.*s/%s/welcome/%.*s", STR_ARG(core->public_url), lang_code(lang), STR_ARG(m.secret)),
		.days = WELCOME_LIFE / CLOCK_DAY,
		.sender = core->mail_from_name,
	};
	buf_init(&subject, 1000, a);
	buf_init(&text, 65536, a);
	welcome_mail_subject(&(struct html){ &subject, lang }, &page);
	welcome_mail_txt(&(struct html){ &text, lang }, &page);
	return contact_send_mail(core, &(struct contact_mail){
	    .to = m.to, .subject = buf_view(&subject), .text = buf_view(&text), .job = job->id }, a);
}
