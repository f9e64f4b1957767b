/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of everything, what is to be looked at, and how a page begins. */
#include "clock.h"
#include "date.h"
#include "editor_desk.html.h"
#include "editor_list.html.h"
#include "editor_new.html.h"
#include "editor_words.h"
#include "form.h"

#include "banned.h"

/* ---- the list ---- */

struct option {
	const char *value; /* "": any */
	enum msg label;
};

static const struct option states[] = {
	{ "", MSG_EDITOR_ANY }, { "writing", MSG_EDITOR_STATE_WRITING }, { "review", MSG_EDITOR_STATE_REVIEW },
	{ "approved", MSG_EDITOR_STATE_APPROVED }, { "scheduled", MSG_EDITOR_STATE_SCHEDULED },
	{ "live", MSG_EDITOR_LIVE }, { "gone", MSG_EDITOR_GONE }, { NULL, MSG_NONE },
};
static const struct option types[] = {
	{ "", MSG_EDITOR_ANY }, { "page", MSG_EDITOR_TYPE_PAGE }, { "home", MSG_EDITOR_TYPE_HOME },
	{ "checklist", MSG_EDITOR_TYPE_CHECKLIST }, { "theme", MSG_EDITOR_TYPE_THEME },
	{ "plan", MSG_EDITOR_TYPE_PLAN }, { "story", MSG_EDITOR_TYPE_STORY }, { "video", MSG_EDITOR_TYPE_VIDEO },
	{ "tip", MSG_EDITOR_TYPE_TIP },
	{ "guide", MSG_EDITOR_TYPE_GUIDE }, { NULL, MSG_NONE },
};
static const struct option audiences[] = {
	{ "", MSG_EDITOR_ANY }, { "victims", MSG_EDITOR_AUDIENCE_VICTIMS }, { "helpers", MSG_EDITOR_AUDIENCE_HELPERS },
	{ "professionals", MSG_EDITOR_AUDIENCE_PROFESSIONALS }, { "youth", MSG_EDITOR_AUDIENCE_YOUTH },
	{ NULL, MSG_NONE },
};
static const struct option languages[] = {
	{ "", MSG_EDITOR_ANY }, { "nl", MSG_EDITOR_LANGUAGE_NL }, { "en", MSG_EDITOR_LANGUAGE_EN }, { NULL, MSG_NONE },
};

static const struct {
	const char *name;
	enum msg label;
	const struct option *options;
} filters[] = {
	{ "state", MSG_EDITOR_LIST_STATE, states },
	{ "type", MSG_EDITOR_LIST_KIND, types },
	{ "audience", MSG_EDITOR_LIST_AUDIENCE, audiences },
	{ "lang", MSG_EDITOR_LIST_LANGUAGE, languages },
};
#define FILTERS (sizeof filters / sizeof filters[0])

static struct editor_choices
choices_of(struct web *web, const struct option *options, struct str chosen)
{
	size_t n = 0;
	while (options[n].value != NULL)
		n++;
	struct editor_choice *v = ARENA_ARRAY(web->arena, struct editor_choice, n);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct editor_choice){
			.value = str_from_z(options[i].value),
			.label = web_text(web, options[i].label),
			.chosen = str_eq_z(chosen, options[i].value),
		};
	return (struct editor_choices){ v, n };
}

static struct editor_selects
selects_of(struct web *web)
{
	struct editor_select *v = ARENA_ARRAY(web->arena, struct editor_select, FILTERS);
	for (size_t i = 0; i < FILTERS; i++)
		v[i] = (struct editor_select){
			.name = str_from_z(filters[i].name),
			.label = web_text(web, filters[i].label),
			.choices = choices_of(web, filters[i].options, web_query(web, filters[i].name)),
		};
	return (struct editor_selects){ v, FILTERS };
}

static struct editor_filter
filter_of(const struct web *web)
{
	return (struct editor_filter){
		.after = web_query(web, "after"),
		.after_kind = web_query(web, "kind"),
		.lang = web_query(web, "lang"),
		.type = web_query(web, "type"),
		.audience = web_query(web, "audience"),
		.state = web_query(web, "state"),
		.search = str_trim(web_query(web, "q")),
		.due_for_check = web_query(web, "old").n > 0,
	};
}

/* The same filter again, from another place on. */
static struct url
list_url(struct web *web, const struct editor_row *after)
{
	struct buf b;
	buf_init(&b, 20000, web->arena);
	const char *sign = "?";
	static const char *const names[] = { "q", "state", "type", "audience", "lang", "old" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct str value = web_query(web, names[i]);
		if (value.n == 0 || value.n > 500)
			continue;
		buf_printf(&b, "%s%s=", sign, names[i]);
		http_escape(&b, value);
		sign = "&";
	}
	if (after != NULL) {
		buf_printf(&b, "%skind=%s&after=", sign, editor_kind_name(after->doc.kind));
		http_escape(&b, after->doc.name);
	}
	return web_url(web, "/editor%.*s", STR_ARG(buf_view(&b)));
}

