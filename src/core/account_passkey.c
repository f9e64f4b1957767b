/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account_passkey.h"

#include <string.h>

#include "account_passkey.sql.h"
#include "crypto.h"
#include "passkey.h"
#include "random.h"
#include "vault.h"

#include "banned.h"

/* Two machines' clocks may differ. */
#define CLOCKS_APART CLOCK_MINUTE

/* ---- challenges ---- */

#define TIME_SIZE 8
#define NONCE_SIZE 16
#define HEAD_SIZE (TIME_SIZE + NONCE_SIZE)
#define CHALLENGE_SIZE (HEAD_SIZE + CRYPTO_MAC_SIZE)

static struct str
challenge_mac(struct core *core, enum passkey_purpose purpose, struct str bound, struct str head, struct arena *a)
{
	struct str what = str_hex(head.p, head.n, a), who = str_hex(bound.p, bound.n, a);
	struct str whole = str_printf(a, "%d %.*s %.*s", (int)purpose, STR_ARG(what), STR_ARG(who));
	return vault_index(core->vault, VAULT_INDEX_PASSKEY_CHALLENGE, whole, a);
}

struct str
account_passkey_challenge(struct core *core, enum passkey_purpose purpose, struct str bound, struct arena *a)
{
	char bytes[CHALLENGE_SIZE];
	uint64_t now = (uint64_t)clock_wall();
	for (int i = 0; i < TIME_SIZE; i++)
		bytes[i] = (char)(now >> (8 * (TIME_SIZE - 1 - i)));
	random_bytes(bytes + TIME_SIZE, NONCE_SIZE);
	struct str mac = challenge_mac(core, purpose, bound, str_from(bytes, HEAD_SIZE), a);
	memcpy(bytes + HEAD_SIZE, mac.p, CRYPTO_MAC_SIZE);
	return passkey_encode(str_from(bytes, sizeof bytes), a);
}

static bool
is_timely(struct str challenge)
{
	uint64_t made = 0;
	for (int i = 0; i < TIME_SIZE; i++)
		made = made << 8 | (unsigned char)challenge.p[i];
	int64_t age = clock_wall() - (int64_t)made;
	return age < PASSKEY_CHALLENGE_TTL && age > -CLOCKS_APART;
}

/* Whether it is a challenge of ours, for this and for whoever sends it. */
static enum err
read_challenge(struct core *core, enum passkey_purpose purpose, struct str bound, struct str text, struct arena *a,
    struct str *ret_challenge)
{
	struct str bytes;
	if (passkey_decode(text, CHALLENGE_SIZE, a, &bytes) != ERR_OK || bytes.n != CHALLENGE_SIZE)
		return ERR_NOT_FOUND;
	struct str mac = challenge_mac(core, purpose, bound, str_cut(bytes, 0, HEAD_SIZE), a);
	if (!crypto_equal(mac.p, bytes.p + HEAD_SIZE, CRYPTO_MAC_SIZE) || !is_timely(bytes))
		return ERR_NOT_FOUND;
	*ret_challenge = bytes;
	return ERR_OK;
}

static struct str
digest(struct str s, struct arena *a)
{
	unsigned char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	crypto_digest(s, hash);
	return str_from(hash, CRYPTO_MAC_SIZE);
}

