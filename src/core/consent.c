/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "consent.h"

#include "clock.h"
#include "consent.sql.h"

#include "banned.h"

static const struct {
	const char *name;
	int64_t version;
} purposes[CONSENT_PURPOSE_COUNT] = {
	[CONSENT_PARTNER] = { "partner", 1 },
	[CONSENT_TRUSTED_PERSON] = { "trusted_person", 1 },
	[CONSENT_EVALUATION] = { "evaluation", 1 },
	[CONSENT_RESEARCH] = { "research", 1 },
};

const char *
consent_purpose_name(enum consent_purpose p)
{
	return purposes[p].name;
}

enum consent_purpose
consent_purpose_parse(struct str name)
{
	enum consent_purpose p = 0;
	while (p < CONSENT_PURPOSE_COUNT && !str_eq_z(name, purposes[p].name))
		p++;
	return p;
}

int64_t
consent_version(enum consent_purpose p)
{
	return purposes[p].version;
}

enum err
consent_given(struct db_read *r, struct id client, enum consent_purpose p)
{
	struct arena *a = arena_new();
	struct consent_newest_row row;
	struct consent_newest_in in = { .client = client, .purpose = str_from_z(purposes[p].name) };
	enum err e = consent_newest(r, in, a, &row);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && (!row.given || row.version != purposes[p].version)))
		e = ERR_FORBIDDEN;
	arena_free(a);
	return e;
}

/* ERR_OK: the newest row says this already. ERR_NOT_FOUND: it does not;
 * *ret_made is later than that row, even where two fall into one millisecond. */
static enum err
stands(struct db_read *r, struct id client, enum consent_purpose p, bool given, struct arena *a, int64_t *ret_made)
{
	struct consent_newest_row row;
	struct consent_newest_in in = { .client = client, .purpose = str_from_z(purposes[p].name) };
	int64_t now = clock_wall();
	*ret_made = now;
	enum err e = consent_newest(r, in, a, &row);
	if (e == ERR_NOT_FOUND)
		return given ? ERR_NOT_FOUND : ERR_OK;
	TRY(e);
	*ret_made = now > row.made ? now : row.made + 1;
	return row.given == given && (!given || row.version == purposes[p].version) ? ERR_OK : ERR_NOT_FOUND;
}

enum err
consent_put(struct db_write *w, struct id client, enum consent_purpose p, bool given)
{
	struct arena *a = arena_new();
	int64_t made;
	enum err e = stands(db_reading(w), client, p, given, a, &made);
	if (e == ERR_NOT_FOUND)
		e = consent_insert(w, (struct consent_insert_in){
		    .id = id_new(),
		    .client = client,
		    .purpose = str_from_z(purposes[p].name),
		    .version = purposes[p].version,
		    .given = given,
		    .made = made,
		});
	arena_free(a);
	return e;
}

enum err
consent_history(struct db_read *r, struct id client, struct arena *a, struct consents *ret_consents)
{
	struct consent_rows_rows rows;
	TRY(consent_rows(r, (struct consent_rows_in){ .client = client }, a, &rows));
	struct consent *v = ARENA_ARRAY(a, struct consent, rows.n);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		enum consent_purpose p = consent_purpose_parse(rows.v[i].purpose);
		if (p < CONSENT_PURPOSE_COUNT)
			v[n++] = (struct consent){ p, rows.v[i].version, rows.v[i].given, rows.v[i].made };
	}
	*ret_consents = (struct consents){ v, n };
	return ERR_OK;
}

const struct consent *
consent_last(const struct consents *history, enum consent_purpose p)
{
	for (size_t i = 0; i < history->n; i++)
		if (history->v[i].purpose == p)
			return &history->v[i];
	return NULL;
}

bool
consent_stands(const struct consents *history, enum consent_purpose p)
{
	const struct consent *last = consent_last(history, p);
	return last != NULL && last->given && last->version == purposes[p].version;
}
