/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article_words.h"

#include "banned.h"

/* A letter as its base ("é" is e); apart: a trema, so that it is a vowel of its own. */
struct letter {
	char c;
	bool apart;
	size_t n; /* bytes */
};

/* U+00E0 to U+00FF and their capitals, which are 0x80 to 0xBF behind 0xC3. */
static struct letter
letter_at(struct str s, size_t at)
{
	static const char bases[] = "aaaaaaaceeeeiiii" "dnooooo?ouuuuyts";
	unsigned char c = (unsigned char)s.p[at];
	if (c != 0xc3 || at + 1 >= s.n)
		return (struct letter){ c < 0x80 ? s.p[at] : '?', false, 1 };
	unsigned char second = (unsigned char)s.p[at + 1] & 0x1f;
	bool apart = second == 0x0b || second == 0x0f || second == 0x16 || second == 0x1c;
	return (struct letter){ bases[second], apart, 2 };
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

#define LETTERS_MAX 80

/* The word's letters; a trema becomes a capital. */
static struct str
letters_of(struct str word, char *room)
{
	size_t n = 0;
	for (size_t at = 0; at < word.n && n < LETTERS_MAX;) {
		struct letter l = letter_at(word, at);
		room[n++] = l.apart ? (char)(l.c - 'a' + 'A') : l.c;
		at += l.n;
	}
	return str_from(room, n);
}

/* Vowels that sound as one, the longest first. Two others beside each other
 * are two ("the-a-ter", "ra-di-o"). */
static size_t
dutch_vowel(struct str rest)
{
	static const char *const ones[] = { "aai", "ooi", "oei", "eeu", "ieu", "aa", "ee", "oo", "uu", "ie", "oe", "eu",
		"ui", "ij", "ei", "ou", "au" };
	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
		if (str_starts(rest, str_from_z(ones[i])))
			return str_from_z(ones[i]).n;
	char c = rest.p[0];
	return is_vowel(c) || (c >= 'A' && c <= 'Z');
}

static int
dutch(struct str letters)
{
	int n = 0;
	for (size_t at = 0; at < letters.n;) {
		size_t vowel = dutch_vowel(str_cut(letters, at, letters.n));
		n += vowel > 0;
		at += vowel > 0 ? vowel : 1;
	}
	return n;
}

/* Groups of vowels; an e at the end is silent, but not in "ta-ble", and so is
 * that of "-ed" behind most letters. */
static int
english(struct str letters)
{
	int n = 0;
	bool inside = false;
	for (size_t i = 0; i < letters.n; i++) {
		bool vowel = is_vowel(letters.p[i]) || (letters.p[i] >= 'A' && letters.p[i] <= 'Z');
		n += vowel && !inside;
		inside = vowel;
	}
	bool le = letters.n > 2 && str_ends(letters, STR("le")) && !is_vowel(letters.p[letters.n - 3]);
	bool ed = letters.n > 3 && str_ends(letters, STR("ed")) && !is_vowel(letters.p[letters.n - 3]) &&
		letters.p[letters.n - 3] != 't' && letters.p[letters.n - 3] != 'd';
	bool e = letters.n > 2 && str_ends(letters, STR("e")) && !is_vowel(letters.p[letters.n - 2]) && !le;
	return n > 1 && (e || ed) ? n - 1 : n;
}

int
article_syllables(struct str word, enum lang lang)
{
	char room[LETTERS_MAX];
	struct str letters = letters_of(word, room);
	int n = lang == LANG_NL ? dutch(letters) : english(letters);
	return n > 0 ? n : 1;
}
