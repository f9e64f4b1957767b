/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "access.sql.h"
#include "buf.h"
#include "clock.h"
#include "log.h"
#include "vault.h"
#include "vault.sql.h"

#include "banned.h"

#define SEAL_BATCH 500

struct access_grant {
	struct actor actor;
	struct id client;
	const struct id *list;
	size_t list_count;
	const char *purpose;
};

static const struct access_grant *
grant(const struct access_request *q, struct arena *a)
{
	struct access_grant *g = ARENA_NEW(a, struct access_grant);
	*g = (struct access_grant){ q->actor, q->client, q->list, q->list_count, q->purpose };
	return g;
}

enum err
access_granted(struct db_read *r, const struct access_request *q, int64_t after, struct arena *a,
    const struct access_grant **ret_grant)
{
	struct access_record_recent_row row;
	int64_t recent = clock_wall() - ACCESS_SAME_LOOK;
	struct access_record_recent_in in = {
		.session = q->actor.session,
		.client = q->client,
		.part = str_from_z(q->part),
		.after = after > recent ? after : recent,
	};
	TRY(access_record_recent(r, in, a, &row));
	*ret_grant = grant(q, a);
	return ERR_OK;
}

enum err
access_write(struct db_write *w, const struct access_request *q, struct arena *a,
    const struct access_grant **ret_grant)
{
	TRY(access_record_insert(w, (struct access_record_insert_in){
	    .id = id_new(),
	    .made = clock_wall(),
	    .actor = q->actor.id,
	    .actor_kind = str_from_z(q->actor.kind == ACTOR_ACCOUNT ? role_name(q->actor.role)
	                                                            : actor_kind_name(q->actor.kind)),
	    .session = q->actor.session.p == NULL ? STR("") : q->actor.session,
	    .client = q->client,
	    .part = str_from_z(q->part),
	    .purpose = str_from_z(q->purpose),
	    .emergency = q->emergency,
	    .clients = q->list_count == 0 ? STR_NONE : str_from(q->list, q->list_count * sizeof q->list[0]),
	}));
	*ret_grant = grant(q, a);
	return ERR_OK;
}

/* ---- who may ---- */

static const char *const purpose_names[PURPOSE_COUNT] = { "care", "question", "complaint", "quality" };

const char *
access_purpose_name(enum access_purpose p)
{
	return purpose_names[p];
}

enum access_purpose
access_purpose_parse(struct str name)
{
	return (enum access_purpose)str_place(name, purpose_names, PURPOSE_COUNT);
}

enum err
access_stated(struct db_read *r, struct str session, struct id client, int64_t after, struct arena *a,
    struct str *ret_purpose)
{
	struct access_record_recent_row row;
	TRY(access_record_recent(r, (struct access_record_recent_in){
	    .session = session, .client = client, .part = STR("dossier"), .after = after }, a, &row));
	*ret_purpose = row.purpose;
	return ERR_OK;
}

/* Of another team: only while an emergency lasts. */
static enum err
emergency_scope(struct db_read *r, const struct actor *actor, struct id client, struct arena *a,
    struct access_scope *ret_scope)
{
	struct emergency_now_row row;
	struct emergency_now_in in = { .account = actor->id, .client = client, .now = clock_wall() };
	TRY(emergency_now(r, in, a, &row));
	*ret_scope = (struct access_scope){ .way = ACCESS_EMERGENCY, .after = row.made - 1 };
	return ERR_OK;
}

static enum err
team_scope(struct db_read *r, const struct actor *actor, struct id client, struct arena *a,
    struct access_scope *ret_scope)
{
	struct access_team_get_row row;
	TRY(access_team_get(r, (struct access_team_get_in){ .client = client }, a, &row));
	if (!id_is_none(row.account) && id_eq(row.account, actor->id)) {
		*ret_scope = (struct access_scope){ .way = ACCESS_BY_ITSELF };
		return ERR_OK;
	}
	if (!id_eq(row.team, actor->team))
		return emergency_scope(r, actor, client, a, ret_scope);
	bool free = id_is_none(row.account);
	*ret_scope = (struct access_scope){
		.way = free && row.open > 0 ? ACCESS_BY_ITSELF : ACCESS_STATED,
		.after = free ? 0 : row.since.v,
	};
	return ERR_OK;
}

enum err
access_in_scope(
    struct db_read *r, const struct actor *actor, struct id client, struct arena *a, struct access_scope *ret_scope)
{
	if (actor->kind == ACTOR_CLIENT) {
		*ret_scope = (struct access_scope){ .way = ACCESS_BY_ITSELF };
		return id_eq(actor->client, client) ? ERR_OK : ERR_NOT_FOUND;
	}
	if (actor->kind != ACTOR_ACCOUNT || id_is_none(actor->team) || !permission_has(actor->role, PERM_WORK))
		return ERR_NOT_FOUND;
	return team_scope(r, actor, client, a, ret_scope);
}

