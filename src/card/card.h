/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CARD_H
#define CARD_H
/*
 * The picture that neighbourhood apps and the like show with a link: 1200 by
 * 630 points (Open Graph), PNG, with words on it and the mark.
 */
#include "lang.h"
#include "str.h"

#define CARD_WIDTH 1200
#define CARD_HEIGHT 630

struct card {
	enum lang lang;
	struct str title; /* at most 200 bytes; long ones in smaller letters */
	struct str text;  /* one sentence below it; may be absent */
	struct str site;  /* name of the organisation, at the foot */
	struct str line;  /* below it: "free, for everybody" */
};

/* ERR_INVALID when a text is not UTF-8 or too long; ERR_UNAVAILABLE when there
 * is no font. The same card gives the same bytes. Some hundredths of a second;
 * any thread. */
enum err card_png(const struct card *c, struct arena *a, struct str *ret_png);

#endif
