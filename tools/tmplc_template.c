/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One template -> NAME.c and NAME.h. The source is cut into static text and
 * tags once; then it is walked once per language. Static text, messages and
 * addresses of assets gather in `pending` and become one html_static() when a
 * value or a block ends the run.
 */
#include "tmplc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define MAX_BLOCKS 32
#define MAX_WORDS 16
#define MAX_LITERAL 3000

enum kind { KIND_HTML, KIND_TXT, KIND_SUBJECT };
enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_EACH };

struct block {
	enum block_kind kind;
	int line;
	struct str var;        /* of each */
	struct position begin; /* where the block began */
	struct position joined; /* of the ends of its branches so far */
	bool has_joined;
};

struct token {
	struct str text; /* static text, or the words of a tag */
	bool is_tag;
	bool begins_line; /* behind a tag that took its line with it */
	int line;
};

struct tokens {
	struct token *v;
	size_t n;
};

struct compiler {
	const char *path;
	const struct catalog *catalog;
	const struct template_options *options;
	struct arena *arena;
	enum kind kind;
	struct tokens tokens;
	struct str function, type; /* guide_step_html, "struct guide_step_page" */
	struct strs uses;
	/* the walk */
	enum lang lang;
	int line;
	struct position position;
	struct block blocks[MAX_BLOCKS];
	size_t block_count;
	struct buf pending, body, includes;
	bool uses_page;
};

static const struct {
	const char *suffix, *name;
} kinds[] = { { ".html", "html" }, { ".txt", "txt" }, { ".subject", "subject" } };

/* ---- cutting the source into tokens ---- */

static int
count_lines(struct str s)
{
	int n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static void
add_token(struct compiler *c, struct token t)
{
	if (t.text.n == 0 && !t.is_tag)
		return;
	c->tokens.v[c->tokens.n++] = t;
}

/* A tag that writes nothing by itself; alone on its line it takes the line with it. */
static bool
is_quiet(struct str tag)
{
	static const char *const words[] = { "if ", "else ", "each ", "use ", "page ", "!", ">" };
	if (str_eq_z(tag, "else") || str_eq_z(tag, "end"))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_starts(tag, str_from_z(words[i])))
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes white space and the line end around a quiet tag away, when nothing else is on its line. */
static void
trim_line(struct str *before, struct str *rest, bool at_start)
{
	size_t back = before->n, ahead = 0;
	while (back > 0 && is_blank(before->p[back - 1]))
		back--;
	bool begins = back == 0 ? at_start : before->p[back - 1] == '\n';
	while (ahead < rest->n && is_blank(rest->p[ahead]))
		ahead++;
	bool ends = ahead == rest->n || rest->p[ahead] == '\n';
	if (!begins || !ends)
		return;
	before->n = back;
	*rest = str_cut(*rest, ahead + (ahead < rest->n), rest->n);
}

static void
cut_tokens(struct compiler *c, struct str source)
{
	int line = 1;
	bool begins = true; /* what is left begins a line */
	c->tokens.v = ARENA_ARRAY(c->arena, struct token, source.n / 2 + 4);
	for (;;) {
		ptrdiff_t open = str_find(source, STR("{{"));
		if (open < 0)
			break;
		struct str before = str_cut(source, 0, (size_t)open);
		int tag_line = line + count_lines(before);
		source = str_cut(source, (size_t)open + 2, source.n);
		ptrdiff_t close = str_find(source, STR("}}"));
		if (close < 0)
			fail(c->path, tag_line, "'{{' without '}}'");
		struct str tag = str_trim(str_cut(source, 0, (size_t)close));
		int next_line = tag_line + count_lines(str_cut(source, 0, (size_t)close));
		source = str_cut(source, (size_t)close + 2, source.n);
		size_t left = source.n;
		if (is_quiet(tag))
			trim_line(&before, &source, begins);
		begins = source.n < left;
		add_token(c, (struct token){ before, false, begins, line });
		add_token(c, (struct token){ tag, true, false, tag_line });
		line = next_line + (source.n < left && left > 0);
	}
	add_token(c, (struct token){ source, false, begins, line });
}

/* ---- static text ---- */

/* Where to cut, so that one literal stays below what every C compiler takes. */
static size_t
literal_length(struct str s)
{
	size_t n = s.n;
	if (n > MAX_LITERAL) {
		n = MAX_LITERAL;
		while (n > MAX_LITERAL / 2 && s.p[n - 1] != '\n' && s.p[n - 1] != ' ')
			n--;
	}
	return n;
}

static void
flush(struct compiler *c)
{
	const char *name = c->kind == KIND_HTML ? "html_static" : "plain_static";
	for (struct str rest = buf_view(&c->pending); rest.n > 0;) {
		struct str piece = str_cut(rest, 0, literal_length(rest));
		bool one_line = piece.n < 80 && count_lines(str_cut(piece, 0, piece.n - 1)) == 0;
		buf_printf(&c->body, one_line ? "\t%s(h, " : "\t%s(h,\n", name);
		put_literal(&c->body, piece, one_line ? "" : "\t    ");
		buf_z(&c->body, ");\n");
		rest = str_cut(rest, piece.n, rest.n);
	}
	buf_clear(&c->pending);
}

/* White space that holds a line end becomes one line end in text, one space in a tag. */
static bool
collapses(const struct compiler *c)
{
	enum position_state s = c->position.state;
	if (s == POSITION_TEXT)
		return !c->position.pre;
	return s == POSITION_BETWEEN || s == POSITION_NEED_SPACE || s == POSITION_TAG_NAME ||
	    s == POSITION_AFTER_NAME || s == POSITION_ATTR_NAME;
}

static void
step(struct compiler *c, char byte, int line)
{
	const char *reason = position_step(&c->position, byte);
	if (reason != NULL)
		fail(c->path, line, "%s", reason);
}

static void
html_text(struct compiler *c, struct str s, int line)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t run = 0;
		while (i + run < s.n && (is_blank(s.p[i + run]) || s.p[i + run] == '\n'))
			run++;
		struct str white = str_cut(s, i, run);
		if (count_lines(white) > 0 && collapses(c)) {
			char one = c->position.state == POSITION_TEXT ? '\n' : ' ';
			bool doubled = c->pending.n > 0 && c->pending.p[c->pending.n - 1] == '\n' && one == '\n';
			step(c, one, line);
			if (!doubled)
				buf_char(&c->pending, one);
			line += count_lines(white);
			i += run - 1;
			continue;
		}
		step(c, s.p[i], line);
		buf_char(&c->pending, s.p[i]);
		line += s.p[i] == '\n';
	}
}

