/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "work.h"

#include "access.h"
#include "session.h"
#include "work.sql.h"
#include "work_internal.h"

#include "banned.h"

static const char *const kind_names[WORK_KIND_COUNT] = { "registration", "callback", "letter", "decide" };

static const char *const result_names[WORK_RESULT_COUNT] = {
	"reached",
	"not_reached",
	"no_voicemail",
	"wrong_number",
	"queued",
	"by_hand",
	"no_address",
	"refused",
	"nothing",
};

const char *
work_kind_name(enum work_kind k)
{
	return kind_names[k];
}

enum work_kind
work_kind_parse(struct str name)
{
	return (enum work_kind)str_place(name, kind_names, WORK_KIND_COUNT);
}

const char *
work_result_name(enum work_result r)
{
	return result_names[r];
}

enum work_result
work_result_parse(struct str name)
{
	return (enum work_result)str_place(name, result_names, WORK_RESULT_COUNT);
}

/* ---- the list ---- */

struct work_cursor
work_cursor_start(void)
{
	/* before every item: all times are later, and no id is all zero */
	return (struct work_cursor){ .due = -1, .id = { { 1 } } };
}

struct str
work_cursor_text(const struct work_item *item, struct arena *a)
{
	return str_printf(a, "%lld-%.*s", (long long)item->due, STR_ARG(id_text(item->id, a)));
}

enum err
work_cursor_parse(struct str s, struct work_cursor *ret_cursor)
{
	struct work_cursor c;
	struct str rest = s, due;
	if (!str_split(&rest, '-', &due) || str_int(due, &c.due) != ERR_OK || id_parse(rest, &c.id) != ERR_OK ||
	    id_is_none(c.id))
		return ERR_INVALID;
	*ret_cursor = c;
	return ERR_OK;
}

static enum err
read_rows(struct db_read *r, const struct work_query *q, struct arena *a, struct work_page_after_rows *ret_rows)
{
	struct id team = q->team, id = q->from.id;
	int64_t due = q->from.due;
	if (q->kind == WORK_KIND_COUNT) {
		if (q->backwards)
			return work_page_before(r, (struct work_page_before_in){ team, due, id }, a, ret_rows);
		return work_page_after(r, (struct work_page_after_in){ team, due, id }, a, ret_rows);
	}
	struct str kind = str_from_z(work_kind_name(q->kind));
	if (q->backwards)
		return work_page_kind_before(r, (struct work_page_kind_before_in){ team, due, id, kind }, a, ret_rows);
	return work_page_kind_after(r, (struct work_page_kind_after_in){ team, due, id, kind }, a, ret_rows);
}

static struct work_item
item_of(const struct work_page_after_row *row)
{
	return (struct work_item){
		.id = row->id,
		.client = row->client,
		.registration = row->registration,
		.kind = work_kind_parse(row->kind),
		.due = row->due,
		.attempts = row->attempts.v,
		.number = row->number,
		.decision = registration_decision_parse(row->decision),
		.wish = row->wish.p == NULL ? CONTACT_UNASKED : contact_wish_parse(row->wish),
		.sealed = row->label,
		.assigned = row->assigned,
		.sealed_name = row->assigned_name,
	};
}

enum err
work_list_read(struct db_read *r, const struct work_query *q, struct arena *a, struct work_list *ret_list)
{
	struct work_page_after_rows rows;
	TRY(read_rows(r, q, a, &rows));
	bool more = rows.n > WORK_PAGE;
	size_t n = more ? WORK_PAGE : rows.n;
	struct work_item *v = ARENA_ARRAY(a, struct work_item, n);
	for (size_t i = 0; i < n; i++)
		v[q->backwards ? n - 1 - i : i] = item_of(&rows.v[i]);
	bool begins = q->from.due < 0;
	*ret_list = (struct work_list){
		.v = v,
		.n = n,
		.has_before = q->backwards ? more : !begins,
		.has_after = q->backwards || more,
	};
	return ERR_OK;
}

struct look {
	struct access_request request;
	struct arena *arena;
	const struct access_grant *grant;
};

static enum err
look_run(struct db_write *w, void *arg)
{
	struct look *l = arg;
	return access_write(w, &l->request, l->arena, &l->grant);
}

