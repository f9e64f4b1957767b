/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

#include "banned.h"

struct words_stemmer {
	struct sb_stemmer *snowball;
	enum lang lang;
	char hex[2 * WORDS_MAX + 2];
};

static void
release(void *p)
{
	sb_stemmer_delete(p);
}

struct words_stemmer *
words_stemmer_new(enum lang lang, struct arena *a)
{
	struct words_stemmer *s = ARENA_NEW(a, struct words_stemmer);
	s->lang = lang;
	s->snowball = sb_stemmer_new(lang == LANG_EN ? "english" : "dutch", "UTF_8");
	if (s->snowball == NULL)
		abort();
	arena_defer(a, release, s->snowball);
	return s;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* A word in another script stays as it is, written in what every index takes. */
static struct str
in_hex(struct words_stemmer *s, struct str folded)
{
	static const char digits[] = "0123456789abcdef";
	size_t n = 0;
	s->hex[n++] = 'x';
	for (size_t i = 0; i < folded.n && i < WORDS_MAX; i++) {
		unsigned char c = (unsigned char)folded.p[i];
		s->hex[n++] = digits[c >> 4];
		s->hex[n++] = digits[c & 15];
	}
	return (struct str){ s->hex, n };
}

static struct str
stem(struct words_stemmer *s, struct str word)
{
	const sb_symbol *p = sb_stemmer_stem(s->snowball, (const sb_symbol *)word.p, (int)word.n);
	if (p == NULL)
		abort();
	size_t n = (size_t)sb_stemmer_length(s->snowball);
	return (struct str){ (const char *)p, n > WORDS_MAX ? WORDS_MAX : n };
}

/* "ongevallen" has left "ongevall". */
static struct str
undoubled(struct str s)
{
	bool twice = s.n > 2 && s.p[s.n - 1] == s.p[s.n - 2];
	return str_cut(s, 0, s.n - twice);
}

struct str
words_stem(struct words_stemmer *s, struct str folded)
{
	if (!is_ascii(folded))
		return in_hex(s, folded);
	struct str once = stem(s, folded);
	if (s->lang == LANG_EN)
		return once;
	/* what Dutch leaves of "fietsen" is "fiets", of "fiets" "fiet": the second time they meet */
	char kept[WORDS_MAX];
	memcpy(kept, once.p, once.n);
	return undoubled(stem(s, (struct str){ kept, once.n }));
}
