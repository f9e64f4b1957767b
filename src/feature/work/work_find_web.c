/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"
#include "clock.h"
#include "log.h"
#include "web.h"
#include "work.sql.h"
#include "work_find.html.h"
#include "work_internal.h"

#include "banned.h"

static const struct form_field find_fields[] = {
	{ "number", FORM_TEXT, MSG_WORK_FIND_NUMBER, MSG_WORK_FIND_NUMBER_HINT, FORM_OPTIONAL, 40, NULL, NULL },
	{ "email", FORM_EMAIL, MSG_WORK_FIND_EMAIL, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "phone", FORM_PHONE, MSG_WORK_FIND_PHONE, MSG_NONE, FORM_OPTIONAL, 30, NULL, NULL },
	{ "surname", FORM_TEXT, MSG_WORK_FIND_SURNAME, MSG_WORK_FIND_SURNAME_HINT, FORM_OPTIONAL, 100, NULL, NULL },
	{ "birth", FORM_DATE, MSG_WORK_FIND_BIRTH, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "postcode", FORM_POSTCODE, MSG_WORK_FIND_POSTCODE, MSG_NONE, FORM_OPTIONAL, 7, NULL, NULL },
	{ "house", FORM_TEXT, MSG_WORK_FIND_HOUSE, MSG_WORK_FIND_HOUSE_HINT, FORM_OPTIONAL, 10, NULL, NULL },
};
#define FIND_FIELDS (sizeof find_fields / sizeof find_fields[0])
#define FOUND_MAX 50

struct found {
	struct work_find_number_rows rows;
	const struct access_grant *grant;
	bool sent;
};

/* ---- how often ---- */

enum err
work_find_allowed(struct web *web)
{
	int64_t n;
	int64_t after = clock_wall() - ACCESS_SAME_LOOK;
	TRY(access_count(web->r, web->actor.id, "search", after, web->arena, &n));
	if (n < WORK_FINDS)
		return ERR_OK;
	log_warning("alarm_many_finds account=%.*s count=%lld", STR_ARG(id_text(web->actor.id, web->arena)),
		(long long)n);
	return ERR_LIMIT;
}

/* ---- what was typed ---- */

struct str
work_number_normal(struct str typed, struct arena *a)
{
	struct buf b;
	buf_init(&b, 100, a);
	struct str lower = str_lower(str_trim(typed), a);
	for (size_t i = 0; i < lower.n; i++)
		if (lower.p[i] != ' ')
			buf_char(&b, lower.p[i]);
	return buf_view(&b);
}

struct key {
	enum vault_index kind;
	struct str normal;
};

/* The first thing that is whole. ERR_NOT_FOUND: none is. */
static enum err
read_key(const struct form *f, struct arena *a, struct key *ret_key)
{
	struct str email = form_value(f, "email"), phone = form_value(f, "phone"), name = form_value(f, "surname");
	struct str postcode = form_value(f, "postcode"), house = form_value(f, "house");
	struct date birth = form_date(f, "birth");
	if (email.n > 0)
		*ret_key = (struct key){ VAULT_INDEX_EMAIL, vault_normal_email(email, a) };
	else if (phone.n > 0)
		*ret_key = (struct key){ VAULT_INDEX_PHONE, vault_normal_phone(phone, a) };
	else if (name.n > 0 && !date_is_none(birth))
		*ret_key = (struct key){ VAULT_INDEX_NAME_BIRTH, vault_normal_name_birth(name, birth, a) };
	else if (postcode.n > 0 && house.n > 0)
		*ret_key = (struct key){ VAULT_INDEX_POSTCODE_NUMBER, vault_normal_address(postcode, house, a) };
	else
		return ERR_NOT_FOUND;
	return ERR_OK;
}

