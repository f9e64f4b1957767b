/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <time.h>

#include "clock.h"
#include "directory_entry.h"
#include "json.h"

#include "banned.h"

/* What stands in a member that HSDS wants to be there, when there is nothing. */
static void
put_always(struct buf *b, const char *name, struct str s)
{
	json_put_text(b, name, s.p != NULL ? s : STR(""));
}

static void
put_words(struct buf *b, const char *name, const struct directory_words *w, struct arena *a)
{
	json_put_text(b, name, w->in[LANG_NL]);
	json_put_text(b, str_z(str_printf(a, "%s_en", name), a), w->in[LANG_EN]);
}

static void
put_id(struct buf *b, const char *name, struct id id, struct arena *a)
{
	json_put_text(b, name, directory_uuid(id, a));
}

/* The id of the i-th thing of a kind that an owner has. */
static void
put_place_id(struct buf *b, struct id owner, const char *kind, size_t i, struct arena *a)
{
	put_id(b, "id", directory_derived_id(owner, kind, str_printf(a, "%zu", i)), a);
}

static void
put_number(struct buf *b, const char *name, int v)
{
	if (v >= 0)
		json_put_int(b, name, v);
}

static struct str
time_text(int64_t wall, struct arena *a)
{
	time_t seconds = (time_t)(wall / CLOCK_SECOND);
	struct tm t;
	gmtime_r(&seconds, &t);
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
	    t.tm_hour,
	    t.tm_min, t.tm_sec, (int)(wall % CLOCK_SECOND));
}

static const char *
status_of(enum directory_state state)
{
	static const char *const names[] = { "inactive", "active", "defunct" };
	return names[state];
}

/* ---- taxonomies ---- */

void
directory_write_taxonomy(struct buf *b, const char *name, enum directory_taxonomy taxonomy, struct arena *a)
{
	static const char *const descriptions[] = { "For whom a service is", "What happened to somebody",
		"What kind of help somebody looks for" };
	json_open(b, name, '{');
	put_id(b, "id", directory_taxonomy_id(taxonomy), a);
	json_put_z(b, "name", directory_taxonomy_name(taxonomy));
	json_put_z(b, "description", descriptions[taxonomy]);
	json_put_z(b, "version", "1");
	json_close(b, '}');
}

void
directory_write_term(struct buf *b, const char *name, enum directory_taxonomy taxonomy, size_t i, struct arena *a)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	json_open(b, name, '{');
	put_id(b, "id", directory_term_id(taxonomy, i), a);
	json_put_z(b, "code", v[i].code);
	json_put_text(b, "name", msg_text(LANG_NL, v[i].label));
	json_put_text(b, "name_en", msg_text(LANG_EN, v[i].label));
	json_put_text(b, "description", msg_text(LANG_NL, v[i].label));
	json_put_z(b, "taxonomy", directory_taxonomy_name(taxonomy));
	json_put_z(b, "language", "nl");
	put_id(b, "taxonomy_id", directory_taxonomy_id(taxonomy), a);
	json_close(b, '}');
}

static void
put_terms(struct buf *b, struct id service, enum directory_taxonomy taxonomy, unsigned bits, struct arena *a)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	for (size_t i = 0; i < n; i++) {
		if (!(bits & 1u << i))
			continue;
		json_open(b, NULL, '{');
		put_id(b, "id", directory_derived_id(service, directory_taxonomy_name(taxonomy),
		    str_from_z(v[i].code)), a);
		put_id(b, "link_id", service, a);
		json_put_z(b, "link_entity", "service");
		json_put_z(b, "link_type", directory_taxonomy_name(taxonomy));
		put_id(b, "taxonomy_term_id", directory_term_id(taxonomy, i), a);
		directory_write_term(b, "taxonomy_term", taxonomy, i, a);
		json_close(b, '}');
	}
}

/* ---- what organisations and services both have ---- */

static void
put_phones(struct buf *b, struct id owner, const struct directory_phones *phones, struct arena *a)
{
	if (phones->n == 0)
		return;
	json_open(b, "phones", '[');
	for (size_t i = 0; i < phones->n; i++) {
		json_open(b, NULL, '{');
		put_place_id(b, owner, "phone", i, a);
		json_put_text(b, "number", phones->v[i].number);
		json_put_z(b, "type", "voice");
		put_words(b, "description", &phones->v[i].description, a);
		json_close(b, '}');
	}
	json_close(b, ']');
}

static void
put_contacts(struct buf *b, struct id owner, const struct directory_contacts *contacts, struct arena *a)
{
	if (contacts->n == 0)
		return;
	json_open(b, "contacts", '[');
	for (size_t i = 0; i < contacts->n; i++) {
		json_open(b, NULL, '{');
		put_place_id(b, owner, "contact", i, a);
		json_put_text(b, "name", contacts->v[i].name);
		json_put_text(b, "title", contacts->v[i].title);
		json_put_text(b, "email", contacts->v[i].email);
		json_close(b, '}');
	}
	json_close(b, ']');
}

