/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What was searched in vain, without the person. Somebody may type a name or a
 * number into a search: what is written at once is only a keyed hash, which
 * leads back to nothing; words are written when they were asked on as many
 * days as say that they are no single person's.
 */
#include "clock.h"
#include "search_internal.h"
#include "vault.h"

#include "banned.h"

#define MISSED_WORDS 5
#define MISSED_LETTERS 24
#define RARE_DAYS 60
#define KEPT_DAYS 730
#define SHOWN 50

static int64_t
day_number(struct date d)
{
	return (d.year * 100 + d.month) * 100 + d.day;
}

static bool
may_be_kept(struct str folded, enum lang lang)
{
	for (size_t i = 0; i < folded.n; i++)
		if (folded.p[i] >= '0' && folded.p[i] <= '9')
			return false;
	return folded.n <= MISSED_LETTERS && !words_is_stop(folded, lang);
}

/* Empty: there is nothing to count. */
static struct str
normalised(struct str text, enum lang lang, struct arena *a)
{
	struct words_reader r = words_read(text);
	struct word w;
	struct buf b;
	int n = 0;
	buf_init(&b, 1000, a);
	if (text.n > SEARCH_TEXT_MAX || str_find_char(text, '@') >= 0)
		return STR_NONE;
	while (words_next(&r, &w))
		if (may_be_kept(w.text, lang) && ++n <= MISSED_WORDS)
			buf_printf(&b, "%s%.*s", b.n > 0 ? " " : "", STR_ARG(w.text));
	return n > MISSED_WORDS ? STR_NONE : buf_view(&b);
}

struct missing {
	struct str words, hash;
	enum lang lang;
	struct arena *arena;
};

static enum err
count(struct db_write *w, void *arg)
{
	const struct missing *m = arg;
	struct search_missed_days_row row;
	int64_t today = day_number(date_local(clock_wall()).date);
	TRY(search_missed_add(w, (struct search_missed_add_in){ today, m->hash }));
	TRY(search_missed_days(db_reading(w), (struct search_missed_days_in){ m->hash }, m->arena, &row));
	if (row.days < SEARCH_WANTED_DAYS)
		return ERR_OK;
	return search_wanted_insert(
	    w, (struct search_wanted_insert_in){ m->hash, str_from_z(lang_code(m->lang)), m->words });
}

enum err
search_missed(struct core *core, struct str text, enum lang lang, struct arena *a)
{
	struct missing m = { .words = normalised(text, lang, a), .lang = lang, .arena = a };
	if (m.words.n == 0)
		return ERR_OK;
	struct str once = str_printf(a, "search %s %.*s", lang_code(lang), STR_ARG(m.words));
	m.hash = vault_index(core->vault, VAULT_INDEX_ONCE, once, a);
	return db_write_run(core->db, count, &m);
}

static enum err
forget(struct db_write *w, void *arg)
{
	struct date today = date_local(clock_wall()).date;
	int64_t changed;
	(void)arg;
	TRY(search_missed_forget(w, (struct search_missed_forget_in){
	    day_number(date_add_days(today, -RARE_DAYS)), day_number(date_add_days(today, -KEPT_DAYS)) }, &changed));
	return search_wanted_forget(w, &changed);
}

enum err
search_missed_clean(struct core *core)
{
	return db_write_run(core->db, forget, NULL);
}

enum err
search_wanted_read(struct db_read *r, struct date from, struct date until, struct arena *a,
    struct search_wanted_words *ret_words)
{
	struct search_wanted_list_rows rows;
	TRY(search_wanted_list(
	    r, (struct search_wanted_list_in){ day_number(from), day_number(until), SHOWN }, a, &rows));
	struct search_wanted_words words = { ARENA_ARRAY(a, struct search_wanted, rows.n), rows.n };
	for (size_t i = 0; i < rows.n; i++)
		words.v[i] = (struct search_wanted){ rows.v[i].language, rows.v[i].words, rows.v[i].count };
	*ret_words = words;
	return ERR_OK;
}
