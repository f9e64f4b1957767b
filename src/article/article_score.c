/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "article.h"
#include "article_words.h"
#include "buf.h"

#include "banned.h"

#define SENTENCE_LONG 20 /* words */
#define WORD_LONG 6      /* syllables */
#define LETTERS_LONG 22
#define SENTENCE_KEPT 200 /* words of one sentence that are looked at for hints */
#define PHRASE_MAX 6      /* words of a hard phrase */

struct hard {
	struct str words[PHRASE_MAX];
	size_t n;
	struct str simpler;
};

struct scoring {
	struct arena *a;
	enum lang lang;
	struct hard *hard;
	size_t hard_count;
	struct str word[SENTENCE_KEPT]; /* of this sentence, lower case */
	int line[SENTENCE_KEPT];
	int count; /* of this sentence, kept or not */
	int64_t syllables;
	struct article_reading reading;
};

static void
hint(struct scoring *s, int line, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (s->reading.hints.n < ARTICLE_FAULTS_MAX)
		s->reading.hints.v[s->reading.hints.n++] =
			(struct article_fault){ line, msg_say(reason, args, n, s->a) };
}

/* ---- the list of hard words ---- */

static void
read_hard(struct scoring *s, struct str list)
{
	struct str rest = list, line, words, word;
	size_t lines = 1;
	for (size_t i = 0; i < list.n; i++)
		lines += list.p[i] == '\n';
	s->hard = ARENA_ARRAY(s->a, struct hard, lines);
	while (str_split(&rest, '\n', &line)) {
		struct hard *h = &s->hard[s->hard_count];
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#' || !str_split(&line, ':', &words) || line.p == NULL)
			continue;
		*h = (struct hard){ .simpler = str_trim(line) };
		for (words = str_trim(words); h->n < PHRASE_MAX && str_split(&words, ' ', &word); h->n++)
			h->words[h->n] = str_lower(word, s->a);
		s->hard_count += h->n > 0 && h->simpler.n > 0;
	}
}

static bool
is_phrase_at(const struct scoring *s, const struct hard *h, size_t at, size_t n)
{
	if (h->n > n - at)
		return false;
	for (size_t i = 0; i < h->n; i++)
		if (!str_eq(h->words[i], s->word[at + i]))
			return false;
	return true;
}

/* The first and the last of its words. */
static struct str
phrase_of(const struct hard *h, struct arena *a)
{
	struct str first = h->words[0], last = h->words[h->n - 1];
	const char *between = h->n > 2 ? " ... " : " ";
	return h->n == 1 ? first : str_printf(a, "%.*s%s%.*s", STR_ARG(first), between, STR_ARG(last));
}

static void
look_for_hard(struct scoring *s, size_t n)
{
	for (size_t at = 0; at < n; at++)
		for (size_t i = 0; i < s->hard_count; i++) {
			const struct hard *h = &s->hard[i];
			if (!is_phrase_at(s, h, at, n))
				continue;
			hint(s, s->line[at], MSG_ARTICLE_HINT_SIMPLER,
				MSG_ARGS({ .text = phrase_of(h, s->a) }, { .text = h->simpler }));
			break;
		}
}

/* ---- passive voice ---- */

static bool
is_one_of(struct str word, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (str_eq_z(word, words[i]))
			return true;
	return false;
}

/* Looks like the third form of a verb: "gevraagd", "besproken". Not sure, and
 * need not be: it is advice. */
static bool
is_participle(struct str word)
{
	static const char *const fronts[] = { "ge", "be", "ver", "ont", "her", "er" };
	static const char *const others[] = { "geen", "geld", "beiden", "beter", "bent", "bed", "beeld", "beleid",
		"bericht", "gericht", "gezicht", "gevecht", "verdriet", "verlof", "bekend", "goed", "getrouwd",
		"gewoon",
		"gezond", "betekent", "bezoek", "begin", "beginnen", "vertellen", "vergeten", "geven", "gesprekken",
		"gevoelens",
		"gebieden", "gedachten", "gevallen", "gevolgen", "gegevens", "beelden", "berichten", "verhalen",
		"verschillen", "ervaringen", "betekenen", "veranderen", "verbieden", "beslissen", "bespreken",
		"begrijpen", "verwachten",
		"geloven", "gebruiken", "bellen", "bezoeken", "bewaren", "bepalen", "betalen", "verlopen", NULL };
	bool front = false;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		front = front || str_starts(word, str_from_z(fronts[i]));
	bool back = str_ends(word, STR("d")) || str_ends(word, STR("t")) || str_ends(word, STR("en"));
	return front && back && word.n >= 6 && !is_one_of(word, others);
}

static void
look_for_passive(struct scoring *s, size_t n)
{
	static const char *const becomes[] = { "word", "wordt", "worden", "werd", "werden", NULL };
	static const char *const is[] = { "is", "zijn", "was", "waren", "ben", "bent", NULL };
	bool by = false;
	size_t verb = n;
	for (size_t i = 0; i < n; i++)
		by = by || str_eq_z(s->word[i], "door");
	for (size_t i = 0; i < n && verb == n; i++)
		if (is_one_of(s->word[i], becomes) || (by && is_one_of(s->word[i], is)))
			verb = i;
	for (size_t i = 0; verb < n && i < n; i++)
		if (is_participle(s->word[i])) {
			hint(s, s->line[verb], MSG_ARTICLE_HINT_PASSIVE,
				MSG_ARGS({ .text = s->word[verb] }, { .text = s->word[i] }));
			return;
		}
}

/* ---- sentences ---- */