enum err
access_count(struct db_read *r, struct id account, const char *part, int64_t after, struct arena *a, int64_t *ret_n)
{
	struct access_count_part_row row;
	TRY(access_count_part(r, (struct access_count_part_in){
	    .actor = account, .part = str_from_z(part), .after = after }, a, &row));
	*ret_n = row.n;
	return ERR_OK;
}

enum err
access_begin_emergency(struct core *core, struct db_write *w, const struct actor *actor, struct id client,
    struct str number, struct str reason, struct arena *a)
{
	const struct access_grant *g;
	struct id id = id_new();
	int64_t now = clock_wall();
	TRY(emergency_insert(w, (struct emergency_insert_in){
	    .id = id,
	    .client = client,
	    .number = number,
	    .account = actor->id,
	    .reason = vault_seal_staff(core->vault, SEALED_EMERGENCY_REASON, id, reason, a),
	    .made = now,
	    .until = now + ACCESS_EMERGENCY_LIFE,
	}));
	log_warning("emergency_access account=%.*s client=%.*s", STR_ARG(id_text(actor->id, a)),
		STR_ARG(id_text(client, a)));
	return access_write(w, &(struct access_request){
	    .actor = *actor,
	    .client = client,
	    .part = "dossier",
	    .purpose = ACCESS_EMERGENCY_PURPOSE,
	    .emergency = true,
	}, a, &g);
}

bool
access_allows(const struct access_grant *g, struct id client)
{
	if (id_eq(g->client, client) && !id_is_none(client))
		return true;
	for (size_t i = 0; i < g->list_count; i++)
		if (id_eq(g->list[i], client))
			return true;
	return false;
}

const struct actor *
access_actor(const struct access_grant *g)
{
	return &g->actor;
}

const char *
access_purpose(const struct access_grant *g)
{
	return g->purpose;
}

/* ---- the chain ---- */

static void
put(struct buf *b, struct str s)
{
	buf_printf(b, "%zu:", s.n);
	buf_str(b, s);
}

/* One record as the bytes that are hashed: every field with its length. */
static struct str
record_bytes(const struct access_record_from_row *row, struct arena *a)
{
	struct buf b;
	buf_init(&b, 1 << 20, a);
	put(&b, str_from(row->id.b, sizeof row->id.b));
	buf_printf(&b, "%lld %lld ", (long long)row->number, (long long)row->made);
	put(&b, str_from(row->actor.b, sizeof row->actor.b));
	put(&b, row->actor_kind);
	put(&b, row->session);
	put(&b, str_from(row->client.b, sizeof row->client.b));
	put(&b, row->part);
	put(&b, row->purpose);
	buf_char(&b, row->emergency ? '1' : '0');
	put(&b, row->clients);
	return buf_view(&b);
}

static struct access_record_from_row
numbered(const struct access_record_unsealed_row *row, int64_t number)
{
	return (struct access_record_from_row){
		.id = row->id, .made = row->made, .actor = row->actor, .actor_kind = row->actor_kind,
		.session = row->session, .client = row->client, .part = row->part, .purpose = row->purpose,
		.emergency = row->emergency, .clients = row->clients, .number = number,
	};
}

struct seal {
	struct core *core;
	struct arena *arena;
	int64_t number; /* of the new head; 0: nothing was sealed */
	struct str chain;
	bool more;
};

static enum err
seal_batch(struct db_write *w, void *arg)
{
	struct seal *s = arg;
	struct access_record_unsealed_rows rows;
	struct access_head_last_row head = { 0 };
	struct str records[SEAL_BATCH], chain[SEAL_BATCH];
	enum err e = access_head_last(db_reading(w), s->arena, &head);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(access_record_unsealed(db_reading(w), s->arena, &rows));
	s->number = 0;
	s->more = rows.n == SEAL_BATCH;
	if (rows.n == 0)
		return ERR_OK;
	for (size_t i = 0; i < rows.n; i++) {
		struct access_record_from_row row = numbered(&rows.v[i], head.number + 1 + (int64_t)i);
		records[i] = record_bytes(&row, s->arena);
	}
	TRY(vault_chain(s->core->vault, head.chain, records, rows.n, s->arena, chain));
	for (size_t i = 0; i < rows.n; i++) {
		int64_t changed;
		TRY(access_record_seal(w, (struct access_record_seal_in){
		    .id = rows.v[i].id, .number = head.number + 1 + (int64_t)i, .chain = chain[i] }, &changed));
	}
	s->number = head.number + (int64_t)rows.n;
	s->chain = chain[rows.n - 1];
	return access_head_insert(w, (struct access_head_insert_in){
	    .number = s->number, .made = clock_wall(), .chain = s->chain });
}

