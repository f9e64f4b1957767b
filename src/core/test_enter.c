/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "device.h"
#include "enter.h"
#include "test_house.h"

#include "banned.h"

static struct str
next_of(struct house *h, const char *value)
{
	struct web *web = house_web(h);
	house_add_field(web, "next", str_from_z(value));
	return enter_next(web);
}

/* Who is led back is led to a page of this site and nowhere else. */
static void
only_own_paths_lead_back(void **state)
{
	struct house *h = *state;
	static const char *const own[] = {
		"/", "/account", "/work/client/06f?part=2&x=%20", "/a,b:c", "/a-b_c~d.e+f=g",
	};
	static const char *const foreign[] = {
		"", "x", "//evil.example", "/\\evil.example", "\\evil", "https://evil.example/", "/a b",
		"/a\r\nSet-Cookie:x",
		"/a\"b", "/<b>", "/a#b", "javascript:alert(1)", "/\xc3\xa9",
	};
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		assert_str(next_of(h, own[i]), own[i]);
	for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
		assert_null(next_of(h, foreign[i]).p);
	char *wide = arena_alloc(h->arena, 502);
	for (size_t i = 0; i < 501; i++)
		wide[i] = '/' + (i > 0);
	wide[501] = '\0';
	assert_null(next_of(h, wide).p);
	wide[500] = '\0';
	assert_non_null(next_of(h, wide).p);
	assert_null(enter_next(house_web(h)).p);
}

static void
the_way_back_is_one_value(void **state)
{
	struct house *h = *state;
	struct web *web = house_web(h);
	web->path = STR("/work/client/06f");
	assert_str(enter_back(web), "?next=/work/client/06f");
	web->x->request.query = STR("a=1&b=%20");
	assert_str(enter_back(web), "?next=/work/client/06f%3Fa%3D1%26b%3D%2520");
	web->x->request.query = STR("a=<b>");
	assert_str(enter_back(web), "");
}

static void
devices_are_kinds(void **state)
{
	struct house *h = *state;
	static const struct {
		const char *agent, *device;
	} known[] = {
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
		    "Firefox, Windows" },
		{ "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
		    "Chrome, Android" },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1",
		    "Safari, iPhone" },
		{ "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0 Safari/537.36 Edg/130.0", "Edge, Linux" },
		{ "curl/8", "" }, { "Windows", "Windows" }, { "Firefox/1", "Firefox" }, { "", "" },
	};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		assert_str(device_of(str_from_z(known[i].agent), h->arena), known[i].device);
	assert_str(device_of(STR_NONE, h->arena), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_own_paths_lead_back),
		cmocka_unit_test(the_way_back_is_one_value),
		cmocka_unit_test(devices_are_kinds),
	};
	return HOUSE_RUN("enter", tests);
}
