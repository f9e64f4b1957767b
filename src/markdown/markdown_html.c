/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown_internal.h"

#include "banned.h"

#define LINK_CLASS "class=\"utrecht-link utrecht-link--html-a\""

static void
escape(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&': buf_z(out, "&amp;"); break;
		case '<': buf_z(out, "&lt;"); break;
		case '>': buf_z(out, "&gt;"); break;
		case '"': buf_z(out, "&quot;"); break;
		case '\'': buf_z(out, "&#39;"); break;
		default: buf_char(out, s.p[i]); break;
		}
	}
}

static void
html_phone(struct writer *w, struct str phone)
{
	if (w->open_link != NULL) {
		escape(&w->out, phone);
		return;
	}
	buf_z(&w->out, "<a " LINK_CLASS " href=\"tel:");
	for (size_t i = 0; i < phone.n; i++)
		if ((phone.p[i] >= '0' && phone.p[i] <= '9') || (phone.p[i] == '+' && i == 0))
			buf_char(&w->out, phone.p[i]);
	buf_z(&w->out, "\">");
	escape(&w->out, phone);
	buf_z(&w->out, "</a>");
}

static void
html_helpline(struct writer *w, const struct markdown_helpline *helpline)
{
	struct str name = helpline->name[w->lang];
	if (str_eq(name, helpline->phone)) {
		html_phone(w, helpline->phone);
		return;
	}
	bool linked = helpline->phone.n == 0 && w->open_link == NULL && markdown_is_https(helpline->url);
	if (linked) {
		buf_z(&w->out, "<a " LINK_CLASS " rel=\"noopener noreferrer\" href=\"");
		escape(&w->out, helpline->url);
		buf_z(&w->out, "\">");
	}
	escape(&w->out, name);
	if (linked)
		buf_z(&w->out, "</a>");
	if (helpline->phone.n > 0) {
		buf_z(&w->out, " (");
		html_phone(w, helpline->phone);
		buf_char(&w->out, ')');
	}
}

static void
html_words(struct writer *w, struct str s)
{
	struct markdown_piece piece;
	while (markdown_next_piece(&s, &piece)) {
		const struct markdown_helpline *helpline =
			piece.is_helpline ? markdown_helpline_find(w->helplines, piece.s) : NULL;
		if (helpline != NULL) {
			html_helpline(w, helpline);
			continue;
		}
		if (piece.is_helpline)
			buf_z(&w->out, "{helpline:");
		escape(&w->out, piece.s);
		if (piece.is_helpline)
			buf_char(&w->out, '}');
	}
}

static void
html_link(struct writer *w, cmark_node *node, bool enter)
{
	if (!enter) {
		if (w->open_link == node) {
			buf_z(&w->out, "</a>");
			w->open_link = NULL;
		}
		return;
	}
	struct str address = str_from_z(cmark_node_get_url(node));
	bool own = markdown_is_path(address);
	if (w->open_link != NULL || (!own && !markdown_is_https(address)))
		return;
	buf_z(&w->out, own ? "<a " LINK_CLASS " href=\"" : "<a " LINK_CLASS " rel=\"noopener noreferrer\" href=\"");
	if (own && markdown_has_language(address))
		buf_printf(&w->out, "/%s", lang_code(w->lang));
	escape(&w->out, address);
	buf_z(&w->out, "\">");
	w->open_link = node;
}

static void
html_list(struct writer *w, cmark_node *node, bool enter)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	int start = cmark_node_get_list_start(node);
	if (!enter)
		buf_z(&w->out, ordered ? "</ol>\n" : "</ul>\n");
	else if (!ordered)
		buf_z(&w->out, "<ul class=\"utrecht-unordered-list\">\n");
	else if (start == 1)
		buf_z(&w->out, "<ol class=\"utrecht-ordered-list\">\n");
	else
		buf_printf(&w->out, "<ol class=\"utrecht-ordered-list\" start=\"%d\">\n", start);
}

