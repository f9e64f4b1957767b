/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef DIRECTORY_ENTRY_H
#define DIRECTORY_ENTRY_H
/*
 * An entry of the directory as a whole, for this feature's own files: what is
 * read from HSDS, kept in the tables, edited by staff and written again.
 *
 * The structs hold confidential addresses too. Whatever makes something that
 * the public can reach takes its locations from directory_public_location().
 */
#include "directory.h"

struct directory_words {
	struct str in[LANG_COUNT]; /* LANG_NL is what HSDS has; LANG_EN may be absent */
};

/* The words in a language; the Dutch ones where there are no others. */
struct str directory_words_in(const struct directory_words *w, enum lang lang);

enum directory_state { DIRECTORY_DRAFT, DIRECTORY_LIVE, DIRECTORY_RETIRED };
#define DIRECTORY_STATE_COUNT (DIRECTORY_RETIRED + 1)
const char *directory_state_name(enum directory_state state);
enum directory_state directory_state_parse(struct str name); /* DIRECTORY_DRAFT when unknown */

enum directory_area_kind { DIRECTORY_NATIONAL, DIRECTORY_REGION, DIRECTORY_MUNICIPALITY };
const char *directory_area_name(enum directory_area_kind kind);
enum directory_area_kind directory_area_parse(struct str name); /* DIRECTORY_REGION when unknown */

struct directory_area {
	enum directory_area_kind kind;
	struct str code, name; /* "NL"; "PV26"; "GM0344" "Utrecht" */
};

struct directory_areas {
	struct directory_area *v;
	size_t n;
};

struct directory_phone {
	struct str number;
	struct directory_words description;
};

struct directory_phones {
	struct directory_phone *v;
	size_t n;
};

struct directory_contact {
	struct str name, title, email;
};

struct directory_contacts {
	struct directory_contact *v;
	size_t n;
};

struct directory_schedule {
	struct str days, opens, closes; /* "MO,TU", "09:00", "17:00"; or absent */
	struct directory_words description;
};

struct directory_schedules {
	struct directory_schedule *v;
	size_t n;
};

struct directory_cost {
	int64_t amount; /* cents; -1: none */
	struct directory_words what;
};

struct directory_costs {
	struct directory_cost *v;
	size_t n;
};

struct directory_location {
	struct id id;
	struct str kind; /* "physical", "postal", "virtual" */
	bool confidential;
	bool unknown_address; /* read from a file that does not tell it: what is stored stays */
	struct str name, address, city, province, postal_code, url;
};

struct directory_locations {
	struct directory_location *v;
	size_t n;
};

/* A service at a location of its organisation. */
struct directory_place {
	struct id id, location;
	struct str description;
};

struct directory_places {
	struct directory_place *v;
	size_t n;
};

struct directory_service {
	struct id id, organisation;
	struct str organisation_name; /* when it was loaded */
	struct directory_words name, description, why, eligibility, access, fees, alert;
	struct str url, email;
	enum directory_state state;
	bool live; /* it and its organisation are */
	unsigned audiences, offences, needs; /* bits, by place in directory_codes() */
	struct strs languages;
	int min_age, max_age; /* -1: none */
	int waiting_days;     /* -1: not known */
	struct date waiting_date;
	struct str owner;
	struct date assured;  /* DATE_NONE: nobody checked it yet */
	int64_t changed;
	struct directory_areas areas;
	struct directory_phones phones;
	struct directory_contacts contacts;
	struct directory_schedules schedules;
	struct directory_costs costs;
	struct directory_places places;
	struct directory_locations locations; /* as read: what stood in its places */
};

struct directory_services {
	struct directory_service *v;
	size_t n;
};

struct directory_organisation {
	struct id id;
	struct directory_words name, description;
	struct str url, email, owner;
	enum directory_state state;
	int64_t changed;
	struct directory_phones phones;
	struct directory_contacts contacts;
	struct directory_locations locations;
	struct directory_services services; /* only where it says so */
};

/* ---- lists of codes ---- */

/* "fraud,violence" as bits, and back; unknown codes are left out. */
unsigned directory_bits(enum directory_taxonomy taxonomy, struct str codes);
struct str directory_bits_text(enum directory_taxonomy taxonomy, unsigned bits, struct arena *a);
struct strs directory_bits_labels(enum directory_taxonomy taxonomy, unsigned bits, enum lang lang, struct arena *a);
struct strs directory_split(struct str list, struct arena *a); /* at commas, trimmed, no empty ones */
struct str directory_join(const struct strs *list, const char *between, struct arena *a);

/* ---- live services in short: finding and ranking ---- */

