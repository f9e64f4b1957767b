/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "directory_entry.h"

#include "banned.h"

#define DEFAULT_MAX 8
#define REASONS_MAX 8
#define SHORT_WAIT 7  /* days */
#define LONG_WAIT 42
#define LABELS_MAX 3  /* labels in one sentence */

/* What each fit is worth; the offence outweighs what follows it. */
enum points {
	POINTS_OFFENCE = 40,
	POINTS_FEW_OFFENCES = 10, /* there for hardly anything else */
	POINTS_ANY_OFFENCE = 12,
	POINTS_NEED = 15,
	POINTS_AUDIENCE = 10,
	POINTS_AGE = 12,
	POINTS_HERE = 15,
	POINTS_EVERYWHERE = 3,
	POINTS_LANGUAGE = 8,
	POINTS_SHORT_WAIT = 4,
	POINTS_WHY = 2,
	POINTS_WRONG = -18,
	POINTS_UNSURE = -6,
	POINTS_LONG_WAIT = -8,
};

struct weighing {
	const struct directory_wish *wish;
	const struct directory_card *card;
	struct arena *arena;
	struct directory_match *match;
	unsigned offence, needs, audience; /* bits of the wish */
	bool other_offence;                /* not for what happened */
	bool excluded;
};

static struct str
reason_text(const struct weighing *w, enum msg msg, struct str argument)
{
	struct msg_arg arg = { .text = argument };
	return msg_fill(w->wish->lang, msg, &arg, 1, w->arena);
}

static void
add(struct weighing *w, struct directory_reasons *list, const char *code, enum msg msg, struct str argument,
    int points)
{
	w->match->score += points;
	if (msg != MSG_NONE && list->n < REASONS_MAX)
		list->v[list->n++] = (struct directory_reason){ code, reason_text(w, msg, argument) };
}

static void
fits(struct weighing *w, const char *code, enum msg msg, struct str argument, int points)
{
	add(w, &w->match->fits, code, msg, argument, points);
}

static void
misfits(struct weighing *w, const char *code, enum msg msg, struct str argument, int points)
{
	add(w, &w->match->misfits, code, msg, argument, points);
}

static struct str
labels(const struct weighing *w, enum directory_taxonomy taxonomy, unsigned bits)
{
	struct strs list = directory_bits_labels(taxonomy, bits, w->wish->lang, w->arena);
	for (size_t i = 0; i < list.n; i++)
		list.v[i] = str_lower(list.v[i], w->arena);
	if (list.n > LABELS_MAX)
		list.n = LABELS_MAX;
	return directory_join(&list, ", ", w->arena);
}

static unsigned
bit_of(enum directory_taxonomy taxonomy, struct str code)
{
	int i = directory_code_find(taxonomy, code);
	return i < 0 ? 0 : 1u << i;
}

/* ---- one thing at a time ---- */

static void
weigh_offence(struct weighing *w)
{
	unsigned general = bit_of(DIRECTORY_OFFENCE, STR("general")), has = w->card->offences;
	if (w->offence == 0 || w->offence == general)
		return;
	if (has & w->offence) {
		int few = __builtin_popcount(has) <= 3 ? POINTS_FEW_OFFENCES : 0;
		fits(w, "offence", MSG_DIRECTORY_FIT_OFFENCE, labels(w, DIRECTORY_OFFENCE, w->offence),
		    POINTS_OFFENCE + few);
	} else if (has == 0 || (has & general)) {
		fits(w, "any_offence", MSG_DIRECTORY_FIT_ANY_OFFENCE, STR_NONE, POINTS_ANY_OFFENCE);
	} else {
		w->other_offence = true;
		misfits(w, "offence", MSG_DIRECTORY_MISFIT_OFFENCE, labels(w, DIRECTORY_OFFENCE, has),
		    2 * POINTS_WRONG);
	}
}

