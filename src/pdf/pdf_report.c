/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_page.h"

#include "banned.h"

#define ROWS_MAX 100
#define GAP 8.0 /* between columns and rows, in points */

/* The first column takes what the others leave. */
static double
column_width(size_t columns, size_t i)
{
	double other = columns == PDF_COLUMNS_MAX ? PAGE_WIDTH / 5 : PAGE_WIDTH / 3.6;
	return i == 0 ? PAGE_WIDTH - other * (double)(columns - 1) - GAP : other - GAP;
}

static double
column_left(size_t columns, size_t i)
{
	double x = PAGE_LEFT;
	for (size_t k = 0; k < i; k++)
		x += column_width(columns, k) + GAP;
	return x;
}

static double
row_height(struct page *p, const struct str *cells, size_t columns, enum weight weight)
{
	double highest = 0;
	for (size_t i = 0; i < columns; i++) {
		double height = page_measure(p, cells[i], column_width(columns, i), 11, weight);
		highest = height > highest ? height : highest;
	}
	return highest;
}

/* A row stays whole. A cell without words is still a cell. */
static enum err
put_row(struct page *p, const struct str *cells, size_t columns, bool head)
{
	enum weight weight = head ? BOLD : PLAIN;
	double height = row_height(p, cells, columns, weight);
	if (height > PAGE_BOTTOM - PAGE_TOP)
		return ERR_LIMIT;
	if (p->y + height > PAGE_BOTTOM)
		TRY(page_next(p));
	cairo_tag_begin(p->cairo, "TR", NULL);
	for (size_t i = 0; i < columns; i++) {
		const char *tag = head || i == 0 ? "TH" : "TD";
		page_measure(p, cells[i], column_width(columns, i), 11, weight);
		cairo_tag_begin(p->cairo, tag, NULL);
		page_draw(p, "P", column_left(columns, i), p->y);
		cairo_tag_end(p->cairo, tag);
	}
	cairo_tag_end(p->cairo, "TR");
	p->y += height + GAP;
	return ERR_OK;
}

static enum err
put_rows(struct page *p, const struct pdf_report *r)
{
	TRY(put_row(p, r->head.v, r->head.n, true));
	for (size_t i = 0; i < r->cells.n; i += r->head.n)
		TRY(put_row(p, r->cells.v + i, r->head.n, false));
	return ERR_OK;
}

static enum err
put_table(struct page *p, const struct pdf_report *r)
{
	if (r->table.n == 0)
		return ERR_OK;
	TRY(page_block(p, "H2", r->table, 13, BOLD, 8));
	cairo_tag_begin(p->cairo, "Table", NULL);
	enum err e = put_rows(p, r);
	cairo_tag_end(p->cairo, "Table");
	p->y += 14;
	return e;
}

/* A heading is not left alone at the foot of a page. */
static enum err
put_section(struct page *p, const struct pdf_section *s)
{
	if (p->y + 90 > PAGE_BOTTOM)
		TRY(page_next(p));
	TRY(page_block(p, "H2", s->title, 13, BOLD, 8));
	TRY(page_paragraphs(p, s->paragraphs));
	p->y += 6;
	return ERR_OK;
}

static enum err
put_report(struct page *p, const void *what)
{
	const struct pdf_report *r = what;
	TRY(page_block(p, "H1", r->title, 18, BOLD, 14));
	TRY(page_paragraphs(p, r->opening));
	TRY(put_table(p, r));
	for (size_t i = 0; i < r->sections.n; i++)
		TRY(put_section(p, &r->sections.v[i]));
	return ERR_OK;
}

static bool
is_table(const struct pdf_report *r)
{
	if (r->table.n == 0)
		return r->head.n == 0 && r->cells.n == 0;
	return page_is_printable(r->table, false) && r->head.n >= 2 && r->head.n <= PDF_COLUMNS_MAX &&
	       r->cells.n % r->head.n == 0 && page_are_printable(r->head, PDF_COLUMNS_MAX, false) &&
	       page_are_printable(r->cells, ROWS_MAX * r->head.n, true);
}

static bool
is_valid(const struct pdf_report *r)
{
	for (size_t i = 0; i < r->sections.n; i++)
		if (!page_is_printable(r->sections.v[i].title, false) ||
		    !page_are_printable(r->sections.v[i].paragraphs, 200, true))
			return false;
	return r->title.n > 0 && r->title.n <= 200 && page_is_printable(r->title, false) &&
	       page_are_printable(r->opening, 100, true) && is_table(r) && r->sections.n <= 100 &&
	       page_is_printable(r->footer, false) && r->footer.n <= 120;
}

enum err
pdf_report(const struct pdf_report *r, struct arena *a, struct str *ret_pdf)
{
	if (!is_valid(r))
		return ERR_INVALID;
	struct pdf_document d = { .lang = r->lang, .created = r->created, .title = r->title };
	return page_file(&d, r->footer, PDF_REPORT_PAGES_MAX, put_report, r, a, ret_pdf);
}
