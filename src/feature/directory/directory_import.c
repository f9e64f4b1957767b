/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include <jansson.h>

#include "directory.sql.h"
#include "directory_entry.h"
#include "directory_import.h"
#include "json.h"

#include "banned.h"

struct taking {
	const struct directory_import *how;
	struct directory_report *report;
	struct arena *arena; /* of one record */
	struct json_faults faults, notes;
	const struct json_node *record;
	struct str name;
	size_t line; /* of NDJSON; 0: none */
};

/* ---- the report ---- */

void
directory_report_init(struct directory_report *report, struct arena *a)
{
	*report = (struct directory_report){
		.arena = a, .v = ARENA_ARRAY(a, struct directory_line, DIRECTORY_LINES_MAX) };
}

static void
add_line(struct directory_report *report, enum directory_outcome outcome, struct str where, struct str name,
    struct str nl, struct str en)
{
	struct arena *a = report->arena;
	if (report->n == DIRECTORY_LINES_MAX)
		return;
	report->v[report->n++] = (struct directory_line){
		.outcome = outcome, .where = str_dup(where, a), .name = str_dup(name, a),
		.detail = { str_dup(nl, a), str_dup(en, a) } };
}

void
directory_report_whole(struct directory_report *report, struct str where, const char *nl, const char *en)
{
	report->whole = true;
	report->count[DIRECTORY_REFUSED]++;
	add_line(report, DIRECTORY_REFUSED, where, STR_NONE, str_from_z(nl), str_from_z(en));
}

/* The row of a table that the node, or what it stands in, was made from. */
static const struct json_node *
row_above(const struct json_node *node, struct str *ret_row)
{
	for (; node != NULL; node = node->parent) {
		json_t *row = json_object_get(node->value, DIRECTORY_ROW);
		if (!json_is_string(row))
			continue;
		*ret_row = str_from_z(json_string_value(row));
		return node;
	}
	return NULL;
}

static struct str
pointer_of(const struct json_node *node, struct arena *a)
{
	if (node == NULL || node->parent == NULL)
		return STR("");
	struct str before = pointer_of(node->parent, a);
	return node->name != NULL ? str_printf(a, "%.*s/%s", STR_ARG(before), node->name)
	                          : str_printf(a, "%.*s/%zu", STR_ARG(before), node->index);
}

static struct str
place_of(const struct taking *t)
{
	struct str row;
	if (row_above(t->record, &row) != NULL)
		return row;
	if (t->line > 0)
		return str_printf(t->arena, "%zu", t->line);
	return pointer_of(t->record, t->arena);
}

/* A fault's pointer begins with the record's; for tables and lines only the rest says something. */
static struct str
fault_place(const struct taking *t, const struct json_fault *f)
{
	struct str record = pointer_of(t->record, t->arena), where = place_of(t);
	struct str rest = str_starts(f->pointer, record) ? str_cut(f->pointer, record.n, f->pointer.n) : f->pointer;
	if (str_eq(where, record))
		return f->pointer;
	return rest.n > 0 ? str_printf(t->arena, "%.*s %.*s", STR_ARG(where), STR_ARG(rest)) : where;
}

static void
report_faults(struct taking *t, const struct json_faults *f, enum directory_outcome outcome)
{
	for (size_t i = 0; i < f->n; i++)
		add_line(t->report, outcome, fault_place(t, &f->v[i]), t->name, f->v[i].detail, f->v[i].detail_en);
	if (outcome == DIRECTORY_NOTE)
		t->report->count[DIRECTORY_NOTE] += f->n;
}

static void
report_refused(struct taking *t)
{
	t->report->count[DIRECTORY_REFUSED]++;
	report_faults(t, &t->faults, DIRECTORY_REFUSED);
}

static void
report_refused_for(struct taking *t, const char *nl, const char *en)
{
	t->report->count[DIRECTORY_REFUSED]++;
	add_line(t->report, DIRECTORY_REFUSED, place_of(t), t->name, str_from_z(nl), str_from_z(en));
}

static void
report_outcome(struct taking *t, enum directory_outcome outcome)
{
	t->report->count[outcome]++;
	add_line(t->report, outcome, place_of(t), t->name, STR_NONE, STR_NONE);
	report_faults(t, &t->notes, DIRECTORY_NOTE);
}