static void
weigh_needs(struct weighing *w)
{
	unsigned both = w->card->needs & w->needs;
	if (w->needs == 0)
		return;
	if (both != 0)
		fits(w, "need", MSG_DIRECTORY_FIT_NEED, labels(w, DIRECTORY_NEED, both),
		    POINTS_NEED * __builtin_popcount(both));
	else if (w->card->needs != 0)
		misfits(w, "need", MSG_DIRECTORY_MISFIT_NEED, labels(w, DIRECTORY_NEED, w->card->needs), POINTS_WRONG);
	/* another offence and none of the needs: that is no help */
	w->excluded = w->excluded || (w->other_offence && both == 0);
}

static void
weigh_audience(struct weighing *w)
{
	if (w->audience == 0 || w->card->audiences == 0)
		return;
	if (w->card->audiences & w->audience)
		fits(w, "audience", MSG_DIRECTORY_FIT_AUDIENCE, labels(w, DIRECTORY_AUDIENCE, w->audience),
		    POINTS_AUDIENCE);
	else
		misfits(w, "audience", MSG_DIRECTORY_MISFIT_AUDIENCE, labels(w, DIRECTORY_AUDIENCE, w->card->audiences),
		    POINTS_WRONG);
}

static void
weigh_age(struct weighing *w)
{
	const struct directory_card *c = w->card;
	int age = w->wish->age;
	if (age < 0)
		return;
	if ((c->min_age >= 0 && age < c->min_age) || (c->max_age >= 0 && age > c->max_age))
		w->excluded = true;
	else if (c->max_age >= 0 && c->max_age < 100)
		fits(w, "age", MSG_DIRECTORY_FIT_AGE, STR_NONE, POINTS_AGE);
}

static struct str
area_names(const struct weighing *w)
{
	struct strs names = { ARENA_ARRAY(w->arena, struct str, w->card->areas.n), 0 };
	for (size_t i = 0; i < w->card->areas.n && names.n < 5; i++)
		names.v[names.n++] = w->card->areas.v[i].name;
	return directory_join(&names, ", ", w->arena);
}

static void
weigh_area(struct weighing *w)
{
	struct str place = w->wish->municipality;
	switch (directory_reaches(&w->card->areas, place)) {
	case DIRECTORY_OUTSIDE:
		w->excluded = true;
		break;
	case DIRECTORY_UNSURE:
		misfits(w, "area_unknown", place.n > 0 ? MSG_DIRECTORY_MISFIT_AREA_UNKNOWN : MSG_NONE, STR_NONE,
		    POINTS_UNSURE);
		break;
	case DIRECTORY_REGIONAL:
		misfits(w, "region", MSG_DIRECTORY_MISFIT_REGION, area_names(w), POINTS_UNSURE);
		break;
	case DIRECTORY_EVERYWHERE:
		fits(w, "national", MSG_DIRECTORY_FIT_NATIONAL, STR_NONE, POINTS_EVERYWHERE);
		break;
	case DIRECTORY_HERE:
		fits(w, "municipality", MSG_DIRECTORY_FIT_MUNICIPALITY, area_names(w), POINTS_HERE);
		break;
	}
}

static bool
has_language(const struct strs *list, struct str code)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq_nocase(list->v[i], code))
			return true;
	return false;
}

/* Dutch is what everybody here speaks, unless an entry says otherwise. */
static void
weigh_language(struct weighing *w)
{
	struct str language = w->wish->language;
	bool dutch = str_eq_nocase(language, STR("nl"));
	bool speaks = has_language(&w->card->languages, language) || (dutch && w->card->languages.n == 0);
	if (language.n == 0 || (dutch && speaks))
		return;
	struct str name = directory_language_name(language, w->wish->lang, w->arena);
	if (speaks)
		fits(w, "language", MSG_DIRECTORY_FIT_LANGUAGE, name, POINTS_LANGUAGE);
	else
		misfits(w, "language", MSG_DIRECTORY_MISFIT_LANGUAGE, name, POINTS_UNSURE);
}

