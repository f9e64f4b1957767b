/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "access.sql.h"
#include "clock.h"
#include "session.sql.h"
#include "assignment.h"
#include "session.h"
#include "test_house.h"

#include "banned.h"

/* ---- one look, one record ---- */

static struct access_request
request(struct str session, struct id client, const char *part)
{
	return (struct access_request){
		.actor = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .id = id_new(), .session = session },
		.client = client, .part = part, .purpose = "care",
	};
}

static enum err
granted(struct house *h, const struct access_request *q)
{
	const struct access_grant *grant;
	enum err e;
	HOUSE_READ(h, r, e = access_granted(r, q, 0, h->arena, &grant));
	return e;
}

static void
the_same_look_is_one_record(void **state)
{
	struct house *h = *state;
	const struct access_grant *grant;
	struct id client = id_new();
	struct access_request q = request(STR("session one"), client, "dossier"), other = q;
	assert_int_equal(granted(h, &q), ERR_NOT_FOUND);
	assert_ok(house_record(h, &q, &grant));
	assert_ok(granted(h, &q));
	other.actor.session = STR("session two");
	assert_int_equal(granted(h, &other), ERR_NOT_FOUND);
	other = q;
	other.part = "address";
	assert_int_equal(granted(h, &other), ERR_NOT_FOUND);
	other = q;
	other.client = id_new();
	assert_int_equal(granted(h, &other), ERR_NOT_FOUND);
}

struct earlier {
	struct id client;
	int64_t made;
	bool emergency;
};

static enum err
look_earlier(struct db_write *w, struct house *h, void *arg)
{
	const struct earlier *x = arg;
	(void)h;
	return access_record_insert(w, (struct access_record_insert_in){
	    .id = id_new(), .made = x->made, .actor = id_new(), .actor_kind = STR("support_worker"),
	    .session = STR("session"), .client = x->client, .part = STR("dossier"), .purpose = STR("care"),
	    .emergency = x->emergency });
}

static void
a_look_lasts_ten_minutes(void **state)
{
	struct house *h = *state;
	struct earlier just = { .client = id_new(), .made = clock_wall() - 9 * CLOCK_MINUTE };
	struct earlier past = { .client = id_new(), .made = clock_wall() - 10 * CLOCK_MINUTE - 1 };
	assert_ok(house_write(h, look_earlier, &just));
	assert_ok(house_write(h, look_earlier, &past));
	struct access_request q = request(STR("session"), just.client, "dossier");
	assert_ok(granted(h, &q));
	q.client = past.client;
	assert_int_equal(granted(h, &q), ERR_NOT_FOUND);
}

static void
a_grant_is_for_its_clients(void **state)
{
	struct house *h = *state;
	const struct access_grant *grant;
	struct id a = id_new(), b = id_new(), c = id_new();
	struct id list[] = { b, c };
	struct access_request q = request(STR("session"), a, "dossier");
	assert_ok(house_record(h, &q, &grant));
	assert_true(access_allows(grant, a));
	assert_false(access_allows(grant, b));
	assert_false(access_allows(grant, ID_NONE));
	assert_string_equal(access_purpose(grant), "care");
	assert_true(id_eq(access_actor(grant)->id, q.actor.id));
	q = (struct access_request){ .actor = q.actor, .list = list, .list_count = 2, .part = "labels",
	    .purpose = "care" };
	assert_ok(house_record(h, &q, &grant));
	assert_true(access_allows(grant, b));
	assert_true(access_allows(grant, c));
	assert_false(access_allows(grant, a));
	assert_false(access_allows(grant, ID_NONE));
}

/* ---- whose dossiers ---- */

static enum err
add_team(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return team_insert(w, (struct team_insert_in){ .id = *(struct id *)arg, .name = STR("Noord"), .made = 1 });
}

static enum err
in_scope(struct house *h, struct actor actor, struct id client)
{
	enum err e;
	struct access_scope scope;
	HOUSE_READ(h, r, e = access_in_scope(r, &actor, client, h->arena, &scope));
	return e;
}

static void
a_dossier_is_of_its_team(void **state)
{
	struct house *h = *state;
	struct id client = house_client(h).client, other = id_new();
	assert_ok(house_write(h, add_team, &other));
	struct actor worker = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .id = id_new(), .team = h->team };
	assert_ok(in_scope(h, worker, client));
	assert_int_equal(in_scope(h, worker, id_new()), ERR_NOT_FOUND);
	worker.team = other;
	assert_int_equal(in_scope(h, worker, client), ERR_NOT_FOUND);
	worker.team = ID_NONE;
	assert_int_equal(in_scope(h, worker, client), ERR_NOT_FOUND);
}

