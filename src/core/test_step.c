/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Of everything that lets people in or data out, each step fails once: the
 * first query, the second, a call of the key process, the hash of a password.
 * Whatever fails, the whole must say so: nobody comes in half.
 *
 * The linker puts the functions below before those of db, keyd and crypto
 * (--wrap, see meson.build).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "clock.h"
#include "crypto.h"
#include "crypto_sign_in.h"
#include "db_query.h"
#include "enter.h"
#include "keyd_client.h"
#include "recovery_code.h"
#include "session.sql.h"
#include "session.h"
#include "test_house.h"
#include "vault_cache.h"

#include "banned.h"

#define SECRET STR("12345678901234567890") /* 20 bytes */
#define STEPS_MAX 100
#define PASSWORD STR("tulp regen fietsbel")
/* Of that password, with less memory than ours: there are many tries. */
#define HASH STR("$argon2id$v=19$m=8,t=1,p=1$me7wGXlTnTSxN9Hhn59N6w$Uas9b1SPMjfthQ/ZRsp0nZq2+rT22XMdxf4uDcwg5GY")

/* ---- what fails ---- */

/* 0: nothing does; 1: the next. Atomic, as writes run in a thread of the database. */
static _Atomic int countdown;
static _Atomic int fault = ERR_INTERNAL;

static bool
fails(void)
{
	if (atomic_load(&countdown) == 0)
		return false;
	return atomic_fetch_sub(&countdown, 1) == 1;
}

#define WRAP(NAME, PARAMETERS, ARGUMENTS) \
	enum err __real_##NAME PARAMETERS; \
	enum err __wrap_##NAME PARAMETERS; \
	enum err __wrap_##NAME PARAMETERS \
	{ \
		return fails() ? (enum err)atomic_load(&fault) : __real_##NAME ARGUMENTS; \
	}

WRAP(db_execute, (struct db_write *w, const struct db_query *q, const struct db_value *in, int64_t *ret_changed),
    (w, q, in, ret_changed))
WRAP(db_cursor_open,
    (struct db_read *r, const struct db_query *q, const struct db_value *in, struct db_cursor **ret_cursor),
    (r, q, in, ret_cursor))
WRAP(db_read_begin, (struct db *db, struct db_read **ret_read), (db, ret_read))
WRAP(keyd_wrap, (struct keyd *k, const struct id *client, uint32_t n, struct keyd_made *ret_made),
    (k, client, n, ret_made))
WRAP(keyd_unwrap,
    (struct keyd *k, struct id actor, uint32_t purpose, const struct keyd_item *item, uint32_t n,
	struct crypto_key *ret_key),
    (k, actor, purpose, item, n, ret_key))
WRAP(keyd_class_key, (struct keyd *k, enum keyd_class which, struct crypto_key *ret_key), (k, which, ret_key))
WRAP(keyd_chain,
    (struct keyd *k, const struct keyd_hash *head, const struct keyd_hash *record, uint32_t n,
	struct keyd_hash *ret_head),
    (k, head, record, n, ret_head))
WRAP(crypto_password_hash, (struct str password, struct arena *a, struct str *ret_hash), (password, a, ret_hash))
WRAP(crypto_password_verify, (struct str hash, struct str password), (hash, password))

static _Atomic int64_t later; /* ms, on the clock that only goes forward */

int64_t __real_clock_mono(void);
int64_t __wrap_clock_mono(void);
int64_t
__wrap_clock_mono(void)
{
	return __real_clock_mono() + atomic_load(&later);
}

/* ---- what is tried ---- */

/* Made anew before each try. */
struct stage {
	struct house *h;
	struct vault_fresh fresh, other; /* the other has no account */
	struct id account; /* the client's */
	struct str email, token, paper; /* of a session; a recovery code */
	struct actor actor;
	const struct access_grant *grant;
	enum err (*run)(struct stage *s, struct db_write *w);
};

typedef enum err step_fn(struct stage *s, struct db_write *w);

static enum err
furnish(struct db_write *w, struct house *h, void *arg)
{
	struct stage *s = arg;
	struct account_new who = {
		.role = ROLE_CLIENT, .client = s->fresh.key, .email = s->email, .totp_secret = SECRET,
	};
	struct session_new n = { .method = "password" };
	struct str codes[RECOVERY_CODES];
	bool stale;
	TRY(account_put(&h->core, w, &who, HASH, h->arena, &s->account));
	n.account = s->account;
	TRY(recovery_code_make(w, h->core.vault, s->account, h->arena, codes));
	s->paper = codes[0];
	TRY(session_begin(w, &n, h->arena, &s->token));
	return session_find(db_reading(w), s->token, h->arena, &s->actor, &stale);
}

