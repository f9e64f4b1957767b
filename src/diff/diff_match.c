/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "diff_match.h"

#include "banned.h"

/* The edit graph: x pieces of a and y of b are done; k = x - y is a diagonal.
 * reach[d] holds how far d edits come on the diagonals -d, -d + 2, ... d. */
struct search {
	struct strs a, b;
	size_t **reach;
};

static size_t *
cell(const struct search *s, ptrdiff_t d, ptrdiff_t k)
{
	return &s->reach[d][(k + d) / 2];
}

static bool
goes_down(const struct search *s, ptrdiff_t d, ptrdiff_t k)
{
	return k == -d || (k != d && *cell(s, d - 1, k - 1) < *cell(s, d - 1, k + 1));
}

/* x after one edit more than d - 1, on diagonal k, before what both have in common. */
static size_t
step(const struct search *s, ptrdiff_t d, ptrdiff_t k)
{
	if (d == 0)
		return 0;
	return goes_down(s, d, k) ? *cell(s, d - 1, k + 1) : *cell(s, d - 1, k - 1) + 1;
}

static size_t
slide(const struct search *s, size_t x, size_t y)
{
	while (x < s->a.n && y < s->b.n && str_eq(s->a.v[x], s->b.v[y])) {
		x++;
		y++;
	}
	return x;
}

/* The number of edits from a to b, or -1 past the maximum. */
static ptrdiff_t
find(struct search *s, size_t max_edits, struct arena *arena)
{
	for (ptrdiff_t d = 0; (size_t)d <= max_edits; d++) {
		s->reach[d] = arena_raw(arena, (size_t)(d + 1) * sizeof(size_t));
		for (ptrdiff_t k = -d; k <= d; k += 2) {
			size_t x = step(s, d, k);
			ptrdiff_t y = (ptrdiff_t)x - k;
			/* beyond an edge there is no way on, but the cell is read */
			if (x <= s->a.n && y >= 0 && (size_t)y <= s->b.n)
				x = slide(s, x, (size_t)y);
			*cell(s, d, k) = x;
			if (x >= s->a.n && (ptrdiff_t)x - k >= (ptrdiff_t)s->b.n)
				return d;
		}
	}
	return -1;
}

/* Walks back along the edits; what was slid over is kept. */
static void
keep(const struct search *s, ptrdiff_t edits, bool *kept_a, bool *kept_b)
{
	ptrdiff_t k = (ptrdiff_t)s->a.n - (ptrdiff_t)s->b.n;
	for (ptrdiff_t d = edits; d >= 0; d--) {
		size_t from = step(s, d, k);
		for (size_t x = from; x < *cell(s, d, k); x++) {
			kept_a[x] = true;
			kept_b[(ptrdiff_t)x - k] = true;
		}
		if (d > 0)
			k += goes_down(s, d, k) ? 1 : -1;
	}
}

struct diff_match
diff_match(struct strs a, struct strs b, size_t max_edits, struct arena *arena)
{
	struct diff_match m = { ARENA_ARRAY(arena, bool, a.n + 1), ARENA_ARRAY(arena, bool, b.n + 1) };
	size_t first = 0, last = 0;
	while (first < a.n && first < b.n && str_eq(a.v[first], b.v[first])) {
		m.kept_a[first] = m.kept_b[first] = true;
		first++;
	}
	while (last < a.n - first && last < b.n - first && str_eq(a.v[a.n - 1 - last], b.v[b.n - 1 - last])) {
		last++;
		m.kept_a[a.n - last] = m.kept_b[b.n - last] = true;
	}
	struct search s = {
		.a = { a.v + first, a.n - first - last },
		.b = { b.v + first, b.n - first - last },
	};
	if (s.a.n == 0 || s.b.n == 0)
		return m;
	if (max_edits > s.a.n + s.b.n)
		max_edits = s.a.n + s.b.n;
	s.reach = ARENA_ARRAY(arena, size_t *, max_edits + 1);
	ptrdiff_t edits = find(&s, max_edits, arena);
	if (edits >= 0)
		keep(&s, edits, m.kept_a + first, m.kept_b + first);
	return m;
}
