/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One template -> NAME.c and NAME.h. The source is walked once per language.
 * Static text and messages gather in `pending` and become one html_static() when
 * a value or a block ends the run.
 */
#include "tmplc.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "banned.h"

#define MAX_BLOCKS 32
#define MAX_WORDS 16
#define LITERAL_LONG 3000 /* a C compiler need not take more than 4,095 bytes in one */

enum kind { KIND_HTML, KIND_TXT, KIND_SUBJECT, KIND_COUNT };

static const struct {
	const char *suffix, *text, *value; /* functions that write; HTML's for a value depends on its place */
} kinds[] = { { ".html", "html_static", NULL }, { ".txt", "plain_static", "plain_text" },
	{ ".subject", "plain_static", "plain_line" } };

struct block {
	int line;
	const char *var;        /* of {{each}}; NULL for {{if}} */
	bool has_else;
	struct position begin;  /* where the block began */
	struct position joined; /* of that and of the ends of its branches so far: what holds for all */
};

struct compiler {
	const char *path, *file; /* src/guide/guide_step.html, guide_step.html */
	const char *icons;
	const struct catalog *catalog;
	struct arena *arena;
	enum kind kind;
	const char *function, *type; /* guide_step_html, guide_step_page */
	/* the walk */
	enum lang lang;
	int line;
	const struct tag *tag; /* at hand */
	const char *words[MAX_WORDS]; /* behind that of the tag */
	size_t n;
	struct position position;
	struct block blocks[MAX_BLOCKS];
	size_t block_count;
	int depth; /* of the C code */
	struct buf pending, body, uses, includes;
	bool uses_page, differs; /* by language */
};

/* A tag that begins with this word. */
struct tag {
	const char *word;
	size_t least, most; /* words behind it */
	bool quiet;         /* writes nothing by itself: alone on its line it takes the line with it */
	void (*run)(struct compiler *c);
	const char *usage;
};

static _Noreturn void
refuse(const struct compiler *c)
{
	fail(c->path, c->line, "%s", c->tag->usage);
}

/* ---- static text ---- */

/* The tabs before a line of the body. */
static const char *
indent(const struct compiler *c)
{
	static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
	return tabs + sizeof tabs - 1 - c->depth;
}

static void
flush(struct compiler *c)
{
	struct str text = buf_view(&c->pending);
	if (text.n == 0)
		return;
	bool one_line = text.n < 80 && count_lines(str_cut(text, 0, text.n - 1)) == 0;
	buf_printf(&c->body, "%s%s(h,%s", indent(c), kinds[c->kind].text, one_line ? " " : "");
	put_literal(&c->body, text, one_line ? NULL : indent(c));
	buf_z(&c->body, ");\n");
	buf_clear(&c->pending);
}

/* How much white space at the start of s becomes one line end in text, one
 * space in a tag: in HTML, what holds a line end. */
static size_t
collapsing(const struct compiler *c, struct str s)
{
	enum position_state p = c->position.state;
	size_t n = 0;
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t' || s.p[n] == '\n'))
		n++;
	bool may = c->kind == KIND_HTML && (p == POSITION_TEXT ? !c->position.pre : p == POSITION_BETWEEN ||
	    p == POSITION_NEED_SPACE || p == POSITION_TAG_NAME || p == POSITION_ATTR_NAME);
	return may && count_lines(str_cut(s, 0, n)) > 0 ? n : 0;
}

static void
step(struct compiler *c, char byte)
{
	if ((unsigned char)byte < ' ' && byte != '\n' && byte != '\t')
		fail(c->path, c->line, "control character in the text");
	if (c->kind == KIND_SUBJECT && byte == '\n')
		fail(c->path, c->line, "a subject is one line");
	const char *reason = c->kind == KIND_HTML ? position_step(&c->position, byte) : NULL;
	if (reason != NULL)
		fail(c->path, c->line, "%s", reason);
}

