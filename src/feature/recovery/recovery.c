/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "recovery.h"

#include "access.h"
#include "code.h"
#include "contact.h"
#include "crypto.h"
#include "random.h"
#include "recovery.sql.h"
#include "recovery_mail.subject.h"
#include "recovery_mail.txt.h"
#include "recovery_view.h"
#include "session.h"

#include "banned.h"

#define TOKEN_BYTES 32

static const char *const how_names[RECOVERY_HOW_COUNT] = { "met", "called", "other" };

static const char *const state_names[RECOVERY_STATE_COUNT] = {
	"waiting", "approved", "ready", "used", "refused", "withdrawn", "stopped", "void", "expired",
};

const char *
recovery_how_name(enum recovery_how h)
{
	return how_names[h];
}

enum recovery_how
recovery_how_parse(struct str name)
{
	return (enum recovery_how)str_place(name, how_names, RECOVERY_HOW_COUNT);
}

/* ---- how it stands ---- */

static bool
is_colleague(struct id team, struct id of, struct str role, struct db_int closed)
{
	return !closed.set && id_eq(team, of) && permission_has(role_parse(role), PERM_WORK);
}

/* Whether both workers still stand behind it, and the client's account still is one. */
static bool
is_backed(const struct recovery_newest_row *row)
{
	bool starter = is_colleague(row->team, row->starter_team, row->starter_role, row->starter_closed);
	bool decider = id_is_none(row->decided_by) ||
	    is_colleague(row->team, row->decider_team, row->decider_role, row->decider_closed);
	return starter && decider && !row->closed.set && !row->moved;
}

static enum recovery_state
state_of(const struct recovery_newest_row *row, int64_t now)
{
	enum recovery_state s = (enum recovery_state)str_place(row->state, state_names, RECOVERY_STATE_COUNT);
	if (row->ended.set)
		return s;
	if (!is_backed(row))
		return RECOVERY_VOID;
	if (s == RECOVERY_WAITING)
		return now < row->made + RECOVERY_LIFE ? RECOVERY_WAITING : RECOVERY_EXPIRED;
	if (now < row->ready.v)
		return RECOVERY_APPROVED;
	return now < row->ready.v + RECOVERY_LIFE ? RECOVERY_READY : RECOVERY_EXPIRED;
}

bool
recovery_is_open(const struct recovery *y)
{
	return y->state < RECOVERY_USED;
}

enum err
recovery_find(struct db_read *r, struct id client, struct arena *a, struct recovery *ret_recovery)
{
	struct recovery_newest_row row;
	TRY(recovery_newest(r, (struct recovery_newest_in){ .client = client }, a, &row));
	*ret_recovery = (struct recovery){
		.id = row.id,
		.client = client,
		.account = row.account,
		.started_by = row.started_by,
		.decided_by = row.decided_by,
		.how = recovery_how_parse(row.how),
		.state = state_of(&row, clock_wall()),
		.made = row.made,
		.decided = row.decided.v,
		.ready = row.ready.v,
		.ended = row.ended.v,
		.reason = row.reason,
		.other = row.other,
		.answer = row.answer,
	};
	return ERR_OK;
}

enum err
recovery_read(const struct vault_key *k, struct recovery *y, struct arena *a)
{
	TRY(vault_unseal(k, SEALED_RECOVERY_REASON, y->id, y->reason, a, &y->reason));
	TRY(vault_unseal(k, SEALED_RECOVERY_OTHER, y->id, y->other, a, &y->other));
	return vault_unseal(k, SEALED_RECOVERY_ANSWER, y->id, y->answer, a, &y->answer);
}

/* The newest while it is open, ERR_NOT_FOUND else. */
static enum err
find_open(struct db_read *r, struct id client, struct arena *a, struct recovery *ret_recovery)
{
	struct recovery y;
	TRY(recovery_find(r, client, a, &y));
	if (!recovery_is_open(&y))
		return ERR_NOT_FOUND;
	*ret_recovery = y;
	return ERR_OK;
}

/* ---- the workers ---- */

static enum err
put_end(struct db_write *w, const struct recovery *y, enum recovery_state how)
{
	int64_t changed;
	TRY(recovery_put_end(w, (struct recovery_put_end_in){
	    .client = y->client,
	    .id = y->id,
	    .state = str_from_z(state_names[how]),
	    .ended = clock_wall(),
	}, &changed));
	return changed == 1 ? code_end(w, CODE_RECOVERY, y->id) : ERR_NOT_FOUND;
}

