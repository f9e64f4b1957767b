/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From what somebody typed to what is asked of the database. Each word that
 * says something becomes a group of ways to say it: its stem, what we call it,
 * the compounds that it is a part of, its own parts. Only a word that leads
 * nowhere is corrected.
 */
#include <string.h>

#include "search_internal.h"

#include "banned.h"

#define TOKENS_MAX 24
#define DANGER_MAX 4
#define COMPOUND_SHORTEST 4 /* letters of a word that compounds are looked for */
#define TAIL_SHORTEST 5
#define COMPOUNDS_SEEN 60
#define COMPOUNDS_KEPT 8    /* at each end */
#define NEARBY_KEPT 64      /* words that lie equally near */

#define WEIGHT_MEANT 0.7
#define WEIGHT_HEAD 0.6 /* "slachtofferhulp" for "hulp" */
#define WEIGHT_FRONT 0.5 /* "slachtofferhulp" for "slachtoffer" */
#define WEIGHT_HALVES 0.5
#define WEIGHT_TAIL 0.3 /* "diefstal" for "fietsendiefstal", which is nowhere */

struct token {
	struct str folded, stem;
	bool stop;
};

struct planner {
	struct db_read *r;
	const struct search_aid *aid;
	struct arena *arena;
	struct words_stemmer *stemmer;
	struct str language;
	struct token v[TOKENS_MAX];
	size_t n;
	struct search_plan *plan;
};

struct str
search_term(enum lang lang, struct str stem, struct arena *a)
{
	return str_printf(a, "%c%.*s", lang == LANG_EN ? 'e' : 'n', STR_ARG(stem));
}

const char *
search_audience_term(int audience)
{
	static const char *const terms[SEARCH_AUDIENCES] = { "0v", "0h", "0p", "0y" };
	return terms[audience];
}

static void
read_tokens(struct planner *p, struct str text, enum lang lang)
{
	struct words_reader r = words_read(str_cut(text, 0, SEARCH_TEXT_MAX));
	struct word w;
	while (p->n < TOKENS_MAX && words_next(&r, &w)) {
		struct str folded = str_dup(w.text, p->arena);
		p->v[p->n++] = (struct token){
			folded, str_dup(words_stem(p->stemmer, folded), p->arena), words_is_stop(folded, lang) };
	}
}

/* ---- ways ---- */

static enum err
documents_of(struct planner *p, struct str stem, int64_t *ret_documents)
{
	struct search_stem_documents_row row;
	TRY(search_stem_documents(
	    p->r, (struct search_stem_documents_in){ p->language, stem }, p->arena, &row));
	*ret_documents = row.documents;
	return ERR_OK;
}

static bool
has_way(const struct search_group *g, const struct strs *stems)
{
	for (size_t i = 0; i < g->n; i++) {
		bool same = g->v[i].stems.n == stems->n;
		for (size_t k = 0; same && k < stems->n; k++)
			same = str_eq(g->v[i].stems.v[k], stems->v[k]);
		if (same)
			return true;
	}
	return false;
}

static void
add_way(struct search_group *g, struct strs stems, double weight, int64_t documents)
{
	if (g->n == SEARCH_ALTERNATIVES || documents == 0 || stems.n == 0 || has_way(g, &stems))
		return;
	g->v[g->n++] = (struct search_way){ stems, weight };
	g->documents += documents;
}

/* All of the stems together are in no more documents than the rarest. */
static enum err
add_stems(struct planner *p, struct search_group *g, struct strs stems, double weight)
{
	int64_t fewest = INT64_MAX;
	for (size_t i = 0; i < stems.n; i++) {
		int64_t documents;
		TRY(documents_of(p, stems.v[i], &documents));
		fewest = documents < fewest ? documents : fewest;
	}
	add_way(g, stems, weight, fewest);
	return ERR_OK;
}

static struct strs
one_stem(struct str stem, struct arena *a)
{
	struct strs s = { ARENA_NEW(a, struct str), 1 };
	s.v[0] = stem;
	return s;
}

/* ---- people's words ---- */