/* ---- saving one record ---- */

struct saving {
	struct taking *taking;
	const struct directory_organisation *organisation; /* or */
	const struct directory_service *service;
	bool only_new; /* an organisation that stands there stays as it is */
	enum directory_outcome outcome;
};

static enum err
is_edited(struct db_read *r, struct id entry, struct arena *a, bool *ret_edited)
{
	struct directory_version_latest_row row = { .number = 0 };
	enum err e = directory_version_latest(r, (struct directory_version_latest_in){ .entry = entry }, a, &row);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_edited = e == ERR_OK && !id_is_none(row.account);
	return ERR_OK;
}

/* The locations that came with a service's places and are not known yet. */
static enum err
save_locations(struct db_write *w, const struct directory_service *s, struct directory_change by, struct arena *a)
{
	struct directory_organisation o;
	bool changed;
	if (s->locations.n == 0)
		return ERR_OK;
	TRY(directory_organisation_load(db_reading(w), s->organisation, a, &o));
	struct directory_locations all = { ARENA_ARRAY(a, struct directory_location, o.locations.n + s->locations.n),
	    0 };
	for (size_t i = 0; i < o.locations.n; i++)
		all.v[all.n++] = o.locations.v[i];
	for (size_t i = 0; i < s->locations.n; i++) {
		bool known = false;
		for (size_t k = 0; k < all.n; k++)
			known = known || id_eq(all.v[k].id, s->locations.v[i].id);
		if (!known)
			all.v[all.n++] = s->locations.v[i];
	}
	if (all.n == o.locations.n)
		return ERR_OK;
	o.locations = all;
	return directory_organisation_store(w, &o, by, a, &changed);
}

static enum err
save(struct db_write *w, void *arg)
{
	struct saving *x = arg;
	const struct directory_import *how = x->taking->how;
	struct directory_change by = { "import", how->account };
	struct arena *a = x->taking->arena;
	struct id entry = x->service != NULL ? x->service->id : x->organisation->id;
	bool changed = false, edited = false;
	struct directory_organisation_get_row there;
	if (x->only_new) {
		enum err e = directory_organisation_get(
		    db_reading(w), (struct directory_organisation_get_in){ .id = entry }, a, &there);
		if (e != ERR_NOT_FOUND)
			return e;
	}
	if (how->keep_edited)
		TRY(is_edited(db_reading(w), entry, a, &edited));
	if (edited) {
		x->outcome = DIRECTORY_KEPT;
		return ERR_OK;
	}
	if (x->service != NULL) {
		TRY(save_locations(w, x->service, by, a));
		TRY(directory_service_store(w, x->service, by, a, &changed));
	} else {
		TRY(directory_organisation_store(w, x->organisation, by, a, &changed));
	}
	x->outcome = changed ? DIRECTORY_TAKEN : DIRECTORY_SAME;
	return ERR_OK;
}

/* Saves and reports. *ret_saved: what hangs on it can be saved too. */
static enum err
save_record(struct taking *t, struct saving *x, bool *ret_saved)
{
	x->outcome = DIRECTORY_TAKEN;
	enum err e = t->how->core == NULL ? ERR_OK : db_write_run(t->how->core->db, save, x);
	*ret_saved = e == ERR_OK;
	switch (e) {
	case ERR_OK:
		report_outcome(t, x->outcome);
		return ERR_OK;
	case ERR_CONFLICT:
		report_refused_for(t, "Een locatie hiervan hoort al bij iets anders.",
		    "A location of this already belongs to something else.");
		return ERR_OK;
	case ERR_NOT_FOUND:
		report_refused_for(t, "De organisatie of de locatie hiervan is er niet.",
		    "The organisation or the location of this is not there.");
		return ERR_OK;
	case ERR_INVALID:
		report_refused_for(t, "Dit kan niet bewaard worden.", "This cannot be stored.");
		return ERR_OK;
	case ERR_FORBIDDEN:
	case ERR_RETRY:
	case ERR_LIMIT:
	case ERR_UNAVAILABLE:
	case ERR_INTERNAL:
		break;
	}
	return e;
}

/* ---- one record ---- */

