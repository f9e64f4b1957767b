/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "directory.sql.h"
#include "directory_entry.h"
#include "directory_staff.h"
#include "directory_view.h"
#include "entry_edit.html.h"
#include "entry_list.html.h"
#include "form.h"
#include "say.h"
#include "session.h"

#include "banned.h"

#define PAGE_SIZE 50
#define TEXT_MAX 5000
#define CHECKED_LASTS 365 /* days */

static const enum msg state_words[DIRECTORY_STATE_COUNT] = {
	MSG_ENTRY_STATE_DRAFT, MSG_ENTRY_STATE_LIVE, MSG_ENTRY_STATE_RETIRED,
};

static struct str
text_of(struct id id, struct web *web)
{
	return id_text(id, web->arena);
}

/* ---- the list ---- */

static struct entry_row
row_of(struct web *web, const struct directory_service_all_row *row)
{
	struct date checked, old = date_add_days(date_local(clock_wall()).date, -CHECKED_LASTS);
	bool was = row->assured.n > 0 && date_parse(row->assured, &checked) == ERR_OK;
	return (struct entry_row){
		.name = row->name,
		.organisation = row->organisation_name,
		.state = web_text(web, state_words[directory_state_parse(row->state)]),
		.owner = row->owner,
		.checked = was ? date_text(checked, web->lang, web->arena) : STR_NONE,
		.late = was && date_cmp(checked, old) < 0,
		.open = web_url(web, "/entries/service/%.*s", STR_ARG(text_of(row->id, web))),
	};
}

/* Organisations that no service leads to. */
static enum err
organisations_alone(
	struct web *web, const struct directory_service_all_rows *services, struct page_links *ret_links)
{
	struct directory_organisation_list_rows rows;
	TRY(directory_organisation_list(web->r, web->arena, &rows));
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, rows.n);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		bool alone = true;
		for (size_t k = 0; k < services->n && alone; k++)
			alone = !id_eq(services->v[k].organisation, rows.v[i].id);
		struct str id = text_of(rows.v[i].id, web);
		if (alone)
			v[n++] = (struct page_link){ .label = rows.v[i].name,
				.url = web_url(web, "/entries/organisation/%.*s", STR_ARG(id)) };
	}
	*ret_links = (struct page_links){ v, n };
	return ERR_OK;
}

