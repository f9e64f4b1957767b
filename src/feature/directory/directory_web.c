/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto.h"
#include "directory_entry.h"
#include "directory_find.html.h"
#include "directory_hsds.h"
#include "directory_show.html.h"
#include "directory_staff.h"
#include "directory_view.h"
#include "measure.h"
#include "say.h"
#include "web.h"

#include "banned.h"

#define PAGE_SIZE 10
#define AGE_MAX 120

static struct str
format2(struct web *web, enum msg msg, struct str one, struct str two, struct str three)
{
	struct msg_arg args[] = { { .text = one }, { .text = two }, { .text = three } };
	return msg_fill(web->lang, msg, args, 3, web->arena);
}

static struct str
number_text(struct web *web, int v)
{
	return str_printf(web->arena, "%d", v);
}

/* Visitors who have the page already get none: it changes with the directory,
 * and with what a start of the program may bring. */
static bool
has_it(struct web *web, int64_t stamp)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	struct arena *a = web->arena;
	crypto_digest(str_printf(a, "%lld %lld %.*s", (long long)stamp, (long long)web->core->started,
	    STR_ARG(web->x->request.target)), digest);
	struct str hex = str_hex(digest, 16, a);
	return web_unchanged(web, "no-cache", str_printf(a, "\"%.*s\"", STR_ARG(hex)));
}

/* ---- looking for help ---- */

static struct directory_choice
choice(struct web *web, const char *name, enum msg label, enum directory_taxonomy taxonomy)
{
	size_t n;
	const struct directory_code *codes = directory_codes(taxonomy, &n);
	struct choice_view *v = ARENA_ARRAY(web->arena, struct choice_view, n + 1);
	struct str chosen = web_query(web, name);
	v[0] = (struct choice_view){ .value = STR(""), .label = web_text(web, MSG_DIRECTORY_ANY) };
	for (size_t i = 0; i < n; i++)
		v[i + 1] = (struct choice_view){ .value = str_from_z(codes[i].code), .label = web_text(web,
		    codes[i].label),
			.chosen = str_eq_z(chosen, codes[i].code) };
	return (struct directory_choice){ name, web_text(web, label), { v, n + 1 } };
}

static struct directory_choice
language_choice(struct web *web)
{
	struct choice_view *v = ARENA_ARRAY(web->arena, struct choice_view, 40);
	struct str chosen = web_query(web, "language");
	enum msg name;
	const char *code;
	size_t n = 1;
	v[0] = (struct choice_view){ .value = STR(""), .label = web_text(web, MSG_DIRECTORY_ANY) };
	for (; n < 40 && (code = directory_language_at(n - 1, &name)) != NULL; n++)
		v[n] = (struct choice_view){
			.value = str_from_z(code), .label = web_text(web, name), .chosen = str_eq_z(chosen, code) };
	return (struct directory_choice){ "language", web_text(web, MSG_DIRECTORY_LANGUAGE), { v, n } };
}

/* The age that was asked for, or -1; false when it is none. */
static bool
age_of(const struct web *web, int *ret_age)
{
	struct str s = str_trim(web_query(web, "age"));
	int64_t v = -1;
	*ret_age = -1;
	if (s.n == 0)
		return true;
	if (str_int(s, &v) != ERR_OK || v < 0 || v > AGE_MAX)
		return false;
	*ret_age = (int)v;
	return true;
}

static struct directory_wish
wish_of(struct web *web)
{
	struct directory_wish wish = {
		.lang = web->lang,
		.audience = web_query(web, "audience"),
		.offence = web_query(web, "offence"),
		.municipality = str_trim(web_query(web, "place")),
		.language = web_query(web, "language"),
		.own_name = web->core->organisation,
		.own_phone = web->core->phone,
		.max = SIZE_MAX,
	};
	struct str *need = ARENA_NEW(web->arena, struct str);
	*need = web_query(web, "need");
	wish.needs = (struct strs){ need, need->n > 0 };
	age_of(web, &wish.age);
	if (wish.municipality.n > 100)
		wish.municipality = STR_NONE;
	return wish;
}

static struct strs
texts_of(const struct directory_reasons *reasons, struct arena *a)
{
	struct strs list = { ARENA_ARRAY(a, struct str, reasons->n), 0 };
	for (size_t i = 0; i < reasons->n; i++)
		list.v[list.n++] = reasons->v[i].text;
	return list;
}

