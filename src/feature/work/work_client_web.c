/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"
#include "clock.h"
#include "vault.h"
#include "web.h"
#include "work_internal.h"
#include "work_reports.html.h"
#include "work_words.h"

#include "banned.h"

/* What a client reads of the work: what was shared with them, and what is to be done. */

static struct work_report_views
report_views(struct web *web, const struct work_reports *reports)
{
	struct work_report_view *v = ARENA_ARRAY(web->arena, struct work_report_view, reports->n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < reports->n; i++)
		v[i] = (struct work_report_view){
			.when = words_moment(web->lang, reports->v[i].made, now, web->arena),
			.channel = web_text(web, words_channel(reports->v[i].channel)),
			.lines = str_lines(reports->v[i].text, web->arena),
		};
	return (struct work_report_views){ v, reports->n };
}

/* Theirs only: ours are work, as the notes are. */
static struct work_errands
task_views(struct web *web, const struct work_tasks *tasks)
{
	struct work_errand *v = ARENA_ARRAY(web->arena, struct work_errand, tasks->n);
	size_t n = 0;
	for (size_t i = 0; i < tasks->n; i++) {
		const struct work_task *t = &tasks->v[i];
		if (!t->for_client)
			continue;
		v[n++] = (struct work_errand){
			.text = t->text,
			.due = words_moment(web->lang, t->due, clock_wall(), web->arena),
			.done = web_press_about(web, MSG_WORK_TASK_DONE,
				web_path(web, "/reports/task/%.*s/done", STR_ARG(id_text(t->id, web->arena))), t->text),
		};
	}
	return (struct work_errands){ v, n };
}

enum err
work_show_reports(struct web *web)
{
	const struct vault_key *key;
	struct work_reports reports;
	struct work_tasks tasks;
	TRY(vault_open(web->core->vault, web->r, web->actor.client, web->grant, web->arena, &key));
	TRY(work_reports_read(web->r, key, web->arena, &reports));
	TRY(work_tasks_read(web->r, key, web->arena, &tasks));
	struct work_reports_page p = {
		.top = web_page(web, web_text(web, MSG_WORK_OWN_TITLE)),
		.people = web_url(web, "/contact"),
		.reports = report_views(web, &reports),
		.errands = task_views(web, &tasks),
	};
	work_reports_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* Done already, or never theirs: the page shows what there is. */
enum err
work_take_own_done(struct web *web)
{
	struct id task;
	TRY(web_param_id(web, 0, &task));
	enum err e = work_task_done_own(web->w, web->actor.client, task);
	return e == ERR_OK || e == ERR_NOT_FOUND ? web_redirect(web, "/reports") : e;
}
