/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <time.h>

#include "clock.h"
#include "crypto.h"
#include "directory.sql.h"
#include "directory_entry.h"
#include "directory_hsds.h"
#include "json.h"
#include "problem.h"

#include "banned.h"

#define ANSWER_MAX ((size_t)32 << 20)
#define PER_PAGE 50
#define PER_PAGE_MAX 100
#define HSDS_VERSION "3.1"

/* ---- what is asked ---- */

struct question {
	int64_t page, per_page;
	int64_t modified_after; /* ms; 0: ever */
	struct str search;
	struct id term, taxonomy, organisation;
	bool full, full_service, minimal;
	struct str fault;       /* name of the parameter that cannot be read */
};

static int64_t
number_of(const struct web *web, const char *name, int64_t otherwise, struct question *q)
{
	int64_t v = otherwise;
	struct str s = web_query(web, name);
	if (s.n > 0 && (str_int(s, &v) != ERR_OK || v < 1))
		q->fault = str_from_z(name);
	return v;
}

static bool
truth_of(const struct web *web, const char *name, struct question *q)
{
	struct str s = web_query(web, name);
	if (s.n > 0 && !str_eq_z(s, "true") && !str_eq_z(s, "false"))
		q->fault = str_from_z(name);
	return str_eq_z(s, "true");
}

static struct id
id_of(const struct web *web, const char *name, struct question *q)
{
	struct id id = ID_NONE;
	struct str s = web_query(web, name);
	if (s.n > 0 && directory_uuid_parse(s, &id) != ERR_OK)
		q->fault = str_from_z(name);
	return id;
}

static bool
clock_part(struct str s, size_t from, int *ret_value)
{
	int64_t v;
	if (str_int(str_cut(s, from, 2), &v) != ERR_OK || v < 0 || v > 60)
		return false;
	*ret_value = (int)v;
	return true;
}

/* "2026-11-21", "2026-11-21T12:00:00", with a fraction, with Z or +01:00 behind it. */
static bool
moment_of(struct str s, int64_t *ret_wall)
{
	struct date d;
	struct tm t = { 0 };
	int away = 0, minutes = 0;
	if (date_parse(str_cut(s, 0, 10), &d) != ERR_OK)
		return false;
	t.tm_year = d.year - 1900;
	t.tm_mon = d.month - 1;
	t.tm_mday = d.day;
	if (s.n > 10) {
		bool shape = s.n >= 19 && (s.p[10] == 'T' || s.p[10] == ' ') && s.p[13] == ':' && s.p[16] == ':';
		if (!shape || !clock_part(s, 11, &t.tm_hour) || !clock_part(s, 14, &t.tm_min) ||
		    !clock_part(s, 17, &t.tm_sec))
			return false;
		struct str zone = str_cut(s, 19, s.n);
		while (zone.n > 0 && (*zone.p == '.' || (*zone.p >= '0' && *zone.p <= '9')))
			zone = str_cut(zone, 1, zone.n);
		bool utc = zone.n == 0 || str_eq_z(zone, "Z");
		/* a plus in an address is a space */
		if (!utc && (zone.n != 6 || !clock_part(zone, 1, &away) || !clock_part(zone, 4, &minutes)))
			return false;
		if (!utc)
			minutes = (away * 60 + minutes) * (*zone.p == '-' ? -1 : 1);
	}
	*ret_wall = ((int64_t)timegm(&t) - minutes * 60) * CLOCK_SECOND;
	return true;
}

static struct question
question_of(const struct web *web)
{
	struct question q = { .search = str_trim(web_query(web, "search")) };
	struct str after = web_query(web, "modified_after"), format = web_query(web, "format");
	q.page = number_of(web, "page", 1, &q);
	q.per_page = number_of(web, "per_page", PER_PAGE, &q);
	q.per_page = q.per_page > PER_PAGE_MAX ? PER_PAGE_MAX : q.per_page;
	q.full = truth_of(web, "full", &q);
	q.full_service = truth_of(web, "full_service", &q);
	q.minimal = truth_of(web, "minimal", &q);
	q.term = id_of(web, "taxonomy_term_id", &q);
	q.taxonomy = id_of(web, "taxonomy_id", &q);
	q.organisation = id_of(web, "organization_id", &q);
	if (after.n > 0 && !moment_of(after, &q.modified_after))
		q.fault = STR("modified_after");
	if (format.n > 0 && !str_eq_z(format, "json"))
		q.fault = STR("format");
	if (q.search.n > 200)
		q.fault = STR("search");
	return q;
}

/* ---- what is answered ---- */

static enum err
refuse(struct web *web, int status, struct str nl, struct str en)
{
	struct problem p = { .status = status, .detail = nl, .detail_en = en };
	problem_fill_with(web->x, &p);
	web->answered = true;
	return ERR_OK;
}

