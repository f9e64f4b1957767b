/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MIJN_DATA_H
#define MIJN_DATA_H
/*
 * Everything of one client in one piece, to take along (AVG, articles 15 and
 * 20): read in one snapshot, then written as JSON or as a document. What
 * workers note for themselves is not in it, nor are the keys and hashes by
 * which rows are found.
 */
#include "consent.h"
#include "mijn_internal.h"
#include "private.h"
#include "work.h"

#define MIJN_LOOKS_MAX 5000 /* access records; older ones can be asked for */

struct mijn_data_registration {
	struct mijn_registration_rows_row head;
	struct registration registration;
};

/* What only the client opens: with its texts while it is open; else it is told that there is more. */
enum mijn_private { MIJN_PRIVATE_NONE, MIJN_PRIVATE_CLOSED, MIJN_PRIVATE_OPEN };

struct mijn_data {
	struct mijn_data_registration *registrations;
	size_t registration_count;
	struct contact_profile profile;
	struct intake_records intakes;
	struct intake_record *kept; /* guides that were kept, as if handed in */
	size_t kept_count;
	struct mijn_kept_list ticks;
	struct mijn_contact_rows_rows contacts;
	struct mijn_letter_rows_rows letters;
	struct work_reports reports;
	struct work_tasks tasks; /* their own, done ones too */
	struct consents consents;
	struct mijn_questions questions;
	struct mijn_look *looks; /* the newest first */
	size_t look_count;
	enum mijn_private private;
	struct private_entries notes;
};

enum err mijn_data_load(struct core *core, struct db_read *r, const struct vault_key *k, enum lang lang,
    struct arena *a, struct mijn_data *ret_data);
/* Adds it. p: the open vault, or NULL. */
enum err mijn_data_add_private(struct db_read *r, struct id client, const struct private_key *p, struct arena *a,
    struct mijn_data *d);
struct str mijn_data_json(const struct core *core, const struct mijn_data *d, enum lang lang, int64_t now,
    struct arena *a);
/* As pdf_paper; what does not fit into a document (the oldest looks, then the
 * answers) is left out, and the document says that it stands in the file. */
enum err mijn_data_pdf(const struct core *core, const struct mijn_data *d, enum lang lang, int64_t now,
    struct arena *a, struct str *ret_pdf);

#endif
