/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* How the camera was held: one tag of the first directory of an EXIF header (a TIFF file, TIFF 6.0 section 2). */
#include "picture_internal.h"

#include "banned.h"

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

struct tiff {
	struct str bytes;
	bool big; /* the high byte first */
};

/* A number of n bytes; 0 beyond the end. */
static uint32_t
number(const struct tiff *t, size_t at, size_t n)
{
	uint32_t v = 0;
	if (at > t->bytes.n || n > t->bytes.n - at)
		return 0;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | (unsigned char)t->bytes.p[t->big ? at + i : at + n - 1 - i];
	return v;
}

int
exif_orientation(struct str header)
{
	if (!str_starts(header, STR("Exif\0\0")))
		return 1;
	struct tiff t = { .bytes = str_cut(header, 6, header.n) };
	t.big = str_starts(t.bytes, STR("MM"));
	if (!t.big && !str_starts(t.bytes, STR("II")))
		return 1;
	size_t directory = number(&t, 4, 4);
	uint32_t entries = number(&t, directory, 2);
	for (uint32_t i = 0; i < entries && i < 200; i++) {
		size_t entry = directory + 2 + (size_t)i * 12;
		if (number(&t, entry, 2) != TAG_ORIENTATION || number(&t, entry + 2, 2) != TYPE_SHORT)
			continue;
		uint32_t v = number(&t, entry + 8, 2);
		return v >= 1 && v <= 8 ? (int)v : 1;
	}
	return 1;
}
