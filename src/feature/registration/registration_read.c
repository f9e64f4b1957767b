/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "registration.h"

#include "banned.h"

/*
 * The message of a partner, in the words of docs/openapi.yaml. Everything
 * that is wrong is found in one go.
 */
#define COUNT(V) (sizeof(V) / sizeof((V)[0]))

static const char *const offence_words[OFFENCE_COUNT] = {
	[OFFENCE_FRAUD] = "fraude",
	[OFFENCE_VIOLENCE] = "geweld",
	[OFFENCE_SUICIDE] = "zelfdoding",
	[OFFENCE_ONLINE_SEXUAL_HARASSMENT] = "online_seksuele_intimidatie",
	[OFFENCE_ROBBERY] = "beroving",
	[OFFENCE_SEXUAL_ABUSE] = "seksueel_misbruik",
	[OFFENCE_RAPE] = "verkrachting",
	[OFFENCE_STALKING] = "stalking",
	[OFFENCE_THREAT] = "bedreiging",
	[OFFENCE_TRAFFIC_ACCIDENT] = "verkeersongeval",
	[OFFENCE_BURGLARY] = "inbraak",
	[OFFENCE_GENERAL] = "algemeen",
	[OFFENCE_HOMICIDE] = "moord_of_doodslag",
	[OFFENCE_MISSING_PERSON] = "vermissing",
	[OFFENCE_COMPANY_ACCIDENT] = "bedrijfsongeval",
	[OFFENCE_EXPLOSION] = "explosie",
	[OFFENCE_ARSON] = "brandstichting",
	[OFFENCE_STREET_HARASSMENT] = "straatintimidatie",
	[OFFENCE_HUMAN_TRAFFICKING] = "mensenhandel",
	[OFFENCE_DISCRIMINATION] = "discriminatie",
	[OFFENCE_DOMESTIC_VIOLENCE] = "huiselijk_geweld",
	[OFFENCE_DISASTER] = "ramp_of_crisis",
	[OFFENCE_FOUND_BODY] = "vinden_van_een_lichaam",
	[OFFENCE_IDENTITY_THEFT] = "identiteitsfraude",
	[OFFENCE_HACKING] = "hacken",
	[OFFENCE_PHISHING] = "phishing",
	[OFFENCE_PURCHASE_FRAUD] = "aankoopfraude",
	[OFFENCE_SKIMMING] = "skimming",
	[OFFENCE_ONLINE_SEXUAL_OFFENCE] = "online_zedenmisdrijf",
};

static const char *const relation_words[RELATION_COUNT] = {
	[RELATION_VICTIM] = "slachtoffer",
	[RELATION_WITNESS] = "getuige",
	[RELATION_BEREAVED] = "nabestaande",
	[RELATION_INVOLVED] = "betrokkene",
	[RELATION_CAUSED] = "veroorzaker",
	[RELATION_LEFT_BEHIND] = "achterblijver",
};

static const char *const ground_words[GROUND_COUNT] = {
	[GROUND_REPEAT_VICTIMISATION] = "herhaald_slachtofferschap",
	[GROUND_INTIMIDATION] = "intimidatie",
	[GROUND_RETALIATION] = "vergelding",
};

static const char *const language_words[LANG_COUNT] = { [LANG_NL] = "nl", [LANG_EN] = "en" };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- e-mail, phone, dates ---- */

static bool
is_local_part(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool dot_alone = s.p[i] == '.' && i > 0 && i + 1 < s.n && s.p[i - 1] != '.';
		bool other = s.p[i] != '\0' && str_find_char(STR("!#$%&'*+-/=?^_`{|}~"), s.p[i]) >= 0;
		if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && !dot_alone && !other)
			return false;
	}
	return s.n >= 1 && s.n <= 64;
}

