/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "registration.h"

#include "clock.h"

#include "banned.h"

/* grave: nothing goes out by itself, a worker decides (PRODUCT.md, principle 5). */
static const struct {
	const char *code;
	bool grave;
} offences[OFFENCE_COUNT] = {
	[OFFENCE_FRAUD] = { "fraud", false },
	[OFFENCE_VIOLENCE] = { "violence", false },
	[OFFENCE_SUICIDE] = { "suicide", false },
	[OFFENCE_ONLINE_SEXUAL_HARASSMENT] = { "online_sexual_harassment", true },
	[OFFENCE_ROBBERY] = { "robbery", false },
	[OFFENCE_SEXUAL_ABUSE] = { "sexual_abuse", true },
	[OFFENCE_RAPE] = { "rape", true },
	[OFFENCE_STALKING] = { "stalking", true },
	[OFFENCE_THREAT] = { "threat", false },
	[OFFENCE_TRAFFIC_ACCIDENT] = { "traffic_accident", false },
	[OFFENCE_BURGLARY] = { "burglary", false },
	[OFFENCE_GENERAL] = { "general", false },
	[OFFENCE_HOMICIDE] = { "homicide", false },
	[OFFENCE_MISSING_PERSON] = { "missing_person", false },
	[OFFENCE_COMPANY_ACCIDENT] = { "company_accident", false },
	[OFFENCE_EXPLOSION] = { "explosion", false },
	[OFFENCE_ARSON] = { "arson", false },
	[OFFENCE_STREET_HARASSMENT] = { "street_harassment", true },
	[OFFENCE_HUMAN_TRAFFICKING] = { "human_trafficking", true },
	[OFFENCE_DISCRIMINATION] = { "discrimination", false },
	[OFFENCE_DOMESTIC_VIOLENCE] = { "domestic_violence", true },
	[OFFENCE_DISASTER] = { "disaster", false },
	[OFFENCE_FOUND_BODY] = { "found_body", false },
	[OFFENCE_IDENTITY_THEFT] = { "identity_theft", false },
	[OFFENCE_HACKING] = { "hacking", false },
	[OFFENCE_PHISHING] = { "phishing", false },
	[OFFENCE_PURCHASE_FRAUD] = { "purchase_fraud", false },
	[OFFENCE_SKIMMING] = { "skimming", false },
	[OFFENCE_ONLINE_SEXUAL_OFFENCE] = { "online_sexual_offence", true },
};

static const char *const relations[RELATION_COUNT] = {
	"victim", "witness", "bereaved", "involved", "caused", "left_behind",
};

static const char *const sources[REGISTRATION_SOURCE_COUNT] = { "police", "self", "referral" };

static const char *const states[REGISTRATION_STATE_COUNT] = { "received", "open", "finished" };

static const char *const decisions[DECISION_COUNT] = {
	[DECISION_WELCOME_PERSON] = "welcome_person",
	[DECISION_WELCOME_PARENT] = "welcome_parent",
	[DECISION_NOT_AGREED] = "not_agreed",
	[DECISION_GRAVE_OFFENCE] = "grave_offence",
	[DECISION_VULNERABLE] = "vulnerable",
	[DECISION_REMARKS] = "remarks",
	[DECISION_NO_PROOF] = "no_proof",
	[DECISION_AGE_UNKNOWN] = "age_unknown",
	[DECISION_UNDER_12] = "under_12",
	[DECISION_PARENT_MISSING] = "parent_missing",
	[DECISION_PARENT_SUSPECT] = "parent_suspect",
	[DECISION_NO_EMAIL] = "no_email",
	[DECISION_CAME_THEMSELVES] = "came_themselves",
};

const char *
offence_code(enum offence o)
{
	return offences[o].code;
}

enum offence
offence_parse(struct str code)
{
	enum offence o = 0;
	while (o < OFFENCE_COUNT && !str_eq_z(code, offences[o].code))
		o++;
	return o;
}

const char *
relation_code(enum relation r)
{
	return relations[r];
}

enum relation
relation_parse(struct str code)
{
	return (enum relation)str_place(code, relations, RELATION_COUNT);
}

const char *
registration_source_name(enum registration_source s)
{
	return sources[s];
}

enum registration_source
registration_source_parse(struct str name)
{
	return (enum registration_source)str_place(name, sources, REGISTRATION_SOURCE_COUNT);
}

const char *
registration_state_name(enum registration_state s)
{
	return states[s];
}

enum registration_state
registration_state_parse(struct str name)
{
	return (enum registration_state)str_place(name, states, REGISTRATION_STATE_COUNT);
}

