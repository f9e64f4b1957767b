/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "words.h"

#include <string.h>

#include "banned.h"

/* ---- letters ---- */

/* U+00C0 to U+017F without accents, two bytes each; '\0' ends one letter. What
 * is no letter there is a space. */
static const char latin[] =
	/* 00C0 */ "a\0a\0a\0a\0a\0a\0aec\0e\0e\0e\0e\0i\0i\0i\0i\0"
	/* 00D0 */ "d\0n\0o\0o\0o\0o\0o\0 \0o\0u\0u\0u\0u\0y\0thss"
	/* 00E0 */ "a\0a\0a\0a\0a\0a\0aec\0e\0e\0e\0e\0i\0i\0i\0i\0"
	/* 00F0 */ "d\0n\0o\0o\0o\0o\0o\0 \0o\0u\0u\0u\0u\0y\0thy\0"
	/* 0100 */ "a\0a\0a\0a\0a\0a\0c\0c\0c\0c\0c\0c\0c\0c\0d\0d\0"
	/* 0110 */ "d\0d\0e\0e\0e\0e\0e\0e\0e\0e\0e\0e\0g\0g\0g\0g\0"
	/* 0120 */ "g\0g\0g\0g\0h\0h\0h\0h\0i\0i\0i\0i\0i\0i\0i\0i\0"
	/* 0130 */ "i\0i\0ijijj\0j\0k\0k\0k\0l\0l\0l\0l\0l\0l\0l\0"
	/* 0140 */ "l\0l\0l\0n\0n\0n\0n\0n\0n\0n\0n\0n\0o\0o\0o\0o\0"
	/* 0150 */ "o\0o\0oeoer\0r\0r\0r\0r\0r\0s\0s\0s\0s\0s\0s\0"
	/* 0160 */ "s\0s\0t\0t\0t\0t\0t\0t\0u\0u\0u\0u\0u\0u\0u\0u\0"
	/* 0170 */ "u\0u\0u\0u\0w\0w\0y\0y\0y\0z\0z\0z\0z\0z\0z\0s\0";
_Static_assert(sizeof latin == 2 * (0x180 - 0xC0) + 1, "two bytes a letter");

/* Takes one code point off s at *at; 0 for a byte that begins none. */
static uint32_t
take_char(struct str s, size_t *at)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s.p + *at;
	size_t left = s.n - *at, n = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (n == 0 || n > left || p[0] > 0xF4) {
		(*at)++;
		return 0;
	}
	uint32_t c = n == 1 ? p[0] : p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			(*at)++;
			return 0;
		}
		c = c << 6 | (p[i] & 0x3F);
	}
	*at += n;
	return c < least[n] ? 0 : c;
}