/* ---- locations ---- */

struct directory_location
directory_public_location(const struct directory_location *l)
{
	if (!l->confidential)
		return *l;
	return (struct directory_location){
		.id = l->id, .kind = STR("physical"), .confidential = true, .unknown_address = true };
}

static void
put_address(struct buf *b, const struct directory_location *l, struct arena *a)
{
	bool postal = str_eq_z(l->kind, "postal");
	if (l->address.n == 0 && l->city.n == 0 && l->postal_code.n == 0)
		return;
	json_open(b, "addresses", '[');
	json_open(b, NULL, '{');
	put_place_id(b, l->id, "address", 0, a);
	put_always(b, "address_1", l->address);
	put_always(b, "city", l->city);
	put_always(b, "state_province", l->province);
	put_always(b, "postal_code", l->postal_code);
	json_put_z(b, "country", "NL");
	json_put_z(b, "address_type", postal ? "postal" : "physical");
	json_close(b, '}');
	json_close(b, ']');
}

static void
put_location(struct buf *b, const char *name, const struct directory_location *stored, unsigned flags, struct arena *a)
{
	struct directory_location l = flags & DIRECTORY_SECRET ? *stored : directory_public_location(stored);
	json_open(b, name, '{');
	put_id(b, "id", l.id, a);
	json_put_text(b, "location_type", l.kind);
	if (l.confidential)
		json_put_bool(b, "confidential", true);
	json_put_text(b, "name", l.name);
	json_put_text(b, "url", l.url);
	put_address(b, &l, a);
	json_close(b, '}');
}

static const struct directory_location *
find_location(const struct directory_organisation *o, struct id id)
{
	for (size_t i = 0; o != NULL && i < o->locations.n; i++)
		if (id_eq(o->locations.v[i].id, id))
			return &o->locations.v[i];
	return NULL;
}

void
directory_write_place(struct buf *b, const char *name, const struct directory_service *s,
    const struct directory_place *place, const struct directory_organisation *o, unsigned flags, struct arena *a)
{
	const struct directory_location *l = find_location(o, place->location);
	json_open(b, name, '{');
	put_id(b, "id", place->id, a);
	put_id(b, "service_id", s->id, a);
	put_id(b, "location_id", place->location, a);
	json_put_text(b, "description", place->description);
	if (l != NULL)
		put_location(b, "location", l, flags, a);
	json_close(b, '}');
}

/* ---- a service's own ---- */

static void
put_areas(struct buf *b, const struct directory_service *s, struct arena *a)
{
	if (s->areas.n == 0)
		return;
	json_open(b, "service_areas", '[');
	for (size_t i = 0; i < s->areas.n; i++) {
		json_open(b, NULL, '{');
		put_place_id(b, s->id, "area", i, a);
		put_id(b, "service_id", s->id, a);
		json_put_text(b, "name", s->areas.v[i].name);
		if (s->areas.v[i].code.n > 0) {
			json_put_text(b, "extent", s->areas.v[i].code);
			json_put_z(b, "extent_type", "text");
		}
		json_close(b, '}');
	}
	json_close(b, ']');
}

static void
put_schedules(struct buf *b, const struct directory_service *s, struct arena *a)
{
	if (s->schedules.n == 0)
		return;
	json_open(b, "schedules", '[');
	for (size_t i = 0; i < s->schedules.n; i++) {
		const struct directory_schedule *one = &s->schedules.v[i];
		json_open(b, NULL, '{');
		put_place_id(b, s->id, "schedule", i, a);
		put_id(b, "service_id", s->id, a);
		if (one->days.n > 0) {
			json_put_z(b, "freq", "WEEKLY");
			json_put_text(b, "byday", one->days);
		}
		json_put_text(b, "opens_at", one->opens);
		json_put_text(b, "closes_at", one->closes);
		put_words(b, "description", &one->description, a);
		json_close(b, '}');
	}
	json_close(b, ']');
}

static void
put_costs(struct buf *b, const struct directory_service *s, struct arena *a)
{
	if (s->costs.n == 0)
		return;
	json_open(b, "cost_options", '[');
	for (size_t i = 0; i < s->costs.n; i++) {
		const struct directory_cost *one = &s->costs.v[i];
		json_open(b, NULL, '{');
		put_place_id(b, s->id, "cost", i, a);
		put_id(b, "service_id", s->id, a);
		put_words(b, "option", &one->what, a);
		if (one->amount >= 0) {
			json_put_z(b, "currency", "eur");
			json_put_raw(b, "amount", str_printf(a, "%lld.%02lld", (long long)(one->amount / 100),
			    (long long)(one->amount % 100)));
		}
		json_close(b, '}');
	}
	json_close(b, ']');
}