static struct editor_list_row
row_of(struct web *web, const struct editor_row *row, struct str old)
{
	enum msg live = row->live ? MSG_EDITOR_LIVE : row->gone ? MSG_EDITOR_GONE : MSG_EDITOR_NOT_LIVE;
	return (struct editor_list_row){
		.open = editor_url(web, &row->doc, ""),
		.title = row->title,
		.name = row->doc.part,
		.type = editor_words_type(web, row->type),
		.lang = editor_words_language(web, row->lang),
		.audience = editor_words_audience(web, row->audience),
		.owner = row->owner,
		.checked = row->checked,
		.state = editor_words_state(web, row->state),
		.live = web_text(web, live),
		.score = row->score,
		.faults = row->faults,
		.has_score = row->score >= 0,
		.old = row->live && row->checked.n > 0 && str_cmp(row->checked, old) < 0,
		.busy = row->state != EDITOR_NO_DRAFT,
	};
}

static enum err
read_list(struct web *web)
{
	struct editor_filter f = filter_of(web);
	struct editor_rows rows;
	TRY(editor_list_read(web->r, &f, web->arena, &rows));
	struct editor_list_row *v = ARENA_ARRAY(web->arena, struct editor_list_row, rows.n);
	struct str old = date_iso(date_add_days(date_local(clock_wall()).date, -EDITOR_CHECK_DAYS), web->arena);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = row_of(web, &rows.v[i], old);
	struct editor_list_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_TITLE)),
		.menu = editor_menu_of(web, "/editor"),
		.action = web_url(web, "/editor"),
		.export_url = web_url(web, "/editor/export"),
		.search = f.search,
		.due_for_check = f.due_for_check,
		.selects = selects_of(web),
		.rows = { v, rows.n },
	};
	if (f.after.n > 0)
		p.first = list_url(web, NULL);
	if (rows.more)
		p.next = list_url(web, &rows.v[rows.n - 1]);
	editor_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
show_list(struct web *web)
{
	return editor_reading(web, read_list);
}

/* ---- what is to be looked at ---- */

static struct editor_job_list
job_list(struct web *web, enum msg title, enum msg none, const char *id, const struct editor_tasks *tasks)
{
	struct editor_job *v = ARENA_ARRAY(web->arena, struct editor_job, tasks->n);
	for (size_t i = 0; i < tasks->n; i++)
		v[i] = (struct editor_job){
			.open = editor_url(web, &tasks->v[i].doc, ""),
			.title = tasks->v[i].title,
			.name = tasks->v[i].doc.name,
			.lang = tasks->v[i].lang,
			.what = tasks->v[i].what,
		};
	return (struct editor_job_list){
		.title = web_text(web, title), .none = web_text(web, none), .id = str_from_z(id),
		.jobs = { v, tasks->n },
	};
}

static enum err
read_desk(struct web *web)
{
	struct editor_desk d;
	TRY(editor_desk_read(web->r, web->arena, &d));
	struct editor_job_list lists[] = {
		job_list(web, MSG_EDITOR_DESK_REVIEW, MSG_EDITOR_DESK_REVIEW_NONE, "review", &d.review),
		job_list(web, MSG_EDITOR_DESK_SCHEDULED, MSG_EDITOR_DESK_SCHEDULED_NONE, "scheduled", &d.scheduled),
		job_list(web, MSG_EDITOR_DESK_UNCHECKED, MSG_EDITOR_DESK_UNCHECKED_NONE, "unchecked", &d.unchecked),
		job_list(web, MSG_EDITOR_DESK_UNTRANSLATED, MSG_EDITOR_DESK_UNTRANSLATED_NONE, "untranslated",
		    &d.untranslated),
		job_list(web, MSG_EDITOR_DESK_LINKS, MSG_EDITOR_DESK_LINKS_NONE, "links", &d.dead_links),
	};
	struct editor_desk_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_DESK_TITLE)),
		.menu = editor_menu_of(web, "/editor/check"),
		.lists = { lists, sizeof lists / sizeof lists[0] },
	};
	editor_desk_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
show_desk(struct web *web)
{
	return editor_reading(web, read_desk);
}

/* ---- a new page ---- */

