/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include <png.h>

#include "picture_internal.h"

#include "banned.h"

/* Rows of an interlaced picture come in seven rounds, so it stands whole in memory. */
#define INTERLACED_PIXELS_MAX 4000000

/* ---- chunks ---- */

/* Texts, profiles, times and animations are not even handed to the library. */
static bool
makes_pixels(struct str type)
{
	return str_eq_z(type, "IHDR") || str_eq_z(type, "PLTE") || str_eq_z(type, "tRNS") || str_eq_z(type, "IDAT") ||
	    str_eq_z(type, "IEND");
}

struct str
png_bare(struct str file, struct arena *a)
{
	struct buf b;
	buf_init(&b, file.n + 1, a);
	buf_str(&b, str_cut(file, 0, 8));
	struct str rest = str_cut(file, 8, file.n);
	while (rest.n >= 12) {
		const unsigned char *p = (const unsigned char *)rest.p;
		size_t length = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
		if (length > rest.n - 12)
			return STR_NONE;
		struct str type = str_cut(rest, 4, 4);
		if (makes_pixels(type))
			buf_str(&b, str_cut(rest, 0, length + 12));
		if (str_eq_z(type, "IEND"))
			return buf_view(&b);
		rest = str_cut(rest, length + 12, rest.n);
	}
	return STR_NONE;
}

/* ---- reading ---- */

struct reading {
	png_structp png;
	png_infop info;
	struct str rest;
};

static void
on_error(png_structp png, png_const_charp message)
{
	(void)message;
	remake_fail(png_get_error_ptr(png), PICTURE_BROKEN);
}

static void
on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void
on_read(png_structp png, png_bytep to, png_size_t n)
{
	struct reading *r = png_get_io_ptr(png);
	if (n > r->rest.n)
		png_error(png, "end");
	memcpy(to, r->rest.p, n);
	r->rest = str_cut(r->rest, n, r->rest.n);
}

/* Whatever it is, it becomes red, green, blue and alpha of 8 bits each. */
static void
set_transforms(const struct reading *r)
{
	png_set_expand(r->png);
	png_set_scale_16(r->png);
	png_set_gray_to_rgb(r->png);
	png_set_add_alpha(r->png, 255, PNG_FILLER_AFTER);
}

static void
read_rows(struct remake *m, const struct reading *r, int rounds)
{
	size_t row_size = (size_t)m->canvas.in_width * 4;
	bool whole = rounds > 1;
	unsigned char *rows = arena_alloc(m->arena, row_size * (whole ? (size_t)m->canvas.in_height : 1));
	for (int round = 0; round < rounds; round++)
		for (int y = 0; y < m->canvas.in_height; y++) {
			remake_check_time(m);
			unsigned char *row = rows + (whole ? (size_t)y * row_size : 0);
			png_read_row(r->png, row, NULL);
			if (round == rounds - 1)
				canvas_row(&m->canvas, row);
		}
}

static void
decode(struct remake *m, void *arg)
{
	struct reading *r = arg;
	png_set_user_limits(r->png, (png_uint_32)PICTURE_PIXELS_MAX, (png_uint_32)PICTURE_PIXELS_MAX);
	png_set_chunk_malloc_max(r->png, 1 << 16);
	png_set_read_fn(r->png, r, on_read);
	png_read_info(r->png, r->info);
	int64_t width = png_get_image_width(r->png, r->info), height = png_get_image_height(r->png, r->info);
	bool interlaced = png_get_interlace_type(r->png, r->info) != PNG_INTERLACE_NONE;
	if (!canvas_init(&m->canvas, width, height, m->arena) ||
	    (interlaced && width * height > INTERLACED_PIXELS_MAX))
		remake_fail(m, PICTURE_TOO_BIG);
	set_transforms(r);
	int rounds = png_set_interlace_handling(r->png);
	png_read_update_info(r->png, r->info);
	if (png_get_rowbytes(r->png, r->info) != (size_t)width * 4)
		png_error(r->png, "row");
	read_rows(m, r, rounds);
}

bool
png_decode(struct remake *m)
{
	struct reading r = { .rest = png_bare(m->file, m->arena) };
	m->fault = PICTURE_BROKEN;
	if (r.rest.p == NULL)
		return false;
	r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, m, on_error, on_warning);
	if (r.png == NULL)
		return false;
	r.info = png_create_info_struct(r.png);
	bool good = r.info != NULL && remake_guard(m, decode, &r);
	png_destroy_read_struct(&r.png, &r.info, NULL);
	return good;
}

/* ---- writing ---- */

struct writing {
	png_structp png;
	png_infop info;
};

static void
on_write(png_structp png, png_bytep from, png_size_t n)
{
	struct remake *m = png_get_io_ptr(png);
	buf_add(&m->out, from, n);
	if (!buf_ok(&m->out))
		remake_fail(m, PICTURE_TOO_BIG);
}

static void
on_flush(png_structp png)
{
	(void)png;
}

static void
encode(struct remake *m, void *arg)
{
	const struct writing *w = arg;
	const struct canvas *c = &m->canvas;
	png_set_write_fn(w->png, m, on_write, on_flush);
	png_set_IHDR(w->png, w->info, (png_uint_32)c->width, (png_uint_32)c->height, 8,
	    c->transparent ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	png_write_info(w->png, w->info);
	if (!c->transparent)
		png_set_filler(w->png, 0, PNG_FILLER_AFTER);
	for (int y = 0; y < c->height; y++) {
		remake_check_time(m);
		png_write_row(w->png, c->pixels + (size_t)y * (size_t)c->width * 4);
	}
	png_write_end(w->png, NULL);
}

bool
png_encode(struct remake *m)
{
	struct writing w = { .png = png_create_write_struct(PNG_LIBPNG_VER_STRING, m, on_error, on_warning) };
	m->fault = PICTURE_BROKEN;
	if (w.png == NULL)
		return false;
	w.info = png_create_info_struct(w.png);
	bool good = w.info != NULL && remake_guard(m, encode, &w);
	png_destroy_write_struct(&w.png, &w.info);
	return good;
}
