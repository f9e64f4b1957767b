/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include <jansson.h>

#include "directory_entry.h"
#include "json.h"

#include "banned.h"

#define NAME_MAX_CHARS 200
#define TEXT_MAX 5000
#define LIST_MAX 400 /* municipalities are the most that there can be of anything */
#define AGE_MAX 150

struct reader {
	struct json_faults *faults, *notes;
	struct arena *arena;
};

/* ---- values ---- */

static struct directory_words
words(const struct reader *x, const struct json_node *o, const char *name, enum json_need need, size_t max)
{
	struct str english = str_printf(x->arena, "%s_en", name);
	struct directory_words w = { .in = {
		json_lines(o, name, need, max, x->faults),
		json_lines(o, str_z(english, x->arena), JSON_OPTIONAL, max, x->faults),
	} };
	return w;
}

static bool
is_address(struct str s)
{
	bool known = str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || strchr("\"<>\\^`{|}", s.p[i]) != NULL)
			return false;
	return known && s.n > strlen("https://");
}

static struct str
url(const struct reader *x, const struct json_node *o, const char *name)
{
	struct str s = json_text(o, name, JSON_OPTIONAL, 1000, x->faults);
	if (s.p == NULL || is_address(s))
		return s;
	json_fault_in(o, name, x->faults, "url.format", "Dit is geen adres dat begint met https://.",
	    "This is not an address that begins with https://.");
	return STR_NONE;
}

static struct str
email(const struct reader *x, const struct json_node *o, const char *name)
{
	struct str s = json_text(o, name, JSON_OPTIONAL, 254, x->faults);
	ptrdiff_t at = str_find_char(s, '@');
	if (s.p == NULL || (at > 0 && (size_t)at + 1 < s.n && str_find_char(s, ' ') < 0))
		return s;
	json_fault_in(o, name, x->faults, "email.format", "Dit is geen e-mailadres.", "This is not an e-mail address.");
	return STR_NONE;
}

/* A number of HSDS may be written 12 or 12.0. */
static int
number(const struct reader *x, const struct json_node *o, const char *name, int max)
{
	json_t *v = json_object_get(o->value, name);
	if (!json_is_real(v))
		return (int)json_int(o, name, JSON_OPTIONAL, 0, max, x->faults);
	double d = json_real_value(v);
	if (d >= 0 && d <= max && d == (double)(int)d)
		return (int)d;
	json_fault_in(o, name, x->faults, "number.range", "Hier hoort een heel getal te staan.",
	    "A whole number is expected here.");
	return -1;
}

static struct id
uuid(const struct reader *x, const struct json_node *o, const char *name, enum json_need need)
{
	struct id id = ID_NONE;
	struct str s = json_text(o, name, need, 100, x->faults);
	if (s.p != NULL && directory_uuid_parse(s, &id) != ERR_OK)
		json_fault_in(o, name, x->faults, "id.format",
		    "Dit is geen UUID. HSDS 3 vraagt er een; ook eerdere versies worden hier niet gelezen.",
		    "This is not a UUID. HSDS 3 asks for one; earlier versions are not read here either.");
	return id;
}

static struct date
date(const struct reader *x, const struct json_node *o, const char *name)
{
	return json_date(o, name, JSON_OPTIONAL, x->faults);
}

/* The member as an array, and how many elements it has. */
static struct json_node
list(const struct reader *x, const struct json_node *o, const char *name, size_t *ret_n)
{
	struct json_node node = json_member(o, name, JSON_OPTIONAL, x->faults);
	*ret_n = node.value == NULL ? 0 : json_count(&node, x->faults);
	if (*ret_n > LIST_MAX) {
		json_fault_at(&node, x->faults, "list.too_long", "Deze lijst is te lang: hoogstens 400.",
		    "This list is too long: at most 400.");
		*ret_n = 0;
	}
	return node;
}

static bool
is_object(const struct reader *x, const struct json_node *node)
{
	if (json_is_object(node->value))
		return true;
	json_fault_at(node, x->faults, "type.object", "Hier hoort een object te staan.", "An object is expected here.");
	return false;
}

