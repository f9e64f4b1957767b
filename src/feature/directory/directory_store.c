/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "directory.sql.h"
#include "directory_entry.h"

#include "banned.h"

#define BODY_MAX ((size_t)4 << 20)

/* ---- loading ---- */

static int
number(struct db_int v)
{
	return v.set ? (int)v.v : -1;
}

static struct db_int
maybe(int v)
{
	return v < 0 ? DB_INT_NONE : DB_INT(v);
}

static struct date
day(struct str iso)
{
	struct date d;
	return iso.n > 0 && date_parse(iso, &d) == ERR_OK ? d : DATE_NONE;
}

static struct str
iso(struct date d, struct arena *a)
{
	return date_is_none(d) ? STR_NONE : date_iso(d, a);
}

static enum err
load_phones(struct db_read *r, struct id owner, struct arena *a, struct directory_phones *ret_phones)
{
	struct directory_phone_list_rows rows;
	TRY(directory_phone_list(r, (struct directory_phone_list_in){ .owner = owner }, a, &rows));
	struct directory_phone *v = ARENA_ARRAY(a, struct directory_phone, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_phone){
			rows.v[i].number, { { rows.v[i].description, rows.v[i].description_en } } };
	*ret_phones = (struct directory_phones){ v, rows.n };
	return ERR_OK;
}

static enum err
load_contacts(struct db_read *r, struct id owner, struct arena *a, struct directory_contacts *ret_contacts)
{
	struct directory_contact_list_rows rows;
	TRY(directory_contact_list(r, (struct directory_contact_list_in){ .owner = owner }, a, &rows));
	struct directory_contact *v = ARENA_ARRAY(a, struct directory_contact, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_contact){ rows.v[i].name, rows.v[i].title, rows.v[i].email };
	*ret_contacts = (struct directory_contacts){ v, rows.n };
	return ERR_OK;
}

static enum err
load_locations(struct db_read *r, struct id organisation, struct arena *a, struct directory_locations *ret_locations)
{
	struct directory_location_list_rows rows;
	TRY(directory_location_list(r, (struct directory_location_list_in){ .organisation = organisation }, a, &rows));
	struct directory_location *v = ARENA_ARRAY(a, struct directory_location, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct directory_location_list_row *l = &rows.v[i];
		v[i] = (struct directory_location){
			.id = l->id, .kind = l->kind, .confidential = l->confidential, .name = l->name,
			    .address = l->address,
			.city = l->city, .province = l->province, .postal_code = l->postal_code, .url = l->url };
	}
	*ret_locations = (struct directory_locations){ v, rows.n };
	return ERR_OK;
}

static enum err
load_services(struct db_read *r, struct id organisation, struct arena *a, struct directory_services *ret_services)
{
	struct directory_services_of_rows rows;
	TRY(directory_services_of(r, (struct directory_services_of_in){ .organisation = organisation }, a, &rows));
	struct directory_service *v = ARENA_ARRAY(a, struct directory_service, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_service){ .id = rows.v[i].id,
		    .state = directory_state_parse(rows.v[i].state) };
	*ret_services = (struct directory_services){ v, rows.n };
	return ERR_OK;
}

enum err
directory_organisation_load(
	struct db_read *r, struct id id, struct arena *a, struct directory_organisation *ret_organisation)
{
	struct directory_organisation_get_row row;
	TRY(directory_organisation_get(r, (struct directory_organisation_get_in){ .id = id }, a, &row));
	struct directory_organisation o = {
		.id = id,
		.name = { { row.name, row.name_en } },
		.description = { { row.description, row.description_en } },
		.url = row.url,
		.email = row.email,
		.owner = row.owner,
		.state = directory_state_parse(row.state),
		.changed = row.changed,
	};
	TRY(load_phones(r, id, a, &o.phones));
	TRY(load_contacts(r, id, a, &o.contacts));
	TRY(load_locations(r, id, a, &o.locations));
	TRY(load_services(r, id, a, &o.services));
	*ret_organisation = o;
	return ERR_OK;
}

