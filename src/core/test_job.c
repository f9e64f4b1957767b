/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "clock.h"
#include "job.sql.h"
#include "job_internal.h"
#include "test_house.h"

#include "banned.h"

/* What the job does next, and what it saw. */
static struct plan {
	enum err answer;
	atomic_int runs, handed_over;
	struct job seen;
	bool steal;
	struct house *house;
} plan;

struct theft {
	struct id job;
};

/* Another instance takes the job over, as after a lease that ran out. */
static enum err
take_over(struct db_write *w, struct house *h, void *arg)
{
	const struct theft *x = arg;
	int64_t changed, now = clock_wall();
	(void)h;
	return job_claim(w, (struct job_claim_in){
	    .id = x->job, .now = now + CLOCK_HOUR, .instance = STR("thief"), .lease = now + CLOCK_HOUR }, &changed);
}

static enum err
run_planned(struct core *core, const struct job *job, struct arena *a)
{
	(void)core;
	(void)a;
	plan.runs++;
	plan.seen = *job;
	if (plan.steal)
		assert_ok(house_write(plan.house, take_over, &(struct theft){ job->id }));
	return plan.answer;
}

static enum err
hand_over(struct db_write *w, const struct job *job, struct arena *a)
{
	(void)w;
	(void)a;
	assert_true(id_eq(job->id, plan.seen.id));
	plan.handed_over++;
	return ERR_OK;
}

static const struct job_kind kinds[] = { { "planned", run_planned, hand_over } };

static enum err
put(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return job_put(w, arg);
}

static void
add(struct house *h, const char *kind, const char *key, int64_t due)
{
	struct job_new n = {
		.kind = kind, .unique_key = str_from_z(key), .client = id_new(), .target = id_new(), .due = due,
	};
	assert_ok(house_write(h, put, &n));
}

static struct test_job_list_row
the_job(struct house *h, const char *kind, const char *key)
{
	struct test_job_list_rows rows;
	HOUSE_READ(h, r, assert_ok(test_job_list(
	    r, (struct test_job_list_in){ .kind = str_from_z(kind) }, h->arena, &rows)));
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq_z(rows.v[i].unique_key, key))
			return rows.v[i];
	fail_msg("no job %s", key);
	abort();
}

static struct worker *
worker(struct house *h, enum err answer)
{
	plan.answer = answer;
	plan.runs = plan.handed_over = 0;
	plan.steal = false;
	plan.house = h;
	return worker_make(&h->core, kinds, 1, NULL, 0);
}

static void
a_job_is_done_once(void **state)
{
	struct house *h = *state;
	struct worker *w = worker(h, ERR_OK);
	assert_false(worker_run_one(w));
	add(h, "planned", "once", 0);
	add(h, "planned", "once", 0);
	assert_true(worker_run_one(w));
	assert_false(worker_run_one(w));
	struct test_job_list_row row = the_job(h, "planned", "once");
	assert_int_equal(plan.runs, 1);
	assert_true(id_eq(plan.seen.id, row.id));
	assert_true(id_eq(plan.seen.client, row.client));
	assert_true(id_eq(plan.seen.target, row.target));
	assert_int_equal(plan.seen.tries, 1);
	assert_true(row.done.set);
	assert_null(row.failure.p);
	assert_int_equal(plan.handed_over, 0);
	add(h, "planned", "once", 0);
	assert_false(worker_run_one(w));
	worker_drop(w);
}

static void
a_job_waits_until_it_is_due(void **state)
{
	struct house *h = *state;
	struct worker *w = worker(h, ERR_OK);
	add(h, "planned", "later", clock_wall() + CLOCK_HOUR);
	assert_false(worker_run_one(w));
	assert_int_equal(plan.runs, 0);
	worker_drop(w);
}

static void
what_is_away_is_tried_again(void **state)
{
	struct house *h = *state;
	static const enum err answers[] = { ERR_UNAVAILABLE, ERR_RETRY, ERR_LIMIT };
	static const char *const keys[] = { "away", "again", "limited" };
	for (size_t i = 0; i < 3; i++) {
		struct worker *w = worker(h, answers[i]);
		const char *key = keys[i];
		add(h, "planned", key, 0);
		int64_t before = clock_wall();
		assert_true(worker_run_one(w));
		assert_false(worker_run_one(w));
		struct test_job_list_row row = the_job(h, "planned", key);
		assert_false(row.done.set);
		assert_false(row.lease.set);
		assert_int_equal(row.tries, 1);
		assert_in_range(row.due, before + 2 * CLOCK_SECOND, clock_wall() + 2 * CLOCK_SECOND);
		assert_str(row.failure, err_name(answers[i]));
		assert_int_equal(plan.handed_over, 0);
		worker_drop(w);
	}
}

static void
the_distance_grows_to_an_hour(void **state)
{
	(void)state;
	for (int tries = 1; tries <= 11; tries++)
		assert_int_equal(job_distance(tries), CLOCK_SECOND << tries);
	assert_int_equal(job_distance(12), CLOCK_HOUR);
	assert_int_equal(job_distance(1000000), CLOCK_HOUR);
}

