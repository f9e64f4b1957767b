/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "records.h"

#include "clock.h"
#include "records.sql.h"
#include "vault.h"

#include "banned.h"

/* ---- places ---- */

struct str
records_cursor_text(const struct records_line *line, struct arena *a)
{
	return str_printf(a, "%lld-%.*s", (long long)line->made, STR_ARG(id_text(line->id, a)));
}

enum err
records_cursor_parse(struct str s, struct records_cursor *ret_cursor)
{
	struct records_cursor c;
	struct str rest = s, made;
	if (!str_split(&rest, '-', &made) || str_int(made, &c.made) != ERR_OK || id_parse(rest, &c.id) != ERR_OK ||
	    id_is_none(c.id))
		return ERR_INVALID;
	*ret_cursor = c;
	return ERR_OK;
}

struct records_query
records_all(void)
{
	/* behind nothing: every time is earlier */
	return (struct records_query){ .until = INT64_MAX, .before = { .made = INT64_MAX, .id = { { 1 } } } };
}

/* ---- lines ---- */

static enum err
read_rows(struct db_read *r, const struct records_query *q, struct arena *a, struct records_page_rows *ret_rows)
{
	int64_t since = q->from, until = q->until, before = q->before.made;
	struct id id = q->before.id;
	if (!id_is_none(q->client))
		return records_page_client(r, (struct records_page_client_in){
		    since, until, before, id, q->client, q->emergency, q->account }, a, ret_rows);
	if (!id_is_none(q->account))
		return records_page_account(r, (struct records_page_account_in){
		    since, until, before, id, q->account, q->emergency }, a, ret_rows);
	if (q->emergency)
		return records_page_emergency(
			r, (struct records_page_emergency_in){ since, until, before, id }, a, ret_rows);
	return records_page(r, (struct records_page_in){ since, until, before, id }, a, ret_rows);
}

static enum err
line_of(struct core *core, const struct records_page_row *row, struct arena *a, struct records_line *ret_line)
{
	*ret_line = (struct records_line){
		.id = row->id,
		.made = row->made,
		.kind = row->actor_kind,
		.number = row->number,
		.count = row->list_size / (int64_t)sizeof(struct id),
		.part = row->part,
		.purpose = row->purpose,
		.emergency = row->emergency,
	};
	return vault_unseal_staff(core->vault, SEALED_ACCOUNT_NAME, row->actor, row->name, a, &ret_line->who);
}

enum err
records_read(struct core *core, struct db_read *r, const struct records_query *q, struct arena *a,
    struct records_lines *ret_lines)
{
	struct records_page_rows rows;
	TRY(read_rows(r, q, a, &rows));
	size_t n = rows.n < RECORDS_PAGE ? rows.n : RECORDS_PAGE;
	struct records_line *v = ARENA_ARRAY(a, struct records_line, n);
	for (size_t i = 0; i < n; i++)
		TRY(line_of(core, &rows.v[i], a, &v[i]));
	*ret_lines = (struct records_lines){ .v = v, .n = n, .has_after = rows.n > RECORDS_PAGE };
	return ERR_OK;
}

enum err
records_client_of(struct db_read *r, struct str number, struct arena *a, struct id *ret_client)
{
	struct records_number_get_row row;
	struct str lower = str_lower(str_trim(number), a);
	TRY(records_number_get(r, (struct records_number_get_in){ .number = lower }, a, &row));
	*ret_client = row.client;
	return ERR_OK;
}

/* ---- emergencies ---- */

static enum err
emergency_of(struct core *core, const struct records_emergency_open_row *row, struct arena *a,
    struct records_emergency *ret_emergency)
{
	struct vault *v = core->vault;
	*ret_emergency = (struct records_emergency){
		.id = row->id, .made = row->made, .number = row->number, .seen = row->seen.v,
	};
	TRY(vault_unseal_staff(v, SEALED_ACCOUNT_NAME, row->account, row->name, a, &ret_emergency->who));
	TRY(vault_unseal_staff(v, SEALED_ACCOUNT_NAME, row->seen_by, row->seen_name, a, &ret_emergency->seen_by));
	return vault_unseal_staff(v, SEALED_EMERGENCY_REASON, row->id, row->reason, a, &ret_emergency->reason);
}

enum err
records_emergencies_read(struct core *core, struct db_read *r, struct arena *a, struct records_emergencies *ret_list)
{
	struct records_emergency_open_rows open, done;
	TRY(records_emergency_open(r, a, &open));
	TRY(records_emergency_done(r, a, &done));
	struct records_emergency *v = ARENA_ARRAY(a, struct records_emergency, open.n + done.n);
	for (size_t i = 0; i < open.n; i++)
		TRY(emergency_of(core, &open.v[i], a, &v[i]));
	for (size_t i = 0; i < done.n; i++)
		TRY(emergency_of(core, &done.v[i], a, &v[open.n + i]));
	*ret_list = (struct records_emergencies){ v, open.n + done.n };
	return ERR_OK;
}

enum err
records_emergency_mark(struct db_write *w, struct id emergency, struct id account)
{
	int64_t changed;
	TRY(records_emergency_seen(w, (struct records_emergency_seen_in){
	    .id = emergency, .seen = clock_wall(), .seen_by = account }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}
