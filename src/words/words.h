/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H
/*
 * Words of a text as a search sees them: folded (small letters, no accents),
 * brought back to their stem, and compared by how far they lie apart. Both
 * databases are given what comes out of here, so that they find the same.
 * Takes any bytes; knows nothing of an index.
 */
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "lang.h"
#include "str.h"

/* A longer word is cut; bytes after folding. */
#define WORDS_MAX 40

struct word {
	struct str text;  /* folded; valid until the next one is read */
	size_t from, end; /* where it stands in the text, in bytes */
};

/* Walks over the words of a text. Letters and digits make a word; "e-mail" and
 * "E mail" are one ("email"), "foto's" and "foto" too. Bytes that are no UTF-8
 * stand between words. */
struct words_reader {
	struct str text;
	size_t at;
	char folded[WORDS_MAX + 4];
};

struct words_reader words_read(struct str text);
bool words_next(struct words_reader *r, struct word *ret_word);

/* Is it a word that says nothing by itself ("de", "van", "the")? */
bool words_is_stop(struct str folded, enum lang lang);
/* Only a to z: what may be split, and corrected. */
bool words_is_plain(struct str folded);

/* Makes terms in one language; for one thread, lives as long as its arena. */
struct words_stemmer;
struct words_stemmer *words_stemmer_new(enum lang lang, struct arena *a);

/* The stem of a folded word, in small letters and digits only whatever script
 * it was in. Valid until the next call. */
struct str words_stem(struct words_stemmer *s, struct str folded);

/* How many letters to change, leave out, add or swap with the next one, to get
 * from a to b (each piece changed once: optimal string alignment); more than
 * `most` is most + 1. Both at most WORDS_MAX long. */
int words_distance(struct str a, struct str b, int most);

/* How far a word may lie from what was meant: 0 up to 3 letters, 1 up to 5, else 2. */
#define WORDS_TOLERANCE_MAX 2
int words_tolerance(struct str folded);

/* The forms under which words that lie near one another meet: what is left of
 * the beginning when as many letters are left out as the tolerance allows,
 * itself too, each once. None for words of 3 letters or under. */
struct strs words_forms(struct str folded, struct arena *a);

#endif