static enum err
refuse_question(struct web *web, const struct question *q)
{
	return refuse(web, 400, str_printf(web->arena, "De parameter %.*s is niet te lezen.", STR_ARG(q->fault)),
	    str_printf(web->arena, "The parameter %.*s cannot be read.", STR_ARG(q->fault)));
}

/* With a validator: whoever has the same bytes gets none. */
static enum err
answer(struct web *web, const struct buf *b)
{
	unsigned char digest[CRYPTO_MAC_SIZE];
	if (!buf_ok(b))
		return ERR_LIMIT;
	crypto_digest(buf_view(b), digest);
	struct str hex = str_hex(digest, 16, web->arena);
	struct str tag = str_printf(web->arena, "\"%.*s\"", STR_ARG(hex));
	if (web_unchanged(web, "public, max-age=60", tag))
		return ERR_OK;
	return web_bytes(web, 200, "application/json", buf_view(b));
}

struct listing {
	struct web *web;
	struct question q;
	struct buf b;
	int64_t seen;  /* items so far, of all pages */
	int64_t shown;
};

/* Whether the next item stands on the page; counts it. */
static bool
is_shown(struct listing *l)
{
	int64_t number = l->seen++;
	if (l->q.minimal)
		return ++l->shown > 0;
	bool here = number / l->q.per_page == l->q.page - 1;
	l->shown += here;
	return here;
}

static void
begin_list(struct listing *l)
{
	buf_init(&l->b, ANSWER_MAX, l->web->arena);
	json_open(&l->b, NULL, '{');
	json_open(&l->b, "contents", '[');
}

static enum err
end_list(struct listing *l)
{
	int64_t per_page = l->q.minimal ? (l->seen > 0 ? l->seen : 1) : l->q.per_page;
	int64_t pages = (l->seen + per_page - 1) / per_page, page = l->q.minimal ? 1 : l->q.page;
	json_close(&l->b, ']');
	json_put_int(&l->b, "total_items", l->seen);
	json_put_int(&l->b, "total_pages", pages);
	json_put_int(&l->b, "page_number", page);
	json_put_int(&l->b, "size", l->shown);
	json_put_bool(&l->b, "first_page", page == 1);
	json_put_bool(&l->b, "last_page", page >= pages);
	json_put_bool(&l->b, "empty", l->shown == 0);
	json_close(&l->b, '}');
	return answer(l->web, &l->b);
}

static bool
contains(struct str text, struct str words, struct arena *a)
{
	return words.n == 0 || str_find(str_lower(text, a), str_lower(words, a)) >= 0;
}

/* ---- about the API ---- */

enum err
hsds_show_root(struct web *web)
{
	struct buf b;
	buf_init(&b, 4096, web->arena);
	json_open(&b, NULL, '{');
	json_put_z(&b, "version", HSDS_VERSION);
	json_put_z(&b, "profile", "https://docs.openreferral.org/en/" HSDS_VERSION "/hsds/");
	json_put_z(&b, "openapi_url",
	    "https://raw.githubusercontent.com/openreferral/specification/" HSDS_VERSION "/schema/openapi.json");
	json_close(&b, '}');
	return answer(web, &b);
}

/* ---- services ---- */

static bool
has_taxonomy(const struct directory_card *c, struct id taxonomy)
{
	const unsigned bits[] = { c->audiences, c->offences, c->needs };
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++)
		if (bits[t] != 0 && id_eq(taxonomy, directory_taxonomy_id(t)))
			return true;
	return false;
}

static bool
has_term(const struct directory_card *c, struct id term)
{
	const unsigned bits[] = { c->audiences, c->offences, c->needs };
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
		size_t n;
		directory_codes(t, &n);
		for (size_t i = 0; i < n; i++)
			if ((bits[t] & 1u << i) && id_eq(term, directory_term_id(t, i)))
				return true;
	}
	return false;
}

static bool
is_asked(const struct question *q, const struct directory_card *c, struct arena *a)
{
	bool found = contains(c->name.in[LANG_NL], q->search, a) || contains(c->name.in[LANG_EN], q->search, a) ||
	    contains(c->description.in[LANG_NL], q->search, a) || contains(c->description.in[LANG_EN], q->search, a) ||
	    contains(c->organisation_name.in[LANG_NL], q->search, a);
	return found && c->changed >= q->modified_after &&
	    (id_is_none(q->organisation) || id_eq(q->organisation, c->organisation)) &&
	    (id_is_none(q->taxonomy) || has_taxonomy(c, q->taxonomy)) && (id_is_none(q->term) || has_term(c, q->term));
}

