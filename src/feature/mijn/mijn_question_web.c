/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What clients ask about who looked, for the privacy officer. No dossier opens here. */
#include "clock.h"
#include "form.h"
#include "mijn_form.html.h"
#include "mijn_internal.h"
#include "mijn_questions.html.h"

#include "banned.h"

static struct mijn_open_questions
question_rows(struct web *web, const struct mijn_questions *list)
{
	struct mijn_open_question *v = ARENA_ARRAY(web->arena, struct mijn_open_question, list->n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < list->n; i++)
		v[i] = (struct mijn_open_question){
			.made = mijn_moment(web->lang, list->v[i].made, now, web->arena),
			.text = list->v[i].text,
			.link = web_url(web, "/questions/%.*s", STR_ARG(id_text(list->v[i].id, web->arena))),
		};
	return (struct mijn_open_questions){ v, list->n };
}

enum err
mijn_show_questions(struct web *web)
{
	struct mijn_questions list;
	struct id after_id = ID_NONE;
	int64_t after = 0;
	mijn_place(web, "after", &after, &after_id);
	TRY(mijn_question_list_open(web->core, web->r, after, after_id, web->arena, &list));
	struct mijn_questions_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_QUESTIONS_TITLE)),
		.answered = web_query(web, "answered").n > 0,
		.questions = question_rows(web, &list),
	};
	if (list.more)
		p.next = web_url(web, "/questions?after=%.*s",
			STR_ARG(mijn_place_text(list.v[list.n - 1].made, list.v[list.n - 1].id, web->arena)));
	mijn_questions_html(web_html(web, 200), &p);
	return ERR_OK;
}

/* ---- answering ---- */

static const struct form_field fields[] = {
	{ "text", FORM_LONG, MSG_MIJN_QUESTIONS_ANSWER, MSG_MIJN_QUESTIONS_ANSWER_HINT, 0, 2000, NULL, NULL },
};

static enum err
subject_lines(struct web *web, const struct mijn_question *q, struct mijn_lines *ret_lines)
{
	struct mijn_subject s;
	struct mijn_look look;
	int64_t now = clock_wall();
	struct mijn_line *v = ARENA_ARRAY(web->arena, struct mijn_line, 7);
	TRY(mijn_question_find_subject(web->core, web->r, q, web->arena, &s));
	TRY(mijn_look_find(web->r, q->client, q->record, web->lang, web->arena, &look));
	v[0] = (struct mijn_line){ web_text(web, MSG_MIJN_QUESTIONS_ASKED),
		mijn_moment(web->lang, q->made, now, web->arena) };
	v[1] = (struct mijn_line){ web_text(web, MSG_MIJN_QUESTIONS_TEXT), q->text };
	v[2] = (struct mijn_line){ web_text(web, MSG_MIJN_QUESTIONS_NUMBER), s.number };
	v[3] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHEN),
		mijn_moment(web->lang, look.made, now, web->arena) };
	v[4] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHO),
		s.name.n > 0 ? str_printf(web->arena, "%.*s (%.*s)", STR_ARG(s.name), STR_ARG(look.who)) : look.who };
	v[5] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHAT), look.what };
	v[6] = (struct mijn_line){ web_text(web, MSG_MIJN_RECORDS_WHY), look.why };
	*ret_lines = (struct mijn_lines){ v, 7 };
	return ERR_OK;
}

static enum err
question_page(struct web *web, const struct mijn_question *q, const struct form *f)
{
	struct str action = web_path(web, "/questions/%.*s", STR_ARG(id_text(q->id, web->arena)));
	struct mijn_form_page p = {
		.top = web_page(web, web_text(web, MSG_MIJN_QUESTIONS_ONE)),
		.lead = web_text(web, MSG_MIJN_QUESTIONS_ONE_LEAD),
		.form = form_view(f, web, action, MSG_MIJN_QUESTIONS_SEND),
		.back = web_url(web, "/questions"),
		.back_label = web_text(web, MSG_MIJN_QUESTIONS_TITLE),
	};
	TRY(subject_lines(web, q, &p.lines));
	p.top.has_errors = form_failed(f);
	mijn_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

/* ERR_NOT_FOUND: none, or answered already. */
static enum err
open_question(struct web *web, struct mijn_question *ret_question)
{
	struct id id;
	struct mijn_question q;
	TRY(web_param_id(web, 0, &id));
	TRY(mijn_question_find(web->core, web->r, id, web->arena, &q));
	if (q.answered > 0)
		return ERR_NOT_FOUND;
	*ret_question = q;
	return ERR_OK;
}

enum err
mijn_show_question(struct web *web)
{
	struct mijn_question q;
	struct form f;
	TRY(open_question(web, &q));
	form_init(&f, fields, 1);
	return question_page(web, &q, &f);
}

enum err
mijn_answer(struct web *web)
{
	struct mijn_question q;
	struct form f;
	TRY(open_question(web, &q));
	if (form_read(&f, fields, 1, web) != ERR_OK) {
		TRY(question_page(web, &q, &f));
		return ERR_INVALID;
	}
	TRY(mijn_question_answer(web->core, web->w, q.id, web->actor.id, form_value(&f, "text"), web->arena));
	return web_redirect(web, "/questions?answered=1");
}