/* The head is kept outside the database too: a file that only grows, and the journal. */
static enum err
keep_head(const struct core *core, const struct seal *s)
{
	struct str path = str_printf(s->arena, "%s/audit-head", core->dir);
	struct str line = str_printf(s->arena, "%lld %.*s\n", (long long)s->number,
	    STR_ARG(str_hex(s->chain.p, s->chain.n, s->arena)));
	int fd = open(path.p, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	bool written = write(fd, line.p, line.n) == (ssize_t)line.n;
	close(fd);
	log_info("audit_head number=%lld chain=%.16s", (long long)s->number,
	    str_hex(s->chain.p, s->chain.n, s->arena).p);
	return written ? ERR_OK : ERR_UNAVAILABLE;
}

enum err
access_seal(struct core *core)
{
	struct seal s = { .core = core, .more = true };
	enum err e = ERR_OK;
	while (e == ERR_OK && s.more) {
		s.arena = arena_new();
		e = db_write_run(core->db, seal_batch, &s);
		if (e == ERR_OK && s.number > 0)
			e = keep_head(core, &s);
		arena_free(s.arena);
	}
	return e;
}

/* ---- verifying ---- */

struct verify {
	struct core *core;
	struct db_read *r;
	struct str chain; /* of the record before */
	int64_t number;   /* of the next record */
	char kept[32];    /* not an arena's: survives the batches */
	struct {
		int64_t number; /* 0: none was kept */
		char chain[80];
	} head;             /* the last line of DIR/audit-head */
};

static enum err
fault(struct access_fault *ret_fault, int64_t number, const char *reason)
{
	*ret_fault = (struct access_fault){ number, str_from_z(reason) };
	return ERR_CONFLICT;
}

/* Before the records are read: a server beside us only makes them more. */
static void
read_head(struct verify *v, struct arena *a)
{
	FILE *f = fopen(str_printf(a, "%s/audit-head", v->core->dir).p, "re");
	char chain[sizeof v->head.chain];
	long long number = 0;
	while (f != NULL && fscanf(f, "%lld %79s", &number, chain) == 2) {
		v->head.number = number;
		memcpy(v->head.chain, chain, sizeof chain);
	}
	if (f != NULL)
		fclose(f);
}

static enum err
verify_batch(struct verify *v, struct arena *a, size_t *ret_n, struct access_fault *ret_fault)
{
	struct access_record_from_rows rows;
	struct str records[SEAL_BATCH], chain[SEAL_BATCH];
	TRY(access_record_from(v->r, (struct access_record_from_in){ .number = v->number }, a, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		if (rows.v[i].number != v->number + (int64_t)i)
			return fault(ret_fault, v->number + (int64_t)i, "a record is missing");
		records[i] = record_bytes(&rows.v[i], a);
	}
	*ret_n = rows.n;
	if (rows.n == 0)
		return ERR_OK;
	TRY(vault_chain(v->core->vault, v->chain, records, rows.n, a, chain));
	for (size_t i = 0; i < rows.n; i++) {
		if (!str_eq(chain[i], rows.v[i].chain))
			return fault(ret_fault, rows.v[i].number, "the record or one before it was changed");
		if (rows.v[i].number == v->head.number && !str_eq_z(str_hex(chain[i].p, chain[i].n, a), v->head.chain))
			return fault(ret_fault, v->head.number, "the head in audit-head is of another chain");
	}
	memcpy(v->kept, chain[rows.n - 1].p, sizeof v->kept);
	v->chain = str_from(v->kept, sizeof v->kept);
	v->number += (int64_t)rows.n;
	return ERR_OK;
}

enum err
access_verify(struct core *core, struct arena *a, int64_t *ret_checked, struct access_fault *ret_fault)
{
	struct verify v = { .core = core, .number = 1 };
	size_t n = 0;
	read_head(&v, a);
	TRY(db_read_begin(core->db, &v.r));
	enum err e;
	do {
		struct arena *batch = arena_new();
		e = verify_batch(&v, batch, &n, ret_fault);
		arena_free(batch);
	} while (e == ERR_OK && n > 0);
	db_read_end(v.r);
	*ret_checked = v.number - 1;
	if (e == ERR_OK && v.head.number >= v.number)
		return fault(ret_fault, v.head.number, "the records end before the head that was kept in audit-head");
	return e;
}
