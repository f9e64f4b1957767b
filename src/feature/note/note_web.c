/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The vault's first page, opening and closing it, and the routes of it all. */
#include "enter.h"
#include "note_internal.h"
#include "note_intro.html.h"
#include "note_list.html.h"
#include "session.h"

#include "banned.h"

/* ---- what there is ---- */

static enum err
intro_page(struct web *web, bool begun)
{
	struct note_intro_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_TITLE)),
		.begun = begun,
		.deleted = str_eq_z(web_query(web, "done"), "deleted"),
		.begin = web_url(web, "/mijn/private/new"),
		.back = web_url(web, "/mijn"),
	};
	note_intro_html(web_html(web, 200), &p);
	return ERR_OK;
}

static struct str
what_was_done(struct web *web)
{
	static const struct msg_word done[] = {
		{ "passphrase", MSG_NOTE_DONE_PASSPHRASE },
		{ "ready", MSG_NOTE_DONE_READY },
		{ "removed", MSG_NOTE_DONE_REMOVED },
	};
	enum msg text = MSG_WORD(done, web_query(web, "done"));
	return text == MSG_NONE ? STR_NONE : web_text(web, text);
}

static enum err
list_page(struct web *web, const struct private_key *key, bool waiting)
{
	struct private_entries list;
	TRY(private_list(web->r, key, PRIVATE_NOTE, web->arena, &list));
	struct note_row *v = ARENA_ARRAY(web->arena, struct note_row, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = (struct note_row){
			.title = note_title(web, &list.v[i]),
			.when = note_when(web, &list.v[i]),
			.shared = list.v[i].shared,
			.url = web_url(web, "/mijn/private/note/%.*s", STR_ARG(id_text(list.v[i].id, web->arena))),
		};
	struct note_list_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_TITLE)),
		.done = what_was_done(web),
		.waiting = waiting,
		.rows = { v, list.n },
		.write = web_url(web, "/mijn/private/write"),
		.passphrase = web_url(web, "/mijn/private/passphrase"),
		.remove = web_url(web, "/mijn/private/delete"),
		.back = web_url(web, "/mijn"),
		.close = web_press(web, MSG_NOTE_CLOSE, web_path(web, "/mijn/private/close")),
		.paper = web_press(web, MSG_NOTE_PAPER_OTHER, web_path(web, "/mijn/private/paper")),
	};
	note_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- opening ---- */

static const struct form_field open_fields[] = {
	{ "password", FORM_PASSWORD, MSG_NOTE_PASSPHRASE, MSG_NONE, 0, 200, NULL, NULL },
};
#define OPEN_FIELDS (sizeof open_fields / sizeof open_fields[0])

static const enum msg open_points[] = { MSG_NOTE_OPEN_SEEN, MSG_NOTE_OPEN_CLOSES };

static struct note_links
open_links(struct web *web)
{
	struct note_link *v = ARENA_ARRAY(web->arena, struct note_link, 2);
	v[0] = (struct note_link){ web_text(web, MSG_NOTE_FORGOT), web_url(web, "/mijn/private/recover") };
	v[1] = (struct note_link){ web_text(web, MSG_NOTE_LOST), web_url(web, "/mijn/private/delete") };
	return (struct note_links){ v, 2 };
}

/* Where to go on to, once it is open: only within what is the client's own. */
static struct str
go_on(const struct web *web)
{
	struct str next = enter_next(web);
	return str_starts(next, STR("/mijn")) ? next : STR("/mijn/private");
}

static struct note_form_page
open_form(struct web *web, const struct form *f)
{
	static const struct note_frame frame = {
		.title = MSG_NOTE_OPEN_TITLE, .lead = MSG_NOTE_OPEN_LEAD, .points = open_points, .point_count = 2,
		.action = "/mijn/private/open", .submit = MSG_NOTE_OPEN, .back = "/mijn", .back_label = MSG_MIJN_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, f);
	p.links = open_links(web);
	form_view_hide(&p.form, STR("next"), go_on(web), web->arena);
	return p;
}

enum err
note_unlock_page(struct web *web, const struct form *f, int status)
{
	struct form empty;
	if (f == NULL) {
		form_init(&empty, open_fields, OPEN_FIELDS);
		f = &empty;
	}
	struct note_form_page p = open_form(web, f);
	if (note_was_typed(web)) {
		note_hide(web, &p.form);
		p.lead = web_text(web, MSG_NOTE_OPEN_KEPT);
		/* no way leads away from what was typed */
		p.links = (struct note_links){ NULL, 0 };
		p.beside = web_text(web, MSG_NOTE_OPEN_KEPT_FORGOT);
	}
	return note_form_answer(web, &p, status);
}

/* What is shared can be taken back without opening it. */
static enum err
closed_page(struct web *web)
{
	struct form f;
	int64_t shared;
	TRY(private_share_total(web->r, web->actor.client, web->arena, &shared));
	form_init(&f, open_fields, OPEN_FIELDS);
	struct note_form_page p = open_form(web, &f);
	if (shared > 0) {
		p.beside = web_text(web, MSG_NOTE_CLOSED_SHARED);
		p.press = web_press(web, MSG_NOTE_UNSHARE_ALL, web_path(web, "/mijn/private/unshare"));
	}
	return note_form_answer(web, &p, 200);
}

