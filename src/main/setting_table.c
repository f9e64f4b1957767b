/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "main.h"
#include "oidc.h"
#include "setting.h"

#include "banned.h"

#define TEXT_MAX 500

enum setting_check {
	CHECK_LINE,   /* one line of text */
	CHECK_LINES,  /* lines of text */
	CHECK_HTTPS,  /* an https address */
	CHECK_REACH,  /* where somebody can be reached: mailto:, https: or tel: */
	CHECK_NUMBER, /* 1 to 9 */
	CHECK_HOURS,  /* a day to two weeks */
	CHECK_ISSUER, /* https, or http to this machine; empty is none */
	CHECK_METHOD, /* how we show a provider who we are */
	CHECK_PEOPLE, /* clients, staff or both */
};

#define INTO(member) offsetof(struct core, member)

#define PROVIDER(N, I) \
	{ "oidc_" N "_name", "", CHECK_LINE, INTO(provider[I].name), \
	    "provider " N ": its name on the page of signing in" }, \
	{ "oidc_" N "_issuer", "", CHECK_ISSUER, INTO(provider[I].issuer), "its issuer; empty: there is none" }, \
	{ "oidc_" N "_client_id", "", CHECK_LINE, INTO(provider[I].client_id), "what it calls us" }, \
	{ "oidc_" N "_method", "private_key_jwt", CHECK_METHOD, INTO(provider[I].method), \
	    "how we show who we are: private_key_jwt, or client_secret_basic with $NABIJ_OIDC_" N "_SECRET" }, \
	{ "oidc_" N "_levels", "", CHECK_LINE, INTO(provider[I].levels), \
	    "its levels of assurance (acr), weakest first, spaces between" }, \
	{ "oidc_" N "_level", "", CHECK_LINE, INTO(provider[I].level), "the weakest of them that is enough here" }, \
	{ "oidc_" N "_for", "clients", CHECK_PEOPLE, INTO(provider[I].audience), \
	    "who: clients, staff or clients staff" }

/* Everything of the table `setting`: what counts as long as nobody set it,
 * where it goes, and what it must look like. */
static const struct {
	const char *name, *fallback;
	enum setting_check check;
	size_t offset; /* in struct core: of an int where it is a number, else of a struct str */
	const char *help;
} settings[] = {
	{ "organisation", "Nabij", CHECK_LINE, INTO(organisation), "the organisation's name, on every page" },
	{ "organisation_address", "Postbus 1\n1000 AA Voorbeeldstad", CHECK_LINES, INTO(organisation_address),
	    "its lines on a letter" },
	{ "phone", "", CHECK_LINE, INTO(phone), "the service line, where people are told whom to call" },
	{ "exit_url", "https://www.buienradar.nl/", CHECK_HTTPS, INTO(exit_url), "where quick exit leads to" },
	{ "mail_from_name", "Nabij", CHECK_LINE, INTO(mail_from_name), "sender of mails: a neutral name" },
	{ "security_contact", "", CHECK_REACH, INTO(security_contact),
	    "who hears about weaknesses (mailto:..., https://... or tel:...)" },
	PROVIDER("1", 0),
	PROVIDER("2", 1),
	{ "attempts_before_letter", "3", CHECK_NUMBER, INTO(attempts_before_letter),
	    "calls without an answer before a letter goes out" },
	{ "recovery_hours", "48", CHECK_HOURS, INTO(recovery_hours),
	    "hours between the yes of a second worker and the code for a client who lost every way in: 24 to 336" },
};
#define SETTING_COUNT (sizeof settings / sizeof settings[0])

static const char *const methods[] = { "private_key_jwt", "client_secret_basic" };
static const char *const people[] = { "clients", "staff", "clients staff" };

static bool
is_one_of(struct str value, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_z(value, words[i]))
			return true;
	return false;
}

static bool
is_between(struct str value, int64_t from, int64_t to)
{
	int64_t number;
	return str_int(value, &number) == ERR_OK && number >= from && number <= to;
}

static bool
is_good(enum setting_check check, struct str value)
{
	if (value.n > TEXT_MAX || !str_is_text(value) || str_find_char(value, '\r') >= 0)
		return false;
	if (check != CHECK_LINES && str_find_char(value, '\n') >= 0)
		return false;
	switch (check) {
	case CHECK_LINE:
	case CHECK_LINES:
		return true;
	case CHECK_HTTPS:
		return str_starts(value, STR("https://"));
	case CHECK_REACH:
		return str_find_char(value, ' ') < 0 && (value.n == 0 || str_starts(value, STR("mailto:")) ||
		    str_starts(value, STR("https://")) || str_starts(value, STR("tel:")));
	case CHECK_ISSUER:
		return value.n == 0 || oidc_address_is_good(value);
	case CHECK_METHOD:
		return is_one_of(value, methods, sizeof methods / sizeof methods[0]);
	case CHECK_PEOPLE:
		return is_one_of(value, people, sizeof people / sizeof people[0]);
	case CHECK_NUMBER:
		return is_between(value, 1, 9);
	case CHECK_HOURS:
		return is_between(value, 24, 336);
	}
	return false;
}

static void
put_into(struct core *c, enum setting_check check, size_t offset, struct str value)
{
	int64_t number;
	char *member = (char *)c + offset;
	bool is_number = check == CHECK_NUMBER || check == CHECK_HOURS;
	if (!is_number)
		memcpy(member, &value, sizeof value);
	else if (str_int(value, &number) == ERR_OK)
		*(int *)(void *)member = (int)number;
}

enum err
settings_read(struct core *c, struct arena *a)
{
	struct db_read *r;
	TRY(db_read_begin(c->db, &r));
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct str value = setting_get(r, settings[i].name, settings[i].fallback, a);
		put_into(c, settings[i].check, settings[i].offset, value);
	}
	db_read_end(r);
	return ERR_OK;
}

enum err
settings_print(struct core *c, const char *name, struct arena *a, FILE *out)
{
	struct db_read *r;
	bool found = false;
	TRY(db_read_begin(c->db, &r));
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct str value = setting_get(r, settings[i].name, settings[i].fallback, a);
		if (name == NULL)
			fprintf(out, "# %s\n%s=%.*s\n", settings[i].help, settings[i].name, STR_ARG(value));
		else if (strcmp(name, settings[i].name) == 0)
			fprintf(out, "%.*s\n", STR_ARG(value));
		else
			continue;
		found = true;
	}
	db_read_end(r);
	return found ? ERR_OK : ERR_NOT_FOUND;
}

struct storing {
	const char *name;
	struct str value;
};

static enum err
store(struct db_write *w, void *arg)
{
	const struct storing *s = arg;
	return setting_put(w, s->name, s->value);
}

enum err
settings_store(struct core *c, const char *name, struct str value)
{
	struct storing s = { name, value };
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strcmp(name, settings[i].name) == 0)
			return is_good(settings[i].check, value) ? db_write_run(c->db, store, &s) : ERR_INVALID;
	return ERR_NOT_FOUND;
}