/* With its organisation beside it, which has no list of services then. */
static enum err
load_both(struct web *web, struct id id, struct directory_service *ret_service,
    struct directory_organisation *ret_organisation)
{
	TRY(directory_service_load(web->r, id, web->arena, ret_service));
	TRY(directory_organisation_load(web->r, ret_service->organisation, web->arena, ret_organisation));
	ret_organisation->services.n = 0;
	return ret_service->live ? ERR_OK : ERR_NOT_FOUND;
}

static void
put_minimal(struct buf *b, struct id id, int64_t changed, struct arena *a)
{
	time_t seconds = (time_t)(changed / CLOCK_SECOND);
	struct tm t;
	gmtime_r(&seconds, &t);
	json_open(b, NULL, '{');
	json_put_text(b, "id", directory_uuid(id, a));
	json_put_text(b, "modified_date", str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900,
	    t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec));
	json_close(b, '}');
}

static enum err
put_service(struct listing *l, const struct directory_card *c)
{
	struct directory_service s;
	struct directory_organisation o;
	unsigned flags = DIRECTORY_TIME | (l->q.full ? 0 : DIRECTORY_BRIEF);
	if (l->q.minimal) {
		put_minimal(&l->b, c->id, c->changed, l->web->arena);
		return ERR_OK;
	}
	TRY(load_both(l->web, c->id, &s, &o));
	directory_write_service(&l->b, NULL, &s, &o, flags, l->web->arena);
	return ERR_OK;
}

enum err
hsds_list_services(struct web *web)
{
	struct listing l = { .web = web, .q = question_of(web) };
	struct directory_cards cards;
	if (l.q.fault.n > 0)
		return refuse_question(web, &l.q);
	TRY(directory_card_list(web->r, web->arena, &cards));
	begin_list(&l);
	for (size_t i = 0; i < cards.n; i++)
		if (is_asked(&l.q, &cards.v[i], web->arena) && is_shown(&l))
			TRY(put_service(&l, &cards.v[i]));
	return end_list(&l);
}

