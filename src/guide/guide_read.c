/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "guide_internal.h"

#include "banned.h"

/* ---- maps ---- */

static bool
is_known(struct str key, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (str_eq_z(key, *keys))
			return true;
	return false;
}

bool
guide_map_check(struct guide_reader *r, const struct guide_node *map, const char *const *keys, const char *what)
{
	if (map->kind != GUIDE_NODE_MAP) {
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_MAP, MSG_ARGS(MSG_Z(what)));
		return false;
	}
	if (map->count > GUIDE_KEYS_MAX) {
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_KEYS,
			MSG_ARGS(MSG_Z(what), { .number = GUIDE_KEYS_MAX }));
		return false;
	}
	for (const struct guide_node *child = map->first; child != NULL; child = child->next) {
		if (keys != NULL && !is_known(child->key, keys))
			guide_report_add(r->report, child->key_line, MSG_GUIDE_CHECK_KEY,
				MSG_ARGS(MSG_Z(what), { .text = child->key }));
		for (const struct guide_node *before = map->first; before != child; before = before->next)
			if (str_eq(before->key, child->key)) {
				guide_report_add(r->report, child->key_line, MSG_GUIDE_CHECK_KEY_TWICE,
					MSG_ARGS(MSG_Z(what), { .text = child->key }));
				break;
			}
	}
	return true;
}

const struct guide_node *
guide_map_get(const struct guide_node *map, const char *key)
{
	if (map->kind != GUIDE_NODE_MAP)
		return NULL;
	for (const struct guide_node *child = map->first; child != NULL; child = child->next)
		if (str_eq_z(child->key, key))
			return child;
	return NULL;
}

const struct guide_node *
guide_map_need(struct guide_reader *r, const struct guide_node *map, const char *key)
{
	const struct guide_node *node = guide_map_get(map, key);
	if (node == NULL && map->kind == GUIDE_NODE_MAP)
		guide_report_add(r->report, map->line, MSG_GUIDE_CHECK_MISSING, MSG_ARGS(MSG_Z(key)));
	return node;
}

/* ---- single values ---- */

struct str
guide_read_word(struct guide_reader *r, const struct guide_node *node, const char *what)
{
	if (node == NULL)
		return STR_NONE;
	struct str text = node->kind == GUIDE_NODE_TEXT ? str_trim(node->text) : STR_NONE;
	if (node->kind != GUIDE_NODE_TEXT)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_SINGLE,
			MSG_ARGS(MSG_Z(what)));
	else if (text.n == 0)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_EMPTY, MSG_ARGS(MSG_Z(what)));
	else if (text.n > GUIDE_TEXT_MAX)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_LONG,
			MSG_ARGS(MSG_Z(what), { .number = GUIDE_TEXT_MAX }));
	else
		return str_dup(text, r->a);
	return STR_NONE;
}

struct str
guide_read_name(struct guide_reader *r, const struct guide_node *node, const char *what)
{
	struct str name = guide_read_word(r, node, what);
	bool ok = name.n <= 64;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
	}
	if (ok)
		return name;
	guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_NAME,
		MSG_ARGS(MSG_Z(what), { .text = name }));
	return STR_NONE;
}

size_t
guide_read_choice(struct guide_reader *r, const struct guide_node *node, const char *const *names, const char *what)
{
	struct buf list;
	struct str word = guide_read_word(r, node, what);
	if (word.p == NULL)
		return 0;
	for (size_t i = 0; names[i] != NULL; i++)
		if (str_eq_z(word, names[i]))
			return i;
	buf_init(&list, 200, r->work);
	for (size_t i = 0; names[i] != NULL; i++)
		buf_printf(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
	guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_CHOICE,
		MSG_ARGS(MSG_Z(what), { .text = word }, { .text = buf_view(&list) }));
	return 0;
}

bool
guide_read_bool(struct guide_reader *r, const struct guide_node *node, const char *what)
{
	static const char *const names[] = { "false", "true", NULL };
	return guide_read_choice(r, node, names, what) == 1;
}

int
guide_read_int(struct guide_reader *r, const struct guide_node *node, const char *what, int min, int max, int none)
{
	int64_t value;
	struct str word = guide_read_word(r, node, what);
	if (word.p == NULL)
		return none;
	if (str_int(word, &value) == ERR_OK && value >= min && value <= max)
		return (int)value;
	guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_NUMBER,
		MSG_ARGS(MSG_Z(what), { .number = min }, { .number = max }));
	return none;
}

struct date
guide_read_date(struct guide_reader *r, const struct guide_node *node, const char *what)
{
	struct date date = DATE_NONE;
	struct str word = guide_read_word(r, node, what);
	if (word.p != NULL && date_parse(word, &date) != ERR_OK)
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_DAY, MSG_ARGS(MSG_Z(what)));
	return date;
}

/* ---- outcomes ---- */

static void
read_link(struct guide_reader *r, const struct guide_node *map, struct guide_outcome *outcome)
{
	static const char *const keys[] = { "to", "label", NULL };
	if (map == NULL || !guide_map_check(r, map, keys, "link"))
		return;
	const struct guide_node *to = guide_map_need(r, map, "to");
	outcome->link = guide_read_word(r, to, "to");
	if (outcome->link.p != NULL && !markdown_is_path(outcome->link) && !markdown_is_https(outcome->link))
		guide_report_add(r->report, to->line, MSG_GUIDE_CHECK_LINK, MSG_ARGS({ .text = outcome->link }));
	guide_read_text(r, map, "label", true, &outcome->link_label);
}

