/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The passphrase and the recovery key: made, changed, lost. */
#include "clock.h"
#include "note_internal.h"
#include "note_paper.html.h"
#include "pdf.h"
#include "session.h"

#include "banned.h"

/* ---- the recovery key on its page ---- */

static const struct form_field confirm_fields[] = {
	{ "end", FORM_CODE, MSG_NOTE_PAPER_END, MSG_NOTE_PAPER_END_HINT, 0, 20, NULL, NULL },
};

static struct strs
codes_of(struct str paper, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, 3);
	size_t n = 0;
	while (n < 3 && str_split(&paper, ' ', &v[n]))
		n++;
	return (struct strs){ v, n };
}

/* The key stands in its forms and nowhere else: the browser brings it back. */
enum err
note_paper_page(struct web *web, struct str paper, bool again, const struct form *f)
{
	struct form empty;
	if (f == NULL) {
		form_init(&empty, confirm_fields, 1);
		f = &empty;
	}
	struct note_paper_page p = {
		.top = web_page(web, web_text(web, MSG_NOTE_PAPER_TITLE)),
		.again = again,
		.codes = codes_of(paper, web->arena),
		.paper = paper,
		.pdf = web_press(web, MSG_NOTE_PAPER_PDF, web_path(web, "/mijn/private/pdf")),
		.form = form_view(f, web, web_path(web, "/mijn/private/confirm"), MSG_NOTE_PAPER_CONFIRM),
	};
	form_view_hide(&p.form, STR("password-paper"), paper, web->arena);
	form_view_hide(&p.form, STR("again"), again ? STR("1") : STR(""), web->arena);
	p.top.has_errors = form_failed(f);
	note_paper_html(web_html(web, p.top.has_errors ? 422 : 200), &p);
	return p.top.has_errors ? ERR_INVALID : ERR_OK;
}

enum err
note_take_confirm(struct web *web)
{
	struct form f;
	struct str paper;
	const struct vault_key *house;
	bool again = web_field(web, "again").n > 0;
	if (private_paper_read(web_field(web, "password-paper"), web->arena, &paper) != ERR_OK)
		return web_redirect(web, "/mijn/private");
	if (form_read(&f, confirm_fields, 1, web) != ERR_OK)
		return note_paper_page(web, paper, again, &f);
	TRY(note_house(web, &house));
	enum err e = private_confirm(web->w, house, paper, form_value(&f, "end"), web->arena);
	if (e == ERR_INVALID) {
		form_fail(&f, "end", MSG_NOTE_PAPER_END_WRONG);
		return note_paper_page(web, paper, again, &f);
	}
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/mijn/private");
	TRY(e);
	return web_redirect(web, "/mijn/private?done=ready");
}

/* Neutral: no name of ours stands on it. */
static enum err
paper_pdf(struct web *web, struct str paper, struct str *ret_pdf)
{
	struct strs codes = codes_of(paper, web->arena);
	struct pdf_block *v = ARENA_ARRAY(web->arena, struct pdf_block, codes.n + 2);
	size_t n = 0;
	for (size_t i = 0; i < codes.n; i++)
		v[n++] = (struct pdf_block){ .kind = PDF_HEADING, .text = codes.v[i] };
	v[n++] = (struct pdf_block){ .kind = PDF_PARAGRAPH, .text = web_text(web, MSG_NOTE_PAPER_KEEP) };
	v[n++] = (struct pdf_block){ .kind = PDF_PARAGRAPH, .text = web_text(web, MSG_NOTE_PAPER_READ) };
	struct pdf_paper doc = {
		.lang = web->lang,
		.created = clock_wall(),
		.title = web_text(web, MSG_NOTE_PAPER_TITLE),
		.blocks = { v, n },
	};
	return pdf_paper(&doc, web->arena, ret_pdf);
}

enum err
note_send_pdf(struct web *web)
{
	struct str paper, pdf;
	if (private_paper_read(web_field(web, "password-paper"), web->arena, &paper) != ERR_OK)
		return web_redirect(web, "/mijn/private");
	TRY(paper_pdf(web, paper, &pdf));
	const char *name = web->lang == LANG_NL ? "sleutel" : "key";
	http_add_header(
	    web->x, "Content-Disposition", str_printf(web->arena, "attachment; filename=\"%s.pdf\"", name));
	return web_bytes(web, 200, "application/pdf", pdf);
}

/* ---- beginning ---- */

static const struct form_field new_fields[] = { NOTE_PASSPHRASE_FIELDS };
#define NEW_FIELDS (sizeof new_fields / sizeof new_fields[0])

