/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "figures.h"
#include "figures_show.html.h"
#include "figures_view.h"
#include "intake.h"
#include "library.h"
#include "search.h"
#include "site.h"
#include "web.h"

#include "banned.h"

#define BAR_STEP 30
#define BAR_WIDTH 340

struct word {
	const char *code;
	enum msg text;
};

/* What stands in the rows, in words; what is not here is shown as it is. */
static const struct word words[] = {
	{ "home", MSG_FIGURES_PRODUCT_HOME },
	{ "welcome", MSG_FIGURES_PRODUCT_WELCOME },
	{ "letter", MSG_FIGURES_PRODUCT_LETTER },
	{ "registration", MSG_FIGURES_PRODUCT_REGISTRATION },
	{ "callback", MSG_FIGURES_PRODUCT_CALLBACK },
	{ "contact.phone", MSG_FIGURES_PRODUCT_PHONE },
	{ "contact.mail", MSG_FIGURES_PRODUCT_MAIL },
	{ "contact.letter", MSG_FIGURES_PRODUCT_POST },
	{ "contact.visit", MSG_FIGURES_PRODUCT_VISIT },
	{ "search", MSG_FIGURES_PRODUCT_SEARCH },
	{ "directory", MSG_FIGURES_PRODUCT_DIRECTORY },
	{ "paper", MSG_FIGURES_PRODUCT_PAPER },
	{ "direct", MSG_FIGURES_SOURCE_DIRECT },
	{ "organic", MSG_FIGURES_SOURCE_ORGANIC },
	{ "paid-search", MSG_FIGURES_SOURCE_PAID_SEARCH },
	{ "social", MSG_FIGURES_SOURCE_SOCIAL },
	{ "referral", MSG_FIGURES_SOURCE_REFERRAL },
	{ "e-mail", MSG_FIGURES_SOURCE_EMAIL },
	{ "campaign", MSG_FIGURES_SOURCE_CAMPAIGN },
	{ "police", MSG_FIGURES_SOURCE_POLICE },
	{ "service-line", MSG_FIGURES_SOURCE_SERVICE_LINE },
	{ "newsletter", MSG_FIGURES_SOURCE_NEWSLETTER },
	{ "flyer", MSG_FIGURES_SOURCE_FLYER },
	{ "embed", MSG_FIGURES_SOURCE_EMBED },
	{ "card", MSG_FIGURES_SOURCE_CARD },
	{ "informing", MSG_FIGURES_DEPTH_INFORMING },
	{ "advising", MSG_FIGURES_DEPTH_ADVISING },
	{ "supporting", MSG_FIGURES_DEPTH_SUPPORTING },
	{ "victims", MSG_FIGURES_AUDIENCE_VICTIMS },
	{ "helpers", MSG_FIGURES_AUDIENCE_HELPERS },
	{ "professionals", MSG_FIGURES_AUDIENCE_PROFESSIONALS },
	{ "youth", MSG_FIGURES_AUDIENCE_YOUTH },
	{ "online", MSG_FIGURES_CHANNEL_ONLINE },
	{ "phone", MSG_FIGURES_CHANNEL_PHONE },
	{ "face_to_face", MSG_FIGURES_CHANNEL_FACE_TO_FACE },
};

/* ---- names of what is published ---- */

/* The live guide that a product is about ("intake.fraud"), or NULL. */
static const struct intake_guide *
guide_of(struct web *web, struct db_read *r, struct str product)
{
	struct str rest = product, kind;
	struct id version;
	const struct intake_guide *g;
	if (!str_split(&rest, '.', &kind) || rest.n == 0 || str_eq_z(kind, "contact"))
		return NULL;
	if (intake_guide_live(web->core, r, rest, &version, &g) != ERR_OK || !str_eq_z(product, g->product))
		return NULL;
	return g;
}

/* The title that the guide had when it was last live, or absent. */
static struct str
last_guide_title(struct web *web, struct db_read *r, struct str product)
{
	struct str rest = product, kind;
	struct content_versions versions;
	const struct intake_guide *g;
	if (!str_split(&rest, '.', &kind) || rest.n == 0 ||
	    content_list_versions(r, STR("guide"), rest, web->arena, &versions) != ERR_OK || versions.n == 0 ||
	    intake_guide_at(web->core, r, versions.v[0].id, &g) != ERR_OK || !str_eq_z(product, g->product))
		return STR_NONE;
	return g->guide->title.in[web->lang];
}

