/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article_internal.h"

#include "banned.h"

struct body {
	struct article_reader *r;
	const struct markdown_document *document;
	struct markdown_headings headings;
	int before; /* lines of the file before the body */
};

static int
line_of(const struct body *b, size_t heading)
{
	return b->headings.v[heading].line + b->before;
}

/* ---- headings ---- */

/* Ids that the page around an article uses itself. */
static bool
is_reserved(struct str id)
{
	static const char *const own[] = { "main", "errors", "errors-title", NULL };
	for (size_t i = 0; own[i] != NULL; i++)
		if (str_eq_z(id, own[i]))
			return true;
	return str_starts(id, STR("f-")) || str_starts(id, STR("page-"));
}

static void
check_heading(const struct body *b, size_t at)
{
	const struct markdown_heading *h = &b->headings.v[at];
	int before = at == 0 ? 1 : b->headings.v[at - 1].level;
	int line = line_of(b, at);
	if (h->level == 1)
		article_fault(b->r, line, MSG_ARTICLE_FAULT_TITLE_LEVEL, NULL, 0);
	else if (h->level > before + 1 && before > 0)
		article_fault(b->r, line, MSG_ARTICLE_FAULT_SKIPPED,
			MSG_ARGS({ .number = h->level }, { .number = before }));
	if (h->title.n == 0)
		article_fault(b->r, line, MSG_ARTICLE_FAULT_HEADING_EMPTY, NULL, 0);
	if (str_find(h->title, STR("{#")) >= 0)
		article_fault(b->r, line, MSG_ARTICLE_FAULT_ID_FORM, NULL, 0);
	if (is_reserved(h->id))
		article_fault(b->r, line, MSG_ARTICLE_FAULT_ID_OWN, MSG_ARGS({ .text = h->id }));
	if (h->named && (!article_is_word(h->id) || h->id.n > ARTICLE_NAME_MAX))
		article_fault(b->r, line, MSG_ARTICLE_FAULT_ID_SHAPE, MSG_ARGS({ .text = h->id }));
}

/* Of two ids that are the same, the second was given a number by the reader. */
static void
check_twice(const struct body *b, struct str body)
{
	struct str rest = body, line, ids[MARKDOWN_HEADINGS_MAX];
	size_t n = 0;
	for (int number = 1; str_split(&rest, '\n', &line) && n < MARKDOWN_HEADINGS_MAX; number++) {
		ptrdiff_t at = str_find(line, STR("{#"));
		line = str_trim(line);
		if (!str_starts(line, STR("#")) || at < 0 || !str_ends(line, STR("}")))
			continue;
		at = str_find(line, STR("{#"));
		ids[n] = str_cut(line, (size_t)at + 2, line.n - (size_t)at - 3);
		for (size_t i = 0; i < n; i++)
			if (str_eq(ids[i], ids[n])) {
				article_fault(b->r, number + b->before, MSG_ARTICLE_FAULT_ID_TWICE,
					MSG_ARGS({ .text = ids[n] }));
				break;
			}
		n++;
	}
}

/* ---- groups and items ---- */

/* The place of the first heading from `at` on that has no higher level than `level`. */
static size_t
next_heading(const struct body *b, size_t at, int level)
{
	while (at < b->headings.n && b->headings.v[at].level > level)
		at++;
	return at;
}

static struct article_item
read_item(const struct body *b, size_t at)
{
	const struct markdown_heading *h = &b->headings.v[at];
	struct arena *a = b->r->a;
	size_t end = next_heading(b, at + 1, 3) + 1;
	if (!h->named)
		article_fault(b->r, line_of(b, at), MSG_ARTICLE_FAULT_ITEM_ID, NULL, 0);
	return (struct article_item){ str_dup(h->id, a), str_dup(h->title, a),
		markdown_part_html(b->document, at + 1, end, a), markdown_part_plain(b->document, at + 1, end, a) };
}