enum err
entry_list(struct web *web)
{
	struct directory_service_all_rows rows;
	int64_t number = 1;
	TRY(directory_service_all(web->r, web->arena, &rows));
	int64_t pages = (int64_t)(rows.n + PAGE_SIZE - 1) / PAGE_SIZE;
	if (str_int(web_query(web, "page"), &number) != ERR_OK || number < 1 || number > pages)
		number = 1;
	size_t from = (size_t)(number - 1) * PAGE_SIZE, n = rows.n - from < PAGE_SIZE ? rows.n - from : PAGE_SIZE;
	struct entry_row *v = ARENA_ARRAY(web->arena, struct entry_row, n);
	struct entry_list_page p = {
		.top = web_page(web, web_text(web, MSG_ENTRY_TITLE)),
		.add = web_url(web, "/entries/organisation"),
		.import = web_url(web, "/entries/import"),
		.download = web_url(web, "/entries/export"),
		.rows = { v, n },
	};
	for (size_t i = 0; i < n; i++)
		v[i] = row_of(web, &rows.v[from + i]);
	for (size_t i = 0; i < rows.n; i++)
		p.unchecked += rows.v[i].assured.n == 0;
	if (number > 1)
		p.before = web_url(web, "/entries?page=%lld", (long long)(number - 1));
	if (number < pages)
		p.after = web_url(web, "/entries?page=%lld", (long long)(number + 1));
	if (number == 1)
		TRY(organisations_alone(web, &rows, &p.alone));
	p.top.wide = true;
	entry_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- what both forms have ---- */

static const struct form_choice states[] = {
	{ "draft", MSG_ENTRY_STATE_DRAFT }, { "live", MSG_ENTRY_STATE_LIVE }, { "retired", MSG_ENTRY_STATE_RETIRED },
	{ NULL, MSG_NONE },
};

static struct directory_words
words_of(const struct form *f, const char *name, const char *name_en)
{
	struct directory_words w = { .in = { form_value(f, name), form_value(f, name_en) } };
	for (int l = 0; l < LANG_COUNT; l++)
		if (w.in[l].n == 0)
			w.in[l] = STR_NONE;
	return w;
}

static void
set_words(struct form *f, const char *name, const char *name_en, const struct directory_words *w)
{
	form_set(f, name, w->in[LANG_NL]);
	form_set(f, name_en, w->in[LANG_EN]);
}

static struct str
maybe(struct str s)
{
	return s.n > 0 ? s : STR_NONE;
}

/* An https address without what would end it in an attribute. */
static void
check_url(struct form *f)
{
	struct str s = form_value(f, "url");
	bool plain = str_find_char(s, ' ') < 0 && str_find_char(s, '"') < 0 && str_find_char(s, '<') < 0;
	if (s.n > 0 && (!str_starts(s, STR("https://")) || s.n < 12 || !plain))
		form_fail(f, "url", MSG_ENTRY_FAULT_URL);
}

static void
check_phone(struct form *f)
{
	struct str s = form_value(f, "phone");
	size_t digits = 0, others = 0;
	for (size_t i = 0; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		others += (s.p[i] < '0' || s.p[i] > '9') && str_find_char(STR("+-() ."), s.p[i]) < 0;
	}
	if (s.n > 0 && (others > 0 || digits < 3 || digits > 15))
		form_fail(f, "phone", MSG_ENTRY_FAULT_PHONE);
}

/* The first number is what the form shows; the others stay. */
static struct directory_phones
phones_of(const struct directory_phones *old, struct str number, struct arena *a)
{
	struct directory_phones p = { ARENA_ARRAY(a, struct directory_phone, old->n + 1), 0 };
	if (number.n > 0) {
		p.v[p.n].number = number;
		if (old->n > 0)
			p.v[p.n].description = old->v[0].description;
		p.n++;
	}
	for (size_t i = 1; i < old->n; i++)
		p.v[p.n++] = old->v[i];
	return p;
}

/* Which state of the entry the form was made from. */
static void
hide_seen(struct form_view *view, int64_t changed, struct web *web)
{
	form_view_hide(view, STR("seen"), str_printf(web->arena, "%lld", (long long)changed), web->arena);
}

static bool
is_seen(const struct web *web, int64_t changed)
{
	int64_t seen = 0;
	return str_int(web_field(web, "seen"), &seen) == ERR_OK && seen == changed;
}

static struct str
who(struct web *web, struct id account)
{
	struct str name = STR_NONE;
	if (id_is_none(account))
		return web_text(web, MSG_ENTRY_WHO_IMPORT);
	account_name(web->core, web->r, account, web->arena, &name);
	return name;
}

static enum err
history_of(struct web *web, struct id entry, struct entry_versions *ret_history)
{
	static const struct {
		const char *action;
		enum msg word;
	} words[] = { { "import", MSG_ENTRY_ACTION_IMPORT }, { "add", MSG_ENTRY_ACTION_ADD },
		{ "edit", MSG_ENTRY_ACTION_EDIT }, { "check", MSG_ENTRY_ACTION_CHECK } };
	struct directory_version_list_rows rows;
	TRY(directory_version_list(web->r, (struct directory_version_list_in){ .entry = entry }, web->arena, &rows));
	struct entry_version *v = ARENA_ARRAY(web->arena, struct entry_version, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct date_time t = date_local(rows.v[i].made);
		struct str day = date_text(t.date, web->lang, web->arena);
		v[i] = (struct entry_version){ .what = rows.v[i].action, .who = who(web, rows.v[i].account),
			.when = str_printf(web->arena, "%.*s, %02d:%02d", STR_ARG(day), t.hour, t.minute) };
		for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
			if (str_eq_z(rows.v[i].action, words[k].action))
				v[i].what = web_text(web, words[k].word);
	}
	*ret_history = (struct entry_versions){ v, rows.n };
	return ERR_OK;
}

static struct entry_edit_page
edit_page(struct web *web, struct str title, const struct form *f)
{
	struct entry_edit_page p = {
		.top = web_page(web, title), .back = web_url(web, "/entries"),
		.form = form_view(f, web, web_path(web, "%.*s", STR_ARG(web->path)), MSG_ENTRY_SAVE),
	};
	p.top.wide = true;
	p.top.has_errors = form_failed(f);
	return p;
}

static void
send_page(struct web *web, struct entry_edit_page *p)
{
	entry_edit_html(web_html(web, p->top.has_errors || p->changed_by_other ? 422 : 200), p);
}

static struct directory_change
change_by(const struct web *web, const char *action)
{
	return (struct directory_change){ action, web->actor.id };
}

/* ---- organisations ---- */

static const struct form_field organisation_fields[] = {
	{ "name", FORM_TEXT, MSG_ENTRY_FIELD_NAME, MSG_NONE, 0, 200, NULL, NULL },
	{ "name_en", FORM_TEXT, MSG_ENTRY_FIELD_NAME_EN, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "description", FORM_LONG, MSG_ENTRY_FIELD_DESCRIPTION, MSG_NONE, 0, TEXT_MAX, NULL, NULL },
	{ "description_en", FORM_LONG, MSG_ENTRY_FIELD_DESCRIPTION_EN, MSG_NONE, FORM_OPTIONAL, TEXT_MAX, NULL, NULL },
	{ "url", FORM_TEXT, MSG_ENTRY_FIELD_URL, MSG_ENTRY_HINT_URL, FORM_OPTIONAL, 500, NULL, NULL },
	{ "email", FORM_EMAIL, MSG_ENTRY_FIELD_EMAIL, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "phone", FORM_TEXT, MSG_ENTRY_FIELD_PHONE, MSG_NONE, FORM_OPTIONAL, 40, NULL, NULL },
	{ "owner", FORM_TEXT, MSG_ENTRY_FIELD_OWNER, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "state", FORM_ONE, MSG_ENTRY_FIELD_STATE, MSG_NONE, 0, 0, NULL, states },
};
#define ORGANISATION_FIELDS (sizeof organisation_fields / sizeof organisation_fields[0])

static void
organisation_fill(struct form *f, const struct directory_organisation *o)
{
	set_words(f, "name", "name_en", &o->name);
	set_words(f, "description", "description_en", &o->description);
	form_set(f, "url", o->url);
	form_set(f, "email", o->email);
	form_set(f, "phone", o->phones.n > 0 ? o->phones.v[0].number : STR_NONE);
	form_set(f, "owner", o->owner);
	form_set(f, "state", str_from_z(directory_state_name(o->state)));
}

static void
organisation_take(const struct form *f, struct directory_organisation *o, struct arena *a)
{
	o->name = words_of(f, "name", "name_en");
	o->description = words_of(f, "description", "description_en");
	o->url = maybe(form_value(f, "url"));
	o->email = maybe(form_value(f, "email"));
	o->owner = maybe(form_value(f, "owner"));
	o->phones = phones_of(&o->phones, form_value(f, "phone"), a);
	o->state = directory_state_parse(form_value(f, "state"));
}

static enum err
organisation_page(struct web *web, const struct form *f, const struct directory_organisation *o, bool changed)
{
	struct str name = directory_words_in(&o->name, web->lang);
	struct entry_edit_page p =
	    edit_page(web, name.n > 0 ? name : web_text(web, MSG_ENTRY_ORGANISATION_TITLE), f);
	p.changed_by_other = changed;
	if (!id_is_none(o->id)) {
		struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, o->services.n);
		for (size_t i = 0; i < o->services.n; i++) {
			struct directory_service s;
			TRY(directory_service_load(web->r, o->services.v[i].id, web->arena, &s));
			v[i] = (struct page_link){ .label = directory_words_in(&s.name, web->lang),
				.url = web_url(web, "/entries/service/%.*s", STR_ARG(text_of(s.id, web))) };
		}
		p.services = (struct page_links){ v, o->services.n };
		p.add = web_url(web, "/entries/organisation/%.*s/service", STR_ARG(text_of(o->id, web)));
		hide_seen(&p.form, o->changed, web);
		TRY(history_of(web, o->id, &p.history));
	}
	send_page(web, &p);
	return ERR_OK;
}

