/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "random.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "banned.h"

static void
from_kernel(void *ret_bytes, size_t n)
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

/* Each thread keeps a few bytes ahead, so that a form_id costs no system call.
 * What was handed out is wiped. A fork must exec before it asks for any. */
#define AHEAD 512
static _Thread_local struct {
	unsigned char b[AHEAD];
	size_t left;
} ahead;

void
random_bytes(void *ret_bytes, size_t n)
{
	if (n > AHEAD / 4) {
		from_kernel(ret_bytes, n);
		return;
	}
	if (ahead.left < n) {
		from_kernel(ahead.b, AHEAD);
		ahead.left = AHEAD;
	}
	ahead.left -= n;
	memcpy(ret_bytes, ahead.b + ahead.left, n);
	memset(ahead.b + ahead.left, 0, n);
}
