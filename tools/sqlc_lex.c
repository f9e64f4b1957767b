/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <ctype.h>

#include "sqlc.h"

#include "banned.h"

#define DEPTH_MAX 60

struct lexer {
	struct sqlc *sqlc;
	const struct query *query;
	struct tokens *tokens;
	struct str sql;
	size_t at;
	int line;
	int cores, core[DEPTH_MAX], depth;
};

bool
token_in(const struct token *t, const char *words)
{
	struct str rest = str_from_z(words), word;
	if (t->kind != TOKEN_WORD && t->kind != TOKEN_SIGN)
		return false;
	while (str_split(&rest, ' ', &word))
		if (str_eq_nocase(t->s, word))
			return true;
	return false;
}

bool
opens_clause(const struct token *t)
{
	return token_in(t, "SELECT FROM WHERE ON USING SET VALUES GROUP HAVING ORDER LIMIT OFFSET RETURNING WINDOW "
	    "INTO UPDATE JOIN WITH");
}

const struct token *
clause_of(const struct tokens *tokens, size_t i)
{
	int core = tokens->v[i].core;
	while (i-- > 0)
		if (tokens->v[i].core == core && opens_clause(&tokens->v[i]))
			return &tokens->v[i];
	return NULL;
}

bool
is_compound(const struct tokens *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (token_in(&t->v[i], "UNION INTERSECT EXCEPT"))
			return true;
	return false;
}

static int
peek(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->sql.n ? (unsigned char)l->sql.p[l->at + ahead] : 0;
}

static bool
is_word_char(int c)
{
	return c == '_' || isalnum(c);
}

static size_t
quoted_length(const struct lexer *l, int quote)
{
	size_t n = 1;
	while (peek(l, n) != 0 && (peek(l, n) != quote || peek(l, n + 1) == quote))
		n += peek(l, n) == quote ? 2 : 1;
	return n + 1;
}

static size_t
measure(const struct lexer *l, enum token_kind *ret_kind)
{
	int c = peek(l, 0);
	size_t n = 1;
	if (c == '\'' || c == '"') {
		*ret_kind = TOKEN_TEXT;
		return quoted_length(l, c);
	}
	if (c == '$' || is_word_char(c)) {
		*ret_kind = c == '$' ? TOKEN_PARAMETER : isdigit(c) ? TOKEN_NUMBER : TOKEN_WORD;
		while (is_word_char(peek(l, n)))
			n++;
		return n;
	}
	*ret_kind = TOKEN_SIGN;
	int next = peek(l, 1);
	return (c == ':' && next == ':') || (c == '-' && next == '>') || (c == '@' && next == '@') ? 2 : 1;
}

static int
parameter_number(struct str s)
{
	int64_t k = 0;
	if (str_int(str_cut(s, 1, s.n), &k) != ERR_OK || k < 1 || k > SLOTS_MAX)
		return 0;
	return (int)k;
}

/* Each bracket has tokens of its own; so has each part of a UNION. What stands
 * further inside has a higher number. */
static bool
number_core(struct lexer *l, struct token *t)
{
	if (token_in(t, ")") && l->depth > 0)
		l->depth--;
	if (token_in(t, "UNION INTERSECT EXCEPT"))
		l->core[l->depth] = ++l->cores;
	t->core = l->core[l->depth];
	if (!token_in(t, "("))
		return true;
	if (l->depth + 1 == DEPTH_MAX)
		return false;
	l->core[++l->depth] = ++l->cores;
	return true;
}

static bool
add_token(struct lexer *l)
{
	struct token *t = &l->tokens->v[l->tokens->n];
	*t = (struct token){ .line = l->line };
	size_t n = measure(l, &t->kind);
	t->s = str_cut(l->sql, l->at, n);
	if (t->kind == TOKEN_PARAMETER)
		t->number = parameter_number(t->s);
	for (size_t i = 0; i < t->s.n; i++)
		l->line += t->s.p[i] == '\n';
	l->at += n;
	if (++l->tokens->n == TOKENS_MAX || !number_core(l, t)) {
		complain(l->sqlc, l->query->line, "this query is too long or nested too deeply");
		return false;
	}
	return true;
}

static const char *
refusal(const struct query *q, const struct token *t)
{
	if (token_in(t, "::"))
		return "\"::\" is refused: declare the type on -- in: or -- out:";
	if (token_in(t, "? : @") || (t->kind == TOKEN_PARAMETER && t->number == 0))
		return "parameters are written $1, $2, ...";
	if (t->kind == TOKEN_TEXT && t->s.p[0] == '"')
		return "quoted names are refused: choose another name";
	if (token_in(t, ";"))
		return "one query holds one statement";
	if (token_in(t, "CURRENT_TIME CURRENT_DATE CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP NOW"))
		return "the database's clock is refused: pass the time from clock_wall() as a parameter";
	if (token_in(t, "RETURNING") && q->kind != KIND_ONE && q->kind != KIND_MANY)
		return "RETURNING needs :one or :many";
	if (q->only == ONLY_NONE && token_in(t, "LIKE ILIKE GLOB REGEXP MATCH SIMILAR @@"))
		return "LIKE and its kin differ between the databases: write a pair with -- only:";
	if (q->only == ONLY_NONE && token_in(t, "->"))
		return "JSON is refused: the databases differ";
	return NULL;
}

static bool
refuse(struct sqlc *s, const struct query *q, const struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];
		const char *reason = refusal(q, t);
		if (i > 0 && token_in(t, "*") && token_in(t - 1, "SELECT DISTINCT ALL RETURNING , ."))
			reason = "\"*\" is refused: name the columns";
		if (reason != NULL) {
			complain(s, t->line, "%s", reason);
			return false;
		}
	}
	return true;
}

bool
lex(struct sqlc *s, const struct query *q, struct tokens *ret_tokens)
{
	struct lexer l = { .sqlc = s, .query = q, .tokens = ret_tokens, .sql = buf_view(&q->sql), .line = q->sql_line };
	ret_tokens->n = 0;
	while (l.at < l.sql.n) {
		if (isspace(peek(&l, 0))) {
			l.line += peek(&l, 0) == '\n';
			l.at++;
		} else if (!add_token(&l)) {
			return false;
		}
	}
	ret_tokens->v[ret_tokens->n] = (struct token){ .kind = TOKEN_END, .line = l.line, .core = -1 };
	return refuse(s, q, ret_tokens);
}
