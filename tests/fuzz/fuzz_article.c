/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* An article. Whatever comes in: what is accepted has a title and only safe
 * text, and what is refused says where. */
#include <assert.h>

#include "article.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct markdown_helpline line = { STR_INIT("112"), STR_INIT("112"), STR_INIT("https://example.org"),
	{ STR_INIT("<b>"), STR_INIT("112") } };
static const struct markdown_helplines helplines = { &line, 1 };

static void
check_groups(const struct article *p)
{
	for (size_t i = 0; i < p->groups.n; i++) {
		assert(str_is_text(p->groups.v[i].text.s) && str_is_text(p->groups.v[i].plain));
		for (size_t j = 0; j < p->groups.v[i].items.n; j++)
			assert(p->groups.v[i].items.v[j].id.n > 0 && str_is_text(p->groups.v[i].items.v[j].text.s));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "x", "victims", "victims/x", "home" };
	struct arena *a = arena_new();
	struct str text = str_from(data, size);
	struct article_context context = { &helplines, STR("nl: waarom heb je\n"), size % 3 == 0 };
	const struct article *p = NULL;
	struct article_faults faults = { NULL, 0 };
	enum err e = article_parse(text, str_from_z(names[size % 4]), LANG_NL, &context, a, &p, &faults);
	assert(e == ERR_OK || (e == ERR_INVALID && faults.n > 0));
	for (size_t i = 0; i < faults.n; i++)
		assert(faults.v[i].line > 0 && str_is_text(faults.v[i].reason.in[LANG_EN]) &&
				str_is_text(faults.v[i].reason.in[LANG_NL]));
	if (p != NULL) {
		assert(p->title.n > 0 && str_find(p->body.s, STR("<script")) < 0 && str_is_text(p->body.s));
		check_groups(p);
	}
	arena_free(a);
	return 0;
}
