/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "squares.h"

#include <qrencode.h>

#include "buf.h"

#include "banned.h"

#define EDGE 4 /* squares of white around it, as the standard asks */

struct str
squares_app_address(struct str issuer, struct str email, struct str secret_text, struct arena *a)
{
	struct buf b;
	struct html h = { .out = &b };
	buf_init(&b, 4096, a);
	buf_z(&b, "otpauth://totp/");
	html_url_part_str(&h, issuer);
	buf_z(&b, ":");
	html_url_part_str(&h, email);
	buf_z(&b, "?secret=");
	html_url_part_str(&h, secret_text);
	buf_z(&b, "&issuer=");
	html_url_part_str(&h, issuer);
	return buf_view(&b);
}

/* Runs of dark squares of one row, appended. */
static size_t
row_of(const QRcode *code, int row, struct square *v)
{
	size_t n = 0;
	for (int from = 0; from < code->width;) {
		int to = from;
		while (to < code->width && (code->data[row * code->width + to] & 1) != 0)
			to++;
		if (to > from)
			v[n++] = (struct square){ from + EDGE, row + EDGE, to - from };
		from = to > from ? to : from + 1;
	}
	return n;
}

enum err
squares_make(struct str text, struct arena *a, struct squares *ret_squares, int64_t *ret_size)
{
	QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return ERR_LIMIT;
	size_t width = (size_t)code->width, n = 0;
	struct square *v = ARENA_ARRAY(a, struct square, width * (width / 2 + 1));
	for (int row = 0; row < code->width; row++)
		n += row_of(code, row, v + n);
	*ret_squares = (struct squares){ v, n };
	*ret_size = code->width + 2 * EDGE;
	QRcode_free(code);
	return ERR_OK;
}

struct str
squares_in_fours(struct str s, struct arena *a)
{
	struct buf b;
	buf_init(&b, 200, a);
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, s.p[i]);
	}
	return buf_view(&b);
}
