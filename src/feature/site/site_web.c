/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article.h"
#include "assets.h"
#include "clock.h"
#include "content_page.html.h"
#include "date.h"
#include "guide.h"
#include "home.html.h"
#include "library.h"
#include "markdown.h"
#include "measure.h"
#include "outbox.html.h"
#include "session.h"
#include "site.h"
#include "site_view.h"
#include "web.h"

#include "banned.h"

static enum err
show_home(struct web *web)
{
	struct home_page p = {
		.top = web_page(web, web_text(web, MSG_HOME_TITLE)),
		.emergency = url_tel(STR("112"), web->arena),
		.suicide = url_tel(STR("113"), web->arena),
		.burglary = web_url(web, "/guide/burglary"),
		.fraud = web_url(web, "/guide/fraud"),
		.general = web_url(web, "/guide/general"),
		.callback = web_url(web, "/callback"),
		.contact = web_url(web, "/contact"),
		.code = web_url(web, "/code"),
		.safety = web_url(web, "/safety"),
	};
	measure_reach(web->core->measure, "home", "victims",
	    measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host));
	home_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- pages that are plain content ---- */

static struct markdown_helplines
helplines_of(struct db_read *r, struct arena *a)
{
	struct content c;
	struct guide_helplines helplines = { NULL, 0 };
	struct guide_faults faults;
	if (content_find(r, STR("aid"), STR("helpline"), a, &c) == ERR_OK)
		guide_helplines_parse(c.body, c.name, a, &helplines, &faults);
	return guide_markdown_helplines(&helplines, a);
}

static const void *
make_page(const struct content *c, struct arena *a, void *arg)
{
	struct db_read *r = arg;
	struct markdown_helplines helplines = helplines_of(r, a);
	struct article_context context = { .helplines = &helplines, .published = true };
	struct article_faults faults;
	const struct article *article;
	enum lang lang = str_ends(c->name, STR(".en")) ? LANG_EN : LANG_NL;
	struct str name = str_cut(c->name, 0, c->name.n - strlen(".nl"));
	return article_parse(c->body, name, lang, &context, a, &article, &faults) == ERR_OK ? article : NULL;
}

