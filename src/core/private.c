/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "private_internal.h"

#include <stdlib.h>
#include <string.h>

#include "crypto_code.h"
#include "crypto_sign_in.h"
#include "private.sql.h"
#include "random.h"
#include "session.h"

#include "banned.h"

#define PAPER_CODES 3
#define PAPER_SIGNS ((size_t)PAPER_CODES * CRYPTO_CODE_LENGTH)
#define PAPER_END 4 /* signs of the last group */
/* As for sessions: seen further in the future, and our clock went back. */
#define CLOCKS_APART (5 * CLOCK_MINUTE)

static const char *const secret_names[PRIVATE_SECRET_COUNT] = { "passphrase", "paper", "paper_new" };

/* ---- keys ---- */

static void
wipe_key(void *p)
{
	crypto_wipe(p, sizeof(struct private_key));
}

static struct private_key *
key_new(struct id client, struct id vault, const struct crypto_key *raw, struct arena *a)
{
	struct private_key *p = ARENA_NEW(a, struct private_key);
	*p = (struct private_key){ client, vault, *raw, vault_key_of_client(client, raw, a) };
	arena_defer(a, wipe_key, p);
	return p;
}

struct str
private_key_bytes(const struct crypto_key *key)
{
	return str_from(key->b, sizeof key->b);
}

enum err
private_key_take(struct str plain, struct crypto_key *ret_key)
{
	if (plain.n != sizeof ret_key->b)
		return ERR_INTERNAL;
	memcpy(ret_key->b, plain.p, sizeof ret_key->b);
	crypto_wipe((void *)(uintptr_t)plain.p, plain.n);
	return ERR_OK;
}

const struct private_key *
private_make(struct id client, struct arena *a)
{
	struct crypto_key raw;
	crypto_key_random(&raw);
	const struct private_key *p = key_new(client, id_new(), &raw, a);
	crypto_wipe(&raw, sizeof raw);
	return p;
}

enum err
private_find(struct db_read *r, struct id client, struct arena *a, struct private_vault *ret_vault)
{
	struct private_vault_get_row row;
	struct private_wrap_get_row wrap;
	struct private_wrap_get_in in = { .client = client, .kind = str_from_z(secret_names[PRIVATE_PAPER_NEW]) };
	TRY(private_vault_get(r, (struct private_vault_get_in){ .client = client }, a, &row));
	enum err e = private_wrap_get(r, in, a, &wrap);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_vault = (struct private_vault){ row.id, row.ready.set, e == ERR_OK };
	return ERR_OK;
}

/* ---- wrapping ---- */

static struct str
wrap_key(const struct private_key *p, const struct vault_key *house, const struct crypto_key *secret, struct id id,
    struct arena *a)
{
	const struct vault_key *own = vault_key_of_client(p->client, secret, a);
	struct str inner = vault_seal(own, SEALED_PRIVATE_WRAP, id, private_key_bytes(&p->raw), a);
	return vault_seal(house, SEALED_PRIVATE_WRAP_HOUSE, id, inner, a);
}

/* ERR_FORBIDDEN: it is not this secret. */
static enum err
unwrap_key(const struct private_wrap_get_row *row, const struct vault_key *house, const struct crypto_key *secret,
    struct id vault, struct arena *a, const struct private_key **ret_key)
{
	struct str inner, plain;
	struct crypto_key raw;
	struct id client = vault_key_client(house);
	TRY(vault_unseal(house, SEALED_PRIVATE_WRAP_HOUSE, row->id, row->wrapped, a, &inner));
	const struct vault_key *own = vault_key_of_client(client, secret, a);
	if (vault_unseal(own, SEALED_PRIVATE_WRAP, row->id, inner, a, &plain) != ERR_OK)
		return ERR_FORBIDDEN;
	TRY(private_key_take(plain, &raw));
	*ret_key = key_new(client, vault, &raw, a);
	crypto_wipe(&raw, sizeof raw);
	return ERR_OK;
}

enum err
private_wrap_passphrase(const struct private_key *p, const struct vault_key *house, struct str passphrase,
    struct arena *a, struct private_wrap *ret_wrap)
{
	unsigned char salt[CRYPTO_SALT_SIZE];
	struct crypto_key secret;
	random_bytes(salt, sizeof salt);
	struct private_wrap wrap = { id_new(), PRIVATE_PASSPHRASE, CRYPTO_COST,
		str_dup(str_from(salt, sizeof salt), a), STR_NONE };
	TRY(account_key_of_password(passphrase, wrap.salt, wrap.cost, &secret));
	wrap.wrapped = wrap_key(p, house, &secret, wrap.id, a);
	crypto_wipe(&secret, sizeof secret);
	*ret_wrap = wrap;
	return ERR_OK;
}