/* The title of an article in one language, live or the last it had; absent: there never was one. */
static struct str
title_in(struct web *web, struct db_read *r, struct str name, enum lang lang, bool *live)
{
	const struct article *article;
	struct id version;
	struct str title = STR_NONE;
	if (site_article_live(web->core, r, name, lang, &version, &article) == ERR_OK) {
		*live = true;
		return article->title;
	}
	return site_article_last_title(r, name, lang, web->arena, &title) == ERR_OK ? title : STR_NONE;
}

static struct str
with_title(struct web *web, enum msg text, struct str title)
{
	return msg_fill(web->lang, text, MSG_ARGS({ .text = title }), web->arena);
}

/* "article.victims/burglary" by its title, in the reader's language if it ever had one; absent: no article is meant. */
static struct str
article_name(struct web *web, struct db_read *r, struct str product)
{
	struct str name = product, kind;
	bool live = false;
	if (!str_split(&name, '.', &kind) || !str_eq_z(kind, "article") || name.n == 0)
		return STR_NONE;
	struct str own = title_in(web, r, name, web->lang, &live);
	struct str other = title_in(web, r, name, web->lang == LANG_NL ? LANG_EN : LANG_NL, &live);
	struct str title = own.n > 0 ? own : other;
	if (title.n == 0)
		return with_title(web, MSG_FIGURES_NO_PAGE, name);
	return live ? title : with_title(web, MSG_FIGURES_GONE, title);
}

static struct str
name_of(struct web *web, struct db_read *r, struct str code)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq_z(code, words[i].code))
			return web_text(web, words[i].text);
	struct str title = article_name(web, r, code);
	if (title.n > 0)
		return title;
	const struct intake_guide *g = guide_of(web, r, code);
	if (g != NULL)
		return g->guide->title.in[web->lang];
	title = last_guide_title(web, r, code);
	return title.n > 0 ? with_title(web, MSG_FIGURES_GONE, title) : code;
}

static struct str
count_text(struct web *web, int64_t count)
{
	if (!figures_may_show(count))
		return web_text(web, MSG_FIGURES_FEW);
	return str_printf(web->arena, "%lld", (long long)count);
}

static struct str
part_text(struct web *web, int64_t whole, int64_t part)
{
	int64_t percent = figures_conversion(whole, part);
	return percent < 0 ? STR("–") : str_printf(web->arena, "%lld%%", (long long)percent);
}

/* ---- tables ---- */

static struct figures_rows
rows_of(struct web *web, struct db_read *r, const struct figures_lines *l)
{
	struct figures_row *v = ARENA_ARRAY(web->arena, struct figures_row, l->n);
	for (size_t i = 0; i < l->n; i++)
		v[i] = (struct figures_row){
			.name = name_of(web, r, l->v[i].name),
			.reach = count_text(web, l->v[i].reach),
			.services = count_text(web, l->v[i].services),
			.conversion = part_text(web, l->v[i].reach, l->v[i].services),
		};
	return (struct figures_rows){ v, l->n };
}

static struct figures_tables
tables_of(struct web *web, struct db_read *r, const struct figures *f)
{
	static const struct {
		const char *id;
		enum msg title;
		bool has_reach;
	} kinds[] = {
		[BY_PRODUCT] = { "by-product", MSG_FIGURES_BY_PRODUCT, true },
		[BY_SOURCE] = { "by-source", MSG_FIGURES_BY_SOURCE, true },
		[BY_DEPTH] = { "by-depth", MSG_FIGURES_BY_DEPTH, false },
		[BY_AUDIENCE] = { "by-audience", MSG_FIGURES_BY_AUDIENCE, true },
		[BY_CHANNEL] = { "by-channel", MSG_FIGURES_BY_CHANNEL, true },
	};
	size_t count = sizeof kinds / sizeof kinds[0], n = 0;
	struct figures_table *v = ARENA_ARRAY(web->arena, struct figures_table, count);
	for (size_t i = 0; i < count; i++) {
		struct figures_lines l = figures_add_up(f, (enum figures_by)i, web->arena);
		if (l.n > 0)
			v[n++] = (struct figures_table){
				.id = kinds[i].id,
				.title = web_text(web, kinds[i].title),
				.rows = rows_of(web, r, &l),
				.has_reach = kinds[i].has_reach,
			};
	}
	return (struct figures_tables){ v, n };
}

