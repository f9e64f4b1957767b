/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_page.h"

#include "banned.h"

/* A window of 30 by 100 mm, 20 mm from the left and the bottom of the
 * envelope, shows these on a sheet folded in three wherever it slides. */
#define ADDRESS_TOP (59 * MM)
#define ADDRESS_HEIGHT (26 * MM)
#define ADDRESS_WIDTH (80 * MM)
#define ADDRESS_LINES 5
#define SENDER_TOP (18 * MM)
#define SENDER_HEIGHT (36 * MM)
#define SENDER_LINES 8
#define DATE_TOP (100 * MM)

static struct str
join_lines(struct strs lines, struct arena *a)
{
	struct buf b;
	buf_init(&b, 4096, a);
	for (size_t i = 0; i < lines.n; i++) {
		if (i > 0)
			buf_char(&b, '\n');
		buf_str(&b, lines.v[i]);
	}
	return buf_view(&b);
}

/* Lines in one block of fixed height; ERR_INVALID when they do not fit. */
static enum err
put_lines(struct page *p, struct strs lines, double x, double y, double width, double height, double size)
{
	struct str text = join_lines(lines, p->arena);
	if (page_measure(p, text, width, size, PLAIN) > height)
		return ERR_INVALID;
	page_draw(p, "P", x, y);
	return ERR_OK;
}

static enum err
put_head(struct page *p, const struct pdf_letter *l)
{
	TRY(put_lines(p, l->sender, PAGE_LEFT, SENDER_TOP, PAGE_WIDTH, SENDER_HEIGHT, 9));
	TRY(put_lines(p, l->recipient, PAGE_LEFT, ADDRESS_TOP, ADDRESS_WIDTH, ADDRESS_HEIGHT, 10.5));
	p->y = DATE_TOP;
	TRY(page_block(p, "P", l->date, 11, PLAIN, 14));
	return page_block(p, "H1", l->subject, 13, BOLD, 14);
}

/* "XXXX-XXXX-XXXX" from twelve characters. */
static struct str
group(struct str code, struct arena *a)
{
	struct buf b;
	buf_init(&b, 256, a);
	for (size_t i = 0; i < code.n; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(&b, '-');
		buf_char(&b, code.p[i]);
	}
	return buf_view(&b);
}

/* The code and where it works stay together on one page. */
static enum err
put_code(struct page *p, const struct pdf_letter *l)
{
	if (l->code.n == 0)
		return ERR_OK;
	if (p->y + 80 > PAGE_BOTTOM)
		TRY(page_next(p));
	p->y += 6;
	TRY(page_block(p, "P", group(l->code, p->arena), 24, BOLD, 8));
	return page_block(p, "P", l->web_address, 13, PLAIN, 20);
}

static enum err
put_letter(struct page *p, const void *what)
{
	const struct pdf_letter *l = what;
	TRY(put_head(p, l));
	TRY(page_paragraphs(p, l->opening));
	TRY(put_code(p, l));
	return page_paragraphs(p, l->closing);
}

static bool
is_valid(const struct pdf_letter *l)
{
	return l->title.n > 0 && l->title.n <= 200 && page_is_printable(l->title, false) &&
	       page_are_printable(l->sender, SENDER_LINES, false) &&
	       page_are_printable(l->recipient, ADDRESS_LINES, false) &&
	       page_is_printable(l->date, false) && page_is_printable(l->subject, false) &&
	       page_are_printable(l->opening, 100, true) && page_are_printable(l->closing, 100, true) &&
	       (l->code.n == 0 || (l->code.n == 12 && page_is_printable(l->code, false))) &&
	       page_is_printable(l->web_address, false) && page_is_printable(l->footer, false) && l->footer.n <= 120;
}

enum err
pdf_letter(const struct pdf_letter *l, struct arena *a, struct str *ret_pdf)
{
	if (!is_valid(l))
		return ERR_INVALID;
	struct pdf_document d = { .lang = l->lang, .created = l->created, .title = l->title };
	return page_file(&d, l->footer, PDF_PAGES_MAX, put_letter, l, a, ret_pdf);
}
