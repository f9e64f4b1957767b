/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What a client shared with the worker who looks after them, and with nobody else. */
#include "note_desk.html.h"
#include "note_desk_show.html.h"
#include "note_internal.h"

#include "banned.h"

static enum err
house_of_client(struct web *web, const struct vault_key **ret_house)
{
	struct id client;
	TRY(web_param_id(web, 0, &client));
	return vault_open(web->core->vault, web->r, client, web->grant, web->arena, ret_house);
}

/* With nothing to read there is no page: a colleague cannot tell that there is something. */
enum err
note_show_shared(struct web *web)
{
	const struct vault_key *house;
	struct private_entries list;
	TRY(house_of_client(web, &house));
	TRY(private_shared_list(web->r, house, web->actor.account, web->arena, &list));
	if (list.n == 0)
		return ERR_NOT_FOUND;
	struct note_row *v = ARENA_ARRAY(web->arena, struct note_row, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = (struct note_row){
			.title = note_title(web, &list.v[i]),
			.when = note_when(web, &list.v[i]),
			.url = web_url(web, "/work/client/%.*s/shared/%.*s", STR_ARG(web->param[0]),
			    STR_ARG(id_text(list.v[i].id, web->arena))),
		};
	struct note_desk_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_DESK_TITLE)),
		.rows = { v, list.n },
		.back = web_url(web, "/work/client/%.*s", STR_ARG(web->param[0])),
	};
	note_desk_html(web_html(web, 200), &p);
	return ERR_OK;
}

enum err
note_show_shared_one(struct web *web)
{
	struct id id;
	const struct vault_key *house;
	struct private_entry entry;
	TRY(web_param_id(web, 1, &id));
	TRY(house_of_client(web, &house));
	TRY(private_shared_get(web->r, house, web->actor.account, id, web->arena, &entry));
	struct note_desk_show_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_ONE)),
		.title = note_title(web, &entry),
		.lines = str_lines(entry.body, web->arena),
		.when = note_when(web, &entry),
		.back = web_url(web, "/work/client/%.*s/shared", STR_ARG(web->param[0])),
	};
	note_desk_show_html(web_html(web, 200), &p);
	return ERR_OK;
}
