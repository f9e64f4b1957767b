/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "clock.h"
#include "id.h"
#include "registration.h"
#include "registration.sql.h"
#include "registration_group.h"
#include "vault.sql.h"

#include "banned.h"

/* ---- ready to be stored ---- */

/* Eight characters of the id's random part, behind the year: enough that two
 * people on one phone line do not mean different things. */
static struct str
number_of(struct id id, int64_t received, struct arena *a)
{
	struct str s = id_base32(id.b + 6, 5, a);
	return str_printf(a, "%04d-%.4s-%.4s", date_local(received).date.year, s.p, s.p + 4);
}

static void
add_index(struct registration_ready *x, struct vault *v, enum vault_index kind, struct str normal, struct arena *a)
{
	x->index_kind[x->index_count] = kind;
	x->index_mac[x->index_count++] = vault_index(v, kind, normal, a);
}

static void
add_indexes(struct registration_ready *x, struct vault *v, const struct registration *g, struct arena *a)
{
	const struct registration_address *p = &g->address;
	if (g->email.n > 0)
		add_index(x, v, VAULT_INDEX_EMAIL, vault_normal_email(g->email, a), a);
	if (g->phone.n > 0)
		add_index(x, v, VAULT_INDEX_PHONE, vault_normal_phone(g->phone, a), a);
	if (g->surname.n > 0 && !date_is_none(g->birth))
		add_index(x, v, VAULT_INDEX_NAME_BIRTH, vault_normal_name_birth(g->surname, g->birth, a), a);
	if (p->postcode.n > 0)
		add_index(x, v, VAULT_INDEX_POSTCODE_NUMBER,
		    vault_normal_address(p->postcode, str_printf(a, "%lld", (long long)p->number), a), a);
}

static void
seal_groups(struct registration_ready *x, struct vault *v, const struct registration_groups *s,
    const struct registration *g, struct arena *a)
{
	const struct vault_key *k = x->fresh.key;
	x->identity = vault_seal(k, SEALED_REGISTRATION_IDENTITY, x->id, s->identity, a);
	if (s->address.p != NULL)
		x->address = vault_seal(k, SEALED_REGISTRATION_ADDRESS, x->id, s->address, a);
	x->incident = vault_seal(k, SEALED_REGISTRATION_INCIDENT, x->id, s->incident, a);
	x->label = vault_seal_label(v, x->fresh.client, x->id, registration_label(g, a), a);
}

/* What makes a repeated message known: the partner and its id; and all that
 * it says. */
static void
add_macs(struct registration_ready *x, struct vault *v, const struct registration_groups *s, struct str own_id,
    struct arena *a)
{
	struct str partner = id_text(x->origin.partner, a);
	x->own_mac = vault_index(v, VAULT_INDEX_PARTNER_ID,
	    str_printf(a, "%.*s %.*s", STR_ARG(partner), STR_ARG(own_id)), a);
	x->body_mac = vault_index(v, VAULT_INDEX_PARTNER_BODY,
	    str_printf(a, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(partner), STR_ARG(s->identity), STR_ARG(s->address),
	        STR_ARG(s->incident)), a);
}

void
registration_prepare(struct vault *v, const struct vault_fresh *fresh, const struct registration_origin *origin,
    const struct registration *g, int64_t now, struct arena *a, struct registration_ready *ret_ready)
{
	struct registration_groups groups;
	struct date today = date_local(now).date;
	struct registration_ready x = {
		.fresh = *fresh,
		.origin = *origin,
		.id = id_new(),
		.lang = g->lang,
		.received = now,
		.decision = DECISION_CAME_THEMSELVES,
		.profile = origin->wishes,
	};
	if (origin->source != REGISTRATION_SELF) {
		x.decision = registration_welcome_decision(g, today);
		x.profile =
			(struct contact_profile){ .wish = CONTACT_UNASKED, .phone = g->phone, .remarks = g->remarks };
		x.profile.email = registration_welcome_email(g, x.decision);
	}
	x.profile.no_post |= registration_post_is_unsafe(g, today);
	x.number = number_of(x.id, now, a);
	registration_groups_write(g, a, &groups);
	if (!id_is_none(origin->partner))
		add_macs(&x, v, &groups, g->own_id, a);
	add_indexes(&x, v, g, a);
	seal_groups(&x, v, &groups, g, a);
	*ret_ready = x;
}

/* ---- stored ---- */

static enum err
insert_client(struct db_write *w, const struct registration_ready *x, struct arena *a)
{
	TRY(vault_store(w, &x->fresh, x->origin.team, str_from_z(lang_code(x->lang))));
	for (size_t i = 0; i < x->index_count; i++)
		TRY(client_index_insert(w, (struct client_index_insert_in){
		    .client = x->fresh.client, .kind = x->index_kind[i], .mac = x->index_mac[i] }));
	/* what was said about safe contact must stand before anything goes out */
	bool said = x->profile.wish != CONTACT_UNASKED || x->profile.remarks.p != NULL || x->profile.no_post;
	return said ? contact_profile_save(w, x->fresh.key, &x->profile, a) : ERR_OK;
}