static void
a_client_sees_their_own(void **state)
{
	struct house *h = *state;
	struct id client = house_client(h).client;
	struct actor actor = { .kind = ACTOR_CLIENT, .id = client, .client = client };
	assert_ok(in_scope(h, actor, client));
	assert_int_equal(in_scope(h, actor, house_client(h).client), ERR_NOT_FOUND);
	static const enum actor_kind others[] = { ACTOR_NOBODY, ACTOR_PARTNER, ACTOR_JOB };
	for (size_t i = 0; i < 3; i++) {
		actor = (struct actor){ .kind = others[i], .id = client, .client = client, .team = h->team };
		assert_int_equal(in_scope(h, actor, client), ERR_NOT_FOUND);
	}
}

/* ---- how a dossier opens ---- */

struct desk {
	struct id client, registration, account, other;
};

static enum err
add_registration(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	return test_registration_add(w, (struct test_registration_add_in){
	    .client = d->client, .id = d->registration, .team = h->team, .sealed = STR("sealed") });
}

static enum err
add_work(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	return test_work_item_add(
		w, (struct test_work_item_add_in){ .client = d->client, .id = id_new(), .team = h->team });
}

static struct id
worker_of(struct house *h, const char *email)
{
	struct id id;
	struct account_new n = {
		.role = ROLE_SUPPORT_WORKER,
		.team = h->team,
		.email = str_printf(h->arena, "%s-%.*s", email, STR_ARG(id_text(id_new(), h->arena))),
		.name = STR("Bo"),
		.password = STR("a sentence of words"),
		.totp_secret = STR("01234567890123456789"),
	};
	assert_ok(account_create(&h->core, &n, &id));
	return id;
}

static struct desk
desk_of(struct house *h)
{
	struct desk d = {
		.client = house_client(h).client,
		.registration = id_new(),
		.account = worker_of(h, "one"),
		.other = worker_of(h, "two"),
	};
	assert_ok(house_write(h, add_registration, &d));
	return d;
}

static enum err
assign(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return assignment_begin(w, &(struct assignment_new){
	    .id = id_new(), .client = d->client, .registration = d->registration, .account = d->account,
	    .by = d->account });
}

static enum err
unassign(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return assignment_end(w, d->client);
}

static enum err
leave(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return assignment_end_all(w, d->account);
}

static struct access_scope
scope_of(struct house *h, struct id account, struct id team, struct id client, enum err wanted)
{
	struct actor worker = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .id = account, .account = account,
		.team = team };
	struct access_scope scope = { .after = -1 };
	enum err e;
	HOUSE_READ(h, r, e = access_in_scope(r, &worker, client, h->arena, &scope));
	assert_int_equal(e, wanted);
	return scope;
}

static void
a_dossier_opens_by_itself_for_whom_it_is_work(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h);
	assert_int_equal(scope_of(h, d.account, h->team, d.client, ERR_OK).way, ACCESS_STATED);
	assert_ok(house_write(h, add_work, &d));
	assert_int_equal(scope_of(h, d.account, h->team, d.client, ERR_OK).way, ACCESS_BY_ITSELF);
	assert_int_equal(scope_of(h, d.other, h->team, d.client, ERR_OK).way, ACCESS_BY_ITSELF);
	assert_ok(house_write(h, assign, &d));
	assert_int_equal(scope_of(h, d.account, h->team, d.client, ERR_OK).way, ACCESS_BY_ITSELF);
	struct access_scope other = scope_of(h, d.other, h->team, d.client, ERR_OK);
	assert_int_equal(other.way, ACCESS_STATED);
	assert_true(other.after > 0);
	assert_ok(house_write(h, unassign, &d));
	assert_int_equal(scope_of(h, d.other, h->team, d.client, ERR_OK).way, ACCESS_BY_ITSELF);
}

static void
what_was_recorded_before_the_assignment_opens_nothing(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h);
	const struct access_grant *grant;
	struct str purpose;
	enum err e;
	struct access_request q = request(STR("before the assignment"), d.client, "dossier");
	assert_ok(house_record(h, &q, &grant));
	assert_ok(granted(h, &q));
	assert_ok(house_write(h, assign, &d));
	struct access_scope s = scope_of(h, d.other, h->team, d.client, ERR_OK);
	HOUSE_READ(h, r, e = access_granted(r, &q, s.after, h->arena, &grant));
	assert_int_equal(e, ERR_NOT_FOUND);
	HOUSE_READ(h, r, e = access_stated(r, q.actor.session, d.client, s.after, h->arena, &purpose));
	assert_int_equal(e, ERR_NOT_FOUND);
	HOUSE_READ(h, r, e = access_stated(r, q.actor.session, d.client, 0, h->arena, &purpose));
	assert_ok(e);
	assert_str(purpose, "care");
}

