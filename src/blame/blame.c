/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "blame.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

#include "banned.h"

/* Where one word stands; a new sentence begins before it. */
struct word {
	struct str s;
	bool begins;
};

static bool
is_word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80 || c == '\'' ||
		c == '*';
}

static bool
next_word(struct str text, size_t *at, bool stars, struct word *ret_word)
{
	bool begins = *at == 0;
	size_t i = *at;
	while (i < text.n && (!is_word_byte((unsigned char)text.p[i]) || (!stars && text.p[i] == '*'))) {
		begins = begins || strchr(".?!;", text.p[i]) != NULL ||
			(text.p[i] == '\n' && i + 1 < text.n && text.p[i + 1] == '\n');
		i++;
	}
	size_t start = i;
	while (i < text.n && is_word_byte((unsigned char)text.p[i]) && (stars || text.p[i] != '*'))
		i++;
	if (i == start)
		return false;
	*at = i;
	*ret_word = (struct word){ str_cut(text, start, i - start), begins };
	return true;
}

static size_t
count_words(struct str text)
{
	struct word word;
	size_t at = 0, n = 0;
	while (next_word(text, &at, true, &word))
		n++;
	return n;
}

static struct blame_pattern
read_pattern(struct str line, int number, struct arena *a)
{
	struct word word;
	bool dutch = str_starts(line, STR("nl:")), english = str_starts(line, STR("en:"));
	struct str words = dutch || english ? str_cut(line, 3, line.n) : line;
	struct blame_pattern pattern = { .in = { dutch || !english, english || !dutch }, .line = number };
	pattern.words.v = ARENA_ARRAY(a, struct str, count_words(words));
	for (size_t at = 0; next_word(words, &at, true, &word);)
		pattern.words.v[pattern.words.n++] = str_dup(word.s, a);
	return pattern;
}

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* -1: any word. */
static int
first_byte(const struct blame_pattern *pattern)
{
	struct str first = pattern->words.v[0];
	return str_eq_z(first, "*") ? -1 : fold(first.p[0]);
}

static int
by_first_byte(const void *p, const void *q)
{
	const struct blame_pattern *a = p, *b = q;
	int order = first_byte(a) - first_byte(b);
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static void
sort_patterns(struct blame *b)
{
	if (b->n > 1)
		qsort(b->v, b->n, sizeof *b->v, by_first_byte);
	uint32_t at = 0;
	for (int c = 0; c <= 256; c++) {
		while (at < b->n && first_byte(&b->v[at]) < c)
			at++;
		b->from[c] = at;
	}
}

enum err
blame_parse(struct str list, struct arena *a, struct blame *ret_blame, int *ret_line)
{
	struct blame blame = { .n = 0 };
	struct str rest = list, line;
	size_t lines = 0;
	if (list.n > BLAME_MAX || !str_is_text(list)) {
		*ret_line = 1;
		return ERR_INVALID;
	}
	while (str_split(&rest, '\n', &line))
		lines++;
	blame.v = ARENA_ARRAY(a, struct blame_pattern, lines);
	rest = list;
	for (int number = 1; str_split(&rest, '\n', &line); number++) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		blame.v[blame.n] = read_pattern(line, number, a);
		if (blame.v[blame.n].words.n == 0) {
			*ret_line = number;
			return ERR_INVALID;
		}
		blame.n++;
	}
	sort_patterns(&blame);
	*ret_blame = blame;
	return ERR_OK;
}

static bool
is_match(struct str pattern, struct str word)
{
	return (pattern.n == 1 && pattern.p[0] == '*') || str_eq_nocase(pattern, word);
}

/* Whether the pattern matches `first` and the words of the text after it, from
 * `at` on; then *ret_end is where the last one ends. */
static bool
matches_at(const struct blame_pattern *pattern, struct str first, struct str text, size_t at, size_t *ret_end)
{
	struct word word;
	if (!is_match(pattern->words.v[0], first))
		return false;
	for (size_t i = 1; i < pattern->words.n; i++)
		if (!next_word(text, &at, false, &word) || word.begins || !is_match(pattern->words.v[i], word.s))
			return false;
	*ret_end = at;
	return true;
}

static struct blame_found
found_between(struct str text, size_t start, size_t end, struct arena *a)
{
	struct buf words;
	struct word word;
	buf_init(&words, BLAME_MAX, a);
	for (size_t at = start; at < end && next_word(text, &at, false, &word);)
		buf_printf(&words, "%s%.*s", words.n == 0 ? "" : " ", STR_ARG(word.s));
	return (struct blame_found){ start, buf_view(&words) };
}

/* The first of the patterns from..to that matches; NULL: none. */
static const struct blame_pattern *
find_pattern(const struct blame *b, uint32_t from, uint32_t to, enum lang lang, struct str word, struct str text,
    size_t at, size_t *ret_end)
{
	for (uint32_t i = from; i < to; i++)
		if (b->v[i].in[lang] && matches_at(&b->v[i], word, text, at, ret_end))
			return &b->v[i];
	return NULL;
}

bool
blame_next(const struct blame *b, struct str text, enum lang lang, struct arena *a, size_t *at,
    struct blame_found *ret_found)
{
	struct word word;
	size_t end;
	while (next_word(text, at, false, &word)) {
		unsigned char c = fold(word.s.p[0]);
		const struct blame_pattern *found =
			find_pattern(b, b->from[c], b->from[c + 1], lang, word.s, text, *at, &end);
		if (found == NULL)
			found = find_pattern(b, 0, b->from[0], lang, word.s, text, *at, &end);
		if (found != NULL) {
			*ret_found = found_between(text, (size_t)(word.s.p - text.p), end, a);
			return true;
		}
	}
	return false;
}
