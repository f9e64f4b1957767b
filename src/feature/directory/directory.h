/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_H
#define DIRECTORY_H
/*
 * Who can help: organisations and their services, after Open Referral HSDS 3
 * (docs/directory.md). What guides, search and other features use of it.
 *
 * Offences, audiences, needs and languages are codes as content has them
 * ("online-sexual-harassment", "victims", "legal", "nl"). The address of a
 * confidential location never comes out of anything in this header.
 */
#include "core.h"
#include "date.h"
#include "id.h"
#include "lang.h"
#include "messages.h"
#include "route.h"

/* ---- codes ---- */

struct directory_code {
	const char *code;
	enum msg label;
};

enum directory_taxonomy { DIRECTORY_AUDIENCE, DIRECTORY_OFFENCE, DIRECTORY_NEED };
#define DIRECTORY_TAXONOMY_COUNT (DIRECTORY_NEED + 1)

/* All codes of a taxonomy, in the order in which they are shown; *ret_n of them.
 * needs: emotional practical legal financial safety medical peer */
const struct directory_code *directory_codes(enum directory_taxonomy taxonomy, size_t *ret_n);
/* The place of a code in that list, or -1. */
int directory_code_find(enum directory_taxonomy taxonomy, struct str code);

/* ---- finding what fits ---- */

/* What somebody looks for. Whatever is not known stays absent (age: -1). */
struct directory_wish {
	enum lang lang;          /* of the reasons */
	struct str audience;     /* who asks: "victims", "helpers", "professionals", "youth" */
	struct str offence;
	struct strs needs;
	int age;                 /* of the person that the help is for */
	struct str municipality; /* its name or CBS code */
	struct str language;     /* in which they want to be helped: "nl", "en", "tr" */
	/* The organisation's own service line, the last of every list: core->organisation, core->phone. */
	struct str own_name, own_phone;
	size_t max;              /* how many at most, besides the service line; 0: 8 */
};

/* Why something is there, or what does not fit. Codes for programs and tests,
 * text for people. */
struct directory_reason {
	const char *code; /* "offence", "need", "area", "waiting_long", ... (directory_match.c) */
	struct str text;  /* a short sentence in the wish's language */
};

struct directory_reasons {
	struct directory_reason *v;
	size_t n;
};

struct directory_match {
	struct id service;        /* ID_NONE: the service line itself */
	struct str name, organisation;
	struct str description;   /* or absent */
	struct str why;           /* why it fits, as whoever keeps the entry wrote it; or absent */
	struct str path;          /* own path without language: "/directory/06f..." or "/contact" */
	struct str phone;         /* as people write it; or absent */
	struct str url;           /* https; or absent */
	int waiting_days;         /* -1: not known */
	struct date waiting_date;
	struct date checked;      /* DATE_NONE: nobody has checked this entry yet, say so beside it */
	int score;                /* more is better */
	struct directory_reasons fits, misfits;
};

struct directory_matches {
	struct directory_match *v;
	size_t n; /* at least 1: the last is the service line */
};

/* Live services that can help this person, the best first. Never: what is not
 * live, an age or a municipality outside of it, another offence without any of
 * the needs. Everything lives in a. */
enum err directory_match(
    struct db_read *r, const struct directory_wish *wish, struct arena *a, struct directory_matches *ret_matches);

/* ---- everything that is live, for the search index ---- */

struct directory_live {
	struct id service;
	struct str title;      /* name of the service and of its organisation */
	struct str summary;
	struct str text;       /* all words of it that anybody may read */
	struct strs audiences, offences;
	struct str path;       /* as above */
	int64_t changed;
};

struct directory_lives {
	struct directory_live *v;
	size_t n;
};

enum err directory_live_list(struct db_read *r, enum lang lang, struct arena *a, struct directory_lives *ret_lives);
/* A number that is another one after every change; 0: there never was an entry. */
enum err directory_stamp(struct db_read *r, struct arena *a, int64_t *ret_stamp);

