/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jpeglib.h>
#include <png.h>

#include "picture.h"
#include "picture_internal.h"

#include "banned.h"

/* ---- pictures to try it with ---- */

static unsigned char *
striped(int width, int height, int channels, struct arena *a)
{
	unsigned char *p = arena_array(a, (size_t)width * (size_t)height, (size_t)channels);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			unsigned char *pixel = p + ((size_t)y * (size_t)width + (size_t)x) * (size_t)channels;
			pixel[y < height / 2 ? 0 : 2] = 250; /* red above, blue below */
			if (channels == 4)
				pixel[3] = x == 0 ? 0 : 255;
		}
	return p;
}

static struct str
jpeg_of(int width, int height, struct str exif, struct arena *a)
{
	struct jpeg_compress_struct j = { 0 };
	struct jpeg_error_mgr err;
	unsigned char *bytes = NULL, *pixels = striped(width, height, 3, a);
	unsigned long n = 0;
	j.err = jpeg_std_error(&err);
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &bytes, &n);
	j.image_width = (JDIMENSION)width;
	j.image_height = (JDIMENSION)height;
	j.input_components = 3;
	j.in_color_space = JCS_RGB;
	jpeg_set_defaults(&j);
	jpeg_start_compress(&j, TRUE);
	if (exif.n > 0)
		jpeg_write_marker(&j, JPEG_APP0 + 1, (const JOCTET *)exif.p, (unsigned)exif.n);
	jpeg_write_marker(&j, JPEG_COM, (const JOCTET *)"secret comment", 14);
	while (j.next_scanline < j.image_height) {
		JSAMPROW row = pixels + (size_t)j.next_scanline * (size_t)width * 3;
		jpeg_write_scanlines(&j, &row, 1);
	}
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	struct str file = str_dup(str_from(bytes, n), a);
	free(bytes);
	return file;
}

static void
write_png(png_structp png, png_bytep from, png_size_t n)
{
	buf_add(png_get_io_ptr(png), from, n);
}

static struct str
png_of(int width, int height, int interlace, struct arena *a)
{
	struct buf b;
	char key[] = "Location", value[] = "52.3,4.9 secret";
	png_text text = { .compression = PNG_TEXT_COMPRESSION_NONE, .key = key, .text = value };
	buf_init(&b, 1 << 24, a);
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	unsigned char *pixels = striped(width, height, 4, a);
	png_bytep *rows = ARENA_ARRAY(a, png_bytep, (size_t)height);
	for (int y = 0; y < height; y++)
		rows[y] = pixels + (size_t)y * (size_t)width * 4;
	png_set_write_fn(png, &b, write_png, NULL);
	png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGBA, interlace,
	    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_text(png, info, &text, 1);
	png_set_rows(png, info, rows);
	png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	png_destroy_write_struct(&png, &info);
	return buf_view(&b);
}

/* "Exif\0\0", a TIFF head, one directory: the orientation, and where it was. */
static struct str
exif_of(int orientation, bool big, struct arena *a)
{
	static const char little[] = "Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
	static const char large[] = "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
	struct buf b;
	buf_init(&b, 1000, a);
	buf_add(&b, big ? large : little, sizeof little - 1);
	b.p[big ? 25 : 24] = (char)orientation;
	buf_z(&b, "GPSLatitude 52.0907 N");
	return buf_view(&b);
}

static bool
holds(struct str s, const char *words)
{
	return str_find(s, str_from_z(words)) >= 0;
}

static struct str
joined(struct str x, struct str y, struct arena *a)
{
	struct buf b;
	buf_init(&b, x.n + y.n + 1, a);
	buf_str(&b, x);
	buf_str(&b, y);
	return buf_view(&b);
}

static struct picture
remade(struct str file, struct arena *a)
{
	struct picture p = { 0 };
	enum picture_fault fault;
	assert_int_equal(picture_remake(file, a, &p, &fault), ERR_OK);
	return p;
}

static void
expect_fault(struct str file, enum picture_fault wanted)
{
	struct arena *a = arena_new();
	struct picture p;
	enum picture_fault fault = PICTURE_OTHER;
	assert_int_equal(picture_remake(file, a, &p, &fault), ERR_INVALID);
	assert_int_equal(fault, wanted);
	arena_free(a);
}

/* The pixel of a picture that comes out, by decoding it once more. */
static const unsigned char *
pixel(const struct picture *p, int x, int y, struct arena *a)
{
	struct remake m = { .file = p->bytes, .arena = a, .until = INT64_MAX };
	buf_init(&m.out, 1 << 20, a);
	assert_true(p->kind == PICTURE_PNG ? png_decode(&m) : jpeg_decode(&m));
	return m.canvas.pixels + ((size_t)y * (size_t)m.canvas.width + (size_t)x) * 4;
}

/* ---- what goes out ---- */

static void
pixels_stay_and_the_rest_goes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int interlace = 0; interlace < 2; interlace++) {
		struct str file = png_of(40, 20, interlace, a);
		assert_true(holds(file, "secret"));
		struct picture p = remade(joined(file, STR("<script>alert(1)</script>"), a), a);
		assert_int_equal(p.kind, PICTURE_PNG);
		assert_int_equal(p.width, 40);
		assert_int_equal(p.height, 20);
		assert_false(holds(p.bytes, "secret") || holds(p.bytes, "script") || holds(p.bytes, "tEXt"));
		assert_memory_equal(pixel(&p, 7, 2, a), "\xfa\0\0\xff", 4);
		assert_memory_equal(pixel(&p, 7, 15, a), "\0\0\xfa\xff", 4);
		assert_int_equal(pixel(&p, 0, 15, a)[3], 0);
	}
	arena_free(a);
}

