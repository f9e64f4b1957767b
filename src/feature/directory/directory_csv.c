/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HSDS as tables. Rows become the objects of the JSON form and the other way
 * round, so that what an entry is stands in one place (directory_read.c,
 * directory_write.c). Here stands only which table hangs on which.
 */
#include <string.h>

#include <jansson.h>

#include "directory_csv.h"
#include "directory_import.h"

#include "banned.h"

enum type { TEXT, NUMBER, YES_NO };

struct column {
	const char *name;
	enum type type;
};

#define BOTH(NAME) { NAME, TEXT }, { NAME "_en", TEXT }
#define COLUMNS_MAX 40

/* A table, the member of its owner that its rows stand in, and the columns that name an owner. */
struct table {
	const char *file;
	const char *member;
	const char *owners[4]; /* "service_id", ... */
	struct column columns[COLUMNS_MAX];
};

static const struct table tables[] = {
	{ "organizations.csv", NULL, { NULL }, { { "id", TEXT }, BOTH("name"), BOTH("description"), { "website", TEXT },
	    { "email", TEXT }, { "owner", TEXT }, { "status", TEXT }, { NULL, TEXT } } },
	{ "services.csv", "services", { "organization_id" }, { { "id", TEXT }, { "organization_id", TEXT },
	    BOTH("name"),
	    BOTH("description"), BOTH("why"), BOTH("eligibility_description"), BOTH("application_process"),
	    BOTH("fees_description"), BOTH("alert"), { "url", TEXT }, { "email", TEXT }, { "status", TEXT },
	    { "minimum_age", NUMBER }, { "maximum_age", NUMBER }, { "waiting_days", NUMBER }, { "waiting_date", TEXT },
	    { "assured_date", TEXT }, { "owner", TEXT }, { NULL, TEXT } } },
	{ "locations.csv", "locations", { "organization_id" }, { { "id", TEXT }, { "organization_id", TEXT },
	    { "location_type", TEXT }, { "confidential", YES_NO }, { "name", TEXT }, { "url", TEXT }, { NULL,
	    TEXT } } },
	{ "addresses.csv", "addresses", { "location_id" }, { { "id", TEXT }, { "location_id", TEXT }, { "address_1",
	    TEXT },
	    { "city", TEXT }, { "state_province", TEXT }, { "postal_code", TEXT }, { "country", TEXT },
	    { "address_type", TEXT }, { NULL, TEXT } } },
	{ "service_at_location.csv", "service_at_locations", { "service_id" }, { { "id", TEXT }, { "service_id", TEXT },
	    { "location_id", TEXT }, { "description", TEXT }, { NULL, TEXT } } },
	{ "service_areas.csv", "service_areas", { "service_id" }, { { "id", TEXT }, { "service_id", TEXT }, { "name",
	    TEXT },
	    { "extent", TEXT }, { "extent_type", TEXT }, { NULL, TEXT } } },
	{ "phones.csv", "phones", { "service_id", "organization_id" }, { { "id", TEXT }, { "service_id", TEXT },
	    { "organization_id", TEXT }, { "number", TEXT }, { "type", TEXT }, BOTH("description"), { NULL, TEXT } } },
	{ "contacts.csv", "contacts", { "service_id", "organization_id" }, { { "id", TEXT }, { "service_id", TEXT },
	    { "organization_id", TEXT }, { "name", TEXT }, { "title", TEXT }, { "email", TEXT }, { NULL, TEXT } } },
	{ "schedules.csv", "schedules", { "service_id" }, { { "id", TEXT }, { "service_id", TEXT }, { "freq", TEXT },
	    { "byday", TEXT }, { "opens_at", TEXT }, { "closes_at", TEXT }, BOTH("description"), { NULL, TEXT } } },
	{ "cost_options.csv", "cost_options", { "service_id" }, { { "id", TEXT }, { "service_id", TEXT },
	    BOTH("option"),
	    { "currency", TEXT }, { "amount", NUMBER }, { NULL, TEXT } } },
	{ "languages.csv", "languages", { "service_id" }, { { "id", TEXT }, { "service_id", TEXT }, { "name", TEXT },
	    { "code", TEXT }, { NULL, TEXT } } },
	{ "attributes.csv", "attributes", { "link_id" }, { { "id", TEXT }, { "link_id", TEXT }, { "link_entity", TEXT },
	    { "link_type", TEXT }, { "taxonomy_term_id", TEXT }, { NULL, TEXT } } },
};
#define TABLES (sizeof tables / sizeof tables[0])

