/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MIJN_INTERNAL_H
#define MIJN_INTERNAL_H
/* How the pages of a client's environment work together. Not for others. */
#include "consent.h"
#include "intake.h"
#include "mijn.h"
#include "mijn.sql.h"
#include "mijn_view.h"
#include "registration.h"
#include "web.h"

/* ---- in words ---- */

/* "vandaag om 17:00", "gisteren om 9:05", "21 november 2026 om 17:00". */
struct str mijn_moment(enum lang lang, int64_t moment, int64_t now, struct arena *a);
/* "vandaag", "gisteren", "21 november 2026" */
struct str mijn_day(enum lang lang, int64_t moment, int64_t now, struct arena *a);
struct mijn_look mijn_look_of(const struct mijn_record_rows_row *row, enum lang lang, struct arena *a);
enum msg mijn_wish_words(enum contact_wish w);
/* MSG_NONE: the house's own doing, which is not shown. */
enum msg mijn_contact_words(struct str channel, struct str result);

/* "Vandaag om 17:00: ja, onderzoek (tekst 1)" */
struct str mijn_consent_words(const struct consent *c, enum lang lang, int64_t now, struct arena *a);

/* ---- shared ---- */

enum err mijn_open(struct web *web, const struct vault_key **ret_key);
/* Answers to a guide that nobody has put under a name yet. ERR_NOT_FOUND: this browser has none. */
enum err mijn_find_draft(struct web *web, struct intake_draft *ret_draft);
/* The offer to keep them; *ret_has false where there are none. */
enum err mijn_offer(struct web *web, bool *ret_has, struct mijn_draft *ret_offer);

/* A place in a list, as the address carries it: "MADE-ID". False: it is none. */
bool mijn_place(const struct web *web, const char *name, int64_t *ret_made, struct id *ret_id);
struct str mijn_place_text(int64_t made, struct id id, struct arena *a);

/* Before any record, to read the newest page. */
#define MIJN_NEWEST INT64_MAX

/* ---- handlers ---- */

route_fn mijn_show_overview, mijn_show_contact, mijn_show_change, mijn_save_change;
route_fn mijn_show_records, mijn_show_ask, mijn_ask;
route_fn mijn_show_consents, mijn_give_consent, mijn_revoke_consent;
route_fn mijn_show_kept, mijn_show_kept_one, mijn_show_answers, mijn_keep, mijn_keep_lists, mijn_remove, mijn_go_on;
route_fn mijn_show_data, mijn_send_json, mijn_send_pdf;
route_fn mijn_show_questions, mijn_show_question, mijn_answer;

#endif