struct directory_card {
	struct id id, organisation;
	struct directory_words organisation_name, name, description, why, eligibility, fees;
	struct str url, phone;
	unsigned audiences, offences, needs;
	struct strs languages;
	int min_age, max_age, waiting_days;
	struct date waiting_date, assured;
	int64_t changed;
	struct directory_areas areas;
};

struct directory_cards {
	struct directory_card *v;
	size_t n;
};

enum err directory_card_list(struct db_read *r, struct arena *a, struct directory_cards *ret_cards);

/* Whether somebody of that municipality (name or CBS code) may come. */
enum directory_reach { DIRECTORY_OUTSIDE, DIRECTORY_UNSURE, DIRECTORY_REGIONAL, DIRECTORY_EVERYWHERE, DIRECTORY_HERE };
enum directory_reach directory_reaches(const struct directory_areas *areas, struct str municipality);

/* "Turks" for "tr"; a code that has no name here stays as it is. */
struct str directory_language_name(struct str code, enum lang lang, struct arena *a);
/* The languages that have a name, in order: the code, or NULL behind the last. */
const char *directory_language_at(size_t i, enum msg *ret_name);

/* ---- ids: UUIDs as HSDS has them (RFC 9562), 16 bytes as we do ---- */

enum err directory_uuid_parse(struct str s, struct id *ret_id); /* ERR_INVALID, also for the nil UUID */
struct str directory_uuid(struct id id, struct arena *a);
/* The same id for the same three, always: what belongs to an owner and has no id of its own. */
struct id directory_derived_id(struct id owner, const char *kind, struct str what);
struct id directory_taxonomy_id(enum directory_taxonomy taxonomy);
struct id directory_term_id(enum directory_taxonomy taxonomy, size_t i);
const char *directory_taxonomy_name(enum directory_taxonomy taxonomy); /* "offence" */

/* ---- the tables: directory_store.c ---- */

/* With its locations, phones and contacts; its services' ids and states only. */
enum err directory_organisation_load(
    struct db_read *r, struct id id, struct arena *a, struct directory_organisation *ret_organisation);
enum err directory_service_load(struct db_read *r, struct id id, struct arena *a,
    struct directory_service *ret_service);

struct directory_change {
	const char *action; /* "import", "add", "edit", "retire", "check" */
	struct id account;  /* or ID_NONE */
};

/* Puts the entry there as it is given, and its version beside it. *ret_changed
 * false: it was so already, and nothing was written. A location that was
 * stored as confidential stays so, and keeps its address when none is given.
 * ERR_CONFLICT: a location of another organisation, or a place of another
 * service. ERR_NOT_FOUND: no such organisation (of a service), or a place
 * where the organisation has no location. */
enum err directory_organisation_store(struct db_write *w, const struct directory_organisation *o,
    struct directory_change by, struct arena *a, bool *ret_changed);
enum err directory_service_store(struct db_write *w, const struct directory_service *s, struct directory_change by,
    struct arena *a, bool *ret_changed);

/* ---- HSDS: directory_read.c, directory_write.c ---- */

struct json_node;
struct json_faults;

/* What one record says. Notes are faults that did not stop it: what was not
 * taken. True when it can be taken: no faults. */
bool directory_read_organisation(const struct json_node *o, struct json_faults *faults, struct json_faults *notes,
    struct directory_organisation *ret_organisation);
bool directory_read_service(const struct json_node *o, struct id organisation, struct json_faults *faults,
    struct json_faults *notes, struct directory_service *ret_service);

enum directory_write_flag {
	DIRECTORY_BRIEF = 1 << 0,   /* only what there is one of: lists of the API */
	DIRECTORY_OWN = 1 << 1,     /* what only our house needs: who looks after it */
	DIRECTORY_SECRET = 1 << 2,  /* confidential addresses too */
	DIRECTORY_TIME = 1 << 3,    /* when it changed */
};

/* name: member of the object that is written, or NULL. organisation: nested in the service, or NULL. */
void directory_write_service(struct buf *b, const char *name, const struct directory_service *s,
    const struct directory_organisation *organisation, unsigned flags, struct arena *a);
void directory_write_organisation(
    struct buf *b, const char *name, const struct directory_organisation *o, unsigned flags, struct arena *a);
void directory_write_place(struct buf *b, const char *name, const struct directory_service *s,
    const struct directory_place *place, const struct directory_organisation *o, unsigned flags, struct arena *a);
void directory_write_taxonomy(struct buf *b, const char *name, enum directory_taxonomy taxonomy, struct arena *a);
void directory_write_term(struct buf *b, const char *name, enum directory_taxonomy taxonomy, size_t i, struct arena *a);

/* The location as the public may know it: without a confidential address, or anything that leads to it. */
struct directory_location directory_public_location(const struct directory_location *l);

#endif