static bool
is_label(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n >= 1 && s.n <= 63 && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

static bool
is_domain(struct str rest)
{
	struct str label = STR_NONE;
	size_t labels = 0;
	for (; str_split(&rest, '.', &label); labels++)
		if (!is_label(label))
			return false;
	return labels >= 2 && label.n >= 2;
}

static struct str
read_email(const struct json_node *o, struct json_faults *f)
{
	struct str s = json_text(o, "email", JSON_OPTIONAL, 254, f), local;
	struct str domain = s;
	if (s.p == NULL)
		return s;
	if (str_split(&domain, '@', &local) && domain.p != NULL && is_local_part(local) && is_domain(domain))
		return s;
	json_fault_in(o, "email", f, "email.format", "Dit is geen e-mailadres.", "This is not an e-mail address.");
	return STR_NONE;
}

static struct str
read_phone(const struct json_node *o, struct json_faults *f)
{
	struct str s = json_text(o, "telefoon", JSON_OPTIONAL, 25, f);
	size_t digits = 0, strange = 0;
	for (size_t i = 0; i < s.n; i++) {
		digits += is_digit(s.p[i]);
		bool sign = str_find_char(STR(" -()."), s.p[i]) >= 0 || (s.p[i] == '+' && i == 0);
		strange += !is_digit(s.p[i]) && !sign;
	}
	if (s.p == NULL || (strange == 0 && digits >= 8 && digits <= 15))
		return s;
	json_fault_in(o, "telefoon", f, "phone.format",
	    "Dit is geen telefoonnummer: 8 tot 15 cijfers, vooraan mag een + staan.",
	    "This is not a phone number: 8 to 15 digits, a + may stand in front.");
	return STR_NONE;
}

static struct date
read_past(const struct json_node *o, const char *name, enum json_need need, struct date today, struct json_faults *f)
{
	struct date d = json_date(o, name, need, f);
	if (date_is_none(d) || date_cmp(d, today) <= 0)
		return d;
	json_fault_in(o, name, f, "date.future", "Deze datum is nog niet geweest.", "This date lies in the future.");
	return DATE_NONE;
}

/* ---- address ---- */

static bool
is_dutch_postcode(struct str s)
{
	if (s.n != 6 || s.p[0] == '0')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i < 4 ? !is_digit(s.p[i]) : !is_letter(s.p[i]))
			return false;
	return true;
}

/* Without spaces, in capitals. */
static struct str
compact(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			p[n++] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
	return (struct str){ s.p == NULL ? NULL : p, n };
}

