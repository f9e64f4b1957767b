/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "form.h"
#include "intake.h"
#include "keepsake.h"
#include "keepsake_ask.html.h"
#include "keepsake_open.html.h"
#include "keepsake_sent.html.h"
#include "keepsake_view.h"
#include "web.h"

#include "banned.h"

static const struct form_field fields[] = {
	{ "email", FORM_EMAIL, MSG_KEEPSAKE_EMAIL, MSG_KEEPSAKE_EMAIL_HINT, 0, 200, "email", NULL },
};

/* ---- asking for the mail ---- */

/* The name of the guide whose result the page is, or absent. */
static struct str
guide_of_page(struct str page)
{
	struct str rest = page, before = STR("/guide/"), after = STR("/result");
	if (!str_starts(rest, before) || !str_ends(rest, after) || rest.n <= before.n + after.n)
		return STR_NONE;
	return str_cut(rest, before.n, rest.n - before.n - after.n);
}

/* The page in the address or the form; the result of a guide needs the draft
 * that it shows. ERR_NOT_FOUND: nothing that can be mailed. */
static enum err
find_keepsake(struct web *web, struct str page, struct keepsake *ret_keepsake)
{
	struct intake_draft d;
	struct keepsake k = { .page = page };
	if (!keepsake_is_page(page))
		return ERR_NOT_FOUND;
	struct str guide = guide_of_page(page);
	if (guide.n > 0) {
		k.token = web_cookie(web, INTAKE_COOKIE);
		TRY(intake_load(web->core, web->r, k.token, web->arena, &d));
		if (!d.finished || !str_eq(d.guide->guide->name, guide))
			return ERR_NOT_FOUND;
	}
	*ret_keepsake = k;
	return ERR_OK;
}

static void
ask_page(struct web *web, const struct form *f, const struct keepsake *k)
{
	struct str guide = guide_of_page(k->page);
	struct keepsake_ask_page p = {
		.top = web_page(web, web_text(web, MSG_KEEPSAKE_TITLE)),
		.form = form_view(f, web, web_path(web, "/keepsake"), MSG_KEEPSAKE_SEND),
		.back = web_url(web, "%.*s", STR_ARG(k->page)),
		.keep = guide.n > 0 ? web_url(web, "/guide/%.*s/keep", STR_ARG(guide)) : (struct url){ STR_NONE },
	};
	form_view_hide(&p.form, STR("page"), k->page, web->arena);
	p.top.has_errors = form_failed(f);
	/* the other language asks about the same page */
	p.top.other_language = url_printf(web->arena, "/%s/keepsake?page=%.*s",
	    lang_code(web->lang == LANG_NL ? LANG_EN : LANG_NL), STR_ARG(k->page));
	keepsake_ask_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

static enum err
show_ask(struct web *web)
{
	struct form f;
	struct keepsake k;
	TRY(find_keepsake(web, web_query(web, "page"), &k));
	form_init(&f, fields, 1);
	ask_page(web, &f, &k);
	return ERR_OK;
}

/* Answered with a page and not with an address: a mail that goes out counts
 * as a try, so that nobody sends them by the hundred. The address had its
 * mails of today: the same page, as whoever reads it need not be who asked for
 * those, and learns nothing of them. */
static enum err
ask(struct web *web)
{
	struct form f;
	struct keepsake k;
	TRY(find_keepsake(web, web_field(web, "page"), &k));
	enum err e = form_read(&f, fields, 1, web);
	if (e == ERR_OK)
		e = keepsake_mail(web->core, web->w, &k, form_value(&f, "email"), web->lang, web->arena);
	if (e == ERR_INVALID)
		ask_page(web, &f, &k);
	if (e != ERR_LIMIT)
		TRY(e);
	struct keepsake_sent_page p = {
		.top = web_page(web, web_text(web, MSG_KEEPSAKE_SENT_TITLE)),
		.back = web_url(web, "%.*s", STR_ARG(k.page)),
		.days = KEEPSAKE_LIFE / CLOCK_DAY,
	};
	p.top.other_language = (struct url){ STR_NONE };
	keepsake_sent_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- the link ---- */

/* The same page whether there is something behind the link or not: programs
 * that look at mails open it too. */
static void
open_page(struct web *web, bool gone)
{
	struct keepsake_open_page p = {
		.top = web_page(web, web_text(web, gone ? MSG_KEEPSAKE_GONE_TITLE : MSG_KEEPSAKE_OPEN_TITLE)),
		.gone = gone,
		.action = web_url(web, "/keepsake/%.*s", STR_ARG(web->param[0])),
		.home = web_url(web, "/"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	keepsake_open_html(web_html(web, 200), &p);
}

static enum err
show_link(struct web *web)
{
	open_page(web, false);
	return ERR_OK;
}

static enum err
open_link(struct web *web)
{
	struct keepsake k;
	enum err e = keepsake_open(web->core, web->r, web->param[0], web->arena, &k);
	if (e == ERR_NOT_FOUND || e == ERR_LIMIT) {
		open_page(web, true);
		return ERR_OK;
	}
	TRY(e);
	if (k.token.n > 0)
		web_set_cookie(web, INTAKE_COOKIE, k.token, INTAKE_LIFE / CLOCK_SECOND);
	return web_redirect(web, "%.*s", STR_ARG(k.page));
}

const struct route keepsake_routes[] = {
	{ HTTP_GET, "/keepsake", READ, show_ask, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/keepsake", WRITE, ask, PERM_PUBLIC, ROUTE_TRIES, NULL, NULL },
	{ HTTP_GET, "/keepsake/:token", READ, show_link, PERM_PUBLIC, ROUTE_TOKEN, NULL, NULL },
	{ HTTP_POST, "/keepsake/:token", WRITE, open_link, PERM_PUBLIC, ROUTE_TOKEN | ROUTE_TRIES, NULL, NULL },
};
const size_t keepsake_route_count = sizeof keepsake_routes / sizeof keepsake_routes[0];