static void
not_taken(const struct reader *x, const struct json_node *o, const char *const *names)
{
	for (; *names != NULL; names++)
		if (json_object_get(o->value, *names) != NULL)
			json_fault_in(o, *names, x->notes, "not_taken", "Dit bewaren wij niet.",
			    "We do not keep this.");
}

/* ---- what organisations and services both have ---- */

static bool
is_number(struct str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else if (strchr("+-() .", s.p[i]) == NULL)
			return false;
	}
	return digits >= 3 && digits <= 15;
}

static struct directory_phones
phones(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "phones", &n);
	struct directory_phones p = { ARENA_ARRAY(x->arena, struct directory_phone, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		struct directory_phone *phone = &p.v[p.n++];
		phone->number = json_text(&one, "number", JSON_REQUIRED, 40, x->faults);
		phone->description = words(x, &one, "description", JSON_OPTIONAL, 500);
		if (phone->number.p != NULL && !is_number(phone->number))
			json_fault_in(&one, "number", x->faults, "phone.format", "Dit is geen telefoonnummer.",
			    "This is not a phone number.");
	}
	return p;
}

static struct directory_contacts
contacts(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "contacts", &n);
	struct directory_contacts c = { ARENA_ARRAY(x->arena, struct directory_contact, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		c.v[c.n++] = (struct directory_contact){
			json_text(&one, "name", JSON_OPTIONAL, NAME_MAX_CHARS, x->faults),
			json_text(&one, "title", JSON_OPTIONAL, NAME_MAX_CHARS, x->faults),
			email(x, &one, "email"),
		};
	}
	return c;
}

static struct reader
reader_of(struct json_faults *faults, struct json_faults *notes)
{
	return (struct reader){ faults, notes, faults->arena };
}

/* ---- locations ---- */

static void
read_address(const struct reader *x, const struct json_node *o, struct directory_location *l)
{
	size_t n;
	struct json_node array = list(x, o, "addresses", &n);
	if (n == 0)
		return;
	struct json_node one = json_element(&array, 0);
	if (!is_object(x, &one))
		return;
	l->address = json_text(&one, "address_1", JSON_OPTIONAL, 300, x->faults);
	l->city = json_text(&one, "city", JSON_OPTIONAL, 100, x->faults);
	l->province = json_text(&one, "state_province", JSON_OPTIONAL, 100, x->faults);
	l->postal_code = json_text(&one, "postal_code", JSON_OPTIONAL, 20, x->faults);
	if (n > 1)
		json_fault_at(&array, x->notes, "not_taken", "Alleen het eerste adres is overgenomen.",
		    "Only the first address was taken.");
}

static struct directory_location
location(const struct reader *x, const struct json_node *o)
{
	static const char *const kinds[] = { "physical", "postal", "virtual" };
	static const char *const left[] = { "latitude", "longitude", "transportation", "schedules", "phones",
	    "contacts",
		"languages", "accessibility", "attributes", "alternate_name", NULL };
	int kind = json_choice(o, "location_type", JSON_REQUIRED, kinds, 3, x->faults);
	struct directory_location l = {
		.id = uuid(x, o, "id", JSON_REQUIRED),
		.kind = str_from_z(kind < 0 ? "physical" : kinds[kind]),
		.confidential = json_bool(o, "confidential", JSON_OPTIONAL, x->faults),
		.name = json_text(o, "name", JSON_OPTIONAL, NAME_MAX_CHARS, x->faults),
		.url = url(x, o, "url"),
	};
	read_address(x, o, &l);
	l.unknown_address = l.address.p == NULL && l.city.p == NULL && l.postal_code.p == NULL;
	not_taken(x, o, left);
	return l;
}

static struct directory_locations
locations(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "locations", &n);
	struct directory_locations l = { ARENA_ARRAY(x->arena, struct directory_location, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (is_object(x, &one))
			l.v[l.n++] = location(x, &one);
	}
	return l;
}

/* ---- a service's own ---- */

static bool
is_municipality(struct str code)
{
	if (code.n != 6 || !str_starts(code, STR("GM")))
		return false;
	for (size_t i = 2; i < code.n; i++)
		if (code.p[i] < '0' || code.p[i] > '9')
			return false;
	return true;
}