/* ERR_NOT_FOUND: it was answered before. */
static enum err
use_up(struct db_write *w, struct str hash)
{
	int64_t changed;
	TRY(passkey_answered_insert(w, (struct passkey_answered_insert_in){ .hash = hash, .made = clock_wall() },
	    &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

struct str
account_passkey_site(const struct core *core)
{
	ptrdiff_t port = str_find_char(core->host, ':');
	return port < 0 ? core->host : str_cut(core->host, 0, (size_t)port);
}

struct str
account_passkey_user(struct core *core, struct id account, struct arena *a)
{
	struct str id = id_text(account, a);
	return passkey_encode(vault_index(core->vault, VAULT_INDEX_PASSKEY_USER, id, a), a);
}

static struct passkey_question
question_of(const struct core *core, struct str challenge)
{
	return (struct passkey_question){
		.origin = core->public_url, .site = account_passkey_site(core), .challenge = challenge,
	};
}

/* ---- signing in ---- */

static enum err
decode_answer(const struct passkey_sent *sent, struct arena *a, struct passkey_answer *ret_answer)
{
	TRY(passkey_decode(sent->client_data, PASSKEY_CLIENT_DATA_MAX, a, &ret_answer->client_data));
	TRY(passkey_decode(sent->authenticator, PASSKEY_AUTHENTICATOR_MAX, a, &ret_answer->authenticator));
	return passkey_decode(sent->signature, PASSKEY_SIGNATURE_MAX, a, &ret_answer->signature);
}

static enum err
find_key(struct core *core, struct str credential, struct arena *a, struct passkey_by_credential_row *ret_row)
{
	struct db_read *r;
	struct str id;
	if (passkey_decode(credential, PASSKEY_CREDENTIAL_MAX, a, &id) != ERR_OK || id.n == 0)
		return ERR_NOT_FOUND;
	TRY(db_read_begin(core->db, &r));
	enum err e = passkey_by_credential(r, (struct passkey_by_credential_in){ .credential = id }, a, ret_row);
	db_read_end(r);
	return e;
}

/* Where nobody said who they are, the authenticator says it. */
static bool
is_theirs(struct core *core, const struct passkey_by_credential_row *row, struct id account, struct str user,
    struct arena *a)
{
	if (!id_is_none(account))
		return id_eq(row->account, account) &&
		    (user.n == 0 || str_eq(user, account_passkey_user(core, row->account, a)));
	return str_eq(user, account_passkey_user(core, row->account, a));
}

static enum err
check_answer(struct core *core, const struct passkey_by_credential_row *row, struct str challenge,
    const struct passkey_sent *sent, struct arena *a, struct passkey_proof *ret_proof, const char **ret_why)
{
	struct passkey_answer answer;
	struct passkey_question q = question_of(core, challenge);
	struct passkey_key key = {
		.public_key = row->public_key, .algorithm = row->algorithm, .counter = row->counter,
	};
	int64_t counter;
	*ret_why = "too_long";
	if (decode_answer(sent, a, &answer) != ERR_OK)
		return ERR_NOT_FOUND;
	enum passkey_fault f = passkey_check(&q, &key, &answer, a, &counter);
	*ret_why = passkey_fault_name(f);
	if (f != PASSKEY_GOOD)
		return ERR_NOT_FOUND;
	*ret_proof = (struct passkey_proof){
		.account = row->account, .passkey = row->id, .counter = counter, .challenge = digest(challenge, a),
	};
	return ERR_OK;
}

enum err
account_passkey_verify(struct core *core, enum passkey_purpose purpose, struct str bound, struct id account,
    const struct passkey_sent *sent, struct arena *a, struct passkey_proof *ret_proof, const char **ret_why)
{
	struct str challenge;
	struct passkey_by_credential_row row;
	*ret_why = "challenge";
	TRY(read_challenge(core, purpose, bound, sent->challenge, a, &challenge));
	*ret_why = "unknown";
	TRY(find_key(core, sent->credential, a, &row));
	*ret_why = "other_account";
	if (!is_theirs(core, &row, account, sent->user, a))
		return ERR_NOT_FOUND;
	return check_answer(core, &row, challenge, sent, a, ret_proof, ret_why);
}

enum err
account_passkey_use(struct db_write *w, const struct passkey_proof *proof)
{
	int64_t changed;
	TRY(use_up(w, proof->challenge));
	TRY(passkey_use(w, (struct passkey_use_in){
	    .id = proof->passkey, .counter = proof->counter, .used = clock_wall() }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- keeping them ---- */

static enum err
is_room(struct db_write *w, struct id account, struct arena *a)
{
	struct passkey_count_row count;
	TRY(passkey_count(db_reading(w), (struct passkey_count_in){ .account = account }, a, &count));
	return count.count < PASSKEY_MOST ? ERR_OK : ERR_LIMIT;
}

static enum err
insert(struct core *core, struct db_write *w, struct id account, const struct passkey_key *key, struct str name,
    struct arena *a)
{
	int64_t changed;
	struct id id = id_new();
	TRY(passkey_insert(w, (struct passkey_insert_in){
	    .id = id,
	    .account = account,
	    .credential = key->id,
	    .public_key = key->public_key,
	    .algorithm = key->algorithm,
	    .counter = key->counter,
	    .name = vault_seal_staff(core->vault, SEALED_PASSKEY_NAME, id, name, a),
	    .made = clock_wall(),
	}, &changed));
	return changed == 1 ? ERR_OK : ERR_CONFLICT;
}

enum err
account_passkey_add(struct core *core, struct db_write *w, struct id account, struct str bound,
    const struct passkey_new *n, struct arena *a, const char **ret_why)
{
	struct str challenge, client_data, attestation;
	struct passkey_key key;
	*ret_why = "challenge";
	TRY(read_challenge(core, PASSKEY_FOR_NEW, bound, n->challenge, a, &challenge));
	*ret_why = "too_long";
	if (passkey_decode(n->client_data, PASSKEY_CLIENT_DATA_MAX, a, &client_data) != ERR_OK ||
	    passkey_decode(n->attestation, PASSKEY_ATTESTATION_MAX, a, &attestation) != ERR_OK)
		return ERR_NOT_FOUND;
	struct passkey_question q = question_of(core, challenge);
	enum passkey_fault f = passkey_register(&q, client_data, attestation, a, &key);
	*ret_why = passkey_fault_name(f);
	if (f != PASSKEY_GOOD)
		return ERR_NOT_FOUND;
	*ret_why = "replayed";
	TRY(use_up(w, digest(challenge, a)));
	TRY(is_room(w, account, a));
	return insert(core, w, account, &key, n->name, a);
}

enum err
account_passkey_list(struct core *core, struct db_read *r, struct id account, struct arena *a,
    struct passkeys_kept *ret_list)
{
	struct passkey_list_rows rows;
	TRY(passkey_list(r, (struct passkey_list_in){ .account = account }, a, &rows));
	struct passkey_kept *v = ARENA_ARRAY(a, struct passkey_kept, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct passkey_list_row *row = &rows.v[i];
		v[i] = (struct passkey_kept){ .id = row->id, .credential = passkey_encode(row->credential, a),
			.made = row->made, .used = row->used.set ? row->used.v : 0 };
		TRY(vault_unseal_staff(core->vault, SEALED_PASSKEY_NAME, row->id, row->name, a, &v[i].name));
	}
	*ret_list = (struct passkeys_kept){ v, rows.n };
	return ERR_OK;
}

enum err
account_passkey_rename(struct core *core, struct db_write *w, struct id account, struct id passkey, struct str name,
    struct arena *a)
{
	int64_t changed;
	TRY(passkey_rename(w, (struct passkey_rename_in){
	    .id = passkey,
	    .account = account,
	    .name = vault_seal_staff(core->vault, SEALED_PASSKEY_NAME, passkey, name, a),
	}, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
has_other_way(struct db_read *r, struct id account, struct arena *a)
{
	struct passkey_count_row count;
	struct passkey_other_way_row other;
	TRY(passkey_count(r, (struct passkey_count_in){ .account = account }, a, &count));
	TRY(passkey_other_way(r, (struct passkey_other_way_in){ .account = account }, a, &other));
	return other.way || count.count > 0 ? ERR_OK : ERR_CONFLICT;
}

enum err
account_passkey_remove(struct db_write *w, struct id account, struct id passkey, struct arena *a)
{
	int64_t changed;
	TRY(passkey_delete(w, (struct passkey_delete_in){ .id = passkey, .account = account }, &changed));
	if (changed != 1)
		return ERR_NOT_FOUND;
	return has_other_way(db_reading(w), account, a);
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	/* twice as long as anybody could answer it */
	return passkey_answered_sweep(w, (struct passkey_answered_sweep_in){
	    .before = clock_wall() - 2 * (PASSKEY_CHALLENGE_TTL + CLOCKS_APART) });
}

enum err
account_passkey_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
