/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a guide ends with: what fits and why, points with a picture, and the
 * report to take along.
 */
#include "clock.h"
#include "date.h"
#include "directory.h"
#include "guide_result.html.h"
#include "intake_view.h"
#include "intake_web.h"
#include "messages.h"
#include "pdf.h"
#include "say.h"

#include "banned.h"

#define REASONS_MAX 4 /* more explains less */

/* ---- outcomes ---- */

static struct url
outcome_link(struct web *web, struct str link)
{
	if (link.n == 0)
		return (struct url){ STR_NONE };
	return link.p[0] == '/' ? web_url(web, "%.*s", STR_ARG(link)) : url_https(link);
}

static struct guide_reason_view
reason_view(const struct guide_reason *r, enum lang lang)
{
	if (r->theme != NULL)
		return (struct guide_reason_view){ .answer = r->theme->label.in[lang] };
	return (struct guide_reason_view){
		.answer = r->option == NULL ? STR_NONE : r->option->label.in[lang], .question = r->step->title.in[lang]
	};
}

static struct guide_reason_views
reason_views(struct web *web, const struct intake_draft *d, const struct guide_outcome *o)
{
	struct guide_reasons reasons = guide_reasons(d->guide->guide, o, &d->answers, web->arena);
	struct guide_reason_view *v = ARENA_ARRAY(web->arena, struct guide_reason_view, REASONS_MAX);
	size_t n = 0;
	while (n < reasons.n && n < REASONS_MAX) {
		v[n] = reason_view(&reasons.v[n], web->lang);
		n++;
	}
	return (struct guide_reason_views){ v, n };
}

/* ---- organisations ---- */

/* The value chosen at a question; absent where it is not asked, open or not known. */
static struct str
chosen(const struct intake_draft *d, const struct guide_step *s)
{
	const struct guide_answer *a = s == NULL ? NULL : guide_answer_find(&d->answers, s->name);
	return a == NULL || a->value_count == 0 || str_eq_z(a->values[0], "unknown") ? STR_NONE : a->values[0];
}

static struct strs
chosen_many(const struct intake_draft *d, const struct guide_step *s, struct arena *a)
{
	const struct guide_answer *answer = s == NULL ? NULL : guide_answer_find(&d->answers, s->name);
	size_t count = answer == NULL ? 0 : answer->value_count;
	struct strs list = { ARENA_ARRAY(a, struct str, count), 0 };
	for (size_t i = 0; i < count; i++)
		if (!str_eq_z(answer->values[i], "unknown"))
			list.v[list.n++] = answer->values[i];
	return list;
}

/* Of "12-15" the middle; of the last range, which has no real end, its begin. */
static int
age_of(struct str range)
{
	struct str low;
	int64_t from, to;
	if (!str_split(&range, '-', &low) || str_int(low, &from) != ERR_OK || str_int(range, &to) != ERR_OK)
		return -1;
	return (int)(to >= 100 ? from : (from + to) / 2);
}

static struct directory_wish
wish_of(struct web *web, const struct intake_draft *d, const struct guide_directory *q)
{
	return (struct directory_wish){
		.lang = web->lang,
		.audience = chosen(d, q->audience),
		.offence = chosen(d, q->offence),
		.needs = chosen_many(d, q->needs, web->arena),
		.age = age_of(chosen(d, q->age)),
		.municipality = str_trim(chosen(d, q->municipality)),
		.own_name = web->core->organisation,
		.own_phone = web->core->phone,
	};
}

static struct guide_words_views
words_of(const struct directory_reasons *reasons, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, reasons->n);
	for (size_t i = 0; i < reasons->n; i++)
		v[i] = reasons->v[i].text;
	return (struct guide_words_views){ v, reasons->n };
}

/* "www.slachtofferhulp.nl" of "https://www.slachtofferhulp.nl/contact". */
static struct str
host_of(struct str url)
{
	struct str rest = str_cut(url, 8, url.n), host;
	return url.n > 8 && str_split(&rest, '/', &host) ? host : STR_NONE;
}

