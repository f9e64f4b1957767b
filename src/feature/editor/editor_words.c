/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "editor_words.h"

#include "session.h"

#include "banned.h"

#define QUOTE_MAX 90

/* What has no words is shown as it stands there. */
static struct str
word(struct web *web, struct str code, enum msg text)
{
	return text == MSG_NONE ? code : web_text(web, text);
}

struct str
editor_words(struct web *web, enum msg id, struct str arg)
{
	struct msg_arg args[] = { { .text = arg } };
	return msg_fill(web->lang, id, args, 1, web->arena);
}

struct str
editor_words_state(struct web *web, enum editor_state state)
{
	static const enum msg words[EDITOR_STATE_COUNT] = {
		MSG_EDITOR_STATE_NONE, MSG_EDITOR_STATE_WRITING, MSG_EDITOR_STATE_REVIEW, MSG_EDITOR_STATE_APPROVED,
		MSG_EDITOR_STATE_SCHEDULED,
	};
	return web_text(web, words[state]);
}

struct str
editor_words_type(struct web *web, struct str type)
{
	static const struct msg_word words[] = {
		{ "page", MSG_EDITOR_TYPE_PAGE }, { "home", MSG_EDITOR_TYPE_HOME },
		{ "checklist", MSG_EDITOR_TYPE_CHECKLIST }, { "theme", MSG_EDITOR_TYPE_THEME },
		{ "plan", MSG_EDITOR_TYPE_PLAN }, { "story", MSG_EDITOR_TYPE_STORY },
		{ "video", MSG_EDITOR_TYPE_VIDEO },
		{ "tip", MSG_EDITOR_TYPE_TIP }, { "guide", MSG_EDITOR_TYPE_GUIDE },
	};
	return word(web, type, MSG_WORD(words, type));
}

struct str
editor_words_audience(struct web *web, struct str audience)
{
	static const struct msg_word words[] = {
		{ "victims", MSG_EDITOR_AUDIENCE_VICTIMS }, { "helpers", MSG_EDITOR_AUDIENCE_HELPERS },
		{ "professionals", MSG_EDITOR_AUDIENCE_PROFESSIONALS }, { "youth", MSG_EDITOR_AUDIENCE_YOUTH },
	};
	return word(web, audience, MSG_WORD(words, audience));
}

struct str
editor_words_event(struct web *web, struct str what)
{
	static const struct msg_word words[] = {
		{ "saved", MSG_EDITOR_EVENT_SAVED }, { "handed_in", MSG_EDITOR_EVENT_HANDED_IN },
		{ "approved", MSG_EDITOR_EVENT_APPROVED }, { "sent_back", MSG_EDITOR_EVENT_SENT_BACK },
		{ "taken_back", MSG_EDITOR_EVENT_TAKEN_BACK },
		{ "scheduled", MSG_EDITOR_EVENT_SCHEDULED }, { "unscheduled", MSG_EDITOR_EVENT_UNSCHEDULED },
		{ "published", MSG_EDITOR_EVENT_PUBLISHED }, { "failed", MSG_EDITOR_EVENT_FAILED },
		{ "retired", MSG_EDITOR_EVENT_RETIRED }, { "restored", MSG_EDITOR_EVENT_RESTORED },
		{ "discarded", MSG_EDITOR_EVENT_DISCARDED },
	};
	return word(web, what, MSG_WORD(words, what));
}

struct str
editor_words_language(struct web *web, struct str lang)
{
	if (lang.n == 0)
		return web_text(web, MSG_EDITOR_LANGUAGE_BOTH);
	return web_text(web, str_eq_z(lang, "en") ? MSG_EDITOR_LANGUAGE_EN : MSG_EDITOR_LANGUAGE_NL);
}

struct str
editor_words_who(struct web *web, struct db_read *r, struct id account)
{
	struct str name;
	if (id_is_none(account))
		return web_text(web, MSG_EDITOR_BY_ITSELF);
	enum err e = account_name(web->core, r, account, web->arena, &name);
	return e == ERR_OK ? name : web_text(web, MSG_EDITOR_NOBODY);
}

/* ---- addresses ---- */

static struct str
swapped(struct str s, char from, char to, struct arena *a)
{
	char *p = str_z(s, a);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == from)
			p[i] = to;
	return (struct str){ p, s.n };
}

struct str
editor_path(struct web *web, const struct editor_doc *doc, const char *rest)
{
	struct str name = swapped(doc->name, '/', '.', web->arena);
	return web_path(web, "/editor/%s/%.*s%s", editor_kind_name(doc->kind), STR_ARG(name), rest);
}

struct url
editor_url(struct web *web, const struct editor_doc *doc, const char *rest)
{
	return url_path(editor_path(web, doc, rest));
}