static enum err
load_areas(struct db_read *r, struct id service, struct arena *a, struct directory_areas *ret_areas)
{
	struct directory_area_list_rows rows;
	TRY(directory_area_list(r, (struct directory_area_list_in){ .service = service }, a, &rows));
	struct directory_area *v = ARENA_ARRAY(a, struct directory_area, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_area){
			directory_area_parse(rows.v[i].kind), rows.v[i].code, rows.v[i].name };
	*ret_areas = (struct directory_areas){ v, rows.n };
	return ERR_OK;
}

static enum err
load_schedules(struct db_read *r, struct id service, struct arena *a, struct directory_schedules *ret_schedules)
{
	struct directory_schedule_list_rows rows;
	TRY(directory_schedule_list(r, (struct directory_schedule_list_in){ .service = service }, a, &rows));
	struct directory_schedule *v = ARENA_ARRAY(a, struct directory_schedule, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_schedule){ rows.v[i].days, rows.v[i].opens, rows.v[i].closes,
			{ { rows.v[i].description, rows.v[i].description_en } } };
	*ret_schedules = (struct directory_schedules){ v, rows.n };
	return ERR_OK;
}

static enum err
load_costs(struct db_read *r, struct id service, struct arena *a, struct directory_costs *ret_costs)
{
	struct directory_cost_list_rows rows;
	TRY(directory_cost_list(r, (struct directory_cost_list_in){ .service = service }, a, &rows));
	struct directory_cost *v = ARENA_ARRAY(a, struct directory_cost, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_cost){
			rows.v[i].amount.set ? rows.v[i].amount.v : -1, { { rows.v[i].what, rows.v[i].what_en } } };
	*ret_costs = (struct directory_costs){ v, rows.n };
	return ERR_OK;
}

static enum err
load_places(struct db_read *r, struct id service, struct arena *a, struct directory_places *ret_places)
{
	struct directory_place_list_rows rows;
	TRY(directory_place_list(r, (struct directory_place_list_in){ .service = service }, a, &rows));
	struct directory_place *v = ARENA_ARRAY(a, struct directory_place, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_place){ rows.v[i].id, rows.v[i].location, rows.v[i].description };
	*ret_places = (struct directory_places){ v, rows.n };
	return ERR_OK;
}

static struct directory_service
service_of(const struct directory_service_get_row *row, struct arena *a)
{
	enum directory_state state = directory_state_parse(row->state);
	return (struct directory_service){
		.id = row->id,
		.organisation = row->organisation,
		.organisation_name = row->organisation_name,
		.name = { { row->name, row->name_en } },
		.description = { { row->description, row->description_en } },
		.why = { { row->why, row->why_en } },
		.eligibility = { { row->eligibility, row->eligibility_en } },
		.access = { { row->access, row->access_en } },
		.fees = { { row->fees, row->fees_en } },
		.alert = { { row->alert, row->alert_en } },
		.url = row->url,
		.email = row->email,
		.state = state,
		.live = state == DIRECTORY_LIVE && directory_state_parse(row->organisation_state) == DIRECTORY_LIVE,
		.audiences = directory_bits(DIRECTORY_AUDIENCE, row->audiences),
		.offences = directory_bits(DIRECTORY_OFFENCE, row->offences),
		.needs = directory_bits(DIRECTORY_NEED, row->needs),
		.languages = directory_split(row->languages, a),
		.min_age = number(row->min_age),
		.max_age = number(row->max_age),
		.waiting_days = number(row->waiting_days),
		.waiting_date = day(row->waiting_date),
		.owner = row->owner,
		.assured = day(row->assured),
		.changed = row->changed,
	};
}