/* Items from heading `at` up to heading `end`. */
static struct article_items
read_items(const struct body *b, size_t at, size_t end)
{
	struct article_items items = { ARENA_ARRAY(b->r->a, struct article_item, end - at), 0 };
	for (; at < end; at++)
		if (b->headings.v[at].level == 3)
			items.v[items.n++] = read_item(b, at);
	return items;
}

/* The group whose text begins at place `first`, up to heading `end`. */
static struct article_group
read_group(const struct body *b, size_t first, size_t end)
{
	struct arena *a = b->r->a;
	struct article_group g = { .id = STR_NONE };
	size_t text_end = end;
	if (b->r->article->kind == ARTICLE_CHECKLIST) {
		text_end = first;
		while (text_end < end && b->headings.v[text_end].level != 3)
			text_end++;
		g.items = read_items(b, text_end, end);
	}
	g.text = markdown_part_html(b->document, first, text_end + 1, a);
	g.plain = markdown_part_plain(b->document, first, text_end + 1, a);
	return g;
}

static void
read_groups(struct body *b)
{
	struct article *p = b->r->article;
	size_t first = next_heading(b, 0, 2);
	bool loose = p->kind == ARTICLE_CHECKLIST && first > 0;
	p->groups.v = ARENA_ARRAY(b->r->a, struct article_group, b->headings.n + 1);
	if (loose)
		p->groups.v[p->groups.n++] = (struct article_group){ .text = { STR("") }, .plain = STR(""),
			.items = read_items(b, 0, first) };
	for (size_t at = first; at < b->headings.n;) {
		size_t end = next_heading(b, at + 1, 2);
		struct article_group *g = &p->groups.v[p->groups.n++];
		*g = read_group(b, at + 1, end);
		g->id = str_dup(b->headings.v[at].id, b->r->a);
		g->title = str_dup(b->headings.v[at].title, b->r->a);
		at = end;
	}
}

/* ---- rules of the kinds ---- */

static void
check_checklist(const struct body *b)
{
	const struct article *p = b->r->article;
	size_t n = 0;
	for (size_t i = 0; i < p->groups.n; i++)
		n += p->groups.v[i].items.n;
	if (n < ARTICLE_ITEMS_MIN || n > ARTICLE_ITEMS_MAX)
		article_fault(b->r, b->r->kind_line, MSG_ARTICLE_FAULT_CHECKLIST,
			MSG_ARGS({ .number = ARTICLE_ITEMS_MIN }, { .number = ARTICLE_ITEMS_MAX }, { .number = n }));
}

static void
check_plan(const struct body *b)
{
	static const char *const ids[] = { "prevention", "acute", "aftermath" };
	const struct article_groups *groups = &b->r->article->groups;
	bool right = groups->n == 3;
	for (size_t i = 0; right && i < 3; i++)
		right = str_eq_z(groups->v[i].id, ids[i]);
	if (!right)
		article_fault(b->r, b->r->kind_line, MSG_ARTICLE_FAULT_PLAN, NULL, 0);
}

static void
check_theme(const struct body *b)
{
	for (size_t at = 0; at < b->headings.n; at++) {
		if (b->headings.v[at].level != 2 || !str_eq_z(b->headings.v[at].id, "examples"))
			continue;
		size_t end = next_heading(b, at + 1, 2) + 1;
		if (!markdown_part_has_table(b->document, at + 1, end) &&
			!markdown_part_has_list(b->document, at + 1, end))
			article_fault(b->r, line_of(b, at), MSG_ARTICLE_FAULT_EXAMPLES, NULL, 0);
		return;
	}
	article_fault(b->r, b->r->kind_line, MSG_ARTICLE_FAULT_THEME, NULL, 0);
}

