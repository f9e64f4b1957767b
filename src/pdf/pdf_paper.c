/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <qrencode.h>
#include <stdlib.h>

#include "pdf_page.h"

#include "banned.h"

#define BLOCKS_MAX 1000
#define INDENT (7 * MM)
#define GAP 8.0  /* between columns and rows, in points */
#define KEEP 90  /* points that stay with a heading */
#define ADDRESS_MAX 500

/* Sizes of letters, and of the code. */
struct look {
	double title, lead, heading, subheading, text, code;
};

static const struct look paper_look = { 20, 12, 14, 12, 10.5, 30 * MM };
static const struct look flyer_look = { 30, 15, 18, 15, 14, 42 * MM };

struct writing {
	struct page *page;
	const struct pdf_paper *paper;
	const struct look *look;
	bool in_list, in_table;
	const struct pdf_block *heads; /* of the table that goes on */
};

/* ---- runs of items and rows stand in a tag of their own ---- */

static void
end_run(struct writing *w)
{
	if (w->in_list)
		cairo_tag_end(w->page->cairo, "L");
	if (w->in_table)
		cairo_tag_end(w->page->cairo, "Table");
	if (w->in_list || w->in_table)
		w->page->y += 4;
	w->in_list = w->in_table = false;
}

static void
begin_run(struct writing *w, bool *in_run, const char *tag)
{
	if (*in_run)
		return;
	end_run(w);
	cairo_tag_begin(w->page->cairo, tag, NULL);
	*in_run = true;
}

/* ---- blocks ---- */

/* Room for so much, on this page or the next. A run of items or rows ends with
 * its page: the foot of the page is no part of it. */
static enum err
need(struct writing *w, double height)
{
	if (height > PAGE_BOTTOM - PAGE_TOP)
		return ERR_LIMIT;
	if (w->page->y + height <= PAGE_BOTTOM)
		return ERR_OK;
	end_run(w);
	return page_next(w->page);
}

static double
left_of(const struct pdf_block *b)
{
	int depth = b->depth < PDF_DEPTH_MAX ? b->depth : PDF_DEPTH_MAX;
	return PAGE_LEFT + depth * INDENT;
}

static enum err
put_heading(struct writing *w, const struct pdf_block *b)
{
	bool second = b->kind == PDF_HEADING;
	w->page->y += second ? 8 : 4;
	TRY(need(w, KEEP));
	double size = second ? w->look->heading : w->look->subheading;
	return page_block(w->page, second ? "H2" : "H3", b->text, size, BOLD, 5);
}

static enum err
put_text(struct writing *w, const struct pdf_block *b)
{
	struct page *p = w->page;
	double left = left_of(b) + (b->kind == PDF_QUOTE ? INDENT : 0);
	double width = PAGE_LEFT + PAGE_WIDTH - left;
	TRY(need(w, page_measure(p, b->text, width, w->look->text, PLAIN)));
	double height = page_measure(p, b->text, width, w->look->text, PLAIN);
	if (b->kind == PDF_QUOTE)
		cairo_tag_begin(p->cairo, "BlockQuote", NULL);
	page_draw(p, "P", left, p->y);
	if (b->kind == PDF_QUOTE)
		cairo_tag_end(p->cairo, "BlockQuote");
	p->y += height + 7;
	return ERR_OK;
}

static struct str
mark_of(const struct pdf_block *b, struct arena *a)
{
	if (b->kind == PDF_NUMBER)
		return str_printf(a, "%d.", b->number);
	return b->kind == PDF_BOX ? STR("\xe2\x98\x90") : STR("\xe2\x80\xa2");
}

static enum err
put_item(struct writing *w, const struct pdf_block *b)
{
	struct page *p = w->page;
	double left = left_of(b), size = w->look->text, width = PAGE_LEFT + PAGE_WIDTH - left - INDENT;
	enum weight weight = b->kind == PDF_BOX && !w->paper->flyer ? BOLD : PLAIN;
	double height = page_measure(p, b->text, width, size, weight);
	TRY(need(w, b->kind == PDF_BOX && height < KEEP ? KEEP : height));
	begin_run(w, &w->in_list, "L");
	cairo_tag_begin(p->cairo, "LI", NULL);
	page_measure(p, mark_of(b, p->arena), INDENT, size, weight);
	page_draw(p, "Lbl", left, p->y);
	page_measure(p, b->text, width, size, weight);
	cairo_tag_begin(p->cairo, "LBody", NULL);
	page_draw(p, "P", left + INDENT, p->y);
	cairo_tag_end(p->cairo, "LBody");
	cairo_tag_end(p->cairo, "LI");
	p->y += height + 5;
	return ERR_OK;
}

/* A row stays whole. */
static enum err
put_cells(struct writing *w, const struct pdf_block *b)
{
	struct page *p = w->page;
	enum weight weight = b->kind == PDF_COLUMNS ? BOLD : PLAIN;
	double column = (PAGE_WIDTH + GAP) / (double)b->cells.n, highest = 0;
	const char *tag = b->kind == PDF_COLUMNS ? "TH" : "TD";
	for (size_t i = 0; i < b->cells.n; i++) {
		double height = page_measure(p, b->cells.v[i], column - GAP, w->look->text, weight);
		highest = height > highest ? height : highest;
	}
	TRY(need(w, b->kind == PDF_COLUMNS ? highest + GAP + KEEP : highest));
	begin_run(w, &w->in_table, "Table");
	cairo_tag_begin(p->cairo, "TR", NULL);
	for (size_t i = 0; i < b->cells.n; i++) {
		page_measure(p, b->cells.v[i], column - GAP, w->look->text, weight);
		cairo_tag_begin(p->cairo, tag, NULL);
		page_draw(p, "P", PAGE_LEFT + column * (double)i, p->y);
		cairo_tag_end(p->cairo, tag);
	}
	cairo_tag_end(p->cairo, "TR");
	p->y += highest + GAP;
	return ERR_OK;
}

