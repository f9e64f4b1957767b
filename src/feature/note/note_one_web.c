/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* One note: written, read, changed, shared, removed. */
#include "assignment.h"
#include "note_internal.h"
#include "note_show.html.h"
#include "say.h"
#include "session.h"

#include "banned.h"

static const struct form_field fields[] = {
	{ "title", FORM_TEXT, MSG_NOTE_FIELD_TITLE, MSG_NONE, FORM_OPTIONAL, 100, NULL, NULL },
	{ "text", FORM_LONG, MSG_NOTE_FIELD_TEXT, MSG_NONE, 0, 10000, NULL, NULL },
};
#define FIELDS (sizeof fields / sizeof fields[0])

/* ---- writing ---- */

bool
note_was_typed(const struct web *web)
{
	return web_field(web, "text").p != NULL;
}

void
note_hide(const struct web *web, struct form_view *view)
{
	static const char *const names[] = { "title", "text", "revision" };
	struct str note = web_field(web, "note").p != NULL ? web_field(web, "note") : web->param[0];
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct str value = web_field(web, names[i]);
		form_view_hide(view, str_from_z(names[i]), value.p == NULL ? STR("") : value, web->arena);
	}
	form_view_hide(view, STR("note"), note.p == NULL ? STR("") : note, web->arena);
}

enum err
note_read(struct web *web, struct note_saving *s)
{
	struct str note = web_field(web, "note").p != NULL ? web_field(web, "note") : web->param[0];
	s->id = ID_NONE;
	s->revision = 0;
	if (note.n > 0 && id_parse(note, &s->id) != ERR_OK)
		return ERR_NOT_FOUND;
	if (str_int(web_field(web, "revision"), &s->revision) != ERR_OK)
		s->revision = 0;
	return form_read(&s->form, fields, FIELDS, web);
}

static enum err
write_page(struct web *web, const struct note_saving *s)
{
	bool is_new = id_is_none(s->id);
	struct str id = is_new ? STR("") : id_text(s->id, web->arena);
	const char *change = str_z(str_printf(web->arena, "/mijn/private/note/%.*s/change", STR_ARG(id)), web->arena);
	struct note_frame frame = {
		.title = is_new ? MSG_NOTE_WRITE_TITLE : MSG_NOTE_CHANGE_TITLE,
		.action = is_new ? "/mijn/private/write" : change,
		.submit = MSG_NOTE_SAVE, .back = "/mijn/private", .back_label = MSG_NOTE_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, &s->form);
	struct str revision = str_printf(web->arena, "%lld", (long long)s->revision);
	form_view_hide(&p.form, STR("revision"), revision, web->arena);
	return note_form_answer(web, &p, 200);
}

/* It was changed elsewhere, or taken away: what was typed stays, and saving it once more is meant. */
static enum err
save_again(struct web *web, const struct private_key *p, struct note_saving *s)
{
	struct private_entry now;
	enum err e = private_get(web->r, p, s->id, web->arena, &now);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND)
		s->id = ID_NONE;
	s->revision = e == ERR_OK ? now.revision : 0;
	form_fail(&s->form, "text", e == ERR_OK ? MSG_NOTE_CONFLICT : MSG_NOTE_GONE);
	return write_page(web, s);
}

enum err
note_save(struct web *web, const struct vault_key *house, const struct private_key *p, struct note_saving *s)
{
	struct str title = form_value(&s->form, "title");
	struct private_entry e = {
		.id = s->id, .revision = s->revision, .head = title.p == NULL ? STR("") : title,
		.body = form_value(&s->form, "text"),
	};
	enum err result = private_put(web->w, house, p, PRIVATE_NOTE, &e, web->arena);
	if (result == ERR_CONFLICT || result == ERR_NOT_FOUND)
		return save_again(web, p, s);
	if (result == ERR_LIMIT) {
		form_fail(&s->form, "text", MSG_NOTE_FULL);
		return write_page(web, s);
	}
	TRY(result);
	return web_redirect(web, "/mijn/private/note/%.*s?done=saved", STR_ARG(id_text(e.id, web->arena)));
}

/* Whether it closed in between, or a field is wrong: every word comes back. */
static enum err
take(struct web *web)
{
	struct note_saving s;
	const struct vault_key *house;
	const struct private_key *p;
	enum err read = note_read(web, &s);
	if (read == ERR_NOT_FOUND)
		return read;
	enum err e = note_current(web, &p);
	if (e == ERR_FORBIDDEN)
		return note_unlock_page(web, NULL, 401);
	TRY(e);
	if (read != ERR_OK)
		return write_page(web, &s);
	TRY(note_house(web, &house));
	return note_save(web, house, p, &s);
}

enum err
note_take_write(struct web *web)
{
	return take(web);
}

enum err
note_take_change(struct web *web)
{
	return take(web);
}

enum err
note_show_write(struct web *web)
{
	struct note_saving s = { .id = ID_NONE };
	const struct private_key *p;
	enum err e = note_current(web, &p);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	form_init(&s.form, fields, FIELDS);
	return write_page(web, &s);
}

/* The note of the address. ERR_NOT_FOUND also while it is closed: of somebody else there is nothing. */
static enum err
find(struct web *web, struct id *ret_id)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(private_exists(web->r, web->actor.client, id, web->arena));
	*ret_id = id;
	return ERR_OK;
}

