/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include <yaml.h>

#include "guide_internal.h"

#include "banned.h"

struct yaml_reader {
	yaml_parser_t parser;
	struct guide_report *report;
	struct arena *a;
	size_t nodes;
};

/* ---- faults ---- */

void
guide_report_said(struct guide_report *r, int line, struct msg_said reason)
{
	if (r->n == GUIDE_FAULTS_MAX)
		return;
	if (r->n == r->cap) {
		size_t cap = r->cap == 0 ? 16 : r->cap * 2;
		struct guide_fault *v = ARENA_ARRAY(r->a, struct guide_fault, cap);
		for (size_t i = 0; i < r->n; i++)
			v[i] = r->v[i];
		r->v = v;
		r->cap = cap;
	}
	r->v[r->n++] = (struct guide_fault){ r->file, line, reason };
}

void
guide_report_add(struct guide_report *r, int line, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (r->n < GUIDE_FAULTS_MAX)
		guide_report_said(r, line, msg_say(reason, args, n, r->a));
}

static int
by_file_and_line(const void *p, const void *q)
{
	const struct guide_fault *a = p, *b = q;
	int c = str_cmp(a->file, b->file);
	if (c == 0)
		c = (a->line > b->line) - (a->line < b->line);
	return c != 0 ? c : str_cmp(a->reason.in[LANG_EN], b->reason.in[LANG_EN]);
}

struct guide_faults
guide_report_faults(struct guide_report *r)
{
	if (r->n > 0)
		qsort(r->v, r->n, sizeof *r->v, by_file_and_line);
	return (struct guide_faults){ r->v, r->n };
}

/* ---- events ---- */

static int
line_of(const yaml_mark_t *mark)
{
	return (int)mark->line + 1;
}

/* What libyaml 0.2 says of texts that somebody may well write, in its own words. What is not here is shown as it is. */
static const struct msg_word problems[] = {
	{ "cannot be read", MSG_GUIDE_YAML_NO_TEXT },
	{ "control characters are not allowed", MSG_GUIDE_YAML_CONTROL },
	{ "could not find expected ':'", MSG_GUIDE_YAML_NO_COLON },
	{ "found unexpected ':'", MSG_GUIDE_YAML_COLON },
	{ "found a tab character where an indentation space is expected", MSG_GUIDE_YAML_TAB },
	{ "found a tab character that violates indentation", MSG_GUIDE_YAML_TAB_INDENT },
	{ "found character that cannot start any token", MSG_GUIDE_YAML_START },
	{ "found unexpected end of stream", MSG_GUIDE_YAML_STREAM_END },
	{ "found unexpected document indicator", MSG_GUIDE_YAML_SEPARATOR },
	{ "found unknown escape character", MSG_GUIDE_YAML_ESCAPE },
	{ "did not find expected hexdecimal number", MSG_GUIDE_YAML_ESCAPE_HEX },
	{ "found invalid Unicode character escape code", MSG_GUIDE_YAML_ESCAPE_CODE },
	{ "did not find expected comment or line break", MSG_GUIDE_YAML_COMMENT },
	{ "found an indentation indicator equal to 0", MSG_GUIDE_YAML_INDENT_ZERO },
	{ "block sequence entries are not allowed in this context", MSG_GUIDE_YAML_DASH },
	{ "did not find expected '-' indicator", MSG_GUIDE_YAML_DASH_MISSING },
	{ "mapping keys are not allowed in this context", MSG_GUIDE_YAML_KEY_HERE },
	{ "mapping values are not allowed in this context", MSG_GUIDE_YAML_VALUE_HERE },
	{ "did not find expected key", MSG_GUIDE_YAML_KEY },
	{ "did not find expected node content", MSG_GUIDE_YAML_NODE },
	{ "did not find expected ',' or ']'", MSG_GUIDE_YAML_SQUARE },
	{ "did not find expected ',' or '}'", MSG_GUIDE_YAML_CURLY },
	{ "did not find expected <document start>", MSG_GUIDE_YAML_DOCUMENT },
	{ "did not find expected alphabetic or numeric character", MSG_GUIDE_YAML_ANCHOR },
	{ "found undefined tag handle", MSG_GUIDE_YAML_HANDLE },
	{ "found unknown directive name", MSG_GUIDE_YAML_DIRECTIVE },
	{ "could not find expected directive name", MSG_GUIDE_YAML_DIRECTIVE_NAME },
	{ "did not find expected whitespace or line break", MSG_GUIDE_YAML_SPACE },
};

static bool
next_event(struct yaml_reader *r, yaml_event_t *ret_event)
{
	if (yaml_parser_parse(&r->parser, ret_event) != 0)
		return true;
	const char *problem = r->parser.problem == NULL ? "cannot be read" : r->parser.problem;
	guide_report_add(r->report, line_of(&r->parser.problem_mark), MSG_GUIDE_CHECK_YAML,
		MSG_ARGS({ .text = str_from_z(problem), .said = MSG_WORD(problems, str_from_z(problem)) }));
	return false;
}

/* Whether the event begins a node that we want at this depth. */
static bool
is_wanted(struct yaml_reader *r, const yaml_event_t *event, int depth)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;
	int line = line_of(&event->start_mark);
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (event->type == YAML_ALIAS_EVENT || anchor != NULL)
		guide_report_add(r->report, line, MSG_GUIDE_CHECK_ALIAS, NULL, 0);
	else if (tag != NULL)
		guide_report_add(r->report, line, MSG_GUIDE_CHECK_TAG, NULL, 0);
	else if (depth > GUIDE_DEPTH_MAX)
		guide_report_add(r->report, line, MSG_GUIDE_CHECK_DEEP, MSG_ARGS({ .number = GUIDE_DEPTH_MAX }));
	else if (++r->nodes > GUIDE_NODES_MAX)
		guide_report_add(r->report, line, MSG_GUIDE_CHECK_NODES, MSG_ARGS({ .number = GUIDE_NODES_MAX }));
	else
		return true;
	return false;
}

