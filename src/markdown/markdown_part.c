/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "markdown_internal.h"

#include "banned.h"

/* ---- headings ---- */

static bool
is_id_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Takes "{#id}" off the last words of a heading. */
static struct str
take_id(cmark_node *heading, struct arena *a)
{
	cmark_node *last = cmark_node_last_child(heading);
	if (last == NULL || cmark_node_get_type(last) != CMARK_NODE_TEXT)
		return STR_NONE;
	struct str words = str_trim(str_from_z(cmark_node_get_literal(last)));
	ptrdiff_t at = str_find(words, STR("{#"));
	if (at < 0 || !str_ends(words, STR("}")))
		return STR_NONE;
	struct str id = str_cut(words, (size_t)at + 2, words.n - (size_t)at - 3);
	for (size_t i = 0; i < id.n; i++)
		if (!is_id_byte(id.p[i]))
			return STR_NONE;
	id = str_dup(id, a);
	char *rest = str_z(str_trim(str_cut(words, 0, (size_t)at)), a);
	cmark_node_set_literal(last, rest);
	return id.n > 0 ? id : STR_NONE;
}

#define ID_WORDS_MAX 60

/* "Wat je nu kunt doen" -> "wat-je-nu-kunt-doen". */
static struct str
id_of_words(struct str title, struct arena *a)
{
	struct buf b;
	buf_init(&b, ID_WORDS_MAX, a);
	struct str lower = str_lower(title, a);
	for (size_t i = 0; i < lower.n && b.n < ID_WORDS_MAX; i++) {
		if (is_id_byte(lower.p[i]) && lower.p[i] != '-')
			buf_char(&b, lower.p[i]);
		else if ((unsigned char)lower.p[i] < 0x80 && b.n > 0 && b.p[b.n - 1] != '-')
			buf_char(&b, '-');
	}
	struct str id = buf_view(&b);
	while (id.n > 0 && id.p[id.n - 1] == '-')
		id.n--;
	return id.n > 0 ? id : STR("part");
}

static bool
is_taken(const struct markdown_headings *headings, const struct markdown_heading *but, struct str id)
{
	for (size_t i = 0; i < headings->n; i++)
		if (&headings->v[i] != but && str_eq(headings->v[i].id, id))
			return true;
	return false;
}

/* Ids that were written stay as they are; of two that are the same the second gets a number. */
static void
give_ids(struct markdown_headings *headings, struct arena *a)
{
	for (size_t i = 0; i < headings->n; i++) {
		struct markdown_heading *h = &headings->v[i];
		struct str id = h->named ? h->id : id_of_words(h->title, a);
		h->id = STR_NONE;
		struct str free_id = id;
		for (int number = 2; is_taken(headings, h, free_id); number++)
			free_id = str_printf(a, "%.*s-%d", STR_ARG(id), number);
		h->id = free_id;
	}
}

static void
find_headings(struct markdown_document *d, struct arena *a)
{
	d->headings.v = ARENA_ARRAY(a, struct markdown_heading, MARKDOWN_HEADINGS_MAX);
	d->nodes = ARENA_ARRAY(a, cmark_node *, MARKDOWN_HEADINGS_MAX);
	for (cmark_node *node = cmark_node_first_child(d->tree); node != NULL; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		struct str id = take_id(node, a);
		if (d->headings.n == MARKDOWN_HEADINGS_MAX)
			continue;
		struct markdown_heading *h = &d->headings.v[d->headings.n];
		d->nodes[d->headings.n++] = node;
		cmark_node_set_user_data(node, h);
		*h = (struct markdown_heading){
			.level = cmark_node_get_heading_level(node), .line = cmark_node_get_start_line(node),
			.id = id, .named = id.p != NULL, .title = markdown_words(node, d->lang, d->helplines, a),
		};
	}
	give_ids(&d->headings, a);
}

const struct markdown_document *
markdown_read(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	struct markdown_document *d = ARENA_NEW(a, struct markdown_document);
	*d = (struct markdown_document){ markdown_parse(text, a), lang, helplines, { NULL, 0 }, NULL };
	find_headings(d, a);
	return d;
}

struct markdown_headings
markdown_headings(const struct markdown_document *d)
{
	return d->headings;
}

/* ---- parts ---- */

cmark_node *
markdown_first_block(const struct markdown_document *d, size_t place)
{
	return place == 0 ? cmark_node_first_child(d->tree) : cmark_node_next(d->nodes[place - 1]);
}

cmark_node *
markdown_end_block(const struct markdown_document *d, size_t place)
{
	return place > d->headings.n ? NULL : d->nodes[place - 1];
}

static struct str
write_part(const struct markdown_document *d, size_t first, size_t end, bool parts,
	void (*write)(struct writer *, cmark_node *), struct arena *a)
{
	struct arena *work = arena_new();
	struct writer w = { .lang = d->lang, .helplines = d->helplines, .parts = parts, .work = work };
	assert(first < end && end <= d->headings.n + 1);
	if (first > 0)
		w.level = cmark_node_get_heading_level(d->nodes[first - 1]);
	buf_init(&w.out, OUTPUT_MAX, work);
	cmark_node *after = markdown_end_block(d, end);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		write(&w, node);
	assert(buf_ok(&w.out));
	struct str result = str_dup(buf_view(&w.out), a);
	arena_free(work);
	return result.p == NULL ? STR("") : result;
}

struct html_safe
markdown_part_html(const struct markdown_document *d, size_t first, size_t end, struct arena *a)
{
	return (struct html_safe){ write_part(d, first, end, true, markdown_write_html, a) };
}

struct str
markdown_part_plain(const struct markdown_document *d, size_t first, size_t end, struct arena *a)
{
	return str_trim(write_part(d, first, end, true, markdown_write_plain, a));
}

