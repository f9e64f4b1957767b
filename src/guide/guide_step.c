/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/* A fault that makes it useless to judge what can be reached. */
#define UNSOUND(R, ...) (guide_report_add((R)->report, __VA_ARGS__), (void)((R)->unsound = true))

/* ---- options ---- */

static size_t
score_index(struct guide_reader *r, struct str name, int line)
{
	struct strs *scores = &r->guide->scores;
	for (size_t i = 0; i < scores->n; i++)
		if (str_eq(scores->v[i], name))
			return i;
	if (scores->n == GUIDE_SCORES_MAX) {
		UNSOUND(r, line, MSG_GUIDE_CHECK_SCORES, MSG_ARGS({ .number = GUIDE_SCORES_MAX }));
		return 0;
	}
	scores->v[scores->n] = name;
	return scores->n++;
}

static void
read_scores(struct guide_reader *r, const struct guide_node *map, struct guide_option *option)
{
	if (map == NULL || !guide_map_check(r, map, NULL, "score"))
		return;
	option->scores = ARENA_ARRAY(r->a, struct guide_score, map->count);
	for (const struct guide_node *node = map->first; node != NULL; node = node->next) {
		struct guide_node key = { .line = node->key_line, .text = node->key };
		struct str name = guide_read_name(r, &key, "score");
		int points = guide_read_int(r, node, "score", -GUIDE_POINTS_MAX, GUIDE_POINTS_MAX, 0);
		if (name.p != NULL)
			option->scores[option->score_count++] =
				(struct guide_score){ score_index(r, name, node->key_line), points };
		else
			r->unsound = true;
	}
}

static void
read_option(struct guide_reader *r, const struct guide_node *map, struct guide_step *step)
{
	static const char *const keys[] = { "value", "label", "score", NULL };
	struct guide_option *option = &step->options[step->option_count++];
	if (!guide_map_check(r, map, keys, "option")) {
		r->unsound = true;
		return;
	}
	const struct guide_node *value = guide_map_need(r, map, "value");
	option->value = guide_read_name(r, value, "value");
	if (option->value.p == NULL)
		r->unsound = true;
	for (size_t i = 0; i + 1 < step->option_count; i++)
		if (option->value.p != NULL && str_eq(step->options[i].value, option->value))
			UNSOUND(r, value->line, MSG_GUIDE_CHECK_VALUE_TWICE, MSG_ARGS({ .text = option->value }));
	guide_read_text(r, map, "label", true, &option->label);
	read_scores(r, guide_map_get(map, "score"), option);
}

static bool
has_option(const struct guide_step *step, const char *value)
{
	for (size_t i = 0; i < step->option_count; i++)
		if (str_eq_z(step->options[i].value, value))
			return true;
	return false;
}

/* "I do not know" is offered, unless the guide says why not. */
static void
check_unknown(struct guide_reader *r, const struct guide_node *map, const struct guide_step *step)
{
	static const char *const choices[] = { "yes", "no", NULL };
	const struct guide_node *node = guide_map_get(map, "unknown"), *because = guide_map_get(map, "because");
	bool refused = node != NULL && guide_read_choice(r, node, choices, "unknown") == 1;
	if (refused && because == NULL)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_UNKNOWN_BECAUSE, NULL, 0);
	if (because != NULL && !refused)
		guide_report_add(r->report, because->line, MSG_GUIDE_CHECK_BECAUSE, NULL, 0);
	guide_read_word(r, because, "because");
	if (!refused && !has_option(step, "unknown"))
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_UNKNOWN, NULL, 0);
}

static void
read_options(struct guide_reader *r, const struct guide_node *map, struct guide_step *step)
{
	const struct guide_node *list = guide_map_need(r, map, "options");
	if (list == NULL || list->kind != GUIDE_NODE_LIST || list->count == 0 || list->count > GUIDE_OPTIONS_MAX) {
		if (list != NULL)
			guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_OPTIONS,
				MSG_ARGS({ .number = GUIDE_OPTIONS_MAX }));
		r->unsound = true;
		return;
	}
	step->options = ARENA_ARRAY(r->a, struct guide_option, list->count);
	for (const struct guide_node *option = list->first; option != NULL; option = option->next)
		read_option(r, option, step);
	check_unknown(r, map, step);
}

/* ---- steps ---- */

