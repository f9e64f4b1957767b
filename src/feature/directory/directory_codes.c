/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory_entry.h"

#include "banned.h"

static const struct directory_code audiences[] = {
	{ "victims", MSG_DIRECTORY_AUDIENCE_VICTIMS },
	{ "helpers", MSG_DIRECTORY_AUDIENCE_HELPERS },
	{ "professionals", MSG_DIRECTORY_AUDIENCE_PROFESSIONALS },
	{ "youth", MSG_DIRECTORY_AUDIENCE_YOUTH },
};

static const struct directory_code offences[] = {
	{ "fraud", MSG_DIRECTORY_OFFENCE_FRAUD },
	{ "violence", MSG_DIRECTORY_OFFENCE_VIOLENCE },
	{ "suicide", MSG_DIRECTORY_OFFENCE_SUICIDE },
	{ "online-sexual-harassment", MSG_DIRECTORY_OFFENCE_ONLINE_SEXUAL_HARASSMENT },
	{ "robbery", MSG_DIRECTORY_OFFENCE_ROBBERY },
	{ "sexual-abuse", MSG_DIRECTORY_OFFENCE_SEXUAL_ABUSE },
	{ "stalking", MSG_DIRECTORY_OFFENCE_STALKING },
	{ "threat", MSG_DIRECTORY_OFFENCE_THREAT },
	{ "traffic-accident", MSG_DIRECTORY_OFFENCE_TRAFFIC_ACCIDENT },
	{ "burglary", MSG_DIRECTORY_OFFENCE_BURGLARY },
	{ "domestic-violence", MSG_DIRECTORY_OFFENCE_DOMESTIC_VIOLENCE },
	{ "identity-theft", MSG_DIRECTORY_OFFENCE_IDENTITY_THEFT },
	{ "discrimination", MSG_DIRECTORY_OFFENCE_DISCRIMINATION },
	{ "homicide", MSG_DIRECTORY_OFFENCE_HOMICIDE },
	{ "missing-person", MSG_DIRECTORY_OFFENCE_MISSING_PERSON },
	{ "human-trafficking", MSG_DIRECTORY_OFFENCE_HUMAN_TRAFFICKING },
	{ "street-harassment", MSG_DIRECTORY_OFFENCE_STREET_HARASSMENT },
	{ "company-accident", MSG_DIRECTORY_OFFENCE_COMPANY_ACCIDENT },
	{ "explosion", MSG_DIRECTORY_OFFENCE_EXPLOSION },
	{ "arson", MSG_DIRECTORY_OFFENCE_ARSON },
	{ "disaster", MSG_DIRECTORY_OFFENCE_DISASTER },
	{ "found-body", MSG_DIRECTORY_OFFENCE_FOUND_BODY },
	{ "general", MSG_DIRECTORY_OFFENCE_GENERAL },
};

static const struct directory_code needs[] = {
	{ "emotional", MSG_DIRECTORY_NEED_EMOTIONAL },
	{ "practical", MSG_DIRECTORY_NEED_PRACTICAL },
	{ "legal", MSG_DIRECTORY_NEED_LEGAL },
	{ "financial", MSG_DIRECTORY_NEED_FINANCIAL },
	{ "safety", MSG_DIRECTORY_NEED_SAFETY },
	{ "medical", MSG_DIRECTORY_NEED_MEDICAL },
	{ "peer", MSG_DIRECTORY_NEED_PEER },
};

#define COUNT(LIST) (sizeof(LIST) / sizeof(LIST)[0])

const struct directory_code *
directory_codes(enum directory_taxonomy taxonomy, size_t *ret_n)
{
	static const struct {
		const struct directory_code *v;
		size_t n;
	} lists[DIRECTORY_TAXONOMY_COUNT] = {
		[DIRECTORY_AUDIENCE] = { audiences, COUNT(audiences) },
		[DIRECTORY_OFFENCE] = { offences, COUNT(offences) },
		[DIRECTORY_NEED] = { needs, COUNT(needs) },
	};
	*ret_n = lists[taxonomy].n;
	return lists[taxonomy].v;
}

int
directory_code_find(enum directory_taxonomy taxonomy, struct str code)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq_z(code, v[i].code))
			return (int)i;
	return -1;
}

unsigned
directory_bits(enum directory_taxonomy taxonomy, struct str codes)
{
	unsigned bits = 0;
	struct str one;
	while (str_split(&codes, ',', &one)) {
		int i = directory_code_find(taxonomy, one);
		if (i >= 0)
			bits |= 1u << i;
	}
	return bits;
}

struct str
directory_bits_text(enum directory_taxonomy taxonomy, unsigned bits, struct arena *a)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	struct buf b;
	buf_init(&b, 1024, a);
	for (size_t i = 0; i < n; i++)
		if (bits & 1u << i) {
			buf_z(&b, b.n > 0 ? "," : "");
			buf_z(&b, v[i].code);
		}
	return b.n > 0 ? buf_view(&b) : STR("");
}

struct strs
directory_bits_labels(enum directory_taxonomy taxonomy, unsigned bits, enum lang lang, struct arena *a)
{
	size_t n;
	const struct directory_code *v = directory_codes(taxonomy, &n);
	struct strs labels = { ARENA_ARRAY(a, struct str, n), 0 };
	for (size_t i = 0; i < n; i++)
		if (bits & 1u << i)
			labels.v[labels.n++] = msg_text(lang, v[i].label);
	return labels;
}

struct str
directory_words_in(const struct directory_words *w, enum lang lang)
{
	return lang != LANG_NL && w->in[lang].n > 0 ? w->in[lang] : w->in[LANG_NL];
}

struct strs
directory_split(struct str list, struct arena *a)
{
	size_t n = 1;
	for (size_t i = 0; i < list.n; i++)
		n += list.p[i] == ',';
	struct strs s = { ARENA_ARRAY(a, struct str, n), 0 };
	struct str one;
	while (list.n > 0 && str_split(&list, ',', &one))
		if (str_trim(one).n > 0)
			s.v[s.n++] = str_trim(one);
	return s;
}

struct str
directory_join(const struct strs *list, const char *between, struct arena *a)
{
	struct buf b;
	buf_init(&b, 16384, a);
	for (size_t i = 0; i < list->n; i++) {
		buf_z(&b, i > 0 ? between : "");
		buf_str(&b, list->v[i]);
	}
	return b.n > 0 ? buf_view(&b) : STR("");
}

static const char *const state_names[] = { "draft", "live", "retired" };

const char *
directory_state_name(enum directory_state state)
{
	return state_names[state];
}

enum directory_state
directory_state_parse(struct str name)
{
	for (enum directory_state s = 0; s < DIRECTORY_STATE_COUNT; s++)
		if (str_eq_z(name, state_names[s]))
			return s;
	return DIRECTORY_DRAFT;
}

static const char *const area_names[] = { "national", "region", "municipality" };

const char *
directory_area_name(enum directory_area_kind kind)
{
	return area_names[kind];
}

enum directory_area_kind
directory_area_parse(struct str name)
{
	for (enum directory_area_kind k = 0; k < COUNT(area_names); k++)
		if (str_eq_z(name, area_names[k]))
			return k;
	return DIRECTORY_REGION;
}