static struct directory_rows
rows_of(struct web *web, const struct directory_match *matches, size_t n)
{
	struct directory_row *v = ARENA_ARRAY(web->arena, struct directory_row, n);
	for (size_t i = 0; i < n; i++) {
		const struct directory_match *m = &matches[i];
		v[i] = (struct directory_row){
			.name = m->name,
			.organisation = m->organisation,
			.text = m->description,
			.open = web_url(web, "%.*s", STR_ARG(m->path)),
			.phone = m->phone,
			.fits = texts_of(&m->fits, web->arena),
			.misfits = texts_of(&m->misfits, web->arena),
		};
	}
	return (struct directory_rows){ v, n };
}

/* The same search on another page. */
static struct url
page_url(struct web *web, int64_t number)
{
	static const char *const names[] = { "offence", "need", "audience", "place", "age", "language" };
	struct buf b;
	buf_init(&b, 8192, web->arena);
	buf_printf(&b, "/%s/directory?page=%lld", lang_code(web->lang), (long long)number);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct str value = web_query(web, names[i]);
		if (value.n == 0 || value.n > 200)
			continue;
		buf_printf(&b, "&%s=", names[i]);
		http_escape(&b, value);
	}
	buf_z(&b, "#found");
	return url_path(buf_view(&b));
}

/* What was asked for, as it stands above what was found. */
static struct str
asked_of(struct web *web, const struct directory_find_page *p, int age)
{
	const struct directory_choice *const choices[] = { &p->offence, &p->need, &p->audience, &p->language };
	struct strs list = { ARENA_ARRAY(web->arena, struct str, 6), 0 };
	for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
		for (size_t k = 0; k < choices[i]->options.n; k++)
			if (choices[i]->options.v[k].chosen)
				list.v[list.n++] = choices[i]->options.v[k].label;
	if (p->place.n > 0)
		list.v[list.n++] = p->place;
	if (age >= 0)
		list.v[list.n++] = format2(web, MSG_DIRECTORY_YEARS, number_text(web, age), STR_NONE, STR_NONE);
	return directory_join(&list, ", ", web->arena);
}

static int64_t
page_number(const struct web *web, int64_t pages)
{
	int64_t number = 1;
	if (str_int(web_query(web, "page"), &number) != ERR_OK || number < 1)
		number = 1;
	return number > pages ? pages : number;
}

/* More than what happened. */
static bool
has_more(const struct directory_wish *w)
{
	return w->audience.n > 0 || w->needs.n > 0 || w->age >= 0 || w->municipality.n > 0 || w->language.n > 0;
}

static void
fill_fields(struct web *web, const struct directory_wish *wish, struct directory_find_page *p)
{
	int age;
	p->action = web_url(web, "/directory");
	p->place = wish->municipality;
	p->age = str_cut(web_query(web, "age"), 0, 10);
	p->age_error = age_of(web, &age) ? STR_NONE : web_text(web, MSG_DIRECTORY_AGE_WRONG);
	p->offence = choice(web, "offence", MSG_DIRECTORY_OFFENCE, DIRECTORY_OFFENCE);
	p->need = choice(web, "need", MSG_DIRECTORY_NEED, DIRECTORY_NEED);
	p->audience = choice(web, "audience", MSG_DIRECTORY_AUDIENCE, DIRECTORY_AUDIENCE);
	p->language = language_choice(web);
	p->open = p->age.n > 0 || has_more(wish);
	p->asked = asked_of(web, p, age);
	p->top.has_errors = p->age_error.n > 0;
}

static void
fill_found(struct web *web, const struct directory_matches *matches, struct directory_find_page *p)
{
	int64_t found = (int64_t)matches->n - 1; /* the service line stands below every list */
	int64_t pages = found > 0 ? (found + PAGE_SIZE - 1) / PAGE_SIZE : 1;
	int64_t number = page_number(web, pages), from = (number - 1) * PAGE_SIZE;
	int64_t n = found - from < PAGE_SIZE ? found - from : PAGE_SIZE;
	p->rows = rows_of(web, matches->v + from, (size_t)n);
	p->found = found;
	if (number > 1)
		p->before = page_url(web, number - 1);
	if (number < pages)
		p->after = page_url(web, number + 1);
}

static enum err
show_find(struct web *web)
{
	struct directory_wish wish = wish_of(web);
	struct directory_matches matches;
	int64_t stamp;
	measure_reach(web->core->measure, "directory", "victims",
	    measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host));
	TRY(directory_stamp(web->r, web->arena, &stamp));
	if (has_it(web, stamp))
		return ERR_OK;
	TRY(directory_match(web->r, &wish, web->arena, &matches));
	struct directory_find_page p = {
		.top = web_page(web, web_text(web, MSG_DIRECTORY_TITLE)),
		.contact = web_url(web, "/contact"),
		.callback = web_url(web, "/callback"),
	};
	fill_fields(web, &wish, &p);
	fill_found(web, &matches, &p);
	web_let_be_found(web, &p.top, web_text(web, MSG_DIRECTORY_ABOUT), STR("directory"));
	p.top.index = !p.open && wish.offence.n == 0;
	directory_find_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- one service ---- */

