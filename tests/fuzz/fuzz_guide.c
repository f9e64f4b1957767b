/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Guide files. One that is accepted must be walkable: answers taken from the
 * input's own bytes lead to an end, the way back is the way there, and there
 * is an outcome. */
#include <assert.h>

#include "guide.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct guide_context context = {
	STR_INIT(
		"- { id: \"112\", name: { nl: \"112\", en: \"112\" }, phone: \"112\", checked: 2026-11-21 }\n"
		"- { id: bank, name: { nl: De bank, en: The bank }, url: \"https://x.nl\", checked: 2026-11-21 }\n"),
	STR_INIT("nl: waarom heb je\nhad je * moeten\n"),
};

static void
answer(const struct guide *g, const struct guide_step *step, uint8_t choice, struct arena *a,
	struct guide_answers *answers)
{
	struct str values[2] = { STR("2026-11-21"), STR_NONE };
	struct strs list = { values, 1 };
	enum guide_answer_fault fault;
	if (step->option_count > 0) {
		values[0] = step->options[choice % step->option_count].value;
		values[1] = step->options[choice / 16 % step->option_count].value;
		list.n = step->kind == GUIDE_MANY ? choice % 3 : 1;
	}
	enum err e = guide_answer(g, step, &list, a, answers, &fault);
	assert(e == ERR_OK || (fault == GUIDE_ANSWER_LONG && step->max < 10));
}

static void
walk(const struct guide *g, const uint8_t *data, size_t size, struct arena *a)
{
	struct guide_answers answers = { 0 };
	const struct guide_step *last = NULL;
	size_t count = 0;
	for (const struct guide_step *s = guide_next(g, NULL, &answers); s != NULL; s = guide_next(g, s, &answers)) {
		assert(guide_place(g, s, &answers).applies && guide_previous(g, s, &answers) == last);
		if (s->kind != GUIDE_ADVICE)
			answer(g, s, data[count % size], a, &answers);
		struct guide_place place = guide_place(g, s, &answers);
		assert(place.step == (int)++count && place.step <= place.steps);
		assert(place.previous == last && place.next == guide_next(g, s, &answers));
		last = s;
	}
	assert(guide_previous(g, NULL, &answers) == last);
	struct guide_outcomes outcomes = guide_outcomes(g, &answers, a);
	assert(outcomes.n > 0);
	for (size_t i = 0; i < outcomes.n; i++) {
		struct guide_reasons reasons = guide_reasons(g, outcomes.v[i], &answers, a);
		for (size_t j = 0; j < reasons.n; j++)
			assert((reasons.v[j].step == NULL) == (reasons.v[j].theme != NULL));
	}
	struct guide_points *points = guide_points(g, &answers, a);
	for (size_t i = 0; i < g->theme_count; i++)
		assert(points[i].points >= 0 && points[i].points <= points[i].theme->max &&
			points[i].points >= points[i].band->from);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const struct guide *g;
	struct guide_faults faults;
	if (guide_parse(str_from(data, size), STR("x"), &context, a, &g, &faults) == ERR_OK)
		walk(g, data, size, a);
	else
		assert(faults.n > 0);
	arena_free(a);
	return 0;
}