static const struct form_choice kind_choices[] = {
	{ "page", MSG_EDITOR_NEW_KIND_PAGE }, { "guide", MSG_EDITOR_NEW_KIND_GUIDE }, { NULL, MSG_NONE },
};
static const struct form_choice language_choices[] = {
	{ "nl", MSG_EDITOR_LANGUAGE_NL }, { "en", MSG_EDITOR_LANGUAGE_EN }, { NULL, MSG_NONE },
};
static const struct form_field new_fields[] = {
	{ "kind", FORM_ONE, MSG_EDITOR_LIST_KIND, MSG_NONE, 0, 0, NULL, kind_choices },
	{ "part", FORM_TEXT, MSG_EDITOR_NEW_NAME, MSG_EDITOR_NEW_NAME_HINT, 0, 100, NULL, NULL },
	{ "lang", FORM_ONE, MSG_EDITOR_LIST_LANGUAGE, MSG_EDITOR_NEW_LANGUAGE_HINT, 0, 0, NULL, language_choices },
};
#define NEW_FIELDS (sizeof new_fields / sizeof new_fields[0])

static const struct form_choice folder_choices[] = {
	{ "none", MSG_EDITOR_FILE_NO_FOLDER }, { "victims", MSG_EDITOR_AUDIENCE_VICTIMS },
	{ "helpers", MSG_EDITOR_AUDIENCE_HELPERS }, { "professionals", MSG_EDITOR_AUDIENCE_PROFESSIONALS },
	{ "youth", MSG_EDITOR_AUDIENCE_YOUTH }, { NULL, MSG_NONE },
};
static const struct form_field file_fields[] = {
	{ "file", FORM_FILE, MSG_EDITOR_FILE_LABEL, MSG_NONE, 0, 0, NULL, NULL, ".md,.yaml" },
	{ "folder", FORM_ONE, MSG_EDITOR_FILE_FOLDER, MSG_NONE, 0, 0, NULL, folder_choices },
	{ "file-lang", FORM_ONE, MSG_EDITOR_LIST_LANGUAGE, MSG_EDITOR_NEW_LANGUAGE_HINT, 0, 0, NULL, language_choices },
};
#define FILE_FIELDS (sizeof file_fields / sizeof file_fields[0])

/* The two ways in which a page begins. */
static void
forms_init(struct form *f, struct form *file)
{
	form_init(f, new_fields, NEW_FIELDS);
	form_set(f, "kind", STR("page"));
	form_set(f, "lang", STR("nl"));
	form_init(file, file_fields, FILE_FIELDS);
	form_set(file, "folder", STR("none"));
	form_set(file, "file-lang", STR("nl"));
}

static enum err
new_page(struct web *web, const struct form *f, const struct form *file)
{
	struct editor_new_page p = {
		.top = web_page(web, web_text(web, MSG_EDITOR_NEW_TITLE)),
		.menu = editor_menu_of(web, "/editor/new"),
		.form = form_view(f, web, web_path(web, "/editor/new"), MSG_EDITOR_NEW_MAKE),
		.file = form_view(file, web, web_path(web, "/editor/new/file"), MSG_EDITOR_FILE_SEND),
	};
	bool wrong = form_failed(f) || form_failed(file);
	p.top.has_errors = wrong;
	editor_new_html(web_html(web, wrong ? 422 : 200), &p);
	return wrong ? ERR_INVALID : ERR_OK;
}

static enum err
show_new(struct web *web)
{
	struct form f, file;
	forms_init(&f, &file);
	form_set(&f, "part", web_query(web, "part"));
	return new_page(web, &f, &file);
}

static struct str
first_text(struct web *web, const struct editor_doc *doc)
{
	struct str today = date_iso(date_local(clock_wall()).date, web->arena);
	if (doc->kind == EDITOR_PAGE)
		return str_printf(web->arena,
		    "---\nkind: page\ntitle: \nsummary: \naudience: victims\nowner: Redactie\n"
		    "checked: %.*s\n---\n\n## \n",
		    STR_ARG(today));
	return str_printf(web->arena,
	    "guide: %.*s\nkind: tool\noffence: any\naudience: victims\nowner: Redactie\nchecked: %.*s\n"
	    "title: { nl: , en: }\nintro:\n  nl:\n  en:\nminutes: 5\n\nsteps:\n\noutcomes:\n",
	    STR_ARG(doc->name), STR_ARG(today));
}

static struct editor_step
step_of(struct web *web, const struct editor_doc *doc)
{
	return (struct editor_step){ .core = web->core, .doc = *doc, .account = web->actor.id, .seen = ID_NONE };
}

