/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "session.h"
#include "test_house.h"
#include "work.h"

#include "banned.h"

/* A client with a registration, and a worker. */
struct desk {
	struct vault_fresh fresh;
	struct registration who;
	struct registration_receipt receipt;
	struct id account;
	struct work_dossier dossier;
	struct id row; /* for what is done to one */
};

static enum err
receive(struct db_write *w, struct house *h, void *arg)
{
	struct desk *d = arg;
	struct registration_origin origin = { .source = REGISTRATION_POLICE, .team = h->team };
	struct registration_ready ready;
	registration_prepare(h->core.vault, &d->fresh, &origin, &d->who, clock_wall(), h->arena, &ready);
	return registration_receive(w, h->core.vault, &ready, h->arena, &d->receipt);
}

static void
load(struct house *h, struct desk *d)
{
	struct id client = d->fresh.client;
	const struct access_grant *grant = house_grant(h, client);
	HOUSE_READ(h, r, assert_ok(work_dossier_load(&h->core, r, client, grant, h->arena, &d->dossier)));
}

static struct desk
desk_of(struct house *h)
{
	struct desk d = { .who = {
		.offence = OFFENCE_BURGLARY, .relation = RELATION_VICTIM, .date = { 2026, 11, 1 }, .given = STR("Jan"),
		.surname = STR("Jansen"), .birth = { 1980, 4, 1 }, .agreed = true,
	} };
	struct account_new n = {
		.role = ROLE_SUPPORT_WORKER,
		.team = h->team,
		.email = str_printf(h->arena, "worker-%.*s", STR_ARG(id_text(id_new(), h->arena))),
		.name = STR("Bo"),
		.password = STR("a sentence of words"),
		.totp_secret = STR("01234567890123456789"),
	};
	assert_ok(vault_make(h->core.vault, h->arena, &d.fresh, 1));
	assert_ok(house_write(h, receive, &d));
	assert_ok(account_create(&h->core, &n, &d.account));
	load(h, &d);
	return d;
}

/* ---- reports ---- */

static enum err
note_visit(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	struct work_attempt t = {
		.channel = CHANNEL_VISIT,
		.result = RESULT_REACHED,
		.made = clock_wall(),
		.note = STR("for colleagues"),
		.report = STR("for you"),
	};
	return work_attempt_note(&h->core, w, &d->dossier, d->account, &t, h->arena);
}

static enum err
publish(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return work_report_publish(w, d->fresh.client, d->row);
}

static struct work_reports
reports(struct house *h, const struct desk *d)
{
	struct work_reports found;
	HOUSE_READ(h, r, assert_ok(work_reports_read(r, d->dossier.key, h->arena, &found)));
	return found;
}

static void
a_report_is_read_when_it_is_published(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h), other = desk_of(h);
	assert_ok(house_write(h, note_visit, &d));
	assert_int_equal(reports(h, &d).n, 0);
	load(h, &d);
	assert_int_equal(d.dossier.contacts.n, 1);
	assert_str(d.dossier.contacts.v[0].note, "for colleagues");
	d.row = other.row = d.dossier.contacts.v[0].id;
	assert_int_equal(house_write(h, publish, &other), ERR_NOT_FOUND);
	assert_ok(house_write(h, publish, &d));
	assert_int_equal(house_write(h, publish, &d), ERR_NOT_FOUND);
	struct work_reports found = reports(h, &d);
	assert_int_equal(found.n, 1);
	assert_str(found.v[0].text, "for you");
	assert_int_equal(found.v[0].channel, CHANNEL_VISIT);
	assert_true(found.v[0].published > 0);
	assert_int_equal(reports(h, &other).n, 0);
}

/* ---- tasks ---- */

static enum err
add_tasks(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	struct work_task later = { .due = 2000, .text = STR("later") };
	struct work_task first = { .due = 1000, .for_client = true, .text = STR("first") };
	TRY(work_task_add(w, d->dossier.key, d->account, &later, h->arena));
	return work_task_add(w, d->dossier.key, d->account, &first, h->arena);
}

static enum err
finish(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return work_task_done(w, d->fresh.client, d->row, d->account);
}

static enum err
finish_own(struct db_write *w, struct house *h, void *arg)
{
	const struct desk *d = arg;
	(void)h;
	return work_task_done_own(w, d->fresh.client, d->row);
}

static void
tasks_stand_until_they_are_done(void **state)
{
	struct house *h = *state;
	struct desk d = desk_of(h), other = desk_of(h);
	struct work_tasks found;
	assert_ok(house_write(h, add_tasks, &d));
	HOUSE_READ(h, r, assert_ok(work_tasks_read(r, d.dossier.key, h->arena, &found)));
	assert_int_equal(found.n, 2);
	assert_str(found.v[0].text, "first");
	assert_true(found.v[0].for_client);
	assert_false(found.v[1].for_client);
	struct id ours = found.v[1].id;
	d.row = other.row = found.v[0].id;
	assert_int_equal(house_write(h, finish, &other), ERR_NOT_FOUND);
	assert_int_equal(house_write(h, finish_own, &other), ERR_NOT_FOUND);
	assert_ok(house_write(h, finish_own, &d));
	assert_int_equal(house_write(h, finish, &d), ERR_NOT_FOUND);
	d.row = ours;
	assert_int_equal(house_write(h, finish_own, &d), ERR_NOT_FOUND);
	assert_ok(house_write(h, finish, &d));
	assert_int_equal(house_write(h, finish, &d), ERR_NOT_FOUND);
	HOUSE_READ(h, r, assert_ok(work_tasks_read(r, d.dossier.key, h->arena, &found)));
	assert_int_equal(found.n, 0);
	HOUSE_READ(h, r, assert_ok(work_tasks_own(r, d.dossier.key, h->arena, &found)));
	assert_int_equal(found.n, 1);
	assert_str(found.v[0].text, "first");
	assert_true(found.v[0].for_client && found.v[0].done > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_is_read_when_it_is_published),
		cmocka_unit_test(tasks_stand_until_they_are_done),
	};
	return HOUSE_RUN("work_store", tests);
}
