/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Public files. A drawing that is accepted has nothing that acts or leads out. */
#include <assert.h>

#include "filetype.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_drawing(struct str svg, struct arena *a)
{
	static const char *const never[] = { "<script", "<foreignobject", "<image", "<a ", "<animate", "<!doctype",
		"<![cdata",
		"@import" };
	struct str lower = str_lower(svg, a);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		ptrdiff_t at = str_find(lower, str_from_z(never[i]));
		/* only in a comment, where it is words */
		assert(at < 0 || str_find(str_cut(lower, 0, (size_t)at), STR("<!--")) >= 0 ||
			str_find(lower, STR("<title")) >= 0 || str_find(lower,
				STR("<desc")) >= 0 || never[i][0] == '@');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = str_from(data, size);
	struct msg_said reason = { 0 };
	int line = 0;
	const struct filetype *t;
	for (size_t i = 0; (t = filetype_at(i)) != NULL; i++) {
		enum err e = filetype_check(t, bytes, a, &line, &reason);
		assert(e == ERR_OK || (e == ERR_INVALID && line > 0 && reason.in[LANG_EN].n > 0));
		if (e == ERR_OK && str_eq_z(str_from_z(t->ending), "svg"))
			check_drawing(bytes, a);
	}
	arena_free(a);
	return 0;
}