/* What is there already is opened instead. */
static enum err
take_new(struct web *web)
{
	struct form f, file;
	struct editor_doc doc;
	forms_init(&f, &file);
	if (form_read(&f, new_fields, NEW_FIELDS, web) != ERR_OK)
		return new_page(web, &f, &file);
	enum editor_kind kind = str_eq_z(form_value(&f, "kind"), "guide") ? EDITOR_GUIDE : EDITOR_PAGE;
	enum lang lang = str_eq_z(form_value(&f, "lang"), "en") ? LANG_EN : LANG_NL;
	if (editor_doc_of(kind, form_value(&f, "part"), lang, web->arena, &doc) != ERR_OK) {
		form_fail(&f, "part", MSG_EDITOR_NEW_NAME_FAULT);
		return new_page(web, &f, &file);
	}
	struct editor_step s = step_of(web, &doc);
	enum err e = editor_save(web->w, &s, first_text(web, &doc), web->arena);
	if (e != ERR_OK && e != ERR_CONFLICT)
		return e;
	return editor_go(web, &doc, "/edit");
}

/* ---- a file ---- */

/* "burglary.md" with the environment "victims" and the language of the form; "burglary.yaml" is a guide. */
static enum err
doc_of_file(const struct form *f, struct arena *a, struct editor_doc *ret_doc)
{
	struct str name = f->file->file_name, folder = form_value(f, "folder");
	enum lang lang = str_eq_z(form_value(f, "file-lang"), "en") ? LANG_EN : LANG_NL;
	if (str_ends(name, STR(".yaml")))
		return editor_doc_of(EDITOR_GUIDE, str_cut(name, 0, name.n - 5), lang, a, ret_doc);
	if (!str_ends(name, STR(".md")))
		return ERR_INVALID;
	struct str part = str_cut(name, 0, name.n - 3);
	if (!str_eq_z(folder, "none"))
		part = str_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(part));
	return editor_doc_of(EDITOR_PAGE, part, lang, a, ret_doc);
}

/* Makes a draft of the file. ERR_INVALID: *ret_fault says why not. */
static enum err
save_file(struct web *web, const struct form *f, struct editor_doc *ret_doc, enum msg *ret_fault)
{
	struct editor_sheet sheet = { .state = EDITOR_NO_DRAFT };
	*ret_fault = MSG_EDITOR_FILE_NAME_FAULT;
	TRY(doc_of_file(f, web->arena, ret_doc));
	*ret_fault = MSG_EDITOR_FILE_TEXT_FAULT;
	if (!str_is_text(f->file->value))
		return ERR_INVALID;
	enum err e = editor_read(web->r, ret_doc, web->arena, &sheet);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_fault = MSG_EDITOR_FILE_DRAFT_FAULT;
	if (sheet.state != EDITOR_NO_DRAFT)
		return ERR_INVALID;
	struct editor_step s = step_of(web, ret_doc);
	s.seen = editor_head(&sheet);
	*ret_fault = MSG_EDITOR_FILE_LONG_FAULT;
	e = editor_save(web->w, &s, f->file->value, web->arena);
	return e == ERR_LIMIT ? ERR_INVALID : e;
}

static enum err
take_file(struct web *web)
{
	struct form f, file;
	struct editor_doc doc;
	enum msg fault;
	forms_init(&f, &file);
	if (form_read(&file, file_fields, FILE_FIELDS, web) != ERR_OK)
		return new_page(web, &f, &file);
	enum err e = save_file(web, &file, &doc, &fault);
	if (e == ERR_INVALID) {
		form_fail(&file, "file", fault);
		return new_page(web, &f, &file);
	}
	TRY(e);
	return editor_go(web, &doc, "/edit");
}

const struct route editor_routes[] = {
	{ HTTP_GET, "/editor", SLOW, show_list, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/check", SLOW, show_desk, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/new", READ, show_new, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/new", WRITE, take_new, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/new/file", WRITE, take_file, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/export", SLOW, editor_show_archive, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/media", SLOW, editor_show_media, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/media", SLOW, editor_take_media, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/:kind/:page", SLOW, editor_show_doc, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/:kind/:page/step", WRITE, editor_take_step, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/:kind/:page/edit", SLOW, editor_show_write, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/:kind/:page/edit", WRITE, editor_take_write, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/:kind/:page/preview", SLOW, editor_show_preview, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/:kind/:page/compare", SLOW, editor_show_compare, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_GET, "/editor/:kind/:page/retire", READ, editor_show_retire, PERM_CONTENT, 0, NULL, NULL },
	{ HTTP_POST, "/editor/:kind/:page/retire", WRITE, editor_take_retire, PERM_CONTENT, 0, NULL, NULL },
};
const size_t editor_route_count = sizeof editor_routes / sizeof editor_routes[0];
