/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody did without a name and wanted to keep, and what they handed in. */
#include "clock.h"
#include "mijn_answers.html.h"
#include "mijn_checklist.html.h"
#include "mijn_internal.h"
#include "mijn_kept.html.h"
#include "site.h"

#include "banned.h"

static struct url
kept_url(struct web *web, struct id id)
{
	return web_url(web, "/mijn/kept/%.*s", STR_ARG(id_text(id, web->arena)));
}

/* ---- the list ---- */

/* A guide or list that is not there any more stays under what it was. */
static enum err
kept_title(struct web *web, const struct mijn_kept *k, struct str *ret_title)
{
	struct id version;
	const struct article *list;
	const struct intake_guide *guide;
	if (k->kind == MIJN_KEPT_GUIDE) {
		TRY(intake_guide_at(web->core, web->r, k->version, &guide));
		*ret_title = guide->guide->title.in[web->lang];
		return ERR_OK;
	}
	enum err e = site_article_live(web->core, web->r, k->name, web->lang, &version, &list);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_title = e == ERR_OK ? list->title : web_text(web, MSG_MIJN_KEPT_GONE);
	return ERR_OK;
}

static enum err
kept_items(struct web *web, const struct vault_key *key, struct mijn_items *ret_items)
{
	struct mijn_kept_list list;
	int64_t now = clock_wall();
	TRY(mijn_kept_of_client(web->r, key, web->arena, &list));
	struct mijn_item *v = ARENA_ARRAY(web->arena, struct mijn_item, list.n);
	for (size_t i = 0; i < list.n; i++) {
		TRY(kept_title(web, &list.v[i], &v[i].what));
		v[i].when = mijn_day(web->lang, list.v[i].made, now, web->arena);
		v[i].link = kept_url(web, list.v[i].id);
	}
	*ret_items = (struct mijn_items){ v, list.n };
	return ERR_OK;
}

static enum err
given_items(struct web *web, const struct vault_key *key, struct mijn_items *ret_items)
{
	struct intake_records records;
	int64_t now = clock_wall();
	TRY(intake_of_client(web->core, web->r, key, web->arena, &records));
	struct mijn_item *v = ARENA_ARRAY(web->arena, struct mijn_item, records.n);
	for (size_t i = 0; i < records.n; i++)
		v[i] = (struct mijn_item){
			.when = mijn_day(web->lang, records.v[i].made, now, web->arena),
			.what = records.v[i].guide->guide->title.in[web->lang],
			.link = web_url(web, "/mijn/answers/%.*s", STR_ARG(id_text(records.v[i].id, web->arena))),
		};
	*ret_items = (struct mijn_items){ v, records.n };
	return ERR_OK;
}

enum err
mijn_show_kept(struct web *web)
{
	const struct vault_key *key;
	TRY(mijn_open(web, &key));
	struct mijn_kept_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_KEPT_TITLE)),
		.back = web_url(web, "/mijn"),
		.send = web_press(web, MSG_MIJN_KEPT_SEND, web_path(web, "/mijn/kept/lists")),
	};
	TRY(mijn_offer(web, &p.has_draft, &p.offer));
	TRY(given_items(web, key, &p.given));
	TRY(kept_items(web, key, &p.kept));
	mijn_kept_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- answers to a guide ---- */

static struct mijn_lines
said_lines(struct web *web, const struct intake_record *record)
{
	struct intake_said_list said = intake_said(record, web->lang, web->arena);
	struct mijn_line *v = ARENA_ARRAY(web->arena, struct mijn_line, said.n);
	for (size_t i = 0; i < said.n; i++)
		v[i] = (struct mijn_line){ said.v[i].question, said.v[i].answer };
	return (struct mijn_lines){ v, said.n };
}

static struct url
advice_link(struct web *web, struct str link)
{
	if (link.n == 0)
		return (struct url){ STR_NONE };
	return link.p[0] == '/' ? web_url(web, "%.*s", STR_ARG(link)) : url_https(link);
}

/* The advice as the guide gives it with these answers; while questions are
 * open there is none yet. */