/* ---- reading rows: RFC 4180, and line ends of any kind ---- */

static bool
is_end(struct str s, size_t i)
{
	return i >= s.n || s.p[i] == ',' || s.p[i] == '\r' || s.p[i] == '\n';
}

/* The cell whose quote stands at *i; *i ends behind the closing one. */
static enum err
quoted(struct str s, size_t *i, struct arena *a, struct str *ret_cell, size_t *lines)
{
	size_t end = *i + 1, n = 0;
	while (end < s.n && (s.p[end] != '"' || (end + 1 < s.n && s.p[end + 1] == '"')))
		end += s.p[end] == '"' ? 2 : 1;
	if (end >= s.n || !is_end(s, end + 1))
		return ERR_INVALID;
	char *cell = arena_alloc(a, end - *i);
	for (size_t k = *i + 1; k < end; k++) {
		*lines += s.p[k] == '\n';
		cell[n++] = s.p[k];
		k += s.p[k] == '"';
	}
	*ret_cell = str_from(cell, n);
	*i = end + 1;
	return ERR_OK;
}

enum err
directory_csv_row(struct str *rest, struct arena *a, struct strs *ret_row, size_t *ret_lines)
{
	struct strs row = { ARENA_ARRAY(a, struct str, DIRECTORY_CSV_COLUMNS), 0 };
	const struct str s = *rest;
	size_t i = 0, lines = 1;
	for (;;) {
		if (row.n == DIRECTORY_CSV_COLUMNS)
			return ERR_LIMIT;
		if (i < s.n && s.p[i] == '"') {
			TRY(quoted(s, &i, a, &row.v[row.n], &lines));
		} else {
			size_t from = i;
			while (!is_end(s, i))
				i++;
			row.v[row.n] = str_cut(s, from, i - from);
		}
		row.n++;
		if (i >= s.n || s.p[i] != ',')
			break;
		i++;
	}
	i += i < s.n && s.p[i] == '\r';
	i += i < s.n && s.p[i] == '\n';
	*rest = i < s.n ? str_cut(s, i, s.n) : STR_NONE;
	*ret_row = row;
	*ret_lines = lines;
	return ERR_OK;
}

/* ---- tables to objects ---- */

struct reading {
	struct directory_report *report;
	struct arena *arena;
	struct arena *row;     /* what is read of one row: gone with the next */
	json_t *roots;         /* the records */
	json_t *by_id[TABLES]; /* "id" of a row to its object */
};

static void
release_json(void *p)
{
	json_decref(p);
}

static void
refuse_row(struct reading *x, struct str where, const char *nl, const char *en)
{
	directory_report_whole(x->report, where, nl, en);
	x->report->whole = false;
}

static json_t *
value_of(struct str cell, enum type type)
{
	json_t *v = NULL;
	if (type == NUMBER)
		v = json_loadb(cell.p, cell.n, JSON_DECODE_ANY, NULL);
	if (type == YES_NO)
		v = json_boolean(str_eq_nocase(cell, STR("true")) || str_eq_z(cell, "1"));
	if (json_is_number(v) || json_is_boolean(v))
		return v;
	json_decref(v);
	return json_stringn(cell.p, cell.n);
}

static const struct column *
column_named(const struct table *t, struct str name)
{
	for (const struct column *c = t->columns; c->name != NULL; c++)
		if (str_eq_z(name, c->name))
			return c;
	return NULL;
}

static json_t *
object_of(const struct reading *x, const struct table *t, const struct strs *head, const struct strs *row,
    struct str where)
{
	json_t *o = json_object();
	for (size_t i = 0; i < row->n && i < head->n; i++) {
		const struct column *c = column_named(t, str_trim(head->v[i]));
		struct str cell = str_trim(row->v[i]);
		if (c != NULL && cell.n > 0)
			json_object_set_new(o, c->name, value_of(cell, c->type));
	}
	json_object_set_new(o, DIRECTORY_ROW, json_string(str_z(where, x->row)));
	return o;
}

static size_t
table_at(const char *file)
{
	for (size_t i = 0; i < TABLES; i++)
		if (strcmp(tables[i].file, file) == 0)
			return i;
	return TABLES;
}

