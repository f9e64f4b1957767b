/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PICTURE_INTERNAL_H
#define PICTURE_INTERNAL_H
/* What the decoders, the canvas and the encoders share. */
#include <setjmp.h>
#include <stdbool.h>

#include "buf.h"
#include "picture.h"

/* Pixels as they come, row by row and each as red, green, blue, alpha; made
 * smaller on the way, so that a large picture is never whole in memory. */
struct canvas {
	int in_width, in_height;
	int width, height;      /* of what comes out */
	unsigned char *pixels;  /* width * height * 4 */
	uint64_t *sums;         /* of the row that is being made: 5 for each pixel */
	int row;                /* input rows taken */
	bool transparent;       /* some pixel lets something through */
};

/* False when the picture is empty or too large to be decoded. */
bool canvas_init(struct canvas *c, int64_t width, int64_t height, struct arena *a);
void canvas_row(struct canvas *c, const unsigned char *rgba);
/* Applies the orientation of an EXIF header, 1 to 8; others change nothing. */
void canvas_turn(struct canvas *c, int orientation, struct arena *a);

/* One file on its way. The libraries leave by longjmp: what must be given
 * back stands here and not in local variables. */
struct remake {
	struct str file;
	struct arena *arena;
	int64_t until; /* clock_mono() */
	struct canvas canvas;
	struct buf out;
	enum picture_fault fault;
	jmp_buf jump;
};

/* Leaves the library's function that is running. */
_Noreturn void remake_fail(struct remake *m, enum picture_fault fault);
void remake_check_time(struct remake *m);
/* Runs it; false when it left by remake_fail. */
bool remake_guard(struct remake *m, void (*run)(struct remake *, void *), void *arg);

/* False with m->fault set. */
bool png_decode(struct remake *m);
bool png_encode(struct remake *m);
bool jpeg_decode(struct remake *m);
bool jpeg_encode(struct remake *m);

/* The orientation that an EXIF header (from "Exif\0\0" on) speaks of; 1 when it speaks of none. */
int exif_orientation(struct str header);

/* Only the chunks that make pixels, in the arena; absent when it is no row of chunks. */
struct str png_bare(struct str file, struct arena *a);

#endif
