/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "session.h"

#include <pthread.h>
#include <string.h>

#include "assignment.h"
#include "clock.h"
#include "crypto.h"
#include "crypto_sign_in.h"
#include "random.h"
#include "recovery_code.h"
#include "session.sql.h"
#include "vault.h"

#include "banned.h"

#define TOKEN_BYTES 32
/* Seen further in the future than clocks differ: ours went back, and nothing
 * can be said of how long ago that was. */
#define CLOCKS_APART (5 * CLOCK_MINUTE)

static struct str
new_token(struct arena *a)
{
	unsigned char secret[TOKEN_BYTES];
	random_bytes(secret, sizeof secret);
	struct str token = id_base32(secret, sizeof secret, a);
	crypto_wipe(secret, sizeof secret);
	return token;
}

struct str
session_hash(struct str token, struct arena *a)
{
	char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	crypto_digest(token, (unsigned char *)hash);
	return (struct str){ hash, CRYPTO_MAC_SIZE };
}

enum err
session_find(struct db_read *r, struct str token, struct arena *a, struct actor *ret_actor, bool *ret_stale)
{
	int64_t now = clock_wall();
	struct session_get_row row;
	struct session_get_in in = {
		.hash = session_hash(token, a),
		.made_after = now - SESSION_ABSOLUTE,
		.seen_after = now - SESSION_IDLE,
		.seen_before = now + CLOCKS_APART,
	};
	TRY(session_get(r, in, a, &row));
	bool client = !id_is_none(row.client);
	struct session_newest_registration_row newest = { ID_NONE };
	enum err e = client ? session_newest_registration(
	    r, (struct session_newest_registration_in){ .client = row.client }, a, &newest) : ERR_OK;
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_actor = (struct actor){
		.kind = client ? ACTOR_CLIENT : ACTOR_ACCOUNT,
		.role = role_parse(row.role),
		.id = client ? row.client : row.account,
		.team = row.team,
		.account = row.account,
		.client = row.client,
		.target = newest.id,
		.session = in.hash,
		.proved = row.proved,
		.ends = row.made + SESSION_ABSOLUTE,
	};
	*ret_stale = now - row.seen > SESSION_TOUCH;
	return ERR_OK;
}

enum err
session_begin(struct db_write *w, const struct session_new *n, struct arena *a, struct str *ret_token)
{
	struct str token = new_token(a);
	TRY(session_insert(w, (struct session_insert_in){
	    .hash = session_hash(token, a),
	    .account = n->account,
	    .made = clock_wall(),
	    .method = str_from_z(n->method),
	    .device = n->device.p == NULL ? STR("") : n->device,
	}));
	*ret_token = token;
	return account_seen(w, (struct account_seen_in){ .id = n->account, .seen = clock_wall() });
}

enum err
session_end(struct db_write *w, struct str token)
{
	struct arena *a = arena_new();
	enum err e = session_delete(w, (struct session_delete_in){ .hash = session_hash(token, a) });
	arena_free(a);
	return e;
}

enum err
session_seen(struct db_write *w, struct str hash)
{
	return session_touch(w, (struct session_touch_in){ .hash = hash, .seen = clock_wall() });
}

/* ---- one's own sessions ---- */

enum err
session_list(struct db_read *r, const struct actor *actor, struct arena *a, struct session_list *ret_list)
{
	struct session_of_account_rows rows;
	int64_t now = clock_wall();
	TRY(session_of_account(r, (struct session_of_account_in){
	    .account = actor->account,
	    .made_after = now - SESSION_ABSOLUTE,
	    .seen_after = now - SESSION_IDLE,
	}, a, &rows));
	struct session_shown *v = ARENA_ARRAY(a, struct session_shown, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct session_shown){
			.key = id_base32(session_hash(rows.v[i].hash, a).p, 15, a),
			.hash = rows.v[i].hash,
			.method = rows.v[i].method,
			.device = rows.v[i].device,
			.made = rows.v[i].made,
			.seen = rows.v[i].seen,
			.current = str_eq(rows.v[i].hash, actor->session),
		};
	*ret_list = (struct session_list){ v, rows.n };
	return ERR_OK;
}

enum err
session_end_one(struct db_write *w, const struct actor *actor, struct str key, struct arena *a)
{
	struct session_list list;
	int64_t changed;
	TRY(session_list(db_reading(w), actor, a, &list));
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i].key, key))
			return session_delete_own(w, (struct session_delete_own_in){
			    .hash = list.v[i].hash, .account = actor->account }, &changed);
	return ERR_NOT_FOUND;
}

enum err
session_end_others(struct db_write *w, const struct actor *actor)
{
	return session_delete_others(
	    w, (struct session_delete_others_in){ .account = actor->account, .hash = actor->session });
}

