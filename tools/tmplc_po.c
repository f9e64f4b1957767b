/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PO files, as far as gettext's format is used here: comments, msgid,
 * msgid_plural, msgstr, msgstr[0], msgstr[1], and strings that go on over
 * several lines. The entry with the empty msgid is the header.
 */
#include "tmplc.h"

#include <stdlib.h>
#include <string.h>

#include "banned.h"

struct po_reader {
	struct catalog *catalog;
	const char *path;
	int line;
	enum lang lang;
	/* the entry that is being read */
	struct str id;
	int id_line;
	bool plural;
	struct str text[2];
	struct str *into; /* where a continued string goes */
};

static struct str
unquote(struct po_reader *r, struct str s)
{
	s = str_trim(s);
	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		fail(r->path, r->line, "expected a string in double quotes");
	char *to = str_z(str_cut(s, 1, s.n - 2), r->catalog->arena);
	size_t n = 0;
	for (size_t i = 1; i + 1 < s.n; i++) {
		char c = s.p[i];
		if (c == '"')
			fail(r->path, r->line, "a quote inside a string needs a backslash");
		if (c == '\\') {
			c = s.p[++i];
			if (i + 1 >= s.n || (c != 'n' && c != '"' && c != '\\' && c != 't'))
				fail(r->path, r->line, "unknown escape in a string");
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		to[n++] = c;
	}
	return (struct str){ to, n };
}

static struct message *
find_or_add(struct catalog *c, struct str id)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->v[i].id, id))
			return &c->v[i];
	if (c->n == c->cap) {
		size_t cap = c->cap == 0 ? 64 : c->cap * 2;
		struct message *v = ARENA_ARRAY(c->arena, struct message, cap);
		if (c->n > 0)
			memcpy(v, c->v, c->n * sizeof *v);
		c->v = v;
		c->cap = cap;
	}
	c->v[c->n] = (struct message){ .id = id };
	return &c->v[c->n++];
}

static void
check_id(const struct po_reader *r)
{
	for (size_t i = 0; i < r->id.n; i++) {
		char c = r->id.p[i];
		bool fine = (c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_' || c == '.'));
		if (!fine)
			fail(r->path, r->id_line, "message id \"%.*s\": only a-z, 0-9, '_' and '.'", STR_ARG(r->id));
	}
}

static void
finish_entry(struct po_reader *r)
{
	if (r->id.n > 0) {
		check_id(r);
		if (r->text[0].n == 0 || (r->plural && r->text[1].n == 0))
			fail(r->path, r->id_line, "message %.*s has no text", STR_ARG(r->id));
		struct message *m = find_or_add(r->catalog, r->id);
		if (m->file[r->lang] != NULL)
			fail(r->path, r->id_line, "message %.*s was given before, at %s:%d", STR_ARG(r->id),
			    m->file[r->lang], m->line[r->lang]);
		enum lang other = r->lang == LANG_NL ? LANG_EN : LANG_NL;
		if (m->file[other] != NULL && m->plural != r->plural)
			fail(r->path, r->id_line, "message %.*s has a plural in one language only", STR_ARG(r->id));
		m->plural = r->plural;
		m->file[r->lang] = r->path;
		m->line[r->lang] = r->id_line;
		m->text[r->lang][0] = r->text[0];
		m->text[r->lang][1] = r->text[1];
	}
	r->id = STR_NONE;
	r->plural = false;
	r->text[0] = r->text[1] = STR_NONE;
	r->into = NULL;
}

static void
read_line(struct po_reader *r, struct str line)
{
	static struct str ignored;
	static const struct {
		struct str word;
		int into;
	} words[] = { { STR_INIT("msgid_plural "), 2 }, { STR_INIT("msgid "), -1 }, { STR_INIT("msgstr[0] "), 0 },
		{ STR_INIT("msgstr[1] "), 1 }, { STR_INIT("msgstr "), 0 } };

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return;
	if (line.p[0] == '"' && r->into != NULL) {
		struct str more = unquote(r, line);
		*r->into = str_printf(r->catalog->arena, "%.*s%.*s", STR_ARG(*r->into), STR_ARG(more));
		return;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!str_starts(line, words[i].word))
			continue;
		if (words[i].into == -1) {
			finish_entry(r);
			r->id_line = r->line;
		}
		r->plural = r->plural || words[i].into == 2;
		r->into = words[i].into == -1 ? &r->id : words[i].into == 2 ? &ignored : &r->text[words[i].into];
		*r->into = unquote(r, str_cut(line, words[i].word.n, line.n));
		return;
	}
	fail(r->path, r->line, "not a line of a PO file");
}

