/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown_internal.h"

#include "banned.h"

struct checker {
	struct markdown_faults faults;
	const struct markdown_helplines *helplines;
	int headings;
	struct arena *a;
};

static void
add(struct checker *c, cmark_node *node, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (c->faults.n == MARKDOWN_FAULTS_MAX)
		return;
	int line = cmark_node_get_start_line(node);
	for (cmark_node *up = node; line == 0 && up != NULL; up = cmark_node_parent(up))
		line = cmark_node_get_start_line(up);
	struct msg_said said = msg_say(reason, args, n, c->a);
	/* <b> and </b> are one fault to whoever mends it */
	const struct markdown_fault *last = c->faults.n == 0 ? NULL : &c->faults.v[c->faults.n - 1];
	if (last == NULL || last->line != line || !str_eq(last->reason.in[LANG_EN], said.in[LANG_EN]))
		c->faults.v[c->faults.n++] = (struct markdown_fault){ line, said };
}

static void
check_words(struct checker *c, cmark_node *node)
{
	struct str rest = str_from_z(cmark_node_get_literal(node));
	struct markdown_piece piece;
	while (markdown_next_piece(&rest, &piece))
		if (piece.is_helpline && markdown_helpline_find(c->helplines, piece.s) == NULL)
			add(c, node, MSG_MARKDOWN_FAULT_HELPLINE, MSG_ARGS({ .text = piece.s }));
		else if (!piece.is_helpline && str_find(piece.s, STR("{helpline")) >= 0)
			add(c, node, MSG_MARKDOWN_FAULT_HELPLINE_FORM, NULL, 0);
}

static void
check_link(struct checker *c, cmark_node *node)
{
	struct str address = str_from_z(cmark_node_get_url(node));
	if (!markdown_is_path(address) && !markdown_is_https(address))
		add(c, node, MSG_MARKDOWN_FAULT_LINK, MSG_ARGS({ .text = address }));
}

static void
check_heading(struct checker *c, cmark_node *node)
{
	if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT)
		add(c, node, MSG_MARKDOWN_FAULT_HEADING, NULL, 0);
	else if (++c->headings == MARKDOWN_HEADINGS_MAX + 1)
		add(c, node, MSG_MARKDOWN_FAULT_HEADINGS, MSG_ARGS({ .number = MARKDOWN_HEADINGS_MAX }));
}

static void
check_node(struct checker *c, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT)
		check_words(c, node);
	else if (type == CMARK_NODE_LINK)
		check_link(c, node);
	else if (type == CMARK_NODE_HEADING)
		check_heading(c, node);
	else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
		add(c, node, MSG_MARKDOWN_FAULT_HTML, NULL, 0);
	else if (type == CMARK_NODE_IMAGE)
		add(c, node, MSG_MARKDOWN_FAULT_IMAGE, NULL, 0);
	else if (type == CMARK_NODE_CODE_BLOCK)
		add(c, node, MSG_MARKDOWN_FAULT_CODE, NULL, 0);
}

struct markdown_faults
markdown_check(struct str text, const struct markdown_helplines *helplines, struct arena *a)
{
	struct checker c = { .helplines = helplines, .a = a };
	c.faults.v = ARENA_ARRAY(a, struct markdown_fault, MARKDOWN_FAULTS_MAX);
	if (!str_is_text(text) || text.n > MARKDOWN_MAX) {
		c.faults.v[c.faults.n++] =
			(struct markdown_fault){ 1, msg_say(MSG_MARKDOWN_FAULT_TEXT, NULL, 0, a) };
		return c.faults;
	}
	if (!markdown_tables_fit(text))
		c.faults.v[c.faults.n++] =
			(struct markdown_fault){ 1, msg_say(MSG_MARKDOWN_FAULT_TABLES, NULL, 0, a) };
	struct arena *work = arena_new();
	cmark_iter *iter = cmark_iter_new(markdown_parse(text, work));
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		if (event == CMARK_EVENT_ENTER)
			check_node(&c, cmark_iter_get_node(iter));
	cmark_iter_free(iter);
	arena_free(work);
	return c.faults;
}