static enum err
organisation_of(struct web *web, struct directory_organisation *ret_organisation)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	return directory_organisation_load(web->r, id, web->arena, ret_organisation);
}

enum err
entry_organisation_show(struct web *web)
{
	struct directory_organisation o;
	struct form f;
	TRY(organisation_of(web, &o));
	form_init(&f, organisation_fields, ORGANISATION_FIELDS);
	organisation_fill(&f, &o);
	return organisation_page(web, &f, &o, false);
}

static enum err
organisation_read(struct form *f, struct web *web)
{
	enum err e = form_read(f, organisation_fields, ORGANISATION_FIELDS, web);
	if (e == ERR_OK) {
		check_url(f);
		check_phone(f);
	}
	return form_failed(f) ? ERR_INVALID : e;
}

enum err
entry_organisation_save(struct web *web)
{
	struct directory_organisation o;
	struct form f;
	bool changed;
	TRY(organisation_of(web, &o));
	bool faulty = organisation_read(&f, web) != ERR_OK, other = !is_seen(web, o.changed);
	if (faulty || other) {
		TRY(organisation_page(web, &f, &o, other));
		return ERR_INVALID;
	}
	organisation_take(&f, &o, web->arena);
	TRY(directory_organisation_store(web->w, &o, change_by(web, "edit"), web->arena, &changed));
	return web_redirect(web, "/entries/organisation/%.*s", STR_ARG(text_of(o.id, web)));
}

