/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "device.h"

#include "banned.h"

struct known {
	const char *sign, *name;
};

/* The first that fits: browsers name the ones they look like as well. */
static const struct known browsers[] = {
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "EdgA/", "Edge" }, { "EdgiOS/", "Edge" }, { "Edg/", "Edge" },
	{ "OPR/", "Opera" }, { "SamsungBrowser/", "Samsung Internet" }, { "CriOS/", "Chrome" }, { "Chrome/", "Chrome" },
	{ "Safari/", "Safari" }, { NULL, "" },
};
static const struct known systems[] = {
	{ "iPhone", "iPhone" }, { "iPad", "iPad" }, { "Android", "Android" }, { "Windows", "Windows" },
	{ "Mac OS X", "macOS" }, { "CrOS", "ChromeOS" }, { "Linux", "Linux" }, { NULL, "" },
};

static const char *
first_that_fits(struct str text, const struct known *k)
{
	while (k->sign != NULL && str_find(text, str_from_z(k->sign)) < 0)
		k++;
	return k->name;
}

struct str
device_of(struct str user_agent, struct arena *a)
{
	const char *browser = first_that_fits(user_agent, browsers), *kind = first_that_fits(user_agent, systems);
	bool both = *browser != '\0' && *kind != '\0';
	return str_printf(a, "%s%s%s", browser, both ? ", " : "", kind);
}
