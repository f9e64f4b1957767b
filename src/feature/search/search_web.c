/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article.h"
#include "guide.h"
#include "library.h"
#include "log.h"
#include "measure.h"
#include "search.h"
#include "search_show.html.h"
#include "search_view.h"
#include "web.h"

#include "banned.h"

#define SHOWN_BYTES 400 /* of a question, when it is shown and put into addresses */

_Static_assert(SEARCH_AUDIENCES == AUDIENCE_COUNT, "the audiences of articles are those of the search");

struct word {
	const char *code;
	enum msg text;
};

static const struct word kinds[] = {
	{ "tool", MSG_SEARCH_KIND_TOOL },
	{ "checklist", MSG_SEARCH_KIND_CHECKLIST },
	{ "plan", MSG_SEARCH_KIND_PLAN },
	{ "theme", MSG_SEARCH_KIND_THEME },
	{ "tip", MSG_SEARCH_KIND_TIP },
	{ "video", MSG_SEARCH_KIND_VIDEO },
	{ "story", MSG_SEARCH_KIND_STORY },
	{ "service", MSG_SEARCH_KIND_SERVICE },
	{ "home", MSG_SEARCH_KIND_HOME },
};

static struct str
kind_text(struct web *web, struct str kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq_z(kind, kinds[i].code))
			return web_text(web, kinds[i].text);
	return web_text(web, MSG_SEARCH_KIND_PAGE);
}

/* ---- the question ---- */

/* Cut between characters. */
static struct str
shown_text(struct str text)
{
	struct str s = str_cut(text, 0, SHOWN_BYTES);
	while (s.n > 0 && s.n < text.n && ((unsigned char)text.p[s.n] & 0xC0) == 0x80)
		s.n--;
	return s.p == NULL ? STR("") : s;
}

static struct search_question
question_of(struct web *web)
{
	struct search_question q = { .text = web_query(web, "q"), .lang = web->lang, .audience = -1 };
	struct str audience = web_query(web, "audience");
	int64_t page;
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		if (str_eq_z(audience, audience_code((enum audience)i)))
			q.audience = i;
	if (str_int(web_query(web, "page"), &page) == ERR_OK && page > 1 && page <= SEARCH_PAGES)
		q.page = (int)page - 1;
	return q;
}

/* "?q=...": the same question for an audience, from a page on (1: the first). */
static struct str
query_text(struct web *web, const struct search_question *q, int audience, int page)
{
	struct buf b;
	buf_init(&b, 8 * SHOWN_BYTES, web->arena);
	buf_z(&b, "?q=");
	http_escape(&b, shown_text(q->text));
	if (audience >= 0)
		buf_printf(&b, "&audience=%s", audience_code((enum audience)audience));
	if (page > 1)
		buf_printf(&b, "&page=%d", page);
	return buf_view(&b);
}

static struct url
question_url(struct web *web, const struct search_question *q, int audience, int page)
{
	return web_url(web, "/search%.*s", STR_ARG(query_text(web, q, audience, page)));
}

/* ---- parts of the page ---- */

static struct search_view_hits
hits_of(struct web *web, const struct search_hits *hits)
{
	struct search_view_hit *v = ARENA_ARRAY(web->arena, struct search_view_hit, hits->n);
	for (size_t i = 0; i < hits->n; i++) {
		struct str to = hits->v[i].address;
		v[i] = (struct search_view_hit){
			.kind = kind_text(web, hits->v[i].kind),
			.url = web_url(web, "%.*s", STR_ARG(to.n == 1 ? STR("") : to)),
			.title = hits->v[i].title,
			.text = hits->v[i].text,
		};
	}
	return (struct search_view_hits){ v, hits->n };
}

static struct str
count_label(struct web *web, enum msg id, size_t count)
{
	struct msg_arg arg = { .number = (int64_t)count };
	return msg_fill(web->lang, id, &arg, 1, web->arena);
}

static struct page_nav
audiences_of(struct web *web, const struct search_question *q, const struct search_results *r)
{
	static const enum msg labels[AUDIENCE_COUNT] = {
		MSG_SEARCH_VICTIMS, MSG_SEARCH_HELPERS, MSG_SEARCH_PROFESSIONALS, MSG_SEARCH_YOUTH,
	};
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, AUDIENCE_COUNT + 1);
	size_t n = 0;
	v[n++] = (struct page_link){ count_label(web, MSG_SEARCH_EVERYBODY, r->all), question_url(web, q, -1, 1),
		q->audience < 0 };
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		if (r->by_audience[i] > 0 || q->audience == i)
			v[n++] = (struct page_link){ count_label(web, labels[i], r->by_audience[i]),
				question_url(web, q, i, 1), q->audience == i };
	return (struct page_nav){ web_text(web, MSG_SEARCH_AUDIENCES), { v, n } };
}