enum err
directory_service_load(struct db_read *r, struct id id, struct arena *a, struct directory_service *ret_service)
{
	struct directory_service_get_row row;
	TRY(directory_service_get(r, (struct directory_service_get_in){ .id = id }, a, &row));
	struct directory_service s = service_of(&row, a);
	TRY(load_areas(r, id, a, &s.areas));
	TRY(load_phones(r, id, a, &s.phones));
	TRY(load_contacts(r, id, a, &s.contacts));
	TRY(load_schedules(r, id, a, &s.schedules));
	TRY(load_costs(r, id, a, &s.costs));
	TRY(load_places(r, id, a, &s.places));
	*ret_service = s;
	return ERR_OK;
}

/* ---- storing ---- */

static enum err
put_version(struct db_write *w, struct id entry, struct directory_change by, struct str body, struct arena *a)
{
	struct directory_version_latest_row latest = { .number = 0 };
	enum err e = directory_version_latest(
	    db_reading(w), (struct directory_version_latest_in){ .entry = entry }, a, &latest);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return directory_version_put(w, (struct directory_version_put_in){
	    .entry = entry, .number = latest.number + 1, .made = clock_wall(), .account = by.account,
	    .action = str_from_z(by.action), .body = body });
}

static enum err
put_phones(struct db_write *w, struct id owner, const struct directory_phones *phones)
{
	TRY(directory_phone_clear(w, (struct directory_phone_clear_in){ .owner = owner }));
	for (size_t i = 0; i < phones->n; i++)
		TRY(directory_phone_put(w, (struct directory_phone_put_in){
		    .owner = owner, .place = (int64_t)i, .number = phones->v[i].number,
		    .description = phones->v[i].description.in[LANG_NL],
		    .description_en = phones->v[i].description.in[LANG_EN] }));
	return ERR_OK;
}

static enum err
put_contacts(struct db_write *w, struct id owner, const struct directory_contacts *contacts)
{
	TRY(directory_contact_clear(w, (struct directory_contact_clear_in){ .owner = owner }));
	for (size_t i = 0; i < contacts->n; i++)
		TRY(directory_contact_put(w, (struct directory_contact_put_in){
		    .owner = owner, .place = (int64_t)i, .name = contacts->v[i].name, .title = contacts->v[i].title,
		    .email = contacts->v[i].email }));
	return ERR_OK;
}

static const struct directory_location *
find_location(const struct directory_locations *list, struct id id)
{
	for (size_t i = 0; i < list->n; i++)
		if (id_eq(list->v[i].id, id))
			return &list->v[i];
	return NULL;
}

/* What will stand there: a confidential location does not become public, or
 * lose its address, because a file says less about it. */
static struct directory_locations
merge_locations(const struct directory_locations *old, const struct directory_locations *new, struct arena *a)
{
	struct directory_locations all = { ARENA_ARRAY(a, struct directory_location, old->n + new->n), 0 };
	for (size_t i = 0; i < new->n; i++) {
		struct directory_location *l = &all.v[all.n++];
		const struct directory_location *before = find_location(old, new->v[i].id);
		*l = new->v[i];
		if (before == NULL || !before->confidential)
			continue;
		if (l->unknown_address || !l->confidential)
			*l = *before;
	}
	for (size_t i = 0; i < old->n; i++)
		if (old->v[i].confidential && find_location(new, old->v[i].id) == NULL)
			all.v[all.n++] = old->v[i];
	return all;
}

static enum err
put_location(
	struct db_write *w, struct id organisation, const struct directory_location *l, size_t place, struct arena *a)
{
	struct directory_location_find_row found;
	enum err e = directory_location_find(
	    db_reading(w), (struct directory_location_find_in){ .id = l->id }, a, &found);
	if (e == ERR_OK && !id_eq(found.organisation, organisation))
		return ERR_CONFLICT;
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return directory_location_put(w, (struct directory_location_put_in){
	    .id = l->id, .organisation = organisation, .place = (int64_t)place, .kind = l->kind,
	    .confidential = l->confidential, .name = l->name, .address = l->address, .city = l->city,
	    .province = l->province, .postal_code = l->postal_code, .url = l->url });
}