static bool
read_scalar(struct yaml_reader *r, const yaml_event_t *event, struct guide_node *node)
{
	struct str text = str_from(event->data.scalar.value, event->data.scalar.length);
	yaml_scalar_style_t style = event->data.scalar.style;
	if (!str_is_text(text)) {
		guide_report_add(r->report, node->line, MSG_GUIDE_CHECK_CHARACTER, NULL, 0);
		return false;
	}
	if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
		node->line++;
	node->kind = GUIDE_NODE_TEXT;
	node->text = str_dup(text.p == NULL ? STR("") : text, r->a);
	return true;
}

static struct guide_node *read_node(struct yaml_reader *r, const yaml_event_t *event, int depth);

static bool
read_key(struct yaml_reader *r, const yaml_event_t *event, struct str *ret_key)
{
	struct guide_node node = { 0 };
	if (event->type != YAML_SCALAR_EVENT) {
		guide_report_add(r->report, line_of(&event->start_mark), MSG_GUIDE_CHECK_KEY_WORD, NULL, 0);
		return false;
	}
	if (!is_wanted(r, event, 0))
		return false;
	node.line = line_of(&event->start_mark);
	if (!read_scalar(r, event, &node))
		return false;
	*ret_key = node.text;
	return true;
}

/* One child; *ret_child is NULL at the end of the list or map. */
static bool
read_child(struct yaml_reader *r, enum guide_node_kind kind, int depth, struct guide_node **ret_child)
{
	yaml_event_t event;
	struct str key = STR_NONE;
	if (!next_event(r, &event))
		return false;
	int key_line = line_of(&event.start_mark);
	bool is_end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
	bool ok = true;
	if (!is_end && kind == GUIDE_NODE_MAP) {
		ok = read_key(r, &event, &key);
		yaml_event_delete(&event);
		if (!ok || !next_event(r, &event))
			return false;
	}
	*ret_child = is_end ? NULL : read_node(r, &event, depth + 1);
	yaml_event_delete(&event);
	if (!is_end && *ret_child == NULL)
		return false;
	if (!is_end) {
		(*ret_child)->key = key;
		(*ret_child)->key_line = key_line;
	}
	return ok;
}

static bool
read_children(struct yaml_reader *r, struct guide_node *node, int depth)
{
	struct guide_node **last = &node->first, *child;
	do {
		if (!read_child(r, node->kind, depth, &child))
			return false;
		if (child != NULL) {
			*last = child;
			last = &child->next;
			node->count++;
		}
	} while (child != NULL);
	return true;
}

static struct guide_node *
read_node(struct yaml_reader *r, const yaml_event_t *event, int depth)
{
	if (!is_wanted(r, event, depth))
		return NULL;
	struct guide_node *node = ARENA_NEW(r->a, struct guide_node);
	node->line = line_of(&event->start_mark);
	if (event->type == YAML_SCALAR_EVENT)
		return read_scalar(r, event, node) ? node : NULL;
	node->kind = event->type == YAML_SEQUENCE_START_EVENT ? GUIDE_NODE_LIST : GUIDE_NODE_MAP;
	return read_children(r, node, depth) ? node : NULL;
}

/* Reads up to the document's first node. */
static bool
begin(struct yaml_reader *r, yaml_event_t *ret_event)
{
	for (;;) {
		if (!next_event(r, ret_event))
			return false;
		yaml_event_type_t type = ret_event->type;
		if (type == YAML_STREAM_END_EVENT)
			guide_report_add(r->report, 1, MSG_GUIDE_CHECK_NO_CONTENT, NULL, 0);
		if (type == YAML_STREAM_END_EVENT) {
			yaml_event_delete(ret_event);
			return false;
		}
		if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT)
			return true;
		yaml_event_delete(ret_event);
	}
}

/* Nothing may follow the document. */
static bool
end(struct yaml_reader *r)
{
	for (;;) {
		yaml_event_t event;
		if (!next_event(r, &event))
			return false;
		yaml_event_type_t type = event.type;
		int line = line_of(&event.start_mark);
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			return true;
		if (type != YAML_DOCUMENT_END_EVENT) {
			guide_report_add(r->report, line, MSG_GUIDE_CHECK_DOCUMENTS, NULL, 0);
			return false;
		}
	}
}

const struct guide_node *
guide_yaml_read(struct str yaml, struct guide_report *report, struct arena *a)
{
	struct yaml_reader r = { .report = report, .a = a };
	struct guide_node *node = NULL;
	yaml_event_t event;
	if (yaml.n > GUIDE_FILE_MAX) {
		guide_report_add(report, 1, MSG_GUIDE_CHECK_FILE_SIZE, MSG_ARGS({ .number = GUIDE_FILE_MAX / 1024 }));
		return NULL;
	}
	if (!str_is_text(yaml)) {
		guide_report_add(report, 1, MSG_GUIDE_CHECK_FILE_UTF8, NULL, 0);
		return NULL;
	}
	if (yaml_parser_initialize(&r.parser) == 0)
		abort();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)(yaml.p == NULL ? "" : yaml.p), yaml.n);
	if (begin(&r, &event)) {
		node = read_node(&r, &event, 0);
		yaml_event_delete(&event);
		if (node != NULL && !end(&r))
			node = NULL;
	}
	yaml_parser_delete(&r.parser);
	return node;
}
