/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assignment.h"
#include "crypto.h"
#include "crypto_sign_in.h"
#include "private.h"
#include "private.sql.h"
#include "random.h"
#include "session.h"

#include "test_house.h"

#include "banned.h"

#define PASSPHRASE STR("tulp regen fietsbel")
#define HASH STR("$argon2id$v=19$m=8,t=1,p=1$me7wGXlTnTSxN9Hhn59N6w$Uas9b1SPMjfthQ/ZRsp0nZq2+rT22XMdxf4uDcwg5GY")

/* A client with an account, a session and a vault. */
struct owner {
	struct vault_fresh fresh;
	struct id client, account;
	struct str cookie, paper;
	struct actor actor;
	const struct private_key *key;
	struct private_wrap passphrase, paper_wrap;
	struct private_entry entry;
	struct str end;
	enum err result;
};

static enum err
come_in(struct db_write *w, struct house *h, void *arg)
{
	struct owner *o = arg;
	struct account_new who = {
		.role = ROLE_CLIENT, .client = o->fresh.key, .totp_secret = STR("12345678901234567890"),
		.email = id_text(o->client, h->arena),
	};
	bool stale;
	TRY(account_put(&h->core, w, &who, HASH, h->arena, &o->account));
	struct session_new n = { .account = o->account, .method = "password" };
	TRY(session_begin(w, &n, h->arena, &o->cookie));
	return session_find(db_reading(w), o->cookie, h->arena, &o->actor, &stale);
}

static enum err
begin(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	(void)h;
	return private_begin(w, o->key, &o->passphrase, &o->paper_wrap);
}

static enum err
confirm(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	return private_confirm(w, o->fresh.key, o->paper, o->end, h->arena);
}

static enum err
open_it(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	return private_open(w, o->key, o->cookie, h->arena);
}

static struct owner
owner_begun(struct house *h)
{
	struct owner o = { .fresh = house_client(h) };
	o.client = o.fresh.client;
	assert_ok(house_write(h, come_in, &o));
	o.key = private_make(o.client, h->arena);
	assert_ok(private_wrap_passphrase(o.key, o.fresh.key, PASSPHRASE, h->arena, &o.passphrase));
	o.paper_wrap = private_wrap_paper(o.key, o.fresh.key, h->arena, &o.paper);
	assert_ok(house_write(h, begin, &o));
	return o;
}

static struct owner
owner(struct house *h)
{
	struct owner o = owner_begun(h);
	o.end = str_cut(o.paper, o.paper.n - 4, 4);
	assert_ok(house_write(h, confirm, &o));
	assert_ok(house_write(h, open_it, &o));
	return o;
}

static enum err
current(struct house *h, const struct owner *o, struct str cookie)
{
	const struct private_key *p;
	enum err e;
	HOUSE_READ(h, r, e = private_current(&h->core, r, &o->actor, cookie, h->arena, &p));
	return e;
}

static struct private_vault
vault_of(struct house *h, const struct owner *o)
{
	struct private_vault v = { ID_NONE };
	HOUSE_READ(h, r, assert_ok(private_find(r, o->client, h->arena, &v)));
	return v;
}

/* ---- the vault ---- */

static void
it_is_ready_once_the_paper_was_shown(void **state)
{
	struct house *h = *state;
	struct owner o = owner_begun(h);
	const struct private_key *p;
	assert_false(vault_of(h, &o).ready);
	assert_int_equal(private_unlock_paper(&h->core, o.fresh.key, o.paper, h->arena, &p), ERR_NOT_FOUND);
	static const char *const wrong[] = { "", "0000", "ABCDEF", "u", "\xc3\xa9\xc3\xa9" };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		o.end = str_from_z(wrong[i]);
		assert_int_equal(house_write(h, confirm, &o), ERR_INVALID);
	}
	o.end = str_lower(str_cut(o.paper, o.paper.n - 4, 4), h->arena);
	assert_ok(house_write(h, confirm, &o));
	assert_true(vault_of(h, &o).ready);
	assert_int_equal(house_write(h, confirm, &o), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, begin, &o), ERR_CONFLICT);
	assert_ok(private_unlock_paper(&h->core, o.fresh.key, o.paper, h->arena, &p));
}

