/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* A content type, a line end, and a body. */
#include <stdlib.h>

#include "http.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct http_fields *f, struct str body)
{
	size_t total = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct http_field *field = &f->v[i];
		if (field->name.p == NULL || !str_is_text(field->name))
			abort();
		if (field->file_name.p == NULL && !str_is_text(field->value))
			abort();
		total += field->value.n;
	}
	if (total > body.n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str body = { (const char *)data, size }, type;
	struct http_fields f;
	if (str_split(&body, '\n', &type) && http_parse_multipart(type, body, 20, a, &f) == ERR_OK)
		check(&f, body);
	arena_free(a);
	return 0;
}
