/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/* either := both ("or" both)*; both := single ("and" single)*;
 * single := "not" single | "(" either ")" | test */

#define BRACKETS_MAX 20

struct condition_reader {
	struct guide_reader *r;
	struct str rest, token; /* token.n == 0: the end */
	int line, depth;
	size_t at; /* the step that the condition stands before */
	bool failed;
};

static struct guide_condition *read_either(struct condition_reader *c);

/* ---- tokens ---- */

static bool
is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static size_t
token_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_name_byte(s.p[n]))
		n++;
	if (n > 0 || s.n == 0)
		return n;
	return str_starts(s, STR("!=")) || str_starts(s, STR(">=")) ? 2 : 1;
}

static void
advance(struct condition_reader *c)
{
	c->rest = str_trim(c->rest);
	c->token = str_cut(c->rest, 0, token_length(c->rest));
	c->rest = str_cut(c->rest, c->token.n, c->rest.n);
}

static bool
take(struct condition_reader *c, const char *word)
{
	if (!str_eq_z(c->token, word))
		return false;
	advance(c);
	return true;
}

/* One fault a condition: what follows would be guessing. */
static void
fail(struct condition_reader *c, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (!c->failed)
		guide_report_add(c->r->report, c->line, reason, args, n);
	c->failed = true;
}

static void
fail_expected(struct condition_reader *c, enum msg what)
{
	struct msg_arg found = { .said = MSG_GUIDE_WHEN_END };
	if (c->token.n > 0)
		found = (struct msg_arg){ .text = str_printf(c->r->work, "\"%.*s\"", STR_ARG(c->token)) };
	fail(c, MSG_GUIDE_CHECK_WHEN_EXPECTED, MSG_ARGS({ .said = what }, found));
}

static struct str
take_name(struct condition_reader *c, enum msg what)
{
	struct str name = c->token;
	if (name.n == 0 || !is_name_byte(name.p[0])) {
		fail_expected(c, what);
		return STR_NONE;
	}
	advance(c);
	return name;
}

/* ---- references ---- */

/* The step that is meant; at the fault's first step otherwise. */
static const struct guide_step *
take_question(struct condition_reader *c, size_t *ret_index)
{
	const struct guide *g = c->r->guide;
	struct str name = take_name(c, MSG_GUIDE_WHEN_QUESTION);
	if (c->failed)
		return NULL;
	const struct guide_step *step = guide_step_find(g, name);
	size_t index = step == NULL ? 0 : (size_t)(step - g->steps);
	if (step == NULL)
		fail(c, MSG_GUIDE_CHECK_WHEN_QUESTION, MSG_ARGS({ .text = name }));
	else if (step->kind == GUIDE_ADVICE)
		fail(c, MSG_GUIDE_CHECK_WHEN_ADVICE, MSG_ARGS({ .text = name }));
	else if (index >= c->at)
		fail(c, MSG_GUIDE_CHECK_WHEN_LATER, MSG_ARGS({ .text = name }));
	*ret_index = index;
	return c->failed ? NULL : step;
}

static uint64_t
take_option(struct condition_reader *c, const struct guide_step *step)
{
	struct str value = take_name(c, MSG_GUIDE_WHEN_VALUE);
	for (size_t i = 0; !c->failed && i < step->option_count; i++)
		if (str_eq(step->options[i].value, value))
			return UINT64_C(1) << i;
	if (!c->failed)
		fail(c, MSG_GUIDE_CHECK_WHEN_VALUE, MSG_ARGS({ .text = value }, { .text = step->name }));
	return 0;
}

static struct guide_condition *
new_condition(struct condition_reader *c, enum guide_operator operator, const struct guide_condition * left,
	const struct guide_condition *right)
{
	struct guide_condition *condition = ARENA_NEW(c->r->a, struct guide_condition);
	*condition = (struct guide_condition){ .operator= operator, .left = left, .right = right };
	return condition;
}

int64_t
guide_points_bound(const struct guide *g, size_t at, size_t score, int sign)
{
	int64_t sum = 0;
	for (size_t i = 0; i < at; i++) {
		int64_t best = 0, all = 0;
		for (size_t j = 0; j < g->steps[i].option_count; j++)
			for (size_t k = 0; k < g->steps[i].options[j].score_count; k++) {
				const struct guide_score *s = &g->steps[i].options[j].scores[k];
				int64_t points = s->score == score ? s->points * sign : 0;
				best = points > best ? points : best;
				all += points > 0 ? points : 0;
			}
		sum += g->steps[i].kind == GUIDE_MANY ? all : best;
	}
	return sum * sign;
}

static bool
is_given_before(const struct guide *g, size_t at, size_t score)
{
	for (size_t i = 0; i < at; i++)
		for (size_t j = 0; j < g->steps[i].option_count; j++)
			for (size_t k = 0; k < g->steps[i].options[j].score_count; k++)
				if (g->steps[i].options[j].scores[k].score == score)
					return true;
	return false;
}

static size_t
take_score(struct condition_reader *c)
{
	const struct guide *g = c->r->guide;
	struct str name = take_name(c, MSG_GUIDE_WHEN_SCORE);
	size_t i = 0;
	while (i < g->scores.n && !str_eq(g->scores.v[i], name))
		i++;
	if (!c->failed && i == g->scores.n)
		fail(c, MSG_GUIDE_CHECK_WHEN_SCORE, MSG_ARGS({ .text = name }));
	else if (!c->failed && !is_given_before(g, c->at, i))
		fail(c, MSG_GUIDE_CHECK_WHEN_SCORE_LATER, MSG_ARGS({ .text = name }));
	return i;
}

/* ---- tests ---- */

