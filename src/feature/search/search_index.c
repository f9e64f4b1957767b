/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is written of a document. Its words and terms are made before the
 * transaction begins; in it stand rows only.
 */
#include <string.h>

#include "search_internal.h"

#include "banned.h"

#define WORDS_OF_DOCUMENT 6000 /* different ones */
#define SLOTS 4096
#define PLAIN_MAX ((size_t)8000) /* bytes kept to show a part of */
#define TITLE_TERMS 24
#define HEADS_TERMS 60
#define OFTEN_TERMS 16
#define OFTEN 3 /* times in a text */

struct entry_word {
	struct str word, stem;
	int count;
	size_t next; /* of the same slot, from 1 */
};

struct search_entry {
	const struct search_document *document;
	struct entry_word *v;
	size_t n, most;
	struct str words, terms, strong, plain;
};

struct analysis {
	struct arena *arena;
	struct words_stemmer *stemmer;
	enum lang lang;
	struct search_entry *entry;
	size_t *slot;
};

/* ---- words ---- */

static size_t
slot_of(struct str s)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return (h ^ h >> 15) % SLOTS;
}

static struct entry_word *
word_of(struct analysis *x, struct str folded)
{
	struct search_entry *e = x->entry;
	size_t slot = slot_of(folded);
	for (size_t i = x->slot[slot]; i > 0; i = e->v[i - 1].next)
		if (str_eq(e->v[i - 1].word, folded))
			return &e->v[i - 1];
	if (e->n == e->most)
		return NULL;
	e->v[e->n] = (struct entry_word){
		str_dup(folded, x->arena), str_dup(words_stem(x->stemmer, folded), x->arena), 0, x->slot[slot] };
	x->slot[slot] = ++e->n;
	return &e->v[e->n - 1];
}

static bool
has_word(struct str list, struct str word)
{
	struct str piece;
	while (str_split(&list, ' ', &piece))
		if (str_eq(piece, word))
			return true;
	return false;
}

/* Takes in a text; up to `most` of its stems, each once, go into part (may be NULL). */
static void
take_text(struct analysis *x, struct str text, struct buf *part, size_t most)
{
	struct words_reader r = words_read(text);
	struct word w;
	size_t n = 0;
	while (words_next(&r, &w)) {
		struct entry_word *word = words_is_stop(w.text, x->lang) ? NULL : word_of(x, w.text);
		if (word == NULL)
			continue;
		word->count++;
		if (part == NULL || n == most || has_word(buf_view(part), word->stem))
			continue;
		buf_printf(part, "%s%.*s", part->n > 0 ? " " : "", STR_ARG(word->stem));
		n++;
	}
}

static void
find_often(const struct search_entry *e, struct buf *part)
{
	size_t n = 0;
	for (int least = 12; least >= OFTEN; least -= 3)
		for (size_t i = 0; i < e->n && n < OFTEN_TERMS; i++) {
			bool now = e->v[i].count >= least && (least == 12 || e->v[i].count < least + 3);
			if (!now || has_word(buf_view(part), e->v[i].stem))
				continue;
			buf_printf(part, "%s%.*s", n > 0 ? " " : "", STR_ARG(e->v[i].stem));
			n++;
		}
}

/* Stems of different words may be the same: each term once. */
static void
make_lists(struct analysis *x)
{
	struct search_entry *e = x->entry;
	struct buf words, terms;
	size_t *slot = ARENA_ARRAY(x->arena, size_t, SLOTS), *next = ARENA_ARRAY(x->arena, size_t, e->n + 1);
	buf_init(&words, (size_t)1 << 20, x->arena);
	buf_init(&terms, (size_t)1 << 20, x->arena);
	for (int k = 0; k < SEARCH_AUDIENCES; k++)
		if ((e->document->audiences >> k & 1) != 0)
			buf_printf(&terms, "%s%s", terms.n > 0 ? " " : "", search_audience_term(k));
	for (size_t i = 0; i < e->n; i++) {
		size_t at = slot_of(e->v[i].stem), k = slot[at];
		buf_printf(&words, "%s%.*s", i > 0 ? " " : "", STR_ARG(e->v[i].word));
		while (k > 0 && !str_eq(e->v[k - 1].stem, e->v[i].stem))
			k = next[k];
		if (k > 0)
			continue;
		next[i + 1] = slot[at];
		slot[at] = i + 1;
		buf_printf(&terms, " %c%.*s", x->lang == LANG_EN ? 'e' : 'n', STR_ARG(e->v[i].stem));
	}
	e->words = buf_view(&words);
	e->terms = str_trim(buf_view(&terms));
}

/* What may be shown of the text, cut between characters; without what draws tables and lists. */
static struct str
shown(struct str plain, struct arena *a)
{
	struct str s = str_cut(plain, 0, PLAIN_MAX);
	while (s.n > 0 && s.n < plain.n && ((unsigned char)plain.p[s.n] & 0xC0) == 0x80)
		s.n--;
	char *p = str_z(s, a);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '|' || ((p[i] == '-' || p[i] == '*') && (i == 0 || p[i - 1] == '\n')))
			p[i] = ' ';
	return (struct str){ p, s.n };
}

