/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "date.h"
#include "editor.h"
#include "editor.sql.h"
#include "editor_internal.h"

#include "banned.h"

#define NO_SCORE (-1)

/* ---- what a page says of itself ---- */

static struct editor_summary_put_in
summary_of(const struct editor_doc *doc, const struct editor_look *look, struct arena *a)
{
	struct editor_summary_put_in in = {
		.kind = editor_doc_kind(doc),
		.name = doc->name,
		.part = doc->part,
		.lang = doc->kind == EDITOR_PAGE ? str_from_z(lang_code(doc->lang)) : STR(""),
		.type = STR(""),
		.title = doc->part,
		.audience = STR(""),
		.owner = STR(""),
		.checked = STR(""),
		.score = NO_SCORE,
		.faults = (int64_t)look->faults.n,
	};
	if (look->article != NULL) {
		in.type = str_from_z(article_kind_code(look->article->kind));
		in.title = look->article->title;
		in.audience = str_from_z(audience_code(look->article->audience));
		in.owner = look->article->owner;
		in.checked = date_iso(look->article->checked, a);
		in.score = look->reading.sentences > 0 ? (int64_t)look->reading.score : NO_SCORE;
	}
	if (look->guide != NULL) {
		in.type = STR("guide");
		in.title = look->guide->title.in[LANG_NL];
		in.audience = look->guide->audience;
		in.owner = look->guide->owner;
		in.checked = date_iso(look->guide->checked, a);
	}
	in.search = str_lower(
	    str_printf(a, "%.*s %.*s %.*s", STR_ARG(in.title), STR_ARG(doc->name), STR_ARG(in.owner)), a);
	return in;
}

/* "/victims/burglary#now" leads to victims/burglary; other sites are not looked at. */
static struct str
target_of(struct str link)
{
	size_t n = 0;
	while (n < link.n && link.p[n] != '#' && link.p[n] != '?')
		n++;
	return link.n > 0 && link.p[0] == '/' ? str_cut(link, 1, n - 1) : STR("");
}

static enum err
write_links(struct db_write *w, const struct editor_doc *doc, const struct article *article)
{
	struct str kind = editor_doc_kind(doc);
	TRY(editor_link_clear(w, (struct editor_link_clear_in){ .kind = kind, .name = doc->name }));
	for (size_t i = 0; article != NULL && i < article->links.n; i++) {
		struct str target = target_of(article->links.v[i].to);
		if (target.n > 0)
			TRY(editor_link_put(
			    w, (struct editor_link_put_in){ .kind = kind, .name = doc->name, .target = target }));
	}
	return ERR_OK;
}

/* A page and what it says of itself; ready to be written. */
struct summing {
	struct editor_doc doc;
	struct editor_summary_put_in row;
	const struct article *article;
};

static enum err
sum_up(struct db_read *r, const struct editor_doc *doc, struct id version, struct str body, struct arena *a,
    struct summing *ret_summing)
{
	struct editor_look look;
	TRY(editor_look_at(r, doc, body, a, &look));
	*ret_summing = (struct summing){ *doc, summary_of(doc, &look, a), look.article };
	ret_summing->row.version = version;
	return ERR_OK;
}

static enum err
write_summing(struct db_write *w, const struct summing *s)
{
	TRY(editor_summary_put(w, s->row));
	return write_links(w, &s->doc, s->article);
}

enum err
editor_summary_write(
    struct db_write *w, const struct editor_doc *doc, struct id version, struct str body, struct arena *a)
{
	struct summing s;
	TRY(sum_up(db_reading(w), doc, version, body, a, &s));
	return write_summing(w, &s);
}