static bool
phrase_stands_at(const struct planner *p, size_t at, const struct search_phrase *phrase)
{
	if (at + phrase->stems.n > p->n)
		return false;
	for (size_t i = 0; i < phrase->stems.n; i++)
		if (!str_eq(p->v[at + i].stem, phrase->stems.v[i]))
			return false;
	return true;
}

/* The longest phrase that begins at a token, or NULL. */
static const struct search_phrase *
phrase_at(const struct planner *p, size_t at)
{
	const struct search_phrase *best = NULL;
	for (size_t i = 0; p->aid != NULL && i < p->aid->n; i++) {
		const struct search_phrase *phrase = &p->aid->v[i];
		if (phrase->meant_count > 0 && phrase_stands_at(p, at, phrase) &&
		    (best == NULL || phrase->stems.n > best->stems.n))
			best = phrase;
	}
	return best;
}

static enum err
add_meant(struct planner *p, struct search_group *g, const struct search_phrase *phrase)
{
	for (size_t i = 0; i < phrase->meant_count; i++)
		TRY(add_stems(p, g, phrase->meant[i], WEIGHT_MEANT));
	return ERR_OK;
}

/* A phrase of this one word, or NULL. */
static const struct search_phrase *
phrase_of(const struct planner *p, struct str stem)
{
	for (size_t i = 0; p->aid != NULL && i < p->aid->n; i++) {
		const struct search_phrase *phrase = &p->aid->v[i];
		if (phrase->meant_count > 0 && phrase->stems.n == 1 && str_eq(phrase->stems.v[0], stem))
			return phrase;
	}
	return NULL;
}

/* ---- compounds ---- */

static struct str
reversed(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[s.n - 1 - i];
	return (struct str){ p, s.n };
}

/* What comes after every word that begins with s: s is of letters only. */
static struct str
behind(struct str s, struct arena *a)
{
	char *p = str_z(s, a);
	p[s.n - 1]++;
	return (struct str){ p, s.n };
}

/* Begins words without being one of a compound ("verkracht"), or says nothing by itself. */
static bool
is_no_part(struct str s)
{
	static const char *const prefixes[] = { "ver", "ont", "her", "weg", "los", "mis", "dag", "een" };
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (str_eq_z(s, prefixes[i]))
			return true;
	return words_is_stop(s, LANG_NL);
}

/* The most used of those that were seen. */
static void
add_compounds(struct planner *p, struct search_group *g, const struct search_word_begins_rows *rows, struct str word,
    double weight)
{
	bool *taken = ARENA_ARRAY(p->arena, bool, rows->n);
	for (size_t i = 0; i < rows->n; i++) {
		struct str w = rows->v[i].word;
		struct str rest = str_starts(w, word) ? str_cut(w, word.n, w.n) : str_cut(w, 0, w.n - word.n);
		taken[i] = is_no_part(rest);
	}
	for (size_t k = 0; k < COMPOUNDS_KEPT && k < rows->n; k++) {
		size_t best = rows->n;
		for (size_t i = 0; i < rows->n; i++)
			if (!taken[i] && (best == rows->n || rows->v[i].documents > rows->v[best].documents))
				best = i;
		if (best == rows->n)
			break;
		taken[best] = true;
		add_way(g, one_stem(rows->v[best].stem, p->arena), weight, rows->v[best].documents);
	}
}

static enum err
find_compounds(struct planner *p, struct search_group *g, struct str word)
{
	struct search_word_begins_rows rows;
	if (p->plan->lang != LANG_NL || word.n < COMPOUND_SHORTEST || !words_is_plain(word))
		return ERR_OK;
	TRY(search_word_begins(p->r, (struct search_word_begins_in){ p->language, word, behind(word, p->arena),
	    (int64_t)word.n, COMPOUNDS_SEEN }, p->arena, &rows));
	add_compounds(p, g, &rows, word, WEIGHT_FRONT);
	struct str back = reversed(word, p->arena);
	TRY(search_word_ends(p->r, (struct search_word_ends_in){ p->language, back, behind(back, p->arena),
	    (int64_t)word.n, COMPOUNDS_SEEN }, p->arena, &rows));
	add_compounds(p, g, &rows, word, WEIGHT_HEAD);
	return ERR_OK;
}