static void
put_languages(struct buf *b, const struct directory_service *s, struct arena *a)
{
	if (s->languages.n == 0)
		return;
	json_open(b, "languages", '[');
	for (size_t i = 0; i < s->languages.n; i++) {
		json_open(b, NULL, '{');
		put_id(b, "id", directory_derived_id(s->id, "language", s->languages.v[i]), a);
		put_id(b, "service_id", s->id, a);
		json_put_text(b, "name", directory_language_name(s->languages.v[i], LANG_NL, a));
		json_put_text(b, "code", s->languages.v[i]);
		json_close(b, '}');
	}
	json_close(b, ']');
}

static void
put_attributes(struct buf *b, const struct directory_service *s, struct arena *a)
{
	if ((s->audiences | s->offences | s->needs) == 0)
		return;
	json_open(b, "attributes", '[');
	put_terms(b, s->id, DIRECTORY_AUDIENCE, s->audiences, a);
	put_terms(b, s->id, DIRECTORY_OFFENCE, s->offences, a);
	put_terms(b, s->id, DIRECTORY_NEED, s->needs, a);
	json_close(b, ']');
}

static void
put_places(struct buf *b, const struct directory_service *s, const struct directory_organisation *o, unsigned flags,
    struct arena *a)
{
	if (s->places.n == 0)
		return;
	json_open(b, "service_at_locations", '[');
	for (size_t i = 0; i < s->places.n; i++)
		directory_write_place(b, NULL, s, &s->places.v[i], o, flags, a);
	json_close(b, ']');
}

static void
put_service_words(struct buf *b, const struct directory_service *s, struct arena *a)
{
	put_words(b, "name", &s->name, a);
	put_words(b, "description", &s->description, a);
	put_words(b, "why", &s->why, a);
	put_words(b, "eligibility_description", &s->eligibility, a);
	put_words(b, "application_process", &s->access, a);
	put_words(b, "fees_description", &s->fees, a);
	put_words(b, "alert", &s->alert, a);
}

static void
put_service_facts(struct buf *b, const struct directory_service *s, unsigned flags, struct arena *a)
{
	json_put_text(b, "url", s->url);
	json_put_text(b, "email", s->email);
	json_put_z(b, "status", status_of(s->state));
	put_number(b, "minimum_age", s->min_age);
	put_number(b, "maximum_age", s->max_age);
	put_number(b, "waiting_days", s->waiting_days);
	json_put_date(b, "waiting_date", s->waiting_date);
	json_put_date(b, "assured_date", s->assured);
	if (flags & DIRECTORY_OWN)
		json_put_text(b, "owner", s->owner);
	if (flags & DIRECTORY_TIME)
		json_put_text(b, "last_modified", time_text(s->changed, a));
}

void
directory_write_service(struct buf *b, const char *name, const struct directory_service *s,
    const struct directory_organisation *organisation, unsigned flags, struct arena *a)
{
	json_open(b, name, '{');
	put_id(b, "id", s->id, a);
	put_id(b, "organization_id", s->organisation, a);
	put_service_words(b, s, a);
	put_service_facts(b, s, flags, a);
	if (!(flags & DIRECTORY_BRIEF)) {
		put_areas(b, s, a);
		put_phones(b, s->id, &s->phones, a);
		put_contacts(b, s->id, &s->contacts, a);
		put_schedules(b, s, a);
		put_costs(b, s, a);
		put_languages(b, s, a);
		put_attributes(b, s, a);
		put_places(b, s, organisation, flags, a);
	}
	if (organisation != NULL && organisation->services.n == 0)
		directory_write_organisation(b, "organization", organisation,
		    (flags & ~DIRECTORY_TIME) | DIRECTORY_BRIEF, a);
	json_close(b, '}');
}

void
directory_write_organisation(
	struct buf *b, const char *name, const struct directory_organisation *o, unsigned flags, struct arena *a)
{
	json_open(b, name, '{');
	put_id(b, "id", o->id, a);
	put_words(b, "name", &o->name, a);
	put_words(b, "description", &o->description, a);
	json_put_text(b, "website", o->url);
	json_put_text(b, "email", o->email);
	if (flags & DIRECTORY_OWN) {
		json_put_text(b, "owner", o->owner);
		json_put_z(b, "status", status_of(o->state));
	}
	if (flags & DIRECTORY_TIME)
		json_put_text(b, "last_modified", time_text(o->changed, a));
	if (!(flags & DIRECTORY_BRIEF)) {
		put_phones(b, o->id, &o->phones, a);
		put_contacts(b, o->id, &o->contacts, a);
		if (o->locations.n > 0) {
			json_open(b, "locations", '[');
			for (size_t i = 0; i < o->locations.n; i++)
				put_location(b, NULL, &o->locations.v[i], flags, a);
			json_close(b, ']');
		}
	}
	if (o->services.n > 0) {
		json_open(b, "services", '[');
		for (size_t i = 0; i < o->services.n; i++)
			directory_write_service(b, NULL, &o->services.v[i], o, flags, a);
		json_close(b, ']');
	}
	json_close(b, '}');
}
