/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "mijn.h"

#include <string.h>

#include "article.h"
#include "clock.h"
#include "mijn.sql.h"

#include "banned.h"

#define PAGE 50
#define ID_MAX 100 /* bytes of the id of an item of a checklist */

/* ---- questions about an access record ---- */

enum err
mijn_question_ask(struct core *core, struct db_write *w, struct id client, struct id record, struct str text,
    struct arena *a)
{
	struct db_read *r = db_reading(w);
	struct mijn_record_rows_row about;
	struct mijn_question_open_count_row open;
	struct id id = id_new();
	TRY(mijn_record_get(r, (struct mijn_record_get_in){ .client = client, .id = record }, a, &about));
	TRY(mijn_question_open_count(r, (struct mijn_question_open_count_in){ .client = client }, a, &open));
	if (open.count >= MIJN_QUESTIONS_OPEN_MAX)
		return ERR_LIMIT;
	return mijn_question_insert(w, (struct mijn_question_insert_in){
	    .id = id,
	    .client = client,
	    .record = record,
	    .made = clock_wall(),
	    .text = vault_seal_staff(core->vault, SEALED_RECORD_QUESTION_TEXT, id, text, a),
	});
}

static enum err
unseal_question(struct core *core, const struct mijn_question_open_rows_row *row, struct arena *a,
    struct mijn_question *ret_question)
{
	struct mijn_question q = {
		.id = row->id, .client = row->client, .record = row->record, .made = row->made,
		.answered = row->answered.set ? row->answered.v : 0,
	};
	TRY(vault_unseal_staff(core->vault, SEALED_RECORD_QUESTION_TEXT, q.id, row->text, a, &q.text));
	TRY(vault_unseal_staff(core->vault, SEALED_RECORD_QUESTION_ANSWER, q.id, row->answer, a, &q.answer));
	*ret_question = q;
	return ERR_OK;
}

enum err
mijn_question_list(struct core *core, struct db_read *r, struct id client, struct arena *a,
    struct mijn_questions *ret_questions)
{
	struct mijn_question_rows_rows rows;
	TRY(mijn_question_rows(r, (struct mijn_question_rows_in){ .client = client }, a, &rows));
	struct mijn_question *v = ARENA_ARRAY(a, struct mijn_question, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct mijn_question_rows_row *q = &rows.v[i];
		struct mijn_question_open_rows_row row = {
			q->id, client, q->record, q->made, q->text, q->answer, q->answered,
		};
		TRY(unseal_question(core, &row, a, &v[i]));
	}
	*ret_questions = (struct mijn_questions){ v, rows.n, false };
	return ERR_OK;
}

enum err
mijn_question_list_open(struct core *core, struct db_read *r, int64_t after, struct id after_id, struct arena *a,
    struct mijn_questions *ret_questions)
{
	struct mijn_question_open_rows_rows rows;
	struct mijn_question_open_rows_in in = {
		.after = after, .after_id = id_is_none(after_id) ? (struct id){ { 1 } } : after_id,
	};
	TRY(mijn_question_open_rows(r, in, a, &rows));
	size_t n = rows.n > PAGE ? PAGE : rows.n;
	struct mijn_question *v = ARENA_ARRAY(a, struct mijn_question, n);
	for (size_t i = 0; i < n; i++)
		TRY(unseal_question(core, &rows.v[i], a, &v[i]));
	*ret_questions = (struct mijn_questions){ v, n, rows.n > n };
	return ERR_OK;
}

enum err
mijn_question_find(struct core *core, struct db_read *r, struct id id, struct arena *a,
    struct mijn_question *ret_question)
{
	struct mijn_question_open_rows_row row;
	TRY(mijn_question_get(r, (struct mijn_question_get_in){ .id = id }, a, &row));
	return unseal_question(core, &row, a, ret_question);
}

enum err
mijn_question_find_subject(struct core *core, struct db_read *r, const struct mijn_question *q, struct arena *a,
    struct mijn_subject *ret_subject)
{
	struct mijn_question_subject_row row;
	struct mijn_question_subject_in in = { .client = q->client, .record = q->record };
	struct mijn_subject s;
	TRY(mijn_question_subject(r, in, a, &row));
	s.number = row.number;
	TRY(vault_unseal_staff(core->vault, SEALED_ACCOUNT_NAME, row.actor, row.name, a, &s.name));
	*ret_subject = s;
	return ERR_OK;
}

enum err
mijn_question_answer(struct core *core, struct db_write *w, struct id question, struct id account, struct str answer,
    struct arena *a)
{
	struct mijn_question_open_rows_row row;
	int64_t changed;
	TRY(mijn_question_get(db_reading(w), (struct mijn_question_get_in){ .id = question }, a, &row));
	TRY(mijn_question_put_answer(w, (struct mijn_question_put_answer_in){
	    .client = row.client,
	    .id = question,
	    .answer = vault_seal_staff(core->vault, SEALED_RECORD_QUESTION_ANSWER, question, answer, a),
	    .answered = clock_wall(),
	    .answered_by = account,
	}, &changed));
	return changed == 1 ? ERR_OK : ERR_CONFLICT;
}

/* ---- what was kept ----
 * The body: a line with the guide's version, then the answers as JSON; or a
 * line with the checklist's name, then the ids of the ticked items. */

