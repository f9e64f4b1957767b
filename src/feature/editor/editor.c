/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "editor.h"

#include <string.h>

#include "clock.h"
#include "editor.sql.h"
#include "editor_internal.h"
#include "log.h"

#include "banned.h"

#define NAME_MAX_BYTES 100

static const char *const kind_names[EDITOR_KIND_COUNT] = { "page", "guide" };
static const char *const state_names[EDITOR_STATE_COUNT] = { "none", "writing", "review", "approved", "scheduled" };

const char *
editor_kind_name(enum editor_kind kind)
{
	return kind_names[kind];
}

const char *
editor_state_name(enum editor_state state)
{
	return state_names[state];
}

enum editor_state
editor_state_parse(struct str name)
{
	for (enum editor_state s = EDITOR_WRITING; s < EDITOR_STATE_COUNT; s++)
		if (str_eq_z(name, state_names[s]))
			return s;
	return EDITOR_NO_DRAFT;
}

/* ---- names ---- */

static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	return s.n > 0;
}

/* "safety", "victims/burglary": what an address can be. */
static bool
is_part(struct str s, enum editor_kind kind)
{
	struct str rest = s, first;
	if (s.n > NAME_MAX_BYTES || !str_split(&rest, '/', &first) || !is_word(first))
		return false;
	return rest.p == NULL || (kind == EDITOR_PAGE && is_word(rest));
}

enum err
editor_doc_parse(struct str kind, struct str name, struct editor_doc *ret_doc)
{
	struct editor_doc doc = { .kind = EDITOR_PAGE, .name = name, .part = name };
	if (str_eq_z(kind, kind_names[EDITOR_GUIDE]))
		doc.kind = EDITOR_GUIDE;
	else if (!str_eq_z(kind, kind_names[EDITOR_PAGE]))
		return ERR_INVALID;
	if (doc.kind == EDITOR_PAGE) {
		doc.lang = str_ends(name, STR(".en")) ? LANG_EN : LANG_NL;
		if (doc.lang == LANG_NL && !str_ends(name, STR(".nl")))
			return ERR_INVALID;
		doc.part = str_cut(name, 0, name.n - 3);
	}
	if (!is_part(doc.part, doc.kind))
		return ERR_INVALID;
	*ret_doc = doc;
	return ERR_OK;
}

enum err
editor_doc_of(enum editor_kind kind, struct str part, enum lang lang, struct arena *a, struct editor_doc *ret_doc)
{
	struct str name = part;
	if (kind == EDITOR_PAGE)
		name = str_printf(a, "%.*s.%s", STR_ARG(part), lang_code(lang));
	return editor_doc_parse(str_from_z(kind_names[kind]), name, ret_doc);
}

struct str
editor_doc_kind(const struct editor_doc *doc)
{
	return str_from_z(kind_names[doc->kind]);
}

/* ---- where it stands ---- */