static enum err
new_page(struct web *web, const struct form *f)
{
	static const enum msg points[] = { MSG_NOTE_NEW_OTHER, MSG_NOTE_NEW_DEVICE };
	static const struct note_frame frame = {
		.title = MSG_NOTE_NEW_TITLE, .lead = MSG_NOTE_NEW_LEAD, .points = points, .point_count = 2,
		.action = "/mijn/private/new", .submit = MSG_NOTE_NEW_SUBMIT, .back = "/mijn/private",
		.back_label = MSG_NOTE_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, f);
	return note_form_answer(web, &p, 200);
}

enum err
note_show_new(struct web *web)
{
	struct form f;
	struct private_vault vault;
	enum err e = private_find(web->r, web->actor.client, web->arena, &vault);
	if (e == ERR_OK && vault.ready)
		return web_redirect(web, "/mijn/private");
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	form_init(&f, new_fields, NEW_FIELDS);
	return new_page(web, &f);
}

struct securing {
	struct web *web;
	const struct private_key *key;
	struct private_wrap passphrase, paper;
	struct str text; /* of the recovery key */
};

static enum err
begin(struct db_write *w, void *arg)
{
	const struct securing *s = arg;
	struct web *web = s->web;
	enum err e = private_begin(w, s->key, &s->passphrase, &s->paper);
	if (e == ERR_CONFLICT)
		return web_redirect(web, "/mijn/private");
	TRY(e);
	TRY(private_open(w, s->key, web_cookie(web, SESSION_COOKIE), web->arena));
	return note_paper_page(web, s->text, false, NULL);
}

enum err
note_take_new(struct web *web)
{
	struct form f;
	struct securing s = { .web = web };
	const struct vault_key *house;
	if (note_read_passphrase(web, &f, new_fields, NEW_FIELDS) != ERR_OK)
		return new_page(web, &f);
	TRY(note_house_slow(web, &house));
	s.key = private_make(web->actor.client, web->arena);
	TRY(private_wrap_passphrase(s.key, house, form_value(&f, "password"), web->arena, &s.passphrase));
	s.paper = private_wrap_paper(s.key, house, web->arena, &s.text);
	return web_write(web, begin, &s);
}

/* ---- another recovery key ---- */

enum err
note_take_paper(struct web *web)
{
	const struct vault_key *house;
	const struct private_key *key;
	struct str text;
	enum err e = note_current(web, &key);
	if (e == ERR_FORBIDDEN)
		return note_ask_to_open(web);
	TRY(e);
	TRY(note_house(web, &house));
	struct private_wrap paper = private_wrap_paper(key, house, web->arena, &text);
	TRY(private_put_wrap(web->w, key, &paper));
	return note_paper_page(web, text, true, NULL);
}

/* ---- another passphrase ---- */

static const struct form_field passphrase_fields[] = {
	{ "password-now", FORM_PASSWORD, MSG_NOTE_PASSPHRASE_NOW, MSG_NONE, 0, 200, NULL, NULL },
	NOTE_PASSPHRASE_FIELDS,
};
#define CHANGE_FIELDS (sizeof passphrase_fields / sizeof passphrase_fields[0])

static enum err
passphrase_page(struct web *web, const struct form *f)
{
	static const struct note_frame frame = {
		.title = MSG_NOTE_PASSPHRASE_TITLE, .lead = MSG_NOTE_PASSPHRASE_LEAD,
		.action = "/mijn/private/passphrase", .submit = MSG_NOTE_PASSPHRASE_SUBMIT, .back = "/mijn/private",
		.back_label = MSG_NOTE_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, f);
	return note_form_answer(web, &p, 200);
}

/* Shows the page, empty; where there is nothing to have a secret for, what it is about. */
static enum err
show_for_vault(struct web *web, const struct form_field *fields, size_t n,
    enum err (*page)(struct web *web, const struct form *f))
{
	struct form f;
	struct private_vault vault;
	enum err e = private_find(web->r, web->actor.client, web->arena, &vault);
	if (e == ERR_NOT_FOUND || (e == ERR_OK && !vault.ready))
		return web_redirect(web, "/mijn/private");
	TRY(e);
	form_init(&f, fields, n);
	return page(web, &f);
}

enum err
note_show_passphrase(struct web *web)
{
	return show_for_vault(web, passphrase_fields, CHANGE_FIELDS, passphrase_page);
}

/* Open here with the new one, closed everywhere else. */
static enum err
put_passphrase(struct db_write *w, const struct securing *s)
{
	struct web *web = s->web;
	TRY(private_put_wrap(w, s->key, &s->passphrase));
	TRY(private_close_all(w, web->actor.client));
	return private_open(w, s->key, web_cookie(web, SESSION_COOKIE), web->arena);
}

static enum err
change_passphrase(struct db_write *w, void *arg)
{
	const struct securing *s = arg;
	TRY(put_passphrase(w, s));
	return web_redirect(s->web, "/mijn/private?done=passphrase");
}

