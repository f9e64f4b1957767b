/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a draft, and seeing it as a reader will. */
#include "editor_guide.html.h"
#include "editor_words.h"
#include "editor_write.html.h"
#include "form.h"
#include "site.h"

#include "banned.h"

#define CONTEXT 3

static const struct form_field write_fields[] = {
	{ "body", FORM_LONG, MSG_EDITOR_BODY, MSG_NONE, 0, EDITOR_BODY_MAX, NULL, NULL },
};

static struct form_view
write_view(struct web *web, const struct editor_doc *doc, const struct form *f)
{
	return form_view(f, web, editor_path(web, doc, "/edit"), MSG_EDITOR_SAVE);
}

/* seen: what the text was made from. other: what somebody else saved meanwhile; NULL: nobody. */
static enum err
write_page(struct web *web, const struct editor_doc *doc, const struct form *f, struct id seen,
    const struct editor_sheet *other)
{
	struct editor_look look;
	struct str body = form_value(f, "body");
	body = body.p == NULL ? STR("") : body;
	bool fits = body.n <= EDITOR_BODY_MAX;
	TRY(editor_look_at(web->r, doc, fits ? body : STR(""), web->arena, &look));
	struct editor_write_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_WRITE_TITLE)),
		.back = editor_url(web, doc, ""),
		.name = doc->name,
		.lang = doc->kind == EDITOR_PAGE ? str_from_z(lang_code(doc->lang)) : STR_NONE,
		.guide = doc->kind == EDITOR_GUIDE,
		.saved = web_query(web, "saved").n > 0,
		.form = write_view(web, doc, f),
		.base = id_text(seen, web->arena),
		.label = web_text(web, MSG_EDITOR_BODY),
		.faults = editor_lines(web, look.faults.v, look.faults.n, body),
		.reading = editor_reading_of(web, doc, &look, body),
	};
	p.body = p.form.fields.v[0];
	if (other != NULL) {
		p.conflict = true;
		p.base = id_text(editor_head(other), web->arena);
		p.other = editor_words_who(web, web->r, other->writer);
		struct str theirs = other->body.p != NULL ? other->body : other->live_body;
		p.diff = diff_texts(theirs.p == NULL ? STR("") : theirs, body, CONTEXT, web->arena);
	}
	bool wrong = form_failed(f) || other != NULL;
	p.top.has_errors = wrong;
	editor_write_html(web_html(web, other != NULL ? 409 : wrong ? 422 : 200), &p);
	return wrong ? ERR_INVALID : ERR_OK;
}

/* What a page that is not there yet begins with. */
static struct str
new_body(const struct editor_doc *doc)
{
	if (doc->kind == EDITOR_GUIDE)
		return STR("");
	return STR("---\nkind: page\ntitle: \nsummary: \naudience: victims\nowner: Redactie\nchecked: \n---\n\n## \n");
}

static enum err
read_write(struct web *web)
{
	struct editor_doc doc;
	struct editor_sheet s = { .state = EDITOR_NO_DRAFT };
	struct form f;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	enum err e = editor_read(web->r, &doc, web->arena, &s);
	if (whole || (e != ERR_OK && e != ERR_NOT_FOUND))
		return whole ? ERR_NOT_FOUND : e;
	struct str body = s.body.p != NULL ? s.body : s.live_body.p != NULL ? s.live_body : new_body(&doc);
	form_init(&f, write_fields, 1);
	form_set(&f, "body", body);
	return write_page(web, &doc, &f, editor_head(&s), NULL);
}

enum err
editor_show_write(struct web *web)
{
	return editor_reading(web, read_write);
}

/* Somebody was first: their text and this one stand beside each other, and
 * what was typed is in the form. Sending it again is meant. */
static enum err
somebody_was_first(struct web *web, const struct editor_doc *doc, const struct form *f)
{
	struct editor_sheet other;
	TRY(editor_read(web->r, doc, web->arena, &other));
	return write_page(web, doc, f, editor_head(&other), &other);
}