static enum err
put_locations(struct db_write *w, const struct directory_organisation *o, const struct directory_locations *old,
    struct arena *a)
{
	for (size_t i = 0; i < old->n; i++) {
		struct id id = old->v[i].id;
		if (find_location(&o->locations, id) != NULL)
			continue;
		TRY(directory_place_clear_location(w, (struct directory_place_clear_location_in){ .location = id }));
		TRY(directory_location_drop(w, (struct directory_location_drop_in){ .id = id }));
	}
	for (size_t i = 0; i < o->locations.n; i++)
		TRY(put_location(w, o->id, &o->locations.v[i], i, a));
	return ERR_OK;
}

static struct str
organisation_text(const struct directory_organisation *o, unsigned flags, struct arena *a)
{
	struct buf b;
	buf_init(&b, BODY_MAX, a);
	struct directory_organisation alone = *o;
	alone.services.n = 0;
	directory_write_organisation(&b, NULL, &alone, DIRECTORY_OWN | flags, a);
	return buf_view(&b);
}

static enum err
put_organisation(struct db_write *w, const struct directory_organisation *o, const struct directory_locations *old,
    struct directory_change by, struct arena *a)
{
	TRY(directory_organisation_put(w, (struct directory_organisation_put_in){
	    .id = o->id, .name = o->name.in[LANG_NL], .name_en = o->name.in[LANG_EN],
	    .description = o->description.in[LANG_NL], .description_en = o->description.in[LANG_EN], .url = o->url,
	    .email = o->email, .state = str_from_z(directory_state_name(o->state)), .owner = o->owner,
	    .changed = clock_wall() }));
	TRY(put_phones(w, o->id, &o->phones));
	TRY(put_contacts(w, o->id, &o->contacts));
	TRY(put_locations(w, o, old, a));
	return put_version(w, o->id, by, organisation_text(o, 0, a), a);
}

enum err
directory_organisation_store(struct db_write *w, const struct directory_organisation *o, struct directory_change by,
    struct arena *a, bool *ret_changed)
{
	struct directory_organisation old = { .id = ID_NONE }, new = *o;
	enum err e = directory_organisation_load(db_reading(w), o->id, a, &old);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	new.locations = merge_locations(&old.locations, &o->locations, a);
	if (e == ERR_OK && str_eq(organisation_text(&old, DIRECTORY_SECRET, a), organisation_text(&new,
	    DIRECTORY_SECRET, a))) {
		*ret_changed = false;
		return ERR_OK;
	}
	TRY(put_organisation(w, &new, &old.locations, by, a));
	*ret_changed = true;
	return ERR_OK;
}

static enum err
put_lists(struct db_write *w, const struct directory_service *s)
{
	struct id id = s->id;
	TRY(directory_area_clear(w, (struct directory_area_clear_in){ .service = id }));
	for (size_t i = 0; i < s->areas.n; i++)
		TRY(directory_area_put(w, (struct directory_area_put_in){
		    .service = id, .place = (int64_t)i, .kind = str_from_z(directory_area_name(s->areas.v[i].kind)),
		    .code = s->areas.v[i].code, .name = s->areas.v[i].name }));
	TRY(directory_schedule_clear(w, (struct directory_schedule_clear_in){ .service = id }));
	for (size_t i = 0; i < s->schedules.n; i++) {
		const struct directory_schedule *one = &s->schedules.v[i];
		TRY(directory_schedule_put(w, (struct directory_schedule_put_in){
		    .service = id, .place = (int64_t)i, .days = one->days, .opens = one->opens, .closes = one->closes,
		    .description = one->description.in[LANG_NL], .description_en = one->description.in[LANG_EN] }));
	}
	TRY(directory_cost_clear(w, (struct directory_cost_clear_in){ .service = id }));
	for (size_t i = 0; i < s->costs.n; i++) {
		const struct directory_cost *one = &s->costs.v[i];
		TRY(directory_cost_put(w, (struct directory_cost_put_in){
		    .service = id, .place = (int64_t)i, .amount = one->amount < 0 ? DB_INT_NONE : DB_INT(one->amount),
		    .what = one->what.in[LANG_NL], .what_en = one->what.in[LANG_EN] }));
	}
	return ERR_OK;
}

