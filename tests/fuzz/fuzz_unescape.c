/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Any text survives escaping; what unescapes is text. */
#include <stdlib.h>

#include "http.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str in = str_from(data, size), out = STR_NONE;
	struct buf b;
	if (http_unescape(in, a, &out) == ERR_OK && (!str_is_text(out) || out.n > in.n))
		abort();
	buf_init(&b, (size_t)1 << 24, a);
	http_escape(&b, in);
	bool came_back = http_unescape(buf_view(&b), a, &out) == ERR_OK;
	if (came_back != str_is_text(in) || (came_back && !str_eq(in, out)))
		abort();
	arena_free(a);
	return 0;
}
