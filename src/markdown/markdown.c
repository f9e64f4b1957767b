/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <string.h>

#include "markdown_internal.h"

#include "banned.h"

/* ---- the tree ---- */

static void
free_node(void *node)
{
	cmark_node_free(node);
}

/* Columns times rows: every row of a table gets as many cells as its head. */
bool
markdown_tables_fit(struct str text)
{
	size_t lines = 1, columns = 1, now = 1;
	for (size_t i = 0; i < text.n; i++) {
		now += text.p[i] == '|';
		columns = now > columns ? now : columns;
		if (text.p[i] == '\n' || text.p[i] == '\r') {
			lines++;
			now = 1;
		}
	}
	return columns == 1 || lines <= TABLE_CELLS_MAX / columns;
}

enum markdown_table
markdown_table_node(cmark_node *node)
{
	const char *type = cmark_node_get_type_string(node);
	if (strncmp(type, "table", 5) != 0)
		return MARKDOWN_NO_TABLE;
	if (strcmp(type, "table_header") == 0)
		return MARKDOWN_HEADER;
	if (strcmp(type, "table_row") == 0)
		return MARKDOWN_ROW;
	return strcmp(type, "table_cell") == 0 ? MARKDOWN_CELL : MARKDOWN_TABLE;
}

cmark_node *
markdown_parse(struct str text, struct arena *a)
{
	if (!str_is_text(text))
		text = STR("");
	if (text.n > MARKDOWN_MAX)
		text.n = MARKDOWN_MAX;
	static pthread_once_t registered = PTHREAD_ONCE_INIT;
	pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
	if (markdown_tables_fit(text))
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, text.p == NULL ? "" : text.p, text.n);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
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

bool
markdown_has_language(struct str path)
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
