/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures and downloads. A picture is made anew before it is kept (picture.h). */
#include "clock.h"
#include "editor_media.html.h"
#include "editor_words.h"
#include "filetype.h"
#include "form.h"
#include "media.h"
#include "media_note.h"
#include "picture.h"

#include "say.h"
#include "banned.h"

#define NAME_LENGTH 60

static const struct form_choice decoration_choices[] = { { "yes", MSG_EDITOR_MEDIA_DECORATION }, { NULL, MSG_NONE } };
static const struct form_field media_fields[] = {
	{ "file", FORM_FILE, MSG_EDITOR_FILE_LABEL, MSG_NONE, 0, 0, NULL, NULL, ".png,.jpg,.jpeg,.pdf" },
	{ "name", FORM_TEXT, MSG_EDITOR_NEW_NAME, MSG_EDITOR_MEDIA_NAME_HINT, FORM_OPTIONAL, NAME_LENGTH, NULL, NULL },
	{ "label-nl", FORM_TEXT, MSG_EDITOR_MEDIA_LABEL_NL, MSG_EDITOR_MEDIA_LABEL_HINT, FORM_OPTIONAL, 200, NULL,
	    NULL },
	{ "label-en", FORM_TEXT, MSG_EDITOR_MEDIA_LABEL_EN, MSG_NONE, FORM_OPTIONAL, 200, NULL, NULL },
	{ "decoration", FORM_MANY, MSG_EDITOR_MEDIA_OR, MSG_NONE, FORM_OPTIONAL, 0, NULL, decoration_choices },
};
#define FIELDS (sizeof media_fields / sizeof media_fields[0])

/* A file on its way in. */
struct upload {
	struct web *web;
	struct form form;
	struct str name, type, bytes; /* as it is kept */
	struct picture picture;       /* bytes absent: a download */
	struct str why;               /* what is wrong with a download, or absent: its fault says all */
};

/* ---- the page ---- */

static struct editor_file
file_row(struct web *web, const struct media_note *note)
{
	bool picture = note->width > 0;
	size_t dot = note->name.n;
	while (dot > 0 && note->name.p[dot - 1] != '.')
		dot--;
	struct str base = str_cut(note->name, 0, dot > 0 ? dot - 1 : note->name.n), label = note->label[web->lang];
	return (struct editor_file){
		.name = note->name,
		.use = picture ? str_printf(web->arena, "image: %.*s", STR_ARG(base))
		               : str_printf(web->arena, "download: %.*s | %.*s", STR_ARG(note->name), STR_ARG(label)),
		.label = picture && label.n == 0 ? web_text(web, MSG_EDITOR_MEDIA_DECORATION) : label,
		.who = editor_words_who(web, web->r, note->account),
		.when = moment_text(note->made, web->lang, web->arena),
		.width = note->width,
		.height = note->height,
	};
}

/* Words or decoration, one of them: what may be left open is not for the fields to say, but for the name. why: what
 * is wrong with the file, or absent. */
static struct field_views
fields_of(const struct field_views *fields, struct str why, struct arena *a)
{
	struct field_view *v = ARENA_ARRAY(a, struct field_view, fields->n);
	for (size_t i = 0; i < fields->n; i++) {
		v[i] = fields->v[i];
		v[i].optional = str_eq_z(v[i].name, "name");
		if (v[i].kind == FIELD_FILE && why.n > 0)
			v[i].error = why;
	}
	return (struct field_views){ v, fields->n };
}

static enum err
media_page(struct web *web, const struct form *f, struct str why)
{
	struct media_notes notes;
	TRY(media_note_list(web->r, web->arena, &notes));
	struct editor_file *v = ARENA_ARRAY(web->arena, struct editor_file, notes.n);
	for (size_t i = 0; i < notes.n; i++)
		v[i] = file_row(web, &notes.v[i]);
	struct editor_media_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_MEDIA_TITLE)),
		.menu = editor_menu_of(web, "/editor/media"),
		.form = form_view(f, web, web_path(web, "/editor/media"), MSG_EDITOR_MEDIA_SEND),
		.added = !f->sent && web_query(web, "added").n > 0,
		.files = { v, notes.n },
	};
	p.form.fields = fields_of(&p.form.fields, why, web->arena);
	p.top.has_errors = form_failed(f);
	editor_media_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

static enum err
read_media(struct web *web)
{
	struct form f;
	form_init(&f, media_fields, FIELDS);
	return media_page(web, &f, STR_NONE);
}

enum err
editor_show_media(struct web *web)
{
	return editor_reading(web, read_media);
}

/* ---- taking a file ---- */

/* "Foto van het huis.JPG" as "foto-van-het-huis"; absent when nothing is left. */
static struct str
plain_name(struct str name, struct arena *a)
{
	struct str low = str_lower(name, a);
	char *out = arena_alloc(a, low.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < low.n && n < NAME_LENGTH; i++) {
		char c = low.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (word)
			out[n++] = c;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	return (struct str){ n == 0 ? NULL : out, n };
}

static struct str
without_ending(struct str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '.')
			return str_cut(name, 0, i - 1);
	return name;
}