struct facts {
	struct web *web;
	struct directory_fact v[16];
	size_t n;
};

static void
add_lines(struct facts *f, enum msg label, struct strs lines)
{
	if (lines.n > 0)
		f->v[f->n++] = (struct directory_fact){ web_text(f->web, label), lines };
}

static void
add_fact(struct facts *f, enum msg label, struct str line)
{
	struct strs lines = { ARENA_NEW(f->web->arena, struct str), line.n > 0 };
	lines.v[0] = line;
	add_lines(f, label, lines);
}

static void
add_bits(struct facts *f, enum msg label, enum directory_taxonomy taxonomy, unsigned bits)
{
	struct strs labels = directory_bits_labels(taxonomy, bits, f->web->lang, f->web->arena);
	add_fact(f, label, directory_join(&labels, ", ", f->web->arena));
}

static void
add_audience(struct facts *f, const struct directory_service *s)
{
	struct str words = directory_words_in(&s->eligibility, f->web->lang);
	if (words.n > 0)
		add_fact(f, MSG_DIRECTORY_FACT_AUDIENCES, words);
	else
		add_bits(f, MSG_DIRECTORY_FACT_AUDIENCES, DIRECTORY_AUDIENCE, s->audiences);
	struct str min = number_text(f->web, s->min_age), max = number_text(f->web, s->max_age);
	if (s->min_age > 0 && s->max_age >= 0)
		add_fact(f, MSG_DIRECTORY_FACT_AGE, format2(f->web, MSG_DIRECTORY_AGE_BETWEEN, min, max, STR_NONE));
	else if (s->min_age > 0)
		add_fact(f, MSG_DIRECTORY_FACT_AGE, format2(f->web, MSG_DIRECTORY_AGE_FROM, min, STR_NONE, STR_NONE));
	else if (s->max_age >= 0)
		add_fact(f, MSG_DIRECTORY_FACT_AGE, format2(f->web, MSG_DIRECTORY_AGE_TO, max, STR_NONE, STR_NONE));
}

static struct str
day_names(struct web *web, struct str days)
{
	static const struct {
		const char *code;
		enum msg name;
	} names[] = { { "MO", MSG_DIRECTORY_DAY_MO }, { "TU", MSG_DIRECTORY_DAY_TU }, { "WE", MSG_DIRECTORY_DAY_WE },
		{ "TH", MSG_DIRECTORY_DAY_TH }, { "FR", MSG_DIRECTORY_DAY_FR }, { "SA", MSG_DIRECTORY_DAY_SA },
		{ "SU", MSG_DIRECTORY_DAY_SU } };
	struct strs list = directory_split(days, web->arena);
	for (size_t i = 0; i < list.n; i++)
		for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
			if (str_eq_z(list.v[i], names[k].code))
				list.v[i] = web_text(web, names[k].name);
	return directory_join(&list, ", ", web->arena);
}

static void
add_hours(struct facts *f, const struct directory_service *s)
{
	struct strs lines = { ARENA_ARRAY(f->web->arena, struct str, 2 * s->schedules.n), 0 };
	for (size_t i = 0; i < s->schedules.n; i++) {
		const struct directory_schedule *one = &s->schedules.v[i];
		struct str words = directory_words_in(&one->description, f->web->lang);
		if (one->days.n > 0 && one->opens.n > 0 && one->closes.n > 0)
			lines.v[lines.n++] = format2(
			    f->web, MSG_DIRECTORY_HOURS, day_names(f->web, one->days), one->opens, one->closes);
		if (words.n > 0)
			lines.v[lines.n++] = words;
	}
	add_lines(f, MSG_DIRECTORY_FACT_HOURS, lines);
}

static void
add_costs(struct facts *f, const struct directory_service *s)
{
	struct arena *a = f->web->arena;
	struct strs lines = { ARENA_ARRAY(a, struct str, s->costs.n + 1), 0 };
	struct str fees = directory_words_in(&s->fees, f->web->lang);
	const char *comma = f->web->lang == LANG_NL ? "," : ".";
	if (fees.n > 0)
		lines.v[lines.n++] = fees;
	for (size_t i = 0; i < s->costs.n; i++) {
		const struct directory_cost *c = &s->costs.v[i];
		struct str what = directory_words_in(&c->what, f->web->lang);
		if (c->amount < 0)
			lines.v[lines.n++] = what;
		else
			lines.v[lines.n++] = str_printf(a, "€ %lld%s%02lld %.*s", (long long)(c->amount / 100), comma,
			    (long long)(c->amount % 100), STR_ARG(what));
	}
	add_lines(f, MSG_DIRECTORY_FACT_COSTS, lines);
}