static struct str
without_indent(const struct compiler *c, struct str s)
{
	size_t n = 0;
	if (c->kind != KIND_HTML || c->position.state != POSITION_TEXT || c->position.pre)
		return s;
	while (n < s.n && is_blank(s.p[n]))
		n++;
	return str_cut(s, n, s.n);
}

static void
static_text(struct compiler *c, struct str s, int line)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\t')
			fail(c->path, line + count_lines(str_cut(s, 0, i)), "control character in the text");
	if (c->kind == KIND_HTML) {
		html_text(c, s, line);
		return;
	}
	if (c->kind == KIND_SUBJECT && str_find_char(s, '\n') >= 0)
		fail(c->path, line + count_lines(s) - 1, "a subject is one line");
	buf_str(&c->pending, s);
}

/* Text of a message: never markup, whatever it holds. */
static void
message_text(struct compiler *c, struct str s)
{
	static const char special[] = "&<>\"'";
	static const char *const escaped[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };
	if (c->kind == KIND_SUBJECT && str_find_char(s, '\n') >= 0)
		fail(c->path, c->line, "a message with a line end cannot stand in a subject");
	for (size_t i = 0; i < s.n; i++) {
		const char *at = c->kind == KIND_HTML ? strchr(special, s.p[i]) : NULL;
		if (at != NULL)
			buf_z(&c->pending, escaped[at - special]);
		else
			buf_char(&c->pending, s.p[i]);
	}
}

/* ---- values ---- */

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char b = s.p[i];
		bool letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
		if (!letter && (i == 0 || b < '0' || b > '9'))
			return false;
	}
	return s.n > 0;
}

static bool
is_constant(struct str s)
{
	bool number = s.n > 0;
	for (size_t i = 0; i < s.n; i++)
		number = number && s.p[i] >= '0' && s.p[i] <= '9';
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	return number || is_name(s);
}

static bool
is_loop_variable(const struct compiler *c, struct str name)
{
	for (size_t i = 0; i < c->block_count; i++)
		if (c->blocks[i].kind == BLOCK_EACH && str_eq(c->blocks[i].var, name))
			return true;
	return false;
}