/* Makes room for a new one. */
static enum err
close_before(struct db_write *w, struct id client, struct arena *a)
{
	struct recovery y;
	enum err e = recovery_find(db_reading(w), client, a, &y);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	if (recovery_is_open(&y))
		return ERR_CONFLICT;
	return y.ended == 0 ? put_end(w, &y, y.state) : ERR_OK;
}

/* Only to the address that the person called safe; where their wishes allow none, it stands in their own place. */
static enum err
tell(struct core *core, struct db_write *w, const struct vault_key *k, struct id recovery,
    enum contact_message message, struct arena *a)
{
	struct contact_profile p;
	TRY(contact_profile_load(db_reading(w), k, a, &p));
	if (p.email.n == 0)
		return ERR_OK;
	enum err e = contact_queue(w, core->vault, &p, vault_key_client(k), recovery, message, a);
	return e == ERR_FORBIDDEN ? ERR_OK : e;
}

enum err
recovery_start(
    struct core *core, struct db_write *w, const struct vault_key *k, const struct recovery_new *n, struct arena *a)
{
	struct recovery_whose_row whose;
	struct id client = vault_key_client(k), id = id_new();
	TRY(recovery_whose(db_reading(w), (struct recovery_whose_in){ .client = client }, a, &whose));
	if (id_is_none(whose.account))
		return ERR_NOT_FOUND;
	TRY(close_before(w, client, a));
	TRY(recovery_insert(w, (struct recovery_insert_in){
	    .id = id,
	    .client = client,
	    .account = whose.account,
	    .started_by = n->by,
	    .made = clock_wall(),
	    .how = str_from_z(recovery_how_name(n->how)),
	    .reason = vault_seal(k, SEALED_RECOVERY_REASON, id, n->reason, a),
	    .other = vault_seal(k, SEALED_RECOVERY_OTHER, id, n->other, a),
	}));
	return tell(core, w, k, id, MESSAGE_RECOVERY, a);
}