static void
begun_anew_the_first_is_forgotten(void **state)
{
	struct house *h = *state;
	struct owner o = owner_begun(h);
	struct id before = vault_of(h, &o).id;
	struct str paper = o.paper;
	o.key = private_make(o.client, h->arena);
	o.paper_wrap = private_wrap_paper(o.key, o.fresh.key, h->arena, &o.paper);
	o.passphrase.id = id_new();
	assert_ok(house_write(h, begin, &o));
	assert_false(id_eq(vault_of(h, &o).id, before));
	struct owner old = o;
	old.paper = paper;
	old.end = str_cut(paper, paper.n - 4, 4);
	assert_int_equal(house_write(h, confirm, &old), ERR_NOT_FOUND);
	old.paper = STR("no paper at all");
	assert_int_equal(house_write(h, confirm, &old), ERR_NOT_FOUND);
}

static void
only_its_secrets_open_it(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	const struct private_key *p;
	struct core *core = &h->core;
	assert_ok(private_unlock(core, o.fresh.key, PASSPHRASE, h->arena, &p));
	assert_int_equal(private_unlock(core, o.fresh.key, STR("tulp regen fietsbe"), h->arena, &p), ERR_FORBIDDEN);
	assert_int_equal(private_unlock(core, house_client(h).key, PASSPHRASE, h->arena, &p), ERR_NOT_FOUND);
	struct str typed = str_lower(str_printf(h->arena, "  %.*s \n", STR_ARG(o.paper)), h->arena);
	assert_ok(private_unlock_paper(core, o.fresh.key, typed, h->arena, &p));
	assert_int_equal(private_unlock_paper(core, o.fresh.key, other.paper, h->arena, &p), ERR_FORBIDDEN);
	assert_int_equal(private_unlock_paper(core, o.fresh.key, STR("ABCD"), h->arena, &p), ERR_INVALID);
}

/* Every slip of one sign is seen, and rubbish of any length is no recovery key. */
static void
slips_and_rubbish_are_no_recovery_key(void **state)
{
	struct house *h = *state;
	struct owner o = owner_begun(h);
	struct str out;
	assert_ok(private_paper_read(o.paper, h->arena, &out));
	assert_true(str_eq(out, o.paper));
	for (size_t i = 0; i < o.paper.n; i++) {
		char *slip = str_z(o.paper, h->arena);
		if (slip[i] == '-' || slip[i] == ' ')
			continue;
		slip[i] = slip[i] == '7' ? '8' : '7';
		assert_int_equal(private_paper_read(str_from_z(slip), h->arena, &out), ERR_INVALID);
		assert_int_equal(private_paper_read(str_cut(o.paper, 0, i), h->arena, &out), ERR_INVALID);
	}
	unsigned char rubbish[300];
	for (size_t n = 0; n <= sizeof rubbish; n++) {
		random_bytes(rubbish, sizeof rubbish);
		assert_int_equal(private_paper_read(str_from(rubbish, n), h->arena, &out), ERR_INVALID);
	}
	struct str long_one = str_printf(h->arena, "%.*s7", STR_ARG(o.paper));
	assert_int_equal(private_paper_read(long_one, h->arena, &out), ERR_INVALID);
}

struct bend {
	const struct owner *to;
	const char *kind;
	struct id id;
	struct str wrapped;
};

static enum err
bend(struct db_write *w, struct house *h, void *arg)
{
	const struct bend *b = arg;
	int64_t changed;
	(void)h;
	return test_private_wrap_bend(w, (struct test_private_wrap_bend_in){ .client = b->to->client,
	    .kind = str_from_z(b->kind), .id = b->id, .wrapped = b->wrapped }, &changed);
}

static struct private_wrap_get_row
wrap_of(struct house *h, const struct owner *o, const char *kind)
{
	struct private_wrap_get_row row;
	struct private_wrap_get_in in = { .client = o->client, .kind = str_from_z(kind) };
	HOUSE_READ(h, r, assert_ok(private_wrap_get(r, in, h->arena, &row)));
	return row;
}

static enum err
new_passphrase(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	(void)h;
	return private_put_wrap(w, o->key, &o->passphrase);
}