/* What a row of the table hangs on; NULL: it names nothing that is there. */
static json_t *
owner_of(const struct reading *x, const struct table *t, const json_t *o)
{
	static const struct {
		const char *column, *file;
	} owners[] = { { "service_id", "services.csv" }, { "organization_id", "organizations.csv" },
		{ "location_id", "locations.csv" }, { "link_id", "services.csv" } };
	for (const char *const *name = t->owners; *name != NULL; name++) {
		const char *id = json_string_value(json_object_get(o, *name));
		for (size_t i = 0; id != NULL && i < sizeof owners / sizeof owners[0]; i++)
			if (strcmp(owners[i].column, *name) == 0)
				return json_object_get(x->by_id[table_at(owners[i].file)], id);
	}
	return NULL;
}

/* The object goes to where it belongs. */
static void
place_row(struct reading *x, size_t table, json_t *o, struct str where)
{
	const struct table *t = &tables[table];
	const char *id = json_string_value(json_object_get(o, "id"));
	json_t *owner = owner_of(x, t, o);
	/* a service whose organisation is not in the file may have one in the database */
	bool root = t->member == NULL || (owner == NULL && strcmp(t->member, "services") == 0);
	if (id != NULL)
		json_object_set(x->by_id[table], id, o);
	if (root) {
		json_array_append(x->roots, o);
	} else if (owner == NULL) {
		refuse_row(x, where, "Deze regel hoort bij niets dat in het bestand staat.",
		    "This row belongs to nothing that is in the file.");
	} else {
		if (json_object_get(owner, t->member) == NULL)
			json_object_set_new(owner, t->member, json_array());
		json_array_append(json_object_get(owner, t->member), o);
	}
	json_decref(o);
}

static void
refuse_rest(struct reading *x, struct str where, enum err e)
{
	if (e == ERR_LIMIT)
		refuse_row(x, where, "Vanaf deze regel is het bestand niet te lezen: er staan te veel velden op.",
		    "From this line on the file cannot be read: it has too many fields.");
	else
		refuse_row(x, where, "Vanaf deze regel is het bestand niet te lezen: de aanhalingstekens kloppen niet.",
		    "From this line on the file cannot be read: its quotes do not match.");
}

static void
read_table(struct reading *x, size_t table, const struct directory_csv *file)
{
	struct str rest = file->text;
	struct strs head, row;
	size_t lines, line = 1;
	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_cut(rest, 3, rest.n);
	if (directory_csv_row(&rest, x->arena, &head, &lines) != ERR_OK) {
		refuse_row(x, file->name, "De eerste regel is niet te lezen.", "The first line cannot be read.");
		return;
	}
	for (line += lines; rest.n > 0; line += lines) {
		arena_reset(x->row);
		struct str where = str_printf(x->row, "%.*s:%zu", STR_ARG(file->name), line);
		enum err e = directory_csv_row(&rest, x->row, &row, &lines);
		if (e != ERR_OK) {
			refuse_rest(x, where, e);
			return;
		}
		if (row.n == 1 && row.v[0].n == 0)
			continue;
		if (row.n != head.n)
			refuse_row(x, where, "Deze regel heeft meer of minder velden dan de eerste.",
			    "This row has more or fewer fields than the first.");
		else
			place_row(x, table, object_of(x, &tables[table], &head, &row, where), where);
	}
}

static const struct directory_csv *
file_named(const struct directory_csv *files, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_z(files[i].name, name))
			return &files[i];
	return NULL;
}

/* Why nothing of it can be read; NULL when it can. */
static bool
is_readable(struct reading *x, const struct directory_csv *files, size_t n)
{
	static const char *const old[] = { "physical_addresses.csv", "regular_schedules.csv", "services_taxonomy.csv",
		"services_at_location.csv", "eligibility.csv" };
	for (size_t i = 0; i < sizeof old / sizeof old[0]; i++)
		if (file_named(files, n, old[i]) != NULL) {
			directory_report_whole(x->report, str_from_z(old[i]),
			    "Dit is een pakket van HSDS 1 of 2. Wij lezen HSDS 3.",
			    "This is a package of HSDS 1 or 2. We read HSDS 3.");
			return false;
		}
	for (size_t i = 0; i < n; i++) {
		bool big = files[i].text.n > DIRECTORY_FILE_MAX;
		if (!big && str_is_text(files[i].text))
			continue;
		directory_report_whole(x->report, files[i].name,
		    big ? "Dit bestand is te groot: hoogstens 8 MB." : "Dit bestand is geen tekst in UTF-8.",
		    big ? "This file is too big: at most 8 MB." : "This file is not text in UTF-8.");
		return false;
	}
	if (file_named(files, n, "organizations.csv") != NULL || file_named(files, n, "services.csv") != NULL)
		return true;
	directory_report_whole(x->report, STR("organizations.csv"),
	    "Hier staan geen organizations.csv en services.csv.",
	    "There are no organizations.csv and services.csv here.");
	return false;
}

