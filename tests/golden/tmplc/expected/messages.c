/* Made by tmplc from the PO files. */
#include "messages.h"

struct text {
	struct str one, many;
};

static const struct text texts_nl[] = {
	[MSG_NONE] = { .many = STR_INIT("") },
	[MSG_GOLDEN_HELLO] = { .many = STR_INIT(
		"Hallo {1}") },
	[MSG_GOLDEN_LINK] = { .many = STR_INIT(
		"Lees <1>meer hierover</1>, {2}.") },
	[MSG_GOLDEN_PLAIN] = { .many = STR_INIT(
		"Er is < en & en \"zo\".") },
	[MSG_GOLDEN_STEPS] = { .one = STR_INIT(
		"Nog één stap"), .many = STR_INIT(
		"Nog {1} stappen van {2}") },
};

static const struct text texts_en[] = {
	[MSG_NONE] = { .many = STR_INIT("") },
	[MSG_GOLDEN_HELLO] = { .many = STR_INIT(
		"Hello {1}") },
	[MSG_GOLDEN_LINK] = { .many = STR_INIT(
		"{2}, <1>read more</1>.") },
	[MSG_GOLDEN_PLAIN] = { .many = STR_INIT(
		"There is < and & and \"so\".") },
	[MSG_GOLDEN_STEPS] = { .one = STR_INIT(
		"One more step of {2}"), .many = STR_INIT(
		"{1} more steps of {2}") },
};

static const struct text *
find(enum lang lang, enum msg msg)
{
	if (msg < MSG_NONE || msg >= MSG_COUNT)
		msg = MSG_NONE;
	return lang == LANG_EN ? &texts_en[msg] : &texts_nl[msg];
}

struct str
msg_text(enum lang lang, enum msg msg)
{
	return find(lang, msg)->many;
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
	const struct text *t = find(lang, msg);
	struct str s = t->one.n > 0 && n > 0 && args[0].number == 1 ? t->one : t->many;
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
