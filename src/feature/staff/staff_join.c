/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "code.h"
#include "contact.h"
#include "crypto.h"
#include "crypto_sign_in.h"
#include "session.h"
#include "staff.sql.h"
#include "staff_internal.h"
#include "staff_mail.subject.h"
#include "staff_mail.txt.h"
#include "staff_view.h"
#include "vault.h"

#include "banned.h"

/* ---- the mail ---- */

struct mailing {
	struct core *core;
	const struct job *job;
	struct arena *arena;
	struct str to, secret;
	enum lang lang;
};

static enum err
prepare(struct db_write *w, void *arg)
{
	struct mailing *m = arg;
	struct vault *v = m->core->vault;
	struct id id = m->job->target;
	struct staff_invitation_get_row row;
	int64_t now = clock_wall();
	TRY(staff_invitation_get(
		db_reading(w), (struct staff_invitation_get_in){ .id = id, .now = now }, m->arena, &row));
	TRY(vault_unseal_staff(v, SEALED_INVITATION_EMAIL, id, row.email, m->arena, &m->to));
	m->lang = str_eq_z(row.language, lang_code(LANG_EN)) ? LANG_EN : LANG_NL;
	m->secret = code_make_link(v, m->job->id, m->arena);
	struct code_new n = {
		.kind = CODE_INVITATION, .secret = m->secret, .target = id, .life = row.expires - now,
	};
	return code_put(w, v, &n, m->arena);
}

enum err
staff_mail_job(struct core *core, const struct job *job, struct arena *a)
{
	struct mailing m = { .core = core, .job = job, .arena = a };
	struct buf subject, text;
	enum err e = db_write_run(core->db, prepare, &m);
	if (e == ERR_NOT_FOUND) /* withdrawn, or used already */
		return ERR_OK;
	TRY(e);
	struct staff_mail_text page = {
		.link = str_printf(
			a, "%.*s/%s/invitation/%.*s", STR_ARG(core->public_url), lang_code(m.lang), STR_ARG(m.secret)),
		.days = STAFF_INVITATION_LIFE / CLOCK_DAY,
		.sender = core->mail_from_name,
	};
	buf_init(&subject, 1000, a);
	buf_init(&text, 65536, a);
	staff_mail_subject(&(struct html){ &subject, m.lang }, &page);
	staff_mail_txt(&(struct html){ &text, m.lang }, &page);
	return contact_send_mail(core, &(struct contact_mail){
	    .to = m.to, .subject = buf_view(&subject), .text = buf_view(&text), .job = job->id }, a);
}

/* ---- the one who was invited ---- */

enum err
staff_invitation_find(struct core *core, struct db_read *r, struct str secret, struct arena *a,
    struct staff_invitation *ret_invitation)
{
	struct vault *v = core->vault;
	struct code code;
	struct staff_invitation_get_row row;
	TRY(code_find(r, v, CODE_INVITATION, secret, a, &code));
	struct staff_invitation i = { .id = code.target };
	TRY(staff_invitation_get(r, (struct staff_invitation_get_in){ .id = i.id, .now = clock_wall() }, a, &row));
	TRY(vault_unseal_staff(v, SEALED_INVITATION_NAME, i.id, row.name, a, &i.name));
	TRY(vault_unseal_staff(v, SEALED_INVITATION_EMAIL, i.id, row.email, a, &i.email));
	TRY(vault_unseal_staff(v, SEALED_INVITATION_TOTP, i.id, row.totp, a, &i.totp));
	i.role = role_parse(row.role);
	i.team_name = row.team_name;
	*ret_invitation = i;
	return ERR_OK;
}

enum err
staff_invitation_password(struct core *core, struct db_write *w, struct id invitation, struct str hash, struct arena *a)
{
	unsigned char secret[CRYPTO_TOTP_SECRET_SIZE];
	int64_t changed;
	crypto_totp_secret(secret);
	struct str totp = vault_seal_staff(
		core->vault, SEALED_INVITATION_TOTP, invitation, str_from(secret, sizeof secret), a);
	crypto_wipe(secret, sizeof secret);
	TRY(staff_invitation_choose(
		w, (struct staff_invitation_choose_in){ .id = invitation, .password = hash, .totp = totp }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
begin_account(struct core *core, struct db_write *w, const struct staff_invitation *i, int64_t step, struct arena *a)
{
	struct staff_invitation_get_row row;
	struct account_proof proof = { .step = step };
	int64_t now = clock_wall();
	TRY(staff_invitation_get(db_reading(w), (struct staff_invitation_get_in){ .id = i->id, .now = now }, a, &row));
	if (row.password.p == NULL)
		return ERR_NOT_FOUND;
	struct account_new n = {
		.role = role_parse(row.role),
		.team = row.team,
		.email = i->email,
		.name = i->name,
		.totp_secret = i->totp,
	};
	TRY(account_put(core, w, &n, row.password, a, &proof.account));
	TRY(account_use_proof(w, &proof));
	return staff_event_insert(w, (struct staff_event_insert_in){
	    .id = id_new(),
	    .made = now,
	    .actor = proof.account,
	    .what = str_from_z(staff_what_name(STAFF_JOINED)),
	    .account = proof.account,
	    .team = row.team,
	    .after = row.role,
	});
}

enum err
staff_invitation_finish(struct core *core, struct db_write *w, const struct staff_invitation *i, struct str code,
    struct arena *a)
{
	int64_t step, changed;
	if (i->totp.n != CRYPTO_TOTP_SECRET_SIZE)
		return ERR_NOT_FOUND;
	if (account_check_app(i->totp, code, 0, &step) != ERR_OK)
		return ERR_INVALID;
	TRY(begin_account(core, w, i, step, a));
	return staff_invitation_end(
		w, (struct staff_invitation_end_in){ .id = i->id, .ended = clock_wall() }, &changed);
}