static void
read_outcome(struct guide_reader *r, const struct guide_node *map)
{
	static const char *const keys[] = { "outcome", "when", "depth", "title", "text", "link", "directory",
		NULL };
	static const char *const depths[] = { "informing", "advising", "supporting", NULL };
	struct guide *g = r->guide;
	struct guide_outcome *outcome = &g->outcomes[g->outcome_count++];
	if (!guide_map_check(r, map, keys, "outcome"))
		return;
	const struct guide_node *name = guide_map_need(r, map, "outcome"), *when = guide_map_get(map, "when");
	const struct guide_node *depth = guide_map_get(map, "depth");
	outcome->name = guide_read_name(r, name, "outcome");
	for (size_t i = 0; i + 1 < g->outcome_count; i++)
		if (outcome->name.p != NULL && str_eq(g->outcomes[i].name, outcome->name))
			guide_report_add(r->report, name->line, MSG_GUIDE_CHECK_OUTCOME_TWICE,
				MSG_ARGS({ .text = outcome->name }));
	outcome->depth = GUIDE_ADVISING;
	if (depth != NULL)
		outcome->depth = (enum guide_depth)guide_read_choice(r, depth, depths, "depth");
	guide_read_text(r, map, "title", true, &outcome->title);
	guide_read_prose(r, map, "text", &outcome->text);
	read_link(r, guide_map_get(map, "link"), outcome);
	outcome->directory = guide_read_directory(r, guide_map_get(map, "directory"));
	if (when != NULL)
		outcome->when = guide_condition_read(r, when, g->step_count);
}

static void
read_outcomes(struct guide_reader *r, const struct guide_node *list)
{
	bool always = false;
	if (list == NULL)
		return;
	if (list->kind != GUIDE_NODE_LIST || list->count > GUIDE_OUTCOMES_MAX) {
		guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_OUTCOMES,
			MSG_ARGS({ .number = GUIDE_OUTCOMES_MAX }));
		r->unsound = true;
		return;
	}
	r->guide->outcomes = ARENA_ARRAY(r->a, struct guide_outcome, list->count);
	for (const struct guide_node *map = list->first; map != NULL; map = map->next) {
		read_outcome(r, map);
		always = always || guide_map_get(map, "when") == NULL;
	}
	if (!always)
		guide_report_add(r->report, list->line, MSG_GUIDE_CHECK_NO_OUTCOME, NULL, 0);
}

/* ---- the whole ---- */

static void
read_head(struct guide_reader *r, const struct guide_node *root)
{
	static const char *const kinds[] = { "intake", "welcome", "tool", NULL };
	static const char *const audiences[] = { "victims", "helpers", "professionals", "youth", NULL };
	struct guide *g = r->guide;
	g->name = guide_read_name(r, guide_map_need(r, root, "guide"), "guide");
	g->kind = (enum guide_kind)guide_read_choice(r, guide_map_need(r, root, "kind"), kinds, "kind");
	g->offence = guide_read_name(r, guide_map_need(r, root, "offence"), "offence");
	g->audience =
		str_from_z(audiences[guide_read_choice(r, guide_map_need(r, root, "audience"), audiences, "audience")]);
	g->owner = guide_read_word(r, guide_map_need(r, root, "owner"), "owner");
	g->checked = guide_read_date(r, guide_map_need(r, root, "checked"), "checked");
	g->minutes = guide_read_int(r, guide_map_need(r, root, "minutes"), "minutes", 1, 240, 1);
	g->overview = guide_read_bool(r, guide_map_get(root, "overview"), "overview");
	guide_read_text(r, root, "title", true, &g->title);
	guide_read_prose(r, root, "intro", &g->intro);
}

const struct guide *
guide_read(struct str yaml, struct guide_report *report, const struct guide_shared *shared, struct arena *a)
{
	static const char *const keys[] = { "guide", "kind", "offence", "audience", "owner", "checked", "title",
		"intro", "minutes", "overview", "sources", "steps", "themes", "outcomes", NULL };
	struct arena *work = arena_new();
	struct guide_reader r = { report, a, work, shared, ARENA_NEW(a, struct guide), false };
	size_t faults = report->n;
	const struct guide_node *root = guide_yaml_read(yaml, report, work);
	if (root != NULL && guide_map_check(&r, root, keys, "guide")) {
		const struct guide_node *steps = guide_map_need(&r, root, "steps");
		const struct guide_node *outcomes = guide_map_need(&r, root, "outcomes");
		read_head(&r, root);
		guide_read_sources(&r, guide_map_get(root, "sources"));
		guide_read_steps(&r, steps);
		guide_read_themes(&r, guide_map_get(root, "themes"));
		read_outcomes(&r, outcomes);
		if (!r.unsound)
			guide_check_reach(&r, steps, outcomes);
	}
	arena_free(work);
	return report->n == faults ? r.guide : NULL;
}