static struct stage
stage(struct house *h, step_fn *run)
{
	struct stage s = { .h = h, .fresh = house_client(h), .other = house_client(h), .run = run };
	s.email = str_printf(h->arena, "%.*s@example.org", STR_ARG(id_text(s.fresh.client, h->arena)));
	assert_ok(house_write(h, furnish, &s));
	/* one record to seal */
	assert_ok(access_seal(&h->core));
	s.grant = house_grant(h, s.fresh.client);
	return s;
}

static enum err
in_write(struct db_write *w, struct house *h, void *arg)
{
	struct stage *s = arg;
	(void)h;
	return s->run(s, w);
}

/* Runs it with the first step failing, then the second, until none fails any more; how many there are. */
static int
each_step_fails(struct house *h, step_fn *run, bool writes)
{
	for (int k = 1; k < STEPS_MAX; k++) {
		struct stage s = stage(h, run);
		atomic_store(&countdown, k);
		enum err e = writes ? house_write(h, in_write, &s) : run(&s, NULL);
		bool met = atomic_exchange(&countdown, 0) == 0;
		if (!met) {
			assert_ok(e);
			return k - 1;
		}
		assert_int_equal(e, atomic_load(&fault));
	}
	fail_msg("more than %d steps", STEPS_MAX);
	return 0;
}

/* ---- sessions and accounts ---- */

static enum err
begin_session(struct stage *s, struct db_write *w)
{
	struct session_new n = { .account = s->account, .method = "password" };
	return session_begin(w, &n, s->h->arena, &s->token);
}

static enum err
find_session(struct stage *s, struct db_write *w)
{
	bool stale;
	return session_find(db_reading(w), s->token, s->h->arena, &s->actor, &stale);
}

static enum err
end_session(struct stage *s, struct db_write *w)
{
	struct session_list list;
	TRY(session_list(db_reading(w), &s->actor, s->h->arena, &list));
	TRY(session_end_one(w, &s->actor, list.v[0].key, s->h->arena));
	return session_end_others(w, &s->actor);
}

static enum err
begin_visit(struct stage *s, struct db_write *w)
{
	struct str token;
	bool stale;
	TRY(visit_begin(w, s->fresh.client, s->fresh.client, s->h->arena, &token));
	TRY(visit_find(db_reading(w), token, s->h->arena, &s->actor, &stale));
	return visit_end(w, token);
}

static enum err
clean(struct stage *s, struct db_write *w)
{
	(void)w;
	return session_clean(&s->h->core);
}

static enum err
create_account(struct stage *s, struct db_write *w)
{
	struct account_new n = {
		.role = ROLE_ANALYST, .team = s->h->team, .email = str_printf(s->h->arena, "x%.*s", STR_ARG(s->email)),
		.name = STR("Noor"), .password = PASSWORD, .totp_secret = SECRET,
	};
	struct id id;
	(void)w;
	return account_create(&s->h->core, &n, &id);
}

static enum err
put_account_quietly(struct stage *s, struct db_write *w)
{
	struct account_new n = {
		.role = ROLE_ANALYST, .team = s->h->team, .email = s->email, .name = STR("Noor"),
		.totp_secret = SECRET,
	};
	struct str name;
	struct id id;
	TRY(account_put_quietly(&s->h->core, w, &n, STR("hash"), s->h->arena, &id));
	TRY(account_client_has(db_reading(w), s->fresh.client, s->h->arena));
	return account_name(&s->h->core, db_reading(w), id, s->h->arena, &name);
}

static enum err
put_account_bare(struct stage *s, struct db_write *w)
{
	struct id id;
	bool has = true;
	TRY(account_put_bare(&s->h->core, w, s->other.key, s->h->arena, &id));
	TRY(account_has_password(db_reading(w), id, s->h->arena, &has));
	assert_false(has);
	return ERR_OK;
}

static enum err
open_anew(struct stage *s, struct db_write *w)
{
	struct account_anew n = {
		.account = s->account, .client = s->fresh.key, .email = s->email, .hash = STR("hash"),
		.totp_secret = SECRET,
	};
	return account_open_anew(&s->h->core, w, &n, s->h->arena);
}

static enum err
verify(struct stage *s, struct db_write *w)
{
	struct account_proof proof;
	(void)w;
	return account_verify(&s->h->core, s->email, PASSWORD, s->paper, s->h->arena, &proof);
}

