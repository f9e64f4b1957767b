/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "buf.h"
#include "pdf_finish.h"

#include "banned.h"

#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define LEFT (25 * MM)
#define WIDTH (160 * MM)
#define TOP (25 * MM)
#define BOTTOM (272 * MM) /* text ends here; the footer is below */
#define FOOTER (280 * MM)
#define FILE_MAX (8u * 1024 * 1024)
#define FONT "DejaVu Sans"

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

enum weight { PLAIN, BOLD };

#ifdef PDF_SANITIZER
/* fontconfig 2.14 loses 288 bytes each time it reads its configuration, which
 * is once in a process. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig.so\n";
}
#endif

struct page {
	const struct pdf_letter *letter;
	cairo_t *cairo;
	PangoLayout *layout; /* breaks a text into lines */
	PangoLayout *line;   /* draws one of them */
	double y; /* where the next block begins */
	int number;
	struct arena *arena;
};

static cairo_status_t
take_bytes(void *context, const unsigned char *p, unsigned n)
{
	struct buf *b = context;
	buf_add(b, p, n);
	return buf_ok(b) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
set_font(struct page *p, double size, enum weight weight)
{
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, weight == BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(p->layout, font);
	pango_layout_set_font_description(p->line, font);
	pango_font_description_free(font);
}

/* Sets the text and gives its height. */
static double
measure(struct page *p, struct str text, double width, double size, enum weight weight)
{
	int height;
	set_font(p, size, weight);
	pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_text(p->layout, text.p != NULL ? text.p : "", (int)text.n);
	pango_layout_get_size(p->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

/*
 * Draws one broken line by itself, with the space at its end: where the
 * library breaks a line it leaves the space out, and the words on both sides
 * would be read as one.
 */
static void
draw_line(struct page *p, struct str text, double x, double baseline)
{
	pango_layout_set_text(p->line, text.p, (int)text.n);
	cairo_move_to(p->cairo, x, baseline);
	pango_cairo_show_layout_line(p->cairo, pango_layout_get_line_readonly(p->line, 0));
}

/* Draws what measure() was given, each paragraph in a tag of its own:
 * nothing on the page stands outside one. */
static void
draw(struct page *p, const char *tag, double x, double y)
{
	struct str text = str_from_z(pango_layout_get_text(p->layout));
	PangoLayoutIter *i = pango_layout_get_iter(p->layout);
	bool more = true;
	while (more && text.n > 0) {
		size_t start = (size_t)pango_layout_iter_get_line_readonly(i)->start_index;
		double baseline = y + (double)pango_layout_iter_get_baseline(i) / PANGO_SCALE;
		more = pango_layout_iter_next_line(i);
		PangoLayoutLine *next = more ? pango_layout_iter_get_line_readonly(i) : NULL;
		size_t end = more ? (size_t)next->start_index : text.n;
		bool ends = !more || next->is_paragraph_start;
		if (start == 0 || text.p[start - 1] == '\n')
			cairo_tag_begin(p->cairo, tag, NULL);
		draw_line(p, str_cut(text, start, end - start - (more && ends ? 1 : 0)), x, baseline);
		if (ends)
			cairo_tag_end(p->cairo, tag);
	}
	pango_layout_iter_free(i);
}

static void
draw_footer(struct page *p)
{
	if (p->letter->footer.n == 0)
		return;
	measure(p, p->letter->footer, WIDTH, 8, PLAIN);
	draw(p, "P", LEFT, FOOTER);
}

static enum err
next_page(struct page *p)
{
	draw_footer(p);
	if (p->number == PDF_PAGES_MAX)
		return ERR_LIMIT;
	cairo_show_page(p->cairo);
	p->number++;
	p->y = TOP;
	return ERR_OK;
}

/* A block of text, whole on this page or on the next. */
static enum err
put_block(struct page *p, const char *tag, struct str text, double size, enum weight weight, double space)
{
	double height = measure(p, text, WIDTH, size, weight);
	if (height > BOTTOM - TOP)
		return ERR_LIMIT;
	if (p->y + height > BOTTOM) {
		TRY(next_page(p));
		measure(p, text, WIDTH, size, weight);
	}
	draw(p, tag, LEFT, p->y);
	p->y += height + space;
	return ERR_OK;
}

static enum err
put_paragraphs(struct page *p, struct strs paragraphs)
{
	for (size_t i = 0; i < paragraphs.n; i++)
		TRY(put_block(p, "P", paragraphs.v[i], 11, PLAIN, 11));
	return ERR_OK;
}

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
	if (measure(p, text, width, size, PLAIN) > height)
		return ERR_INVALID;
	draw(p, "P", x, y);
	return ERR_OK;
}

static enum err
put_head(struct page *p)
{
	const struct pdf_letter *l = p->letter;
	TRY(put_lines(p, l->sender, LEFT, SENDER_TOP, WIDTH, SENDER_HEIGHT, 9));
	TRY(put_lines(p, l->recipient, LEFT, ADDRESS_TOP, ADDRESS_WIDTH, ADDRESS_HEIGHT, 10.5));
	p->y = DATE_TOP;
	TRY(put_block(p, "P", l->date, 11, PLAIN, 14));
	return put_block(p, "H1", l->subject, 13, BOLD, 14);
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
put_code(struct page *p)
{
	const struct pdf_letter *l = p->letter;
	if (l->code.n == 0)
		return ERR_OK;
	if (p->y + 80 > BOTTOM)
		TRY(next_page(p));
	p->y += 6;
	TRY(put_block(p, "P", group(l->code, p->arena), 24, BOLD, 8));
	return put_block(p, "P", l->web_address, 13, PLAIN, 20);
}

static enum err
put_letter(struct page *p)
{
	TRY(put_head(p));
	TRY(put_paragraphs(p, p->letter->opening));
	TRY(put_code(p));
	TRY(put_paragraphs(p, p->letter->closing));
	draw_footer(p);
	return ERR_OK;
}

/* Points at 72 to the inch, and outlines as designed: the same letter looks
 * the same wherever it is made. */
static PangoContext *
new_context(const struct pdf_letter *l, cairo_t *cairo, PangoFontMap *fonts)
{
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	pango_context_set_language(context, pango_language_from_string(lang_code(l->lang)));
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_cairo_update_context(cairo, context);
	cairo_font_options_destroy(options);
	return context;
}

static enum err
draw_pages(const struct pdf_letter *l, cairo_t *cairo, struct arena *a)
{
	PangoFontMap *fonts = pango_cairo_font_map_new();
	PangoContext *context = new_context(l, cairo, fonts);
	struct page p = { .letter = l, .cairo = cairo, .number = 1, .arena = a };
	p.layout = pango_layout_new(context);
	p.line = pango_layout_new(context);
	pango_layout_set_wrap(p.layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(p.layout, 1.3F);
	cairo_tag_begin(cairo, "Document", NULL);
	enum err e = put_letter(&p);
	cairo_tag_end(cairo, "Document");
	g_object_unref(p.line);
	g_object_unref(p.layout);
	g_object_unref(context);
	g_object_unref(fonts);
	return e;
}

static enum err
draw_file(const struct pdf_letter *l, struct buf *b, struct arena *a)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, b, PAGE_WIDTH, PAGE_HEIGHT);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, str_z(l->title, a));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, str_z(pdf_time(l->created, a), a));
	cairo_t *cairo = cairo_create(surface);
	enum err e = draw_pages(l, cairo, a);
	cairo_surface_finish(surface);
	bool drawn = cairo_status(cairo) == CAIRO_STATUS_SUCCESS &&
	             cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	if (e != ERR_OK)
		return e;
	return drawn && buf_ok(b) ? ERR_OK : ERR_UNAVAILABLE;
}

