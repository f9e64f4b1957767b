/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef RECORDS_H
#define RECORDS_H
/*
 * The privacy officer's side: who looked at whom, when, at what and for what,
 * and each emergency with its reason, to be looked at. By number, never by
 * name, and never what stood there: this feature opens no dossier.
 */
#include "core.h"
#include "route.h"

#define RECORDS_PAGE 50

struct records_line {
	struct id id;
	int64_t made;
	struct str who;    /* the name of an account, or absent */
	struct str kind;   /* a role, or what else it was: "client", "job" */
	struct str number; /* of the client's newest registration; absent: a list */
	int64_t count;     /* clients of a list */
	struct str part, purpose;
	bool emergency;
};

struct records_lines {
	struct records_line *v;
	size_t n;
	bool has_after;
};

/* A place: just behind that line, which is older. */
struct records_cursor {
	int64_t made;
	struct id id;
};
struct str records_cursor_text(const struct records_line *line, struct arena *a);
enum err records_cursor_parse(struct str s, struct records_cursor *ret_cursor);

struct records_query {
	struct id client, account; /* or ID_NONE: any. Lists with labels are no lines of one client. */
	int64_t from, until;       /* until is no longer in it */
	bool emergency;            /* only those */
	struct records_cursor before;
};

/* Everything there is, from now back. */
struct records_query records_all(void);
/* The newest first; costs the same however many there are. */
enum err records_read(struct core *core, struct db_read *r, const struct records_query *q, struct arena *a,
    struct records_lines *ret_lines);
/* ERR_NOT_FOUND: no registration has that number. */
enum err records_client_of(struct db_read *r, struct str number, struct arena *a, struct id *ret_client);

/* ---- emergencies ---- */

struct records_emergency {
	struct id id;
	int64_t made;
	struct str who, number, reason;
	int64_t seen;     /* 0: not yet */
	struct str seen_by;
};

struct records_emergencies {
	struct records_emergency *v;
	size_t n;
};

/* What nobody looked at yet, the oldest first, then what was seen, the newest first; 100 of each. */
enum err records_emergencies_read(
    struct core *core, struct db_read *r, struct arena *a, struct records_emergencies *ret_list);
/* ERR_NOT_FOUND: no such one, or seen before. */
enum err records_emergency_mark(struct db_write *w, struct id emergency, struct id account);

extern const struct route records_routes[];
extern const size_t records_route_count;

#endif