static size_t
name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] != '.' && s.p[n] != '-')
		n++;
	return n;
}

/* "a.b" -> "p->a.b"; where c is a loop variable "c.b" -> "c->b", "c" -> "(*c)", "@c" -> "c_i". */
static struct str
expression(struct compiler *c, struct str word)
{
	if (is_constant(word))
		return word;
	if (word.n > 1 && word.p[0] == '@' && is_loop_variable(c, str_cut(word, 1, word.n)))
		return str_printf(c->arena, "%.*s_i", STR_ARG(str_cut(word, 1, word.n)));
	for (struct str rest = word;;) {
		size_t n = name_length(rest);
		if (!is_name(str_cut(rest, 0, n)))
			fail(c->path, c->line, "\"%.*s\" is not a field", STR_ARG(word));
		rest = str_cut(rest, n, rest.n);
		if (rest.n == 0)
			break;
		size_t joint = rest.p[0] == '.' ? 1 : 2;
		if (joint == 2 && !str_starts(rest, STR("->")))
			fail(c->path, c->line, "\"%.*s\" is not a field", STR_ARG(word));
		rest = str_cut(rest, joint, rest.n);
	}
	size_t n = name_length(word);
	struct str first = str_cut(word, 0, n), rest = str_cut(word, n, word.n);
	if (!is_loop_variable(c, first)) {
		c->uses_page = true;
		return str_printf(c->arena, "p->%.*s", STR_ARG(word));
	}
	if (rest.n == 0)
		return str_printf(c->arena, "(*%.*s)", STR_ARG(first));
	rest = str_cut(rest, rest.p[0] == '.' ? 1 : 2, rest.n);
	return str_printf(c->arena, "%.*s->%.*s", STR_ARG(first), STR_ARG(rest));
}

static const char *
writer(struct compiler *c)
{
	static const char *const writers[] = { [PLACE_TEXT] = "html_text", [PLACE_RAW_TEXT] = "html_attr",
		[PLACE_ATTR] = "html_attr", [PLACE_URL] = "html_url", [PLACE_URL_PART] = "html_url_part",
		[PLACE_NUMBER] = "html_figure" };
	const char *reason = NULL;
	if (c->kind != KIND_HTML)
		return c->kind == KIND_TXT ? "plain_text" : "plain_line";
	enum place place = position_place(&c->position, &reason);
	if (place == PLACE_NONE)
		fail(c->path, c->line, "%s", reason);
	return writers[place];
}

static void
put_value(struct compiler *c, struct str word)
{
	const char *function = writer(c);
	struct str value = expression(c, word);
	flush(c);
	buf_printf(&c->body, "\t%s(h, %.*s); /* %d */\n", function, STR_ARG(value), c->line);
	position_value(&c->position);
}

/* ---- messages ---- */

static void
link_open(struct compiler *c, struct str value)
{
	const char *reason;
	if (c->kind != KIND_HTML || position_place(&c->position, &reason) != PLACE_TEXT)
		fail(c->path, c->line, "a message with a link can only stand in text");
	buf_z(&c->pending, "<a class=\"utrecht-link utrecht-link--html-a\" href=\"");
	flush(c);
	buf_printf(&c->body, "\thtml_url(h, %.*s); /* %d */\n", STR_ARG(value), c->line);
	buf_z(&c->pending, "\">");
}

static void
message_form(struct compiler *c, struct str text, const struct str *args)
{
	struct piece piece;
	while (message_piece(&text, &piece)) {
		if (piece.kind == PIECE_TEXT)
			message_text(c, piece.text);
		else if (piece.kind == PIECE_LINK_CLOSE)
			buf_z(&c->pending, "</a>");
		else if (piece.kind == PIECE_LINK_OPEN)
			link_open(c, expression(c, args[piece.number - 1]));
		else
			put_value(c, args[piece.number - 1]);
	}
}

