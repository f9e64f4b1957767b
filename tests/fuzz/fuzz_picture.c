/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* A file that somebody uploads; what was made of it must be fine in its turn. */
#include <stdlib.h>

#include "picture.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct picture p, again;
	enum picture_fault fault;
	if (picture_remake(str_from(data, size), a, &p, &fault) == ERR_OK) {
		if (p.width < 1 || p.height < 1 || p.width > PICTURE_SIDE_MAX || p.height > PICTURE_SIDE_MAX)
			abort();
		bool small = p.bytes.n <= PICTURE_BYTES_MAX;
		if (small && (picture_remake(p.bytes, a, &again, &fault) != ERR_OK || again.width != p.width))
			abort();
	}
	arena_free(a);
	return 0;
}