struct dating {
	struct id id;
	int64_t made;
};

static enum err
date_back(struct db_write *w, struct house *h, void *arg)
{
	const struct dating *x = arg;
	int64_t changed;
	(void)h;
	return test_job_made(w, (struct test_job_made_in){ .id = x->id, .made = x->made, .due = x->made }, &changed);
}

static void
after_two_days_it_is_given_up(void **state)
{
	struct house *h = *state;
	struct worker *w = worker(h, ERR_UNAVAILABLE);
	add(h, "planned", "nearly", clock_wall() + CLOCK_HOUR);
	add(h, "planned", "old", clock_wall() + CLOCK_HOUR);
	struct dating x = { the_job(h, "planned", "nearly").id, clock_wall() - 2 * CLOCK_DAY + CLOCK_MINUTE };
	assert_ok(house_write(h, date_back, &x));
	x = (struct dating){ the_job(h, "planned", "old").id, clock_wall() - 2 * CLOCK_DAY };
	assert_ok(house_write(h, date_back, &x));
	assert_true(worker_run_one(w));
	assert_true(worker_run_one(w));
	assert_false(the_job(h, "planned", "nearly").done.set);
	assert_true(the_job(h, "planned", "old").done.set);
	assert_str(the_job(h, "planned", "old").failure, "unavailable");
	worker_drop(w);
}

static void
other_errors_are_the_end(void **state)
{
	struct house *h = *state;
	static const enum err answers[] = {
		ERR_NOT_FOUND, ERR_INVALID, ERR_FORBIDDEN, ERR_CONFLICT, ERR_INTERNAL,
	};
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		struct worker *w = worker(h, answers[i]);
		add(h, "planned", err_name(answers[i]), 0);
		assert_true(worker_run_one(w));
		assert_true(the_job(h, "planned", err_name(answers[i])).done.set);
		assert_str(the_job(h, "planned", err_name(answers[i])).failure, err_name(answers[i]));
		assert_int_equal(plan.handed_over, 1);
		worker_drop(w);
	}
}

static void
an_unknown_kind_is_given_up(void **state)
{
	struct house *h = *state;
	struct worker *w = worker(h, ERR_OK);
	add(h, "stranger", "stranger", 0);
	assert_true(worker_run_one(w));
	assert_int_equal(plan.runs, 0);
	assert_true(the_job(h, "stranger", "stranger").done.set);
	assert_str(the_job(h, "stranger", "stranger").failure, "internal");
	worker_drop(w);
}

struct leasing {
	struct id id;
	int64_t lease;
};

static enum err
lease(struct db_write *w, struct house *h, void *arg)
{
	const struct leasing *x = arg;
	int64_t changed;
	(void)h;
	return job_claim(w, (struct job_claim_in){
	    .id = x->id, .now = clock_wall(), .instance = STR("dead"), .lease = x->lease }, &changed);
}

static void
a_dead_lease_is_released(void **state)
{
	struct house *h = *state;
	struct worker *w = worker(h, ERR_OK);
	add(h, "planned", "leased", 0);
	add(h, "planned", "expired", 0);
	struct leasing x = { the_job(h, "planned", "leased").id, clock_wall() + CLOCK_MINUTE };
	assert_ok(house_write(h, lease, &x));
	x = (struct leasing){ the_job(h, "planned", "expired").id, clock_wall() - 1 };
	assert_ok(house_write(h, lease, &x));
	assert_true(worker_run_one(w));
	assert_true(the_job(h, "planned", "expired").done.set);
	assert_false(worker_run_one(w));
	assert_ok(worker_release_others(w));
	assert_true(worker_run_one(w));
	assert_true(the_job(h, "planned", "leased").done.set);
	assert_int_equal(the_job(h, "planned", "leased").tries, 2);
	worker_drop(w);
}

/* Whoever was too slow does not end what another has under way. */
static void
a_late_end_changes_nothing(void **state)
{
	struct house *h = *state;
	static const enum err answers[] = { ERR_OK, ERR_UNAVAILABLE };
	for (size_t i = 0; i < 2; i++) {
		const char *key = i == 0 ? "slow" : "slower";
		struct worker *w = worker(h, answers[i]);
		plan.steal = true;
		add(h, "planned", key, 0);
		assert_true(worker_run_one(w));
		struct test_job_list_row row = the_job(h, "planned", key);
		assert_false(row.done.set);
		assert_true(row.lease.set);
		assert_null(row.failure.p);
		worker_drop(w);
	}
}

/* ---- with threads ---- */

#define MANY 60
static atomic_int counted;

static enum err
count(struct core *core, const struct job *job, struct arena *a)
{
	(void)core;
	(void)job;
	(void)a;
	counted++;
	return ERR_OK;
}

static void *
run_all(void *arg)
{
	while (worker_run_one(arg))
		;
	return NULL;
}