static void
tag_message(struct compiler *c, const struct str *words, size_t n)
{
	if (n < 2)
		fail(c->path, c->line, "{{t}} needs the id of a message");
	const struct message *m = catalog_find(c->catalog, words[1]);
	if (m == NULL)
		fail(c->path, c->line, "unknown message %.*s", STR_ARG(words[1]));
	if ((int)n - 2 != m->args)
		fail(c->path, c->line, "message %.*s takes %d arguments, not %zu", STR_ARG(m->id), m->args, n - 2);
	(void)writer(c);
	if (!m->plural) {
		message_form(c, m->text[c->lang][0], words + 2);
	} else {
		struct str number = expression(c, words[2]);
		flush(c);
		buf_printf(&c->body, "\tif (html_is_one(%.*s)) { /* %d */\n", STR_ARG(number), c->line);
		message_form(c, m->text[c->lang][0], words + 2);
		flush(c);
		buf_z(&c->body, "\t} else {\n");
		message_form(c, m->text[c->lang][1], words + 2);
		flush(c);
		buf_z(&c->body, "\t}\n");
	}
	position_value(&c->position);
}

/* ---- blocks ---- */

static void
settle(struct compiler *c)
{
	const char *reason = c->kind == KIND_HTML ? position_settle(&c->position) : NULL;
	if (reason != NULL)
		fail(c->path, c->line, "%s", reason);
	flush(c);
}

static struct block *
top_block(struct compiler *c, const char *tag)
{
	if (c->block_count == 0)
		fail(c->path, c->line, "{{%s}} without a block", tag);
	return &c->blocks[c->block_count - 1];
}

static struct block *
push_block(struct compiler *c, enum block_kind kind)
{
	if (c->block_count == MAX_BLOCKS)
		fail(c->path, c->line, "more than %d blocks inside one another", MAX_BLOCKS);
	struct block *b = &c->blocks[c->block_count++];
	*b = (struct block){ .kind = kind, .line = c->line, .begin = c->position };
	return b;
}

/* The branch ends here; it must be where the block began. */
static void
end_branch(struct compiler *c, struct block *b)
{
	struct position joined;
	if (!position_join(&c->position, &b->begin, &joined)) {
		char began[96], ended[96];
		position_describe(&b->begin, began, sizeof began);
		position_describe(&c->position, ended, sizeof ended);
		fail(c->path, c->line, "the block of line %d began %s and ends %s", b->line, began, ended);
	}
	if (b->has_joined)
		position_join(&b->joined, &c->position, &b->joined);
	else
		b->joined = c->position;
	b->has_joined = true;
}

static void
put_condition(struct compiler *c, const struct str *words, size_t n)
{
	bool negated = n > 1 && str_eq_z(words[1], "not");
	size_t first = negated ? 2 : 1;
	bool compared = n == first + 3 && (str_eq_z(words[first + 1], "==") || str_eq_z(words[first + 1], "!="));
	if (n != first + 1 && !compared)
		fail(c->path, c->line, "{{if}} takes x, not x, x == NAME or x != NAME");
	struct str left = expression(c, words[first]);
	if (compared && !is_constant(words[first + 2]))
		fail(c->path, c->line, "\"%.*s\" is not a constant", STR_ARG(words[first + 2]));
	buf_z(&c->body, negated ? "if (!" : "if (");
	if (compared)
		buf_printf(&c->body, negated ? "(%.*s %.*s %.*s)" : "%.*s %.*s %.*s", STR_ARG(left),
		    STR_ARG(words[first + 1]), STR_ARG(words[first + 2]));
	else
		buf_printf(&c->body, "html_if(%.*s)", STR_ARG(left));
	buf_printf(&c->body, ") { /* %d */\n", c->line);
}

static void
tag_if(struct compiler *c, const struct str *words, size_t n)
{
	settle(c);
	push_block(c, BLOCK_IF);
	buf_char(&c->body, '\t');
	put_condition(c, words, n);
}

static void
tag_else(struct compiler *c, const struct str *words, size_t n)
{
	settle(c);
	struct block *b = top_block(c, "else");
	if (b->kind != BLOCK_IF)
		fail(c->path, c->line, "{{else}} does not belong to an {{if}}");
	end_branch(c, b);
	c->position = b->begin;
	buf_z(&c->body, "\t} else ");
	if (n == 1) {
		b->kind = BLOCK_ELSE;
		buf_z(&c->body, "{\n");
	} else if (str_eq_z(words[1], "if")) {
		put_condition(c, words + 1, n - 1);
	} else {
		fail(c->path, c->line, "expected {{else}} or {{else if ...}}");
	}
}