static struct mijn_advices
advices_of(struct web *web, const struct intake_record *record)
{
	const struct guide *g = record->guide->guide;
	if (guide_first_open(g, &record->answers) != NULL)
		return (struct mijn_advices){ NULL, 0 };
	struct guide_outcomes outcomes = guide_outcomes(g, &record->answers, web->arena);
	struct mijn_advice *v = ARENA_ARRAY(web->arena, struct mijn_advice, outcomes.n);
	for (size_t i = 0; i < outcomes.n; i++)
		v[i] = (struct mijn_advice){
			.title = outcomes.v[i]->title.in[web->lang],
			.text = outcomes.v[i]->text.html[web->lang],
			.link = advice_link(web, outcomes.v[i]->link),
			.link_label = outcomes.v[i]->link_label.in[web->lang],
		};
	return (struct mijn_advices){ v, outcomes.n };
}

static struct mijn_answers_page
answers_page(struct web *web, const struct intake_record *record)
{
	return (struct mijn_answers_page){
		.top = web_page(web, web_text(web, MSG_MIJN_ANSWERS_TITLE)),
		.title = record->guide->guide->title.in[web->lang],
		.made = mijn_day(web->lang, record->made, clock_wall(), web->arena),
		.said = said_lines(web, record),
		.advice = advices_of(web, record),
		.back = web_url(web, "/mijn/kept"),
	};
}

enum err
mijn_show_answers(struct web *web)
{
	const struct vault_key *key;
	struct intake_records records;
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(mijn_open(web, &key));
	TRY(intake_of_client(web->core, web->r, key, web->arena, &records));
	for (size_t i = 0; i < records.n; i++)
		if (id_eq(records.v[i].id, id)) {
			struct mijn_answers_page p = answers_page(web, &records.v[i]);
			mijn_answers_html(web_html(web, 200), &p);
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

/* What was kept of a guide, as if it were handed in. */
static enum err
kept_record(struct web *web, const struct mijn_kept *kept, struct intake_record *ret_record)
{
	struct intake_record record = { .id = kept->id, .made = kept->made };
	TRY(intake_guide_at(web->core, web->r, kept->version, &record.guide));
	if (guide_answers_read(record.guide->guide, kept->answers, web->arena, &record.answers) != ERR_OK)
		return ERR_INTERNAL;
	*ret_record = record;
	return ERR_OK;
}

static struct page_press
remove_press(struct web *web, struct id id)
{
	struct str path = web_path(web, "/mijn/kept/%.*s/remove", STR_ARG(id_text(id, web->arena)));
	return web_press(web, MSG_MIJN_KEPT_REMOVE, path);
}

static enum err
show_kept_guide(struct web *web, const struct mijn_kept *kept)
{
	struct intake_record record;
	TRY(kept_record(web, kept, &record));
	struct mijn_answers_page p = answers_page(web, &record);
	struct str path = web_path(web, "/mijn/kept/%.*s/go-on", STR_ARG(id_text(kept->id, web->arena)));
	p.go_on = web_press(web, MSG_MIJN_KEPT_GO_ON, path);
	p.remove = remove_press(web, kept->id);
	mijn_answers_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- a checklist ---- */

static bool
has_tick(const struct mijn_kept *kept, struct str id)
{
	for (size_t i = 0; i < kept->ticks.n; i++)
		if (str_eq(kept->ticks.v[i], id))
			return true;
	return false;
}

static struct mijn_ticks
tick_views(struct web *web, const struct article *list, const struct mijn_kept *kept, int64_t *ret_done)
{
	size_t all = 0, n = 0;
	for (size_t i = 0; i < list->groups.n; i++)
		all += list->groups.v[i].items.n;
	struct mijn_tick *v = ARENA_ARRAY(web->arena, struct mijn_tick, all);
	*ret_done = 0;
	for (size_t i = 0; i < list->groups.n; i++)
		for (size_t k = 0; k < list->groups.v[i].items.n; k++) {
			const struct article_item *item = &list->groups.v[i].items.v[k];
			v[n] = (struct mijn_tick){ item->title, has_tick(kept, item->id) };
			*ret_done += v[n++].done;
		}
	return (struct mijn_ticks){ v, n };
}

static enum err
show_kept_ticks(struct web *web, const struct mijn_kept *kept)
{
	struct id version;
	const struct article *list;
	struct mijn_checklist_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_CHECKLIST_TITLE)),
		.made = mijn_day(web->lang, kept->made, clock_wall(), web->arena),
		.back = web_url(web, "/mijn/kept"),
		.remove = remove_press(web, kept->id),
	};
	TRY(kept_title(web, kept, &p.title));
	enum err e = site_article_live(web->core, web->r, kept->name, web->lang, &version, &list);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_OK) {
		p.items = tick_views(web, list, kept, &p.done);
		p.all = (int64_t)p.items.n;
		p.list = web_url(web, "%.*s", STR_ARG(site_article_path(kept->name, web->arena)));
	}
	mijn_checklist_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- opening and removing ---- */

