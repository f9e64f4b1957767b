/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/* What a condition rests on: options by their bit, questions that something
 * was filled in at, scores that are themes. */
struct because {
	const struct guide *g;
	struct guide_state state;
	uint64_t options[GUIDE_STEPS_MAX];
	bool filled[GUIDE_STEPS_MAX];
	bool themes[GUIDE_SCORES_MAX];
};

/* The chosen options of a step that gave points. */
static uint64_t
giving(const struct because *b, size_t step, size_t score)
{
	const struct guide_step *s = &b->g->steps[step];
	uint64_t options = 0;
	for (size_t i = 0; i < s->option_count; i++)
		for (size_t j = 0; j < s->options[i].score_count; j++)
			if (s->options[i].scores[j].score == score && s->options[i].scores[j].points > 0)
				options |= UINT64_C(1) << i;
	return options & b->state.step[step].chosen;
}

static void
add_score(struct because *b, size_t score, bool holds)
{
	for (size_t i = 0; i < b->g->theme_count; i++)
		if (b->g->themes[i].score == score) {
			b->themes[i] = true;
			return;
		}
	for (size_t i = 0; holds && i < b->g->step_count; i++)
		b->options[i] |= giving(b, i, score);
}

static void
add_chosen(struct because *b, const struct guide_condition *c, bool holds)
{
	bool one = b->g->steps[c->index].kind == GUIDE_ONE;
	if (holds)
		b->options[c->index] |= c->option;
	else if (one) /* not that answer, but this one */
		b->options[c->index] |= b->state.step[c->index].chosen;
}

static void
add_answered(struct because *b, const struct guide_condition *c, bool holds)
{
	if (!holds)
		return;
	b->options[c->index] |= b->state.step[c->index].chosen;
	b->filled[c->index] = b->state.step[c->index].chosen == 0;
}

/* What makes the condition hold, or not hold. Of "and" and "or" only the
 * sides that came out so. */
static void
add_condition(struct because *b, const struct guide_condition *c, bool holds)
{
	switch (c->operator) {
	case GUIDE_CHOSEN: add_chosen(b, c, holds); return;
	case GUIDE_ANSWERED: add_answered(b, c, holds); return;
	case GUIDE_SCORE: add_score(b, c->index, holds); return;
	case GUIDE_NOT: add_condition(b, c->left, !holds); return;
	case GUIDE_AND:
	case GUIDE_OR:
		if (guide_condition_holds(c->left, &b->state) == holds)
			add_condition(b, c->left, holds);
		if (guide_condition_holds(c->right, &b->state) == holds)
			add_condition(b, c->right, holds);
		return;
	}
}

static void
list_step(const struct because *b, size_t at, struct guide_reasons *reasons)
{
	const struct guide_step *step = &b->g->steps[at];
	for (size_t i = 0; i < step->option_count; i++)
		if ((b->options[at] >> i & 1) != 0)
			reasons->v[reasons->n++] = (struct guide_reason){ step, &step->options[i], NULL };
	if (b->filled[at])
		reasons->v[reasons->n++] = (struct guide_reason){ step, NULL, NULL };
}

static size_t
count_most(const struct guide *g)
{
	size_t n = g->theme_count;
	for (size_t i = 0; i < g->step_count; i++)
		n += g->steps[i].option_count + 1;
	return n;
}

struct guide_reasons
guide_reasons(const struct guide *g, const struct guide_outcome *outcome, const struct guide_answers *answers,
	struct arena *a)
{
	struct guide_reasons reasons = { NULL, 0 };
	if (outcome->when == NULL)
		return reasons;
	struct because *b = ARENA_NEW(a, struct because);
	b->g = g;
	guide_state_make(g, answers, &b->state);
	if (guide_condition_holds(outcome->when, &b->state))
		add_condition(b, outcome->when, true);
	reasons.v = ARENA_ARRAY(a, struct guide_reason, count_most(g));
	for (size_t i = 0; i < g->step_count; i++)
		list_step(b, i, &reasons);
	for (size_t i = 0; i < g->theme_count; i++)
		if (b->themes[i])
			reasons.v[reasons.n++] = (struct guide_reason){ NULL, NULL, &g->themes[i] };
	return reasons;
}

/* ---- points ---- */

struct guide_points *
guide_points(const struct guide *g, const struct guide_answers *answers, struct arena *a)
{
	struct guide_state state;
	struct guide_points *v = ARENA_ARRAY(a, struct guide_points, g->theme_count);
	guide_state_make(g, answers, &state);
	for (size_t i = 0; i < g->theme_count; i++) {
		const struct guide_theme *theme = &g->themes[i];
		v[i] = (struct guide_points){ theme, (int)state.score[theme->score], &theme->bands[0] };
		for (size_t j = 1; j < theme->band_count; j++)
			if (v[i].points >= theme->bands[j].from)
				v[i].band = &theme->bands[j];
	}
	return v;
}