static void
begin(struct taking *t, const struct json_node *node)
{
	t->record = node;
	t->name = str_from_z(json_string_value(json_object_get(node->value, "name")));
	if (t->name.n > 200)
		t->name = STR_NONE;
	json_faults_init(&t->faults, t->arena);
	json_faults_init(&t->notes, t->arena);
}

/* The organisation that a service brings along, when it is not there yet. */
static enum err
take_nested(struct taking *t, const struct json_node *node)
{
	struct directory_organisation o;
	struct json_node nested = json_member(node, "organization", JSON_OPTIONAL, &t->faults);
	if (nested.value == NULL || t->how->core == NULL)
		return ERR_OK;
	begin(t, &nested);
	if (!directory_read_organisation(&nested, &t->faults, &t->notes, &o))
		return ERR_OK; /* the service says what is wrong, if its organisation is not there */
	struct saving x = { .taking = t, .organisation = &o, .only_new = true };
	return db_write_run(t->how->core->db, save, &x);
}

static enum err
take_service(struct taking *t, const struct json_node *node, struct id organisation)
{
	struct directory_service s;
	bool saved;
	TRY(take_nested(t, node));
	begin(t, node);
	if (!directory_read_service(node, organisation, &t->faults, &t->notes, &s)) {
		report_refused(t);
		return ERR_OK;
	}
	struct saving x = { .taking = t, .service = &s };
	return save_record(t, &x, &saved);
}

static enum err
take_organisation(struct taking *t, const struct json_node *node)
{
	struct directory_organisation o;
	bool saved = false;
	begin(t, node);
	if (directory_read_organisation(node, &t->faults, &t->notes, &o)) {
		struct saving x = { .taking = t, .organisation = &o };
		TRY(save_record(t, &x, &saved));
	} else {
		report_refused(t);
	}
	struct json_node services = json_member(node, "services", JSON_OPTIONAL, &t->faults);
	for (size_t i = 0; i < json_array_size(services.value); i++) {
		struct json_node one = json_element(&services, i);
		if (saved) {
			TRY(take_service(t, &one, o.id));
		} else {
			begin(t, &one);
			report_refused_for(t, "De organisatie hiervan is niet overgenomen.",
			    "The organisation of this was not taken.");
		}
	}
	return ERR_OK;
}

static bool
is_service(const struct json_node *node)
{
	static const char *const marks[] = { "organization", "organization_id", "service_areas", "schedules",
		"service_at_locations", "eligibility_description" };
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (json_object_get(node->value, marks[i]) != NULL)
			return true;
	return false;
}

/* Nothing and nothing written are the same to HSDS publishers. */
static void
prune(json_t *v)
{
	const char *key;
	json_t *one;
	void *next;
	size_t i;
	json_object_foreach_safe(v, next, key, one) {
		bool empty = json_is_null(one) || (json_is_string(one) && json_string_length(one) == 0);
		if (empty)
			json_object_del(v, key);
		else
			prune(one);
	}
	if (json_is_array(v))
		json_array_foreach(v, i, one)
			prune(one);
}

static enum err
take_record(struct taking *t, const struct json_node *node)
{
	enum err e;
	t->arena = arena_new();
	prune(node->value);
	if (is_service(node))
		e = take_service(t, node, ID_NONE);
	else
		e = take_organisation(t, node);
	arena_free(t->arena);
	return e;
}

/* ---- one document ---- */

static bool
is_other_version(const struct json_node *root)
{
	static const char *const names[] = { "version", "hsds_version" };
	for (size_t i = 0; i < 2; i++) {
		const json_t *v = json_object_get(root->value, names[i]);
		struct str s = str_from_z(json_string_value(v));
		if (s.n > 0 && !str_eq_z(s, "3") && !str_starts(s, STR("3.")))
			return true;
		if (json_is_number(v) && (json_number_value(v) < 3 || json_number_value(v) >= 4))
			return true;
	}
	return false;
}

/* Where the records stand: the root itself, or its "contents". */
static struct json_node
records_of(const struct json_node *root, struct json_faults *faults)
{
	static const char *const names[] = { "contents", "organizations", "organisations" };
	for (size_t i = 0; json_is_object(root->value) && i < sizeof names / sizeof names[0]; i++)
		if (json_object_get(root->value, names[i]) != NULL)
			return json_member(root, names[i], JSON_OPTIONAL, faults);
	return *root;
}