bool
session_proved_lately(const struct actor *actor)
{
	int64_t ago = clock_wall() - actor->proved;
	return ago < SESSION_PROVED && ago > -CLOCKS_APART;
}

/* ---- visits ---- */

enum err
visit_find(struct db_read *r, struct str token, struct arena *a, struct actor *ret_actor, bool *ret_stale)
{
	int64_t now = clock_wall();
	struct visit_get_row row;
	struct visit_get_in in = {
		.hash = session_hash(token, a),
		.made_after = now - VISIT_ABSOLUTE,
		.seen_after = now - SESSION_IDLE,
		.seen_before = now + CLOCKS_APART,
	};
	TRY(visit_get(r, in, a, &row));
	*ret_actor = (struct actor){
		.kind = ACTOR_CLIENT,
		.id = row.client,
		.client = row.client,
		.target = row.target,
		.session = in.hash,
		.ends = row.made + VISIT_ABSOLUTE,
	};
	*ret_stale = now - row.seen > SESSION_TOUCH;
	return ERR_OK;
}

enum err
visit_begin(struct db_write *w, struct id client, struct id target, struct arena *a, struct str *ret_token)
{
	struct str token = new_token(a);
	TRY(visit_insert(w, (struct visit_insert_in){
	    .hash = session_hash(token, a), .client = client, .target = target, .made = clock_wall() }));
	*ret_token = token;
	return ERR_OK;
}

enum err
visit_end(struct db_write *w, struct str token)
{
	struct arena *a = arena_new();
	enum err e = visit_delete(w, (struct visit_delete_in){ .hash = session_hash(token, a) });
	arena_free(a);
	return e;
}

enum err
visit_seen(struct db_write *w, struct str hash)
{
	return visit_touch(w, (struct visit_touch_in){ .hash = hash, .seen = clock_wall() });
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	int64_t now = clock_wall();
	TRY(session_sweep(w, (struct session_sweep_in){
	    .made_before = now - SESSION_ABSOLUTE, .seen_before = now - SESSION_IDLE }));
	return visit_sweep(w, (struct visit_sweep_in){
	    .made_before = now - VISIT_ABSOLUTE, .seen_before = now - SESSION_IDLE });
}

enum err
session_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}

/* ---- accounts ---- */

/* Each password takes 64 MiB: two at once, the others wait their turn. */
static pthread_mutex_t turn_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_free = PTHREAD_COND_INITIALIZER;
static int turns = 2;

static void
take_turn(void)
{
	pthread_mutex_lock(&turn_lock);
	while (turns == 0)
		pthread_cond_wait(&turn_free, &turn_lock);
	turns--;
	pthread_mutex_unlock(&turn_lock);
}

static void
give_turn(void)
{
	pthread_mutex_lock(&turn_lock);
	turns++;
	pthread_cond_signal(&turn_free);
	pthread_mutex_unlock(&turn_lock);
}

static enum err
verify_password(struct str hash, struct str password)
{
	take_turn();
	enum err e = crypto_password_verify(hash, password);
	give_turn();
	return e;
}

enum err
account_hash_password(struct str password, struct arena *a, struct str *ret_hash)
{
	take_turn();
	enum err e = crypto_password_hash(password, a, ret_hash);
	give_turn();
	return e;
}

enum err
account_key_of_password(struct str password, struct str salt, int64_t cost, struct crypto_key *ret_key)
{
	take_turn();
	enum err e = crypto_password_key(password, salt, cost, ret_key);
	give_turn();
	return e;
}

static enum err
insert_account(struct core *core, struct db_write *w, const struct account_new *n, struct id id, struct str mac,
    struct str hash, struct arena *a)
{
	struct vault *v = core->vault;
	if ((n->role == ROLE_CLIENT) != (n->client != NULL))
		return ERR_INVALID;
	return account_insert(w, (struct account_insert_in){
	    .id = id,
	    .role = str_from_z(role_name(n->role)),
	    .team = n->team,
	    .client = n->client == NULL ? ID_NONE : vault_key_client(n->client),
	    .email_mac = mac,
	    .email = n->client == NULL ? vault_seal_staff(v, SEALED_ACCOUNT_EMAIL, id, n->email, a)
	                               : vault_seal(n->client, SEALED_ACCOUNT_CLIENT_EMAIL, id, n->email, a),
	    .name = vault_seal_staff(v, SEALED_ACCOUNT_NAME, id, n->client == NULL ? n->name : STR(""), a),
	    .password = hash,
	    .totp = vault_seal_staff(v, SEALED_ACCOUNT_TOTP, id, n->totp_secret, a),
	    .made = clock_wall(),
	});
}

static struct str
email_mac(struct vault *v, struct str email, struct arena *a)
{
	return vault_index(v, VAULT_INDEX_STAFF_EMAIL, vault_normal_email(email, a), a);
}