static void
read_menus(struct body *b)
{
	struct article *p = b->r->article;
	size_t cards = 0;
	p->menus.v = ARENA_ARRAY(b->r->a, struct article_menu, b->headings.n + 1);
	for (size_t place = 0; place <= b->headings.n; place++) {
		const struct markdown_heading *h = place == 0 ? NULL : &b->headings.v[place - 1];
		struct article_menu menu = { .cards = markdown_part_cards(b->document, place, place + 1, b->r->a) };
		if (menu.cards.n == 0)
			continue;
		menu.id = h == NULL ? STR_NONE : str_dup(h->id, b->r->a);
		menu.title = h == NULL ? STR_NONE : str_dup(h->title, b->r->a);
		p->menus.v[p->menus.n++] = menu;
		cards += menu.cards.n;
	}
	if (cards == 0)
		article_fault(b->r, b->r->kind_line, MSG_ARTICLE_FAULT_MENU, NULL, 0);
}

static void
check_kind(struct body *b)
{
	enum article_kind kind = b->r->article->kind;
	if (kind == ARTICLE_CHECKLIST)
		check_checklist(b);
	else if (kind == ARTICLE_PLAN)
		check_plan(b);
	else if (kind == ARTICLE_THEME)
		check_theme(b);
	else if (kind == ARTICLE_HOME)
		read_menus(b);
}

/* ---- the whole ---- */

static void
check_markdown(const struct body *b, struct str body)
{
	struct markdown_faults faults = markdown_check(body, b->r->context->helplines, b->r->a);
	for (size_t i = 0; i < faults.n; i++)
		article_fault_said(b->r, faults.v[i].line + b->before, faults.v[i].reason);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_phone_byte(char c)
{
	return is_digit(c) || c == ' ' || c == '-';
}

/* Ten digits that begin with 0, or 0800 and 0900 with what follows, however they are grouped. */
static bool
has_phone(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		bool inside = i > 0 && (is_digit(line.p[i - 1]) || line.p[i - 1] == '/' || line.p[i - 1] == '.');
		bool plus = str_starts(str_cut(line, i, 3), STR("+31"));
		if (inside || (line.p[i] != '0' && !plus))
			continue;
		size_t digits = 0;
		for (size_t j = i + plus; j < line.n && is_phone_byte(line.p[j]); j++)
			digits += is_digit(line.p[j]);
		struct str four = str_cut(line, i, 4);
		bool service = str_eq(four, STR("0800")) || str_eq(four, STR("0900"));
		if (digits >= 10 || (service && digits >= 8))
			return true;
	}
	return false;
}

static void
check_phones(const struct body *b, struct str body)
{
	struct str line;
	for (int number = 1; str_split(&body, '\n', &line); number++)
		if (has_phone(line))
			article_fault(b->r, number + b->before, MSG_ARTICLE_FAULT_PHONE, NULL, 0);
}

void
article_read_body(struct article_reader *r, struct str text, int first)
{
	struct article *p = r->article;
	struct body b = { .r = r, .before = first - 1 };
	b.document = markdown_read(text, p->lang, r->context->helplines, r->work);
	b.headings = markdown_headings(b.document);
	size_t end = b.headings.n + 1;
	check_markdown(&b, text);
	check_phones(&b, text);
	for (size_t i = 0; i < b.headings.n; i++)
		check_heading(&b, i);
	check_twice(&b, text);
	p->intro = markdown_part_html(b.document, 0, 1, r->a);
	p->body = markdown_part_html(b.document, 0, end, r->a);
	p->plain = markdown_part_plain(b.document, 0, end, r->a);
	p->blocks = markdown_part_blocks(b.document, 0, end, r->a);
	p->links = markdown_links(b.document, r->a);
	for (size_t i = 0; i < p->links.n; i++)
		p->links.v[i].line += b.before;
	if (p->plain.n == 0)
		article_fault(r, first, MSG_ARTICLE_FAULT_NO_TEXT, NULL, 0);
	read_groups(&b);
	check_kind(&b);
}
