/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "random.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "banned.h"

void
random_bytes(void *ret_bytes, size_t n)
{
	unsigned char *p = ret_bytes;
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort();
		p += got;
		n -= (size_t)got;
	}
}
