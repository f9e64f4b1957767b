/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "markdown_internal.h"

#include "banned.h"

/* A text of 128 KB has fewer blocks than it has bytes by far. */
#define BLOCKS_MAX 4000

struct row {
	struct markdown_blocks *blocks;
	const struct markdown_document *d;
	struct arena *a, *work;
	int depth; /* of lists */
};

static struct str
words(const struct row *r, cmark_node *node)
{
	return str_dup(markdown_words(node, r->d->lang, r->d->helplines, r->work), r->a);
}

static void
add(struct row *r, struct markdown_block block)
{
	if (r->blocks->n < BLOCKS_MAX)
		r->blocks->v[r->blocks->n++] = block;
}

static void add_block(struct row *r, cmark_node *node);

/* The first paragraph is the item, what follows belongs to it. */
static void
add_item(struct row *r, cmark_node *item, int number)
{
	cmark_node *first = cmark_node_first_child(item);
	bool numbered = cmark_node_get_list_type(cmark_node_parent(item)) == CMARK_ORDERED_LIST;
	struct str text = STR("");
	if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
		text = words(r, first);
		first = cmark_node_next(first);
	}
	enum markdown_block_kind kind = numbered ? MARKDOWN_BLOCK_NUMBER : MARKDOWN_BLOCK_BULLET;
	add(r, (struct markdown_block){ kind, r->depth, number, text, { NULL, 0 } });
	r->depth++;
	for (; first != NULL; first = cmark_node_next(first))
		add_block(r, first);
	r->depth--;
}

static void
add_list(struct row *r, cmark_node *list)
{
	int number = cmark_node_get_list_start(list);
	for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item))
		add_item(r, item, number++);
}

static void
add_table(struct row *r, cmark_node *table)
{
	for (cmark_node *row = cmark_node_first_child(table); row != NULL; row = cmark_node_next(row)) {
		bool head = markdown_table_node(row) == MARKDOWN_HEADER;
		size_t n = 0, count = 0;
		for (cmark_node *cell = cmark_node_first_child(row); cell != NULL; cell = cmark_node_next(cell))
			count++;
		struct str *v = ARENA_ARRAY(r->a, struct str, count);
		for (cmark_node *cell = cmark_node_first_child(row); cell != NULL; cell = cmark_node_next(cell))
			v[n++] = words(r, cell);
		enum markdown_block_kind kind = head ? MARKDOWN_BLOCK_COLUMNS : MARKDOWN_BLOCK_ROW;
		add(r, (struct markdown_block){ kind, r->depth, 0, STR(""), { v, n } });
	}
}

static void
add_quote(struct row *r, cmark_node *quote)
{
	for (cmark_node *node = cmark_node_first_child(quote); node != NULL; node = cmark_node_next(node))
		add(r, (struct markdown_block){ MARKDOWN_BLOCK_QUOTE, r->depth, 0, words(r, node), { NULL, 0 } });
}

static void
add_block(struct row *r, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_LIST)
		add_list(r, node);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		add_quote(r, node);
	else if (markdown_table_node(node) == MARKDOWN_TABLE)
		add_table(r, node);
	else if (type == CMARK_NODE_HEADING)
		add(r, (struct markdown_block){ MARKDOWN_BLOCK_HEADING, cmark_node_get_heading_level(node), 0,
			words(r, node), { NULL, 0 } });
	else if (type == CMARK_NODE_PARAGRAPH)
		add(r, (struct markdown_block){ MARKDOWN_BLOCK_PARAGRAPH, r->depth, 0, words(r, node), { NULL, 0 } });
}

struct markdown_blocks
markdown_part_blocks(const struct markdown_document *d, size_t first, size_t end, struct arena *a)
{
	struct arena *work = arena_new();
	struct markdown_blocks all = { ARENA_ARRAY(work, struct markdown_block, BLOCKS_MAX), 0 };
	struct row r = { &all, d, a, work, 0 };
	cmark_node *after = markdown_end_block(d, end);
	for (cmark_node *node = markdown_first_block(d, first); node != after; node = cmark_node_next(node))
		add_block(&r, node);
	struct markdown_blocks kept = { ARENA_ARRAY(a, struct markdown_block, all.n), all.n };
	for (size_t i = 0; i < all.n; i++)
		kept.v[i] = all.v[i];
	arena_free(work);
	return kept;
}
