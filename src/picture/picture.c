/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture.h"

#include "clock.h"
#include "picture_internal.h"

#include "banned.h"

/* A picture of the largest size with nothing but noise. */
#define OUT_MAX ((size_t)12 << 20)

const char *
picture_content_type(enum picture_kind kind)
{
	return kind == PICTURE_PNG ? "image/png" : "image/jpeg";
}

_Noreturn void
remake_fail(struct remake *m, enum picture_fault fault)
{
	m->fault = fault;
	longjmp(m->jump, 1);
}

void
remake_check_time(struct remake *m)
{
	if (clock_mono() > m->until)
		remake_fail(m, PICTURE_TOO_BIG);
}

bool
remake_guard(struct remake *m, void (*run)(struct remake *, void *), void *arg)
{
	if (setjmp(m->jump) != 0)
		return false;
	run(m, arg);
	return true;
}

/* By its first bytes: a name and a content type say nothing. */
static bool
find_kind(struct str file, enum picture_kind *ret_kind)
{
	if (str_starts(file, STR("\x89PNG\r\n\x1a\n")))
		*ret_kind = PICTURE_PNG;
	else if (str_starts(file, STR("\xff\xd8\xff")))
		*ret_kind = PICTURE_JPEG;
	else
		return false;
	return true;
}

enum err
picture_remake(struct str file, struct arena *a, struct picture *ret_picture, enum picture_fault *ret_fault)
{
	enum picture_kind kind;
	struct remake m = { .file = file, .arena = a, .until = clock_mono() + PICTURE_TIME_MAX };
	if (!find_kind(file, &kind) || file.n > PICTURE_BYTES_MAX) {
		*ret_fault = file.n > PICTURE_BYTES_MAX ? PICTURE_TOO_BIG : PICTURE_OTHER;
		return ERR_INVALID;
	}
	buf_init(&m.out, OUT_MAX, a);
	bool good = kind == PICTURE_PNG ? png_decode(&m) && png_encode(&m) : jpeg_decode(&m) && jpeg_encode(&m);
	if (!good) {
		*ret_fault = m.fault;
		return ERR_INVALID;
	}
	*ret_picture = (struct picture){ kind, m.canvas.width, m.canvas.height, buf_view(&m.out) };
	return ERR_OK;
}
