/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "work.h"
#include "work.sql.h"

#include "banned.h"

/* ---- reports ---- */

enum err
work_reports_read(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_reports *ret_reports)
{
	struct work_report_list_rows rows;
	TRY(work_report_list(r, (struct work_report_list_in){ .client = vault_key_client(k) }, a, &rows));
	struct work_report *v = ARENA_ARRAY(a, struct work_report, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct work_report_list_row *row = &rows.v[i];
		v[i] = (struct work_report){
			.id = row->id,
			.made = row->made,
			.published = row->published,
			.channel = contact_channel_parse(row->channel),
		};
		TRY(vault_unseal(k, SEALED_CONTACT_REPORT, row->id, row->report, a, &v[i].text));
	}
	*ret_reports = (struct work_reports){ v, rows.n };
	return ERR_OK;
}

enum err
work_report_publish(struct db_write *w, struct id client, struct id contact)
{
	int64_t changed;
	TRY(work_contact_publish(w, (struct work_contact_publish_in){
	    .client = client, .id = contact, .published = clock_wall() }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- tasks ---- */

enum err
work_tasks_read(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_tasks *ret_tasks)
{
	struct work_task_list_rows rows;
	TRY(work_task_list(r, (struct work_task_list_in){ .client = vault_key_client(k) }, a, &rows));
	struct work_task *v = ARENA_ARRAY(a, struct work_task, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		v[i] = (struct work_task){
			.id = rows.v[i].id, .due = rows.v[i].due, .for_client = rows.v[i].for_client,
		};
		TRY(vault_unseal(k, SEALED_TASK_TEXT, rows.v[i].id, rows.v[i].text, a, &v[i].text));
	}
	*ret_tasks = (struct work_tasks){ v, rows.n };
	return ERR_OK;
}

enum err
work_tasks_own(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_tasks *ret_tasks)
{
	struct work_task_own_list_rows rows;
	TRY(work_task_own_list(r, (struct work_task_own_list_in){ .client = vault_key_client(k) }, a, &rows));
	struct work_task *v = ARENA_ARRAY(a, struct work_task, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct work_task_own_list_row *row = &rows.v[i];
		v[i] = (struct work_task){
			.id = row->id, .due = row->due, .done = row->done.set ? row->done.v : 0, .for_client = true,
		};
		TRY(vault_unseal(k, SEALED_TASK_TEXT, row->id, row->text, a, &v[i].text));
	}
	*ret_tasks = (struct work_tasks){ v, rows.n };
	return ERR_OK;
}

enum err
work_task_add(struct db_write *w, const struct vault_key *k, struct id account, const struct work_task *t,
    struct arena *a)
{
	struct id id = id_new();
	return work_task_insert(w, (struct work_task_insert_in){
	    .id = id,
	    .client = vault_key_client(k),
	    .made = clock_wall(),
	    .made_by = account,
	    .for_client = t->for_client,
	    .due = t->due,
	    .text = vault_seal(k, SEALED_TASK_TEXT, id, t->text, a),
	});
}

enum err
work_task_done(struct db_write *w, struct id client, struct id task, struct id account)
{
	int64_t changed;
	TRY(work_task_finish(w, (struct work_task_finish_in){
	    .client = client, .id = task, .done = clock_wall(), .done_by = account }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err
work_task_done_own(struct db_write *w, struct id client, struct id task)
{
	int64_t changed;
	TRY(work_task_finish_own(w, (struct work_task_finish_own_in){
	    .client = client, .id = task, .done = clock_wall() }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}
