/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HSDS as somebody sends it: JSON (the first byte is not ';'), or a table
 * (";services.csv\n" and what follows). Whatever comes in is taken or refused
 * with lines that are text; an entry that is read is written as JSON that reads
 * to the same thing, and without its secrets when that is not said.
 */
#include <stdint.h>
#include <stdlib.h>

#include "directory_entry.h"
#include "json.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(int truth)
{
	if (!truth)
		abort();
}

static struct str
organisation_text(const struct directory_organisation *o, unsigned flags, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)64 << 20, a);
	directory_write_organisation(&b, NULL, o, DIRECTORY_OWN | flags, a);
	require(buf_ok(&b));
	return buf_view(&b);
}

static struct str
service_text(const struct directory_service *s, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)64 << 20, a);
	directory_write_service(&b, NULL, s, NULL, DIRECTORY_OWN, a);
	require(buf_ok(&b));
	return buf_view(&b);
}

struct both {
	struct json_faults *faults, *notes;
	struct json_node root;
};

static bool
parse(struct str text, struct arena *a, struct both *x)
{
	x->faults = ARENA_NEW(a, struct json_faults);
	x->notes = ARENA_NEW(a, struct json_faults);
	json_faults_init(x->faults, a);
	json_faults_init(x->notes, a);
	return json_parse(text, x->faults, a, &x->root) == ERR_OK;
}

static void
check_organisation(struct str text, struct arena *a)
{
	struct directory_organisation one, two;
	struct both x;
	if (!parse(text, a, &x) || !directory_read_organisation(&x.root, x.faults, x.notes, &one))
		return;
	struct str first = organisation_text(&one, DIRECTORY_SECRET, a);
	require(parse(first, a, &x) && directory_read_organisation(&x.root, x.faults, x.notes, &two));
	require(str_eq(first, organisation_text(&two, DIRECTORY_SECRET, a)));
	for (size_t i = 0; i < one.locations.n; i++) {
		struct directory_location l = directory_public_location(&one.locations.v[i]);
		size_t told = l.address.n + l.city.n + l.postal_code.n + l.name.n;
		require(!l.confidential || told == 0);
	}
}

static void
check_service(struct str text, struct arena *a)
{
	struct directory_service one, two;
	struct both x;
	struct id owner = directory_taxonomy_id(DIRECTORY_NEED);
	if (!parse(text, a, &x) || !directory_read_service(&x.root, owner, x.faults, x.notes, &one))
		return;
	struct str first = service_text(&one, a);
	require(parse(first, a, &x) && directory_read_service(&x.root, owner, x.faults, x.notes, &two));
	require(str_eq(first, service_text(&two, a)));
}

static void
import(struct str text, struct arena *a)
{
	struct directory_import how = { 0 };
	struct directory_report report;
	directory_report_init(&report, a);
	if (text.n > 0 && *text.p == ';') {
		struct directory_csv files[2] = { { STR("organizations.csv"), STR("id,name,description\n") } };
		struct str rest = str_cut(text, 1, text.n);
		str_split(&rest, '\n', &files[1].name);
		files[1].text = rest.p == NULL ? STR("") : rest;
		if (!str_is_text(files[1].name))
			return;
		require(directory_import_csv(&how, files, 2, &report) == ERR_OK);
	} else {
		require(directory_import_json(&how, text, &report) == ERR_OK);
		require(directory_import_ndjson_line(&how, text, 1, &report) == ERR_OK);
	}
	for (size_t i = 0; i < report.n; i++)
		require(str_is_text(report.v[i].where) && str_is_text(report.v[i].name));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_from(data, size);
	import(text, a);
	check_organisation(text, a);
	check_service(text, a);
	arena_free(a);
	return 0;
}
