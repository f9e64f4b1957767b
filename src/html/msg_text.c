/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "messages.h"

#include "banned.h"

#define FILLED_MAX 65536

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
