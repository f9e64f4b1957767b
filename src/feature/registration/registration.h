/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef REGISTRATION_H
#define REGISTRATION_H
/*
 * The arrival of a person: by a partner, by a referral, or by themselves.
 * This is where a client begins: rows, keys, lookups, the work for the team,
 * and the decision whether the online welcome goes out by itself. It knows
 * nothing of HTTP; who calls has read and checked the input.
 *
 * Two steps, so that the costly one stands outside the transaction:
 * registration_prepare seals, registration_receive inserts.
 */
#include "contact.h"
#include "date.h"
#include "json.h"
#include "lang.h"
#include "messages.h"
#include "route.h"
#include "vault.h"

enum registration_source { REGISTRATION_POLICE, REGISTRATION_SELF, REGISTRATION_REFERRAL, REGISTRATION_SOURCE_COUNT };

enum offence {
	OFFENCE_FRAUD, OFFENCE_VIOLENCE, OFFENCE_SUICIDE, OFFENCE_ONLINE_SEXUAL_HARASSMENT, OFFENCE_ROBBERY,
	OFFENCE_SEXUAL_ABUSE, OFFENCE_RAPE, OFFENCE_STALKING, OFFENCE_THREAT, OFFENCE_TRAFFIC_ACCIDENT,
	OFFENCE_BURGLARY, OFFENCE_GENERAL, OFFENCE_HOMICIDE, OFFENCE_MISSING_PERSON, OFFENCE_COMPANY_ACCIDENT,
	OFFENCE_EXPLOSION, OFFENCE_ARSON, OFFENCE_STREET_HARASSMENT, OFFENCE_HUMAN_TRAFFICKING,
	OFFENCE_DISCRIMINATION, OFFENCE_DOMESTIC_VIOLENCE, OFFENCE_DISASTER, OFFENCE_FOUND_BODY,
	OFFENCE_IDENTITY_THEFT, OFFENCE_HACKING, OFFENCE_PHISHING, OFFENCE_PURCHASE_FRAUD, OFFENCE_SKIMMING,
	OFFENCE_ONLINE_SEXUAL_OFFENCE, OFFENCE_COUNT,
};

enum relation {
	RELATION_VICTIM, RELATION_WITNESS, RELATION_BEREAVED, RELATION_INVOLVED, RELATION_CAUSED,
	RELATION_LEFT_BEHIND, RELATION_COUNT,
};

/* The police's individual assessment: on which grounds somebody is vulnerable. */
enum registration_ground {
	GROUND_REPEAT_VICTIMISATION, GROUND_INTIMIDATION, GROUND_RETALIATION, GROUND_COUNT,
};

struct registration_address {
	struct str street; /* absent: no address is known */
	int64_t number;
	struct str addition, postcode, city; /* postcode without space, in capitals */
	struct str country;                  /* "NL" */
};

struct registration_parent {
	struct str name; /* absent: no parent or carer on the registration */
	struct str email, phone;
	bool suspect;
};

/* Absent text, DATE_NONE: not known. */
struct registration {
	struct str own_id; /* the partner's own id */
	enum offence offence;
	enum relation relation;
	struct date date;
	struct str municipality;
	enum lang lang;
	struct str given, infix, surname;
	struct date birth;
	struct str email, phone;
	struct registration_address address;
	struct str remarks; /* about safe contact */
	bool assessed;      /* the police made an assessment */
	unsigned grounds;   /* 1u << enum registration_ground; 0: not vulnerable */
	struct str measures;
	bool agreed; /* to be contacted */
	struct registration_parent parent;
};

/* "domestic_violence", as in GLOSSARY.md; unknown gives the count. */
const char *offence_code(enum offence o);
enum offence offence_parse(struct str code);
const char *relation_code(enum relation r);
enum relation relation_parse(struct str code);
/* What it is called on a page. */
enum msg offence_message(enum offence o);
const char *registration_source_name(enum registration_source s);
enum registration_source registration_source_parse(struct str name); /* the count when unknown */

/* ---- the decision ---- */

/* Does the online welcome go out by itself, to whom, and if not, why a worker decides. */
enum registration_decision {
	DECISION_WELCOME_PERSON,
	DECISION_WELCOME_PARENT,     /* 12 to 15: together with the parent */
	DECISION_NOT_AGREED,
	DECISION_GRAVE_OFFENCE,      /* stalking, domestic or sexual violence, trafficking */
	DECISION_VULNERABLE,
	DECISION_REMARKS,            /* what stands there about safe contact, a person has to read */
	DECISION_NO_PROOF,           /* neither birth date nor postcode could open the link */
	DECISION_AGE_UNKNOWN,
	DECISION_UNDER_12,
	DECISION_PARENT_MISSING,     /* 12 to 15 */
	DECISION_PARENT_SUSPECT,
	DECISION_NO_EMAIL,
	DECISION_CAME_THEMSELVES,    /* asked for us: a worker answers */
	DECISION_COUNT,
};

