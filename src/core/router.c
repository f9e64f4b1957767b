/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "route.h"

#include "banned.h"

/*
 * A tree of segments: literal children first, then the one parameter child.
 * At the end of a path stands one route per method.
 */
#define METHODS (HTTP_OPTIONS + 1)

struct node {
	struct str segment; /* absent: a parameter */
	struct node *child, *next, *param;
	const struct route *route[METHODS];
};

struct router {
	struct arena *arena;
	struct node root;
	const struct route **all;
	size_t count;
};

static struct node *
node_child(struct node *n, struct str segment, struct arena *a)
{
	if (segment.n > 0 && segment.p[0] == ':') {
		if (n->param == NULL)
			n->param = ARENA_NEW(a, struct node);
		return n->param;
	}
	for (struct node *c = n->child; c != NULL; c = c->next)
		if (str_eq(c->segment, segment))
			return c;
	struct node *c = ARENA_NEW(a, struct node);
	c->segment = segment;
	c->next = n->child;
	n->child = c;
	return c;
}

static void
refuse(const struct route *route, const char *why)
{
	log_error("route_refused path=%s reason=%s", route->path, why);
	abort();
}

static void
check(const struct route *route)
{
	if (route->permission == PERM_MISSING || route->permission >= PERM_COUNT)
		refuse(route, "no permission");
	if (route->path[0] != '/')
		refuse(route, "path does not begin with a slash");
	if ((route->flags & ROUTE_RECORD) && (route->part == NULL || route->purpose == NULL))
		refuse(route, "record without part and purpose");
	bool session = route->permission != PERM_PUBLIC && route->permission != PERM_WELCOME &&
	    route->permission != PERM_PARTNER;
	if ((route->flags & ROUTE_STEP_UP) && !session)
		refuse(route, "proof once more of who never signed in");
	if (route->mode == WRITE && (route->method == HTTP_GET || route->method == HTTP_HEAD))
		refuse(route, "a GET that writes");
	bool changes = route->method != HTTP_GET && route->method != HTTP_HEAD;
	bool form = (route->mode == WRITE || route->mode == SLOW) && !(route->flags & ROUTE_NO_FORM);
	bool checked = route->method == HTTP_POST && form;
	if (changes && !checked && route->permission != PERM_PARTNER)
		refuse(route, "changes something on the word of a cookie alone");
}

static void
add(struct router *r, const struct route *route)
{
	check(route);
	struct node *n = &r->root;
	struct str rest = str_from_z(route->path + 1), segment;
	size_t params = 0;
	while (rest.n > 0 && str_split(&rest, '/', &segment)) {
		n = node_child(n, segment, r->arena);
		params += n->segment.p == NULL;
	}
	if (rest.p != NULL && route->path[1] != '\0')
		n = node_child(n, STR(""), r->arena);
	if (params > ROUTE_MAX_PARAMS)
		refuse(route, "too many parameters");
	if (n->route[route->method] != NULL)
		refuse(route, "stands there twice");
	n->route[route->method] = route;
	r->all[r->count++] = route;
}

struct router *
router_new(const struct route_table *tables, size_t n)
{
	struct arena *a = arena_new();
	struct router *r = ARENA_NEW(a, struct router);
	size_t total = 0;
	for (size_t i = 0; i < n; i++)
		total += tables[i].n;
	r->arena = a;
	r->all = ARENA_ARRAY(a, const struct route *, total);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < tables[i].n; k++)
			add(r, &tables[i].v[k]);
	return r;
}

void
router_free(struct router *r)
{
	if (r != NULL)
		arena_free(r->arena);
}

size_t
router_count(const struct router *r)
{
	return r->count;
}

const struct route *
router_at(const struct router *r, size_t i)
{
	return r->all[i];
}

static const struct node *
child_named(const struct node *n, struct str segment)
{
	const struct node *c = n->child;
	while (c != NULL && !str_eq(c->segment, segment))
		c = c->next;
	return c;
}

static const struct node *
walk(const struct node *n, struct str path, struct str *param)
{
	struct str rest = str_cut(path, 1, path.n), segment;
	size_t params = 0;
	while (n != NULL && rest.n > 0 && str_split(&rest, '/', &segment)) {
		const struct node *c = child_named(n, segment);
		if (c == NULL && n->param != NULL && segment.n > 0 && params < ROUTE_MAX_PARAMS) {
			param[params++] = segment;
			c = n->param;
		}
		/* "/a/" is not "/a": the empty last piece is a node of its own, where a route says so */
		if (c != NULL && rest.p != NULL && rest.n == 0)
			c = child_named(c, STR(""));
		n = c;
	}
	return n;
}

static struct str
strip_lang(struct str path, struct route_hit *hit)
{
	hit->lang = LANG_NL;
	hit->has_lang = false;
	for (int l = 0; l < LANG_COUNT; l++) {
		struct str code = str_from_z(lang_code((enum lang)l));
		bool here = path.n >= 3 && str_eq(str_cut(path, 1, 2), code) && (path.n == 3 || path.p[3] == '/');
		if (!here)
			continue;
		hit->lang = (enum lang)l;
		hit->has_lang = true;
		return path.n == 3 ? STR("/") : str_cut(path, 3, path.n);
	}
	return path;
}

enum route_match
router_find(const struct router *r, enum http_method method, struct str path, struct route_hit *ret_hit)
{
	struct route_hit hit = { 0 };
	hit.path = strip_lang(path, &hit);
	const struct node *n = walk(&r->root, hit.path, hit.param);
	if (n == NULL)
		return ROUTE_ABSENT;
	hit.route = n->route[method == HTTP_HEAD ? HTTP_GET : method];
	const struct route *any = hit.route;
	for (size_t m = 0; any == NULL && m < METHODS; m++)
		any = n->route[m];
	if (any == NULL)
		return ROUTE_ABSENT;
	bool wants_lang = !(any->flags & ROUTE_NO_LANG);
	if (wants_lang && !hit.has_lang) {
		*ret_hit = hit;
		return ROUTE_NEEDS_LANG;
	}
	if (!wants_lang && hit.has_lang)
		return ROUTE_ABSENT;
	*ret_hit = hit;
	return hit.route == NULL ? ROUTE_OTHER_METHOD : ROUTE_FOUND;
}

struct str
router_methods(const struct router *r, struct str path)
{
	static const struct str lists[] = {
		STR_INIT(""), STR_INIT("GET, HEAD"), STR_INIT("POST"), STR_INIT("GET, HEAD, POST"),
	};
	struct route_hit hit = { 0 };
	struct str rest = strip_lang(path, &hit);
	const struct node *n = walk(&r->root, rest, hit.param);
	if (n == NULL)
		return lists[0];
	return lists[(n->route[HTTP_GET] != NULL) + 2 * (n->route[HTTP_POST] != NULL)];
}

static struct str
first_segment(struct str path)
{
	struct str rest = str_cut(path, 1, path.n), segment = STR("");
	str_split(&rest, '/', &segment);
	return segment;
}

bool
router_is_staff_area(const struct router *r, struct str path)
{
	struct str segment = first_segment(path);
	for (size_t i = 0; i < r->count; i++) {
		enum permission p = r->all[i]->permission;
		bool staff = p != PERM_PUBLIC && p != PERM_WELCOME && p != PERM_PARTNER;
		if (staff && str_eq(segment, first_segment(str_from_z(r->all[i]->path))))
			return true;
	}
	return false;
}
