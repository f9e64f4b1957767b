/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account.h"

#include "account.sql.h"
#include "clock.h"
#include "crypto.h"
#include "crypto_sign_in.h"
#include "session.h"

#include "banned.h"

enum err
enrolment_begin(struct core *core, struct db_write *w, const struct enrolment_new *n, struct arena *a)
{
	unsigned char secret[CRYPTO_TOTP_SECRET_SIZE];
	crypto_totp_secret(secret);
	struct enrolment_insert_in in = {
		.owner = n->owner,
		.client = n->client,
		.email = vault_seal_staff(core->vault, SEALED_ENROLMENT_EMAIL, n->owner, n->email, a),
		.password = n->password,
		.totp = vault_seal_staff(
			core->vault, SEALED_ENROLMENT_TOTP, n->owner, str_from(secret, sizeof secret), a),
		.made = clock_wall(),
	};
	crypto_wipe(secret, sizeof secret);
	TRY(enrolment_delete(w, (struct enrolment_delete_in){ .owner = n->owner }));
	return enrolment_insert(w, in);
}

enum err
enrolment_find(struct core *core, struct db_read *r, struct id owner, struct arena *a, struct enrolment *ret_enrolment)
{
	struct enrolment_get_row row;
	struct enrolment n;
	TRY(enrolment_get(r, (struct enrolment_get_in){
	    .owner = owner, .made_after = clock_wall() - ENROLMENT_LIFE }, a, &row));
	TRY(vault_unseal_staff(core->vault, SEALED_ENROLMENT_EMAIL, owner, row.email, a, &n.email));
	TRY(vault_unseal_staff(core->vault, SEALED_ENROLMENT_TOTP, owner, row.totp, a, &n.totp));
	n.password = row.password;
	*ret_enrolment = n;
	return ERR_OK;
}

static enum err
check_code(const struct enrolment *n, struct str code, int64_t *ret_step)
{
	if (n->totp.n != CRYPTO_TOTP_SECRET_SIZE)
		return ERR_INTERNAL;
	return account_check_app(n->totp, code, 0, ret_step) == ERR_OK ? ERR_OK : ERR_INVALID;
}

enum err
account_make(struct core *core, struct db_write *w, const struct vault_key *client, struct str code, struct arena *a,
    struct account_made *ret_made)
{
	struct id owner = vault_key_client(client);
	struct enrolment n;
	struct account_proof proof = { 0 };
	TRY(enrolment_find(core, db_reading(w), owner, a, &n));
	if (n.email.p == NULL || n.password.p == NULL)
		return ERR_NOT_FOUND;
	enum err has = account_client_has(db_reading(w), owner, a);
	if (has != ERR_NOT_FOUND)
		return has == ERR_OK ? ERR_CONFLICT : has;
	TRY(check_code(&n, code, &proof.step));
	struct account_new made = { .role = ROLE_CLIENT, .client = client, .email = n.email, .totp_secret = n.totp };
	TRY(account_put_quietly(core, w, &made, n.password, a, &proof.account));
	TRY(account_use_proof(w, &proof));
	ret_made->account = proof.account;
	TRY(recovery_code_make(w, core->vault, proof.account, a, ret_made->codes));
	return enrolment_delete(w, (struct enrolment_delete_in){ .owner = owner });
}

enum err
account_make_anew(struct core *core, struct db_write *w, const struct vault_key *client, struct id owner,
    struct id account, struct str code, struct arena *a, struct account_made *ret_made)
{
	struct enrolment n;
	struct account_anew anew = { .account = account, .client = client };
	TRY(enrolment_find(core, db_reading(w), owner, a, &n));
	if (n.email.p == NULL || n.password.p == NULL)
		return ERR_NOT_FOUND;
	TRY(check_code(&n, code, &anew.step));
	anew.email = n.email;
	anew.hash = n.password;
	anew.totp_secret = n.totp;
	TRY(account_open_anew(core, w, &anew, a));
	/* another app that was being tried is over too */
	TRY(enrolment_delete(w, (struct enrolment_delete_in){ .owner = account }));
	TRY(enrolment_delete(w, (struct enrolment_delete_in){ .owner = owner }));
	ret_made->account = account;
	return recovery_code_make(w, core->vault, account, a, ret_made->codes);
}

enum err
account_take_app(struct core *core, struct db_write *w, struct id account, struct str code, struct arena *a)
{
	struct enrolment n;
	int64_t step;
	TRY(enrolment_find(core, db_reading(w), account, a, &n));
	TRY(check_code(&n, code, &step));
	TRY(account_change_app(core, w, account, n.totp, step, a));
	return enrolment_delete(w, (struct enrolment_delete_in){ .owner = account });
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return enrolment_sweep(w, (struct enrolment_sweep_in){ .made_before = clock_wall() - ENROLMENT_LIFE });
}

enum err
account_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
