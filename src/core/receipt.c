/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "receipt.h"

#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "receipt.sql.h"
#include "vault.h"

#include "banned.h"

static void
hash_field(const struct http_field *f, unsigned char hash[CRYPTO_MAC_SIZE])
{
	unsigned char all[3 * CRYPTO_MAC_SIZE];
	memcpy(all, hash, CRYPTO_MAC_SIZE);
	crypto_digest(f->name, all + CRYPTO_MAC_SIZE);
	crypto_digest(f->value, all + (size_t)2 * CRYPTO_MAC_SIZE);
	crypto_digest(str_from(all, sizeof all), hash);
}

/* Of the form, its address (a form_id says nothing anywhere else) and what was
 * filled in: whoever goes back and answers differently sends another form. The
 * token may be a new one meanwhile. */
static struct str
hash_of(const struct turn *t)
{
	struct arena *a = t->web.arena;
	unsigned char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	struct str where = t->x->request.path;
	crypto_digest(str_printf(a, "receipt %.*s %.*s", STR_ARG(t->web.form_id), STR_ARG(where)), hash);
	for (size_t i = 0; i < t->web.fields.n; i++)
		if (!str_eq_z(t->web.fields.v[i].name, "csrf"))
			hash_field(&t->web.fields.v[i], hash);
	return str_from(hash, CRYPTO_MAC_SIZE);
}

static const struct vault_key *
key_of(const struct turn *t)
{
	return vault_key_of_secret(t->web.form_id, "receipt", t->web.arena);
}

/* An answer as "status length-of-headers\n", its header lines and its body. */
static enum err
restore(struct turn *t, struct str answer)
{
	struct str rest = answer, line, status;
	int64_t number, length;
	if (!str_split(&rest, '\n', &line) || !str_split(&line, ' ', &status) || str_int(status, &number) != ERR_OK ||
	    str_int(line, &length) != ERR_OK || length < 0 || (size_t)length > rest.n)
		return ERR_INTERNAL;
	t->x->response.status = (int)number;
	buf_str(&t->x->response.headers, str_cut(rest, 0, (size_t)length));
	t->x->response.body = str_cut(rest, (size_t)length, rest.n);
	t->web.answered = true;
	t->replayed = true;
	return ERR_OK;
}

enum err
receipt_find(struct turn *t)
{
	struct arena *a = t->web.arena;
	struct form_receipt_get_row row;
	struct str plain;
	if (t->web.form_id.p == NULL)
		return ERR_NOT_FOUND;
	struct str hash = hash_of(t);
	TRY(form_receipt_get(t->web.r, (struct form_receipt_get_in){ .id = hash }, a, &row));
	TRY(vault_unseal(key_of(t), SEALED_RECEIPT_ANSWER, ID_NONE, row.answer, a, &plain));
	return restore(t, plain);
}

enum err
receipt_keep(struct turn *t)
{
	struct arena *a = t->web.arena;
	const struct http_response *r = &t->x->response;
	/* a form that is given back was not taken: what is mended may be sent again */
	if (t->web.form_id.p == NULL || !t->web.answered || r->status == 422)
		return ERR_OK;
	struct buf b;
	struct str body = r->body.p != NULL ? r->body : buf_view(&t->out);
	buf_init(&b, (size_t)1 << 20, a);
	buf_printf(&b, "%d %zu\n", r->status, r->headers.n);
	buf_str(&b, buf_view(&r->headers));
	buf_str(&b, body);
	if (!buf_ok(&b))
		return ERR_INTERNAL;
	return form_receipt_insert(t->web.w, (struct form_receipt_insert_in){
	    .id = hash_of(t),
	    .made = clock_wall(),
	    .answer = vault_seal(key_of(t), SEALED_RECEIPT_ANSWER, ID_NONE, buf_view(&b), a),
	});
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return form_receipt_sweep(w, (struct form_receipt_sweep_in){ .before = clock_wall() - CLOCK_DAY });
}

enum err
receipt_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
