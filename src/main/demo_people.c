/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "intake.h"
#include "main.h"
#include "registration.h"
#include "vault.h"

#include "banned.h"

/* Nobody: made-up names at addresses that cannot exist. Together they show
 * each kind of work: a welcome on its way, a decision for a person, a call-back. */
static const struct person {
	const char *given, *surname, *birth, *email, *phone;
	enum registration_source source;
	enum offence offence;
	unsigned grounds;
	enum contact_wish wish;
	int days_ago;
} people[] = {
	{ "Noor", "Voorbeeld", "1984-05-17", "noor@example.org", "0600000001", REGISTRATION_POLICE, OFFENCE_BURGLARY, 0,
	    CONTACT_UNASKED, 0 },
	{ "Daan", "Proef", "1951-11-02", "daan@example.org", "0600000002", REGISTRATION_POLICE, OFFENCE_FRAUD, 0,
	    CONTACT_UNASKED, 4 },
	{ "Lot", "Verzonnen", "1993-01-30", "lot@example.org", "0600000003", REGISTRATION_POLICE, OFFENCE_STALKING,
	    1u << GROUND_REPEAT_VICTIMISATION, CONTACT_UNASKED, 1 },
	{ "Mees", "Niemand", "2012-08-09", "mees@example.org", "0600000004", REGISTRATION_POLICE, OFFENCE_ROBBERY, 0,
	    CONTACT_UNASKED, 0 },
	{ "Ilse", "Fictie", "1976-03-21", NULL, "0600000005", REGISTRATION_SELF, OFFENCE_VIOLENCE, 0, CONTACT_CALL, 2 },
};
#define PEOPLE (sizeof people / sizeof people[0])

static struct registration
registration_of(const struct person *p, int64_t received)
{
	struct registration g = {
		.offence = p->offence,
		.relation = RELATION_VICTIM,
		.date = date_add_days(date_local(received).date, -2),
		.municipality = STR("Voorbeeldstad"),
		.lang = LANG_NL,
		.given = str_from_z(p->given),
		.surname = str_from_z(p->surname),
		.email = str_from_z(p->email),
		.phone = str_from_z(p->phone),
		.address = {
			.street = STR("Voorbeeldstraat"),
			.number = 1,
			.postcode = STR("1000AA"),
			.city = STR("Voorbeeldstad"),
			.country = STR("NL"),
		},
		.assessed = p->grounds != 0,
		.grounds = p->grounds,
		.agreed = true,
	};
	date_parse(str_from_z(p->birth), &g.birth);
	return g;
}

struct arriving {
	struct core *core;
	struct id team;
	struct vault_fresh fresh[PEOPLE];
	struct arena *arena;
};

/* The first answer to every question that must be answered. */
static enum err
answer(struct db_write *w, struct arriving *x, struct id registration)
{
	struct intake_draft d = { .client = x->fresh[0].client };
	enum guide_answer_fault fault;
	const struct guide_step *s;
	enum err e = intake_guide_live(x->core, db_reading(w), STR("burglary"), &d.version, &d.guide);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	while ((s = guide_first_open(d.guide->guide, &d.answers)) != NULL) {
		struct str value = s->option_count > 0 ? s->options[0].value : STR("");
		struct strs values = { &value, value.n > 0 };
		TRY(guide_answer(d.guide->guide, s, &values, x->arena, &d.answers, &fault));
	}
	d.hash = session_hash(id_text(id_new(), x->arena), x->arena);
	return intake_attach(w, &d, x->fresh[0].key, registration, x->arena);
}

static enum err
arrive(struct db_write *w, void *arg)
{
	struct arriving *x = arg;
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct person *p = &people[i];
		int64_t received = clock_wall() - p->days_ago * CLOCK_DAY;
		struct registration g = registration_of(p, received);
		struct registration_origin origin = {
			.source = p->source,
			.team = x->team,
			.wishes = { .wish = p->wish, .phone = g.phone, .hours = CONTACT_EVENING },
		};
		struct registration_ready ready;
		struct registration_receipt receipt;
		registration_prepare(x->core->vault, &x->fresh[i], &origin, &g, received, x->arena, &ready);
		TRY(registration_receive(w, x->core->vault, &ready, x->arena, &receipt));
		if (i == 0)
			TRY(answer(w, x, receipt.id));
	}
	return ERR_OK;
}

enum err
demo_people(struct core *core, struct id team, struct arena *a, const struct vault_key **ret_client)
{
	struct arriving x = { .core = core, .team = team, .arena = a };
	enum err e = vault_make(core->vault, x.arena, x.fresh, PEOPLE);
	if (e == ERR_OK)
		e = db_write_run(core->db, arrive, &x);
	*ret_client = x.fresh[0].key;
	return e;
}
