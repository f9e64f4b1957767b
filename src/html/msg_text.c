/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "messages.h"

#include "banned.h"

#define FILLED_MAX 65536
#define MSG_ARGS_MAX 9

static const struct msg_entry *
find(enum lang lang, enum msg msg)
{
	size_t index = (size_t)msg < MSG_COUNT ? (size_t)msg : MSG_NONE;
	return &msg_entries[lang == LANG_EN][index];
}

struct str
msg_text(enum lang lang, enum msg msg)
{
	return find(lang, msg)->many;
}

enum msg
msg_of(const struct msg_word *words, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_z(name, words[i].name))
			return words[i].text;
	return MSG_NONE;
}

/* Length of "{1}", "<1>" or "</1>" at the start of s, or 0. */
static size_t
marker(struct str s, size_t *ret_digit)
{
	size_t at = s.n > 1 && s.p[0] == '<' && s.p[1] == '/' ? 2 : 1;
	if (s.n < at + 2 || (s.p[0] != '{' && s.p[0] != '<') || s.p[at] < '1' || s.p[at] > '9')
		return 0;
	if (s.p[at + 1] != (s.p[0] == '{' ? '}' : '>'))
		return 0;
	*ret_digit = (size_t)(s.p[at] - '1');
	return at + 2;
}

void
msg_format(struct buf *b, enum lang lang, enum msg msg, const struct msg_arg *args, size_t n)
{
	const struct msg_entry *e = find(lang, msg);
	struct str s = e->one.p != NULL && n > 0 && args[0].number == 1 ? e->one : e->many;
	while (s.n > 0) {
		size_t digit = 0, length = marker(s, &digit);
		if (length == 0)
			buf_char(b, s.p[0]);
		else if (s.p[0] == '{' && digit < n && args[digit].said != MSG_NONE)
			buf_str(b, msg_text(lang, args[digit].said));
		else if (s.p[0] == '{' && digit < n && args[digit].text.p != NULL)
			buf_str(b, args[digit].text);
		else if (s.p[0] == '{' && digit < n)
			buf_int(b, args[digit].number);
		s = str_cut(s, length == 0 ? 1 : length, s.n);
	}
}

struct str
msg_fill(enum lang lang, enum msg msg, const struct msg_arg *args, size_t n, struct arena *a)
{
	struct buf b;
	buf_init(&b, FILLED_MAX, a);
	msg_format(&b, lang, msg, args, n);
	return buf_view(&b);
}

/* The first MSG_SAID_MAX bytes of it, and never half a character. */
static struct str
cut(struct str s)
{
	size_t n = s.n < MSG_SAID_MAX ? s.n : MSG_SAID_MAX;
	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_cut(s, 0, n);
}

struct msg_said
msg_say(enum msg msg, const struct msg_arg *args, size_t n, struct arena *a)
{
	struct msg_arg short_args[MSG_ARGS_MAX] = { 0 };
	struct msg_said said;
	for (size_t i = 0; i < n && i < MSG_ARGS_MAX; i++) {
		short_args[i] = args[i];
		short_args[i].text = cut(args[i].text);
	}
	for (enum lang lang = LANG_NL; lang < LANG_COUNT; lang++)
		said.in[lang] = cut(msg_fill(lang, msg, short_args, n < MSG_ARGS_MAX ? n : MSG_ARGS_MAX, a));
	return said;
}