/* Line ends are ours to place: those of Unicode are refused as well. */
static bool
is_printable(struct str s, bool lines)
{
	if (!str_is_text(s) || str_find(s, STR("\xe2\x80\xa8")) >= 0 || str_find(s, STR("\xe2\x80\xa9")) >= 0 ||
	    str_find(s, STR("\xc2\x85")) >= 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && !(lines && s.p[i] == '\n')) || s.p[i] == 0x7f)
			return false;
	return true;
}

static bool
are_printable(struct strs s, size_t max, bool lines)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_printable(s.v[i], lines))
			return false;
	return s.n <= max;
}

static bool
is_valid(const struct pdf_letter *l)
{
	return l->title.n > 0 && l->title.n <= 200 && is_printable(l->title, false) &&
	       are_printable(l->sender, SENDER_LINES, false) && are_printable(l->recipient, ADDRESS_LINES, false) &&
	       is_printable(l->date, false) && is_printable(l->subject, false) &&
	       are_printable(l->opening, 100, true) && are_printable(l->closing, 100, true) &&
	       (l->code.n == 0 || (l->code.n == 12 && is_printable(l->code, false))) &&
	       is_printable(l->web_address, false) && is_printable(l->footer, false) && l->footer.n <= 120;
}

enum err
pdf_letter(const struct pdf_letter *l, struct arena *a, struct str *ret_pdf)
{
	struct buf b;
	if (!is_valid(l))
		return ERR_INVALID;
	buf_init(&b, FILE_MAX, a);
	TRY(draw_file(l, &b, a));
	return pdf_finish(l, buf_view(&b), a, ret_pdf);
}
