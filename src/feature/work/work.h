/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORK_H
#define WORK_H
/*
 * The desk of those who help: what is to be done, the dossier that belongs to
 * it, and what somebody notes of their contacts. The list of a team costs the
 * same however many registrations there are.
 *
 * A dossier is opened with the grant of its access record; the labels of a
 * list under one record for all clients on it.
 */
#include "assignment.h"
#include "consent.h"
#include "contact.h"
#include "intake.h"
#include "registration.h"
#include "route.h"

enum work_kind {
	WORK_REGISTRATION, /* reach somebody, or decide about their welcome */
	WORK_CALLBACK,     /* somebody asked to be called */
	WORK_LETTER,       /* print and send a letter */
	WORK_DECIDE,       /* nobody was reached, and no letter could go by itself */
	WORK_KIND_COUNT,
};
const char *work_kind_name(enum work_kind k);
enum work_kind work_kind_parse(struct str name); /* the count when unknown */

/* ---- the list ---- */

#define WORK_PAGE 50

struct work_item {
	struct id id, client, registration;
	enum work_kind kind;
	int64_t due, attempts;
	struct str number;
	enum registration_decision decision; /* the count when there is no registration */
	enum contact_wish wish;
	struct id assigned;       /* whose it is; ID_NONE: the whole team's */
	struct str sealed, sealed_name;
	struct str label;         /* after work_list_open, as the next */
	struct str assigned_name;
};

struct work_list {
	struct work_item *v;
	size_t n;
	bool has_before, has_after;
};

/* A place in the list: just behind (or before) that item. */
struct work_cursor {
	int64_t due;
	struct id id;
};
struct str work_cursor_text(const struct work_item *item, struct arena *a);
enum err work_cursor_parse(struct str s, struct work_cursor *ret_cursor);
struct work_cursor work_cursor_start(void);

struct work_query {
	struct id team;
	enum work_kind kind; /* WORK_KIND_COUNT: all */
	struct work_cursor from;
	bool backwards;
};

enum err work_list_read(struct db_read *r, const struct work_query *q, struct arena *a, struct work_list *ret_list);
/* Writes the record of who sees these labels, waits until it is durable, then
 * opens them. Not on an event loop thread, not within a transaction. */
enum err work_list_open(struct core *core, const struct actor *actor, struct work_list *list, struct arena *a);

/* ---- a dossier ---- */

enum work_result {
	RESULT_REACHED,
	RESULT_NOT_REACHED,
	RESULT_NO_VOICEMAIL,   /* not reached, and nothing was said to the voicemail */
	RESULT_WRONG_NUMBER,
	RESULT_QUEUED,         /* a mail or letter is on its way */
	RESULT_BY_HAND,        /* no letter by itself: the registration asks for a person's decision */
	RESULT_NO_ADDRESS,     /* no letter: no address is known */
	RESULT_REFUSED,        /* the person's wishes did not allow it; fit says which */
	RESULT_NOTHING,        /* somebody decided to send nothing */
	WORK_RESULT_COUNT,
};
const char *work_result_name(enum work_result r);
enum work_result work_result_parse(struct str name); /* the count when unknown */

struct work_contact {
	struct id id;
	int64_t made;
	enum contact_channel channel;
	enum work_result result;
	enum contact_fit fit;
	struct str reason, note; /* or absent */
	struct str report;       /* what the client may read once it is published; or absent */
	int64_t published;       /* 0: not yet */
};

struct work_contacts {
	struct work_contact *v;
	size_t n;
};

/* Something small to do, until it is done. */
struct work_task {
	struct id id;
	int64_t due, done; /* done 0: not yet */
	bool for_client;
	struct str text;
};

struct work_tasks {
	struct work_task *v;
	size_t n;
};

struct work_dossier {
	const struct vault_key *key;
	struct registration_head head;
	struct registration registration;
	struct contact_profile profile;
	struct consents consents;
	struct intake_records intakes;
	struct work_contacts contacts; /* the newest first */
	struct work_list open;         /* what is to be done; without labels */
	struct work_tasks tasks;
	struct assignment assigned;    /* all zero: the whole team */
	struct str assigned_name, assigned_note;
};

enum err work_dossier_load(struct core *core, struct db_read *r, struct id client, const struct access_grant *grant,
    struct arena *a, struct work_dossier *ret_dossier);
bool work_has_open(const struct work_dossier *d, enum work_kind kind);

/* ---- what somebody does ---- */

/* A day and an hour as typed ("14:30"), both may be absent: today, now.
 * ERR_INVALID: no such time, or still to come. */
enum err work_moment(struct date day, struct str hour, int64_t now, int64_t *ret_made);

/* Whether a letter may go out by itself after so many attempts. Where the
 * welcome had to be decided by a person, so has the letter. */
bool work_letter_by_itself(enum registration_decision d);

struct work_attempt {
	enum contact_channel channel;
	enum work_result result; /* RESULT_REACHED to RESULT_WRONG_NUMBER */
	int64_t made;
	struct str note;
	struct str report; /* what the client may read, or absent */
	bool publish;      /* now */
	struct str reason; /* why outside the wishes; absent: not asked */
};

/* Notes a contact. Reached: the work is done and the service counts. Not
 * reached for the last time that is asked: the letter with a code, once, or
 * work for somebody to decide. ERR_FORBIDDEN: it is outside the wishes and
 * nobody said why; nothing was noted. */
enum err work_attempt_note(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account,
    const struct work_attempt *t, struct arena *a);

enum work_send { SEND_MAIL, SEND_LETTER, SEND_NOTHING };

/* What a worker decided to send. ERR_FORBIDDEN: the person's wishes do not
 * allow it. ERR_NOT_FOUND: there is no address for it. */
enum err work_send(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account,
    enum work_send what, struct arena *a);

/* The call somebody asked for was made: counts, and the work is done. Done
 * already: nothing happens. */
enum err work_callback_done(struct core *core, struct db_write *w, const struct work_dossier *d, struct id account,
    struct arena *a);

/* ---- what the client sees ---- */

/* What was said in a contact, as the worker wrote it for the client and published it. */
struct work_report {
	struct id id;
	int64_t made, published;
	enum contact_channel channel;
	struct str text;
};

struct work_reports {
	struct work_report *v;
	size_t n;
};

/* The newest first. */
enum err work_reports_read(
    struct db_read *r, const struct vault_key *k, struct arena *a, struct work_reports *ret_reports);
/* ERR_NOT_FOUND: there is no report, or it was published before. */
enum err work_report_publish(struct db_write *w, struct id client, struct id contact);

/* What is not done yet, the client's and ours, the first due first */
enum err work_tasks_read(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_tasks *ret_tasks);
/* All that were ever the client's own to do, done ones too, the first due first */
enum err work_tasks_own(struct db_read *r, const struct vault_key *k, struct arena *a, struct work_tasks *ret_tasks);
enum err work_task_add(
    struct db_write *w, const struct vault_key *k, struct id account, const struct work_task *t, struct arena *a);
/* ERR_NOT_FOUND: no such task, or done before. */
enum err work_task_done(struct db_write *w, struct id client, struct id task, struct id account);
/* By the client. ERR_NOT_FOUND: nor is one of ours theirs to do. */
enum err work_task_done_own(struct db_write *w, struct id client, struct id task);

extern const struct route work_routes[];
extern const size_t work_route_count;

#endif