static void
html_item(struct writer *w, cmark_node *node, bool enter)
{
	bool ordered = cmark_node_get_list_type(cmark_node_parent(node)) == CMARK_ORDERED_LIST;
	if (!enter)
		buf_z(&w->out, "</li>\n");
	else
		buf_z(&w->out,
			ordered ? "<li class=\"utrecht-ordered-list__item\">"
				: "<li class=\"utrecht-unordered-list__item\">");
}

static bool
is_in_tight_list(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item == NULL ? NULL : cmark_node_parent(item);
	return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

/* What one presses is as large as a finger; in a sentence as high as the line. */
static bool
is_link_alone(cmark_node *paragraph)
{
	cmark_node *only = cmark_node_first_child(paragraph);
	if (only == NULL || cmark_node_next(only) != NULL || cmark_node_get_type(only) != CMARK_NODE_LINK)
		return false;
	struct str to = str_from_z(cmark_node_get_url(only));
	return markdown_is_path(to) || markdown_is_https(to);
}

static void
html_paragraph(struct writer *w, cmark_node *node, bool enter)
{
	if (is_in_tight_list(node)) {
		/* two in one item: a nested list in between has its own line */
		if (enter && cmark_node_previous(node) != NULL)
			buf_char(&w->out, ' ');
		return;
	}
	if (!enter)
		buf_z(&w->out, "</p>\n");
	else if (is_link_alone(node))
		buf_z(&w->out, "<p class=\"utrecht-paragraph alone\">");
	else
		buf_z(&w->out, "<p class=\"utrecht-paragraph\">");
}

static void
html_heading(struct writer *w, cmark_node *node, bool enter)
{
	int level = cmark_node_get_heading_level(node);
	const struct markdown_heading *heading = cmark_node_get_user_data(node);
	if (level < 2)
		level = 2;
	w->level = level;
	if (!enter)
		buf_printf(&w->out, "</h%d>\n", level);
	else if (w->parts && heading != NULL)
		buf_printf(&w->out, "<h%d class=\"utrecht-heading-%d\" id=\"%.*s\">", level, level,
			STR_ARG(heading->id));
	else
		buf_printf(&w->out, "<h%d class=\"utrecht-heading-%d\">", level, level);
}

/* ---- tables ---- */

/* A table may be wider than the page: it scrolls in a box that the keyboard
 * reaches, and that has the words of its columns as its name. */
static void
html_table_begin(struct writer *w, cmark_node *table)
{
	struct arena *a = arena_new();
	cmark_node *head = cmark_node_first_child(table);
	buf_z(&w->out, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
	for (cmark_node *cell = cmark_node_first_child(head); cell != NULL; cell = cmark_node_next(cell)) {
		escape(&w->out, markdown_words(cell, w->lang, w->helplines, a));
		buf_z(&w->out, cmark_node_next(cell) != NULL ? ", " : "");
	}
	buf_z(&w->out, "\"><table class=\"utrecht-table\">\n");
	arena_free(a);
}

static void
html_row(struct writer *w, cmark_node *row, bool head, bool enter)
{
	bool first = cmark_node_previous(row) == NULL ||
		markdown_table_node(cmark_node_previous(row)) == MARKDOWN_HEADER;
	if (enter && head)
		buf_z(&w->out, "<thead class=\"utrecht-table__header\">");
	else if (enter && first)
		buf_z(&w->out, "<tbody class=\"utrecht-table__body\">\n");
	buf_z(&w->out, enter ? "<tr class=\"utrecht-table__row\">" : "</tr>");
	if (!enter && head)
		buf_z(&w->out, "</thead>");
	if (!enter)
		buf_char(&w->out, '\n');
	if (!enter && !head && cmark_node_next(row) == NULL)
		buf_z(&w->out, "</tbody>");
}

static void
html_table(struct writer *w, cmark_node *node, enum markdown_table part, bool enter)
{
	bool in_head = markdown_table_node(cmark_node_parent(node)) == MARKDOWN_HEADER;
	if (part == MARKDOWN_TABLE && enter)
		html_table_begin(w, node);
	else if (part == MARKDOWN_TABLE)
		buf_z(&w->out, "</table></div>\n");
	else if (part != MARKDOWN_CELL)
		html_row(w, node, part == MARKDOWN_HEADER, enter);
	else if (in_head)
		buf_z(&w->out,
			enter ? "<th class=\"utrecht-table__header-cell\" scope=\"col\">" : "</th>");
	else
		buf_z(&w->out, enter ? "<td class=\"utrecht-table__cell\">" : "</td>");
}

static void
html_code(struct writer *w, cmark_node *node, bool block)
{
	buf_z(&w->out, block ? "<p class=\"utrecht-paragraph\">" : "<code class=\"utrecht-code\">");
	escape(&w->out, str_trim(str_from_z(cmark_node_get_literal(node))));
	buf_z(&w->out, block ? "</p>\n" : "</code>");
}

static void
html_node(struct writer *w, cmark_node *node, bool enter)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT)
		html_words(w, str_from_z(cmark_node_get_literal(node)));
	else if (type == CMARK_NODE_SOFTBREAK)
		buf_char(&w->out, '\n');
	else if (type == CMARK_NODE_LINEBREAK)
		buf_z(&w->out, "<br>\n");
	else if (type == CMARK_NODE_PARAGRAPH)
		html_paragraph(w, node, enter);
	else if (type == CMARK_NODE_LIST)
		html_list(w, node, enter);
	else if (type == CMARK_NODE_ITEM)
		html_item(w, node, enter);
	else if (type == CMARK_NODE_HEADING)
		html_heading(w, node, enter);
	else if (type == CMARK_NODE_STRONG)
		buf_z(&w->out, enter ? "<strong>" : "</strong>");
	else if (type == CMARK_NODE_EMPH)
		buf_z(&w->out, enter ? "<em>" : "</em>");
	else if (type == CMARK_NODE_LINK)
		html_link(w, node, enter);
	else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
		html_code(w, node, type == CMARK_NODE_CODE_BLOCK);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		buf_z(&w->out, enter ? "<blockquote class=\"utrecht-blockquote\">\n" : "</blockquote>\n");
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		buf_z(&w->out, "<hr class=\"utrecht-separator\">\n");
	else if (markdown_table_node(node) != MARKDOWN_NO_TABLE)
		html_table(w, node, markdown_table_node(node), enter);
}