static enum err
insert_registration(struct db_write *w, const struct registration_ready *x)
{
	return registration_insert(w, (struct registration_insert_in){
	    .id = x->id,
	    .client = x->fresh.client,
	    .team = x->origin.team,
	    .partner = x->origin.partner,
	    .partner_id_mac = x->own_mac,
	    .body_mac = x->body_mac,
	    .number = x->number,
	    .source = str_from_z(registration_source_name(x->origin.source)),
	    .received = x->received,
	    .state = str_from_z(registration_state_name(REGISTRATION_RECEIVED)),
	    .decision = str_from_z(registration_decision_name(x->decision)),
	    .identity = x->identity,
	    .address = x->address,
	    .incident = x->incident,
	    .label = x->label,
	});
}

static enum err
insert_work(struct db_write *w, const struct registration_ready *x)
{
	return registration_work_insert(w, (struct registration_work_insert_in){
	    .id = id_new(),
	    .team = x->origin.team,
	    .kind = x->profile.wish == CONTACT_CALL ? STR("callback") : STR("registration"),
	    .client = x->fresh.client,
	    .registration = x->id,
	    .due = registration_due(x->decision, x->received),
	});
}

/* ERR_NOT_FOUND: this one is new. */
static enum err
find_repeated(struct db_write *w, const struct registration_ready *x, struct arena *a,
    struct registration_receipt *ret_receipt)
{
	struct registration_by_partner_id_row row;
	if (x->own_mac.p == NULL)
		return ERR_NOT_FOUND;
	TRY(registration_by_partner_id(db_reading(w),
	    (struct registration_by_partner_id_in){ .partner_id_mac = x->own_mac }, a, &row));
	*ret_receipt = (struct registration_receipt){
		.outcome = str_eq(row.body_mac, x->body_mac) ? REGISTRATION_REPEATED : REGISTRATION_DIFFERS,
		.id = row.id,
		.client = row.client,
		.number = row.number,
		.received = row.received,
	};
	return ERR_OK;
}

enum err
registration_receive(struct db_write *w, struct vault *v, const struct registration_ready *ready, struct arena *a,
    struct registration_receipt *ret_receipt)
{
	enum err e = find_repeated(w, ready, a, ret_receipt);
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(insert_client(w, ready, a));
	TRY(insert_registration(w, ready));
	TRY(insert_work(w, ready));
	if (ready->decision == DECISION_WELCOME_PERSON || ready->decision == DECISION_WELCOME_PARENT)
		TRY(contact_queue(w, v, &ready->profile, ready->fresh.client, ready->id, MESSAGE_WELCOME, a));
	*ret_receipt = (struct registration_receipt){
		.outcome = REGISTRATION_STORED,
		.id = ready->id,
		.client = ready->fresh.client,
		.number = ready->number,
		.received = ready->received,
	};
	return ERR_OK;
}

/* ---- afterwards ---- */

static void
head_of(const struct registration_head_get_row *row, struct registration_head *ret_head)
{
	*ret_head = (struct registration_head){
		.id = row->id,
		.client = row->client,
		.team = row->team,
		.partner = row->partner,
		.number = row->number,
		.source = registration_source_parse(row->source),
		.state = registration_state_parse(row->state),
		.decision = registration_decision_parse(row->decision),
		.received = row->received,
		.attempts = row->attempts,
	};
}

enum err
registration_find(struct db_read *r, struct id id, struct arena *a, struct registration_head *ret_head)
{
	struct registration_head_get_row row;
	TRY(registration_head_get(r, (struct registration_head_get_in){ .id = id }, a, &row));
	head_of(&row, ret_head);
	return ERR_OK;
}

enum err
registration_of_client(struct db_read *r, struct id client, struct arena *a, struct registration_head *ret_head)
{
	struct registration_head_get_row row;
	TRY(registration_head_newest(r, (struct registration_head_newest_in){ .client = client }, a, &row));
	head_of(&row, ret_head);
	return ERR_OK;
}

enum err
registration_load(struct db_read *r, const struct vault_key *k, struct id id, struct arena *a,
    struct registration *ret_registration)
{
	struct registration_sealed_get_row row;
	struct registration_groups groups;
	struct registration_sealed_get_in in = { .client = vault_key_client(k), .id = id };
	TRY(registration_sealed_get(r, in, a, &row));
	TRY(vault_unseal(k, SEALED_REGISTRATION_IDENTITY, id, row.identity, a, &groups.identity));
	TRY(vault_unseal(k, SEALED_REGISTRATION_ADDRESS, id, row.address, a, &groups.address));
	TRY(vault_unseal(k, SEALED_REGISTRATION_INCIDENT, id, row.incident, a, &groups.incident));
	return registration_groups_read(&groups, a, ret_registration);
}

enum err
registration_set_state(struct db_write *w, struct id client, struct id id, enum registration_state s)
{
	int64_t changed;
	TRY(registration_state_put(w, (struct registration_state_put_in){
	    .client = client, .id = id, .state = str_from_z(registration_state_name(s)) }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
registration_count_attempt(struct db_write *w, struct id client, struct id id, struct arena *a, int64_t *ret_attempts)
{
	int64_t changed;
	struct registration_head head;
	TRY(registration_attempt_add(w, (struct registration_attempt_add_in){ .client = client, .id = id }, &changed));
	if (changed != 1)
		return ERR_NOT_FOUND;
	TRY(registration_find(db_reading(w), id, a, &head));
	*ret_attempts = head.attempts;
	return ERR_OK;
}