const char *
registration_decision_name(enum registration_decision d)
{
	return decisions[d];
}

enum registration_decision
registration_decision_parse(struct str name)
{
	return (enum registration_decision)str_place(name, decisions, DECISION_COUNT);
}

/* ---- the decision ---- */

/* Age at which somebody is helped independently, and from which at all. */
#define AGE_INDEPENDENT 16
#define AGE_WITH_PARENT 12

static bool
reaches_suspect(const struct registration *g, struct str email)
{
	return g->parent.suspect && g->parent.email.p != NULL && str_eq_nocase(email, g->parent.email);
}

static enum registration_decision
decide_independent(const struct registration *g)
{
	if (g->email.n == 0)
		return DECISION_NO_EMAIL;
	/* one mailbox for the household: it would be the suspect who reads */
	return reaches_suspect(g, g->email) ? DECISION_PARENT_SUSPECT : DECISION_WELCOME_PERSON;
}

static enum registration_decision
decide_with_parent(const struct registration *g)
{
	if (g->parent.name.n == 0)
		return DECISION_PARENT_MISSING;
	if (g->parent.suspect)
		return DECISION_PARENT_SUSPECT;
	return g->parent.email.n == 0 ? DECISION_NO_EMAIL : DECISION_WELCOME_PARENT;
}

enum registration_decision
registration_welcome_decision(const struct registration *g, struct date today)
{
	if (!g->agreed)
		return DECISION_NOT_AGREED;
	if (offences[g->offence].grave)
		return DECISION_GRAVE_OFFENCE;
	if (g->grounds != 0 || g->measures.n > 0)
		return DECISION_VULNERABLE;
	if (g->remarks.n > 0)
		return DECISION_REMARKS;
	if (date_is_none(g->birth))
		return g->address.postcode.n == 0 ? DECISION_NO_PROOF : DECISION_AGE_UNKNOWN;
	int age = date_age(g->birth, today);
	if (age < AGE_WITH_PARENT)
		return DECISION_UNDER_12;
	return age < AGE_INDEPENDENT ? decide_with_parent(g) : decide_independent(g);
}

bool
registration_post_is_unsafe(const struct registration *g, struct date today)
{
	bool young = !date_is_none(g->birth) && date_age(g->birth, today) < AGE_INDEPENDENT;
	return g->parent.suspect || (young && g->parent.name.n == 0);
}

struct str
registration_welcome_email(const struct registration *g, enum registration_decision d)
{
	if (d == DECISION_WELCOME_PERSON)
		return g->email;
	return d == DECISION_WELCOME_PARENT ? g->parent.email : STR_NONE;
}

struct str
registration_mail_address(const struct registration *g, enum registration_decision d, const struct contact_profile *p)
{
	if (p->email.n > 0)
		return p->email;
	return d == DECISION_WELCOME_PARENT ? g->parent.email : g->email;
}

/* ---- when ---- */

#define WORK_DAY_END 17 /* hour */
#define SATURDAY 5

static bool
is_welcome(enum registration_decision d)
{
	return d == DECISION_WELCOME_PERSON || d == DECISION_WELCOME_PARENT;
}

int64_t
registration_due(enum registration_decision d, int64_t received)
{
	struct date_time t = date_local(received);
	int days = is_welcome(d) || t.hour >= WORK_DAY_END ? 1 : 0;
	int weekday = (t.weekday + days) % 7;
	if (weekday >= SATURDAY)
		days += 7 - weekday;
	return date_wall((struct date_time){ .date = date_add_days(t.date, days), .hour = WORK_DAY_END });
}

/* ---- names ---- */

static size_t
first_character(struct str s)
{
	size_t n = 1;
	while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static void
add_word(struct buf *b, struct str word)
{
	if (word.n == 0)
		return;
	if (b->n > 0)
		buf_char(b, ' ');
	buf_str(b, word);
}

#define NAME_MAX_BYTES 4096

struct str
registration_label(const struct registration *g, struct arena *a)
{
	struct buf b;
	buf_init(&b, NAME_MAX_BYTES, a);
	if (g->given.n > 0) {
		buf_add(&b, g->given.p, first_character(g->given));
		buf_char(&b, '.');
	}
	add_word(&b, g->infix);
	add_word(&b, g->surname);
	return buf_view(&b);
}

struct str
registration_full_name(const struct registration *g, struct arena *a)
{
	struct buf b;
	buf_init(&b, NAME_MAX_BYTES, a);
	add_word(&b, g->given);
	add_word(&b, g->infix);
	add_word(&b, g->surname);
	return buf_view(&b);
}
