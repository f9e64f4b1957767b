/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words that lie near one another. Instead of comparing with every word, each
 * word is kept under its forms with letters left out, and so is what was
 * typed: two words that differ in k places share a form in which both have
 * lost k letters at most (the symmetric delete method of W. Garbe, 2012). Only
 * the beginning takes part, so that a long word has no more forms than others.
 */
#include <stdlib.h>
#include <string.h>

#include "words.h"

#include "banned.h"

#define BEGINNING 7
#define FORMS_MAX 32

static int
least(int a, int b, int c)
{
	int m = a < b ? a : b;
	return m < c ? m : c;
}

int
words_distance(struct str a, struct str b, int most)
{
	int row[3][WORDS_MAX + 1];
	int difference = (int)a.n - (int)b.n;
	if (abs(difference) > most || a.n > WORDS_MAX || b.n > WORDS_MAX)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[0][j] = (int)j;
	for (size_t i = 1; i <= a.n; i++) {
		int *now = row[i % 3], *above = row[(i - 1) % 3], *before = row[(i + 1) % 3];
		int best = now[0] = (int)i;
		for (size_t j = 1; j <= b.n; j++) {
			int change = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
			now[j] = least(above[j] + 1, now[j - 1] + 1, change);
			bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
			if (swapped && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
			best = now[j] < best ? now[j] : best;
		}
		if (best > most)
			return most + 1;
	}
	int d = row[a.n % 3][b.n];
	return d > most ? most + 1 : d;
}

int
words_tolerance(struct str folded)
{
	return folded.n <= 3 ? 0 : folded.n <= 5 ? 1 : WORDS_TOLERANCE_MAX;
}

static void
add_form(struct strs *forms, const char *p, size_t n, struct arena *a)
{
	struct str form = { p, n };
	for (size_t i = 0; i < forms->n; i++)
		if (str_eq(forms->v[i], form))
			return;
	if (forms->n < FORMS_MAX)
		forms->v[forms->n++] = str_dup(form, a);
}

static size_t
without(struct str s, size_t at, char *ret_p)
{
	memcpy(ret_p, s.p, at);
	memcpy(ret_p + at, s.p + at + 1, s.n - at - 1);
	return s.n - 1;
}

struct strs
words_forms(struct str folded, struct arena *a)
{
	struct strs forms = { ARENA_ARRAY(a, struct str, FORMS_MAX), 0 };
	int tolerance = words_tolerance(folded);
	struct str beginning = str_cut(folded, 0, BEGINNING);
	char one[BEGINNING], two[BEGINNING];
	if (tolerance == 0)
		return forms;
	add_form(&forms, beginning.p, beginning.n, a);
	for (size_t i = 0; i < beginning.n; i++) {
		size_t n = without(beginning, i, one);
		add_form(&forms, one, n, a);
		for (size_t j = i; tolerance == 2 && j < n; j++)
			add_form(&forms, two, without((struct str){ one, n }, j, two), a);
	}
	return forms;
}
