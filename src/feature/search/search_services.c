/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Services of the directory, as sources beside the content. A service's
 * version is made of when it changed and which it is; the directory's stamp,
 * once everything is indexed, is a source without documents.
 */
#include <string.h>

#include "directory.h"
#include "search_internal.h"

#include "banned.h"

static struct id
id_of(int64_t number, struct id rest)
{
	for (int i = 0; i < 6; i++)
		rest.b[i] = (uint8_t)(number >> (40 - 8 * i));
	return rest;
}

static struct id
stamp_version(int64_t stamp)
{
	struct id id = { { [15] = 1 } };
	for (int i = 0; i < 8; i++)
		id.b[6 + i] = (uint8_t)(stamp >> (56 - 8 * i));
	return id;
}

static unsigned
audiences_of(const struct strs *codes)
{
	unsigned bits = 0;
	for (size_t i = 0; i < codes->n; i++)
		for (int k = 0; k < SEARCH_AUDIENCES; k++)
			if (str_eq_z(codes->v[i], search_audience_name(k)))
				bits |= 1u << k;
	return bits == 0 ? (1u << SEARCH_AUDIENCES) - 1 : bits;
}

static struct search_document
document_of(const struct directory_live *live, enum lang lang)
{
	return (struct search_document){
		.lang = lang,
		.kind = "service",
		.address = live->path,
		.title = live->title,
		.summary = live->summary.p == NULL ? STR("") : live->summary,
		.names = STR(""),
		.heads = STR(""),
		.plain = live->text.p == NULL ? STR("") : live->text,
		.audiences = audiences_of(&live->audiences),
	};
}

static bool
is_there(const struct search_of_kind_rows *there, struct id version)
{
	for (size_t i = 0; i < there->n; i++)
		if (id_eq(there->v[i].version, version))
			return true;
	return false;
}

static void
add_service(const struct directory_lives *lives, size_t at, struct arena *a, struct search_source *s)
{
	const struct directory_live *dutch = &lives[LANG_NL].v[at];
	*s = (struct search_source){ .version = id_of(dutch->changed, dutch->service), .kind = STR("service"),
		.name = id_text(dutch->service, a) };
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < lives[lang].n; i++)
			if (id_eq(lives[lang].v[i].service, dutch->service))
				s->v[s->n++] = document_of(&lives[lang].v[i], lang);
}

/* What was indexed and is not as it was. */
static void
find_gone(const struct directory_lives *live, const struct search_of_kind_rows *there, size_t most, struct arena *a,
    struct search_gone_rows *ret_gone)
{
	ret_gone->v = ARENA_ARRAY(a, struct search_gone_row, most);
	for (size_t i = 0; i < there->n && ret_gone->n < most; i++) {
		bool lives = false;
		for (size_t k = 0; !lives && k < live->n; k++)
			lives = id_eq(there->v[i].version, id_of(live->v[k].changed, live->v[k].service));
		if (!lives)
			ret_gone->v[ret_gone->n++] = (struct search_gone_row){ SEARCH_EDITION, there->v[i].version };
	}
}

static enum err
is_done(struct db_read *r, struct id stamp, struct arena *a, bool *ret_done)
{
	struct search_has_row row;
	TRY(search_has(r, (struct search_has_in){ SEARCH_EDITION, stamp }, a, &row));
	*ret_done = row.count > 0;
	return ERR_OK;
}

enum err
search_services_look(struct db_read *r, size_t most, struct arena *a, struct search_source *ret_sources, size_t *ret_n,
    struct search_gone_rows *ret_gone)
{
	struct directory_lives lives[LANG_COUNT];
	struct search_of_kind_rows there;
	int64_t stamp;
	bool done;
	*ret_n = 0;
	TRY(directory_stamp(r, a, &stamp));
	TRY(is_done(r, stamp_version(stamp), a, &done));
	if (done)
		return ERR_OK;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		TRY(directory_live_list(r, lang, a, &lives[lang]));
	TRY(search_of_kind(r, (struct search_of_kind_in){ STR("service"), SEARCH_EDITION }, a, &there));
	find_gone(&lives[LANG_NL], &there, most, a, ret_gone);
	for (size_t i = 0; i < lives[LANG_NL].n && *ret_n < most; i++) {
		const struct directory_live *live = &lives[LANG_NL].v[i];
		if (!is_there(&there, id_of(live->changed, live->service)))
			add_service(lives, i, a, &ret_sources[(*ret_n)++]);
	}
	if (*ret_n == 0 && ret_gone->n == 0)
		ret_sources[(*ret_n)++] = (struct search_source){
			.version = stamp_version(stamp), .kind = STR("stamp"), .name = STR("directory") };
	return ERR_OK;
}