static void
refuse_version(struct directory_report *report, struct str where)
{
	directory_report_whole(report, where, "Dit bestand is van een andere versie. Wij lezen HSDS 3.",
	    "This file is of another version. We read HSDS 3.");
}

enum err
directory_import_tree(const struct directory_import *how, const struct json_node *root, struct directory_report *report)
{
	struct json_faults faults;
	struct taking t = { .how = how, .report = report };
	json_faults_init(&faults, report->arena);
	if (is_other_version(root)) {
		refuse_version(report, STR("/version"));
		return ERR_OK;
	}
	struct json_node records = records_of(root, &faults);
	if (json_is_object(records.value))
		return take_record(&t, &records);
	if (!json_is_array(records.value)) {
		directory_report_whole(report, STR(""), "Hier staan geen organisaties of diensten.",
		    "There are no organisations or services here.");
		return ERR_OK;
	}
	for (size_t i = 0; i < json_array_size(records.value); i++) {
		struct json_node one = json_element(&records, i);
		TRY(take_record(&t, &one));
	}
	return ERR_OK;
}

/* What a tree of it would hold, about; a few bytes of text may make some hundred. */
static bool
is_bomb(struct str text)
{
	size_t parts = 0;
	for (size_t i = 0; i < text.n; i++)
		parts += text.p[i] == ',' || text.p[i] == '[' || text.p[i] == '{';
	return parts > DIRECTORY_PARTS_MAX;
}

static bool
parse(struct str text, struct str where, struct arena *a, struct directory_report *report, struct json_node *ret_root)
{
	struct json_faults faults;
	json_faults_init(&faults, a);
	if (text.n > DIRECTORY_FILE_MAX) {
		directory_report_whole(report, where,
		    "Dit bestand is te groot: hoogstens 8 MB. NDJSON mag groter zijn.",
		    "This file is too big: at most 8 MB. NDJSON may be bigger.");
		return false;
	}
	if (is_bomb(text)) {
		directory_report_whole(report, where,
		    "Dit bestand heeft te veel onderdelen: hoogstens een miljoen. NDJSON mag groter zijn.",
		    "This file has too many parts: at most a million. NDJSON may be bigger.");
		return false;
	}
	if (json_parse(text, &faults, a, ret_root) == ERR_OK)
		return true;
	report->whole = true;
	report->count[DIRECTORY_REFUSED]++;
	struct str pointer = where.n > 0 ? where : faults.v[0].pointer;
	add_line(report, DIRECTORY_REFUSED, pointer, STR_NONE, faults.v[0].detail, faults.v[0].detail_en);
	return false;
}

enum err
directory_import_json(const struct directory_import *how, struct str text, struct directory_report *report)
{
	struct json_node root;
	struct arena *a = arena_new();
	enum err e = ERR_OK;
	if (parse(text, STR(""), a, report, &root))
		e = directory_import_tree(how, &root, report);
	arena_free(a);
	return e;
}

enum err
directory_import_ndjson_line(
	const struct directory_import *how, struct str line, size_t number, struct directory_report *report)
{
	struct json_node root;
	struct arena *a = arena_new();
	struct taking t = { .how = how, .report = report, .line = number };
	enum err e = ERR_OK;
	if (line.n > DIRECTORY_LINE_MAX)
		directory_report_whole(report, str_printf(a, "%zu", number),
		    "Deze regel is te lang: hoogstens 1 MB.", "This line is too long: at most 1 MB.");
	else if (str_trim(line).n > 0 && parse(line, str_printf(a, "%zu", number), a, report, &root)) {
		if (is_other_version(&root)) {
			refuse_version(report, str_printf(a, "%zu", number));
		} else if (json_is_object(root.value)) {
			e = take_record(&t, &root);
		} else {
			report->count[DIRECTORY_REFUSED]++;
			add_line(report, DIRECTORY_REFUSED, str_printf(a, "%zu", number), STR_NONE,
			    STR("Op elke regel hoort een object te staan."),
			    STR("An object is expected on each line."));
		}
	}
	report->whole = false; /* one line is not the whole of it */
	arena_free(a);
	return e;
}