static void
end_sentence(struct scoring *s)
{
	size_t n = s->count < SENTENCE_KEPT ? (size_t)s->count : SENTENCE_KEPT;
	if (s->count == 0)
		return;
	s->reading.sentences++;
	if (s->count > s->reading.longest_sentence)
		s->reading.longest_sentence = s->count;
	if (s->count > SENTENCE_LONG)
		hint(s, s->line[0], MSG_ARTICLE_HINT_SENTENCE, MSG_ARGS({ .number = s->count }));
	look_for_hard(s, n);
	if (s->lang == LANG_NL)
		look_for_passive(s, n);
	s->count = 0;
}

static void
add_word(struct scoring *s, struct str word, int line)
{
	struct str lower = str_lower(word, s->a);
	int syllables = article_syllables(lower, s->lang);
	s->syllables += syllables;
	s->reading.words++;
	if (s->count < SENTENCE_KEPT) {
		s->word[s->count] = lower;
		s->line[s->count] = line;
	}
	s->count++;
	if (syllables >= WORD_LONG || str_chars(word) >= LETTERS_LONG)
		hint(s, line, MSG_ARTICLE_HINT_WORD, MSG_ARGS({ .text = str_cut(word, 0, 80) }));
}

/* ---- Markdown as words ---- */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* What stands in front of a line and makes it a block of its own: "- ", "1. ", "## ", "> ", "| ". */
static size_t
block_front(struct str line)
{
	size_t at = 0;
	while (at < line.n && str_find_char(STR(" \t>#|"), line.p[at]) >= 0)
		at++;
	size_t digits = at;
	while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
		digits++;
	if (digits > at && digits + 1 < line.n && line.p[digits] == '.' && line.p[digits + 1] == ' ')
		return digits + 2;
	if (at + 1 < line.n && str_find_char(STR("-*+"), line.p[at]) >= 0 && line.p[at + 1] == ' ')
		return at + 2;
	return at > 0 && str_find_char(STR(">#|"), line.p[at - 1]) < 0 && line.p[0] == ' ' ? 0 : at;
}

/* Behind the address of a link, "](/x)", or an id or help line in braces. */
static size_t
skip_marks(struct str line, size_t at)
{
	struct str rest = str_cut(line, at, line.n);
	ptrdiff_t end = -1;
	if (str_starts(rest, STR("](")))
		end = str_find_char(rest, ')');
	else if (str_starts(rest, STR("{")))
		end = str_find_char(rest, '}');
	return end < 0 ? at + 1 : at + (size_t)end + 1;
}

static bool
ends_sentence(struct str line, size_t at)
{
	char c = line.p[at];
	size_t next = at + 1;
	while (next < line.n && str_find_char(STR("*\")_]"), line.p[next]) >= 0)
		next++;
	bool gap = next >= line.n || line.p[next] == ' ';
	return c == '|' || ((c == '.' || c == '?' || c == '!') && gap);
}

static void
read_line(struct scoring *s, struct str line, int number)
{
	for (size_t at = 0; at < line.n;) {
		size_t from = at;
		while (at < line.n && (is_letter(line.p[at]) ||
			       (at > from && str_find_char(STR("'-"), line.p[at]) >= 0 && at + 1 < line.n &&
				       is_letter(line.p[at + 1]))))
			at++;
		if (at > from) {
			add_word(s, str_cut(line, from, at - from), number);
			continue;
		}
		if (str_starts(str_cut(line, at, line.n), STR("{helpline:")))
			add_word(s, STR("nummer"), number);
		if (ends_sentence(line, at))
			end_sentence(s);
		if (line.p[at] == '!' && (at + 1 == line.n || line.p[at + 1] != '['))
			hint(s, number, MSG_ARTICLE_HINT_MARK, NULL, 0);
		at = skip_marks(line, at);
	}
}

/* The header's lines are no text, but count as lines. */
static int
skip_header(struct str *rest)
{
	struct str line, whole = *rest;
	int number = 1;
	if (!str_starts(*rest, STR("---")))
		return 1;
	while (str_split(rest, '\n', &line)) {
		number++;
		if (number > 2 && str_eq_z(str_trim(line), "---"))
			return number;
	}
	*rest = whole;
	return 1;
}

struct article_reading
article_read_score(struct str text, enum lang lang, struct str hard_words, struct arena *a)
{
	struct scoring *s = ARENA_NEW(a, struct scoring);
	struct str rest = str_is_text(text) ? str_cut(text, 0, ARTICLE_MAX) : STR(""), line;
	s->a = a;
	s->lang = lang;
	s->reading.hints.v = ARENA_ARRAY(a, struct article_fault, ARTICLE_FAULTS_MAX);
	read_hard(s, hard_words);
	for (int number = skip_header(&rest); str_split(&rest, '\n', &line); number++) {
		size_t front = block_front(line);
		if (front > 0 || str_trim(line).n == 0)
			end_sentence(s);
		read_line(s, str_cut(line, front, line.n), number);
		if (line.n > 0 && line.p[0] == '#')
			end_sentence(s);
	}
	end_sentence(s);
	struct article_reading *r = &s->reading;
	if (r->words == 0)
		return *r;
	r->words_per_sentence = (double)r->words / r->sentences;
	r->syllables_per_word = (double)s->syllables / r->words;
	r->score = lang == LANG_NL ? 206.835 - 0.93 * r->words_per_sentence - 77.0 * r->syllables_per_word
				   : 206.835 - 1.015 * r->words_per_sentence - 84.6 * r->syllables_per_word;
	r->score = r->score < 0 ? 0 : r->score > 100 ? 100 : r->score;
	return *r;
}