static enum msg
take_picture(struct upload *u)
{
	static const enum msg faults[] = {
		[PICTURE_OTHER] = MSG_EDITOR_MEDIA_OTHER,
		[PICTURE_BROKEN] = MSG_EDITOR_MEDIA_BROKEN,
		[PICTURE_TOO_BIG] = MSG_EDITOR_MEDIA_TOO_BIG,
	};
	enum picture_fault fault;
	if (picture_remake(u->form.file->value, u->web->arena, &u->picture, &fault) != ERR_OK)
		return faults[fault];
	u->bytes = u->picture.bytes;
	u->type = str_from_z(picture_content_type(u->picture.kind));
	return MSG_NONE;
}

static enum msg
take_download(struct upload *u)
{
	const struct filetype *pdf = filetype_of(STR("x.pdf"));
	struct web *web = u->web;
	struct msg_said reason;
	int line;
	if (filetype_check(pdf, u->form.file->value, web->arena, &line, &reason) != ERR_OK) {
		struct msg_arg arg = { .text = reason.in[web->lang] };
		u->why = msg_fill(web->lang, MSG_EDITOR_MEDIA_DOWNLOAD_FAULT, &arg, 1, web->arena);
		return MSG_EDITOR_MEDIA_BROKEN;
	}
	u->bytes = u->form.file->value;
	u->type = str_from_z(pdf->type);
	return MSG_NONE;
}

/* What it is, says its beginning; what it is called, the person or the file. */
static enum msg
take_bytes(struct upload *u)
{
	struct arena *a = u->web->arena;
	const struct http_field *file = u->form.file;
	bool download = str_starts(file->value, STR("%PDF-"));
	enum msg fault = download ? take_download(u) : take_picture(u);
	if (fault != MSG_NONE)
		return fault;
	struct str typed = form_value(&u->form, "name");
	struct str base = plain_name(typed.n > 0 ? typed : without_ending(file->file_name), a);
	if (base.n == 0)
		return MSG_EDITOR_MEDIA_NAME_FAULT;
	const char *ending = download ? "pdf" : u->picture.kind == PICTURE_PNG ? "png" : "jpg";
	u->name = str_printf(a, "%.*s.%s", STR_ARG(base), ending);
	return MSG_NONE;
}

/* A picture is described in both languages, or is decoration and not at all; a download has a title in both. */
static void
check_labels(struct upload *u)
{
	static const char *const labels[] = { "label-nl", "label-en" };
	bool picture = u->picture.width > 0, decoration = form_has(&u->form, "decoration", "yes");
	if (decoration && !picture)
		form_fail(&u->form, "decoration", MSG_EDITOR_MEDIA_TITLE_DECORATION);
	for (size_t i = 0; i < 2; i++) {
		bool given = form_value(&u->form, labels[i]).n > 0;
		if (picture && decoration && given)
			form_fail(&u->form, labels[i], MSG_EDITOR_MEDIA_LABEL_NEITHER);
		if (picture && !decoration && !given)
			form_fail(&u->form, labels[i], MSG_EDITOR_MEDIA_LABEL_FAULT);
		if (!picture && !given)
			form_fail(&u->form, labels[i], MSG_EDITOR_MEDIA_TITLE_FAULT);
	}
}

static enum err
keep(struct db_write *w, void *arg)
{
	struct upload *u = arg;
	struct web *web = u->web;
	struct media there;
	bool changed;
	enum err e = media_find(web->r, u->name, web->arena, &there);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_OK && !str_eq(there.hash, media_hash(u->bytes, web->arena))) {
		form_fail(&u->form, "name", MSG_EDITOR_MEDIA_TAKEN);
		return media_page(web, &u->form, STR_NONE);
	}
	/* the same once more says something else of it: pages that show it are made anew */
	if (e == ERR_OK)
		TRY(media_retire(w, u->name));
	TRY(media_put(w, u->name, u->type, u->bytes, web->arena, &changed));
	struct media_note note = {
		.name = u->name, .width = u->picture.width, .height = u->picture.height, .account = web->actor.id,
		.made = clock_wall(),
		.label = { form_value(&u->form, "label-nl"), form_value(&u->form, "label-en") },
	};
	TRY(media_note_put(w, &note));
	return web_redirect(web, "/editor/media?added=1");
}

static enum err
refuse(struct web *web, const struct upload *u)
{
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	web->r = r;
	enum err e = media_page(web, &u->form, u->why);
	web->r = NULL;
	db_read_end(r);
	return e;
}

enum err
editor_take_media(struct web *web)
{
	struct upload u = { .web = web };
	form_read(&u.form, media_fields, FIELDS, web);
	if (u.form.file != NULL) {
		enum msg fault = take_bytes(&u);
		if (fault == MSG_EDITOR_MEDIA_NAME_FAULT)
			form_fail(&u.form, "name", fault);
		else if (fault != MSG_NONE)
			form_fail(&u.form, "file", fault);
		else
			check_labels(&u);
	}
	if (form_failed(&u.form))
		return refuse(web, &u);
	return web_write(web, keep, &u);
}