static enum err
verify_again(struct stage *s, struct db_write *w)
{
	struct account_proof proof;
	(void)w;
	return account_verify_again(&s->h->core, s->account, PASSWORD, s->paper, s->h->arena, &proof);
}

static enum err
use_proofs(struct stage *s, struct db_write *w)
{
	struct account_proof paper = { .account = s->account };
	struct account_proof app = { .account = s->account, .step = 7 };
	int64_t left;
	TRY(recovery_code_find(&s->h->core, s->account, s->paper, s->h->arena, &paper.recovery));
	TRY(account_use_proof(w, &paper));
	TRY(account_use_proof(w, &app));
	TRY(recovery_code_left(db_reading(w), s->account, s->h->arena, &left));
	assert_int_equal(left, RECOVERY_CODES - 1);
	TRY(account_change_password(w, s->account, STR("hash")));
	return account_change_app(&s->h->core, w, s->account, STR("09876543210987654321"), 8, s->h->arena);
}

static enum err
make_codes(struct stage *s, struct db_write *w)
{
	struct str codes[RECOVERY_CODES];
	return recovery_code_make(w, s->h->core.vault, s->account, s->h->arena, codes);
}

static struct web *
asking(struct stage *s, struct db_write *w)
{
	struct web *web = house_web(s->h);
	web->w = w;
	web->r = db_reading(w);
	return web;
}

static enum err
come_in(struct stage *s, struct db_write *w)
{
	struct web *web = asking(s, w);
	house_add_header(web, "Cookie", str_printf(s->h->arena, SESSION_COOKIE "=%.*s", STR_ARG(s->token)));
	return enter(web, s->account, "password");
}

/* Without a session before, and on to where they were. */
static enum err
come_back(struct stage *s, struct db_write *w)
{
	struct web *web = asking(s, w);
	house_add_field(web, "next", STR("/account"));
	return enter(web, s->account, "password");
}

static enum err
close_account(struct stage *s, struct db_write *w)
{
	(void)w;
	return account_close(&s->h->core, s->email);
}

static void
nobody_comes_in_half(void **state)
{
	struct house *h = *state;
	assert_int_equal(each_step_fails(h, begin_session, true), 2);
	assert_true(each_step_fails(h, find_session, true) >= 2);
	assert_true(each_step_fails(h, end_session, true) >= 4);
	assert_true(each_step_fails(h, begin_visit, true) >= 3);
	assert_true(each_step_fails(h, clean, false) >= 2);
	assert_true(each_step_fails(h, close_account, false) >= 3);
	assert_true(each_step_fails(h, come_in, true) >= 4);
	assert_true(each_step_fails(h, come_back, true) >= 3);
}

static void
no_account_is_made_or_proved_half(void **state)
{
	struct house *h = *state;
	assert_int_equal(each_step_fails(h, create_account, false), 2);
	assert_true(each_step_fails(h, put_account_quietly, true) >= 4);
	assert_int_equal(each_step_fails(h, put_account_bare, true), 2);
	assert_int_equal(each_step_fails(h, open_anew, true), 6);
	assert_true(each_step_fails(h, use_proofs, true) >= 6);
	assert_int_equal(each_step_fails(h, make_codes, true), RECOVERY_CODES + 1);
	/* a wrong password is one that is not right: what fails in checking it is told apart */
	atomic_store(&fault, ERR_UNAVAILABLE);
	int first = each_step_fails(h, verify, false), again = each_step_fails(h, verify_again, false);
	atomic_store(&fault, ERR_INTERNAL);
	assert_int_equal(first, 5);
	assert_int_equal(again, 5);
}

/* ---- records and keys ---- */

static struct access_request
looking(const struct stage *s)
{
	return (struct access_request){
		.actor = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .id = s->account, .team = s->h->team,
		    .session = STR("session") },
		.client = s->fresh.client, .part = "dossier", .purpose = "care",
	};
}

static enum err
record(struct stage *s, struct db_write *w)
{
	struct access_request q = looking(s);
	const struct access_grant *grant;
	struct access_scope scope;
	struct str purpose;
	int64_t n;
	TRY(access_in_scope(db_reading(w), &q.actor, q.client, s->h->arena, &scope));
	TRY(access_write(w, &q, s->h->arena, &grant));
	TRY(access_stated(db_reading(w), q.actor.session, q.client, scope.after, s->h->arena, &purpose));
	TRY(access_count(db_reading(w), s->account, q.part, scope.after, s->h->arena, &n));
	return access_granted(db_reading(w), &q, scope.after, s->h->arena, &grant);
}

