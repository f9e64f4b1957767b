/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown_internal.h"

#include "banned.h"

static void
plain_words(struct writer *w, struct str s)
{
	struct markdown_piece piece;
	while (markdown_next_piece(&s, &piece)) {
		const struct markdown_helpline *helpline =
			piece.is_helpline ? markdown_helpline_find(w->helplines, piece.s) : NULL;
		if (helpline == NULL && piece.is_helpline) {
			buf_printf(&w->out, "{helpline:%.*s}", STR_ARG(piece.s));
		} else if (helpline == NULL) {
			buf_str(&w->out, piece.s);
		} else {
			struct str name = helpline->name[w->lang];
			struct str how = helpline->phone.n > 0 ? helpline->phone : helpline->url;
			buf_str(&w->out, name);
			if (!str_eq(name, how))
				buf_printf(&w->out, " (%.*s)", STR_ARG(how));
		}
	}
}

static void
plain_indent(struct writer *w)
{
	for (int i = 1; i < w->list_depth && i < 8; i++)
		buf_z(&w->out, "  ");
}

static void
plain_item(struct writer *w, cmark_node *node, bool enter)
{
	cmark_node *list = cmark_node_parent(node);
	if (!enter)
		return;
	plain_indent(w);
	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) {
		buf_z(&w->out, "- ");
		return;
	}
	int64_t number = cmark_node_get_list_start(list);
	for (cmark_node *before = cmark_node_previous(node); before != NULL; before = cmark_node_previous(before))
		number++;
	buf_printf(&w->out, "%lld. ", (long long)number);
}

/* Blocks end with one line end; an empty line comes between blocks, but not
 * between the items of a tight list. */
static void
plain_block_end(struct writer *w, cmark_node *node)
{
	if (w->out.n > 0 && w->out.p[w->out.n - 1] != '\n')
		buf_char(&w->out, '\n');
	if (w->list_depth == 0 && cmark_node_next(node) != NULL)
		buf_char(&w->out, '\n');
}

static void
plain_list(struct writer *w, cmark_node *node, bool enter)
{
	w->list_depth += enter ? 1 : -1;
	if (!enter)
		plain_block_end(w, node);
	else if (w->out.n > 0 && w->out.p[w->out.n - 1] != '\n')
		buf_char(&w->out, '\n');
}

static void
plain_link(struct writer *w, cmark_node *node, bool enter)
{
	struct str address = str_from_z(cmark_node_get_url(node));
	if (!enter && markdown_is_https(address))
		buf_printf(&w->out, " (%.*s)", STR_ARG(address));
}

/* A row is a line; cells are kept apart by a bar. */
static void
plain_table(struct writer *w, cmark_node *node, enum markdown_table part, bool enter)
{
	if (enter && part == MARKDOWN_CELL && cmark_node_previous(node) != NULL)
		buf_z(&w->out, " | ");
	else if (!enter && (part == MARKDOWN_ROW || part == MARKDOWN_HEADER))
		buf_char(&w->out, '\n');
	else if (!enter && part == MARKDOWN_TABLE)
		plain_block_end(w, node);
}

static void
plain_node(struct writer *w, cmark_node *node, bool enter)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT)
		plain_words(w, str_from_z(cmark_node_get_literal(node)));
	else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
		buf_str(&w->out, str_from_z(cmark_node_get_literal(node)));
	else if (type == CMARK_NODE_SOFTBREAK)
		buf_char(&w->out, ' ');
	else if (type == CMARK_NODE_LINEBREAK)
		buf_char(&w->out, '\n');
	else if (type == CMARK_NODE_LIST)
		plain_list(w, node, enter);
	else if (type == CMARK_NODE_ITEM)
		plain_item(w, node, enter);
	else if (type == CMARK_NODE_LINK)
		plain_link(w, node, enter);
	else if (markdown_table_node(node) != MARKDOWN_NO_TABLE)
		plain_table(w, node, markdown_table_node(node), enter);
	if (type == CMARK_NODE_CODE_BLOCK || (!enter && (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)))
		plain_block_end(w, node);
}

void
markdown_write_plain(struct writer *w, cmark_node *block)
{
	cmark_iter *iter = cmark_iter_new(block);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		plain_node(w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
}

struct str
markdown_words(cmark_node *node, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	struct writer w = { .lang = lang, .helplines = helplines };
	buf_init(&w.out, OUTPUT_MAX, a);
	for (cmark_node *child = cmark_node_first_child(node); child != NULL; child = cmark_node_next(child))
		markdown_write_plain(&w, child);
	struct str words = str_trim(buf_view(&w.out));
	return words.p == NULL ? STR("") : words;
}