static struct search_view_line
line_of(struct web *web, const struct guide_helpline *h)
{
	return (struct search_view_line){
		.name = h->name.in[web->lang],
		.phone = h->phone,
		.hours = h->hours.in[web->lang],
		.call = url_tel(h->phone, web->arena),
		.site = h->url.n > 0 ? url_https(h->url) : (struct url){ STR_NONE },
	};
}

/* The help lines that the words point to, as content names them. */
static struct search_view_lines
danger_of(struct web *web, struct db_read *r, const struct strs *ids)
{
	struct search_view_line *v = ARENA_ARRAY(web->arena, struct search_view_line, ids->n);
	struct content c;
	struct guide_helplines lines = { NULL, 0 };
	struct guide_faults faults;
	size_t n = 0;
	if (ids->n > 0 && content_find(r, STR("aid"), STR("helpline"), web->arena, &c) == ERR_OK)
		guide_helplines_parse(c.body, c.name, web->arena, &lines, &faults);
	for (size_t i = 0; i < ids->n; i++)
		for (size_t k = 0; k < lines.n; k++)
			if (str_eq(lines.v[k].id, ids->v[i]))
				v[n++] = line_of(web, &lines.v[k]);
	return (struct search_view_lines){ v, n };
}

static struct str
joined(const struct strs *words, struct arena *a)
{
	struct buf b;
	buf_init(&b, 4000, a);
	for (size_t i = 0; i < words->n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STR_ARG(words->v[i]));
	return buf_view(&b);
}

static void
fill_pages(struct web *web, const struct search_question *q, const struct search_results *r, struct search_page *p)
{
	size_t pages = (r->total + SEARCH_PAGE - 1) / SEARCH_PAGE;
	if (q->page > 0)
		p->previous = question_url(web, q, q->audience, q->page);
	if (q->page + 1 < SEARCH_PAGES && (size_t)q->page + 1 < pages)
		p->next = question_url(web, q, q->audience, q->page + 2);
	p->no_more_pages = q->page + 1 == SEARCH_PAGES && pages > SEARCH_PAGES;
	p->from = (int64_t)q->page * SEARCH_PAGE + 1;
}

static void
fill(struct web *web, struct db_read *r, const struct search_question *q, const struct search_results *found,
    struct search_page *p)
{
	const char *other = lang_code(web->lang == LANG_NL ? LANG_EN : LANG_NL);
	struct str query = query_text(web, q, q->audience, 1);
	p->top = web_page(web, web_text(web, MSG_SEARCH_TITLE));
	p->top.index = false;
	p->top.other_language = url_printf(web->arena, "/%s/search%.*s", other, STR_ARG(query));
	p->q = shown_text(q->text);
	p->audience = q->audience >= 0 ? str_from_z(audience_code((enum audience)q->audience)) : STR_NONE;
	p->danger = danger_of(web, r, &found->danger);
	p->hits = hits_of(web, &found->hits);
	p->total = (int64_t)found->total;
	p->asked = str_trim(q->text).n > 0;
	p->more = found->more;
	p->loosened = found->loosened;
	p->corrected = found->corrected;
	p->unknown = joined(&found->unknown, web->arena);
	p->audiences = audiences_of(web, q, found);
	if (q->audience >= 0 && found->total == 0 && found->all > 0)
		p->all = question_url(web, q, -1, 1);
	fill_pages(web, q, found, p);
	p->callback = web_url(web, "/callback");
	p->contact = web_url(web, "/contact");
	p->guide = web_url(web, "/guide/general");
	p->home = web_url(web, "%s", "");
	p->safety = web_url(web, "/safety");
}

/* In the pool: what is searched in vain is counted, which waits for the disk. */
static enum err
show_search(struct web *web)
{
	struct search_question q = question_of(web);
	struct search_results found;
	struct search_page p = { .total = 0 };
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = search_run(web->core, r, &q, web->arena, &found);
	if (e == ERR_OK)
		fill(web, r, &q, &found, &p);
	db_read_end(r);
	TRY(e);
	if (found.asked && found.all == 0 && search_missed(web->core, q.text, web->lang, web->arena) != ERR_OK)
		log_warning("search_missed_not_counted");
	enum audience audience = q.audience >= 0 ? (enum audience)q.audience : AUDIENCE_VICTIMS;
	measure_reach(web->core->measure, "search", audience_code(audience),
	    measure_source(web_query(web, "via"), http_header(&web->x->request, "Referer"), web->core->host));
	search_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

const struct route search_routes[] = {
	{ HTTP_GET, "/search", SLOW, show_search, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t search_route_count = sizeof search_routes / sizeof search_routes[0];