enum err
recovery_decide(struct core *core, struct db_write *w, const struct vault_key *k, const struct recovery_decision *d,
    struct arena *a)
{
	struct recovery y;
	int64_t now = clock_wall(), changed;
	TRY(find_open(db_reading(w), vault_key_client(k), a, &y));
	if (y.state != RECOVERY_WAITING || !id_eq(y.id, d->recovery))
		return ERR_NOT_FOUND;
	if (id_eq(y.started_by, d->by))
		return ERR_FORBIDDEN;
	struct recovery_put_decision_in in = {
		.client = y.client,
		.id = y.id,
		.state = str_from_z(state_names[d->yes ? RECOVERY_APPROVED : RECOVERY_REFUSED]),
		.decided_by = d->by,
		.decided = now,
		.answer = vault_seal(k, SEALED_RECOVERY_ANSWER, y.id, d->reason, a),
	};
	if (d->yes)
		in.ready = DB_INT(now + core->recovery_hours * CLOCK_HOUR);
	else
		in.ended = DB_INT(now);
	TRY(recovery_put_decision(w, in, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
recovery_end(struct db_write *w, struct id client, enum recovery_state how, struct arena *a)
{
	struct recovery y;
	TRY(find_open(db_reading(w), client, a, &y));
	return put_end(w, &y, how);
}

enum err
recovery_make_code(struct core *core, struct db_write *w, struct id client, struct id by,
    const struct welcome_proof *known, struct arena *a, struct str *ret_secret)
{
	struct recovery y;
	struct code_new n = { .kind = CODE_RECOVERY, .client = client, .life = RECOVERY_CODE_LIFE };
	enum err e = find_open(db_reading(w), client, a, &y);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && (y.state != RECOVERY_READY || !id_eq(y.started_by, by))))
		return ERR_FORBIDDEN;
	TRY(e);
	n.target = y.id;
	n.secret = code_make_print(a);
	TRY(welcome_proof_keep(core->vault, n.secret, known, a, &n.held));
	TRY(code_end(w, CODE_RECOVERY, y.id));
	TRY(code_put(w, core->vault, &n, a));
	*ret_secret = n.secret;
	return ERR_OK;
}

/* ---- the client ---- */

static struct str
new_token(struct arena *a)
{
	unsigned char secret[TOKEN_BYTES];
	random_bytes(secret, sizeof secret);
	struct str token = id_base32(secret, sizeof secret, a);
	crypto_wipe(secret, sizeof secret);
	return token;
}

/* The one that the code or cookie is of, while a code of it may be used. */
static enum err
find_ready(struct db_read *r, struct id client, struct id id, struct arena *a, struct recovery *ret_recovery)
{
	struct recovery y;
	TRY(find_open(r, client, a, &y));
	if (!id_eq(y.id, id) || y.state != RECOVERY_READY)
		return ERR_NOT_FOUND;
	*ret_recovery = y;
	return ERR_OK;
}

enum err
recovery_prove(struct core *core, struct db_write *w, struct str secret, const struct welcome_proof *proof,
    struct arena *a, struct str *ret_token)
{
	struct code code;
	struct recovery y;
	int64_t changed;
	TRY(code_find(db_reading(w), core->vault, CODE_RECOVERY, secret, a, &code));
	if (!welcome_proof_fits(core->vault, secret, code.held, proof, a)) {
		TRY(code_count_try(w, core->vault, secret, a));
		return ERR_FORBIDDEN;
	}
	TRY(find_ready(db_reading(w), code.client, code.target, a, &y));
	struct str token = new_token(a);
	TRY(recovery_put_proof(w, (struct recovery_put_proof_in){
	    .client = y.client, .id = y.id, .proof = session_hash(token, a), .proved = clock_wall() }, &changed));
	*ret_token = token;
	return code_end(w, CODE_RECOVERY, y.id);
}

enum err
recovery_proved(struct db_read *r, struct str token, struct arena *a, struct recovery *ret_recovery)
{
	struct recovery_by_proof_row row;
	if (token.n == 0)
		return ERR_NOT_FOUND;
	TRY(recovery_by_proof(r, (struct recovery_by_proof_in){
	    .proof = session_hash(token, a), .after = clock_wall() - RECOVERY_PROVED_LIFE }, a, &row));
	return find_ready(r, row.client, row.id, a, ret_recovery);
}

enum err
recovery_finish(struct core *core, struct db_write *w, const struct vault_key *k, const struct recovery *y,
    struct arena *a)
{
	TRY(put_end(w, y, RECOVERY_USED));
	return tell(core, w, k, y->id, MESSAGE_RECOVERED, a);
}

/* ---- the mail ---- */

struct mailing {
	struct core *core;
	const struct job *job;
	struct arena *arena;
	struct str to;
	enum lang lang;
};

/* Looks at the wishes once more, on record. */
static enum err
prepare_mail(struct db_write *w, void *arg)
{
	struct mailing *m = arg;
	const struct access_grant *grant;
	const struct vault_key *key;
	struct contact_profile profile;
	struct recovery_of_job_row row;
	struct id client = m->job->client;
	struct access_request q = {
		.actor = job_actor(m->job), .client = client, .part = "identity", .purpose = "send",
	};
	TRY(recovery_of_job(db_reading(w), (struct recovery_of_job_in){ .client = client, .id = m->job->target },
		m->arena, &row));
	TRY(access_write(w, &q, m->arena, &grant));
	TRY(vault_open(m->core->vault, db_reading(w), client, grant, m->arena, &key));
	TRY(contact_profile_load(db_reading(w), key, m->arena, &profile));
	if (profile.email.n == 0 || contact_fits(&profile, CHANNEL_MAIL, clock_wall()) != CONTACT_FITS)
		return ERR_FORBIDDEN;
	m->to = profile.email;
	m->lang = str_eq_z(row.language, lang_code(LANG_EN)) ? LANG_EN : LANG_NL;
	return ERR_OK;
}

enum err
recovery_mail_job(struct core *core, const struct job *job, struct arena *a)
{
	struct mailing m = { .core = core, .job = job, .arena = a };
	struct buf subject, text;
	TRY(db_write_run(core->db, prepare_mail, &m));
	struct recovery_mail page = { .phone = core->phone, .sender = core->mail_from_name };
	buf_init(&subject, 1000, a);
	buf_init(&text, 65536, a);
	recovery_mail_subject(&(struct html){ &subject, m.lang }, &page);
	recovery_mail_txt(&(struct html){ &text, m.lang }, &page);
	return contact_send_mail(core, &(struct contact_mail){
	    .to = m.to, .subject = buf_view(&subject), .text = buf_view(&text), .job = job->id }, a);
}