enum err
directory_import_csv(const struct directory_import *how, const struct directory_csv *files, size_t n,
    struct directory_report *report)
{
	struct reading x = { .report = report, .arena = arena_new(), .row = arena_new() };
	enum err e = ERR_OK;
	if (is_readable(&x, files, n)) {
		x.roots = json_array();
		arena_defer(x.arena, release_json, x.roots);
		for (size_t i = 0; i < TABLES; i++) {
			x.by_id[i] = json_object();
			arena_defer(x.arena, release_json, x.by_id[i]);
		}
		for (size_t i = 0; i < TABLES; i++) {
			const struct directory_csv *file = file_named(files, n, tables[i].file);
			if (file != NULL)
				read_table(&x, i, file);
		}
		struct json_node root = { .value = x.roots };
		e = directory_import_tree(how, &root, report);
	}
	arena_free(x.row);
	arena_free(x.arena);
	return e;
}

/* ---- objects to tables ---- */

#define TABLE_MAX ((size_t)64 << 20)

struct writing {
	struct buf out[TABLES];
	struct arena *arena;
};

static void
write_cell(struct buf *b, const json_t *v)
{
	if (json_is_boolean(v)) {
		buf_z(b, json_is_true(v) ? "true" : "false");
	} else if (json_is_integer(v)) {
		buf_int(b, json_integer_value(v));
	} else if (json_is_real(v)) {
		buf_printf(b, "%.2f", json_real_value(v));
	} else if (json_is_string(v)) {
		struct str s = str_from(json_string_value(v), json_string_length(v));
		buf_char(b, '"');
		for (size_t i = 0; i < s.n; i++) {
			if (s.p[i] == '"')
				buf_char(b, '"');
			buf_char(b, s.p[i]);
		}
		buf_char(b, '"');
	}
}

static void
write_head(struct writing *x, size_t table)
{
	const struct table *t = &tables[table];
	for (const struct column *c = t->columns; c->name != NULL; c++) {
		buf_z(&x->out[table], c == t->columns ? "" : ",");
		buf_z(&x->out[table], c->name);
	}
	buf_z(&x->out[table], "\r\n");
}

static void write_members(struct writing *x, const json_t *o, const char *column);

/* owner: the column that names what it hangs on, and its value. */
static void
write_row(struct writing *x, size_t table, const json_t *o, const char *owner, const json_t *id)
{
	const struct table *t = &tables[table];
	for (const struct column *c = t->columns; c->name != NULL; c++) {
		const json_t *v = json_object_get(o, c->name);
		buf_z(&x->out[table], c == t->columns ? "" : ",");
		write_cell(&x->out[table], v == NULL && owner != NULL && strcmp(owner, c->name) == 0 ? id : v);
	}
	buf_z(&x->out[table], "\r\n");
	static const char *const named[] = { "organization_id", "service_id", "location_id" };
	if (table < 3)
		write_members(x, o, named[table]);
}

/* The rows that hang on an object, which others name in that column. */
static void
write_members(struct writing *x, const json_t *o, const char *column)
{
	for (size_t i = 1; i < TABLES; i++) {
		const json_t *list = json_object_get(o, tables[i].member);
		for (size_t k = 0; k < json_array_size(list); k++)
			write_row(x, i, json_array_get(list, k), column, json_object_get(o, "id"));
	}
}

enum err
directory_export_csv(struct db_read *r, bool all, bool secret, struct arena *a,
    struct directory_csv ret_files[DIRECTORY_CSV_COUNT], size_t *ret_n)
{
	_Static_assert(TABLES <= DIRECTORY_CSV_COUNT, "room for every table");
	struct writing *x = ARENA_NEW(a, struct writing);
	struct str text;
	TRY(directory_export_json(r, all, secret, a, &text));
	json_t *root = json_loadb(text.p, text.n, 0, NULL);
	arena_defer(a, release_json, root);
	for (size_t i = 0; i < TABLES; i++) {
		buf_init(&x->out[i], TABLE_MAX, a);
		write_head(x, i);
	}
	for (size_t i = 0; i < json_array_size(root); i++)
		write_row(x, 0, json_array_get(root, i), NULL, NULL);
	for (size_t i = 0; i < TABLES; i++)
		ret_files[i] = (struct directory_csv){ str_from_z(tables[i].file), buf_view(&x->out[i]) };
	*ret_n = TABLES;
	return ERR_OK;
}
