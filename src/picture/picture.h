/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H
/*
 * Pictures that people upload. What comes in is decoded under limits and made
 * anew: what goes out holds pixels and nothing else, no metadata, no place
 * where it was taken, no file behind the file. PNG and JPEG only; how a
 * camera was held is applied before it is forgotten.
 */
#include "str.h"

#define PICTURE_BYTES_MAX ((size_t)4 << 20)  /* of a file that comes in */
#define PICTURE_PIXELS_MAX INT64_C(24000000) /* before it is decoded: a phone takes 12 to 16 million */
#define PICTURE_SIDE_MAX 1600                /* of what goes out; larger ones are made smaller */
#define PICTURE_TIME_MAX 5000                /* ms */

enum picture_kind { PICTURE_PNG, PICTURE_JPEG };

struct picture {
	enum picture_kind kind;
	int width, height;
	struct str bytes; /* in the arena */
};

enum picture_fault {
	PICTURE_OTHER,   /* neither PNG nor JPEG, whatever its name says */
	PICTURE_BROKEN,  /* does not decode */
	PICTURE_TOO_BIG, /* bytes, pixels, memory or time; as a rule refused before decoding */
};

const char *picture_content_type(enum picture_kind kind);

/* ERR_INVALID: *ret_fault says why. Slow (up to PICTURE_TIME_MAX): not on an
 * event loop. Takes at most about 100 MB while it runs. */
enum err picture_remake(struct str file, struct arena *a, struct picture *ret_picture, enum picture_fault *ret_fault);

#endif
