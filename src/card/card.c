/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "card.h"

#include <pango/pangocairo.h>

#include "buf.h"

#include "banned.h"

#define MARGIN 80.0
#define FONT "DejaVu Sans"
#define PNG_MAX ((size_t)2 << 20)
#define TITLE_MAX 200
#define TEXT_MAX 800
#define TITLE_HEIGHT 260
#define FOOT (CARD_HEIGHT - 124)

struct colour {
	double r, g, b;
};

/* The colours of the look (web/theme.css). */
static const struct colour paper = { 0.984, 0.976, 0.961 }, petrol = { 0.043, 0.310, 0.361 },
	ink = { 0.106, 0.165, 0.192 }, sand = { 0.902, 0.780, 0.600 }, warm = { 0.690, 0.475, 0.227 };

struct drawing {
	cairo_t *cairo;
	PangoLayout *layout;
};

static cairo_status_t
take_bytes(void *context, const unsigned char *p, unsigned n)
{
	struct buf *b = context;
	buf_add(b, p, n);
	return buf_ok(b) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
set_colour(const struct drawing *d, struct colour c)
{
	cairo_set_source_rgb(d->cairo, c.r, c.g, c.b);
}

/* Sets a text and gives its height. */
static double
set_text(const struct drawing *d, struct str text, double size, bool bold)
{
	int height;
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(d->layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(d->layout, (int)((CARD_WIDTH - 2 * MARGIN) * PANGO_SCALE));
	pango_layout_set_text(d->layout, text.p != NULL ? text.p : "", (int)text.n);
	pango_layout_get_size(d->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static void
show(const struct drawing *d, double x, double y, struct colour c)
{
	set_colour(d, c);
	cairo_move_to(d->cairo, x, y);
	pango_cairo_show_layout(d->cairo, d->layout);
}

/* In the largest letters with which it takes no more than its room; where it ends. */
static double
put_title(const struct drawing *d, struct str title, double y)
{
	double size = 84, height = set_text(d, title, size, true);
	while (height > TITLE_HEIGHT && size > 40) {
		size -= 4;
		height = set_text(d, title, size, true);
	}
	show(d, MARGIN, y, petrol);
	return y + height;
}

static void
put_circle(const struct drawing *d, struct colour c, double x, double y, double radius)
{
	set_colour(d, c);
	cairo_arc(d->cairo, x, y, radius, 0, 2 * G_PI);
	cairo_fill(d->cairo);
}

/* The mark (web/mark.svg): somebody, and somebody near. */
static void
put_foot(const struct drawing *d, const struct card *c)
{
	set_colour(d, sand);
	cairo_rectangle(d->cairo, 0, CARD_HEIGHT - 16, CARD_WIDTH, 16);
	cairo_fill(d->cairo);
	put_circle(d, warm, MARGIN + 48, FOOT + 36, 20);
	put_circle(d, petrol, MARGIN + 26, FOOT + 36, 26);
	set_text(d, c->site, 34, true);
	show(d, MARGIN + 92, FOOT, ink);
	set_text(d, c->line, 24, false);
	show(d, MARGIN + 92, FOOT + 44, ink);
}

static void
draw(const struct drawing *d, const struct card *c)
{
	set_colour(d, paper);
	cairo_paint(d->cairo);
	double y = put_title(d, c->title, 90) + 28;
	if (c->text.n > 0 && set_text(d, c->text, 36, false) < FOOT - 20 - y)
		show(d, MARGIN, y, ink);
	put_foot(d, c);
}

/* The same pixels wherever it is made. */
static PangoContext *
new_context(const struct card *c, cairo_t *cairo, PangoFontMap *fonts)
{
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_context_set_language(context, pango_language_from_string(lang_code(c->lang)));
	pango_cairo_update_context(cairo, context);
	cairo_font_options_destroy(options);
	return context;
}

static bool
is_valid(const struct card *c)
{
	return str_is_text(c->title) && str_is_text(c->text) && str_is_text(c->site) && str_is_text(c->line) &&
	       c->title.n > 0 && c->title.n <= TITLE_MAX && c->text.n <= TEXT_MAX && c->site.n <= TITLE_MAX &&
	       c->line.n <= TITLE_MAX;
}

enum err
card_png(const struct card *c, struct arena *a, struct str *ret_png)
{
	struct buf b;
	if (!is_valid(c))
		return ERR_INVALID;
	buf_init(&b, PNG_MAX, a);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CARD_WIDTH, CARD_HEIGHT);
	struct drawing d = { .cairo = cairo_create(surface) };
	PangoFontMap *fonts = pango_cairo_font_map_new();
	PangoContext *context = new_context(c, d.cairo, fonts);
	d.layout = pango_layout_new(context);
	pango_layout_set_wrap(d.layout, PANGO_WRAP_WORD_CHAR);
	draw(&d, c);
	cairo_status_t status = cairo_surface_write_to_png_stream(surface, take_bytes, &b);
	g_object_unref(d.layout);
	g_object_unref(context);
	g_object_unref(fonts);
	cairo_destroy(d.cairo);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS || !buf_ok(&b))
		return ERR_UNAVAILABLE;
	*ret_png = buf_view(&b);
	return ERR_OK;
}
