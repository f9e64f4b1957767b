/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
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

static bool
take(struct str *rest, char c)
{
	if (rest->n == 0 || rest->p[0] != c)
		return false;
	*rest = str_cut(*rest, 1, rest->n);
	return true;
}

/* What stands behind a backslash, as write_string puts it; -1: nothing of ours. */
static int
take_escaped(struct str *rest)
{
	unsigned char c;
	if (take(rest, '"'))
		return '"';
	if (take(rest, '\\'))
		return '\\';
	if (take(rest, 'n'))
		return '\n';
	if (!str_starts(*rest, STR("u00")) || str_unhex(str_cut(*rest, 3, 2), &c, 1) != ERR_OK || c == 0)
		return -1;
	*rest = str_cut(*rest, 5, rest->n);
	return c;
}

static enum err
unescape(struct str raw, struct arena *a, struct str *ret_text)
{
	char *p = arena_raw(a, raw.n);
	size_t n = 0;
	while (raw.n > 0) {
		int c = (unsigned char)raw.p[0];
		raw = str_cut(raw, 1, raw.n);
		if (c == '\\')
			c = take_escaped(&raw);
		if (c < 0)
			return ERR_INVALID;
		p[n++] = (char)c;
	}
	*ret_text = str_from(p, n);
	return ERR_OK;
}

/* One without escapes stays where it is. */
static enum err
take_string(struct str *rest, struct arena *a, struct str *ret_text)
{
	size_t n = 0;
	bool escapes = false;
	if (!take(rest, '"'))
		return ERR_INVALID;
	while (n < rest->n && rest->p[n] != '"') {
		bool escape = rest->p[n] == '\\';
		escapes = escapes || escape;
		n += escape ? 2 : 1;
	}
	if (n >= rest->n)
		return ERR_INVALID;
	struct str raw = str_cut(*rest, 0, n);
	*rest = str_cut(*rest, n + 1, rest->n);
	if (escapes)
		return unescape(raw, a, ret_text);
	*ret_text = raw;
	return ERR_OK;
}

static enum err
take_list(struct str *rest, struct arena *a, size_t max, struct strs *ret_list)
{
	if (!take(rest, '['))
		return ERR_INVALID;
	for (ret_list->n = 0; !take(rest, ']'); ret_list->n++) {
		if (ret_list->n == max || (ret_list->n > 0 && !take(rest, ',')))
			return ERR_INVALID;
		TRY(take_string(rest, a, &ret_list->v[ret_list->n]));
	}
	return ERR_OK;
}

/* What the guide still knows of one stored answer, put in as from a form. */
static void
put_stored(const struct guide_step *step, struct strs *values, struct arena *a, struct guide_answer *ret_answer)
{
	enum guide_answer_fault fault;
	size_t count = values->n;
	values->n = 0;
	for (size_t i = 0; i < count; i++)
		if (check_value(step, values->v[i], &fault) == ERR_OK)
			values->v[values->n++] = values->v[i];
	bool forgotten = count > 0 && values->n == 0;
	if (!forgotten && check_values(step, values, &fault) == ERR_OK)
		*ret_answer = make_answer(step, values, a);
}

/* Answers by the position of their step, and which were there. */
struct stored {
	struct guide_answer *answers;
	bool *seen;
	size_t next; /* they stand in order, so the next one is found at once */
};

static const struct guide_step *
find_stored(const struct guide *g, struct stored *s, struct str name)
{
	if (s->next >= g->step_count || !str_eq(g->steps[s->next].name, name)) {
		const struct guide_step *found = guide_step_find(g, name);
		if (found == NULL)
			return NULL;
		s->next = (size_t)(found - g->steps);
	}
	return &g->steps[s->next++];
}

static enum err
take_answer(const struct guide *g, struct str *rest, struct arena *a, struct stored *s)
{
	struct str name, v[GUIDE_OPTIONS_MAX];
	struct strs values = { v, 0 };
	TRY(take_string(rest, a, &name));
	if (!take(rest, ':'))
		return ERR_INVALID;
	TRY(take_list(rest, a, GUIDE_OPTIONS_MAX, &values));
	const struct guide_step *step = find_stored(g, s, name);
	if (step == NULL)
		return ERR_OK;
	size_t at = (size_t)(step - g->steps);
	if (s->seen[at])
		return ERR_INVALID;
	s->seen[at] = true;
	put_stored(step, &values, a, &s->answers[at]);
	return ERR_OK;
}

enum err
guide_answers_read(const struct guide *g, struct str json, struct arena *a, struct guide_answers *ret_answers)
{
	struct str rest = json;
	if (json.n > GUIDE_ANSWERS_MAX || !str_is_text(json) || !take(&rest, '{'))
		return ERR_INVALID;
	struct stored s = {
		ARENA_ARRAY(a, struct guide_answer, g->step_count), ARENA_ARRAY(a, bool, g->step_count), 0
	};
	for (size_t i = 0; !take(&rest, '}'); i++) {
		if (i > 0 && !take(&rest, ','))
			return ERR_INVALID;
		TRY(take_answer(g, &rest, a, &s));
	}
	if (rest.n > 0)
		return ERR_INVALID;
	size_t n = 0;
	for (size_t i = 0; i < g->step_count; i++)
		if (s.answers[i].question.p != NULL)
			s.answers[n++] = s.answers[i];
	*ret_answers = (struct guide_answers){ s.answers, n };
	return ERR_OK;
}
