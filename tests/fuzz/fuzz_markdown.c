/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Markdown. Whatever comes in, what comes out has only our tags, balanced,
 * and links only to own paths, https and tel:. */
#include <assert.h>
#include <string.h>

#include "markdown.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct markdown_helpline line = { STR_INIT("112"), STR_INIT("+31 112"), STR_INIT("https://example.org"),
	{ STR_INIT("<b>"), STR_INIT("112") } };
static const struct markdown_helplines helplines = { &line, 1 };

static const char *const tags[] = { "p", "ul", "ol", "li", "strong", "em", "a", "code", "blockquote", "h2", "h3", "h4",
	"h5", "h6", "br", "hr", "div", "table", "thead", "tbody", "tr", "th", "td", NULL };

static struct str
tag_name(struct str tag)
{
	size_t n = 0;
	while (n < tag.n && tag.p[n] != ' ')
		n++;
	return str_cut(tag, 0, n);
}

static const char *const attributes[] = { "class", "rel", "start", "id", "role", "tabindex", "aria-label", "scope",
	NULL };

static bool
is_in(const char *const *names, struct str name)
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (str_eq_z(name, names[i]))
			return true;
	return false;
}

/* What stands between < and > of an opening tag, after its name. */
static void
check_attributes(struct str name, struct str rest)
{
	struct str piece;
	while (rest.n > 0) {
		struct str equals = str_cut(rest, 0, (size_t)(str_find(rest, STR("=\"")) + 2));
		assert(equals.n > 3 && rest.p[0] == ' ');
		struct str attribute = str_cut(equals, 1, equals.n - 3);
		rest = str_cut(rest, equals.n, rest.n);
		assert(str_split(&rest, '"', &piece) && rest.p != NULL);
		if (str_eq_z(attribute, "href"))
			assert(str_eq_z(name, "a") &&
				((str_starts(piece, STR("/")) && !str_starts(piece, STR("//"))) ||
					str_starts(piece, STR("https://")) || str_starts(piece, STR("tel:"))));
		else
			assert(is_in(attributes, attribute));
	}
}

static void
check_html(struct str html, struct arena *a)
{
	struct str *open = ARENA_ARRAY(a, struct str, html.n + 1);
	size_t depth = 0;
	ptrdiff_t at;
	while ((at = str_find_char(html, '<')) >= 0) {
		assert(str_find_char(str_cut(html, 0, (size_t)at), '>') < 0);
		html = str_cut(html, (size_t)at + 1, html.n);
		ptrdiff_t end = str_find_char(html, '>');
		assert(end > 0);
		struct str tag = str_cut(html, 0, (size_t)end), name = tag_name(tag);
		html = str_cut(html, (size_t)end + 1, html.n);
		if (tag.p[0] == '/') {
			assert(depth > 0 && str_eq(open[--depth], str_cut(tag, 1, tag.n)));
			continue;
		}
		assert(is_in(tags, name));
		check_attributes(name, str_cut(tag, name.n, tag.n));
		if (!str_eq_z(name, "br") && !str_eq_z(name, "hr"))
			open[depth++] = name;
	}
	assert(depth == 0 && str_find_char(html, '>') < 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_from(data, size);
	struct html_safe html = markdown_html_with(text, size % 2 == 0 ? LANG_NL : LANG_EN, &helplines, a);
	assert(str_is_text(html.s));
	check_html(html.s, a);
	const struct markdown_document *d = markdown_read(text, LANG_NL, &helplines, a);
	size_t n = markdown_headings(d).n;
	check_html(markdown_part_html(d, 0, n + 1, a).s, a);
	for (size_t i = 0; i <= n; i++)
		check_html(markdown_part_html(d, i, i + 1, a).s, a);
	assert(markdown_part_cards(d, 0, n + 1, a).n <= text.n);
	markdown_links(d, a);
	assert(str_is_text(markdown_plain_with(text, LANG_NL, &helplines, a)));
	struct markdown_faults faults = markdown_check(text, &helplines, a);
	for (size_t i = 0; i < faults.n; i++)
		assert(faults.v[i].line > 0);
	arena_free(a);
	return 0;
}