/* On a new page the heads stand above the rows again. */
static enum err
put_row(struct writing *w, const struct pdf_block *b)
{
	if (b->kind == PDF_COLUMNS) {
		end_run(w);
		w->heads = b;
		return put_cells(w, b);
	}
	bool new_page = w->in_table && w->page->y + KEEP > PAGE_BOTTOM;
	if (new_page) {
		end_run(w);
		TRY(page_next(w->page));
		if (w->heads != NULL)
			TRY(put_cells(w, w->heads));
	}
	return put_cells(w, b);
}

static enum err
put_block(struct writing *w, const struct pdf_block *b)
{
	switch (b->kind) {
	case PDF_BULLET:
	case PDF_NUMBER:
	case PDF_BOX:
		return put_item(w, b);
	case PDF_COLUMNS:
	case PDF_ROW:
		return put_row(w, b);
	case PDF_HEADING:
	case PDF_SUBHEADING:
		end_run(w);
		return put_heading(w, b);
	case PDF_PARAGRAPH:
	case PDF_QUOTE:
		end_run(w);
		return put_text(w, b);
	}
	return ERR_INVALID;
}

/* ---- the code ---- */

/* Dark squares, from left to right and top to bottom, runs of them as one. */
static void
draw_code(cairo_t *cairo, const QRcode *code, double x, double y, double size)
{
	double one = size / code->width; /* a square of the code */
	for (int row = 0; row < code->width; row++)
		for (int from = 0; from < code->width;) {
			int to = from;
			while (to < code->width && (code->data[row * code->width + to] & 1) != 0)
				to++;
			if (to > from)
				cairo_rectangle(cairo, x + from * one, y + row * one, (to - from) * one, one);
			from = to > from ? to : from + 1;
		}
	cairo_fill(cairo);
}

static enum err
put_code(struct writing *w)
{
	struct page *p = w->page;
	const struct pdf_paper *paper = w->paper;
	double size = w->look->code, beside = PAGE_LEFT + size + 8 * MM;
	if (paper->address.n == 0)
		return ERR_OK;
	QRcode *code = QRcode_encodeData(
		(int)paper->address.n, (const unsigned char *)paper->address.p, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return ERR_LIMIT;
	p->y += 10;
	enum err e = need(w, size);
	if (e == ERR_OK) {
		cairo_tag_begin(p->cairo, "Figure", NULL);
		draw_code(p->cairo, code, PAGE_LEFT, p->y, size);
		cairo_tag_end(p->cairo, "Figure");
		double width = PAGE_LEFT + PAGE_WIDTH - beside;
		page_measure(p, paper->address_label, width, w->look->text, PLAIN);
		page_draw(p, "P", beside, p->y);
		p->y += size;
	}
	QRcode_free(code);
	return e;
}

/* ---- the whole ---- */

static enum err
put_paper(struct page *p, const void *what)
{
	const struct pdf_paper *paper = what;
	struct writing w = { .page = p, .paper = paper, .look = paper->flyer ? &flyer_look : &paper_look };
	TRY(page_block(p, "H1", paper->title, w.look->title, BOLD, 10));
	if (paper->lead.n > 0)
		TRY(page_block(p, "P", paper->lead, w.look->lead, PLAIN, 12));
	for (size_t i = 0; i < paper->blocks.n; i++)
		TRY(put_block(&w, &paper->blocks.v[i]));
	end_run(&w);
	return put_code(&w);
}

static bool
is_block(const struct pdf_block *b)
{
	bool row = b->kind == PDF_COLUMNS || b->kind == PDF_ROW;
	return page_is_printable(b->text, true) && b->depth >= 0 &&
	       page_are_printable(b->cells, row ? PDF_COLUMNS_MAX : 0, true) && (!row || b->cells.n >= 2);
}

static bool
is_valid(const struct pdf_paper *p)
{
	for (size_t i = 0; i < p->blocks.n; i++)
		if (!is_block(&p->blocks.v[i]))
			return false;
	return p->title.n > 0 && p->title.n <= 400 && page_is_printable(p->title, false) &&
	       page_is_printable(p->lead, true) && p->blocks.n <= BLOCKS_MAX && p->address.n <= ADDRESS_MAX &&
	       page_is_printable(p->address, false) && page_is_printable(p->address_label, true) &&
	       (p->address.n == 0 || (p->code_words.n > 0 && page_is_printable(p->code_words, false))) &&
	       page_is_printable(p->footer, false) && p->footer.n <= 200;
}

enum err
pdf_paper(const struct pdf_paper *p, struct arena *a, struct str *ret_pdf)
{
	if (!is_valid(p))
		return ERR_INVALID;
	struct pdf_document d = {
		.lang = p->lang, .created = p->created, .title = p->title, .figure = p->code_words,
	};
	return page_file(&d, p->footer, p->flyer ? 1 : PDF_PAPER_PAGES_MAX, put_paper, p, a, ret_pdf);
}