static void
add_waiting(struct facts *f, const struct directory_service *s)
{
	struct web *web = f->web;
	if (s->waiting_days < 0)
		return;
	struct str days = number_text(web, s->waiting_days), text;
	if (s->waiting_days == 0)
		text = web_text(web, MSG_DIRECTORY_WAIT_NONE);
	else if (date_is_none(s->waiting_date))
		text = format2(web, MSG_DIRECTORY_WAIT, days, STR_NONE, STR_NONE);
	else
		text = format2(
		    web, MSG_DIRECTORY_WAIT_ON, days, date_text(s->waiting_date, web->lang, web->arena), STR_NONE);
	add_fact(f, MSG_DIRECTORY_FACT_WAITING, text);
}

static void
add_languages(struct facts *f, const struct directory_service *s)
{
	struct strs lines = { ARENA_ARRAY(f->web->arena, struct str, s->languages.n), 0 };
	for (size_t i = 0; i < s->languages.n; i++)
		lines.v[lines.n++] = directory_language_name(s->languages.v[i], f->web->lang, f->web->arena);
	add_fact(f, MSG_DIRECTORY_FACT_LANGUAGES, directory_join(&lines, ", ", f->web->arena));
}

static void
add_areas(struct facts *f, const struct directory_service *s)
{
	struct strs lines = { ARENA_ARRAY(f->web->arena, struct str, s->areas.n), 0 };
	for (size_t i = 0; i < s->areas.n; i++)
		lines.v[lines.n++] = s->areas.v[i].name;
	struct str all = directory_join(&lines, ", ", f->web->arena);
	add_fact(f, MSG_DIRECTORY_FACT_AREAS, all);
}

static void
add_locations(struct facts *f, const struct directory_service *s, const struct directory_organisation *o)
{
	struct arena *a = f->web->arena;
	struct strs lines = { ARENA_ARRAY(a, struct str, s->places.n), 0 };
	for (size_t i = 0; i < s->places.n; i++)
		for (size_t k = 0; k < o->locations.n; k++) {
			if (!id_eq(s->places.v[i].location, o->locations.v[k].id))
				continue;
			struct directory_location l = directory_public_location(&o->locations.v[k]);
			struct str text = str_printf(a, "%.*s%s%.*s %.*s", STR_ARG(l.address),
			    l.address.n > 0 ? ", " : "",
			    STR_ARG(l.postal_code), STR_ARG(l.city));
			lines.v[lines.n++] = l.confidential ? web_text(f->web, MSG_DIRECTORY_SECRET) : str_trim(text);
		}
	add_lines(f, MSG_DIRECTORY_FACT_LOCATIONS, lines);
}

static void
add_contacts(struct facts *f, const struct directory_service *s)
{
	struct arena *a = f->web->arena;
	struct strs lines = { ARENA_ARRAY(a, struct str, s->contacts.n), 0 };
	for (size_t i = 0; i < s->contacts.n; i++) {
		const struct directory_contact *c = &s->contacts.v[i];
		struct strs parts = { ARENA_ARRAY(a, struct str, 3), 0 };
		const struct str all[] = { c->name, c->title, c->email };
		for (size_t k = 0; k < 3; k++)
			if (all[k].n > 0)
				parts.v[parts.n++] = all[k];
		lines.v[lines.n++] = directory_join(&parts, ", ", a);
	}
	add_lines(f, MSG_DIRECTORY_FACT_CONTACTS, lines);
}

static struct directory_facts
facts_of(struct web *web, const struct directory_service *s, const struct directory_organisation *o)
{
	struct facts *f = ARENA_NEW(web->arena, struct facts);
	f->web = web;
	add_audience(f, s);
	add_bits(f, MSG_DIRECTORY_FACT_OFFENCES, DIRECTORY_OFFENCE, s->offences);
	add_bits(f, MSG_DIRECTORY_FACT_NEEDS, DIRECTORY_NEED, s->needs);
	add_fact(f, MSG_DIRECTORY_FACT_ACCESS, directory_words_in(&s->access, web->lang));
	add_costs(f, s);
	add_waiting(f, s);
	add_hours(f, s);
	add_languages(f, s);
	add_areas(f, s);
	add_locations(f, s, o);
	add_contacts(f, s);
	return (struct directory_facts){ f->v, f->n };
}

