/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <jansson.h>

#include "guide_internal.h"

#include "banned.h"

const struct guide_answer *
guide_answer_find(const struct guide_answers *answers, struct str question)
{
	for (size_t i = 0; i < answers->n; i++)
		if (str_eq(answers->v[i].question, question))
			return &answers->v[i];
	return NULL;
}

static bool
is_option(const struct guide_step *step, struct str value)
{
	for (size_t i = 0; i < step->option_count; i++)
		if (str_eq(step->options[i].value, value))
			return true;
	return false;
}

static bool
is_closed(const struct guide_step *step)
{
	return step->kind == GUIDE_ONE || step->kind == GUIDE_MANY;
}

/* Characters as a reader counts them, CR LF as one. */
static size_t
count_chars(struct str s)
{
	size_t n = str_chars(s);
	for (size_t i = 0; i + 1 < s.n; i++)
		n -= s.p[i] == '\r' && s.p[i + 1] == '\n';
	return n;
}

static enum err
check_value(const struct guide_step *step, struct str value, enum guide_answer_fault *ret_fault)
{
	struct date date;
	if (step->kind == GUIDE_ADVICE || !str_is_text(value) || (is_closed(step) && !is_option(step, value)))
		*ret_fault = GUIDE_ANSWER_UNKNOWN;
	else if (step->kind == GUIDE_TEXT && count_chars(value) > step->max)
		*ret_fault = GUIDE_ANSWER_LONG;
	else if (step->kind == GUIDE_DATE && date_parse(value, &date) != ERR_OK)
		*ret_fault = GUIDE_ANSWER_DATE;
	else
		return ERR_OK;
	return ERR_INVALID;
}

static enum err
check_values(const struct guide_step *step, const struct strs *values, enum guide_answer_fault *ret_fault)
{
	size_t count = 0;
	for (size_t i = 0; i < values->n; i++) {
		struct str value = str_trim(values->v[i]);
		if (value.n == 0)
			continue;
		TRY(check_value(step, value, ret_fault));
		count++;
	}
	if (count > 1 && step->kind != GUIDE_MANY)
		*ret_fault = GUIDE_ANSWER_UNKNOWN;
	else if (step->kind == GUIDE_ADVICE)
		*ret_fault = GUIDE_ANSWER_UNKNOWN;
	else if (count == 0 && !step->optional && step->kind != GUIDE_MANY)
		*ret_fault = GUIDE_ANSWER_MISSING;
	else
		return ERR_OK;
	return ERR_INVALID;
}

/* ---- putting in ---- */

static bool
has_value(const struct strs *values, struct str value)
{
	for (size_t i = 0; i < values->n; i++)
		if (str_eq(str_trim(values->v[i]), value))
			return true;
	return false;
}

/* CR LF and CR become LF. */
static struct str
copy_text(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = '\n';
	return str_from(p, n);
}

/* Closed: the guide's own values in their order, each once. */
static struct guide_answer
make_answer(const struct guide_step *step, const struct strs *values, struct arena *a)
{
	struct guide_answer answer = { .question = step->name };
	answer.values = ARENA_ARRAY(a, struct str, is_closed(step) ? step->option_count : values->n);
	for (size_t i = 0; is_closed(step) && i < step->option_count; i++)
		if (has_value(values, step->options[i].value))
			answer.values[answer.value_count++] = step->options[i].value;
	for (size_t i = 0; !is_closed(step) && i < values->n; i++)
		if (str_trim(values->v[i]).n > 0)
			answer.values[answer.value_count++] = copy_text(str_trim(values->v[i]), a);
	return answer;
}

/* Replaces the earlier answer, or comes where the step stands. */
static void
put_answer(const struct guide *g, struct guide_answer answer, struct arena *a, struct guide_answers *answers)
{
	struct guide_answer *v = ARENA_ARRAY(a, struct guide_answer, answers->n + 1);
	const struct guide_step *step = guide_step_find(g, answer.question);
	size_t n = 0;
	bool placed = false;
	for (size_t i = 0; i < answers->n; i++) {
		const struct guide_step *other = guide_step_find(g, answers->v[i].question);
		if (!placed && (other == NULL || other >= step)) {
			v[n++] = answer;
			placed = true;
		}
		if (other != step)
			v[n++] = answers->v[i];
	}
	if (!placed)
		v[n++] = answer;
	*answers = (struct guide_answers){ v, n };
}

enum err
guide_answer(const struct guide *g, const struct guide_step *step, const struct strs *values, struct arena *a,
	struct guide_answers *answers, enum guide_answer_fault *ret_fault)
{
	TRY(check_values(step, values, ret_fault));
	put_answer(g, make_answer(step, values, a), a, answers);
	return ERR_OK;
}

/* ---- JSON ---- */

static void
write_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_z(out, "\\n");
		else if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else
			buf_char(out, s.p[i]);
	}
	buf_char(out, '"');
}

void
guide_answers_write(const struct guide_answers *answers, struct buf *out)
{
	buf_char(out, '{');
	for (size_t i = 0; i < answers->n; i++) {
		const struct guide_answer *answer = &answers->v[i];
		buf_z(out, i == 0 ? "" : ",");
		write_string(out, answer->question);
		buf_z(out, ":[");
		for (size_t j = 0; j < answer->value_count; j++) {
			buf_z(out, j == 0 ? "" : ",");
			write_string(out, answer->values[j]);
		}
		buf_char(out, ']');
	}
	buf_char(out, '}');
}

/* What the guide still knows of one stored answer, put in as from a form. */
static enum err
read_answer(const struct guide_step *step, const json_t *list, struct arena *a, struct guide_answers *answers)
{
	if (!json_is_array(list))
		return ERR_INVALID;
	size_t count = json_array_size(list);
	struct strs known = { ARENA_ARRAY(a, struct str, count), 0 };
	enum guide_answer_fault fault;
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(list, i);
		if (!json_is_string(item))
			return ERR_INVALID;
		struct str value = str_from(json_string_value(item), json_string_length(item));
		if (check_value(step, value, &fault) == ERR_OK)
			known.v[known.n++] = value;
	}
	bool forgotten = count > 0 && known.n == 0;
	if (!forgotten && check_values(step, &known, &fault) == ERR_OK)
		answers->v[answers->n++] = make_answer(step, &known, a);
	return ERR_OK;
}

static enum err
read_answers(const struct guide *g, const json_t *root, struct arena *a, struct guide_answers *ret_answers)
{
	struct guide_answers answers = { ARENA_ARRAY(a, struct guide_answer, g->step_count), 0 };
	if (!json_is_object(root))
		return ERR_INVALID;
	for (size_t i = 0; i < g->step_count; i++) {
		const struct guide_step *step = &g->steps[i];
		const json_t *list = json_object_getn(root, step->name.p, step->name.n);
		if (list != NULL)
			TRY(read_answer(step, list, a, &answers));
	}
	*ret_answers = answers;
	return ERR_OK;
}

enum err
guide_answers_read(const struct guide *g, struct str json, struct arena *a, struct guide_answers *ret_answers)
{
	if (json.n > GUIDE_ANSWERS_MAX)
		return ERR_INVALID;
	json_t *root = json_loadb(json.p == NULL ? "" : json.p, json.n, JSON_REJECT_DUPLICATES, NULL);
	if (root == NULL)
		return ERR_INVALID;
	enum err e = read_answers(g, root, a, ret_answers);
	json_decref(root);
	return e;
}