static enum err
param_uuid(const struct web *web, struct id *ret_id)
{
	return directory_uuid_parse(web->param[0], ret_id) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

enum err
hsds_show_service(struct web *web)
{
	struct id id;
	struct directory_service s;
	struct directory_organisation o;
	struct buf b;
	TRY(param_uuid(web, &id));
	TRY(load_both(web, id, &s, &o));
	buf_init(&b, ANSWER_MAX, web->arena);
	directory_write_service(&b, NULL, &s, &o, DIRECTORY_TIME, web->arena);
	return answer(web, &b);
}

/* ---- organisations ---- */

/* Its live services in full, or none. */
static enum err
fill_services(struct web *web, struct directory_organisation *o, bool wanted)
{
	size_t n = 0;
	for (size_t i = 0; wanted && i < o->services.n; i++)
		if (o->services.v[i].state == DIRECTORY_LIVE)
			TRY(directory_service_load(web->r, o->services.v[i].id, web->arena, &o->services.v[n++]));
	o->services.n = n;
	return ERR_OK;
}

enum err
hsds_list_organisations(struct web *web)
{
	struct listing l = { .web = web, .q = question_of(web) };
	struct directory_organisation_list_rows rows;
	if (l.q.fault.n > 0)
		return refuse_question(web, &l.q);
	unsigned flags = DIRECTORY_TIME | (l.q.full || l.q.full_service ? 0 : DIRECTORY_BRIEF);
	l.q.minimal = false;
	TRY(directory_organisation_list(web->r, web->arena, &rows));
	begin_list(&l);
	for (size_t i = 0; i < rows.n; i++) {
		struct directory_organisation o;
		bool asked = directory_state_parse(rows.v[i].state) == DIRECTORY_LIVE &&
		    rows.v[i].changed >= l.q.modified_after && contains(rows.v[i].name, l.q.search, web->arena);
		if (!asked || !is_shown(&l))
			continue;
		TRY(directory_organisation_load(web->r, rows.v[i].id, web->arena, &o));
		TRY(fill_services(web, &o, l.q.full_service));
		directory_write_organisation(&l.b, NULL, &o, flags, web->arena);
	}
	return end_list(&l);
}

enum err
hsds_show_organisation(struct web *web)
{
	struct id id;
	struct directory_organisation o;
	struct buf b;
	struct question q = question_of(web);
	TRY(param_uuid(web, &id));
	TRY(directory_organisation_load(web->r, id, web->arena, &o));
	if (o.state != DIRECTORY_LIVE)
		return ERR_NOT_FOUND;
	TRY(fill_services(web, &o, q.full_service));
	buf_init(&b, ANSWER_MAX, web->arena);
	directory_write_organisation(&b, NULL, &o, DIRECTORY_TIME, web->arena);
	return answer(web, &b);
}

/* ---- services at locations ---- */

static enum err
put_place(struct web *web, struct buf *b, struct id id, struct id service, bool full)
{
	struct directory_service s;
	struct directory_organisation o;
	TRY(load_both(web, service, &s, &o));
	for (size_t i = 0; i < s.places.n; i++)
		if (id_eq(s.places.v[i].id, id)) {
			directory_write_place(b, NULL, &s, &s.places.v[i], full ? &o : NULL, 0, web->arena);
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

/* The card of the service, when that is asked for. */
static bool
is_service_asked(const struct directory_cards *cards, struct id service, const struct question *q, struct arena *a)
{
	for (size_t i = 0; i < cards->n; i++)
		if (id_eq(cards->v[i].id, service))
			return is_asked(q, &cards->v[i], a);
	return false;
}

enum err
hsds_list_places(struct web *web)
{
	struct listing l = { .web = web, .q = question_of(web) };
	struct directory_place_all_rows rows;
	struct directory_cards cards;
	if (l.q.fault.n > 0)
		return refuse_question(web, &l.q);
	l.q.minimal = false;
	TRY(directory_card_list(web->r, web->arena, &cards));
	TRY(directory_place_all(web->r, (struct directory_place_all_in){ .state = STR("live") }, web->arena, &rows));
	begin_list(&l);
	for (size_t i = 0; i < rows.n; i++)
		if (is_service_asked(&cards, rows.v[i].service, &l.q, web->arena) && is_shown(&l))
			TRY(put_place(web, &l.b, rows.v[i].id, rows.v[i].service, l.q.full));
	return end_list(&l);
}

enum err
hsds_show_place(struct web *web)
{
	struct id id;
	struct buf b;
	struct directory_place_find_row row;
	TRY(param_uuid(web, &id));
	TRY(directory_place_find(web->r, (struct directory_place_find_in){ .id = id }, web->arena, &row));
	buf_init(&b, ANSWER_MAX, web->arena);
	TRY(put_place(web, &b, id, row.service, true));
	return answer(web, &b);
}

/* ---- taxonomies ---- */

enum err
hsds_list_taxonomies(struct web *web)
{
	struct listing l = { .web = web, .q = question_of(web) };
	if (l.q.fault.n > 0)
		return refuse_question(web, &l.q);
	l.q.minimal = false;
	begin_list(&l);
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++)
		if (contains(str_from_z(directory_taxonomy_name(t)), l.q.search, web->arena) && is_shown(&l))
			directory_write_taxonomy(&l.b, NULL, t, web->arena);
	return end_list(&l);
}

enum err
hsds_show_taxonomy(struct web *web)
{
	struct id id;
	struct buf b;
	TRY(param_uuid(web, &id));
	buf_init(&b, ANSWER_MAX, web->arena);
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
		if (!id_eq(id, directory_taxonomy_id(t)))
			continue;
		directory_write_taxonomy(&b, NULL, t, web->arena);
		return answer(web, &b);
	}
	return ERR_NOT_FOUND;
}

/* Every term stands at the top: nothing has a parent. */
enum err
hsds_list_terms(struct web *web)
{
	struct listing l = { .web = web, .q = question_of(web) };
	if (l.q.fault.n > 0)
		return refuse_question(web, &l.q);
	bool none = web_query(web, "parent_id").n > 0;
	l.q.minimal = false;
	begin_list(&l);
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT && !none; t++) {
		size_t n;
		const struct directory_code *v = directory_codes(t, &n);
		if (!id_is_none(l.q.taxonomy) && !id_eq(l.q.taxonomy, directory_taxonomy_id(t)))
			continue;
		for (size_t i = 0; i < n; i++) {
			bool found = contains(str_from_z(v[i].code), l.q.search, web->arena) ||
			    contains(msg_text(LANG_NL, v[i].label), l.q.search, web->arena);
			if (found && is_shown(&l))
				directory_write_term(&l.b, NULL, t, i, web->arena);
		}
	}
	return end_list(&l);
}

enum err
hsds_show_term(struct web *web)
{
	struct id id;
	struct buf b;
	TRY(param_uuid(web, &id));
	buf_init(&b, ANSWER_MAX, web->arena);
	for (enum directory_taxonomy t = 0; t < DIRECTORY_TAXONOMY_COUNT; t++) {
		size_t n;
		directory_codes(t, &n);
		for (size_t i = 0; i < n; i++) {
			if (!id_eq(id, directory_term_id(t, i)))
				continue;
			directory_write_term(&b, NULL, t, i, web->arena);
			return answer(web, &b);
		}
	}
	return ERR_NOT_FOUND;
}