enum err
entry_organisation_new(struct web *web)
{
	struct directory_organisation o = { .id = ID_NONE };
	struct form f;
	form_init(&f, organisation_fields, ORGANISATION_FIELDS);
	form_set(&f, "state", STR("draft"));
	return organisation_page(web, &f, &o, false);
}

enum err
entry_organisation_add(struct web *web)
{
	struct directory_organisation o = { .id = ID_NONE };
	struct form f;
	bool changed;
	if (organisation_read(&f, web) != ERR_OK) {
		TRY(organisation_page(web, &f, &o, false));
		return ERR_INVALID;
	}
	o.id = id_new();
	organisation_take(&f, &o, web->arena);
	TRY(directory_organisation_store(web->w, &o, change_by(web, "add"), web->arena, &changed));
	return web_redirect(web, "/entries/organisation/%.*s", STR_ARG(text_of(o.id, web)));
}

/* ---- services ---- */

#define LONG(NAME, MSG, FLAGS) { NAME, FORM_LONG, MSG, MSG_NONE, FLAGS, TEXT_MAX, NULL, NULL }

static const struct form_field service_fields[] = {
	{ "name", FORM_TEXT, MSG_ENTRY_FIELD_NAME, MSG_NONE, 0, 200, NULL, NULL },
	{ "name_en", FORM_TEXT, MSG_ENTRY_FIELD_NAME_EN, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	LONG("description", MSG_ENTRY_FIELD_DESCRIPTION, 0),
	LONG("description_en", MSG_ENTRY_FIELD_DESCRIPTION_EN, FORM_OPTIONAL),
	LONG("why", MSG_ENTRY_FIELD_WHY, FORM_OPTIONAL),
	LONG("why_en", MSG_ENTRY_FIELD_WHY_EN, FORM_OPTIONAL),
	{ "audiences", FORM_MANY, MSG_DIRECTORY_FACT_AUDIENCES, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "offences", FORM_MANY, MSG_DIRECTORY_FACT_OFFENCES, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "needs", FORM_MANY, MSG_DIRECTORY_FACT_NEEDS, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	LONG("eligibility", MSG_ENTRY_FIELD_ELIGIBILITY, FORM_OPTIONAL),
	LONG("eligibility_en", MSG_ENTRY_FIELD_ELIGIBILITY_EN, FORM_OPTIONAL),
	{ "min_age", FORM_TEXT, MSG_ENTRY_FIELD_MIN_AGE, MSG_NONE, FORM_OPTIONAL, 3, NULL, NULL },
	{ "max_age", FORM_TEXT, MSG_ENTRY_FIELD_MAX_AGE, MSG_NONE, FORM_OPTIONAL, 3, NULL, NULL },
	{ "areas", FORM_LONG, MSG_ENTRY_FIELD_AREAS, MSG_ENTRY_HINT_AREAS, FORM_OPTIONAL, 20000, NULL, NULL },
	{ "languages", FORM_TEXT, MSG_ENTRY_FIELD_LANGUAGES, MSG_ENTRY_HINT_LANGUAGES, FORM_OPTIONAL, 200, NULL, NULL },
	LONG("access", MSG_ENTRY_FIELD_ACCESS, FORM_OPTIONAL),
	LONG("access_en", MSG_ENTRY_FIELD_ACCESS_EN, FORM_OPTIONAL),
	LONG("fees", MSG_ENTRY_FIELD_FEES, FORM_OPTIONAL),
	LONG("fees_en", MSG_ENTRY_FIELD_FEES_EN, FORM_OPTIONAL),
	{ "waiting_days", FORM_TEXT, MSG_ENTRY_FIELD_WAITING_DAYS, MSG_NONE, FORM_OPTIONAL, 4, NULL, NULL },
	{ "waiting_date", FORM_DATE, MSG_ENTRY_FIELD_WAITING_DATE, MSG_NONE, FORM_OPTIONAL, 0, NULL, NULL },
	{ "phone", FORM_TEXT, MSG_ENTRY_FIELD_PHONE, MSG_NONE, FORM_OPTIONAL, 40, NULL, NULL },
	LONG("hours", MSG_ENTRY_FIELD_HOURS, FORM_OPTIONAL),
	LONG("hours_en", MSG_ENTRY_FIELD_HOURS_EN, FORM_OPTIONAL),
	{ "url", FORM_TEXT, MSG_ENTRY_FIELD_URL, MSG_ENTRY_HINT_URL, FORM_OPTIONAL, 500, NULL, NULL },
	{ "email", FORM_EMAIL, MSG_ENTRY_FIELD_EMAIL, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "owner", FORM_TEXT, MSG_ENTRY_FIELD_OWNER, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "state", FORM_ONE, MSG_ENTRY_FIELD_STATE, MSG_NONE, 0, 0, NULL, states },
};
#define SERVICE_FIELDS (sizeof service_fields / sizeof service_fields[0])

/* The lists of codes are the choices of the fields of their names. */
static const struct form_field *
fields_of(struct arena *a)
{
	static const char *const names[DIRECTORY_TAXONOMY_COUNT] = { "audiences", "offences", "needs" };
	struct form_field *fields = ARENA_ARRAY(a, struct form_field, SERVICE_FIELDS);
	for (size_t i = 0; i < SERVICE_FIELDS; i++) {
		fields[i] = service_fields[i];
		for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
			size_t n;
			const struct directory_code *codes = directory_codes(t, &n);
			if (!str_eq_z(str_from_z(fields[i].name), names[t]))
				continue;
			struct form_choice *choices = ARENA_ARRAY(a, struct form_choice, n + 1);
			for (size_t k = 0; k < n; k++)
				choices[k] = (struct form_choice){ codes[k].code, codes[k].label };
			fields[i].choices = choices;
		}
	}
	return fields;
}

static unsigned
ticked(const struct form *f, const char *name, enum directory_taxonomy taxonomy)
{
	unsigned bits = 0;
	size_t n;
	const struct directory_code *codes = directory_codes(taxonomy, &n);
	for (size_t i = 0; i < n; i++)
		if (form_has(f, name, codes[i].code))
			bits |= 1u << i;
	return bits;
}

static void
tick(struct form *f, const char *name, enum directory_taxonomy taxonomy, unsigned bits)
{
	size_t n;
	const struct directory_code *codes = directory_codes(taxonomy, &n);
	for (size_t i = 0; i < n; i++)
		if (bits & 1u << i)
			form_choose(f, name, codes[i].code);
}

static struct str
areas_text(const struct directory_areas *areas, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)256 * 1024, a);
	for (size_t i = 0; i < areas->n; i++)
		buf_printf(&b, "%.*s %.*s\n", STR_ARG(areas->v[i].code.n > 0 ? areas->v[i].code : STR("-")),
		    STR_ARG(areas->v[i].name));
	return buf_view(&b);
}

