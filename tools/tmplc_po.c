/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PO files, as far as gettext's format is used here: comments, msgid,
 * msgid_plural, msgstr, msgstr[0], msgstr[1], and strings that go on over
 * several lines. The entry with the empty msgid is the header.
 */
#include "tmplc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

enum part { PART_ID, PART_PLURAL, PART_TEXT, PART_ONE, PART_MORE, PART_COUNT };

struct po_reader {
	struct catalog *catalog;
	const char *path;
	int line, id_line;
	enum lang lang;
	struct buf part[PART_COUNT]; /* of the entry that is being read */
	struct buf *into;            /* where a string that goes on is added */
};

/* Adds what stands in the quotes. */
static void
read_string(struct po_reader *r, struct str s)
{
	s = str_trim(s);
	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		fail(r->path, r->line, "expected a string in double quotes");
	for (size_t i = 1; i + 1 < s.n; i++) {
		char c = s.p[i];
		if (c == '"')
			fail(r->path, r->line, "a quote inside a string needs a backslash");
		if (c == '\\') {
			c = s.p[++i];
			if (i + 1 >= s.n || strchr("nt\"\\", c) == NULL)
				fail(r->path, r->line, "unknown escape in a string");
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		buf_char(r->into, c);
	}
}

static struct message *
find_or_add(struct po_reader *r, struct str id)
{
	struct catalog *c = r->catalog;
	struct buf constant;
	buf_init(&constant, 256, c->arena);
	put_constant(&constant, "MSG_", id);
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->v[i].constant, buf_view(&constant))) {
			if (!str_eq(c->v[i].id, id))
				fail(r->path, r->id_line, "messages %.*s and %.*s have the same constant",
				    STR_ARG(c->v[i].id), STR_ARG(id));
			return &c->v[i];
		}
	if (c->n == MESSAGES_MAX)
		fail(r->path, r->id_line, "more than %d messages", MESSAGES_MAX);
	c->v[c->n] = (struct message){ .id = str_dup(id, c->arena), .constant = buf_view(&constant) };
	return &c->v[c->n++];
}

static void
check_id(const struct po_reader *r, struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		unsigned char c = (unsigned char)id.p[i];
		if (!islower(c) && (i == 0 || (!isdigit(c) && c != '_' && c != '.')))
			fail(r->path, r->id_line, "message id \"%.*s\": only a-z, 0-9, '_' and '.'", STR_ARG(id));
	}
}

static void
add_message(struct po_reader *r, struct str id)
{
	bool plural = r->part[PART_PLURAL].n > 0;
	const struct buf *one = &r->part[plural ? PART_ONE : PART_TEXT], *more = &r->part[PART_MORE];
	check_id(r, id);
	if (one->n == 0 || (plural && more->n == 0))
		fail(r->path, r->id_line, "message %.*s has no text", STR_ARG(id));
	struct message *m = find_or_add(r, id);
	if (m->file[r->lang] != NULL)
		fail(r->path, r->id_line, "message %.*s was given before, at %s:%d", STR_ARG(id), m->file[r->lang],
		    m->line[r->lang]);
	if (m->file[!r->lang] != NULL && m->plural != plural)
		fail(r->path, r->id_line, "message %.*s has a plural in one language only", STR_ARG(id));
	m->plural = plural;
	m->file[r->lang] = r->path;
	m->line[r->lang] = r->id_line;
	m->text[r->lang][0] = str_dup(buf_view(one), r->catalog->arena);
	m->text[r->lang][1] = str_dup(buf_view(more), r->catalog->arena);
}

static void
finish_entry(struct po_reader *r)
{
	if (r->part[PART_ID].n > 0)
		add_message(r, buf_view(&r->part[PART_ID]));
	for (int i = 0; i < PART_COUNT; i++)
		buf_clear(&r->part[i]);
	r->id_line = r->line;
}

static void
read_line(struct po_reader *r, struct str line)
{
	static const char *const words[] = { "msgid ", "msgid_plural ", "msgstr ", "msgstr[0] ", "msgstr[1] " };
	int part = 0;
	if (line.n == 0 || line.p[0] == '#')
		return;
	while (part < PART_COUNT && !str_starts(line, str_from_z(words[part])))
		part++;
	if (part == PART_ID)
		finish_entry(r);
	if (part < PART_COUNT) {
		r->into = &r->part[part];
		line = str_cut(line, strlen(words[part]), line.n);
	} else if (line.p[0] != '"' || r->into == NULL) {
		fail(r->path, r->line, "not a line of a PO file");
	}
	read_string(r, line);
}

void
catalog_read(struct catalog *c, const char *path)
{
	struct po_reader r = { .catalog = c, .path = path };
	struct str name = str_from_z(path);
	if (str_ends(name, STR(".en.po")))
		r.lang = LANG_EN;
	else if (!str_ends(name, STR(".nl.po")))
		fail(path, 1, "the name of a PO file ends in .nl.po or .en.po");
	for (int i = 0; i < PART_COUNT; i++)
		buf_init(&r.part[i], 1 << 20, c->arena);
	struct str text = read_source(path, c->arena), line;
	while (str_split(&text, '\n', &line)) {
		r.line++;
		read_line(&r, str_trim(line));
	}
	finish_entry(&r);
}

/* "{1}" or "<1>" or "</1>" at the start of s: its length, or 0. */
static size_t
marker(struct str s, struct piece *ret_piece)
{
	static const char *const markers[] = { "{#}", "<#>", "</#>" };
	for (int k = 0; k < 3; k++) {
		const char *m = markers[k];
		size_t n = 0;
		while (n < s.n && m[n] != '\0' && (m[n] == '#' ? s.p[n] > '0' && s.p[n] <= '9' : s.p[n] == m[n]))
			n++;
		if (m[n] == '\0') {
			*ret_piece = (struct piece){ .kind = PIECE_ARG + (unsigned)k, .number = s.p[n - 2] - '0' };
			return n;
		}
	}
	return 0;
}

bool
message_piece(struct str *rest, struct piece *ret_piece)
{
	size_t n = 0, length = 0;
	while (n < rest->n && (length = marker(str_cut(*rest, n, rest->n), ret_piece)) == 0)
		n++;
	if (rest->n == 0)
		return false;
	if (n > 0) {
		*ret_piece = (struct piece){ .kind = PIECE_TEXT, .text = str_cut(*rest, 0, n) };
		length = n;
	}
	*rest = str_cut(*rest, length, rest->n);
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
		if (p.kind == PIECE_TEXT)
			continue;
		bits |= 1U << (p.kind == PIECE_ARG ? p.number : 16 + p.number);
		if (p.kind == PIECE_ARG)
			continue;
		if (open != (p.kind == PIECE_LINK_OPEN ? 0 : p.number))
			fail(m->file[lang], m->line[lang], "message %.*s: a link is not closed where it should be",
			    STR_ARG(m->id));
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
