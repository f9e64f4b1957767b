/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/* ---- scores that are shown ---- */

static void
read_band(struct guide_reader *r, const struct guide_node *map, struct guide_theme *theme)
{
	static const char *const keys[] = { "from", "label", "text", NULL };
	struct guide_band *band = &theme->bands[theme->band_count++];
	if (!guide_map_check(r, map, keys, "band"))
		return;
	const struct guide_node *from = guide_map_get(map, "from");
	if (theme->band_count == 1 && from != NULL)
		guide_report_add(r->report, from->line, MSG_GUIDE_CHECK_BAND_FIRST, NULL, 0);
	else if (theme->band_count > 1) {
		int least = band[-1].from + 1;
		from = guide_map_need(r, map, "from");
		if (from != NULL && least <= theme->max)
			band->from = guide_read_int(r, from, "from", least, theme->max, least);
		else if (from != NULL)
			guide_report_add(r->report, from->line, MSG_GUIDE_CHECK_BAND_POINTS,
				MSG_ARGS({ .number = theme->max }));
	}
	guide_read_text(r, map, "label", true, &band->label);
	guide_read_prose(r, map, "text", &band->text);
}

static void
read_bands(struct guide_reader *r, const struct guide_node *list, struct guide_theme *theme)
{
	if (list == NULL)
		return;
	if (list->kind != GUIDE_NODE_LIST || list->count < 2 || list->count > GUIDE_BANDS_MAX) {
		guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_BANDS,
			MSG_ARGS({ .number = GUIDE_BANDS_MAX }));
		return;
	}
	theme->bands = ARENA_ARRAY(r->a, struct guide_band, list->count);
	for (const struct guide_node *map = list->first; map != NULL; map = map->next)
		read_band(r, map, theme);
}

/* Which score the theme shows; it must be one that can be drawn. */
static bool
find_score(struct guide_reader *r, const struct guide_node *node, struct guide_theme *theme)
{
	const struct guide *g = r->guide;
	struct str name = guide_read_name(r, node, "theme");
	size_t i = 0;
	while (i < g->scores.n && !str_eq(g->scores.v[i], name))
		i++;
	if (name.p == NULL)
		return false;
	if (i == g->scores.n) {
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_THEME_SCORE, MSG_ARGS({ .text = name }));
		return false;
	}
	for (size_t j = 0; j + 1 < g->theme_count; j++)
		if (g->themes[j].score == i)
			guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_THEME_TWICE,
				MSG_ARGS({ .text = name }));
	theme->score = i;
	theme->max = (int)guide_points_bound(g, g->step_count, i, 1);
	if (theme->max > 0 && guide_points_bound(g, g->step_count, i, -1) >= 0)
		return true;
	guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_THEME_POINTS, MSG_ARGS({ .text = name }));
	return false;
}

static void
read_theme(struct guide_reader *r, const struct guide_node *map)
{
	static const char *const keys[] = { "theme", "label", "bands", NULL };
	struct guide_theme *theme = &r->guide->themes[r->guide->theme_count++];
	theme->score = GUIDE_SCORES_MAX; /* none yet */
	if (!guide_map_check(r, map, keys, "theme"))
		return;
	const struct guide_node *name = guide_map_need(r, map, "theme"), *bands = guide_map_need(r, map, "bands");
	guide_read_text(r, map, "label", true, &theme->label);
	if (name != NULL && !r->unsound && find_score(r, name, theme))
		read_bands(r, bands, theme);
}

void
guide_read_themes(struct guide_reader *r, const struct guide_node *list)
{
	if (list == NULL)
		return;
	if (list->kind != GUIDE_NODE_LIST || list->count == 0 || list->count > GUIDE_SCORES_MAX) {
		guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_THEMES,
			MSG_ARGS({ .number = GUIDE_SCORES_MAX }));
		return;
	}
	r->guide->themes = ARENA_ARRAY(r->a, struct guide_theme, list->count);
	for (const struct guide_node *map = list->first; map != NULL; map = map->next)
		read_theme(r, map);
}

