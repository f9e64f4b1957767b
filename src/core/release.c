/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "release.h"

#include <string.h>

#include "access.sql.h"
#include "clock.h"
#include "vault.h"

#include "banned.h"

/* A record covers ten minutes of looking, and a page may wait for its turn. */
#define BEFORE (15 * CLOCK_MINUTE)
#define AFTER CLOCK_MINUTE

struct compare {
	struct db_read *r;
	int64_t until;
	uint32_t job_purpose;
	enum err e;
	void (*tell)(void *, const struct keyd_release *);
	void *arg;
	struct release_count count;
};

static bool
is_in(struct str clients, struct id client)
{
	for (size_t at = 0; at + sizeof client.b <= clients.n; at += sizeof client.b)
		if (memcmp(clients.p + at, client.b, sizeof client.b) == 0)
			return true;
	return false;
}

static enum err
find_in_lists(struct db_read *r, const struct keyd_release *release, struct arena *a)
{
	struct access_record_lists_rows rows;
	TRY(access_record_lists(r, (struct access_record_lists_in){
	    .actor = release->actor, .after = release->time - BEFORE, .before = release->time + AFTER }, a, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (is_in(rows.v[i].clients, release->client))
			return ERR_OK;
	return ERR_NOT_FOUND;
}

static enum err
find_record(struct db_read *r, const struct keyd_release *release)
{
	struct arena *a = arena_new();
	struct access_record_behind_row row;
	enum err e = access_record_behind(r, (struct access_record_behind_in){
	    .client = release->client, .actor = release->actor, .after = release->time - BEFORE,
	    .before = release->time + AFTER }, a, &row);
	if (e == ERR_NOT_FOUND)
		e = find_in_lists(r, release, a);
	arena_free(a);
	return e;
}

static bool
compare_one(void *arg, const struct keyd_release *release)
{
	struct compare *c = arg;
	if (release->time > c->until)
		return true;
	enum err e = find_record(c->r, release);
	c->count.compared++;
	if (e == ERR_NOT_FOUND && release->purpose == c->job_purpose) {
		c->count.unfinished++;
	} else if (e == ERR_NOT_FOUND) {
		c->count.without++;
		c->tell(c->arg, release);
	} else {
		c->e = e;
	}
	return c->e == ERR_OK;
}

enum err
release_compare(struct core *core, void (*tell)(void *, const struct keyd_release *), void *arg,
    struct release_count *ret_count)
{
	struct compare c = { .tell = tell, .arg = arg, .job_purpose = vault_purpose_code("send") };
	c.until = clock_wall() - CLOCK_MINUTE;
	TRY(db_read_begin(core->db, &c.r));
	enum err e = keyd_log_read(core->dir, 0, compare_one, &c);
	db_read_end(c.r);
	*ret_count = c.count;
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (c.e != ERR_OK)
		return c.e;
	return c.count.without > 0 ? ERR_CONFLICT : ERR_OK;
}