enum err
note_show(struct web *web)
{
	struct private_vault vault;
	const struct private_key *key;
	enum err e = private_find(web->r, web->actor.client, web->arena, &vault);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && !vault.ready))
		return intro_page(web, e == ERR_OK);
	TRY(e);
	e = note_current(web, &key);
	if (e == ERR_FORBIDDEN)
		return closed_page(web);
	TRY(e);
	return list_page(web, key, vault.waiting);
}

struct opening {
	struct web *web;
	const struct vault_key *house;
	const struct private_key *key;
};

static enum err
open_and_go_on(struct db_write *w, void *arg)
{
	const struct opening *o = arg;
	struct web *web = o->web;
	struct note_saving s;
	TRY(private_open(w, o->key, web_cookie(web, SESSION_COOKIE), web->arena));
	if (note_was_typed(web) && note_read(web, &s) == ERR_OK)
		return note_save(web, o->house, o->key, &s);
	return web_redirect(web, "%.*s", STR_ARG(go_on(web)));
}

enum err
note_take_open(struct web *web)
{
	struct form f;
	struct opening o = { .web = web };
	if (form_read(&f, open_fields, OPEN_FIELDS, web) != ERR_OK)
		return note_unlock_page(web, &f, 422);
	TRY(note_house_slow(web, &o.house));
	enum err e = private_unlock(web->core, o.house, form_value(&f, "password"), web->arena, &o.key);
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/mijn/private");
	if (e == ERR_FORBIDDEN) {
		form_fail(&f, "password", MSG_NOTE_PASSPHRASE_WRONG);
		return note_unlock_page(web, &f, 422);
	}
	TRY(e);
	return web_write(web, open_and_go_on, &o);
}

enum err
note_take_close(struct web *web)
{
	TRY(private_close(web->w, &web->actor));
	return web_redirect(web, "/mijn");
}

enum err
note_take_unshare_all(struct web *web)
{
	TRY(private_unshare_all(web->w, web->actor.client));
	return web_redirect(web, "/mijn/private");
}

#define PROVED (ROUTE_RECORD | ROUTE_STEP_UP)
#define PART PERM_CLIENT, ROUTE_RECORD, "private", "own"
#define PROVED_PART PERM_CLIENT, PROVED, "private", "own"
#define GUESS_PART PERM_CLIENT, PROVED | ROUTE_TRIES, "private", "own"

const struct route note_routes[] = {
	{ HTTP_GET, "/mijn/private", READ, note_show, PART },
	{ HTTP_POST, "/mijn/private/open", SLOW, note_take_open, PERM_CLIENT, ROUTE_RECORD | ROUTE_TRIES, "private",
	    "own" },
	{ HTTP_POST, "/mijn/private/close", WRITE, note_take_close, PART },
	{ HTTP_POST, "/mijn/private/unshare", WRITE, note_take_unshare_all, PART },
	{ HTTP_GET, "/mijn/private/new", READ, note_show_new, PROVED_PART },
	{ HTTP_POST, "/mijn/private/new", SLOW, note_take_new, PROVED_PART },
	/* without step-up: the key on the page would be lost on the way */
	{ HTTP_POST, "/mijn/private/confirm", WRITE, note_take_confirm, PART },
	{ HTTP_POST, "/mijn/private/pdf", SLOW, note_send_pdf, PERM_CLIENT, 0, NULL, NULL },
	{ HTTP_POST, "/mijn/private/paper", WRITE, note_take_paper, PROVED_PART },
	{ HTTP_GET, "/mijn/private/passphrase", READ, note_show_passphrase, PROVED_PART },
	{ HTTP_POST, "/mijn/private/passphrase", SLOW, note_take_passphrase, GUESS_PART },
	{ HTTP_GET, "/mijn/private/recover", READ, note_show_recover, PROVED_PART },
	{ HTTP_POST, "/mijn/private/recover", SLOW, note_take_recover, GUESS_PART },
	{ HTTP_GET, "/mijn/private/delete", READ, note_show_delete, PROVED_PART },
	{ HTTP_POST, "/mijn/private/delete", WRITE, note_take_delete, PROVED_PART },
	{ HTTP_GET, "/mijn/private/write", READ, note_show_write, PART },
	{ HTTP_POST, "/mijn/private/write", WRITE, note_take_write, PART },
	{ HTTP_GET, "/mijn/private/note/:note", READ, note_show_one, PART },
	{ HTTP_GET, "/mijn/private/note/:note/change", READ, note_show_change, PART },
	{ HTTP_POST, "/mijn/private/note/:note/change", WRITE, note_take_change, PART },
	{ HTTP_GET, "/mijn/private/note/:note/remove", READ, note_show_remove, PART },
	{ HTTP_POST, "/mijn/private/note/:note/remove", WRITE, note_take_remove, PART },
	{ HTTP_POST, "/mijn/private/note/:note/share", WRITE, note_take_share, PART },
	{ HTTP_POST, "/mijn/private/note/:note/unshare", WRITE, note_take_unshare, PART },
	{ HTTP_GET, "/work/client/:client/shared", READ, note_show_shared, PERM_WORK, ROUTE_RECORD, "shared", "care" },
	{ HTTP_GET, "/work/client/:client/shared/:note", READ, note_show_shared_one, PERM_WORK, ROUTE_RECORD, "shared",
	    "care" },
};
const size_t note_route_count = sizeof note_routes / sizeof note_routes[0];