enum err
work_list_open(struct core *core, const struct actor *actor, struct work_list *list, struct arena *a)
{
	if (list->n == 0)
		return ERR_OK;
	struct id *client = ARENA_ARRAY(a, struct id, list->n);
	for (size_t i = 0; i < list->n; i++)
		client[i] = list->v[i].client;
	struct look l = {
		.request = { .actor = *actor,
			.list = client,
			.list_count = list->n,
			.part = "labels",
			.purpose = "care" },
		.arena = a,
	};
	TRY(db_write_run(core->db, look_run, &l));
	for (size_t i = 0; i < list->n; i++) {
		struct work_item *w = &list->v[i];
		TRY(vault_unseal_label(core->vault, w->client, w->registration, w->sealed, l.grant, a, &w->label));
		TRY(vault_unseal_staff(
			core->vault, SEALED_ACCOUNT_NAME, w->assigned, w->sealed_name, a, &w->assigned_name));
	}
	return ERR_OK;
}

/* ---- a dossier ---- */

static const char *const fit_names[] = {
	[CONTACT_FITS] = "fits",
	[CONTACT_UNWANTED] = "unwanted",
	[CONTACT_OTHER_CHANNEL] = "other_channel",
	[CONTACT_OTHER_HOURS] = "other_hours",
	[CONTACT_NO_POST] = "no_post",
};

static enum contact_fit
fit_parse(struct str s)
{
	for (enum contact_fit f = CONTACT_FITS; f <= CONTACT_NO_POST; f++)
		if (str_eq_z(s, fit_names[f]))
			return f;
	return CONTACT_UNWANTED;
}

static enum err
load_contacts(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_contacts *ret_contacts)
{
	struct work_contact_list_rows rows;
	TRY(work_contact_list(r, (struct work_contact_list_in){ .client = vault_key_client(k) }, a, &rows));
	struct work_contact *v = ARENA_ARRAY(a, struct work_contact, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct work_contact_list_row *row = &rows.v[i];
		v[i] = (struct work_contact){
			.id = row->id,
			.made = row->made,
			.channel = contact_channel_parse(row->channel),
			.result = work_result_parse(row->result),
			.fit = fit_parse(row->fit),
			.published = row->published.v,
		};
		TRY(vault_unseal(k, SEALED_CONTACT_REPORT, row->id, row->report, a, &v[i].report));
		TRY(vault_unseal(k, SEALED_CONTACT_NOTE, row->id, row->note, a, &v[i].note));
		TRY(vault_unseal(k, SEALED_CONTACT_REASON, row->id, row->reason, a, &v[i].reason));
	}
	*ret_contacts = (struct work_contacts){ v, rows.n };
	return ERR_OK;
}

static enum err
load_open(struct db_read *r, struct id client, struct arena *a, struct work_list *ret_list)
{
	struct work_open_of_client_rows rows;
	TRY(work_open_of_client(r, (struct work_open_of_client_in){ .client = client }, a, &rows));
	struct work_item *v = ARENA_ARRAY(a, struct work_item, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct work_item){
			.id = rows.v[i].id,
			.client = client,
			.kind = work_kind_parse(rows.v[i].kind),
			.due = rows.v[i].due,
		};
	*ret_list = (struct work_list){ .v = v, .n = rows.n };
	return ERR_OK;
}

static enum err
load_assigned(struct core *core, struct db_read *r, struct arena *a, struct work_dossier *d)
{
	enum err e = assignment_get(r, d->head.client, a, &d->assigned);
	if (e == ERR_NOT_FOUND) {
		d->assigned = (struct assignment){ 0 };
		d->assigned_name = d->assigned_note = STR_NONE;
		return ERR_OK;
	}
	TRY(e);
	TRY(account_name(core, r, d->assigned.account, a, &d->assigned_name));
	return vault_unseal(d->key, SEALED_ASSIGNMENT_NOTE, d->assigned.id, d->assigned.note, a, &d->assigned_note);
}

enum err
work_dossier_load(struct core *core, struct db_read *r, struct id client, const struct access_grant *grant,
    struct arena *a, struct work_dossier *ret_dossier)
{
	struct work_dossier d;
	TRY(vault_open(core->vault, r, client, grant, a, &d.key));
	TRY(registration_of_client(r, client, a, &d.head));
	TRY(registration_load(r, d.key, d.head.id, a, &d.registration));
	TRY(contact_profile_load(r, d.key, a, &d.profile));
	TRY(consent_history(r, client, a, &d.consents));
	TRY(intake_of_client(core, r, d.key, a, &d.intakes));
	TRY(load_contacts(r, d.key, a, &d.contacts));
	TRY(load_open(r, client, a, &d.open));
	TRY(work_tasks_read(r, d.key, a, &d.tasks));
	TRY(load_assigned(core, r, a, &d));
	*ret_dossier = d;
	return ERR_OK;
}

bool
work_has_open(const struct work_dossier *d, enum work_kind kind)
{
	for (size_t i = 0; i < d->open.n; i++)
		if (d->open.v[i].kind == kind)
			return true;
	return false;
}

const char *
work_fit_name(enum contact_fit f)
{
	return fit_names[f];
}
