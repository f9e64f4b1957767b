/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_page.h"

#include "banned.h"

#define SHEET_WIDTH (210 * MM)
#define SHEET_HEIGHT (297 * MM)
#define FOOTER (280 * MM)
#define FILE_MAX (8u * 1024 * 1024)
#define FONT "DejaVu Sans"

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

double
page_measure(struct page *p, struct str text, double width, double size, enum weight weight)
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

/* Nothing on the page stands outside a tag. */
void
page_draw(struct page *p, const char *tag, double x, double y)
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
	if (p->footer.n == 0)
		return;
	page_measure(p, p->footer, PAGE_WIDTH, 8, PLAIN);
	page_draw(p, "P", PAGE_LEFT, FOOTER);
}

enum err
page_next(struct page *p)
{
	draw_footer(p);
	if (p->number == p->max)
		return ERR_LIMIT;
	cairo_show_page(p->cairo);
	p->number++;
	p->y = PAGE_TOP;
	return ERR_OK;
}

enum err
page_block(struct page *p, const char *tag, struct str text, double size, enum weight weight, double space)
{
	double height = page_measure(p, text, PAGE_WIDTH, size, weight);
	if (height > PAGE_BOTTOM - PAGE_TOP)
		return ERR_LIMIT;
	if (p->y + height > PAGE_BOTTOM) {
		TRY(page_next(p));
		page_measure(p, text, PAGE_WIDTH, size, weight);
	}
	page_draw(p, tag, PAGE_LEFT, p->y);
	p->y += height + space;
	return ERR_OK;
}

enum err
page_paragraphs(struct page *p, struct strs paragraphs)
{
	for (size_t i = 0; i < paragraphs.n; i++)
		TRY(page_block(p, "P", paragraphs.v[i], 11, PLAIN, 11));
	return ERR_OK;
}

/* Points at 72 to the inch, and outlines as designed: the same document looks
 * the same wherever it is made. */
static PangoContext *
new_context(const struct pdf_document *d, cairo_t *cairo, PangoFontMap *fonts)
{
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	pango_context_set_language(context, pango_language_from_string(lang_code(d->lang)));
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_cairo_update_context(cairo, context);
	cairo_font_options_destroy(options);
	return context;
}

static enum err
draw_pages(const struct pdf_document *d, cairo_t *cairo, struct page *p, page_put_fn *put, const void *what)
{
	PangoFontMap *fonts = pango_cairo_font_map_new();
	PangoContext *context = new_context(d, cairo, fonts);
	p->cairo = cairo;
	p->layout = pango_layout_new(context);
	p->line = pango_layout_new(context);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(p->layout, 1.3F);
	cairo_tag_begin(cairo, "Document", NULL);
	enum err e = put(p, what);
	if (e == ERR_OK)
		draw_footer(p);
	cairo_tag_end(cairo, "Document");
	g_object_unref(p->line);
	g_object_unref(p->layout);
	g_object_unref(context);
	g_object_unref(fonts);
	return e;
}

static enum err
draw_file(const struct pdf_document *d, struct page *p, page_put_fn *put, const void *what, struct buf *b)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, b, SHEET_WIDTH, SHEET_HEIGHT);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, str_z(d->title, p->arena));
	cairo_pdf_surface_set_metadata(
	    surface, CAIRO_PDF_METADATA_CREATE_DATE, str_z(pdf_time(d->created, p->arena), p->arena));
	cairo_t *cairo = cairo_create(surface);
	enum err e = draw_pages(d, cairo, p, put, what);
	cairo_surface_finish(surface);
	bool drawn = cairo_status(cairo) == CAIRO_STATUS_SUCCESS &&
	             cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	if (e != ERR_OK)
		return e;
	return drawn && buf_ok(b) ? ERR_OK : ERR_UNAVAILABLE;
}

enum err
page_file(const struct pdf_document *d, struct str footer, int max, page_put_fn *put, const void *what,
    struct arena *a, struct str *ret_pdf)
{
	struct page p = { .footer = footer, .y = PAGE_TOP, .number = 1, .max = max, .arena = a };
	struct buf b;
	buf_init(&b, FILE_MAX, a);
	TRY(draw_file(d, &p, put, what, &b));
	return pdf_finish(d, buf_view(&b), a, ret_pdf);
}

/* Line ends are ours to place: those of Unicode are refused as well. */
bool
page_is_printable(struct str s, bool lines)
{
	if (!str_is_text(s) || str_find(s, STR("\xe2\x80\xa8")) >= 0 || str_find(s, STR("\xe2\x80\xa9")) >= 0 ||
	    str_find(s, STR("\xc2\x85")) >= 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && !(lines && s.p[i] == '\n')) || s.p[i] == 0x7f)
			return false;
	return true;
}

bool
page_are_printable(struct strs s, size_t max, bool lines)
{
	for (size_t i = 0; i < s.n; i++)
		if (!page_is_printable(s.v[i], lines))
			return false;
	return s.n <= max;
}