/* ---- one that is live, as it is shown elsewhere ---- */

struct directory_front {
	struct str name, organisation, description; /* description: or absent */
	struct strs offences;
};

/* ERR_NOT_FOUND: none that anybody may see. */
enum err directory_front_get(
	struct db_read *r, struct id service, enum lang lang, struct arena *a, struct directory_front *ret_front);

/* ---- where everything that is live stands, for the map of the site ---- */

struct directory_spot {
	struct str path; /* as above */
	int64_t changed;
};

struct directory_spots {
	struct directory_spot *v;
	size_t n;
};

enum err directory_spot_count(struct db_read *r, struct arena *a, size_t *ret_n);
/* At most so many behind the first `from`, in an order that stays. */
enum err directory_spot_list(
	struct db_read *r, size_t from, size_t most, struct arena *a, struct directory_spots *ret_spots);

/* ---- import and export: what the command line and staff use ---- */

#define DIRECTORY_FILE_MAX ((size_t)8 << 20)  /* bytes of one JSON document or one CSV file */
#define DIRECTORY_PARTS_MAX ((size_t)1000000) /* values in one JSON document, about: the tree of it is in memory */
#define DIRECTORY_LINE_MAX ((size_t)1 << 20)  /* bytes of one line of NDJSON; of those a file has as many as it likes */
#define DIRECTORY_LINES_MAX 2000              /* lines of a report; beyond that they are only counted */

enum directory_outcome { DIRECTORY_TAKEN, DIRECTORY_SAME, DIRECTORY_KEPT, DIRECTORY_REFUSED, DIRECTORY_NOTE };
#define DIRECTORY_OUTCOME_COUNT (DIRECTORY_NOTE + 1)

/* What became of one record, or why it was refused, or what of it was not taken. */
struct directory_line {
	enum directory_outcome outcome;
	struct str where;  /* JSON pointer, or "services.csv:12" with the field behind it */
	struct str name;   /* of the entry, where it could be read */
	struct str detail[LANG_COUNT]; /* or absent */
};

struct directory_report {
	struct arena *arena;
	struct directory_line *v;
	size_t n;
	size_t count[DIRECTORY_OUTCOME_COUNT]; /* records; of notes: lines */
	bool whole; /* refused as a whole: not JSON, another version; the one line says why */
};

struct directory_import {
	struct core *core; /* NULL: only check */
	struct id account; /* who imports, or ID_NONE */
	bool keep_edited;  /* leave alone what staff changed since it was imported (DIRECTORY_KEPT) */
};

void directory_report_init(struct directory_report *report, struct arena *a);

/* One document: an organisation or a service, an array of them, or an object
 * with "contents" (what an HSDS API answers). Each record is saved as a whole
 * or not at all, and the same again changes nothing. Other errors than what
 * the report says: the database is away. Adds to the report. */
enum err directory_import_json(
    const struct directory_import *how, struct str text, struct directory_report *report);
/* One record a line. */
enum err directory_import_ndjson_line(
    const struct directory_import *how, struct str line, size_t number, struct directory_report *report);

/* A file of an HSDS tabular data package: "services.csv" (text) and the bytes that are in it. */
struct directory_csv {
	struct str name, text;
};
enum err directory_import_csv(const struct directory_import *how, const struct directory_csv *files, size_t n,
    struct directory_report *report);

/* Everything as an array of organisations with their services, which imports
 * to the same thing. secret: with confidential addresses; all: not only what is live. */
enum err directory_export_json(struct db_read *r, bool all, bool secret, struct arena *a, struct str *ret_json);
/* The same as tables; at most DIRECTORY_CSV_COUNT files. */
#define DIRECTORY_CSV_COUNT 16
enum err directory_export_csv(struct db_read *r, bool all, bool secret, struct arena *a,
    struct directory_csv ret_files[DIRECTORY_CSV_COUNT], size_t *ret_n);

extern const struct route directory_routes[];
extern const size_t directory_route_count;

#endif
