/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "directory.sql.h"
#include "directory_entry.h"

#include "banned.h"

static int
number(struct db_int v)
{
	return v.set ? (int)v.v : -1;
}

static struct date
day(struct str iso)
{
	struct date d;
	return iso.n > 0 && date_parse(iso, &d) == ERR_OK ? d : DATE_NONE;
}

static struct directory_card
card_of(const struct directory_live_cards_row *row, struct arena *a)
{
	return (struct directory_card){
		.id = row->id,
		.organisation = row->organisation,
		.organisation_name = { { row->organisation_name, row->organisation_name_en } },
		.name = { { row->name, row->name_en } },
		.description = { { row->description, row->description_en } },
		.why = { { row->why, row->why_en } },
		.eligibility = { { row->eligibility, row->eligibility_en } },
		.fees = { { row->fees, row->fees_en } },
		.url = row->url.n > 0 ? row->url : row->organisation_url,
		.phone = row->phone.n > 0 ? row->phone : row->organisation_phone,
		.audiences = directory_bits(DIRECTORY_AUDIENCE, row->audiences),
		.offences = directory_bits(DIRECTORY_OFFENCE, row->offences),
		.needs = directory_bits(DIRECTORY_NEED, row->needs),
		.languages = directory_split(row->languages, a),
		.min_age = number(row->min_age),
		.max_age = number(row->max_age),
		.waiting_days = number(row->waiting_days),
		.waiting_date = day(row->waiting_date),
		.assured = day(row->assured),
		.changed = row->changed,
	};
}

static int
compare_ids(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof a.b);
}

/* The areas stand in the order of their services' ids. */
static struct directory_areas
areas_of(const struct directory_live_areas_rows *rows, struct id service, struct arena *a)
{
	size_t from = 0, to = rows->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare_ids(rows->v[middle].service, service) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	size_t n = 0;
	while (from + n < rows->n && id_eq(rows->v[from + n].service, service))
		n++;
	struct directory_area *v = ARENA_ARRAY(a, struct directory_area, n);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct directory_area){
			directory_area_parse(rows->v[from + i].kind), rows->v[from + i].code, rows->v[from + i].name };
	return (struct directory_areas){ v, n };
}

enum err
directory_card_list(struct db_read *r, struct arena *a, struct directory_cards *ret_cards)
{
	struct directory_live_cards_rows rows;
	struct directory_live_areas_rows areas;
	TRY(directory_live_cards(r, (struct directory_live_cards_in){ .state = STR("live") }, a, &rows));
	TRY(directory_live_areas(r, (struct directory_live_areas_in){ .state = STR("live") }, a, &areas));
	struct directory_card *v = ARENA_ARRAY(a, struct directory_card, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		v[i] = card_of(&rows.v[i], a);
		v[i].areas = areas_of(&areas, v[i].id, a);
	}
	*ret_cards = (struct directory_cards){ v, rows.n };
	return ERR_OK;
}

enum directory_reach
directory_reaches(const struct directory_areas *areas, struct str municipality)
{
	enum directory_reach reach = areas->n == 0 ? DIRECTORY_UNSURE : DIRECTORY_OUTSIDE;
	for (size_t i = 0; i < areas->n; i++) {
		const struct directory_area *one = &areas->v[i];
		enum directory_reach by = DIRECTORY_OUTSIDE;
		if (one->kind == DIRECTORY_NATIONAL)
			by = DIRECTORY_EVERYWHERE;
		else if (municipality.n == 0 || one->kind == DIRECTORY_REGION)
			by = DIRECTORY_REGIONAL;
		if (municipality.n > 0 && one->kind != DIRECTORY_NATIONAL &&
		    (str_eq_nocase(one->name, municipality) || str_eq_nocase(one->code, municipality)))
			by = DIRECTORY_HERE;
		reach = by > reach ? by : reach;
	}
	return reach;
}

/* ---- for the search index ---- */

static void
add_words(struct buf *b, const struct directory_words *w, enum lang lang)
{
	struct str text = directory_words_in(w, lang);
	if (text.n > 0) {
		buf_str(b, text);
		buf_char(b, '\n');
	}
}

static void
add_labels(struct buf *b, enum directory_taxonomy taxonomy, unsigned bits, enum lang lang, struct arena *a)
{
	struct strs labels = directory_bits_labels(taxonomy, bits, lang, a);
	buf_str(b, directory_join(&labels, ", ", a));
	buf_char(b, '\n');
}

static struct strs
codes(enum directory_taxonomy taxonomy, unsigned bits, struct arena *a)
{
	return directory_split(directory_bits_text(taxonomy, bits, a), a);
}

static struct str
path_of(struct id service, struct arena *a)
{
	return str_printf(a, "/directory/%.*s", STR_ARG(id_text(service, a)));
}