/* Another client's wrap, the other kind's, one from before, another row's. */
static void
wraps_open_in_their_place_only(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	const struct private_key *p;
	struct private_wrap_get_row mine = wrap_of(h, &o, "passphrase"), theirs = wrap_of(h, &other, "passphrase");
	struct bend b = { &o, "passphrase", mine.id, theirs.wrapped };
	assert_ok(house_write(h, bend, &b));
	assert_int_equal(private_unlock(&h->core, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_INTERNAL);
	b.wrapped = wrap_of(h, &o, "paper").wrapped;
	assert_ok(house_write(h, bend, &b));
	assert_int_equal(private_unlock(&h->core, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_INTERNAL);
	b.wrapped = mine.wrapped;
	b.id = id_new();
	assert_ok(house_write(h, bend, &b));
	assert_int_equal(private_unlock(&h->core, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_INTERNAL);
	assert_ok(private_wrap_passphrase(o.key, o.fresh.key, STR("een andere zin"), h->arena, &o.passphrase));
	assert_ok(house_write(h, new_passphrase, &o));
	assert_int_equal(private_unlock(&h->core, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_FORBIDDEN);
	b.id = wrap_of(h, &o, "passphrase").id;
	assert_ok(house_write(h, bend, &b));
	assert_int_equal(private_unlock(&h->core, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_INTERNAL);
}

/* Who has the database and the client's own key has the passphrase still to guess. */
static void
the_house_alone_opens_nothing(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	struct private_wrap_get_row row = wrap_of(h, &o, "passphrase");
	struct str inner, plain;
	assert_ok(vault_unseal(o.fresh.key, SEALED_PRIVATE_WRAP_HOUSE, row.id, row.wrapped, h->arena, &inner));
	assert_int_equal(vault_unseal(o.fresh.key, SEALED_PRIVATE_WRAP, row.id, inner, h->arena, &plain), ERR_INTERNAL);
	struct test_private_held_row held;
	HOUSE_READ(h, r,
	    assert_ok(test_private_held(r, (struct test_private_held_in){ .hash = o.actor.session }, h->arena, &held)));
	struct id vault = vault_of(h, &o).id;
	assert_int_equal(
	    vault_unseal(o.fresh.key, SEALED_PRIVATE_OPEN, vault, held.private_key, h->arena, &plain), ERR_INTERNAL);
	const struct vault_key *hash = vault_key_of_secret(o.actor.session, "private", h->arena);
	assert_int_equal(
	    vault_unseal(hash, SEALED_PRIVATE_OPEN, vault, held.private_key, h->arena, &plain), ERR_INTERNAL);
}

/* ---- while it is open ---- */

struct using {
	const struct owner *o;
	int64_t used;
	struct str before;
	struct id account;
	struct str cookie;
};

static enum err
used(struct db_write *w, struct house *h, void *arg)
{
	const struct using *u = arg;
	int64_t changed;
	(void)h;
	return test_private_used(
	    w, (struct test_private_used_in){ .hash = u->o->actor.session, .used = u->used }, &changed);
}

static enum err
carry(struct db_write *w, struct house *h, void *arg)
{
	struct using *u = arg;
	struct session_new n = { .account = u->account, .method = "password" };
	TRY(session_begin(w, &n, h->arena, &u->cookie));
	return private_carry(w, u->before, u->account, u->cookie, h->arena);
}

static enum err
close_it(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	(void)h;
	return private_close(w, &o->actor);
}

static enum err
delete_it(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	(void)h;
	return private_delete(w, o->client);
}

/* Nobody waits for it to be written that a vault was used: here somebody does. */
static void
settle(struct house *h)
{
	while (db_write_waiting(h->core.db) > 0)
		sched_yield();
}

static void
it_is_open_for_its_cookie_and_for_a_while(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	struct using u = { .o = &o };
	int64_t now = clock_wall();
	assert_ok(current(h, &o, o.cookie));
	assert_int_equal(current(h, &o, other.cookie), ERR_FORBIDDEN);
	assert_int_equal(current(h, &o, STR("nothing")), ERR_FORBIDDEN);
	assert_int_equal(current(h, &o, STR_NONE), ERR_FORBIDDEN);
	struct owner worker = o;
	worker.actor.client = ID_NONE;
	assert_int_equal(current(h, &worker, o.cookie), ERR_FORBIDDEN);
	static const struct {
		int64_t ago;
		enum err wanted;
	} times[] = {
		{ 2 * CLOCK_MINUTE, ERR_OK }, { PRIVATE_IDLE - CLOCK_MINUTE, ERR_OK }, { PRIVATE_IDLE, ERR_FORBIDDEN },
		{ CLOCK_DAY, ERR_FORBIDDEN }, { -CLOCK_HOUR, ERR_FORBIDDEN },
	};
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		u.used = now - times[i].ago;
		assert_ok(house_write(h, used, &u));
		assert_int_equal(current(h, &o, o.cookie), times[i].wanted);
		settle(h);
	}
	u.used = now - CLOCK_DAY;
	assert_ok(house_write(h, used, &u));
	assert_ok(private_clean(&h->core));
	struct test_private_held_row held;
	HOUSE_READ(h, r,
	    assert_ok(test_private_held(r, (struct test_private_held_in){ .hash = o.actor.session }, h->arena, &held)));
	assert_null(held.private_key.p);
	assert_ok(current(h, &other, other.cookie));
}

static void
closed_is_closed(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	assert_ok(house_write(h, close_it, &o));
	assert_int_equal(current(h, &o, o.cookie), ERR_FORBIDDEN);
	assert_ok(house_write(h, open_it, &o));
	assert_ok(house_write(h, delete_it, &o));
	assert_int_equal(current(h, &o, o.cookie), ERR_FORBIDDEN);
	assert_int_equal(house_write(h, delete_it, &o), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, new_passphrase, &o), ERR_NOT_FOUND);
	o.cookie = STR("a session that is over");
	assert_int_equal(house_write(h, open_it, &o), ERR_NOT_FOUND);
}

/* Proving once more gives another cookie, and what was open stays; for nobody else, and nothing that was closed. */
static void
it_goes_along_when_somebody_proves_who_they_are(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	struct using u = { .o = &o, .before = o.cookie, .account = o.account };
	assert_ok(house_write(h, carry, &u));
	assert_ok(current(h, &o, u.cookie));
	u.account = other.account;
	assert_ok(house_write(h, carry, &u));
	assert_int_equal(current(h, &other, u.cookie), ERR_FORBIDDEN);
	struct test_private_held_row held;
	struct test_private_held_in theirs = { .hash = session_hash(u.cookie, h->arena) };
	HOUSE_READ(h, r, assert_ok(test_private_held(r, theirs, h->arena, &held)));
	assert_null(held.private_key.p);
	u.account = o.account;
	u.used = clock_wall() - PRIVATE_IDLE;
	assert_ok(house_write(h, used, &u));
	assert_ok(house_write(h, carry, &u));
	assert_int_equal(current(h, &o, u.cookie), ERR_FORBIDDEN);
	u.before = STR("nothing");
	assert_ok(house_write(h, carry, &u));
	assert_int_equal(current(h, &o, u.cookie), ERR_FORBIDDEN);
}

/* ---- entries ---- */

static enum err
put(struct db_write *w, struct house *h, void *arg)
{
	struct owner *o = arg;
	return private_put(w, o->fresh.key, o->key, PRIVATE_NOTE, &o->entry, h->arena);
}

static enum err
remove_it(struct db_write *w, struct house *h, void *arg)
{
	const struct owner *o = arg;
	(void)h;
	return private_remove(w, o->client, o->entry.id);
}

static void
write_one(struct house *h, struct owner *o, const char *head, const char *body)
{
	o->entry = (struct private_entry){ .head = str_from_z(head), .body = str_from_z(body) };
	assert_ok(house_write(h, put, o));
}

static enum err
get(struct house *h, const struct owner *o, struct private_entry *ret_entry)
{
	enum err e;
	HOUSE_READ(h, r, e = private_get(r, o->key, o->entry.id, h->arena, ret_entry));
	return e;
}

static void
entries_are_written_changed_and_removed(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	struct private_entry e;
	struct private_entries list;
	write_one(h, &o, "kop", "tekst");
	assert_ok(get(h, &o, &e));
	assert_str(e.head, "kop");
	assert_str(e.body, "tekst");
	o.entry.revision = 1;
	o.entry.body = STR("anders");
	assert_ok(house_write(h, put, &o));
	assert_int_equal(house_write(h, put, &o), ERR_CONFLICT);
	HOUSE_READ(h, r, assert_ok(private_list(r, o.key, PRIVATE_NOTE, h->arena, &list)));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].revision, 2);
	assert_false(list.v[0].shared);
	HOUSE_READ(h, r, assert_ok(private_list(r, other.key, PRIVATE_NOTE, h->arena, &list)));
	assert_int_equal(list.n, 0);
	other.entry.id = o.entry.id;
	assert_int_equal(get(h, &other, &e), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, remove_it, &other), ERR_NOT_FOUND);
	assert_ok(house_write(h, remove_it, &o));
	assert_int_equal(house_write(h, remove_it, &o), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, put, &o), ERR_NOT_FOUND);
	assert_int_equal(get(h, &o, &e), ERR_NOT_FOUND);
}

