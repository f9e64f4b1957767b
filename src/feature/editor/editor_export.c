/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What is live, as the files of a content folder (docs/content.md). */
#include "buf.h"
#include "editor.h"
#include "media.h"

#include "banned.h"

#define GONE_MAX ((size_t)1 << 20) /* as a text of the folder */

struct export {
	struct db_read *r;
	const struct editor_export *to;
};

/* ---- where a thing stands ---- */

/* "victims/burglary.nl" -> "nl/victims/burglary.md" */
static struct str
page_path(struct str name, struct arena *a)
{
	struct str lang = str_cut(name, name.n < 2 ? 0 : name.n - 2, 2);
	struct str part = str_cut(name, 0, name.n < 3 ? 0 : name.n - 3);
	bool known = str_ends(name, STR(".nl")) || str_ends(name, STR(".en"));
	if (!known || !article_name_is_valid(part))
		return STR_NONE;
	return str_printf(a, "%.*s/%.*s.md", STR_ARG(lang), STR_ARG(part));
}

static struct str
aid_path(struct str name)
{
	static const struct {
		const char *name;
		struct str path;
	} aids[] = {
		{ "helpline", STR_INIT("helpline.yaml") },
		{ "blame", STR_INIT("blame.txt") },
		{ "words.nl", STR_INIT("words.nl.txt") },
		{ "words.en", STR_INIT("words.en.txt") },
		{ "synonyms.nl", STR_INIT("synonyms.nl.txt") },
		{ "synonyms.en", STR_INIT("synonyms.en.txt") },
	};
	for (size_t i = 0; i < sizeof aids / sizeof *aids; i++)
		if (str_eq_z(name, aids[i].name))
			return aids[i].path;
	return STR_NONE;
}

/* Absent: of a kind that stands in no file, or with a name that is none. */
static struct str
text_path(struct str kind, struct str name, struct arena *a)
{
	if (str_eq_z(kind, "page"))
		return page_path(name, a);
	if (str_eq_z(kind, "aid"))
		return aid_path(name);
	if (str_eq_z(kind, "guide") && article_name_is_valid(name) && str_find_char(name, '/') < 0)
		return str_printf(a, "guide/%.*s.yaml", STR_ARG(name));
	return STR_NONE;
}

/* Names of media are checked when they come in; here again, as they make a path. */
static struct str
media_path(const struct media *m, struct arena *a)
{
	const char *folder = str_ends(m->name, STR(".svg")) ? "image" : "media";
	if (str_find_char(m->name, '/') >= 0 || m->name.n == 0 || m->name.p[0] == '.')
		return STR_NONE;
	return str_printf(a, "%s/%.*s", folder, STR_ARG(m->name));
}

/* ---- each of them ---- */

static enum err
put_whole(const struct export *x, struct str path, struct str bytes)
{
	TRY(x->to->begin(x->to->arg, path, (int64_t)bytes.n));
	TRY(x->to->write(x->to->arg, bytes));
	return x->to->end(x->to->arg);
}

static enum err
put_text(const struct export *x, const struct content *c, struct arena *a)
{
	struct str path = text_path(c->kind, c->name, a);
	return path.p == NULL ? ERR_OK : put_whole(x, path, c->body);
}

/* One a line: "nl/victims/old.md: /victims/new", where it leads to somewhere. */
static enum err
put_gone(const struct export *x, struct arena *a)
{
	struct content_gones gones;
	struct buf b;
	TRY(content_list_gone(x->r, a, &gones));
	buf_init(&b, GONE_MAX, a);
	for (size_t i = 0; i < gones.n; i++) {
		const struct content_gone *g = &gones.v[i];
		struct str path = text_path(g->kind, g->name, a);
		if (path.p != NULL)
			buf_printf(&b, "%.*s%s%.*s\n", STR_ARG(path), g->goes_to.n > 0 ? ": " : "",
				STR_ARG(g->goes_to));
	}
	if (!buf_ok(&b))
		return ERR_LIMIT;
	return buf_view(&b).n == 0 ? ERR_OK : put_whole(x, STR("gone.txt"), buf_view(&b));
}

static enum err
put_pieces(const struct export *x, const struct media *m)
{
	struct str piece;
	enum err e = ERR_OK;
	for (int64_t at = 0; e == ERR_OK && at < m->size; at += (int64_t)piece.n) {
		struct arena *each = arena_new();
		e = media_read(x->r, m, at, MEDIA_CHUNK, each, &piece);
		if (e == ERR_OK)
			e = x->to->write(x->to->arg, piece);
		arena_free(each);
	}
	return e;
}

static enum err
put_media(const struct export *x, const struct media *m, struct arena *a)
{
	struct str path = media_path(m, a);
	if (path.p == NULL)
		return ERR_OK;
	TRY(x->to->begin(x->to->arg, path, m->size));
	enum err e = put_pieces(x, m), ended = x->to->end(x->to->arg);
	return e != ERR_OK ? e : ended;
}

/* ---- all of them ---- */

static enum err
put_texts(const struct export *x, struct arena *a)
{
	struct contents list;
	struct str kind = STR(""), name = STR("");
	do {
		struct arena *each = arena_new();
		enum err e = content_list_live(x->r, kind, name, each, &list);
		for (size_t i = 0; e == ERR_OK && i < list.n; i++)
			e = put_text(x, &list.v[i], each);
		if (e == ERR_OK && list.n > 0) {
			kind = str_dup(list.v[list.n - 1].kind, a);
			name = str_dup(list.v[list.n - 1].name, a);
		}
		arena_free(each);
		TRY(e);
	} while (list.n > 0);
	return ERR_OK;
}

static enum err
put_medias(const struct export *x, struct arena *a)
{
	struct medias list;
	struct str name = STR("");
	do {
		TRY(media_list(x->r, name, a, &list));
		for (size_t i = 0; i < list.n; i++)
			TRY(put_media(x, &list.v[i], a));
		if (list.n > 0)
			name = list.v[list.n - 1].name;
	} while (list.n > 0);
	return ERR_OK;
}

enum err
editor_export(struct db_read *r, const struct editor_export *to)
{
	struct export x = { r, to };
	struct arena *a = arena_new();
	enum err e = put_texts(&x, a);
	if (e == ERR_OK)
		e = put_gone(&x, a);
	if (e == ERR_OK)
		e = put_medias(&x, a);
	arena_free(a);
	return e;
}