static struct guide_place_view
place_view(struct web *web, const struct directory_match *m)
{
	bool same = str_eq(m->name, m->organisation);
	return (struct guide_place_view){
		.name = m->name,
		.organisation = same ? STR_NONE : m->organisation,
		.description = m->description,
		.why = m->why,
		.more = m->path.n > 0 ? web_url(web, "%.*s", STR_ARG(m->path)) : (struct url){ STR_NONE },
		.phone = m->phone,
		.phone_url = m->phone.n > 0 ? url_tel(m->phone, web->arena) : (struct url){ STR_NONE },
		.site = m->url.n > 0 ? host_of(m->url) : STR_NONE,
		.site_url = m->url.n > 0 ? url_https(m->url) : (struct url){ STR_NONE },
		.fits = words_of(&m->fits, web->arena),
		.misfits = words_of(&m->misfits, web->arena),
		.unchecked = date_is_none(m->checked) && !id_is_none(m->service),
	};
}

static enum err
place_views(struct web *web, const struct intake_draft *d, const struct guide_directory *q,
	struct guide_place_views *ret_places)
{
	struct directory_matches matches;
	struct directory_wish wish = wish_of(web, d, q);
	TRY(directory_match(web->r, &wish, web->arena, &matches));
	struct guide_place_view *v = ARENA_ARRAY(web->arena, struct guide_place_view, matches.n);
	for (size_t i = 0; i < matches.n; i++)
		v[i] = place_view(web, &matches.v[i]);
	*ret_places = (struct guide_place_views){ v, matches.n };
	return ERR_OK;
}

static enum err
outcome_views(struct web *web, const struct intake_draft *d, struct guide_outcome_views *ret_outcomes)
{
	struct guide_outcomes outcomes = guide_outcomes(d->guide->guide, &d->answers, web->arena);
	struct guide_outcome_view *v = ARENA_ARRAY(web->arena, struct guide_outcome_view, outcomes.n);
	for (size_t i = 0; i < outcomes.n; i++) {
		const struct guide_outcome *o = outcomes.v[i];
		v[i] = (struct guide_outcome_view){
			.title = o->title.in[web->lang],
			.text = o->text.html[web->lang],
			.link = outcome_link(web, o->link),
			.link_label = o->link_label.in[web->lang],
			.first = i == 0,
			.for_all = o->when == NULL,
			.reasons = reason_views(web, d, o),
		};
		if (o->directory != NULL)
			TRY(place_views(web, d, o->directory, &v[i].places));
	}
	*ret_outcomes = (struct guide_outcome_views){ v, outcomes.n };
	return ERR_OK;
}

/* ---- points and sources ---- */

static struct guide_points_views
points_views(struct web *web, const struct intake_draft *d)
{
	const struct guide *g = d->guide->guide;
	struct guide_points *points = guide_points(g, &d->answers, web->arena);
	struct guide_points_view *v = ARENA_ARRAY(web->arena, struct guide_points_view, g->theme_count);
	for (size_t i = 0; i < g->theme_count; i++)
		v[i] = (struct guide_points_view){
			.label = points[i].theme->label.in[web->lang],
			.band = points[i].band->label.in[web->lang],
			.text = points[i].band->text.html[web->lang],
			.points = points[i].points,
			.max = points[i].theme->max,
			.part = 100.0 * points[i].points / points[i].theme->max,
		};
	return (struct guide_points_views){ v, g->theme_count };
}

static struct guide_source_views
source_views(struct web *web, const struct guide *g)
{
	struct guide_source_view *v = ARENA_ARRAY(web->arena, struct guide_source_view, g->source_count);
	for (size_t i = 0; i < g->source_count; i++)
		v[i] = (struct guide_source_view){
			.what = g->sources[i].what.in[web->lang],
			.checked = date_text(g->sources[i].checked, web->lang, web->arena),
			.url = url_https(g->sources[i].url),
		};
	return (struct guide_source_views){ v, g->source_count };
}

/* ---- the page ---- */

