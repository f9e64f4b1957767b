/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <pthread.h>
#include <time.h>

#include "clock.h"
#include "crypto_sign_in.h"
#include "permission.h"
#include "session.h"
#include "session.sql.h"
#include "team.h"
#include "test_house.h"

#include "banned.h"

static const unsigned char secret[CRYPTO_TOTP_SECRET_SIZE] = "twelve plus eight by";

/* ---- sessions ---- */

static enum err
add_account(struct db_write *w, struct house *h, void *arg)
{
	struct id id = *(struct id *)arg;
	return account_insert(w, (struct account_insert_in){
	    .id = id, .role = STR("support_worker"), .team = h->team, .email_mac = str_from(id.b, sizeof id.b),
	    .email = STR("x"), .name = STR("x"), .password = STR("x"), .totp = STR("x"), .made = clock_wall() });
}

static struct id
new_account(struct house *h)
{
	struct id id = id_new();
	assert_ok(house_write(h, add_account, &id));
	return id;
}

struct begun {
	struct id account, client, target;
	struct str token;
};

static enum err
begin(struct db_write *w, struct house *h, void *arg)
{
	struct begun *x = arg;
	struct session_new n = { .account = x->account, .method = "password" };
	return session_begin(w, &n, h->arena, &x->token);
}

static enum err
begin_visit(struct db_write *w, struct house *h, void *arg)
{
	struct begun *x = arg;
	return visit_begin(w, x->client, x->target, h->arena, &x->token);
}

struct looked {
	enum err e;
	struct actor actor;
	bool stale;
};

static struct looked
look(struct house *h, struct str token)
{
	struct looked l = { .e = ERR_OK };
	HOUSE_READ(h, r, l.e = session_find(r, token, h->arena, &l.actor, &l.stale));
	return l;
}

static struct looked
look_visit(struct house *h, struct str token)
{
	struct looked l = { .e = ERR_OK };
	HOUSE_READ(h, r, l.e = visit_find(r, token, h->arena, &l.actor, &l.stale));
	return l;
}

static struct begun
new_session(struct house *h)
{
	struct begun x = { .account = new_account(h) };
	assert_ok(house_write(h, begin, &x));
	return x;
}

static struct begun
new_visit(struct house *h)
{
	struct begun x = { .client = house_client(h).client, .target = id_new() };
	assert_ok(house_write(h, begin_visit, &x));
	return x;
}

static void
a_session_is_found_by_its_token(void **state)
{
	struct house *h = *state;
	struct begun one = new_session(h), other = new_session(h);
	struct looked l = look(h, one.token);
	assert_ok(l.e);
	assert_int_equal(l.actor.kind, ACTOR_ACCOUNT);
	assert_int_equal(l.actor.role, ROLE_SUPPORT_WORKER);
	assert_true(id_eq(l.actor.id, one.account));
	assert_true(id_eq(l.actor.team, h->team));
	assert_true(str_eq(l.actor.session, session_hash(one.token, h->arena)));
	assert_false(l.stale);
	assert_true(one.token.n >= 51);
	assert_false(str_eq(one.token, other.token));
	struct str wrong[] = { STR(""), STR_NONE, STR("x"), str_cut(one.token, 1, 99), l.actor.session };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(look(h, wrong[i]).e, ERR_NOT_FOUND);
	assert_int_equal(look_visit(h, one.token).e, ERR_NOT_FOUND);
}

struct dating {
	struct str hash;
	int64_t made, seen;
};

