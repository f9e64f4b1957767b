/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Two Cookie headers, one a line: a cookie that was found stands in one of them. */
#include <stdlib.h>

#include "http.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str second = { (const char *)data, size }, first = { (const char *)data, 0 };
	str_split(&second, '\n', &first);
	struct http_header h[] = { { STR("Cookie"), first }, { STR("cookie"), second } };
	struct http_request r = { .headers = h, .header_count = 2 };
	static const char *const names[] = { "__Host-session", "a", "" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str value = http_cookie(&r, names[i]);
		if (value.p != NULL && str_find_char(value, ';') >= 0)
			abort();
		if (value.n > 0 && str_find(first, value) < 0 && str_find(second, value) < 0)
			abort();
	}
	return 0;
}