enum registration_decision registration_welcome_decision(const struct registration *g, struct date today);
const char *registration_decision_name(enum registration_decision d);
enum registration_decision registration_decision_parse(struct str name);
/* Where the welcome goes; absent when none goes out by itself. */
struct str registration_welcome_email(const struct registration *g, enum registration_decision d);

/* Whether a letter to the home would be opened by somebody else: of who is
 * under 16 and has no parent with them in this, or lives with a suspected
 * parent. Their contact profile begins with "no post". */
bool registration_post_is_unsafe(const struct registration *g, struct date today);

/* Where a mail may go: the address that the person called safe, and until they
 * did, the one on the registration (of the parent for one of 12 to 15). */
struct str registration_mail_address(const struct registration *g, enum registration_decision d,
    const struct contact_profile *p);

/* When the team should have looked: the end of today where a worker decides,
 * of the next working day where a welcome went out (so that there is time to
 * react). Weekends move on to Monday. */
int64_t registration_due(enum registration_decision d, int64_t received);

/* ---- arrival ---- */

struct registration_origin {
	enum registration_source source;
	struct id team;
	struct id partner; /* or ID_NONE */
	struct contact_profile wishes; /* REGISTRATION_SELF: what the person chose */
};

#define REGISTRATION_INDEXES 4

/* A registration with everything sealed: ready to be inserted, knows no
 * plain personal data but what the contact profile needs. */
struct registration_ready {
	struct vault_fresh fresh;
	struct registration_origin origin;
	struct id id;
	struct str own_mac, body_mac; /* absent without partner */
	struct str number;            /* what people call it: "2026-7k3f-9qm2" */
	enum lang lang;
	int64_t received;
	enum registration_decision decision;
	struct str identity, address, incident, label;
	enum vault_index index_kind[REGISTRATION_INDEXES];
	struct str index_mac[REGISTRATION_INDEXES];
	size_t index_count;
	struct contact_profile profile;
};

/* Seals under a fresh key. Everything that it needs later is in the arena. */
void registration_prepare(struct vault *v, const struct vault_fresh *fresh, const struct registration_origin *origin,
    const struct registration *g, int64_t now, struct arena *a, struct registration_ready *ret_ready);

enum registration_outcome {
	REGISTRATION_STORED,
	REGISTRATION_REPEATED, /* the same was here before: the answer is about that one */
	REGISTRATION_DIFFERS,  /* the partner's id is taken by something else; nothing was stored */
};

struct registration_receipt {
	enum registration_outcome outcome;
	struct id id, client;
	struct str number;
	int64_t received;
};

/* Inserts client, key, lookups, registration and work item, and queues the
 * welcome when it may go out. */
enum err registration_receive(struct db_write *w, struct vault *v, const struct registration_ready *ready,
    struct arena *a, struct registration_receipt *ret_receipt);

/* ---- afterwards ---- */

enum registration_state {
	REGISTRATION_RECEIVED, /* nothing was done yet but the welcome */
	REGISTRATION_OPEN,     /* a worker took it up */
	REGISTRATION_FINISHED,
	REGISTRATION_STATE_COUNT,
};

const char *registration_state_name(enum registration_state s);
enum registration_state registration_state_parse(struct str name);

/* What stands there unencrypted. */
struct registration_head {
	struct id id, client, team, partner;
	struct str number;
	enum registration_source source;
	enum registration_state state;
	enum registration_decision decision;
	int64_t received;
	int64_t attempts; /* to reach the person */
};

enum err registration_find(struct db_read *r, struct id id, struct arena *a, struct registration_head *ret_head);
/* The newest registration of a client. */
enum err registration_of_client(struct db_read *r, struct id client, struct arena *a,
    struct registration_head *ret_head);

/* Opens what was sealed; the key must be of the registration's client. */
enum err registration_load(struct db_read *r, const struct vault_key *k, struct id id, struct arena *a,
    struct registration *ret_registration);

/* "J. de Vries", for lists. */
struct str registration_label(const struct registration *g, struct arena *a);
/* "Jan de Vries" */
struct str registration_full_name(const struct registration *g, struct arena *a);

enum err registration_set_state(struct db_write *w, struct id client, struct id id, enum registration_state s);
/* Adds one attempt; *ret_attempts is the new number. */
enum err registration_count_attempt(struct db_write *w, struct id client, struct id id, struct arena *a,
    int64_t *ret_attempts);

/* ---- the partner's message ---- */

/* One registration as partners write it (docs/openapi.yaml). ERR_INVALID:
 * *faults says everything that is wrong. All text is in the faults' arena. */
enum err registration_read(struct str text, struct date today, struct json_faults *faults,
    struct registration *ret_registration);

/* The partner API. */
extern const struct route registration_routes[];
extern const size_t registration_route_count;

#endif
