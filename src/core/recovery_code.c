/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "recovery_code.h"

#include "clock.h"
#include "code.h"
#include "recovery_code.sql.h"
#include "vault.h"

#include "banned.h"

static struct str
hash_of(struct vault *v, struct id account, struct str code, struct arena *a)
{
	struct str what = str_printf(a, "recovery %.*s %.*s", STR_ARG(id_text(account, a)), STR_ARG(code));
	return vault_index(v, VAULT_INDEX_CODE, what, a);
}

enum err
recovery_code_make(struct db_write *w, struct vault *v, struct id account, struct arena *a,
    struct str ret_codes[RECOVERY_CODES])
{
	int64_t now = clock_wall();
	TRY(recovery_code_delete(w, (struct recovery_code_delete_in){ .account = account }));
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		struct str code = code_make_print(a);
		TRY(recovery_code_insert(w, (struct recovery_code_insert_in){
		    .account = account, .hash = hash_of(v, account, code, a), .made = now }));
		ret_codes[i] = code_pretty(code, a);
	}
	return ERR_OK;
}

enum err
recovery_code_left(struct db_read *r, struct id account, struct arena *a, int64_t *ret_left)
{
	struct recovery_code_count_row row;
	TRY(recovery_code_count(r, (struct recovery_code_count_in){ .account = account }, a, &row));
	*ret_left = row.unused;
	return ERR_OK;
}

enum err
recovery_code_find(struct core *core, struct id account, struct str typed, struct arena *a, struct str *ret_hash)
{
	struct str code;
	struct db_read *r;
	struct recovery_code_get_row row;
	TRY(code_normal(typed, a, &code));
	struct str hash = hash_of(core->vault, account, code, a);
	TRY(db_read_begin(core->db, &r));
	enum err e = recovery_code_get(r, (struct recovery_code_get_in){ .account = account, .hash = hash }, a, &row);
	db_read_end(r);
	if (e == ERR_OK)
		*ret_hash = hash;
	return e;
}

enum err
recovery_code_use(struct db_write *w, struct id account, struct str hash)
{
	int64_t changed;
	TRY(recovery_code_spend(w,
	    (struct recovery_code_spend_in){ .account = account, .hash = hash, .used = clock_wall() }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}
