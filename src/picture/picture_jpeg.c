/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

#include "picture_internal.h"

#include "banned.h"

#define MEMORY_MAX (80L << 20) /* a progressive picture stands whole in memory */
#define SCANS_MAX 40           /* cameras make about ten; each goes over the whole picture */
#define QUALITY 85
#define EXIF_MARKER (JPEG_APP0 + 1)
#define EXIF_MAX 65535

static void
on_error(j_common_ptr j)
{
	int code = j->err->msg_code;
	bool memory = code == JERR_OUT_OF_MEMORY || code == JERR_NO_BACKING_STORE;
	remake_fail(j->client_data, memory ? PICTURE_TOO_BIG : PICTURE_BROKEN);
}

/* A warning says that the data is damaged: what would be shown is made up. */
static void
on_message(j_common_ptr j, int level)
{
	if (level < 0)
		remake_fail(j->client_data, PICTURE_BROKEN);
}

static void
on_output(j_common_ptr j)
{
	(void)j;
}

static void
set_errors(struct jpeg_error_mgr *err)
{
	jpeg_std_error(err);
	err->error_exit = on_error;
	err->emit_message = on_message;
	err->output_message = on_output;
}

/* ---- reading ---- */

struct reading {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr err;
	struct jpeg_progress_mgr progress;
	int orientation;
};

/* Between rows and scans: few bytes can ask for very much work. */
static void
on_progress(j_common_ptr j)
{
	const struct jpeg_decompress_struct *jpeg = (const struct jpeg_decompress_struct *)j;
	if (jpeg->input_scan_number > SCANS_MAX)
		remake_fail(j->client_data, PICTURE_TOO_BIG);
	remake_check_time(j->client_data);
}

static void
find_orientation(struct reading *r)
{
	for (jpeg_saved_marker_ptr p = r->jpeg.marker_list; p != NULL; p = p->next)
		if (p->marker == EXIF_MARKER && r->orientation == 1)
			r->orientation = exif_orientation(str_from(p->data, p->data_length));
}

/* The decoder itself can leave out three quarters (and more) of the work. */
static void
set_scale(struct jpeg_decompress_struct *jpeg)
{
	unsigned longest = jpeg->image_width > jpeg->image_height ? jpeg->image_width : jpeg->image_height;
	jpeg->scale_num = 1;
	jpeg->scale_denom = 1;
	while (jpeg->scale_denom < 8 && longest / (jpeg->scale_denom * 2) >= PICTURE_SIDE_MAX)
		jpeg->scale_denom *= 2;
}

static void
start(struct remake *m, struct reading *r)
{
	struct jpeg_decompress_struct *jpeg = &r->jpeg;
	jpeg_create_decompress(jpeg);
	jpeg->mem->max_memory_to_use = MEMORY_MAX;
	r->progress.progress_monitor = on_progress;
	jpeg->progress = &r->progress;
	jpeg_mem_src(jpeg, (const unsigned char *)m->file.p, m->file.n);
	jpeg_save_markers(jpeg, EXIF_MARKER, EXIF_MAX);
	jpeg_read_header(jpeg, TRUE);
	find_orientation(r);
	if (!canvas_init(&m->canvas, jpeg->image_width, jpeg->image_height, m->arena))
		remake_fail(m, PICTURE_TOO_BIG);
	set_scale(jpeg);
	jpeg->out_color_space = JCS_EXT_RGBA;
	jpeg_start_decompress(jpeg);
}

static void
decode(struct remake *m, void *arg)
{
	struct reading *r = arg;
	start(m, r);
	canvas_init(&m->canvas, r->jpeg.output_width, r->jpeg.output_height, m->arena);
	JSAMPROW row = arena_alloc(m->arena, (size_t)r->jpeg.output_width * 4);
	while (r->jpeg.output_scanline < r->jpeg.output_height) {
		jpeg_read_scanlines(&r->jpeg, &row, 1);
		canvas_row(&m->canvas, row);
	}
	canvas_turn(&m->canvas, r->orientation, m->arena);
}

bool
jpeg_decode(struct remake *m)
{
	struct reading r = { .orientation = 1 };
	set_errors(&r.err);
	r.jpeg.err = &r.err;
	r.jpeg.client_data = m;
	m->fault = PICTURE_BROKEN;
	bool good = remake_guard(m, decode, &r);
	jpeg_destroy_decompress(&r.jpeg);
	return good;
}

/* ---- writing ---- */

struct writing {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr err;
	unsigned char *bytes; /* the library's, on the heap */
	unsigned long n;
};

static void
encode(struct remake *m, void *arg)
{
	struct writing *w = arg;
	const struct canvas *c = &m->canvas;
	jpeg_create_compress(&w->jpeg);
	jpeg_mem_dest(&w->jpeg, &w->bytes, &w->n);
	w->jpeg.image_width = (JDIMENSION)c->width;
	w->jpeg.image_height = (JDIMENSION)c->height;
	w->jpeg.input_components = 4;
	w->jpeg.in_color_space = JCS_EXT_RGBX;
	jpeg_set_defaults(&w->jpeg);
	jpeg_set_quality(&w->jpeg, QUALITY, TRUE);
	w->jpeg.optimize_coding = TRUE;
	jpeg_start_compress(&w->jpeg, TRUE);
	while (w->jpeg.next_scanline < w->jpeg.image_height) {
		JSAMPROW row = c->pixels + (size_t)w->jpeg.next_scanline * (size_t)c->width * 4;
		jpeg_write_scanlines(&w->jpeg, &row, 1);
	}
	jpeg_finish_compress(&w->jpeg);
	buf_add(&m->out, w->bytes, w->n);
	if (!buf_ok(&m->out))
		remake_fail(m, PICTURE_TOO_BIG);
}

bool
jpeg_encode(struct remake *m)
{
	struct writing w = { 0 };
	set_errors(&w.err);
	w.jpeg.err = &w.err;
	w.jpeg.client_data = m;
	m->fault = PICTURE_BROKEN;
	bool good = remake_guard(m, encode, &w);
	jpeg_destroy_compress(&w.jpeg);
	free(w.bytes);
	return good;
}
