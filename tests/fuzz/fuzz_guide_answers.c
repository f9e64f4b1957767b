/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Stored answers as JSON, and answers from a form. What was read is written
 * and read again without a change. */
#include <assert.h>

#include "guide.h"

#include "banned.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct guide *g; /* read once, kept until the end */

#define TWO "{ nl: A, en: B }"
#define OPTION(VALUE) "      - { value: " VALUE ", label: " TWO " }\n"
#define OPTIONS OPTION("yes") OPTION("no") OPTION("unknown")
static const char yaml[] =
	"guide: x\nkind: tool\noffence: any\naudience: victims\nowner: A\nchecked: 2026-11-21\n"
	"title: " TWO "\nintro: " TWO "\nminutes: 1\nsteps:\n"
	"  - question: one\n    type: one\n    ask: " TWO "\n    options:\n" OPTIONS
	"  - question: many\n    type: many\n    when: one = yes\n    ask: " TWO "\n    options:\n" OPTIONS
	"  - question: text\n    type: text\n    max: 20\n    ask: " TWO "\n"
	"  - question: date\n    type: date\n    optional: true\n    ask: " TWO "\n"
	"outcomes:\n  - { outcome: end, title: " TWO ", text: " TWO " }\n";

static struct str
write_answers(const struct guide_answers *answers, struct arena *a)
{
	struct buf b;
	buf_init(&b, GUIDE_ANSWERS_MAX, a);
	guide_answers_write(answers, &b);
	assert(buf_ok(&b));
	return buf_view(&b);
}

static void
check_round(const struct guide_answers *answers, struct arena *a)
{
	struct guide_answers again;
	struct str json = write_answers(answers, a);
	assert(guide_answers_read(g, json, a, &again) == ERR_OK);
	assert(str_eq(write_answers(&again, a), json));
	guide_first_open(g, answers);
	assert(guide_outcomes(g, answers, a).n == 1);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	static struct arena *kept;
	struct guide_context context = { 0 };
	struct guide_faults faults;
	kept = arena_new();
	enum err e = guide_parse(str_from_z(yaml), STR("x"), &context, kept, &g, &faults);
	assert(e == ERR_OK);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct guide_answers answers = { 0 };
	struct str text = str_from(data, size), piece;
	enum guide_answer_fault fault;
	if (guide_answers_read(g, text, a, &answers) == ERR_OK)
		check_round(&answers, a);
	for (size_t i = 0; i < 8 && str_split(&text, '\n', &piece); i++)
		guide_answer(g, &g->steps[i % g->step_count], &(struct strs){ &piece, 1 }, a, &answers, &fault);
	check_round(&answers, a);
	arena_free(a);
	return 0;
}