const struct search_entry *
search_entry_make(const struct search_document *d, struct arena *a)
{
	struct search_entry *e = ARENA_NEW(a, struct search_entry);
	struct analysis x = { a, words_stemmer_new(d->lang, a), d->lang, e, ARENA_ARRAY(a, size_t, SLOTS) };
	struct buf title, heads, often;
	e->document = d;
	e->most = (d->title.n + d->names.n + d->summary.n + d->heads.n + d->plain.n) / 3 + 1;
	e->most = e->most < WORDS_OF_DOCUMENT ? e->most : WORDS_OF_DOCUMENT;
	e->v = ARENA_ARRAY(a, struct entry_word, e->most);
	buf_init(&title, 4096, a);
	buf_init(&heads, 8192, a);
	buf_init(&often, 4096, a);
	take_text(&x, d->title, &title, TITLE_TERMS / 2);
	take_text(&x, d->names, &title, TITLE_TERMS / 2);
	take_text(&x, d->summary, &heads, HEADS_TERMS / 2);
	take_text(&x, d->heads, &heads, HEADS_TERMS / 2);
	take_text(&x, d->plain, NULL, 0);
	find_often(e, &often);
	make_lists(&x);
	e->strong = str_printf(a, "%x|%.*s|%.*s|%.*s", d->audiences & 15, STR_ARG(buf_view(&title)),
	    STR_ARG(buf_view(&heads)), STR_ARG(buf_view(&often)));
	e->plain = shown(d->plain, a);
	return e;
}

/* ---- rows ---- */

static struct str
reversed(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n);
	if (!words_is_plain(s))
		return STR("");
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[s.n - 1 - i];
	return (struct str){ p, s.n };
}

/* A new word can be met by what lies near it. */
static enum err
put_forms(struct db_write *w, struct str language, struct str word, struct arena *a)
{
	struct strs forms = words_is_plain(word) ? words_forms(word, a) : (struct strs){ NULL, 0 };
	for (size_t i = 0; i < forms.n; i += 8) {
		const struct str *f = forms.v + i;
		size_t last = forms.n - i - 1;
#define F(K) f[(K) < last ? (K) : last]
		TRY(search_form_insert(w, (struct search_form_insert_in){
		    language, word, F(0), F(1), F(2), F(3), F(4), F(5), F(6), F(7) }));
#undef F
	}
	return ERR_OK;
}

static enum err
put_words(struct db_write *w, const struct search_entry *e, struct arena *a)
{
	struct str language = str_from_z(lang_code(e->document->lang));
	for (size_t i = 0; i < e->n; i++) {
		struct search_word_add_row row;
		TRY(search_word_add(w, (struct search_word_add_in){ language, e->v[i].word,
		    reversed(e->v[i].word, a), e->v[i].stem, 1 }, a, &row));
		if (row.documents == 1)
			TRY(put_forms(w, language, e->v[i].word, a));
	}
	return ERR_OK;
}

/* The first free place of a kind: before all that are there. */
static enum err
next_place(struct db_write *w, int class, struct arena *a, int64_t *ret_place)
{
	int64_t from = (int64_t)class << SEARCH_PLACE_SHIFT, until = (int64_t)(class + 1) << SEARCH_PLACE_SHIFT;
	struct search_first_place_row row = { until };
	enum err e = search_first_place(db_reading(w), (struct search_first_place_in){ from, until }, a, &row);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret_place = row.place - 1;
	return ERR_OK;
}

static enum err
put_document(struct db_write *w, struct id version, const struct search_entry *e, struct arena *a)
{
	const struct search_document *d = e->document;
	int64_t place;
	int class;
	struct str kind = search_kind_of(str_from_z(d->kind), &class);
	TRY(next_place(w, class, a, &place));
	TRY(search_document_insert(w, (struct search_document_insert_in){
	    .place = place, .version = version, .language = str_from_z(lang_code(d->lang)), .kind = kind,
	    .address = d->address, .title = d->title, .summary = d->summary, .plain = e->plain,
	    .words = e->words, .terms = e->terms }));
	TRY(search_strong_insert(w, (struct search_strong_insert_in){ place, e->strong }));
	return put_words(w, e, a);
}

enum err
search_remove(struct db_write *w, int64_t edition, struct id version, struct arena *a)
{
	struct search_documents_of_rows rows;
	TRY(search_documents_of(db_reading(w), (struct search_documents_of_in){ version }, a, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct str words = rows.v[i].words, word;
		while (str_split(&words, ' ', &word))
			TRY(search_word_less(w, (struct search_word_less_in){ rows.v[i].language, word }));
		TRY(search_strong_delete(w, (struct search_strong_delete_in){ rows.v[i].place }));
		TRY(search_document_delete(w, (struct search_document_delete_in){ rows.v[i].place }));
	}
	return search_source_delete(w, (struct search_source_delete_in){ edition, version });
}

enum err
search_put(struct db_write *w, const struct search_source *s, const struct search_entry *const *entries,
    struct arena *a)
{
	struct search_gone_rows older;
	TRY(search_older(db_reading(w), (struct search_older_in){ s->kind, s->name }, a, &older));
	for (size_t i = 0; i < older.n; i++)
		TRY(search_remove(w, older.v[i].edition, older.v[i].version, a));
	for (size_t i = 0; i < s->n; i++)
		TRY(put_document(w, s->version, entries[i], a));
	return search_source_insert(
	    w, (struct search_source_insert_in){ SEARCH_EDITION, s->version, s->kind, s->name });
}