static void
there_is_an_end_to_how_many(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	for (int i = 0; i < PRIVATE_ENTRIES_MAX; i++)
		write_one(h, &o, "", "x");
	o.entry.id = ID_NONE;
	assert_int_equal(house_write(h, put, &o), ERR_LIMIT);
}

struct entry_bend {
	struct id client, id;
	struct str key, head;
};

static enum err
bend_entry(struct db_write *w, struct house *h, void *arg)
{
	const struct entry_bend *b = arg;
	int64_t changed;
	(void)h;
	return test_private_entry_bend(w, (struct test_private_entry_bend_in){
	    .client = b->client, .id = b->id, .key = b->key, .head = b->head }, &changed);
}

static void
entries_open_in_their_place_only(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h), other = owner(h);
	struct private_entry_get_row one, two, theirs;
	struct private_entry e;
	write_one(h, &o, "een", "1");
	struct id first = o.entry.id;
	write_one(h, &o, "twee", "2");
	write_one(h, &other, "hun", "3");
	HOUSE_READ(h, r, {
		assert_ok(private_entry_get(
		    r, (struct private_entry_get_in){ .client = o.client, .id = first }, h->arena, &one));
		assert_ok(private_entry_get(
		    r, (struct private_entry_get_in){ .client = o.client, .id = o.entry.id }, h->arena, &two));
		assert_ok(private_entry_get(r,
		    (struct private_entry_get_in){ .client = other.client, .id = other.entry.id }, h->arena, &theirs));
	});
	struct entry_bend bends[] = {
		{ o.client, o.entry.id, two.key, one.head }, { o.client, o.entry.id, one.key, one.head },
		{ o.client, o.entry.id, theirs.key, theirs.head }, { o.client, o.entry.id, two.key, two.body },
	};
	for (size_t i = 0; i < sizeof bends / sizeof bends[0]; i++) {
		assert_ok(house_write(h, bend_entry, &bends[i]));
		assert_int_equal(get(h, &o, &e), ERR_INTERNAL);
	}
	bends[0].head = two.head;
	assert_ok(house_write(h, bend_entry, &bends[0]));
	assert_ok(get(h, &o, &e));
}