/* What is in a table had a name that a document can have, but for what a folder once let in. */
static struct editor_doc
doc_of(struct str kind, struct str name)
{
	struct editor_doc doc;
	if (editor_doc_parse(kind, name, &doc) == ERR_OK)
		return doc;
	doc = (struct editor_doc){ .kind = EDITOR_PAGE, .name = name, .part = name };
	if (str_eq_z(kind, editor_kind_name(EDITOR_GUIDE)))
		doc.kind = EDITOR_GUIDE;
	return doc;
}

/* Texts are read and weighed here, so that the one writer only writes. */
#define BATCH 50
#define AT_ONCE 500 /* ms: other timers wait meanwhile */

struct batch {
	struct summing v[BATCH];
	size_t n;
	bool more;
	struct arena *arena;
};

static enum err
read_batch(struct db_read *r, struct batch *b)
{
	struct editor_summary_stale_rows rows;
	TRY(editor_summary_stale(r, b->arena, &rows));
	b->more = rows.n > BATCH;
	b->n = b->more ? BATCH : rows.n;
	for (size_t i = 0; i < b->n; i++) {
		const struct editor_summary_stale_row *row = &rows.v[i];
		struct editor_doc doc = doc_of(row->kind, row->name);
		struct content c;
		TRY(content_at(r, row->id, b->arena, &c));
		TRY(sum_up(r, &doc, row->id, c.body, b->arena, &b->v[i]));
	}
	return ERR_OK;
}

/* What went live meanwhile has its turn the next time. */
static enum err
write_batch(struct db_write *w, void *arg)
{
	const struct batch *b = arg;
	for (size_t i = 0; i < b->n; i++) {
		const struct summing *s = &b->v[i];
		struct content c;
		enum err e = content_find(db_reading(w), s->row.kind, s->row.name, b->arena, &c);
		if (e == ERR_NOT_FOUND || (e == ERR_OK && !id_eq(c.version, s->row.version)))
			continue;
		TRY(e);
		TRY(write_summing(w, s));
	}
	return ERR_OK;
}

static enum err
do_batch(struct core *core, struct batch *b)
{
	struct db_read *r;
	TRY(db_read_begin(core->db, &r));
	enum err e = read_batch(r, b);
	db_read_end(r);
	TRY(e);
	return b->n == 0 ? ERR_OK : db_write_run(core->db, write_batch, b);
}

enum err
editor_summarise(struct core *core)
{
	struct batch b = { .arena = arena_new() };
	int64_t until = clock_mono() + AT_ONCE;
	enum err e;
	do {
		arena_reset(b.arena);
		e = do_batch(core, &b);
	} while (e == ERR_OK && b.more && clock_mono() < until);
	arena_free(b.arena);
	return e;
}

/* ---- the list ---- */

static struct str
or_any(struct str s)
{
	return s.p == NULL ? STR("") : s;
}

static struct str
check_before(struct arena *a)
{
	return date_iso(date_add_days(date_local(clock_wall()).date, -EDITOR_CHECK_DAYS), a);
}

enum err
editor_list_read(struct db_read *r, const struct editor_filter *f, struct arena *a, struct editor_rows *ret_rows)
{
	struct editor_list_rows rows;
	TRY(editor_list(r, (struct editor_list_in){
	    .after = or_any(f->after),
	    .after_kind = or_any(f->after_kind),
	    .lang = or_any(f->lang),
	    .type = or_any(f->type),
	    .audience = or_any(f->audience),
	    .state = or_any(f->state),
	    .checked_before = f->due_for_check ? check_before(a) : STR(""),
	    .search = str_lower(or_any(f->search), a),
	}, a, &rows));
	size_t n = rows.n > EDITOR_LIST_PAGE ? EDITOR_LIST_PAGE : rows.n;
	struct editor_row *v = ARENA_ARRAY(a, struct editor_row, n);
	for (size_t i = 0; i < n; i++) {
		const struct editor_list_row *row = &rows.v[i];
		v[i] = (struct editor_row){
			.doc = doc_of(row->kind, row->name),
			.lang = row->lang,
			.type = row->type,
			.title = row->title,
			.audience = row->audience,
			.owner = row->owner,
			.checked = row->checked,
			.score = row->score,
			.faults = row->faults,
			.state = editor_state_parse(row->state),
			.due = row->due.set ? row->due.v : 0,
			.live = !id_is_none(row->version),
			.gone = row->gone.set,
		};
	}
	*ret_rows = (struct editor_rows){ v, n, rows.n > n };
	return ERR_OK;
}