/* ---- the recovery key on paper: 165 random bits in three codes, each with its check character ---- */

struct paper {
	char signs[PAPER_SIGNS];
};

static bool
is_filling(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

static enum err
paper_parse(struct str typed, struct paper *ret_paper)
{
	struct paper paper;
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		if (is_filling(typed.p[i]))
			continue;
		if (n == PAPER_SIGNS)
			return ERR_INVALID;
		paper.signs[n++] = typed.p[i];
	}
	if (n != PAPER_SIGNS)
		return ERR_INVALID;
	for (char *at = paper.signs; at < paper.signs + PAPER_SIGNS; at += CRYPTO_CODE_LENGTH) {
		struct crypto_code code;
		TRY(crypto_code_parse(str_from(at, CRYPTO_CODE_LENGTH), &code));
		memcpy(at, code.text, CRYPTO_CODE_LENGTH);
	}
	*ret_paper = paper;
	return ERR_OK;
}

static struct str
paper_text(const struct paper *paper, struct arena *a)
{
	const char *s = paper->signs;
	return str_printf(a, "%.4s-%.4s-%.4s %.4s-%.4s-%.4s %.4s-%.4s-%.4s", s, s + 4, s + 8, s + 12, s + 16, s + 20,
	    s + 24, s + 28, s + 32);
}

static void
paper_new(struct paper *ret_paper)
{
	for (char *at = ret_paper->signs; at < ret_paper->signs + PAPER_SIGNS; at += CRYPTO_CODE_LENGTH) {
		struct crypto_code code;
		crypto_code_new(&code);
		memcpy(at, code.text, CRYPTO_CODE_LENGTH);
		crypto_wipe(&code, sizeof code);
	}
}

/* Long and random: it needs no slow hash. */
static void
paper_secret(const struct paper *paper, struct id wrap, struct crypto_key *ret_secret)
{
	struct crypto_key whole;
	crypto_digest(str_from(paper->signs, sizeof paper->signs), whole.b);
	crypto_derive(&whole, "private paper", str_from(wrap.b, sizeof wrap.b), ret_secret);
	crypto_wipe(&whole, sizeof whole);
}

enum err
private_paper_read(struct str typed, struct arena *a, struct str *ret_paper)
{
	struct paper paper;
	TRY(paper_parse(typed, &paper));
	*ret_paper = paper_text(&paper, a);
	return ERR_OK;
}

struct private_wrap
private_wrap_paper(const struct private_key *p, const struct vault_key *house, struct arena *a, struct str *ret_paper)
{
	struct paper paper;
	struct crypto_key secret;
	struct private_wrap wrap = { id_new(), PRIVATE_PAPER_NEW, 0, STR(""), STR_NONE };
	paper_new(&paper);
	paper_secret(&paper, wrap.id, &secret);
	wrap.wrapped = wrap_key(p, house, &secret, wrap.id, a);
	*ret_paper = paper_text(&paper, a);
	crypto_wipe(&secret, sizeof secret);
	crypto_wipe(&paper, sizeof paper);
	return wrap;
}

/* ---- storing ---- */

static enum err
put_wrap(struct db_write *w, struct id client, const struct private_wrap *wrap)
{
	struct str kind = str_from_z(secret_names[wrap->kind]);
	TRY(private_wrap_delete(w, (struct private_wrap_delete_in){ .client = client, .kind = kind }));
	return private_wrap_insert(w, (struct private_wrap_insert_in){
	    .id = wrap->id, .client = client, .kind = kind, .cost = wrap->cost, .salt = wrap->salt,
	    .wrapped = wrap->wrapped, .made = clock_wall() });
}

static enum err
vault_row(struct db_write *w, struct id client, struct private_vault_get_row *ret_row)
{
	struct arena *a = arena_new();
	enum err e =
	    private_vault_get(db_reading(w), (struct private_vault_get_in){ .client = client }, a, ret_row);
	arena_free(a);
	return e;
}

enum err
private_begin(struct db_write *w, const struct private_key *p, const struct private_wrap *passphrase,
    const struct private_wrap *paper)
{
	struct private_vault_get_row row;
	enum err e = vault_row(w, p->client, &row);
	if (e == ERR_OK && row.ready.set)
		return ERR_CONFLICT;
	if (e == ERR_OK)
		e = private_delete(w, p->client);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(private_vault_insert(w,
	    (struct private_vault_insert_in){ .client = p->client, .id = p->vault, .made = clock_wall() }));
	TRY(put_wrap(w, p->client, passphrase));
	return put_wrap(w, p->client, paper);
}

