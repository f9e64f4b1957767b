/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "diff.h"

#include "diff_match.h"

#include "banned.h"

/* ---- cutting into pieces ---- */

static struct strs
lines_of(struct str text, struct arena *a)
{
	struct strs lines = str_lines(text, a);
	/* a text that ends as it should has no last line that is empty */
	if (lines.n > 0 && lines.v[lines.n - 1].n == 0)
		lines.n--;
	return lines;
}

enum token { TOKEN_WORD, TOKEN_SPACE, TOKEN_SIGN };

static enum token
token_of(char c)
{
	unsigned char u = (unsigned char)c;
	if (u == ' ' || u == '\t' || u == '\r')
		return TOKEN_SPACE;
	bool word = u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
	return word ? TOKEN_WORD : TOKEN_SIGN;
}

/* Words, white space, and each other sign by itself; a letter outside ASCII is never cut. */
static struct strs
words_of(struct str line, struct arena *a)
{
	struct str *v = ARENA_ARRAY(a, struct str, line.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < line.n;) {
		enum token t = token_of(line.p[i]);
		size_t end = i + 1;
		while (t != TOKEN_SIGN && end < line.n && token_of(line.p[end]) == t)
			end++;
		v[n++] = str_cut(line, i, end - i);
		i = end;
	}
	return (struct strs){ v, n };
}

static bool
is_space(struct str word)
{
	return word.n > 0 && token_of(word.p[0]) == TOKEN_SPACE;
}

/* ---- within a line ---- */

struct run {
	const struct strs *words;
	size_t from, to; /* words not yet given out */
};

static void
flush(struct run *r, enum diff_kind kind, struct diff_pieces *out)
{
	if (r->from == r->to)
		return;
	const struct str *first = &r->words->v[r->from], *last = &r->words->v[r->to - 1];
	size_t n = (size_t)(last->p + last->n - first->p);
	out->v[out->n++] = (struct diff_piece){ kind, { first->p, n } };
	r->from = r->to;
}

/* The pieces of one line in two versions. White space between two changes
 * belongs to them: whole phrases are easier to read than words in turns. */
static struct diff_pieces
pieces_of(const struct strs *old, const struct strs *new, const struct diff_match *m, struct arena *a)
{
	struct diff_pieces out = { ARENA_ARRAY(a, struct diff_piece, old->n + new->n + 1), 0 };
	struct run removed = { old, 0, 0 }, added = { new, 0, 0 }, same = { old, 0, 0 };
	size_t x = 0, y = 0;
	while (x < old->n || y < new->n) {
		bool kept = x < old->n && y < new->n && m->kept_a[x] && m->kept_b[y];
		bool changing = removed.from < removed.to || added.from < added.to;
		bool more = (x + 1 < old->n && !m->kept_a[x + 1]) || (y + 1 < new->n && !m->kept_b[y + 1]);
		if (kept && !(changing && more && is_space(old->v[x]))) {
			flush(&removed, DIFF_REMOVED, &out);
			flush(&added, DIFF_ADDED, &out);
			same.to = ++x;
			removed.from = removed.to = x;
			added.from = added.to = ++y;
			continue;
		}
		flush(&same, DIFF_SAME, &out);
		if (kept || (x < old->n && !m->kept_a[x]))
			removed.to = ++x;
		if (kept || (y < new->n && !m->kept_b[y]))
			added.to = ++y;
		same.from = same.to = x;
	}
	flush(&same, DIFF_SAME, &out);
	flush(&removed, DIFF_REMOVED, &out);
	flush(&added, DIFF_ADDED, &out);
	return out;
}

/* Two lines are one that changed when a third of their words is the same. */
static bool
alike(const struct strs *old, const struct strs *new, const struct diff_match *m)
{
	size_t kept = 0, all = 0;
	for (size_t i = 0; i < old->n; i++) {
		size_t n = is_space(old->v[i]) ? 0 : old->v[i].n;
		all += n;
		kept += m->kept_a[i] ? n : 0;
	}
	for (size_t i = 0; i < new->n; i++)
		all += is_space(new->v[i]) ? 0 : new->v[i].n;
	return kept * 6 >= all && kept > 0;
}