static enum err
show_content(struct web *web)
{
	struct id version;
	const void *made;
	struct str name =
		str_printf(web->arena, "%.*s.%s", STR_ARG(str_cut(web->path, 1, web->path.n)), lang_code(web->lang));
	TRY(library_live(web->core->library, web->r, "page", name, make_page, web->r, &version, &made));
	const struct article *article = made;
	struct content_page p = { .top = web_page(web, article->title), .body = article->body };
	content_page_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- static files ---- */

static enum err
send_asset(struct web *web)
{
	const struct http_request *r = &web->x->request;
	for (size_t i = 0; i < asset_count; i++) {
		const struct asset *f = &assets[i];
		if (!str_eq(f->path, r->path))
			continue;
		bool gzip = f->gzip.p != NULL && str_find(http_header(r, "Accept-Encoding"), STR("gzip")) >= 0;
		http_add_header(web->x, "Cache-Control", STR("public, max-age=31536000, immutable"));
		http_add_header(web->x, "Vary", STR("Accept-Encoding"));
		if (gzip)
			http_add_header(web->x, "Content-Encoding", STR("gzip"));
		char *type = str_z(f->type, web->arena);
		return web_bytes(web, 200, type, gzip ? f->gzip : f->bytes);
	}
	return ERR_NOT_FOUND;
}

static enum err
health(struct web *web)
{
	if (db_is_ailing(web->core->db))
		return ERR_UNAVAILABLE;
	return web_bytes(web, 200, "text/plain; charset=utf-8", STR("ok\n"));
}

/* ---- security.txt (RFC 9116) ---- */

/* A program that nobody started anew for a year is not looked after, and its
 * file says so by having expired. */
#define SECURITY_LASTS (364 * CLOCK_DAY)

static enum err
show_security(struct web *web)
{
	const struct core *c = web->core;
	struct str contact = c->security_contact;
	struct str expires = date_iso(date_local(c->started + SECURITY_LASTS).date, web->arena);
	if (contact.n == 0)
		contact = str_printf(web->arena, "%.*s/nl/contact", STR_ARG(c->public_url));
	return web_bytes(web, 200, "text/plain; charset=utf-8", str_printf(web->arena,
	    "Contact: %.*s\nExpires: %.*sT00:00:00Z\nPreferred-Languages: nl, en\n"
	    "Canonical: %.*s/.well-known/security.txt\n",
	    STR_ARG(contact), STR_ARG(expires), STR_ARG(c->public_url)));
}

/* ---- quick exit ---- */

struct leaving {
	struct str session, visit;
};

static enum err
end_all(struct db_write *w, void *arg)
{
	const struct leaving *l = arg;
	if (l->session.n > 0)
		TRY(session_end(w, l->session));
	return l->visit.n > 0 ? visit_end(w, l->visit) : ERR_OK;
}

/* Leaves whatever happens: if the session cannot be ended in the database,
 * the browser still loses its cookies. */
static enum err
leave_quickly(struct web *web)
{
	struct leaving l = { web_cookie(web, SESSION_COOKIE), web_cookie(web, VISIT_COOKIE) };
	if (l.session.n + l.visit.n > 0)
		db_write_run(web->core->db, end_all, &l);
	web_set_cookie(web, SESSION_COOKIE, STR(""), -1);
	web_set_cookie(web, VISIT_COOKIE, STR(""), -1);
	web_set_cookie(web, "__Host-draft", STR(""), -1);
	http_add_header(web->x, "Clear-Site-Data", STR("\"cache\", \"cookies\", \"storage\""));
	return web_leave(web, url_https(web->core->exit_url));
}

/* ---- the outbox of the demo ---- */

static struct str
read_file(const char *path, struct arena *a)
{
	char *p = arena_alloc(a, 65536);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, p, 65536);
	if (fd >= 0)
		close(fd);
	return (struct str){ p, n < 0 ? 0 : (size_t)n };
}

static int
newest_first(const void *a, const void *b)
{
	const struct outbox_mail *x = a, *y = b;
	return str_cmp(y->name, x->name);
}

#define OUTBOX_SHOWN 50

static enum err
show_outbox(struct web *web)
{
	struct outbox_mail *v = ARENA_ARRAY(web->arena, struct outbox_mail, OUTBOX_SHOWN);
	size_t n = 0;
	char *folder = str_z(web->core->outbox, web->arena);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	while (dir != NULL && n < OUTBOX_SHOWN && (entry = readdir(dir)) != NULL)
		if (str_ends(str_from_z(entry->d_name), STR(".eml"))) {
			struct str name = str_dup(str_from_z(entry->d_name), web->arena);
			v[n++] = (struct outbox_mail){
				name, read_file(str_printf(web->arena, "%s/%s", folder, entry->d_name).p, web->arena) };
		}
	if (dir != NULL)
		closedir(dir);
	qsort(v, n, sizeof v[0], newest_first);
	struct outbox_page p = { .top = web_page(web, web_text(web, MSG_OUTBOX_TITLE)), .mails = { v, n } };
	outbox_html(web_html(web, 200), &p);
	return ERR_OK;
}

const struct route site_routes[] = {
	{ HTTP_GET, "/", READ, show_home, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/safety", READ, show_content, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/privacy", READ, show_content, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/accessibility", READ, show_content, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/contact-hours", READ, show_content, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/static/:name", SLOW, send_asset, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/health", SLOW, health, PERM_PUBLIC, ROUTE_NO_LANG, NULL, NULL },
	{ HTTP_GET, "/.well-known/security.txt", SLOW, show_security, PERM_PUBLIC, ROUTE_NO_LANG, NULL, NULL },
	{ HTTP_GET, "/exit", SLOW, leave_quickly, PERM_PUBLIC, ROUTE_NO_LANG, NULL, NULL },
	{ HTTP_GET, "/demo/outbox", SLOW, show_outbox, PERM_PUBLIC, ROUTE_DEMO, NULL, NULL },
};
const size_t site_route_count = sizeof site_routes / sizeof site_routes[0];