static void
read_advice(struct guide_reader *r, const struct guide_node *map, struct guide_step *step)
{
	static const char *const keys[] = { "advice", "title", "text", "when", "urgent", NULL };
	guide_map_check(r, map, keys, "advice");
	step->kind = GUIDE_ADVICE;
	step->urgent = guide_read_bool(r, guide_map_get(map, "urgent"), "urgent");
	guide_read_text(r, map, "title", true, &step->title);
	guide_read_prose(r, map, "text", &step->text);
}

static void
read_question(struct guide_reader *r, const struct guide_node *map, struct guide_step *step)
{
	static const char *const closed_keys[] = { "question", "type", "ask", "why", "when", "optional", "options",
		"unknown", "because", NULL };
	static const char *const text_keys[] = { "question", "type", "ask", "why", "when", "optional", "max", NULL };
	static const char *const date_keys[] = { "question", "type", "ask", "why", "when", "optional", NULL };
	static const char *const types[] = { "one", "many", "text", "date", NULL };
	const struct guide_node *type = guide_map_need(r, map, "type");
	step->kind = GUIDE_ONE + (enum guide_step_kind)guide_read_choice(r, type, types, "type");
	bool closed = step->kind == GUIDE_ONE || step->kind == GUIDE_MANY;
	guide_map_check(r, map, closed ? closed_keys : step->kind == GUIDE_TEXT ? text_keys : date_keys, "question");
	guide_read_text(r, map, "ask", true, &step->title);
	guide_read_text(r, map, "why", false, &step->why);
	step->optional = guide_read_bool(r, guide_map_get(map, "optional"), "optional");
	if (step->kind == GUIDE_TEXT)
		step->max = (size_t)guide_read_int(
			r, guide_map_get(map, "max"), "max", 1, GUIDE_TEXT_MAX, GUIDE_TEXT_DEFAULT);
	if (closed)
		read_options(r, map, step);
}

static bool
is_reserved(struct str name)
{
	static const char *const words[] = { "and", "or", "not", "has", "answered", "score" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_z(name, words[i]))
			return true;
	return false;
}

static void
read_step_name(struct guide_reader *r, const struct guide_node *node, struct guide_step *step)
{
	struct guide *g = r->guide;
	step->name = guide_read_name(r, node, "step");
	if (step->name.p == NULL)
		r->unsound = true;
	else if (is_reserved(step->name))
		UNSOUND(r, node->line, MSG_GUIDE_CHECK_STEP_WORD, MSG_ARGS({ .text = step->name }));
	for (size_t i = 0; i + 1 < g->step_count; i++)
		if (step->name.p != NULL && str_eq(g->steps[i].name, step->name))
			UNSOUND(r, node->line, MSG_GUIDE_CHECK_STEP_TWICE, MSG_ARGS({ .text = step->name }));
}

static void
read_step(struct guide_reader *r, const struct guide_node *map)
{
	struct guide_step *step = &r->guide->steps[r->guide->step_count++];
	const struct guide_node *advice = guide_map_get(map, "advice"), *question = guide_map_get(map, "question");
	if ((advice == NULL) == (question == NULL)) {
		UNSOUND(r, map->line, MSG_GUIDE_CHECK_STEP_KIND, NULL, 0);
		return;
	}
	read_step_name(r, advice != NULL ? advice : question, step);
	if (advice != NULL)
		read_advice(r, map, step);
	else
		read_question(r, map, step);
}

void
guide_read_steps(struct guide_reader *r, const struct guide_node *list)
{
	if (list == NULL || list->kind != GUIDE_NODE_LIST || list->count == 0 || list->count > GUIDE_STEPS_MAX) {
		if (list != NULL)
			guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_STEPS,
				MSG_ARGS({ .number = GUIDE_STEPS_MAX }));
		r->unsound = true;
		return;
	}
	r->guide->steps = ARENA_ARRAY(r->a, struct guide_step, list->count);
	r->guide->scores.v = ARENA_ARRAY(r->a, struct str, GUIDE_SCORES_MAX);
	for (const struct guide_node *map = list->first; map != NULL; map = map->next)
		read_step(r, map);
	size_t at = 0; /* conditions after all steps, to tell what comes later from what is not there */
	for (const struct guide_node *map = list->first; map != NULL; map = map->next, at++) {
		const struct guide_node *when = guide_map_get(map, "when");
		if (when != NULL)
			r->guide->steps[at].when = guide_condition_read(r, when, at);
	}
}