/* ---- sharing ---- */

struct desk {
	struct owner *o;
	struct id registration, worker, other, assignment;
};

static enum err
furnish(struct db_write *w, struct house *h, void *arg)
{
	struct desk *d = arg;
	struct account_new n = { .role = ROLE_SUPPORT_WORKER, .team = h->team, .name = STR("Bo"),
		.totp_secret = STR("01234567890123456789") };
	n.email = id_text(id_new(), h->arena);
	TRY(account_put(&h->core, w, &n, HASH, h->arena, &d->worker));
	n.email = id_text(id_new(), h->arena);
	TRY(account_put(&h->core, w, &n, HASH, h->arena, &d->other));
	return test_registration_add(w, (struct test_registration_add_in){
	    .client = d->o->client, .id = d->registration, .team = h->team, .sealed = STR("sealed") });
}

static enum err
assign(struct db_write *w, struct house *h, void *arg)
{
	struct desk *d = arg;
	(void)h;
	d->assignment = id_new();
	return assignment_begin(w, &(struct assignment_new){ .id = d->assignment, .client = d->o->client,
	    .registration = d->registration, .account = d->worker, .by = d->worker });
}

static enum err
unassign(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return assignment_end(w, d->o->client);
}

static enum err
share(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	return private_share(w, d->o->fresh.key, d->o->key, d->o->entry.id, d->worker, h->arena);
}

static enum err
take_back(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return private_unshare(w, d->o->client, d->o->entry.id);
}

static enum err
bend_share(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	int64_t changed;
	(void)h;
	return test_private_share_bend(w,
	    (struct test_private_share_bend_in){ .client = d->o->client, .assignment = d->assignment }, &changed);
}

static enum err
read_shared(struct house *h, const struct desk *d, struct id worker, struct private_entry *ret_entry)
{
	enum err e;
	HOUSE_READ(h, r,
	    e = private_shared_get(r, d->o->fresh.key, worker, d->o->entry.id, h->arena, ret_entry));
	return e;
}

static int64_t
shared_total(struct house *h, const struct desk *d, struct id worker)
{
	int64_t n = -1;
	HOUSE_READ(h, r, assert_ok(private_shared_total(r, d->o->client, worker, h->arena, &n)));
	return n;
}

static struct desk
desk(struct house *h, struct owner *o)
{
	struct desk d = { .o = o, .registration = id_new() };
	assert_ok(house_write(h, furnish, &d));
	write_one(h, o, "kop", "gedeeld");
	return d;
}

