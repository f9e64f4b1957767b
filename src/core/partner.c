/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "partner.h"

#include "clock.h"
#include "crypto.h"
#include "partner.sql.h"
#include "random.h"

#include "banned.h"

#define TOKEN_BYTES 32
#define TOKEN_LENGTH 52 /* of that, in base 32 */

static struct str
hash_of(struct str token, struct arena *a)
{
	char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	crypto_digest(token, (unsigned char *)hash);
	return (struct str){ hash, CRYPTO_MAC_SIZE };
}

static struct str
new_token(struct arena *a)
{
	unsigned char secret[TOKEN_BYTES];
	random_bytes(secret, sizeof secret);
	return id_base32(secret, sizeof secret, a);
}

struct adding {
	const struct partner_new *partner;
	struct id id;
	struct str hash;
};

static enum err
add(struct db_write *w, void *arg)
{
	const struct adding *x = arg;
	return partner_insert(w, (struct partner_insert_in){
	    .id = x->id,
	    .name = x->partner->name,
	    .source = x->partner->source,
	    .token_hash = x->hash,
	    .team = x->partner->team,
	    .made = clock_wall(),
	});
}

enum err
partner_add(struct core *core, const struct partner_new *n, struct arena *a, struct id *ret_id, struct str *ret_token)
{
	struct str token = new_token(a);
	struct adding x = { n, id_new(), hash_of(token, a) };
	TRY(db_write_run(core->db, add, &x));
	*ret_id = x.id;
	*ret_token = token;
	return ERR_OK;
}

struct changing {
	struct id id;
	struct str hash; /* absent: it is closed */
};

static enum err
change(struct db_write *w, void *arg)
{
	const struct changing *x = arg;
	int64_t changed;
	if (x->hash.p != NULL)
		TRY(partner_renew(w, (struct partner_renew_in){ .token_hash = x->hash, .id = x->id }, &changed));
	else
		TRY(partner_close(w, (struct partner_close_in){ .closed = clock_wall(), .id = x->id }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
partner_renew_token(struct core *core, struct id partner, struct arena *a, struct str *ret_token)
{
	struct str token = new_token(a);
	struct changing x = { partner, hash_of(token, a) };
	TRY(db_write_run(core->db, change, &x));
	*ret_token = token;
	return ERR_OK;
}

enum err
partner_end(struct core *core, struct id partner)
{
	return db_write_run(core->db, change, &(struct changing){ .id = partner });
}

enum err
partner_all(struct core *core, struct arena *a, struct partners *ret_partners)
{
	struct db_read *r;
	struct partner_rows_rows rows;
	TRY(db_read_begin(core->db, &r));
	enum err e = partner_rows(r, a, &rows);
	db_read_end(r);
	TRY(e);
	struct partner *v = ARENA_ARRAY(a, struct partner, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct partner){ rows.v[i].id, rows.v[i].name, rows.v[i].team, rows.v[i].closed.set };
	*ret_partners = (struct partners){ v, rows.n };
	return ERR_OK;
}

/* The scheme's name in any case, one space, and the token. */
static struct str
token_of(struct str authorization)
{
	const struct str scheme = STR("Bearer ");
	if (!str_eq_nocase(str_cut(authorization, 0, scheme.n), scheme))
		return STR_NONE;
	struct str token = str_cut(authorization, scheme.n, authorization.n);
	return token.n == TOKEN_LENGTH ? token : STR_NONE;
}

enum err
partner_find(struct db_read *r, struct str authorization, struct arena *a, struct actor *ret_actor)
{
	struct partner_by_token_row row;
	struct str token = token_of(authorization);
	if (token.p == NULL)
		return ERR_NOT_FOUND;
	TRY(partner_by_token(r, (struct partner_by_token_in){ .token_hash = hash_of(token, a) }, a, &row));
	*ret_actor = (struct actor){ .kind = ACTOR_PARTNER, .id = row.id, .team = row.team };
	return ERR_OK;
}