static enum err
find_kept(struct web *web, struct mijn_kept *ret_kept)
{
	const struct vault_key *key;
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(mijn_open(web, &key));
	return mijn_kept_find(web->r, key, id, web->arena, ret_kept);
}

enum err
mijn_show_kept_one(struct web *web)
{
	struct mijn_kept kept;
	TRY(find_kept(web, &kept));
	return kept.kind == MIJN_KEPT_GUIDE ? show_kept_guide(web, &kept) : show_kept_ticks(web, &kept);
}

enum err
mijn_remove(struct web *web)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(mijn_kept_remove(web->w, web->actor.client, id));
	return web_redirect(web, "/mijn/kept");
}

/* Back into the guide, with everything filled in: a draft of this browser. */
enum err
mijn_go_on(struct web *web)
{
	struct mijn_kept kept;
	struct intake_record record;
	struct intake_draft draft;
	struct str token;
	TRY(find_kept(web, &kept));
	if (kept.kind != MIJN_KEPT_GUIDE)
		return ERR_NOT_FOUND;
	TRY(kept_record(web, &kept, &record));
	struct intake_start start = { .version = kept.version, .source = STR("direct") };
	TRY(intake_begin(web->w, &start, web->arena, &token));
	TRY(intake_load(web->core, web->r, token, web->arena, &draft));
	draft.answers = record.answers;
	TRY(intake_save(web->w, &draft, web->arena));
	web_set_cookie(web, INTAKE_COOKIE, token, INTAKE_LIFE / CLOCK_SECOND);
	return web_redirect(web, "/guide/%.*s/check", STR_ARG(record.guide->guide->name));
}

/* ---- keeping ---- */

/* Once kept, this browser lets go of it: whoever sits here next finds nothing. */
enum err
mijn_keep(struct web *web)
{
	const struct vault_key *key;
	struct intake_draft draft;
	enum err e = mijn_find_draft(web, &draft);
	if (e == ERR_NOT_FOUND)
		return web_redirect(web, "/mijn/kept");
	TRY(e);
	TRY(mijn_open(web, &key));
	TRY(mijn_keep_guide(web->w, key, draft.version, &draft.answers, web->arena));
	web_set_cookie(web, INTAKE_COOKIE, STR(""), -1);
	return web_redirect(web, "/mijn/kept");
}

/* Each field "list" is "name=id,id". What no list can be called is left out:
 * the browser's memory is not ours to trust. */
enum err
mijn_keep_lists(struct web *web)
{
	const struct vault_key *key;
	TRY(mijn_open(web, &key));
	for (size_t i = 0; i < web->fields.n; i++) {
		struct str ids = web->fields.v[i].value, name;
		if (!str_eq_z(web->fields.v[i].name, "list") || !str_split(&ids, '=', &name))
			continue;
		enum err e = mijn_keep_ticks(web->core, web->w, key, name, ids, web->arena);
		if (e != ERR_INVALID)
			TRY(e);
	}
	return web_redirect(web, "/mijn/kept");
}
