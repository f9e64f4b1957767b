/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "code.h"

#include "clock.h"
#include "code.sql.h"
#include "crypto.h"
#include "crypto_code.h"
#include "vault.h"

#include "banned.h"

static const char *
kind_name(enum code_kind kind)
{
	static const char *const names[CODE_KIND_COUNT] = { "welcome", "letter", "resume", "keepsake", "invitation",
		"recovery" };
	return names[kind];
}

static struct str
hash_of(struct vault *v, struct str secret, struct arena *a)
{
	return vault_index(v, VAULT_INDEX_CODE, secret, a);
}

struct str
code_make_link(struct vault *v, struct id job, struct arena *a)
{
	struct str what = str_printf(a, "link %.*s", STR_ARG(id_text(job, a)));
	return id_base32(vault_index(v, VAULT_INDEX_ONCE, what, a).p, 20, a);
}

struct str
code_make_print(struct arena *a)
{
	struct crypto_code code;
	crypto_code_new(&code);
	return str_dup(str_from_z(code.text), a);
}

struct str
code_make_print_for(struct vault *v, struct id job, struct arena *a)
{
	struct str what = str_printf(a, "print %.*s", STR_ARG(id_text(job, a)));
	struct crypto_code code;
	crypto_code_from((const unsigned char *)vault_index(v, VAULT_INDEX_ONCE, what, a).p, &code);
	return str_dup(str_from_z(code.text), a);
}

struct str
code_pretty(struct str secret, struct arena *a)
{
	return str_printf(a, "%.*s-%.*s-%.*s", STR_ARG(str_cut(secret, 0, 4)), STR_ARG(str_cut(secret, 4, 4)),
	    STR_ARG(str_cut(secret, 8, 4)));
}

enum err
code_normal(struct str typed, struct arena *a, struct str *ret_secret)
{
	struct crypto_code code;
	TRY(crypto_code_parse(typed, &code));
	*ret_secret = str_dup(str_from_z(code.text), a);
	return ERR_OK;
}

enum err
code_put(struct db_write *w, struct vault *v, const struct code_new *n, struct arena *a)
{
	int64_t now = clock_wall();
	return code_insert(w, (struct code_insert_in){
	    .hash = hash_of(v, n->secret, a),
	    .kind = str_from_z(kind_name(n->kind)),
	    .client = n->client,
	    .target = n->target,
	    .held = n->held,
	    .made = now,
	    .expires = now + n->life,
	});
}

enum err
code_find(struct db_read *r, struct vault *v, enum code_kind kind, struct str secret, struct arena *a,
    struct code *ret_code)
{
	struct code_get_row row;
	TRY(code_get(r, (struct code_get_in){
	    .hash = hash_of(v, secret, a), .kind = str_from_z(kind_name(kind)), .now = clock_wall() }, a, &row));
	if (row.tries >= CODE_TRIES)
		return ERR_LIMIT;
	*ret_code = (struct code){
		.client = row.client,
		.target = row.target,
		.held = row.held,
		.tries = (int)row.tries,
		.opened = row.opened.set,
	};
	return ERR_OK;
}

enum err
code_count_try(struct db_write *w, struct vault *v, struct str secret, struct arena *a)
{
	return code_try(w, (struct code_try_in){ .hash = hash_of(v, secret, a) });
}

enum err
code_open(struct db_write *w, struct vault *v, struct str secret, struct arena *a)
{
	return code_opened(w, (struct code_opened_in){ .hash = hash_of(v, secret, a), .now = clock_wall() });
}

enum err
code_end(struct db_write *w, enum code_kind kind, struct id target)
{
	return code_delete(w, (struct code_delete_in){ .kind = str_from_z(kind_name(kind)), .target = target });
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return code_sweep(w, (struct code_sweep_in){ .before = clock_wall() });
}

enum err
code_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
