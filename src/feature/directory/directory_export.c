/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory.sql.h"
#include "directory_entry.h"
#include "json.h"

#include "banned.h"

#define EXPORT_MAX ((size_t)256 << 20)

/* Its services in full, for what is exported; drafts and what is over only with `all`. */
static enum err
fill_services(struct db_read *r, struct directory_organisation *o, bool all, struct arena *a)
{
	size_t n = 0;
	for (size_t i = 0; i < o->services.n; i++) {
		if (!all && o->services.v[i].state != DIRECTORY_LIVE)
			continue;
		TRY(directory_service_load(r, o->services.v[i].id, a, &o->services.v[n]));
		n++;
	}
	o->services.n = n;
	return ERR_OK;
}

enum err
directory_export_json(struct db_read *r, bool all, bool secret, struct arena *a, struct str *ret_json)
{
	struct directory_organisation_list_rows rows;
	struct buf b;
	unsigned flags = DIRECTORY_OWN | (secret ? DIRECTORY_SECRET : 0);
	buf_init(&b, EXPORT_MAX, a);
	TRY(directory_organisation_list(r, a, &rows));
	json_open(&b, NULL, '[');
	for (size_t i = 0; i < rows.n; i++) {
		struct directory_organisation o;
		if (!all && directory_state_parse(rows.v[i].state) != DIRECTORY_LIVE)
			continue;
		TRY(directory_organisation_load(r, rows.v[i].id, a, &o));
		TRY(fill_services(r, &o, all, a));
		directory_write_organisation(&b, NULL, &o, flags, a);
	}
	json_close(&b, ']');
	if (!buf_ok(&b))
		return ERR_LIMIT;
	*ret_json = buf_view(&b);
	return ERR_OK;
}