static struct directory_numbers
numbers_of(struct web *web, const struct directory_service *s, const struct directory_organisation *o)
{
	const struct directory_phones *phones = s->phones.n > 0 ? &s->phones : &o->phones;
	struct directory_number *v = ARENA_ARRAY(web->arena, struct directory_number, phones->n);
	for (size_t i = 0; i < phones->n; i++)
		v[i] = (struct directory_number){ phones->v[i].number,
			directory_words_in(&phones->v[i].description, web->lang), url_tel(phones->v[i].number,
			    web->arena) };
	return (struct directory_numbers){ v, phones->n };
}

/* "www.example.nl" of an address, and the address where it is https. */
static void
set_site(struct directory_show_page *p, struct str address)
{
	if (!str_starts(address, STR("https://")))
		return;
	struct str rest = str_cut(address, 8, address.n), host = rest;
	str_split(&rest, '/', &host);
	p->site = url_https(address);
	p->site_text = host;
}

static enum err
load(struct web *web, struct directory_service *ret_service, struct directory_organisation *ret_organisation)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(directory_service_load(web->r, id, web->arena, ret_service));
	TRY(directory_organisation_load(web->r, ret_service->organisation, web->arena, ret_organisation));
	return ret_service->live ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
show_service(struct web *web)
{
	struct directory_service s;
	struct directory_organisation o;
	int64_t stamp;
	TRY(load(web, &s, &o));
	TRY(directory_stamp(web->r, web->arena, &stamp));
	if (has_it(web, stamp))
		return ERR_OK;
	struct directory_show_page p = {
		.top = web_page(web, directory_words_in(&s.name, web->lang)),
		.back = web_url(web, "/directory"),
		.contact = web_url(web, "/contact"),
		.organisation = directory_words_in(&o.name, web->lang),
		.description = directory_words_in(&s.description, web->lang),
		.why = directory_words_in(&s.why, web->lang),
		.alert = directory_words_in(&s.alert, web->lang),
		.numbers = numbers_of(web, &s, &o),
		.facts = facts_of(web, &s, &o),
	};
	if (!date_is_none(s.assured))
		p.checked = date_text(s.assured, web->lang, web->arena);
	set_site(&p, s.url.n > 0 ? s.url : o.url);
	p.email_text = s.email.n > 0 ? s.email : o.email;
	if (p.email_text.n > 0)
		p.email = url_mailto(p.email_text, web->arena);
	web_let_be_found(web, &p.top, p.description, str_cut(web->path, 1, web->path.n));
	directory_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

#define HSDS ROUTE_NO_LANG | ROUTE_CACHE, NULL, NULL

const struct route directory_routes[] = {
	{ HTTP_GET, "/directory", READ, show_find, PERM_PUBLIC, ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/directory/:id", READ, show_service, PERM_PUBLIC, ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/entries", READ, entry_list, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/organisation", READ, entry_organisation_new, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/organisation", WRITE, entry_organisation_add, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/organisation/:id", READ, entry_organisation_show, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/organisation/:id", WRITE, entry_organisation_save, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/organisation/:id/service", READ, entry_service_new, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/organisation/:id/service", WRITE, entry_service_add, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/service/:id", READ, entry_service_show, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/service/:id", WRITE, entry_service_save, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/service/:id/check", WRITE, entry_service_check, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/service/:id/address", WRITE, entry_service_address, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/import", READ, entry_import_show, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_POST, "/entries/import", SLOW, entry_import, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/entries/export", SLOW, entry_export, PERM_DIRECTORY, 0, NULL, NULL },
	{ HTTP_GET, "/hsds", READ, hsds_show_root, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/", READ, hsds_show_root, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/services", READ, hsds_list_services, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/services/:id", READ, hsds_show_service, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/organizations", READ, hsds_list_organisations, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/organizations/:id", READ, hsds_show_organisation, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/service_at_locations", READ, hsds_list_places, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/service_at_locations/:id", READ, hsds_show_place, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/taxonomies", READ, hsds_list_taxonomies, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/taxonomies/:id", READ, hsds_show_taxonomy, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/taxonomy_terms", READ, hsds_list_terms, PERM_PUBLIC, HSDS },
	{ HTTP_GET, "/hsds/taxonomy_terms/:id", READ, hsds_show_term, PERM_PUBLIC, HSDS },
};
const size_t directory_route_count = sizeof directory_routes / sizeof directory_routes[0];