/* In the place of an e-mail's hash: what no e-mail gives. */
static struct str
no_email_mac(struct vault *v, struct id id, struct arena *a)
{
	return email_mac(v, str_printf(a, "taken %.*s", STR_ARG(id_text(id, a))), a);
}

enum err
account_put(struct core *core, struct db_write *w, const struct account_new *n, struct str hash, struct arena *a,
    struct id *ret_id)
{
	struct id id = id_new();
	TRY(insert_account(core, w, n, id, email_mac(core->vault, n->email, a), hash, a));
	*ret_id = id;
	return ERR_OK;
}

enum err
account_put_quietly(struct core *core, struct db_write *w, const struct account_new *n, struct str hash,
    struct arena *a, struct id *ret_id)
{
	struct id id = id_new();
	struct account_taken_row row;
	struct str mac = email_mac(core->vault, n->email, a);
	enum err e = account_taken(db_reading(w), (struct account_taken_in){ .email_mac = mac }, a, &row);
	if (e == ERR_OK)
		mac = no_email_mac(core->vault, id, a);
	else if (e != ERR_NOT_FOUND)
		return e;
	TRY(insert_account(core, w, n, id, mac, hash, a));
	*ret_id = id;
	return ERR_OK;
}

struct account_task {
	struct core *core;
	const struct account_new *n;
	struct arena *arena;
	struct str hash;
	struct id id;
};

static enum err
account_write(struct db_write *w, void *arg)
{
	struct account_task *t = arg;
	return account_put(t->core, w, t->n, t->hash, t->arena, &t->id);
}

enum err
account_create(struct core *core, const struct account_new *n, struct id *ret_id)
{
	struct account_task t = { .core = core, .n = n, .arena = arena_new() };
	enum err e = account_hash_password(n->password, t.arena, &t.hash);
	if (e == ERR_OK)
		e = db_write_run(core->db, account_write, &t);
	if (e == ERR_OK)
		*ret_id = t.id;
	arena_free(t.arena);
	return e;
}

enum err
account_put_bare(struct core *core, struct db_write *w, const struct vault_key *client, struct arena *a,
    struct id *ret_id)
{
	struct id id = id_new();
	struct account_new n = {
		.role = ROLE_CLIENT, .client = client, .email = STR(""), .totp_secret = STR(""),
	};
	TRY(insert_account(core, w, &n, id, no_email_mac(core->vault, id, a), STR(""), a));
	*ret_id = id;
	return ERR_OK;
}

static enum err
end_every_way_in(struct db_write *w, struct id account, struct id client)
{
	TRY(session_delete_others(w, (struct session_delete_others_in){ .account = account, .hash = STR("") }));
	TRY(visit_delete_client(w, (struct visit_delete_client_in){ .client = client }));
	TRY(account_delete_passkeys(w, (struct account_delete_passkeys_in){ .account = account }));
	return account_delete_identities(w, (struct account_delete_identities_in){ .account = account });
}

enum err
account_open_anew(struct core *core, struct db_write *w, const struct account_anew *n, struct arena *a)
{
	struct account_taken_row row;
	struct id client = vault_key_client(n->client);
	struct str mac = email_mac(core->vault, n->email, a);
	int64_t changed;
	enum err e = account_taken(db_reading(w), (struct account_taken_in){ .email_mac = mac }, a, &row);
	if (e == ERR_OK && !id_eq(row.id, n->account))
		mac = no_email_mac(core->vault, n->account, a);
	else if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(account_set_all(w, (struct account_set_all_in){
	    .id = n->account,
	    .client = client,
	    .email_mac = mac,
	    .email = vault_seal(n->client, SEALED_ACCOUNT_CLIENT_EMAIL, n->account, n->email, a),
	    .password = n->hash,
	    .totp = vault_seal_staff(core->vault, SEALED_ACCOUNT_TOTP, n->account, n->totp_secret, a),
	    .step = n->step,
	}, &changed));
	return changed == 1 ? end_every_way_in(w, n->account, client) : ERR_NOT_FOUND;
}

enum err
account_has_password(struct db_read *r, struct id account, struct arena *a, bool *ret_has)
{
	struct account_by_email_row row;
	TRY(account_by_id(r, (struct account_by_id_in){ .id = account }, a, &row));
	*ret_has = row.password.n > 0;
	return ERR_OK;
}

enum err
account_client_has(struct db_read *r, struct id client, struct arena *a)
{
	struct account_of_client_row row;
	return account_of_client(r, (struct account_of_client_in){ .client = client }, a, &row);
}