static struct directory_areas
areas(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "service_areas", &n);
	struct directory_areas list_of = { ARENA_ARRAY(x->arena, struct directory_area, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		struct directory_area *area = &list_of.v[list_of.n++];
		area->name = json_text(&one, "name", JSON_REQUIRED, NAME_MAX_CHARS, x->faults);
		area->code = json_text(&one, "extent", JSON_OPTIONAL, 20, x->notes);
		if (area->code.p == NULL)
			area->code = STR("");
		area->kind = str_eq_z(area->code, "NL")    ? DIRECTORY_NATIONAL
		    : is_municipality(area->code) ? DIRECTORY_MUNICIPALITY
		                                  : DIRECTORY_REGION;
	}
	return list_of;
}

/* "09:00", "09:00:00" and "09:00+01:00" as "09:00". */
static struct str
time_of(const struct reader *x, const struct json_node *o, const char *name)
{
	struct str s = json_text(o, name, JSON_OPTIONAL, 30, x->faults);
	int64_t hour, minute;
	if (s.p == NULL)
		return s;
	bool shape = s.n >= 5 && s.p[2] == ':' && str_int(str_cut(s, 0, 2), &hour) == ERR_OK &&
	    str_int(str_cut(s, 3, 2), &minute) == ERR_OK && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60;
	if (shape)
		return str_cut(s, 0, 5);
	json_fault_in(o, name, x->faults, "time.format", "Dit is geen tijd, zoals 09:00.",
	    "This is not a time such as 09:00.");
	return STR_NONE;
}

static bool
is_days(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("MOTUWEHFRSA,0123456789+-", s.p[i]) == NULL)
			return false;
	return true;
}

static struct directory_schedules
schedules(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "schedules", &n);
	struct directory_schedules s = { ARENA_ARRAY(x->arena, struct directory_schedule, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		struct directory_schedule *schedule = &s.v[s.n++];
		schedule->days = json_text(&one, "byday", JSON_OPTIONAL, 60, x->faults);
		schedule->opens = time_of(x, &one, "opens_at");
		schedule->closes = time_of(x, &one, "closes_at");
		schedule->description = words(x, &one, "description", JSON_OPTIONAL, 500);
		if (schedule->days.p != NULL && !is_days(schedule->days))
			json_fault_in(&one, "byday", x->faults, "days.format", "Dit zijn geen dagen, zoals MO,TU.",
			    "These are not days such as MO,TU.");
	}
	return s;
}

static struct directory_costs
costs(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "cost_options", &n);
	struct directory_costs c = { ARENA_ARRAY(x->arena, struct directory_cost, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		struct directory_cost *cost = &c.v[c.n++];
		json_t *amount = json_object_get(one.value, "amount");
		double value = json_is_number(amount) ? json_number_value(amount) : -1;
		cost->amount = -1;
		cost->what = words(x, &one, "option", JSON_OPTIONAL, 500);
		if (value >= 0 && value <= 1e6)
			cost->amount = (int64_t)(value * 100 + 0.5);
		else if (amount != NULL)
			json_fault_in(&one, "amount", x->faults, "number.range", "Dit is geen bedrag.",
			    "This is not an amount.");
	}
	return c;
}

static struct strs
languages(const struct reader *x, const struct json_node *o)
{
	size_t n;
	struct json_node array = list(x, o, "languages", &n);
	struct strs codes = { ARENA_ARRAY(x->arena, struct str, n), 0 };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		struct str code = json_text(&one, "code", JSON_OPTIONAL, 10, x->faults);
		if (code.n >= 2 && code.n <= 3 && str_find_char(code, ',') < 0)
			codes.v[codes.n++] = str_lower(code, x->arena);
		else
			json_fault_at(&one, x->notes, "not_taken", "Een taal zonder ISO-code is niet overgenomen.",
			    "A language without its ISO code was not taken.");
	}
	return codes;
}

