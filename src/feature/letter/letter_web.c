/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"
#include "blob.h"
#include "clock.h"
#include "letter.h"
#include "letter.sql.h"
#include "web.h"

#include "banned.h"

#define PDF_MAX ((size_t)4 << 20)

static enum err
find_letter(struct web *web, struct db_read *r, struct id client, struct letter_newest_row *ret_letter,
    const struct vault_key **ret_key)
{
	TRY(letter_newest(r, (struct letter_newest_in){ .client = client }, web->arena, ret_letter));
	return vault_open(web->core->vault, r, client, web->grant, web->arena, ret_key);
}

static enum err
show_letter(struct web *web)
{
	struct id client;
	struct db_read *r;
	struct letter_newest_row letter;
	const struct vault_key *key;
	struct str pdf;
	TRY(web_param_id(web, 0, &client));
	TRY(db_read_begin(web->core->db, &r));
	enum err e = find_letter(web, r, client, &letter, &key);
	db_read_end(r);
	TRY(e);
	TRY(blob_read(web->core, key, letter.blob, PDF_MAX, web->arena, &pdf));
	http_add_header(web->x, "Content-Disposition", STR("inline; filename=\"letter.pdf\""));
	return web_bytes(web, 200, "application/pdf", pdf);
}

static enum err
mark_sent(struct web *web)
{
	struct id client;
	int64_t changed, now = clock_wall();
	TRY(web_param_id(web, 0, &client));
	TRY(letter_sent(
		web->w, (struct letter_sent_in){ .client = client, .sent = now, .sent_by = web->actor.id }, &changed));
	TRY(letter_work_close(web->w, (struct letter_work_close_in){
	    .client = client, .account = web->actor.id, .closed = now }));
	return web_redirect(web, "/work/client/%.*s", STR_ARG(web->param[0]));
}

const struct route letter_routes[] = {
	{ HTTP_GET, "/work/client/:client/letter", SLOW, show_letter, PERM_WORK, ROUTE_RECORD, "letter", "care" },
	{ HTTP_POST, "/work/client/:client/letter-sent", WRITE, mark_sent, PERM_WORK, ROUTE_RECORD, "letter", "care" },
};
const size_t letter_route_count = sizeof letter_routes / sizeof letter_routes[0];