static void
set_number(struct form *f, const char *name, int v, struct arena *a)
{
	form_set(f, name, v < 0 ? STR_NONE : str_printf(a, "%d", v));
}

static void
service_fill(struct form *f, const struct directory_service *s, struct arena *a)
{
	set_words(f, "name", "name_en", &s->name);
	set_words(f, "description", "description_en", &s->description);
	set_words(f, "why", "why_en", &s->why);
	set_words(f, "eligibility", "eligibility_en", &s->eligibility);
	set_words(f, "access", "access_en", &s->access);
	set_words(f, "fees", "fees_en", &s->fees);
	if (s->schedules.n > 0)
		set_words(f, "hours", "hours_en", &s->schedules.v[0].description);
	tick(f, "audiences", DIRECTORY_AUDIENCE, s->audiences);
	tick(f, "offences", DIRECTORY_OFFENCE, s->offences);
	tick(f, "needs", DIRECTORY_NEED, s->needs);
	set_number(f, "min_age", s->min_age, a);
	set_number(f, "max_age", s->max_age, a);
	set_number(f, "waiting_days", s->waiting_days, a);
	if (!date_is_none(s->waiting_date))
		form_set(f, "waiting_date", date_iso(s->waiting_date, a));
	form_set(f, "areas", areas_text(&s->areas, a));
	form_set(f, "languages", directory_join(&s->languages, ", ", a));
	form_set(f, "phone", s->phones.n > 0 ? s->phones.v[0].number : STR_NONE);
	form_set(f, "url", s->url);
	form_set(f, "email", s->email);
	form_set(f, "owner", s->owner);
	form_set(f, "state", str_from_z(directory_state_name(s->state)));
}

