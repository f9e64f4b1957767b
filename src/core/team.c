/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "team.h"

#include "clock.h"
#include "session.sql.h"

#include "banned.h"

struct making {
	struct str name;
	struct arena *arena;
	struct id id;
};

static enum err
get_or_make(struct db_write *w, void *arg)
{
	struct making *m = arg;
	struct team_list_rows rows;
	TRY(team_list(db_reading(w), m->arena, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].name, m->name)) {
			m->id = rows.v[i].id;
			return ERR_OK;
		}
	m->id = id_new();
	return team_insert(w, (struct team_insert_in){ .id = m->id, .name = m->name, .made = clock_wall() });
}

enum err
team_get_or_make(struct core *core, struct str name, struct id *ret_id)
{
	struct making m = { .name = name, .arena = arena_new() };
	enum err e = db_write_run(core->db, get_or_make, &m);
	if (e == ERR_OK)
		*ret_id = m.id;
	arena_free(m.arena);
	return e;
}

enum err
team_make_first(struct core *core, struct str name, struct id *ret_id)
{
	struct arena *a = arena_new();
	struct db_read *r;
	enum err e = db_read_begin(core->db, &r);
	if (e == ERR_OK) {
		e = team_of_arrivals(r, a, ret_id);
		db_read_end(r);
	}
	arena_free(a);
	return e == ERR_NOT_FOUND ? team_get_or_make(core, name, ret_id) : e;
}

enum err
team_of_arrivals(struct db_read *r, struct arena *a, struct id *ret_id)
{
	struct team_list_rows rows;
	TRY(team_list(r, a, &rows));
	if (rows.n == 0)
		return ERR_NOT_FOUND;
	*ret_id = rows.v[0].id;
	return ERR_OK;
}