static enum err
begin_emergency(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	struct actor worker = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .id = d->other, .account = d->other,
		.team = id_new(), .session = STR("emergency") };
	return access_begin_emergency(
		&h->core, w, &worker, d->client, STR("2026-test-test"), STR("it cannot wait"), h->arena);
}

static enum err
end_emergency(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	int64_t changed;
	(void)h;
	return test_emergency_end(
		w, (struct test_emergency_end_in){ .client = d->client, .until = clock_wall() - 1 }, &changed);
}

static void
an_emergency_lasts_an_hour(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h);
	struct id team = id_new();
	scope_of(h, d.other, team, d.client, ERR_NOT_FOUND);
	assert_ok(house_write(h, begin_emergency, &d));
	assert_int_equal(scope_of(h, d.other, team, d.client, ERR_OK).way, ACCESS_EMERGENCY);
	scope_of(h, d.account, team, d.client, ERR_NOT_FOUND);
	assert_ok(house_write(h, end_emergency, &d));
	scope_of(h, d.other, team, d.client, ERR_NOT_FOUND);
}

static void
only_who_may_work_opens(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h);
	assert_ok(house_write(h, add_work, &d));
	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
		struct actor actor = { .kind = ACTOR_ACCOUNT, .role = role, .id = d.account, .team = h->team };
		assert_int_equal(in_scope(h, actor, d.client), role == ROLE_SUPPORT_WORKER ? ERR_OK : ERR_NOT_FOUND);
	}
}

static void
who_leaves_has_nobody(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h);
	struct test_assignment_count_row row;
	struct assignment found;
	enum err e;
	assert_ok(house_write(h, assign, &d));
	HOUSE_READ(h, r, assert_ok(assignment_get(r, d.client, h->arena, &found)));
	assert_true(id_eq(found.account, d.account));
	assert_ok(house_write(h, leave, &d));
	HOUSE_READ(h, r, assert_ok(test_assignment_count(
	    r, (struct test_assignment_count_in){ .account = d.account }, h->arena, &row)));
	assert_int_equal(row.count, 0);
	HOUSE_READ(h, r, e = assignment_get(r, d.client, h->arena, &found));
	assert_int_equal(e, ERR_NOT_FOUND);
}

static void
purposes_have_names(void **state)
{
	(void)state;
	for (enum access_purpose p = 0; p < PURPOSE_COUNT; p++)
		assert_int_equal(access_purpose_parse(str_from_z(access_purpose_name(p))), p);
	assert_int_equal(access_purpose_parse(STR("curiosity")), PURPOSE_COUNT);
}

static void
looks_are_counted(void **state)
{
	struct house *h = *state;
	const struct access_grant *grant;
	struct access_request q = request(STR("counted"), ID_NONE, "search");
	int64_t n = -1, before = clock_wall() - 1;
	HOUSE_READ(h, r, assert_ok(access_count(r, q.actor.id, "search", before, h->arena, &n)));
	assert_int_equal(n, 0);
	assert_ok(house_record(h, &q, &grant));
	HOUSE_READ(h, r, assert_ok(access_count(r, q.actor.id, "search", before, h->arena, &n)));
	assert_int_equal(n, 1);
	HOUSE_READ(h, r, assert_ok(access_count(r, q.actor.id, "labels", before, h->arena, &n)));
	assert_int_equal(n, 0);
}

/* ---- the chain ---- */

static int64_t
head_of(struct house *h)
{
	struct access_head_last_row row = { 0 };
	enum err e;
	HOUSE_READ(h, r, e = access_head_last(r, h->arena, &row));
	return e == ERR_OK ? row.number : 0;
}

static enum err
look_often(struct db_write *w, struct house *h, void *arg)
{
	struct earlier x = { .client = id_new(), .made = clock_wall() };
	for (int i = 0; i < *(int *)arg; i++) {
		x.emergency = i % 2 == 0;
		TRY(look_earlier(w, h, &x));
	}
	return ERR_OK;
}

static void
look(struct house *h, int times)
{
	assert_ok(house_write(h, look_often, &times));
}

