/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What somebody types into the search, and what stands in the file of people's
 * words: words stand in order inside the text, terms are of letters and digits
 * only, and marking a text changes nothing of it.
 */
#include <stdlib.h>

#include "search_internal.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool fine)
{
	if (!fine)
		abort();
}

static void
check_term(struct str term)
{
	must(term.n > 0 && term.n <= 2 * WORDS_MAX + 2);
	for (size_t i = 0; i < term.n; i++)
		must((term.p[i] >= 'a' && term.p[i] <= 'z') || (term.p[i] >= '0' && term.p[i] <= '9'));
}

/* Every word, and a plan that asks for the first of them. */
static void
check_words(struct str text, enum lang lang, struct arena *a, struct search_plan *plan)
{
	struct words_stemmer *s = words_stemmer_new(lang, a);
	struct words_reader r = words_read(text);
	struct word w;
	size_t at = 0;
	while (words_next(&r, &w)) {
		must(w.from >= at && w.end > w.from && w.end <= text.n && w.text.n > 0 && w.text.n <= WORDS_MAX);
		at = w.end;
		struct str stem = str_dup(words_stem(s, w.text), a);
		check_term(stem);
		must(words_forms(w.text, a).n <= 32);
		must(words_distance(w.text, w.text, 2) == 0);
		if (plan->n == SEARCH_WORDS)
			continue;
		struct search_group *g = &plan->v[plan->n++];
		struct str *stems = ARENA_ARRAY(a, struct str, 1);
		stems[0] = stem;
		*g = (struct search_group){ .said = str_dup(w.text, a), .n = 1, .documents = 1 };
		g->v[0] = (struct search_way){ { stems, 1 }, 1 };
	}
}

static void
check_question(const struct search_plan *plan, struct arena *a)
{
	struct str q = search_plan_text(plan, ~0u, -1, a);
	for (size_t i = 0; i < q.n; i++)
		must(str_find_char(STR("() ANDOR"), q.p[i]) >= 0 || (q.p[i] >= 'a' && q.p[i] <= 'z') ||
		    (q.p[i] >= '0' && q.p[i] <= '9'));
}

static void
check_marks(const struct search_plan *plan, struct str text, struct arena *a)
{
	struct search_marker *m = search_marker_new(plan, a);
	struct search_pieces p = search_mark(m, text, a);
	size_t at = 0;
	for (size_t i = 0; i < p.n; i++) {
		must(str_eq(p.v[i].text, str_cut(text, at, p.v[i].text.n)));
		at += p.v[i].text.n;
	}
	must(at == text.n);
	search_mark_part(m, STR("kort"), text, a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	enum lang lang = data[0] % LANG_COUNT;
	struct str text = str_dup(str_from(data + 1, size - 1), a);
	struct search_plan *plan = ARENA_NEW(a, struct search_plan);
	const struct search_aid *aid;
	struct search_faults faults;
	plan->lang = lang;
	check_words(text, lang, a, plan);
	check_question(plan, a);
	check_marks(plan, text, a);
	search_aid_parse(text, lang, a, &aid, &faults);
	arena_free(a);
	return 0;
}