/* Of another team: nothing, then for an hour. */
static enum err
emergency(struct stage *s, struct db_write *w)
{
	struct access_request q = looking(s);
	struct access_scope scope;
	q.actor.team = id_new();
	enum err e = access_in_scope(db_reading(w), &q.actor, q.client, s->h->arena, &scope);
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(access_begin_emergency(
		&s->h->core, w, &q.actor, q.client, STR("2026-test"), STR("a reason"), s->h->arena));
	return access_in_scope(db_reading(w), &q.actor, q.client, s->h->arena, &scope);
}

static enum err
seal(struct stage *s, struct db_write *w)
{
	(void)w;
	return access_seal(&s->h->core);
}

static enum err
verify_chain(struct stage *s, struct db_write *w)
{
	int64_t checked;
	struct access_fault found;
	(void)w;
	return access_verify(&s->h->core, s->h->arena, &checked, &found);
}

static enum err
make_client(struct stage *s, struct db_write *w)
{
	struct vault_fresh fresh;
	TRY(vault_make(s->h->core.vault, s->h->arena, &fresh, 1));
	return vault_store(w, &fresh, s->h->team, STR("nl"));
}

static enum err
open_client(struct stage *s, struct db_write *w)
{
	const struct vault_key *key;
	return vault_open(s->h->core.vault, db_reading(w), s->fresh.client, s->grant, s->h->arena, &key);
}

static enum err
start_vault(struct stage *s, struct db_write *w)
{
	struct vault *v;
	struct str dir = str_printf(s->h->arena, "%s/keys-%.*s", s->h->database.folder, STR_ARG(s->token));
	(void)w;
	assert_int_equal(mkdir(dir.p, 0700), 0);
	TRY(vault_new(NULL, dir.p, &v));
	vault_free(v);
	return ERR_OK;
}

static void
nothing_opens_half(void **state)
{
	struct house *h = *state;
	assert_true(each_step_fails(h, record, true) >= 3);
	assert_true(each_step_fails(h, emergency, true) >= 5);
	assert_true(each_step_fails(h, seal, false) >= 5);
	assert_true(each_step_fails(h, verify_chain, false) >= 3);
	assert_int_equal(each_step_fails(h, make_client, true), 4);
	assert_int_equal(each_step_fails(h, open_client, true), 2);
	assert_int_equal(each_step_fails(h, start_vault, false), 5);
}

/* ---- and what is over ---- */

static void
a_key_that_rests_is_forgotten(void **state)
{
	struct vault_cache *c = vault_cache_new();
	struct crypto_key key, got;
	struct id actor = id_new(), rested = id_new(), used = id_new();
	(void)state;
	crypto_key_random(&key);
	vault_cache_put(c, actor, rested, &key);
	atomic_store(&later, 4 * CLOCK_MINUTE);
	vault_cache_put(c, actor, used, &key);
	atomic_store(&later, 6 * CLOCK_MINUTE);
	assert_false(vault_cache_get(c, actor, rested, &got));
	assert_true(vault_cache_get(c, actor, used, &got));
	vault_cache_sweep(c);
	atomic_store(&later, 0); /* what was only overlooked would be found again */
	assert_false(vault_cache_get(c, actor, rested, &got));
	assert_true(vault_cache_get(c, actor, used, &got));
	vault_cache_free(c);
}

/* An app's secret that was moved there from another account opens nothing. */
static enum err
swap_apps(struct db_write *w, struct house *h, void *arg)
{
	const struct stage *s = arg;
	struct account_set_totp_in in = {
		.id = s->account,
		.totp = vault_seal_staff(h->core.vault, SEALED_ACCOUNT_TOTP, s->fresh.client, SECRET, h->arena),
	};
	int64_t changed;
	return account_set_totp(w, in, &changed);
}

static void
an_app_that_was_moved_lets_nobody_in(void **state)
{
	struct house *h = *state;
	struct stage s = stage(h, NULL);
	struct account_proof proof;
	char code[7];
	crypto_totp_code((const unsigned char *)SECRET.p, clock_wall(), code);
	assert_ok(account_verify(&h->core, s.email, PASSWORD, str_from_z(code), h->arena, &proof));
	assert_ok(house_write(h, swap_apps, &s));
	assert_int_not_equal(
	    account_verify(&h->core, s.email, PASSWORD, str_from_z(code), h->arena, &proof), ERR_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_comes_in_half),
		cmocka_unit_test(no_account_is_made_or_proved_half),
		cmocka_unit_test(nothing_opens_half),
		cmocka_unit_test(a_key_that_rests_is_forgotten),
		cmocka_unit_test(an_app_that_was_moved_lets_nobody_in),
	};
	return HOUSE_RUN("core/step", tests);
}