static const char *const kind_names[] = { [MIJN_KEPT_GUIDE] = "guide", [MIJN_KEPT_TICKS] = "ticks" };

static enum err
put(struct db_write *w, const struct vault_key *k, struct id id, enum mijn_kept_kind kind, struct str body,
    struct arena *a)
{
	struct mijn_kept_rows_rows rows;
	struct id client = vault_key_client(k);
	bool again = false;
	TRY(mijn_kept_rows(db_reading(w), (struct mijn_kept_rows_in){ .client = client }, a, &rows));
	for (size_t i = 0; i < rows.n; i++)
		again = again || id_eq(rows.v[i].id, id);
	if (rows.n >= MIJN_KEPT_MAX && !again)
		return ERR_LIMIT;
	return mijn_kept_put(w, (struct mijn_kept_put_in){
	    .id = id,
	    .client = client,
	    .kind = str_from_z(kind_names[kind]),
	    .made = clock_wall(),
	    .body = vault_seal(k, SEALED_KEPT_BODY, id, body, a),
	});
}

enum err
mijn_keep_guide(struct db_write *w, const struct vault_key *k, struct id version, const struct guide_answers *answers,
    struct arena *a)
{
	struct buf b;
	buf_init(&b, GUIDE_ANSWERS_MAX + 100, a);
	buf_str(&b, id_text(version, a));
	buf_char(&b, '\n');
	guide_answers_write(answers, &b);
	return put(w, k, id_new(), MIJN_KEPT_GUIDE, buf_view(&b), a);
}

static bool
is_item_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
			return false;
	return s.n > 0 && s.n <= ID_MAX;
}

/* ERR_INVALID: more than a list has, or not what an item is called. */
static enum err
read_ticks(struct str ids, struct arena *a, struct strs *ret_ticks)
{
	struct str *v = ARENA_ARRAY(a, struct str, MIJN_TICKS_MAX), one;
	size_t n = 0;
	while (str_split(&ids, ',', &one)) {
		if (n == MIJN_TICKS_MAX || !is_item_id(one))
			return ERR_INVALID;
		v[n++] = one;
	}
	*ret_ticks = (struct strs){ v, n };
	return n > 0 ? ERR_OK : ERR_INVALID;
}

/* One list of one client has one id, which says nothing of which list it is. */
static struct id
ticks_id(struct vault *v, struct id client, struct str name, struct arena *a)
{
	struct id id;
	struct str key = str_printf(a, "kept %.*s %.*s", STR_ARG(id_text(client, a)), STR_ARG(name));
	memcpy(id.b, vault_index(v, VAULT_INDEX_ONCE, key, a).p, sizeof id.b);
	return id;
}

enum err
mijn_keep_ticks(struct core *core, struct db_write *w, const struct vault_key *k, struct str name, struct str ids,
    struct arena *a)
{
	struct strs ticks;
	if (!article_name_is_valid(name))
		return ERR_INVALID;
	TRY(read_ticks(ids, a, &ticks));
	struct id id = ticks_id(core->vault, vault_key_client(k), name, a);
	return put(w, k, id, MIJN_KEPT_TICKS, str_printf(a, "%.*s\n%.*s", STR_ARG(name), STR_ARG(ids)), a);
}

static enum err
unseal_kept(const struct vault_key *k, const struct mijn_kept_rows_row *row, struct arena *a,
    struct mijn_kept *ret_kept)
{
	struct str rest, line;
	struct mijn_kept kept = { .id = row->id, .made = row->made };
	TRY(vault_unseal(k, SEALED_KEPT_BODY, row->id, row->body, a, &rest));
	if (!str_split(&rest, '\n', &line))
		return ERR_INTERNAL;
	if (str_eq_z(row->kind, kind_names[MIJN_KEPT_GUIDE])) {
		kept.answers = rest;
		if (id_parse(line, &kept.version) != ERR_OK)
			return ERR_INTERNAL;
	} else {
		kept.kind = MIJN_KEPT_TICKS;
		kept.name = line;
		if (read_ticks(rest, a, &kept.ticks) != ERR_OK)
			return ERR_INTERNAL;
	}
	*ret_kept = kept;
	return ERR_OK;
}

enum err
mijn_kept_of_client(struct db_read *r, const struct vault_key *k, struct arena *a, struct mijn_kept_list *ret_list)
{
	struct mijn_kept_rows_rows rows;
	TRY(mijn_kept_rows(r, (struct mijn_kept_rows_in){ .client = vault_key_client(k) }, a, &rows));
	struct mijn_kept *v = ARENA_ARRAY(a, struct mijn_kept, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		TRY(unseal_kept(k, &rows.v[i], a, &v[i]));
	*ret_list = (struct mijn_kept_list){ v, rows.n };
	return ERR_OK;
}

enum err
mijn_kept_find(struct db_read *r, const struct vault_key *k, struct id id, struct arena *a, struct mijn_kept *ret_kept)
{
	struct mijn_kept_rows_row row;
	TRY(mijn_kept_get(r, (struct mijn_kept_get_in){ .client = vault_key_client(k), .id = id }, a, &row));
	return unseal_kept(k, &row, a, ret_kept);
}

enum err
mijn_kept_remove(struct db_write *w, struct id client, struct id id)
{
	int64_t changed;
	TRY(mijn_kept_delete(w, (struct mijn_kept_delete_in){ .client = client, .id = id }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}