struct checked {
	enum err e;
	int64_t count, number;
	struct str reason;
};

static struct checked
verify(struct house *h)
{
	struct access_fault fault = { 0 };
	struct checked c = { .e = ERR_OK };
	c.e = access_verify(&h->core, h->arena, &c.count, &fault);
	c.number = fault.number;
	c.reason = fault.reason;
	return c;
}

static int64_t
lines_of_head(struct house *h)
{
	FILE *f = fopen(str_printf(h->arena, "%s/audit-head", h->database.folder).p, "re");
	int64_t lines = 0;
	int c;
	if (f == NULL)
		return 0;
	while ((c = fgetc(f)) != EOF)
		lines += c == '\n';
	fclose(f);
	return lines;
}

/* More than two batches: numbers without a hole, and a head for each batch. */
static void
everything_is_sealed(void **state)
{
	struct house *h = *state;
	struct test_access_count_row all;
	assert_ok(access_seal(&h->core));
	int64_t before = head_of(h), lines = lines_of_head(h);
	look(h, 1203);
	assert_ok(access_seal(&h->core));
	assert_int_equal(head_of(h), before + 1203);
	assert_int_equal(lines_of_head(h), lines + 3);
	HOUSE_READ(h, r, assert_ok(test_access_count(r, h->arena, &all)));
	struct checked c = verify(h);
	assert_ok(c.e);
	assert_int_equal(c.count, all.count);
	assert_ok(access_seal(&h->core));
	assert_int_equal(lines_of_head(h), lines + 3);
	look(h, 500);
	assert_ok(access_seal(&h->core));
	assert_int_equal(head_of(h), before + 1703);
	assert_ok(verify(h).e);
}

struct tampering {
	int64_t number, to_number;
	struct str purpose;
};