/* ---- cards ---- */

/* The sentence behind "[words](address): ". */
static void
html_card_text(struct writer *w, cmark_node *first)
{
	struct str words = str_from_z(cmark_node_get_literal(first));
	html_words(w, str_cut(words, 2, words.n));
	for (cmark_node *node = cmark_node_next(first); node != NULL; node = cmark_node_next(node)) {
		cmark_iter *iter = cmark_iter_new(node);
		for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
			html_node(w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
		cmark_iter_free(iter);
	}
}

static void
html_cards(struct writer *w, cmark_node *list)
{
	int level = w->level < 2 ? 2 : w->level + 1;
	buf_z(&w->out, "<ul class=\"cards\">\n");
	for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item)) {
		cmark_node *link = cmark_node_first_child(cmark_node_first_child(item));
		buf_printf(&w->out, "<li class=\"card\"><h%d class=\"utrecht-heading-3\">", level);
		html_link(w, link, true);
		escape(&w->out, markdown_words(link, w->lang, w->helplines, w->work));
		html_link(w, link, false);
		buf_printf(&w->out, "</h%d><p>", level);
		html_card_text(w, cmark_node_next(link));
		buf_z(&w->out, "</p></li>\n");
	}
	buf_z(&w->out, "</ul>\n");
}

void
markdown_write_html(struct writer *w, cmark_node *block)
{
	if (w->parts && markdown_is_cards(block)) {
		html_cards(w, block);
		return;
	}
	cmark_iter *iter = cmark_iter_new(block);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		html_node(w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
}