static enum err
put_places(struct db_write *w, const struct directory_service *s, struct arena *a)
{
	TRY(directory_place_clear(w, (struct directory_place_clear_in){ .service = s->id }));
	for (size_t i = 0; i < s->places.n; i++) {
		const struct directory_place *p = &s->places.v[i];
		struct directory_location_find_row location;
		struct directory_place_find_row place;
		TRY(directory_location_find(
		    db_reading(w), (struct directory_location_find_in){ .id = p->location }, a, &location));
		if (!id_eq(location.organisation, s->organisation))
			return ERR_NOT_FOUND;
		enum err e = directory_place_find(db_reading(w), (struct directory_place_find_in){ .id = p->id }, a,
		    &place);
		if (e != ERR_NOT_FOUND)
			return e == ERR_OK ? ERR_CONFLICT : e;
		TRY(directory_place_put(w, (struct directory_place_put_in){
		    .id = p->id, .service = s->id, .location = p->location, .place = (int64_t)i,
		    .description = p->description }));
	}
	return ERR_OK;
}

static struct directory_service_put_in
row_of(const struct directory_service *s, struct arena *a)
{
	return (struct directory_service_put_in){
		.id = s->id,
		.organisation = s->organisation,
		.name = s->name.in[LANG_NL],
		.name_en = s->name.in[LANG_EN],
		.description = s->description.in[LANG_NL],
		.description_en = s->description.in[LANG_EN],
		.why = s->why.in[LANG_NL],
		.why_en = s->why.in[LANG_EN],
		.eligibility = s->eligibility.in[LANG_NL],
		.eligibility_en = s->eligibility.in[LANG_EN],
		.access = s->access.in[LANG_NL],
		.access_en = s->access.in[LANG_EN],
		.fees = s->fees.in[LANG_NL],
		.fees_en = s->fees.in[LANG_EN],
		.alert = s->alert.in[LANG_NL],
		.alert_en = s->alert.in[LANG_EN],
		.url = s->url,
		.email = s->email,
		.state = str_from_z(directory_state_name(s->state)),
		.audiences = directory_bits_text(DIRECTORY_AUDIENCE, s->audiences, a),
		.offences = directory_bits_text(DIRECTORY_OFFENCE, s->offences, a),
		.needs = directory_bits_text(DIRECTORY_NEED, s->needs, a),
		.languages = directory_join(&s->languages, ",", a),
		.min_age = maybe(s->min_age),
		.max_age = maybe(s->max_age),
		.waiting_days = maybe(s->waiting_days),
		.waiting_date = iso(s->waiting_date, a),
		.owner = s->owner,
		.assured = iso(s->assured, a),
		.changed = clock_wall(),
	};
}

static struct str
service_text(const struct directory_service *s, struct arena *a)
{
	struct buf b;
	buf_init(&b, BODY_MAX, a);
	directory_write_service(&b, NULL, s, NULL, DIRECTORY_OWN, a);
	return buf_view(&b);
}

enum err
directory_service_store(struct db_write *w, const struct directory_service *s, struct directory_change by,
    struct arena *a, bool *ret_changed)
{
	struct directory_service old;
	struct directory_organisation_get_row organisation;
	TRY(directory_organisation_get(
	    db_reading(w), (struct directory_organisation_get_in){ .id = s->organisation }, a, &organisation));
	enum err e = directory_service_load(db_reading(w), s->id, a, &old);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_OK && str_eq(service_text(&old, a), service_text(s, a))) {
		*ret_changed = false;
		return ERR_OK;
	}
	TRY(directory_service_put(w, row_of(s, a)));
	TRY(put_lists(w, s));
	TRY(put_phones(w, s->id, &s->phones));
	TRY(put_contacts(w, s->id, &s->contacts));
	TRY(put_places(w, s, a));
	TRY(put_version(w, s->id, by, service_text(s, a), a));
	*ret_changed = true;
	return ERR_OK;
}