/* A whole number, or -1; says so when it is neither. */
static int
take_number(struct form *f, const char *name)
{
	int64_t v = -1;
	struct str s = form_value(f, name);
	if (s.n > 0 && (str_int(s, &v) != ERR_OK || v < 0 || v > 3650))
		form_fail(f, name, MSG_ENTRY_FAULT_NUMBER);
	return (int)v;
}

static struct strs
take_languages(struct form *f, struct arena *a)
{
	struct strs list = directory_split(str_lower(form_value(f, "languages"), a), a);
	for (size_t i = 0; i < list.n; i++)
		for (size_t k = 0; k < list.v[i].n; k++)
			if (list.v[i].n < 2 || list.v[i].n > 3 || list.v[i].p[k] < 'a' || list.v[i].p[k] > 'z')
				form_fail(f, "languages", MSG_ENTRY_FAULT_LANGUAGES);
	return list;
}

static enum directory_area_kind
area_kind(struct str code)
{
	int64_t number;
	bool municipality = code.n == 6 && str_starts(code, STR("GM")) && str_int(str_cut(code, 2, 4),
	    &number) == ERR_OK;
	return str_eq_z(code, "NL") ? DIRECTORY_NATIONAL : municipality ? DIRECTORY_MUNICIPALITY : DIRECTORY_REGION;
}

static struct directory_areas
take_areas(struct form *f, struct arena *a)
{
	struct str rest = form_value(f, "areas"), line;
	struct directory_areas areas = { ARENA_ARRAY(a, struct directory_area, 400), 0 };
	while (rest.n > 0 && str_split(&rest, '\n', &line)) {
		struct str name = str_trim(line), code;
		if (name.n == 0)
			continue;
		str_split(&name, ' ', &code);
		name = str_trim(name);
		if (name.n == 0 || code.n > 20 || areas.n == 400)
			form_fail(f, "areas", MSG_ENTRY_FAULT_AREAS);
		else
			areas.v[areas.n++] = (struct directory_area){
				area_kind(code), str_eq_z(code, "-") ? STR("") : code, name };
	}
	return areas;
}

/* The first one's words are what the form shows; days and times stay. */
static struct directory_schedules
schedules_of(const struct directory_schedules *old, struct directory_words words, struct arena *a)
{
	struct directory_schedules s = { ARENA_ARRAY(a, struct directory_schedule, old->n + 1), old->n };
	for (size_t i = 0; i < old->n; i++)
		s.v[i] = old->v[i];
	if (s.n == 0 && (words.in[LANG_NL].n > 0 || words.in[LANG_EN].n > 0))
		s.n = 1;
	if (s.n > 0)
		s.v[0].description = words;
	if (s.n > 0 && words.in[LANG_NL].n == 0 && s.v[0].days.n == 0 && s.v[0].opens.n == 0)
		s = (struct directory_schedules){ s.v + 1, s.n - 1 };
	return s;
}

static void
service_take(struct form *f, struct directory_service *s, struct arena *a)
{
	s->name = words_of(f, "name", "name_en");
	s->description = words_of(f, "description", "description_en");
	s->why = words_of(f, "why", "why_en");
	s->eligibility = words_of(f, "eligibility", "eligibility_en");
	s->access = words_of(f, "access", "access_en");
	s->fees = words_of(f, "fees", "fees_en");
	s->schedules = schedules_of(&s->schedules, words_of(f, "hours", "hours_en"), a);
	s->audiences = ticked(f, "audiences", DIRECTORY_AUDIENCE);
	s->offences = ticked(f, "offences", DIRECTORY_OFFENCE);
	s->needs = ticked(f, "needs", DIRECTORY_NEED);
	s->min_age = take_number(f, "min_age");
	s->max_age = take_number(f, "max_age");
	s->waiting_days = take_number(f, "waiting_days");
	s->waiting_date = form_date(f, "waiting_date");
	s->areas = take_areas(f, a);
	s->languages = take_languages(f, a);
	s->phones = phones_of(&s->phones, form_value(f, "phone"), a);
	s->url = maybe(form_value(f, "url"));
	s->email = maybe(form_value(f, "email"));
	s->owner = maybe(form_value(f, "owner"));
	s->state = directory_state_parse(form_value(f, "state"));
	if (s->min_age >= 0 && s->max_age >= 0 && s->max_age < s->min_age)
		form_fail(f, "max_age", MSG_ENTRY_FAULT_AGES);
}