static void
one_worker_reads_what_was_shared_while_they_are_theirs(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	struct desk d = desk(h, &o);
	struct private_entry e;
	struct private_share s;
	assert_int_equal(house_write(h, share, &d), ERR_CONFLICT);
	assert_ok(house_write(h, assign, &d));
	assert_int_equal(read_shared(h, &d, d.worker, &e), ERR_NOT_FOUND);
	assert_ok(house_write(h, share, &d));
	assert_ok(house_write(h, share, &d));
	assert_ok(read_shared(h, &d, d.worker, &e));
	assert_str(e.body, "gedeeld");
	assert_int_equal(read_shared(h, &d, d.other, &e), ERR_NOT_FOUND);
	assert_int_equal(shared_total(h, &d, d.worker), 1);
	assert_int_equal(shared_total(h, &d, d.other), 0);
	o.entry.revision = 1;
	o.entry.body = STR("anders");
	assert_ok(house_write(h, put, &o));
	assert_ok(read_shared(h, &d, d.worker, &e));
	assert_str(e.body, "anders");
	struct private_entries list;
	HOUSE_READ(h, r, assert_ok(private_shared_list(r, o.fresh.key, d.worker, h->arena, &list)));
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].head, "kop");
	assert_ok(house_write(h, unassign, &d));
	assert_int_equal(read_shared(h, &d, d.worker, &e), ERR_NOT_FOUND);
	HOUSE_READ(h, r, assert_ok(private_share_find(r, o.client, o.entry.id, h->arena, &s)));
	assert_true(s.over);
	/* theirs again: what was shared before is not */
	assert_ok(house_write(h, assign, &d));
	assert_int_equal(read_shared(h, &d, d.worker, &e), ERR_NOT_FOUND);
	assert_ok(house_write(h, bend_share, &d));
	assert_int_equal(read_shared(h, &d, d.worker, &e), ERR_INTERNAL);
}

static void
taken_back_is_taken_back(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	struct desk d = desk(h, &o);
	struct private_entry e;
	struct private_share s;
	enum err found;
	int64_t total = -1;
	assert_ok(house_write(h, assign, &d));
	assert_ok(house_write(h, share, &d));
	HOUSE_READ(h, r, assert_ok(private_share_total(r, o.client, h->arena, &total)));
	assert_int_equal(total, 1);
	assert_ok(house_write(h, take_back, &d));
	assert_int_equal(read_shared(h, &d, d.worker, &e), ERR_NOT_FOUND);
	HOUSE_READ(h, r, found = private_share_find(r, o.client, o.entry.id, h->arena, &s));
	assert_int_equal(found, ERR_NOT_FOUND);
	assert_ok(house_write(h, share, &d));
	assert_ok(house_write(h, remove_it, &o));
	assert_int_equal(house_write(h, share, &d), ERR_NOT_FOUND);
	assert_int_equal(shared_total(h, &d, d.worker), 0);
}

static void
without_a_database_nothing_opens(void **state)
{
	struct house *h = *state;
	struct owner o = owner(h);
	struct core away = house_without_tables(h);
	const struct private_key *p;
	assert_int_equal(private_unlock(&away, o.fresh.key, PASSPHRASE, h->arena, &p), ERR_INTERNAL);
	assert_int_equal(private_unlock_paper(&away, o.fresh.key, o.paper, h->arena, &p), ERR_INTERNAL);
	assert_int_equal(private_clean(&away), ERR_INTERNAL);
	db_close(away.db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_ready_once_the_paper_was_shown),
		cmocka_unit_test(begun_anew_the_first_is_forgotten),
		cmocka_unit_test(only_its_secrets_open_it),
		cmocka_unit_test(slips_and_rubbish_are_no_recovery_key),
		cmocka_unit_test(wraps_open_in_their_place_only),
		cmocka_unit_test(the_house_alone_opens_nothing),
		cmocka_unit_test(it_is_open_for_its_cookie_and_for_a_while),
		cmocka_unit_test(closed_is_closed),
		cmocka_unit_test(it_goes_along_when_somebody_proves_who_they_are),
		cmocka_unit_test(entries_are_written_changed_and_removed),
		cmocka_unit_test(there_is_an_end_to_how_many),
		cmocka_unit_test(entries_open_in_their_place_only),
		cmocka_unit_test(one_worker_reads_what_was_shared_while_they_are_theirs),
		cmocka_unit_test(taken_back_is_taken_back),
		cmocka_unit_test(without_a_database_nothing_opens),
	};
	return HOUSE_RUN("private", tests);
}
