/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORK_INTERNAL_H
#define WORK_INTERNAL_H
/* What the parts of this folder share. */
#include "form.h"
#include "work.h"
#include "work_view.h"

const char *work_fit_name(enum contact_fit f);

/* The lists of the desk, one after another; for the head of each. */
struct page_nav work_parts(struct web *web);

/* The forms of a dossier's page as they came back; NULL: as they are at first. */
struct work_forms {
	const struct form *attempt, *task, *assign;
	enum msg assign_fault; /* of the choice of a colleague */
};

enum err work_load(struct web *web, struct work_dossier *ret_dossier);
enum err work_dossier_page(struct web *web, const struct work_dossier *d, const struct work_forms *forms);
/* Who looks after it, and its tasks. */
enum err work_desk_fill(
    struct web *web, const struct work_dossier *d, const struct work_forms *forms, struct work_dossier_page *p);

/* At most so many looks for people by one worker in 10 minutes. */
#define WORK_FINDS 30
/* ERR_LIMIT: this worker had those. */
enum err work_find_allowed(struct web *web);
/* What somebody typed as the number of a registration. */
struct str work_number_normal(struct str typed, struct arena *a);

route_fn work_show_open, work_take_open, work_show_emergency, work_take_emergency, work_show_find, work_take_find;
route_fn work_show_mine, work_take_assign, work_take_unassign, work_take_task, work_take_task_done, work_take_publish;

/* What the client sees. */
route_fn work_show_reports, work_take_own_done;

/* Pages of a dossier, for the route table. */
route_fn work_show_dossier, work_take_attempt, work_show_decide, work_take_decide, work_take_callback;

#endif
