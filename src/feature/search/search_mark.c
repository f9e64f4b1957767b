/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text with the words that were asked for marked, as pieces: the template
 * escapes each. A word is marked when its stem is one of those searched for.
 */
#include "search_internal.h"

#include "banned.h"

#define STEMS_MAX 256
#define MARKS_MAX 200
#define PART 240     /* bytes of a text that are shown */
#define BEFORE 60    /* of which at most so many stand before the first mark */

struct search_marker {
	struct words_stemmer *stemmer;
	struct str v[STEMS_MAX];
	size_t n;
	bool begins[65536]; /* the first two letters of some stem */
};

struct mark {
	size_t from, end, stem;
};

struct marks {
	struct mark v[MARKS_MAX];
	size_t n;
};

static unsigned
beginning(struct str s)
{
	return s.n < 2 ? 0 : (unsigned)(unsigned char)s.p[0] << 8 | (unsigned char)s.p[1];
}

static void
add_stem(struct search_marker *m, struct str stem)
{
	if (m->n == STEMS_MAX || stem.n < 2)
		return;
	m->v[m->n++] = stem;
	m->begins[beginning(stem)] = true;
}

struct search_marker *
search_marker_new(const struct search_plan *p, struct arena *a)
{
	struct search_marker *m = ARENA_NEW(a, struct search_marker);
	m->stemmer = words_stemmer_new(p->lang, a);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->v[i].n; k++)
			for (size_t j = 0; j < p->v[i].v[k].stems.n; j++)
				add_stem(m, p->v[i].v[k].stems.v[j]);
	return m;
}

/* Most words are none of ours by their first letters, and need no stem. */
static bool
is_asked_for(struct search_marker *m, struct str folded, size_t *ret_stem)
{
	bool other_script = folded.n > 0 && (unsigned char)folded.p[0] >= 0x80;
	if (!other_script && !m->begins[beginning(folded)])
		return false;
	struct str stem = words_stem(m->stemmer, folded);
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->v[i], stem)) {
			*ret_stem = i;
			return true;
		}
	return false;
}

static void
find_marks(struct search_marker *m, struct str text, struct marks *ret_marks)
{
	struct words_reader r = words_read(text);
	struct word w;
	size_t stem = 0;
	ret_marks->n = 0;
	while (ret_marks->n < MARKS_MAX && words_next(&r, &w))
		if (is_asked_for(m, w.text, &stem))
			ret_marks->v[ret_marks->n++] = (struct mark){ w.from, w.end, stem };
}

static void
add_piece(struct search_pieces *p, struct str text, bool marked)
{
	if (text.n > 0)
		p->v[p->n++] = (struct search_piece){ text, marked };
}

/* text[from, end) in pieces. */
static struct search_pieces
cut(struct str text, size_t from, size_t end, const struct marks *marks, struct arena *a)
{
	struct search_pieces p = { ARENA_ARRAY(a, struct search_piece, 2 * marks->n + 3), 0 };
	add_piece(&p, from > 0 ? STR("… ") : STR(""), false);
	for (size_t i = 0; i < marks->n; i++) {
		const struct mark *m = &marks->v[i];
		if (m->from < from || m->end > end)
			continue;
		add_piece(&p, str_cut(text, from, m->from - from), false);
		add_piece(&p, str_cut(text, m->from, m->end - m->from), true);
		from = m->end;
	}
	add_piece(&p, str_cut(text, from, end - from), false);
	add_piece(&p, end < text.n ? STR(" …") : STR(""), false);
	return p;
}

struct search_pieces
search_mark(struct search_marker *m, struct str text, struct arena *a)
{
	struct marks *marks = ARENA_NEW(a, struct marks);
	find_marks(m, text, marks);
	return cut(text, 0, text.n, marks, a);
}

/* How many different stems are marked within PART behind mark i. */
static size_t
richness(const struct marks *marks, size_t i, struct arena *a)
{
	bool *seen = ARENA_ARRAY(a, bool, STEMS_MAX);
	size_t count = 0, limit = marks->v[i].from + PART - BEFORE;
	for (; i < marks->n && marks->v[i].end <= limit; i++) {
		count += !seen[marks->v[i].stem];
		seen[marks->v[i].stem] = true;
	}
	return count;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The end of a sentence, or a heading's: what stands before is another matter. */
static bool
ends_sentence(struct str text, size_t at)
{
	return text.p[at] == '\n' || (text.p[at] == ' ' && at > 0 && str_find_char(STR(".:?"), text.p[at - 1]) >= 0);
}

static size_t
part_from(struct str text, size_t mark)
{
	size_t least = mark > BEFORE ? mark - BEFORE : 0, space = mark;
	for (size_t at = mark; at > least; at--) {
		if (ends_sentence(text, at - 1))
			return at;
		if (is_space(text.p[at - 1]))
			space = at;
	}
	return least == 0 ? 0 : space;
}

static size_t
part_end(struct str text, size_t from)
{
	size_t end = from + PART;
	if (end >= text.n)
		return text.n;
	for (size_t at = end; at > from + PART / 2; at--)
		if (is_space(text.p[at]))
			return at;
	while (end > from && ((unsigned char)text.p[end] & 0xC0) == 0x80)
		end--;
	return end;
}

struct search_pieces
search_mark_part(struct search_marker *m, struct str summary, struct str text, struct arena *a)
{
	struct marks *marks = ARENA_NEW(a, struct marks);
	find_marks(m, summary, marks);
	struct search_pieces whole = cut(summary, 0, summary.n, marks, a);
	if (marks->n > 0 && richness(marks, 0, a) >= 1)
		return whole;
	find_marks(m, text, marks);
	if (marks->n == 0)
		return whole;
	size_t best = 0, most = 0;
	for (size_t i = 0; i < marks->n; i++) {
		size_t rich = richness(marks, i, a);
		if (rich > most) {
			most = rich;
			best = i;
		}
	}
	size_t from = part_from(text, marks->v[best].from);
	return cut(text, from, part_end(text, from), marks, a);
}