static enum err
change(struct db_write *w, struct house *h, void *arg)
{
	const struct tampering *x = arg;
	int64_t changed;
	(void)h;
	TRY(test_access_change(
	    w, (struct test_access_change_in){ .number = x->number, .purpose = x->purpose }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
move(struct db_write *w, struct house *h, void *arg)
{
	const struct tampering *x = arg;
	int64_t changed;
	(void)h;
	TRY(test_access_move(
	    w, (struct test_access_move_in){ .number = x->number, .to_number = x->to_number }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
swap(struct db_write *w, struct house *h, void *arg)
{
	const struct tampering *x = arg;
	TRY(move(w, h, &(struct tampering){ .number = x->number, .to_number = -1 }));
	TRY(move(w, h, &(struct tampering){ .number = x->to_number, .to_number = x->number }));
	return move(w, h, &(struct tampering){ .number = -1, .to_number = x->to_number });
}

static void
a_changed_record_is_found(void **state)
{
	struct house *h = *state;
	look(h, 20);
	assert_ok(access_seal(&h->core));
	struct tampering x = { .number = head_of(h) - 7, .purpose = STR("curiosity") };
	assert_ok(house_write(h, change, &x));
	struct checked c = verify(h);
	assert_int_equal(c.e, ERR_CONFLICT);
	assert_int_equal(c.number, x.number);
	x.purpose = STR("care");
	assert_ok(house_write(h, change, &x));
	assert_ok(verify(h).e);
}

static void
swapped_records_are_found(void **state)
{
	struct house *h = *state;
	look(h, 20);
	assert_ok(access_seal(&h->core));
	struct tampering x = { .number = head_of(h) - 5, .to_number = head_of(h) - 3 };
	assert_ok(house_write(h, swap, &x));
	struct checked c = verify(h);
	assert_int_equal(c.e, ERR_CONFLICT);
	assert_int_equal(c.number, x.number);
	assert_ok(house_write(h, swap, &x));
	assert_ok(verify(h).e);
}

static enum err
delete(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	TRY(test_access_delete(w, (struct test_access_delete_in){ .number = *(int64_t *)arg }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
cut(struct db_write *w, struct house *h, void *arg)
{
	int64_t changed;
	(void)h;
	return test_access_cut(w, (struct test_access_cut_in){ .number = *(int64_t *)arg }, &changed);
}

/* The end is cut off: the database alone is in order, the kept head tells. */
static void
a_cut_is_found(void **state)
{
	struct house *h = *state;
	look(h, 20);
	assert_ok(access_seal(&h->core));
	int64_t head = head_of(h), left = head - 4;
	assert_ok(house_write(h, cut, &left));
	struct checked c = verify(h);
	assert_int_equal(c.e, ERR_CONFLICT);
	assert_int_equal(c.number, head);
	assert_int_equal(c.count, left);
}

/* Runs last: the chain stays broken. */
static void
a_missing_record_is_found(void **state)
{
	struct house *h = *state;
	int64_t number = head_of(h) - 12;
	assert_ok(house_write(h, delete, &number));
	struct checked c = verify(h);
	assert_int_equal(c.e, ERR_CONFLICT);
	assert_int_equal(c.number, number);
}

/* The head cannot be kept outside: told, and the next head says the same. */
static void
a_head_that_is_not_kept_is_told(void **state)
{
	struct house *h = *state;
	struct core elsewhere = h->core;
	elsewhere.dir = "/nonexistent/folder";
	look(h, 2);
	assert_int_equal(access_seal(&elsewhere), ERR_UNAVAILABLE);
	assert_ok(verify(h).e);
	/* a disk that is full */
	struct str dir = str_printf(h->arena, "%s/full", h->database.folder);
	assert_int_equal(mkdir(dir.p, 0700), 0);
	assert_int_equal(symlink("/dev/full", str_printf(h->arena, "%s/audit-head", dir.p).p), 0);
	elsewhere.dir = dir.p;
	look(h, 1);
	assert_int_equal(access_seal(&elsewhere), ERR_UNAVAILABLE);
	assert_ok(verify(h).e);
	look(h, 1);
	assert_ok(access_seal(&h->core));
	assert_ok(verify(h).e);
}

static void
without_a_database_nothing_is_granted(void **state)
{
	struct house *h = *state;
	struct core away = house_without_tables(h);
	struct access_request q = request(STR("session"), id_new(), "dossier");
	struct actor worker = { .kind = ACTOR_ACCOUNT, .role = ROLE_SUPPORT_WORKER, .team = h->team };
	struct access_scope scope;
	const struct access_grant *grant = NULL;
	struct access_fault fault;
	struct db_read *r;
	int64_t checked;
	assert_int_equal(access_seal(&away), ERR_INTERNAL);
	assert_int_equal(access_verify(&away, h->arena, &checked, &fault), ERR_INTERNAL);
	assert_ok(db_read_begin(away.db, &r));
	assert_int_equal(access_granted(r, &q, 0, h->arena, &grant), ERR_INTERNAL);
	assert_int_equal(access_in_scope(r, &worker, id_new(), h->arena, &scope), ERR_INTERNAL);
	assert_null(grant);
	db_read_end(r);
	db_close(away.db);
}

/* Another head under the last number: the whole table was written anew. */
static void
another_chain_is_found(void **state)
{
	struct house *h = *state;
	FILE *f = fopen(str_printf(h->arena, "%s/audit-head", h->database.folder).p, "ae");
	assert_non_null(f);
	look(h, 3);
	assert_ok(access_seal(&h->core));
	assert_ok(verify(h).e);
	fprintf(f, "%lld %064d\n", (long long)head_of(h), 0);
	fclose(f);
	int64_t falsified = head_of(h);
	assert_int_equal(verify(h).e, ERR_CONFLICT);
	assert_int_equal(verify(h).number, falsified);
	assert_int_equal(unlink(str_printf(h->arena, "%s/audit-head", h->database.folder).p), 0);
	assert_ok(verify(h).e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_look_is_one_record),
		cmocka_unit_test(a_look_lasts_ten_minutes),
		cmocka_unit_test(a_grant_is_for_its_clients),
		cmocka_unit_test(a_dossier_is_of_its_team),
		cmocka_unit_test(a_client_sees_their_own),
		cmocka_unit_test(a_dossier_opens_by_itself_for_whom_it_is_work),
		cmocka_unit_test(what_was_recorded_before_the_assignment_opens_nothing),
		cmocka_unit_test(an_emergency_lasts_an_hour),
		cmocka_unit_test(only_who_may_work_opens),
		cmocka_unit_test(who_leaves_has_nobody),
		cmocka_unit_test(purposes_have_names),
		cmocka_unit_test(looks_are_counted),
		cmocka_unit_test(everything_is_sealed),
		cmocka_unit_test(a_changed_record_is_found),
		cmocka_unit_test(swapped_records_are_found),
		cmocka_unit_test(a_head_that_is_not_kept_is_told),
		cmocka_unit_test(without_a_database_nothing_is_granted),
		cmocka_unit_test(another_chain_is_found),
		cmocka_unit_test(a_cut_is_found),
		cmocka_unit_test(a_missing_record_is_found),
	};
	return HOUSE_RUN("access", tests);
}