/* ERR_INVALID: the form says what is wrong; *s is what was read all the same. */
static enum err
service_read(struct form *f, struct web *web, struct directory_service *s)
{
	if (form_read(f, fields_of(web->arena), SERVICE_FIELDS, web) == ERR_OK) {
		check_url(f);
		check_phone(f);
		service_take(f, s, web->arena);
	}
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

static const struct form_choice yes_no[] = {
	{ "yes", MSG_ENTRY_SECRET_YES }, { "no", MSG_ENTRY_SECRET_NO }, { NULL, MSG_NONE },
};

static const struct form_field address_fields[] = {
	{ "street", FORM_TEXT, MSG_ENTRY_FIELD_STREET, MSG_NONE, 0, 200, NULL, NULL },
	{ "postcode", FORM_POSTCODE, MSG_ENTRY_FIELD_POSTCODE, MSG_NONE, 0, 0, NULL, NULL },
	{ "city", FORM_TEXT, MSG_ENTRY_FIELD_CITY, MSG_NONE, 0, 100, NULL, NULL },
	{ "secret", FORM_ONE, MSG_ENTRY_FIELD_SECRET, MSG_NONE, 0, 0, NULL, yes_no },
};
#define ADDRESS_FIELDS (sizeof address_fields / sizeof address_fields[0])

static struct strs
addresses_of(struct web *web, const struct directory_service *s, const struct directory_organisation *o)
{
	struct strs list = { ARENA_ARRAY(web->arena, struct str, s->places.n), 0 };
	for (size_t i = 0; i < s->places.n; i++)
		for (size_t k = 0; k < o->locations.n; k++) {
			const struct directory_location *l = &o->locations.v[k];
			if (!id_eq(l->id, s->places.v[i].location))
				continue;
			list.v[list.n++] = l->confidential ? web_text(web, MSG_ENTRY_ADDRESS_SECRET)
			                                   : str_printf(web->arena, "%.*s, %.*s %.*s",
			                                   STR_ARG(l->address),
			                                         STR_ARG(l->postal_code), STR_ARG(l->city));
		}
	return list;
}

/* address: the form for another address, filled in when it was not good; or NULL. */
static enum err
service_page(struct web *web, const struct form *f, const struct directory_service *s, const struct form *address,
    bool changed)
{
	struct directory_organisation o;
	struct form none;
	struct str id = text_of(s->id, web);
	TRY(directory_organisation_load(web->r, s->organisation, web->arena, &o));
	struct str name = directory_words_in(&s->name, web->lang);
	struct entry_edit_page p = edit_page(web, name.n > 0 ? name : web_text(web, MSG_ENTRY_SERVICE_TITLE), f);
	p.changed_by_other = changed;
	p.organisation = directory_words_in(&o.name, web->lang);
	p.organisation_open = web_url(web, "/entries/organisation/%.*s", STR_ARG(text_of(o.id, web)));
	if (!id_is_none(s->id)) {
		form_init(&none, NULL, 0);
		p.is_service = true;
		p.checked = date_is_none(s->assured) ? STR_NONE : date_text(s->assured, web->lang, web->arena);
		p.check = form_view(&none, web, web_path(web, "/entries/service/%.*s/check", STR_ARG(id)),
		    MSG_ENTRY_CHECK);
		if (address == NULL) {
			form_init(&none, address_fields, ADDRESS_FIELDS);
			address = &none;
		}
		p.address = form_view(
		    address, web, web_path(web, "/entries/service/%.*s/address", STR_ARG(id)), MSG_ENTRY_ADDRESS_ADD);
		p.top.has_errors = p.top.has_errors || form_failed(address);
		p.addresses = addresses_of(web, s, &o);
		p.form.action = web_url(web, "/entries/service/%.*s", STR_ARG(id));
		if (s->live)
			p.shown = web_url(web, "/directory/%.*s", STR_ARG(id));
		hide_seen(&p.form, s->changed, web);
		TRY(history_of(web, s->id, &p.history));
	}
	send_page(web, &p);
	return ERR_OK;
}

static enum err
service_of(struct web *web, struct directory_service *ret_service)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	return directory_service_load(web->r, id, web->arena, ret_service);
}

static void
service_form(struct form *f, const struct directory_service *s, struct arena *a)
{
	form_init(f, fields_of(a), SERVICE_FIELDS);
	service_fill(f, s, a);
}

enum err
entry_service_show(struct web *web)
{
	struct directory_service s;
	struct form f;
	TRY(service_of(web, &s));
	service_form(&f, &s, web->arena);
	return service_page(web, &f, &s, NULL, false);
}

