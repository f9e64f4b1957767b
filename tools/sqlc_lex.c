/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <ctype.h>

#include "sqlc.h"

#include "banned.h"

#define DEPTH_MAX 60
#define AROUND 4 /* tokens of TOKEN_END before the first and behind the last */

struct lexer {
	struct str rest;
	int line;
	int cores, core[DEPTH_MAX], depth;
};

bool
token_in(const struct token *t, const char *words)
{
	return (t->kind == TOKEN_WORD || t->kind == TOKEN_SIGN) && is_one_of(t->s, words);
}

bool
opens_clause(const struct token *t)
{
	return token_in(t, "SELECT FROM WHERE ON USING SET VALUES GROUP HAVING ORDER LIMIT OFFSET RETURNING WINDOW "
	    "INTO UPDATE JOIN WITH");
}

const struct token *
clause_of(const struct token *t)
{
	const struct token *clause = t - 1;
	while (clause->kind != TOKEN_END && (clause->core != t->core || !opens_clause(clause)))
		clause--;
	return clause;
}

bool
is_compound(const struct token *t)
{
	while (t->kind != TOKEN_END && !token_in(t, "UNION INTERSECT EXCEPT"))
		t++;
	return t->kind != TOKEN_END;
}

static bool
is_word_char(char c)
{
	return c == '_' || isalnum((unsigned char)c);
}

/* How long the token at the start of s is. Two texts stand in 'it''s', which is as good as one. */
static size_t
measure(struct str s, enum token_kind *ret_kind)
{
	char c = s.p[0];
	size_t n = 1;
	*ret_kind = TOKEN_SIGN;
	if (c == '\'' || c == '"') {
		*ret_kind = TOKEN_TEXT;
		while (n < s.n && s.p[n] != c)
			n++;
		return n + 1;
	}
	if (c != '$' && !is_word_char(c))
		return is_one_of(str_cut(s, 0, 2), ":: -> -- @@") ? 2 : 1;
	*ret_kind = c == '$' ? TOKEN_PARAMETER : isdigit((unsigned char)c) ? TOKEN_NUMBER : TOKEN_WORD;
	while (n < s.n && is_word_char(s.p[n]))
		n++;
	return n;
}

/* Each bracket has tokens of its own; so has each part of a UNION. What stands
 * further inside has a higher number. */
static int
core_of(struct lexer *l, const struct token *t)
{
	if (token_in(t, ")") && l->depth > 0)
		l->depth--;
	if (token_in(t, "UNION INTERSECT EXCEPT"))
		l->core[l->depth] = ++l->cores;
	int core = l->core[l->depth];
	if (token_in(t, "(") && ++l->depth < DEPTH_MAX)
		l->core[l->depth] = ++l->cores;
	return core;
}

static const char *
refusal(const struct query *q, const struct token *t)
{
	if (token_in(t, "::"))
		return "\"::\" is refused: declare the type on -- in: or -- out:";
	if (token_in(t, "--"))
		return "a comment stands on a line of its own";
	if (token_in(t, "? : @") || (t->kind == TOKEN_PARAMETER && (t->number < 1 || t->number > SLOTS_MAX)))
		return "parameters are written $1, $2, ...";
	if (t->kind == TOKEN_TEXT && t->s.p[0] == '"')
		return "quoted names are refused: choose another name";
	if (token_in(t, ";"))
		return "one query holds one statement";
	if (token_in(t, "*") && token_in(t - 1, "SELECT DISTINCT ALL RETURNING , ."))
		return "\"*\" is refused: name the columns";
	if (token_in(t, "CURRENT_TIME CURRENT_DATE CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP NOW"))
		return "the database's clock is refused: pass the time from clock_wall() as a parameter";
	if (token_in(t, "RETURNING") && q->kind != KIND_ONE && q->kind != KIND_MANY)
		return "RETURNING needs :one or :many";
	if (token_in(t, "RIGHT FULL NATURAL OUTER"))
		return "write JOIN or LEFT JOIN, with ON";
	if (q->only == ONLY_NONE && token_in(t, "LIKE ILIKE GLOB REGEXP MATCH SIMILAR @@"))
		return "LIKE and its kin differ between the databases: write a pair with -- only:";
	if (q->only == ONLY_NONE && token_in(t, "->"))
		return "JSON is refused: the databases differ";
	return NULL;
}

static void
take_token(struct lexer *l, struct token *t)
{
	int64_t number = 0;
	t->line = l->line;
	t->s = str_cut(l->rest, 0, measure(l->rest, &t->kind));
	t->core = core_of(l, t);
	if (t->kind == TOKEN_PARAMETER && str_int(str_cut(t->s, 1, t->s.n), &number) == ERR_OK && number <= SLOTS_MAX)
		t->number = (int)number;
	l->line += count_lines(t->s);
	l->rest = str_cut(l->rest, t->s.n, l->rest.n);
}

const struct token *
lex(struct sqlc *s, const struct query *q)
{
	struct lexer l = { .rest = buf_view(&q->sql), .line = q->sql_line };
	struct token *first = ARENA_ARRAY(s->arena, struct token, TOKENS_MAX + 2 * AROUND);
	struct token *t = first + AROUND;
	while (l.rest.n > 0) {
		if (isspace((unsigned char)l.rest.p[0])) {
			l.line += l.rest.p[0] == '\n';
			l.rest = str_cut(l.rest, 1, l.rest.n);
			continue;
		}
		take_token(&l, t);
		const char *reason = refusal(q, t);
		if (reason != NULL)
			fail(s->path, t->line, "%s", reason);
		if (++t == first + AROUND + TOKENS_MAX || l.depth == DEPTH_MAX)
			fail(s->path, q->line, "this query is too long or nested too deeply");
	}
	return first + AROUND;
}