/* A bar shows nothing that the table may not. */
static struct figures_bars
bars_of(struct web *web, struct db_read *r, const struct figures *f)
{
	struct figures_lines l = figures_add_up(f, BY_SOURCE, web->arena);
	struct figures_bar *v = ARENA_ARRAY(web->arena, struct figures_bar, l.n);
	int64_t most = l.n > 0 ? l.v[0].services : 0;
	size_t n = 0;
	for (size_t i = 0; i < l.n; i++) {
		bool shown = figures_may_show(l.v[i].services) && most >= FIGURES_SMALL;
		if (l.v[i].services == 0)
			continue;
		v[n] = (struct figures_bar){
			.name = name_of(web, r, l.v[i].name),
			.value = count_text(web, l.v[i].services),
			.y = (int64_t)n * BAR_STEP + 5,
			.middle = (int64_t)n * BAR_STEP + 20,
			.width = shown ? l.v[i].services * BAR_WIDTH / most : 0,
		};
		n++;
	}
	return (struct figures_bars){ v, n };
}

/* ---- where people stop ---- */

static struct figures_row
step_row(struct web *web, struct str name, int64_t began, int64_t count)
{
	return (struct figures_row){
		.name = name, .reach = count_text(web, count), .conversion = part_text(web, began, count),
	};
}

static struct figures_rows
steps_of(struct web *web, const struct figures *f, const struct intake_guide *g)
{
	const struct guide *guide = g->guide;
	struct figures_line front = figures_of_product(f, str_from_z(g->product));
	struct figures_row *v = ARENA_ARRAY(web->arena, struct figures_row, guide->step_count + 2);
	size_t n = 0;
	v[n++] = step_row(web, web_text(web, MSG_FIGURES_FRONT), front.reach, front.reach);
	for (size_t i = 0; i < guide->step_count; i++) {
		struct figures_line step = figures_of_product(f, str_from_z(g->step_product[i]));
		v[n++] = step_row(web, guide->steps[i].title.in[web->lang], front.reach, step.reach);
	}
	v[n++] = step_row(web, web_text(web, MSG_FIGURES_FINISHED), front.reach, front.services);
	return (struct figures_rows){ v, n };
}

static struct figures_guides
guides_of(struct web *web, struct db_read *r, const struct figures *f)
{
	struct figures_lines l = figures_add_up(f, BY_PRODUCT, web->arena);
	struct figures_guide *v = ARENA_ARRAY(web->arena, struct figures_guide, l.n);
	size_t n = 0;
	for (size_t i = 0; i < l.n; i++) {
		const struct intake_guide *g = guide_of(web, r, l.v[i].name);
		if (g == NULL)
			continue;
		v[n] = (struct figures_guide){
			.id = str_printf(web->arena, "stops-%zu", n).p,
			.title = g->guide->title.in[web->lang],
			.rows = steps_of(web, f, g),
		};
		n++;
	}
	return (struct figures_guides){ v, n };
}

/* ---- what was searched in vain ---- */

static enum err
wanted_of(struct web *web, struct db_read *r, struct date from, struct date until, struct figures_words *ret_words)
{
	struct search_wanted_words wanted;
	TRY(search_wanted_read(r, from, until, web->arena, &wanted));
	struct figures_word *v = ARENA_ARRAY(web->arena, struct figures_word, wanted.n);
	for (size_t i = 0; i < wanted.n; i++)
		v[i] = (struct figures_word){
			.words = wanted.v[i].words,
			.count = count_text(web, wanted.v[i].count),
			.lang = str_eq_z(wanted.v[i].language, "en") ? "en" : "nl",
		};
	*ret_words = (struct figures_words){ v, wanted.n };
	return ERR_OK;
}

/* ---- pages ---- */

struct span {
	enum figures_period period;
	struct date from, until;
};

static struct span
span_of(const struct web *web)
{
	enum figures_period p = figures_period_parse(web_query(web, "period"));
	struct span s = { .period = p == FIGURES_PERIOD_COUNT ? FIGURES_MONTH : p };
	s.until = date_local(clock_wall()).date;
	s.from = figures_from(s.period, s.until);
	return s;
}