enum err
note_take_passphrase(struct web *web)
{
	struct form f;
	struct securing s = { .web = web };
	const struct vault_key *house;
	if (note_read_passphrase(web, &f, passphrase_fields, CHANGE_FIELDS) != ERR_OK)
		return passphrase_page(web, &f);
	TRY(note_house_slow(web, &house));
	enum err e = private_unlock(web->core, house, form_value(&f, "password-now"), web->arena, &s.key);
	if (e == ERR_FORBIDDEN) {
		form_fail(&f, "password-now", MSG_NOTE_PASSPHRASE_WRONG);
		return passphrase_page(web, &f);
	}
	TRY(e);
	TRY(private_wrap_passphrase(s.key, house, form_value(&f, "password"), web->arena, &s.passphrase));
	return web_write(web, change_passphrase, &s);
}

/* ---- with the recovery key ---- */

static const struct form_field recover_fields[] = {
	{ "password-paper", FORM_CODE, MSG_NOTE_PAPER, MSG_NOTE_PAPER_HINT, 0, 100, NULL, NULL },
	NOTE_PASSPHRASE_FIELDS,
};
#define RECOVER_FIELDS (sizeof recover_fields / sizeof recover_fields[0])

static enum err
recover_page(struct web *web, const struct form *f)
{
	static const struct note_frame frame = {
		.title = MSG_NOTE_RECOVER_TITLE, .lead = MSG_NOTE_RECOVER_LEAD, .action = "/mijn/private/recover",
		.submit = MSG_NOTE_RECOVER_SUBMIT, .back = "/mijn/private", .back_label = MSG_NOTE_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, f);
	struct note_link *lost = ARENA_NEW(web->arena, struct note_link);
	*lost = (struct note_link){ web_text(web, MSG_NOTE_LOST), web_url(web, "/mijn/private/delete") };
	p.links = (struct note_links){ lost, 1 };
	return note_form_answer(web, &p, 200);
}

enum err
note_show_recover(struct web *web)
{
	return show_for_vault(web, recover_fields, RECOVER_FIELDS, recover_page);
}

/* The old recovery key opens until the new one is confirmed: nobody is left with none. */
static enum err
recover(struct db_write *w, void *arg)
{
	const struct securing *s = arg;
	TRY(private_put_wrap(w, s->key, &s->paper));
	TRY(put_passphrase(w, s));
	return note_paper_page(s->web, s->text, true, NULL);
}

enum err
note_take_recover(struct web *web)
{
	struct form f;
	struct securing s = { .web = web };
	const struct vault_key *house;
	if (note_read_passphrase(web, &f, recover_fields, RECOVER_FIELDS) != ERR_OK)
		return recover_page(web, &f);
	TRY(note_house_slow(web, &house));
	enum err e = private_unlock_paper(web->core, house, form_value(&f, "password-paper"), web->arena, &s.key);
	if (e == ERR_INVALID || e == ERR_FORBIDDEN) {
		form_fail(&f, "password-paper", e == ERR_INVALID ? MSG_NOTE_PAPER_SLIP : MSG_NOTE_PAPER_OTHERS);
		return recover_page(web, &f);
	}
	TRY(e);
	TRY(private_wrap_passphrase(s.key, house, form_value(&f, "password"), web->arena, &s.passphrase));
	s.paper = private_wrap_paper(s.key, house, web->arena, &s.text);
	return web_write(web, recover, &s);
}

/* ---- all of it, gone ---- */

static const struct form_field delete_fields[] = {
	{ "word", FORM_TEXT, MSG_NOTE_DELETE_TYPE, MSG_NONE, 0, 40, NULL, NULL },
};

static enum err
delete_page(struct web *web, const struct form *f)
{
	static const enum msg points[] = { MSG_NOTE_DELETE_GONE, MSG_NOTE_DELETE_NOBODY, MSG_NOTE_DELETE_STAYS };
	static const struct note_frame frame = {
		.title = MSG_NOTE_DELETE_TITLE, .lead = MSG_NOTE_DELETE_LEAD, .points = points, .point_count = 3,
		.action = "/mijn/private/delete", .submit = MSG_NOTE_DELETE_SUBMIT, .back = "/mijn/private",
		.back_label = MSG_NOTE_BACK,
	};
	struct note_form_page p = note_form_page(web, &frame, f);
	return note_form_answer(web, &p, 200);
}

enum err
note_show_delete(struct web *web)
{
	return show_for_vault(web, delete_fields, 1, delete_page);
}

enum err
note_take_delete(struct web *web)
{
	struct form f;
	if (form_read(&f, delete_fields, 1, web) != ERR_OK)
		return delete_page(web, &f);
	if (!str_eq_nocase(form_value(&f, "word"), web_text(web, MSG_NOTE_DELETE_WORD))) {
		form_fail(&f, "word", MSG_NOTE_DELETE_TYPE);
		return delete_page(web, &f);
	}
	TRY(private_delete(web->w, web->actor.client));
	return web_redirect(web, "/mijn/private?done=deleted");
}
