/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "guide_internal.h"

#include "banned.h"

const struct guide_step *
guide_step_find(const struct guide *g, struct str name)
{
	for (size_t i = 0; i < g->step_count; i++)
		if (str_eq(g->steps[i].name, name))
			return &g->steps[i];
	return NULL;
}

/* ---- what the answers amount to ---- */

/* Answers stand in the order of the steps nearly always: look on from where
 * the last one stood. */
static const struct guide_answer *
find_from(const struct guide_answers *answers, struct str question, size_t *from)
{
	for (size_t i = 0; i < answers->n; i++) {
		size_t at = (*from + i) % answers->n;
		if (str_eq(answers->v[at].question, question)) {
			*from = at + 1;
			return &answers->v[at];
		}
	}
	return NULL;
}

static uint64_t
chosen_options(const struct guide_step *step, const struct guide_answer *answer)
{
	uint64_t chosen = 0;
	for (size_t i = 0; i < step->option_count; i++)
		for (size_t j = 0; j < answer->value_count; j++)
			if (str_eq(step->options[i].value, answer->values[j]))
				chosen |= UINT64_C(1) << i;
	return chosen;
}

/* Steps in order: each condition looks only at what stands before it. */
void
guide_state_make(const struct guide *g, const struct guide_answers *answers, struct guide_state *ret_state)
{
	size_t from = 0;
	memset(ret_state->step, 0, g->step_count * sizeof ret_state->step[0]);
	memset(ret_state->score, 0, sizeof ret_state->score);
	for (size_t i = 0; i < g->step_count; i++) {
		const struct guide_step *step = &g->steps[i];
		struct guide_state_step *now = &ret_state->step[i];
		now->applies = guide_condition_holds(step->when, ret_state);
		const struct guide_answer *answer =
			now->applies && step->kind != GUIDE_ADVICE ? find_from(answers, step->name, &from) : NULL;
		if (answer == NULL)
			continue;
		now->answered = answer->value_count > 0;
		now->chosen = chosen_options(step, answer);
		guide_state_score(ret_state, step, now->chosen, 1);
	}
}

static size_t
index_of(const struct guide *g, const struct guide_step *step)
{
	return (size_t)(step - g->steps);
}

/* ---- the way through ---- */

const struct guide_step *
guide_next(const struct guide *g, const struct guide_step *step, const struct guide_answers *answers)
{
	struct guide_state state;
	guide_state_make(g, answers, &state);
	for (size_t i = step == NULL ? 0 : index_of(g, step) + 1; i < g->step_count; i++)
		if (state.step[i].applies)
			return &g->steps[i];
	return NULL;
}

const struct guide_step *
guide_previous(const struct guide *g, const struct guide_step *step, const struct guide_answers *answers)
{
	struct guide_state state;
	guide_state_make(g, answers, &state);
	for (size_t i = step == NULL ? g->step_count : index_of(g, step); i > 0; i--)
		if (state.step[i - 1].applies)
			return &g->steps[i - 1];
	return NULL;
}

const struct guide_step *
guide_first_open(const struct guide *g, const struct guide_answers *answers)
{
	struct guide_state state;
	guide_state_make(g, answers, &state);
	for (size_t i = 0; i < g->step_count; i++)
		if (state.step[i].applies && g->steps[i].kind != GUIDE_ADVICE &&
			guide_answer_find(answers, g->steps[i].name) == NULL)
			return &g->steps[i];
	return NULL;
}

struct guide_place
guide_place(const struct guide *g, const struct guide_step *step, const struct guide_answers *answers)
{
	struct guide_state state;
	struct guide_place place = { 0 };
	size_t here = index_of(g, step);
	guide_state_make(g, answers, &state);
	place.applies = state.step[here].applies;
	for (size_t i = 0; i < g->step_count; i++) {
		if (!state.step[i].applies)
			continue;
		place.steps++;
		place.step += i <= here;
		if (i < here)
			place.previous = &g->steps[i];
		if (i > here && place.next == NULL)
			place.next = &g->steps[i];
	}
	return place;
}

struct guide_outcomes
guide_outcomes(const struct guide *g, const struct guide_answers *answers, struct arena *a)
{
	struct guide_state state;
	struct guide_outcomes outcomes = { ARENA_ARRAY(a, const struct guide_outcome *, g->outcome_count), 0 };
	guide_state_make(g, answers, &state);
	for (size_t i = 0; i < g->outcome_count; i++)
		if (guide_condition_holds(g->outcomes[i].when, &state))
			outcomes.v[outcomes.n++] = &g->outcomes[i];
	return outcomes;
}
