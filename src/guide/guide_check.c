/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/*
 * Can any answers make this condition true? For each condition we look only
 * at the questions that it rests on (directly, or through their own `when`),
 * and of their options only at those that make a difference. What is left is
 * searched through, in the order of the steps, up to a maximum: twice, with
 * few points first and with many points first, as one of them finds nearly
 * every condition on a score at once.
 */
#define VISITS_MAX 20000       /* for one condition, each way */
#define VISITS_FILE_MAX 400000 /* for a whole guide */

struct search {
	const struct guide *g;
	const struct guide_condition *target;
	struct guide_state state;
	size_t questions[GUIDE_STEPS_MAX]; /* that the target rests on, in order */
	size_t count;
	uint64_t distinct[GUIDE_STEPS_MAX]; /* options that make a difference, of each step */
	bool many_points_first, stopped;
	size_t visits, visits_file;
};

/* ---- what a condition rests on ---- */

static void
mark_condition(const struct search *s, const struct guide_condition *c, size_t at, bool *needed)
{
	if (c == NULL)
		return;
	if (c->operator== GUIDE_CHOSEN || c->operator== GUIDE_ANSWERED)
		needed[c->index] = true;
	for (size_t i = 0; c->operator== GUIDE_SCORE && i<at; i++)
		for (size_t j = 0; j < s->g->steps[i].option_count; j++)
			for (size_t k = 0; k < s->g->steps[i].options[j].score_count; k++)
				if (s->g->steps[i].options[j].scores[k].score == c->index)
					needed[i] = true;
	mark_condition(s, c->left, at, needed);
	mark_condition(s, c->right, at, needed);
}

/* A question rests only on earlier ones, so one pass backwards finds all. */
static void
find_questions(struct search *s, size_t at)
{
	bool needed[GUIDE_STEPS_MAX] = { false };
	mark_condition(s, s->target, at, needed);
	for (size_t i = at; i > 0; i--)
		if (needed[i - 1])
			mark_condition(s, s->g->steps[i - 1].when, i - 1, needed);
	s->count = 0;
	for (size_t i = 0; i < at; i++)
		if (needed[i])
			s->questions[s->count++] = i;
}

static void
mention_condition(struct search *s, const struct guide_condition *c)
{
	if (c == NULL)
		return;
	if (c->operator== GUIDE_CHOSEN)
		s->distinct[c->index] |= c->option;
	mention_condition(s, c->left);
	mention_condition(s, c->right);
}

static int64_t
points_in(const struct guide_option *option, size_t score)
{
	int64_t points = 0;
	for (size_t i = 0; i < option->score_count; i++)
		if (option->scores[i].score == score)
			points += option->scores[i].points;
	return points;
}

static bool
has_same_points(const struct guide_option *a, const struct guide_option *b)
{
	for (size_t i = 0; i < GUIDE_SCORES_MAX; i++)
		if (points_in(a, i) != points_in(b, i))
			return false;
	return true;
}

/* Whether an option before `at` that no condition names does just the same.
 * Of type many, two that give the same points can both be chosen. */
static bool
has_twin(const struct guide_step *step, size_t at, uint64_t named)
{
	for (size_t i = 0; i < at; i++)
		if ((named >> i & 1) == 0 && has_same_points(&step->options[i], &step->options[at]) &&
			(step->kind == GUIDE_ONE || step->options[at].score_count == 0))
			return true;
	return false;
}

/* Options that no condition names and that give the same points are all the
 * same: one of them stands for all. */
static void
find_distinct(struct search *s)
{
	for (size_t i = 0; i < s->g->step_count; i++)
		mention_condition(s, s->g->steps[i].when);
	for (size_t i = 0; i < s->g->outcome_count; i++)
		mention_condition(s, s->g->outcomes[i].when);
	for (size_t i = 0; i < s->g->step_count; i++) {
		uint64_t named = s->distinct[i];
		for (size_t j = 0; j < s->g->steps[i].option_count; j++)
			if (!has_twin(&s->g->steps[i], j, named))
				s->distinct[i] |= UINT64_C(1) << j;
	}
}

/* ---- searching ---- */

static bool search_from(struct search *s, size_t k);

static bool
search_with(struct search *s, size_t k, bool answered, uint64_t chosen)
{
	const struct guide_step *step = &s->g->steps[s->questions[k]];
	struct guide_state_step *now = &s->state.step[s->questions[k]];
	now->answered = answered;
	now->chosen = chosen;
	guide_state_score(&s->state, step, chosen, 1);
	bool found = search_from(s, k + 1);
	guide_state_score(&s->state, step, chosen, -1);
	return found;
}