static void
tag_each(struct compiler *c, const struct str *words, size_t n)
{
	if (n != 4 || !str_eq_z(words[2], "as") || !is_name(words[3]) || is_constant(words[3]))
		fail(c->path, c->line, "expected {{each list as name}}");
	if (is_loop_variable(c, words[3]) || str_eq_z(words[3], "p") || str_eq_z(words[3], "h"))
		fail(c->path, c->line, "the name \"%.*s\" is taken", STR_ARG(words[3]));
	settle(c);
	struct str list = expression(c, words[1]);
	push_block(c, BLOCK_EACH)->var = words[3];
	buf_printf(&c->body, "\tfor (size_t %.*s_i = 0; %.*s_i < %.*s.n; %.*s_i++) { /* %d */\n", STR_ARG(words[3]),
	    STR_ARG(words[3]), STR_ARG(list), STR_ARG(words[3]), c->line);
	buf_printf(&c->body, "\tconst __typeof__(*%.*s.v) *%.*s = &%.*s.v[%.*s_i];\n", STR_ARG(list), STR_ARG(words[3]),
	    STR_ARG(list), STR_ARG(words[3]));
}

static void
tag_end(struct compiler *c)
{
	settle(c);
	struct block *b = top_block(c, "end");
	end_branch(c, b);
	struct position after = b->joined;
	bool may_skip = b->kind != BLOCK_ELSE;
	if (may_skip)
		position_join(&b->joined, &b->begin, &after);
	if (b->kind == BLOCK_EACH && after.state != b->begin.state)
		fail(c->path, c->line, "what is repeated in a tag must end as it begins, behind white space");
	c->position = after;
	c->block_count--;
	buf_z(&c->body, "\t}\n");
}

/* ---- other tags ---- */

static void
add_include(struct compiler *c, struct str file)
{
	struct str line = str_printf(c->arena, "#include \"%.*s.h\"\n", STR_ARG(file));
	if (str_find(buf_view(&c->includes), line) < 0)
		buf_str(&c->includes, line);
}

static void
tag_partial(struct compiler *c, const struct str *words, size_t n)
{
	if (n < 2 || n > 3 || !is_name(words[1]))
		fail(c->path, c->line, "expected {{> template}} or {{> template field}}");
	if (c->kind == KIND_HTML && c->position.state != POSITION_TEXT)
		fail(c->path, c->line, "another template can only stand in text");
	flush(c);
	const char *kind = kinds[c->kind].name;
	add_include(c, str_printf(c->arena, "%.*s.%s", STR_ARG(words[1]), kind));
	struct str value = STR("p");
	if (n == 2) {
		c->uses_page = true;
	} else {
		bool pointer = str_starts(words[2], STR("*"));
		struct str field = expression(c, pointer ? str_cut(words[2], 1, words[2].n) : words[2]);
		value = str_printf(c->arena, "%s%.*s", pointer ? "" : "&", STR_ARG(field));
	}
	buf_printf(&c->body, "\t%.*s_%s(h, %.*s); /* %d */\n", STR_ARG(words[1]), kind, STR_ARG(value), c->line);
}

/* {{asset nabij.css}} -> ASSET_NABIJ_CSS of assets.h, merged into the text around it. */
static void
tag_asset(struct compiler *c, const struct str *words, size_t n)
{
	const char *reason;
	if (n != 2 || c->kind != KIND_HTML || position_place(&c->position, &reason) != PLACE_URL)
		fail(c->path, c->line, "expected {{asset name}} as the whole of an address");
	buf_z(&c->pending, "\x01" "ASSET_");
	for (size_t i = 0; i < words[1].n; i++) {
		char b = words[1].p[i];
		bool letter = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
		buf_char(&c->pending, letter ? (char)(b >= 'a' ? b - 32 : b) : '_');
	}
	buf_char(&c->pending, '\x02');
	add_include(c, STR("assets"));
	c->position.asset = true;
	position_value(&c->position);
}

/* {{icon name}}: the drawing itself, as it is in the folder of icons. */
static void
tag_icon(struct compiler *c, const struct str *words, size_t n)
{
	if (n != 2 || c->kind != KIND_HTML || c->position.state != POSITION_TEXT || c->options->icons == NULL)
		fail(c->path, c->line, "expected {{icon name}} in text");
	struct str path = str_printf(c->arena, "%s/%.*s.svg", c->options->icons, STR_ARG(words[1]));
	FILE *f = fopen(path.p, "r");
	if (f == NULL)
		fail(c->path, c->line, "there is no icon \"%.*s\"", STR_ARG(words[1]));
	fclose(f);
	static_text(c, str_trim(read_source(path.p, c->arena)), c->line);
}