static void
a_photo_forgets_where_it_was(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str file = jpeg_of(64, 32, exif_of(1, false, a), a);
	assert_true(holds(file, "GPSLatitude") && holds(file, "secret"));
	struct picture p = remade(joined(file, STR("PK\x03\x04 <?php ?>"), a), a);
	assert_int_equal(p.kind, PICTURE_JPEG);
	assert_int_equal(p.width, 64);
	assert_false(holds(p.bytes, "GPS") || holds(p.bytes, "Exif") || holds(p.bytes, "secret"));
	assert_false(holds(p.bytes, "php"));
	arena_free(a);
}

/* Red above, blue below: where each orientation puts the red. */
static void
a_photo_stands_upright(void **state)
{
	(void)state;
	static const struct {
		int width, height, x, y; /* a place that must be red */
	} wanted[] = {
		{ 64, 32, 32, 4 }, { 64, 32, 32, 4 }, { 64, 32, 32, 28 }, { 64, 32, 32, 28 },
		{ 32, 64, 4, 32 }, { 32, 64, 28, 32 }, { 32, 64, 28, 32 }, { 32, 64, 4, 32 },
	};
	struct arena *a = arena_new();
	for (int i = 0; i < 16; i++) {
		struct str file = jpeg_of(64, 32, exif_of(i % 8 + 1, i >= 8, a), a);
		struct picture p = remade(file, a);
		assert_int_equal(p.width, wanted[i % 8].width);
		assert_int_equal(p.height, wanted[i % 8].height);
		const unsigned char *red = pixel(&p, wanted[i % 8].x, wanted[i % 8].y, a);
		assert_true(red[0] > 200 && red[2] < 60);
	}
	arena_free(a);
}

static void
large_ones_become_smaller(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct picture p = remade(jpeg_of(4000, 3000, STR_NONE, a), a);
	assert_int_equal(p.width, 1600);
	assert_int_equal(p.height, 1200);
	p = remade(png_of(3201, 2, 0, a), a);
	assert_int_equal(p.width, 1600);
	assert_int_equal(p.height, 1);
	p = remade(png_of(1, 1, 0, a), a);
	assert_int_equal(p.width, 1);
	arena_free(a);
}

/* ---- what does not come in ---- */

static void
what_is_no_picture_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	expect_fault(STR(""), PICTURE_OTHER);
	expect_fault(STR("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), PICTURE_OTHER);
	expect_fault(STR("GIF89a\x01\0\x01\0"), PICTURE_OTHER);
	expect_fault(STR("<html><script>alert(1)</script>"), PICTURE_OTHER);
	expect_fault(STR("\x89PNG\r\n\x1a\n<html><script>alert(1)</script>"), PICTURE_BROKEN);
	expect_fault(STR("\xff\xd8\xff\xe0<script>alert(1)</script>"), PICTURE_BROKEN);
	char *large = arena_alloc(a, PICTURE_BYTES_MAX + 1);
	memcpy(large, "\x89PNG\r\n\x1a\n", 8);
	expect_fault(str_from(large, PICTURE_BYTES_MAX + 1), PICTURE_TOO_BIG);
	arena_free(a);
}

/* A few bytes that say they are very large: nothing is decoded. */
static void
bombs_are_refused_before_decoding(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* IHDR of 30,000 by 30,000, with the check sum that belongs to it */
	static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0"
	                          "\x66\x27\xf8\xba\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82";
	expect_fault(str_from(png, sizeof png - 1), PICTURE_TOO_BIG);
	struct str jpeg = jpeg_of(16, 16, STR_NONE, a);
	char *p = str_z(jpeg, a);
	ptrdiff_t sof = str_find(jpeg, STR("\xff\xc0\0\x11\x08"));
	assert_true(sof > 0);
	memcpy(p + sof + 5, "\xea\x60\xea\x60", 4); /* 60,000 by 60,000 */
	expect_fault(str_from(p, jpeg.n), PICTURE_TOO_BIG);
	arena_free(a);
}

static void
every_cut_is_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str png = png_of(12, 9, 1, a), jpeg = jpeg_of(24, 24, exif_of(6, true, a), a);
	for (size_t n = 8; n < png.n; n++)
		expect_fault(str_cut(png, 0, n), PICTURE_BROKEN);
	for (size_t n = 3; n + 2 < jpeg.n; n++)
		expect_fault(str_cut(jpeg, 0, n), PICTURE_BROKEN);
	arena_free(a);
}

static void
an_exif_header_may_be_anything(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str good = exif_of(6, false, a);
	assert_int_equal(exif_orientation(good), 6);
	assert_int_equal(exif_orientation(exif_of(9, true, a)), 1);
	assert_int_equal(exif_orientation(STR("")), 1);
	for (size_t n = 0; n < 24; n++)
		assert_int_equal(exif_orientation(str_cut(good, 0, n)), 1);
	assert_int_equal(exif_orientation(STR("Exif\0\0II\x2a\0\xff\xff\xff\xff")), 1);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pixels_stay_and_the_rest_goes),
		cmocka_unit_test(a_photo_forgets_where_it_was),
		cmocka_unit_test(a_photo_stands_upright),
		cmocka_unit_test(large_ones_become_smaller),
		cmocka_unit_test(what_is_no_picture_is_refused),
		cmocka_unit_test(bombs_are_refused_before_decoding),
		cmocka_unit_test(every_cut_is_refused),
		cmocka_unit_test(an_exif_header_may_be_anything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