/* What Dutch puts between two words of a compound. */
static bool
may_join(struct str between)
{
	return between.n == 0 || str_eq_z(between, "s") || str_eq_z(between, "e") || str_eq_z(between, "n") ||
	    str_eq_z(between, "en") || str_eq_z(between, "er");
}

/* Of a word that is nowhere: what it is a kind of. "scooterdiefstal" is "diefstal". */
static enum err
find_tail(struct planner *p, struct search_group *g, struct str word)
{
	size_t before = g->n;
	for (size_t from = 3; from + TAIL_SHORTEST <= word.n && g->n == before; from++) {
		struct str tail = str_cut(word, from, word.n);
		struct token t = { tail, str_dup(words_stem(p->stemmer, tail), p->arena), false };
		const struct search_phrase *phrase = phrase_of(p, t.stem);
		if (is_no_part(str_cut(word, 0, from)) || words_is_stop(tail, LANG_NL))
			continue;
		TRY(add_stems(p, g, one_stem(t.stem, p->arena), WEIGHT_TAIL));
		if (phrase != NULL)
			TRY(add_meant(p, g, phrase));
	}
	return ERR_OK;
}

/* "fietsendiefstal" is "fiets" and "diefstal": the longest second half wins. */
static enum err
find_halves(struct planner *p, struct search_group *g, struct str word, double weight)
{
	struct search_word_halves_rows rows;
	const struct search_word_halves_row *best = NULL;
	if (p->plan->lang != LANG_NL || word.n < 2 * COMPOUND_SHORTEST - 1 || !words_is_plain(word))
		return ERR_OK;
	TRY(search_word_halves(p->r, (struct search_word_halves_in){ p->language, word }, p->arena, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct search_word_halves_row *row = &rows.v[i];
		bool fits = row->first.n + row->second.n <= word.n && str_ends(word, row->second) &&
		    may_join(str_cut(word, row->first.n, word.n - row->first.n - row->second.n));
		bool says = !is_no_part(row->first) && !is_no_part(row->second);
		if (fits && says && (best == NULL || row->second.n > best->second.n ||
		    (row->second.n == best->second.n && row->first.n > best->first.n)))
			best = row;
	}
	if (best != NULL) {
		struct strs stems = { ARENA_ARRAY(p->arena, struct str, 2), 2 };
		stems.v[0] = best->first_stem;
		stems.v[1] = best->second_stem;
		TRY(add_stems(p, g, stems, weight));
	}
	return weight < 1 ? ERR_OK : find_tail(p, g, word);
}

/* ---- danger ---- */

/* As it was said, or one long word with a slip of the finger. */
static bool
danger_stands_at(const struct planner *p, size_t at, const struct search_phrase *phrase)
{
	if (phrase_stands_at(p, at, phrase))
		return true;
	if (phrase->said.n != 1 || phrase->said.v[0].n < 6)
		return false;
	int most = phrase->said.v[0].n >= 9 ? 2 : 1;
	return words_distance(p->v[at].folded, phrase->said.v[0], most) <= most;
}

static void
find_danger(struct planner *p)
{
	struct strs *danger = &p->plan->danger;
	danger->v = ARENA_ARRAY(p->arena, struct str, DANGER_MAX);
	for (size_t i = 0; p->aid != NULL && i < p->aid->n; i++) {
		const struct search_phrase *phrase = &p->aid->v[i];
		bool stands = false, known = phrase->helpline.p == NULL || danger->n == DANGER_MAX;
		for (size_t k = 0; k < danger->n; k++)
			known = known || str_eq(danger->v[k], phrase->helpline);
		for (size_t at = 0; !known && !stands && at < p->n; at++)
			stands = danger_stands_at(p, at, phrase);
		if (stands)
			danger->v[danger->n++] = phrase->helpline;
	}
}

/* ---- typing errors ---- */

struct near {
	struct str word, stem;
	const struct search_phrase *phrase; /* a word of people, not of documents */
	int64_t documents;
	int distance;
};

static bool
is_nearer(const struct near *a, const struct near *b, struct str typed)
{
	if (b->word.p == NULL || a->distance != b->distance)
		return b->word.p == NULL || a->distance < b->distance;
	bool a_begins = a->word.p[0] == typed.p[0], b_begins = b->word.p[0] == typed.p[0];
	if (a_begins != b_begins)
		return a_begins;
	if (a->documents != b->documents)
		return a->documents > b->documents;
	return str_cmp(a->word, b->word) < 0;
}

static void
consider(struct near *best, struct near n, struct str typed)
{
	n.distance = words_distance(typed, n.word, words_tolerance(typed));
	if (n.distance <= words_tolerance(typed) && is_nearer(&n, best, typed))
		*best = n;
}

/* Words within the tolerance, by how far they lie from what was typed. */
struct nearby {
	struct str v[WORDS_TOLERANCE_MAX + 1][NEARBY_KEPT];
	size_t n[WORDS_TOLERANCE_MAX + 1];
};

static void
keep_nearby(struct nearby *near, struct str word, struct str typed)
{
	int most = words_tolerance(typed), d = words_distance(typed, word, most);
	if (d > most || near->n[d] == NEARBY_KEPT)
		return;
	for (size_t i = 0; i < near->n[d]; i++)
		if (str_eq(near->v[d][i], word))
			return;
	near->v[d][near->n[d]++] = word;
}

/* The K-th of eight; the last one again where there are fewer. */
#define OF8(V, N, K) (V)[(K) < (N) ? (K) : (N) - 1]
#define EIGHT(V, N) OF8(V, N, 0), OF8(V, N, 1), OF8(V, N, 2), OF8(V, N, 3), OF8(V, N, 4), OF8(V, N, 5), OF8(V, N, 6), \
	OF8(V, N, 7)

static enum err
find_nearby(struct planner *p, struct str typed, struct nearby *near)
{
	struct strs forms = words_forms(typed, p->arena);
	int64_t length = (int64_t)typed.n, most = words_tolerance(typed);
	for (size_t i = 0; i < forms.n; i += 8) {
		struct search_form_words_rows rows;
		TRY(search_form_words(p->r, (struct search_form_words_in){ p->language,
		    EIGHT(forms.v + i, forms.n - i), length - most, length + most }, p->arena, &rows));
		for (size_t k = 0; k < rows.n; k++)
			keep_nearby(near, rows.v[k].word, typed);
	}
	return ERR_OK;
}

/* The nearest that documents hold; of what lies farther nothing is asked. */
static enum err
near_documents(struct planner *p, struct str typed, struct near *best)
{
	struct nearby *near = ARENA_NEW(p->arena, struct nearby);
	TRY(find_nearby(p, typed, near));
	for (int d = 0; d <= words_tolerance(typed) && (best->word.p == NULL || best->distance >= d); d++)
		for (size_t i = 0; i < near->n[d]; i += 8) {
			struct search_words_rows rows;
			TRY(search_words(p->r, (struct search_words_in){ p->language,
			    EIGHT(near->v[d] + i, near->n[d] - i) }, p->arena, &rows));
			for (size_t k = 0; k < rows.n; k++)
				consider(best, (struct near){ .word = rows.v[k].word, .stem = rows.v[k].stem,
				    .documents = rows.v[k].documents }, typed);
		}
	return ERR_OK;
}

static void
near_phrases(struct planner *p, struct str typed, struct near *best)
{
	for (size_t i = 0; p->aid != NULL && i < p->aid->n; i++) {
		const struct search_phrase *phrase = &p->aid->v[i];
		if (phrase->said.n == 1 && phrase->meant_count > 0)
			consider(best, (struct near){ .word = phrase->said.v[0], .stem = phrase->stems.v[0],
			    .phrase = phrase }, typed);
	}
}

/* ---- groups ---- */

static enum err
find_ways(struct planner *p, struct search_group *g, const struct token *t, const struct search_phrase *phrase)
{
	TRY(add_stems(p, g, one_stem(t->stem, p->arena), 1));
	bool known = g->n > 0;
	if (phrase != NULL)
		TRY(add_meant(p, g, phrase));
	TRY(find_halves(p, g, t->folded, known ? WEIGHT_HALVES : 1));
	return find_compounds(p, g, t->folded);
}

static enum err
correct(struct planner *p, struct search_group *g, const struct token *t)
{
	struct near best = { .documents = 0 };
	if (words_tolerance(t->folded) == 0 || !words_is_plain(t->folded))
		return ERR_OK;
	near_phrases(p, t->folded, &best);
	TRY(near_documents(p, t->folded, &best));
	if (best.word.p == NULL)
		return ERR_OK;
	struct token meant = { best.word, best.stem, false };
	TRY(find_ways(p, g, &meant, best.phrase != NULL ? best.phrase : phrase_of(p, best.stem)));
	g->corrected = g->n > 0;
	if (g->corrected)
		g->said = best.word;
	return ERR_OK;
}

static enum err
group_of_token(struct planner *p, const struct token *t, const struct search_phrase *phrase, struct search_group *g)
{
	g->said = t->folded;
	TRY(find_ways(p, g, t, phrase));
	return g->n == 0 ? correct(p, g, t) : ERR_OK;
}

static enum err
group_of_phrase(struct planner *p, size_t at, const struct search_phrase *phrase, struct search_group *g)
{
	struct strs stems = { ARENA_ARRAY(p->arena, struct str, phrase->stems.n), 0 };
	struct buf said;
	buf_init(&said, SEARCH_TEXT_MAX, p->arena);
	for (size_t i = at; i < at + phrase->stems.n; i++) {
		buf_printf(&said, "%s%.*s", i > at ? " " : "", STR_ARG(p->v[i].folded));
		if (!p->v[i].stop)
			stems.v[stems.n++] = p->v[i].stem;
	}
	g->said = buf_view(&said);
	if (stems.n > 0)
		TRY(add_stems(p, g, stems, 1));
	return add_meant(p, g, phrase);
}

static enum err
make_groups(struct planner *p)
{
	struct search_plan *plan = p->plan;
	size_t at = 0;
	while (at < p->n && plan->n < SEARCH_WORDS) {
		const struct search_phrase *phrase = phrase_at(p, at);
		struct search_group *g = &plan->v[plan->n];
		if (phrase != NULL && phrase->stems.n > 1)
			TRY(group_of_phrase(p, at, phrase, g));
		else if (!p->v[at].stop)
			TRY(group_of_token(p, &p->v[at], phrase, g));
		plan->n += g->said.p != NULL;
		at += phrase != NULL ? phrase->stems.n : 1;
	}
	return ERR_OK;
}

enum err
search_plan_make(struct db_read *r, const struct search_aid *aid, struct str text, enum lang lang, struct arena *a,
    struct search_plan *ret_plan)
{
	struct planner *p = ARENA_NEW(a, struct planner);
	*p = (struct planner){ .r = r, .aid = aid, .arena = a, .stemmer = words_stemmer_new(lang, a),
		.language = str_from_z(lang_code(lang)), .plan = ret_plan };
	memset(ret_plan, 0, sizeof *ret_plan);
	ret_plan->lang = lang;
	read_tokens(p, text, lang);
	find_danger(p);
	return make_groups(p);
}

/* ---- for the database ---- */

static void
put_way(struct buf *b, enum lang lang, const struct search_way *w)
{
	buf_z(b, w->stems.n > 1 ? "(" : "");
	for (size_t i = 0; i < w->stems.n; i++)
		buf_printf(b, "%s%c%.*s", i > 0 ? " AND " : "", lang == LANG_EN ? 'e' : 'n', STR_ARG(w->stems.v[i]));
	buf_z(b, w->stems.n > 1 ? ")" : "");
}

struct str
search_plan_text(const struct search_plan *p, unsigned which, int audience, struct arena *a)
{
	struct buf b;
	buf_init(&b, (size_t)1 << 20, a);
	for (size_t i = 0; i < p->n; i++) {
		const struct search_group *g = &p->v[i];
		if (g->n == 0 || (which >> i & 1) == 0)
			continue;
		buf_z(&b, b.n > 0 ? " AND (" : "(");
		for (size_t k = 0; k < g->n; k++) {
			buf_z(&b, k > 0 ? " OR " : "");
			put_way(&b, p->lang, &g->v[k]);
		}
		buf_char(&b, ')');
	}
	if (audience >= 0)
		buf_printf(&b, " AND %s", search_audience_term(audience));
	return buf_view(&b);
}