enum err
editor_take_write(struct web *web)
{
	struct editor_doc doc;
	struct form f;
	struct id seen;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	if (id_parse(web_field(web, "seen"), &seen) != ERR_OK)
		seen = ID_NONE;
	if (whole)
		return ERR_NOT_FOUND;
	if (form_read(&f, write_fields, 1, web) != ERR_OK)
		return write_page(web, &doc, &f, seen, NULL);
	struct editor_step s = { .core = web->core, .doc = doc, .account = web->actor.id, .seen = seen };
	enum err e = editor_save(web->w, &s, form_value(&f, "body"), web->arena);
	if (e == ERR_CONFLICT)
		return somebody_was_first(web, &doc, &f);
	if (e == ERR_LIMIT) {
		form_fail(&f, "body", MSG_FORM_LONG);
		return write_page(web, &doc, &f, seen, NULL);
	}
	TRY(e);
	return editor_go(web, &doc, str_eq_z(web_field(web, "then"), "preview") ? "/preview" : "/edit?saved=1");
}

/* ---- preview ---- */

static struct strs
options_of(const struct guide_step *s, enum lang lang, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, s->option_count);
	for (size_t i = 0; i < s->option_count; i++)
		v[i] = s->options[i].label.in[lang];
	return (struct strs){ v, s->option_count };
}

static void
guide_preview(struct web *web, const struct guide *g, const struct page_notice *notice)
{
	struct arena *a = web->arena;
	enum lang l = web->lang;
	struct editor_guide_part *steps = ARENA_ARRAY(a, struct editor_guide_part, g->step_count);
	struct editor_guide_part *outcomes = ARENA_ARRAY(a, struct editor_guide_part, g->outcome_count);
	for (size_t i = 0; i < g->step_count; i++) {
		const struct guide_step *s = &g->steps[i];
		steps[i] = (struct editor_guide_part){ s->title.in[l], s->why.in[l], s->text.html[l],
			options_of(s, l, a), s->when != NULL };
	}
	for (size_t i = 0; i < g->outcome_count; i++) {
		const struct guide_outcome *u = &g->outcomes[i];
		outcomes[i] = (struct editor_guide_part){ .title = u->title.in[l], .text = u->text.html[l],
			.sometimes = u->when != NULL };
	}
	struct editor_guide_page p = {
		.top = web_page(web, g->title.in[l]),
		.intro = g->intro.html[l],
		.steps = { steps, g->step_count },
		.outcomes = { outcomes, g->outcome_count },
	};
	p.top.notice = *notice;
	p.top.wide = p.top.signed_in = false;
	editor_guide_html(web_html(web, 200), &p);
}

static enum err
read_preview(struct web *web)
{
	struct editor_doc doc;
	struct editor_sheet s;
	struct editor_look look;
	bool whole;
	TRY(editor_param(web, &doc, &whole));
	if (whole)
		return ERR_NOT_FOUND;
	TRY(editor_read(web->r, &doc, web->arena, &s));
	struct str body = s.body.p != NULL ? s.body : s.live_body;
	if (body.p == NULL)
		return ERR_NOT_FOUND;
	TRY(editor_look_at(web->r, &doc, body, web->arena, &look));
	/* what is too broken to be shown, the page of writing explains */
	if (look.article == NULL && look.guide == NULL)
		return editor_go(web, &doc, "/edit");
	if (look.article != NULL)
		web->lang = doc.lang;
	struct page_notice notice = {
		.text = web_text(web, MSG_EDITOR_PREVIEW_TEXT), .back = doc.name,
		.back_url = editor_url(web, &doc, ""),
	};
	if (look.guide != NULL) {
		guide_preview(web, look.guide, &notice);
		return ERR_OK;
	}
	return site_article_preview(web, web->r, look.article, &notice, web_html(web, 200));
}

enum err
editor_show_preview(struct web *web)
{
	return editor_reading(web, read_preview);
}
