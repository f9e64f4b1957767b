/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "message.h"

#include <string.h>

#include "clock.h"
#include "message.sql.h"
#include "vault.h"

#include "banned.h"

/* name, reply and text, each with its length before it. */
static void
put(struct buf *b, struct str s)
{
	buf_printf(b, "%zu:", s.n);
	buf_str(b, s);
}

static bool
take(struct str *rest, struct str *ret_value)
{
	struct str length;
	int64_t n;
	if (!str_split(rest, ':', &length) || str_int(length, &n) != ERR_OK || n < 0 || (size_t)n > rest->n)
		return false;
	*ret_value = str_cut(*rest, 0, (size_t)n);
	*rest = str_cut(*rest, (size_t)n, rest->n);
	return true;
}

enum err
message_send(struct core *core, struct db_write *w, const struct message *m, struct arena *a)
{
	struct id id = id_new();
	struct buf b;
	buf_init(&b, (size_t)2 << 20, a);
	put(&b, m->name);
	put(&b, m->reply);
	put(&b, m->text);
	return message_insert(w, (struct message_insert_in){
	    .id = id,
	    .made = clock_wall(),
	    .body = vault_seal_staff(core->vault, SEALED_MESSAGE_TEXT, id, buf_view(&b), a),
	});
}

enum err
message_open_list(struct core *core, struct db_read *r, struct arena *a, struct messages *ret_messages)
{
	struct message_list_rows rows;
	TRY(message_list(r, a, &rows));
	struct message *v = ARENA_ARRAY(a, struct message, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct str rest;
		v[i] = (struct message){ .id = rows.v[i].id, .made = rows.v[i].made };
		TRY(vault_unseal_staff(core->vault, SEALED_MESSAGE_TEXT, v[i].id, rows.v[i].body, a, &rest));
		if (!take(&rest, &v[i].name) || !take(&rest, &v[i].reply) || !take(&rest, &v[i].text))
			return ERR_INTERNAL;
	}
	*ret_messages = (struct messages){ v, rows.n };
	return ERR_OK;
}

enum err
message_done(struct db_write *w, struct id id, struct id account)
{
	int64_t changed;
	TRY(message_close(
		w, (struct message_close_in){ .id = id, .closed = clock_wall(), .closed_by = account }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}
