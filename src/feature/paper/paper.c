/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "paper.h"

#include "buf.h"
#include "core.h"
#include "messages.h"
#include "pdf.h"

#include "banned.h"

#define FLYER_LEAST 3
#define FLYER_MOST 6
#define FLYER_WORDS 140 /* bytes after which a sentence is left out */

/* ---- blocks of the text as blocks of paper ---- */

struct writing {
	struct pdf_block *v;
	size_t n;
};

static void
add(struct writing *w, enum pdf_block_kind kind, int depth, struct str text)
{
	w->v[w->n++] = (struct pdf_block){ .kind = kind, .depth = depth, .text = text };
}

/* The items of a checklist are to be ticked; what stands below them is theirs. */
static void
add_heading(struct writing *w, const struct article *p, const struct markdown_block *b)
{
	bool item = p->kind == ARTICLE_CHECKLIST && b->level == 3;
	add(w, item ? PDF_BOX : b->level == 2 ? PDF_HEADING : PDF_SUBHEADING, 0, b->text);
}

static bool
is_item_text(const struct article *p, const struct writing *w)
{
	if (p->kind != ARTICLE_CHECKLIST || w->n == 0)
		return false;
	const struct pdf_block *before = &w->v[w->n - 1];
	return before->kind == PDF_BOX || (before->depth > 0 && before->kind != PDF_HEADING);
}

static void
add_block(struct writing *w, const struct article *p, const struct markdown_block *b)
{
	static const enum pdf_block_kind kinds[] = {
		[MARKDOWN_BLOCK_PARAGRAPH] = PDF_PARAGRAPH, [MARKDOWN_BLOCK_BULLET] = PDF_BULLET,
		[MARKDOWN_BLOCK_NUMBER] = PDF_NUMBER, [MARKDOWN_BLOCK_QUOTE] = PDF_QUOTE,
		[MARKDOWN_BLOCK_COLUMNS] = PDF_COLUMNS, [MARKDOWN_BLOCK_ROW] = PDF_ROW,
	};
	if (b->kind == MARKDOWN_BLOCK_HEADING) {
		add_heading(w, p, b);
		return;
	}
	int depth = b->level + is_item_text(p, w);
	w->v[w->n++] = (struct pdf_block){ kinds[b->kind], depth, b->number, b->text, b->cells };
}

static void
add_sources(struct writing *w, const struct article *p, struct arena *a)
{
	if (p->source_count > 0)
		add(w, PDF_HEADING, 0, msg_text(p->lang, MSG_PAPER_SOURCES));
	for (size_t i = 0; i < p->source_count; i++)
		add(w, PDF_BULLET, 0,
		    str_printf(a, "%.*s (%.*s)", STR_ARG(p->sources[i].what), STR_ARG(p->sources[i].url)));
}

/* ---- what both have ---- */

static struct str
address_of(const struct core *core, const struct article *p, const char *query, struct arena *a)
{
	return str_printf(a, "%.*s/%s/%.*s%s", STR_ARG(core->public_url), lang_code(p->lang), STR_ARG(p->name), query);
}

static struct str
say(enum lang lang, enum msg msg, struct str about, struct arena *a)
{
	struct msg_arg argument = { .text = about };
	return msg_fill(lang, msg, &argument, 1, a);
}

static struct pdf_paper
begin(const struct core *core, const struct article *p, struct arena *a)
{
	struct str address = address_of(core, p, "", a);
	return (struct pdf_paper){
		.lang = p->lang,
		.created = date_wall((struct date_time){ .date = p->checked }),
		.title = p->title,
		.lead = p->summary,
		.address = address_of(core, p, "?via=flyer", a),
		.address_label = say(p->lang, MSG_PAPER_ONLINE, address, a),
		.code_words = say(p->lang, MSG_PAPER_CODE, address, a),
		.footer = str_printf(a, "%.*s \xc2\xb7 %.*s", STR_ARG(core->organisation),
			STR_ARG(msg_text(p->lang, MSG_PAPER_FREE))),
	};
}

enum err
paper_page(const struct core *core, const struct article *p, struct arena *a, struct str *ret_pdf)
{
	struct pdf_paper paper = begin(core, p, a);
	struct writing w = { ARENA_ARRAY(a, struct pdf_block, p->blocks.n + p->source_count + 1), 0 };
	for (size_t i = 0; i < p->blocks.n; i++)
		add_block(&w, p, &p->blocks.v[i]);
	add_sources(&w, p, a);
	paper.blocks = (struct pdf_blocks){ w.v, w.n };
	return pdf_paper(&paper, a, ret_pdf);
}

/* ---- flyers ---- */

/* The first sentence, and those after it that still fit. */
static struct str
first_words(struct str text)
{
	size_t end = 0;
	for (size_t i = 0; i < text.n; i++) {
		bool over = (text.p[i] == '.' || text.p[i] == '?') && (i + 1 == text.n || text.p[i + 1] == ' ');
		if (over && (end == 0 || i < FLYER_WORDS))
			end = i + 1;
	}
	return end > 0 ? str_cut(text, 0, end) : text;
}

static bool
is_item(const struct article *p, const struct markdown_block *b)
{
	if (p->kind == ARTICLE_CHECKLIST)
		return b->kind == MARKDOWN_BLOCK_HEADING && b->level == 3;
	return b->kind == MARKDOWN_BLOCK_NUMBER || b->kind == MARKDOWN_BLOCK_BULLET;
}

/* The items of a checklist, or of the first list that has enough of them. */
static size_t
find_items(const struct article *p, struct str items[FLYER_MOST])
{
	size_t n = 0;
	for (size_t i = 0; i < p->blocks.n && n < FLYER_MOST; i++) {
		const struct markdown_block *b = &p->blocks.v[i];
		if (is_item(p, b) && (b->level == 0 || p->kind == ARTICLE_CHECKLIST))
			items[n++] = first_words(b->text);
		else if (p->kind != ARTICLE_CHECKLIST && b->kind == MARKDOWN_BLOCK_HEADING && n >= FLYER_LEAST)
			break;
		else if (p->kind != ARTICLE_CHECKLIST && b->kind == MARKDOWN_BLOCK_HEADING)
			n = 0;
	}
	return n;
}

bool
paper_has_flyer(const struct article *p)
{
	struct str items[FLYER_MOST];
	return !p->delicate && p->kind != ARTICLE_HOME && p->kind != ARTICLE_STORY &&
	    find_items(p, items) >= FLYER_LEAST;
}

/* With fewer things where so many do not fit. */
enum err
paper_flyer(const struct core *core, const struct article *p, struct arena *a, struct str *ret_pdf)
{
	struct pdf_paper paper = begin(core, p, a);
	struct str items[FLYER_MOST];
	struct writing w = { ARENA_ARRAY(a, struct pdf_block, FLYER_MOST + 1), 0 };
	if (!paper_has_flyer(p))
		return ERR_NOT_FOUND;
	paper.flyer = true;
	enum err e = ERR_LIMIT;
	for (size_t n = find_items(p, items); e == ERR_LIMIT && n >= FLYER_LEAST; n--) {
		w.n = 0;
		for (size_t i = 0; i < n; i++)
			add(&w, PDF_BOX, 0, items[i]);
		add(&w, PDF_PARAGRAPH, 0, msg_text(p->lang, MSG_PAPER_HELP));
		paper.blocks = (struct pdf_blocks){ w.v, w.n };
		e = pdf_paper(&paper, a, ret_pdf);
	}
	return e;
}
