/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account.h"
#include "arrival.h"
#include "clock.h"
#include "code.h"
#include "directory.h"
#include "editor.h"
#include "erase.h"
#include "figures.h"
#include "identity.h"
#include "intake.h"
#include "keepsake.h"
#include "letter.h"
#include "main.h"
#include "measure.h"
#include "media.h"
#include "message.h"
#include "mijn.h"
#include "note.h"
#include "paper.h"
#include "receipt.h"
#include "access.h"
#include "account_passkey.h"
#include "blob.h"
#include "private.h"
#include "records.h"
#include "recovery.h"
#include "registration.h"
#include "search.h"
#include "session.h"
#include "signin.h"
#include "share.h"
#include "site.h"
#include "staff.h"
#include "vault.h"
#include "welcome.h"
#include "work.h"
#include "wrapping.h"

#include "banned.h"

/* The counts stand with the features, so the tables are put together at start. */
size_t
main_route_tables(struct route_table *ret_tables)
{
	const struct route_table tables[] = {
		{ site_routes, site_route_count },
		{ directory_routes, directory_route_count },
		{ message_routes, message_route_count },
		{ mijn_routes, mijn_route_count },
		{ note_routes, note_route_count },
		{ paper_routes, paper_route_count },
		{ share_routes, share_route_count },
		{ intake_routes, intake_route_count },
		{ keepsake_routes, keepsake_route_count },
		{ registration_routes, registration_route_count },
		{ arrival_routes, arrival_route_count },
		{ welcome_routes, welcome_route_count },
		{ letter_routes, letter_route_count },
		{ signin_routes, signin_route_count },
		{ account_routes, account_route_count },
		{ passkey_routes, passkey_route_count },
		{ identity_routes, identity_route_count },
		{ work_routes, work_route_count },
		{ staff_routes, staff_route_count },
		{ records_routes, records_route_count },
		{ recovery_routes, recovery_route_count },
		{ editor_routes, editor_route_count },
		{ figures_routes, figures_route_count },
		{ search_routes, search_route_count },
	};
	size_t n = sizeof tables / sizeof tables[0];
	for (size_t i = 0; i < n; i++)
		ret_tables[i] = tables[i];
	return n;
}

const struct job_kind main_jobs[] = {
	{ "mail_welcome", welcome_mail_job, welcome_gave_up },
	{ "erase", erase_job, NULL },
	{ "letter", letter_job, welcome_gave_up },
	{ "mail_keepsake", keepsake_job, keepsake_gave_up },
	{ "mail_invitation", staff_mail_job, NULL },
	{ "mail_recovery", recovery_mail_job, NULL },
	{ "mail_recovered", recovery_mail_job, NULL },
};
const size_t main_job_count = sizeof main_jobs / sizeof main_jobs[0];

const struct job_timer main_timers[] = {
	{ "seal", CLOCK_SECOND, access_seal, false },
	{ "content", CLOCK_SECOND, content_watch_tick, false },
	{ "reach", 5 * CLOCK_SECOND, measure_flush, false },
	{ "search", CLOCK_SECOND / 2, search_sync, false },
	{ "search_sweep", 5 * CLOCK_SECOND, search_sweep, false },
	{ "search_missed", CLOCK_HOUR, search_missed_clean, true },
	{ "keys", CLOCK_MINUTE, vault_forget, false },
	{ "wrapping", WRAPPING_EVERY, wrapping_round, true },
	{ "editor_due", 5 * CLOCK_SECOND, editor_publish_due, false },
	{ "editor_list", 5 * CLOCK_SECOND, editor_summarise, false },
	{ "passkeys", CLOCK_HOUR, account_passkey_clean, true },
	{ "sessions", 10 * CLOCK_MINUTE, session_clean, true },
	{ "private", CLOCK_MINUTE, private_clean, true },
	{ "enrolments", 10 * CLOCK_MINUTE, account_clean, true },
	{ "receipts", CLOCK_HOUR, receipt_clean, true },
	{ "drafts", CLOCK_HOUR, intake_clean, true },
	{ "codes", CLOCK_HOUR, code_clean, true },
	{ "jobs", CLOCK_HOUR, job_clean, true },
	{ "blobs", CLOCK_HOUR, blob_sweep, true },
	{ "media", CLOCK_HOUR, media_sweep, true },
};
const size_t main_timer_count = sizeof main_timers / sizeof main_timers[0];