static void
weigh_waiting(struct weighing *w)
{
	int days = w->card->waiting_days;
	if (days > LONG_WAIT)
		misfits(w, "waiting_long", MSG_DIRECTORY_MISFIT_WAITING, str_printf(w->arena, "%d", days),
		    POINTS_LONG_WAIT);
	else if (days >= 0 && days <= SHORT_WAIT)
		fits(w, "waiting_short", MSG_DIRECTORY_FIT_WAITING, STR_NONE, POINTS_SHORT_WAIT);
}

/* ---- all of it ---- */

static struct directory_match
match_of(const struct directory_card *c, const struct directory_wish *wish, struct arena *a)
{
	return (struct directory_match){
		.service = c->id,
		.name = directory_words_in(&c->name, wish->lang),
		.organisation = directory_words_in(&c->organisation_name, wish->lang),
		.description = directory_words_in(&c->description, wish->lang),
		.why = directory_words_in(&c->why, wish->lang),
		.path = str_printf(a, "/directory/%.*s", STR_ARG(id_text(c->id, a))),
		.phone = c->phone,
		.url = c->url,
		.waiting_days = c->waiting_days,
		.waiting_date = c->waiting_date,
		.checked = c->assured,
		.score = c->why.in[LANG_NL].n > 0 ? POINTS_WHY : 0,
		.fits.v = ARENA_ARRAY(a, struct directory_reason, REASONS_MAX),
		.misfits.v = ARENA_ARRAY(a, struct directory_reason, REASONS_MAX),
	};
}

static bool
weigh(struct weighing *w)
{
	*w->match = match_of(w->card, w->wish, w->arena);
	weigh_offence(w);
	weigh_needs(w);
	weigh_audience(w);
	weigh_age(w);
	weigh_area(w);
	weigh_language(w);
	weigh_waiting(w);
	/* without a word about needs, another offence is no help either */
	return !w->excluded && !(w->other_offence && w->needs == 0);
}

static struct directory_match
service_line(const struct directory_wish *wish, struct arena *a)
{
	struct directory_match m = {
		.name = wish->own_name.n > 0 ? wish->own_name : STR("Nabij"),
		.organisation = wish->own_name,
		.path = STR("/contact"),
		.phone = wish->own_phone.n > 0 ? wish->own_phone : STR_NONE,
		.waiting_days = -1,
		.fits = { ARENA_NEW(a, struct directory_reason), 1 },
	};
	m.fits.v[0] = (struct directory_reason){ "service_line", msg_text(wish->lang, MSG_DIRECTORY_FIT_LINE) };
	return m;
}

/* The best first; the same score keeps the order of the names. */
static int
by_score(const void *x, const void *y)
{
	const struct directory_match *a = x, *b = y;
	int order = (a->score < b->score) - (a->score > b->score);
	if (order == 0)
		order = str_cmp(a->name, b->name);
	return order != 0 ? order : str_cmp(str_from(a->service.b, 16), str_from(b->service.b, 16));
}

static unsigned
needs_of(const struct strs *needs)
{
	unsigned bits = 0;
	for (size_t i = 0; i < needs->n; i++)
		bits |= bit_of(DIRECTORY_NEED, needs->v[i]);
	return bits;
}

enum err
directory_match(
	struct db_read *r, const struct directory_wish *wish, struct arena *a, struct directory_matches *ret_matches)
{
	struct directory_cards cards;
	TRY(directory_card_list(r, a, &cards));
	struct directory_match *v = ARENA_ARRAY(a, struct directory_match, cards.n + 1);
	size_t n = 0, max = wish->max > 0 ? wish->max : DEFAULT_MAX;
	for (size_t i = 0; i < cards.n; i++) {
		struct weighing w = {
			.wish = wish, .card = &cards.v[i], .arena = a, .match = &v[n],
			.offence = bit_of(DIRECTORY_OFFENCE, wish->offence),
			.needs = needs_of(&wish->needs),
			.audience = bit_of(DIRECTORY_AUDIENCE, wish->audience),
		};
		n += weigh(&w);
	}
	qsort(v, n, sizeof v[0], by_score);
	n = n > max ? max : n;
	v[n] = service_line(wish, a);
	*ret_matches = (struct directory_matches){ v, n + 1 };
	return ERR_OK;
}