enum err
private_put_wrap(struct db_write *w, const struct private_key *p, const struct private_wrap *wrap)
{
	struct private_vault_get_row row;
	TRY(vault_row(w, p->client, &row));
	if (!id_eq(row.id, p->vault))
		return ERR_NOT_FOUND;
	return put_wrap(w, p->client, wrap);
}

static enum err
confirm(struct db_write *w, struct id client, struct id wrap)
{
	struct str kind = str_from_z(secret_names[PRIVATE_PAPER]);
	int64_t changed;
	TRY(private_wrap_delete(w, (struct private_wrap_delete_in){ .client = client, .kind = kind }));
	TRY(private_wrap_rename(
	    w, (struct private_wrap_rename_in){ .client = client, .id = wrap, .kind = kind }, &changed));
	return private_vault_ready(w, (struct private_vault_ready_in){ .client = client, .ready = clock_wall() });
}

enum err
private_confirm(struct db_write *w, const struct vault_key *house, struct str paper, struct str end, struct arena *a)
{
	struct paper shown, typed;
	struct private_wrap_get_row row;
	struct crypto_key secret;
	const struct private_key *p;
	struct id client = vault_key_client(house);
	struct private_wrap_get_in in = { .client = client, .kind = str_from_z(secret_names[PRIVATE_PAPER_NEW]) };
	TRY(private_wrap_get(db_reading(w), in, a, &row));
	if (paper_parse(paper, &shown) != ERR_OK)
		return ERR_NOT_FOUND;
	struct str begin = str_from(shown.signs, PAPER_SIGNS - PAPER_END);
	struct str whole = str_printf(a, "%.*s%.*s", STR_ARG(begin), STR_ARG(end));
	if (paper_parse(whole, &typed) != ERR_OK || memcmp(&typed, &shown, sizeof typed) != 0)
		return ERR_INVALID;
	paper_secret(&shown, row.id, &secret);
	enum err e = unwrap_key(&row, house, &secret, ID_NONE, a, &p);
	crypto_wipe(&secret, sizeof secret);
	if (e == ERR_FORBIDDEN)
		return ERR_NOT_FOUND;
	TRY(e);
	return confirm(w, client, row.id);
}