/* Which term of ours an attribute means. */
static bool
find_term(const struct reader *x, const struct json_node *o, enum directory_taxonomy *ret_taxonomy, size_t *ret_i)
{
	struct json_node term = json_member(o, "taxonomy_term", JSON_OPTIONAL, x->faults);
	struct str code = json_text(&term, "code", JSON_OPTIONAL, 100, x->notes);
	struct str taxonomy = json_text(&term, "taxonomy", JSON_OPTIONAL, 100, x->notes);
	struct str id_of = json_text(o, "taxonomy_term_id", JSON_OPTIONAL, 100, x->notes);
	if (id_of.p == NULL)
		id_of = json_text(&term, "id", JSON_OPTIONAL, 100, x->notes);
	struct id id = ID_NONE;
	directory_uuid_parse(id_of, &id);
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
		size_t n;
		const struct directory_code *v = directory_codes(t, &n);
		for (size_t i = 0; i < n; i++) {
			bool named = str_eq_z(code, v[i].code) && str_eq_z(taxonomy, directory_taxonomy_name(t));
			if (!named && (id_is_none(id) || !id_eq(id, directory_term_id(t, i))))
				continue;
			*ret_taxonomy = t;
			*ret_i = i;
			return true;
		}
	}
	return false;
}

static void
attributes(const struct reader *x, const struct json_node *o, struct directory_service *s)
{
	size_t n;
	struct json_node array = list(x, o, "attributes", &n);
	unsigned *const bits[] = { &s->audiences, &s->offences, &s->needs };
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		enum directory_taxonomy taxonomy;
		size_t term;
		if (find_term(x, &one, &taxonomy, &term))
			*bits[taxonomy] |= 1u << term;
		else
			json_fault_at(&one, x->notes, "term.unknown",
			    "Deze term kennen wij niet; hij is niet overgenomen.",
			    "We do not know this term; it was not taken.");
	}
}

static struct directory_places
places(const struct reader *x, const struct json_node *o, struct directory_locations *locations_in)
{
	size_t n;
	struct json_node array = list(x, o, "service_at_locations", &n);
	struct directory_places p = { ARENA_ARRAY(x->arena, struct directory_place, n), 0 };
	locations_in->v = ARENA_ARRAY(x->arena, struct directory_location, n);
	for (size_t i = 0; i < n; i++) {
		struct json_node one = json_element(&array, i);
		if (!is_object(x, &one))
			continue;
		struct json_node nested = json_member(&one, "location", JSON_OPTIONAL, x->faults);
		bool named = json_object_get(one.value, "location_id") != NULL || nested.value == NULL;
		if (nested.value != NULL && is_object(x, &nested))
			locations_in->v[locations_in->n++] = location(x, &nested);
		p.v[p.n++] = (struct directory_place){
			.id = uuid(x, &one, "id", JSON_REQUIRED),
			.location = named ? uuid(x, &one, "location_id", JSON_REQUIRED)
			                  : uuid(x, &nested, "id", JSON_REQUIRED),
			.description = json_lines(&one, "description", JSON_OPTIONAL, TEXT_MAX, x->faults),
		};
	}
	return p;
}

/* ---- records ---- */

/* active, inactive, defunct, temporarily closed; absent counts as active. */
static enum directory_state
status(const struct reader *x, const struct json_node *o, enum json_need need)
{
	static const char *const names[] = { "active", "inactive", "defunct", "temporarily closed" };
	int i = json_choice(o, "status", need, names, 4, x->faults);
	if (i == 3)
		json_fault_in(o, "status", x->notes, "not_taken", "Tijdelijk gesloten bewaren wij als concept.",
		    "We keep temporarily closed as a draft.");
	return i <= 0 ? DIRECTORY_LIVE : i == 2 ? DIRECTORY_RETIRED : DIRECTORY_DRAFT;
}

static bool
is_version_two(const struct reader *x, const struct json_node *o)
{
	static const char *const old[] = { "physical_addresses", "eligibilities", "taxonomies", NULL };
	for (const char *const *name = old; *name != NULL; name++)
		if (json_object_get(o->value, *name) != NULL) {
			json_fault_in(o, *name, x->faults, "version",
			    "Dit is HSDS 1 of 2. Wij lezen HSDS 3.", "This is HSDS 1 or 2. We read HSDS 3.");
			return true;
		}
	return false;
}