static enum err
date_session(struct db_write *w, struct house *h, void *arg)
{
	const struct dating *x = arg;
	int64_t changed, now = clock_wall();
	(void)h;
	TRY(test_session_made(w, (struct test_session_made_in){
	    .hash = x->hash, .made = now - x->made, .seen = now - x->seen }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
date_visit(struct db_write *w, struct house *h, void *arg)
{
	const struct dating *x = arg;
	int64_t changed, now = clock_wall();
	(void)h;
	TRY(test_visit_made(w, (struct test_visit_made_in){
	    .hash = x->hash, .made = now - x->made, .seen = now - x->seen }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* Ages of beginning and last request, and whether it still stands. */
static const struct {
	int64_t made, seen;
	bool session, visit, stale;
} ages[] = {
	{ CLOCK_MINUTE / 2, CLOCK_MINUTE / 2, true, true, false },
	{ 2 * CLOCK_MINUTE, 2 * CLOCK_MINUTE, true, true, true },
	{ CLOCK_HOUR, 29 * CLOCK_MINUTE, true, true, true },
	{ CLOCK_HOUR, 30 * CLOCK_MINUTE, false, false, true },
	{ 2 * CLOCK_HOUR - CLOCK_MINUTE, 0, true, true, false },
	{ 2 * CLOCK_HOUR, 0, true, false, false },
	{ 12 * CLOCK_HOUR - CLOCK_MINUTE, 0, true, false, false },
	{ 12 * CLOCK_HOUR, 0, false, false, false },
	/* seen in the future: clocks of two machines differ a little, more is a wrong one */
	{ 0, -4 * CLOCK_MINUTE, true, true, false },
	{ 0, -6 * CLOCK_MINUTE, false, false, false },
};

static void
sessions_end(void **state)
{
	struct house *h = *state;
	struct begun s = new_session(h), v = new_visit(h);
	for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
		struct dating x = { session_hash(s.token, h->arena), ages[i].made, ages[i].seen };
		assert_ok(house_write(h, date_session, &x));
		struct looked l = look(h, s.token);
		assert_int_equal(l.e, ages[i].session ? ERR_OK : ERR_NOT_FOUND);
		if (l.e == ERR_OK)
			assert_int_equal(l.stale, ages[i].stale);
		x.hash = session_hash(v.token, h->arena);
		assert_ok(house_write(h, date_visit, &x));
		l = look_visit(h, v.token);
		assert_int_equal(l.e, ages[i].visit ? ERR_OK : ERR_NOT_FOUND);
		if (l.e == ERR_OK)
			assert_int_equal(l.stale, ages[i].stale);
	}
}

static enum err
see(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	TRY(session_seen(w, *(struct str *)arg));
	return visit_seen(w, *(struct str *)arg);
}

static void
being_seen_starts_idleness_again(void **state)
{
	struct house *h = *state;
	struct begun s = new_session(h), v = new_visit(h);
	struct dating x = { session_hash(s.token, h->arena), CLOCK_HOUR, 29 * CLOCK_MINUTE };
	assert_ok(house_write(h, date_session, &x));
	assert_true(look(h, s.token).stale);
	assert_ok(house_write(h, see, &x.hash));
	assert_false(look(h, s.token).stale);
	x.hash = session_hash(v.token, h->arena);
	assert_ok(house_write(h, date_visit, &x));
	assert_true(look_visit(h, v.token).stale);
	assert_ok(house_write(h, see, &x.hash));
	assert_false(look_visit(h, v.token).stale);
}

static enum err
end(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	TRY(session_end(w, *(struct str *)arg));
	return visit_end(w, *(struct str *)arg);
}

static enum err
close_account(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	TRY(test_account_close(
	    w, (struct test_account_close_in){ .id = *(struct id *)arg, .closed = clock_wall() }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static void
what_is_ended_or_closed_is_over(void **state)
{
	struct house *h = *state;
	struct begun s = new_session(h), other = new_session(h), v = new_visit(h);
	assert_ok(house_write(h, end, &s.token));
	assert_int_equal(look(h, s.token).e, ERR_NOT_FOUND);
	assert_ok(look(h, other.token).e);
	assert_ok(house_write(h, close_account, &other.account));
	assert_int_equal(look(h, other.token).e, ERR_NOT_FOUND);
	assert_ok(look_visit(h, v.token).e);
	assert_ok(house_write(h, end, &v.token));
	assert_int_equal(look_visit(h, v.token).e, ERR_NOT_FOUND);
}

static void
a_visit_is_of_its_client(void **state)
{
	struct house *h = *state;
	struct begun v = new_visit(h);
	struct looked l = look_visit(h, v.token);
	assert_ok(l.e);
	assert_int_equal(l.actor.kind, ACTOR_CLIENT);
	assert_int_equal(l.actor.role, ROLE_NONE);
	assert_true(id_eq(l.actor.client, v.client));
	assert_true(id_eq(l.actor.id, v.client));
	assert_true(id_eq(l.actor.target, v.target));
	assert_true(id_is_none(l.actor.team));
	assert_int_equal(look(h, v.token).e, ERR_NOT_FOUND);
}

static void
only_what_is_over_is_cleaned(void **state)
{
	struct house *h = *state;
	struct test_session_count_row before, after;
	struct begun s = new_session(h), idle = new_session(h), v = new_visit(h), old = new_visit(h);
	assert_ok(session_clean(&h->core));
	HOUSE_READ(h, r, assert_ok(test_session_count(r, h->arena, &before)));
	struct dating x = { session_hash(idle.token, h->arena), CLOCK_HOUR, 31 * CLOCK_MINUTE };
	assert_ok(house_write(h, date_session, &x));
	x = (struct dating){ session_hash(old.token, h->arena), 2 * CLOCK_HOUR + CLOCK_MINUTE, 0 };
	assert_ok(house_write(h, date_visit, &x));
	assert_ok(session_clean(&h->core));
	HOUSE_READ(h, r, assert_ok(test_session_count(r, h->arena, &after)));
	assert_int_equal(after.sessions, before.sessions - 1);
	assert_int_equal(after.visits, before.visits - 1);
	assert_ok(look(h, s.token).e);
	assert_ok(look_visit(h, v.token).e);
}

/* ---- accounts ---- */

static struct account_new
somebody(struct house *h, const char *email)
{
	return (struct account_new){
		.role = ROLE_ANALYST, .team = h->team, .email = str_from_z(email), .name = STR("Ana"),
		.password = STR("correct horse"), .totp_secret = str_from(secret, sizeof secret),
	};
}

static enum err
use_proof(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return account_use_proof(w, arg);
}

static enum err
sign_in(struct house *h, const char *email, const char *password, const char *code, struct id *ret_id)
{
	struct account_proof proof;
	TRY(account_verify(
	    &h->core, str_from_z(email), str_from_z(password), str_from_z(code), h->arena, &proof));
	TRY(house_write(h, use_proof, &proof));
	*ret_id = proof.account;
	return ERR_OK;
}

static void
all_three_must_be_right(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "Ana@Example.org");
	struct id id, found = ID_NONE;
	char code[7], other[7];
	assert_ok(account_create(&h->core, &n, &id));
	crypto_totp_code(secret, clock_wall(), code);
	crypto_totp_code(secret, clock_wall() - CLOCK_HOUR, other);
	assert_int_equal(sign_in(h, "ana@example.org", "wrong horse", code, &found), ERR_NOT_FOUND);
	assert_int_equal(sign_in(h, "ana@example.org", "correct horse", other, &found), ERR_NOT_FOUND);
	assert_int_equal(sign_in(h, "ana@example.org", "correct horse", "", &found), ERR_NOT_FOUND);
	assert_int_equal(sign_in(h, "bea@example.org", "correct horse", code, &found), ERR_NOT_FOUND);
	assert_int_equal(sign_in(h, "ana@example.org", "", code, &found), ERR_NOT_FOUND);
	assert_true(id_is_none(found));
	/* a code of a wrong try is not used up */
	crypto_totp_code(secret, clock_wall(), code);
	assert_ok(sign_in(h, " ANA@example.ORG ", "correct horse", code, &found));
	assert_true(id_eq(found, id));
	assert_int_equal(sign_in(h, "ana@example.org", "correct horse", code, &found), ERR_NOT_FOUND);
}

/* Two who were right with the same code at the same moment: one of them comes in. */
static void
a_code_is_used_once(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "gerda@example.org");
	struct account_proof first, second;
	struct id id;
	char code[7];
	assert_ok(account_create(&h->core, &n, &id));
	crypto_totp_code(secret, clock_wall(), code);
	assert_ok(account_verify(&h->core, n.email, n.password, str_from_z(code), h->arena, &first));
	assert_ok(account_verify(&h->core, n.email, n.password, str_from_z(code), h->arena, &second));
	assert_ok(house_write(h, use_proof, &first));
	assert_int_equal(house_write(h, use_proof, &second), ERR_NOT_FOUND);
}

static void
an_address_has_one_account(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "cas@example.org");
	struct id id, again = ID_NONE;
	assert_ok(account_create(&h->core, &n, &id));
	n.email = STR("CAS@example.org");
	assert_int_equal(account_create(&h->core, &n, &again), ERR_CONFLICT);
	assert_true(id_is_none(again));
}

/* A client's account leads to the client, holds no name, and its e-mail opens
 * with the client's own key only. */
static void
a_client_has_one_account(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct account_new n = somebody(h, "hanna@example.org");
	struct begun s = { 0 };
	struct id again = ID_NONE;
	struct str name;
	n.client = fresh.key;
	assert_int_equal(account_create(&h->core, &n, &again), ERR_INVALID);
	n.role = ROLE_CLIENT;
	n.team = ID_NONE;
	assert_ok(account_create(&h->core, &n, &s.account));
	n.email = STR("other@example.org");
	assert_int_equal(account_create(&h->core, &n, &again), ERR_CONFLICT);
	n.client = NULL;
	assert_int_equal(account_create(&h->core, &n, &again), ERR_INVALID);
	assert_true(id_is_none(again));
	assert_ok(house_write(h, begin, &s));
	struct looked l = look(h, s.token);
	assert_ok(l.e);
	assert_int_equal(l.actor.kind, ACTOR_CLIENT);
	assert_int_equal(l.actor.role, ROLE_CLIENT);
	assert_true(id_eq(l.actor.id, fresh.client));
	assert_true(id_eq(l.actor.client, fresh.client));
	assert_true(id_eq(l.actor.account, s.account));
	assert_true(id_is_none(l.actor.team));
	assert_true(id_is_none(l.actor.target));
	HOUSE_READ(h, r, assert_ok(account_name(&h->core, r, s.account, h->arena, &name)));
	assert_str(name, "");
}

struct bare {
	const struct vault_key *client;
	struct id account;
};

static enum err
put_bare(struct db_write *w, struct house *h, void *arg)
{
	struct bare *b = arg;
	return account_put_bare(&h->core, w, b->client, h->arena, &b->account);
}

static enum err
give_password(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	const struct bare *b = arg;
	return account_change_password(w, b->account, STR("hash"));
}

static enum err
give_app(struct db_write *w, struct house *h, void *arg)
{
	const struct bare *b = arg;
	return account_change_app(&h->core, w, b->account, STR("12345678901234567890"), 0, h->arena);
}

/* An account that is entered elsewhere only has no password, and is given none. */
static void
a_bare_account_has_no_password(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct bare b = { .client = fresh.key };
	struct account_proof proof;
	bool has = true;
	assert_ok(house_write(h, put_bare, &b));
	HOUSE_READ(h, r, assert_ok(account_has_password(r, b.account, h->arena, &has)));
	assert_false(has);
	assert_int_equal(house_write(h, give_password, &b), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, give_app, &b), ERR_NOT_FOUND);
	assert_int_equal(
	    account_verify_again(&h->core, b.account, STR(""), STR("000000"), h->arena, &proof), ERR_NOT_FOUND);
	assert_int_equal(account_verify(&h->core, STR(""), STR(""), STR(""), h->arena, &proof), ERR_NOT_FOUND);
	struct id first = b.account;
	assert_int_equal(house_write(h, put_bare, &b), ERR_CONFLICT);
	assert_true(id_eq(b.account, first));
	HOUSE_READ(h, r, assert_int_equal(account_has_password(r, id_new(), h->arena, &has), ERR_NOT_FOUND));
}

static enum err
put_ways(struct db_write *w, struct house *h, void *arg)
{
	struct begun *s = arg;
	struct actor client;
	bool stale;
	struct id passkey = id_new(), identity = id_new();
	int64_t now = clock_wall();
	TRY(test_passkey_put(w, (struct test_passkey_put_in){ .id = passkey, .account = s->account,
	    .credential = str_from(passkey.b, sizeof passkey.b), .name = STR("name"), .made = now }));
	TRY(test_identity_put(w, (struct test_identity_put_in){ .id = identity, .account = s->account,
	    .mac = str_from(identity.b, sizeof identity.b), .made = now }));
	struct session_new n = { .account = s->account, .method = "password" };
	TRY(session_begin(w, &n, h->arena, &s->token));
	TRY(session_find(db_reading(w), s->token, h->arena, &client, &stale));
	return visit_begin(w, client.client, client.client, h->arena, &s->token);
}

static enum err
open_anew(struct db_write *w, struct house *h, void *arg)
{
	return account_open_anew(&h->core, w, arg, h->arena);
}

/* Nothing that led into it before does any more. */
static void
an_account_is_opened_anew(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct account_new n = somebody(h, "willem@example.org"), taken = somebody(h, "taken@example.org");
	struct begun s = { 0 };
	struct id id;
	struct account_proof proof;
	struct test_account_ways_row ways;
	struct actor actor;
	bool stale;
	char code[7];
	n.role = ROLE_CLIENT;
	n.team = ID_NONE;
	n.client = fresh.key;
	assert_ok(account_create(&h->core, &n, &s.account));
	assert_ok(account_create(&h->core, &taken, &id));
	assert_ok(house_write(h, put_ways, &s));
	struct account_anew a = {
		.account = s.account, .client = fresh.key, .email = STR("wil@example.org"),
		.totp_secret = n.totp_secret,
	};
	assert_ok(account_hash_password(STR("wolk lamp trein"), h->arena, &a.hash));
	assert_ok(house_write(h, open_anew, &a));
	HOUSE_READ(h, r, assert_ok(test_account_ways(
	    r, (struct test_account_ways_in){ .account = s.account }, h->arena, &ways)));
	assert_int_equal(ways.sessions + ways.passkeys + ways.identities, 0);
	HOUSE_READ(h, r, assert_int_equal(visit_find(r, s.token, h->arena, &actor, &stale), ERR_NOT_FOUND));
	crypto_totp_code(secret, clock_wall(), code);
	struct str app = str_from_z(code), password = STR("wolk lamp trein");
	assert_int_equal(account_verify(&h->core, n.email, n.password, app, h->arena, &proof), ERR_NOT_FOUND);
	assert_ok(account_verify(&h->core, a.email, password, app, h->arena, &proof));
	/* the same address stays its own; another's leads where it led */
	assert_ok(house_write(h, open_anew, &a));
	assert_ok(account_verify(&h->core, a.email, password, app, h->arena, &proof));
	assert_true(id_eq(proof.account, s.account));
	a.email = taken.email;
	assert_ok(house_write(h, open_anew, &a));
	assert_int_equal(account_verify(&h->core, a.email, password, app, h->arena, &proof), ERR_NOT_FOUND);
	a.client = other.key;
	assert_int_equal(house_write(h, open_anew, &a), ERR_NOT_FOUND);
}

static void
a_closed_account_does_not_sign_in(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "dirk@example.org");
	struct begun s, other = new_session(h);
	struct id id, found;
	char code[7];
	assert_ok(account_create(&h->core, &n, &id));
	s.account = id;
	assert_ok(house_write(h, begin, &s));
	assert_ok(look(h, s.token).e);
	assert_ok(account_close(&h->core, STR(" Dirk@example.org")));
	assert_int_equal(look(h, s.token).e, ERR_NOT_FOUND);
	assert_ok(look(h, other.token).e);
	assert_int_equal(account_close(&h->core, STR("dirk@example.org")), ERR_NOT_FOUND);
	assert_int_equal(account_close(&h->core, STR("nobody@example.org")), ERR_NOT_FOUND);
	crypto_totp_code(secret, clock_wall(), code);
	assert_int_equal(sign_in(h, "dirk@example.org", "correct horse", code, &found), ERR_NOT_FOUND);
}

static void
without_a_database_nobody_comes_in(void **state)
{
	struct house *h = *state;
	struct core away = house_without_tables(h);
	struct account_new n = somebody(h, "fien@example.org");
	struct account_proof proof;
	struct id id = ID_NONE;
	struct actor actor;
	struct db_read *r;
	bool stale;
	assert_int_equal(account_create(&away, &n, &id), ERR_INTERNAL);
	assert_int_equal(account_verify(&away, n.email, n.password, STR("1"), h->arena, &proof), ERR_INTERNAL);
	assert_int_equal(account_close(&away, n.email), ERR_INTERNAL);
	assert_int_equal(session_clean(&away), ERR_INTERNAL);
	assert_ok(db_read_begin(away.db, &r));
	assert_int_equal(session_find(r, STR("token"), h->arena, &actor, &stale), ERR_INTERNAL);
	assert_int_equal(visit_find(r, STR("token"), h->arena, &actor, &stale), ERR_INTERNAL);
	db_read_end(r);
	db_close(away.db);
	assert_true(id_is_none(id));
}

static void *
guess(void *arg)
{
	struct house *h = arg;
	struct arena *a = arena_new();
	struct account_proof proof;
	enum err e = account_verify(&h->core, STR("gast@example.org"), STR("guess"), STR("000000"), a, &proof);
	arena_free(a);
	return e == ERR_NOT_FOUND ? arg : NULL;
}

/* Two passwords at once; the others wait and get their answer all the same. */
static void
many_guesses_take_turns(void **state)
{
	pthread_t thread[6];
	for (int i = 0; i < 6; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, guess, *state), 0);
	for (int i = 0; i < 6; i++) {
		void *refused = NULL;
		pthread_join(thread[i], &refused);
		assert_non_null(refused);
	}
}

static int64_t
cpu_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* As much work for an address that nobody has: the password's hash is most of it. */
static void
time_does_not_tell_who_has_an_account(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "eva@example.org");
	struct id id;
	assert_ok(account_create(&h->core, &n, &id));
	int64_t start = cpu_us();
	assert_int_equal(sign_in(h, "eva@example.org", "wrong horse", "000000", &id), ERR_NOT_FOUND);
	int64_t known = cpu_us() - start;
	start = cpu_us();
	assert_int_equal(sign_in(h, "nobody@example.org", "wrong horse", "000000", &id), ERR_NOT_FOUND);
	int64_t unknown = cpu_us() - start;
	assert_true(unknown * 3 > known && known * 3 > unknown);
}

static enum err
end_one(struct db_write *w, struct house *h, void *arg)
{
	struct looked *l = arg;
	struct session_list list;
	TRY(session_list(db_reading(w), &l->actor, h->arena, &list));
	for (size_t i = 0; i < list.n; i++)
		if (!list.v[i].current)
			return session_end_one(w, &l->actor, list.v[i].key, h->arena);
	return session_end_one(w, &l->actor, STR("nothing"), h->arena);
}

static enum err
end_others(struct db_write *w, struct house *h, void *arg)
{
	struct looked *l = arg;
	(void)h;
	return session_end_others(w, &l->actor);
}

/* One's own sessions are seen and ended, and nobody else's. */
static void
people_end_their_own_sessions(void **state)
{
	struct house *h = *state;
	struct begun here = new_session(h), foreign = new_session(h), there[2] = { here, here };
	struct session_list list;
	for (size_t i = 0; i < 2; i++)
		assert_ok(house_write(h, begin, &there[i]));
	struct looked l = look(h, here.token);
	HOUSE_READ(h, r, assert_ok(session_list(r, &l.actor, h->arena, &list)));
	assert_int_equal(list.n, 3);
	size_t current = 0;
	for (size_t i = 0; i < list.n; i++) {
		current += list.v[i].current;
		assert_str(list.v[i].method, "password");
	}
	assert_int_equal(current, 1);
	assert_ok(house_write(h, end_one, &l));
	HOUSE_READ(h, r, assert_ok(session_list(r, &l.actor, h->arena, &list)));
	assert_int_equal(list.n, 2);
	assert_ok(house_write(h, end_others, &l));
	assert_int_equal(house_write(h, end_one, &l), ERR_NOT_FOUND);
	assert_ok(look(h, here.token).e);
	assert_ok(look(h, foreign.token).e);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(look(h, there[i].token).e, ERR_NOT_FOUND);
}

static void
proof_grows_old(void **state)
{
	static const struct {
		int64_t ago;
		bool lately;
	} proofs[] = {
		{ 0, true }, { 4 * CLOCK_MINUTE, true }, { 5 * CLOCK_MINUTE, false }, { CLOCK_HOUR, false },
		{ -4 * CLOCK_MINUTE, true }, { -6 * CLOCK_MINUTE, false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++) {
		struct actor actor = { .proved = clock_wall() - proofs[i].ago };
		assert_int_equal(session_proved_lately(&actor), proofs[i].lately);
	}
	assert_false(session_proved_lately(&(struct actor){ .kind = ACTOR_CLIENT }));
}

/* Asked once more: the same three things, of the account that is signed in. */
static void
who_is_in_proves_it_once_more(void **state)
{
	struct house *h = *state;
	struct account_new n = somebody(h, "iris@example.org");
	struct account_proof proof;
	struct id id;
	char code[7];
	assert_ok(account_create(&h->core, &n, &id));
	crypto_totp_code(secret, clock_wall(), code);
	struct str good = str_from_z(code);
	assert_int_equal(
	    account_verify_again(&h->core, id, STR("wrong"), good, h->arena, &proof), ERR_NOT_FOUND);
	assert_int_equal(
	    account_verify_again(&h->core, id, n.password, STR("1"), h->arena, &proof), ERR_NOT_FOUND);
	assert_int_equal(
	    account_verify_again(&h->core, id_new(), n.password, good, h->arena, &proof), ERR_NOT_FOUND);
	assert_ok(account_verify_again(&h->core, id, n.password, good, h->arena, &proof));
	assert_true(id_eq(proof.account, id));
}

/* ---- roles and teams ---- */

static void
roles_have_their_rights(void **state)
{
	static const struct {
		enum role role;
		bool signed_in, work, figures, content;
	} rights[] = {
		{ ROLE_NONE, false, false, false, false }, { ROLE_SUPPORT_WORKER, true, true, false, false },
		{ ROLE_ANALYST, true, false, true, false }, { ROLE_ADMINISTRATOR, true, false, false, false },
		{ ROLE_PRIVACY_OFFICER, true, false, false, false }, { ROLE_EDITOR, true, false, false, true },
		{ ROLE_CLIENT, false, false, false, false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++) {
		enum role role = rights[i].role;
		assert_int_equal(permission_has(role, PERM_SIGNED_IN), rights[i].signed_in);
		assert_int_equal(permission_has(role, PERM_CLIENT), role == ROLE_CLIENT);
		assert_int_equal(permission_has(role, PERM_ACCOUNT), role != ROLE_NONE);
		assert_int_equal(permission_has(role, PERM_WORK), rights[i].work);
		assert_int_equal(permission_has(role, PERM_FIGURES), rights[i].figures);
		assert_int_equal(permission_has(role, PERM_CONTENT), rights[i].content);
		assert_int_equal(permission_has(role, PERM_DIRECTORY), rights[i].content);
		assert_false(permission_has(role, PERM_MISSING));
		assert_false(permission_has(role, PERM_WELCOME));
		assert_false(permission_has(role, PERM_PARTNER));
		assert_int_equal(role_parse(str_from_z(role_name(role))), role);
	}
	assert_string_equal(role_home(ROLE_SUPPORT_WORKER), "/work");
	assert_string_equal(role_home(ROLE_ANALYST), "/figures");
	assert_string_equal(role_home(ROLE_EDITOR), "/editor");
	assert_string_equal(role_home(ROLE_ADMINISTRATOR), "/staff");
	assert_string_equal(role_home(ROLE_PRIVACY_OFFICER), "/questions");
	assert_string_equal(role_home(ROLE_NONE), "/");
	assert_int_equal(role_parse(STR("boss")), ROLE_NONE);
	assert_int_equal(role_parse(STR("none")), ROLE_NONE);
	assert_int_equal(role_parse(STR_NONE), ROLE_NONE);
	assert_string_equal(actor_kind_name(ACTOR_NOBODY), "nobody");
	assert_string_equal(actor_kind_name(ACTOR_JOB), "job");
}

static void
teams_are_made_once(void **state)
{
	struct house *h = *state;
	struct id one, two, first, arrivals;
	assert_ok(team_get_or_make(&h->core, STR("Aan zee"), &one));
	assert_ok(team_get_or_make(&h->core, STR("Aan zee"), &two));
	assert_true(id_eq(one, two));
	assert_ok(team_make_first(&h->core, STR("Nog een"), &first));
	HOUSE_READ(h, r, assert_ok(team_of_arrivals(r, h->arena, &arrivals)));
	assert_true(id_eq(first, one));
	assert_true(id_eq(arrivals, one));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_is_found_by_its_token),
		cmocka_unit_test(sessions_end),
		cmocka_unit_test(being_seen_starts_idleness_again),
		cmocka_unit_test(what_is_ended_or_closed_is_over),
		cmocka_unit_test(a_visit_is_of_its_client),
		cmocka_unit_test(only_what_is_over_is_cleaned),
		cmocka_unit_test(all_three_must_be_right),
		cmocka_unit_test(a_code_is_used_once),
		cmocka_unit_test(an_address_has_one_account),
		cmocka_unit_test(a_client_has_one_account),
		cmocka_unit_test(a_bare_account_has_no_password),
		cmocka_unit_test(an_account_is_opened_anew),
		cmocka_unit_test(a_closed_account_does_not_sign_in),
		cmocka_unit_test(without_a_database_nobody_comes_in),
		cmocka_unit_test(many_guesses_take_turns),
		cmocka_unit_test(time_does_not_tell_who_has_an_account),
		cmocka_unit_test(people_end_their_own_sessions),
		cmocka_unit_test(proof_grows_old),
		cmocka_unit_test(who_is_in_proves_it_once_more),
		cmocka_unit_test(roles_have_their_rights),
		cmocka_unit_test(teams_are_made_once),
	};
	return HOUSE_RUN("session", tests);
}