static void
tag(struct compiler *c, struct str text)
{
	struct str words[MAX_WORDS], rest = text, word;
	size_t n = 0;
	if (str_starts(text, STR("!")) || str_starts(text, STR("use ")) || str_starts(text, STR("page ")))
		return;
	if (str_starts(text, STR(">"))) {
		words[n++] = STR(">");
		rest = str_cut(text, 1, text.n);
	}
	while (str_split(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (n == MAX_WORDS)
			fail(c->path, c->line, "too many words in a tag");
		words[n++] = str_trim(word);
	}
	if (n == 0)
		fail(c->path, c->line, "an empty tag");
	if (str_eq_z(words[0], ">"))
		tag_partial(c, words, n);
	else if (str_eq_z(words[0], "if"))
		tag_if(c, words, n);
	else if (str_eq_z(words[0], "else"))
		tag_else(c, words, n);
	else if (str_eq_z(words[0], "each"))
		tag_each(c, words, n);
	else if (str_eq_z(words[0], "end") && n == 1)
		tag_end(c);
	else if (str_eq_z(words[0], "t"))
		tag_message(c, words, n);
	else if (str_eq_z(words[0], "asset"))
		tag_asset(c, words, n);
	else if (str_eq_z(words[0], "icon"))
		tag_icon(c, words, n);
	else if (n != 1)
		fail(c->path, c->line, "unknown tag \"%.*s\"", STR_ARG(words[0]));
	else if (str_eq_z(words[0], "lang"))
		static_text(c, str_from_z(lang_code(c->lang)), c->line);
	else if (str_eq_z(words[0], "other_lang"))
		static_text(c, str_from_z(lang_code(c->lang == LANG_NL ? LANG_EN : LANG_NL)), c->line);
	else
		put_value(c, words[0]);
}

/* ---- the whole ---- */

static void
walk(struct compiler *c, enum lang lang)
{
	c->lang = lang;
	c->position = (struct position){ 0 };
	c->block_count = 0;
	c->uses_page = false;
	buf_clear(&c->body);
	for (size_t i = 0; i < c->tokens.n; i++) {
		const struct token *t = &c->tokens.v[i];
		c->line = t->line;
		if (t->is_tag)
			tag(c, t->text);
		else
			static_text(c, t->begins_line ? without_indent(c, t->text) : t->text, t->line);
	}
	if (c->block_count > 0)
		fail(c->path, c->blocks[c->block_count - 1].line, "this block is not closed with {{end}}");
	if (c->position.state != POSITION_TEXT) {
		char where[96];
		position_describe(&c->position, where, sizeof where);
		fail(c->path, c->line, "the template ends %s", where);
	}
	flush(c);
}

/* The lines at the top: {{use "x.h"}} and {{page struct NAME}}. */
static void
read_head(struct compiler *c)
{
	c->uses.v = ARENA_ARRAY(c->arena, struct str, c->tokens.n + 1);
	for (size_t i = 0; i < c->tokens.n; i++) {
		struct str text = c->tokens.v[i].text;
		int line = c->tokens.v[i].line;
		if (!c->tokens.v[i].is_tag)
			continue;
		if (str_starts(text, STR("use "))) {
			struct str file = str_trim(str_cut(text, 4, text.n));
			if (file.n < 5 || file.p[0] != '"' || !str_ends(file, STR(".h\"")))
				fail(c->path, line, "expected {{use \"name.h\"}}");
			c->uses.v[c->uses.n++] = file;
		} else if (str_starts(text, STR("page "))) {
			struct str type = str_trim(str_cut(text, 5, text.n));
			if (c->type.n > 0 || !str_starts(type, STR("struct ")) || !is_name(str_cut(type, 7, type.n)))
				fail(c->path, line, "expected {{page struct NAME}}, once");
			c->type = type;
		}
	}
	if (c->type.n == 0)
		fail(c->path, 1, "{{page struct NAME}} is missing");
}

static void
set_names(struct compiler *c, struct str *ret_file)
{
	struct str file = base_name(str_from_z(c->path));
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct str suffix = str_from_z(kinds[i].suffix);
		if (!str_ends(file, suffix))
			continue;
		c->kind = (enum kind)i;
		struct str name = str_cut(file, 0, file.n - suffix.n);
		if (!is_name(name))
			fail(c->path, 1, "the name of a template is made of letters, digits and '_'");
		c->function = str_printf(c->arena, "%.*s_%s", STR_ARG(name), kinds[i].name);
		*ret_file = file;
		return;
	}
	fail(c->path, 1, "a template is a .html, .txt or .subject");
}