static struct directory_live
live_of(const struct directory_card *c, enum lang lang, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)128 * 1024, a);
	add_words(&b, &c->description, lang);
	add_words(&b, &c->why, lang);
	add_words(&b, &c->eligibility, lang);
	add_words(&b, &c->fees, lang);
	add_labels(&b, DIRECTORY_OFFENCE, c->offences, lang, a);
	add_labels(&b, DIRECTORY_NEED, c->needs, lang, a);
	for (size_t i = 0; i < c->areas.n; i++) {
		buf_str(&b, c->areas.v[i].name);
		buf_char(&b, '\n');
	}
	struct str name = directory_words_in(&c->name, lang);
	struct str organisation = directory_words_in(&c->organisation_name, lang);
	return (struct directory_live){
		.service = c->id,
		.title = str_eq(name, organisation) ? name
			: str_printf(a, "%.*s – %.*s", STR_ARG(name), STR_ARG(organisation)),
		.summary = directory_words_in(&c->description, lang),
		.text = buf_view(&b),
		.audiences = codes(DIRECTORY_AUDIENCE, c->audiences, a),
		.offences = codes(DIRECTORY_OFFENCE, c->offences, a),
		.path = path_of(c->id, a),
		.changed = c->changed,
	};
}

enum err
directory_live_list(struct db_read *r, enum lang lang, struct arena *a, struct directory_lives *ret_lives)
{
	struct directory_cards cards;
	TRY(directory_card_list(r, a, &cards));
	struct directory_live *v = ARENA_ARRAY(a, struct directory_live, cards.n);
	for (size_t i = 0; i < cards.n; i++)
		v[i] = live_of(&cards.v[i], lang, a);
	*ret_lives = (struct directory_lives){ v, cards.n };
	return ERR_OK;
}

enum err
directory_front_get(
	struct db_read *r, struct id service, enum lang lang, struct arena *a, struct directory_front *ret_front)
{
	struct directory_service s;
	struct directory_organisation o;
	TRY(directory_service_load(r, service, a, &s));
	TRY(directory_organisation_load(r, s.organisation, a, &o));
	*ret_front = (struct directory_front){
		.name = directory_words_in(&s.name, lang),
		.organisation = directory_words_in(&o.name, lang),
		.description = directory_words_in(&s.description, lang),
		.offences = codes(DIRECTORY_OFFENCE, s.offences, a),
	};
	return s.live ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- for the map ---- */

enum err
directory_spot_count(struct db_read *r, struct arena *a, size_t *ret_n)
{
	struct directory_map_size_row row;
	TRY(directory_map_size(r, (struct directory_map_size_in){ STR("live") }, a, &row));
	*ret_n = (size_t)row.count;
	return ERR_OK;
}

enum err
directory_spot_list(struct db_read *r, size_t from, size_t most, struct arena *a, struct directory_spots *ret_spots)
{
	struct directory_map_rows rows;
	struct directory_map_in in = { STR("live"), (int64_t)from, (int64_t)most };
	TRY(directory_map(r, in, a, &rows));
	struct directory_spot *v = ARENA_ARRAY(a, struct directory_spot, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct directory_spot){ path_of(rows.v[i].id, a), rows.v[i].changed };
	*ret_spots = (struct directory_spots){ v, rows.n };
	return ERR_OK;
}

enum err
directory_stamp(struct db_read *r, struct arena *a, int64_t *ret_stamp)
{
	struct directory_version_count_row row;
	TRY(directory_version_count(r, a, &row));
	*ret_stamp = row.n;
	return ERR_OK;
}

static const struct {
	const char *code;
	enum msg name;
} languages[] = {
	{ "nl", MSG_DIRECTORY_LANGUAGE_NL }, { "en", MSG_DIRECTORY_LANGUAGE_EN }, { "de", MSG_DIRECTORY_LANGUAGE_DE },
	{ "fr", MSG_DIRECTORY_LANGUAGE_FR }, { "es", MSG_DIRECTORY_LANGUAGE_ES }, { "pl", MSG_DIRECTORY_LANGUAGE_PL },
	{ "tr", MSG_DIRECTORY_LANGUAGE_TR }, { "ar", MSG_DIRECTORY_LANGUAGE_AR }, { "uk", MSG_DIRECTORY_LANGUAGE_UK },
	{ "ru", MSG_DIRECTORY_LANGUAGE_RU }, { "fa", MSG_DIRECTORY_LANGUAGE_FA }, { "ti", MSG_DIRECTORY_LANGUAGE_TI },
	{ "so", MSG_DIRECTORY_LANGUAGE_SO }, { "zh", MSG_DIRECTORY_LANGUAGE_ZH },
	{ "fy", MSG_DIRECTORY_LANGUAGE_FY }, { "dse", MSG_DIRECTORY_LANGUAGE_DSE },
};

struct str
directory_language_name(struct str code, enum lang lang, struct arena *a)
{
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		if (str_eq_nocase(code, str_from_z(languages[i].code)))
			return msg_text(lang, languages[i].name);
	return str_dup(code, a);
}

const char *
directory_language_at(size_t i, enum msg *ret_name)
{
	if (i >= sizeof languages / sizeof languages[0])
		return NULL;
	*ret_name = languages[i].name;
	return languages[i].code;
}