/* ---- lines ---- */

struct work {
	struct strs old, new;
	struct diff out;
	struct arena *arena;
};

static void
add_whole(struct work *w, enum diff_kind kind, size_t old_number, size_t new_number, struct str text)
{
	struct diff_piece *piece = ARENA_NEW(w->arena, struct diff_piece);
	*piece = (struct diff_piece){ kind, text };
	w->out.lines.v[w->out.lines.n++] = (struct diff_line){
		.old_number = (int64_t)old_number, .new_number = (int64_t)new_number, .pieces = { piece, 1 } };
	w->out.removed += kind == DIFF_REMOVED;
	w->out.added += kind == DIFF_ADDED;
}

static bool
add_changed(struct work *w, size_t x, size_t y)
{
	struct strs old = words_of(w->old.v[x], w->arena), new = words_of(w->new.v[y], w->arena);
	struct diff_match m = diff_match(old, new, DIFF_WORDS_MAX, w->arena);
	if (!alike(&old, &new, &m))
		return false;
	struct diff_pieces pieces = pieces_of(&old, &new, &m, w->arena);
	w->out.lines.v[w->out.lines.n++] = (struct diff_line){
		.old_number = (int64_t)x + 1, .new_number = (int64_t)y + 1, .pieces = pieces };
	w->out.changed++;
	return true;
}

/* Lines from..to of both went for one another. Those at the same place are
 * compared first; what is left over is removed or added. */
static void
add_change(struct work *w, size_t x, size_t x_end, size_t y, size_t y_end)
{
	while (x < x_end && y < y_end && add_changed(w, x, y)) {
		x++;
		y++;
	}
	for (; x < x_end; x++)
		add_whole(w, DIFF_REMOVED, x + 1, 0, w->old.v[x]);
	for (; y < y_end; y++)
		add_whole(w, DIFF_ADDED, 0, y + 1, w->new.v[y]);
}

static void
add_all(struct work *w, const struct diff_match *m)
{
	size_t x = 0, y = 0;
	while (x < w->old.n || y < w->new.n) {
		size_t x_end = x, y_end = y;
		while (x_end < w->old.n && !m->kept_a[x_end])
			x_end++;
		while (y_end < w->new.n && !m->kept_b[y_end])
			y_end++;
		add_change(w, x, x_end, y, y_end);
		x = x_end;
		y = y_end;
		if (x < w->old.n) {
			add_whole(w, DIFF_SAME, x + 1, y + 1, w->old.v[x]);
			x++;
			y++;
		}
	}
}

static bool
is_same(const struct diff_line *l)
{
	return l->old_number > 0 && l->new_number > 0 && l->pieces.n == 1 && l->pieces.v[0].kind == DIFF_SAME;
}

/* Leaves out lines that stayed, but for `context` beside each change. */
static void
shorten(struct diff_lines *d, size_t context)
{
	size_t out = 0;
	for (size_t i = 0; i < d->n;) {
		size_t end = i;
		while (end < d->n && is_same(&d->v[end]))
			end++;
		size_t before = i == 0 ? 0 : context, after = end == d->n ? 0 : context, run = end - i;
		/* a line that says that one line is left out saves nothing */
		if (run > before + after + 1) {
			for (size_t k = 0; k < before; k++)
				d->v[out++] = d->v[i + k];
			d->v[out++] = (struct diff_line){ .skipped = (int64_t)(run - before - after) };
			i = end - after;
		}
		while (i < end)
			d->v[out++] = d->v[i++];
		if (i < d->n)
			d->v[out++] = d->v[i++];
	}
	d->n = out;
}

struct diff
diff_texts(struct str before, struct str after, int context, struct arena *a)
{
	struct work w = { .old = lines_of(before, a), .new = lines_of(after, a), .arena = a };
	struct diff_match m = diff_match(w.old, w.new, DIFF_LINES_MAX, a);
	w.out.lines.v = ARENA_ARRAY(a, struct diff_line, w.old.n + w.new.n + 1);
	add_all(&w, &m);
	if (context >= 0)
		shorten(&w.out.lines, (size_t)context);
	return w.out;
}