static void
emit_header(struct compiler *c, struct str file)
{
	struct buf b;
	buf_init(&b, 1 << 20, c->arena);
	buf_printf(&b, "/* Made by tmplc from %.*s. */\n#pragma once\n#include \"html.h\"\n", STR_ARG(file));
	for (size_t i = 0; i < c->uses.n; i++)
		buf_printf(&b, "#include %.*s\n", STR_ARG(c->uses.v[i]));
	buf_printf(&b, "\nvoid %.*s(struct html *h, const %.*s *p);\n", STR_ARG(c->function), STR_ARG(c->type));
	write_output(c->options->out, str_printf(c->arena, "%.*s.h", STR_ARG(file)).p, &b);
}

/* The lines of the body with a tab for each block that is open around them. */
static void
put_indented(struct buf *b, struct str body)
{
	struct str line;
	int depth = 0;
	while (str_split(&body, '\n', &line)) {
		if (line.n == 0)
			continue;
		bool literal = line.n > 5 && line.p[1] == ' ';
		bool closes = !literal && line.n > 1 && line.p[1] == '}';
		depth -= closes;
		for (int i = 0; i < depth; i++)
			buf_char(b, '\t');
		buf_str(b, line);
		buf_char(b, '\n');
		bool opens = str_find(line, STR(") {")) > 0 || str_ends(line, STR("else {"));
		depth += !literal && opens;
	}
}

static void
emit_walk(struct compiler *c, struct buf *b, enum lang lang, const char *suffix)
{
	walk(c, lang);
	buf_printf(b, "\n%svoid\n%.*s%s(struct html *h, const %.*s *p)\n{\n", suffix[0] ? "static " : "",
	    STR_ARG(c->function), suffix, STR_ARG(c->type));
	if (!c->uses_page)
		buf_z(b, "\t(void)p;\n");
	if (c->body.n == 0)
		buf_z(b, "\t(void)h;\n");
	put_indented(b, buf_view(&c->body));
	buf_z(b, "}\n");
}

static bool
differs_by_language(const struct compiler *c)
{
	for (size_t i = 0; i < c->tokens.n; i++) {
		struct str text = c->tokens.v[i].text;
		bool differs = str_starts(text, STR("t ")) || str_eq_z(text, "lang") || str_eq_z(text, "other_lang");
		if (c->tokens.v[i].is_tag && differs)
			return true;
	}
	return false;
}

void
template_compile(const char *path, const struct catalog *catalog, const struct template_options *o, struct arena *a)
{
	struct compiler *c = ARENA_NEW(a, struct compiler);
	struct buf functions, b;
	struct str file;
	*c = (struct compiler){ .path = path, .catalog = catalog, .options = o, .arena = a };
	struct buf *all[] = { &functions, &b, &c->pending, &c->body, &c->includes };
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		buf_init(all[i], 16 << 20, a);
	set_names(c, &file);
	struct str source = read_source(path, a);
	if (c->kind == KIND_SUBJECT && str_ends(source, STR("\n")))
		source.n--;
	cut_tokens(c, source);
	read_head(c);
	if (differs_by_language(c)) {
		emit_walk(c, &functions, LANG_NL, "_nl");
		emit_walk(c, &functions, LANG_EN, "_en");
		buf_printf(&functions, "\nvoid\n%.*s(struct html *h, const %.*s *p)\n{\n\tif (h->lang == LANG_EN)\n",
		    STR_ARG(c->function), STR_ARG(c->type));
		buf_printf(&functions, "\t\t%.*s_en(h, p);\n\telse\n\t\t%.*s_nl(h, p);\n}\n", STR_ARG(c->function),
		    STR_ARG(c->function));
	} else {
		emit_walk(c, &functions, LANG_NL, "");
	}
	buf_printf(&b, "/* Made by tmplc from %.*s. A number behind a line is the line of the template. */\n",
	    STR_ARG(file));
	buf_printf(&b, "#include \"%.*s.h\"\n", STR_ARG(file));
	buf_str(&b, buf_view(&c->includes));
	buf_str(&b, buf_view(&functions));
	write_output(o->out, str_printf(a, "%.*s.c", STR_ARG(file)).p, &b);
	emit_header(c, file);
}