static size_t
put_char(char *p, uint32_t c)
{
	if (c < 0x800) {
		p[0] = (char)(0xC0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	size_t n = c < 0x10000 ? 3 : 4;
	p[0] = (char)((n == 3 ? 0xE0 : 0xF0) | c >> (6 * (n - 1)));
	for (size_t i = 1; i < n; i++)
		p[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3F));
	return n;
}

/* Marks that stand over the letter before them, and signs that show nothing. */
static bool
is_silent(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
	    (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/* Points, signs, arrows, drawings: what makes no word beyond Latin. */
static bool
is_sign(uint32_t c)
{
	return c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
	    (c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFE10 && c <= 0xFE6F) || c >= 0xFFE0;
}

static uint32_t
small(uint32_t c)
{
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	return c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

/* What c is in a folded word: bytes in p (room for 4), 0 when it ends a word. */
static size_t
fold(uint32_t c, char *p)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c < 0x80) {
		p[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		return (p[0] >= 'a' && p[0] <= 'z') || (p[0] >= '0' && p[0] <= '9');
	}
	if (c >= 0xC0 && c < 0x180) {
		const char *l = latin + 2 * (c - 0xC0);
		p[0] = l[0];
		p[1] = l[1];
		return l[0] == ' ' ? 0 : l[1] == '\0' ? 1 : 2;
	}
	return is_sign(c) ? 0 : put_char(p, small(c));
}

/* ---- words ---- */

struct words_reader
words_read(struct str text)
{
	return (struct words_reader){ .text = text };
}

static bool
is_quote(struct str text, size_t before)
{
	static const struct str curved = STR_INIT("\xE2\x80\x99");
	return (before >= 1 && text.p[before - 1] == '\'') ||
	    (before >= 3 && str_ends(str_cut(text, 0, before), curved));
}

/* "e-mail": what stands behind the hyphen belongs to a single letter. */
static bool
goes_on(const struct words_reader *r, size_t n, size_t hyphen)
{
	char piece[4];
	size_t next = hyphen + 1;
	return n == 1 && r->text.p[hyphen] == '-' && next < r->text.n &&
	    fold((unsigned char)r->text.p[next], piece) > 0;
}

/* One run of letters and digits; what is too long loses its end. */
static bool
next_run(struct words_reader *r, struct word *ret_word)
{
	size_t n = 0, from = 0, end = 0;
	bool full = false;
	char piece[4];
	while (r->at < r->text.n) {
		size_t before = r->at;
		uint32_t c = take_char(r->text, &r->at);
		size_t size = is_silent(c) ? 0 : fold(c, piece);
		if (size == 0 && n > 0 && !is_silent(c) && !goes_on(r, n, before))
			break;
		if (size == 0)
			continue;
		if (n == 0)
			from = before;
		end = r->at;
		full = full || n + size > WORDS_MAX;
		if (!full)
			memcpy(r->folded + n, piece, size);
		n += full ? 0 : size;
	}
	*ret_word = (struct word){ { r->folded, n }, from, end };
	return n > 0;
}

bool
words_next(struct words_reader *r, struct word *ret_word)
{
	struct word w;
	while (next_run(r, &w)) {
		/* the end of "foto's", a letter by itself, "1" */
		if (w.text.n == 1 || (w.text.n <= 2 && is_quote(r->text, w.from)))
			continue;
		*ret_word = w;
		return true;
	}
	return false;
}

bool
words_is_plain(struct str folded)
{
	for (size_t i = 0; i < folded.n; i++)
		if (folded.p[i] < 'a' || folded.p[i] > 'z')
			return false;
	return folded.n > 0;
}

/* ---- words that say nothing ---- */

static const char *const stops[LANG_COUNT] = {
	[LANG_NL] =
	    " aan af al alle als ander andere ben bent bij daar daarbij daarom dan dat de deze die dit doe doen "
	    "door dus een eens eigenlijk en er erg even ga gaan gaat ge geef geen geweest gewoon haar had hadden "
	    "hallo heb hebben hebt heeft heel hem het hier hij hoe hoi hun iemand iets ik in is ja je jij jou "
	    "jouw jullie kan kon kun kunnen kunt maar me mee meer men met mezelf mij mijn misschien moest moet "
	    "moeten na naar nee niet niets nog nu of om omdat onder ons onze ook op over pas per te tegen tijdens "
	    "toch toe toen tot tussen uit uw van vanaf vandaag veel via vind voor waar waarom wanneer want waren "
	    "was wat we wel welke werd wie wij wil wilde word worden wordt wou zal ze zei zelf zich zij zijn zo "
	    "zoals zoek zonder zou zouden ",
	[LANG_EN] =
	    " about after all also am an and any are as at be been before being but by can could did do does doing "
	    "done for from get gets got had has have he hello her here hers hi him his how if in into is it its "
	    "just like many maybe me more my myself need no not now of off on or our ours out over please she "
	    "should so some somebody someone something than that the their them then there these they this those "
	    "to too until up us very want was we were what when where which while who whom whose why will with "
	    "without would you your yours yourself ",
};

bool
words_is_stop(struct str folded, enum lang lang)
{
	char spaced[WORDS_MAX + 3];
	if (folded.n == 0 || folded.n > WORDS_MAX)
		return false;
	spaced[0] = ' ';
	memcpy(spaced + 1, folded.p, folded.n);
	spaced[folded.n + 1] = ' ';
	return str_find(str_from_z(stops[lang]), str_from(spaced, folded.n + 2)) >= 0;
}