enum err
editor_go(struct web *web, const struct editor_doc *doc, const char *rest)
{
	struct str name = swapped(doc->name, '/', '.', web->arena);
	return web_redirect(web, "/editor/%s/%.*s%s", editor_kind_name(doc->kind), STR_ARG(name), rest);
}

struct url
editor_part_url(struct web *web, enum editor_kind kind, struct str part)
{
	struct str name = swapped(part, '/', '.', web->arena);
	return web_url(web, "/editor/%s/%.*s", editor_kind_name(kind), STR_ARG(name));
}

/* "victims.burglary.nl": the last point stands before the language. */
static struct str
name_of(struct str segment, bool *ret_has_lang, struct arena *a)
{
	*ret_has_lang = str_ends(segment, STR(".nl")) || str_ends(segment, STR(".en"));
	size_t end = *ret_has_lang ? segment.n - 3 : segment.n;
	struct str part = swapped(str_cut(segment, 0, end), '.', '/', a);
	return str_printf(a, "%.*s%.*s", STR_ARG(part), STR_ARG(str_cut(segment, end, segment.n)));
}

enum err
editor_param(struct web *web, struct editor_doc *ret_doc, bool *ret_whole)
{
	bool has_lang;
	struct str name = name_of(web->param[1], &has_lang, web->arena);
	bool page = str_eq_z(web->param[0], editor_kind_name(EDITOR_PAGE));
	*ret_whole = page && !has_lang;
	if (*ret_whole)
		name = str_printf(web->arena, "%.*s.nl", STR_ARG(name));
	return editor_doc_parse(web->param[0], name, ret_doc) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

struct page_nav
editor_menu_of(struct web *web, const char *current)
{
	static const struct web_place places[] = {
		{ "/editor", MSG_EDITOR_TITLE }, { "/editor/check", MSG_EDITOR_DESK_TITLE },
		{ "/editor/new", MSG_EDITOR_NEW_TITLE }, { "/editor/media", MSG_EDITOR_MEDIA_TITLE },
	};
	return web_nav(web, MSG_EDITOR_MENU, places, sizeof places / sizeof places[0], str_from_z(current));
}

/* ---- what is wrong ---- */

static struct str
line_of(struct str body, int number)
{
	struct str rest = body, line = STR_NONE;
	for (int i = 0; i < number && str_split(&rest, '\n', &line); i++)
		;
	return line;
}

/* At most QUOTE_MAX bytes, never half a character. */
static struct str
quote_of(struct str line, struct arena *a)
{
	line = str_trim(line);
	if (line.n <= QUOTE_MAX)
		return line;
	size_t n = QUOTE_MAX;
	while (n > 0 && ((unsigned char)line.p[n] & 0xc0) == 0x80)
		n--;
	return str_printf(a, "%.*s…", (int)n, line.p);
}

struct editor_fault_box
editor_lines(struct web *web, const struct article_fault *v, size_t n, struct str body)
{
	struct editor_fault_line *out = ARENA_ARRAY(web->arena, struct editor_fault_line, n);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct editor_fault_line){ v[i].line, v[i].reason.in[web->lang],
			quote_of(line_of(body, v[i].line), web->arena) };
	return (struct editor_fault_box){ { out, n } };
}

/* Flesch: 60 and more is plain language; B1 asks for that. */
#define SCORE_EASY 60
#define SCORE_FAIR 45

struct editor_reading_view
editor_reading_of(struct web *web, const struct editor_doc *doc, const struct editor_look *look, struct str body)
{
	const struct article_reading *g = &look->reading;
	enum msg verdict = g->score >= SCORE_EASY ? MSG_EDITOR_READING_EASY
	    : g->score >= SCORE_FAIR              ? MSG_EDITOR_READING_FAIR
	                                          : MSG_EDITOR_READING_HARD;
	return (struct editor_reading_view){
		.shown = doc->kind == EDITOR_PAGE && g->sentences > 0,
		.score = (int64_t)g->score,
		.verdict = web_text(web, verdict),
		.words = g->words,
		.sentences = g->sentences,
		.longest = g->longest_sentence,
		.hints = editor_lines(web, g->hints.v, g->hints.n, body),
	};
}

struct str
editor_title(const struct editor_look *look, const struct editor_doc *doc)
{
	if (look->article != NULL && look->article->title.n > 0)
		return look->article->title;
	if (look->guide != NULL)
		return look->guide->title.in[LANG_NL];
	return doc->part;
}

enum err
editor_reading(struct web *web, route_fn *run)
{
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	web->r = r;
	enum err e = run(web);
	web->r = NULL;
	db_read_end(r);
	return e;
}