static struct guide_condition *
read_score(struct condition_reader *c)
{
	int64_t points = 0;
	struct guide_condition *condition = new_condition(c, GUIDE_SCORE, NULL, NULL);
	condition->index = take_score(c);
	bool below = str_eq_z(c->token, "<");
	if (!c->failed && !take(c, "<") && !take(c, ">="))
		fail_expected(c, MSG_GUIDE_WHEN_COMPARE);
	if (!c->failed && str_int(c->token, &points) != ERR_OK)
		fail_expected(c, MSG_GUIDE_WHEN_NUMBER);
	if (c->failed)
		return condition;
	advance(c);
	int64_t most = guide_points_bound(c->r->guide, c->at, condition->index, 1);
	int64_t least = guide_points_bound(c->r->guide, c->at, condition->index, -1);
	if (points > most || points <= least)
		fail(c, MSG_GUIDE_CHECK_WHEN_POINTS,
			MSG_ARGS({ .text = c->r->guide->scores.v[condition->index] }, { .number = least },
				{ .number = most }));
	condition->points = points;
	return below ? new_condition(c, GUIDE_NOT, condition, NULL) : condition;
}

static struct guide_condition *
read_answered(struct condition_reader *c)
{
	struct guide_condition *condition = new_condition(c, GUIDE_ANSWERED, NULL, NULL);
	take_question(c, &condition->index);
	return condition;
}

static struct guide_condition *
read_chosen(struct condition_reader *c)
{
	struct guide_condition *condition = new_condition(c, GUIDE_CHOSEN, NULL, NULL);
	const struct guide_step *step = take_question(c, &condition->index);
	if (step == NULL)
		return condition;
	bool negated = str_eq_z(c->token, "!="), has = str_eq_z(c->token, "has");
	if (!take(c, "=") && !take(c, "!=") && !take(c, "has"))
		fail_expected(c, MSG_GUIDE_WHEN_TEST);
	else if (step->kind != GUIDE_ONE && step->kind != GUIDE_MANY)
		fail(c, MSG_GUIDE_CHECK_WHEN_OPEN, MSG_ARGS({ .text = step->name }));
	else if (has != (step->kind == GUIDE_MANY))
		fail(c, has ? MSG_GUIDE_CHECK_WHEN_ONE : MSG_GUIDE_CHECK_WHEN_MANY, MSG_ARGS({ .text = step->name }));
	else
		condition->option = take_option(c, step);
	return negated ? new_condition(c, GUIDE_NOT, condition, NULL) : condition;
}

/* ---- the parser ---- */

static struct guide_condition *
read_single(struct condition_reader *c)
{
	bool negated = false;
	while (take(c, "not"))
		negated = !negated;
	struct guide_condition *condition;
	if (take(c, "(")) {
		if (++c->depth > BRACKETS_MAX)
			fail(c, MSG_GUIDE_CHECK_WHEN_BRACKETS, NULL, 0);
		condition = c->failed ? NULL : read_either(c);
		c->depth--;
		if (!c->failed && !take(c, ")"))
			fail_expected(c, MSG_GUIDE_WHEN_CLOSE);
	} else if (take(c, "score")) {
		condition = read_score(c);
	} else if (take(c, "answered")) {
		condition = read_answered(c);
	} else {
		condition = read_chosen(c);
	}
	return negated ? new_condition(c, GUIDE_NOT, condition, NULL) : condition;
}

static struct guide_condition *
read_both(struct condition_reader *c)
{
	struct guide_condition *left = read_single(c);
	while (!c->failed && take(c, "and"))
		left = new_condition(c, GUIDE_AND, left, read_single(c));
	return left;
}

static struct guide_condition *
read_either(struct condition_reader *c)
{
	struct guide_condition *left = read_both(c);
	while (!c->failed && take(c, "or"))
		left = new_condition(c, GUIDE_OR, left, read_both(c));
	return left;
}

const struct guide_condition *
guide_condition_read(struct guide_reader *r, const struct guide_node *node, size_t at)
{
	struct condition_reader c = { .r = r, .rest = node->text, .line = node->line, .at = at };
	if (node->kind != GUIDE_NODE_TEXT || node->text.n > GUIDE_CONDITION_MAX)
		fail(&c, MSG_GUIDE_CHECK_WHEN_LONG, MSG_ARGS({ .number = GUIDE_CONDITION_MAX }));
	advance(&c);
	const struct guide_condition *condition = c.failed ? NULL : read_either(&c);
	if (!c.failed && c.token.n > 0)
		fail_expected(&c, MSG_GUIDE_WHEN_MORE);
	if (c.failed)
		r->unsound = true;
	return c.failed ? NULL : condition;
}

/* ---- whether it holds ---- */

bool
guide_condition_holds(const struct guide_condition *c, const struct guide_state *state)
{
	if (c == NULL)
		return true;
	switch (c->operator) {
	case GUIDE_CHOSEN: return (state->step[c->index].chosen & c->option) != 0;
	case GUIDE_ANSWERED: return state->step[c->index].answered;
	case GUIDE_SCORE: return state->score[c->index] >= c->points;
	case GUIDE_NOT: return !guide_condition_holds(c->left, state);
	case GUIDE_AND: return guide_condition_holds(c->left, state) && guide_condition_holds(c->right, state);
	case GUIDE_OR: return guide_condition_holds(c->left, state) || guide_condition_holds(c->right, state);
	}
	return false;
}

void
guide_state_score(struct guide_state *state, const struct guide_step *step, uint64_t options, int sign)
{
	for (size_t i = 0; i < step->option_count; i++)
		for (size_t j = 0; (options >> i & 1) != 0 && j < step->options[i].score_count; j++)
			state->score[step->options[i].scores[j].score] += sign * step->options[i].scores[j].points;
}