enum err
entry_service_save(struct web *web)
{
	struct directory_service s, old;
	struct form f;
	bool changed;
	TRY(service_of(web, &s));
	old = s;
	bool faulty = service_read(&f, web, &s) != ERR_OK, other = !is_seen(web, s.changed);
	if (faulty || other) {
		TRY(service_page(web, &f, &old, NULL, other));
		return ERR_INVALID;
	}
	TRY(directory_service_store(web->w, &s, change_by(web, "edit"), web->arena, &changed));
	return web_redirect(web, "/entries/service/%.*s", STR_ARG(text_of(s.id, web)));
}

static struct directory_service
new_service(struct id organisation, struct arena *a)
{
	struct directory_service s = { .organisation = organisation, .min_age = -1, .max_age = -1, .waiting_days = -1 };
	s.areas = (struct directory_areas){ ARENA_NEW(a, struct directory_area), 1 };
	s.areas.v[0] = (struct directory_area){ DIRECTORY_NATIONAL, STR("NL"), STR("Nederland") };
	s.languages = (struct strs){ ARENA_NEW(a, struct str), 1 };
	s.languages.v[0] = STR("nl");
	return s;
}

enum err
entry_service_new(struct web *web)
{
	struct directory_organisation o;
	struct form f;
	TRY(organisation_of(web, &o));
	struct directory_service s = new_service(o.id, web->arena);
	service_form(&f, &s, web->arena);
	return service_page(web, &f, &s, NULL, false);
}

enum err
entry_service_add(struct web *web)
{
	struct directory_organisation o;
	struct form f;
	bool changed;
	TRY(organisation_of(web, &o));
	struct directory_service s = new_service(o.id, web->arena), fresh = s;
	if (service_read(&f, web, &s) != ERR_OK) {
		TRY(service_page(web, &f, &fresh, NULL, false));
		return ERR_INVALID;
	}
	s.id = id_new();
	TRY(directory_service_store(web->w, &s, change_by(web, "add"), web->arena, &changed));
	return web_redirect(web, "/entries/service/%.*s", STR_ARG(text_of(s.id, web)));
}

enum err
entry_service_check(struct web *web)
{
	struct directory_service s;
	bool changed;
	TRY(service_of(web, &s));
	s.assured = date_local(clock_wall()).date;
	TRY(directory_service_store(web->w, &s, change_by(web, "check"), web->arena, &changed));
	return web_redirect(web, "/entries/service/%.*s", STR_ARG(text_of(s.id, web)));
}

/* ---- an address of a service ---- */

static enum err
store_address(struct web *web, const struct form *f, struct directory_service *s)
{
	struct directory_organisation o;
	struct arena *a = web->arena;
	bool changed;
	TRY(directory_organisation_load(web->r, s->organisation, a, &o));
	struct directory_location *l = ARENA_ARRAY(a, struct directory_location, o.locations.n + 1);
	struct directory_place *p = ARENA_ARRAY(a, struct directory_place, s->places.n + 1);
	for (size_t i = 0; i < o.locations.n; i++)
		l[i] = o.locations.v[i];
	for (size_t i = 0; i < s->places.n; i++)
		p[i] = s->places.v[i];
	l[o.locations.n] = (struct directory_location){ .id = id_new(), .kind = STR("physical"),
		.confidential = !str_eq_z(form_value(f, "secret"), "no"), .address = form_value(f, "street"),
		.city = form_value(f, "city"), .postal_code = form_value(f, "postcode") };
	p[s->places.n] = (struct directory_place){ .id = id_new(), .location = l[o.locations.n].id };
	o.locations = (struct directory_locations){ l, o.locations.n + 1 };
	s->places = (struct directory_places){ p, s->places.n + 1 };
	TRY(directory_organisation_store(web->w, &o, change_by(web, "edit"), a, &changed));
	return directory_service_store(web->w, s, change_by(web, "edit"), a, &changed);
}

enum err
entry_service_address(struct web *web)
{
	struct directory_service s;
	struct form address, f;
	TRY(service_of(web, &s));
	if (form_read(&address, address_fields, ADDRESS_FIELDS, web) != ERR_OK) {
		service_form(&f, &s, web->arena);
		TRY(service_page(web, &f, &s, &address, false));
		return ERR_INVALID;
	}
	TRY(store_address(web, &address, &s));
	return web_redirect(web, "/entries/service/%.*s", STR_ARG(text_of(s.id, web)));
}