static void
two_workers_share(void **state)
{
	struct house *h = *state;
	static const struct job_kind counting[] = { { "counted", count, NULL } };
	pthread_t thread[2];
	struct worker *w[2];
	counted = 0;
	for (int i = 0; i < MANY; i++)
		add(h, "counted", str_printf(h->arena, "counted %d", i).p, 0);
	for (int i = 0; i < 2; i++) {
		w[i] = worker_make(&h->core, counting, 1, NULL, 0);
		assert_int_equal(pthread_create(&thread[i], NULL, run_all, w[i]), 0);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	run_all(w[0]);
	assert_int_equal(counted, MANY);
	for (int i = 0; i < 2; i++)
		worker_drop(w[i]);
}

static sem_t job_ran, timer_ran;

static enum err
tell_job(struct core *core, const struct job *job, struct arena *a)
{
	(void)core;
	(void)job;
	(void)a;
	sem_post(&job_ran);
	return ERR_OK;
}

static enum err
tell_timer(struct core *core)
{
	(void)core;
	sem_post(&timer_ran);
	return ERR_UNAVAILABLE;
}

static void
wait_for(sem_t *s)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 30;
	assert_int_equal(sem_timedwait(s, &until), 0);
}

static void
a_worker_does_jobs_and_timers(void **state)
{
	struct house *h = *state;
	static const struct job_kind telling[] = { { "telling", tell_job, NULL } };
	static const struct job_timer timers[] = { { "tell", 1, tell_timer, false } };
	sem_init(&job_ran, 0, 0);
	sem_init(&timer_ran, 0, 0);
	add(h, "telling", "before", 0);
	struct worker *w = worker_start(&h->core, telling, 1, timers, 1);
	wait_for(&job_ran);
	add(h, "telling", "while", 0);
	wait_for(&job_ran);
	wait_for(&timer_ran);
	wait_for(&timer_ran);
	worker_stop(w);
	assert_true(the_job(h, "telling", "before").done.set);
	assert_true(the_job(h, "telling", "while").done.set);
	worker_stop(NULL);
}

#ifdef NABIJ_TEST_CLOCK
static atomic_int swept, sealed;

static enum err
sweep(struct core *core)
{
	(void)core;
	swept++;
	return ERR_OK;
}

static enum err
seal(struct core *core)
{
	(void)core;
	sealed++;
	sem_post(&timer_ran);
	return ERR_OK;
}

static void
wait_for_rounds(int n)
{
	while (n-- > 0)
		wait_for(&timer_ran);
}

static void
shift_clock(const char *path, int64_t ms)
{
	int64_t apart = clock_wall() - clock_mono();
	FILE *f = fopen(path, "we");
	fprintf(f, "%lld", (long long)ms);
	fclose(f);
	while (llabs(clock_wall() - clock_mono() - apart) < CLOCK_MINUTE)
		wait_for_rounds(1);
}

/* What deletes by age stands still, also when the clock is right again. */
static void
a_clock_that_jumps_stops_deleting(void **state)
{
	struct house *h = *state;
	static const struct job_timer timers[] = { { "sweep", 1, sweep, true }, { "seal", 1, seal, false } };
	const char *path = str_printf(h->arena, "%s/clock", h->core.dir).p;
	sem_init(&timer_ran, 0, 0);
	swept = sealed = 0;
	setenv("NABIJ_CLOCK", path, 1);
	struct worker *w = worker_start(&h->core, kinds, 1, timers, 2);
	wait_for_rounds(3);
	assert_true(swept >= 3);
	shift_clock(path, CLOCK_HOUR / 2);
	int before = swept;
	wait_for_rounds(3);
	assert_true(swept > before);
	shift_clock(path, -2 * CLOCK_HOUR);
	wait_for_rounds(2);
	int stopped = swept;
	wait_for_rounds(3);
	shift_clock(path, 0);
	wait_for_rounds(3);
	assert_int_equal(swept, stopped);
	worker_stop(w);
	unsetenv("NABIJ_CLOCK");
}
#endif

static void
a_job_is_an_actor(void **state)
{
	struct job job = { .id = id_new(), .client = id_new(), .target = id_new() };
	struct actor actor = job_actor(&job);
	(void)state;
	assert_int_equal(actor.kind, ACTOR_JOB);
	assert_true(id_eq(actor.id, job.id));
	assert_true(id_eq(actor.client, job.client));
	assert_true(id_eq(actor.target, job.target));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_is_done_once),
		cmocka_unit_test(a_job_waits_until_it_is_due),
		cmocka_unit_test(what_is_away_is_tried_again),
		cmocka_unit_test(the_distance_grows_to_an_hour),
		cmocka_unit_test(other_errors_are_the_end),
		cmocka_unit_test(an_unknown_kind_is_given_up),
		cmocka_unit_test(a_job_is_an_actor),
		cmocka_unit_test(two_workers_share),
		cmocka_unit_test(after_two_days_it_is_given_up),
		cmocka_unit_test(a_dead_lease_is_released),
		cmocka_unit_test(a_late_end_changes_nothing),
		cmocka_unit_test(a_worker_does_jobs_and_timers),
#ifdef NABIJ_TEST_CLOCK
		cmocka_unit_test(a_clock_that_jumps_stops_deleting),
#endif
	};
	return HOUSE_RUN("job", tests);
}