/* Two that belong together: one of them alone finds nobody. */
static enum msg
what_misses(const struct form *f)
{
	if (form_value(f, "surname").n > 0 || !date_is_none(form_date(f, "birth")))
		return MSG_WORK_FIND_NEEDS_BIRTH;
	if (form_value(f, "postcode").n > 0 || form_value(f, "house").n > 0)
		return MSG_WORK_FIND_NEEDS_HOUSE;
	return MSG_WORK_FIND_NEEDS_ONE;
}

static enum err
look(struct web *web, struct form *f, struct work_find_number_rows *ret_rows)
{
	struct key k;
	struct id team = web->actor.team;
	struct str number = form_value(f, "number");
	if (number.n > 0)
		return work_find_number(web->r, (struct work_find_number_in){
		    .team = team, .number = work_number_normal(number, web->arena) }, web->arena, ret_rows);
	if (read_key(f, web->arena, &k) != ERR_OK) {
		form_fail(f, "number", what_misses(f));
		return ERR_INVALID;
	}
	return work_find_index(web->r, (struct work_find_index_in){
	    .team = team,
	    .kind = k.kind,
	    .mac = vault_index(web->core->vault, k.kind, k.normal, web->arena),
	}, web->arena, ret_rows);
}

/* The record of the look stands, also when nobody was found. */
static enum err
note_look(struct web *web, struct found *found)
{
	struct id *client = ARENA_ARRAY(web->arena, struct id, found->rows.n);
	for (size_t i = 0; i < found->rows.n; i++)
		client[i] = found->rows.v[i].client;
	return access_write(web->w, &(struct access_request){
	    .actor = web->actor,
	    .list = client,
	    .list_count = found->rows.n,
	    .part = "search",
	    .purpose = "care",
	}, web->arena, &found->grant);
}

/* ---- the page ---- */

static enum err
rows_of(struct web *web, const struct found *found, struct work_rows *ret_rows)
{
	size_t n = found->rows.n < FOUND_MAX ? found->rows.n : FOUND_MAX;
	struct work_row *v = ARENA_ARRAY(web->arena, struct work_row, n);
	for (size_t i = 0; i < n; i++) {
		const struct work_find_number_row *row = &found->rows.v[i];
		v[i] = (struct work_row){
			.number = row->number,
			.open = web_url(web, "/work/client/%.*s", STR_ARG(id_text(row->client, web->arena))),
		};
		TRY(vault_unseal_label(web->core->vault, row->client, row->registration, row->label, found->grant,
			web->arena, &v[i].label));
	}
	*ret_rows = (struct work_rows){ v, n };
	return ERR_OK;
}

static enum err
find_page(struct web *web, const struct form *f, const struct found *found)
{
	struct work_find_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_FIND_TITLE)),
		.back = web_url(web, "/work"),
		.emergency = web_url(web, "/work/emergency"),
		.form = form_view(f, web, web_path(web, "/work/find"), MSG_WORK_FIND_SUBMIT),
		.sent = found->sent,
		.more = found->rows.n > FOUND_MAX,
	};
	TRY(rows_of(web, found, &p.rows));
	p.top.has_errors = form_failed(f);
	work_find_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

enum err
work_show_find(struct web *web)
{
	struct form f;
	form_init(&f, find_fields, FIND_FIELDS);
	return find_page(web, &f, &(struct found){ .sent = false });
}

enum err
work_take_find(struct web *web)
{
	struct form f;
	struct found found = { .sent = false };
	if (id_is_none(web->actor.team))
		return ERR_NOT_FOUND;
	if (form_read(&f, find_fields, FIND_FIELDS, web) != ERR_OK)
		return find_page(web, &f, &found);
	enum err e = work_find_allowed(web);
	if (e == ERR_LIMIT) {
		form_fail(&f, "number", MSG_WORK_FIND_OFTEN);
		return find_page(web, &f, &found);
	}
	TRY(e);
	e = look(web, &f, &found.rows);
	if (e == ERR_INVALID)
		return find_page(web, &f, &found);
	TRY(e);
	TRY(note_look(web, &found));
	found.sent = true;
	return find_page(web, &f, &found);
}
