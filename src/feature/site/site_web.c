/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_internal.h"

#include "banned.h"

/* Articles are the same for everybody, and nobody is looked up to show one. */
#define PUBLIC_PAGE READ, site_article_show, PERM_PUBLIC, ROUTE_CACHE, NULL, NULL
#define MAP PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE, NULL, NULL
#define PROGRAM PERM_PUBLIC, ROUTE_NO_LANG, NULL, NULL

const struct route site_routes[] = {
	{ HTTP_GET, "/", READ, site_home_show, PERM_PUBLIC, ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/:name", PUBLIC_PAGE },
	{ HTTP_GET, "/victims/:name", PUBLIC_PAGE },
	{ HTTP_GET, "/helpers/:name", PUBLIC_PAGE },
	{ HTTP_GET, "/professionals/:name", PUBLIC_PAGE },
	{ HTTP_GET, "/youth/:name", PUBLIC_PAGE },
	{ HTTP_GET, "/victims", PUBLIC_PAGE },
	{ HTTP_GET, "/helpers", PUBLIC_PAGE },
	{ HTTP_GET, "/professionals", PUBLIC_PAGE },
	{ HTTP_GET, "/youth", PUBLIC_PAGE },
	{ HTTP_GET, "/static/:name", SLOW, site_asset_send, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/media/:name", SLOW, site_media_send, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE | ROUTE_FILE, NULL,
	    NULL },
	{ HTTP_GET, "/sitemap.xml", SLOW, site_map_show, MAP },
	{ HTTP_GET, "/sitemap/:part", SLOW, site_map_part_show, MAP },
	{ HTTP_GET, "/robots.txt", SLOW, site_robots_show, PROGRAM },
	{ HTTP_GET, "/health", SLOW, site_health, PROGRAM },
	{ HTTP_GET, "/.well-known/security.txt", SLOW, site_security_show, PROGRAM },
	{ HTTP_GET, "/exit", SLOW, site_leave, PROGRAM },
	{ HTTP_GET, "/demo/outbox", SLOW, site_outbox_show, PERM_PUBLIC, ROUTE_DEMO, NULL, NULL },
};
const size_t site_route_count = sizeof site_routes / sizeof site_routes[0];