static enum err
read_live(struct db_read *r, struct editor_sheet *s, struct arena *a)
{
	struct content c;
	enum err e = content_find(r, editor_doc_kind(&s->doc), s->doc.name, a, &c);
	if (e == ERR_OK) {
		s->live = c.version;
		s->live_body = c.body;
		return ERR_OK;
	}
	if (e != ERR_NOT_FOUND)
		return e;
	e = content_is_gone(r, editor_doc_kind(&s->doc), s->doc.name, a, &s->goes_to);
	s->gone = e == ERR_OK;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err
read_draft(struct db_read *r, struct editor_sheet *s, struct arena *a)
{
	struct editor_draft_get_row d;
	enum err e = editor_draft_get(
	    r, (struct editor_draft_get_in){ .kind = editor_doc_kind(&s->doc), .name = s->doc.name }, a, &d);
	if (e != ERR_OK)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	s->state = editor_state_parse(d.state);
	s->revision = d.revision;
	s->base = d.base;
	s->writer = d.writer;
	s->sender = d.sender;
	s->reviewer = d.reviewer;
	s->body = d.body;
	s->changed = d.changed;
	s->due = d.due.set ? d.due.v : 0;
	return ERR_OK;
}

enum err
editor_read(struct db_read *r, const struct editor_doc *doc, struct arena *a, struct editor_sheet *ret_sheet)
{
	struct editor_sheet s = { .doc = *doc };
	TRY(read_live(r, &s, a));
	TRY(read_draft(r, &s, a));
	*ret_sheet = s;
	if (!id_is_none(s.live) || s.state != EDITOR_NO_DRAFT || s.gone)
		return ERR_OK;
	struct editor_events events;
	TRY(editor_history(r, doc, a, &events));
	return events.n > 0 ? ERR_OK : ERR_NOT_FOUND;
}

struct id
editor_head(const struct editor_sheet *s)
{
	return s->state != EDITOR_NO_DRAFT ? s->revision : s->live;
}

enum err
editor_text(struct db_read *r, const struct editor_doc *doc, struct id id, struct arena *a, struct str *ret_body)
{
	struct editor_revision_get_row row;
	enum err e = editor_revision_get(r,
	    (struct editor_revision_get_in){ .kind = editor_doc_kind(doc), .name = doc->name, .id = id }, a, &row);
	if (e == ERR_OK)
		*ret_body = row.body;
	if (e != ERR_NOT_FOUND)
		return e;
	struct content c;
	TRY(content_at(r, id, a, &c));
	if (!str_eq(c.kind, editor_doc_kind(doc)) || !str_eq(c.name, doc->name))
		return ERR_NOT_FOUND;
	*ret_body = c.body;
	return ERR_OK;
}

bool
editor_may_approve(const struct editor_sheet *s, struct id account)
{
	return s->state == EDITOR_REVIEW && !id_eq(s->writer, account) && !id_eq(s->sender, account);
}

/* ---- steps ---- */

static enum err
note(struct db_write *w, const struct editor_step *s, const char *what, struct id revision, struct id version)
{
	return editor_event_insert(w, (struct editor_event_insert_in){
	    .id = id_new(),
	    .kind = editor_doc_kind(&s->doc),
	    .name = s->doc.name,
	    .what = str_from_z(what),
	    .account = s->account,
	    .revision = revision,
	    .version = version,
	    .made = clock_wall(),
	    .remark = s->remark,
	});
}

/* A text of nothing but spaces is none; lines end alike and the last one does. */
static struct str
tidy(struct str body, struct arena *a)
{
	struct buf b;
	buf_init(&b, body.n + 2, a);
	for (size_t i = 0; i < body.n; i++)
		if (body.p[i] != '\r')
			buf_char(&b, body.p[i]);
	while (b.n > 0 && (b.p[b.n - 1] == '\n' || b.p[b.n - 1] == ' '))
		b.n--;
	buf_char(&b, '\n');
	return buf_view(&b);
}

static size_t
body_max(const struct editor_doc *doc)
{
	return doc->kind == EDITOR_PAGE ? ARTICLE_MAX : EDITOR_BODY_MAX;
}

/* Where the page stands now; a page that never was is one without anything. */
static enum err
read_now(struct db_write *w, const struct editor_step *s, struct arena *a, struct editor_sheet *ret_now)
{
	enum err e = editor_read(db_reading(w), &s->doc, a, ret_now);
	if (e != ERR_NOT_FOUND)
		return e;
	*ret_now = (struct editor_sheet){ .doc = s->doc };
	return ERR_OK;
}

static enum err
put_draft(struct db_write *w, const struct editor_step *s, struct str body, struct id base, struct id *ret_revision)
{
	struct id revision = id_new();
	TRY(editor_revision_insert(w, (struct editor_revision_insert_in){
	    .id = revision,
	    .kind = editor_doc_kind(&s->doc),
	    .name = s->doc.name,
	    .body = body,
	    .writer = s->account,
	    .made = clock_wall(),
	}));
	TRY(editor_draft_put(w, (struct editor_draft_put_in){
	    .kind = editor_doc_kind(&s->doc),
	    .name = s->doc.name,
	    .revision = revision,
	    .base = base,
	    .writer = s->account,
	    .changed = clock_wall(),
	}));
	*ret_revision = revision;
	return ERR_OK;
}

static enum err
save_as(struct db_write *w, const struct editor_step *s, struct str body, const char *what, struct arena *a)
{
	struct editor_sheet now;
	struct id revision;
	TRY(read_now(w, s, a, &now));
	if (!id_eq(editor_head(&now), s->seen))
		return ERR_CONFLICT;
	struct str head = now.state != EDITOR_NO_DRAFT ? now.body : now.live_body;
	bool on_top = now.state == EDITOR_NO_DRAFT || id_eq(now.base, now.live);
	if (head.p != NULL && str_eq(head, body) && on_top)
		return ERR_OK;
	TRY(put_draft(w, s, body, now.live, &revision));
	TRY(note(w, s, what, revision, ID_NONE));
	return id_is_none(now.live) ? editor_summary_write(w, &s->doc, ID_NONE, body, a) : ERR_OK;
}

enum err
editor_save(struct db_write *w, const struct editor_step *s, struct str body, struct arena *a)
{
	body = tidy(body, a);
	if (body.n > body_max(&s->doc))
		return ERR_LIMIT;
	return save_as(w, s, body, "saved", a);
}

enum err
editor_restore(struct db_write *w, const struct editor_step *s, struct id text, struct arena *a)
{
	struct str body;
	TRY(editor_text(db_reading(w), &s->doc, text, a, &body));
	return save_as(w, s, body, "restored", a);
}

/* The draft that the person saw, or ERR_CONFLICT. */
static enum err
read_seen(struct db_write *w, const struct editor_step *s, struct arena *a, struct editor_sheet *ret_now)
{
	TRY(read_now(w, s, a, ret_now));
	bool same = ret_now->state != EDITOR_NO_DRAFT && id_eq(ret_now->revision, s->seen);
	return same ? ERR_OK : ERR_CONFLICT;
}

static enum err
expect_faultless(struct db_write *w, const struct editor_sheet *now, struct arena *a)
{
	struct editor_look look;
	TRY(editor_look_at(db_reading(w), &now->doc, now->body, a, &look));
	return look.faults.n == 0 ? ERR_OK : ERR_INVALID;
}

enum err
editor_hand_in(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	TRY(read_seen(w, s, a, &now));
	TRY(expect_faultless(w, &now, a));
	TRY(editor_draft_hand_in(w, (struct editor_draft_hand_in_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen, .account = s->account,
	    .changed = clock_wall() }, &changed));
	return changed == 1 ? note(w, s, "handed_in", s->seen, ID_NONE) : ERR_CONFLICT;
}

enum err
editor_approve(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	TRY(read_seen(w, s, a, &now));
	if (now.state == EDITOR_REVIEW)
		TRY(expect_faultless(w, &now, a));
	TRY(editor_draft_approve(w, (struct editor_draft_approve_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen, .account = s->account,
	    .changed = clock_wall() }, &changed));
	if (changed == 1)
		return note(w, s, "approved", s->seen, ID_NONE);
	return now.state == EDITOR_REVIEW ? ERR_FORBIDDEN : ERR_CONFLICT;
}

static enum err
write_again(struct db_write *w, const struct editor_step *s, const char *what, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	TRY(read_seen(w, s, a, &now));
	TRY(editor_draft_send_back(w, (struct editor_draft_send_back_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen, .changed = clock_wall() },
	    &changed));
	return changed == 1 ? note(w, s, what, s->seen, ID_NONE) : ERR_CONFLICT;
}

enum err
editor_send_back(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	return write_again(w, s, "sent_back", a);
}

enum err
editor_take_back(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	return write_again(w, s, "taken_back", a);
}

enum err
editor_schedule(struct db_write *w, const struct editor_step *s, int64_t due, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	if (due <= clock_wall())
		return ERR_INVALID;
	TRY(read_seen(w, s, a, &now));
	TRY(editor_draft_schedule(w, (struct editor_draft_schedule_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen, .changed = clock_wall(),
	    .due = due }, &changed));
	return changed == 1 ? note(w, s, "scheduled", s->seen, ID_NONE) : ERR_CONFLICT;
}

enum err
editor_unschedule(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	TRY(read_seen(w, s, a, &now));
	TRY(editor_draft_unschedule(w, (struct editor_draft_unschedule_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen, .changed = clock_wall() },
	    &changed));
	return changed == 1 ? note(w, s, "unscheduled", s->seen, ID_NONE) : ERR_CONFLICT;
}

enum err
editor_publish(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	struct editor_sheet now;
	struct content live;
	int64_t taken;
	bool changed;
	TRY(read_seen(w, s, a, &now));
	if (!id_eq(now.base, now.live))
		return ERR_CONFLICT;
	TRY(expect_faultless(w, &now, a));
	struct str kind = editor_doc_kind(&s->doc);
	TRY(editor_draft_take(
	    w, (struct editor_draft_take_in){ .kind = kind, .name = s->doc.name, .revision = s->seen }, &taken));
	if (taken != 1)
		return ERR_CONFLICT;
	TRY(content_publish(w, kind, s->doc.name, now.body, a, &changed));
	TRY(content_find(db_reading(w), kind, s->doc.name, a, &live));
	TRY(editor_summary_write(w, &s->doc, live.version, now.body, a));
	return note(w, s, "published", s->seen, live.version);
}

enum err
editor_discard(struct db_write *w, const struct editor_step *s, struct arena *a)
{
	struct editor_sheet now;
	int64_t changed;
	TRY(read_seen(w, s, a, &now));
	TRY(editor_draft_delete(w, (struct editor_draft_delete_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name, .revision = s->seen }, &changed));
	if (changed != 1)
		return ERR_CONFLICT;
	TRY(note(w, s, "discarded", s->seen, ID_NONE));
	bool nothing = id_is_none(now.live) && !now.gone;
	return nothing ? editor_summary_delete(w, (struct editor_summary_delete_in){
	    .kind = editor_doc_kind(&s->doc), .name = s->doc.name }) : ERR_OK;
}

/* "/victims/burglary" as the part of a live page. */
static enum err
expect_live(struct db_write *w, const struct editor_step *s, struct str goes_to, struct arena *a)
{
	struct editor_live_part_rows rows;
	if (goes_to.n < 2 || goes_to.p[0] != '/')
		return ERR_INVALID;
	struct str part = str_cut(goes_to, 1, goes_to.n);
	if (str_eq(part, s->doc.part))
		return ERR_INVALID;
	TRY(editor_live_part(db_reading(w), (struct editor_live_part_in){ .part = part }, a, &rows));
	return rows.n > 0 ? ERR_OK : ERR_INVALID;
}

enum err
editor_retire(struct db_write *w, const struct editor_step *s, struct str goes_to, struct arena *a)
{
	struct editor_sheet now;
	struct str kind = editor_doc_kind(&s->doc);
	TRY(read_now(w, s, a, &now));
	if (id_is_none(now.live))
		return ERR_NOT_FOUND;
	if (!id_eq(now.live, s->seen))
		return ERR_CONFLICT;
	if (goes_to.n > 0)
		TRY(expect_live(w, s, goes_to, a));
	TRY(content_take_down(w, kind, s->doc.name, goes_to.n > 0 ? goes_to : STR_NONE, a));
	TRY(editor_summary_offline(w, (struct editor_summary_offline_in){ .kind = kind, .name = s->doc.name }));
	return note(w, s, "retired", ID_NONE, now.live);
}

enum err
editor_retire_file(struct db_write *w, struct str body, const struct content_gones *gones, struct arena *a,
    bool *ret_changed)
{
	TRY(content_take_down_file(w, body, gones, a, ret_changed));
	for (size_t i = 0; *ret_changed && i < gones->n; i++)
		TRY(editor_summary_offline(w, (struct editor_summary_offline_in){
		    .kind = gones->v[i].kind, .name = gones->v[i].name }));
	return ERR_OK;
}

/* ---- history ---- */

enum err
editor_history(struct db_read *r, const struct editor_doc *doc, struct arena *a, struct editor_events *ret_events)
{
	struct editor_event_list_rows rows;
	TRY(editor_event_list(
	    r, (struct editor_event_list_in){ .kind = editor_doc_kind(doc), .name = doc->name }, a, &rows));
	struct editor_event *v = ARENA_ARRAY(a, struct editor_event, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct editor_event_list_row *row = &rows.v[i];
		v[i] = (struct editor_event){
			row->what, row->account, row->revision, row->version, row->made, row->remark };
	}
	*ret_events = (struct editor_events){ v, rows.n };
	return ERR_OK;
}

/* ---- at its time ---- */

struct due {
	struct core *core;
	const struct editor_draft_due_row *row;
	struct arena *arena;
};

static struct editor_step
due_step(const struct due *d)
{
	struct editor_step s = { .core = d->core, .account = ID_NONE, .seen = d->row->revision };
	if (editor_doc_parse(d->row->kind, d->row->name, &s.doc) != ERR_OK)
		s.doc.name = STR_NONE;
	return s;
}

static enum err
publish_one(struct db_write *w, void *arg)
{
	const struct due *d = arg;
	struct editor_step s = due_step(d);
	return s.doc.name.p == NULL ? ERR_INTERNAL : editor_publish(w, &s, d->arena);
}

/* What cannot go by itself is for people again, and the history says so. */
static enum err
give_back(struct db_write *w, void *arg)
{
	const struct due *d = arg;
	struct editor_step s = due_step(d);
	int64_t changed;
	TRY(editor_draft_send_back(w, (struct editor_draft_send_back_in){
	    .kind = d->row->kind, .name = d->row->name, .revision = s.seen, .changed = clock_wall() }, &changed));
	return changed == 1 ? note(w, &s, "failed", s.seen, ID_NONE) : ERR_OK;
}

static enum err
publish_row(struct core *core, const struct editor_draft_due_row *row, struct arena *a)
{
	struct due d = { core, row, a };
	enum err e = db_write_run(core->db, publish_one, &d);
	if (e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	log_warning("content_not_published name=%.*s error=%s", STR_ARG(row->name), err_name(e));
	return db_write_run(core->db, give_back, &d);
}

enum err
editor_publish_due(struct core *core)
{
	struct arena *a = arena_new();
	struct editor_draft_due_rows rows = { NULL, 0 };
	struct db_read *r;
	enum err e = db_read_begin(core->db, &r);
	if (e == ERR_OK) {
		e = editor_draft_due(r, (struct editor_draft_due_in){ .now = clock_wall() }, a, &rows);
		db_read_end(r);
	}
	for (size_t i = 0; e == ERR_OK && i < rows.n; i++)
		e = publish_row(core, &rows.v[i], a);
	arena_free(a);
	return e;
}
