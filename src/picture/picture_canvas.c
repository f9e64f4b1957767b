/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "picture_internal.h"

#include "banned.h"

static int
at_most_side(int64_t side, int64_t longest)
{
	if (longest <= PICTURE_SIDE_MAX)
		return (int)side;
	int64_t n = side * PICTURE_SIDE_MAX / longest;
	return n < 1 ? 1 : (int)n;
}

bool
canvas_init(struct canvas *c, int64_t width, int64_t height, struct arena *a)
{
	if (width < 1 || height < 1 || width > PICTURE_PIXELS_MAX || height > PICTURE_PIXELS_MAX / width)
		return false;
	int64_t longest = width > height ? width : height;
	*c = (struct canvas){
		.in_width = (int)width,
		.in_height = (int)height,
		.width = at_most_side(width, longest),
		.height = at_most_side(height, longest),
	};
	c->pixels = arena_array(a, (size_t)c->width * (size_t)c->height, 4);
	c->sums = ARENA_ARRAY(a, uint64_t, (size_t)c->width * 5);
	return true;
}

/* A pixel that is half there counts half. */
static void
take_row(struct canvas *c, const unsigned char *rgba)
{
	for (int64_t x = 0; x < c->in_width; x++) {
		const unsigned char *p = rgba + x * 4;
		uint64_t *sum = c->sums + x * c->width / c->in_width * 5;
		for (int k = 0; k < 3; k++)
			sum[k] += (uint64_t)p[k] * p[3];
		sum[3] += p[3];
		sum[4]++;
		if (p[3] != 255)
			c->transparent = true;
	}
}

static void
give_row(struct canvas *c, int row)
{
	unsigned char *p = c->pixels + (size_t)row * (size_t)c->width * 4;
	for (int x = 0; x < c->width; x++, p += 4) {
		const uint64_t *sum = c->sums + (size_t)x * 5;
		for (int k = 0; k < 3; k++)
			p[k] = (unsigned char)(sum[3] == 0 ? 0 : (sum[k] + sum[3] / 2) / sum[3]);
		p[3] = (unsigned char)(sum[4] == 0 ? 0 : (sum[3] + sum[4] / 2) / sum[4]);
	}
	memset(c->sums, 0, (size_t)c->width * 5 * sizeof c->sums[0]);
}

static int
row_of(const struct canvas *c, int64_t row)
{
	return (int)(row * c->height / c->in_height);
}

void
canvas_row(struct canvas *c, const unsigned char *rgba)
{
	if (c->row >= c->in_height)
		return;
	take_row(c, rgba);
	int now = row_of(c, c->row++);
	if (row_of(c, c->row) != now)
		give_row(c, now);
}

/* Where pixel (x, y) of the turned picture came from; EXIF 2.32, 4.6.4 A. */
static size_t
source_of(const struct canvas *c, int orientation, int x, int y)
{
	int w = c->width, h = c->height;
	int from_x = x, from_y = y;
	if (orientation >= 5) {
		from_x = y;
		from_y = x;
	}
	if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
		from_x = w - 1 - from_x;
	if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
		from_y = h - 1 - from_y;
	return ((size_t)from_y * (size_t)w + (size_t)from_x) * 4;
}

void
canvas_turn(struct canvas *c, int orientation, struct arena *a)
{
	if (orientation < 2 || orientation > 8)
		return;
	int width = orientation >= 5 ? c->height : c->width, height = orientation >= 5 ? c->width : c->height;
	unsigned char *pixels = arena_raw(a, (size_t)width * (size_t)height * 4);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			memcpy(pixels + ((size_t)y * (size_t)width + (size_t)x) * 4,
			    c->pixels + source_of(c, orientation, x, y), 4);
	c->pixels = pixels;
	c->width = width;
	c->height = height;
}
