/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article.h"
#include "directory.h"
#include "guide.h"
#include "log.h"
#include "search_internal.h"

#include "banned.h"

#define HEADS_MAX ((size_t)16 * 1024)
#define PLAIN_MAX ((size_t)1 << 20)

/* What a kind is called, so that it is found by that too. */
static const char *const kind_words[LANG_COUNT][2] = {
	[LANG_NL] = { "checklist", "hulpmiddel keuzehulp test" },
	[LANG_EN] = { "checklist", "tool guide test" },
};

static void
add_line(struct buf *b, struct str s)
{
	if (s.n > 0)
		buf_printf(b, "%.*s\n", STR_ARG(s));
}

const char *
search_audience_name(int audience)
{
	return audience_code((enum audience)audience);
}

/* The label of an offence, as people know it. */
static struct str
offence_name(struct str code, enum lang lang)
{
	size_t n;
	int at = directory_code_find(DIRECTORY_OFFENCE, code);
	return at < 0 ? STR("") : msg_text(lang, directory_codes(DIRECTORY_OFFENCE, &n)[at].label);
}

/* ---- articles ---- */

static struct markdown_helplines
helplines_of(struct db_read *r, struct arena *a)
{
	struct content c;
	struct guide_helplines helplines = { NULL, 0 };
	struct guide_faults faults;
	if (content_find(r, STR("aid"), STR("helpline"), a, &c) == ERR_OK)
		guide_helplines_parse(c.body, c.name, a, &helplines, &faults);
	return guide_markdown_helplines(&helplines, a);
}

static struct str
heads_of(const struct article *p, struct arena *a)
{
	struct buf b;
	buf_init(&b, HEADS_MAX, a);
	if (p->kind == ARTICLE_CHECKLIST)
		add_line(&b, str_from_z(kind_words[p->lang][0]));
	for (size_t i = 0; i < p->groups.n; i++) {
		add_line(&b, p->groups.v[i].title);
		for (size_t k = 0; k < p->groups.v[i].items.n; k++)
			add_line(&b, p->groups.v[i].items.v[k].title);
	}
	return buf_view(&b);
}

static unsigned
audiences_of(const struct article *p)
{
	unsigned bits = 0;
	for (unsigned i = 0; i < AUDIENCE_COUNT; i++)
		bits |= (unsigned)p->audiences[i] << i;
	return bits;
}

static void
of_article(struct db_read *r, const struct content *c, struct arena *a, struct search_source *s)
{
	struct markdown_helplines helplines = helplines_of(r, a);
	struct article_context context = { .helplines = &helplines, .published = true };
	enum lang lang = str_ends(c->name, STR(".en")) ? LANG_EN : LANG_NL;
	struct str name = str_cut(c->name, 0, c->name.n > 3 ? c->name.n - 3 : 0);
	const struct article *p;
	struct article_faults faults;
	if (article_parse(c->body, name, lang, &context, a, &p, &faults) != ERR_OK) {
		log_warning("search_skipped kind=page name=%.*s", STR_ARG(c->name));
		return;
	}
	s->v[s->n++] = (struct search_document){
		.lang = lang,
		.kind = article_kind_code(p->kind),
		.address = str_eq_z(name, "home") ? STR("/") : str_printf(a, "/%.*s", STR_ARG(name)),
		.title = p->title,
		.names = p->offences.n == 1 ? offence_name(p->offences.v[0], lang) : STR(""),
		.summary = p->summary,
		.heads = heads_of(p, a),
		.plain = p->plain,
		.audiences = audiences_of(p),
	};
}

/* ---- guides ---- */

/* Everything that a guide may say, whatever is answered. */
static struct str
guide_plain(const struct guide *g, enum lang lang, struct arena *a)
{
	struct buf b;
	buf_init(&b, PLAIN_MAX, a);
	add_line(&b, g->intro.plain[lang]);
	for (size_t i = 0; i < g->step_count; i++) {
		add_line(&b, g->steps[i].title.in[lang]);
		add_line(&b, g->steps[i].text.plain[lang]);
		for (size_t k = 0; k < g->steps[i].option_count; k++)
			add_line(&b, g->steps[i].options[k].label.in[lang]);
	}
	for (size_t i = 0; i < g->outcome_count; i++) {
		add_line(&b, g->outcomes[i].title.in[lang]);
		add_line(&b, g->outcomes[i].text.plain[lang]);
	}
	return buf_view(&b);
}

static struct str
first_sentences(struct str plain)
{
	struct str rest = plain, line = STR_NONE;
	while (line.n == 0 && str_split(&rest, '\n', &line))
		line = str_trim(line);
	return line.p == NULL ? STR("") : line;
}

static unsigned
guide_audiences(const struct guide *g)
{
	for (unsigned i = 0; i < AUDIENCE_COUNT; i++)
		if (str_eq_z(g->audience, audience_code((enum audience)i)))
			return 1u << i;
	return (1u << AUDIENCE_COUNT) - 1;
}

static void
of_guide(struct db_read *r, const struct content *c, struct arena *a, struct search_source *s)
{
	struct content aid;
	struct guide_context context = { .published = true };
	const struct guide *g;
	struct guide_faults faults;
	if (content_find(r, STR("aid"), STR("helpline"), a, &aid) == ERR_OK)
		context.helplines = aid.body;
	if (guide_parse(c->body, c->name, &context, a, &g, &faults) != ERR_OK) {
		log_warning("search_skipped kind=guide name=%.*s", STR_ARG(c->name));
		return;
	}
	for (enum lang lang = 0; lang < LANG_COUNT && g->kind != GUIDE_WELCOME; lang++)
		s->v[s->n++] = (struct search_document){
			.lang = lang,
			.kind = "tool",
			.address = str_printf(a, "/guide/%.*s", STR_ARG(g->name)),
			.title = g->title.in[lang],
			.names = offence_name(g->offence, lang),
			.summary = first_sentences(g->intro.plain[lang]),
			.heads = str_from_z(kind_words[lang][1]),
			.plain = guide_plain(g, lang, a),
			.audiences = guide_audiences(g),
		};
}

enum err
search_source_read(struct core *core, struct db_read *r, struct id version, struct arena *a,
    struct search_source *ret_source)
{
	struct content c;
	(void)core;
	TRY(content_at(r, version, a, &c));
	struct search_source s = { .version = version, .kind = c.kind, .name = c.name };
	if (str_eq_z(c.kind, "page"))
		of_article(r, &c, a, &s);
	else if (str_eq_z(c.kind, "guide"))
		of_guide(r, &c, a, &s);
	*ret_source = s;
	return ERR_OK;
}