static struct page_nav
periods_of(struct web *web, enum figures_period chosen)
{
	static const enum msg labels[FIGURES_PERIOD_COUNT] = {
		MSG_FIGURES_PERIOD_WEEK, MSG_FIGURES_PERIOD_MONTH, MSG_FIGURES_PERIOD_YEAR,
	};
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, FIGURES_PERIOD_COUNT);
	for (enum figures_period p = 0; p < FIGURES_PERIOD_COUNT; p++)
		v[p] = (struct page_link){
			.label = web_text(web, labels[p]),
			.url = web_url(web, "/figures?period=%s", figures_period_name(p)),
			.current = p == chosen,
		};
	return (struct page_nav){ web_text(web, MSG_FIGURES_PERIOD), { v, FIGURES_PERIOD_COUNT } };
}

static struct str
day_text(struct web *web, struct date d)
{
	return str_printf(web->arena, "%d-%d-%d", d.day, d.month, d.year);
}

static enum err
fill(struct web *web, struct db_read *r, const struct span *s, struct figures_page *p)
{
	struct figures f;
	TRY(figures_read(r, s->from, s->until, web->arena, &f));
	p->top = web_page(web, web_text(web, MSG_FIGURES_TITLE));
	p->periods = periods_of(web, s->period);
	p->from = day_text(web, s->from);
	p->until = day_text(web, s->until);
	p->empty = f.n == 0;
	p->bars = bars_of(web, r, &f);
	p->height = (int64_t)p->bars.n * BAR_STEP;
	p->tables = tables_of(web, r, &f);
	p->guides = guides_of(web, r, &f);
	TRY(wanted_of(web, r, s->from, s->until, &p->wanted));
	p->download = web_url(web, "/figures/download?period=%s", figures_period_name(s->period));
	return ERR_OK;
}

static enum err
show(struct web *web)
{
	struct span s = span_of(web);
	struct figures_page p = { 0 };
	struct db_read *r;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = fill(web, r, &s, &p);
	db_read_end(r);
	TRY(e);
	figures_show_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- download ---- */

/* What stands in the rows are codes of closed lists, quoted all the same. */
static void
put_code(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void
put_count(struct buf *b, int64_t count)
{
	if (figures_may_show(count))
		buf_printf(b, ",%lld", (long long)count);
	else
		buf_printf(b, ",\"<%d\"", FIGURES_SMALL);
}

static void
put_lines(struct buf *b, const char *kind, const struct figures_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		buf_printf(b, "%s,", kind);
		put_code(b, l->v[i].name);
		put_count(b, l->v[i].reach);
		put_count(b, l->v[i].services);
		buf_z(b, "\r\n");
	}
}

static enum err
download(struct web *web)
{
	static const char *const kinds[] = { "product", "source", "depth", "audience", "channel" };
	struct span s = span_of(web);
	struct db_read *r;
	struct figures f;
	struct buf b;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = figures_read(r, s.from, s.until, web->arena, &f);
	db_read_end(r);
	TRY(e);
	buf_init(&b, (size_t)4 << 20, web->arena);
	buf_printf(&b, "from,%.*s\r\n", STR_ARG(date_iso(s.from, web->arena)));
	buf_printf(&b, "until,%.*s\r\n\r\n", STR_ARG(date_iso(s.until, web->arena)));
	buf_z(&b, "by,name,reach,services\r\n");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct figures_lines l = figures_add_up(&f, (enum figures_by)i, web->arena);
		put_lines(&b, kinds[i], &l);
	}
	http_add_header(web->x, "Content-Disposition",
	    str_printf(web->arena, "attachment; filename=\"figures-%s.csv\"", figures_period_name(s.period)));
	return buf_ok(&b) ? web_bytes(web, 200, "text/csv; charset=utf-8", buf_view(&b)) : ERR_INTERNAL;
}

const struct route figures_routes[] = {
	{ HTTP_GET, "/figures", SLOW, show, PERM_FIGURES, 0, NULL, NULL },
	{ HTTP_GET, "/figures/download", SLOW, download, PERM_FIGURES, 0, NULL, NULL },
};
const size_t figures_route_count = sizeof figures_routes / sizeof figures_routes[0];