void
catalog_read(struct catalog *c, const char *path)
{
	struct po_reader r = { .catalog = c, .path = path };
	struct str name = str_from_z(path);
	if (str_ends(name, STR(".nl.po")))
		r.lang = LANG_NL;
	else if (str_ends(name, STR(".en.po")))
		r.lang = LANG_EN;
	else
		fail(path, 1, "the name of a PO file ends in .nl.po or .en.po");
	struct str text = read_source(path, c->arena), line;
	while (str_split(&text, '\n', &line)) {
		r.line++;
		read_line(&r, line);
	}
	finish_entry(&r);
}

/* "{1}" or "<1>" or "</1>" at the start of s. */
static bool
marker(struct str s, struct piece *ret_piece, size_t *ret_length)
{
	bool arg = s.n >= 3 && s.p[0] == '{' && s.p[2] == '}';
	bool open = s.n >= 3 && s.p[0] == '<' && s.p[2] == '>';
	bool close = s.n >= 4 && s.p[0] == '<' && s.p[1] == '/' && s.p[3] == '>';
	if (!arg && !open && !close)
		return false;
	char digit = s.p[close ? 2 : 1];
	if (digit < '1' || digit > '0' + MESSAGE_ARGS)
		return false;
	enum piece_kind kind = arg ? PIECE_ARG : open ? PIECE_LINK_OPEN : PIECE_LINK_CLOSE;
	*ret_piece = (struct piece){ .kind = kind, .number = digit - '0' };
	*ret_length = close ? 4 : 3;
	return true;
}

bool
message_piece(struct str *rest, struct piece *ret_piece)
{
	size_t n = 0, length = 0;
	struct piece ahead;
	if (rest->n == 0)
		return false;
	if (marker(*rest, ret_piece, &length)) {
		*rest = str_cut(*rest, length, rest->n);
		return true;
	}
	do
		n++;
	while (n < rest->n && !marker(str_cut(*rest, n, rest->n), &ahead, &length));
	*ret_piece = (struct piece){ .kind = PIECE_TEXT, .text = str_cut(*rest, 0, n) };
	*rest = str_cut(*rest, n, rest->n);
	return true;
}

/* Which arguments a text uses: bit n for {n}, bit 16+n for <n>. */
static unsigned
uses(const struct message *m, enum lang lang, struct str text)
{
	unsigned bits = 0;
	int open = 0;
	struct piece p;
	while (message_piece(&text, &p)) {
		if (p.kind == PIECE_ARG)
			bits |= 1U << p.number;
		if (p.kind == PIECE_LINK_OPEN)
			bits |= 1U << (16 + p.number);
		bool wrong = p.kind == PIECE_LINK_OPEN ? open != 0 : p.kind == PIECE_LINK_CLOSE && open != p.number;
		if (wrong)
			fail(m->file[lang], m->line[lang], "message %.*s: a link is not closed where it should be",
			    STR_ARG(m->id));
		if (p.kind == PIECE_LINK_OPEN || p.kind == PIECE_LINK_CLOSE)
			open = p.kind == PIECE_LINK_OPEN ? p.number : 0;
	}
	if (open != 0)
		fail(m->file[lang], m->line[lang], "message %.*s: link <%d> is not closed", STR_ARG(m->id), open);
	return bits;
}

static void
check_message(struct message *m)
{
	static const char *const names[] = { "Dutch", "English" };
	unsigned used[LANG_COUNT];
	for (int l = 0; l < LANG_COUNT; l++)
		if (m->file[l] == NULL)
			fail(m->file[!l], m->line[!l], "message %.*s has no %s text", STR_ARG(m->id), names[l]);
	for (int l = 0; l < LANG_COUNT; l++)
		used[l] = uses(m, (enum lang)l, m->text[l][0]) | uses(m, (enum lang)l, m->text[l][1]);
	if (used[0] != used[1])
		fail(m->file[LANG_EN], m->line[LANG_EN], "message %.*s uses other arguments than in Dutch",
		    STR_ARG(m->id));
	unsigned all = (used[0] & 0xffff) | (used[0] >> 16) | (m->plural ? 2 : 0);
	m->links = (int)(used[0] >> 16);
	while (all >> (m->args + 1) != 0)
		m->args++;
	for (int i = 1; i <= m->args; i++)
		if ((all >> i & 1) == 0)
			fail(m->file[0], m->line[0], "message %.*s skips argument %d", STR_ARG(m->id), i);
}

static int
by_id(const void *x, const void *y)
{
	const struct message *a = x, *b = y;
	return str_cmp(a->id, b->id);
}

void
catalog_check(struct catalog *c)
{
	if (c->n > 0)
		qsort(c->v, c->n, sizeof *c->v, by_id);
	for (size_t i = 0; i < c->n; i++)
		check_message(&c->v[i]);
}

const struct message *
catalog_find(const struct catalog *c, struct str id)
{
	const struct message key = { .id = id };
	return c->n == 0 ? NULL : bsearch(&key, c->v, c->n, sizeof key, by_id);
}