enum err
private_delete(struct db_write *w, struct id client)
{
	int64_t changed;
	TRY(private_close_all(w, client));
	TRY(private_unshare_all(w, client));
	TRY(private_entry_delete_all(w, (struct private_entry_delete_all_in){ .client = client }));
	TRY(private_wrap_delete_all(w, (struct private_wrap_delete_all_in){ .client = client }));
	TRY(private_vault_delete(w, (struct private_vault_delete_in){ .client = client }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- unlocking ---- */

static enum err
find_wrap(struct core *core, struct id client, enum private_secret kind, struct arena *a, struct id *ret_vault,
    struct private_wrap_get_row *ret_row)
{
	struct db_read *r;
	struct private_vault_get_row vault;
	struct private_wrap_get_in in = { .client = client, .kind = str_from_z(secret_names[kind]) };
	TRY(db_read_begin(core->db, &r));
	enum err e = private_vault_get(r, (struct private_vault_get_in){ .client = client }, a, &vault);
	if (e == ERR_OK)
		e = private_wrap_get(r, in, a, ret_row);
	db_read_end(r);
	if (e == ERR_OK)
		*ret_vault = vault.id;
	return e;
}

enum err
private_unlock(struct core *core, const struct vault_key *house, struct str passphrase, struct arena *a,
    const struct private_key **ret_key)
{
	struct id vault;
	struct private_wrap_get_row row;
	struct crypto_key secret;
	TRY(find_wrap(core, vault_key_client(house), PRIVATE_PASSPHRASE, a, &vault, &row));
	enum err e = account_key_of_password(passphrase, row.salt, row.cost, &secret);
	if (e != ERR_OK)
		return e == ERR_INVALID ? ERR_INTERNAL : e;
	e = unwrap_key(&row, house, &secret, vault, a, ret_key);
	crypto_wipe(&secret, sizeof secret);
	return e;
}

enum err
private_unlock_paper(struct core *core, const struct vault_key *house, struct str typed, struct arena *a,
    const struct private_key **ret_key)
{
	struct id vault;
	struct paper paper;
	struct private_wrap_get_row row;
	struct crypto_key secret;
	TRY(find_wrap(core, vault_key_client(house), PRIVATE_PAPER, a, &vault, &row));
	TRY(paper_parse(typed, &paper));
	paper_secret(&paper, row.id, &secret);
	enum err e = unwrap_key(&row, house, &secret, vault, a, ret_key);
	crypto_wipe(&secret, sizeof secret);
	crypto_wipe(&paper, sizeof paper);
	return e;
}

/* ---- while it is open ---- */

static struct str
seal_for(const struct crypto_key *raw, struct id vault, struct str cookie, struct arena *a)
{
	const struct vault_key *k = vault_key_of_secret(cookie, "private", a);
	return vault_seal(k, SEALED_PRIVATE_OPEN, vault, private_key_bytes(raw), a);
}

enum err
private_open(struct db_write *w, const struct private_key *p, struct str cookie, struct arena *a)
{
	int64_t changed;
	TRY(private_session_open(w, (struct private_session_open_in){
	    .hash = session_hash(cookie, a),
	    .private_key = seal_for(&p->raw, p->vault, cookie, a),
	    .private_used = clock_wall(),
	}, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
private_close(struct db_write *w, const struct actor *actor)
{
	return private_session_close(w, (struct private_session_close_in){ .hash = actor->session });
}

enum err
private_close_all(struct db_write *w, struct id client)
{
	return private_session_close_all(w, (struct private_session_close_all_in){ .client = client });
}

/* ERR_FORBIDDEN: nothing is open there. */
static enum err
read_open(struct db_read *r, struct str cookie, struct arena *a, struct private_session_get_row *ret_row,
    const struct private_key **ret_key)
{
	int64_t now = clock_wall();
	struct private_session_get_row row;
	struct private_vault_get_row vault;
	struct crypto_key raw;
	struct str plain;
	enum err e = private_session_get(r, (struct private_session_get_in){
	    .hash = session_hash(cookie, a), .used_after = now - PRIVATE_IDLE, .used_before = now + CLOCKS_APART },
	    a, &row);
	if (e == ERR_OK)
		e = private_vault_get(r, (struct private_vault_get_in){ .client = row.client }, a, &vault);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_FORBIDDEN : e;
	const struct vault_key *k = vault_key_of_secret(cookie, "private", a);
	if (vault_unseal(k, SEALED_PRIVATE_OPEN, vault.id, row.private_key, a, &plain) != ERR_OK)
		return ERR_FORBIDDEN;
	TRY(private_key_take(plain, &raw));
	*ret_row = row;
	*ret_key = key_new(row.client, vault.id, &raw, a);
	crypto_wipe(&raw, sizeof raw);
	return ERR_OK;
}

struct use {
	struct db_task task;
	char hash[CRYPTO_MAC_SIZE];
};

static enum err
use_run(struct db_write *w, void *arg)
{
	const struct use *u = arg;
	return private_session_use(w, (struct private_session_use_in){
	    .hash = str_from(u->hash, sizeof u->hash), .private_used = clock_wall() });
}

static void
use_done(struct db_task *task, enum err e)
{
	(void)e;
	free(task->arg);
}

/* As with sessions: nobody waits for it to be written that it was used. */
static void
use_later(struct db *db, struct str hash)
{
	struct use *u = calloc(1, sizeof *u);
	NEVER(u == NULL || hash.n != sizeof u->hash);
	memcpy(u->hash, hash.p, sizeof u->hash);
	u->task = (struct db_task){ .run = use_run, .done = use_done, .arg = u };
	db_write_submit(db, &u->task);
}

enum err
private_current(struct core *core, struct db_read *r, const struct actor *actor, struct str cookie, struct arena *a,
    const struct private_key **ret_key)
{
	struct private_session_get_row row;
	const struct private_key *p;
	TRY(read_open(r, cookie, a, &row, &p));
	if (id_is_none(actor->client) || !id_eq(row.client, actor->client))
		return ERR_FORBIDDEN;
	if (clock_wall() - row.private_used.v > SESSION_TOUCH)
		use_later(core->db, actor->session);
	*ret_key = p;
	return ERR_OK;
}

enum err
private_carry(struct db_write *w, struct str before, struct id account, struct str cookie, struct arena *a)
{
	struct private_session_get_row row;
	const struct private_key *p;
	enum err e = read_open(db_reading(w), before, a, &row, &p);
	if (e == ERR_FORBIDDEN || (e == ERR_OK && !id_eq(row.account, account)))
		return ERR_OK;
	TRY(e);
	return private_open(w, p, cookie, a);
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return private_session_sweep(
	    w, (struct private_session_sweep_in){ .used_before = clock_wall() - PRIVATE_IDLE });
}

enum err
private_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
