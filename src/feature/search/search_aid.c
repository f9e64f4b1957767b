/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "search_internal.h"

#include "banned.h"

#define FAULTS_MAX 20
#define SAID_MAX 6 /* words of a phrase */

struct reader {
	struct arena *arena;
	struct words_stemmer *stemmer;
	struct search_aid *aid;
	struct search_faults faults;
	int line;
};

static void
fault(struct reader *p, const char *reason, struct str what)
{
	if (p->faults.n < FAULTS_MAX)
		p->faults.v[p->faults.n++] = (struct search_fault){
			p->line, str_printf(p->arena, "%s: %.*s", reason, STR_ARG(what)) };
}

/* The words of a phrase and their stems. False after a fault. */
static bool
read_words(struct reader *p, struct str text, struct strs *ret_said, struct strs *ret_stems)
{
	struct words_reader r = words_read(text);
	struct word w;
	*ret_said = (struct strs){ ARENA_ARRAY(p->arena, struct str, SAID_MAX), 0 };
	*ret_stems = (struct strs){ ARENA_ARRAY(p->arena, struct str, SAID_MAX), 0 };
	while (words_next(&r, &w)) {
		if (ret_said->n == SAID_MAX) {
			fault(p, "more than 6 words", text);
			return false;
		}
		ret_said->v[ret_said->n++] = str_dup(w.text, p->arena);
		ret_stems->v[ret_stems->n++] = str_dup(words_stem(p->stemmer, w.text), p->arena);
	}
	if (ret_said->n == 0)
		fault(p, "there is no word in", text);
	return ret_said->n > 0;
}

static struct search_phrase *
add(struct reader *p, struct str text)
{
	struct search_phrase phrase = { .line = p->line };
	if (!read_words(p, text, &phrase.said, &phrase.stems))
		return NULL;
	if (p->aid->n == SEARCH_AID_MAX) {
		fault(p, "too many phrases", text);
		return NULL;
	}
	p->aid->v[p->aid->n] = phrase;
	return &p->aid->v[p->aid->n++];
}

static void
read_danger(struct reader *p, struct str helpline, struct str list)
{
	struct str piece;
	helpline = str_dup(str_trim(helpline), p->arena);
	while (str_split(&list, ',', &piece)) {
		struct search_phrase *phrase = add(p, piece);
		if (phrase != NULL)
			phrase->helpline = helpline;
	}
}

static void
read_meant(struct reader *p, struct str said, struct str list)
{
	struct search_phrase *phrase = add(p, said);
	struct str piece;
	if (phrase == NULL)
		return;
	phrase->meant = ARENA_ARRAY(p->arena, struct strs, SEARCH_ALTERNATIVES);
	while (str_split(&list, ',', &piece)) {
		struct strs words;
		if (phrase->meant_count == SEARCH_ALTERNATIVES / 2)
			fault(p, "too many words for one phrase", said);
		else if (read_words(p, piece, &words, &phrase->meant[phrase->meant_count]))
			phrase->meant_count++;
	}
}

static void
read_line(struct reader *p, struct str line)
{
	struct str list = str_trim(line), said;
	if (list.n == 0 || list.p[0] == '#')
		return;
	str_split(&list, ':', &said);
	if (list.p == NULL || str_trim(list).n == 0)
		fault(p, "write \"what people say: what we call it\"", line);
	else if (said.n > 1 && said.p[0] == '!')
		read_danger(p, str_cut(said, 1, said.n), list);
	else
		read_meant(p, said, list);
}

enum err
search_aid_parse(struct str text, enum lang lang, struct arena *a, const struct search_aid **ret_aid,
    struct search_faults *ret_faults)
{
	struct search_aid *aid = ARENA_NEW(a, struct search_aid);
	struct reader p = { .arena = a, .stemmer = words_stemmer_new(lang, a), .aid = aid };
	struct str line;
	aid->v = ARENA_ARRAY(a, struct search_phrase, SEARCH_AID_MAX);
	p.faults.v = ARENA_ARRAY(a, struct search_fault, FAULTS_MAX);
	while (str_split(&text, '\n', &line)) {
		p.line++;
		read_line(&p, line);
	}
	if (p.faults.n > 0) {
		*ret_faults = p.faults;
		return ERR_INVALID;
	}
	*ret_aid = aid;
	return ERR_OK;
}