/* ---- what is to be looked at ---- */

static enum err
read_waiting(struct db_read *r, enum editor_state state, struct arena *a, struct editor_tasks *ret_tasks)
{
	struct editor_waiting_rows rows;
	TRY(editor_waiting(
	    r, (struct editor_waiting_in){ .state = str_from_z(editor_state_name(state)) }, a, &rows));
	struct editor_task *v = ARENA_ARRAY(a, struct editor_task, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct editor_task){ .doc = doc_of(rows.v[i].kind, rows.v[i].name), .title = rows.v[i].name };
	*ret_tasks = (struct editor_tasks){ v, rows.n };
	return ERR_OK;
}

static enum err
read_unchecked(struct db_read *r, struct arena *a, struct editor_tasks *ret_tasks)
{
	struct editor_unchecked_rows rows;
	TRY(editor_unchecked(r, (struct editor_unchecked_in){ .before = check_before(a) }, a, &rows));
	struct editor_task *v = ARENA_ARRAY(a, struct editor_task, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct editor_task){ doc_of(rows.v[i].kind, rows.v[i].name), rows.v[i].title, rows.v[i].lang,
			rows.v[i].checked };
	*ret_tasks = (struct editor_tasks){ v, rows.n };
	return ERR_OK;
}

static enum err
read_untranslated(struct db_read *r, struct arena *a, struct editor_tasks *ret_tasks)
{
	struct editor_one_language_rows rows;
	TRY(editor_one_language(r, a, &rows));
	struct editor_task *v = ARENA_ARRAY(a, struct editor_task, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct editor_task){ doc_of(rows.v[i].kind, rows.v[i].name), rows.v[i].title, rows.v[i].lang,
			STR_NONE };
	*ret_tasks = (struct editor_tasks){ v, rows.n };
	return ERR_OK;
}

/* Addresses of the program itself, which no page has. */
static bool
is_of_program(struct str target)
{
	static const char *const own[] = {
		"callback", "contact", "code", "register", "search", "directory", "sign-in",
	};
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		struct str word = str_from_z(own[i]);
		if (str_eq(target, word) || (str_starts(target, word) && target.p[word.n] == '/'))
			return true;
	}
	return false;
}

static enum err
read_dead_links(struct db_read *r, struct arena *a, struct editor_tasks *ret_tasks)
{
	struct editor_dead_links_rows rows;
	TRY(editor_dead_links(r, a, &rows));
	struct editor_task *v = ARENA_ARRAY(a, struct editor_task, rows.n);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (!is_of_program(rows.v[i].target))
			v[n++] = (struct editor_task){ doc_of(rows.v[i].kind, rows.v[i].name), rows.v[i].title,
				rows.v[i].lang, str_printf(a, "/%.*s", STR_ARG(rows.v[i].target)) };
	*ret_tasks = (struct editor_tasks){ v, n };
	return ERR_OK;
}

enum err
editor_desk_read(struct db_read *r, struct arena *a, struct editor_desk *ret_desk)
{
	struct editor_desk d;
	TRY(read_waiting(r, EDITOR_REVIEW, a, &d.review));
	TRY(read_waiting(r, EDITOR_SCHEDULED, a, &d.scheduled));
	TRY(read_unchecked(r, a, &d.unchecked));
	TRY(read_untranslated(r, a, &d.untranslated));
	TRY(read_dead_links(r, a, &d.dead_links));
	*ret_desk = d;
	return ERR_OK;
}
