/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

static const char *const language_keys[] = { "nl", "en", NULL };
static const enum msg language_names[] = { MSG_GUIDE_DUTCH, MSG_GUIDE_ENGLISH };

/* ---- phrasings that blame ---- */

void
guide_blame_read(struct str text, struct guide_report *report, struct arena *a, struct guide_shared *shared)
{
	int line;
	if (text.n > BLAME_MAX || !str_is_text(text))
		guide_report_add(report, 1, MSG_GUIDE_CHECK_FILE_TEXT, MSG_ARGS({ .number = BLAME_MAX / 1024 }));
	else if (blame_parse(text, a, &shared->blame, &line) != ERR_OK)
		guide_report_add(report, line, MSG_GUIDE_CHECK_PATTERN, NULL, 0);
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
check_blame(struct guide_reader *r, const struct guide_node *node, enum lang lang)
{
	struct blame_found found;
	for (size_t at = 0; blame_next(&r->shared->blame, node->text, lang, r->work, &at, &found);)
		guide_report_add(r->report, line_at(node, found.at), MSG_GUIDE_CHECK_BLAME,
			MSG_ARGS({ .text = found.words }));
}

/* ---- texts ---- */

static const struct guide_node *
read_language(struct guide_reader *r, const struct guide_node *map, const char *key, enum lang lang)
{
	const struct guide_node *node = guide_map_get(map, language_keys[lang]);
	if (node == NULL)
		guide_report_add(r->report, map->key_line, MSG_GUIDE_CHECK_NO_LANGUAGE,
			MSG_ARGS(MSG_Z(key), { .said = language_names[lang] }, MSG_Z(language_keys[lang])));
	else if (node->kind != GUIDE_NODE_TEXT)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_NOT_TEXT,
			MSG_ARGS(MSG_Z(key)));
	else if (str_trim(node->text).n == 0)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_EMPTY_LANGUAGE,
			MSG_ARGS(MSG_Z(key), { .said = language_names[lang] }, MSG_Z(language_keys[lang])));
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
		guide_report_add(r->report, texts->line, MSG_GUIDE_CHECK_LANGUAGES,
			MSG_ARGS(MSG_Z(key)));
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
			guide_report_add(r->report, nodes[lang]->line, MSG_GUIDE_CHECK_LONG,
				MSG_ARGS(MSG_Z(key), { .number = GUIDE_TEXT_MAX }));
		if (str_find_char(text, '\n') >= 0)
			guide_report_add(r->report, nodes[lang]->line, MSG_GUIDE_CHECK_ONE_LINE,
				MSG_ARGS(MSG_Z(key)));
		if (str_find(text, STR("{helpline")) >= 0)
			guide_report_add(r->report, nodes[lang]->line, MSG_GUIDE_CHECK_HELPLINE,
				MSG_ARGS(MSG_Z(key)));
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
		struct markdown_faults faults = markdown_check(text, &r->shared->helplines, r->report->a);
		for (size_t i = 0; i < faults.n && !r->shared->published; i++)
			guide_report_said(r->report, nodes[lang]->line + faults.v[i].line - 1, faults.v[i].reason);
		ret_prose->html[lang] = markdown_html_with(text, lang, &r->shared->helplines, r->a);
		ret_prose->plain[lang] = markdown_plain_with(text, lang, &r->shared->helplines, r->a);
	}
}