static void
static_text(struct compiler *c, struct str s)
{
	while (s.n > 0) {
		size_t white = collapsing(c, s), n = white > 0 ? white : 1;
		bool text = c->position.state == POSITION_TEXT;
		char byte = white == 0 ? s.p[0] : text ? '\n' : ' ';
		bool doubled = white > 0 && text && str_ends(buf_view(&c->pending), STR("\n"));
		step(c, byte);
		if (!doubled)
			buf_char(&c->pending, byte);
		if (byte == '\n' && c->pending.n > LITERAL_LONG)
			flush(c);
		c->line += count_lines(str_cut(s, 0, n));
		s = str_cut(s, n, s.n);
	}
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

/* A number or a NAME. */
static bool
is_constant(const char *s)
{
	const char *made_of = isdigit((unsigned char)s[0]) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	return s[0] != '\0' && s[strspn(s, made_of)] == '\0';
}

/* Names, joined by '.' and "->". */
static bool
is_field(const char *s)
{
	size_t n = strcspn(s, ".-");
	if (!is_name(str_from(s, n)) || s[n] == '\0')
		return is_name(str_from(s, n));
	if (s[n] == '-' && s[n + 1] != '>')
		return false;
	return is_field(s + n + (s[n] == '.' ? 1 : 2));
}

static bool
is_loop_variable(const struct compiler *c, struct str name)
{
	for (size_t i = 0; i < c->block_count; i++)
		if (c->blocks[i].var != NULL && str_eq_z(name, c->blocks[i].var))
			return true;
	return false;
}

/* "a.b" -> "p->a.b"; where c is a loop variable "c.b" -> "c->b", "c" -> "(*c)", "@c" -> "c_i". */
static const char *
expression(struct compiler *c, const char *word)
{
	struct str first = str_from(word, strcspn(word, ".-"));
	const char *rest = word + first.n;
	if (is_constant(word))
		return word;
	if (word[0] == '@' && is_loop_variable(c, str_from_z(word + 1)))
		return str_printf(c->arena, "%s_i", word + 1).p;
	if (!is_field(word))
		fail(c->path, c->line, "\"%s\" is not a field", word);
	if (is_loop_variable(c, first) && *rest == '\0')
		return str_printf(c->arena, "(*%s)", word).p;
	if (is_loop_variable(c, first))
		return str_printf(c->arena, "%.*s->%s", STR_ARG(first), rest + (*rest == '.' ? 1 : 2)).p;
	c->uses_page = true;
	return str_printf(c->arena, "p->%s", word).p;
}

/* The function that writes a value here. */
static const char *
writer(struct compiler *c)
{
	const char *reason = NULL, *function = kinds[c->kind].value;
	if (c->kind == KIND_HTML)
		function = position_writer(&c->position, &reason);
	if (function == NULL)
		fail(c->path, c->line, "%s", reason);
	return function;
}

static void
put_value(struct compiler *c, const char *word)
{
	const char *function = writer(c), *value = expression(c, word);
	flush(c);
	buf_printf(&c->body, "%s%s(h, %s); /* %d */\n", indent(c), function, value, c->line);
	c->position.started = true;
}

/* ---- messages ---- */

static void
link_open(struct compiler *c, const char *word)
{
	if (c->kind != KIND_HTML || c->position.state != POSITION_TEXT)
		fail(c->path, c->line, "a message with a link can only stand in text");
	buf_z(&c->pending, "<a class=\"utrecht-link utrecht-link--html-a\" href=\"");
	const char *value = expression(c, word);
	flush(c);
	buf_printf(&c->body, "%shtml_url(h, %s); /* %d */\n", indent(c), value, c->line);
	buf_z(&c->pending, "\">");
}

static void
message_form(struct compiler *c, struct str text, const char **args)
{
	struct piece piece;
	while (message_piece(&text, &piece)) {
		if (piece.kind == PIECE_TEXT)
			message_text(c, piece.text);
		else if (piece.kind == PIECE_LINK_CLOSE)
			buf_z(&c->pending, "</a>");
		else if (piece.kind == PIECE_LINK_OPEN)
			link_open(c, args[piece.number - 1]);
		else
			put_value(c, args[piece.number - 1]);
	}
}

static void
plural_forms(struct compiler *c, const struct message *m, const char **args)
{
	const char *number = expression(c, args[0]);
	flush(c);
	buf_printf(&c->body, "%sif (html_is_one(%s)) { /* %d */\n", indent(c), number, c->line);
	for (int form = 0; form < 2; form++) {
		c->depth++;
		message_form(c, m->text[c->lang][form], args);
		flush(c);
		c->depth--;
		buf_printf(&c->body, "%s}%s\n", indent(c), form == 0 ? " else {" : "");
	}
}

static void
tag_message(struct compiler *c)
{
	const struct message *m = catalog_find(c->catalog, str_from_z(c->words[0]));
	if (m == NULL)
		fail(c->path, c->line, "unknown message %s", c->words[0]);
	if ((int)c->n - 1 != m->args)
		fail(c->path, c->line, "message %s takes %d arguments, not %zu", c->words[0], m->args, c->n - 1);
	(void)writer(c); /* may a value stand here? */
	if (m->plural)
		plural_forms(c, m, c->words + 1);
	else
		message_form(c, m->text[c->lang][0], c->words + 1);
	c->position.started = c->differs = true;
}

static void
tag_lang(struct compiler *c)
{
	bool other = strcmp(c->tag->word, "other_lang") == 0;
	static_text(c, str_from_z(lang_code(other ? !c->lang : c->lang)));
	c->differs = true;
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
top_block(struct compiler *c)
{
	if (c->block_count == 0)
		fail(c->path, c->line, "{{%s}} without a block", c->tag->word);
	return &c->blocks[c->block_count - 1];
}

static void
push_block(struct compiler *c, const char *var)
{
	if (c->block_count == MAX_BLOCKS)
		fail(c->path, c->line, "more than %d blocks inside one another", MAX_BLOCKS);
	c->blocks[c->block_count++] =
	    (struct block){ .line = c->line, .var = var, .begin = c->position, .joined = c->position };
	c->depth++;
}

/* The branch ends here; it must be where the block began. */
static void
end_branch(struct compiler *c, struct block *b)
{
	if (!position_join(&b->joined, &c->position))
		fail(c->path, c->line, "the block of line %d began %s and ends %s", b->line,
		    position_describe(&b->begin, c->arena).p, position_describe(&c->position, c->arena).p);
}

static void
put_condition(struct compiler *c, const char **words, size_t n)
{
	bool negated = n == 2 && strcmp(words[0], "not") == 0;
	bool compared = n == 3 && is_one_of(str_from_z(words[1]), "== !=");
	if (n != 1 && !negated && !compared)
		fail(c->path, c->line, "{{if}} takes x, not x, x == NAME or x != NAME");
	const char *value = expression(c, words[negated]);
	if (compared && !is_constant(words[2]))
		fail(c->path, c->line, "\"%s\" is not a constant", words[2]);
	if (compared)
		buf_printf(&c->body, "if (%s %s %s)", value, words[1], words[2]);
	else
		buf_printf(&c->body, "if (%shtml_if(%s))", negated ? "!" : "", value);
	buf_printf(&c->body, " { /* %d */\n", c->line);
}

static void
tag_if(struct compiler *c)
{
	settle(c);
	buf_z(&c->body, indent(c));
	push_block(c, NULL);
	put_condition(c, c->words, c->n);
}

static void
tag_else(struct compiler *c)
{
	settle(c);
	struct block *b = top_block(c);
	if (b->var != NULL || b->has_else)
		fail(c->path, c->line, "{{else}} does not belong to an {{if}}");
	if (c->n > 0 && strcmp(c->words[0], "if") != 0)
		refuse(c);
	end_branch(c, b);
	c->position = b->begin;
	buf_printf(&c->body, "%s} else ", indent(c) + 1);
	if (c->n > 0) {
		put_condition(c, c->words + 1, c->n - 1);
		return;
	}
	b->has_else = true;
	buf_z(&c->body, "{\n");
}

static void
tag_each(struct compiler *c)
{
	const char *var = c->words[2];
	if (strcmp(c->words[1], "as") != 0 || !is_name(str_from_z(var)))
		refuse(c);
	if (is_loop_variable(c, str_from_z(var)) || is_one_of(str_from_z(var), "p h"))
		fail(c->path, c->line, "the name \"%s\" is taken", var);
	settle(c);
	const char *list = expression(c, c->words[0]);
	buf_printf(&c->body, "%sfor (size_t %s_i = 0; %s_i < %s.n; %s_i++) { /* %d */\n", indent(c), var, var, list,
	    var, c->line);
	push_block(c, var);
	buf_printf(&c->body, "%sconst __typeof__(*%s.v) *%s = &%s.v[%s_i];\n", indent(c), list, var, list, var);
}

static void
tag_end(struct compiler *c)
{
	settle(c);
	struct block *b = top_block(c);
	end_branch(c, b);
	if (b->var != NULL && b->joined.state != b->begin.state)
		fail(c->path, c->line, "what is repeated in a tag must end as it begins, behind white space");
	c->position = b->joined;
	c->block_count--;
	c->depth--;
	buf_printf(&c->body, "%s}\n", indent(c));
}

/* ---- other tags ---- */

static void
add_line(struct buf *b, struct str line)
{
	if (str_find(buf_view(b), line) < 0)
		buf_str(b, line);
}

static void
tag_use(struct compiler *c)
{
	struct str file = str_from_z(c->words[0]);
	if (file.n < 5 || file.p[0] != '"' || !str_ends(file, STR(".h\"")))
		refuse(c);
	add_line(&c->uses, str_printf(c->arena, "#include %s\n", c->words[0]));
}

static void
tag_page(struct compiler *c)
{
	if (c->type != NULL || strcmp(c->words[0], "struct") != 0 || !is_name(str_from_z(c->words[1])))
		refuse(c);
	c->type = c->words[1];
}

static void
tag_partial(struct compiler *c)
{
	const char *kind = kinds[c->kind].suffix + 1;
	if (!is_name(str_from_z(c->words[0])))
		refuse(c);
	if (c->kind == KIND_HTML && c->position.state != POSITION_TEXT)
		fail(c->path, c->line, "another template can only stand in text");
	flush(c);
	add_line(&c->includes, str_printf(c->arena, "#include \"%s.%s.h\"\n", c->words[0], kind));
	const char *value = c->n == 1 ? "p" : expression(c, c->words[1]);
	c->uses_page = c->uses_page || c->n == 1;
	buf_printf(&c->body, "%s%s_%s(h, %s%s); /* %d */\n", indent(c), c->words[0], kind, c->n == 1 ? "" : "&", value,
	    c->line);
}

/* {{asset nabij.css}} -> ASSET_NABIJ_CSS of assets.h. */
static void
tag_asset(struct compiler *c)
{
	if (c->kind != KIND_HTML || strcmp(writer(c), "html_url") != 0)
		refuse(c);
	flush(c);
	buf_printf(&c->body, "%shtml_static(h, ", indent(c));
	put_constant(&c->body, "ASSET_", str_from_z(c->words[0]));
	buf_printf(&c->body, "); /* %d */\n", c->line);
	add_line(&c->includes, STR("#include \"assets.h\"\n"));
	c->position.started = c->position.asset = true;
}

/* {{icon name}}: the drawing itself, as it is in the folder of icons. */
static void
tag_icon(struct compiler *c)
{
	struct str path = str_printf(c->arena, "%s/%s.svg", c->icons, c->words[0]);
	if (c->kind != KIND_HTML || c->position.state != POSITION_TEXT)
		refuse(c);
	if (access(path.p, R_OK) != 0)
		fail(c->path, c->line, "there is no icon \"%s\"", c->words[0]);
	static_text(c, str_trim(read_source(path.p, c->arena)));
}

static const struct tag tags[] = {
	{ "!", .quiet = true },
	{ "use", 1, 1, true, tag_use, "expected {{use \"name.h\"}}" },
	{ "page", 2, 2, true, tag_page, "expected {{page struct NAME}}, once" },
	{ "if", 1, MAX_WORDS, true, tag_if, "expected {{if ...}}" },
	{ "else", 0, MAX_WORDS, true, tag_else, "expected {{else}} or {{else if ...}}" },
	{ "each", 3, 3, true, tag_each, "expected {{each list as name}}" },
	{ "end", 0, 0, true, tag_end, "expected {{end}}" },
	{ ">", 1, 2, true, tag_partial, "expected {{> template}} or {{> template field}}" },
	{ "t", 1, MAX_WORDS, false, tag_message, "{{t}} needs the id of a message" },
	{ "lang", 0, 0, false, tag_lang, "expected {{lang}}" },
	{ "other_lang", 0, 0, false, tag_lang, "expected {{other_lang}}" },
	{ "asset", 1, 1, false, tag_asset, "expected {{asset name}} as the whole of an address" },
	{ "icon", 1, 1, false, tag_icon, "expected {{icon name}} in text" },
};

/* NULL: a value. */
static const struct tag *
find_tag(struct str text)
{
	struct str word;
	if (!str_starts(text, STR("!")) && !str_starts(text, STR(">")))
		str_split(&text, ' ', &word);
	else
		word = str_cut(text, 0, 1);
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (str_eq_z(word, tags[i].word))
			return &tags[i];
	return NULL;
}

static void
run_tag(struct compiler *c, struct str text)
{
	size_t skip = c->tag == NULL ? 0 : strlen(c->tag->word);
	char *rest = str_z(str_cut(text, skip, text.n), c->arena), *word;
	if (c->tag != NULL && c->tag->run == NULL)
		return;
	c->n = 0;
	while ((word = strsep(&rest, " \t\n")) != NULL) {
		if (c->n == MAX_WORDS)
			fail(c->path, c->line, "too many words in a tag");
		if (word[0] != '\0')
			c->words[c->n++] = word;
	}
	if (c->tag != NULL && (c->n < c->tag->least || c->n > c->tag->most))
		refuse(c);
	if (c->tag != NULL)
		c->tag->run(c);
	else if (c->n == 1)
		put_value(c, c->words[0]);
	else if (c->n == 0)
		fail(c->path, c->line, "an empty tag");
	else
		fail(c->path, c->line, "unknown tag \"%s\"", c->words[0]);
}

/* ---- the whole ---- */

static size_t
blanks(struct str s, bool at_end)
{
	size_t n = 0;
	while (n < s.n && strchr(" \t", s.p[at_end ? s.n - 1 - n : n]) != NULL)
		n++;
	return n;
}

/* Takes the line of a quiet tag away when nothing else stands on it. */
static bool
take_line(struct str *before, struct str *rest, bool at_start)
{
	size_t back = before->n - blanks(*before, true), ahead = blanks(*rest, false);
	bool begins = back == 0 ? at_start : before->p[back - 1] == '\n';
	bool ends = ahead == rest->n || rest->p[ahead] == '\n';
	if (!begins || !ends)
		return false;
	before->n = back;
	*rest = str_cut(*rest, ahead + 1, rest->n);
	return true;
}

/* What stands before a tag and behind the one before it. */
static void
text_between(struct compiler *c, struct str s, bool begins_line)
{
	bool indented = c->kind == KIND_HTML && c->position.state == POSITION_TEXT && !c->position.pre;
	static_text(c, begins_line && indented ? str_cut(s, blanks(s, false), s.n) : s);
}

static void
walk(struct compiler *c, struct str rest)
{
	bool took = true; /* what is left begins a line */
	for (ptrdiff_t open; (open = str_find(rest, STR("{{"))) >= 0;) {
		struct str before = str_cut(rest, 0, (size_t)open), text = str_cut(rest, (size_t)open + 2, rest.n);
		ptrdiff_t close = str_find(text, STR("}}"));
		if (close < 0)
			fail(c->path, c->line + count_lines(before), "'{{' without '}}'");
		rest = str_cut(text, (size_t)close + 2, text.n);
		text = str_cut(text, 0, (size_t)close);
		c->tag = find_tag(str_trim(text));
		bool begins = took;
		took = c->tag != NULL && c->tag->quiet && take_line(&before, &rest, begins);
		text_between(c, before, begins);
		int line = c->line + count_lines(text) + took;
		run_tag(c, str_trim(text));
		c->line = line;
	}
	int line = c->line;
	text_between(c, rest, took);
	c->line = line; /* what is not closed is not where the file ends */
}

static void
check_end(const struct compiler *c)
{
	if (c->block_count > 0)
		fail(c->path, c->blocks[c->block_count - 1].line, "this block is not closed with {{end}}");
	if (c->position.state != POSITION_TEXT)
		fail(c->path, c->line, "the template ends %s", position_describe(&c->position, c->arena).p);
	if (c->type == NULL)
		fail(c->path, 1, "{{page struct NAME}} is missing");
}

/* The function for one language; without a suffix it is for both. */
static void
compile_language(struct compiler *c, struct str source, enum lang lang)
{
	c->lang = lang;
	c->line = c->depth = 1;
	c->position = (struct position){ 0 };
	c->type = NULL;
	c->uses_page = false;
	buf_clear(&c->body);
	walk(c, source);
	check_end(c);
	flush(c);
}

static void
put_function(const struct compiler *c, struct buf *b, const char *suffix)
{
	buf_printf(b, "\n%svoid\n%s%s(struct html *h, const struct %s *p)\n{\n", suffix[0] != '\0' ? "static " : "",
	    c->function, suffix, c->type);
	if (!c->uses_page)
		buf_z(b, "\t(void)p;\n");
	if (c->body.n == 0)
		buf_z(b, "\t(void)h;\n");
	buf_str(b, buf_view(&c->body));
	buf_z(b, "}\n");
}

static void
put_functions(struct compiler *c, struct buf *b, struct str source)
{
	compile_language(c, source, LANG_NL);
	put_function(c, b, c->differs ? "_nl" : "");
	if (!c->differs)
		return;
	compile_language(c, source, LANG_EN);
	put_function(c, b, "_en");
	buf_printf(b, "\nvoid\n%s(struct html *h, const struct %s *p)\n{\n\tif (h->lang == LANG_EN)\n", c->function,
	    c->type);
	buf_printf(b, "\t\t%s_en(h, p);\n\telse\n\t\t%s_nl(h, p);\n}\n", c->function, c->function);
}

static void
set_names(struct compiler *c)
{
	c->file = base_name(c->path);
	const char *suffix = strrchr(c->file, '.');
	while (c->kind < KIND_COUNT && (suffix == NULL || strcmp(suffix, kinds[c->kind].suffix) != 0))
		c->kind++;
	if (c->kind == KIND_COUNT)
		fail(c->path, 1, "a template is a .html, .txt or .subject");
	struct str name = str_from(c->file, (size_t)(suffix - c->file));
	if (!is_name(name))
		fail(c->path, 1, "the name of a template is made of letters, digits and '_'");
	c->function = str_printf(c->arena, "%.*s_%s", STR_ARG(name), suffix + 1).p;
}

void
template_compile(const char *path, const struct catalog *catalog, const char *out, const char *icons)
{
	struct compiler *c = ARENA_NEW(catalog->arena, struct compiler);
	struct buf functions, b;
	*c = (struct compiler){ .path = path, .catalog = catalog, .icons = icons, .arena = catalog->arena };
	struct buf *all[] = { &functions, &b, &c->pending, &c->body, &c->uses, &c->includes };
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		buf_init(all[i], 16 << 20, c->arena);
	set_names(c);
	struct str source = read_source(path, c->arena);
	if (c->kind == KIND_SUBJECT && str_ends(source, STR("\n")))
		source.n--;
	put_functions(c, &functions, source);
	buf_printf(&b, "/* Made by tmplc from %s. A number behind a line is the line of the template. */\n", c->file);
	buf_printf(&b, "#include \"%s.h\"\n", c->file);
	buf_str(&b, buf_view(&c->includes));
	buf_str(&b, buf_view(&functions));
	write_output(str_printf(c->arena, "%s/%s.c", out, c->file).p, &b);
	buf_clear(&b);
	buf_printf(&b, "/* Made by tmplc from %s. */\n#pragma once\n#include \"html.h\"\n", c->file);
	buf_str(&b, buf_view(&c->uses));
	buf_printf(&b, "\nvoid %s(struct html *h, const struct %s *p);\n", c->function, c->type);
	write_output(str_printf(c->arena, "%s/%s.h", out, c->file).p, &b);
}