static int
points_of(const struct guide_option *option)
{
	int points = 0;
	for (size_t i = 0; i < option->score_count; i++)
		points += option->scores[i].points;
	return points;
}

/* The option that gives most (least) points of those in `left`. */
static uint64_t
best_option(const struct search *s, const struct guide_step *step, uint64_t left)
{
	size_t best = GUIDE_OPTIONS_MAX;
	for (size_t i = 0; i < step->option_count; i++) {
		if ((left >> i & 1) == 0)
			continue;
		int points = points_of(&step->options[i]);
		if (best == GUIDE_OPTIONS_MAX ||
			(s->many_points_first ? points > points_of(&step->options[best])
					      : points < points_of(&step->options[best])))
			best = i;
	}
	return UINT64_C(1) << best;
}

static bool
search_one(struct search *s, size_t k)
{
	const struct guide_step *step = &s->g->steps[s->questions[k]];
	for (uint64_t left = s->distinct[s->questions[k]]; left != 0;) {
		uint64_t option = best_option(s, step, left);
		if (search_with(s, k, true, option))
			return true;
		left &= ~option;
	}
	return step->optional && search_with(s, k, false, 0);
}

/* Every set of the options that make a difference: `left` are undecided. */
static bool
search_many(struct search *s, size_t k, uint64_t left, uint64_t chosen)
{
	if (s->stopped)
		return false;
	if (left == 0)
		return search_with(s, k, chosen != 0, chosen);
	const struct guide_step *step = &s->g->steps[s->questions[k]];
	uint64_t option = best_option(s, step, left);
	int points = points_of(&step->options[__builtin_ctzll(option)]);
	bool with_first = s->many_points_first ? points >= 0 : points < 0;
	return search_many(s, k, left & ~option, with_first ? chosen | option : chosen) ||
		search_many(s, k, left & ~option, with_first ? chosen : chosen | option);
}

static bool
search_from(struct search *s, size_t k)
{
	if (++s->visits > VISITS_MAX || ++s->visits_file > VISITS_FILE_MAX)
		s->stopped = true;
	if (s->stopped)
		return false;
	if (k == s->count)
		return guide_condition_holds(s->target, &s->state);
	size_t i = s->questions[k];
	const struct guide_step *step = &s->g->steps[i];
	s->state.step[i] = (struct guide_state_step){ 0 };
	if (!guide_condition_holds(step->when, &s->state))
		return search_from(s, k + 1);
	if (step->kind == GUIDE_ONE)
		return search_one(s, k);
	if (step->kind == GUIDE_MANY)
		return search_many(s, k, s->distinct[i], 0);
	return search_with(s, k, true, 0) || (step->optional && search_with(s, k, false, 0));
}

enum reach { REACHED, NEVER, TOO_COMPLEX };

/* `at`: the step that the condition stands before. */
static enum reach
search(struct search *s, const struct guide_condition *target, size_t at)
{
	if (target == NULL)
		return REACHED;
	s->target = target;
	find_questions(s, at);
	for (int way = 0; way < 2; way++) {
		s->visits = 0;
		s->stopped = false;
		s->many_points_first = way == 1;
		s->state = (struct guide_state){ 0 };
		if (search_from(s, 0))
			return REACHED;
		if (!s->stopped)
			return NEVER;
	}
	return TOO_COMPLEX;
}

static void
report(struct guide_reader *r, const struct guide_node *map, enum reach reach, enum msg never, struct str name)
{
	const struct guide_node *when = guide_map_get(map, "when");
	if (reach == NEVER)
		guide_report_add(r->report, when->line, never, MSG_ARGS({ .text = name }));
	else if (reach == TOO_COMPLEX)
		guide_report_add(r->report, when->line, MSG_GUIDE_CHECK_COMPLEX, MSG_ARGS({ .text = name }));
}

void
guide_check_reach(struct guide_reader *r, const struct guide_node *steps, const struct guide_node *outcomes)
{
	const struct guide *g = r->guide;
	struct search *s = ARENA_NEW(r->work, struct search);
	const struct guide_node *map = steps->first;
	s->g = g;
	find_distinct(s);
	for (size_t i = 0; i < g->step_count; i++, map = map->next)
		report(r, map, search(s, g->steps[i].when, i), MSG_GUIDE_CHECK_STEP_UNREACHED, g->steps[i].name);
	map = outcomes == NULL ? NULL : outcomes->first;
	for (size_t i = 0; i < g->outcome_count; i++, map = map->next)
		report(r, map, search(s, g->outcomes[i].when, g->step_count), MSG_GUIDE_CHECK_OUTCOME_UNREACHED,
			g->outcomes[i].name);
}
