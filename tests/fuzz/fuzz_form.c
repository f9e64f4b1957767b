/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* An urlencoded body: what comes out is text, and escaped again it reads the same. */
#include <stdlib.h>

#include "http.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_again(const struct http_fields *f, struct arena *a)
{
	struct http_fields again;
	struct buf b;
	buf_init(&b, (size_t)1 << 24, a);
	for (size_t i = 0; i < f->n; i++) {
		if (!str_is_text(f->v[i].name) || !str_is_text(f->v[i].value))
			abort();
		http_escape(&b, f->v[i].name);
		buf_char(&b, '=');
		http_escape(&b, f->v[i].value);
		buf_char(&b, '&');
	}
	if (http_parse_form(buf_view(&b), f->n, a, &again) != ERR_OK || again.n != f->n)
		abort();
	for (size_t i = 0; i < f->n; i++)
		if (!str_eq(f->v[i].name, again.v[i].name) || !str_eq(f->v[i].value, again.v[i].value))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct http_fields f;
	if (http_parse_form(str_from(data, size), 100, a, &f) == ERR_OK)
		check_again(&f, a);
	arena_free(a);
	return 0;
}
