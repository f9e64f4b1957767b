/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "guide_internal.h"

#include "banned.h"

static const char *const language_keys[] = { "nl", "en", NULL };
static const char *const language_names[] = { "Dutch", "English" };

/* ---- phrasings that blame ---- */

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
count_words(struct str text, bool stars)
{
	struct word word;
	size_t at = 0, n = 0;
	while (next_word(text, &at, stars, &word))
		n++;
	return n;
}

static void
read_pattern(struct str line, int number, struct guide_report *report, struct arena *a, struct guide_blame *blame)
{
	struct word word;
	bool dutch = str_starts(line, STR("nl:")), english = str_starts(line, STR("en:"));
	*blame = (struct guide_blame){ .in = { dutch || !english, english || !dutch } };
	struct str pattern = dutch || english ? str_cut(line, 3, line.n) : line;
	size_t count = count_words(pattern, true), at = 0;
	if (count == 0)
		guide_report_add(report, number, "a pattern without words");
	blame->words.v = ARENA_ARRAY(a, struct str, count);
	while (next_word(pattern, &at, true, &word))
		blame->words.v[blame->words.n++] = str_dup(word.s, a);
}

void
guide_blame_read(struct str text, struct guide_report *report, struct arena *a, struct guide_shared *shared)
{
	struct str rest = text, line;
	size_t lines = 0;
	if (text.n > GUIDE_FILE_MAX || !str_is_text(text)) {
		guide_report_add(report, 1, "the file is not UTF-8 text, or larger than %zu KB", GUIDE_FILE_MAX / 1024);
		return;
	}
	while (str_split(&rest, '\n', &line))
		lines++;
	shared->blame = ARENA_ARRAY(a, struct guide_blame, lines);
	rest = text;
	for (int number = 1; str_split(&rest, '\n', &line); number++) {
		line = str_trim(line);
		if (line.n > 0 && line.p[0] != '#')
			read_pattern(line, number, report, a, &shared->blame[shared->blame_count++]);
	}
}

static bool
is_match(struct str pattern, struct str word)
{
	return (pattern.n == 1 && pattern.p[0] == '*') || str_eq_nocase(pattern, word);
}

/* Whether the pattern matches `first` and the words of the text after it, from
 * `at` on; then *ret_end is where the last one ends. */
static bool
matches_at(const struct guide_blame *blame, struct str first, struct str text, size_t at, size_t *ret_end)
{
	struct word word;
	if (blame->words.n == 0 || !is_match(blame->words.v[0], first))
		return false;
	for (size_t i = 1; i < blame->words.n; i++)
		if (!next_word(text, &at, false, &word) || word.begins || !is_match(blame->words.v[i], word.s))
			return false;
	*ret_end = at;
	return true;
}

static int
line_at(const struct guide_node *node, size_t at)
{
	int line = node->line;
	for (size_t i = 0; i < at; i++)
		line += node->text.p[i] == '\n';
	return line;
}

static void
report_blame(struct guide_reader *r, const struct guide_node *node, size_t start, size_t end)
{
	struct buf words;
	struct word word;
	buf_init(&words, GUIDE_FILE_MAX, r->work);
	for (size_t at = start; at < end && next_word(node->text, &at, false, &word);)
		buf_printf(&words, "%s%.*s", words.n == 0 ? "" : " ", STR_ARG(word.s));
	guide_report_add(
		r->report, line_at(node, start), "a phrasing that blames: \"%.*s\"", STR_ARG(buf_view(&words)));
}

static void
check_blame(struct guide_reader *r, const struct guide_node *node, enum lang lang)
{
	struct word word;
	size_t end;
	for (size_t at = 0; next_word(node->text, &at, false, &word);)
		for (size_t i = 0; i < r->shared->blame_count; i++) {
			const struct guide_blame *blame = &r->shared->blame[i];
			if (blame->in[lang] && matches_at(blame, word.s, node->text, at, &end))
				report_blame(r, node, (size_t)(word.s.p - node->text.p), end);
		}
}

/* ---- texts ---- */

static const struct guide_node *
read_language(struct guide_reader *r, const struct guide_node *map, const char *key, enum lang lang)
{
	const struct guide_node *node = guide_map_get(map, language_keys[lang]);
	if (node == NULL)
		guide_report_add(r->report, map->key_line, "%s: the %s text (%s) is missing", key, language_names[lang],
			language_keys[lang]);
	else if (node->kind != GUIDE_NODE_TEXT)
		guide_report_add(r->report, node->line, "%s: must be a text", key);
	else if (str_trim(node->text).n == 0)
		guide_report_add(r->report, node->line, "%s: the %s text (%s) is empty", key, language_names[lang],
			language_keys[lang]);
	else
		return node;
	return NULL;
}

/* Both languages of map[key]; a language with a fault is NULL. */
static void
read_languages(struct guide_reader *r, const struct guide_node *map, const char *key, bool needed,
	const struct guide_node *ret_nodes[LANG_COUNT])
{
	const struct guide_node *texts = needed ? guide_map_need(r, map, key) : guide_map_get(map, key);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++)
		ret_nodes[lang] = NULL;
	if (texts == NULL)
		return;
	if (texts->kind != GUIDE_NODE_MAP) {
		guide_report_add(r->report, texts->line, "%s: must have both languages: { nl: ..., en: ... }", key);
		return;
	}
	guide_map_check(r, texts, language_keys, key);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++) {
		ret_nodes[lang] = read_language(r, texts, key, lang);
		if (ret_nodes[lang] != NULL)
			check_blame(r, ret_nodes[lang], lang);
	}
}

void
guide_read_text(
	struct guide_reader *r, const struct guide_node *map, const char *key, bool needed, struct guide_text *ret_text)
{
	const struct guide_node *nodes[LANG_COUNT];
	read_languages(r, map, key, needed, nodes);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++) {
		if (nodes[lang] == NULL)
			continue;
		struct str text = str_trim(nodes[lang]->text);
		if (text.n > GUIDE_TEXT_MAX)
			guide_report_add(r->report, nodes[lang]->line, "%s: longer than %d bytes", key, GUIDE_TEXT_MAX);
		if (str_find_char(text, '\n') >= 0)
			guide_report_add(r->report, nodes[lang]->line, "%s: must be one line", key);
		if (str_find(text, STR("{helpline")) >= 0)
			guide_report_add(r->report, nodes[lang]->line, "%s: a helpline stands only in Markdown", key);
		ret_text->in[lang] = str_dup(text, r->a);
	}
}

void
guide_read_prose(struct guide_reader *r, const struct guide_node *map, const char *key, struct guide_prose *ret_prose)
{
	const struct guide_node *nodes[LANG_COUNT];
	read_languages(r, map, key, true, nodes);
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++) {
		if (nodes[lang] == NULL)
			continue;
		struct str text = nodes[lang]->text;
		struct markdown_faults faults = markdown_check(text, &r->shared->helplines, r->work);
		for (size_t i = 0; i < faults.n && !r->shared->published; i++)
			guide_report_add(r->report, nodes[lang]->line + faults.v[i].line - 1, "%.*s",
				STR_ARG(faults.v[i].reason));
		ret_prose->html[lang] = markdown_html_with(text, lang, &r->shared->helplines, r->a);
		ret_prose->plain[lang] = markdown_plain_with(text, lang, &r->shared->helplines, r->a);
	}
}