static struct str
read_country(const struct json_node *o, struct json_faults *f)
{
	struct str s = json_text(o, "land", JSON_OPTIONAL, 2, f);
	if (s.p == NULL)
		return STR("NL");
	if (s.n == 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' && s.p[1] <= 'Z')
		return s;
	json_fault_in(o, "land", f, "country.format", "Dit is geen landcode van twee hoofdletters (ISO 3166-1).",
	    "This is not a country code of two capitals (ISO 3166-1).");
	return STR_NONE;
}

static void
read_address(const struct json_node *person, struct json_faults *f, struct registration_address *ret_address)
{
	static const char *const names[] = { "straat", "huisnummer", "toevoeging", "postcode", "plaats", "land" };
	struct json_node o = json_member(person, "adres", JSON_OPTIONAL, f);
	if (o.value == NULL || !json_expect_object(&o, names, COUNT(names), f))
		return;
	*ret_address = (struct registration_address){
		.street = json_text(&o, "straat", JSON_REQUIRED, 100, f),
		.number = json_int(&o, "huisnummer", JSON_REQUIRED, 1, 99999, f),
		.addition = json_text(&o, "toevoeging", JSON_OPTIONAL, 10, f),
		.postcode = compact(json_text(&o, "postcode", JSON_REQUIRED, 12, f), f->arena),
		.city = json_text(&o, "plaats", JSON_REQUIRED, 80, f),
		.country = read_country(&o, f),
	};
	bool dutch = str_eq(ret_address->country, STR("NL"));
	if (dutch && ret_address->postcode.p != NULL && !is_dutch_postcode(ret_address->postcode))
		json_fault_in(&o, "postcode", f, "postcode.format", "Dit is geen postcode als 1234AB.",
		    "This is not a postcode such as 1234AB.");
}

/* ---- the parts ---- */

static void
read_person(const struct json_node *root, struct date today, struct json_faults *f, struct registration *g)
{
	static const char *const names[] = {
		"voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "email", "telefoon", "adres",
	};
	struct json_node o = json_member(root, "persoon", JSON_REQUIRED, f);
	if (o.value == NULL || !json_expect_object(&o, names, COUNT(names), f))
		return;
	g->given = json_text(&o, "voornaam", JSON_OPTIONAL, 100, f);
	g->infix = json_text(&o, "tussenvoegsel", JSON_OPTIONAL, 30, f);
	g->surname = json_text(&o, "achternaam", JSON_REQUIRED, 150, f);
	g->birth = read_past(&o, "geboortedatum", JSON_OPTIONAL, today, f);
	g->email = read_email(&o, f);
	g->phone = read_phone(&o, f);
	read_address(&o, f, &g->address);
}

static unsigned
read_grounds(const struct json_node *o, struct json_faults *f)
{
	unsigned grounds = 0;
	struct json_node list = json_member(o, "gronden", JSON_REQUIRED, f);
	size_t n = list.value == NULL ? 0 : json_count(&list, f);
	for (size_t i = 0; i < n; i++) {
		struct json_node word = json_element(&list, i);
		int ground = json_word(&word, ground_words, GROUND_COUNT, f);
		if (ground < 0)
			continue;
		if (grounds & 1u << ground)
			json_fault_at(&word, f, "word.twice", "Dit staat er al.", "This stands there already.");
		grounds |= 1u << ground;
	}
	return grounds;
}

static void
read_assessment(const struct json_node *root, struct json_faults *f, struct registration *g)
{
	static const char *const names[] = { "gronden", "maatregelen" };
	struct json_node o = json_member(root, "individueleBeoordeling", JSON_OPTIONAL, f);
	if (o.value == NULL || !json_expect_object(&o, names, COUNT(names), f))
		return;
	g->assessed = true;
	g->grounds = read_grounds(&o, f);
	g->measures = json_lines(&o, "maatregelen", JSON_OPTIONAL, 2000, f);
}

static void
read_parent(const struct json_node *root, struct json_faults *f, struct registration_parent *ret_parent)
{
	static const char *const names[] = { "naam", "email", "telefoon", "verdachte" };
	struct json_node o = json_member(root, "ouder", JSON_OPTIONAL, f);
	if (o.value == NULL || !json_expect_object(&o, names, COUNT(names), f))
		return;
	*ret_parent = (struct registration_parent){
		.name = json_text(&o, "naam", JSON_REQUIRED, 250, f),
		.email = read_email(&o, f),
		.phone = read_phone(&o, f),
		.suspect = json_bool(&o, "verdachte", JSON_REQUIRED, f),
	};
}

static void
read_message(const struct json_node *root, struct date today, struct json_faults *f, struct registration *g)
{
	static const char *const names[] = {
		"kenmerk", "delict", "rol", "datum", "gemeente", "taal", "persoon", "veiligContact",
		"individueleBeoordeling", "contactAkkoord", "ouder",
	};
	if (!json_expect_object(root, names, COUNT(names), f))
		return;
	g->own_id = json_text(root, "kenmerk", JSON_REQUIRED, 64, f);
	g->offence = (enum offence)json_choice(root, "delict", JSON_REQUIRED, offence_words, OFFENCE_COUNT, f);
	g->relation = (enum relation)json_choice(root, "rol", JSON_REQUIRED, relation_words, RELATION_COUNT, f);
	g->date = read_past(root, "datum", JSON_REQUIRED, today, f);
	g->municipality = json_text(root, "gemeente", JSON_OPTIONAL, 80, f);
	int lang = json_choice(root, "taal", JSON_OPTIONAL, language_words, LANG_COUNT, f);
	g->lang = lang < 0 ? LANG_NL : (enum lang)lang;
	read_person(root, today, f, g);
	g->remarks = json_lines(root, "veiligContact", JSON_OPTIONAL, 2000, f);
	read_assessment(root, f, g);
	g->agreed = json_bool(root, "contactAkkoord", JSON_REQUIRED, f);
	read_parent(root, f, &g->parent);
}

enum err
registration_read(struct str text, struct date today, struct json_faults *faults, struct registration *ret_registration)
{
	struct registration g = { 0 };
	struct json_node root;
	struct arena *tree = arena_new();
	enum err e = json_parse(text, faults, tree, &root);
	if (e == ERR_OK) {
		read_message(&root, today, faults, &g);
		if (faults->n > 0)
			e = ERR_INVALID;
	}
	arena_free(tree);
	if (e == ERR_OK)
		*ret_registration = g;
	return e;
}