bool
directory_read_organisation(const struct json_node *o, struct json_faults *faults, struct json_faults *notes,
	struct directory_organisation *ret_organisation)
{
	static const char *const left[] = { "alternate_name", "tax_status", "tax_id", "year_incorporated",
	    "legal_status",
		"logo", "uri", "parent_organization_id", "funding", "programs", "organization_identifiers",
		    "attributes",
		"additional_websites", NULL };
	struct reader x = reader_of(faults, notes);
	if (!is_object(&x, o) || is_version_two(&x, o))
		return false;
	*ret_organisation = (struct directory_organisation){
		.id = uuid(&x, o, "id", JSON_REQUIRED),
		.name = words(&x, o, "name", JSON_REQUIRED, NAME_MAX_CHARS),
		.description = words(&x, o, "description", JSON_REQUIRED, TEXT_MAX),
		.url = url(&x, o, "website"),
		.email = email(&x, o, "email"),
		.owner = json_text(o, "owner", JSON_OPTIONAL, NAME_MAX_CHARS, faults),
		.state = status(&x, o, JSON_OPTIONAL),
		.phones = phones(&x, o),
		.contacts = contacts(&x, o),
		.locations = locations(&x, o),
	};
	not_taken(&x, o, left);
	return faults->n == 0;
}

static void
read_words(const struct reader *x, const struct json_node *o, struct directory_service *s)
{
	s->name = words(x, o, "name", JSON_REQUIRED, NAME_MAX_CHARS);
	s->description = words(x, o, "description", JSON_OPTIONAL, TEXT_MAX);
	s->why = words(x, o, "why", JSON_OPTIONAL, TEXT_MAX);
	s->eligibility = words(x, o, "eligibility_description", JSON_OPTIONAL, TEXT_MAX);
	s->access = words(x, o, "application_process", JSON_OPTIONAL, TEXT_MAX);
	s->fees = words(x, o, "fees_description", JSON_OPTIONAL, TEXT_MAX);
	s->alert = words(x, o, "alert", JSON_OPTIONAL, TEXT_MAX);
}

static void
read_lists(const struct reader *x, const struct json_node *o, struct directory_service *s)
{
	s->areas = areas(x, o);
	s->phones = phones(x, o);
	s->contacts = contacts(x, o);
	s->schedules = schedules(x, o);
	s->costs = costs(x, o);
	s->languages = languages(x, o);
	s->places = places(x, o, &s->locations);
	attributes(x, o, s);
}

bool
directory_read_service(const struct json_node *o, struct id organisation, struct json_faults *faults,
	struct json_faults *notes, struct directory_service *ret_service)
{
	static const char *const left[] = { "program_id", "program", "alternate_name", "interpretation_services",
	    "wait_time",
		"fees", "accreditations", "licenses", "funding", "required_documents", "capacities",
		    "additional_urls", NULL };
	struct reader x = reader_of(faults, notes);
	if (!is_object(&x, o) || is_version_two(&x, o))
		return false;
	struct json_node nested = json_member(o, "organization", JSON_OPTIONAL, faults);
	struct directory_service s = { .id = uuid(&x, o, "id", JSON_REQUIRED), .organisation = organisation };
	if (json_object_get(o->value, "organization_id") != NULL)
		s.organisation = uuid(&x, o, "organization_id", JSON_REQUIRED);
	else if (nested.value != NULL)
		s.organisation = uuid(&x, &nested, "id", JSON_REQUIRED);
	else if (id_is_none(organisation))
		json_fault_in(o, "organization_id", faults, "required", "Deze dienst hoort bij geen organisatie.",
		    "This service belongs to no organisation.");
	s.url = url(&x, o, "url");
	s.email = email(&x, o, "email");
	s.state = status(&x, o, JSON_REQUIRED);
	s.min_age = number(&x, o, "minimum_age", AGE_MAX);
	s.max_age = number(&x, o, "maximum_age", AGE_MAX);
	s.waiting_days = number(&x, o, "waiting_days", 3650);
	s.waiting_date = date(&x, o, "waiting_date");
	s.assured = date(&x, o, "assured_date");
	s.owner = json_text(o, "owner", JSON_OPTIONAL, NAME_MAX_CHARS, faults);
	read_words(&x, o, &s);
	read_lists(&x, o, &s);
	not_taken(&x, o, left);
	if (s.min_age >= 0 && s.max_age >= 0 && s.min_age > s.max_age)
		json_fault_in(o, "maximum_age", faults, "number.range", "De hoogste leeftijd is lager dan de laagste.",
		    "The highest age is below the lowest.");
	*ret_service = s;
	return faults->n == 0;
}