enum err
account_change_password(struct db_write *w, struct id account, struct str hash)
{
	int64_t changed;
	TRY(account_set_password(w, (struct account_set_password_in){ .id = account, .password = hash }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
account_change_app(struct core *core, struct db_write *w, struct id account, struct str totp_secret, int64_t step,
    struct arena *a)
{
	int64_t changed;
	TRY(account_set_totp(w, (struct account_set_totp_in){
	    .id = account,
	    .totp = vault_seal_staff(core->vault, SEALED_ACCOUNT_TOTP, account, totp_secret, a),
	    .step = step,
	}, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
account_name(struct core *core, struct db_read *r, struct id account, struct arena *a, struct str *ret_name)
{
	struct account_name_get_row row;
	TRY(account_name_get(r, (struct account_name_get_in){ .id = account }, a, &row));
	return vault_unseal_staff(core->vault, SEALED_ACCOUNT_NAME, account, row.name, a, ret_name);
}

struct closing {
	struct str email_mac;
};

static enum err
close_account(struct db_write *w, void *arg)
{
	const struct closing *c = arg;
	int64_t changed;
	TRY(account_close_by_email(w,
	    (struct account_close_by_email_in){ .email_mac = c->email_mac, .closed = clock_wall() }, &changed));
	if (changed != 1)
		return ERR_NOT_FOUND;
	TRY(assignment_end_closed(w));
	return session_delete_closed(w);
}

enum err
account_close(struct core *core, struct str email)
{
	struct arena *a = arena_new();
	struct closing c = { email_mac(core->vault, email, a) };
	enum err e = db_write_run(core->db, close_account, &c);
	arena_free(a);
	return e;
}

enum err
account_use_proof(struct db_write *w, const struct account_proof *proof)
{
	int64_t changed;
	if (proof->recovery.n > 0)
		return recovery_code_use(w, proof->account, proof->recovery);
	TRY(account_use_totp(w, (struct account_use_totp_in){ .id = proof->account, .step = proof->step }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
find_account(struct core *core, struct str email, struct arena *a, struct account_by_email_row *ret_row)
{
	struct db_read *r;
	struct str mac = email_mac(core->vault, email, a);
	TRY(db_read_begin(core->db, &r));
	enum err e = account_by_email(r, (struct account_by_email_in){ .email_mac = mac }, a, ret_row);
	db_read_end(r);
	return e;
}

static enum err
find_account_again(struct core *core, struct id account, struct arena *a, struct account_by_email_row *ret_row)
{
	struct db_read *r;
	TRY(db_read_begin(core->db, &r));
	enum err e = account_by_id(r, (struct account_by_id_in){ .id = account }, a, ret_row);
	db_read_end(r);
	return e;
}

enum err
account_check_app(struct str totp, struct str code, int64_t last, int64_t *ret_step)
{
	unsigned char secret[CRYPTO_TOTP_SECRET_SIZE] = { 0 };
	bool known = totp.n == sizeof secret;
	if (known)
		memcpy(secret, totp.p, sizeof secret);
	enum err e = crypto_totp_verify(secret, code, clock_wall(), last, ret_step);
	crypto_wipe(secret, sizeof secret);
	return known ? e : ERR_NOT_FOUND;
}

/* Every step is done for an unknown account too (found is ERR_NOT_FOUND and
 * the row all zero then), so that time does not tell. */
static enum err
check_proof(struct core *core, enum err found, const struct account_by_email_row *row, struct str password,
    struct str code, struct arena *a, struct account_proof *ret_proof)
{
	if (found != ERR_OK && found != ERR_NOT_FOUND)
		return found;
	struct account_proof proof = { .account = found == ERR_OK ? row->id : id_new() };
	struct str totp = STR_NONE;
	enum err matches = verify_password(row->password, password);
	if (matches == ERR_UNAVAILABLE)
		return ERR_UNAVAILABLE;
	if (found == ERR_OK)
		TRY(vault_unseal_staff(core->vault, SEALED_ACCOUNT_TOTP, row->id, row->totp, a, &totp));
	enum err paper = recovery_code_find(core, proof.account, code, a, &proof.recovery);
	enum err app = account_check_app(totp, code, row->totp_last, &proof.step);
	if (matches != ERR_OK || (paper != ERR_OK && app != ERR_OK))
		return paper == ERR_INTERNAL || paper == ERR_UNAVAILABLE ? paper : ERR_NOT_FOUND;
	*ret_proof = proof;
	return ERR_OK;
}

enum err
account_verify(struct core *core, struct str email, struct str password, struct str code, struct arena *a,
    struct account_proof *ret_proof)
{
	struct account_by_email_row row = { 0 };
	enum err found = find_account(core, email, a, &row);
	return check_proof(core, found, &row, password, code, a, ret_proof);
}

enum err
account_verify_again(struct core *core, struct id account, struct str password, struct str code, struct arena *a,
    struct account_proof *ret_proof)
{
	struct account_by_email_row row = { 0 };
	enum err found = find_account_again(core, account, a, &row);
	return check_proof(core, found, &row, password, code, a, ret_proof);
}
