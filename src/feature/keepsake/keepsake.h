/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEEPSAKE_H
#define KEEPSAKE_H
/*
 * "Mail this to myself": a page, or the result of a guide, behind a link that
 * works for 30 days. The mail holds nothing but that link, and the address is
 * forgotten when the mail has gone.
 *
 * Any page that is worth keeping links to /keepsake?page=PATH, its own path
 * without language ("/helpers/checklist-fraud").
 */
#include "core.h"
#include "job.h"
#include "route.h"

#define KEEPSAKE_LIFE (30 * CLOCK_DAY)
#define KEEPSAKE_PAGE_MAX 200

struct keepsake {
	struct str page;  /* own path without language */
	struct str token; /* of the draft that the page shows, or absent */
};

/* Whether it is the path of a page of ours: letters, digits, '-' and '/'. */
bool keepsake_is_page(struct str page);

/* ERR_LIMIT: the address had enough mails today. */
enum err keepsake_mail(struct core *core, struct db_write *w, const struct keepsake *k, struct str email,
    enum lang lang, struct arena *a);
/* ERR_NOT_FOUND: no such link, or its days are over. It may be opened again. */
enum err keepsake_open(struct core *core, struct db_read *r, struct str secret, struct arena *a,
    struct keepsake *ret_keepsake);

enum err keepsake_job(struct core *core, const struct job *job, struct arena *a);
enum err keepsake_gave_up(struct db_write *w, const struct job *job, struct arena *a);

extern const struct route keepsake_routes[];
extern const size_t keepsake_route_count;

#endif
