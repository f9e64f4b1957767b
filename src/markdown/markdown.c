/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown.h"

#include <assert.h>

#include "buf.h"
#include "markdown_internal.h"

#include "banned.h"

/* The most that one byte of Markdown grows to is under 100 bytes of HTML
 * (nested quotes and lists, a helpline with a long name). */
#define OUTPUT_MAX (MARKDOWN_MAX * 128)
#define LINK_CLASS "class=\"utrecht-link utrecht-link--html-a\""

struct writer {
	struct buf out;
	enum lang lang;
	const struct markdown_helplines *helplines;
	cmark_node *open_link; /* a link inside a link is only its words */
	int list_depth;
};

static void
free_node(void *node)
{
	cmark_node_free(node);
}

cmark_node *
markdown_parse(struct str text, struct arena *a)
{
	if (!str_is_text(text))
		text = STR("");
	if (text.n > MARKDOWN_MAX)
		text.n = MARKDOWN_MAX;
	cmark_node *document = cmark_parse_document(text.p == NULL ? "" : text.p, text.n, CMARK_OPT_VALIDATE_UTF8);
	cmark_consolidate_text_nodes(document);
	arena_defer(a, free_node, document);
	return document;
}

/* ---- addresses ---- */

static bool
has_only_address_bytes(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7f || c == '\\' || c == '<' || c == '>' || c == '"' || c == '`')
			return false;
	}
	return true;
}

static bool
first_segment_is(struct str path, const char *name)
{
	struct str rest = str_cut(path, 1, path.n), segment;
	if (!str_split(&rest, '/', &segment))
		return false;
	for (size_t i = 0; i < segment.n; i++)
		if (segment.p[i] == '?' || segment.p[i] == '#')
			segment.n = i;
	return str_eq_z(segment, name);
}

bool
markdown_is_path(struct str address)
{
	return address.n > 0 && address.p[0] == '/' && !str_starts(address, STR("//")) &&
		has_only_address_bytes(address) && !first_segment_is(address, "nl") && !first_segment_is(address, "en");
}

bool
markdown_is_https(struct str address)
{
	struct str scheme = STR("https://");
	return str_starts(address, scheme) && address.n > scheme.n && address.p[scheme.n] != '/' &&
		has_only_address_bytes(address);
}

static bool
has_language(struct str path)
{
	static const char *const bare[] = { "api", "static", "exit", "code", "health" };
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
		if (first_segment_is(path, bare[i]))
			return false;
	return true;
}

/* ---- helplines ---- */

bool
markdown_next_piece(struct str *rest, struct markdown_piece *ret_piece)
{
	struct str open = STR("{helpline:");
	if (rest->n == 0)
		return false;
	ptrdiff_t at = str_find(*rest, open);
	ptrdiff_t length = at != 0 ? -1 : str_find_char(*rest, '}');
	if (length > 0) {
		*ret_piece = (struct markdown_piece){ true, str_cut(*rest, open.n, (size_t)length - open.n) };
		*rest = str_cut(*rest, (size_t)length + 1, rest->n);
		return true;
	}
	size_t n = at > 0 ? (size_t)at : rest->n;
	*ret_piece = (struct markdown_piece){ false, str_cut(*rest, 0, n) };
	*rest = str_cut(*rest, n, rest->n);
	return true;
}

const struct markdown_helpline *
markdown_helpline_find(const struct markdown_helplines *helplines, struct str id)
{
	for (size_t i = 0; helplines != NULL && i < helplines->n; i++)
		if (str_eq(helplines->v[i].id, id))
			return &helplines->v[i];
	return NULL;
}

/* ---- HTML ---- */

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
	if (own && has_language(address))
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

static void
html_paragraph(struct writer *w, cmark_node *node, bool enter)
{
	if (is_in_tight_list(node)) {
		/* two in one item: a nested list in between has its own line */
		if (enter && cmark_node_previous(node) != NULL)
			buf_char(&w->out, ' ');
		return;
	}
	buf_z(&w->out, enter ? "<p class=\"utrecht-paragraph\">" : "</p>\n");
}

static void
html_heading(struct writer *w, cmark_node *node, bool enter)
{
	int level = cmark_node_get_heading_level(node);
	if (level < 2)
		level = 2;
	if (enter)
		buf_printf(&w->out, "<h%d class=\"utrecht-heading-%d\">", level, level);
	else
		buf_printf(&w->out, "</h%d>\n", level);
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
}

/* ---- plain text ---- */

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
	if (type == CMARK_NODE_CODE_BLOCK || (!enter && (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)))
		plain_block_end(w, node);
}

/* ---- both ---- */

static struct str
write_document(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a,
	void (*write_node)(struct writer *, cmark_node *, bool))
{
	struct arena *work = arena_new();
	struct writer w = { .lang = lang, .helplines = helplines };
	buf_init(&w.out, OUTPUT_MAX, work);
	cmark_iter *iter = cmark_iter_new(markdown_parse(text, work));
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		write_node(&w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	assert(buf_ok(&w.out));
	struct str result = str_dup(buf_view(&w.out), a);
	arena_free(work);
	return result.p == NULL ? STR("") : result;
}

struct html_safe
markdown_html_with(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	return (struct html_safe){ write_document(text, lang, helplines, a, html_node) };
}

struct html_safe
markdown_html(struct str text, enum lang lang, struct arena *a)
{
	return markdown_html_with(text, lang, NULL, a);
}

struct str
markdown_plain_with(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	return str_trim(write_document(text, lang, helplines, a, plain_node));
}

struct str
markdown_plain(struct str text, enum lang lang, struct arena *a)
{
	return markdown_plain_with(text, lang, NULL, a);
}