enum err
intake_show_result(struct web *web)
{
	struct intake_draft d;
	NEED_DRAFT(web, &d);
	if (!d.finished)
		return web_redirect(web, "/guide/%.*s/check", STR_ARG(web->param[0]));
	const struct guide *g = d.guide->guide;
	struct guide_result_page p = {
		.top = web_page(web, web_text(web, MSG_GUIDE_RESULT_TITLE)),
		.points = points_views(web, &d),
		.answers = g->overview ? intake_answer_views(web, &d) : (struct guide_answer_views){ NULL, 0 },
		.sources = source_views(web, g),
		.callback = web_url(web, "/callback"),
		.check = intake_guide_url(web, "check"),
		.keep = intake_guide_url(web, "keep"),
		.mail = web_url(web, "/keepsake?page=/guide/%.*s/result", STR_ARG(g->name)),
		.report = g->theme_count > 0 ? intake_guide_url(web, "report") : (struct url){ STR_NONE },
	};
	TRY(outcome_views(web, &d, &p.outcomes));
	guide_result_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- the report ---- */

/* The paragraphs of a plain text: an empty line parts them. */
static struct strs
paragraphs_of(struct str text, struct arena *a)
{
	struct strs list = { ARENA_ARRAY(a, struct str, text.n / 2 + 1), 0 };
	for (ptrdiff_t at = str_find(text, STR("\n\n")); at >= 0; at = str_find(text, STR("\n\n"))) {
		list.v[list.n++] = str_cut(text, 0, (size_t)at);
		text = str_trim(str_cut(text, (size_t)at + 2, text.n));
	}
	if (str_trim(text).n > 0)
		list.v[list.n++] = str_trim(text);
	return list;
}

static struct strs
list_of(const struct str *v, size_t n, struct arena *a)
{
	struct str *copy = ARENA_ARRAY(a, struct str, n);
	for (size_t i = 0; i < n; i++)
		copy[i] = v[i];
	return (struct strs){ copy, n };
}

static struct strs
table_cells(const struct guide_points_views *points, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, points->n * 3);
	for (size_t i = 0; i < points->n; i++) {
		v[3 * i] = points->v[i].label;
		v[3 * i + 1] = str_printf(
			a, "%lld / %lld", (long long)points->v[i].points, (long long)points->v[i].max);
		v[3 * i + 2] = points->v[i].band;
	}
	return (struct strs){ v, points->n * 3 };
}

/* What each theme's band says, then the outcomes. */
static struct pdf_sections
report_sections(struct web *web, const struct intake_draft *d)
{
	const struct guide *g = d->guide->guide;
	struct guide_points *points = guide_points(g, &d->answers, web->arena);
	struct guide_outcomes outcomes = guide_outcomes(g, &d->answers, web->arena);
	struct pdf_section *v = ARENA_ARRAY(web->arena, struct pdf_section, g->theme_count + outcomes.n);
	size_t n = 0;
	for (size_t i = 0; i < g->theme_count; i++)
		v[n++] = (struct pdf_section){
			.title = str_printf(web->arena, "%.*s: %.*s", STR_ARG(points[i].theme->label.in[web->lang]),
				STR_ARG(points[i].band->label.in[web->lang])),
			.paragraphs = paragraphs_of(points[i].band->text.plain[web->lang], web->arena),
		};
	for (size_t i = 0; i < outcomes.n; i++)
		v[n++] = (struct pdf_section){
			.title = outcomes.v[i]->title.in[web->lang],
			.paragraphs = paragraphs_of(outcomes.v[i]->text.plain[web->lang], web->arena),
		};
	return (struct pdf_sections){ v, n };
}

static enum err
make_report(struct web *web, const struct intake_draft *d, struct str *ret_pdf)
{
	const struct guide *g = d->guide->guide;
	struct guide_points_views points = points_views(web, d);
	int64_t now = clock_wall();
	struct str date = date_text(date_local(now).date, web->lang, web->arena);
	const struct str opening[] = { date, web_text(web, MSG_GUIDE_REPORT_TEXT),
		web_text(web, MSG_GUIDE_POINTS_NO_NORM) };
	const struct str head[] = { web_text(web, MSG_GUIDE_POINTS_THEME), web_text(web, MSG_GUIDE_POINTS_POINTS),
		web_text(web, MSG_GUIDE_POINTS_BAND) };
	struct pdf_report r = {
		.lang = web->lang,
		.created = now,
		.title = g->title.in[web->lang],
		.opening = list_of(opening, 3, web->arena),
		.table = web_text(web, MSG_GUIDE_POINTS_TITLE),
		.head = list_of(head, 3, web->arena),
		.cells = table_cells(&points, web->arena),
		.sections = report_sections(web, d),
		.footer = web->core->organisation,
	};
	return pdf_report(&r, web->arena, ret_pdf);
}

/* In the pool: making a document takes some hundredths of a second. */
enum err
intake_send_report(struct web *web)
{
	struct intake_draft d;
	struct str pdf;
	TRY(db_read_begin(web->core->db, &web->r));
	enum err e = intake_need_draft(web, &d);
	db_read_end(web->r);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	if (!d.finished || d.guide->guide->theme_count == 0)
		return ERR_NOT_FOUND;
	TRY(make_report(web, &d, &pdf));
	http_add_header(web->x, "Content-Disposition", STR("inline; filename=\"report.pdf\""));
	return web_bytes(web, 200, "application/pdf", pdf);
}