bool
markdown_part_has_table(const struct markdown_document *d, size_t first, size_t end)
{
	cmark_node *after = markdown_end_block(d, end);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		if (markdown_table_node(node) == MARKDOWN_TABLE)
			return true;
	return false;
}

bool
markdown_part_has_list(const struct markdown_document *d, size_t first, size_t end)
{
	cmark_node *after = markdown_end_block(d, end);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		if (cmark_node_get_type(node) == CMARK_NODE_LIST)
			return true;
	return false;
}

/* ---- the whole, without ids ---- */

struct html_safe
markdown_html_with(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	struct arena *work = arena_new();
	const struct markdown_document *d = markdown_read(text, lang, helplines, work);
	struct str html = write_part(d, 0, d->headings.n + 1, false, markdown_write_html, a);
	arena_free(work);
	return (struct html_safe){ html };
}

struct html_safe
markdown_html(struct str text, enum lang lang, struct arena *a)
{
	return markdown_html_with(text, lang, NULL, a);
}

struct str
markdown_plain_with(struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a)
{
	struct arena *work = arena_new();
	const struct markdown_document *d = markdown_read(text, lang, helplines, work);
	struct str plain = markdown_part_plain(d, 0, d->headings.n + 1, a);
	arena_free(work);
	return plain;
}

struct str
markdown_plain(struct str text, enum lang lang, struct arena *a)
{
	return markdown_plain_with(text, lang, NULL, a);
}

/* ---- cards ---- */

static bool
has_link(cmark_node *node)
{
	bool found = false;
	if (node == NULL)
		return false;
	cmark_iter *iter = cmark_iter_new(node);
	for (cmark_event_type event; !found && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		found = cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINK;
	cmark_iter_free(iter);
	return found;
}

static bool
is_card(cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	if (paragraph == NULL || cmark_node_next(paragraph) != NULL ||
		cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
		return false;
	cmark_node *link = cmark_node_first_child(paragraph);
	if (link == NULL || cmark_node_get_type(link) != CMARK_NODE_LINK || has_link(cmark_node_first_child(link)))
		return false;
	struct str to = str_from_z(cmark_node_get_url(link));
	cmark_node *text = cmark_node_next(link);
	if ((!markdown_is_path(to) && !markdown_is_https(to)) || text == NULL ||
		cmark_node_get_type(text) != CMARK_NODE_TEXT ||
		!str_starts(str_from_z(cmark_node_get_literal(text)), STR(": ")))
		return false;
	for (; text != NULL; text = cmark_node_next(text))
		if (has_link(text))
			return false;
	return true;
}

bool
markdown_is_cards(cmark_node *node)
{
	if (cmark_node_get_type(node) != CMARK_NODE_LIST || cmark_node_get_list_type(node) != CMARK_BULLET_LIST)
		return false;
	for (cmark_node *item = cmark_node_first_child(node); item != NULL; item = cmark_node_next(item))
		if (!is_card(item))
			return false;
	return true;
}

static struct markdown_card
read_card(const struct markdown_document *d, cmark_node *item, struct arena *a)
{
	cmark_node *paragraph = cmark_node_first_child(item), *link = cmark_node_first_child(paragraph);
	struct str label = markdown_words(link, d->lang, d->helplines, a);
	struct writer w = { .lang = d->lang, .helplines = d->helplines };
	buf_init(&w.out, OUTPUT_MAX, a);
	for (cmark_node *node = cmark_node_next(link); node != NULL; node = cmark_node_next(node))
		markdown_write_plain(&w, node);
	struct str text = buf_view(&w.out);
	return (struct markdown_card){
		label, str_dup(str_from_z(cmark_node_get_url(link)), a), str_trim(str_cut(text, 2, text.n)) };
}

static size_t
count_children(cmark_node *node)
{
	size_t n = 0;
	for (cmark_node *child = cmark_node_first_child(node); child != NULL; child = cmark_node_next(child))
		n++;
	return n;
}

struct markdown_cards
markdown_part_cards(const struct markdown_document *d, size_t first, size_t end, struct arena *a)
{
	struct markdown_cards cards = { NULL, 0 };
	size_t most = 0;
	cmark_node *after = markdown_end_block(d, end);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		most += markdown_is_cards(node) ? count_children(node) : 0;
	cards.v = ARENA_ARRAY(a, struct markdown_card, most);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		for (cmark_node *item = markdown_is_cards(node) ? cmark_node_first_child(node) : NULL; item != NULL;
			item = cmark_node_next(item))
			cards.v[cards.n++] = read_card(d, item, a);
	return cards;
}

/* ---- links ---- */

static int
line_of(cmark_node *node)
{
	int line = 0;
	for (; line == 0 && node != NULL; node = cmark_node_parent(node))
		line = cmark_node_get_start_line(node);
	return line;
}

struct markdown_links
markdown_links(const struct markdown_document *d, struct arena *a)
{
	struct markdown_links links = { NULL, 0 };
	for (int pass = 0; pass < 2; pass++) {
		cmark_iter *iter = cmark_iter_new(d->tree);
		size_t n = 0;
		for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
			cmark_node *node = cmark_iter_get_node(iter);
			if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_LINK)
				continue;
			struct str to = str_from_z(cmark_node_get_url(node));
			if (!markdown_is_path(to) && !markdown_is_https(to))
				continue;
			if (pass == 1)
				links.v[n] = (struct markdown_link){ line_of(node), str_dup(to, a) };
			n++;
		}
		cmark_iter_free(iter);
		if (pass == 0)
			links.v = ARENA_ARRAY(a, struct markdown_link, n);
		links.n = n;
	}
	return links;
}