/* ERR_FORBIDDEN: it is closed. */
static enum err
load(struct web *web, struct private_entry *ret_entry)
{
	struct id id;
	const struct private_key *p;
	TRY(find(web, &id));
	TRY(note_current(web, &p));
	return private_get(web->r, p, id, web->arena, ret_entry);
}

enum err
note_show_change(struct web *web)
{
	struct note_saving s;
	struct private_entry entry;
	enum err e = load(web, &entry);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	s.id = entry.id;
	s.revision = entry.revision;
	form_init(&s.form, fields, FIELDS);
	form_set(&s.form, "title", entry.head);
	form_set(&s.form, "text", entry.body);
	return write_page(web, &s);
}

/* ---- reading ---- */

static struct str
note_path(struct web *web, const char *what)
{
	return web_path(web, "/mijn/private/note/%.*s%s", STR_ARG(web->param[0]), what);
}

/* The name of whom it is shared with: somebody the client talks to. */
static enum err
fill_share(struct web *web, const struct private_entry *e, struct note_show_page *p)
{
	struct private_share share;
	struct assignment now;
	enum err found = private_share_find(web->r, web->actor.client, e->id, web->arena, &share);
	if (found == ERR_OK) {
		p->state = share.over ? NOTE_OVER : NOTE_SHARED;
		p->since = moment_text(share.made, web->lang, web->arena);
		p->press = web_press(web, MSG_NOTE_UNSHARE, note_path(web, "/unshare"));
		return account_name(web->core, web->r, share.account, web->arena, &p->worker);
	}
	if (found == ERR_NOT_FOUND)
		found = assignment_get(web->r, web->actor.client, web->arena, &now);
	if (found != ERR_OK)
		return found == ERR_NOT_FOUND ? ERR_OK : found;
	p->state = NOTE_OFFER;
	p->press = web_press(web, MSG_NOTE_SHARE, note_path(web, "/share"));
	p->account = id_text(now.account, web->arena);
	return account_name(web->core, web->r, now.account, web->arena, &p->worker);
}

static struct str
notice_of(struct web *web)
{
	static const struct msg_word done[] = {
		{ "saved", MSG_NOTE_DONE_SAVED },
		{ "shared", MSG_NOTE_DONE_SHARED },
		{ "unshared", MSG_NOTE_DONE_UNSHARED },
		{ "other", MSG_NOTE_SHARE_OTHER },
	};
	enum msg text = MSG_WORD(done, web_query(web, "done"));
	return text == MSG_NONE ? STR_NONE : web_text(web, text);
}

enum err
note_show_one(struct web *web)
{
	struct private_entry entry;
	enum err e = load(web, &entry);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	struct note_show_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_ONE)),
		.title = note_title(web, &entry),
		.lines = str_lines(entry.body, web->arena),
		.when = note_when(web, &entry),
		.notice = notice_of(web),
		.back = web_url(web, "/mijn/private"),
		.change = url_path(note_path(web, "/change")),
		.remove = url_path(note_path(web, "/remove")),
	};
	TRY(fill_share(web, &entry, &p));
	note_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- sharing ---- */

enum err
note_take_share(struct web *web)
{
	struct id id, account;
	const struct vault_key *house;
	const struct private_key *p;
	TRY(find(web, &id));
	if (id_parse(web_field(web, "worker"), &account) != ERR_OK)
		return ERR_NOT_FOUND;
	enum err e = note_current(web, &p);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	TRY(note_house(web, &house));
	e = private_share(web->w, house, p, id, account, web->arena);
	if (e != ERR_OK && e != ERR_CONFLICT)
		return e;
	return web_redirect(web, "/mijn/private/note/%.*s?done=%s", STR_ARG(web->param[0]),
	    e == ERR_OK ? "shared" : "other");
}

enum err
note_take_unshare(struct web *web)
{
	struct id id;
	TRY(find(web, &id));
	TRY(private_unshare(web->w, web->actor.client, id));
	return web_redirect(web, "/mijn/private/note/%.*s?done=unshared", STR_ARG(web->param[0]));
}

/* ---- removing ---- */

enum err
note_show_remove(struct web *web)
{
	struct form f;
	struct private_entry entry;
	enum err e = load(web, &entry);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	const char *action = str_z(
	    str_printf(web->arena, "/mijn/private/note/%.*s/remove", STR_ARG(web->param[0])), web->arena);
	struct note_frame frame = {
		.title = MSG_NOTE_REMOVE_TITLE, .lead = MSG_NOTE_REMOVE_LEAD, .action = action,
		.submit = MSG_NOTE_REMOVE_SUBMIT, .back = "/mijn/private", .back_label = MSG_NOTE_BACK,
	};
	form_init(&f, fields, 0);
	struct note_form_page p = note_form_page(web, &frame, &f);
	p.points = (struct strs){ ARENA_NEW(web->arena, struct str), 1 };
	p.points.v[0] = note_title(web, &entry);
	return note_form_answer(web, &p, 200);
}

/* Gone already is what was asked for. */
enum err
note_take_remove(struct web *web)
{
	struct private_entry entry;
	enum err e = load(web, &entry);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	if (e == ERR_OK)
		e = private_remove(web->w, web->actor.client, entry.id);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/mijn/private?done=removed");
}