/* ---- sources ---- */

struct str
guide_read_https(struct guide_reader *r, const struct guide_node *node, const char *what)
{
	struct str url = guide_read_word(r, node, what);
	if (url.p == NULL || markdown_is_https(url))
		return url;
	guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_HTTPS, MSG_ARGS(MSG_Z(what)));
	return STR_NONE;
}

static void
read_source(struct guide_reader *r, const struct guide_node *map)
{
	static const char *const keys[] = { "what", "url", "checked", NULL };
	struct guide_source *source = &r->guide->sources[r->guide->source_count++];
	if (!guide_map_check(r, map, keys, "source"))
		return;
	guide_read_text(r, map, "what", true, &source->what);
	source->url = guide_read_https(r, guide_map_need(r, map, "url"), "url");
	source->checked = guide_read_date(r, guide_map_need(r, map, "checked"), "checked");
}

void
guide_read_sources(struct guide_reader *r, const struct guide_node *list)
{
	if (list == NULL)
		return;
	if (list->kind != GUIDE_NODE_LIST || list->count == 0 || list->count > GUIDE_SOURCES_MAX) {
		guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_SOURCES,
			MSG_ARGS({ .number = GUIDE_SOURCES_MAX }));
		return;
	}
	r->guide->sources = ARENA_ARRAY(r->a, struct guide_source, list->count);
	for (const struct guide_node *map = list->first; map != NULL; map = map->next)
		read_source(r, map);
}

/* ---- organisations ---- */

/* "12-17", or "unknown". */
static bool
is_age(struct str value)
{
	struct str rest = value, low;
	int64_t from, to;
	if (str_eq_z(value, "unknown"))
		return true;
	return str_split(&rest, '-', &low) && str_int(low, &from) == ERR_OK && str_int(rest, &to) == ERR_OK &&
		from >= 0 && from <= to && to <= 150;
}

/* The question that a key names, of the type that it must have. */
static const struct guide_step *
read_named(struct guide_reader *r, const struct guide_node *map, const char *key, enum guide_step_kind kind)
{
	static const char *const types[] = { "advice", "one", "many", "text", "date" };
	const struct guide_node *node = guide_map_get(map, key);
	struct str name = node == NULL ? STR_NONE : guide_read_name(r, node, key);
	if (name.p == NULL)
		return NULL;
	const struct guide_step *step = guide_step_find(r->guide, name);
	if (step == NULL)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_QUESTION,
			MSG_ARGS(MSG_Z(key), { .text = name }));
	else if (step->kind != kind)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_QUESTION_TYPE,
			MSG_ARGS(MSG_Z(key), { .text = name }, MSG_Z(types[kind])));
	else
		return step;
	return NULL;
}

static void
check_ages(struct guide_reader *r, const struct guide_node *map, const struct guide_step *step)
{
	for (size_t i = 0; step != NULL && i < step->option_count; i++)
		if (step->options[i].value.p != NULL && !is_age(step->options[i].value))
			guide_report_add(r->report, guide_map_get(map, "age")->line, MSG_GUIDE_CHECK_AGE,
				MSG_ARGS({ .text = step->options[i].value }));
}

const struct guide_directory *
guide_read_directory(struct guide_reader *r, const struct guide_node *map)
{
	static const char *const keys[] = { "audience", "offence", "needs", "age", "municipality", NULL };
	if (map == NULL || !guide_map_check(r, map, keys, "directory"))
		return NULL;
	struct guide_directory *d = ARENA_NEW(r->a, struct guide_directory);
	d->audience = read_named(r, map, "audience", GUIDE_ONE);
	d->offence = read_named(r, map, "offence", GUIDE_ONE);
	d->needs = read_named(r, map, "needs", GUIDE_MANY);
	d->age = read_named(r, map, "age", GUIDE_ONE);
	d->municipality = read_named(r, map, "municipality", GUIDE_TEXT);
	check_ages(r, map, d->age);
	if (map->count == 0)
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_DIRECTORY, NULL, 0);
	return d;
}
