/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "escape.h"

#include "banned.h"

static enum err
parse_pair(struct str pair, struct arena *a, struct http_field *f)
{
	struct str value = pair, name;
	str_split(&value, '=', &name);
	TRY(escape_decode(name, true, a, &f->name));
	return escape_decode(value, true, a, &f->value);
}

static size_t
count_pairs(struct str s)
{
	size_t count = 0;
	struct str pair;
	while (str_split(&s, '&', &pair))
		count += pair.n > 0;
	return count;
}

enum err
http_parse_form(struct str body, size_t max_fields, struct arena *a, struct http_fields *ret_fields)
{
	size_t count = count_pairs(body), n = 0;
	if (count > max_fields)
		return ERR_LIMIT;
	struct http_field *v = ARENA_ARRAY(a, struct http_field, count);
	struct str pair;
	while (str_split(&body, '&', &pair))
		if (pair.n > 0)
			TRY(parse_pair(pair, a, &v[n++]));
	*ret_fields = (struct http_fields){ v, n };
	return ERR_OK;
}

struct str
http_field(const struct http_fields *f, const char *name)
{
	struct str wanted = str_from_z(name);
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i].name, wanted))
			return f->v[i].value;
	return STR_NONE;
}
